//! Lock files of npm must serve everyone: no address of a registry in them, and no digest of the
//! tarball that is built here (npm would take an old one from its cache, or refuse the new one).

use crate::{run::Run, workspace::Workspace};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::fs;

/// Reads every committed lock file.
pub(crate) fn check(workspace: &Workspace) -> Result<String> {
    let listed = Run::new("git").args(["ls-files", "--", "package-lock.json", "**/package-lock.json"]);
    let listed = listed.inside(workspace.root()).silent().go()?;
    let mut wrong = Vec::new();
    for name in listed.lines() {
        let text = fs::read_to_string(workspace.path(name)).with_context(|| format!("cannot read `{name}`"))?;
        wrong.extend(problems(&text)?.into_iter().map(|problem| format!("{name}: {problem}")));
    }
    ensure!(!listed.trim().is_empty(), "no package-lock.json is committed");
    if wrong.is_empty() {
        return Ok(format!("{} lock files are fit for everyone\n", listed.lines().count()));
    }
    bail!("{}", wrong.join("\n"))
}

fn problems(lock: &str) -> Result<Vec<String>> {
    let lock: Value = serde_json::from_str(lock)?;
    let packages = lock.get("packages").and_then(Value::as_object).context("the lock file has no `packages`")?;
    Ok(packages.iter().filter_map(|(name, package)| problem(name, package)).collect())
}

fn problem(name: &str, package: &Value) -> Option<String> {
    let resolved = package.get("resolved").and_then(Value::as_str)?;
    if !resolved.starts_with("file:") && !resolved.starts_with("..") {
        return Some(format!("`{name}` has a `resolved` address: remove it"));
    }
    let digest = package.get("integrity");
    digest.map(|_| format!("`{name}` is a file built here, and its `integrity` changes with every build: remove it"))
}

#[cfg(test)]
mod tests {
    use super::problems;

    fn found(package: &str) -> usize {
        let lock = format!(r#"{{"packages": {{"": {{}}, "node_modules/x": {package}}}}}"#);
        problems(&lock).expect("a lock file").len()
    }

    #[test]
    fn addresses_and_digests_of_built_files_are_found() {
        assert_eq!(found(r#"{"version": "1.0.0", "integrity": "sha512-x"}"#), 0);
        assert_eq!(found(r#"{"resolved": "file:../target/npm/leeway-policy.tgz"}"#), 0);
        assert_eq!(found(r#"{"resolved": "file:../target/npm/leeway-policy.tgz", "integrity": "sha512-x"}"#), 1);
        assert_eq!(found(r#"{"resolved": "https://example.com/x.tgz"}"#), 1);
    }
}
