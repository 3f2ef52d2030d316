//! The rows of a log as its bytes come: NDJSON, where each line is an object, or CSV, whose first row names the columns. A row
//! is handed on as it stands, and nothing is kept of it here. What is no such log at all is told of once, and not read on.

use crate::json::{self, MAX_BYTES};
use crate::value::{Value, read_number};

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
    /// Without the spaces around them, each with whether it is the first of that name: another is not read.
    pub(crate) names: Vec<(String, bool)>,
}

/// What the first row of a table said.
#[derive(Debug)]
enum Names {
    Awaited,
    Known(Header),
    /// It names no columns: what follows is not read.
    Unusable,
}

/// A log in the reading.
#[derive(Debug)]
pub(crate) struct Reader(Form);

#[derive(Debug)]
enum Form {
    /// What was read before it is known which form it has.
    Open(Vec<u8>),
    Lines(Lines),
    Table(Box<Table>, Names),
    /// Neither: what follows is not read.
    Neither,
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
            Form::Open(_) | Form::Neither => {}
            Form::Lines(lines) => lines.finish(&mut |number, line| take_line(number, line, take)),
            Form::Table(table, names) => table.finish(&mut |line, cells| take_cells(names, line, cells, take)),
        }
    }

    /// The names of a table's columns; nothing of NDJSON, or before they were read.
    pub(crate) const fn header(&self) -> Option<&Header> {
        match &self.0 {
            Form::Table(_, Names::Known(header)) => Some(header),
            Form::Open(_) | Form::Lines(_) | Form::Neither | Form::Table(..) => None,
        }
    }

    /// An object stands at the start of NDJSON, and of no table.
    fn begin(&mut self, start: &[u8], take: TakeRow<'_>) {
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let form = match start.trim_ascii_start() {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(Reason::Utf16),
            [b'{', 0, ..] => Err(Reason::NoTextFile),
            [b'[', ..] => Err(Reason::OneList),
            [] | [b'{', ..] => Ok(Form::Lines(Lines::default())),
            [_, ..] => Ok(Form::Table(Box::default(), Names::Awaited)),
        };
        self.0 = form.unwrap_or_else(|reason| {
            take(1, Err(reason));
            Form::Neither
        });
        self.read(start, take);
    }

    fn read(&mut self, bytes: &[u8], take: TakeRow<'_>) {
        match &mut self.0 {
            Form::Open(_) | Form::Neither => {}
            Form::Lines(lines) => lines.feed(bytes, &mut |number, line| take_line(number, line, take)),
            Form::Table(table, names) => table.feed(bytes, &mut |line, cells| take_cells(names, line, cells, take)),
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
fn take_cells(names: &mut Names, line: u64, cells: Option<&[&[u8]]>, take: TakeRow<'_>) {
    let texts = cells.ok_or(Reason::TooLong).and_then(texts_of);
    match names {
        Names::Unusable => {}
        Names::Known(header) => take(
            line,
            match &texts {
                Err(reason) => Err(*reason),
                Ok(texts) if texts.len() == header.names.len() => Ok(Row::Cells(header, texts)),
                Ok(_) => Err(Reason::OtherCells),
            },
        ),
        Names::Awaited => match texts.and_then(|texts| Header::new(&texts)) {
            Ok(header) => *names = Names::Known(header),
            Err(reason) => {
                *names = Names::Unusable;
                take(line, Err(reason));
            }
        },
    }
}

fn texts_of<'c>(cells: &[&'c [u8]]) -> Result<Vec<&'c str>, Reason> {
    let mut texts = Vec::new();
    for cell in cells {
        match str::from_utf8(cell) {
            Ok(text) => texts.push(text),
            Err(_) if cell.contains(&0) => return Err(Reason::NoTextFile),
            Err(_) => return Err(Reason::NotUtf8),
        }
    }
    Ok(texts)
}

impl Header {
    /// Of the cells of the first row, or why they name no columns.
    fn new(cells: &[&str]) -> Result<Self, Reason> {
        if cells.iter().any(|cell| cell.bytes().any(|byte| byte == 0)) {
            return Err(Reason::NoTextFile);
        }
        if let [cell] = cells {
            for (separator, reason) in [(b';', Reason::Semicolons), (b'\t', Reason::Tabs), (b'|', Reason::Bars)] {
                if cell.bytes().any(|byte| byte == separator) {
                    return Err(reason);
                }
            }
        }
        if cells.iter().all(|cell| read_number(cell.trim()).is_some()) {
            return Err(Reason::Unnamed);
        }
        let mut names: Vec<(String, bool)> = Vec::new();
        for name in cells {
            let name = name.trim();
            let is_first = !names.iter().any(|(other, _)| other == name);
            names.push((name.to_owned(), is_first));
        }
        Ok(Self { names })
    }
}
