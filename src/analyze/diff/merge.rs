//! Boxes that differ in one field only become one, so that a person reads few regions.

use std::collections::BTreeMap;

use super::search::Different;

/// Merges until nothing more can be.
pub(super) fn merge(mut boxes: Vec<Different>) -> Vec<Different> {
    let dimensions = boxes.first().map_or(0, |found| found.region.len());
    loop {
        let before = boxes.len();
        // The fields that are named last are joined first: what stands in front is what people look for.
        for dimension in (0..dimensions).rev() {
            boxes = merge_along(boxes, dimension);
        }
        if boxes.len() == before {
            return boxes;
        }
    }
}

fn merge_along(boxes: Vec<Different>, dimension: usize) -> Vec<Different> {
    let mut groups: BTreeMap<Different, Vec<u16>> = BTreeMap::new();
    for mut found in boxes {
        let choices = found.region.take(dimension);
        groups.entry(found).or_default().extend(choices);
    }
    let joined = groups.into_iter().map(|(found, mut choices)| {
        choices.sort_unstable();
        Different { region: found.region.with(dimension, choices), ..found }
    });
    joined.collect()
}
