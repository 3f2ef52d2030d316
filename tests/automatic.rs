//! How often what nobody looks at is wrong: the interval holds the truth, whatever the rates; labels of other kinds do not
//! count; and what cannot be said is refused with the reason.

use crate::props::scaled;
use leeway::analyze::{Audited, NotAudited, automatic_quality};
use leeway::math::{Random, place};
use leeway::record::LabelSource;

/// An eligible case of a log whose audit picks at this rate, wrong or not; people see and label three of ten others.
fn case(random: &mut Random, id: &str, rate: f64, error: f64) -> Audited {
    let right = random.uniform() >= error;
    let (source, correct) = if place("audit", id) < rate {
        (Some(LabelSource::AuditBlind), Some(right))
    } else if random.uniform() < 0.3 {
        // Who is shown an answer agrees with it more often than it is right.
        (Some(LabelSource::Review), Some(right || random.uniform() < 0.7))
    } else {
        (None, None)
    };
    Audited { eligible: true, propensity: Some(rate), source, correct }
}

/// Half of the time at 2%, then at 8%, with another error: pooled as they are, the labels speak of the second half.
fn log(run: u64) -> Vec<Audited> {
    let mut random = Random::new((96 << 32) + run);
    let mut one = |at: u64| {
        let (rate, error) = if at < 6_000 { (0.02, 0.15) } else { (0.08, 0.03) };
        case(&mut random, &format!("{run}-{at}"), rate, error)
    };
    (0..12_000).map(&mut one).collect()
}

#[test]
fn the_interval_holds_the_truth_where_rates_and_errors_change() {
    const TRUTH: f64 = 0.09;
    let runs = scaled(400);
    let (mut missed, mut pooled_missed, mut mean) = (0, 0, 0.0);
    for run in 0..runs {
        let cases = log(run);
        let quality = automatic_quality(cases.iter().copied(), 0.9).unwrap();
        missed += u64::from(!(quality.interval.low..=quality.interval.high).contains(&TRUTH));
        mean += quality.error / runs as f64;
        assert!((quality.interval.low..=quality.interval.high).contains(&quality.error));
        assert_eq!(quality.rates.iter().map(|at| at.cases).collect::<Vec<_>>(), [6_000, 6_000]);
        let pooled = cases.into_iter().map(|case| Audited { propensity: Some(0.05), ..case });
        let pooled = automatic_quality(pooled, 0.9).unwrap();
        pooled_missed += u64::from(!(pooled.interval.low..=pooled.interval.high).contains(&TRUTH));
    }
    println!("audits: by rate missed in {missed} of {runs}, pooled in {pooled_missed}; mean {mean:.4} of {TRUTH}");
    assert!(missed as f64 <= (0.1 + 3.0 * (0.09 / runs as f64).sqrt()) * runs as f64, "{missed} of {runs}");
    assert!((mean - TRUTH).abs() < 0.01, "{mean}");
    assert!(pooled_missed * 2 > runs, "{pooled_missed} of {runs}");
}

#[test]
fn labels_of_reviews_are_counted_and_not_used() {
    let cases = log(0);
    let quality = automatic_quality(cases.iter().copied(), 0.95).unwrap();
    let blind = |case: &&Audited| case.source == Some(LabelSource::AuditBlind);
    let labels: u64 = quality.rates.iter().map(|at| at.labels).sum();
    assert_eq!(labels, cases.iter().filter(blind).count() as u64);
    assert_eq!(quality.not_blind, cases.iter().filter(|case| case.source == Some(LabelSource::Review)).count() as u64);
    let reviewed = cases.iter().filter(|case| !blind(case)).copied();
    let refused = automatic_quality(reviewed, 0.95).unwrap_err();
    assert!(matches!(refused, NotAudited::FewLabels(gaps) if gaps.labels == 0 && gaps.not_blind > 1_000));
    assert!(refused.to_string().contains("put `audit` into the policy"), "{refused}");
}

fn plain(propensity: f64, correct: bool) -> Audited {
    Audited {
        eligible: true,
        propensity: Some(propensity),
        source: Some(LabelSource::AuditBlind),
        correct: Some(correct),
    }
}

#[test]
fn one_rate_gives_the_exact_interval_of_a_proportion() {
    let cases = (0..300).map(|at| plain(0.02, at >= 6));
    let quality = automatic_quality(cases, 0.95).unwrap();
    // By scipy 1.17.1: beta.ppf(.025, 6, 295), beta.ppf(.975, 7, 294).
    assert!((quality.error - 0.02).abs() < 1e-15 && quality.out_of_reach == 0);
    assert!((quality.interval.low - 0.007_374_162_001_726).abs() < 1e-12, "{:?}", quality.interval);
    assert!((quality.interval.high - 0.043_021_082_673_517).abs() < 1e-12, "{:?}", quality.interval);
}

#[test]
fn a_log_that_was_labelled_throughout_counts_at_a_rate_of_1() {
    let complete = |at: u32| Audited {
        source: Some(LabelSource::Complete),
        propensity: None,
        ..plain(0.0, !at.is_multiple_of(10))
    };
    let quality = automatic_quality((0..500).map(complete), 0.95).unwrap();
    assert_eq!((quality.error, quality.rates[0].rate, quality.rates[0].labels), (0.1, 1.0, 500));
}

#[test]
fn what_cannot_be_said_is_refused() {
    let code = |cases: Vec<Audited>| automatic_quality(cases, 0.95).unwrap_err().code();
    assert_eq!(code(Vec::new()), "NOTHING_ELIGIBLE");
    assert_eq!(code(vec![Audited { eligible: false, ..plain(0.02, true) }; 100]), "NOTHING_ELIGIBLE");
    assert_eq!(code(vec![plain(0.02, true); 29]), "FEW_BLIND_LABELS");
    let mut many = vec![plain(0.02, true); 100];
    many.extend(vec![Audited { correct: None, ..plain(0.02, true) }; 12]);
    assert_eq!(code(many.clone()), "MANY_UNLABELLED");
    many.truncate(110);
    assert_eq!(automatic_quality(many, 0.95).unwrap().unlabelled, 10);
    // What each of two rates stands for is not known of a log of picked rows alone.
    let two = [vec![plain(0.02, true); 50], vec![plain(0.5, true); 50]].concat();
    assert_eq!(code(two), "ONLY_PICKED");
    // A case that no audit reaches, and a rate that is none.
    let odd = [f64::NAN, 0.0, -1.0, 1.5].map(|rate| plain(rate, false));
    let lost = Audited { propensity: None, ..plain(0.0, false) };
    let cases = [vec![plain(1.0, true); 40], odd.to_vec(), vec![lost]].concat();
    let quality = automatic_quality(cases, 0.95).unwrap();
    assert_eq!((quality.out_of_reach, quality.error), (5, 0.0));
    assert!(quality.interval.low == 0.0 && quality.interval.high < 0.1);
}
