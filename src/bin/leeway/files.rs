//! Files and standard input, in; laid out files, out.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use leeway::json::MAX_BYTES;
use leeway::verbs::File;

/// What ends the program early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nobody reads the output any more.
    Closed,
    /// What to tell.
    Message(String),
}

impl Failure {
    pub(crate) fn of(what: &str, name: &str, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        if error.kind() == io::ErrorKind::NotFound {
            return Self::Message(format!("there is no file `{name}`"));
        }
        Self::Message(format!("cannot {what} `{name}`: {error}"))
    }
}

/// Reads; standard input only once.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    input_is_taken: bool,
}

impl Reader {
    pub(crate) fn all(&mut self, paths: &[PathBuf]) -> Result<Vec<File>, Failure> {
        paths.iter().map(|path| self.read(path)).collect()
    }

    /// The text of a file, or the beginning of one that is longer than a document may be, which is then refused.
    pub(crate) fn read(&mut self, path: &Path) -> Result<File, Failure> {
        let (name, source) = self.open(path)?;
        let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        source.take(limit).read_to_end(&mut bytes).map_err(|error| Failure::of("read", &name, &error))?;
        if bytes.len() > MAX_BYTES {
            return Ok(File { name, text: String::from_utf8_lossy(&bytes).into_owned() });
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(File { name, text }),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                Err(Failure::Message(format!("`{name}` is not UTF-8: see its byte {valid}")))
            }
        }
    }

    /// The name for messages, and what to read.
    pub(crate) fn open(&mut self, path: &Path) -> Result<(String, Box<dyn Read>), Failure> {
        if path == Path::new("-") {
            let taken = std::mem::replace(&mut self.input_is_taken, true);
            return match taken {
                false => Ok(("<stdin>".to_owned(), Box::new(io::stdin().lock()))),
                true => Err(Failure::Message("standard input can be read only once: name a file".to_owned())),
            };
        }
        let name = path.display().to_string();
        match fs::File::open(path) {
            Ok(file) => Ok((name, Box::new(file))),
            Err(error) => Err(Failure::of("open", &name, &error)),
        }
    }
}

pub(crate) fn write(file: &File) -> Result<(), Failure> {
    if file.name == "<stdin>" {
        return Err(Failure::Message("standard input cannot be written: leave `--write` out".to_owned()));
    }
    fs::write(&file.name, &file.text).map_err(|error| missing_folder(&file.name, &error))
}

/// A file that cannot be made because nothing is there to make it in.
fn missing_folder(name: &str, error: &io::Error) -> Failure {
    match Path::new(name).parent() {
        Some(folder) if error.kind() == io::ErrorKind::NotFound && !folder.is_dir() => {
            let folder = folder.display();
            Failure::Message(format!("cannot write `{name}`: there is no folder `{folder}`; make it first"))
        }
        Some(_) | None => Failure::of("write", name, error),
    }
}
