//! Venn-Abers ranges against what defines them: a regression for each answer that the prediction could turn out to be.

use super::rows::Rows;
use leeway::calibrate::{Range, Sample, VennAbers, isotonic};

/// Isotonic regression with one more prediction, at its score.
fn refitted(rows: &Rows, score: f64, right: bool) -> f64 {
    let mut more = rows.clone();
    more.push(score, right);
    isotonic(&more.sample()).unwrap().apply(score)
}

#[test]
fn ranges_agree_with_refitting() {
    let mut draw = fastrand::Rng::with_seed(80);
    for _ in 0..2000 {
        let rows = Rows::any(&mut draw);
        let fitted = VennAbers::new(&rows.sample());
        let mut scores = vec![0.0, 1.0, draw.f64(), draw.f64()];
        scores.extend(rows.scores.iter().take(10).flat_map(|score| [score.next_down(), *score, score.next_up()]));
        for score in scores.into_iter().filter(|score| (0.0..=1.0).contains(score)) {
            let range = fitted.range(score);
            let (low, high) = (refitted(&rows, score, false), refitted(&rows, score, true));
            assert!((range.low - low).abs() < 1e-12, "{score}: {range:?}, not {low} in {rows:?}");
            assert!((range.high - high).abs() < 1e-12, "{score}: {range:?}, not {high} in {rows:?}");
        }
    }
}

#[test]
fn ranges_hold_their_merged_probability_and_rise_with_the_score() {
    let mut draw = fastrand::Rng::with_seed(81);
    for _ in 0..300 {
        let fitted = VennAbers::new(&Rows::any(&mut draw).sample());
        let mut before = Range { low: 0.0, high: 0.0 };
        for step in 0..=200 {
            let range = fitted.range(f64::from(step) / 200.0);
            assert!(before.low <= range.low && before.high <= range.high, "{range:?} after {before:?}");
            let merged = range.merged();
            assert!(range.low < range.high && range.low <= merged && merged <= range.high, "{range:?}: {merged}");
            assert!(merged > 0.0 && merged < 1.0, "{range:?}: {merged}");
            before = range;
        }
    }
}

#[test]
fn more_labels_narrow_it() {
    let mut draw = fastrand::Rng::with_seed(82);
    let mut width = |count| {
        let fitted = VennAbers::new(&Rows::drawn(&mut draw, count, |u| u, |score| score).sample());
        let ranges = (0..=100).map(|step| fitted.range(f64::from(step) / 100.0));
        ranges.map(|range| range.high - range.low).sum::<f64>() / 101.0
    };
    let widths = [0, 10, 100, 1000, 10_000].map(&mut width);
    assert!(widths.windows(2).all(|pair| pair[1] < pair[0] / 2.0), "{widths:?}");
}

#[test]
fn without_labels_or_score_everything_is_possible() {
    let everything = Range { low: 0.0, high: 1.0 };
    assert_eq!(VennAbers::new(&Sample::default()).range(0.4), everything);
    assert_eq!(VennAbers::new(&Sample::new(&[0.5, 0.6], &[true, false])).range(f64::NAN), everything);
    assert_eq!(everything.merged(), 0.5);
}
