//! The quality of scores against formulas over rows, and the null band against simulation.

use super::rows::Rows;
use leeway::calibrate::{
    BINS, Map, Point, Sample, equal_mass, equal_width, isotonic, losses, null_band, proper_scores, quality,
};

/// By the definition, row by row: of each bin the sum of scores and of truths.
fn error_over_rows(rows: &Rows, bins: usize, bin: &dyn Fn(f64) -> usize) -> f64 {
    let mut sums = vec![(0.0, 0.0); bins];
    for (&score, &right) in rows.scores.iter().zip(&rows.correct) {
        let sum = &mut sums[bin(score)];
        sum.0 += score;
        sum.1 += f64::from(u8::from(right));
    }
    sums.iter().map(|(score, right)| (score - right).abs()).sum::<f64>() / rows.scores.len() as f64
}

#[test]
fn expected_errors_agree_with_their_definition() {
    let mut draw = fastrand::Rng::with_seed(90);
    for _ in 0..1500 {
        let rows = Rows::any(&mut draw);
        let (sample, bins) = (rows.sample(), draw.u16(1..20));
        let width = |score: f64| ((score * f64::from(bins)).ceil() - 1.0).max(0.0) as usize;
        let below = |score: f64| rows.scores.iter().filter(|other| **other < score).count();
        let mass = |score: f64| below(score) * usize::from(bins) / rows.scores.len();
        let found = [equal_width(&sample, bins).unwrap(), equal_mass(&sample, bins).unwrap()];
        let of = |bin: &dyn Fn(f64) -> usize| error_over_rows(&rows, usize::from(bins), bin);
        for (found, wanted) in found.iter().zip([of(&width), of(&mass)]) {
            assert!((found.expected_error - wanted).abs() < 1e-12, "{wanted}: {found:?}");
            assert_eq!(found.bins.iter().map(|bin| bin.count).sum::<u64>(), sample.count());
            assert!(found.bins.windows(2).all(|pair| pair[0].index < pair[1].index));
            assert!(found.expected_error <= found.maximum_error + 1e-15 && found.maximum_error <= 1.0);
            for bin in &found.bins {
                assert!(bin.index < bins && bin.interval.low <= bin.accuracy && bin.accuracy <= bin.interval.high);
            }
        }
    }
}

/// The edge belongs to the lower bin: (lo, hi]. With the other convention the error of these scores is 0.475.
#[test]
fn a_score_on_an_edge_is_in_the_bin_below() {
    let places = |score: f64, bins: u16| equal_width(&Sample::new(&[score], &[true]), bins).unwrap().bins[0].index;
    let index: Vec<u16> =
        [0.0, 5e-324, 0.1, 0.1_f64.next_up(), 0.5, 0.9, 1.0].iter().map(|score| places(*score, 10)).collect();
    assert_eq!(index, [0, 0, 0, 1, 4, 8, 9]);
}

#[test]
fn proper_scores_are_what_their_parts_add_up_to() {
    let mut draw = fastrand::Rng::with_seed(91);
    for _ in 0..1500 {
        let rows = Rows::any(&mut draw);
        let sample = rows.sample();
        let found = proper_scores(&sample).unwrap();
        let truth = |right: &bool| f64::from(u8::from(*right));
        let pairs = || rows.scores.iter().zip(rows.correct.iter().map(truth));
        let count = rows.scores.len() as f64;
        let brier = pairs().map(|(score, right)| (score - right).powi(2)).sum::<f64>() / count;
        let of_what_happened = |score: f64, right: f64| if right > 0.5 { score } else { 1.0 - score };
        let log_loss =
            pairs().map(|(score, right)| -of_what_happened(score.clamp(1e-15, 1.0 - 1e-15), right).ln()).sum::<f64>()
                / count;
        assert!((found.brier - brier).abs() < 1e-12 && (found.log_loss - log_loss).abs() < 1e-12, "{found:?}");
        let (corp, murphy) = (found.corp, found.murphy);
        assert!((corp.miscalibration - corp.discrimination + corp.uncertainty - brier).abs() < 1e-12, "{found:?}");
        assert!((murphy.reliability - murphy.resolution + murphy.uncertainty - brier).abs() < 1e-12, "{found:?}");
        let least = [corp.miscalibration, corp.discrimination, murphy.reliability, murphy.resolution, corp.uncertainty];
        assert!(least.iter().all(|part| *part >= 0.0), "{found:?}");
    }
}

/// In 95 of 100 samples the interval holds the Brier score of the population, here 1/6.
#[test]
fn the_interval_of_the_brier_score_holds_the_truth() {
    let mut draw = fastrand::Rng::with_seed(98);
    const RUNS: usize = 2000;
    let mut held = 0;
    for _ in 0..RUNS {
        let found = proper_scores(&Rows::drawn(&mut draw, 200, |u| u, |score| score).sample()).unwrap();
        let interval = found.brier_interval;
        assert!(interval.low < found.brier && found.brier < interval.high);
        held += usize::from(interval.low <= 1.0 / 6.0 && 1.0 / 6.0 <= interval.high);
    }
    let share = held as f64 / RUNS as f64;
    assert!((0.93..=0.97).contains(&share), "{share}");
    let one = proper_scores(&Sample::new(&[0.3], &[true])).unwrap().brier_interval;
    assert_eq!((one.low, one.high), (0.0, 1.0));
}

/// Isotonic regression takes the whole of what CORP calls miscalibration, and nothing of the discrimination.
#[test]
fn calibrating_takes_the_miscalibration_away() {
    let mut draw = fastrand::Rng::with_seed(92);
    for _ in 0..300 {
        let sample = Rows::any(&mut draw).sample();
        let before = proper_scores(&sample).unwrap();
        let after = proper_scores(&sample.calibrated(&isotonic(&sample).unwrap())).unwrap();
        assert!(after.corp.miscalibration < 1e-12, "{after:?}");
        assert!((after.corp.discrimination - before.corp.discrimination).abs() < 1e-12, "{after:?} of {before:?}");
        assert!((after.brier - (before.brier - before.corp.miscalibration)).abs() < 1e-12);
    }
}

#[test]
fn a_calibrated_sample_is_the_sample_of_calibrated_scores() {
    let mut draw = fastrand::Rng::with_seed(93);
    let point = |score, probability| Point { score, probability };
    let map = Map::new(vec![point(0.2, 0.3), point(0.5, 0.3), point(0.9, 0.95)]).unwrap();
    for _ in 0..300 {
        let rows = Rows::any(&mut draw);
        let scores: Vec<f64> = rows.scores.iter().map(|score| map.apply(*score)).collect();
        assert_eq!(rows.sample().calibrated(&map), Sample::new(&scores, &rows.correct));
    }
}

/// The band against truths drawn by another generator, row by row: where bins are few, where they are many, where one bin
/// holds nearly all, and where hardly any prediction is wrong.
#[test]
fn the_null_band_is_what_perfect_models_show() {
    type Design = (usize, fn(f64) -> f64, f64);
    // How many rows, their scores, and how far the means may be apart.
    let designs: [Design; 7] = [
        (12, |u| u, 0.06),
        (300, |u| u, 0.06),
        (300, |u| 0.9 + 0.1 * u, 0.06),
        (100, |u| 0.998 + 0.002 * u, 0.15),
        (6000, |u| u.sqrt(), 0.06),
        (6000, |u| 1.0 - 0.002 * u, 0.06),
        (20_000, |u| 1.0 - 0.3 * u * u * u, 0.06),
    ];
    let mut draw = fastrand::Rng::with_seed(94);
    let (mut above, mut reached) = (0.0, 0.0);
    for (count, score, tolerance) in designs {
        let mut rows = Rows::drawn(&mut draw, count, score, |score| score);
        let band = null_band(&rows.sample(), BINS, 1).unwrap();
        let runs = 2_000_000 / count.max(2000);
        let mut errors = Vec::new();
        for _ in 0..runs {
            rows.correct = rows.scores.iter().map(|score| draw.f64() < *score).collect();
            errors.push(equal_width(&rows.sample(), BINS).unwrap().expected_error);
        }
        let mean = errors.iter().sum::<f64>() / runs as f64;
        assert!((band.mean / mean - 1.0).abs() < tolerance, "{count}: {band:?}, simulated {mean}");
        let share = |is: &dyn Fn(f64) -> bool| errors.iter().filter(|error| is(**error)).count() as f64 / runs as f64;
        // Few rows have few errors that are possible, and one of them can lie on the point itself.
        above += share(&|error| error > band.upper + 1e-12) / designs.len() as f64;
        reached += share(&|error| error > band.upper - 1e-12) / designs.len() as f64;
    }
    assert!(above < 0.06 && reached > 0.04, "exceeded in {above}, reached in {reached}");
}

#[test]
fn a_band_follows_from_its_seed() {
    let sample = Rows::drawn(&mut fastrand::Rng::with_seed(95), 200, |u| u, |score| score).sample();
    assert_eq!(null_band(&sample, BINS, 3), null_band(&sample, BINS, 3));
    assert_ne!(null_band(&sample, BINS, 3), null_band(&sample, BINS, 4));
}

#[test]
fn a_million_rows_and_their_quality() {
    let mut draw = fastrand::Rng::with_seed(96);
    let rows = Rows::drawn(&mut draw, 1_000_000, |u| u, |score| score);
    let found = quality(&rows.sample(), 1).unwrap();
    assert!((found.mean_score - 0.5).abs() < 0.002 && (found.scores.brier - 1.0 / 6.0).abs() < 0.001, "{found:?}");
    assert!(found.equal_width.expected_error < found.null_band.upper * 1.5, "{found:?}");
    assert!(found.accuracy.low < 0.5 && 0.5 < found.accuracy.high + 0.002, "{found:?}");
    assert!(found.scores.corp.miscalibration < 1e-4, "{found:?}");
}

#[test]
fn without_predictions_there_is_no_quality_and_rejects_are_counted() {
    let nothing = Sample::new(&[f64::NAN, 2.0], &[true, false]);
    assert_eq!(nothing.rejected(), 2);
    assert_eq!(quality(&nothing, 1), None);
    assert!(losses(&nothing).is_none() && proper_scores(&nothing).is_none() && null_band(&nothing, BINS, 1).is_none());
    assert!(equal_width(&nothing, BINS).is_none() && equal_mass(&nothing, BINS).is_none());
    let one = quality(&Sample::new(&[0.4, f64::NAN], &[true, true]), 1).unwrap();
    assert_eq!((one.count, one.rejected, one.right), (1, 1, 1));
    assert!((one.equal_width.expected_error - 0.6).abs() < 1e-15);
}

/// Whatever the rows, no number that is not finite.
#[test]
fn every_number_is_finite() {
    let mut draw = fastrand::Rng::with_seed(97);
    for _ in 0..300 {
        let found = quality(&Rows::any(&mut draw).sample(), 5).unwrap();
        let (corp, murphy) = (found.scores.corp, found.scores.murphy);
        let mut all = vec![
            found.mean_score,
            found.accuracy.low,
            found.accuracy.high,
            found.scores.brier,
            found.scores.log_loss,
            found.scores.brier_interval.low,
            found.scores.brier_interval.high,
            found.null_band.mean,
            found.null_band.upper,
        ];
        all.extend([corp.miscalibration, corp.discrimination, corp.uncertainty]);
        all.extend([murphy.reliability, murphy.resolution, murphy.uncertainty]);
        for part in [&found.equal_width, &found.equal_mass] {
            all.extend([part.expected_error, part.maximum_error]);
            all.extend(part.bins.iter().flat_map(|bin| [bin.mean_score, bin.accuracy, bin.interval.high, bin.gap()]));
        }
        assert!(all.iter().all(|number| number.is_finite() && *number >= 0.0), "{found:?}");
    }
}
