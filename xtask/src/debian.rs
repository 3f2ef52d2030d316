//! Debian's packages: installed here where that is allowed, otherwise named.

use crate::{program, run::Run, say};
use anyhow::{Result, bail};
use std::fs;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(15 * 60);

/// Whether this machine installs packages with apt.
pub(crate) fn is_here() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    is_debian(&release) && program::first(&["apt-get"]).is_some()
}

fn is_debian(release: &str) -> bool {
    let value = |line: &str, key: &str| line.strip_prefix(key).map(|value| value.trim_matches('"').to_owned());
    let like = release.lines().filter_map(|line| value(line, "ID=").or_else(|| value(line, "ID_LIKE=")));
    like.into_iter().any(|names| names.split(' ').any(|name| name == "debian"))
}

/// Installs the packages that are missing.
///
/// # Errors
/// Where they cannot be installed; the message says what to type.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let wanted = missing.join(" ");
    if !is_root() {
        bail!(
            "`{wanted}` is not installed, and this is not root: run `sudo apt-get update && sudo apt-get install {wanted}`"
        );
    }
    say::step(&format!("Installing Debian's {wanted}"), Some("1 to 3 minutes"));
    apt(&["update"])?;
    let install = ["install", "--yes", "--no-install-recommends"];
    apt(&install.into_iter().chain(missing).collect::<Vec<_>>())
}

fn apt(arguments: &[&str]) -> Result<()> {
    Run::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive").limit(LIMIT).go()?;
    Ok(())
}

fn is_installed(package: &str) -> bool {
    let status = Run::new("dpkg-query").args(["--show", "--showformat=${Status}", package]).silent().go();
    status.is_ok_and(|status| status == "install ok installed")
}

fn is_root() -> bool {
    Run::new("id").arg("-u").silent().go().is_ok_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::is_debian;

    #[test]
    fn debian_and_what_derives_from_it() {
        assert!(is_debian("NAME=\"x\"\nID=debian\n"));
        assert!(is_debian("ID=mint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian("ID=fedora\nVERSION_ID=40\n"));
    }
}
