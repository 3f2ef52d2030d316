//! What can be asked for.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use leeway::verbs::{FormatMode, MOST_REGIONS};

use super::log_arguments::{Calibrating, Costs, Coverage, Promise, Rows};

/// The JSON Schema of policies; a test holds it to the Rust types.
pub(crate) const SCHEMA: &str = include_str!("../../../pkg-config/policy.schema.json");

const EXIT_CODES: &str = "Exit codes: 0 fine; 1 a policy or its tests are wrong, or a fit that was to be written found \
                          nothing to promise;\n2 arguments, files or inputs that cannot be used.\n`-` stands for standard input. Colours are used on a terminal, unless \
                          NO_COLOR is set.";

const LOGS: &str = "Columns of a CSV are named as the fields of inputs (id, model, confidence, second, operation, \
                    predicted, impact, at_most) and\nas the policies' signals; what else there is is named and not \
                    read. Where a row has no operation, what was predicted\nstands for one.\nRight or wrong is the first \
                    that a row has of: `correct` (true, false, 1, 0); `outcome` (`accepted` is right; `edited`,\n\
                    `rejected`, `undone` are wrong); `label`, the true one, beside `predicted`.";

const WHOLE_LOGS: &str = "A log is CSV, or inputs with their outcomes, one a line (NDJSON). Its columns are named as \
                          `leeway diff --help` says,\nor mapped by `--column`; beside those, `split`, `unit`, \
                          `label_source`, `t`, `alternatives` and `signals.NAME` are read.\nLabels of a promise are \
                          those of which `label_source` says `complete` or `audit_blind`; `--labels complete`\nsays it \
                          of a log that does not.";

const REPORT_LOGS: &str = "The options about a log need `--log`; `leeway replay --help` says what a log is.";

const OPTIONS_LOGS: &str = "Rows have `alternatives`, a list of {\"label\": ..., \"confidence\": ...}, likeliest first (in a CSV its JSON), and \
                            `label`, the\ntrue one; `leeway fit --help` says which labels count.";

/// Decides how much freedom an AI feature gets, one prediction at a time
#[derive(Debug, Parser)]
#[command(name = "leeway", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
    /// Print JSON for programs
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Tell everything that is wrong with policies
    Check {
        /// The policies
        #[arg(value_name = "POLICY", required = true)]
        policies: Vec<PathBuf>,
        /// Warnings are errors too: exit with 1 if there are any
        #[arg(long)]
        strict: bool,
    },
    /// Decide one input, or a stream of them, one a line (NDJSON)
    Decide {
        /// The policy
        policy: PathBuf,
        /// The inputs
        #[arg(default_value = "-")]
        inputs: PathBuf,
        /// What all inputs share: signals, and a ceiling `at_most`
        #[arg(long)]
        health: Option<PathBuf>,
    },
    /// Explain one decision: every step, and what would change it
    Explain {
        /// The policy
        policy: PathBuf,
        /// The input
        #[arg(default_value = "-")]
        input: PathBuf,
        /// What all inputs share: signals, and a ceiling `at_most`
        #[arg(long)]
        health: Option<PathBuf>,
    },
    /// Tell what changes between two policies: where they give different actions
    #[command(after_help = LOGS)]
    Diff {
        /// The policy as it was
        before: PathBuf,
        /// The policy as it shall be
        after: PathBuf,
        /// How many regions to tell in words; JSON has all of them
        #[arg(long, value_name = "N", default_value_t = MOST_REGIONS, value_parser = clap::value_parser!(u32).range(1..))]
        limit: u32,
        /// Count what moves in a log too: CSV, or inputs with their outcomes, one a line (NDJSON)
        #[arg(long, value_name = "FILE")]
        log: Option<PathBuf>,
        /// With a log: what the model of rows that name none is called
        #[arg(long, value_name = "NAME")]
        model: Option<String>,
        /// With a log: a field that stands in a column of another name, as in `confidence=score`; more than once for several
        #[arg(long, value_name = "FIELD=COLUMN")]
        column: Vec<String>,
        /// With a log: which operation each predicted label stands for, {"operation": ["label", ...]}
        #[arg(long, value_name = "FILE")]
        operations: Option<PathBuf>,
        /// With a log: what all its rows share, signals, and a ceiling `at_most`
        #[arg(long, value_name = "FILE")]
        health: Option<PathBuf>,
    },
    /// Tell how good a model's confidence is, and fit the map that calibrates it
    #[command(after_help = WHOLE_LOGS)]
    Calibrate {
        /// The log
        log: PathBuf,
        #[command(flatten)]
        rows: Rows,
        #[command(flatten)]
        how: Calibrating,
    },
    /// Fit the thresholds of a policy to a log so that they keep a promise, or tell why none does
    #[command(after_help = WHOLE_LOGS)]
    Fit {
        /// The policy
        policy: PathBuf,
        /// The log
        log: PathBuf,
        #[command(flatten)]
        promise: Box<Promise>,
        #[command(flatten)]
        rows: Rows,
        #[command(flatten)]
        costs: Costs,
    },
    /// Fit which options a policy shows to a log, so that they hold the answer as often as promised, or tell why not
    #[command(after_help = OPTIONS_LOGS)]
    FitOptions {
        /// The policy
        policy: PathBuf,
        /// The log
        log: PathBuf,
        #[command(flatten)]
        coverage: Coverage,
        #[command(flatten)]
        rows: Rows,
    },
    /// Decide a log again and tell what a policy makes of it
    #[command(after_help = WHOLE_LOGS)]
    Replay {
        /// The policy
        policy: PathBuf,
        /// The log
        log: PathBuf,
        #[command(flatten)]
        rows: Rows,
        #[command(flatten)]
        costs: Costs,
    },
    /// Run the tests in a policy and those in a file beside it, and tell what they leave out
    Test {
        /// The policy
        policy: PathBuf,
        /// More tests: a list of them, or an object with `tests`
        tests: Option<PathBuf>,
    },
    /// Describe a policy in words for the people who approve it, as Markdown
    #[command(after_help = REPORT_LOGS)]
    Report {
        /// The policy
        policy: PathBuf,
        /// The version approved last: what changed since is told too
        #[arg(long, value_name = "POLICY")]
        approved: Option<PathBuf>,
        /// One HTML page instead
        #[arg(long, conflicts_with = "json")]
        html: bool,
        /// Tell what it made of a log too: counts with intervals, by operation and impact
        #[arg(long, value_name = "FILE")]
        log: Option<PathBuf>,
        #[command(flatten)]
        rows: Rows,
        /// Write it to this file
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Lay out policies: two spaces, short objects on one line, nothing reordered
    Fmt {
        /// The policies
        #[arg(value_name = "POLICY", required = true)]
        policies: Vec<PathBuf>,
        #[command(flatten)]
        mode: Mode,
    },
    /// Print the JSON Schema of policies
    Schema,
    /// Print TypeScript types of the inputs of one policy
    Types {
        /// The policy
        policy: PathBuf,
    },
}

#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Mode {
    /// Only name the files that are laid out otherwise, and exit with 1 if there are any
    #[arg(long, conflicts_with = "write")]
    check: bool,
    /// Write the files anew
    #[arg(long)]
    write: bool,
}

impl Mode {
    pub(crate) const fn mode(self) -> FormatMode {
        match self {
            Self { check: true, .. } => FormatMode::Check,
            Self { write: true, .. } => FormatMode::Write,
            Self { .. } => FormatMode::Print,
        }
    }
}
