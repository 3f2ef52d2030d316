//! The shape of a hint, which stands beside any answer.

use ts_rs::TS;

/// Something to look at before an answer is believed.
#[derive(TS)]
pub struct LogHint {
    /// Which.
    #[ts(type = "'NO_LABEL_EQUALS_PREDICTION' | 'OTHER_MODEL' | 'UNKNOWN_OPERATION' | 'UNKNOWN_SIGNAL'")]
    pub code: String,
    /// What it is, and what helps.
    pub message: String,
}
