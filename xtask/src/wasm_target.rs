//! Rust for the Wasm target: found, added with rustup, or taken from Debian's packages.

use crate::{
    debian, program,
    run::Run,
    say,
    stamp::{Inputs, Stamp},
    workspace::Workspace,
};
use anyhow::{Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Chooses a route instead of trying each: `rustup` or `debian`.
const ROUTE: &str = "LEEWAY_WASM_TOOLCHAIN";

/// A server that never answers would take three minutes.
const RUSTUP_LIMIT: Duration = Duration::from_secs(90);

/// Debian builds its rustc for browsers without a standard library for Wasm: that comes as source.
const DEBIAN_PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];
const DEBIAN_CLIPPY: &str = "rust-web-clippy";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// The bulk-memory and other features that every browser of the last years has are on by default.
const FEATURES: &str = "target-feature=+simd128";

/// Compiles the standard library along, as small as it can be (`std` needs a crate for aborting by its name).
const WITH_STD: [&str; 2] = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

/// A panic ends the module without a word: no input reaches one, and their texts and places are weight. And every crate
/// brings its own copies of generic functions, which the linker takes apart better than shared ones: 2 KB.
const SMALLEST: [&str; 4] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zshare-generics=no"];

/// What the module's build needs beside flags: that a stable compiler takes the ones above.
const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// Where Rust for Wasm comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Toolchain {
    /// The one that runs this program.
    Own,
    /// Debian's, which compiles the standard library along.
    Debian,
}

/// One way to get it, in the order in which they are tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Attempt {
    AlreadyThere,
    Rustup,
    Debian,
}

struct Facts {
    has_target: bool,
    has_rustup: bool,
    is_debian: bool,
}

/// Finds Rust for Wasm, and installs it where it is missing.
///
/// # Errors
/// When no way worked; the message says what was tried and what to install.
pub(crate) fn ready() -> Result<Toolchain> {
    let facts = Facts {
        has_target: has_target(),
        has_rustup: program::first(&["rustup"]).is_some(),
        is_debian: debian::is_here(),
    };
    let mut failures = Vec::new();
    for attempt in attempts(&facts, std::env::var(ROUTE).ok().as_deref())? {
        match perform(attempt) {
            Ok(toolchain) => return Ok(toolchain),
            Err(error) => {
                say::note(&format!("that did not work: {error:#}"));
                failures.push(format!("- {error:#}"));
            }
        }
    }
    bail!("{}", nothing_worked(&failures))
}

fn attempts(facts: &Facts, route: Option<&str>) -> Result<Vec<Attempt>> {
    let all = match route {
        Some("debian") => return Ok(vec![Attempt::Debian]),
        Some("rustup") if facts.has_target => vec![(true, Attempt::AlreadyThere)],
        Some("rustup") => vec![(true, Attempt::Rustup)],
        Some(other) if !other.is_empty() => {
            bail!("{ROUTE} is `{other}`; it is `rustup` or `debian`")
        }
        _ if facts.has_target => vec![(true, Attempt::AlreadyThere)],
        _ => vec![(facts.has_rustup, Attempt::Rustup), (facts.is_debian, Attempt::Debian)],
    };
    Ok(all.into_iter().filter_map(|(possible, attempt)| possible.then_some(attempt)).collect())
}

fn perform(attempt: Attempt) -> Result<Toolchain> {
    match attempt {
        Attempt::AlreadyThere => Ok(Toolchain::Own),
        Attempt::Rustup => {
            say::step("Adding Rust's WebAssembly target with rustup", Some("about 10 s"));
            Run::new("rustup").args(["target", "add", TARGET]).limit(RUSTUP_LIMIT).go()?;
            if has_target() {
                Ok(Toolchain::Own)
            } else {
                bail!("rustup added it to a toolchain that cargo does not use")
            }
        }
        Attempt::Debian => {
            debian::install(&DEBIAN_PACKAGES)?;
            Ok(Toolchain::Debian)
        }
    }
}

fn nothing_worked(failures: &[String]) -> String {
    let tried = if failures.is_empty() { String::new() } else { format!("\ntried:\n{}", failures.join("\n")) };
    format!(
        "Rust's target {TARGET} is missing{tried}\n\
         with rustup: `rustup target add {TARGET}`\n\
         on Debian:   `apt-get install {}` and try again (as root, `cargo xtask setup` does it)\n\
         elsewhere:   install Rust with rustup, or your system's package of Rust's standard library for {TARGET}",
        DEBIAN_PACKAGES.join(" ")
    )
}

fn has_target() -> bool {
    let printed = Run::new(own_rustc()).args(["--print", "target-libdir", "--target", TARGET]).silent().go();
    let folder = printed.map(|path| PathBuf::from(path.trim()));
    folder.is_ok_and(|folder| fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()))
}

fn own_sysroot() -> PathBuf {
    PathBuf::from(Run::new(own_rustc()).args(["--print", "sysroot"]).silent().go().unwrap_or_default().trim())
}

/// Whether this compiler knows the flags for the smallest module: Rust 1.91 is the first.
fn takes_flags(rustc: &str) -> bool {
    let asked = Run::new(rustc).args(SMALLEST).args(["--print", "sysroot"]);
    asked.env(UNSTABLE.0, UNSTABLE.1).silent().go().is_ok()
}

/// Whether rustup's source of the standard library is there, asking for it once.
fn has_source(workspace: &Workspace) -> bool {
    let sysroot = own_sysroot();
    let is_there = || sysroot.join("lib/rustlib/src/rust/library/Cargo.lock").exists();
    let asked = Stamp::of(workspace, "rust-src", &Inputs::default().setting(&sysroot));
    if is_there() || asked.is_fresh(&[]) || program::first(&["rustup"]).is_none() {
        return is_there();
    }
    say::step("Adding the standard library's source with rustup", Some("about 10 s"));
    let added = Run::new("rustup").args(["component", "add", "rust-src"]).limit(RUSTUP_LIMIT).go();
    if added.is_err() || !is_there() {
        say::note("that did not work; the module is built with the ready-made one and weighs some 2 KB more");
        // Not again for every build; whoever adds it by hand has it from then on.
        let _ = asked.set();
    }
    is_there()
}

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> = entries.collect();
    folders.sort();
    folders
}

fn own_rustc() -> String {
    std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned())
}

/// The cargo that runs this program.
pub(crate) fn own_cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

impl Toolchain {
    /// Where this toolchain builds: two compilers in one folder would undo each other's work.
    fn folder(self, workspace: &Workspace) -> PathBuf {
        match self {
            Self::Own => workspace.target(""),
            Self::Debian => workspace.target("debian"),
        }
    }

    /// Where a profile's Wasm modules end up.
    pub(crate) fn products(self, workspace: &Workspace, profile: &str) -> PathBuf {
        self.folder(workspace).join(TARGET).join(profile)
    }

    /// Whether the module can be compiled at its smallest, together with the standard library; fetches its source.
    pub(crate) fn can_build_std(self, workspace: &Workspace) -> bool {
        match self {
            Self::Own => takes_flags(&own_rustc()) && has_source(workspace),
            Self::Debian => takes_flags(DEBIAN_RUSTC),
        }
    }

    /// The flags for rustc.
    fn flags(self, workspace: &Workspace) -> Vec<String> {
        let named = self.paths_of_the_machine(workspace).into_iter();
        let remapped = named.map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
        ["-C".to_owned(), FEATURES.to_owned()].into_iter().chain(remapped).collect()
    }

    /// Panics carry the paths of source files into the module: these get names that are the same on
    /// every machine.
    fn paths_of_the_machine(self, workspace: &Workspace) -> Vec<(PathBuf, &'static str)> {
        let sysroot = match self {
            Self::Own => own_sysroot(),
            Self::Debian => PathBuf::from("/usr"),
        };
        let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let cargo = cargo.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
        let rust = sysroot.join("lib/rustlib/src/rust");
        let fixed = [(rust, "rust"), (workspace.root().to_path_buf(), "leeway")];
        let registries = cargo.iter().flat_map(|cargo| folders_in(&cargo.join("registry/src")));
        registries.map(|folder| (folder, "crates")).chain(fixed).collect()
    }

    /// A cargo command for the Wasm target; its arguments follow.
    pub(crate) fn cargo(self, workspace: &Workspace, command: &str) -> Run {
        let run = match self {
            Self::Own => Run::new(own_cargo()).arg(command),
            Self::Debian => debian_cargo(command).arg(WITH_STD[0]),
        };
        self.complete(workspace, run, &[])
    }

    /// The cargo command that compiles the module, with the standard library where its source is there.
    pub(crate) fn build(self, workspace: &Workspace, with_std: bool) -> Run {
        if !with_std {
            return self.cargo(workspace, "build");
        }
        let run = match self {
            Self::Own => Run::new(own_cargo()).arg("build").env(UNSTABLE.0, UNSTABLE.1),
            Self::Debian => debian_cargo("build"),
        };
        self.complete(workspace, run.args(WITH_STD), &SMALLEST)
    }

    fn complete(self, workspace: &Workspace, run: Run, flags: &[&str]) -> Run {
        let flags: Vec<String> =
            self.flags(workspace).into_iter().chain(flags.iter().map(|flag| (*flag).to_owned())).collect();
        run.args(["--target", TARGET, "--target-dir"])
            .arg(self.folder(workspace))
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
            .inside(workspace.root())
    }

    /// Makes sure that this toolchain's clippy is there.
    pub(crate) fn clippy_ready(self) -> Result<()> {
        match self {
            Self::Own => Ok(()),
            Self::Debian => debian::install(&[DEBIAN_CLIPPY]),
        }
    }
}

/// Debian's cargo, which needs permission to compile the standard library, and none of the
/// settings that the cargo that runs this program left in the environment.
fn debian_cargo(command: &str) -> Run {
    let run = match command {
        // Asked for clippy, cargo would take another toolchain's if that comes first in `PATH`.
        "clippy" => Run::new("/usr/bin/cargo-clippy").env("CARGO", "/usr/bin/cargo"),
        _ => Run::new("/usr/bin/cargo").without_env("CARGO"),
    };
    let run = run.without_env("RUSTUP_TOOLCHAIN").without_env("LD_LIBRARY_PATH");
    run.arg(command).env("RUSTC", DEBIAN_RUSTC).env(UNSTABLE.0, UNSTABLE.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(has_target: bool, has_rustup: bool, is_debian: bool) -> Facts {
        Facts { has_target, has_rustup, is_debian }
    }

    fn tried(facts: &Facts, route: Option<&str>) -> Vec<Attempt> {
        attempts(facts, route).expect("a known route")
    }

    #[test]
    fn a_target_that_is_there_is_taken() {
        assert_eq!(tried(&facts(true, true, true), None), [Attempt::AlreadyThere]);
        assert_eq!(tried(&facts(true, false, false), Some("")), [Attempt::AlreadyThere]);
    }

    #[test]
    fn rustup_is_tried_before_debian() {
        assert_eq!(tried(&facts(false, true, true), None), [Attempt::Rustup, Attempt::Debian]);
        assert_eq!(tried(&facts(false, false, true), None), [Attempt::Debian]);
        assert_eq!(tried(&facts(false, true, false), None), [Attempt::Rustup]);
        assert_eq!(tried(&facts(false, false, false), None), []);
    }

    #[test]
    fn a_route_can_be_chosen() {
        assert_eq!(tried(&facts(true, true, true), Some("debian")), [Attempt::Debian]);
        assert_eq!(tried(&facts(false, true, true), Some("rustup")), [Attempt::Rustup]);
        assert!(attempts(&facts(true, true, true), Some("nix")).is_err());
    }

    #[test]
    fn the_message_says_what_to_install() {
        let message = nothing_worked(&["- no network".to_owned()]);
        assert!(message.contains("rustup target add wasm32-unknown-unknown"));
        assert!(message.contains("apt-get install rustc-web"));
        assert!(message.contains("tried:\n- no network"));
    }
}
