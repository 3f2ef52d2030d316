//! `cargo xtask bench`: the package beside other ways to decide.

use crate::{node, package, run::Run, say, workspace::Workspace};
use anyhow::Result;
use clap::Args;

#[derive(Args)]
pub(crate) struct BenchArguments {
    /// Passed on to bench/run.mjs
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn bench(workspace: &Workspace, arguments: &BenchArguments) -> Result<()> {
    package::pack(workspace)?;
    let folder = workspace.path("bench");
    node::install_tarball(workspace, &folder, &package::tarball(workspace))?;
    say::step("Measuring (nothing else should run on this machine)", Some("a few minutes"));
    let bench = Run::new("node").arg("bench/run.mjs").args(&arguments.arguments).inside(workspace.root());
    bench.env("LEEWAY_TARBALL", package::tarball(workspace)).go()?;
    Ok(())
}
