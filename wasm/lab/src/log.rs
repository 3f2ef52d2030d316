//! Logs, kept to be studied more than once. What cannot be answered comes back as `{given, diagnostics}` or `{code,
//! message}`.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use leeway::error::{Given, Refused};
use leeway::json;
use leeway::log::{Operations, Reading, Renames};
use leeway::study::{
    self, About, Ask, CalibrateOptions, CurveOptions, FitOptions, OptionsFitOptions, ReplayOptions, Source,
};
use leeway::value::{Plain, Value};
use leeway_carry::parsed;

use super::study::texts;

/// A log in the reading.
#[wasm_bindgen]
pub struct LogReading {
    reading: Reading,
    source: Source,
}

#[wasm_bindgen]
impl LogReading {
    /// Fields and the columns that hold them in turns; perhaps the operations of predicted labels, and the health of all
    /// rows.
    ///
    /// # Errors
    /// What is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(columns: Vec<String>, operations: Option<String>, health: Option<String>) -> Result<Self, JsValue> {
        let (pairs, _) = columns.as_chunks::<2>();
        let pairs = pairs.iter().map(|[field, column]| (field.as_str(), column.as_str()));
        let renames = Renames::new(pairs).map_err(|message| because("BAD_OPTION", message))?;
        let given = |given, diagnostics| plain(&Refused { given, diagnostics });
        let operations = operations.as_deref().map(Operations::read).transpose();
        let operations = operations.map_err(|problems| given(Given::Operations, problems))?;
        let health = health.as_deref().map(json::parse).transpose();
        let health = health.map_err(|problems| given(Given::Health, problems))?;
        let source = Source { operations, health, ..Source::default() };
        Ok(Self { reading: Reading::default().renamed(renames), source })
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.reading.feed(bytes);
    }

    /// How many rows there are so far.
    pub fn rows(&self) -> usize {
        self.reading.rows()
    }

    /// The log.
    pub fn finish(self) -> KeptLog {
        KeptLog(Source { log: self.reading.finish(), ..self.source })
    }
}

/// A log that was read.
#[wasm_bindgen]
pub struct KeptLog(Source);

#[wasm_bindgen]
impl KeptLog {
    /// What it holds.
    ///
    /// # Errors
    /// None that input could reach.
    pub fn about(&self) -> Result<JsValue, JsValue> {
        parsed(&About(&self.0))
    }

    /// How good its scores are, and the map that calibrates them.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn calibrate(&self, options: &str) -> Result<JsValue, JsValue> {
        let options = asked(options)?;
        let options = CalibrateOptions::read(Ask::in_code(&options)).map_err(|refused| plain(&refused))?;
        parsed(&study::calibrate(&self.0, &options).map_err(|refused| plain(&refused))?)
    }

    /// The policy fitted to it.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn fit(&self, policy: &str, options: &str) -> Result<JsValue, JsValue> {
        let options = asked(options)?;
        let options = FitOptions::read(Ask::in_code(&options)).map_err(|refused| plain(&refused))?;
        parsed(&study::fit(&self.0, policy, &options).map_err(|refused| plain(&refused))?)
    }
}

#[wasm_bindgen]
impl KeptLog {
    /// The policy with options fitted to it.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn fit_options(&self, policy: &str, options: &str) -> Result<JsValue, JsValue> {
        let options = asked(options)?;
        let options = OptionsFitOptions::read(Ask::in_code(&options)).map_err(|refused| plain(&refused))?;
        parsed(&study::fit_options(&self.0, policy, &options).map_err(|refused| plain(&refused))?)
    }

    /// It decided again under a policy.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn replay(&self, policy: &str, options: &str) -> Result<JsValue, JsValue> {
        let options = asked(options)?;
        let options = ReplayOptions::read(Ask::in_code(&options)).map_err(|refused| plain(&refused))?;
        parsed(&study::replay(&self.0, policy, &options).map_err(|refused| plain(&refused))?)
    }

    /// The policy in words, with what it made of it: its name and hash, Markdown, and HTML.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn sign_off(&self, policy: &str, approved: Option<String>, options: &str) -> Result<Vec<JsValue>, JsValue> {
        let options = asked(options)?;
        let options = ReplayOptions::read(Ask::in_code(&options)).map_err(|refused| plain(&refused))?;
        let page = study::sign_off(&self.0, policy, approved.as_deref(), &options);
        Ok(texts(&page.map_err(|refused| plain(&refused))?))
    }

    /// How often its models are wrong where they are surest.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn curves(&self, options: &str) -> Result<JsValue, JsValue> {
        let options = asked(options)?;
        let options = CurveOptions::read(Ask::in_code(&options)).map_err(|refused| plain(&refused))?;
        parsed(&study::curves(&self.0, &options).map_err(|refused| plain(&refused))?)
    }

    /// A policy with the map that calibrates the log's scores.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn with_calibration(&self, policy: &str, options: &str) -> Result<JsValue, JsValue> {
        let options = asked(options)?;
        let options = CalibrateOptions::read(Ask::in_code(&options)).map_err(|refused| plain(&refused))?;
        let found = study::calibrate(&self.0, &options).map_err(|refused| plain(&refused))?;
        parsed(&study::with_calibration(policy, &found).map_err(|refused| plain(&refused))?)
    }
}

/// Rows of a log, sorted once.
#[wasm_bindgen]
pub struct SortedLog(study::Sweep);

#[wasm_bindgen]
impl SortedLog {
    /// For the policies that tell inputs apart as this one does.
    ///
    /// # Errors
    /// Why there is no answer.
    #[wasm_bindgen(constructor)]
    pub fn new(log: &KeptLog, policy: &str, options: &str) -> Result<Self, JsValue> {
        let options = asked(options)?;
        let sorted = study::Sweep::read(&log.0, policy, Ask::in_code(&options)).map_err(|refused| plain(&refused))?;
        Ok(Self(sorted))
    }

    /// What they come to under a policy.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn count(&self, log: &KeptLog, policy: &str) -> Result<JsValue, JsValue> {
        parsed(&self.0.count(&log.0, policy).map_err(|refused| plain(&refused))?)
    }
}

/// How many labels a promise needs.
///
/// # Errors
/// What is wrong with the options.
#[wasm_bindgen]
pub fn labels_needed(options: &str) -> Result<JsValue, JsValue> {
    let options = asked(options)?;
    parsed(&study::labels_needed(Ask::in_code(&options)).map_err(|refused| plain(&refused))?)
}

/// Options are written by the package, and hold what its users gave.
fn asked(options: &str) -> Result<Value, JsValue> {
    json::parse(options).map_err(|_| because("BAD_OPTION", "the options are no object".to_owned()))
}

fn because(code: &'static str, message: String) -> JsValue {
    plain(&study::Refused::Because { code, message })
}

fn plain(refused: &dyn Plain) -> JsValue {
    parsed(refused).unwrap_or(JsValue::NULL)
}
