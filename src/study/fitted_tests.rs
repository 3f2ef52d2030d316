//! The tests of a fitted document: which of them came to another answer, and what the fit changed for them.

use crate::api;
use crate::decide::read_facts;
use crate::diagnostic::{Code, Counterexample, Diagnostic};
use crate::policy::Policy;
use crate::tune::{Admission, Admissions, Fitted};
use crate::value::{Value, fill, number_text};

/// What is wrong with a fitted document, at its places in the text that is written. `before` is the policy as it was.
pub(super) fn problems(text: &str, before: &Policy, fitted: &Fitted) -> Vec<Diagnostic> {
    let mut problems = api::errors(text);
    for problem in &mut problems {
        let why = problem.counterexample.as_ref().and_then(|example| why(example, before, fitted));
        if problem.code == Code::TestFailed
            && let Some(why) = why
        {
            problem.help = Some(fill("{}; change what the test expects, or what it is given", &[&why]));
        }
    }
    problems
}

/// What the fit made of the case of a test; nothing where it is not what decides.
fn why(example: &Counterexample, before: &Policy, fitted: &Fitted) -> Option<String> {
    match example.input.get("model").and_then(Value::as_text) {
        Some(other) if *other != *fitted.model => {
            return Some(fill("it is of model `{}`, and the fit of `{}`", &[other, &fitted.model]));
        }
        _ => {}
    }
    let facts = read_facts(before, &example.input, example.health.as_ref()).0;
    let family = match Admissions::new(before).of(&facts) {
        Admission::From(family) => family,
        Admission::SegmentUnknown => {
            return Some("which segment its case belongs to is not known, so that no threshold covers it".to_owned());
        }
        Admission::Always => {
            return Some("its case was automatic at any confidence, which no promise covers".to_owned());
        }
        Admission::Never => return None,
    };
    let model = before.model();
    let band = model.confidence.name(family.band);
    let was = number_text(model.threshold(family));
    let Some(found) = fitted.families.iter().find(|found| found.family == family) else {
        return Some(fill(
            "the log has no labelled case like its, so that no threshold was found for it (`{}` began at {})",
            &[band, &was],
        ));
    };
    match found.outcome {
        Ok(threshold) => {
            let now = number_text(threshold);
            (was != now)
                .then(|| fill("`{}` confidence began at {} for its case, and begins at {} now", &[band, &was, &now]))
        }
        Err(why) => {
            Some(fill("no threshold was found for cases like its (`{}` began at {}): {}", &[band, &was, &why.words()]))
        }
    }
}
