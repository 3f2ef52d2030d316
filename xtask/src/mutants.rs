//! `cargo xtask mutants`: plants one fault after the other in the core, and names those that no test notices.

use crate::{program, run::Run, say, wasm_target::own_cargo, workspace::Workspace};
use anyhow::{Result, bail};
use std::fs;

/// Which tests notice most faults of a room within seconds. What they let pass is tried again with all tests.
const ROOMS: [(&str, &[&str]); 3] = [
    ("src/decide/", &["cases::tests::own", "columns", "props::removing", "props::record", "decide"]),
    ("src/explain/", &["cases::tests::own", "props::explain", "props::operands", "changes", "explain", "golden"]),
    ("src/policy/", &["cases", "policy", "layout", "golden"]),
];

/// A small part of the generated policies and inputs is enough for most.
const QUICK_SCALE: &str = "0.02";

#[derive(clap::Args)]
pub(crate) struct MutantsArguments {
    /// Only faults in this file, such as `src/decide/steps.rs`
    #[arg(long)]
    file: Option<String>,
    /// How many faults are tried at a time
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=64))]
    jobs: u8,
}

/// Faults that change nothing, or nothing that a native test can see, stand in `.cargo/mutants.toml` with the reason.
///
/// # Errors
/// When a fault is noticed by no test; `target/mutants/mutants.out/missed.txt` lists them.
pub(crate) fn mutants(workspace: &Workspace, arguments: &MutantsArguments) -> Result<()> {
    ready()?;
    fs::create_dir_all(workspace.target("mutants"))?;
    let survivors = workspace.target("mutants").join("mutants.out/missed.txt");
    for (room, tests) in ROOMS {
        let files = arguments.file.clone().unwrap_or_else(|| format!("{room}**/*.rs"));
        if !files.starts_with(room) {
            continue;
        }
        say::step(&format!("Faults in {files}"), Some("two seconds each on an idle machine"));
        // It fails where faults pass: the next run says which pass all tests.
        if plant(workspace, arguments, &files, tests, QUICK_SCALE).is_err() && fs::read(&survivors)?.is_empty() {
            bail!("cargo-mutants could not do its work; what it wrote is above");
        }
        if !fs::read(&survivors)?.is_empty() {
            say::step("Those that passed, with all tests", Some("a minute each"));
            plant(workspace, arguments, &files, &[], "1")?;
        }
    }
    Ok(())
}

fn plant(workspace: &Workspace, arguments: &MutantsArguments, files: &str, tests: &[&str], scale: &str) -> Result<()> {
    let run = Run::new(own_cargo()).args(["mutants", "--iterate", "--baseline", "skip", "--cap-lints", "false"]);
    let run = run.args(["--timeout", "300", "--build-timeout", "900", "--colors", "never", "--file", files]);
    let run = run.args(["--jobs", &arguments.jobs.to_string()]).arg("--output").arg(workspace.target("mutants"));
    let run = run.args(["--", "--lib", "--test", "suite", "--"]).args(tests).inside(workspace.root());
    // Building anew takes most of the time.
    let run = run.env("CARGO_INCREMENTAL", "1").env("CARGO_PROFILE_TEST_DEBUG", "false");
    run.env("LEEWAY_PROPS_SCALE", scale).go()?;
    Ok(())
}

fn ready() -> Result<()> {
    if program::first(&["cargo-mutants"]).is_none() {
        say::step("Installing cargo-mutants", Some("two minutes"));
        Run::new(own_cargo()).args(["install", "cargo-mutants", "--version", "27.1.0", "--locked"]).go()?;
    }
    Ok(())
}
