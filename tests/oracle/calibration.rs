//! Calibration, step 3 of DESIGN section 3: points are looked at one after the other, and the calibrated confidence is
//! what is compared with the thresholds.

use super::given::Given;
use crate::tree::{get, items, number};
use leeway::json::Value;

/// What the confidence is calibrated to, where it and its model are known.
pub fn of_model(document: &Value, given: &Given) -> Option<f64> {
    let maps = get(document, "calibration")?;
    let model = given.model.as_deref()?;
    let map = get(maps, model).or_else(|| get(maps, "*"))?;
    Some(calibrated(map, given.confidence?))
}

/// "linear between points, constant outside"
pub fn calibrated(map: &Value, score: f64) -> f64 {
    let points = points(map);
    let (mut x0, mut y0) = points[0];
    if score < x0 {
        return y0;
    }
    for (x1, y1) in points {
        if score < x1 {
            return (y0 + (y1 - y0) * ((score - x0) / (x1 - x0))).min(y1);
        }
        (x0, y0) = (x1, y1);
    }
    y0
}

/// The points of every map as scores, and about where each reaches a threshold.
pub fn scores_reaching(document: &Value, thresholds: &[f64]) -> Vec<f64> {
    let mut scores = Vec::new();
    for (_, map) in get(document, "calibration").map_or(&[][..], crate::tree::fields) {
        let points = points(map);
        scores.extend(points.iter().map(|(score, _)| *score));
        for pair in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let inside = thresholds.iter().filter(|bound| y0 < **bound && **bound <= y1);
            scores.extend(inside.map(|bound| lowest(map, *bound, x0, x1)));
        }
    }
    scores
}

/// The lowest double between the two that reaches the bound: halving, until nothing lies between.
fn lowest(map: &Value, bound: f64, mut below: f64, mut reaching: f64) -> f64 {
    loop {
        let middle = below + (reaching - below) / 2.0;
        if middle <= below || middle >= reaching {
            return reaching;
        }
        if calibrated(map, middle) >= bound {
            reaching = middle;
        } else {
            below = middle;
        }
    }
}

fn points(map: &Value) -> Vec<(f64, f64)> {
    let point = |point: &Value| (number(&items(point)[0]).unwrap(), number(&items(point)[1]).unwrap());
    items(get(map, "points").unwrap()).iter().map(point).collect()
}
