//! `decide`: one input, or a stream of them a line each (NDJSON), to a decision each.

use crate::action::Action;
use crate::decide::Decision;
use crate::json::{self, MAX_BYTES};
use crate::log::lines::Lines;
use crate::policy::Policy;
use crate::value::{Plain, Value};

use super::explain::{compiled, value};
use super::outcome::{File, Outcome, Status, action_word, clean, count, dim};

/// Decides what it is fed, in constant memory. Every input that is not blank gets its decision, in order; for one that
/// is not JSON it is that of an input with findings, and it is told of with its place.
#[derive(Debug)]
pub struct Decider {
    lines: Lines,
    /// What was read before it is known whether inputs stand one on a line.
    start: Option<Vec<u8>>,
    desk: Desk,
}

/// What one input needs.
#[derive(Debug)]
struct Desk {
    policy: Policy,
    health: Option<Value>,
    source: String,
    for_programs: bool,
    /// By rank of the action.
    counts: [usize; Action::ALL.len()],
    unreadable: usize,
}

impl Decider {
    /// Inputs are called `source` in messages.
    ///
    /// # Errors
    /// What is said of a policy that does not compile, or of a health that is not JSON.
    pub fn new(policy: &File, health: Option<&File>, source: &str, for_programs: bool) -> Result<Self, Outcome> {
        let policy = compiled(policy, for_programs)?;
        let health = health.map(|health| value(health, for_programs)).transpose()?;
        let source = clean(source);
        let counts = [0; Action::ALL.len()];
        let desk = Desk { policy, health, source, for_programs, counts, unreadable: 0 };
        Ok(Self { lines: Lines::default(), start: Some(Vec::new()), desk })
    }

    /// Decides what is complete with these bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Outcome {
        let mut outcome = Outcome::default();
        match self.start.take() {
            None => self.read_lines(bytes, &mut outcome),
            Some(mut start) => {
                start.extend_from_slice(bytes);
                // Without the end of a line nothing more is known than before.
                let is_open = !bytes.contains(&b'\n') && start.len() <= MAX_BYTES;
                if is_open || may_be_one(&start) {
                    self.start = Some(start);
                } else {
                    self.read_lines(&start, &mut outcome);
                }
            }
        }
        outcome
    }

    /// Decides what is left, and counts; nothing is decided after it.
    pub fn finish(&mut self) -> Outcome {
        let mut outcome = Outcome::default();
        let start = self.start.take().unwrap_or_default();
        if is_one(&start) {
            self.desk.take(1, &start, &mut outcome);
        } else {
            self.read_lines(&start, &mut outcome);
            let Self { lines, desk, .. } = self;
            lines.finish(&mut |number, line| desk.take_line(number, line, &mut outcome));
        }
        self.desk.sum_up(&mut outcome);
        outcome
    }

    fn read_lines(&mut self, bytes: &[u8], outcome: &mut Outcome) {
        let Self { lines, desk, .. } = self;
        lines.feed(bytes, &mut |number, line| desk.take_line(number, line, outcome));
    }
}

/// Whether these bytes may yet turn out as one input over several lines: the first line is the beginning of one.
fn may_be_one(start: &[u8]) -> bool {
    let text = start.trim_ascii_start();
    let Some(end) = text.iter().position(|byte| *byte == b'\n') else { return start.len() <= MAX_BYTES };
    start.len() <= MAX_BYTES && text.get(..end).is_some_and(is_beginning)
}

/// Whether it is only the end that is missing.
fn is_beginning(line: &[u8]) -> bool {
    let Ok(line) = str::from_utf8(line) else { return false };
    let line = line.trim_ascii_end();
    let problems = json::parse(line).err().unwrap_or_default();
    let located = json::locate(line, problems);
    let units = line.encode_utf16().count();
    let at_end = |start: u32| usize::try_from(start).is_ok_and(|start| start >= units);
    located.iter().filter_map(|problem| problem.span).any(|span| at_end(span.start))
}

/// Whether these bytes, which are all, are one input: they are JSON together, or a beginning without any line that is.
fn is_one(all: &[u8]) -> bool {
    let is_object = |bytes: &[u8]| {
        let value = str::from_utf8(bytes).ok().and_then(|text| json::parse(text).ok());
        matches!(value, Some(Value::Object(_)))
    };
    let several_lines = all.trim_ascii().contains(&b'\n');
    several_lines && may_be_one(all) && (is_object(all) || !all.split(|byte| *byte == b'\n').any(is_object))
}

impl Desk {
    fn take_line(&mut self, number: u64, line: Option<&[u8]>, outcome: &mut Outcome) {
        match line {
            None => {
                let problem = format!("the line has more than {MAX_BYTES} bytes");
                self.refuse(number, &problem, outcome);
            }
            Some(line) if line.trim_ascii().is_empty() => {}
            Some(line) => self.take(number, line, outcome),
        }
    }

    /// Decides the input that begins on that line.
    fn take(&mut self, number: u64, bytes: &[u8], outcome: &mut Outcome) {
        let Ok(text) = str::from_utf8(bytes.trim_ascii_end()) else {
            return self.refuse(number, "this is not UTF-8", outcome);
        };
        match json::parse(text) {
            Ok(input) => self.decide(number, &input, outcome),
            Err(problems) => {
                let problems = json::locate(text, problems);
                let Some(first) = problems.first() else { return };
                let (line, column) = first.span.map_or((1, 1), |span| (span.line, span.column));
                let line = number.saturating_add(u64::from(line)).saturating_sub(1);
                outcome.tell(&format!("{}:{line}:{column}: {}", self.source, clean(&first.message)));
                self.count_unreadable(number, outcome);
            }
        }
    }

    fn refuse(&mut self, number: u64, problem: &str, outcome: &mut Outcome) {
        outcome.tell(&format!("{}:{number}: {problem}", self.source));
        self.count_unreadable(number, outcome);
    }

    /// What cannot be read is decided as what it is: no input at all.
    fn count_unreadable(&mut self, number: u64, outcome: &mut Outcome) {
        self.unreadable = self.unreadable.saturating_add(1);
        outcome.at_least(Status::Unusable);
        self.decide(number, &Value::Null, outcome);
    }

    fn decide(&mut self, number: u64, input: &Value, outcome: &mut Outcome) {
        let decision = self.policy.decide(input, self.health.as_ref());
        if let Some(count) = self.counts.get_mut(usize::from(decision.action.rank())) {
            *count = count.saturating_add(1);
        }
        if self.for_programs {
            outcome.say(&json::write(&decision.plain()));
        } else {
            outcome.say(&line(number, input, &decision));
        }
    }

    fn sum_up(&self, outcome: &mut Outcome) {
        if self.unreadable > 0 {
            outcome.at_least(Status::Unusable);
            outcome.tell(&format!(
                "{} could not be read: decided as inputs with findings",
                count(self.unreadable, "input")
            ));
        }
        if self.for_programs {
            return;
        }
        let mut parts = Vec::new();
        let mut all = 0_usize;
        for (action, number) in Action::ALL.into_iter().zip(self.counts).rev() {
            all = all.saturating_add(number);
            if number > 0 {
                parts.push(format!("{number} {}", action_word(action, 0)));
            }
        }
        let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
        outcome.tell(&format!("{}{parts}", count(all, "decision")));
    }
}

/// The id of the input, or the number of its line; the action; why.
fn line(number: u64, input: &Value, decision: &Decision) -> String {
    let id = input.get("id").and_then(Value::as_text).map_or_else(|| number.to_string(), clean);
    format!("{} {} {}", dim(&format!("{id:<8}")), action_word(decision.action, 12), clean(&decision.reason))
}
