//! The specification tests of the Rust core, as one binary: data cases, a naive second reading of
//! the rules, properties over generated policies, and the layers of `src/`.
#![expect(unreachable_pub, reason = "modules of a test binary: `pub` says what the other modules use")]

mod agree;
mod cases;
mod columns;
mod generate;
#[cfg(feature = "schema")]
mod generated;
mod layers;
mod numbers;
mod oracle;
mod proofs;
mod props;
mod tree;
mod warnings;
