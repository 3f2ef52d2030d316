//! The steps over one block of rows. Plain loops over arrays of fixed length: the compiler makes vector code of them.

use crate::action::{Action, Code};
use crate::condition::{Interval, Shape, Slot};
use crate::policy::Policy;

use super::super::facts::Field;
use super::super::steps::{band_of, ceiling_of, code_of};
use super::{Cells, Columns};

/// Rows of a block: small enough that all of its arrays stay in the processor's cache.
pub(super) const ROWS: usize = 256;

type Numbers = [f64; ROWS];
type Bytes = [u8; ROWS];

const ABSENT: Numbers = [f64::NAN; ROWS];
const NO_OPERATION: u16 = u16::MAX;

/// `Truth` as bytes, so that vector minimum and maximum join them.
const FALSE: u8 = 0;
const TRUE: u8 = 2;

/// Room for one block. It carries nothing from one block to the next.
#[derive(Debug)]
pub(super) struct Block {
    /// By slot.
    values: Vec<Numbers>,
    /// By node.
    truths: Vec<Bytes>,
    confidence: Numbers,
    impact: Numbers,
    operation: [u16; ROWS],
    /// 1 for a row with findings.
    invalid: Bytes,
    base: Bytes,
    action: Bytes,
    code: Bytes,
}

impl Block {
    pub(super) fn new(policy: &Policy) -> Self {
        Self {
            values: vec![ABSENT; Slot::FIXED.saturating_add(policy.model().signals.len())],
            truths: vec![[FALSE; ROWS]; policy.plan.circuit.len()],
            confidence: ABSENT,
            impact: ABSENT,
            operation: [NO_OPERATION; ROWS],
            invalid: [0; ROWS],
            base: [0; ROWS],
            action: [0; ROWS],
            code: [0; ROWS],
        }
    }

    /// Decides the rows from `first` on, as many as `out` has, at most [`ROWS`].
    pub(super) fn decide(&mut self, policy: &Policy, columns: &Columns, first: usize, out: &mut [u8]) {
        self.invalid = [0; ROWS];
        self.check(policy, columns, first);
        self.evaluate(policy);
        self.find_base(policy);
        self.degrade(policy);
        self.cap(columns, first);
        self.step_over(policy);
        self.mark_invalid();
        for ((out, action), code) in out.iter_mut().zip(&self.action).zip(&self.code) {
            *out = action | (code << 3);
        }
    }

    /// Step 1.
    fn check(&mut self, policy: &Policy, columns: &Columns, first: usize) {
        let mut second = ABSENT;
        load(columns, Field::CONFIDENCE, first, &mut self.confidence);
        load(columns, Field::SECOND, first, &mut second);
        load(columns, Field::IMPACT, first, &mut self.impact);
        refuse_outside(&mut self.confidence, &mut self.invalid);
        refuse_outside(&mut second, &mut self.invalid);
        refuse_outside(&mut self.impact, &mut self.invalid);
        if !policy.model().without_confidence {
            refuse_absent(&self.confidence, &mut self.invalid);
        }
        for ((second, confidence), invalid) in second.iter_mut().zip(&self.confidence).zip(&mut self.invalid) {
            if *second > *confidence {
                *second = f64::NAN;
                *invalid = 1;
            }
        }
        self.check_operations(policy, columns, first);
        self.check_signals(policy, columns, first);
        if let Some(margins) = self.values.get_mut(Slot::MARGIN.0) {
            for ((margin, confidence), second) in margins.iter_mut().zip(&self.confidence).zip(&second) {
                *margin = confidence - second;
            }
        }
        if let Some(counts) = self.values.get_mut(Slot::ALTERNATIVES.0) {
            load(columns, Field::ALTERNATIVES, first, counts);
            counts.iter_mut().filter(|count| count.is_nan()).for_each(|count| *count = 0.0);
        }
    }

    fn check_operations(&mut self, policy: &Policy, columns: &Columns, first: usize) {
        let model = policy.model();
        if !model.has_operations() {
            return refuse_absent(&self.impact, &mut self.invalid);
        }
        let Some(codes) = self.values.get_mut(Slot::OPERATION.0) else { return };
        load(columns, Field::OPERATION, first, codes);
        let least = if model.any_operation.is_some() { 0 } else { 1 };
        let most = model.operations.len();
        for ((code, operation), invalid) in codes.iter_mut().zip(&mut self.operation).zip(&mut self.invalid) {
            let index = code_of(*code);
            if code.is_nan() || index < least || index > most {
                (*code, *operation, *invalid) = (f64::NAN, NO_OPERATION, 1);
            } else {
                *operation = u16::try_from(index).unwrap_or(NO_OPERATION);
            }
        }
    }

    fn check_signals(&mut self, policy: &Policy, columns: &Columns, first: usize) {
        let known = policy.plan.defaults.iter().zip(&policy.plan.ranges);
        for (index, (values, (default, range))) in self.values.iter_mut().skip(Slot::FIXED).zip(known).enumerate() {
            load(columns, Field::signal(index), first, values);
            for (value, invalid) in values.iter_mut().zip(&mut self.invalid) {
                if value.is_nan() {
                    *value = *default;
                } else if *value < range.low || *value > range.high {
                    *value = f64::NAN;
                    *invalid = 1;
                }
            }
        }
    }

    /// Every condition, for every row.
    fn evaluate(&mut self, policy: &Policy) {
        let circuit = &policy.plan.circuit;
        for (atom, truths) in circuit.atoms.iter().zip(&mut self.truths) {
            if let Some(values) = self.values.get(atom.slot.0) {
                test(values, atom.interval, truths);
            }
        }
        for (gate, index) in circuit.gates.iter().zip(circuit.atoms.len()..) {
            let Some((earlier, [truths, ..])) = self.truths.split_at_mut_checked(index) else { return };
            let inputs = gate.inputs.iter().filter_map(|input| earlier.get(input.index()));
            match gate.shape {
                Shape::All => join([TRUE; ROWS], inputs, truths, u8::min),
                Shape::Any => join([FALSE; ROWS], inputs, truths, u8::max),
                Shape::Not => {
                    join([FALSE; ROWS], inputs, truths, u8::max);
                    truths.iter_mut().for_each(|truth| *truth = TRUE.wrapping_sub(*truth));
                }
            }
        }
    }

    /// Steps 2 to 5: raises, thresholds, cell.
    fn find_base(&mut self, policy: &Policy) {
        let model = policy.model();
        self.raise(policy);
        let mut confidence_bands = [0; ROWS];
        let mut impact_bands = [0; ROWS];
        if policy.plan.segments.is_empty() {
            self.bands_without_segments(policy, &mut confidence_bands);
        } else {
            self.bands_with_segments(policy, &mut confidence_bands);
        }
        count_bounds(&self.impact, &policy.plan.impact, &mut impact_bands);
        let width = u8::try_from(model.impact.bands.len()).unwrap_or(u8::MAX);
        // At most eight bands on each axis: 64 cells.
        let mut actions = [Action::Block.rank(); 64];
        for (place, action) in actions.iter_mut().zip(&model.matrix) {
            *place = action.rank();
        }
        let bands = confidence_bands.iter().zip(&impact_bands);
        for ((base, (confidence, impact)), invalid) in self.base.iter_mut().zip(bands).zip(&self.invalid) {
            let cell = usize::from(confidence.wrapping_mul(width).wrapping_add(*impact) & 63);
            let action = actions.get(cell).copied().unwrap_or(0);
            *base = if *invalid == 0 { action } else { model.invalid.rank() };
        }
    }

    fn raise(&mut self, policy: &Policy) {
        if !policy.model().has_operations() {
            return;
        }
        let impacts: Vec<f64> = policy.plan.operations.iter().map(|operation| operation.impact).collect();
        for (impact, operation) in self.impact.iter_mut().zip(&self.operation) {
            *impact = impacts.get(usize::from(*operation)).copied().unwrap_or(f64::NAN).max(*impact);
        }
        let plans = policy.plan.operations.iter().enumerate();
        for (code, plan) in plans.filter(|(_, plan)| !plan.raises.is_empty()) {
            let raises = policy.model().operation(code).into_iter().flat_map(|operation| &operation.raises);
            for (node, raise) in plan.raises.iter().zip(raises) {
                let Some(truths) = self.truths.get(node.index()) else { continue };
                for ((impact, operation), truth) in self.impact.iter_mut().zip(&self.operation).zip(truths) {
                    if usize::from(*operation) == code && *truth != FALSE {
                        *impact = impact.max(raise.to);
                    }
                }
            }
        }
    }

    fn bands_without_segments(&self, policy: &Policy, bands: &mut Bytes) {
        let plan = &policy.plan;
        if plan.operations.iter().all(|operation| operation.thresholds.is_none()) {
            return count_bounds(&self.confidence, &plan.base, bands);
        }
        for (place, base) in plan.base.iter().enumerate() {
            let bounds: Vec<f64> = plan
                .operations
                .iter()
                .map(|operation| operation.thresholds.as_ref().and_then(|own| own.get(place)).copied().unwrap_or(*base))
                .collect();
            let rows = self.confidence.iter().zip(&self.operation);
            for (band, (confidence, operation)) in bands.iter_mut().zip(rows) {
                let bound = bounds.get(usize::from(*operation)).copied().unwrap_or(*base);
                *band = band.wrapping_add(u8::from(*confidence >= bound));
            }
        }
    }

    fn bands_with_segments(&self, policy: &Policy, bands: &mut Bytes) {
        let plan = &policy.plan;
        for (row, (band, confidence)) in bands.iter_mut().zip(&self.confidence).enumerate() {
            let confidence = if confidence.is_nan() { 0.0 } else { *confidence };
            let operation = self.operation.get(row).map_or(usize::MAX, |code| usize::from(*code));
            let own = plan.operations.get(operation).and_then(|operation| operation.thresholds.as_deref());
            let mut found = own.map_or(usize::MAX, |own| band_of(own, confidence));
            let mut settled = own.is_some();
            for (node, thresholds) in plan.segments.iter().zip(&plan.segment_thresholds) {
                let truth = self.truths.get(node.index()).and_then(|truths| truths.get(row)).copied().unwrap_or(FALSE);
                if truth != FALSE {
                    found = found.min(band_of(thresholds, confidence));
                }
                if truth == TRUE {
                    settled = true;
                    break;
                }
            }
            if !settled {
                found = found.min(band_of(&plan.base, confidence));
            }
            *band = u8::try_from(found).unwrap_or(0);
        }
    }

    /// Step 6.
    fn degrade(&mut self, policy: &Policy) {
        let mut lowest = [Action::AutoApply.rank(); ROWS];
        let mut lowest_true = lowest;
        for (rule, node) in policy.model().rules.iter().zip(&policy.plan.rules) {
            let Some(truths) = self.truths.get(node.index()) else { continue };
            lower(&mut lowest, truths, rule.at_most, 1);
            lower(&mut lowest_true, truths, rule.at_most, TRUE);
        }
        let found = lowest.iter().zip(&lowest_true).zip(&self.base);
        for ((action, code), ((lowest, lowest_true), base)) in self.action.iter_mut().zip(&mut self.code).zip(found) {
            *action = (*base).min(*lowest);
            let settled = if *lowest_true <= *action { Code::Degraded } else { Code::MissingSignal };
            *code = if *action < *base { settled as u8 } else { Code::Matrix as u8 };
        }
    }

    /// Step 7.
    fn cap(&mut self, columns: &Columns, first: usize) {
        for field in [Field::AT_MOST, Field::HEALTH_AT_MOST] {
            if columns.get(field).is_none() {
                continue;
            }
            let mut ceilings = ABSENT;
            load(columns, field, first, &mut ceilings);
            for ((action, code), ceiling) in self.action.iter_mut().zip(&mut self.code).zip(&ceilings) {
                let ceiling = ceiling_of(*ceiling).rank();
                if ceiling < *action {
                    (*action, *code) = (ceiling, Code::Ceiling as u8);
                }
            }
        }
    }

    /// Step 8, from the most autonomy down, so that an action that is stepped over can be stepped over again.
    fn step_over(&mut self, policy: &Policy) {
        for lower in Action::ALL.into_iter().rev().filter_map(Action::next_lower) {
            let action = lower.rank().saturating_add(1);
            let entries = policy.model().unavailable.iter().zip(&policy.plan.unavailable);
            let mut gone = [FALSE; ROWS];
            for (_, node) in entries.filter(|(entry, _)| entry.action.rank() == action) {
                let Some(truths) = self.truths.get(node.index()) else { continue };
                gone.iter_mut().zip(truths).for_each(|(gone, truth)| *gone = (*gone).max(*truth));
            }
            for ((current, code), gone) in self.action.iter_mut().zip(&mut self.code).zip(&gone) {
                if *current == action && *gone != FALSE {
                    (*current, *code) = (lower.rank(), Code::Unavailable as u8);
                }
            }
        }
    }

    fn mark_invalid(&mut self) {
        for (code, invalid) in self.code.iter_mut().zip(&self.invalid) {
            if *invalid != 0 {
                *code = Code::InvalidInput as u8;
            }
        }
    }
}

/// The rows from `first` on as numbers, NaN for absent; rows beyond the column's end are absent.
fn load(columns: &Columns, field: Field, first: usize, numbers: &mut Numbers) {
    *numbers = ABSENT;
    let Some(column) = columns.get(field) else { return };
    match &column.cells {
        Cells::Numbers(cells) => copy(cells, first, numbers, |cell| cell),
        Cells::Codes(cells) => copy(cells, first, numbers, f64::from),
        Cells::WideCodes(cells) => copy(cells, first, numbers, f64::from),
    }
    let present = column.present.as_deref().and_then(|present| present.get(first..)).unwrap_or_default();
    for (number, _) in numbers.iter_mut().zip(present).filter(|(_, present)| **present == 0) {
        *number = f64::NAN;
    }
}

fn copy<T: Copy>(cells: &[T], first: usize, numbers: &mut Numbers, convert: impl Fn(T) -> f64) {
    for (number, cell) in numbers.iter_mut().zip(cells.get(first..).unwrap_or_default()) {
        *number = convert(*cell);
    }
}

/// What is outside [0, 1] becomes absent, with a finding.
fn refuse_outside(values: &mut Numbers, invalid: &mut Bytes) {
    for (value, invalid) in values.iter_mut().zip(invalid) {
        if *value < 0.0 || *value > 1.0 {
            *value = f64::NAN;
            *invalid = 1;
        }
    }
}

fn refuse_absent(values: &Numbers, invalid: &mut Bytes) {
    for (value, invalid) in values.iter().zip(invalid) {
        *invalid |= u8::from(value.is_nan());
    }
}

/// 2 inside the interval, 0 outside, 1 for NaN; without branches.
fn test(values: &Numbers, interval: Interval, truths: &mut Bytes) {
    for (value, truth) in values.iter().zip(truths) {
        let inside = u8::from(*value >= interval.low) & u8::from(*value <= interval.high);
        *truth = (inside << 1) | u8::from(value.is_nan());
    }
}

fn join<'a>(start: Bytes, inputs: impl Iterator<Item = &'a Bytes>, out: &mut Bytes, pick: impl Fn(u8, u8) -> u8) {
    *out = start;
    for input in inputs {
        for (out, truth) in out.iter_mut().zip(input) {
            *out = pick(*out, *truth);
        }
    }
}

/// How many bounds each value reaches; none for NaN.
fn count_bounds(values: &Numbers, bounds: &[f64], bands: &mut Bytes) {
    for bound in bounds {
        for (band, value) in bands.iter_mut().zip(values) {
            *band = band.wrapping_add(u8::from(*value >= *bound));
        }
    }
}

/// Lowers each row in which the truth is at least `least`.
fn lower(lowest: &mut Bytes, truths: &Bytes, at_most: Action, least: u8) {
    for (lowest, truth) in lowest.iter_mut().zip(truths) {
        let allowed = if *truth >= least { at_most.rank() } else { Action::AutoApply.rank() };
        *lowest = (*lowest).min(allowed);
    }
}
