//! What is asked of a default: of which action, with which operation, in which cell of the matrix.

use crate::action::Action;
use crate::condition::{CircuitBuilder, Condition, Node, Shape, Slot};
use crate::decide::band_of;
use crate::policy::{Model, OperationPlan, Plan, Raise};
use crate::value::sort_by;

use super::super::search::Want;

/// One action with one operation in one cell of the matrix: what the default must leave and the other value must not.
pub(super) struct Question {
    /// The cells of the operations.
    pub(super) operations: Vec<usize>,
    /// What the input says, if it has to.
    pub(super) impact: Option<f64>,
    pub(super) wants: Vec<Want>,
}

/// Operations about which all questions are the same: one with raises, or all others with impact in the same band.
struct Group<'a> {
    /// Their cells.
    operations: Vec<usize>,
    /// The band of their own impact.
    least: usize,
    raises: &'a [Raise],
    own: &'a OperationPlan,
    other: &'a OperationPlan,
}

/// Those with the least impact first. Where no operations are declared, there is a group of none.
fn groups<'a>(model: &'a Model, [own, other]: &'a [Plan; 2]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let impact = &own.impact;
    let mut cell = 0;
    for (code, (own, other)) in own.operations.iter().zip(&other.operations).enumerate() {
        let operation = model.operation(code);
        if operation.is_none() && model.has_operations() {
            continue;
        }
        let raises = operation.map(|operation| operation.raises.as_slice()).unwrap_or_default();
        let least = band_of(impact, own.impact);
        match groups.iter_mut().find(|group| group.least == least && group.raises.is_empty() && raises.is_empty()) {
            Some(group) => group.operations.push(cell),
            None => groups.push(Group { operations: vec![cell], least, raises, own, other }),
        }
        cell = cell.saturating_add(1);
    }
    sort_by(&mut groups, &|a, b| a.least.cmp(&b.least));
    groups
}

/// Everything to ask. Stops when no steps are left: a question takes some for each rule.
pub(super) fn questions(
    model: &Model,
    plans: &[Plan; 2],
    slot: Slot,
    builder: &mut CircuitBuilder,
    steps: &mut usize,
) -> Vec<Question> {
    let mut questions = Vec::new();
    for group in groups(model, plans) {
        let mut seen = Vec::new();
        // An input can name more impact than the operation has.
        for (column, band) in model.impact.bands.iter().enumerate().skip(group.least) {
            let impact = (!model.has_operations() || column > group.least).then_some(band.bound);
            for row in (0..model.confidence.bands.len()).rev() {
                let case = Case { model, plans, group: &group, row, column };
                let base = case.base(0.0);
                if !group.raises.is_empty() || !seen.contains(&base) {
                    seen.push(base);
                    case.questions(slot, impact, builder, steps, &mut questions);
                }
            }
        }
    }
    questions
}

/// One group in one cell.
struct Case<'a> {
    model: &'a Model,
    plans: &'a [Plan; 2],
    group: &'a Group<'a>,
    row: usize,
    column: usize,
}

impl Case<'_> {
    fn questions(
        &self,
        slot: Slot,
        impact: Option<f64>,
        builder: &mut CircuitBuilder,
        steps: &mut usize,
        questions: &mut Vec<Question>,
    ) {
        let [own, other] = self.plans;
        let base = self.base(0.0);
        let operations = &self.group.operations;
        let asks = |condition: &Condition| asks_about(condition, slot);
        let conditions = self.model.rules.len().saturating_add(self.model.unavailable.len());
        for action in Action::ALL.into_iter().skip(1).filter(|action| *action <= base).rev() {
            // They are looked at once for each action above, and copied.
            *steps = steps.saturating_sub(conditions.saturating_mul(8));
            if *steps == 0 {
                return;
            }
            let mut left = Vec::new();
            for node in self.in_the_way(own, self.group.own, action, &|_| true) {
                left.push(Want::ruled_out(node));
            }
            for ((segment, node), other) in self.model.segments.iter().zip(&own.segments).zip(&other.segments) {
                if asks(&segment.when) {
                    let mut wants = left.clone();
                    wants.extend([Want::ruled_out(*node), Want::certain(*other)]);
                    questions.push(Question { operations: operations.clone(), impact, wants });
                }
            }
            // The other value must not be given this action, for which only what asks about it can be the reason, nor any
            // above.
            let reasons = self.in_the_way(other, self.group.other, action, &asks);
            if reasons.is_empty() {
                continue;
            }
            left.push(Want::possible(builder.join(Shape::Any, reasons)));
            for above in Action::ALL.into_iter().filter(|above| action < *above && *above <= base) {
                let nodes = self.in_the_way(other, self.group.other, above, &|_| true);
                left.push(Want::possible(builder.join(Shape::Any, nodes)));
            }
            questions.push(Question { operations: operations.clone(), impact, wants: left });
        }
    }

    /// The conditions each of which takes an action away, be it by more impact, by a rule or by availability.
    fn in_the_way(
        &self,
        plan: &Plan,
        operation: &OperationPlan,
        action: Action,
        counts: &dyn Fn(&Condition) -> bool,
    ) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (raise, node) in self.group.raises.iter().zip(&operation.raises) {
            if self.base(raise.to) < action && counts(&raise.when) {
                nodes.push(*node);
            }
        }
        for (rule, node) in self.model.rules.iter().zip(&plan.rules) {
            if rule.at_most < action && counts(&rule.when) {
                nodes.push(*node);
            }
        }
        for (entry, node) in self.model.unavailable.iter().zip(&plan.unavailable) {
            if entry.action == action && counts(&entry.when) {
                nodes.push(*node);
            }
        }
        nodes
    }

    /// The action of the cell, raised to that impact.
    fn base(&self, impact: f64) -> Action {
        let [plan, _] = self.plans;
        self.model.base(self.row, self.column.max(band_of(&plan.impact, impact)))
    }
}

fn asks_about(condition: &Condition, wanted: Slot) -> bool {
    let mut found = false;
    condition.tests(&mut |slot, _| found |= slot == wanted);
    found
}
