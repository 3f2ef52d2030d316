//! What need not be done again: a stamp remembers the inputs that a step was last done with.

use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A digest over names and contents of files and over settings. Equal inputs, equal digest.
#[derive(Default)]
pub(crate) struct Inputs {
    hasher: DefaultHasher,
}

impl Inputs {
    /// Adds a file, or all files below a folder but those below folders named in `SKIPPED`.
    pub(crate) fn path(mut self, path: &Path) -> Result<Self> {
        for file in files_below(path)? {
            file.hash(&mut self.hasher);
            let contents = fs::read(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
            contents.hash(&mut self.hasher);
        }
        Ok(self)
    }

    /// Adds several paths.
    pub(crate) fn paths(self, paths: &[PathBuf]) -> Result<Self> {
        paths.iter().try_fold(self, |inputs, path| inputs.path(path))
    }

    /// Adds a setting.
    pub(crate) fn setting(mut self, setting: impl Hash) -> Self {
        setting.hash(&mut self.hasher);
        self
    }

    fn digest(&self) -> String {
        format!("{:016x}", self.hasher.finish())
    }
}

/// Folders that are made from the others.
const SKIPPED: [&str; 5] = ["node_modules", "dist", "target", ".git", ".wrangler"];

/// The files at or below a path, in the same order on every machine. A path that is not there has none.
pub(crate) fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(if path.exists() { vec![path.to_path_buf()] } else { Vec::new() });
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))? {
            let entry = entry?.path();
            let skipped = entry.file_name().is_some_and(|name| SKIPPED.iter().any(|skipped| name == *skipped));
            match (entry.is_dir(), skipped) {
                (true, true) => {}
                (true, false) => folders.push(entry),
                (false, _) => files.push(entry),
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The memory of one step.
pub(crate) struct Stamp {
    file: PathBuf,
    digest: String,
}

impl Stamp {
    /// The stamp of the step `name` over its present inputs.
    pub(crate) fn of(workspace: &Workspace, name: &str, inputs: &Inputs) -> Self {
        Self::at(workspace.target("xtask/stamps").join(name), inputs)
    }

    /// The same, kept in a file that vanishes together with what the step made.
    pub(crate) fn at(file: PathBuf, inputs: &Inputs) -> Self {
        Self { file, digest: inputs.digest() }
    }

    /// Whether the step was last done with these inputs and all that it made is still there.
    pub(crate) fn is_fresh(&self, made: &[PathBuf]) -> bool {
        let remembered = fs::read_to_string(&self.file).is_ok_and(|digest| digest == self.digest);
        remembered && made.iter().all(|path| path.exists())
    }

    /// Remembers that the step was done.
    pub(crate) fn set(&self) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.file, &self.digest).with_context(|| format!("cannot write `{}`", self.file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("leeway-xtask-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("node_modules")).expect("a temporary folder");
        folder
    }

    #[test]
    fn the_digest_follows_contents_and_settings() {
        let folder = folder("digest");
        let digest = |setting: &str| Inputs::default().path(&folder).expect("readable").setting(setting).digest();
        let empty = digest("a");
        fs::write(folder.join("x"), "1").expect("writable");
        let one = digest("a");
        fs::write(folder.join("node_modules/y"), "2").expect("writable");
        assert_ne!(empty, one);
        assert_eq!(one, digest("a"));
        assert_ne!(one, digest("b"));
        fs::remove_dir_all(folder).expect("removable");
    }

    #[test]
    fn a_stamp_is_fresh_after_it_was_set_while_the_products_stand() {
        let folder = folder("stamp");
        let stamp = Stamp::at(folder.join("stamp"), &Inputs::default().setting(1));
        assert!(!stamp.is_fresh(&[]));
        stamp.set().expect("writable");
        assert!(stamp.is_fresh(std::slice::from_ref(&folder)));
        assert!(!stamp.is_fresh(&[folder.join("product")]));
        assert!(!Stamp::at(folder.join("stamp"), &Inputs::default().setting(2)).is_fresh(&[]));
        fs::remove_dir_all(folder).expect("removable");
    }
}
