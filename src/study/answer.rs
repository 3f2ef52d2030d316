//! The answers as data.

use crate::calibrate::{Range, Trouble, Verdict};
use crate::math::real;
use crate::tune::{Choice, FamilyFit, NoThreshold, Why};
use crate::value::{Fields, Plain, Value};

use super::calibrate::{Calibrated, NotLearnt, Tempered, WithCalibration};
use super::document::{map_part, text_of};
use super::fit::{FamilyReport, Fit, MapOfFit};

impl Plain for Calibrated {
    fn plain(&self) -> Value {
        let (after, after_reason) = or_reason(self.after.as_ref().map(|quality| quality as &dyn Plain));
        let (comparison, _) = or_reason(self.comparison.as_ref().map(|comparison| comparison as &dyn Plain));
        let mut out = Fields::default();
        out.put_option("model", self.model.as_deref());
        out.put_number("rows", Some(real(self.rows)));
        out.put_number("labels", Some(real(self.before.count)));
        out.put("left_out", self.not_learnt.plain());
        out.put_number("source_unknown", Some(real(self.source_unknown)));
        out.put_text("method", self.method.name());
        out.put("asked", Value::Boolean(self.is_asked));
        out.put_option("verdict", self.verdict().map(verdict));
        out.put("map", map_part(self.method, &self.map));
        out.put("before", self.before.plain());
        out.put("after", after);
        out.put_option("after_reason", after_reason);
        out.put("comparison", comparison);
        out.put_plain("temperature", self.temperature.as_ref().map(|found| found as &dyn Plain));
        let mut ranges = Vec::new();
        for (score, range) in &self.ranges {
            ranges.push(range_at(*score, *range));
        }
        out.put("ranges", Value::List(ranges));
        out.done()
    }
}

impl Plain for WithCalibration {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("model", &self.model);
        out.put_texts("fits_dropped", &self.fits_dropped);
        out.put("options_dropped", Value::Boolean(self.options_dropped));
        out.put("problems", self.problems.plain());
        out.put("hints", self.hints.plain());
        out.put("document", self.document.clone());
        out.put_text("text", &self.text());
        out.done()
    }
}

fn range_at(score: f64, range: Range) -> Value {
    let mut out = Fields::default();
    out.put_number("score", Some(score));
    out.put_number("low", Some(range.low));
    out.put_number("high", Some(range.high));
    out.put_number("merged", Some(range.merged()));
    out.done()
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::NotSignificant => "not_significant",
    }
}

/// What there is, else why there is nothing.
fn or_reason(found: Result<&dyn Plain, &Trouble>) -> (Value, Option<&'static str>) {
    match found {
        Ok(plain) => (plain.plain(), None),
        Err(trouble) => (Value::Null, Some(trouble.words())),
    }
}

impl Plain for NotLearnt {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("unlabelled", Some(real(self.unlabelled)));
        out.put_number("review", Some(real(self.review)));
        out.put_number("implicit", Some(real(self.implicit)));
        out.done()
    }
}

impl Plain for Tempered {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("temperature", Some(self.found.temperature));
        out.put_number("log_loss", Some(self.found.nll));
        out.put_number("log_loss_before", Some(self.found.nll_before));
        out.put("at_bound", Value::Boolean(self.found.at_bound));
        out.put_number("rows", Some(real(self.found.count)));
        out.put_number("rejected", Some(real(self.found.rejected)));
        out.put_number("not_whole", Some(real(self.not_whole)));
        out.done()
    }
}

impl Plain for Fit {
    fn plain(&self) -> Value {
        let promise = self.fitted.goal.promise;
        let mut promised = Fields::default();
        promised.put_text("risk", "error");
        promised.put_number("target_level", Some(promise.alpha()));
        promised.put_number("confidence_level", Some(((1.0 - promise.delta()) * 1e12).round() / 1e12));
        promised.put_number("delta_used", Some(self.fitted.spent.delta()));
        let mut families = Vec::new();
        for family in &self.families {
            families.push(self.family(family));
        }
        let mut out = Fields::default();
        out.put_text("model", &self.model);
        out.put("promise", promised.done());
        out.put_text("choice", choice(self.fitted.goal.choice));
        out.put_text("log", &self.log);
        out.put_number("rows", Some(real(self.rows)));
        out.put_number("label_rate", Some(self.fitted.rate));
        out.put("one_row_per_unit", Value::Boolean(self.fitted.has_units));
        out.put("labels_needed", self.needed.plain());
        out.put("families", Value::List(families));
        out.put("automatic", self.automatic.share(self.rows));
        out.put_plain("verified", self.verified.as_ref().map(|verified| verified as &dyn Plain));
        out.put_plain("reviewers", self.reviewers.as_ref().map(|asks| asks as &dyn Plain));
        out.put_plain("calibration", self.map.as_ref().map(|map| map as &dyn Plain));
        let counts = self.fitted.counts();
        out.put("apart", counts.get("apart").cloned().unwrap_or(Value::Null));
        out.put("left_out", self.fitted.left_out.plain());
        out.put("evidence", self.evidence.clone());
        out.put_texts("fits_dropped", &self.dropped);
        out.put("options_dropped", Value::Boolean(self.options_dropped));
        out.put("problems", self.problems.plain());
        out.put("hints", self.hints.plain());
        out.put("document", self.document.clone());
        out.put_text("text", &self.text());
        out.done()
    }
}

impl Fit {
    /// The document as it is written, laid out.
    #[must_use]
    pub fn text(&self) -> String {
        text_of(&self.document)
    }

    fn family(&self, family: &FamilyReport) -> Value {
        let FamilyFit { path, outcome, .. } = &family.found;
        let mut steps = Vec::new();
        for step in &path.tested {
            let mut out = Fields::default();
            out.put_number("threshold", Some(step.threshold));
            out.put_number("accepted", Some(real(step.accepted)));
            out.put_number("errors", Some(real(step.errors)));
            out.put_number("p_value", Some(step.p_value));
            out.put("passed", Value::Boolean(step.p_value <= path.level));
            steps.push(out.done());
        }
        let mut out = Fields::default();
        out.put_option("segment", family.segment.as_deref());
        out.put_option("operation", family.operation.as_deref());
        out.put_text("band", &family.band);
        out.put_number("rows", Some(real(family.rows)));
        out.put_number("labels", Some(real(path.labels)));
        out.put_number("threshold", outcome.ok());
        out.put_option("reason", outcome.err().map(Why::words).as_deref());
        out.put_number("more_labels", more_labels(*outcome).map(real));
        out.put("automatic", family.automatic.share(self.rows));
        out.put_number("level", Some(path.level));
        out.put("path", Value::List(steps));
        out.done()
    }
}

/// How many labels more a test would start with.
const fn more_labels(outcome: Result<f64, Why>) -> Option<u64> {
    match outcome {
        Err(Why::Test(NoThreshold::TooFewLabels { labels, needed })) => Some(needed.saturating_sub(labels)),
        Ok(_) | Err(Why::Test(_) | Why::AboveChow | Why::BelowFloor(_) | Why::NoRoom | Why::NotWhereBothApply(_)) => {
            None
        }
    }
}

const fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::Lowest => "lowest",
        Choice::Chow(_) => "chow",
        Choice::Cheapest(_) => "cheapest",
        Choice::AtLeast(_) => "capacity",
    }
}

impl Plain for MapOfFit {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("method", self.method.name());
        out.put("map", map_part(self.method, &self.map));
        out.put("before", self.before.plain());
        out.put_plain("after", self.after.as_ref().map(|quality| quality as &dyn Plain));
        out.done()
    }
}
