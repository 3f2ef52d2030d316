//! Runs a command: passes its output on as it comes, keeps it, says that it is alive when it is
//! silent, ends it at its time limit, and when it fails says which command it was and how it ended.

use crate::say;
use std::ffi::OsStr;
use std::fmt;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

const SILENCE_BEFORE_A_WORD: Duration = Duration::from_secs(20);
const LINES_SHOWN_ON_FAILURE: usize = 25;

/// A command about to be run.
pub(crate) struct Run {
    command: Command,
    limit: Option<Duration>,
    silent: bool,
}

/// A command that could not be started, ended in failure or ran out of time.
#[derive(Debug)]
pub(crate) struct Failure {
    command: String,
    how: String,
    /// All that it wrote.
    pub output: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.command, self.how)?;
        let tail = tail(&self.output, LINES_SHOWN_ON_FAILURE);
        if tail.is_empty() { Ok(()) } else { write!(f, "; it wrote last:\n{tail}") }
    }
}

impl std::error::Error for Failure {}

impl Run {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        Self { command, limit: None, silent: false }
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn inside(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Ends the command when it runs longer.
    pub(crate) fn limit(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Keeps the output back unless the command fails.
    pub(crate) fn silent(mut self) -> Self {
        self.silent = true;
        self
    }

    /// Runs the command to its end and returns what it wrote.
    pub(crate) fn go(mut self) -> Result<String, Failure> {
        let colours = !self.silent && io::stdout().is_terminal() && io::stderr().is_terminal();
        if colours {
            self.ask_for_colours();
        }
        self.command.stdout(Stdio::piped()).stderr(Stdio::piped());
        match self.command.spawn() {
            Ok(child) => self.attend(child),
            Err(error) => Err(self.failure(format!("could not be started: {error}"), String::new())),
        }
    }

    /// Becomes the command (so that whoever ends this program ends it) and never returns but on
    /// failure to start.
    #[cfg(unix)]
    pub(crate) fn become_it(mut self) -> Failure {
        use std::os::unix::process::CommandExt;
        let error = self.command.exec();
        self.failure(format!("could not be started: {error}"), String::new())
    }

    #[cfg(not(unix))]
    pub(crate) fn become_it(mut self) -> Failure {
        let how = match self.command.status() {
            Ok(status) => how_it_ended(status),
            Err(error) => format!("could not be started: {error}"),
        };
        self.failure(how, String::new())
    }

    /// Programs write colours and progress bars only to a terminal; here they write to this program.
    fn ask_for_colours(&mut self) {
        self.command.env("CARGO_TERM_COLOR", "always").env("CARGO_TERM_PROGRESS_WHEN", "always");
        self.command.env("CARGO_TERM_PROGRESS_WIDTH", "80").env("FORCE_COLOR", "1");
    }

    fn attend(self, mut child: Child) -> Result<String, Failure> {
        let (sender, receiver) = channel();
        pass_on(child.stdout.take(), sender.clone(), !self.silent, io::stdout);
        pass_on(child.stderr.take(), sender, !self.silent, io::stderr);
        let (output, in_time) = self.collect(&receiver, &mut child);
        if !in_time {
            end_with_descendants(&mut child);
        }
        match child.wait() {
            Ok(_) if !in_time => Err(self.failure(self.overran(), output)),
            Ok(status) if status.success() => Ok(output),
            Ok(status) => Err(self.failure(how_it_ended(status), output)),
            Err(error) => Err(self.failure(format!("was lost: {error}"), output)),
        }
    }

    /// All output until the command has ended, and whether that was within its limit.
    fn collect(&self, receiver: &Receiver<Vec<u8>>, child: &mut Child) -> (String, bool) {
        let (start, mut spoke) = (Instant::now(), Instant::now());
        let mut output = Vec::new();
        let in_time = loop {
            match receiver.recv_timeout(Duration::from_secs(1)) {
                Ok(bytes) => {
                    output.extend_from_slice(&bytes);
                    spoke = Instant::now();
                }
                Err(RecvTimeoutError::Disconnected) => break true,
                // A process that it left behind may hold the pipes open: its own end counts.
                Err(RecvTimeoutError::Timeout) if matches!(child.try_wait(), Ok(Some(_))) => {
                    break true;
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            if self.limit.is_some_and(|limit| start.elapsed() > limit) {
                break false;
            }
            if !self.silent && spoke.elapsed() > SILENCE_BEFORE_A_WORD {
                say::note(&format!("... still running, {}", say::duration(start.elapsed())));
                spoke = Instant::now();
            }
        };
        (String::from_utf8_lossy(&output).into_owned(), in_time)
    }

    fn overran(&self) -> String {
        let limit = self.limit.unwrap_or_default();
        format!("was ended because it took longer than {}", say::duration(limit))
    }

    fn failure(&self, how: String, output: String) -> Failure {
        Failure { command: self.shown(), how, output }
    }

    fn shown(&self) -> String {
        let program = self.command.get_program();
        let name = Path::new(program).file_name().unwrap_or(program);
        let words = std::iter::once(name).chain(self.command.get_args());
        let line = words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ");
        match self.command.get_current_dir().and_then(Path::file_name) {
            Some(folder) => format!("{line}` in `{}", folder.to_string_lossy()),
            None => line,
        }
    }
}

fn pass_on<R, W>(from: Option<R>, sender: Sender<Vec<u8>>, aloud: bool, to: fn() -> W)
where
    R: Read + Send + 'static,
    W: Write + 'static,
{
    let Some(mut from) = from else { return };
    thread::spawn(move || {
        let mut buffer = vec![0; 8192];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            let Some(bytes) = buffer.get(..length) else {
                break;
            };
            if aloud {
                let mut to = to();
                let _ = to.write_all(bytes).and_then(|()| to.flush());
            }
            if sender.send(bytes.to_vec()).is_err() {
                break;
            }
        }
    });
}

/// npm and cargo start others, which would live on.
fn end_with_descendants(child: &mut Child) {
    let listed = Run::new("ps").args(["-A", "-o", "pid=,ppid="]).silent().go().unwrap_or_default();
    for process in descendants(&listed, child.id()) {
        let _ = Run::new("kill").args(["-KILL", &process.to_string()]).silent().go();
    }
    let _ = child.kill();
}

/// The processes that descend from one, by lines of `process parent`.
fn descendants(listed: &str, ancestor: u32) -> Vec<u32> {
    let pair = |line: &str| {
        let mut words = line.split_whitespace().map(str::parse::<u32>);
        Some((words.next()?.ok()?, words.next()?.ok()?))
    };
    let processes: Vec<(u32, u32)> = listed.lines().filter_map(pair).collect();
    let mut family = vec![ancestor];
    let mut seen = 0;
    while let Some(parent) = family.get(seen).copied() {
        family.extend(processes.iter().filter(|(_, of)| *of == parent).map(|(process, _)| *process));
        seen = seen.saturating_add(1);
    }
    family.into_iter().skip(1).collect()
}

fn how_it_ended(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("failed with exit code {code}"),
        None => format!("was ended from outside ({status})"),
    }
}

fn tail(output: &str, lines: usize) -> String {
    let plain = without_colours(output);
    let all: Vec<&str> = plain.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let start = all.len().saturating_sub(lines);
    all.iter().skip(start).map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

/// The text without terminal colours, and without what a progress bar has overwritten.
pub(crate) fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match character {
            '\u{1b}' => {
                // An escape sequence ends with its first letter.
                let _ = rest.find(char::is_ascii_alphabetic);
            }
            '\r' => plain.push('\n'),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Run {
        Run::new("sh").args(["-c", script]).silent()
    }

    #[test]
    fn returns_what_the_command_wrote() {
        assert_eq!(shell("echo out; echo err >&2").go().map(|text| text.len()).ok(), Some(8));
    }

    #[test]
    fn a_failure_names_the_command_the_code_and_the_tail() {
        let failure = shell("echo reason >&2; exit 3").go().expect_err("must fail");
        assert_eq!(
            failure.to_string(),
            "`sh -c echo reason >&2; exit 3` failed with exit code 3; it wrote last:\n    reason"
        );
    }

    #[test]
    fn a_missing_program_is_a_failure() {
        let failure = Run::new("leeway-no-such-program").go().expect_err("must fail");
        assert!(failure.to_string().contains("could not be started"));
    }

    #[test]
    fn the_limit_ends_the_command() {
        let failure = shell("sleep 30").limit(Duration::from_millis(1)).go().expect_err("must fail");
        assert!(failure.to_string().contains("took longer than 0.0 s"));
    }

    #[test]
    fn descendants_are_found_over_generations() {
        assert_eq!(descendants("1 0\n10 1\n11 10\n12 1\n13 11\n", 10), [11, 13]);
    }

    #[test]
    fn a_process_left_behind_does_not_keep_it_waiting() {
        let start = Instant::now();
        assert!(shell("sleep 30 & echo done").go().is_ok());
        assert!(start.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn colours_and_overwritten_lines_are_removed() {
        assert_eq!(without_colours("\u{1b}[1;32m ok\u{1b}[0m\rdone"), " ok\ndone");
    }
}
