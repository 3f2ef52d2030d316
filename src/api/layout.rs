//! What the reader of inputs on the JavaScript side needs to know of a policy.

use crate::decide::{Share, Situations, Steps};
use crate::policy::{Kind, Model, OptionSets, Policy, SetMethod};
use crate::value::{Fields, Plain, Value};

/// The names of a policy, in the order of the facts.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'a>(pub &'a Policy);

impl Plain for Layout<'_> {
    fn plain(&self) -> Value {
        let model = self.0.model();
        let mut bands = Vec::new();
        for band in &model.impact.bands {
            bands.push(Value::List(vec![Value::from(band.name.as_str()), Value::Number(band.bound)]));
        }
        let mut out = Fields::default();
        out.put_text("name", &model.name);
        let (mut models, mut operations) = (Value::Null, Value::Null);
        if model.reads_models() {
            models = names(model.models.len(), &|code| model.model_name(code));
        }
        if model.has_operations() {
            operations = names(model.operations.len(), &|code| model.operation_name(code));
        }
        out.put("models", models);
        out.put("operations", operations);
        out.put("impact", Value::List(bands));
        out.put("signals", signals(model));
        out.put_number("options_max", u32::try_from(model.options_max).ok().map(f64::from));
        out.put("sets", model.sets.as_ref().map_or(Value::Null, sets));
        out.put_option("audit_salt", model.audit.as_ref().map(|audits| audits.salt.as_str()));
        out.done()
    }
}

/// What each value adds to the number of a situation; null where a policy has more situations than a number can tell apart.
#[derive(Clone, Copy, Debug)]
pub struct Shares<'a>(pub &'a Policy);

impl Plain for Shares<'_> {
    fn plain(&self) -> Value {
        Situations::new(self.0).map_or(Value::Null, |situations| shares(&situations))
    }
}

fn sets(sets: &OptionSets) -> Value {
    let mut out = Fields::default();
    out.put_text("model", &sets.model);
    out.put("sums", Value::Boolean(sets.method == SetMethod::Aps));
    out.done()
}

/// The names of codes from 1 on.
fn names(count: usize, name: &dyn Fn(usize) -> String) -> Value {
    let mut names = Vec::new();
    for code in 1..count.saturating_add(1) {
        names.push(Value::Text(name(code)));
    }
    Value::List(names)
}

/// `values` is null for a number and empty for a boolean.
fn signals(model: &Model) -> Value {
    let mut signals = Vec::new();
    for signal in &model.signals {
        let mut out = Fields::default();
        out.put_text("name", &signal.name);
        match &signal.kind {
            Kind::Number => out.put("values", Value::Null),
            Kind::Boolean => out.put_texts("values", &[]),
            Kind::Text(values) => out.put_texts("values", values),
        }
        signals.push(out.done());
    }
    Value::List(signals)
}

fn shares(situations: &Situations) -> Value {
    let mut out = Fields::default();
    out.put("operation", numbers(&situations.operation));
    out.put("ceiling", numbers(&situations.ceiling));
    out.put("model", numbers(&situations.model));
    out.put("now", steps(&situations.now));
    let mut confidence = Vec::new();
    for of_model in &situations.confidence {
        confidence.push(steps(of_model));
    }
    out.put("confidence", Value::List(confidence));
    out.put("second", steps(&situations.second));
    out.put("margin", steps(&situations.margin));
    out.put("impact", steps(&situations.impact));
    out.put("alternatives", steps(&situations.alternatives));
    out.put("beyond", steps(&situations.beyond));
    let mut signals = Vec::new();
    for share in &situations.signals {
        signals.push(match share {
            Share::Steps(share) => steps(share),
            Share::Codes { shares, .. } => numbers(shares),
        });
    }
    out.put("signals", Value::List(signals));
    out.done()
}

fn steps(steps: &Steps) -> Value {
    let mut out = Fields::default();
    out.put("given", number(steps.given));
    out.put("weight", number(steps.weight));
    let mut cuts = Vec::new();
    for cut in &steps.cuts {
        cuts.push(Value::Number(*cut));
    }
    out.put("cuts", Value::List(cuts));
    out.done()
}

fn numbers(shares: &[u64]) -> Value {
    let mut list = Vec::new();
    for share in shares {
        list.push(number(*share));
    }
    Value::List(list)
}

/// Shares are below 2^53, so a double holds them.
#[expect(clippy::cast_precision_loss, reason = "below 2^53")]
fn number(share: u64) -> Value {
    Value::Number(share as f64)
}
