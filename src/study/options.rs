//! Options of a policy fitted to a log: which alternatives to show, with what they cover, and the fitted document.

use crate::analyze::Rate;
use crate::decide::Workspace;
use crate::diagnostic::Diagnostic;
use crate::math::{Interval, clopper_pearson, real};
use crate::policy::{Policy, SetMethod};
use crate::tune::{
    CellFit, FittedOptions, NoSet, OptionsCase, OptionsGoal, RightAnswer, SetCounts, count_sets,
    fit_options as fit_sets, put_sets, shown,
};
use crate::value::{Fields, Plain, Value};

use super::ask::Ask;
use super::cases::{number, raw_cases};
use super::document::{Compiled, fitted_to, text_of};
use super::facts::RowFacts;
use super::fit::{explained, is_calibrated, named_model, options_folds, problems_of, selection};
use super::hint::Hint;
use super::part::{Part, Picked};
use super::refused::Refused;
use super::source::Source;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionsFitOptions {
    /// Which rows they are fitted to.
    pub part: Part,
    /// The splits whose rows verify them; none where they are not verified.
    pub verify: Vec<String>,
    /// What is promised, and how alternatives are scored.
    pub goal: OptionsGoal,
}

const NAMES: [&str; 10] = [
    "coverage",
    "confidence",
    "method",
    "model",
    "split",
    "verify",
    "labels",
    "audit_salt",
    "targets_tried",
    "options_fold",
];

impl OptionsFitOptions {
    /// From options by name: `coverage` (the share of cases whose options hold the answer) and `confidence` (0.95); `method`,
    /// `model`, `split`, `verify`, `labels`, `audit_salt`, `targets_tried`, `options_fold`.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn read(ask: Ask<'_>) -> Result<Self, Refused> {
        ask.only(&NAMES)?;
        let mut goal = OptionsGoal::new(ask.coverage()?);
        if ask.one_of("method", &[SetMethod::Lac.name(), SetMethod::Aps.name()])? == Some(SetMethod::Aps.name()) {
            goal.method = SetMethod::Aps;
        }
        let tried = ask.count("targets_tried", 1, 1000)?.unwrap_or(1);
        goal.targets_tried = u32::try_from(tried).unwrap_or(u32::MAX);
        goal.selection = selection(ask)?;
        goal.selection.folds = ask.truth("options_fold")?.then(options_folds);
        Ok(Self { part: ask.part()?, verify: ask.texts("verify")?, goal })
    }
}

/// A policy whose options are fitted to a log.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionsFit {
    /// The fit itself.
    pub fitted: FittedOptions,
    /// The bands of each cell, by name; nothing for what was lowered.
    pub names: Vec<Option<(String, String)>>,
    /// How many rows there are to fit to, shown options or not.
    pub rows: u64,
    /// Whether rows say what they belong to with others.
    pub has_units: bool,
    /// Whether the evidence of the policy's thresholds names this log too, which takes rows of its own for options.
    pub is_log_of_thresholds: bool,
    /// The model whose options were in the document.
    pub replaced: Option<String>,
    /// What is wrong with the document: its own tests, where they expect what holds no longer.
    pub problems: Vec<Diagnostic>,
    /// What to look at before it is believed.
    pub hints: Vec<Hint>,
    /// What other rows show of it.
    pub verified: Option<OptionsVerified>,
}

/// How fitted options do on rows that they were not fitted to.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionsVerified {
    /// The splits that these are of.
    pub splits: Vec<String>,
    /// How many rows there are.
    pub rows: u64,
    /// Those with an answer in cells that have a threshold.
    pub all: SetCounts,
    /// Each cell, in the order of the fit; nothing for one without a threshold.
    pub cells: Vec<Option<SetCounts>>,
}

/// Fits the options of a policy to the rows of a log that it shows them for.
///
/// # Errors
/// Why nothing can be promised, whatever the labels say; the cells of a fit say why each of them has no threshold.
pub fn fit_options(source: &Source, text: &str, options: &OptionsFitOptions) -> Result<OptionsFit, Refused> {
    source.is_usable()?;
    let given = Compiled::of_text(text)?;
    let picked = options.part.pick(&source.log)?;
    let model = named_model(&picked)?;
    is_calibrated(&given, &model)?;
    let others = options.part.verifying(&options.verify, &source.log)?;
    let mut document = given.document.clone();
    let before = document.get("options").and_then(|options| options.get("threshold")?.get("model")?.as_text());
    let replaced = before.map(str::to_owned).filter(|before| *before != model);
    put_sets(&mut document, None);
    let compiled = Compiled::of_tree(document)?;
    let mut goal = options.goal.clone();
    goal.selection.model = Some(model.clone());
    goal.log = Some(source.log.sha256().to_owned());
    let cases = options_cases(source, &compiled.policy, &picked)?;
    let fitted = fit_sets(&compiled.policy, &compiled.document, &cases, &goal)
        .map_err(|refused| explained(refused, source, &compiled.policy, &picked))?;
    let mut names = Vec::new();
    for cell in &fitted.cells {
        let model = compiled.policy.model();
        names.push(cell.cell.map(|(confidence, impact)| {
            (model.confidence.name(confidence).to_owned(), model.impact.name(impact).to_owned())
        }));
    }
    let problems = Compiled::of_tree(fitted.document.clone()).err().map(problems_of).unwrap_or_default();
    let mut hints = Vec::new();
    hints.extend(Hint::of_operations(source, &compiled.policy, &picked.rows));
    let mut verified = None;
    if let Some((others, after)) = others.zip(fitted.policy()) {
        let cases = options_cases(source, &compiled.policy, &others)?;
        verified = Some(verify(&options.verify, &cases, &fitted.cells, &after));
    }
    Ok(OptionsFit {
        names,
        rows: number(picked.rows.len()),
        has_units: !source.log.unit().texts.is_empty(),
        is_log_of_thresholds: goal.selection.folds.is_none() && fitted_to(&given.document, &model, source.log.sha256()),
        replaced,
        problems,
        hints,
        verified,
        fitted,
    })
}

/// A case for each row. What is right is the alternative that the row's `label` names. Where a row says no more than that its
/// prediction was wrong, no alternative counts as right: that promises too little rather than too much.
fn options_cases<'a>(source: &'a Source, policy: &Policy, picked: &'a Picked) -> Result<Vec<OptionsCase<'a>>, Refused> {
    let log = &source.log;
    if log.label().is_empty() {
        let message =
            "nothing says which answer was right: the log has no `label`, the true one, as `alternatives` name it";
        return Err(Refused::because("NO_ANSWERS", message.to_owned()));
    }
    let mut facts = RowFacts::new(source, policy, picked.named_by_caller());
    let mut work = Workspace::new(policy);
    let mut cases = Vec::new();
    for (case, row) in raw_cases(source, picked).into_iter().zip(&picked.rows) {
        let (labels, confidences) = log.alternatives(*row);
        let place = |code: u32| match labels.iter().position(|label| *label == code) {
            Some(place) => RightAnswer::At(place),
            None => RightAnswer::NotListed,
        };
        let answer = match (log.label().get(*row), case.correct) {
            (0, None) => None,
            (0, Some(true)) => Some(place(log.predicted().get(*row))),
            (0, Some(false)) => Some(RightAnswer::NotListed),
            (label, _) => Some(place(label)),
        };
        cases.push(OptionsCase { case, shown: shown(policy, facts.of(*row), &mut work), confidences, answer });
    }
    Ok(cases)
}

fn verify(splits: &[String], cases: &[OptionsCase<'_>], fits: &[CellFit], policy: &Policy) -> OptionsVerified {
    let (mut all, mut cells) = (SetCounts::default(), Vec::new());
    for fit in fits {
        let mut of_cell = Vec::new();
        for case in cases {
            if case.shown == Some(fit.cell) {
                of_cell.push(case);
            }
        }
        let counts = count_sets(policy, fit.cell, &of_cell);
        all.add_all(counts.unwrap_or_default());
        cells.push(counts);
    }
    OptionsVerified { splits: splits.to_vec(), rows: number(cases.len()), all, cells }
}

impl OptionsVerified {
    /// Whether the sets hold the answer as often as is promised: one sample's word, no proof. Nothing where nothing is known.
    #[must_use]
    pub fn is_met(&self, fitted: &FittedOptions) -> Option<bool> {
        self.all.of_all().map(|(share, _)| share >= fitted.goal.promise.coverage())
    }

    /// Whether they hold it so seldom that chance does not explain it: even the upper end of the exact interval, at the
    /// promise's confidence, is below what is promised.
    #[must_use]
    pub fn is_broken(&self, fitted: &FittedOptions) -> bool {
        let promise = fitted.goal.promise;
        let interval = clopper_pearson(self.all.held, self.all.cases, 1.0 - promise.delta());
        self.all.cases > 0 && interval.high < promise.coverage()
    }
}

impl OptionsFit {
    /// The document as it is written, laid out.
    #[must_use]
    pub fn text(&self) -> String {
        text_of(&self.fitted.document)
    }
}

impl Plain for OptionsFit {
    fn plain(&self) -> Value {
        let FittedOptions { goal, .. } = &self.fitted;
        let mut promise = Fields::default();
        promise.put_number("coverage", Some(goal.promise.coverage()));
        promise.put_number("confidence_level", Some(((1.0 - goal.promise.delta()) * 1e12).round() / 1e12));
        let mut cells = Vec::new();
        for (fit, names) in self.fitted.cells.iter().zip(&self.names) {
            cells.push(cell(fit, names.as_ref()));
        }
        let mut out = Fields::default();
        out.put_text("model", &self.fitted.model);
        out.put("promise", promise.done());
        out.put_text("method", goal.method.name());
        out.put_option("log", goal.log.as_deref());
        out.put_number("rows", Some(real(self.rows)));
        out.put_number("not_shown", Some(real(self.fitted.not_shown)));
        out.put_number("label_rate", Some(self.fitted.rate));
        out.put("one_row_per_unit", Value::Boolean(self.has_units));
        out.put_number("cells_tested", Some(f64::from(self.fitted.cells_tested)));
        out.put("cells", Value::List(cells));
        out.put_number("other_sums", Some(real(self.fitted.other_sums)));
        out.put("left_out", self.fitted.left_out.plain());
        out.put("verified", self.verified.as_ref().map_or(Value::Null, |verified| verified.plain(&self.fitted)));
        out.put("log_of_thresholds", Value::Boolean(self.is_log_of_thresholds));
        out.put_option("replaced", self.replaced.as_deref());
        out.put("problems", self.problems.plain());
        out.put("hints", self.hints.plain());
        out.put("document", self.fitted.document.clone());
        out.put_text("text", &self.text());
        out.done()
    }
}

fn cell(fit: &CellFit, names: Option<&(String, String)>) -> Value {
    let mut out = Fields::default();
    let mut cell = Value::Null;
    if let Some((confidence, impact)) = names {
        let mut bands = Fields::default();
        bands.put_text("confidence", confidence);
        bands.put_text("impact", impact);
        cell = bands.done();
    }
    let (mut at_most, mut more) = (None, None);
    match fit.outcome {
        Err(NoSet::NotCertifiable { at_most: most }) => at_most = Some(most),
        Err(NoSet::TooFewLabels { labels, needed }) => more = Some(real(needed.saturating_sub(labels))),
        Ok(_) => {}
    }
    out.put("cell", cell);
    out.put_number("labels", Some(real(fit.labels)));
    out.put_number("not_listed", Some(real(fit.not_listed)));
    out.put_number("threshold", fit.outcome.ok().map(|set| set.threshold));
    out.put_option("reason", fit.outcome.err().map(NoSet::words).as_deref());
    out.put_number("more_labels", more);
    out.put_number("at_most", at_most);
    out.put("sets", counts(fit.sets));
    out.done()
}

fn counts(counts: Option<SetCounts>) -> Value {
    let Some(counts) = counts else { return Value::Null };
    let mut out = Fields::default();
    for (name, count) in [
        ("cases", counts.cases),
        ("held", counts.held),
        ("too_large", counts.too_large),
        ("held_of_rest", counts.held_of_rest),
    ] {
        out.put_number(name, Some(real(count)));
    }
    out.put("coverage", rate(counts.of_all()));
    out.put("coverage_of_rest", rate(counts.of_rest()));
    out.done()
}

fn rate(share: Option<(f64, Interval)>) -> Value {
    share.map_or(Value::Null, |(value, Interval { low, high })| Rate { value, low, high }.plain())
}

impl OptionsVerified {
    fn plain(&self, fitted: &FittedOptions) -> Value {
        let mut out = Fields::default();
        out.put_texts("splits", &self.splits);
        out.put_number("rows", Some(real(self.rows)));
        out.put("all", counts(Some(self.all)));
        let mut cells = Vec::new();
        for cell in &self.cells {
            cells.push(counts(*cell));
        }
        out.put("cells", Value::List(cells));
        out.put("met", self.is_met(fitted).map_or(Value::Null, Value::Boolean));
        out.put("broken", Value::Boolean(self.is_broken(fitted)));
        out.done()
    }
}
