//! Holds the engine against the second reading of the rules, and shows the smallest policy and
//! input on which they differ.

use crate::cases;
use crate::generate::{self, Asked, Draw};
use crate::oracle::{self, Fault};
use crate::tree::{self, get, object};
use leeway::Policy;
use leeway::json::Value;

/// Decides inputs of generated policies, spoilt ones included, with the engine and with the
/// second reading; each policy has a seed of its own.
pub fn decide_agrees(seeds: impl Iterator<Item = u64>, inputs_each: usize) {
    for seed in seeds {
        let mut draw = Draw::from_seed(seed);
        let document = generate::document(&mut draw);
        let policy = compiled(&document);
        for _ in 0..inputs_each {
            must_agree(&document, &policy, &generate::maybe_spoilt(&mut draw, &document));
        }
    }
}

/// The two agree, or the test fails with the smallest example found.
pub fn must_agree(document: &Value, policy: &Policy, asked: &Asked) {
    if disagreement(document, policy, asked, None).is_some() {
        panic!("the engine and the second reading differ:\n{}", smallest(document, asked));
    }
}

/// Where the engine and the second reading differ, if they do.
pub fn disagreement(document: &Value, policy: &Policy, asked: &Asked, fault: Option<Fault>) -> Option<String> {
    let answer = oracle::decide_with(document, &asked.input, asked.health.as_ref(), fault).tree();
    let decision = tree::of(&policy.decide(&asked.input, asked.health.as_ref()));
    let problem = cases::agrees(&answer, &decision).err()?;
    Some(format!("{problem}\nengine {}\nreading {}", tree::print(&decision), tree::print(&answer)))
}

fn together(document: &Value, asked: &Asked) -> Value {
    let health = asked.health.clone().unwrap_or(Value::Null);
    object(vec![("document", document.clone()), ("input", asked.input.clone()), ("health", health)])
}

fn apart(together: &Value) -> Option<(Value, Asked)> {
    let asked = Asked { input: get(together, "input")?.clone(), health: get(together, "health").cloned() };
    Some((get(together, "document")?.clone(), asked))
}

/// The smallest policy and input on which the two still differ, for the message.
fn smallest(document: &Value, asked: &Asked) -> String {
    let differs = |candidate: &Value| {
        let (document, asked) = apart(candidate)?;
        disagreement(&document, &compiles(&document)?, &asked, None)
    };
    let small = generate::shrink(&together(document, asked), |candidate| differs(candidate).is_some());
    let (document, asked) = apart(&small).unwrap();
    format!("{}\n{}", shown(&document, &asked), differs(&small).unwrap())
}

/// The policy of a document that must compile.
pub fn compiled(document: &Value) -> Policy {
    let text = tree::print(document);
    leeway::api::compile(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The policy of a document, if it compiles.
pub fn compiles(document: &Value) -> Option<Policy> {
    leeway::api::compile(&tree::print(document)).ok()
}

/// All that is needed to repeat a decision.
pub fn shown(document: &Value, asked: &Asked) -> String {
    let health = asked.health.as_ref().map_or("none".to_owned(), tree::print);
    format!("document {}\ninput {}\nhealth {health}", tree::print(document), tree::print(&asked.input))
}
