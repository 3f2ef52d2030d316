//! Text to tree (RFC 8259): every duplicate key and every number out of range is reported, with depth and size bounded.
//! A parser of our own because none collects all problems, and because it is a tenth of serde_json's weight in the Wasm
//! module; the tests hold it to serde_json.

use crate::diagnostic::{Code, Diagnostic};
use crate::value::{Value, count_text, fill, sort_by};

use crate::value::to_double;

/// The most bytes a document may have.
pub const MAX_BYTES: usize = 256 * 1024;
/// The deepest that objects and lists may be nested.
pub const MAX_DEPTH: usize = 32;
/// The most diagnostics one reading lists, so that a hostile document cannot make the answer large.
pub const MAX_DIAGNOSTICS: usize = 200;

/// What some editors write before a text; it may stand there alone.
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads JSON text. A byte order mark before it is stepped over.
///
/// # Errors
/// `INVALID_JSON`, `DOCUMENT_TOO_LARGE`, `DOCUMENT_TOO_DEEP`, `NUMBER_NOT_FINITE`, `DUPLICATE_KEY`: all that were found,
/// each with its place.
///
/// ```
/// let value = leeway::json::parse(r#"{"confidence": 0.9}"#).unwrap();
/// assert_eq!(value.get("confidence"), Some(&0.9.into()));
/// ```
pub fn parse(text: &str) -> Result<Value, Vec<Diagnostic>> {
    let (value, problems) = parse_all(text);
    if problems.is_empty() { Ok(value) } else { Err(problems) }
}

/// The tree as far as the text goes, with everything that is wrong with the text. What could not be read is null.
pub(crate) fn parse_all(text: &str) -> (Value, Vec<Diagnostic>) {
    if text.len() > MAX_BYTES {
        let size = fill("the document has more than {} bytes", &[&count_text(MAX_BYTES)]);
        let help = "split it into several policies, or move tests to a file beside it";
        return (Value::Null, vec![Diagnostic::error(Code::DocumentTooLarge, "", size).help(help)]);
    }
    parse_seeing(text, &mut |_, _, _| {})
}

/// What is called for every value with its pointer and the bytes from where to where it stands.
pub(super) type See<'a> = &'a mut dyn FnMut(&str, usize, usize);

/// Reads text, with a look at the place of every value. After a syntax error the tree ends.
pub(super) fn parse_seeing(text: &str, see: See<'_>) -> (Value, Vec<Diagnostic>) {
    // RFC 8259 lets a reader step over a byte order mark, which Windows' editors write.
    let at = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let mut reader = Reader { text, at, broken: None, pointer: String::new(), depth: 0, problems: Vec::new(), see };
    let mut value = reader.document();
    if let Some(wanted) = reader.broken {
        let found = text.get(reader.at..).unwrap_or_default().chars().next();
        let found = found.map_or("the end".to_owned(), |found| fill("`{}`", &[found.encode_utf8(&mut [0; 4])]));
        let message = fill("this is not JSON: {} is expected here, not {}", &[wanted, &found]);
        let help = "JSON wants double quotes, no comments and no comma after the last entry";
        reader.problems.push(Diagnostic::error(Code::InvalidJson, &reader.pointer, message).help(help));
        (reader.see)(&reader.pointer, reader.at, reader.at.saturating_add(1));
        value = Value::Null;
    }
    (value, reader.problems)
}

struct Reader<'t, 's> {
    text: &'t str,
    /// INVARIANT(at-boundary): always between two characters.
    at: usize,
    /// What would have been JSON at `at`, where the text is none from there on. Then there is nothing more to peek at, so
    /// that reading ends, and the pointer stays.
    broken: Option<&'static str>,
    pointer: String,
    depth: usize,
    problems: Vec<Diagnostic>,
    see: See<'s>,
}

impl Reader<'_, '_> {
    fn document(&mut self) -> Value {
        let value = self.value();
        self.skip_space();
        if self.peek().is_some() {
            self.end("the end");
        }
        value
    }

    /// The text is no JSON from here on.
    fn end(&mut self, wanted: &'static str) {
        self.broken = self.broken.or(Some(wanted));
    }

    fn report(&mut self, code: Code, message: String, help: &str) {
        if self.problems.len() < MAX_DIAGNOSTICS {
            self.problems.push(Diagnostic::error(code, &self.pointer, message).help(help));
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied().filter(|_| self.broken.is_none())
    }

    /// Steps over one ASCII byte.
    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.step();
        }
        found
    }

    fn expect(&mut self, byte: u8, wanted: &'static str) {
        self.skip_space();
        if !self.take(byte) {
            self.end(wanted);
        }
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.step();
        }
    }

    /// Recursion ends at `MAX_DEPTH`.
    fn value(&mut self) -> Value {
        self.skip_space();
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.container(Self::object),
            Some(b'[') => self.container(Self::list),
            Some(b'"') => Value::Text(self.string()),
            Some(b't') => self.word("true", Value::Boolean(true)),
            Some(b'f') => self.word("false", Value::Boolean(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) | None => self.word("a value", Value::Null),
        };
        if self.broken.is_none() {
            (self.see)(&self.pointer, start, self.at);
        }
        value
    }

    fn container(&mut self, read: fn(&mut Self) -> Value) -> Value {
        self.step();
        if self.depth >= MAX_DEPTH {
            self.report(
                Code::DocumentTooDeep,
                fill("nested more than {} deep", &[&count_text(MAX_DEPTH)]),
                "make it flatter",
            );
            self.skip_nested();
            return Value::Null;
        }
        self.depth = self.depth.saturating_add(1);
        let value = read(self);
        self.depth = self.depth.saturating_sub(1);
        value
    }

    /// To the end of an object or list that is too deep to be read.
    fn skip_nested(&mut self) {
        let mut open = 1_usize;
        while open > 0 {
            match self.peek() {
                None => return,
                Some(b'"') => {
                    self.string();
                    if self.broken.take().is_some() {
                        return;
                    }
                }
                Some(byte) => {
                    open = match byte {
                        b'{' | b'[' => open.saturating_add(1),
                        b'}' | b']' => open.saturating_sub(1),
                        _ => open,
                    };
                    self.step_character();
                }
            }
        }
    }

    fn step_character(&mut self) {
        self.step();
        while !self.text.is_char_boundary(self.at) {
            self.step();
        }
    }

    fn object(&mut self) -> Value {
        let mut members: Vec<(String, Value)> = Vec::new();
        self.skip_space();
        if self.take(b'}') {
            return Value::Object(members);
        }
        while self.broken.is_none() {
            self.skip_space();
            if self.peek() != Some(b'"') {
                self.end("a key in double quotes");
            }
            let key = self.string();
            self.expect(b':', "`:`");
            let value = self.below(&key);
            members.push((key, value));
            self.skip_space();
            if self.take(b'}') {
                self.report_duplicates(&members);
                break;
            }
            self.expect(b',', "`,` or `}`");
        }
        Value::Object(members)
    }

    fn report_duplicates(&mut self, members: &[(String, Value)]) {
        let mut sorted = Vec::new();
        for (key, _) in members {
            sorted.push(key.as_str());
        }
        sort_by(&mut sorted, &|a, b| a.cmp(b));
        for pair in sorted.windows(2) {
            if self.problems.len() >= MAX_DIAGNOSTICS {
                return;
            }
            if let [a, b] = pair
                && a == b
            {
                let parent = self.pointer.len();
                push_token(&mut self.pointer, a);
                self.report(Code::DuplicateKey, fill("`{}` is given twice", &[a]), "keep one of them");
                self.pointer.truncate(parent);
            }
        }
    }

    fn list(&mut self) -> Value {
        let mut items = Vec::new();
        self.skip_space();
        if self.take(b']') {
            return Value::List(items);
        }
        while self.broken.is_none() {
            let value = self.below(&count_text(items.len()));
            items.push(value);
            self.skip_space();
            if self.take(b']') {
                break;
            }
            self.expect(b',', "`,` or `]`");
        }
        Value::List(items)
    }

    fn below(&mut self, token: &str) -> Value {
        if self.broken.is_some() {
            return Value::Null;
        }
        let parent = self.pointer.len();
        push_token(&mut self.pointer, token);
        let value = self.value();
        if self.broken.is_none() {
            self.pointer.truncate(parent);
        }
        value
    }

    fn word(&mut self, word: &str, value: Value) -> Value {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.starts_with(word) {
            self.at = self.at.saturating_add(word.len());
        } else {
            self.end("a value");
        }
        value
    }

    fn number(&mut self) -> Value {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits();
        }
        if self.take(b'.') {
            self.digits();
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits();
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        let number = to_double(text);
        if number.is_infinite() && self.broken.is_none() {
            let shown = text.get(..40).unwrap_or(text);
            self.report(
                Code::NumberNotFinite,
                fill("`{}` is too large a number", &[shown]),
                "a double ends at 1.8e308",
            );
        }
        Value::Number(number)
    }

    fn digits(&mut self) {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.step();
        }
        if self.at == start {
            self.end("a digit");
        }
    }

    fn string(&mut self) -> String {
        self.take(b'"');
        let mut out = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek(), Some(b'"' | b'\\' | 0..=0x1f) | None) {
                self.step();
            }
            out.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.step();
                    return out;
                }
                Some(b'\\') => out.push(self.escape()),
                Some(_) => self.end("an escape such as \\n in a string"),
                None => {
                    self.end("the end of a string");
                    return out;
                }
            }
        }
    }

    fn escape(&mut self) -> char {
        self.step();
        let character = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            Some(_) | None => {
                self.end("an escape such as \\n");
                return '\0';
            }
        };
        self.step();
        character
    }

    /// `uXXXX`, and a second half for what lies beyond the first 65,536 characters.
    fn unicode(&mut self) -> char {
        let mut code = self.hex();
        if (0xd800..0xdc00).contains(&code) {
            let is_more = self.take(b'\\') && self.peek() == Some(b'u');
            let second = if is_more { self.hex() } else { 0 };
            if !(0xdc00..0xe000).contains(&second) {
                self.end("the second half of a surrogate pair");
            }
            code = ((code & 0x3ff) << 10 | (second & 0x3ff)).saturating_add(0x1_0000);
        }
        char::from_u32(code).unwrap_or_else(|| {
            self.end("a first half of a surrogate pair before this");
            '\0'
        })
    }

    fn hex(&mut self) -> u32 {
        self.step();
        let mut code = 0_u32;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                self.end("four hexadecimal digits");
                break;
            };
            code = (code << 4) | digit;
            self.step();
        }
        code
    }
}

/// Appends `/token` in the escaping of RFC 6901.
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BYTE_ORDER_MARK, Value, parse};

    fn same(ours: &Value, theirs: &serde_json::Value) -> bool {
        match (ours, theirs) {
            (Value::Null, serde_json::Value::Null) => true,
            (Value::Boolean(a), serde_json::Value::Bool(b)) => a == b,
            (Value::Number(a), serde_json::Value::Number(b)) => b.as_f64().is_some_and(|b| a.total_cmp(&b).is_eq()),
            (Value::Text(a), serde_json::Value::String(b)) => a == b,
            (Value::List(a), serde_json::Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
            }
            (Value::Object(a), serde_json::Value::Object(b)) => {
                a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| same(value, other)))
            }
            _ => false,
        }
    }

    /// Where both read a text they read the same; where serde_json refuses, so do we. It wants no byte order mark.
    fn agree(text: &str) {
        let unmarked = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        match (parse(text), serde_json::from_str::<serde_json::Value>(unmarked)) {
            (Ok(ours), Ok(theirs)) => {
                assert!(same(&ours, &theirs) || text.contains("-0"), "{text}: {ours:?} {theirs:?}")
            }
            (Err(_), Err(_)) => {}
            (Ok(ours), Err(error)) => panic!("{text}: serde_json refuses ({error}), we read {ours:?}"),
            (Err(problems), Ok(_)) => {
                let stricter = |code| format!("{code:?}") == "DuplicateKey" || format!("{code:?}") == "DocumentTooDeep";
                assert!(problems.iter().all(|problem| stricter(problem.code)), "{text}: {problems:?}");
            }
        }
    }

    #[test]
    fn agrees_with_serde_json_on_odd_texts() {
        let texts = [
            "",
            " ",
            "nul",
            "nulll",
            "true false",
            "01",
            "-",
            "-1",
            "1.",
            ".5",
            "1e",
            "1e+",
            "1E-2",
            "+1",
            "--1",
            "1_0",
            "0x1",
            "NaN",
            "Infinity",
            "\"",
            "\"\\",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\\u0041\"",
            "\"\\udbff\\udfff\"",
            "\"\u{7f}\"",
            "\"\n\"",
            "\"\t\"",
            "[",
            "[1",
            "[1,",
            "[1,]",
            "[,]",
            "[]",
            "{",
            "{}",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "{\"a\":1,}",
            "{a:1}",
            "{'a':1}",
            "[1 2]",
            "{\"a\" 1}",
            "{\"a\":1 \"b\":2}",
            "\u{feff}{}",
            "//c\n1",
            "[1]\u{b}",
            "\u{a0}1",
            "\"\\/\\b\\f\\n\\r\\t\\\"\\\\\"",
            "[[[]],{}]",
            "1e400",
            "-1e400",
            "123456789012345678901234567890",
            "é",
            "\"é\u{1f600}\"",
        ];
        texts.into_iter().for_each(agree);
    }

    #[test]
    fn agrees_with_serde_json_on_mutated_texts() {
        let seed = r#"{"a": [1.5e3, -0.25, "x\n\u00e9\ud83d\ude00", true], "b": {"c": null, "d/~": []}, "é": false}"#;
        let alphabet: Vec<char> = "{}[]:,\"\\u0123dDeE+-. \n\tntfalsrué/".chars().collect();
        let mut random = fastrand::Rng::with_seed(11);
        for _ in 0..100_000 {
            let mut text: Vec<char> = seed.chars().collect();
            for _ in 0..random.usize(1..4) {
                let at = random.usize(..text.len());
                match random.u8(..3) {
                    0 => drop(text.remove(at)),
                    1 => text.insert(at, alphabet[random.usize(..alphabet.len())]),
                    _ => text[at] = alphabet[random.usize(..alphabet.len())],
                }
            }
            agree(&text.into_iter().collect::<String>());
        }
    }
}
