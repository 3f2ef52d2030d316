//! Thresholds, risk-coverage and classes of the logs, where the facts compute the same.

use std::collections::BTreeMap;

use super::{Agreement, Row, fact};
use leeway::analyze::{ClassCounts, ClassQuality, Share, macro_mean, risk_coverage};
use leeway::math::{Ranked, cp_upper};
use leeway::tune::{Grid, Promise, Search, fixed_sequence};
use serde_json::Value;

/// One share of a class.
type Of = fn(&ClassQuality) -> Share;

pub fn ranked(rows: &[&Row]) -> Ranked {
    Ranked::new(rows.iter().map(|row| (row.confidence, row.correct)))
}

impl Agreement {
    /// The area under risk-coverage, and what lies above each threshold.
    pub fn risks(&mut self, what: &str, rows: &[&Row], facts: &Value) {
        let ranked = ranked(rows);
        let curve = risk_coverage(&ranked).unwrap();
        self.number(&format!("{what}: aurc"), curve.aurc, fact(facts, "aurc_tie_averaged"));
        for facts in facts["at_threshold"].as_array().unwrap() {
            let threshold = fact(facts, "t");
            let (accepted, errors) = ranked.at_least(threshold);
            let mut check = |name: &str, found: f64| {
                self.number(&format!("{what} from {threshold}: {name}"), found, fact(facts, name));
            };
            check("n", accepted as f64);
            check("errors", errors as f64);
            check("coverage", accepted as f64 / ranked.count() as f64);
            check("cp_upper95", cp_upper(errors, accepted, 0.05));
        }
    }

    /// Macro means where everything is automatic. The facts count a share that is not defined as 0, so that their means are
    /// over all classes.
    pub fn classes(&mut self, what: &str, rows: &[&Row], facts: &Value) {
        let mut classes: BTreeMap<&str, ClassCounts> = BTreeMap::new();
        for row in rows {
            let is_right = row.predicted == row.label;
            classes.entry(&row.predicted).or_default().add_predicted(true, is_right);
            classes.entry(&row.label).or_default().add_true(true, is_right);
        }
        let quality: Vec<ClassQuality> = classes.values().map(|counts| counts.quality()).collect();
        let shares: [(&str, Of); 3] = [
            ("macro_precision", |class| class.precision),
            ("macro_recall", |class| class.recall),
            ("macro_f1", |class| class.f1),
        ];
        for (name, share) in shares {
            let mean = macro_mean(&quality.iter().map(share).collect::<Vec<_>>());
            assert_eq!(mean.classes + mean.undefined, quality.len() as u64);
            let over_all = mean.value.unwrap() * mean.classes as f64 / quality.len() as f64;
            self.number(&format!("{what}: {name}"), over_all, fact(facts, name));
        }
    }

    /// Fixed sequences on both grids of the facts, which start where no error is allowed.
    pub fn thresholds(&mut self, what: &str, [cal, test]: [&[&Row]; 2], facts: &Value) {
        let hundredths = (0..100).map(|step| f64::from(step) / 100.0).collect();
        for (name, grid) in [("fixed_sequence_rank", Grid::Ranks(100)), ("fixed_sequence", Grid::Given(hundredths))] {
            for (target, facts) in facts.as_object().unwrap() {
                let promise = Promise::new(target.parse().unwrap(), 0.05).unwrap();
                let search = Search { grid: grid.clone(), start_errors: 0, starts: 1 };
                let path = fixed_sequence(&ranked(cal), promise, &search);
                let what = format!("{what} {name} {target}");
                self.number(&format!("{what}: start"), path.start_labels as f64, fact(facts, "n_min_zero_errors"));
                let facts = &facts[name];
                self.within(
                    &what,
                    path.threshold().map_or(-1.0, |_| 1.0),
                    if facts.is_null() { -1.0 } else { 1.0 },
                    0.0,
                );
                let (Some(threshold), false) = (path.threshold(), facts.is_null()) else { continue };
                self.number(&format!("{what}: t"), threshold, fact(facts, "t"));
                let last = path.accepted().last().copied().unwrap();
                let tested = ranked(test).at_least(threshold);
                for (name, found) in [
                    ("cal_n", last.accepted),
                    ("cal_errors", last.errors),
                    ("test_n", tested.0),
                    ("test_errors", tested.1),
                ] {
                    self.number(&format!("{what}: {name}"), found as f64, fact(facts, name));
                }
            }
        }
    }
}
