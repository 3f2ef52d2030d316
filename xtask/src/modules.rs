//! The Wasm modules: Rust to Wasm, their JavaScript, and the TypeScript around them.

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

/// The names of the modules in the npm package; `leeway-NAME` is the Rust package of each.
pub(crate) const MODULES: [&str; 3] = ["engine", "lab", "program"];

/// The profile of the root `Cargo.toml` that the modules are compiled with.
const PROFILE: &str = "wasm";

/// Section names are of no use to those who load a module. The package loads modules itself (`module.ts`): of what is made
/// for bundlers only the part that knows the module's functions is taken.
const BINDGEN: [&str; 4] = ["--target", "bundler", "--remove-name-section", "--remove-producers-section"];

/// What wasm-opt does to a module, and the features that it may meet. These passes take 800 bytes off what is sent;
/// `-O` and most others shorten what brotli does best, and add to it.
const SHRINK: [&str; 16] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
    "--strip-target-features",
    "--dealign",
    "--duplicate-function-elimination",
    "--dae-optimizing",
    "--vacuum",
    "--reorder-locals",
    "--code-folding",
    "--coalesce-locals-learning",
    "--remove-unused-names",
];

const COMPILE_LIMIT: Duration = Duration::from_secs(20 * 60);

/// Builds `pkg-config/dist`: the modules, their JavaScript, and the compiled TypeScript.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    node::ready()?;
    let products = compile(workspace)?;
    let mut bound = Vec::new();
    for name in MODULES {
        bound.push(bind(workspace, name, &products.join(format!("leeway_{name}.wasm")))?);
    }
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

/// Returns the folder with the modules as Rust made them.
fn compile(workspace: &Workspace) -> Result<PathBuf> {
    let toolchain = wasm_target::ready()?;
    let with_std = toolchain.can_build_std(workspace);
    let expected = if with_std { "about two minutes the first time" } else { "about a minute the first time" };
    say::step("Compiling the engine, the lab and the program to WebAssembly", Some(expected));
    let packages = MODULES.iter().flat_map(|name| ["--package".to_owned(), format!("leeway-{name}")]);
    let build = toolchain.build(workspace, with_std).args(packages).args(["--profile", PROFILE]);
    build.limit(COMPILE_LIMIT).go()?;
    Ok(toolchain.products(workspace, PROFILE))
}

/// wasm-bindgen, then wasm-opt; returns the folder with what they made.
fn bind(workspace: &Workspace, name: &str, compiled: &Path) -> Result<PathBuf> {
    let made = workspace.target("modules").join(name);
    let inputs = Inputs::default().path(compiled)?.setting(BINDGEN).setting(SHRINK);
    let inputs = inputs.path(&workspace.path("Cargo.lock"))?.path(&tools(workspace).join("package-lock.json"))?;
    let stamp = Stamp::of(workspace, &format!("bind-{name}"), &inputs);
    if stamp.is_fresh(&[made.join(format!("{name}_bg.wasm"))]) {
        say::fresh(&format!("The module `{name}`"));
        return Ok(made);
    }
    let tool = bindgen_tool(workspace)?;
    say::step(&format!("Making the JavaScript of `{name}` with wasm-bindgen"), None);
    let _ = fs::remove_dir_all(&made);
    let run = Run::new(tool).arg("generate").args(BINDGEN).args(["--out-name", name]);
    run.arg("--out-dir").arg(&made).arg(compiled).go()?;
    fs::rename(made.join(format!("{name}_bg.js")), made.join(format!("{name}.js")))
        .context("wasm-bindgen made no glue")?;
    shrink(workspace, &made.join(format!("{name}_bg.wasm")))?;
    stamp.set()?;
    Ok(made)
}

/// The npm packages of the build itself.
pub(crate) fn tools(workspace: &Workspace) -> PathBuf {
    workspace.path("xtask/tools")
}

fn shrink(workspace: &Workspace, module: &Path) -> Result<()> {
    node::install(workspace, &tools(workspace))?;
    let program = tools(workspace).join("node_modules/binaryen/bin/wasm-opt");
    Run::new("node").arg(program).args(SHRINK).arg(module).arg("-o").arg(module).silent().go()?;
    Ok(())
}

/// Puts the modules into the package and compiles the package's TypeScript.
fn type_script(workspace: &Workspace, bound: &[PathBuf]) -> Result<()> {
    let package = package_folder(workspace);
    node::install(workspace, &package)?;
    let dist = package.join("dist");
    let inputs = Inputs::default().paths(&package_sources(workspace)?)?.paths(bound)?;
    let stamp = Stamp::of(workspace, "typescript", &inputs);
    let made = MODULES.iter().map(|name| dist.join(format!("{name}_bg.wasm"))).chain([dist.join("entry/node.js")]);
    if stamp.is_fresh(&made.collect::<Vec<_>>()) {
        say::fresh("The package's TypeScript");
        return Ok(());
    }
    say::step("Compiling the package's TypeScript", Some("a few seconds"));
    let _ = fs::remove_dir_all(&dist);
    for module in bound {
        copy_files(module, &dist, &["js", "ts", "wasm"])?;
    }
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
