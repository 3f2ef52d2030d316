//! Reads `src/` and holds what `src/ARCHITECTURE.md` says of it: which module may import which,
//! and what the core never touches (clock, files, environment, threads, randomness, hash order).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Module by module, in the order of the table, what it may import.
type Layers = Vec<(String, BTreeSet<String>)>;

/// The words that no file of the core may hold, and why.
const FORBIDDEN: [(&str, &str); 12] = [
    ("std::time", "time is an argument"),
    ("std::fs", "the core does no I/O"),
    ("std::net", "the core does no I/O"),
    ("std::process", "the core does no I/O"),
    ("std::env", "settings are arguments"),
    ("std::thread", "the core has no threads"),
    ("std::sync", "the core has no shared state"),
    ("thread_local!", "the core has no globals"),
    ("static mut", "the core has no globals"),
    ("rand::", "seeds are arguments"),
    ("HashMap", "its order would reach the output"),
    ("HashSet", "its order would reach the output"),
];

/// What is always the same, whoever takes it first, may be kept beside what it is taken of: nothing can be learnt from it.
const KEPT: &str = "std::sync::OnceLock";

/// Crates that only the package at the boundary may name.
const BOUNDARY: [&str; 3] = ["wasm_bindgen", "js_sys", "web_sys"];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file with its module (the file or folder below `src`) and its code.
fn code_by_module() -> Vec<(PathBuf, String, String)> {
    let mut found = Vec::new();
    collect(&source(), &mut found);
    found.sort();
    let module_of = |path: &Path| {
        let first = path.strip_prefix(source()).unwrap().components().next().unwrap();
        first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
    };
    let read = |path: PathBuf| {
        let code = without_comments_and_tests(&std::fs::read_to_string(&path).unwrap());
        (path.clone(), module_of(&path), code)
    };
    found.into_iter().map(read).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, found),
            false if path.extension().is_some_and(|form| form == "rs") => found.push(path),
            false => {}
        }
    }
}

/// Tests stand last in a file; they may use what they like.
fn without_comments_and_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| line.split(" // ").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// The table in the block fenced with ```` ```layers ````, `name: allowed, allowed` a line.
fn table(architecture: &str) -> Layers {
    let after = architecture.split_once("```layers\n").expect("a block fenced with ```layers").1;
    let block = after.split("```").next().unwrap();
    let line = |line: &str| {
        let (module, allowed) = line.split_once(':').unwrap_or_else(|| panic!("not `name: allowed`: {line}"));
        let allowed = allowed.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        (module.trim().to_owned(), allowed)
    };
    block.lines().filter(|line| !line.trim().is_empty()).map(line).collect()
}

/// The modules that the code imports from its own crate, `super` out of the module included; the command line names the
/// crate.
fn imports(code: &str, depth: usize) -> BTreeSet<String> {
    let up = "super::".repeat(depth);
    let mut found = BTreeSet::new();
    for root in ["crate::", "leeway::", up.as_str()] {
        let mut rest = code;
        while let Some(at) = rest.find(root) {
            let starts_a_word =
                !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$' || c == ':');
            rest = &rest[at + root.len()..];
            if starts_a_word {
                found.extend(first_segments(rest));
            }
        }
    }
    found
}

/// The first name of a path, or of each path in a group of them.
fn first_segments(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![word(path)];
    };
    let mut names = vec![word(group)];
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(word(&group[at + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// How many `super`s lead from a file to the crate's root.
fn depth(path: &Path) -> usize {
    let inside = path.strip_prefix(source()).unwrap();
    let count = inside.components().count();
    if inside.file_name().is_some_and(|name| name == "mod.rs") { count - 1 } else { count }
}

/// Every import that the table does not allow.
fn violations(files: &[(PathBuf, String, String)], layers: &Layers) -> Vec<String> {
    let allowed: BTreeMap<&str, &BTreeSet<String>> =
        layers.iter().map(|(name, allowed)| (name.as_str(), allowed)).collect();
    let mut found = Vec::new();
    for (path, module, code) in files.iter().filter(|(_, module, _)| module != "lib") {
        let Some(may) = allowed.get(module.as_str()) else {
            found.push(format!("{}: module `{module}` is not in the table", path.display()));
            continue;
        };
        let strangers = imports(code, depth(path)).into_iter().filter(|name| name != module && !may.contains(name));
        found.extend(strangers.map(|name| format!("{}: `{module}` may not import `{name}`", path.display())));
    }
    found
}

fn layers() -> Layers {
    table(&std::fs::read_to_string(source().join("ARCHITECTURE.md")).unwrap())
}

#[test]
fn modules_import_only_what_the_table_allows() {
    let found = violations(&code_by_module(), &layers());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Dependency goes one way: a module imports what stands above it in the table, and nothing in
/// the table is only a memory.
#[test]
fn the_table_has_no_circle_and_no_ghost() {
    let layers = layers();
    let modules: BTreeSet<String> = code_by_module().into_iter().map(|(_, module, _)| module).collect();
    for (at, (name, allowed)) in layers.iter().enumerate() {
        assert!(modules.contains(name), "`{name}` is in the table and not in src");
        let above: BTreeSet<&String> = layers.iter().take(at).map(|(name, _)| name).collect();
        let below: Vec<&String> = allowed.iter().filter(|other| !above.contains(other)).collect();
        assert!(below.is_empty(), "`{name}` may import {below:?}, which do not stand above it");
    }
}

#[test]
fn the_crate_root_holds_no_logic() {
    let (_, _, code) = code_by_module().into_iter().find(|(_, module, _)| module == "lib").unwrap();
    assert!(!code.contains("fn "), "lib.rs lists modules; it has no functions");
}

#[test]
fn the_core_touches_nothing_outside() {
    let mut found = Vec::new();
    for (path, _, code) in code_by_module().iter().filter(|(_, module, _)| module != "bin") {
        let code = code.replace(KEPT, "");
        let whole = |word: &str| code.match_indices(word).any(|(at, _)| !code[..at].ends_with(char::is_alphanumeric));
        let forbidden = FORBIDDEN.iter().filter(|(word, _)| whole(word));
        found.extend(forbidden.map(|(word, why)| format!("{}: `{word}`: {why}", path.display())));
        let named = BOUNDARY.iter().filter(|word| code.contains(*word));
        found.extend(named.map(|word| format!("{}: `{word}` belongs in wasm/engine", path.display())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The reader of imports sees every way in which they are written.
#[test]
fn every_form_of_import_is_seen() {
    let code = "use crate::action::Action;\nuse crate::{\n    condition::{self, Truth},\n    policy,\n};\n\
                fn f() { crate::json::parse(x) }\nuse super::super::explain::Y;\npub(crate) struct S;";
    let seen: Vec<String> = imports(code, 2).into_iter().collect();
    assert_eq!(seen, ["action", "condition", "explain", "json", "policy"]);
    assert_eq!(Vec::from_iter(imports("use leeway::verbs::{self, File};", 3)), ["verbs"]);
    assert!(imports("use super::given::Given;", 2).is_empty());
    assert!(imports("$crate::x", 2).is_empty());
}

#[test]
fn a_forbidden_import_is_found() {
    let layers = table("text\n```layers\naction:\npolicy: action\n```\n");
    let file = |module: &str, code: &str| (source().join(format!("{module}.rs")), module.to_owned(), code.to_owned());
    let files = [file("policy", "use crate::action::Action;"), file("action", "use crate::policy;"), file("other", "")];
    let found = violations(&files, &layers).join("\n");
    assert!(found.contains("`action` may not import `policy`"), "{found}");
    assert!(found.contains("module `other` is not in the table"), "{found}");
    assert!(!found.contains("`policy` may not"), "{found}");
}
