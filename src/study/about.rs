//! What a log holds, before anything is asked of it.

use crate::analyze::Tally;
use crate::log::{Log, Words};
use crate::math::real;
use crate::record::LabelSource;
use crate::value::{Fields, Plain, Value};

use super::cases::number;
use super::source::Source;

/// So many models and splits are told.
const MOST: usize = 64;

/// What a log holds.
#[derive(Clone, Copy, Debug)]
pub struct About<'s>(pub &'s Source);

impl Plain for About<'_> {
    fn plain(&self) -> Value {
        let log = &self.0.log;
        let mut rejects = Vec::new();
        for counted in log.counts() {
            rejects.push(counted.plain());
        }
        let mut out = Fields::default();
        out.put_number("rows", Some(real(number(log.rows()))));
        out.put_number("rejected", Some(real(log.rejected())));
        out.put("rejects", Value::List(rejects));
        out.put_option("problem", self.0.problem().as_deref());
        out.put_text("hash", log.sha256());
        out.put_texts("columns", log.columns_named());
        out.put_texts("columns_not_there", log.not_there());
        out.put_texts("columns_twice", log.columns_twice());
        out.put_texts("columns_left_out", log.left_out());
        out.put("models", by_name(log, log.model()));
        out.put("splits", by_name(log, log.split()));
        out.put("labels", labels(log));
        out.put("has_units", Value::Boolean(!log.unit().texts.is_empty()));
        out.put("has_times", Value::Boolean(log.time().is_some()));
        out.put("has_alternatives", Value::Boolean((0..log.rows()).any(|row| !log.alternatives(row).0.is_empty())));
        out.put("has_classes", Value::Boolean(!log.label().is_empty() && !log.predicted().is_empty()));
        out.done()
    }
}

/// Each name with its rows, in the order in which names were met.
fn by_name(log: &Log, words: &Words) -> Value {
    let mut turned = vec![Tally::default(); words.texts.len().min(MOST)];
    for row in 0..log.rows() {
        let place = words.codes.get(row).checked_sub(1).and_then(|index| usize::try_from(index).ok());
        if let Some(turned) = place.and_then(|place| turned.get_mut(place)) {
            turned.add(log.correct().get(row).copied().flatten());
        }
    }
    let mut list = Vec::new();
    for (name, turned) in words.texts.iter().zip(turned) {
        let mut out = Fields::default();
        out.put_text("name", name);
        turned.put_share(&mut out, number(log.rows()));
        list.push(out.done());
    }
    Value::List(list)
}

/// How many rows have a label from each source.
fn labels(log: &Log) -> Value {
    let mut counts = [0_u64; 6];
    for row in 0..log.rows() {
        let place = match (log.correct().get(row).copied().flatten(), log.label_source(row)) {
            (None, _) => 5,
            (Some(_), Some(LabelSource::Complete)) => 0,
            (Some(_), Some(LabelSource::AuditBlind)) => 1,
            (Some(_), Some(LabelSource::Review)) => 2,
            (Some(_), Some(LabelSource::Implicit)) => 3,
            (Some(_), None) => 4,
        };
        if let Some(count) = counts.get_mut(place) {
            *count = count.saturating_add(1);
        }
    }
    let mut out = Fields::default();
    let names = ["complete", "audit_blind", "review", "implicit", "source_unknown", "none"];
    for (name, count) in names.into_iter().zip(counts) {
        out.put_number(name, Some(real(count)));
    }
    out.done()
}
