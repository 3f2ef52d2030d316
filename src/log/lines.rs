//! Bytes to lines, as they come, with the memory of one line.

use crate::json::MAX_BYTES;

/// What takes a line with its number, from 1; nothing instead of a line that is longer than a document may be.
pub(crate) type Take<'a> = &'a mut dyn FnMut(u64, Option<&[u8]>);

/// A line in the making.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pending: Vec<u8>,
    too_long: bool,
    number: u64,
}

impl Lines {
    /// Takes the next bytes, whatever lines they begin or end.
    pub(crate) fn feed(&mut self, bytes: &[u8], take: Take<'_>) {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let ends = piece.ends_with(b"\n");
            if ends && self.pending.is_empty() && !self.too_long && piece.len() <= MAX_BYTES {
                self.number = self.number.saturating_add(1);
                take(self.number, Some(piece));
                continue;
            }
            self.keep(piece);
            if ends {
                self.end(take);
            }
        }
    }

    /// Takes what stands after the last line break.
    pub(crate) fn finish(&mut self, take: Take<'_>) {
        if self.too_long || !self.pending.is_empty() {
            self.end(take);
        }
    }

    fn keep(&mut self, piece: &[u8]) {
        if self.pending.len().saturating_add(piece.len()) > MAX_BYTES {
            self.too_long = true;
            self.pending.clear();
        }
        if !self.too_long {
            self.pending.extend_from_slice(piece);
        }
    }

    fn end(&mut self, take: Take<'_>) {
        self.number = self.number.saturating_add(1);
        let line = (!self.too_long).then_some(self.pending.as_slice());
        take(self.number, line);
        self.pending.clear();
        self.too_long = false;
    }
}
