//! Reads test runners' output: their closing lines, and how many tests passed.

use crate::run::without_colours;

/// The lines that tell how a run ended, each once, in order.
pub(crate) fn closing(output: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in without_colours(output).lines().map(str::trim) {
        if is_closing(line) && !lines.iter().any(|seen| seen == line) {
            lines.push(line.to_owned());
        }
    }
    lines
}

fn is_closing(line: &str) -> bool {
    let is_weight = line.contains(" brotli (budget ");
    is_weight || line.starts_with("Running headless tests in ") || count(line).is_some() || failed_in_node(line)
}

/// How many tests passed, over all runners in the output.
pub(crate) fn passed(output: &str) -> u64 {
    without_colours(output).lines().filter_map(|line| count(line.trim())).sum()
}

/// The number of passed tests, if this is a closing line of cargo test, Vitest, node's runner, or
/// the plain `N passed, N failed`.
fn count(line: &str) -> Option<u64> {
    let line_of_node = line.strip_prefix("# pass ").or_else(|| line.strip_prefix("ℹ pass "));
    if let Some(number) = line_of_node {
        return number.trim().parse().ok();
    }
    let is_closing = line.starts_with("test result:") || line.starts_with("Tests ") || is_plain(line);
    if is_closing { number_before(line, "passed") } else { None }
}

fn failed_in_node(line: &str) -> bool {
    let number = line.strip_prefix("# fail ").or_else(|| line.strip_prefix("ℹ fail "));
    number.is_some_and(|number| number.trim().parse::<u64>().is_ok())
}

/// `12 passed, 0 failed`, perhaps after one word with a colon.
fn is_plain(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let words = match words.as_slice() {
        [first, rest @ ..] if first.ends_with(':') => rest,
        all => all,
    };
    matches!(words, [passed, "passed," | "passed", ..] if passed.parse::<u64>().is_ok())
}

fn number_before(line: &str, word: &str) -> Option<u64> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut pairs = words.iter().zip(words.iter().skip(1));
    let pair = pairs.find(|(_, next)| next.trim_end_matches([';', ',', '.']) == word);
    pair.and_then(|(number, _)| number.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUST: &str = "running 2 tests\ntest a ... ok\n\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured\n";
    const NODE: &str = "✔ a (1ms)\nℹ tests 3\nℹ pass 3\nℹ fail 0\n";
    const VITEST: &str = " Test Files  2 passed (2)\n\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m9 passed\u{1b}[39m\u{1b}[22m (9)\n";

    #[test]
    fn counts_what_each_runner_says() {
        assert_eq!(passed(RUST), 2);
        assert_eq!(passed(NODE), 3);
        assert_eq!(passed("# tests 4\n# pass 4\n# fail 0\n"), 4);
        assert_eq!(passed(VITEST), 9);
        assert_eq!(passed("page: 12 passed, 0 failed\n"), 12);
        assert_eq!(passed("Tests  1 failed | 8 passed (9)"), 8);
        assert_eq!(passed("no tests to run!\n"), 0);
        assert_eq!(passed("all passed\nthe value 5 was passed"), 0);
    }

    #[test]
    fn keeps_closing_lines_only() {
        assert_eq!(closing(RUST), ["test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured"]);
        assert_eq!(closing(NODE), ["ℹ pass 3", "ℹ fail 0"]);
        assert_eq!(
            closing("Running headless tests in Chrome on `x`\nTests 1\n"),
            ["Running headless tests in Chrome on `x`"]
        );
    }
}
