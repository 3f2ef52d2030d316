//! The default, what is refused, and the comparison: that it finds what is there and little that is not.

use super::rows::Rows;
use leeway::calibrate::{
    Comparison, ISOTONIC_FROM, Measure, Method, Platt, Sample, Trouble, Verdict, compare, fit, isotonic, losses,
};

fn over_confident(score: f64) -> f64 {
    1.0 / (1.0 + (-(0.6 * (score / (1.0 - score)).ln() - 0.8)).exp())
}

#[test]
fn the_default_follows_the_number_of_labels() {
    assert_eq!(Method::by_default(ISOTONIC_FROM - 1), Method::Platt);
    assert_eq!(Method::by_default(ISOTONIC_FROM), Method::Isotonic);
    assert_eq!([Method::Platt.name(), Method::Isotonic.name()], ["platt", "isotonic"]);
}

#[test]
fn a_fit_is_the_methods_map() {
    let rows = Rows::drawn(&mut fastrand::Rng::with_seed(110), 800, |u| 0.01 + 0.98 * u, over_confident);
    let sample = rows.sample();
    assert_eq!(fit(&sample, Method::Isotonic).ok(), isotonic(&sample));
    assert_eq!(fit(&sample, Method::Platt), Platt::fit(&sample).unwrap().to_map());
}

#[test]
fn what_teaches_nothing_is_refused_with_the_reason() {
    let troubles: [(&[f64], &[bool], Trouble); 7] = [
        (&[], &[], Trouble::NoLabels),
        (&[f64::NAN, -1.0], &[true, false], Trouble::NoLabels),
        (&[0.1, 0.9], &[true, true], Trouble::AllRight),
        (&[0.1, 0.9], &[false, false], Trouble::AllWrong),
        (&[0.7, 0.7, 0.7], &[true, false, true], Trouble::ConstantScore),
        (&[0.2, 0.8], &[true, false], Trouble::AntiCorrelated),
        (&[0.2, 0.2, 0.8, 0.8], &[true, false, true, false], Trouble::AntiCorrelated),
    ];
    for (scores, correct, trouble) in troubles {
        let sample = Sample::new(scores, correct);
        for method in [Method::Isotonic, Method::Platt] {
            assert_eq!(fit(&sample, method), Err(trouble), "{scores:?} {correct:?}");
        }
        assert!(!trouble.words().is_empty());
    }
    let mut draw = fastrand::Rng::with_seed(111);
    let backwards = Rows::drawn(&mut draw, 2000, |u| u, |score| 0.9 - 0.5 * score);
    assert_eq!(fit(&backwards.sample(), Method::Isotonic), Err(Trouble::AntiCorrelated));
    let compared = compare(&backwards.scores, &backwards.correct, None, 1).unwrap();
    assert_eq!([&compared.platt, &compared.isotonic], [&Err(Trouble::AntiCorrelated); 2]);
    assert!(compared.differences.is_empty() && compared.none.brier.is_finite());
}

#[test]
fn whatever_the_rows_a_fit_is_a_map_or_a_reason() {
    let mut draw = fastrand::Rng::with_seed(112);
    for _ in 0..600 {
        let rows = Rows::any(&mut draw);
        let sample = rows.sample();
        for method in [Method::Isotonic, Method::Platt] {
            match fit(&sample, method) {
                Ok(map) => {
                    let (first, last) = (map.points()[0], map.points()[map.points().len() - 1]);
                    assert!(first.probability < last.probability, "{map:?}");
                    assert!(losses(&sample.calibrated(&map)).unwrap().log_loss.is_finite());
                }
                Err(trouble) => assert!(sample.trouble().is_none_or(|found| found == trouble)),
            }
        }
        if let Ok(compared) = compare(&rows.scores, &rows.correct, None, draw.u64(..)) {
            for found in &compared.differences {
                assert!(found.low <= found.mean && found.mean <= found.high && found.high.is_finite(), "{found:?}");
            }
        }
    }
}

fn verdict(compared: &Comparison, method: Method, with: Option<Method>, measure: Measure) -> Verdict {
    let is_it = |found: &&leeway::calibrate::Difference| {
        found.method == method && found.with == with && found.measure == measure
    };
    compared.differences.iter().find(is_it).unwrap().verdict
}

/// The comparison done by hand: the folds of the same units, a fit to the rest of each, the losses of the fold.
#[test]
fn losses_are_those_of_what_was_held_back() {
    let mut draw = fastrand::Rng::with_seed(113);
    let rows = Rows::drawn(&mut draw, 400, |u| 0.01 + 0.98 * u, over_confident);
    // With one prediction per unit the fold of a unit shows in what changes when it alone is compared.
    let units: Vec<u32> = (0..400).map(|at| at / 4).collect();
    let compared = compare(&rows.scores, &rows.correct, Some(&units), 9).unwrap();
    let start = leeway::math::Random::new(9).next();
    let fold = |at: usize| leeway::math::Random::new(start ^ u64::from(units[at])).below(10);
    let part = |keep: &dyn Fn(usize) -> bool| {
        let mut part = Rows::default();
        (0..400).filter(|at| keep(*at)).for_each(|at| part.push(rows.scores[at], rows.correct[at]));
        part.sample()
    };
    let (mut sums, mut gains) = ([0.0; 3], Vec::new());
    for held in 0..10 {
        let (rest, held) = (part(&|at| fold(at) != held), part(&|at| fold(at) == held));
        let map = |method| fit(&rest, method).unwrap();
        sums[0] += losses(&held).unwrap().brier;
        sums[1] += losses(&held.calibrated(&map(Method::Platt))).unwrap().brier;
        sums[2] += losses(&held.calibrated(&map(Method::Isotonic))).unwrap().brier;
        gains.push(losses(&held.calibrated(&map(Method::Platt))).unwrap().brier - losses(&held).unwrap().brier);
    }
    let found = [compared.none.brier, compared.platt.unwrap().brier, compared.isotonic.unwrap().brier];
    assert_eq!((compared.folds, compared.count), (10, 400));
    for (found, sum) in found.iter().zip(sums) {
        assert!((found - sum / 10.0).abs() < 1e-12, "{found}, {}", sum / 10.0);
    }
    // The 97.5% point of Student's t with 9 degrees of freedom, from scipy 1.17.1.
    let mean = gains.iter().sum::<f64>() / 10.0;
    let variance = gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / 9.0;
    let half = 2.262_157_162_798_205 * (variance * (1.0 / 10.0 + 1.0 / 9.0)).sqrt();
    let platt = &compared.differences[0];
    assert_eq!((platt.method, platt.with, platt.measure), (Method::Platt, None, Measure::Brier));
    for (found, wanted) in [(platt.mean, mean), (platt.low, mean - half), (platt.high, mean + half)] {
        assert!((found - wanted).abs() < 1e-10, "{platt:?}: {mean} +- {half}");
    }
}

#[test]
fn what_is_far_off_is_found() {
    let mut draw = fastrand::Rng::with_seed(114);
    let rows = Rows::drawn(&mut draw, 5000, |u| 0.01 + 0.98 * u, over_confident);
    let compared = compare(&rows.scores, &rows.correct, None, 1).unwrap();
    for method in [Method::Platt, Method::Isotonic] {
        assert_eq!(verdict(&compared, method, None, Measure::Brier), Verdict::Better);
    }
    assert_eq!(verdict(&compared, Method::Platt, None, Measure::LogLoss), Verdict::Better);
    // A curve of two humps, which Platt scaling cannot follow.
    let humps = |score: f64| if score < 0.5 { 0.1 } else { 0.45 + 0.5 * f64::from(u8::from(score > 0.98)) };
    let rows = Rows::drawn(&mut draw, 20_000, |u| u, humps);
    let compared = compare(&rows.scores, &rows.correct, None, 1).unwrap();
    assert_eq!(verdict(&compared, Method::Isotonic, Some(Method::Platt), Measure::Brier), Verdict::Better);
}

/// Scores that are calibrated already: a method is called better than none in hardly any run.
#[test]
fn what_is_not_there_is_not_found() {
    let mut draw = fastrand::Rng::with_seed(115);
    let mut better = [0; 2];
    const RUNS: u64 = 200;
    for seed in 0..RUNS {
        let rows = Rows::drawn(&mut draw, 500, |u| 0.01 + 0.98 * u, |score| score);
        let compared = compare(&rows.scores, &rows.correct, None, seed).unwrap();
        for (count, method) in better.iter_mut().zip([Method::Platt, Method::Isotonic]) {
            *count += u64::from(verdict(&compared, method, None, Measure::Brier) == Verdict::Better);
        }
    }
    assert!(better.iter().all(|count| *count <= RUNS / 40), "{better:?} of {RUNS}");
}

/// Twenty predictions a unit, all right or all wrong: with their units the isotonic map's edge is gone, as it only learnt
/// the units by heart.
#[test]
fn a_unit_is_never_on_both_sides() {
    let mut draw = fastrand::Rng::with_seed(116);
    let (mut rows, mut units) = (Rows::default(), Vec::new());
    for unit in 0..60 {
        let score = draw.f64();
        let right = draw.f64() < 0.2 + 0.6 * score;
        for _ in 0..20 {
            rows.push((score + 1e-6 * draw.f64()).min(1.0), right);
            units.push(unit);
        }
    }
    let blind = compare(&rows.scores, &rows.correct, None, 2).unwrap();
    let aware = compare(&rows.scores, &rows.correct, Some(&units), 2).unwrap();
    assert!(aware.isotonic.unwrap().brier > blind.isotonic.unwrap().brier + 0.01);
    let few: Vec<u32> = units.iter().map(|unit| unit % 3).collect();
    assert_eq!(compare(&rows.scores, &rows.correct, Some(&few), 2), Err(Trouble::TooFewToHoldBack));
}

#[test]
fn a_comparison_follows_from_its_seed() {
    let rows = Rows::drawn(&mut fastrand::Rng::with_seed(117), 300, |u| u, |score| score);
    let at = |seed| compare(&rows.scores, &rows.correct, None, seed).unwrap();
    assert_eq!(at(1), at(1));
    assert_ne!(at(1), at(2));
}
