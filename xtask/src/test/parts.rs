//! The parts of the test run: the one table.

use super::{examples, locks};
use crate::{
    browser, budget, modules, node, package,
    run::Run,
    site,
    wasm_target::{self, own_cargo},
    workspace::Workspace,
};
use anyhow::{Result, bail, ensure};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// One part of the test run.
pub(crate) struct Part {
    pub name: &'static str,
    pub what: &'static str,
    /// How long it may take, on two cores and from nothing.
    pub expected: &'static str,
    /// Whether it is a failure when its output tells of no passed test.
    pub runs_tests: bool,
    /// Returns what the part wrote.
    pub run: fn(&Workspace) -> Result<String>,
}

/// Cheap parts first. Parts that need the package build it; that is quick when it is fresh.
pub(crate) const PARTS: &[Part] = &[
    Part { name: "format", what: "Rust is formatted", expected: "2 s", runs_tests: false, run: format },
    Part { name: "locks", what: "lock files serve everyone", expected: "1 s", runs_tests: false, run: locks::check },
    Part { name: "lint", what: "clippy, native", expected: "1 minute", runs_tests: false, run: lint },
    Part { name: "lint-wasm", what: "clippy, Wasm", expected: "30 s", runs_tests: false, run: lint_wasm },
    Part {
        name: "rust",
        what: "the native tests; generated files are fresh",
        expected: "3 minutes",
        runs_tests: true,
        run: rust,
    },
    Part { name: "cli", what: "the command line, run as a program", expected: "1 minute", runs_tests: true, run: cli },
    Part { name: "docs", what: "the documentation builds", expected: "20 s", runs_tests: false, run: docs },
    Part {
        name: "wasm-node",
        what: "the cases in Wasm, in Node",
        expected: "3 minutes",
        runs_tests: true,
        run: wasm_node,
    },
    Part {
        name: "wasm-chromium",
        what: "the cases in Wasm, in Chromium",
        expected: "30 s",
        runs_tests: true,
        run: wasm_chromium,
    },
    Part { name: "package", what: "the npm package builds", expected: "2 minutes", runs_tests: false, run: pack },
    Part { name: "size", what: "size-budget.json holds", expected: "2 s", runs_tests: false, run: size },
    Part {
        name: "npm",
        what: "the packed package, in its runtimes",
        expected: "2 minutes",
        runs_tests: true,
        run: npm,
    },
    Part {
        name: "examples",
        what: "the examples, with the packed package",
        expected: "1 minute",
        runs_tests: true,
        run: run_examples,
    },
    Part { name: "page", what: "the playground, in Chromium", expected: "2 minutes", runs_tests: true, run: page },
];

/// A part that hangs must not hold up everything after it.
const LIMIT: Duration = Duration::from_secs(25 * 60);

/// wasm-bindgen itself is left out: compiling all of it again for one page of code is not worth it.
const OUR_PACKAGES: [&str; 3] = ["--workspace", "--exclude", "xtask-bindgen"];

fn cargo(workspace: &Workspace, command: &str) -> Run {
    let run = Run::new(own_cargo()).arg(command).inside(workspace.root()).limit(LIMIT);
    run.env("CARGO_TARGET_DIR", workspace.target(""))
}

fn format(workspace: &Workspace) -> Result<String> {
    Ok(cargo(workspace, "fmt").args(["--all", "--check"]).go()?)
}

fn lint(workspace: &Workspace) -> Result<String> {
    let core = cargo(workspace, "clippy").args(OUR_PACKAGES).args(["--lib", "--bins", "--all-features"]);
    let core = core.args(["--", "--deny", "warnings"]).go()?;
    let tests = cargo(workspace, "clippy").args(OUR_PACKAGES).args(["--tests", "--test", "cli", "--all-features"]);
    let tests = tests.args(["--", "--deny", "warnings"]).args(allowed_in_tests()).go()?;
    // The fuzzer runs rarely; what it runs is compiled each time.
    let fuzzed =
        cargo(workspace, "check").inside(&workspace.path("tests/fuzz")).args(["--locked", "--no-default-features"]);
    Ok(core + &tests + &fuzzed.go()?)
}

/// Tests may stop at the first surprise; what only the core must hold is not asked of them.
fn allowed_in_tests() -> impl Iterator<Item = String> {
    let allowed = [
        "unwrap_used",
        "expect_used",
        "panic",
        "unreachable",
        "indexing_slicing",
        "string_slice",
        "arithmetic_side_effects",
        "float_cmp",
        "cast_possible_truncation",
        "cast_sign_loss",
        "cast_precision_loss",
        "disallowed_methods",
        "disallowed_types",
        "wildcard_enum_match_arm",
    ];
    allowed.into_iter().flat_map(|lint| ["--allow".to_owned(), format!("clippy::{lint}")])
}

fn lint_wasm(workspace: &Workspace) -> Result<String> {
    let toolchain = wasm_target::ready()?;
    toolchain.clippy_ready()?;
    let packages = modules::MODULES.iter().flat_map(|name| ["--package".to_owned(), format!("leeway-{name}")]);
    let clippy = toolchain.cargo(workspace, "clippy").args(["--package", "leeway-policy"]).args(packages);
    let clippy = clippy.args(["--lib", "--", "--deny", "warnings"]);
    Ok(clippy.limit(LIMIT).go()?)
}

fn rust(workspace: &Workspace) -> Result<String> {
    let test = cargo(workspace, "test").args(OUR_PACKAGES).args(["--all-features", "--no-fail-fast"]);
    Ok(test.go()?)
}

fn cli(workspace: &Workspace) -> Result<String> {
    Ok(cargo(workspace, "test").args(["--features", "cli", "--test", "cli"]).go()?)
}

fn docs(workspace: &Workspace) -> Result<String> {
    let doc = cargo(workspace, "doc").args(["--no-deps", "--all-features", "--lib"]);
    Ok(doc.env("RUSTDOCFLAGS", "--deny warnings").go()?)
}

fn wasm_node(workspace: &Workspace) -> Result<String> {
    node::ready()?;
    Ok(wasm_tests(workspace)?.go()?)
}

fn wasm_chromium(workspace: &Workspace) -> Result<String> {
    let browser = browser::ready()?;
    let settings = webdriver_settings(workspace, &browser.chromium)?;
    let run = wasm_tests(workspace)?.env("WASM_BINDGEN_USE_BROWSER", "1").env("CHROMEDRIVER", &browser.driver);
    let run = run.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings);
    // Another driver in the environment would be taken instead.
    let run =
        ["GECKODRIVER", "SAFARIDRIVER", "CHROMEDRIVER_REMOTE"].iter().fold(run, |run, name| run.without_env(name));
    let output = run.go()?;
    ensure!(output.contains("Running headless tests in Chrom"), "the tests did not run in Chromium");
    Ok(output)
}

/// `tests/wasm.rs`, with wasm-bindgen's test runner.
fn wasm_tests(workspace: &Workspace) -> Result<Run> {
    let toolchain = wasm_target::ready()?;
    let tool = modules::bindgen_tool(workspace)?;
    let runner = format!("target.{}.runner={}", wasm_target::TARGET, json!([tool, "test"]));
    let test = toolchain.cargo(workspace, "test").args(["--test", "wasm", "--config", &runner]);
    let seconds = [("WASM_BINDGEN_TEST_TIMEOUT", "300"), ("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30")];
    Ok(seconds.into_iter().fold(test, |test, (name, value)| test.env(name, value)).limit(LIMIT))
}

fn webdriver_settings(workspace: &Workspace, chromium: &Path) -> Result<PathBuf> {
    let file = workspace.target("xtask/webdriver.json");
    file.parent().map(fs::create_dir_all).transpose()?;
    let options = json!({ "binary": chromium, "args": browser::ARGUMENTS });
    fs::write(&file, json!({ "goog:chromeOptions": options }).to_string())?;
    Ok(file)
}

fn pack(workspace: &Workspace) -> Result<String> {
    package::pack(workspace)?;
    Ok(String::new())
}

fn size(workspace: &Workspace) -> Result<String> {
    package::pack(workspace)?;
    budget::check(workspace)
}

fn npm(workspace: &Workspace) -> Result<String> {
    package::pack(workspace)?;
    npm_test(workspace, &modules::package_folder(workspace))
}

fn run_examples(workspace: &Workspace) -> Result<String> {
    package::pack(workspace)?;
    let folders = examples::folders(workspace)?;
    ensure!(!folders.is_empty(), "there is no example in `{}`", examples::PLACE);
    let (mut output, mut failures) = (String::new(), Vec::new());
    for folder in folders {
        match example(workspace, &folder) {
            Ok(lines) => output.push_str(&lines),
            Err(error) => failures.push(format!("{error:#}")),
        }
    }
    if failures.is_empty() { Ok(output) } else { bail!("{}", failures.join("\n")) }
}

fn example(workspace: &Workspace, folder: &Path) -> Result<String> {
    node::install_tarball(workspace, folder, &package::tarball(workspace))?;
    npm_test(workspace, folder)
}

fn page(workspace: &Workspace) -> Result<String> {
    site::site(workspace)?;
    npm_test(workspace, &site::page_folder(workspace))
}

/// A package's own tests; they learn from the environment where the tarball and the browser are.
fn npm_test(workspace: &Workspace, folder: &Path) -> Result<String> {
    let browser = browser::ready()?;
    let test = node::npm(folder).arg("test").limit(LIMIT).env("LEEWAY_TARBALL", package::tarball(workspace));
    Ok(test.env("CHROMIUM", &browser.chromium).env("CHROMEDRIVER", &browser.driver).go()?)
}
