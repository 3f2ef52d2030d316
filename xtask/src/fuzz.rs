//! `cargo xtask fuzz`: documents, decisions and studies under libFuzzer.

use crate::{program, run::Run, say, wasm_target::own_cargo, workspace::Workspace};
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The targets of `tests/fuzz`, which share the time.
const TARGETS: [&str; 5] = ["document", "decide", "diff", "log", "verbs"];

/// cargo-fuzz asks for a nightly compiler; this makes a stable one do.
const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

#[derive(clap::Args)]
pub(crate) struct FuzzArguments {
    /// How long, all targets together
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    minutes: u64,
}

pub(crate) fn fuzz(workspace: &Workspace, arguments: &FuzzArguments) -> Result<()> {
    run(workspace, arguments.minutes)
}

/// Runs every target for its share of the time.
///
/// # Errors
/// When a target finds an input that panics, hangs or grows without bounds; the message names the file.
pub(crate) fn run(workspace: &Workspace, minutes: u64) -> Result<()> {
    ready()?;
    let folder = workspace.path("tests/fuzz");
    let seconds = minutes.saturating_mul(60);
    let each = seconds.checked_div(u64::try_from(TARGETS.len())?).unwrap_or(seconds);
    for target in TARGETS {
        say::step(&format!("Fuzzing `{target}`"), Some(&format!("{each} s, and a minute to compile")));
        unpack(&folder.join("corpus").join(format!("{target}.tar.gz")), &workspace.target("fuzz"))?;
        let corpus = workspace.target("fuzz").join(target);
        let limits = [format!("-max_total_time={each}"), "-max_len=60000".into(), "-timeout=60".into()];
        let run = Run::new(own_cargo()).args(["fuzz", "run", "--fuzz-dir", ".", "--sanitizer", "none", target]);
        let run = run.arg(&corpus).arg("--").args(limits).arg("-print_final_stats=1");
        run.env(UNSTABLE.0, UNSTABLE.1).inside(&folder).limit(Duration::from_secs(each.saturating_add(1_200))).go()?;
    }
    Ok(())
}

fn ready() -> Result<()> {
    if program::first(&["cargo-fuzz"]).is_none() {
        say::step("Installing cargo-fuzz", Some("a minute"));
        Run::new(own_cargo()).args(["install", "cargo-fuzz", "--version", "0.13.1", "--locked"]).go()?;
    }
    Ok(())
}

/// The corpora are kept packed: thousands of small texts. What the fuzzer adds to them stays in `target`.
fn unpack(packed: &Path, into: &Path) -> Result<()> {
    fs::create_dir_all(into)?;
    Run::new("tar").arg("-xzf").arg(packed).arg("-C").arg(into).silent().go()?;
    Ok(())
}
