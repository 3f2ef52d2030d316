//! Platt scaling: that the fit is the optimum, and that its map is the curve.

use super::rows::Rows;
use leeway::calibrate::{Platt, Sample, Trouble, map_error};

fn curve(a: f64, b: f64) -> Platt {
    Platt { a, b, objective: 0.0 }
}

/// Both derivatives of the objective vanish: what the curve expects is what the smoothed targets sum to, and so is its
/// moment with the logit.
#[test]
fn the_fit_is_where_the_objective_is_level() {
    let mut draw = fastrand::Rng::with_seed(60);
    for _ in 0..2000 {
        let sample = Rows::any(&mut draw).sample();
        let fit = Platt::fit(&sample).unwrap();
        let (right, wrong) = (sample.right() as f64, (sample.count() - sample.right()) as f64);
        let (mut level, mut moment, mut size) = (0.0, 0.0, 0.0);
        for group in sample.groups() {
            let score = group.score.clamp(1e-6, 1.0 - 1e-6);
            let logit = (score / (1.0 - score)).ln();
            let (count, hits) = (group.count as f64, group.right as f64);
            let target = hits * (right + 1.0) / (right + 2.0) + (count - hits) / (wrong + 2.0);
            level += target - count * fit.apply(group.score);
            moment += logit * (target - count * fit.apply(group.score));
            size += count * (1.0 + logit.abs());
        }
        assert!(
            level.abs() < 1e-6 * size && moment.abs() < 1e-6 * size,
            "{level:e}, {moment:e}: {fit:?} of {sample:?}"
        );
    }
}

#[test]
fn it_finds_the_curve_that_made_the_data() {
    let mut draw = fastrand::Rng::with_seed(61);
    // p = expit(0.6 logit(s) + 0.8), as STATISTICS' over-confident design.
    let right = |score: f64| 1.0 / (1.0 + (-(0.6 * (score / (1.0 - score)).ln() + 0.8)).exp());
    let fit = Platt::fit(&Rows::drawn(&mut draw, 200_000, |u| 0.02 + 0.96 * u, right).sample()).unwrap();
    assert!((fit.a + 0.6).abs() < 0.02 && (fit.b + 0.8).abs() < 0.02, "{fit:?}");
}

#[test]
fn the_map_is_the_curve_within_the_error_stated() {
    let mut draw = fastrand::Rng::with_seed(62);
    let mut most = 0;
    for round in 0..120 {
        let curve = match round {
            0 => curve(-1.0, 0.0),
            1 => curve(-1e8, 0.3),
            2 => curve(-1e-9, 0.0),
            _ => curve(-(10_f64.powf(draw.f64() * 8.0 - 2.0)), (draw.f64() - 0.5) * 20.0),
        };
        let map = curve.to_map().unwrap();
        most = most.max(map.points().len());
        let middle = curve.b / -curve.a;
        for step in 0..=4000 {
            let part = f64::from(step) / 4000.0;
            let logit = |exponent: f64| 1.0 / (1.0 + (-exponent).exp());
            for score in [part, logit(part * 30.0 - 15.0), logit(middle + (part - 0.5) * 60.0 / curve.a)] {
                let wanted = curve.apply(score);
                let off = (map.apply(score) - wanted).abs();
                assert!(off <= map_error(wanted), "{off:e} at {score}: {curve:?}");
            }
        }
    }
    assert!(most <= 170, "{most} points");
}

#[test]
fn the_error_is_small_where_risk_is() {
    assert_eq!([map_error(0.0), map_error(0.5), map_error(0.99), map_error(1.0)], [1e-4, 1e-4, 1e-4, 1e-6]);
    assert!((map_error(0.999) - 1e-5).abs() < 1e-12);
}

#[test]
fn a_curve_that_does_not_rise_is_no_map() {
    for a in [0.0, 1e-9, 3.0, f64::NAN, f64::INFINITY] {
        assert_eq!(curve(a, 0.5).to_map(), Err(Trouble::AntiCorrelated), "{a}");
    }
    let mut draw = fastrand::Rng::with_seed(63);
    let fit = Platt::fit(&Rows::drawn(&mut draw, 500, |u| u, |score| 1.0 - score).sample()).unwrap();
    assert!(fit.a > 0.5 && fit.to_map() == Err(Trouble::AntiCorrelated), "{fit:?}");
}

/// One outcome only, or none of the other in between: the smoothed targets keep the curve finite.
#[test]
fn separated_and_single_outcomes_are_finite() {
    let all_right = Platt::fit(&Sample::new(&[0.2, 0.4, 0.9], &[true; 3])).unwrap();
    assert!((all_right.apply(0.1) - 4.0 / 5.0).abs() < 1e-9 && (all_right.apply(1.0) - 4.0 / 5.0).abs() < 1e-9);
    let separated = Platt::fit(&Sample::new(&[0.1, 0.2, 0.8, 0.9], &[false, false, true, true])).unwrap();
    assert!(separated.a < 0.0 && separated.a.is_finite() && separated.apply(0.9) < 0.9, "{separated:?}");
    assert_eq!(Platt::fit(&Sample::default()), None);
    assert_eq!(Platt::fit_logits(&[f64::NAN, f64::INFINITY], &[true, false]), None);
}
