//! The examples: small packages that use the tarball as anyone would, each with its own `npm test`.

use crate::workspace::Workspace;
use anyhow::Result;
use std::fs;
use std::path::PathBuf;

/// Where examples are looked for.
pub(crate) const PLACE: &str = "examples";

/// The folders of the examples, in the order of their names.
pub(crate) fn folders(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let place = workspace.path(PLACE);
    let mut folders = Vec::new();
    if place.is_dir() {
        for entry in fs::read_dir(place)? {
            folders.push(entry?.path());
        }
    }
    folders.retain(|folder| folder.join("package.json").is_file());
    folders.sort();
    Ok(folders)
}
