//! How good scores are, as data.

use crate::calibrate::{Bin, Comparison, Difference, Losses, Measure, Method, Quality, Reliability, Trouble, Verdict};
use crate::math::{Interval, real};
use crate::value::{Fields, Plain, Value};

impl Plain for Interval {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("low", Some(self.low));
        out.put_number("high", Some(self.high));
        out.done()
    }
}

impl Plain for Quality {
    fn plain(&self) -> Value {
        let scores = &self.scores;
        let mut corp = Fields::default();
        corp.put_number("miscalibration", Some(scores.corp.miscalibration));
        corp.put_number("discrimination", Some(scores.corp.discrimination));
        corp.put_number("uncertainty", Some(scores.corp.uncertainty));
        let mut band = Fields::default();
        band.put_number("mean", Some(self.null_band.mean));
        band.put_number("upper", Some(self.null_band.upper));
        let mut out = Fields::default();
        out.put_number("labels", Some(real(self.count)));
        out.put_number("right", Some(real(self.right)));
        out.put_number("mean_score", Some(self.mean_score));
        out.put("accuracy", self.accuracy.plain());
        out.put_number("brier", Some(scores.brier));
        out.put("brier_interval", scores.brier_interval.plain());
        out.put("corp", corp.done());
        out.put_number("log_loss", Some(scores.log_loss));
        out.put_number("ece", Some(self.equal_width.expected_error));
        out.put_number("largest_error", Some(self.equal_width.maximum_error));
        out.put("ece_by_chance", band.done());
        out.put("bins", bins(&self.equal_width));
        out.put("equal_mass_bins", bins(&self.equal_mass));
        out.done()
    }
}

fn bins(reliability: &Reliability) -> Value {
    reliability.bins.plain()
}

impl Plain for Bin {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("index", Some(f64::from(self.index)));
        out.put_number("labels", Some(real(self.count)));
        out.put_number("right", Some(real(self.right)));
        out.put_number("mean_score", Some(self.mean_score));
        out.put_number("accuracy", Some(self.accuracy));
        out.put("interval", self.interval.plain());
        out.done()
    }
}

impl Plain for Comparison {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("folds", u32::try_from(self.folds).ok().map(f64::from));
        out.put_number("labels", Some(real(self.count)));
        out.put("none", self.none.plain());
        out.put("platt", tried(&self.platt));
        out.put("isotonic", tried(&self.isotonic));
        out.put("differences", self.differences.plain());
        out.done()
    }
}

fn tried(losses: &Result<Losses, Trouble>) -> Value {
    losses.as_ref().map_or(Value::Null, Plain::plain)
}

impl Plain for Losses {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("brier", Some(self.brier));
        out.put_number("log_loss", Some(self.log_loss));
        out.done()
    }
}

impl Plain for Difference {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("method", self.method.name());
        out.put_text("with", self.with.map_or("none", Method::name));
        out.put_text("measure", measure(self.measure));
        out.put_number("mean", Some(self.mean));
        out.put_number("low", Some(self.low));
        out.put_number("high", Some(self.high));
        out.put_text("verdict", verdict(self.verdict));
        out.done()
    }
}

const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Brier => "brier",
        Measure::LogLoss => "log_loss",
    }
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::NotSignificant => "not_significant",
    }
}
