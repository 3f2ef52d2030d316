//! One sample of scores: tests, costs and capacity against the definitions, read naively.

use crate::generate::Draw;
use crate::props::scaled;
use leeway::math::{Ranked, binomial_p};
use leeway::tune::{
    Answer, Arrivals, Capacity, Cost, Costs, Grid, NoThreshold, Path, Promise, Search, Step, at_chow, capacity,
    cheapest, fixed_sequence, minimum_cost, naive,
};

type Cases = Vec<(f64, bool)>;

fn promise(alpha: f64, delta: f64) -> Promise {
    Promise::new(alpha, delta).unwrap()
}

/// As many cases, with ties or without, mostly right at the top or anywhere.
fn cases(draw: &mut Draw, most: usize) -> Cases {
    let (count, ties, slope) = (draw.below(most), draw.chance(50), draw.unit());
    let mut case = || {
        let score = if ties { draw.below(12) as f64 / 11.0 } else { draw.unit() };
        (score, draw.unit() > slope * (1.0 - score))
    };
    (0..count).map(|_| case()).collect()
}

fn count(cases: &Cases, threshold: f64) -> (u64, u64) {
    let accepted = cases.iter().filter(|(score, _)| *score >= threshold);
    accepted.fold((0, 0), |(n, k), (_, right)| (n + 1, k + u64::from(!right)))
}

/// The thresholds at the ranks ceil(N j / m), by sorting.
fn ranks(cases: &Cases, parts: usize) -> Vec<f64> {
    let mut scores: Vec<f64> = cases.iter().map(|(score, _)| *score).collect();
    scores.sort_by(|a, b| b.total_cmp(a));
    let mut found = Vec::new();
    for part in 1..=parts {
        let rank = (scores.len() * part).div_ceil(parts);
        if rank > 0 && found.last() != Some(&scores[rank - 1]) {
            found.push(scores[rank - 1]);
        }
    }
    found
}

/// The definition word for word: from the highest down, skipping, stopping, each start for itself; the lowest accepted.
fn expected(cases: &Cases, grid: &[f64], alpha: f64, delta: f64, errors: u64, starts: u64) -> Option<f64> {
    let least = |k: u64, delta: f64| (k + 1..).find(|n| binomial_p(k, *n, alpha) <= delta).unwrap();
    let level = delta / starts as f64;
    let lowest = grid.last().map_or(0, |threshold| count(cases, *threshold).0);
    let mut best: Option<f64> = None;
    for q in 1..=starts {
        let share = (q * lowest) as f64 / starts as f64;
        for threshold in grid {
            let (n, k) = count(cases, *threshold);
            let waits = if starts == 1 { n < least(errors, level) } else { n < least(0, level) || (n as f64) < share };
            if waits {
                continue;
            }
            if binomial_p(k, n, alpha) > level {
                break;
            }
            best = Some(best.map_or(*threshold, |best| best.min(*threshold)));
        }
    }
    best
}

fn search(grid: Grid, start_errors: u64, starts: u64) -> Search {
    Search { grid, start_errors, starts }
}

#[test]
fn the_table_of_labels_needed() {
    for (alpha, delta, without_error, with_two) in [
        (0.05, 0.10, 45, 105),
        (0.05, 0.05, 59, 124),
        (0.01, 0.10, 230, 531),
        (0.01, 0.05, 299, 628),
        (0.001, 0.05, 2_995, 6_294),
    ] {
        let row = promise(alpha, delta).labels_needed_row();
        assert_eq!((row.without_error, row.with_two), (without_error, with_two), "{alpha} {delta}");
    }
    let split = |alpha| [1, 5, 20].map(|families| promise(alpha, 0.05).split(families).labels_needed(2));
    assert_eq!([0.01, 0.02, 0.05].map(split), [[628, 838, 1_009], [313, 418, 503], [124, 165, 199]]);
}

#[test]
fn labels_needed_is_the_least_that_is_enough() {
    for errors in 0..8 {
        for (alpha, delta) in [(0.5, 0.5), (0.3, 0.01), (0.9, 0.2), (0.02, 0.1), (0.999, 0.999)] {
            let least = (errors + 1..).find(|n| binomial_p(errors, *n, alpha) <= delta);
            assert_eq!(Some(promise(alpha, delta).labels_needed(errors)), least, "{errors} {alpha} {delta}");
        }
    }
    assert_eq!(promise(1e-300, 0.05).labels_needed(0), u64::MAX);
    for bad in [0.0, 1.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(Promise::new(bad, 0.5).is_none() && Promise::new(0.5, bad).is_none());
    }
}

#[test]
fn fixed_sequence_agrees_with_its_definition() {
    let mut found = 0;
    for at in 0..scaled(3_000) {
        let draw = &mut Draw::from_seed((71 << 32) + at);
        let cases = cases(draw, 600);
        let (alpha, delta) = (0.02 + 0.2 * draw.unit(), 0.02 + 0.2 * draw.unit());
        let (errors, starts) = (draw.below(4) as u64, [1, 1, 2, 5][draw.below(4)]);
        let given: Vec<f64> = (0..draw.below(30)).map(|_| draw.unit()).collect();
        let (grid, thresholds) = match draw.chance(50) {
            true => (Grid::Ranks(20), ranks(&cases, 20)),
            false => {
                let mut thresholds = given.clone();
                thresholds.sort_by(|a, b| b.total_cmp(a));
                (Grid::Given(given), thresholds)
            }
        };
        let ranked = Ranked::new(cases.iter().copied());
        let path = fixed_sequence(&ranked, promise(alpha, delta), &search(grid.clone(), errors, starts));
        let is_one_score =
            matches!(grid, Grid::Ranks(_)) && thresholds.len() == 1 && count(&cases, thresholds[0]).0 > 0;
        let has_one_score = ranked.tiers().len() == 1;
        let expected = match is_one_score && has_one_score {
            true => None,
            false => expected(&cases, &thresholds, alpha, delta, errors, starts),
        };
        assert_eq!(path.threshold(), expected, "{at}: {path:?}");
        sound(&path, &cases, alpha, delta / starts as f64);
        found += u64::from(expected.is_some());
        let precise =
            |t: &&f64| count(&cases, **t).0 > 0 && count(&cases, **t).1 as f64 <= alpha * count(&cases, **t).0 as f64;
        assert_eq!(naive(&ranked, alpha, &grid), thresholds.iter().rev().find(precise).copied(), "{at}");
    }
    assert!(found > scaled(600), "only {found} thresholds");
}

/// What is true of every path: counts are those of the cases, p-values theirs, each sequence ends at its first failure.
fn sound(path: &Path, cases: &Cases, alpha: f64, level: f64) {
    for step in &path.tested {
        assert_eq!((step.accepted, step.errors), count(cases, step.threshold));
        assert_eq!(step.p_value, binomial_p(step.errors, step.accepted, alpha));
    }
    assert!(path.tested.windows(2).all(|pair| pair[0].threshold > pair[1].threshold));
    assert!((path.level - level).abs() < 1e-15 && path.labels == cases.len() as u64);
    let ends: Vec<usize> = path.starts.iter().skip(1).copied().chain([path.tested.len()]).collect();
    for (number, (start, end)) in path.starts.iter().zip(ends).enumerate() {
        let sequence = &path.tested[*start..end];
        let failed = sequence.iter().position(|step| step.p_value > level);
        assert!(failed.is_none_or(|at| at + 1 == sequence.len()), "goes on after a failure");
        assert!(failed.is_some() || number + 1 == path.starts.len(), "ends without one before the grid does");
    }
    assert_eq!(path.accepted().last().map(|step| step.threshold), path.threshold());
    assert_eq!(path.tested.is_empty(), path.starts.is_empty());
}

#[test]
fn where_there_is_no_threshold_the_reason_is_given() {
    let answer =
        |cases: Cases, grid: Grid| fixed_sequence(&Ranked::new(cases), promise(0.05, 0.10), &search(grid, 2, 1)).answer;
    let many = |count: u32, right: fn(u32) -> bool| -> Cases {
        (0..count).map(|at| (f64::from(at) / f64::from(count), right(at))).collect()
    };
    let none = |cases, reason| assert_eq!(answer(cases, Grid::default()), Answer::None(reason));
    none(Vec::new(), NoThreshold::NoLabels);
    none(vec![(f64::NAN, true); 500], NoThreshold::NoLabels);
    none(many(104, |_| true), NoThreshold::TooFewLabels { labels: 104, needed: 105 });
    none(vec![(0.7, true); 500], NoThreshold::OneScore);
    none(many(500, |_| false), NoThreshold::FirstFailed);
    none(many(500, |at| at % 2 == 0), NoThreshold::FirstFailed);
    let high = Grid::Given(vec![0.9, 0.95]);
    let reason = NoThreshold::GridTooHigh { accepted: 50, needed: 105 };
    assert_eq!(answer(many(500, |_| true), high), Answer::None(reason));
    // Nothing wrong among many: accepted, down to the lowest score.
    assert_eq!(answer(many(105, |_| true), Grid::default()), Answer::Threshold(0.0));
}

fn step(threshold: f64, accepted: u64, errors: u64) -> Step {
    Step { threshold, accepted, errors, p_value: 0.0 }
}

#[test]
fn the_minimum_cost_is_the_least_of_all_ties_going_up() {
    for at in 0..scaled(500) {
        let draw = &mut Draw::from_seed((72 << 32) + at);
        let cases = cases(draw, 60);
        let costs = Costs { error: draw.below(20) as f64, review: draw.below(4) as f64 };
        let mean = |threshold: f64| {
            let (accepted, errors) = count(&cases, threshold);
            (errors as f64 * costs.error + (cases.len() as u64 - accepted) as f64 * costs.review) / cases.len() as f64
        };
        let thresholds = cases.iter().map(|(score, _)| *score).chain([f64::INFINITY]);
        let least = thresholds.clone().map(mean).fold(f64::INFINITY, f64::min);
        let highest = thresholds.filter(|threshold| mean(*threshold) <= least + 1e-12).fold(0.0, f64::max);
        let found = minimum_cost(&Ranked::new(cases.iter().copied()), costs);
        match found {
            None => assert!(cases.is_empty()),
            Some(Cost { threshold, mean: found }) => {
                assert!((found - least).abs() < 1e-12 && threshold == highest, "{at}: {threshold} {highest}");
            }
        }
    }
}

#[test]
fn costs_choose_among_accepted_steps_only() {
    let accepted = [step(0.9, 100, 0), step(0.8, 200, 2), step(0.7, 300, 20)];
    let costs = |error, review| Costs { error, review };
    let chosen = |error, review| cheapest(&accepted, 400, costs(error, review)).map(|cost| cost.threshold);
    assert_eq!([chosen(1.0, 1.0), chosen(20.0, 1.0), chosen(100.0, 1.0)], [Some(0.7), Some(0.8), Some(0.9)]);
    // Of equals the highest: nothing costs anything.
    assert_eq!((chosen(0.0, 0.0), cheapest(&[], 400, costs(1.0, 1.0))), (Some(0.9), None));
    let at = |error, review| at_chow(&accepted, costs(error, review)).map(|step| step.threshold);
    assert_eq!([at(1.0, 1.0), at(4.0, 1.0), at(5.0, 1.0), at(20.0, 1.0)], [Some(0.7), Some(0.8), Some(0.8), None]);
    let bad = [costs(0.0, 1.0), costs(-1.0, 1.0), costs(1.0, 2.0), costs(1.0, -1.0), costs(f64::NAN, 1.0)];
    assert_eq!(bad.map(Costs::chow), [0.0, 0.0, 0.0, 1.0, 1.0]);
}

/// Hour by hour, empty ones too; the rank of the 95th percentile from below.
fn busy(cases: &[(f64, f64)], threshold: f64) -> u64 {
    let hour = |time: f64| time.floor() as i64;
    let (first, last) = (cases.iter().map(|case| hour(case.0)).min(), cases.iter().map(|case| hour(case.0)).max());
    let asked = |at: i64| cases.iter().filter(|(time, score)| hour(*time) == at && *score < threshold).count() as u64;
    let mut asks: Vec<u64> = (first.unwrap()..=last.unwrap()).map(asked).collect();
    asks.sort_unstable();
    asks[(asks.len() * 95).div_ceil(100) - 1]
}

#[test]
fn asks_are_the_95th_percentile_of_hours() {
    for at in 0..scaled(300) {
        let draw = &mut Draw::from_seed((73 << 32) + at);
        let hours = 1 + draw.below(120);
        let case = |_| (draw.unit() * hours as f64 - 5.0, draw.unit());
        let cases: Vec<(f64, f64)> = (0..200).map(case).collect();
        for threshold in [0.0, 0.3, 0.9, f64::INFINITY] {
            let found = Arrivals::Times(&cases).asks(threshold);
            assert_eq!(found, Some(busy(&cases, threshold) as f64), "{at}: {threshold}");
        }
    }
    assert_eq!(Arrivals::Times(&[(f64::NAN, 0.5)]).asks(0.5), None);
}

#[test]
fn capacity_takes_the_strictest_that_fits_and_never_a_lower_one() {
    let cases: Vec<(f64, bool)> = (0..400).map(|at| (f64::from(at) / 400.0, true)).collect();
    let ranked = Ranked::new(cases);
    let arrivals = Arrivals::Rate { per_hour: 40.0, ranked: &ranked };
    let accepted = [step(0.9, 40, 0), step(0.75, 100, 0), step(0.5, 200, 0)];
    let with = |per_hour| capacity(&accepted, arrivals, per_hour);
    assert_eq!(with(40.0), Capacity::Threshold { threshold: 0.9, asks: 36.0 });
    assert_eq!(with(30.0), Capacity::Threshold { threshold: 0.75, asks: 30.0 });
    assert_eq!(with(29.0), Capacity::Threshold { threshold: 0.5, asks: 20.0 });
    assert_eq!(with(15.0), Capacity::Infeasible { asks: 20.0, short_by: 5.0 });
    assert_eq!(capacity(&[], arrivals, 15.0), Capacity::NoThreshold { asks: 40.0 });
    assert_eq!(capacity(&accepted, Arrivals::Times(&[]), 15.0), Capacity::NoArrivals);
    let unknown = Arrivals::Rate { per_hour: f64::NAN, ranked: &ranked };
    assert_eq!(capacity(&accepted, unknown, 15.0), Capacity::NoArrivals);
}
