//! What is done without asking, and what keeps it from that.

use crate::action::Action;
use crate::policy::{Model, Operation, Raise};

use super::super::Subject;
use super::super::text::{Section, Text, named, quoted, say, tell};
use super::super::words;

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let mut section = Section::new("free", "What is done without asking");
    let mut rows = Vec::new();
    let mut never = Vec::new();
    let candidates = candidates(subject.policy.model());
    for candidate in &candidates {
        match candidate.row(subject) {
            Some(row) => rows.push(row),
            None => never.push(candidate.name.clone()),
        }
    }
    if rows.is_empty() {
        section.paragraph("Nothing: this policy never does anything without asking a person.", &[]);
        return section;
    }
    let model = subject.policy.model();
    let given = if model.has_operations() {
        say(" Where an impact is given with an answer and is higher than the operation's own, it counts.")
    } else {
        Text::default()
    };
    let unknown = if model.segments.is_empty() {
        Text::default()
    } else {
        say(" As long as it is not known which segment applies, the highest confidence counts.")
    };
    section.paragraph(
        "These are done without asking a person when the model is at least this sure, unless something in the last column \
         keeps it from that. It also keeps it from that when it cannot be ruled out because a fact is missing. Whoever \
         asks can always allow less.{}{}",
        &[given, unknown],
    );
    let first = if model.has_operations() { "Operation" } else { "Impact" };
    section.table(&[first, "From confidence", "In segments", "What keeps it from that"], rows);
    if !never.is_empty() {
        section.paragraph("Never done without asking: {}.", &[Text::joined(&never, ", ")]);
    }
    section
}

/// Something that might be done without asking: an operation or, where none is declared, an impact band.
struct Candidate<'a> {
    name: Text,
    code: Option<usize>,
    impact: usize,
    operation: Option<&'a Operation>,
}

fn candidates(model: &Model) -> Vec<Candidate<'_>> {
    let mut candidates = Vec::new();
    for (code, operation) in words::operations(model) {
        let impact = model.impact.band_of(operation.impact);
        let name = words::operation(operation);
        candidates.push(Candidate { name, code: Some(code), impact, operation: Some(operation) });
    }
    if !model.has_operations() {
        for impact in 0..model.impact.bands.len() {
            let name = tell("impact {}", &[words::band(&model.impact, impact)]);
            candidates.push(Candidate { name, code: None, impact, operation: None });
        }
    }
    candidates
}

/// The lowest confidence band that is done without asking at that impact.
fn lowest_free(model: &Model, impact: usize) -> Option<usize> {
    (0..model.confidence.bands.len()).find(|band| model.base(*band, impact) == Action::AutoApply)
}

impl Candidate<'_> {
    /// Nothing for what is never done without asking.
    fn row(&self, subject: &Subject<'_>) -> Option<Vec<Text>> {
        let model = subject.policy.model();
        let impact = self.least_impact(model);
        let band = lowest_free(model, impact)?;
        let mut obstacles = Vec::new();
        for raise in self.operation.iter().flat_map(|operation| &operation.raises) {
            obstacles.push(self.raise(model, raise, impact, band));
        }
        for rule in model.rules.iter().filter(|rule| rule.at_most < Action::AutoApply) {
            let truths = words::truths_for(&rule.when, self.code);
            if truths.is_certain() {
                return None;
            }
            if truths.is_possible() {
                obstacles.push(tell("rule {}: {}", &[named(&rule.id), quoted(&rule.because)]));
            }
        }
        for entry in model.unavailable.iter().filter(|entry| entry.action == Action::AutoApply) {
            let truths = words::truths_for(&entry.when, self.code);
            if truths.is_certain() {
                return None;
            }
            if truths.is_possible() {
                obstacles.push(tell("when {}", &[words::condition(subject.policy, &entry.when)]));
            }
        }
        if model.evidence.is_some() {
            obstacles.push(say("what its evidence does not cover"));
        }
        let obstacles = Text::joined(&obstacles, "; ");
        let obstacles = if obstacles.is_empty() { say("nothing") } else { obstacles };
        Some(vec![self.name.clone(), self.from(model, band), self.segments(model, band), obstacles])
    }

    /// The impact band with the raises that always apply to it.
    fn least_impact(&self, model: &Model) -> usize {
        let mut impact = self.impact;
        for raise in self.operation.iter().flat_map(|operation| &operation.raises) {
            if words::truths_for(&raise.when, self.code).is_certain() {
                impact = impact.max(model.impact.band_of(raise.to));
            }
        }
        impact
    }

    /// What a raise does to it; empty where it changes nothing.
    fn raise(&self, model: &Model, raise: &Raise, impact: usize, band: usize) -> Text {
        let free = lowest_free(model, model.impact.band_of(raise.to).max(impact));
        if free == Some(band) || !words::truths_for(&raise.when, self.code).is_possible() {
            return Text::default();
        }
        let text = tell("raise {}: {}", &[named(&raise.id), quoted(&raise.because)]);
        match free {
            None => text,
            Some(higher) => tell("{} (then only from {})", &[text, self.from(model, higher)]),
        }
    }

    fn own(&self, band: usize) -> Option<f64> {
        self.operation.and_then(|operation| operation.thresholds.as_ref()).and_then(|bounds| bounds.get(band).copied())
    }

    /// Where a confidence band begins outside any segment.
    fn from(&self, model: &Model, band: usize) -> Text {
        let base = model.confidence.bands.get(band).map_or(0.0, |band| band.bound);
        from(self.own(band).unwrap_or(base))
    }

    fn segments(&self, model: &Model, band: usize) -> Text {
        let mut parts = Vec::new();
        for segment in &model.segments {
            if !words::truths_for(&segment.when, self.code).is_possible() {
                continue;
            }
            let bound = segment.thresholds.get(band).copied().unwrap_or(0.0).max(self.own(band).unwrap_or(0.0));
            parts.push(tell("{}: {}", &[named(&segment.name), from(bound)]));
        }
        if parts.is_empty() { say("–") } else { Text::joined(&parts, ", ") }
    }
}

fn from(bound: f64) -> Text {
    if bound > 0.0 { words::number(bound) } else { say("any confidence") }
}
