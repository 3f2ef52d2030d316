//! The document of a policy, and its hash.

use std::sync::OnceLock;

use crate::json;
use crate::value::Value;

/// The document, hashed when that is first asked for: who only decides need not wait for it.
#[derive(Clone, Debug)]
pub(super) struct Source {
    document: Value,
    hash: OnceLock<String>,
}

impl Source {
    pub(super) const fn new(document: Value) -> Self {
        Self { document, hash: OnceLock::new() }
    }

    pub(super) fn hash(&self) -> &str {
        self.hash.get_or_init(|| json::hash(&self.document))
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.document == other.document
    }
}
