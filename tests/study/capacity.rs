//! Thresholds for as many reviewers as there are: the strictest that hold and do not ask for more.

use super::{bundled, fit_of, source};
use leeway::study::{Fit, Refused};

/// Two operations, of which one has thresholds of its own: two families.
const POLICY: &str = r#"{
    "leeway": 1, "name": "two", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5},
    "operations": {"a": {"impact": "low"}, "b": {"impact": "low", "confidence": {"high": 0.9}}}
}"#;

/// A case every 90 s; those of `b` are less often right at the same score.
fn log() -> String {
    let mut text = "id,model,t,operation,confidence,correct\n".to_owned();
    for at in 0..6000_usize {
        let score = (at * 7919 % 6000) as f64 / 6000.0;
        let operation = if at % 3 == 0 { "b" } else { "a" };
        let limit = if operation == "b" { 0.6 } else { 0.4 };
        let correct = score > limit && at % 97 > 0 || at % 4 > 0 && score > 0.2;
        text.push_str(&format!("r{at},m,{},{operation},{score},{}\n", at * 90, u8::from(correct)));
    }
    text
}

fn with(capacity: &str) -> Result<Fit, Refused> {
    let asked = format!(r#"{{"target": 0.05, "labels": "complete", {capacity}}}"#);
    fit_of(&source(&log()), POLICY, &asked)
}

fn thresholds(fit: &Fit) -> Vec<f64> {
    fit.families.iter().map(|family| family.found.outcome.unwrap()).collect()
}

#[test]
fn reviewers_are_asked_for_no_more_than_they_can_take() {
    let lowest = with(r#""capacity": 1000"#).unwrap();
    let free = with(r#""targets_tried": 1"#).unwrap();
    assert_eq!((free.families.len(), free.reviewers), (2, None));
    let mut before = 0.0;
    let mut different = 0;
    // 40 cases an hour.
    for capacity in [10.0, 15.0, 20.0, 25.0, 30.0, 39.0] {
        let fit = with(&format!(r#""capacity": {capacity}"#)).unwrap();
        let asks = fit.reviewers.unwrap();
        let rate = with(&format!(r#""capacity": {capacity}, "arrivals": 40"#)).unwrap();
        let even = rate.reviewers.unwrap();
        for (fit, asks) in [(&fit, asks), (&rate, even)] {
            let all: u64 = fit.rows - fit.automatic.rows;
            assert_eq!(asks.per_hour, capacity);
            match asks.short_by {
                None => assert!(asks.asks <= capacity),
                Some(short_by) => {
                    // Nothing less strict holds.
                    assert_eq!(thresholds(fit), thresholds(&free));
                    assert!((short_by - (asks.asks - capacity)).abs() < 1e-12);
                }
            }
            assert!(all > 0);
        }
        // Cases come evenly, so that both ways of knowing how many come agree but for the busiest hours.
        assert!((even.asks - 40.0 * (rate.rows - rate.automatic.rows) as f64 / rate.rows as f64).abs() < 1e-9);
        assert!(asks.asks >= even.asks - 6.0);
        for (threshold, least) in thresholds(&fit).iter().zip(thresholds(&free)) {
            assert!(*threshold >= least);
        }
        different += u32::from(fit.automatic.rows != free.automatic.rows);
        assert!(asks.asks >= before);
        before = asks.asks;
    }
    assert!(different >= 2, "{different}");
    // With all the reviewers there could be, the strictest that holds.
    assert!(lowest.automatic.rows < free.automatic.rows);
}

#[test]
fn what_is_not_known_of_arrivals_is_asked_for() {
    let (source, _) = bundled("sms_spam");
    let asked = |rest: &str| format!(r#"{{"target": 0.05, "labels": "complete", "model": "lr-v1", {rest}}}"#);
    let policy = super::POLICY;
    // Its `t` is an order, a case a second.
    let fit = fit_of(&source, policy, &asked(r#""capacity": 100, "time_unit": "h""#)).unwrap();
    assert!(fit.reviewers.unwrap().asks <= 1.0);
    let without = super::source("model,confidence,impact,correct\nm,0.5,0.1,1\nm,0.6,0.1,0\n");
    for (source, rest, code) in [
        (&source, r#""arrivals": 3"#, "BAD_OPTION"),
        (&source, r#""capacity": 3, "time_unit": "days""#, "BAD_OPTION"),
        (&source, r#""capacity": -3"#, "BAD_OPTION"),
        (&source, r#""capacity": 3, "cost_of_error": 3, "cost_of_review": 1"#, "BAD_OPTION"),
        (&without, r#""capacity": 3, "model": "m""#, "NO_ARRIVALS"),
    ] {
        let asked = if rest.contains("model") {
            format!(r#"{{"target": 0.05, "labels": "complete", {rest}}}"#)
        } else {
            asked(rest)
        };
        assert_eq!(fit_of(source, policy, &asked).unwrap_err().code(), code, "{rest}");
    }
}
