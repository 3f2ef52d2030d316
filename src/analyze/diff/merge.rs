//! Cubes that differ in one field only become one, so that a person reads few regions.

use std::collections::BTreeMap;

use super::search::Different;

/// Merges until nothing more can be.
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

fn merge_along(cubes: Vec<Different>, dimension: usize) -> Vec<Different> {
    let mut groups: BTreeMap<Different, Vec<u16>> = BTreeMap::new();
    for mut found in cubes {
        let choices = found.cube.take(dimension);
        groups.entry(found).or_default().extend(choices);
    }
    let joined = groups.into_iter().map(|(found, mut choices)| {
        choices.sort_unstable();
        Different { cube: found.cube.with(dimension, choices), ..found }
    });
    joined.collect()
}
