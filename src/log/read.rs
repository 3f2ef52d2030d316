//! The rows of a log as its bytes come: NDJSON, where each line is an object, or CSV, whose first row names the columns. A row
//! is handed on as it stands, and nothing is kept of it here.

use crate::json::{self, MAX_BYTES};
use crate::value::Value;

use super::lines::Lines;
use super::reason::Reason;
use super::table::Table;

/// A row as the log has it.
#[derive(Debug)]
pub(crate) enum Row<'r> {
    /// Of a table: as many cells as its header has names.
    Cells(&'r Header, &'r [&'r str]),
    /// Of NDJSON: an object.
    Object(Value),
}

/// What takes a row with the line that it begins on, from 1, or why it cannot be read.
pub(crate) type TakeRow<'a> = &'a mut dyn FnMut(u64, Result<Row<'_>, Reason>);

/// The names of a table's columns.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// Without the spaces around them; nothing for one that stands there a second time.
    pub(crate) names: Vec<Option<String>>,
}

/// A log in the reading.
#[derive(Debug)]
pub(crate) struct Reader(Form);

#[derive(Debug)]
enum Form {
    /// What was read before it is known which form it has.
    Open(Vec<u8>),
    Lines(Lines),
    Table(Box<Table>, Option<Header>),
}

impl Default for Reader {
    fn default() -> Self {
        Self(Form::Open(Vec::new()))
    }
}

impl Reader {
    /// Takes the next bytes, whatever rows they begin or end.
    pub(crate) fn feed(&mut self, bytes: &[u8], take: TakeRow<'_>) {
        let Form::Open(start) = &mut self.0 else { return self.read(bytes, take) };
        start.extend_from_slice(bytes);
        // As long as a byte order mark.
        if start.trim_ascii_start().len() > 3 || start.len() > MAX_BYTES {
            let start = std::mem::take(start);
            self.begin(&start, take);
        }
    }

    /// Takes what stands at the end.
    pub(crate) fn finish(&mut self, take: TakeRow<'_>) {
        if let Form::Open(start) = &mut self.0 {
            let start = std::mem::take(start);
            self.begin(&start, take);
        }
        match &mut self.0 {
            Form::Open(_) => {}
            Form::Lines(lines) => lines.finish(&mut |number, line| take_line(number, line, take)),
            Form::Table(table, header) => table.finish(&mut |line, cells| take_cells(header, line, cells, take)),
        }
    }

    /// The names of a table's columns; nothing of NDJSON, or before they were read.
    #[cfg(feature = "verbs")]
    pub(crate) const fn header(&self) -> Option<&Header> {
        match &self.0 {
            Form::Table(_, header) => header.as_ref(),
            Form::Open(_) | Form::Lines(_) => None,
        }
    }

    /// An object stands at the start of NDJSON, and of no table.
    fn begin(&mut self, start: &[u8], take: TakeRow<'_>) {
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        self.0 = match start.trim_ascii_start().first() {
            None | Some(b'{') => Form::Lines(Lines::default()),
            Some(_) => Form::Table(Box::default(), None),
        };
        self.read(start, take);
    }

    fn read(&mut self, bytes: &[u8], take: TakeRow<'_>) {
        match &mut self.0 {
            Form::Open(_) => {}
            Form::Lines(lines) => lines.feed(bytes, &mut |number, line| take_line(number, line, take)),
            Form::Table(table, header) => table.feed(bytes, &mut |line, cells| take_cells(header, line, cells, take)),
        }
    }
}

fn take_line(number: u64, line: Option<&[u8]>, take: TakeRow<'_>) {
    let Some(line) = line else { return take(number, Err(Reason::TooLong)) };
    if line.trim_ascii().is_empty() {
        return;
    }
    let Ok(text) = str::from_utf8(line) else { return take(number, Err(Reason::NotUtf8)) };
    take(
        number,
        match json::parse(text) {
            Ok(row @ Value::Object(_)) => Ok(Row::Object(row)),
            Ok(_) => Err(Reason::NoObject),
            Err(_) => Err(Reason::NoJson),
        },
    );
}

/// The first row names the columns.
fn take_cells(header: &mut Option<Header>, line: u64, cells: Option<&[&[u8]]>, take: TakeRow<'_>) {
    let Some(cells) = cells else { return take(line, Err(Reason::TooLong)) };
    let mut texts = Vec::new();
    for cell in cells {
        match str::from_utf8(cell) {
            Ok(text) => texts.push(text),
            Err(_) => return take(line, Err(Reason::NotUtf8)),
        }
    }
    match header {
        None => *header = Some(Header::new(&texts)),
        Some(header) if header.names.len() == texts.len() => take(line, Ok(Row::Cells(header, &texts))),
        Some(_) => take(line, Err(Reason::OtherCells)),
    }
}

impl Header {
    fn new(cells: &[&str]) -> Self {
        let mut names: Vec<Option<String>> = Vec::new();
        for name in cells {
            let name = name.trim();
            let is_second = names.iter().any(|other| other.as_deref() == Some(name));
            names.push((!is_second).then(|| name.to_owned()));
        }
        Self { names }
    }
}
