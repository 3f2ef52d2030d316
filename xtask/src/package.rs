//! The npm package as a tarball, made from `pkg-config`.

use crate::{
    modules, node, say,
    stamp::{Inputs, Stamp, files_below},
    workspace::Workspace,
};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;

/// The package as its users get it.
pub(crate) fn tarball(workspace: &Workspace) -> PathBuf {
    workspace.target("npm/leeway-policy.tgz")
}

/// Builds the modules and packs the npm package.
pub(crate) fn pack(workspace: &Workspace) -> Result<()> {
    modules::build(workspace)?;
    copy_texts(workspace)?;
    let tarball = tarball(workspace);
    let dist = modules::package_folder(workspace).join("dist");
    let inputs = Inputs::default().paths(&modules::package_sources(workspace)?)?.path(&dist)?;
    let stamp = Stamp::of(workspace, "pack", &inputs);
    if stamp.is_fresh(std::slice::from_ref(&tarball)) {
        say::fresh("The npm package");
        return Ok(());
    }
    say::step("Packing the npm package", None);
    let packed = pack_into(workspace)?;
    fs::rename(&packed, &tarball).with_context(|| format!("cannot move `{}`", packed.display()))?;
    say::note(&format!("{}, {} bytes", workspace.shown(&tarball), fs::metadata(&tarball)?.len()));
    stamp.set()
}

/// The package carries the README and the licences of the repository, which has each of them once.
fn copy_texts(workspace: &Workspace) -> Result<()> {
    for name in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        let (file, copy) = (workspace.path(name), modules::package_folder(workspace).join(name));
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
        let text = if name == "README.md" { with_own_links(&text) } else { text };
        // What is as it was keeps its time, so that nothing is made anew.
        if fs::read_to_string(&copy).ok().as_ref() != Some(&text) {
            fs::write(&copy, text).with_context(|| format!("cannot write `{}`", copy.display()))?;
        }
    }
    Ok(())
}

/// The folder of the repository whose files lie in the root of the package.
const OWN: &str = "pkg-config/";

/// The README as it stands in the package: links lead to what is there, and say of anything else where it is.
fn with_own_links(readme: &str) -> String {
    let mut is_code = false;
    let lines = readme.split_inclusive('\n').map(|line| {
        is_code ^= line.starts_with("```");
        if is_code { line.to_owned() } else { own_links(line) }
    });
    lines.collect()
}

fn own_links(line: &str) -> String {
    let mut done = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((start, text)) = before.rsplit_once('[') else { break };
        let Some((target, end)) = after.split_once(')') else { break };
        done.push_str(start);
        done.push_str(&link(text, target));
        rest = end;
    }
    done + rest
}

fn link(text: &str, target: &str) -> String {
    let is_elsewhere = target.starts_with("http") || target.starts_with('#');
    match target.strip_prefix(OWN) {
        Some(own) => format!("[{text}]({own})"),
        None if is_elsewhere => format!("[{text}]({target})"),
        None => format!("{text} (in the repository)"),
    }
}

/// npm names the file after the version; it gets an empty folder so that there is only one.
fn pack_into(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target("npm/packed");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    node::npm(&modules::package_folder(workspace)).args(["pack", "--pack-destination"]).arg(&folder).silent().go()?;
    let mut made = files_below(&folder)?;
    ensure!(made.len() == 1, "npm pack made {} files", made.len());
    made.pop().context("npm pack made no file")
}

#[cfg(test)]
mod tests {
    use super::with_own_links;

    #[test]
    fn links_lead_to_what_is_in_the_package() {
        for (line, expected) in [
            ("a [schema](pkg-config/a.json), and", "a [schema](a.json), and"),
            ("see [`bench`](bench/README.md).", "see `bench` (in the repository)."),
            ("[a](b.md) [c](#d) [e](https://f.example/g)", "a (in the repository) [c](#d) [e](https://f.example/g)"),
            ("no link, [x] (y)", "no link, [x] (y)"),
            ("```js\ncall[0](b)\n```\n[a](b)\n", "```js\ncall[0](b)\n```\na (in the repository)\n"),
        ] {
            assert_eq!(with_own_links(line), expected);
        }
    }
}
