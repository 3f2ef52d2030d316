//! What a fit leaves in the policy, so that its arithmetic can be done again by whoever reads it.

use crate::math::real;
use crate::policy::{Model, calibration_hash, scope};
use crate::value::{Fields, Plain, Value, fill, number_text};

use super::fit::{FamilyFit, Fitted, Why};
use super::fixed_sequence::{NoThreshold, Step};
use super::grid::Grid;
use super::select::LeftOut;

/// What the caller knows of a fit, and the core has no means to find out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// SHA-256 of the log as it was read, in hexadecimal.
    pub log: Option<String>,
    /// When, in the unit of an input's `now`.
    pub fitted_at: Option<f64>,
    /// Until when it counts, in the same unit.
    pub valid_until: Option<f64>,
}

impl Fitted {
    /// The evidence for the fitted thresholds, as data for the policy's document:
    ///
    /// ```json
    /// {
    ///   "risk": "error", "alpha": 0.02, "delta": 0.05, "targets_tried": 1, "fit": 1, "shared_over_fits": false, "delta_used": 0.05,
    ///   "families_tested": 2, "start_errors": 2, "starts": 1, "grid": { "ranks": 20 },
    ///   "model": "lr-v1", "label_source": "complete", "label_rate": 1, "one_row_per_unit": false,
    ///   "log": "9f86d0...", "calibration": null, "scope": "2c26b4...", "fitted_at": 1764104400, "valid_until": null,
    ///   "families": [
    ///     { "segment": null, "operation": null, "band": "high", "labels": 4347, "threshold": 0.61, "reason": null,
    ///       "delta": 0.025, "starts_at": [0], "path": [[0.97, 435, 2], [0.94, 870, 5], [0.61, 2609, 38], [0.58, 2826, 57]] },
    ///     { "segment": "french", "operation": null, "band": "high", "labels": 120, "threshold": null,
    ///       "reason": "needs 298 more labels: it has 120 of 418", "delta": 0.025, "starts_at": [], "path": [] } ]
    /// }
    /// ```
    ///
    /// - `segment` and `operation` are names; `operation` only where it names thresholds of its own, and then null for all
    ///   others. A row is of the family of its segment (the first that is true; none where one before it is unknown), of its
    ///   operation in that sense, and of the lowest confidence band at which the matrix makes its impact `auto_apply`.
    /// - What is automatic of a family that is not listed, or whose `threshold` is null, is not covered by any promise; nor
    ///   is a row whose segment is unknown, or one that the matrix makes automatic in the lowest band.
    /// - `threshold` is what the document says for the family: its segment's bound of the band, its operation's, the higher
    ///   of the two where both are named, else the base's. It equals the threshold of a step of `path` that passed.
    /// - `path` lists every tested threshold as [threshold, labels at or above it, errors among them], highest first. Each
    ///   number of `starts_at` is the place where a sequence starts; from there steps pass until the first whose
    ///   P(Binomial(labels, alpha) <= errors) is above `delta` / `starts`, which ends it.
    /// - `delta` is `delta_used` / `families_tested`. `delta_used` is `delta` / `targets_tried`, and where fits share one
    ///   delta (`"shared_over_fits": true`) times 6 / (pi `fit`)^2.
    #[must_use]
    pub fn evidence(&self, model: &Model, provenance: &Provenance) -> Value {
        let goal = &self.goal;
        let mut out = Fields::default();
        out.put_text("risk", "error");
        out.put_number("alpha", Some(goal.promise.alpha()));
        out.put_number("delta", Some(goal.promise.delta()));
        out.put_number("targets_tried", Some(real(goal.targets_tried.max(1))));
        out.put_number("fit", Some(real(goal.fit.max(1))));
        out.put("shared_over_fits", Value::Boolean(goal.share_over_fits));
        out.put_number("delta_used", Some(self.spent.delta()));
        out.put_number("families_tested", Some(real(self.parts)));
        out.put_number("start_errors", Some(real(goal.search.start_errors)));
        out.put_number("starts", Some(real(goal.search.starts.max(1))));
        out.put("grid", grid(&goal.search.grid));
        out.put_text("model", &self.model);
        out.put_text("label_source", if self.rate < 1.0 { "audit_blind" } else { "complete" });
        out.put_number("label_rate", Some(self.rate));
        out.put("one_row_per_unit", Value::Boolean(self.has_units));
        out.put_option("log", provenance.log.as_deref());
        out.put_option("calibration", calibration_hash(&self.document, &self.model).as_deref());
        out.put_text("scope", &scope(&self.document, model));
        out.put_number("fitted_at", provenance.fitted_at.filter(|time| time.is_finite()));
        out.put_number("valid_until", provenance.valid_until.filter(|time| time.is_finite()));
        let delta = self.spent.split(self.parts).delta();
        out.put("families", Value::List(self.families.iter().map(|fit| family(fit, model, delta)).collect()));
        out.done()
    }
}

impl Fitted {
    /// The cases that no promise rests on, for people: `{ "apart": { "never": 12, ... }, "left_out": { "review": 3, ... } }`.
    #[must_use]
    pub fn counts(&self) -> Value {
        let (apart, out) = (&self.apart, &self.left_out);
        let mut counts = Fields::default();
        counts.put(
            "apart",
            numbers(&[
                ("never", apart.never),
                ("always", apart.always),
                ("always_errors", apart.always_errors),
                ("segment_unknown", apart.segment_unknown),
            ]),
        );
        counts.put("left_out", out.plain());
        counts.done()
    }
}

impl Plain for LeftOut {
    fn plain(&self) -> Value {
        numbers(&[
            ("other_models", self.other_models),
            ("other_folds", self.other_folds),
            ("unlabelled", self.unlabelled),
            ("review", self.review),
            ("implicit", self.implicit),
            ("source_unknown", self.source_unknown),
            ("without_propensity", self.without_propensity),
            ("duplicates", self.duplicates),
            ("conflicting", self.conflicting),
            ("thinned", self.thinned),
            ("bad_score", self.bad_score),
            ("same_unit", self.same_unit),
        ])
    }
}

fn numbers(counts: &[(&str, u64)]) -> Value {
    let mut out = Fields::default();
    for (name, count) in counts {
        out.put_number(name, Some(real(*count)));
    }
    out.done()
}

fn grid(grid: &Grid) -> Value {
    let mut out = Fields::default();
    match grid {
        Grid::Ranks(parts) => out.put_number("ranks", Some(f64::from((*parts).clamp(1, 100)))),
        Grid::Given(thresholds) => {
            let finite = thresholds.iter().filter(|threshold| threshold.is_finite());
            out.put("given", Value::List(finite.copied().map(Value::Number).collect()));
        }
    }
    out.done()
}

fn family(fit: &FamilyFit, model: &Model, delta: f64) -> Value {
    let family = fit.family;
    let segment = family.segment.and_then(|segment| model.segments.get(segment));
    let operation = family.operation.and_then(|code| model.operation(code));
    let mut out = Fields::default();
    out.put_option("segment", segment.map(|segment| segment.name.as_str()));
    out.put_option("operation", operation.map(|operation| operation.name.as_str()));
    out.put_text("band", model.confidence.name(family.band));
    out.put_number("labels", Some(real(fit.path.labels)));
    out.put_number("threshold", fit.outcome.ok());
    out.put_option("reason", fit.outcome.err().map(Why::words).as_deref());
    out.put_number("delta", Some(delta));
    let places = fit.path.starts.iter().filter_map(|place| u32::try_from(*place).ok());
    out.put("starts_at", Value::List(places.map(|place| Value::Number(f64::from(place))).collect()));
    out.put("path", Value::List(fit.path.tested.iter().map(step).collect()));
    out.done()
}

fn step(step: &Step) -> Value {
    let numbers = [step.threshold, real(step.accepted), real(step.errors)];
    Value::List(numbers.into_iter().map(Value::Number).collect())
}

impl NoThreshold {
    /// For a person.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::NoLabels => "it has no labels".to_owned(),
            Self::TooFewLabels { labels, needed } => {
                let more = count_text(needed.saturating_sub(labels));
                fill("needs {} more labels: it has {} of {}", &[&more, &count_text(labels), &count_text(needed)])
            }
            Self::OneScore => "all of its rows have one score, which tells none of them apart".to_owned(),
            Self::GridTooHigh { accepted, needed } => fill(
                "the lowest threshold to try accepts {} labelled rows; a test starts with {}",
                &[&count_text(accepted), &count_text(needed)],
            ),
            Self::FirstFailed => {
                "the rows it is surest of are wrong too often: the first threshold tested failed".to_owned()
            }
        }
    }
}

impl Why {
    /// For a person.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Test(reason) => reason.words(),
            Self::AboveChow => "what is certain enough to be cheap is above every threshold that holds".to_owned(),
            Self::BelowFloor(floor) => fill(
                "every threshold that holds is below {}, from which on reviewers are to be spared",
                &[&number_text(floor)],
            ),
            Self::NoRoom => "no threshold that holds lies between the bands below and above".to_owned(),
            Self::NotWhereBothApply(threshold) => fill(
                "of its segment's threshold and its operation's the higher counts, {}, and that does not hold for the rows of both",
                &[&number_text(threshold)],
            ),
        }
    }
}

pub(super) fn count_text(count: u64) -> String {
    number_text(real(count))
}
