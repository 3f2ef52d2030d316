//! `cargo xtask test`: the parts, one after the other, and what came of them.

pub(crate) mod examples;
mod lines;
mod locks;
mod parts;

use crate::{run::Failure, say, workspace::Workspace};
use anyhow::{Result, bail, ensure};
use clap::Args;
use parts::{PARTS, Part};
use std::time::{Duration, Instant};

#[derive(Args)]
pub(crate) struct TestArguments {
    /// The parts to run; all when none is named
    parts: Vec<String>,
    /// List the parts
    #[arg(long)]
    list: bool,
}

struct Outcome {
    part: &'static Part,
    time: Duration,
    closing: Vec<String>,
    failure: Option<String>,
}

/// Runs every part, or the named ones, to the end, and fails if any failed.
pub(crate) fn test(workspace: &Workspace, arguments: &TestArguments) -> Result<()> {
    if arguments.list {
        PARTS.iter().for_each(|part| println!("{:<14} {}", part.name, part.what));
        return Ok(());
    }
    let chosen = choose(&arguments.parts)?;
    let outcomes: Vec<Outcome> = chosen.into_iter().map(|part| perform(workspace, part)).collect();
    report(&outcomes);
    let failed = outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
    ensure!(failed == 0, "{failed} of {} parts failed", outcomes.len());
    Ok(())
}

/// The named parts in the table's order, which is the order in which they build on each other.
fn choose(names: &[String]) -> Result<Vec<&'static Part>> {
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|part| part.name != **name)) {
        let known: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        bail!("there is no part `{unknown}`; the parts are {}", known.join(", "));
    }
    Ok(PARTS.iter().filter(|part| names.is_empty() || names.iter().any(|name| name == part.name)).collect())
}

fn perform(workspace: &Workspace, part: &'static Part) -> Outcome {
    say::step(&format!("{}: {}", part.name, part.what), Some(part.expected));
    let start = Instant::now();
    let result = (part.run)(workspace);
    let output = match &result {
        Ok(output) => output,
        Err(error) => error.downcast_ref::<Failure>().map_or("", |failure| &failure.output),
    };
    let failure = match &result {
        Err(error) => Some(format!("{error:#}")),
        Ok(output) if part.runs_tests && lines::passed(output) == 0 => Some("no test was run".to_owned()),
        Ok(_) => None,
    };
    Outcome { part, time: start.elapsed(), closing: lines::closing(output), failure }
}

/// The runners' own closing lines, then every failure, then the count.
fn report(outcomes: &[Outcome]) {
    println!("\nThe parts and their runners' closing lines:");
    for outcome in outcomes {
        let verdict = if outcome.failure.is_some() { "FAILED" } else { "ok" };
        println!("{:<14} {verdict:<6} {}", outcome.part.name, say::duration(outcome.time));
        outcome.closing.iter().for_each(|line| println!("    {line}"));
    }
    let failed: Vec<(&str, &String)> =
        outcomes.iter().filter_map(|outcome| Some((outcome.part.name, outcome.failure.as_ref()?))).collect();
    for (name, failure) in &failed {
        println!("\nFAILED: {name} (again with `cargo xtask test {name}`)\n{failure}");
    }
    println!("\nparts: {} passed, {} failed", outcomes.len().saturating_sub(failed.len()), failed.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(chosen: &[&str]) -> Vec<&'static str> {
        let chosen: Vec<String> = chosen.iter().map(|name| (*name).to_owned()).collect();
        choose(&chosen).expect("known parts").iter().map(|part| part.name).collect()
    }

    #[test]
    fn without_names_every_part_runs() {
        assert_eq!(names(&[]).len(), PARTS.len());
    }

    #[test]
    fn named_parts_run_in_the_order_of_the_table() {
        assert_eq!(names(&["size", "format"]), ["format", "size"]);
    }

    #[test]
    fn an_unknown_part_is_refused_with_the_known_ones() {
        let error = choose(&["pages".to_owned()]).map(drop).expect_err("unknown");
        assert!(error.to_string().contains("there is no part `pages`; the parts are format,"));
    }

    #[test]
    fn names_of_parts_are_unique() {
        let mut names: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PARTS.len());
    }
}
