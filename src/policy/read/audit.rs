//! Which items are audited.

use super::super::model::Audits;
use super::fields::{Place, Reader, Shape};

const AUDIT: Shape = Shape { required: &["rate", "salt"], optional: &["explore_rate"] };

#[inline(never)]
pub(super) fn audit(reader: &mut Reader, place: &Place<'_>) -> Audits {
    reader.object(place, &AUDIT);
    let mut rate = |name| reader.fraction(&place.get(name), "share").max(0.0);
    let (rate, explore_rate) = (rate("rate"), rate("explore_rate"));
    let salt = reader.words(&place.get("salt"));
    Audits { rate, explore_rate, salt }
}
