//! Logs, as they come: NDJSON, where each line is an input with its outcome beside it, or CSV, whose columns are named as
//! the fields of such inputs. A row is a tree either way, and nothing is kept of it here.

mod columns;
mod operations;
mod table;

use crate::json::{self, MAX_BYTES};
use crate::value::Value;

use super::lines::Lines;

pub(super) use columns::{Columns, SignalKinds};
pub(super) use operations::Operations;
use table::Table;

/// What takes a row with the line that it begins on, from 1, or why it cannot be read.
pub(super) type TakeRow<'a> = &'a mut dyn FnMut(u64, Result<Value, &'static str>);

/// A log in the reading.
#[derive(Debug)]
pub(super) struct Log {
    kinds: SignalKinds,
    form: Form,
}

#[derive(Debug)]
enum Form {
    /// What was read before it is known which form it has.
    Open(Vec<u8>),
    Lines(Lines),
    Table(Box<Table>, Option<Columns>),
}

impl Log {
    /// Signals of a table are read as the kinds say.
    pub(super) const fn new(kinds: SignalKinds) -> Self {
        Self { kinds, form: Form::Open(Vec::new()) }
    }

    /// Takes the next bytes, whatever rows they begin or end.
    pub(super) fn feed(&mut self, bytes: &[u8], take: TakeRow<'_>) {
        let Form::Open(start) = &mut self.form else { return self.read(bytes, take) };
        start.extend_from_slice(bytes);
        // As long as a byte order mark.
        if start.trim_ascii_start().len() > 3 || start.len() > MAX_BYTES {
            let start = std::mem::take(start);
            self.begin(&start, take);
        }
    }

    /// Takes what stands at the end.
    pub(super) fn finish(&mut self, take: TakeRow<'_>) {
        if let Form::Open(start) = &mut self.form {
            let start = std::mem::take(start);
            self.begin(&start, take);
        }
        match &mut self.form {
            Form::Open(_) => {}
            Form::Lines(lines) => lines.finish(&mut |number, line| take_line(number, line, take)),
            Form::Table(table, columns) => {
                let kinds = &self.kinds;
                table.finish(&mut |line, cells| take_cells(columns, kinds, line, cells, take));
            }
        }
    }

    /// The columns of a table; nothing of NDJSON, or before a header was read.
    pub(super) const fn columns(&self) -> Option<&Columns> {
        match &self.form {
            Form::Table(_, columns) => columns.as_ref(),
            Form::Open(_) | Form::Lines(_) => None,
        }
    }

    /// An object stands at the start of NDJSON, and of no table.
    fn begin(&mut self, start: &[u8], take: TakeRow<'_>) {
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        self.form = match start.trim_ascii_start().first() {
            None | Some(b'{') => Form::Lines(Lines::default()),
            Some(_) => Form::Table(Box::default(), None),
        };
        self.read(start, take);
    }

    fn read(&mut self, bytes: &[u8], take: TakeRow<'_>) {
        match &mut self.form {
            Form::Open(_) => {}
            Form::Lines(lines) => lines.feed(bytes, &mut |number, line| take_line(number, line, take)),
            Form::Table(table, columns) => {
                let kinds = &self.kinds;
                table.feed(bytes, &mut |line, cells| take_cells(columns, kinds, line, cells, take));
            }
        }
    }
}

fn take_line(number: u64, line: Option<&[u8]>, take: TakeRow<'_>) {
    let Some(line) = line else { return take(number, Err(TOO_LONG)) };
    if line.trim_ascii().is_empty() {
        return;
    }
    let Ok(text) = str::from_utf8(line) else { return take(number, Err(NOT_UTF8)) };
    take(
        number,
        match json::parse(text) {
            Ok(row @ Value::Object(_)) => Ok(row),
            Ok(_) => Err("the line is not an object"),
            Err(_) => Err("the line is not JSON, or has a key twice"),
        },
    );
}

const TOO_LONG: &str = "the row has more than 262144 bytes";
const NOT_UTF8: &str = "the row is not UTF-8";

/// The first row names the columns.
fn take_cells(
    columns: &mut Option<Columns>,
    kinds: &SignalKinds,
    line: u64,
    cells: Option<&[&[u8]]>,
    take: TakeRow<'_>,
) {
    let Some(cells) = cells else { return take(line, Err(TOO_LONG)) };
    let mut texts = Vec::new();
    for cell in cells {
        match str::from_utf8(cell) {
            Ok(text) => texts.push(text),
            Err(_) => return take(line, Err(NOT_UTF8)),
        }
    }
    match columns {
        None => *columns = Some(Columns::new(&texts, kinds)),
        Some(columns) => take(line, columns.row(&texts)),
    }
}
