//! Cubes that differ in one field only become one, so that a person reads few regions.

use std::cmp::Ordering;

use crate::value::sort_by;

use super::search::Different;

/// Merges until nothing more can be. What comes of it is in the order of actions, then of what is asked of the fields but
/// the first.
pub(super) fn merge(mut cubes: Vec<Different>) -> Vec<Different> {
    let dimensions = cubes.first().map_or(0, |found| found.cube.len());
    loop {
        let before = cubes.len();
        // The fields that are named last are joined first: what stands in front is what people look for.
        for dimension in (0..dimensions).rev() {
            cubes = merge_along(cubes, dimension);
        }
        if cubes.len() == before {
            return cubes;
        }
    }
}

fn merge_along(mut cubes: Vec<Different>, dimension: usize) -> Vec<Different> {
    sort_by(&mut cubes, &|a, b| order(a, b, dimension));
    let mut merged: Vec<Different> = Vec::new();
    for found in cubes {
        match merged.last_mut() {
            Some(last) if order(last, &found, dimension).is_eq() => {
                last.cube.add(dimension, found.cube.choices(dimension));
            }
            Some(_) | None => merged.push(found),
        }
    }
    merged
}

/// The order of two, whatever one of the dimensions asks.
pub(super) fn order(a: &Different, b: &Different, dimension: usize) -> Ordering {
    a.actions.cmp(&b.actions).then_with(|| a.cube.order_beside(&b.cube, dimension))
}
