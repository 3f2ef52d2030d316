//! A log decided again: what a policy makes of each row, and what turned out of it.

use crate::action::Action;
use crate::analyze::{Audited, AutomaticQuality, ClassCounts, NotAudited, Tally, automatic_quality, risk_coverage};
use crate::decide::{Verdict, Workspace, decide};
use crate::log::{Codes, Log};
use crate::math::Ranked;
use crate::policy::Policy;
use crate::record::LabelSource;
use crate::tune::Costs;
use crate::value::sort_by;

use super::ask::Ask;
use super::cases::{map_of, number};
use super::document::Compiled;
use super::facts::RowFacts;
use super::hint::{Hint, common_finding};
use super::part::Part;
use super::refused::Refused;
use super::source::Source;

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReplayOptions {
    /// Which rows; those of every model where none is asked for.
    pub part: Part,
    /// What mistakes and reviews cost.
    pub costs: Option<Costs>,
}

/// Rows that are alike in something, by what the policy does with them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Done {
    /// All of them.
    pub all: Tally,
    /// By the rank of the action.
    pub actions: [Tally; Action::ALL.len()],
}

/// Rows of one model or segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name; nothing for rows that have none.
    pub name: Option<String>,
    /// What is done with them.
    pub done: Done,
    /// The area under risk over coverage, and what is above the best possible, of those whose outcome is known; nothing
    /// where none is.
    pub aurc: Option<(f64, f64)>,
}

/// Rows of one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellRows {
    /// The band of confidence.
    pub confidence: String,
    /// The band of impact.
    pub impact: String,
    /// What the matrix says.
    pub base: Action,
    /// The rows.
    pub turned: Tally,
}

/// Rows of one operation and impact.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationRows {
    /// The operation; nothing where none is declared, or none is known.
    pub operation: Option<String>,
    /// The band of impact; nothing for rows with findings.
    pub impact: Option<String>,
    /// What is done with them.
    pub done: Done,
}

/// A log under a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    /// The name of the policy, and its hash.
    pub policy: (String, String),
    /// The SHA-256 of the log.
    pub log: String,
    /// What is done with all rows.
    pub done: Done,
    /// The cells that rows stand in, most confidence and least impact first.
    pub cells: Vec<CellRows>,
    /// Rows with findings, which stand in no cell.
    pub findings: Tally,
    /// What is wrong with most of those.
    pub finding: Option<String>,
    /// By operation and band of impact, in the document's order, what is not known last.
    pub operations: Vec<OperationRows>,
    /// By model.
    pub models: Vec<Group>,
    /// By the policy's segment.
    pub segments: Vec<Group>,
    /// Classes by name, where rows have what was predicted and what is true.
    pub classes: Vec<(String, ClassCounts)>,
    /// How often what is eligible for automation is wrong, from blind labels alone; nothing where the log does not say where
    /// labels come from.
    pub audited: Option<Result<AutomaticQuality, NotAudited>>,
    /// How many labels do not count, being of reviews or of what people did.
    pub not_counted: u64,
    /// What is charged.
    pub costs: Option<Costs>,
    /// What to look at before it is believed.
    pub hints: Vec<Hint>,
}

impl ReplayOptions {
    /// From `model`, `split`, `cost_of_error` and `cost_of_review`.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn read(ask: Ask<'_>) -> Result<Self, Refused> {
        ask.only(&["model", "split", "cost_of_error", "cost_of_review"])?;
        let costs = ask.costs()?;
        Ok(Self { part: ask.part()?, costs })
    }
}

impl Done {
    fn add(&mut self, action: Action, correct: Option<bool>) {
        self.all.add(correct);
        if let Some(turned) = self.actions.get_mut(usize::from(action.rank())) {
            turned.add(correct);
        }
    }

    /// What is done with an action.
    #[must_use]
    pub fn of(&self, action: Action) -> Tally {
        self.actions.get(usize::from(action.rank())).copied().unwrap_or_default()
    }

    /// How many rows ask a person: the one at the screen, or someone else.
    #[must_use]
    pub fn asked(&self) -> u64 {
        let rows = [Action::Suggest, Action::ShowOptions, Action::Escalate].map(|action| self.of(action).rows);
        rows.into_iter().fold(0, u64::saturating_add)
    }

    /// What these rows cost: each that is applied and known to be wrong, and each that asks a person.
    #[must_use]
    pub fn cost(&self, costs: Costs) -> f64 {
        let wrong = self.of(Action::AutoApply).wrong;
        crate::math::real(wrong) * costs.error + crate::math::real(self.asked()) * costs.review
    }
}

/// Decides rows of a log again.
///
/// # Errors
/// Where the policy does not compile, or there are no such rows.
pub fn replay(source: &Source, text: &str, options: &ReplayOptions) -> Result<Replay, Refused> {
    source.is_usable()?;
    let given = Compiled::of_text(text)?;
    let picked = options.part.pick_any_model(&source.log)?;
    let policy = &given.policy;
    let named = picked.named_by_caller();
    let mut facts = RowFacts::new(source, policy, named);
    let mut work = Workspace::new(policy);
    let mut made = Making::new(source, policy, named);
    let mut odd = Vec::new();
    for row in &picked.rows {
        let verdict = decide(policy, facts.of(*row), &mut work);
        if !verdict.findings.is_empty() {
            odd.push(*row);
        }
        made.add(*row, &verdict);
    }
    let mut replay = made.done(options.costs);
    replay.finding = common_finding(source, policy, &odd, named);
    replay.hints = Hint::of_rows(source, policy, &picked.rows);
    replay.hints.extend(Hint::of_unnamed(&source.log, policy, named));
    Ok(replay)
}

/// The outcome that counts: labels of reviews and of what people did are of cases that were chosen.
pub(super) fn outcome(log: &Log, row: usize) -> (Option<bool>, bool) {
    let correct = log.correct().get(row).copied().flatten();
    match log.label_source(row) {
        Some(LabelSource::Review | LabelSource::Implicit) => (None, correct.is_some()),
        Some(LabelSource::Complete | LabelSource::AuditBlind) | None => (correct, false),
    }
}

/// A group in the making: what is done, and scores with outcomes.
#[derive(Clone, Default)]
struct Open {
    done: Done,
    scores: Vec<(f64, bool)>,
}

impl Open {
    fn add(&mut self, action: Action, score: f64, correct: Option<bool>) {
        self.done.add(action, correct);
        self.scores.extend(correct.map(|correct| (score, correct)));
    }

    fn closed(self, name: Option<String>) -> Group {
        let curve = risk_coverage(&Ranked::new(self.scores));
        Group { name, done: self.done, aurc: curve.map(|curve| (curve.aurc, curve.excess_aurc)) }
    }
}

/// So many bands an axis may have.
const BANDS: usize = 8;

/// Changes the entry at a place, which is made where it is missing.
fn at<T: Clone + Default>(list: &mut Vec<T>, place: usize, change: impl FnOnce(&mut T)) {
    if place >= list.len() {
        list.resize(place.saturating_add(1), T::default());
    }
    if let Some(entry) = list.get_mut(place) {
        change(entry);
    }
}

/// Those of the groups that have rows.
fn closed(groups: Vec<Open>, name: &dyn Fn(usize) -> Option<String>) -> Vec<Group> {
    let mut found = Vec::new();
    for (place, open) in groups.into_iter().enumerate() {
        if open.done.all.rows > 0 {
            found.push(open.closed(name(place)));
        }
    }
    found
}

struct Making<'a> {
    source: &'a Source,
    policy: &'a Policy,
    named: Option<&'a str>,
    done: Done,
    /// By band of confidence, then of impact: at most eight of each.
    cells: Vec<Tally>,
    findings: Tally,
    /// By operation, those listed first and what is not known last, then by band of impact, the last for bad input.
    operations: Vec<Open>,
    /// By the code of the model; 0 where a row names none.
    models: Vec<Open>,
    /// The first for rows of no segment, then by place.
    segments: Vec<Open>,
    /// By the code of the label; nothing for one that is neither predicted nor true.
    classes: Vec<Option<ClassCounts>>,
    not_counted: u64,
    audited: Vec<Audited>,
}

impl<'a> Making<'a> {
    fn new(source: &'a Source, policy: &'a Policy, named: Option<&'a str>) -> Self {
        Self {
            source,
            policy,
            named,
            done: Done::default(),
            cells: Vec::new(),
            findings: Tally::default(),
            operations: Vec::new(),
            models: Vec::new(),
            segments: Vec::new(),
            classes: Vec::new(),
            not_counted: 0,
            audited: Vec::new(),
        }
    }

    fn add(&mut self, row: usize, verdict: &Verdict) {
        let log = &self.source.log;
        let (correct, is_not_counted) = outcome(log, row);
        self.not_counted = self.not_counted.saturating_add(u64::from(is_not_counted));
        self.done.add(verdict.action, correct);
        self.audited.extend(self.audit(row, verdict));
        match verdict.cell {
            Some((confidence, impact)) => {
                let place = usize::from(confidence).saturating_mul(BANDS).saturating_add(usize::from(impact));
                at(&mut self.cells, place, |turned| turned.add(correct));
            }
            None => self.findings.add(correct),
        }
        let listed = self.policy.model().operations.len();
        let operation = verdict
            .operation
            .map_or(listed.saturating_add(1), |code| usize::from(code).checked_sub(1).unwrap_or(listed));
        let impact = verdict.cell.map_or(BANDS, |(_, impact)| usize::from(impact));
        let place = operation.saturating_mul(BANDS + 1).saturating_add(impact);
        at(&mut self.operations, place, |open| open.done.add(verdict.action, correct));
        let score = self.score(row);
        let model = usize::try_from(log.model().codes.get(row)).unwrap_or(0);
        let segment = verdict.segment.map_or(0, |place| usize::from(place).saturating_add(1));
        at(&mut self.models, model, |open| open.add(verdict.action, score, correct));
        at(&mut self.segments, segment, |open| open.add(verdict.action, score, correct));
        let place = |codes: &Codes| usize::try_from(codes.get(row)).unwrap_or(0);
        let (predicted, label) = (place(log.predicted()), place(log.label()));
        if predicted > 0 && label > 0 && correct.is_some() {
            let (is_automatic, is_right) = (verdict.action == Action::AutoApply, predicted == label);
            at(&mut self.classes, predicted, |class| {
                class.get_or_insert_default().add_predicted(is_automatic, is_right);
            });
            at(&mut self.classes, label, |class| class.get_or_insert_default().add_true(is_automatic, is_right));
        }
    }

    /// Where the log says where labels come from.
    fn audit(&self, row: usize, verdict: &Verdict) -> Option<Audited> {
        let log = &self.source.log;
        let propensity = log.propensity().and_then(|shares| shares.get(row)).copied();
        log.has_sources().then(|| Audited {
            eligible: verdict.eligible,
            propensity: propensity.filter(|share| !share.is_nan()),
            source: log.label_source(row),
            correct: log.correct().get(row).copied().flatten(),
        })
    }

    /// The calibrated confidence.
    fn score(&self, row: usize) -> f64 {
        let log = &self.source.log;
        let confidence = log.confidence().get(row).copied().unwrap_or(f64::NAN);
        let map = map_of(self.policy, self.named.or_else(|| log.model().get(row)));
        map.map_or(confidence, |map| map.apply(confidence))
    }

    fn done(self, costs: Option<Costs>) -> Replay {
        let model = self.policy.model();
        let text = |name: &str| Some(name.to_owned());
        let mut cells = Vec::new();
        for (place, turned) in self.cells.iter().enumerate().filter(|(_, turned)| turned.rows > 0) {
            let (confidence, impact) = (place / BANDS, place % BANDS);
            cells.push(CellRows {
                confidence: model.confidence.name(confidence).to_owned(),
                impact: model.impact.name(impact).to_owned(),
                base: model.base(confidence, impact),
                turned: *turned,
            });
        }
        cells.reverse();
        let mut classes = Vec::new();
        for (code, counts) in (0_u32..).zip(self.classes) {
            let name = self.source.log.labels().text(code).unwrap_or_default();
            classes.extend(counts.map(|counts| (name.to_owned(), counts)));
        }
        sort_by(&mut classes, &|a, b| a.0.cmp(&b.0));
        let models = &self.source.log.model().texts;
        let name_of =
            |code: usize| u32::try_from(code).ok().and_then(|code| models.text(code)).or(self.named).and_then(text);
        let segment_of = |place: usize| {
            let segment = model.segments.get(place.checked_sub(1)?)?;
            text(&segment.name)
        };
        let mut operations = Vec::new();
        for (place, open) in self.operations.into_iter().enumerate() {
            let (operation, impact) = (place / (BANDS + 1), place % (BANDS + 1));
            let any = model.any_operation.as_ref().filter(|_| operation == model.operations.len());
            if open.done.all.rows > 0 {
                operations.push(OperationRows {
                    operation: model.operations.get(operation).or(any).map(|operation| operation.name.clone()),
                    impact: model.impact.bands.get(impact).map(|band| band.name.clone()),
                    done: open.done,
                });
            }
        }
        Replay {
            policy: (model.name.clone(), self.policy.hash().to_owned()),
            log: self.source.log.sha256().to_owned(),
            done: self.done,
            cells,
            findings: self.findings,
            finding: None,
            operations,
            models: closed(self.models, &name_of),
            segments: closed(self.segments, &segment_of),
            classes,
            audited: (!self.audited.is_empty()).then(|| automatic_quality(self.audited, 0.95)),
            not_counted: self.not_counted,
            costs,
            hints: Vec::new(),
        }
    }
}

impl Replay {
    /// How many rows were decided.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.done.all.rows
    }

    /// How many classes there are.
    #[must_use]
    pub fn class_count(&self) -> u64 {
        number(self.classes.len())
    }
}
