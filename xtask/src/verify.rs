//! `cargo xtask verify`: the slow checks, too slow for every test run.

use crate::{modules, package, run::Run, say, wasm_target::own_cargo, workspace::Workspace};
use anyhow::Result;

/// How many times more policies and inputs the properties get than in `cargo xtask test`, and samples the promises of
/// thresholds: 400 times that.
const SCALE: &str = "5";

pub(crate) fn verify(workspace: &Workspace) -> Result<()> {
    properties(workspace)?;
    soak(workspace)
}

fn properties(workspace: &Workspace) -> Result<()> {
    say::step(&format!("The properties, on {SCALE} times more policies, inputs and samples"), Some("about 20 minutes"));
    let test = Run::new(own_cargo()).args(["test", "--test", "suite"]).inside(workspace.root());
    test.env("CARGO_TARGET_DIR", workspace.target("")).env("LEEWAY_PROPS_SCALE", SCALE).go()?;
    Ok(())
}

fn soak(workspace: &Workspace) -> Result<()> {
    package::pack(workspace)?;
    say::step("Ten million decisions in one Node process", Some("a few minutes"));
    let soak = Run::new("node").arg("test/soak.mjs").inside(&modules::package_folder(workspace));
    soak.env("LEEWAY_TARBALL", package::tarball(workspace)).go()?;
    Ok(())
}
