//! The specification tests of the Rust core, as one binary: data cases, a naive second reading of
//! the rules, properties over generated policies, and the layers of `src/`.
#![expect(unreachable_pub, reason = "modules of a test binary: `pub` says what the other modules use")]

mod agree;
mod automatic;
mod binomial;
mod calibrate;
mod cases;
mod changes;
mod columns;
mod coverage;
mod diff;
mod facts;
mod generate;
#[cfg(all(feature = "schema", feature = "verbs"))]
mod generated;
mod layers;
mod layout;
mod log;
mod mutations;
mod numbers;
mod oracle;
mod proofs;
mod props;
mod sign_off;
mod study;
mod sweep;
mod transitions;
mod tree;
mod tune;
mod vectors;
#[cfg(feature = "verbs")]
mod verbs;
mod warnings;
