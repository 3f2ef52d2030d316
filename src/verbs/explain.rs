//! `explain`: how one input comes to its decision, in words.

use crate::action::Action;
use crate::api;
use crate::json;
use crate::policy::Policy;
use crate::value::{Plain, Value};

use super::outcome::{File, Outcome, Status, action_word, bold, clean, dim};
use super::problems::refused;

/// The decision of an input, every step to it, and what would change it; for programs the explanation itself.
#[must_use]
pub fn explain(policy: &File, input: &File, health: Option<&File>, for_programs: bool) -> Outcome {
    let (compiled, input, health) = match read(policy, input, health, for_programs) {
        Ok(read) => read,
        Err(outcome) => return outcome,
    };
    let explanation = compiled.explain(&input, health.as_ref());
    let action = explanation.decision.action;
    let explanation = explanation.plain();
    if for_programs { Outcome::json(&explanation, Status::Fine) } else { in_words(action, &explanation) }
}

fn read(
    policy: &File,
    input: &File,
    health: Option<&File>,
    for_programs: bool,
) -> Result<(Policy, Value, Option<Value>), Outcome> {
    let compiled = compiled(policy, for_programs)?;
    let value = value(input, for_programs)?;
    let health = health.map(|health| self::value(health, for_programs)).transpose()?;
    Ok((compiled, value, health))
}

/// The policy, or what is said of a document that does not compile.
pub(super) fn compiled(file: &File, for_programs: bool) -> Result<Policy, Outcome> {
    api::compile(&file.text).map_err(|error| refused(file, &error.diagnostics, Status::Wrong, for_programs))
}

/// An input, or what is said of text that is not JSON.
pub(super) fn value(file: &File, for_programs: bool) -> Result<Value, Outcome> {
    let located = |problems| json::locate(&file.text, problems);
    json::parse(&file.text).map_err(|problems| refused(file, &located(problems), Status::Unusable, for_programs))
}

/// The explanation as text. It is read as plain data, so that what later versions add to a step does no harm here.
fn in_words(action: Action, explanation: &Value) -> Outcome {
    let mut outcome = Outcome::default();
    let reason = explanation.get("decision").map(|decision| text(decision, "reason")).unwrap_or_default();
    outcome.say(&format!("{}: {}", action_word(action, 0), bold(&clean(reason))));
    outcome.say("");
    for step in entries(explanation, "steps") {
        outcome.say(&format!("{} {}", dim(&format!("{:<11}", text(step, "step"))), clean(text(step, "text"))));
    }
    list(&mut outcome, "what would change it:", entries(explanation, "changes").map(|change| text(change, "text")));
    let ignored = entries(explanation, "ignored").filter_map(Value::as_text);
    list(&mut outcome, "given, and not read:", ignored);
    outcome
}

/// A title and a line for each text; nothing without texts.
fn list<'a>(outcome: &mut Outcome, title: &str, texts: impl Iterator<Item = &'a str>) {
    for (index, text) in texts.enumerate() {
        if index == 0 {
            outcome.say(&format!("\n{title}"));
        }
        outcome.say(&format!("- {}", clean(text)));
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_text).unwrap_or_default()
}

fn entries<'a>(value: &'a Value, name: &str) -> std::slice::Iter<'a, Value> {
    match value.get(name) {
        Some(Value::List(items)) => items.iter(),
        Some(_) | None => [].iter(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, in_words};
    use crate::json::parse;

    #[test]
    fn changes_are_told_where_there_are_any() {
        let explanation = |changes: &str| {
            let text =
                format!(r#"{{"decision": {{"reason": "so"}}, "steps": [], "changes": {changes}, "ignored": ["x"]}}"#);
            in_words(Action::Suggest, &parse(&text).unwrap()).out
        };
        let told =
            explanation(r#"[{"action": "auto_apply", "set": [], "text": "auto_apply at confidence 0.9 or more"}]"#);
        assert!(told.contains("\nwhat would change it:\n- auto_apply at confidence 0.9 or more\n"), "{told}");
        assert!(told.ends_with("\ngiven, and not read:\n- x\n"), "{told}");
        assert!(!explanation("[]").contains("would change"));
    }
}
