//! What the person at the terminal reads. Everything goes to standard error, so that a task's own
//! answer (a list, a test runner's lines) stays alone on standard output.

use std::io::IsTerminal;
use std::time::Duration;

/// Announces a step, and how long it may take where that is more than a moment.
pub(crate) fn step(what: &str, expected: Option<&str>) {
    let expected = expected.map(|time| format!(" ({time})")).unwrap_or_default();
    eprintln!("{}", emphasised(&format!("==> {what}{expected}")));
}

/// A line below the current step.
pub(crate) fn note(what: &str) {
    eprintln!("    {what}");
}

/// A step that had nothing to do.
pub(crate) fn fresh(what: &str) {
    note(&format!("{what}: up to date"));
}

pub(crate) fn error(error: &anyhow::Error) {
    eprintln!("{}", emphasised(&format!("error: {error:#}")));
}

/// A duration as people say it: `0.4 s`, `12 s`, `2 min 5 s`.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds.checked_div(60).unwrap_or(0), seconds) {
        (0, 0..=9) => format!("{:.1} s", time.as_secs_f64()),
        (0, _) => format!("{seconds} s"),
        (minutes, _) => format!("{minutes} min {} s", seconds.checked_rem(60).unwrap_or(0)),
    }
}

fn emphasised(text: &str) -> String {
    let plain = std::env::var_os("NO_COLOR").is_some() || !std::io::stderr().is_terminal();
    if plain {
        return text.to_owned();
    }
    format!("\u{1b}[1m{text}\u{1b}[0m")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(duration(Duration::from_millis(420)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(42)), "42 s");
        assert_eq!(duration(Duration::from_secs(125)), "2 min 5 s");
    }
}
