//! What the modules weigh, against `size-budget.json`.

use crate::{modules, node, run::Run, say, stamp::files_below, workspace::Workspace};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

/// A line of the budget: these files together may weigh this much after brotli.
#[derive(Debug, PartialEq, Eq)]
struct Budget {
    name: String,
    files: Vec<String>,
    brotli: u64,
    aim: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weight {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints what each module weighs.
///
/// # Errors
/// When one weighs more than its budget.
pub(crate) fn check(workspace: &Workspace) -> Result<String> {
    let mut output = String::new();
    let mut over = Vec::new();
    for budget in read(&fs::read_to_string(workspace.path("size-budget.json"))?)? {
        let weight = weigh(workspace, &budget.files)?;
        writeln!(output, "{}", line(&budget, weight))?;
        over.extend(excess(&budget, weight));
    }
    output.lines().for_each(say::note);
    if over.is_empty() { Ok(output) } else { bail!("{}", over.join("\n")) }
}

fn read(text: &str) -> Result<Vec<Budget>> {
    let budgets: Value = serde_json::from_str(text).context("size-budget.json is not JSON")?;
    let budgets = budgets.as_object().context("size-budget.json is not an object")?;
    budgets.iter().map(|(name, budget)| read_one(name, budget)).collect()
}

fn read_one(name: &str, budget: &Value) -> Result<Budget> {
    let number =
        |key: &str| budget.get(key).and_then(Value::as_u64).with_context(|| format!("`{name}` has no number `{key}`"));
    let files = budget.get("files").and_then(Value::as_array).with_context(|| format!("`{name}` has no `files`"))?;
    let files = files.iter().filter_map(|file| file.as_str().map(str::to_owned)).collect();
    Ok(Budget { name: name.to_owned(), files, brotli: number("brotli_bytes")?, aim: number("aim_bytes")? })
}

fn line(budget: &Budget, weight: Weight) -> String {
    let Weight { raw, gzip, brotli } = weight;
    let Budget { name, brotli: most, aim, .. } = budget;
    format!("{name}: {raw} bytes raw, {gzip} gzip, {brotli} brotli (budget {most}, aim {aim})")
}

fn excess(budget: &Budget, weight: Weight) -> Option<String> {
    let over = weight.brotli.checked_sub(budget.brotli).filter(|over| *over > 0)?;
    let Budget { name, brotli, .. } = budget;
    Some(format!("`{name}` weighs {} bytes after brotli, {over} more than its budget of {brotli}", weight.brotli))
}

/// The files that a name means: itself, or for `folder/*.js` all files there with that ending.
fn expand(workspace: &Workspace, name: &str) -> Result<Vec<PathBuf>> {
    let Some((folder, ending)) = name.rsplit_once("/*") else {
        return Ok(vec![workspace.path(name)]);
    };
    let folder = workspace.path(folder);
    let is_meant = |file: &PathBuf| file.parent() == Some(&folder) && file.to_string_lossy().ends_with(ending);
    let meant: Vec<PathBuf> = files_below(&folder)?.into_iter().filter(is_meant).collect();
    ensure!(!meant.is_empty(), "size-budget.json names `{name}`, and there is none");
    Ok(meant)
}

/// Node has both compressors; each file is compressed alone, as a server would.
fn weigh(workspace: &Workspace, files: &[String]) -> Result<Weight> {
    let tools = modules::tools(workspace);
    node::install(workspace, &tools)?;
    let script = tools.join("weigh.mjs");
    let files: Vec<Vec<PathBuf>> = files.iter().map(|name| expand(workspace, name)).collect::<Result<_>>()?;
    let answer = Run::new("node").arg(script).args(files.concat()).inside(workspace.root()).silent().go()?;
    let answer: Value = serde_json::from_str(&answer).context("weigh.mjs did not answer in JSON")?;
    let number =
        |key: &str| answer.get(key).and_then(Value::as_u64).with_context(|| format!("weigh.mjs gave no `{key}`"));
    Ok(Weight { raw: number("raw")?, gzip: number("gzip")?, brotli: number("brotli")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget() -> Budget {
        Budget { name: "engine".to_owned(), files: vec!["a.wasm".to_owned()], brotli: 60, aim: 40 }
    }

    fn weighing(brotli: u64) -> Weight {
        Weight { raw: 200, gzip: 80, brotli }
    }

    #[test]
    fn the_budget_itself_is_within_the_budget() {
        assert_eq!(excess(&budget(), weighing(60)), None);
    }

    #[test]
    fn one_byte_more_is_over() {
        let message = "`engine` weighs 61 bytes after brotli, 1 more than its budget of 60";
        assert_eq!(excess(&budget(), weighing(61)).as_deref(), Some(message));
    }

    #[test]
    fn reads_the_file() {
        let text = r#"{"engine": {"files": ["a.wasm"], "brotli_bytes": 60, "aim_bytes": 40}}"#;
        assert_eq!(read(text).ok(), Some(vec![budget()]));
        assert!(read(r#"{"engine": {"files": []}}"#).is_err());
        assert!(read("[]").is_err());
    }

    #[test]
    fn says_all_three_weights() {
        let said = line(&budget(), weighing(50));
        assert_eq!(said, "engine: 200 bytes raw, 80 gzip, 50 brotli (budget 60, aim 40)");
    }
}
