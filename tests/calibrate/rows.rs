//! Labelled scores to fit to.

use leeway::calibrate::Sample;

/// Scores and whether each is right.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub scores: Vec<f64>,
    pub correct: Vec<bool>,
}

impl Rows {
    pub fn push(&mut self, score: f64, correct: bool) {
        self.scores.push(score);
        self.correct.push(correct);
    }

    pub fn sample(&self) -> Sample {
        Sample::new(&self.scores, &self.correct)
    }

    /// Right with this probability at each score.
    pub fn drawn(draw: &mut fastrand::Rng, count: usize, score: fn(f64) -> f64, right: fn(f64) -> f64) -> Rows {
        let mut rows = Rows::default();
        for _ in 0..count {
            let score = score(draw.f64());
            rows.push(score, draw.f64() < right(score));
        }
        rows
    }

    /// A few rows of every kind: smooth, with many ties, separated, the wrong way round, of one outcome, at the edges.
    pub fn any(draw: &mut fastrand::Rng) -> Rows {
        let count = draw.usize(1..40);
        let (of_score, of_right) = (draw.u8(0..5), draw.u8(0..6));
        let mut rows = Rows::default();
        for _ in 0..count {
            let plain = draw.f64();
            let score = match of_score {
                0 => (plain * 6.0).floor() / 5.0,
                1 => 0.7,
                2 => [0.0, 1.0, 5e-324, 1.0_f64.next_down(), 1e-6, 0.5, 0.5_f64.next_up()][draw.usize(0..7)],
                _ => plain,
            };
            let score = score.min(1.0);
            let right = match of_right {
                0 => true,
                1 => false,
                2 => score > 0.5,
                3 => draw.f64() > score,
                _ => draw.f64() < score,
            };
            rows.push(score, right);
        }
        rows
    }
}

#[test]
fn what_is_no_score_is_rejected_and_counted() {
    let scores = [0.5, f64::NAN, f64::INFINITY, -0.1, 1.0_f64.next_up(), 1.0, -0.0, 0.0, f64::NEG_INFINITY];
    let sample = Sample::new(&scores, &[true; 9]);
    assert_eq!((sample.count(), sample.right(), sample.rejected()), (4, 4, 5));
    let groups: Vec<(f64, u64)> = sample.groups().iter().map(|group| (group.score, group.count)).collect();
    assert_eq!(groups, [(0.0, 2), (0.5, 1), (1.0, 1)]);
    assert!(sample.groups()[0].score.is_sign_positive());
}

#[test]
fn a_sample_is_its_rows_in_any_order() {
    let mut draw = fastrand::Rng::with_seed(50);
    for _ in 0..500 {
        let rows = Rows::any(&mut draw);
        let mut order: Vec<usize> = (0..rows.scores.len()).collect();
        draw.shuffle(&mut order);
        let mut shuffled = Rows::default();
        order.iter().for_each(|&at| shuffled.push(rows.scores[at], rows.correct[at]));
        let sample = rows.sample();
        assert_eq!(sample, shuffled.sample());
        assert_eq!(sample.count() as usize, rows.scores.len());
        assert_eq!(sample.right() as usize, rows.correct.iter().filter(|right| **right).count());
        for group in sample.groups() {
            let here = |at: &&usize| rows.scores[**at] == group.score;
            assert_eq!(group.count as usize, order.iter().filter(here).count());
            assert_eq!(group.right as usize, order.iter().filter(here).filter(|at| rows.correct[**at]).count());
        }
        assert!(sample.groups().windows(2).all(|pair| pair[0].score < pair[1].score));
    }
}
