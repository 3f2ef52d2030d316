//! Isotonic regression by pooling adjacent violators (M. Ayer, H. D. Brunk, G. M. Ewing, W. T. Reid and E. Silverman,
//! 1955; for calibration B. Zadrozny and C. Elkan, 2002): the non-decreasing function with the least squared error.

use crate::math::real;

use super::map::{MOST_POINTS, Map, Point};
use super::sample::{Group, Sample};

/// Neighbouring scores to which the regression gives one value: the share that is right among them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// The lowest score.
    pub first: f64,
    /// The highest.
    pub last: f64,
    /// How many predictions there are.
    pub count: u64,
    /// How many of them are right.
    pub right: u64,
}

impl Block {
    /// The share that is right, in [0, 1]: 0 and 1 are possible, and are no certainty.
    #[must_use]
    pub fn share(&self) -> f64 {
        real(self.right) / real(self.count)
    }

    fn of(group: &Group) -> Block {
        Block { first: group.score, last: group.score, count: group.count, right: group.right }
    }

    fn joined(&self, next: &Block) -> Block {
        Block {
            first: self.first,
            last: next.last,
            count: self.count.saturating_add(next.count),
            right: self.right.saturating_add(next.right),
        }
    }

    /// By how much the squared error grows when two blocks become one (as in J. H. Ward, 1963).
    fn cost_of_joining(&self, next: &Block) -> f64 {
        let (mine, other) = (real(self.count), real(next.count));
        let rise = next.share() - self.share();
        mine * other / (mine + other) * rise * rise
    }

    /// A block of one score is one point of the map, any other is two.
    fn points(&self) -> usize {
        if self.first < self.last { 2 } else { 1 }
    }
}

/// The blocks of the regression, shares strictly ascending.
#[must_use]
pub fn isotonic_blocks(sample: &Sample) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for group in sample.groups() {
        let mut next = Block::of(group);
        while let Some(before) = blocks.pop_if(|before| before.share() >= next.share()) {
            next = before.joined(&next);
        }
        blocks.push(next);
    }
    blocks
}

/// The regression as a map: each block is level, between two blocks it is linear. Without labels there is none.
///
/// A regression with more than [`MOST_POINTS`] points has its neighbouring blocks joined, always the two that add the
/// least squared error, until it fits: it stays non-decreasing and each block stays at the share that was observed in it.
/// The map that comes back is then the coarser one, and whatever is measured or promised of it is about that one.
#[must_use]
pub fn isotonic(sample: &Sample) -> Option<Map> {
    let mut blocks = isotonic_blocks(sample);
    join_until(&mut blocks, MOST_POINTS);
    let mut points = Vec::new();
    for block in &blocks {
        points.push(Point { score: block.first, probability: block.share() });
        if block.first < block.last {
            points.push(Point { score: block.last, probability: block.share() });
        }
    }
    Map::new(points).ok()
}

fn join_until(blocks: &mut Vec<Block>, most: usize) {
    let mut points = blocks.iter().map(Block::points).fold(0, usize::saturating_add);
    while points > most {
        let Some((place, joined)) = cheapest(blocks) else { return };
        let gone: [usize; 2] = [0, 1].map(|step| blocks.get(place.saturating_add(step)).map_or(0, Block::points));
        points = points.saturating_sub(gone[0]).saturating_sub(gone[1]).saturating_add(joined.points());
        blocks.remove(place);
        if let Some(block) = blocks.get_mut(place) {
            *block = joined;
        }
    }
}

/// The place of the first of two neighbours whose joining costs least, and what they become.
fn cheapest(blocks: &[Block]) -> Option<(usize, Block)> {
    let mut best: Option<(f64, usize, Block)> = None;
    for (place, pair) in blocks.windows(2).enumerate() {
        if let [before, next] = pair {
            let cost = before.cost_of_joining(next);
            if best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, place, before.joined(next)));
            }
        }
    }
    best.map(|(_, place, joined)| (place, joined))
}
