//! What verbs over a log can be asked for. Values go to the study as they were written; it says what is wrong with them.

use std::path::PathBuf;

use clap::Args;
use leeway::json::Value;

/// Which rows of a log, and how they are read.
#[derive(Args, Clone, Debug)]
pub(crate) struct Rows {
    /// The model; where the log names none, what its model is called
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
    /// Only rows of this split, as the column `split` names it; more than once for several
    #[arg(long, value_name = "NAME")]
    split: Vec<String>,
    /// A field that stands in a column of another name, as in `confidence=score`; more than once for several
    #[arg(long, value_name = "FIELD=COLUMN")]
    column: Vec<String>,
    /// Which operation each predicted label stands for, {"operation": ["label", ...]}
    #[arg(long, value_name = "FILE")]
    pub(crate) operations: Option<PathBuf>,
    /// What all rows share: signals, and a ceiling `at_most`
    #[arg(long, value_name = "FILE")]
    pub(crate) health: Option<PathBuf>,
}

/// What mistakes and reviews cost.
#[derive(Args, Clone, Debug)]
pub(crate) struct Costs {
    /// What doing one case wrongly by itself costs
    #[arg(long, value_name = "COST", allow_negative_numbers = true)]
    cost_of_error: Option<String>,
    /// What having a person look at one case costs
    #[arg(long, value_name = "COST", allow_negative_numbers = true)]
    cost_of_review: Option<String>,
}

/// How scores are calibrated.
#[derive(Args, Clone, Debug)]
pub(crate) struct Calibrating {
    /// `isotonic`, `platt`, or `auto`: isotonic regression from 1,000 labels on, else Platt scaling
    #[arg(long, value_name = "METHOD")]
    method: Option<String>,
    /// The policy that takes the map
    #[arg(long, value_name = "POLICY")]
    pub(crate) policy: Option<PathBuf>,
    /// Write the policy anew with the map
    #[arg(long)]
    write: bool,
}

/// What is promised.
#[derive(Args, Clone, Debug)]
pub(crate) struct Promise {
    /// The share of what is done by itself that may be wrong, as in 0.02
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true, required = true)]
    target: Option<String>,
    /// How sure that is, over the labelled sample
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true, default_value = "0.95")]
    confidence: String,
    /// `complete`: every row of the log was labelled, whatever it says
    #[arg(long, value_name = "SOURCE")]
    labels: Option<String>,
    /// Fit a calibration map first, on one half of the rows: `isotonic`, `platt` or `auto`
    #[arg(long, value_name = "METHOD")]
    calibrate: Option<String>,
    /// Verify on rows of this split; more than once for several
    #[arg(long, value_name = "NAME")]
    verify: Vec<String>,
    /// From how many places thresholds are tested, each at its part of delta [default: 1]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    starts: Option<String>,
    /// With how many errors the first test would still pass [default: 2]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    start_errors: Option<String>,
    /// How many cases an hour reviewers can look at: the highest thresholds that hold and ask for no more are taken
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    capacity: Option<String>,
    /// How many cases come in an hour; else the log's times `t` say so
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    arrivals: Option<String>,
    /// The unit of `t`: `s`, `ms` or `h` [default: s]
    #[arg(long, value_name = "UNIT")]
    time_unit: Option<String>,
    /// The salt that audits were picked with
    #[arg(long, value_name = "SALT")]
    audit_salt: Option<String>,
    /// How many targets are tried on this log, this one included: they share delta
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    targets_tried: Option<String>,
    /// Which fit of this policy it is, from 1
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    fit_number: Option<String>,
    /// The fits of this policy share one delta
    #[arg(long)]
    share_over_fits: bool,
    /// When it is fitted, in the unit of an input's `now`
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    at: Option<String>,
    /// Until when it counts, in the same unit
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    valid_until: Option<String>,
    /// Leave a third of the rows, by unit, to fit options to
    #[arg(long)]
    options_fold: bool,
    /// Write the fitted policy to this file; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What is promised of options.
#[derive(Args, Clone, Debug)]
pub(crate) struct Coverage {
    /// The share of cases whose options hold the answer, as in 0.9
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true, required = true)]
    coverage: Option<String>,
    /// How sure that is, over the labelled sample
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true, default_value = "0.95")]
    confidence: String,
    /// `lac`: by the confidence of each; `aps`: by the sum from the likeliest down [default: lac]
    #[arg(long, value_name = "METHOD")]
    method: Option<String>,
    /// `complete`: every row of the log was labelled, whatever it says
    #[arg(long, value_name = "SOURCE")]
    labels: Option<String>,
    /// Verify on rows of this split; more than once for several
    #[arg(long, value_name = "NAME")]
    verify: Vec<String>,
    /// The salt that audits were picked with
    #[arg(long, value_name = "SALT")]
    audit_salt: Option<String>,
    /// How many targets are tried on this log, this one included: they share delta
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    targets_tried: Option<String>,
    /// Only the third of the rows, by unit, that `leeway fit --options-fold` left
    #[arg(long)]
    options_fold: bool,
    /// Write the fitted policy to this file; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Options by name.
#[derive(Debug, Default)]
pub(crate) struct Options(Vec<(String, Value)>);

impl Options {
    fn text(&mut self, name: &str, text: Option<&String>) {
        self.0.extend(text.map(|text| (name.to_owned(), Value::Text(text.clone()))));
    }

    fn list(&mut self, name: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.0.push((name.to_owned(), Value::List(texts.iter().cloned().map(Value::Text).collect())));
        }
    }

    fn truth(&mut self, name: &str, truth: bool) {
        if truth {
            self.0.push((name.to_owned(), Value::Boolean(true)));
        }
    }

    pub(crate) fn done(self) -> Value {
        Value::Object(self.0)
    }
}

impl Rows {
    pub(crate) fn options(&self) -> Options {
        let mut options = Options::default();
        options.text("model", self.model.as_ref());
        options.list("split", &self.split);
        options.list("column", &self.column);
        options
    }

    /// Whether any of them is.
    pub(crate) fn is_given(&self) -> bool {
        let Self { model, split, column, operations, health } = self;
        model.is_some() || !split.is_empty() || !column.is_empty() || operations.is_some() || health.is_some()
    }
}

/// How a report over a log looks, and where it goes.
pub(crate) fn put_report(options: &mut Options, html: bool, output: Option<&PathBuf>) {
    options.truth("html", html);
    options.text("output", output.map(|output| output.display().to_string()).as_ref());
}

impl Costs {
    pub(crate) fn put(&self, options: &mut Options) {
        options.text("cost_of_error", self.cost_of_error.as_ref());
        options.text("cost_of_review", self.cost_of_review.as_ref());
    }
}

impl Calibrating {
    pub(crate) fn put(&self, options: &mut Options) {
        options.text("method", self.method.as_ref());
        options.truth("write", self.write);
    }
}

impl Promise {
    pub(crate) fn put(&self, options: &mut Options) {
        for (name, text) in [
            ("target", self.target.as_ref()),
            ("confidence", Some(&self.confidence)),
            ("labels", self.labels.as_ref()),
            ("calibrate", self.calibrate.as_ref()),
            ("starts", self.starts.as_ref()),
            ("start_errors", self.start_errors.as_ref()),
            ("capacity", self.capacity.as_ref()),
            ("arrivals", self.arrivals.as_ref()),
            ("time_unit", self.time_unit.as_ref()),
            ("audit_salt", self.audit_salt.as_ref()),
            ("targets_tried", self.targets_tried.as_ref()),
            ("fit_number", self.fit_number.as_ref()),
            ("at", self.at.as_ref()),
            ("valid_until", self.valid_until.as_ref()),
        ] {
            options.text(name, text);
        }
        options.list("verify", &self.verify);
        options.truth("share_over_fits", self.share_over_fits);
        options.truth("options_fold", self.options_fold);
        let output = self.output.as_ref().map(|output| output.display().to_string());
        options.text("output", output.as_ref());
    }
}

impl Coverage {
    pub(crate) fn put(&self, options: &mut Options) {
        for (name, text) in [
            ("coverage", self.coverage.as_ref()),
            ("confidence", Some(&self.confidence)),
            ("method", self.method.as_ref()),
            ("labels", self.labels.as_ref()),
            ("audit_salt", self.audit_salt.as_ref()),
            ("targets_tried", self.targets_tried.as_ref()),
        ] {
            options.text(name, text);
        }
        options.list("verify", &self.verify);
        options.truth("options_fold", self.options_fold);
        let output = self.output.as_ref().map(|output| output.display().to_string());
        options.text("output", output.as_ref());
    }
}
