//! The project's tasks: `cargo xtask <task>`. `cargo xtask --help` lists them.
//!
//! Each task builds what it needs and skips what is up to date. This program is small so that it
//! compiles within seconds; the heavy part, wasm-bindgen, is a program of its own (`bindgen/`)
//! that is compiled when first needed.

mod bench;
mod browser;
mod budget;
mod debian;
mod fuzz;
mod modules;
mod mutants;
mod node;
mod package;
mod program;
mod run;
mod say;
mod setup;
mod site;
mod stamp;
mod test;
mod verify;
mod wasm_target;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Leeway's tasks", long_about = None)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what the other tasks need: the Wasm target, npm packages, Chromium
    Setup,
    /// Compile the Wasm modules and the npm package's TypeScript (into pkg-config/dist)
    Build,
    /// Build what is missing, serve the playground and print its address
    Play(site::PlayArguments),
    /// Build the playground as a static folder (target/site)
    Site,
    /// Run every test, or the named parts
    Test(test::TestArguments),
    /// Run the slow checks: more generated policies, and ten million decisions in one process
    Verify,
    /// Look for documents and inputs that panic, hang or contradict each other, with libFuzzer
    Fuzz(fuzz::FuzzArguments),
    /// Plant faults in the core and name those that no test notices, with cargo-mutants
    Mutants(mutants::MutantsArguments),
    /// Measure the package against other ways to decide (writes target/bench.json)
    Bench(bench::BenchArguments),
    /// Make the npm package (target/npm/leeway-policy.tgz)
    Pack,
}

fn main() -> ExitCode {
    match perform(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    let workspace = Workspace::find()?;
    match task {
        Task::Setup => setup::setup(&workspace),
        Task::Build => modules::build(&workspace),
        Task::Play(arguments) => site::play(&workspace, &arguments),
        Task::Site => site::site(&workspace),
        Task::Test(arguments) => test::test(&workspace, &arguments),
        Task::Verify => verify::verify(&workspace),
        Task::Fuzz(arguments) => fuzz::fuzz(&workspace, &arguments),
        Task::Mutants(arguments) => mutants::mutants(&workspace, &arguments),
        Task::Bench(arguments) => bench::bench(&workspace, &arguments),
        Task::Pack => package::pack(&workspace),
    }
}
