//! A replay as data.

use crate::action::Action;
use crate::analyze::{AutomaticQuality, ClassQuality, NotAudited, Share, macro_mean};
use crate::math::real;
use crate::value::{Fields, Plain, Value};

use super::replay::{CellRows, Done, Group, OperationRows, Replay};

impl Plain for Replay {
    fn plain(&self) -> Value {
        let rows = self.rows();
        let mut cells = Vec::new();
        for cell in &self.cells {
            cells.push(cell_of(cell, rows));
        }
        let mut cost = Value::Null;
        if let Some(costs) = self.costs {
            let mut out = Fields::default();
            let total = self.done.cost(costs);
            out.put_number("error", Some(costs.error));
            out.put_number("review", Some(costs.review));
            out.put_number("total", Some(total));
            out.put_number("mean", (rows > 0).then(|| total / real(rows)));
            cost = out.done();
        }
        let mut out = Fields::default();
        out.put_text("policy", &self.policy.0);
        out.put_text("policy_hash", &self.policy.1);
        out.put_text("log", &self.log);
        self.done.put(&mut out, rows);
        out.put("cells", Value::List(cells));
        out.put("findings", self.findings.share(rows));
        out.put_option("finding", self.finding.as_deref());
        let mut operations = Vec::new();
        for part in &self.operations {
            operations.push(operation_of(part, rows));
        }
        out.put("operations", Value::List(operations));
        out.put("cost", cost);
        out.put("models", groups(&self.models, rows));
        out.put("segments", groups(&self.segments, rows));
        out.put("classes", self.classes_plain());
        let audited = self.audited.as_ref();
        out.put_plain("audited", audited.and_then(|found| found.as_ref().ok()).map(|found| found as &dyn Plain));
        let reason = audited.and_then(|found| found.as_ref().err()).map(NotAudited::message);
        out.put_option("audited_reason", reason.as_deref());
        out.put_number("labels_not_counted", Some(real(self.not_counted)));
        out.put("hints", self.hints.plain());
        out.done()
    }
}

impl Plain for AutomaticQuality {
    fn plain(&self) -> Value {
        let labels = self.rates.iter().map(|at| at.labels).fold(0, u64::saturating_add);
        let mut out = Fields::default();
        out.put_number("error", Some(self.error));
        out.put_number("low", Some(self.interval.low));
        out.put_number("high", Some(self.interval.high));
        out.put_number("labels", Some(real(labels)));
        out.put_number("out_of_reach", Some(real(self.out_of_reach)));
        out.put_number("not_blind", Some(real(self.not_blind)));
        out.put_number("unlabelled", Some(real(self.unlabelled)));
        out.done()
    }
}

impl Done {
    fn put(&self, out: &mut Fields, of: u64) {
        out.put("all", self.all.share(of));
        let mut actions = Fields::default();
        for action in Action::ALL.into_iter().rev() {
            actions.put(action.name(), self.of(action).share(self.all.rows));
        }
        out.put("actions", actions.done());
        out.put_number("asked", Some(real(self.asked())));
    }
}

fn cell_of(cell: &CellRows, of: u64) -> Value {
    let mut out = Fields::default();
    out.put_text("confidence", &cell.confidence);
    out.put_text("impact", &cell.impact);
    out.put_text("base", cell.base.name());
    cell.turned.put_share(&mut out, of);
    out.done()
}

fn operation_of(part: &OperationRows, of: u64) -> Value {
    let mut out = Fields::default();
    out.put_option("operation", part.operation.as_deref());
    out.put_option("impact", part.impact.as_deref());
    part.done.put(&mut out, of);
    out.done()
}

fn groups(groups: &[Group], of: u64) -> Value {
    let mut list = Vec::new();
    for group in groups {
        let mut out = Fields::default();
        out.put_option("name", group.name.as_deref());
        group.done.put(&mut out, of);
        out.put_number("aurc", group.aurc.map(|(aurc, _)| aurc));
        out.put_number("excess_aurc", group.aurc.map(|(_, excess)| excess));
        list.push(out.done());
    }
    Value::List(list)
}

impl Replay {
    /// Precision, recall and F1 of the classes; null where rows have none.
    pub(crate) fn classes_plain(&self) -> Value {
        let (mut list, mut qualities) = (Vec::new(), Vec::new());
        for (name, counts) in &self.classes {
            let quality = counts.quality();
            let mut out = Fields::default();
            out.put_text("name", name);
            out.put_number("true_positives", Some(real(counts.true_positives)));
            out.put_number("false_positives", Some(real(counts.false_positives)));
            out.put_number("false_negatives", Some(real(counts.false_negatives)));
            out.put("precision", share(quality.precision));
            out.put("recall", share(quality.recall));
            out.put("f1", share(quality.f1));
            list.push(out.done());
            qualities.push(quality);
        }
        if list.is_empty() {
            return Value::Null;
        }
        let mut out = Fields::default();
        out.put("precision", mean(&qualities, |quality| quality.precision));
        out.put("recall", mean(&qualities, |quality| quality.recall));
        out.put("f1", mean(&qualities, |quality| quality.f1));
        out.put("list", Value::List(list));
        out.done()
    }
}

fn share(share: Share) -> Value {
    let mut out = Fields::default();
    out.put_number("value", share.value);
    out.put_number("low", Some(share.interval.low));
    out.put_number("high", Some(share.interval.high));
    out.done()
}

fn mean(qualities: &[ClassQuality], of: fn(&ClassQuality) -> Share) -> Value {
    let mut shares = Vec::new();
    for quality in qualities {
        shares.push(of(quality));
    }
    let mean = macro_mean(&shares);
    let mut out = Fields::default();
    out.put_number("value", mean.value);
    out.put_number("classes", Some(real(mean.classes)));
    out.put_number("undefined", Some(real(mean.undefined)));
    out.done()
}
