//! Temperature scaling: the optimum, its bounds, and what is left out.

use leeway::calibrate::temperature;

/// Logits, and a truth drawn from the softmax of them at a temperature.
fn drawn(draw: &mut fastrand::Rng, count: usize, at: f64) -> (Vec<[f64; 4]>, Vec<usize>) {
    let mut truths = Vec::new();
    let mut logits = Vec::new();
    for _ in 0..count {
        let row: [f64; 4] = std::array::from_fn(|_| (draw.f64() - 0.5) * 8.0);
        let weights = row.map(|logit| (logit / at).exp());
        let mut left = draw.f64() * weights.iter().sum::<f64>();
        let place = weights.iter().position(|weight| {
            left -= weight;
            left <= 0.0
        });
        truths.push(place.unwrap_or(3));
        logits.push(row);
    }
    (logits, truths)
}

fn rows(logits: &[[f64; 4]]) -> Vec<&[f64]> {
    logits.iter().map(<[f64; 4]>::as_slice).collect()
}

#[test]
fn it_finds_the_temperature_that_made_the_data() {
    let mut draw = fastrand::Rng::with_seed(70);
    for at in [0.4, 1.0, 3.0] {
        let (logits, truths) = drawn(&mut draw, 20_000, at);
        let found = temperature(&rows(&logits), &truths).unwrap();
        assert!((found.temperature / at - 1.0).abs() < 0.05 && !found.at_bound, "{at}: {found:?}");
        assert!(found.nll <= found.nll_before && found.count == 20_000);
    }
}

#[test]
fn no_temperature_near_it_is_better_and_it_scales_with_the_logits() {
    let mut draw = fastrand::Rng::with_seed(71);
    for _ in 0..50 {
        let at = 0.3 + 2.0 * draw.f64();
        let (logits, truths) = drawn(&mut draw, 60, at);
        let found = temperature(&rows(&logits), &truths).unwrap();
        for factor in [0.1, 0.9, 0.999, 1.001, 1.1, 10.0] {
            let scaled: Vec<[f64; 4]> =
                logits.iter().map(|row| row.map(|logit| logit / found.temperature * factor)).collect();
            let there = temperature(&rows(&scaled), &truths).unwrap();
            assert!(there.nll_before > found.nll, "{factor}: {there:?} {found:?}");
            assert!((there.temperature / factor - 1.0).abs() < 1e-6, "{factor}: {there:?} {found:?}");
        }
    }
}

#[test]
fn a_bound_is_reported() {
    let right = temperature(&[&[3.0, 1.0], &[0.0, 2.0]], &[0, 1]).unwrap();
    assert!(right.at_bound && right.temperature == 0.01 && right.nll.is_finite(), "{right:?}");
    let wrong = temperature(&[&[3.0, 1.0], &[0.0, 2.0]], &[1, 0]).unwrap();
    assert!(wrong.at_bound && wrong.temperature == 100.0, "{wrong:?}");
}

#[test]
fn what_is_no_case_is_left_out_and_counted() {
    let found = temperature(&[&[f64::NAN, 1.0], &[], &[1.0, 2.0], &[0.0, 1.0], &[1.0, 0.5]], &[0, 0, 2, 0, 0]).unwrap();
    assert_eq!((found.count, found.rejected), (2, 3));
    assert_eq!(temperature(&[], &[]), None);
    assert_eq!(temperature(&[&[f64::NEG_INFINITY, 0.0]], &[1]), None);
}
