//! CSV, piece by piece, with the memory of one row.

use csv_core::{ReadRecordResult, Reader};

use crate::json::MAX_BYTES;

/// What takes the cells of a row with the line that it begins on; nothing instead of a row that is too long.
pub(super) type TakeCells<'a> = &'a mut dyn FnMut(u64, Option<&[&[u8]]>);

/// A row has no more cells than this.
const MOST_CELLS: usize = 4096;

/// A row in the making.
#[derive(Debug)]
pub(super) struct Table {
    reader: Reader,
    cells: Vec<u8>,
    /// Where each cell ends in `cells`.
    ends: Vec<usize>,
    written: usize,
    ended: usize,
    is_too_long: bool,
    /// Line breaks read so far.
    breaks: u64,
    /// The line that the row begins on; nothing between rows.
    line: Option<u64>,
}

impl Default for Table {
    fn default() -> Self {
        // The reader's own default is not built.
        let reader = Reader::new();
        let (cells, ends) = (Vec::new(), Vec::new());
        Self { reader, cells, ends, written: 0, ended: 0, is_too_long: false, breaks: 0, line: None }
    }
}

impl Table {
    /// Takes the next bytes, whatever rows they begin or end.
    pub(super) fn feed(&mut self, mut bytes: &[u8], take: TakeCells<'_>) {
        while !bytes.is_empty() {
            if self.line.is_none() {
                bytes = self.skip_blank(bytes);
                if bytes.is_empty() {
                    return;
                }
                self.line = Some(self.breaks.saturating_add(1));
            }
            let read = self.step(bytes, take);
            let (taken, rest) = bytes.split_at_checked(read).unwrap_or((bytes, &[]));
            self.breaks = self.breaks.saturating_add(breaks(taken));
            bytes = rest;
        }
    }

    /// Takes what stands after the last line break.
    pub(super) fn finish(&mut self, take: TakeCells<'_>) {
        // The reader takes no bytes for the end; it may have to be told more than once.
        while self.line.is_some() {
            self.step(&[], take);
        }
    }

    /// The line breaks between rows belong to none.
    fn skip_blank<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let blank = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let (blank, rest) = bytes.split_at_checked(blank).unwrap_or((&[], bytes));
        self.breaks = self.breaks.saturating_add(breaks(blank));
        rest
    }

    /// Lets the reader take what it can; how many bytes.
    fn step(&mut self, bytes: &[u8], take: TakeCells<'_>) -> usize {
        let cells = self.cells.get_mut(self.written..).unwrap_or_default();
        let ends = self.ends.get_mut(self.ended..).unwrap_or_default();
        let (result, read, written, ended) = self.reader.read_record(bytes, cells, ends);
        self.written = self.written.saturating_add(written);
        self.ended = self.ended.saturating_add(ended);
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => self.make_room(MAX_BYTES, |table| (&mut table.cells, &mut table.written)),
            ReadRecordResult::OutputEndsFull => self.make_room(MOST_CELLS, |table| (&mut table.ends, &mut table.ended)),
            ReadRecordResult::Record => self.end(take),
            ReadRecordResult::End => self.line = None,
        }
        read
    }

    /// Twice the room, or, where that is too much, the same again for what is not kept.
    fn make_room<T: Clone + Default>(&mut self, most: usize, of: impl Fn(&mut Self) -> (&mut Vec<T>, &mut usize)) {
        let (list, used) = of(self);
        if list.len() < most {
            list.resize(list.len().saturating_mul(2).clamp(64, most), T::default());
        } else {
            *used = 0;
            self.is_too_long = true;
        }
    }

    fn end(&mut self, take: TakeCells<'_>) {
        let line = self.line.take().unwrap_or_default();
        if self.is_too_long {
            take(line, None);
        } else {
            let mut cells = Vec::new();
            let mut start = 0;
            for end in self.ends.iter().take(self.ended) {
                cells.push(self.cells.get(start..*end).unwrap_or_default());
                start = *end;
            }
            take(line, Some(&cells));
        }
        (self.written, self.ended, self.is_too_long) = (0, 0, false);
    }
}

fn breaks(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u64::MAX)
}
