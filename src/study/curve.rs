//! How often models are wrong among the cases they are surest of.

use crate::analyze::{RiskAt, risk_coverage};
use crate::log::Log;
use crate::math::{Ranked, real};
use crate::value::{Fields, Plain, Value, sort_by};

use super::ask::Ask;
use super::part::Part;
use super::refused::Refused;
use super::replay::outcome;
use super::source::Source;

/// So many points of a curve are given where nobody asks for more or less.
const POINTS: u64 = 500;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurveOptions {
    /// Which rows; those of every model where none is asked for.
    pub part: Part,
    /// Whether the log's segments have curves of their own.
    pub by_segment: bool,
    /// The most points of a curve.
    pub points: u64,
}

/// One curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The model; nothing where the log names none.
    pub model: Option<String>,
    /// The segment that the log names; nothing for all of the model's rows.
    pub segment: Option<String>,
    /// How many rows have a known outcome.
    pub labels: u64,
    /// How many of them are wrong.
    pub wrong: u64,
    /// The area under the curve, in [0, 1].
    pub aurc: f64,
    /// What is above the best possible.
    pub excess_aurc: f64,
    /// Points, highest threshold first; of many, some at even distance, the first and the last among them.
    pub points: Vec<RiskAt>,
}

impl CurveOptions {
    /// From `model`, `split`, `by_segment` and `points` (500).
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn read(ask: Ask<'_>) -> Result<Self, Refused> {
        ask.only(&["model", "split", "by_segment", "points"])?;
        let points = ask.count("points", 2, 1_000_000)?.unwrap_or(POINTS);
        Ok(Self { part: ask.part()?, by_segment: ask.truth("by_segment")?, points })
    }
}

/// A curve for each model, and perhaps for each of its segments; none for rows without a known outcome.
///
/// # Errors
/// Where there are no such rows.
pub fn curves(source: &Source, options: &CurveOptions) -> Result<Vec<Curve>, Refused> {
    source.is_usable()?;
    let log = &source.log;
    let picked = options.part.pick_any_model(log)?;
    // A segment's code and 1; 0 stands for all.
    let mut scores = Vec::new();
    for row in &picked.rows {
        let confidence = log.confidence().get(*row).copied();
        let (Some(score), (Some(correct), _)) = (confidence, outcome(log, *row)) else { continue };
        let model = log.model().codes.get(*row);
        scores.push((model, 0, (score, correct)));
        if options.by_segment {
            scores.push((model, log.segment().codes.get(*row).saturating_add(1), (score, correct)));
        }
    }
    sort_by(&mut scores, &|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let named = picked.named_by_caller();
    let mut curves = Vec::new();
    for alike in scores.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let Some((model, segment, _)) = alike.first() else { continue };
        let ranked = Ranked::new(alike.iter().map(|(_, _, case)| *case));
        curves.extend(one(log, named, *model, *segment, &ranked, options.points));
    }
    Ok(curves)
}

fn one(log: &Log, named: Option<&str>, model: u32, segment: u32, ranked: &Ranked, most: u64) -> Option<Curve> {
    let found = risk_coverage(ranked)?;
    let segment = segment.checked_sub(1).map(|code| log.segment().texts.text(code).unwrap_or_default());
    Some(Curve {
        model: log.model().texts.text(model).or(named).map(str::to_owned),
        segment: segment.map(str::to_owned),
        labels: ranked.count(),
        wrong: ranked.misses(),
        aurc: found.aurc,
        excess_aurc: found.excess_aurc,
        points: thinned(&found.points, most),
    })
}

/// At most that many points, at even distance.
fn thinned(points: &[RiskAt], most: u64) -> Vec<RiskAt> {
    let (count, most) = (points.len(), usize::try_from(most).unwrap_or(usize::MAX));
    let last = count.saturating_sub(1);
    if count <= most {
        return points.to_vec();
    }
    let steps = most.saturating_sub(1).max(1);
    let mut thinned = Vec::new();
    for step in 0..=steps {
        let place = last.saturating_mul(step).checked_div(steps).unwrap_or(0);
        thinned.extend(points.get(place).copied());
    }
    thinned
}

impl Plain for Curve {
    fn plain(&self) -> Value {
        let mut points = Vec::new();
        for point in &self.points {
            let mut out = Fields::default();
            out.put_number("threshold", Some(point.threshold));
            out.put_number("coverage", Some(point.coverage));
            out.put_number("risk", Some(point.risk));
            points.push(out.done());
        }
        let mut out = Fields::default();
        out.put_option("model", self.model.as_deref());
        out.put_option("segment", self.segment.as_deref());
        out.put_number("labels", Some(real(self.labels)));
        out.put_number("wrong", Some(real(self.wrong)));
        out.put_number("aurc", Some(self.aurc));
        out.put_number("excess_aurc", Some(self.excess_aurc));
        out.put("points", Value::List(points));
        out.done()
    }
}
