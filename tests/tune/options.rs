//! Options: in worlds whose truth is known the sets hold the answer as often as is promised, among the cases that are shown
//! them; what a fit says is what its document does; and a clear answer to everything that is bad.

use crate::agree::compiled;
use crate::binomial::tail;
use crate::props::scaled;
use leeway::Policy;
use leeway::decide::{Workspace, read_facts};
use leeway::json::{Value, parse};
use leeway::math::Random;
use leeway::policy::SetMethod;
use leeway::tune::{
    Admission, Case, FittedOptions, Fold, Folds, LabelSource, NoSet, OptionsCase, OptionsGoal, Promise, Refused,
    RightAnswer, Selection, fit_options, shown,
};

const ALPHA: f64 = 0.1;
const DELTA: f64 = 0.1;
const LABELS: usize = 6;

fn document(max: usize) -> Value {
    let text = format!(
        r#"{{"leeway": 1, "name": "topics", "confidence": {{"low": 0, "high": 0.6}}, "impact": {{"low": 0, "high": 0.5}},
        "signals": {{"slow": {{"type": "boolean", "default": false}}}},
        "degrade": [{{"id": "slow", "when": {{"signal": "slow", "is": true}}, "at_most": "show_options", "because": "it is slow"}}],
        "options": {{"max": {max}}}}}"#
    );
    parse(&text).unwrap()
}

// ---- a world

/// A case of an over-confident model: what it says of each label, likeliest first, and how likely each is.
struct Drawn {
    confidences: Vec<f64>,
    truth: Vec<f64>,
    is_slow: bool,
}

fn softmax(logits: &[f64]) -> Vec<f64> {
    let weights: Vec<f64> = logits.iter().map(|logit| libm::exp(*logit)).collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

fn draw(random: &mut Random) -> Drawn {
    // Most cases are plain, some are not.
    let spread = if random.uniform() < 0.9 { 60.0 } else { 2.0 };
    let mut logits: Vec<f64> = (0..LABELS).map(|_| spread * random.uniform()).collect();
    logits.sort_by(|a, b| b.total_cmp(a));
    let sharp: Vec<f64> = logits.iter().map(|logit| 1.8 * logit).collect();
    Drawn { confidences: softmax(&sharp), truth: softmax(&logits), is_slow: random.uniform() < 0.3 }
}

impl Drawn {
    fn answer(&self, random: &mut Random) -> RightAnswer {
        let mut at = random.uniform();
        for (place, likely) in self.truth.iter().enumerate() {
            at -= likely;
            if at < 0.0 {
                return RightAnswer::At(place);
            }
        }
        RightAnswer::At(LABELS - 1)
    }

    fn input(&self) -> Value {
        let one = |(at, confidence): (usize, &f64)| format!(r#"{{"label": "l{at}", "confidence": {confidence}}}"#);
        let alternatives: Vec<String> = self.confidences.iter().enumerate().map(one).collect();
        let text = format!(
            r#"{{"impact": 0.1, "model": "m1", "alternatives": [{}], "signals": {{"slow": {}}}}}"#,
            alternatives.join(","),
            self.is_slow
        );
        parse(&text).unwrap()
    }

    /// The cell it is shown options in: unsure, or sure and lowered.
    fn shown(&self) -> Option<Option<(usize, usize)>> {
        match (self.confidences[0] < 0.6, self.is_slow) {
            (true, _) => Some(Some((0, 0))),
            (false, true) => Some(None),
            (false, false) => None,
        }
    }
}

/// How often sets hold the answer, by threshold, in the cases of one cell or in all.
struct Truth {
    /// Standings of all alternatives, highest first, each with how much of the answers stands there or above.
    held: Vec<(f64, f64)>,
}

impl Truth {
    fn of<'a>(cases: impl Iterator<Item = &'a Drawn>, method: SetMethod) -> Self {
        let mut parts: Vec<(f64, f64)> = Vec::new();
        let mut count = 0.0;
        for case in cases {
            count += 1.0;
            parts.extend(method.standings(case.confidences.iter().copied()).zip(case.truth.iter().copied()));
        }
        parts.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut sum = 0.0;
        for part in &mut parts {
            sum += part.1 / count;
            part.1 = sum;
        }
        Self { held: parts }
    }

    fn coverage(&self, from: f64) -> f64 {
        let reached = self.held.partition_point(|(standing, _)| *standing >= from);
        reached.checked_sub(1).map_or(0.0, |last| self.held[last].1)
    }
}

fn case<'a>(
    row: u64,
    confidences: &'a [f64],
    shown: Option<Option<(usize, usize)>>,
    answer: RightAnswer,
) -> OptionsCase<'a> {
    let case = Case {
        row,
        id: None,
        unit: None,
        model: Some("m1"),
        score: f64::NAN,
        correct: None,
        source: Some(LabelSource::Complete),
        propensity: None,
        admission: Admission::Never,
    };
    OptionsCase { case, shown, confidences, answer: Some(answer) }
}

fn goal(method: SetMethod) -> OptionsGoal {
    OptionsGoal { method, ..OptionsGoal::new(Promise::new(ALPHA, DELTA).unwrap()) }
}

fn three_errors(runs: u64) -> f64 {
    3.0 * (DELTA * (1.0 - DELTA) / runs as f64).sqrt()
}

/// In how many runs some cell's sets hold the answer less often than was promised, and those of a fit to all cases, shown or
/// not, do so among the shown.
fn simulate(method: SetMethod, seed: u64) {
    let runs = scaled(400);
    let mut random = Random::new(seed << 32);
    let population: Vec<Drawn> = (0..60_000).map(|_| draw(&mut random)).collect();
    let cells = [Some((0, 0)), None];
    let truths = cells.map(|cell| Truth::of(population.iter().filter(|case| case.shown() == Some(cell)), method));
    let document = document(4);
    let policy = compiled(&document);
    let (mut broken, mut naive_broken, mut coverage) = (0_u64, 0_u64, 0.0);
    for run in 0..runs {
        let mut random = Random::new((seed << 32) + 1 + run);
        let drawn: Vec<Drawn> = (0..1_000).map(|_| draw(&mut random)).collect();
        let answers: Vec<RightAnswer> = drawn.iter().map(|case| case.answer(&mut random)).collect();
        let rows = || (0..).zip(&drawn).zip(&answers);
        let cases: Vec<OptionsCase<'_>> =
            rows().map(|((row, one), answer)| case(row, &one.confidences, one.shown(), *answer)).collect();
        let fitted = fit_options(&policy, &document, &cases, &goal(method)).unwrap();
        let mut any = false;
        for (cell, truth) in cells.iter().zip(&truths) {
            let fit = fitted.cells.iter().find(|fit| fit.cell == *cell).unwrap();
            let held = truth.coverage(method.turned(fit.outcome.unwrap().threshold));
            any |= held < 1.0 - ALPHA;
            coverage += if cell.is_some() { held / runs as f64 } else { 0.0 };
        }
        broken += u64::from(any);
        // As if all had been shown: the promise holds for all, and not for those that are.
        let all: Vec<OptionsCase<'_>> =
            rows().map(|((row, one), answer)| case(row, &one.confidences, Some(Some((0, 0))), *answer)).collect();
        let fitted = fit_options(&policy, &document, &all, &goal(method)).unwrap();
        let threshold = fitted.cells[0].outcome.unwrap().threshold;
        naive_broken += u64::from(truths[0].coverage(method.turned(threshold)) < 1.0 - ALPHA);
    }
    let share = |count: u64| 100.0 * count as f64 / runs as f64;
    println!(
        "sets by {}: broken in {:.1}% of {runs} runs, calibrated on all cases in {:.1}%; held {coverage:.3} of the unsure",
        method.name(),
        share(broken),
        share(naive_broken)
    );
    assert!(broken as f64 <= (DELTA + three_errors(runs)) * runs as f64, "{broken} of {runs}");
    assert!(coverage < 1.0 - ALPHA + 0.08, "sets that hold {coverage} are larger than they need be");
    // Sums adapt to how hard a case is; confidences do not.
    assert!(method == SetMethod::Aps || naive_broken * 2 > runs, "{naive_broken} of {runs}");
}

#[test]
fn sets_by_confidence_hold_the_answer_among_the_shown() {
    simulate(SetMethod::Lac, 71);
}

#[test]
fn sets_by_sums_hold_the_answer_among_the_shown() {
    simulate(SetMethod::Aps, 72);
}

// ---- what a fit says and what its document does

#[test]
fn a_fitted_policy_shows_what_its_fit_says() {
    for (method, max) in [(SetMethod::Lac, 2), (SetMethod::Lac, 4), (SetMethod::Aps, 4), (SetMethod::Aps, 5)] {
        let document = document(max);
        let policy = compiled(&document);
        let mut random = Random::new(73);
        let drawn: Vec<Drawn> = (0..3_000).map(|_| draw(&mut random)).collect();
        let answers: Vec<RightAnswer> = drawn.iter().map(|case| case.answer(&mut random)).collect();
        let inputs: Vec<Value> = drawn.iter().map(Drawn::input).collect();
        let mut work = Workspace::new(&policy);
        let mut of = |input: &Value| shown(&policy, &read_facts(&policy, input, None).0, &mut work);
        let cases: Vec<OptionsCase<'_>> = (0..)
            .zip(&drawn)
            .zip(&answers)
            .zip(&inputs)
            .map(|(((row, one), answer), input)| {
                let shown = of(input);
                assert_eq!(shown, one.shown());
                case(row, &one.confidences, shown, *answer)
            })
            .collect();
        let fitted = fit_options(&policy, &document, &cases, &goal(method)).unwrap();
        let found = leeway::api::check(&leeway::json::write(&fitted.document));
        assert!(found.iter().all(|one| one.code != leeway::diagnostic::Code::SetsNotProven), "{found:?}");
        let after = compiled(&fitted.document);
        for fit in &fitted.cells {
            let sets = fit.sets.unwrap();
            let of_cell = || cases.iter().zip(&inputs).filter(|(case, _)| case.shown == Some(fit.cell));
            let decisions = of_cell().map(|(case, input)| (case.answer, after.decide(input, None)));
            let (mut too_large, mut held) = (0, 0);
            for (answer, decision) in decisions {
                let Some(options) = decision.options else {
                    assert_eq!(decision.action, leeway::Action::Escalate);
                    too_large += 1;
                    continue;
                };
                assert!((1..=max).contains(&options.len()));
                let Some(RightAnswer::At(place)) = answer else { continue };
                held += u64::from(options.iter().any(|option| option.label == format!("l{place}")));
            }
            assert_eq!((sets.cases, sets.too_large, sets.held_of_rest), (fit.labels, too_large, held), "{fit:?}");
            assert!(sets.held as f64 >= (1.0 - ALPHA) * sets.cases as f64);
        }
        // Where all are small enough, a policy that is fitted again shows as many.
        assert_eq!(again(&after, &fitted, &cases, method).cells, fitted.cells);
    }
}

fn again(policy: &Policy, fitted: &FittedOptions, cases: &[OptionsCase<'_>], method: SetMethod) -> FittedOptions {
    fit_options(policy, &fitted.document, cases, &goal(method)).unwrap()
}

// ---- the index

fn flat(labels: u64, not_listed: u64) -> Result<leeway::policy::OptionSet, NoSet> {
    let confidences: Vec<Vec<f64>> = (0..labels).map(|at| vec![0.5, 0.4 * (at + 1) as f64 / labels as f64]).collect();
    let cases: Vec<OptionsCase<'_>> = (0..)
        .zip(&confidences)
        .map(|(row, confidences)| {
            let answer = if row < not_listed { RightAnswer::NotListed } else { RightAnswer::At(1) };
            case(row, confidences, Some(Some((0, 0))), answer)
        })
        .collect();
    let document = document(4);
    fit_options(&compiled(&document), &document, &cases, &goal(SetMethod::Lac)).unwrap().cells[0].outcome
}

#[test]
fn the_index_leaves_as_many_out_as_an_exact_test_lets_pass() {
    for labels in [22, 23, 50, 100, 313, 1_000] {
        let set = flat(labels, 0).unwrap();
        let outside = u64::from(set.labels - set.index);
        assert!(tail(outside, labels, ALPHA) <= DELTA && tail(outside + 1, labels, ALPHA) > DELTA, "{labels}: {set:?}");
        // The answers stand at .4 / n to .4, so that the index is read off the threshold.
        let expected = 0.4 * (outside + 1) as f64 / labels as f64;
        assert!((set.threshold - expected).abs() < 1e-12, "{set:?}");
    }
    assert_eq!(flat(21, 0), Err(NoSet::TooFewLabels { labels: 21, needed: 22 }));
}

#[test]
fn answers_that_are_not_listed_bound_what_can_be_promised() {
    let set = flat(1_000, 80).unwrap();
    let outside = set.labels - set.index;
    // Of those left out 80 are answers that no set holds.
    assert!((80..100).contains(&outside), "{set:?}");
    let Err(NoSet::NotCertifiable { at_most }) = flat(1_000, 150) else { panic!("it was certified") };
    assert!(at_most < 0.85 && tail(150, 1_000, 1.0 - at_most) >= DELTA - 1e-9, "{at_most}");
    // The most that can be promised can be.
    let promise = Promise::new(1.0 - at_most + 1e-6, DELTA).unwrap();
    assert!(promise.p_value(150, 1_000) <= DELTA);
    let Err(NoSet::NotCertifiable { at_most }) = flat(100, 100) else { panic!("it was certified") };
    assert!(at_most.abs() < 1e-12, "nothing holds an answer that is never listed");
}

// ---- bad input

fn fit(cases: &[OptionsCase<'_>], goal: &OptionsGoal) -> Result<FittedOptions, Refused> {
    let document = document(4);
    fit_options(&compiled(&document), &document, cases, goal)
}

fn code(cases: &[OptionsCase<'_>]) -> &'static str {
    fit(cases, &goal(SetMethod::Lac)).unwrap_err().code()
}

const CELL: Option<Option<(usize, usize)>> = Some(Some((0, 0)));

fn many<'a>(count: u64, confidences: &'a [f64], answer: RightAnswer) -> Vec<OptionsCase<'a>> {
    (0..count).map(|row| case(row, confidences, CELL, answer)).collect()
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let good = many(100, &[0.6, 0.4], RightAnswer::At(0));
    let each = |change: &dyn Fn(&mut OptionsCase<'_>)| {
        let mut cases = good.clone();
        cases.iter_mut().for_each(change);
        code(&cases)
    };
    assert_eq!(code(&[]), "NO_CASES");
    assert_eq!(each(&|case| case.shown = None), "NOTHING_SHOWN");
    assert_eq!(each(&|case| case.confidences = &[]), "NO_ALTERNATIVES");
    assert_eq!(each(&|case| case.case.model = None), "NO_MODEL");
    assert_eq!(each(&|case| case.case.source = Some(LabelSource::Review)), "NO_LABELS");
    assert_eq!(each(&|case| case.case.source = None), "NO_LABELS");
    assert_eq!(each(&|case| case.answer = None), "NO_LABELS");
    for confidences in [&[0.4, 0.6][..], &[f64::NAN, 0.1], &[1.5, 0.1], &[0.5, -0.1]] {
        assert_eq!(each(&|case| case.confidences = confidences), "NO_LABELS");
    }
    let mut two = good.clone();
    two[0].case.model = Some("m2");
    assert_eq!(code(&two), "MANY_MODELS");
    let mut few = good.clone();
    few.iter_mut().skip(80).for_each(|case| case.answer = None);
    assert_eq!(code(&few), "MANY_UNLABELLED");
    let other = OptionsGoal {
        selection: Selection { model: Some("m9".to_owned()), ..Selection::default() },
        ..goal(SetMethod::Lac)
    };
    assert_eq!(fit(&good, &other).unwrap_err().code(), "NO_SUCH_MODEL");
    let document = document(3);
    let refused = fit_options(&compiled(&document), &self::document(4), &good, &goal(SetMethod::Lac));
    assert_eq!(refused.unwrap_err(), Refused::OtherDocument);
}

#[test]
fn odd_logs_have_a_clear_answer() {
    // Every score the same, one class, always right.
    let fitted = fit(&many(100, &[0.6, 0.4], RightAnswer::At(0)), &goal(SetMethod::Lac)).unwrap();
    assert_eq!(fitted.cells[0].outcome.unwrap().threshold, 0.6);
    // Two alternatives as likely as each other.
    let fitted = fit(&many(100, &[0.5, 0.5], RightAnswer::At(1)), &goal(SetMethod::Aps)).unwrap();
    assert_eq!(fitted.cells[0].outcome.unwrap().threshold, 1.0);
    // Confidences that sum up to something else are scores all the same, and are counted.
    let fitted = fit(&many(100, &[0.9, 0.8, 0.7], RightAnswer::At(2)), &goal(SetMethod::Aps)).unwrap();
    assert_eq!((fitted.other_sums, fitted.cells[0].outcome.unwrap().threshold), (100, 0.9 + 0.8 + 0.7));
    // An answer at a place that the list does not have is not listed.
    let fitted = fit(&many(100, &[0.6, 0.4], RightAnswer::At(7)), &goal(SetMethod::Lac)).unwrap();
    assert!(matches!(fitted.cells[0].outcome, Err(NoSet::NotCertifiable { .. })) && fitted.cells[0].not_listed == 100);
    assert_eq!(
        fitted.document.get("options"),
        document(4).get("options"),
        "nothing is written where nothing was found"
    );
    // Too few in one cell do not cost the other its delta.
    let mut cases = many(100, &[0.6, 0.4], RightAnswer::At(1));
    cases.iter_mut().take(10).for_each(|case| case.shown = Some(None));
    let fitted = fit(&cases, &goal(SetMethod::Lac)).unwrap();
    assert_eq!((fitted.cells_tested, fitted.cells.len()), (1, 2));
    assert!(matches!(fitted.cells[0].outcome, Err(NoSet::TooFewLabels { labels: 10, .. })), "{:?}", fitted.cells);
    // The third fold alone.
    let folds = Folds { salt: "folds".to_owned(), count: 3 };
    let cases = many(300, &[0.6, 0.4], RightAnswer::At(1));
    let third = cases.iter().filter(|case| folds.contains(Fold::Options, &case.case)).count() as u64;
    let selection = Selection { folds: Some(folds), ..Selection::default() };
    let fitted = fit(&cases, &OptionsGoal { selection, ..goal(SetMethod::Lac) }).unwrap();
    assert_eq!((fitted.cells[0].labels, fitted.left_out.other_folds), (third, 300 - third));
    // One row a unit.
    let mut cases = many(300, &[0.6, 0.4], RightAnswer::At(1));
    let units: Vec<String> = (0..100).map(|at| format!("u{at}")).collect();
    cases.iter_mut().zip(0..).for_each(|(case, at): (_, usize)| case.case.unit = Some(&units[at % 100]));
    let fitted = fit(&cases, &goal(SetMethod::Lac)).unwrap();
    assert_eq!((fitted.cells[0].labels, fitted.left_out.same_unit), (100, 200));
}
