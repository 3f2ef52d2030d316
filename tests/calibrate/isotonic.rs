//! Isotonic regression against the formula that defines it, and its reduction to the size of a map.

use super::rows::Rows;
use leeway::calibrate::{Block, Group, MOST_POINTS, Sample, isotonic, isotonic_blocks};

/// The value at a group by definition: the largest over all starts up to it of the smallest over all ends from it of the
/// share in between.
fn min_max(groups: &[Group], at: usize) -> f64 {
    let share = |start: usize, end: usize| {
        let (right, count) =
            groups[start..=end].iter().fold((0, 0), |sum, group| (sum.0 + group.right, sum.1 + group.count));
        right as f64 / count as f64
    };
    let smallest = |start| (at..groups.len()).map(|end| share(start, end)).fold(f64::INFINITY, f64::min);
    (0..=at).map(smallest).fold(f64::NEG_INFINITY, f64::max)
}

#[test]
fn isotonic_agrees_with_min_max() {
    let mut draw = fastrand::Rng::with_seed(51);
    for _ in 0..1500 {
        let sample = Rows::any(&mut draw).sample();
        let map = isotonic(&sample).unwrap();
        for (at, group) in sample.groups().iter().enumerate() {
            let (found, wanted) = (map.apply(group.score), min_max(sample.groups(), at));
            assert!((found - wanted).abs() < 1e-15, "{found} is {wanted} at {group:?} in {sample:?}");
        }
    }
}

#[test]
fn nothing_that_does_not_fall_is_nearer() {
    let error = |sample: &Sample, value: &dyn Fn(f64) -> f64| -> f64 {
        let of = |group: &Group| {
            let (p, right, wrong) = (value(group.score), group.right as f64, (group.count - group.right) as f64);
            right * (1.0 - p).powi(2) + wrong * p.powi(2)
        };
        sample.groups().iter().map(of).sum()
    };
    let mut draw = fastrand::Rng::with_seed(52);
    for _ in 0..500 {
        let sample = Rows::any(&mut draw).sample();
        let map = isotonic(&sample).unwrap();
        let least = error(&sample, &|score| map.apply(score));
        for _ in 0..10 {
            let (steepness, shift) = (draw.f64() * 20.0, draw.f64());
            let rising = |score: f64| 1.0 / (1.0 + (-(score - shift) * steepness).exp());
            assert!(least <= error(&sample, &rising) + 1e-12, "{sample:?}");
        }
    }
}

#[test]
fn without_labels_there_is_no_map() {
    assert_eq!(isotonic(&Sample::default()), None);
    assert_eq!(isotonic(&Sample::new(&[f64::NAN], &[true])), None);
}

/// So many blocks of two scores each that they are no map. What comes back fits, does not fall, keeps the number of right
/// predictions, and is as near as what joining by the definition gives: each time the pair whose joint share is nearest to
/// what both had, prediction by prediction.
#[test]
fn a_long_regression_is_reduced_to_a_map() {
    const BLOCKS: usize = 560;
    let mut rows = Rows::default();
    for block in 0..BLOCKS {
        // Steep in the middle, level at the ends, and of different sizes: there is something to choose.
        let part = block as f64 / BLOCKS as f64;
        let right = (100.0 / (1.0 + (-(part - 0.5) * 14.0).exp())) as usize + block;
        let times = 1 + block % 7 / 3;
        for at in (0..BLOCKS + 100).cycle().take(times * (BLOCKS + 100)) {
            rows.push(part, at < right);
            rows.push(part + 0.0005, at < right);
        }
    }
    let sample = rows.sample();
    let blocks = isotonic_blocks(&sample);
    assert!(blocks.len() * 2 > MOST_POINTS, "{}", blocks.len());
    let map = isotonic(&sample).unwrap();
    assert!(map.points().len() <= MOST_POINTS && map.points().len() > MOST_POINTS - 2, "{}", map.points().len());
    assert!(map.points().windows(2).all(|pair| pair[0].probability <= pair[1].probability));
    let expected: f64 = sample.groups().iter().map(|group| group.count as f64 * map.apply(group.score)).sum();
    assert!((expected / sample.right() as f64 - 1.0).abs() < 1e-12, "{expected}");
    let error = |share: &dyn Fn(usize) -> f64| -> f64 {
        let of = |(at, block): (usize, &Block)| block.count as f64 * (share(at) - block.share()).powi(2);
        blocks.iter().enumerate().map(of).sum()
    };
    let wanted = joined_by_definition(&blocks, MOST_POINTS / 2);
    let [found, wanted] = [error(&|at| map.apply(blocks[at].first)), error(&|at| wanted[at])];
    // Pairs that cost the same may be joined in another order.
    assert!((found / wanted - 1.0).abs() < 0.01, "{found}, {wanted}");
}

/// For each block the share of what it ends up in, when the cheapest neighbours are joined until so many are left.
fn joined_by_definition(blocks: &[Block], left: usize) -> Vec<f64> {
    let mut parts: Vec<Vec<Block>> = blocks.iter().map(|block| vec![*block]).collect();
    let share = |part: &[Block]| {
        let (right, count) = part.iter().fold((0, 0), |sum, block| (sum.0 + block.right, sum.1 + block.count));
        right as f64 / count as f64
    };
    let error = |part: &[Block]| -> f64 {
        part.iter().map(|block| block.count as f64 * (share(part) - block.share()).powi(2)).sum()
    };
    while parts.len() > left {
        let cost = |at: &usize| error(&parts[at - 1..=*at].concat()) - error(&parts[at - 1]) - error(&parts[*at]);
        let cheapest = (1..parts.len()).min_by(|one, other| cost(one).total_cmp(&cost(other))).unwrap();
        let next = parts.remove(cheapest);
        parts[cheapest - 1].extend(next);
    }
    parts.iter().flat_map(|part| part.iter().map(|_| share(part))).collect()
}
