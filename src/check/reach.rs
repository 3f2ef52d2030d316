//! What an action asks of an input. An action is exceeded where some higher action is allowed by the matrix, by every rule
//! and by availability; each of these asks of a few conditions that they be ruled out. Confidence, ceiling and the input's
//! own impact are at their best for that: more confidence and less impact never give less autonomy (`check::order`). Where
//! confidence is calibrated, the best is what the surest model reaches.

use crate::action::Action;
use crate::condition::Slot;
use crate::decide::{band_of, covers};
use crate::policy::{Model, Plan, Thresholds};

use super::cells::Axis;
use super::search::{Found, Search, Want};

/// Looks for an input that is given more than `at_most` while a condition comes out as wanted.
pub(super) fn exceed(model: &Model, plan: &Plan, search: &mut Search<'_>, when: Want, at_most: Action) -> Found {
    let above = usize::from(at_most.rank()).saturating_add(1);
    for action in Action::ALL.into_iter().skip(above) {
        let mut wants = vec![when];
        rule_out(model, plan, action, &mut wants);
        let found = of_models(model, plan, search, action, &wants);
        // Whatever allows a higher action allows this one too, unless it can be unavailable.
        let always_available = model.unavailable.iter().all(|entry| entry.action != action);
        if found != Found::None || always_available {
            return found;
        }
    }
    Found::None
}

/// What must be ruled out for an action at or above that one to be left by the rules, and for it to be available.
fn rule_out(model: &Model, plan: &Plan, action: Action, wants: &mut Vec<Want>) {
    for (rule, node) in model.rules.iter().zip(&plan.rules) {
        if rule.at_most < action {
            wants.push(Want::ruled_out(*node));
        }
    }
    for (entry, node) in model.unavailable.iter().zip(&plan.unavailable) {
        if entry.action == action {
            wants.push(Want::ruled_out(*node));
        }
    }
}

/// Looks for an input of some model that is left that action by the evidence, whose base action is at least that one, and
/// for which all comes out as wanted.
fn of_models(model: &Model, plan: &Plan, search: &mut Search<'_>, action: Action, wants: &[Want]) -> Found {
    search.of_model = plan.surest;
    if model.evidence.as_ref().is_none_or(|evidence| evidence.at_most >= action) {
        return reach(model, plan, search, action, wants.to_vec(), &|_, _| true);
    }
    of_fits(model, plan, search, action, wants)
}

/// The same where evidence leaves that action to some models and cases only.
#[inline(never)]
fn of_fits(model: &Model, plan: &Plan, search: &mut Search<'_>, action: Action, wants: &[Want]) -> Found {
    let mut found = Found::None;
    for code in 1..model.models.len().saturating_add(1) {
        let Some(fit) = model.fit(code) else { continue };
        search.of_model = code;
        let mut wants = wants.to_vec();
        // Of a case that no threshold covers nothing less than this is asked, whichever segment it is of, known or not.
        if action < Action::AutoApply {
            found = reach(model, plan, search, action, wants, &|_, _| true);
            if found != Found::None {
                return found;
            }
            continue;
        }
        // What is covered depends on the segment.
        for segment in 0..plan.segments.len().saturating_add(1) {
            let node = plan.segments.get(segment);
            if let Some(node) = node {
                wants.push(Want::certain(*node));
            }
            let covers = |operation: usize, impact: usize| {
                let operation = model.operation(operation).map(|_| operation);
                covers(model, plan, fit, operation, node.map(|_| segment), impact)
            };
            found = reach(model, plan, search, action, wants.clone(), &covers);
            if found != Found::None {
                return found;
            }
            if let Some(node) = node {
                wants.pop();
                wants.push(Want::ruled_out(*node));
            }
        }
    }
    found
}

/// Which impacts of an operation will do, by code and band.
type Keeps<'a> = &'a dyn Fn(usize, usize) -> bool;

/// Looks for an input whose base action is at least that one, at an impact that `keeps` allows, and for which all comes out
/// as wanted.
fn reach(
    model: &Model,
    plan: &Plan,
    search: &mut Search<'_>,
    action: Action,
    wants: Vec<Want>,
    keeps: Keeps<'_>,
) -> Found {
    // Every cell gives at least `invalid`, and a bad field only adds to what the others can be.
    if action <= model.invalid {
        return any(search, wants);
    }
    if model.is_calibrated() && model.calibration(search.of_model).is_none() {
        return Found::None;
    }
    let mut band = model.confidence.bands.len().saturating_sub(1);
    loop {
        let keeps = |operation, impact| model.base(band, impact) >= action && keeps(operation, impact);
        let found = keep_impact(model, plan, search, band, &keeps, wants.clone());
        if found != Found::None || !plan.model_thresholds(model, search.of_model).limit(band) {
            return found;
        }
        // Less confidence may be had where the most cannot.
        band = band.saturating_sub(1);
    }
}

impl Thresholds {
    /// Whether the confidence of this model is below the band under some of its thresholds, however sure it is.
    fn limit(&self, band: usize) -> bool {
        let limits = |bounds: &Vec<f64>| band_of(bounds, 1.0) < band;
        limits(&self.base)
            || self.segments.iter().any(limits)
            || self.operations.iter().any(|own| own.as_ref().is_some_and(limits))
    }
}

/// Looks for any input, findings included, for which all comes out as wanted.
pub(super) fn any(search: &mut Search<'_>, wants: Vec<Want>) -> Found {
    search.begin(&|axis, cell| cell != axis.unknown || axis.slot != Slot::ALTERNATIVES);
    search.find(wants)
}

/// Looks for an input without findings for which all comes out as wanted, whose confidence reaches a band and whose impact
/// stays in the bands that `keeps` allows; those are the lowest.
pub(super) fn keep_impact(
    model: &Model,
    plan: &Plan,
    search: &mut Search<'_>,
    confidence: usize,
    keeps: Keeps<'_>,
    mut wants: Vec<Want>,
) -> Found {
    let allows = |operation, impact| keeps(operation, band_of(&plan.impact, impact));
    let thresholds = plan.model_thresholds(model, search.of_model);
    let limited = thresholds.limit(confidence);
    let reaches = |bounds: &[f64]| band_of(bounds, 1.0) >= confidence;
    // The first cells are those of operations; without any, the first is that of "not known".
    let mut cell = 0;
    let mut unraised = Vec::new();
    let length = wants.len();
    for (code, operation_plan) in plan.operations.iter().enumerate() {
        let Some(operation) = model.operation(code) else { continue };
        for (raise, node) in operation.raises.iter().zip(&operation_plan.raises) {
            if !allows(code, raise.to) {
                wants.push(Want::ruled_out(*node));
            }
        }
        let own = thresholds.own(Some(code));
        if !allows(code, operation.impact) || !own.is_none_or(reaches) {
            wants.truncate(length);
        } else if wants.len() == length && !limited {
            unraised.push(cell);
        } else {
            let reaches_without_segment = own.is_some() || reaches(&thresholds.base);
            let found = in_segments(plan, thresholds, search, cell, confidence, reaches_without_segment, wants.clone());
            if found != Found::None {
                return found;
            }
            wants.truncate(length);
        }
        cell = cell.saturating_add(1);
    }
    if cell == 0 && allows(0, 0.0) {
        if limited {
            return in_segments(plan, thresholds, search, cell, confidence, reaches(&thresholds.base), wants);
        }
        unraised.push(cell);
    }
    if unraised.is_empty() { Found::None } else { clean(plan, search, &unraised, wants) }
}

/// Searches the inputs without findings, of one operation, for which no segment that may apply keeps confidence below a
/// band: up to the first that is true, or where it reaches the band without any, at all.
fn in_segments(
    plan: &Plan,
    thresholds: &Thresholds,
    search: &mut Search<'_>,
    operation: usize,
    confidence: usize,
    without: bool,
    mut wants: Vec<Want>,
) -> Found {
    for (node, bounds) in plan.segments.iter().zip(&thresholds.segments) {
        if band_of(bounds, 1.0) < confidence {
            wants.push(Want::ruled_out(*node));
            continue;
        }
        let mut certain = wants.clone();
        certain.push(Want::certain(*node));
        let found = clean(plan, search, &[operation], certain);
        if found != Found::None {
            return found;
        }
    }
    if without { clean(plan, search, &[operation], wants) } else { Found::None }
}

/// Searches the inputs without findings, of those operations.
fn clean(plan: &Plan, search: &mut Search<'_>, operations: &[usize], wants: Vec<Want>) -> Found {
    let no_default = |axis: &Axis| {
        let index = axis.slot.signal_index();
        index.and_then(|index| plan.defaults.get(index)).is_some_and(|default| default.is_nan())
    };
    search.begin(&|axis, cell| match axis.slot {
        Slot::OPERATION => operations.contains(&cell),
        _ => cell != axis.unknown || axis.slot == Slot::MARGIN || no_default(axis),
    });
    search.find(wants)
}
