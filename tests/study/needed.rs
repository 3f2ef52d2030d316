//! The labels that promises need.

use leeway::json;
use leeway::study::{Ask, labels_needed};
use leeway::tune::LabelsNeeded;

/// The table of the statistics: n with P(Binomial(n, alpha) <= k) <= delta.
#[test]
fn labels_needed_are_those_of_the_table() {
    let needed = |target: f64, confidence: f64, families: u32| {
        let asked = format!(r#"{{"target": {target}, "confidence": {confidence}, "families": {families}}}"#);
        labels_needed(Ask::arguments(&json::parse(&asked).unwrap())).unwrap()
    };
    for (target, confidence, without_error, with_two) in [
        (0.05, 0.9, 45, 105),
        (0.05, 0.95, 59, 124),
        (0.01, 0.9, 230, 531),
        (0.01, 0.95, 299, 628),
        (0.001, 0.95, 2995, 6294),
    ] {
        assert_eq!(needed(target, confidence, 1), LabelsNeeded { without_error, with_two }, "{target} {confidence}");
    }
    for (target, one, five, twenty) in [(0.01, 628, 838, 1009), (0.02, 313, 418, 503), (0.05, 124, 165, 199)] {
        assert_eq!([1, 5, 20].map(|families| needed(target, 0.95, families).with_two), [one, five, twenty], "{target}");
    }
    for (asked, words) in [
        ("{}", "`target` is missing"),
        (r#"{"target": 2}"#, "above 0"),
        (r#"{"target": 0.1, "families": 0}"#, "from 1"),
    ] {
        let refused = labels_needed(Ask::arguments(&json::parse(asked).unwrap())).unwrap_err();
        assert!(format!("{refused:?}").contains(words), "{refused:?}");
    }
}
