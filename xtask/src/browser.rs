//! The browser for tests: an installed Chromium, or Debian's.

use crate::{debian, program};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Chromium and the program that drives it.
pub(crate) struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

const CHROMIUM: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const DRIVER: [&str; 3] = ["chromedriver", "chromium.chromedriver", "/usr/lib/chromium-browser/chromedriver"];

/// What headless Chromium needs to run anywhere, as root and in a container too, and to stay silent
/// on the network.
pub(crate) const ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Finds the browser; on Debian installs it when it is missing.
///
/// # Errors
/// Without one. Browser tests are never skipped.
pub(crate) fn ready() -> Result<Browser> {
    if installed()?.is_none() && debian::is_here() {
        debian::install(&["chromium", "chromium-driver"])?;
    }
    match installed()? {
        Some(browser) => Ok(browser),
        None => bail!(
            "no Chromium with its chromedriver was found: install both (Debian: `apt-get install chromium chromium-driver`), \
             or set CHROMIUM and CHROMEDRIVER to where they are"
        ),
    }
}

fn installed() -> Result<Option<Browser>> {
    let chromium = find("CHROMIUM", &CHROMIUM)?;
    let driver = find("CHROMEDRIVER", &DRIVER)?;
    Ok(chromium.zip(driver).map(|(chromium, driver)| Browser { chromium, driver }))
}

fn find(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    let named = std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    choose(variable, named, &Path::is_file, || program::first(names))
}

/// The one that the person named, which must then be there; else the one that is found.
fn choose(
    variable: &str,
    named: Option<PathBuf>,
    is_there: &dyn Fn(&Path) -> bool,
    search: impl FnOnce() -> Option<PathBuf>,
) -> Result<Option<PathBuf>> {
    match named {
        Some(path) if is_there(&path) => Ok(Some(path)),
        Some(path) => bail!("{variable} is `{}`, and there is no such program", path.display()),
        None => Ok(search()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_browser_wins_and_must_exist() {
        let found = || Some(PathBuf::from("/usr/bin/chromium"));
        let named = || Some(PathBuf::from("/opt/chrome"));
        let chosen = choose("CHROMIUM", named(), &|_| true, found);
        assert_eq!(chosen.expect("it is there"), named());
        assert_eq!(choose("CHROMIUM", None, &|_| false, found).expect("found"), found());
        let error = choose("CHROMIUM", named(), &|_| false, found).expect_err("it is not there");
        assert_eq!(error.to_string(), "CHROMIUM is `/opt/chrome`, and there is no such program");
    }
}
