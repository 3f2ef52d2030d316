//! What other rows show of fitted thresholds.

use crate::analyze::Tally;
use crate::math::{clopper_pearson, real};
use crate::tune::{Admission, Case, FamilyFit, Fitted};
use crate::value::{Fields, Plain, Value};

use super::cases::number;

/// How thresholds do on rows that they were not fitted to.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// The splits that these are of.
    pub splits: Vec<String>,
    /// How many rows there are.
    pub rows: u64,
    /// What is automatic of them.
    pub automatic: Tally,
    /// The same for each family of the fit, in its order.
    pub families: Vec<Tally>,
    /// Whether the share of errors is at most the target: one sample's word, no proof. Nothing where nothing is known.
    pub is_met: Option<bool>,
    /// Whether chance does not explain that it is above: even the lower end of the exact interval, at the promise's
    /// confidence, is above the target.
    pub is_broken: bool,
}

/// Counts the rows that fitted thresholds make automatic.
pub(super) fn verify(splits: &[String], cases: &[Case<'_>], fitted: &Fitted) -> Verified {
    let (mut families, mut total) = (Vec::new(), Tally::default());
    for family in &fitted.families {
        let (_, tally) = automatic(cases, family);
        total.merge(tally);
        families.push(tally);
    }
    let promise = fitted.goal.promise;
    let is_met = total.error_rate().map(|rate| rate.value <= promise.alpha());
    let is_broken = clopper_pearson(total.wrong, total.known(), 1.0 - promise.delta()).low > promise.alpha();
    Verified { splits: splits.to_vec(), rows: number(cases.len()), automatic: total, families, is_met, is_broken }
}

/// The rows of a family: how many, and those at or above its threshold.
pub(super) fn automatic(cases: &[Case<'_>], found: &FamilyFit) -> (u64, Tally) {
    let (mut rows, mut turned) = (0_u64, Tally::default());
    for case in cases {
        if case.admission != Admission::From(found.family) {
            continue;
        }
        rows = rows.saturating_add(1);
        if found.outcome.is_ok_and(|threshold| case.score >= threshold) {
            turned.add(case.correct);
        }
    }
    (rows, turned)
}

impl Plain for Verified {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_texts("splits", &self.splits);
        out.put_number("rows", Some(real(self.rows)));
        out.put("automatic", self.automatic.share(self.rows));
        let mut families = Vec::new();
        for family in &self.families {
            families.push(family.share(self.rows));
        }
        out.put("families", Value::List(families));
        out.put("met", self.is_met.map_or(Value::Null, Value::Boolean));
        out.put("broken", Value::Boolean(self.is_broken));
        out.done()
    }
}
