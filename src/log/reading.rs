//! From bytes to a log.

use sha2::{Digest, Sha256};

use crate::json::hexadecimal;
use crate::value::{Value, fill};

use super::cell::Given;
use super::column::{Extra, Mixed, Words, set_number};
use super::draft::{Draft, Place, TextField};
use super::places::{Places, hash_of_pair};
use super::read::{Header, Reader, Row};
use super::reason::Reason;
use super::renames::Renames;
use super::rows::Log;
use super::texts::place;

/// A log has no more rows than this.
pub const MOST_ROWS: usize = 10_000_000;
/// Nor more columns of its own.
pub const MOST_EXTRAS: usize = 256;
/// So many names of others are told.
const MOST_LEFT_OUT: usize = 64;

/// A log in the reading: bytes go in by pieces of any size, the log comes out at the end. What cannot be used is counted by
/// reason, and nothing fails.
#[derive(Debug)]
pub struct Reading {
    reader: Reader,
    digest: Sha256,
    rows: Rows,
}

/// The rows so far, and what helps to add to them.
#[derive(Debug)]
struct Rows {
    log: Log,
    most: usize,
    /// Rows by id and model.
    known: Places,
    /// Where the columns of a table go, each with the name that it is read under; empty before its first row.
    places: Vec<(Place, String)>,
    renames: Renames,
}

impl Default for Reading {
    fn default() -> Self {
        Self::at_most(MOST_ROWS)
    }
}

impl Reading {
    /// Of a log of which at most that many rows are kept, never more than [`MOST_ROWS`]; the others are counted.
    #[must_use]
    pub fn at_most(rows: usize) -> Self {
        let rows = Rows {
            log: Log::default(),
            most: rows.min(MOST_ROWS),
            known: Places::default(),
            places: Vec::new(),
            renames: Renames::default(),
        };
        Self { reader: Reader::default(), digest: Sha256::new(), rows }
    }

    /// The same with fields that stand in columns of other names. The hash stays that of the bytes.
    #[must_use]
    pub fn renamed(mut self, renames: Renames) -> Self {
        self.rows.renames = renames;
        self
    }

    /// Takes the next bytes, whatever rows they begin or end.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.digest.update(bytes);
        let Self { reader, rows, .. } = self;
        reader.feed(bytes, &mut |line, row| rows.take(line, row));
    }

    /// How many rows there are so far.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows.log.rows
    }

    /// Takes what stands at the end.
    #[must_use]
    pub fn finish(mut self) -> Log {
        let Self { reader, rows, .. } = &mut self;
        reader.finish(&mut |line, row| rows.take(line, row));
        if let (true, Some(header)) = (rows.places.is_empty(), reader.header()) {
            rows.place(header);
        }
        let mut log = self.rows.log;
        log.not_there = self.rows.renames.unseen();
        log.sha256 = hexadecimal(&self.digest.finalize());
        log.square();
        log
    }
}

impl Rows {
    fn take(&mut self, line: u64, row: Result<Row<'_>, Reason>) {
        let added = match row {
            Err(reason) => Err(reason),
            Ok(Row::Cells(header, cells)) => self.add_cells(header, cells),
            Ok(Row::Object(object)) => self.add_object(&object),
        };
        match added {
            Ok(remarks) => remarks.into_iter().flatten().for_each(|remark| self.log.counts.add(line, remark)),
            Err(reason) => self.log.counts.add(line, reason),
        }
    }

    fn add_cells(&mut self, header: &Header, cells: &[&str]) -> Result<[Option<Reason>; 3], Reason> {
        if self.places.is_empty() {
            self.place(header);
        }
        let mut draft = Draft::new();
        for ((place, _), cell) in self.places.iter().zip(cells) {
            if let Some(given) = Given::Cell(cell).here() {
                draft.take(*place, given)?;
            }
        }
        draft.complete()?;
        let row = self.log.rows;
        self.add(&draft)?;
        let log = &mut self.log;
        for ((place, name), cell) in self.places.iter_mut().zip(cells) {
            if let (Place::Extra(index), Some(given)) = (&mut *place, Given::Cell(cell).here()) {
                match index.or_else(|| log.extra_index(name, 0)) {
                    None => *place = Place::Nowhere,
                    Some(found) => {
                        *index = Some(found);
                        log.set_extra(found, row, given);
                    }
                }
            }
        }
        Ok(draft.remarks)
    }

    /// Settles where the columns of a table go.
    fn place(&mut self, header: &Header) {
        for (name, is_first) in &header.names {
            let field = if *is_first { self.renames.field_of(name) } else { None };
            let list = if *is_first { &mut self.log.columns } else { &mut self.log.twice };
            list.push(name.clone());
            self.places.push(field.map_or((Place::Nowhere, String::new()), |field| (Place::of(&field), field)));
        }
    }

    fn add_object(&mut self, object: &Value) -> Result<[Option<Reason>; 3], Reason> {
        if self.log.columns.is_empty() {
            self.log.columns = members(object).iter().take(MOST_EXTRAS).map(|(name, _)| name.clone()).collect();
        }
        let renamed = (!self.renames.is_empty()).then(|| self.renames.members_of(members(object)));
        let members_of_row = renamed.as_deref().unwrap_or_else(|| members(object));
        let mut draft = Draft::new();
        for (name, value) in members_of_row {
            if let Some(given) = Given::Member(value).here() {
                draft.take(Place::of(name), given)?;
            }
        }
        draft.complete()?;
        let row = self.log.rows;
        self.add(&draft)?;
        let mut next = 0;
        for (name, value) in members_of_row {
            let place = Place::of(name);
            if place == Place::Extra(None) {
                self.log.add_extra(&mut next, name, row, Given::Member(value));
            }
            for (signal, value) in if place == Place::Signals { members(value) } else { &[] } {
                self.log.add_extra(&mut next, &fill("signals.{}", &[signal]), row, Given::Member(value));
            }
        }
        Ok(draft.remarks)
    }

    /// Adds all but the columns of the log's own.
    fn add(&mut self, draft: &Draft<'_>) -> Result<(), Reason> {
        let log = &mut self.log;
        let row = log.rows;
        let number = u32::try_from(row).ok().filter(|_| row < self.most).ok_or(Reason::Full)?;
        log.set_texts(row, draft).ok_or(Reason::Full)?;
        let key = |row: u32| usize::try_from(row).map_or((0, 0), |row| log.key(row));
        let (id, model) = key(number);
        if id > 0
            && let Some(before) = self.known.find(hash_of_pair(id, model), |row| key(row) == (id, model))
        {
            return Err(log.again(before, draft));
        }
        log.set_alternatives(row, draft).ok_or(Reason::Full)?;
        log.set_rest(row, draft);
        log.rows = row.saturating_add(1);
        if id > 0 {
            let log = &self.log;
            self.known.insert(number, |row| {
                let (id, model) = usize::try_from(row).map_or((0, 0), |row| log.key(row));
                hash_of_pair(id, model)
            });
        }
        Ok(())
    }
}

fn members(value: &Value) -> &[(String, Value)] {
    if let Value::Object(members) = value { members } else { &[] }
}

impl Log {
    fn key(&self, row: usize) -> (u32, u32) {
        (self.id.codes.get(row), self.model.codes.get(row))
    }

    /// Nothing if there is too much text.
    fn set_texts(&mut self, row: usize, draft: &Draft<'_>) -> Option<()> {
        for (field, words) in [
            (TextField::Id, &mut self.id),
            (TextField::Split, &mut self.split),
            (TextField::Segment, &mut self.segment),
            (TextField::Model, &mut self.model),
            (TextField::Operation, &mut self.operation),
            (TextField::Unit, &mut self.unit),
        ] {
            let Words { texts, codes } = words;
            codes.set(row, draft.text(field).map_or(Some(0), |text| texts.add(text))?);
        }
        for (field, codes) in [(TextField::Predicted, &mut self.predicted), (TextField::Label, &mut self.label)] {
            let labels = &mut self.labels;
            codes.set(row, draft.text(field).map_or(Some(0), |text| labels.add(text))?);
        }
        Some(())
    }

    fn set_alternatives(&mut self, row: usize, draft: &Draft<'_>) -> Option<()> {
        let mut entries = Vec::new();
        for (label, confidence) in &draft.alternatives {
            entries.push((self.labels.add(label)?, *confidence));
        }
        self.alternatives.push(row, &entries)
    }

    fn set_rest(&mut self, row: usize, draft: &Draft<'_>) {
        set_number(&mut self.time, row, draft.time);
        set_number(&mut self.confidence, row, draft.confidence);
        set_number(&mut self.second, row, draft.second);
        set_number(&mut self.propensity, row, draft.propensity);
        self.impact.set(row, draft.impact.clone());
        self.at_most.set(row, draft.at_most.map_or(0, |action| u32::from(action.rank()).saturating_add(1)));
        place(&mut self.correct, row, None, draft.correct);
        if draft.source.is_some() {
            place(&mut self.source, row, None, draft.source);
        }
    }

    /// Why a row whose id was there before is not used. Where the two contradict each other, neither outcome counts.
    fn again(&mut self, before: u32, draft: &Draft<'_>) -> Reason {
        let Ok(row) = usize::try_from(before) else { return Reason::Again };
        let correct = self.correct.get(row).copied().flatten();
        let labels = (self.labels.text(self.label.get(row)), draft.text(TextField::Label));
        let differ = |one: Option<bool>, other: Option<bool>| one.zip(other).is_some_and(|(one, other)| one != other);
        if differ(correct, draft.correct) || labels.0.zip(labels.1).is_some_and(|(one, other)| one != other) {
            place(&mut self.correct, row, None, None);
            self.label.set(row, 0);
            return Reason::AgainContradicted;
        }
        let confidence = self.confidence.get(row).copied().unwrap_or(f64::NAN);
        let is_same = confidence.total_cmp(&draft.confidence).is_eq()
            && self.labels.text(self.predicted.get(row)) == draft.text(TextField::Predicted)
            && self.operation.get(row) == draft.text(TextField::Operation)
            && correct == draft.correct;
        if is_same { Reason::Again } else { Reason::AgainOther }
    }

    /// Takes out what is left of a last row that was not used, and fills up numbers.
    fn square(&mut self) {
        let rows = self.rows;
        for words in
            [&mut self.id, &mut self.split, &mut self.segment, &mut self.model, &mut self.operation, &mut self.unit]
        {
            words.codes.truncate(rows);
        }
        self.predicted.truncate(rows);
        self.label.truncate(rows);
        for numbers in [&mut self.time, &mut self.second, &mut self.propensity] {
            if !numbers.is_empty() {
                numbers.resize(rows, f64::NAN);
            }
        }
    }

    fn add_extra(&mut self, next: &mut usize, name: &str, row: usize, given: Given<'_>) {
        if let Some(given) = given.here()
            && given.either().is_some()
            && let Some(index) = self.extra_index(name, *next)
        {
            *next = index.saturating_add(1);
            self.set_extra(index, row, given);
        }
    }

    fn set_extra(&mut self, index: usize, row: usize, given: Given<'_>) {
        if let (Some(extra), Some(value)) = (self.extras.get_mut(index), given.either()) {
            extra.cells.set(row, Some(value));
        }
    }

    /// Where the column of that name stands, most likely at `guess`; it is added if it is new. Nothing if there are too many.
    fn extra_index(&mut self, name: &str, guess: usize) -> Option<usize> {
        if self.extras.get(guess).is_some_and(|extra| extra.name == name) {
            return Some(guess);
        }
        let known = self.extras.iter().position(|extra| extra.name == name);
        if known.is_none() && self.extras.len() >= MOST_EXTRAS {
            let is_told = self.left_out.len() >= MOST_LEFT_OUT || self.left_out.iter().any(|other| other == name);
            if !is_told {
                self.left_out.push(name.to_owned());
            }
            return None;
        }
        Some(known.unwrap_or_else(|| {
            self.extras.push(Extra { name: name.to_owned(), cells: Mixed::default() });
            self.extras.len().saturating_sub(1)
        }))
    }
}
