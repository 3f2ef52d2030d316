//! Finds programs.

use std::path::{Path, PathBuf};

/// The first of these names that is a program in one of these folders. Earlier names win.
pub(crate) fn first_in(names: &[&str], folders: &[PathBuf], is_program: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    let candidates = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.into_iter().find(|candidate| is_program(candidate))
}

/// The first of these names in `PATH`. A name with slashes is looked for as it is.
pub(crate) fn first(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    first_in(names, &folders, &|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_name_wins_over_an_earlier_folder() {
        let folders = [PathBuf::from("/a"), PathBuf::from("/b")];
        let there = |path: &Path| path == Path::new("/b/chromium") || path == Path::new("/a/google-chrome");
        let found = first_in(&["chromium", "google-chrome"], &folders, &there);
        assert_eq!(found, Some(PathBuf::from("/b/chromium")));
        assert_eq!(first_in(&["firefox"], &folders, &there), None);
    }

    #[test]
    fn an_absolute_name_is_taken_as_it_is() {
        let there = |path: &Path| path == Path::new("/opt/chrome");
        assert_eq!(first_in(&["/opt/chrome"], &[PathBuf::from("/a")], &there), Some(PathBuf::from("/opt/chrome")));
    }
}
