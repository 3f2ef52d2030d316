//! A log decided again: each row counted under what the policy says of it.

use super::{beside, bundled, options, source};
use leeway::action::Action;
use leeway::analyze::Tally;
use leeway::api;
use leeway::study::{Ask, Replay, ReplayOptions, replay};
use leeway::tune::Costs;
use std::collections::BTreeMap;

fn replay_of(source: &leeway::study::Source, policy: &str, asked: &str) -> Replay {
    replay(source, policy, &ReplayOptions::read(Ask::arguments(&options(asked))).unwrap()).unwrap()
}

#[test]
fn rows_are_counted_as_they_are_decided() {
    for name in ["clinc150", "sms_spam"] {
        let (source, text) = bundled(name);
        let found = replay_of(&source, &text, r#"{"split": "test", "cost_of_error": 7, "cost_of_review": 2}"#);
        let policy = api::compile(&text).unwrap();
        let log = &source.log;
        let mut actions: BTreeMap<Action, Tally> = BTreeMap::new();
        let mut cells: BTreeMap<(String, String), Tally> = BTreeMap::new();
        for row in (0..log.rows()).filter(|row| log.split().get(*row) == Some("test")) {
            let decision = policy.decide(&log.input(row, &policy, beside(&source)), source.health.as_ref());
            actions.entry(decision.action).or_default().add(log.correct()[row]);
            if let Some(cell) = decision.cell {
                cells.entry((cell.confidence, cell.impact)).or_default().add(log.correct()[row]);
            }
        }
        for action in Action::ALL {
            assert_eq!(found.done.of(action), actions.get(&action).copied().unwrap_or_default(), "{action:?}");
        }
        let told: BTreeMap<(String, String), Tally> =
            found.cells.iter().map(|cell| ((cell.confidence.clone(), cell.impact.clone()), cell.turned)).collect();
        assert_eq!(told, cells);
        let inside: u64 = cells.values().map(|turned| turned.rows).sum();
        assert_eq!(found.findings.rows + inside, found.rows());
        let models: u64 = found.models.iter().map(|group| group.done.all.rows).sum();
        assert_eq!(models, found.rows());
        let wrong = found.done.of(Action::AutoApply).wrong as f64;
        let asked = found.done.asked() as f64;
        assert_eq!(found.done.cost(Costs { error: 7.0, review: 2.0 }), 7.0 * wrong + 2.0 * asked);
    }
}

/// Labels of reviews say nothing of the rest; what is automatic is judged by blind labels alone.
#[test]
fn what_is_automatic_is_judged_by_blind_labels() {
    let mut text = "id,model,confidence,impact,correct,label_source,propensity\n".to_owned();
    for at in 0..4000 {
        let confidence = 0.5 + f64::from(at % 100) / 200.0;
        let label = match (at % 20, confidence >= 0.85) {
            (0, true) => format!("{},audit_blind", u8::from(at % 400 != 80)),
            (_, false) => "0,review".to_owned(),
            (_, true) => ",".to_owned(),
        };
        text.push_str(&format!("r{at},m,{confidence},0.1,{label},0.05\n"));
    }
    let found = replay_of(&source(&text), super::POLICY, "{}");
    assert_eq!(found.done.of(Action::AutoApply).known(), 40);
    assert_eq!((found.not_counted, found.done.of(Action::ShowOptions).known()), (2800, 0));
    let quality = found.audited.unwrap().unwrap();
    assert_eq!(quality.rates[0].labels, 40);
    assert!(quality.interval.low < quality.error && quality.error < quality.interval.high);
    let (few, none) = (text.replace("audit_blind", "implicit"), text.replace("label_source", "who"));
    let words = replay_of(&source(&few), super::POLICY, "{}").audited.unwrap().unwrap_err().to_string();
    assert!(words.starts_with("0 of 1200 eligible rows have a blind label"), "{words}");
    assert!(replay_of(&source(&none), super::POLICY, "{}").audited.is_none());
}
