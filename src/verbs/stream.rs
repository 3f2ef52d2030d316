//! What takes its input piece by piece.

use super::decide::Decider;
use super::log_diff::LogDiff;
use super::log_verb::LogVerb;
use super::outcome::Outcome;

/// A verb on work that may be long.
pub trait Stream {
    /// Does what is complete with these bytes.
    fn feed(&mut self, bytes: &[u8]) -> Outcome;

    /// Does what is left; nothing is done after it.
    fn finish(&mut self) -> Outcome;
}

impl Stream for Decider {
    fn feed(&mut self, bytes: &[u8]) -> Outcome {
        self.feed(bytes)
    }

    fn finish(&mut self) -> Outcome {
        self.finish()
    }
}

impl Stream for LogDiff {
    fn feed(&mut self, bytes: &[u8]) -> Outcome {
        self.feed(bytes)
    }

    fn finish(&mut self) -> Outcome {
        self.finish()
    }
}

impl Stream for LogVerb {
    fn feed(&mut self, bytes: &[u8]) -> Outcome {
        self.feed(bytes)
    }

    fn finish(&mut self) -> Outcome {
        self.finish()
    }
}
