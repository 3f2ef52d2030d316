//! Maps: what is refused, and `apply-is-monotone` to the last bit.

use leeway::calibrate::{MOST_POINTS, Map, Point, Problem};

fn point(score: f64, probability: f64) -> Point {
    Point { score, probability }
}

fn map(points: &[(f64, f64)]) -> Result<Map, Problem> {
    Map::new(points.iter().map(|&(score, probability)| point(score, probability)).collect())
}

/// A number in [0, 1], often one at which arithmetic is delicate.
fn number(draw: &mut fastrand::Rng) -> f64 {
    let plain = draw.f64();
    let near = |value: f64, steps: u64| f64::from_bits(value.to_bits() - steps);
    match draw.u8(0..12) {
        0 => 0.0,
        1 => 1.0,
        2 => f64::from_bits(draw.u64(1..100)),
        3 => f64::MIN_POSITIVE * plain,
        4 => near(1.0, draw.u64(0..50)),
        5 => near(0.5, draw.u64(0..50)),
        6 => (plain * 20.0).floor() / 20.0,
        7 => plain * 1e-300,
        _ => plain,
    }
}

/// A map of the kinds that fits make, and of kinds that only a person would write: steps one double wide, plateaus,
/// subnormal scores.
fn any_map(draw: &mut fastrand::Rng) -> Map {
    let count = if draw.u8(0..20) == 0 { MOST_POINTS } else { draw.usize(1..12) };
    let mut scores: Vec<f64> = Vec::new();
    while scores.len() < count {
        let score = number(draw);
        scores.push(score);
        if draw.bool() && score < 1.0 {
            scores.push(score.next_up());
        }
    }
    scores.sort_by(f64::total_cmp);
    scores.dedup();
    scores.truncate(count);
    let mut probabilities: Vec<f64> = scores.iter().map(|_| number(draw)).collect();
    probabilities.sort_by(f64::total_cmp);
    Map::new(scores.into_iter().zip(probabilities).map(|(score, p)| point(score, p)).collect()).unwrap()
}

/// Scores at which a map could betray itself, ascending.
fn telling_scores(map: &Map, draw: &mut fastrand::Rng) -> Vec<f64> {
    let mut scores = vec![0.0, 1.0];
    for point in map.points() {
        let (down, up) = (point.score.next_down(), point.score.next_up());
        scores.extend([down.next_down(), down, point.score, up, up.next_up()]);
    }
    for pair in map.points().windows(2) {
        let inside = pair[0].score + (pair[1].score - pair[0].score) * draw.f64();
        scores.extend([inside, inside.next_up(), inside.next_up().next_up()]);
    }
    scores.extend((0..50).map(|_| number(draw)));
    scores.retain(|score| (0.0..=1.0).contains(score));
    scores.sort_by(f64::total_cmp);
    scores
}

#[test]
fn apply_is_monotone() {
    let mut draw = fastrand::Rng::with_seed(41);
    for _ in 0..3000 {
        let map = any_map(&mut draw);
        let (first, last) = (map.points()[0], map.points()[map.points().len() - 1]);
        let mut before = first.probability;
        for score in telling_scores(&map, &mut draw) {
            let found = map.apply(score);
            assert!(before <= found, "{score:e}: {found:e} after {before:e} in {map:?}");
            assert!(found <= last.probability, "{score:e}: {found:e} in {map:?}");
            before = found;
        }
    }
}

/// Three doubles apart, the values that rounding could put out of order: every double between two close points.
#[test]
fn apply_is_monotone_on_every_double_of_a_narrow_piece() {
    let mut draw = fastrand::Rng::with_seed(42);
    for _ in 0..300 {
        let start = number(&mut draw).min(0.999_999);
        let width = draw.u64(1..400);
        let end = f64::from_bits(start.to_bits() + width);
        let mut ends = [number(&mut draw), number(&mut draw)];
        ends.sort_by(f64::total_cmp);
        let map = map(&[(start, ends[0]), (end, ends[1])]).unwrap();
        let found: Vec<f64> = (0..=width).map(|step| map.apply(f64::from_bits(start.to_bits() + step))).collect();
        assert!(found.is_sorted(), "{map:?}");
        assert_eq!([found[0], found[found.len() - 1]], ends, "{map:?}");
    }
}

#[test]
fn points_are_met_exactly_and_what_is_outside_is_constant() {
    let mut draw = fastrand::Rng::with_seed(43);
    for _ in 0..500 {
        let map = any_map(&mut draw);
        for point in map.points() {
            assert_eq!(map.apply(point.score), point.probability, "{map:?}");
        }
        let (first, last) = (map.points()[0], map.points()[map.points().len() - 1]);
        assert_eq!(map.apply(f64::NEG_INFINITY), first.probability);
        assert_eq!(map.apply(f64::NAN), first.probability);
        assert_eq!(map.apply(f64::INFINITY), last.probability);
    }
}

#[test]
fn between_points_it_is_the_straight_line() {
    let map = map(&[(0.0, 0.02), (0.35, 0.4), (1.0, 0.98)]).unwrap();
    for (score, probability) in [(0.175, 0.21), (0.675, 0.69), (0.07, 0.096), (0.87, 0.864)] {
        assert!((map.apply(score) - probability).abs() < 1e-15, "{score}: {}", map.apply(score));
    }
}

/// `lowest-reaching-is-a-cut`: a score reaches it exactly where its probability reaches the level.
#[test]
fn lowest_reaching_is_a_cut() {
    let mut draw = fastrand::Rng::with_seed(44);
    for _ in 0..1000 {
        let map = any_map(&mut draw);
        let scores = telling_scores(&map, &mut draw);
        let mut levels = vec![0.0, 1.0, number(&mut draw), map.apply(number(&mut draw))];
        levels.extend(map.points().iter().take(5).flat_map(|point| [point.probability, point.probability.next_up()]));
        for level in levels {
            let cut = map.lowest_reaching(level);
            for &score in &scores {
                let reached = cut.is_some_and(|cut| score >= cut);
                assert_eq!(reached, map.apply(score) >= level, "{score:e}, {level:e}, {cut:?} in {map:?}");
            }
        }
    }
}

#[test]
fn what_is_no_map_is_refused_with_its_place() {
    let long: Vec<(f64, f64)> = (0..=MOST_POINTS).map(|at| (at as f64 / MOST_POINTS as f64, 0.5)).collect();
    assert!(map(&long[..MOST_POINTS]).is_ok());
    for (points, problem) in [
        (&[][..], Problem::Empty),
        (&long[..], Problem::TooMany),
        (&[(0.1, 0.2), (f64::NAN, 0.3)], Problem::Score(1)),
        (&[(-f64::MIN_POSITIVE, 0.3)], Problem::Score(0)),
        (&[(1.0_f64.next_up(), 0.3)], Problem::Score(0)),
        (&[(f64::INFINITY, 0.3)], Problem::Score(0)),
        (&[(0.1, f64::NAN)], Problem::Probability(0)),
        (&[(0.1, 0.2), (0.2, 1.1)], Problem::Probability(1)),
        (&[(0.1, -0.2)], Problem::Probability(0)),
        (&[(0.1, 0.2), (0.1, 0.2)], Problem::NotAscending(1)),
        (&[(0.0, 0.2), (-0.0, 0.2)], Problem::NotAscending(1)),
        (&[(0.1, 0.2), (0.2, 0.3), (0.15, 0.4)], Problem::NotAscending(2)),
        (&[(0.0, 0.5), (0.4, 0.6), (1.0, 0.599_999)], Problem::Descending(2)),
        (&[(0.0, 1.0), (1.0, 0.0)], Problem::Descending(1)),
    ] {
        assert_eq!(map(points).unwrap_err(), problem, "{points:?}");
    }
    assert!(map(&[(0.5, 0.5)]).is_ok());
    assert!(map(&[(0.0, 0.5), (1.0, 0.5)]).is_ok());
}
