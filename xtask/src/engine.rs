//! The engine: Rust to Wasm, its JavaScript, and the TypeScript around it.

use crate::{
    node,
    run::Run,
    say,
    stamp::{Inputs, Stamp},
    wasm_target,
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The name of the module in the npm package.
const NAME: &str = "engine";

/// The package that is the module.
const PACKAGE: &str = "leeway-engine";

/// The profile of the root `Cargo.toml` that the module is compiled with.
const PROFILE: &str = "wasm";

/// Section names and paths are of no use to those who load the module; where it lies is the
/// business of the package's entries.
const BINDGEN: [&str; 7] = [
    "--target",
    "web",
    "--out-name",
    NAME,
    "--remove-name-section",
    "--remove-producers-section",
    "--omit-default-module-path",
];

const COMPILE_LIMIT: Duration = Duration::from_secs(20 * 60);

/// Builds `pkg-config/dist`: the module, its JavaScript, and the compiled TypeScript.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    node::ready()?;
    let compiled = compile(workspace)?;
    let bound = bind(workspace, &compiled)?;
    type_script(workspace, &bound)
}

/// The folder of the npm package.
pub(crate) fn package_folder(workspace: &Workspace) -> PathBuf {
    workspace.path("pkg-config")
}

/// What the npm package is made of besides the module: its tests are not part of it.
pub(crate) fn package_sources(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let folder = package_folder(workspace);
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut sources = Vec::new();
    for entry in entries {
        sources.push(entry?.path());
    }
    let made_or_tests = ["dist", "node_modules", "test"];
    sources.retain(|source| made_or_tests.iter().all(|name| !source.ends_with(name)));
    sources.sort();
    Ok(sources)
}

/// The program that is wasm-bindgen and its test runner.
///
/// Cargo is asked each time (it takes a moment when nothing changed), so that it is never stale.
pub(crate) fn bindgen_tool(workspace: &Workspace) -> Result<PathBuf> {
    let tool = workspace.target("debug").join(format!("xtask-bindgen{}", std::env::consts::EXE_SUFFIX));
    if !tool.exists() {
        say::step("Compiling wasm-bindgen, the first time only", Some("1 to 3 minutes"));
    }
    let build = Run::new(wasm_target::own_cargo()).args(["build", "--package", "xtask-bindgen", "--target-dir"]);
    let build = build.arg(workspace.target("")).inside(workspace.root()).limit(COMPILE_LIMIT);
    if tool.exists() {
        build.silent().go()?
    } else {
        build.go()?
    };
    Ok(tool)
}

fn compile(workspace: &Workspace) -> Result<PathBuf> {
    let toolchain = wasm_target::ready()?;
    let with_std = toolchain.can_build_std(workspace);
    let expected = if with_std { "about two minutes the first time" } else { "about a minute the first time" };
    say::step("Compiling the engine to WebAssembly", Some(expected));
    let build = toolchain.build(workspace, with_std).args(["--package", PACKAGE, "--profile", PROFILE]);
    build.limit(COMPILE_LIMIT).go()?;
    Ok(toolchain.products(workspace, PROFILE).join("leeway_engine.wasm"))
}

/// wasm-bindgen; returns the folder with what it made. No wasm-opt: it takes 10% off the module and adds 4% to what is
/// sent, because what it shortens is what brotli does best.
fn bind(workspace: &Workspace, compiled: &Path) -> Result<PathBuf> {
    let made = workspace.target("engine");
    let inputs = Inputs::default().path(compiled)?.setting(BINDGEN);
    let inputs = inputs.path(&workspace.path("Cargo.lock"))?;
    let stamp = Stamp::of(workspace, "bind", &inputs);
    let module = made.join(format!("{NAME}_bg.wasm"));
    if stamp.is_fresh(std::slice::from_ref(&module)) {
        say::fresh("The engine's module");
        return Ok(made);
    }
    generate(workspace, compiled, &made)?;
    stamp.set()?;
    Ok(made)
}

fn generate(workspace: &Workspace, compiled: &Path, into: &Path) -> Result<()> {
    let tool = bindgen_tool(workspace)?;
    say::step("Making the module's JavaScript with wasm-bindgen", None);
    let _ = fs::remove_dir_all(into);
    Run::new(tool).arg("generate").args(BINDGEN).arg("--out-dir").arg(into).arg(compiled).go()?;
    Ok(())
}

/// Puts the module into the package and compiles the package's TypeScript.
fn type_script(workspace: &Workspace, bound: &Path) -> Result<()> {
    let package = package_folder(workspace);
    node::install(workspace, &package)?;
    let dist = package.join("dist");
    let stamp =
        Stamp::of(workspace, "typescript", &Inputs::default().paths(&package_sources(workspace)?)?.path(bound)?);
    if stamp.is_fresh(&[dist.join("entry/node.js"), dist.join(format!("{NAME}_bg.wasm"))]) {
        say::fresh("The package's TypeScript");
        return Ok(());
    }
    say::step("Compiling the package's TypeScript", Some("a few seconds"));
    let _ = fs::remove_dir_all(&dist);
    copy_files(bound, &dist, &["js", "ts", "wasm"])?;
    node::npm(&package).args(["run", "build"]).go()?;
    stamp.set()
}

/// Copies the files with these extensions.
fn copy_files(from: &Path, into: &Path, extensions: &[&str]) -> Result<()> {
    fs::create_dir_all(into)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read `{}`", from.display()))? {
        let file = entry?.path();
        let wanted = file.extension().and_then(OsStr::to_str).is_some_and(|extension| extensions.contains(&extension));
        if let Some(name) = file.file_name().filter(|_| wanted) {
            fs::copy(&file, into.join(name))?;
        }
    }
    Ok(())
}
