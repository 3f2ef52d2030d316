//! `cargo xtask mutants`: plants one fault after the other in the core, and names those that no test notices.

use crate::{program, run::Run, say, wasm_target::own_cargo, workspace::Workspace};
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

/// Which tests notice most faults of a room within seconds. What they let pass is tried again with all tests.
const ROOMS: [(&str, &[&str]); 3] = [
    ("src/decide/", &["cases::tests::own", "columns", "props::removing", "props::record", "decide"]),
    ("src/explain/", &["cases::tests::own", "props::explain", "props::operands", "changes", "explain", "golden"]),
    ("src/policy/", &["cases", "policy", "layout", "golden"]),
];

/// A small part of the generated policies and inputs is enough for most.
const QUICK_SCALE: &str = "0.02";

/// A fault can make a test ask for memory without end: in KB, what each process may take, compilers included.
const MEMORY: &str = "8000000";

#[derive(clap::Args)]
pub(crate) struct MutantsArguments {
    /// Only faults in this file, such as `src/decide/steps.rs`
    #[arg(long)]
    file: Option<String>,
    /// Only faults in lines that changed since this commit
    #[arg(long)]
    since: Option<String>,
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
    let changes = arguments.since.as_deref().map(|commit| changes(workspace, commit)).transpose()?;
    for (room, tests) in ROOMS {
        let files = arguments.file.clone().unwrap_or_else(|| format!("{room}**/*.rs"));
        if !files.starts_with(room) {
            continue;
        }
        let mut places = vec![OsString::from("--file"), OsString::from(&files)];
        places.extend(changes.iter().flat_map(|changes| [OsString::from("--in-diff"), changes.into()]));
        say::step(&format!("Faults in {files}"), Some("two seconds each on an idle machine"));
        // It fails where faults pass: the next run says which pass all tests.
        if plant(workspace, arguments.jobs, &places, tests, QUICK_SCALE).is_err() && !any_passed(workspace) {
            bail!("cargo-mutants could not do its work; what it wrote is above");
        }
        if any_passed(workspace) {
            say::step("Those that passed, with all tests", Some("a minute each"));
            plant(workspace, arguments.jobs, &places, &[], "1")?;
        }
    }
    Ok(())
}

/// Whether a fault of the last run passed; where none was planted there is no list.
fn any_passed(workspace: &Workspace) -> bool {
    let list = workspace.target("mutants").join("mutants.out/missed.txt");
    fs::read(list).is_ok_and(|names| !names.is_empty())
}

/// What changed in the sources since a commit, as cargo-mutants reads it.
fn changes(workspace: &Workspace, commit: &str) -> Result<PathBuf> {
    let file = workspace.target("mutants").join("since.diff");
    let changed = Run::new("git").args(["diff", commit, "--", "src"]).inside(workspace.root()).silent().go()?;
    fs::write(&file, changed).with_context(|| format!("cannot write `{}`", file.display()))?;
    Ok(file)
}

fn plant(workspace: &Workspace, jobs: u8, places: &[OsString], tests: &[&str], scale: &str) -> Result<()> {
    let run = within_memory().args(["mutants", "--iterate", "--baseline", "skip", "--cap-lints", "false"]);
    let run = run.args(["--timeout", "300", "--build-timeout", "900", "--colors", "never"]).args(places);
    let run = run.args(["--jobs", &jobs.to_string()]).arg("--output").arg(workspace.target("mutants"));
    let run = run.args(["--", "--lib", "--test", "suite", "--"]).args(tests).inside(workspace.root());
    // Building anew takes most of the time.
    let run = run.env("CARGO_INCREMENTAL", "1").env("CARGO_PROFILE_TEST_DEBUG", "false");
    run.env("LEEWAY_PROPS_SCALE", scale).go()?;
    Ok(())
}

/// Cargo under the limit of memory; where the shell knows of none (macOS, Windows), without it.
fn within_memory() -> Run {
    if cfg!(unix) {
        let limited = format!("ulimit -v {MEMORY} 2>/dev/null; exec \"$@\"");
        Run::new("sh").args(["-c", &limited, "sh"]).arg(own_cargo())
    } else {
        Run::new(own_cargo())
    }
}

fn ready() -> Result<()> {
    if program::first(&["cargo-mutants"]).is_none() {
        say::step("Installing cargo-mutants", Some("two minutes"));
        Run::new(own_cargo()).args(["install", "cargo-mutants", "--version", "27.1.0", "--locked"]).go()?;
    }
    Ok(())
}
