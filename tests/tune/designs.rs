//! Worlds whose truth is known: how scores fall, how often each is wrong, and from that the true error above any threshold.

use leeway::math::Random;

/// A world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Design {
    /// Scores of Beta(5, .7), as often wrong as they say.
    Calibrated,
    /// The same scores, wrong more often than they say at the top.
    OverConfident,
    /// Wrong in 5.1% whatever the score, uniform on [.5, 1].
    Flat,
    /// Uniform on [.5, 1], wrong in 30% above .985.
    ConfidentHallucination,
    /// Uniform on [.5, 1], wrong in 10% above .97 and in 4.85% below.
    BadTop,
}

impl Design {
    pub fn name(self) -> &'static str {
        match self {
            Self::Calibrated => "calibrated",
            Self::OverConfident => "over_confident",
            Self::Flat => "flat",
            Self::ConfidentHallucination => "confident_hallucination",
            Self::BadTop => "bad_top",
        }
    }

    pub fn score(self, random: &mut Random) -> f64 {
        match self {
            Self::Calibrated | Self::OverConfident => beta(random),
            Self::Flat | Self::ConfidentHallucination | Self::BadTop => 0.5 + 0.5 * random.uniform(),
        }
    }

    pub fn error(self, score: f64) -> f64 {
        match self {
            Self::Calibrated => 1.0 - score,
            Self::OverConfident if score >= 1.0 => 0.0,
            Self::OverConfident => 1.0 / (1.0 + libm::exp(0.6 * libm::log(score / (1.0 - score)) + 0.8)),
            Self::Flat => 0.051,
            Self::ConfidentHallucination if score > 0.985 => 0.30,
            Self::ConfidentHallucination => 0.005 + 0.16 * (1.0 - score),
            Self::BadTop if score > 0.97 => 0.10,
            Self::BadTop => 0.0485,
        }
    }

    /// A labelled case.
    pub fn case(self, random: &mut Random) -> (f64, bool) {
        let score = self.score(random);
        (score, random.uniform() >= self.error(score))
    }
}

/// Beta(5, .7) by rejection: (1 - s) = u^(1 / .7) has the density of its upper end, of which s^4 is kept.
fn beta(random: &mut Random) -> f64 {
    loop {
        let score = 1.0 - libm::pow(random.uniform(), 1.0 / 0.7);
        let fourth = (score * score) * (score * score);
        if random.uniform() < fourth {
            return score;
        }
    }
}

/// The share of cases at or above a threshold and their error, tabulated.
pub struct Truth {
    design: Design,
    /// By u = (1 - t)^.7 in equal steps for the beta scores, else by 1 - t: the mass above and the errors in it.
    steps: Vec<(f64, f64)>,
}

const STEPS: usize = 200_000;

impl Truth {
    pub fn of(design: Design) -> Self {
        let mut steps = vec![(0.0, 0.0)];
        let width = 1.0 / STEPS as f64;
        let (mut mass, mut wrong) = (0.0, 0.0);
        for step in 0..STEPS {
            // In the middle of the step.
            let at = (step as f64 + 0.5) * width;
            let (score, density) = match design {
                Design::Calibrated | Design::OverConfident => {
                    let score = 1.0 - libm::pow(at, 1.0 / 0.7);
                    (score, score.powi(4))
                }
                Design::Flat | Design::ConfidentHallucination | Design::BadTop => (1.0 - 0.5 * at, 1.0),
            };
            mass += density * width;
            wrong += density * width * design.error(score);
            steps.push((mass, wrong));
        }
        let steps = steps.into_iter().map(|(above, errors)| (above / mass, errors / mass)).collect();
        Self { design, steps }
    }

    /// The share at or above, and its error.
    pub fn above(&self, threshold: f64) -> (f64, f64) {
        let at = match self.design {
            Design::Calibrated | Design::OverConfident => libm::pow((1.0 - threshold).max(0.0), 0.7),
            Design::Flat | Design::ConfidentHallucination | Design::BadTop => ((1.0 - threshold) * 2.0).clamp(0.0, 1.0),
        };
        let place = at * STEPS as f64;
        let below = (place.floor() as usize).min(STEPS - 1);
        let (part, (a, b)) = (place - below as f64, (self.steps[below], self.steps[below + 1]));
        let (mass, wrong) = (a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1));
        (mass, if mass > 0.0 { wrong / mass } else { 0.0 })
    }
}

/// The table's ends are what can be computed on paper.
#[test]
fn the_truth_is_the_truth() {
    let all = Truth::of(Design::Calibrated).above(0.0);
    assert!((all.0 - 1.0).abs() < 1e-9 && (all.1 - 0.7 / 5.7).abs() < 1e-6, "{all:?}");
    // By scipy 1.17.1: beta.sf, and quad over the density.
    let top = Truth::of(Design::Calibrated).above(0.9);
    assert!((top.0 - 0.564_124_591_380).abs() < 1e-8 && (top.1 - 0.037_504_524_224).abs() < 1e-8, "{top:?}");
    let top = Truth::of(Design::OverConfident).above(0.8);
    assert!((top.0 - 0.783_706_174_355).abs() < 1e-8 && (top.1 - 0.076_694_883_298).abs() < 1e-7, "{top:?}");
    let flat = Truth::of(Design::Flat).above(0.75);
    assert!((flat.0 - 0.5).abs() < 1e-9 && (flat.1 - 0.051).abs() < 1e-9);
    let bad = Truth::of(Design::BadTop).above(0.94);
    assert!((bad.1 - 0.07425).abs() < 1e-6, "{bad:?}");
    let hallucination = Truth::of(Design::ConfidentHallucination).above(0.985);
    assert!((hallucination.1 - 0.30).abs() < 1e-9);
}
