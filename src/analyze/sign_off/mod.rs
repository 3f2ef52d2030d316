//! A policy in words that can be followed and signed by people who read no JSON: everything in it is derived from the
//! document. What it says stands in `parts`, one file a section; how it looks in `markdown` and `html`.

mod changes;
mod html;
mod log;
mod markdown;
mod parts;
mod text;
mod words;

use crate::policy::Policy;
use crate::value::{Fields, Plain, Value, fill, serialize_plain};

pub use log::{LogCounts, LogRows};
use text::{Block, Section};

/// A policy in words, section by section.
#[derive(Clone, Debug, PartialEq)]
pub struct SignOff {
    /// The policy's name.
    pub name: String,
    /// Its hash: what exactly is signed.
    pub hash: String,
    sections: Vec<Section>,
}

/// What the sections are made from.
pub(super) struct Subject<'a> {
    pub(super) policy: &'a Policy,
    /// The tree that the policy was read from: it has what decides nothing, such as `meta`.
    pub(super) document: &'a Value,
}

/// The policy in words; with an approved version, what changed since; with a log, what it came to. Both have compiled.
#[must_use]
pub fn sign_off(
    policy: &Policy,
    document: &Value,
    approved: Option<(&Policy, &Value)>,
    log: Option<&LogCounts>,
) -> SignOff {
    let subject = Subject { policy, document };
    let mut sections = vec![parts::about::section(&subject), parts::freedom::section(&subject)];
    sections.extend(parts::evidence::section(&subject));
    if let Some(log) = log {
        sections.push(parts::log::section(&subject, log));
    }
    sections.push(parts::people::section(&subject));
    sections.push(parts::less::section(&subject));
    sections.push(parts::missing::section(&subject));
    sections.push(parts::never::section(&subject));
    sections.push(parts::reviews::section(&subject));
    sections.push(parts::tests::section(&subject));
    if let Some((policy, document)) = approved {
        sections.push(changes::section(&Subject { policy, document }, &subject));
    }
    sections.push(approval());
    SignOff { name: policy.name().to_owned(), hash: policy.hash().to_owned(), sections }
}

fn approval() -> Section {
    let mut section = Section::new("approval", "Approval");
    section.paragraph("I have read this description and approve the policy with the fingerprint above.", &[]);
    section.blocks.push(Block::Lines(vec!["Name", "Role", "Date", "Signature"]));
    section
}

impl SignOff {
    /// The title: what is signed.
    fn title(&self) -> String {
        fill("Sign-off: {}", &[&self.name])
    }
}

serialize_plain!(SignOff);

impl Plain for SignOff {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("name", &self.name);
        out.put_text("hash", &self.hash);
        out.put("sections", self.sections.plain());
        out.done()
    }
}
