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
        let (text, copy) = (workspace.path(name), modules::package_folder(workspace).join(name));
        fs::copy(&text, &copy).with_context(|| format!("cannot copy `{}` into the package", text.display()))?;
    }
    Ok(())
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
