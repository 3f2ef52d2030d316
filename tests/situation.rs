//! What is kept for a situation is what deciding afresh gives.

use crate::agree::{compiled, shown};
use crate::generate::{self, Draw};
use crate::props::scaled;
use leeway::api;
use leeway::decide::{Facts, Field, Outcomes, Situations, Workspace, decide, read_facts};
use std::collections::BTreeMap;

/// Seeds of this property's own.
const SEED: u64 = 40 << 32;

/// Long enough on one policy that most situations come up again.
#[test]
fn a_remembered_verdict_is_the_verdict() {
    let mut again = 0;
    for seed in SEED..SEED + scaled(400) {
        let mut draw = Draw::from_seed(seed);
        let document = generate::document(&mut draw);
        let policy = compiled(&document);
        let (mut outcomes, mut work) = (Outcomes::new(&policy), Workspace::new(&policy));
        let situations = Situations::new(&policy);
        let mut seen = BTreeMap::new();
        for _ in 0..500 {
            let asked = generate::maybe_spoilt(&mut draw, &document);
            let facts = read_facts(&policy, &asked.input, asked.health.as_ref()).0;
            let verdict = decide(&policy, &facts, &mut work);
            let number = outcomes.decide(&policy, &facts, &mut work);
            assert_eq!(outcomes.verdict(number), Some(&verdict), "{}", shown(&document, &asked));
            let Some(situations) = situations.as_ref().filter(|_| !facts.troubled) else { continue };
            if let Some(first) = seen.insert(situations.number(&facts), verdict.clone()) {
                assert_eq!(first, verdict, "one situation, two verdicts: {}", shown(&document, &asked));
                again += 1;
            }
        }
    }
    assert!(again > scaled(4_000), "only {again} situations came up again, which tests little");
}

/// 64 signals, each true, false or absent, make more situations than fit a number; they are decided all the same.
#[test]
fn a_policy_with_too_many_situations_decides_without_them() {
    let signals: Vec<String> = (0..64).map(|at| format!(r#""s{at}": {{"type": "boolean"}}"#)).collect();
    let rules: Vec<String> = (0..64)
        .map(|at| format!(r#"{{"id": "r{at}", "when": {{"signal": "s{at}", "is": true}}, "at_most": "suggest", "because": "it is so"}}"#))
        .collect();
    let text = format!(
        r#"{{"leeway": 1, "name": "many", "confidence": {{"low": 0, "high": 0.5}}, "impact": {{"low": 0, "high": 0.5}}, "signals": {{{}}}, "degrade": [{}]}}"#,
        signals.join(","),
        rules.join(",")
    );
    let policy = api::compile(&text).unwrap();
    assert!(Situations::new(&policy).is_none());
    let (mut outcomes, mut work) = (Outcomes::new(&policy), Workspace::new(&policy));
    let mut facts = Facts::new(&policy);
    facts.set(Field::CONFIDENCE, 0.9);
    facts.set(Field::IMPACT, 0.1);
    (0..64).for_each(|at| facts.set(Field::signal(at), f64::from(u8::from(at == 63))));
    let number = outcomes.decide(&policy, &facts, &mut work);
    assert_eq!(outcomes.verdict(number), Some(&decide(&policy, &facts, &mut work)));
}
