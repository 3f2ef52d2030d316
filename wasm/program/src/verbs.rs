//! The verbs of the command line, for the program of the npm package: it reads the files that its arguments name.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use leeway::json;
use leeway::verbs::{self, Beside, Decider, File, FormatMode, LogDiff, LogFiles, LogVerb, LogVerbName, ReportForm};
use leeway_carry::to_js;

/// `check`: any number of policies.
///
/// # Errors
/// None that input could reach.
#[wasm_bindgen]
pub fn verb_check(
    names: Vec<String>,
    texts: Vec<String>,
    strict: bool,
    for_programs: bool,
) -> Result<JsValue, JsValue> {
    to_js(&verbs::check(&files(names, texts), strict, for_programs))
}

/// `explain`: a policy, an input, perhaps the health beside it.
///
/// # Errors
/// Null where files are missing.
#[wasm_bindgen]
pub fn verb_explain(names: Vec<String>, texts: Vec<String>, for_programs: bool) -> Result<JsValue, JsValue> {
    match files(names, texts).as_slice() {
        [policy, input, health @ ..] => to_js(&verbs::explain(policy, input, health.first(), for_programs)),
        [] | [_] => Err(JsValue::NULL),
    }
}

/// `diff`: two policies, of which at most `limit` regions are told.
///
/// # Errors
/// Null where files are missing.
#[wasm_bindgen]
pub fn verb_diff(names: Vec<String>, texts: Vec<String>, limit: u32, for_programs: bool) -> Result<JsValue, JsValue> {
    match files(names, texts).as_slice() {
        [before, after, ..] => to_js(&verbs::diff(before, after, limit, for_programs)),
        [] | [_] => Err(JsValue::NULL),
    }
}

/// `report`: a policy, perhaps the version approved last; written to `output` if it is named.
///
/// # Errors
/// Null where files are missing.
#[wasm_bindgen]
pub fn verb_report(
    names: Vec<String>,
    texts: Vec<String>,
    html: bool,
    output: Option<String>,
    for_programs: bool,
) -> Result<JsValue, JsValue> {
    let form = ReportForm::of(html, for_programs);
    match files(names, texts).as_slice() {
        [policy, approved @ ..] => to_js(&verbs::report(policy, approved.first(), form, output.as_deref())),
        [] => Err(JsValue::NULL),
    }
}

/// `test`: a policy, perhaps the tests beside it.
///
/// # Errors
/// Null where files are missing.
#[wasm_bindgen]
pub fn verb_test(names: Vec<String>, texts: Vec<String>, for_programs: bool) -> Result<JsValue, JsValue> {
    match files(names, texts).as_slice() {
        [policy, beside @ ..] => to_js(&verbs::test(policy, beside.first(), for_programs)),
        [] => Err(JsValue::NULL),
    }
}

/// `fmt`: any number of policies; printed where neither `check` nor `write` is asked for.
///
/// # Errors
/// None that input could reach.
#[wasm_bindgen]
pub fn verb_fmt(
    names: Vec<String>,
    texts: Vec<String>,
    check: bool,
    write: bool,
    for_programs: bool,
) -> Result<JsValue, JsValue> {
    let mode = match (check, write) {
        (true, _) => FormatMode::Check,
        (false, true) => FormatMode::Write,
        (false, false) => FormatMode::Print,
    };
    to_js(&verbs::format(&files(names, texts), mode, for_programs))
}

/// `types`: one policy.
///
/// # Errors
/// Null where files are missing.
#[wasm_bindgen]
pub fn verb_types(names: Vec<String>, texts: Vec<String>, for_programs: bool) -> Result<JsValue, JsValue> {
    match files(names, texts).first() {
        Some(policy) => to_js(&verbs::types(policy, for_programs)),
        None => Err(JsValue::NULL),
    }
}

/// `decide`: a stream of inputs.
#[wasm_bindgen]
pub struct InputStream(Decider);

#[wasm_bindgen]
impl InputStream {
    /// For a policy and perhaps the health beside it; inputs are called `source` in messages.
    ///
    /// # Errors
    /// The outcome of files that cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(names: Vec<String>, texts: Vec<String>, source: &str, for_programs: bool) -> Result<Self, JsValue> {
        let files = files(names, texts);
        let Some(policy) = files.first() else { return Err(JsValue::NULL) };
        match Decider::new(policy, files.get(1), source, for_programs) {
            Ok(decider) => Ok(Self(decider)),
            Err(outcome) => Err(to_js(&outcome)?),
        }
    }

    /// Decides what is complete with these bytes.
    ///
    /// # Errors
    /// None that input could reach.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<JsValue, JsValue> {
        to_js(&self.0.feed(bytes))
    }

    /// Decides what is left, and counts.
    ///
    /// # Errors
    /// None that input could reach.
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.0.finish())
    }
}

/// `diff` over a log.
#[wasm_bindgen]
pub struct LogStream(LogDiff);

#[wasm_bindgen]
impl LogStream {
    /// For two policies, then the operations of labels if there are `operations`, then perhaps the health; fields stand in
    /// `columns` of other names, each `FIELD=COLUMN`; the log is called `source` in messages.
    ///
    /// # Errors
    /// The outcome of files that cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(
        names: Vec<String>,
        texts: Vec<String>,
        operations: bool,
        columns: Vec<String>,
        source: &str,
        limit: u32,
        for_programs: bool,
    ) -> Result<Self, JsValue> {
        let files = files(names, texts);
        let [before, after, rest @ ..] = files.as_slice() else { return Err(JsValue::NULL) };
        let (operations, health) = match (operations, rest) {
            (true, [operations, health @ ..]) => (Some(operations), health),
            (true, []) => return Err(JsValue::NULL),
            (false, health) => (None, health),
        };
        let beside = Beside { operations, health: health.first(), columns: &columns };
        match LogDiff::new(before, after, beside, source, limit, for_programs) {
            Ok(diff) => Ok(Self(diff)),
            Err(outcome) => Err(to_js(&outcome)?),
        }
    }

    /// The same where rows that name no model are of this one.
    pub fn named(self, model: Option<String>) -> Self {
        Self(self.0.named(model))
    }

    /// Counts what is complete with these bytes.
    ///
    /// # Errors
    /// None that input could reach.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<JsValue, JsValue> {
        to_js(&self.0.feed(bytes))
    }

    /// Counts what is left, and tells what was found.
    ///
    /// # Errors
    /// None that input could reach.
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.0.finish())
    }
}

/// `calibrate`, `fit`, `fit-options`, `replay`, and `report` with a log: verbs over a log that is read whole.
#[wasm_bindgen]
pub struct LogWork(LogVerb);

#[wasm_bindgen]
impl LogWork {
    /// For a verb, the files that there are of policy, operations, health and approved policy (`has` says which), and options as JSON; the
    /// log is called `source` in messages.
    ///
    /// # Errors
    /// The outcome of options and files that cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(
        verb: &str,
        names: Vec<String>,
        texts: Vec<String>,
        has: &[u8],
        options: &str,
        source: &str,
        for_programs: bool,
    ) -> Result<Self, JsValue> {
        let (Some(verb), Ok(options)) = (LogVerbName::from_name(verb), json::parse(options)) else {
            return Err(JsValue::NULL);
        };
        let files = files(names, texts);
        let mut rest = files.iter();
        let mut next = |place: usize| if has.get(place) == Some(&1) { rest.next() } else { None };
        let files = LogFiles { policy: next(0), operations: next(1), health: next(2), approved: next(3) };
        match LogVerb::new(verb, files, &options, source, for_programs) {
            Ok(work) => Ok(Self(work)),
            Err(outcome) => Err(to_js(&outcome)?),
        }
    }

    /// Reads these bytes.
    ///
    /// # Errors
    /// None that input could reach.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<JsValue, JsValue> {
        to_js(&self.0.feed(bytes))
    }

    /// Does the work.
    ///
    /// # Errors
    /// None that input could reach.
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.0.finish())
    }
}

fn files(names: Vec<String>, texts: Vec<String>) -> Vec<File> {
    names.into_iter().zip(texts).map(|(name, text)| File { name, text }).collect()
}
