//! What is promised of the thresholds, and what voids it.

use crate::policy::{Evidence, Fit, Model, tested_step};
use crate::value::{Value, items};

use super::super::Subject;
use super::super::text::{Section, Text, named, quoted, say, tell};
use super::super::words;

/// Nothing for a policy without evidence.
pub(crate) fn section(subject: &Subject<'_>) -> Option<Section> {
    let model = subject.policy.model();
    let evidence = model.evidence.as_ref()?;
    let mut section = Section::new("evidence", "What is promised of what is done by itself");
    section.paragraph(
        "The confidence from which something is done by itself was fitted to answers of which it is known whether they were \
         right. For each model below: it is this sure, over such samples, that of all that is done by itself no more than \
         this share is wrong, as long as cases keep coming as they came then. It is a promise about all of it together, not \
         about any one case or any other part of it.",
        &[],
    );
    let (mut promises, mut cases) = (Vec::new(), Vec::new());
    for fit in &evidence.fits {
        promises.push(promise(fit));
        families(model, fit, &mut cases);
    }
    section.table(&["Model", "Wrong, at most", "How sure", "Labels", "Counts until"], promises);
    section.table(&["Model", "Cases", "Done by itself from", "Labelled there", "Of those wrong"], cases);
    section.paragraph("What is not promised is not done by itself:", &[]);
    section.list(voids(evidence));
    Some(section)
}

fn promise(fit: &Fit) -> Vec<Text> {
    let percent = |name: &str| share(&fit.source, name).map(|share| share * 100.0);
    let rounded = |percent: f64| tell("{}%", &[words::number((percent * 1e6).round() / 1e6)]);
    let source = match fit.source.get("label_source").and_then(Value::as_text) {
        Some("audit_blind") => say("of a blind audit"),
        _ => say("of all cases of a time"),
    };
    vec![
        quoted(&fit.model),
        percent("alpha").map_or_else(Text::default, rounded),
        percent("delta").map_or_else(Text::default, |delta| rounded(100.0 - delta)),
        source,
        fit.valid_until.map_or_else(|| say("it is changed"), words::number),
    ]
}

fn families(model: &Model, fit: &Fit, rows: &mut Vec<Vec<Text>>) {
    for item in items(fit.source.get("families")) {
        let Some(family) = model.family(item) else { continue };
        let mut which = match family.segment.and_then(|index| model.segments.get(index)) {
            Some(segment) => tell("segment {}", &[named(&segment.name)]),
            None => say("no segment"),
        };
        if let Some(operation) = family.operation.and_then(|code| model.operation(code)) {
            which = tell("{}, operation {}", &[which, named(&operation.name)]);
        }
        let which = tell("{}, {}", &[which, named(model.confidence.name(family.band))]);
        let mut row = vec![quoted(&fit.model), which];
        if fit.covered.contains(&family) {
            let threshold = model.threshold(family);
            let step = tested_step(item, threshold);
            let count = |place: usize| match items(step).get(place) {
                Some(Value::Number(count)) => words::number(*count),
                _ => Text::default(),
            };
            row.extend([words::number(threshold), count(1), count(2)]);
        } else {
            row.extend([say("never"), Text::default(), Text::default()]);
        }
        rows.push(row);
    }
}

fn voids(evidence: &Evidence) -> Vec<Text> {
    let at_most = [words::at_most(evidence.at_most)];
    let mut items = vec![
        tell("An answer of any other model, or with which no model is named: at most {}.", &at_most),
        say(
            "Cases above for which nothing is done by itself, and all that were not among those that it was fitted to: a \
             person at the screen decides. So it is where it is not known which segment a case belongs to, and where \
             something would be done by itself whatever the confidence.",
        ),
        say("A policy in which a threshold that was not tested, another matrix, impact, rule, raise, segment or \
             calibration stands beside this evidence is refused until it is fitted anew."),
    ];
    if evidence.fits.iter().any(|fit| fit.valid_until.is_some()) {
        let template =
            "After the last moment that a promise counts until, or where it is not known when it is: at most {}.";
        items.insert(1, tell(template, &at_most));
    }
    items
}

fn share(fit: &Value, name: &str) -> Option<f64> {
    if let Some(Value::Number(share)) = fit.get(name) { Some(*share) } else { None }
}
