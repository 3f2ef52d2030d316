//! Node and npm: checked once, and packages installed only when they are missing or stale.

use crate::{
    program,
    run::Run,
    say,
    stamp::{Inputs, Stamp},
    workspace::Workspace,
};
use anyhow::{Context, Result, bail, ensure};
use std::path::Path;
use std::time::Duration;

const LEAST_NODE: u32 = 20;
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Checks that Node and npm are there.
///
/// # Errors
/// Where they are missing or too old; the message says what to install.
pub(crate) fn ready() -> Result<()> {
    let wanted = format!("install Node.js {LEAST_NODE} or newer, with npm");
    let version = Run::new("node").arg("--version").silent().go();
    let version = version.map_err(|_| anyhow::anyhow!("Node.js was not found: {wanted}"))?;
    match major(&version) {
        Some(major) if major < LEAST_NODE => {
            bail!("Node.js is {}, which is too old: {wanted}", version.trim())
        }
        Some(_) => {}
        None => bail!("`node --version` answered `{}`: {wanted}", version.trim()),
    }
    program::first(&[NPM]).map(drop).with_context(|| format!("npm was not found: {wanted}"))
}

#[cfg(windows)]
const NPM: &str = "npm.cmd";
#[cfg(not(windows))]
const NPM: &str = "npm";

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// An npm command in a package's folder.
pub(crate) fn npm(folder: &Path) -> Run {
    Run::new(NPM).inside(folder).limit(LIMIT)
}

/// Installs a package's dependencies as its lock file has them.
pub(crate) fn install(workspace: &Workspace, folder: &Path) -> Result<()> {
    ready()?;
    let locked = [folder.join("package.json"), folder.join("package-lock.json")];
    let modules = folder.join("node_modules");
    let shown = workspace.shown(folder);
    ensure!(locked.iter().all(|file| file.is_file()), "{shown} needs a package.json and a package-lock.json");
    let stamp = Stamp::at(modules.join(".leeway-stamp"), &Inputs::default().paths(&locked)?);
    if stamp.is_fresh(&[]) {
        say::fresh(&format!("npm packages of {shown}"));
        return Ok(());
    }
    say::step(&format!("Installing the npm packages of {shown}"), Some("up to a minute"));
    npm(folder).args(["ci", "--no-audit", "--no-fund"]).go()?;
    // A package without dependencies gets no such folder.
    std::fs::create_dir_all(&modules)?;
    stamp.set()
}

/// Installs this project's own tarball into a package, as it is now: its lock file cannot know the
/// digest of what is built here.
pub(crate) fn install_tarball(workspace: &Workspace, folder: &Path, tarball: &Path) -> Result<()> {
    install(workspace, folder)?;
    let stamp = Stamp::at(folder.join("node_modules/.leeway-tarball-stamp"), &Inputs::default().path(tarball)?);
    if stamp.is_fresh(&[folder.join("node_modules/leeway-policy")]) {
        return Ok(());
    }
    say::note(&format!("putting the new package into {}", workspace.shown(folder)));
    npm(folder)
        .args(["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund"])
        .arg(tarball)
        .silent()
        .go()?;
    stamp.set()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.1.0"), Some(9));
        assert_eq!(major("20"), None);
    }
}
