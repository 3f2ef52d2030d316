//! Texts that occur again and again, each kept once, and columns of their codes.

use super::places::{Places, hash};

/// The most bytes that the texts of one list may have together.
pub const MOST_TEXT: usize = 1 << 30;

/// A list of different texts. Their codes are 1, 2 and so on, as they were first met; 0 is no text.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    text: String,
    /// Where each ends in `text`.
    ends: Vec<u32>,
    places: Places,
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.ends == other.ends && self.text == other.text
    }
}

impl Texts {
    /// How many there are; also the highest code.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a code; nothing for 0 and for a code that none has.
    #[must_use]
    pub fn text(&self, code: u32) -> Option<&str> {
        code.checked_sub(1).and_then(|index| self.at(index))
    }

    /// The texts in the order of their codes, from 1.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0_u32..).map_while(|index| self.at(index))
    }

    /// The code of a text; 0 if it is not in the list.
    #[must_use]
    pub fn code(&self, text: &str) -> u32 {
        self.find(text).map_or(0, |index| index.saturating_add(1))
    }

    fn find(&self, text: &str) -> Option<u32> {
        self.places.find(hash(text.as_bytes()), |index| self.at(index) == Some(text))
    }

    fn at(&self, index: u32) -> Option<&str> {
        let index = usize::try_from(index).ok()?;
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
    }

    /// The code of a text, which is added if it is new; nothing if the list is full.
    pub(super) fn add(&mut self, text: &str) -> Option<u32> {
        if let Some(index) = self.find(text) {
            return Some(index.saturating_add(1));
        }
        let length = self.text.len().saturating_add(text.len());
        let end = u32::try_from(length).ok().filter(|_| length <= MOST_TEXT)?;
        let index = u32::try_from(self.ends.len()).ok()?;
        self.text.push_str(text);
        self.ends.push(end);
        let mut places = std::mem::take(&mut self.places);
        places.insert(index, |index| self.at(index).map_or(0, |text| hash(text.as_bytes())));
        self.places = places;
        Some(index.saturating_add(1))
    }
}

/// A code for each row, in as few bytes as the highest needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Codes {
    /// Codes up to 255.
    One(Vec<u8>),
    /// Codes up to 65,535.
    Two(Vec<u16>),
    /// Any code.
    Four(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::One(Vec::new())
    }
}

impl Codes {
    /// The code of a row; 0 for none, and for a row that is not there.
    #[inline]
    #[must_use]
    pub fn get(&self, row: usize) -> u32 {
        match self {
            Self::One(codes) => codes.get(row).copied().map_or(0, u32::from),
            Self::Two(codes) => codes.get(row).copied().map_or(0, u32::from),
            Self::Four(codes) => codes.get(row).copied().unwrap_or(0),
        }
    }

    /// Whether there is none: no row has a code.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    const fn len(&self) -> usize {
        match self {
            Self::One(codes) => codes.len(),
            Self::Two(codes) => codes.len(),
            Self::Four(codes) => codes.len(),
        }
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        match self {
            Self::One(codes) => codes.truncate(rows),
            Self::Two(codes) => codes.truncate(rows),
            Self::Four(codes) => codes.truncate(rows),
        }
    }

    /// Sets the code of a row, 0 for all between it and the last.
    pub(super) fn set(&mut self, row: usize, code: u32) {
        if code == 0 && row >= self.len() {
            return;
        }
        match self {
            Self::One(codes) => match u8::try_from(code) {
                Ok(code) => place(codes, row, 0, code),
                Err(_) => *self = Self::Two(codes.iter().map(|code| u16::from(*code)).collect()),
            },
            Self::Two(codes) => match u16::try_from(code) {
                Ok(code) => place(codes, row, 0, code),
                Err(_) => *self = Self::Four(codes.iter().map(|code| u32::from(*code)).collect()),
            },
            Self::Four(codes) => return place(codes, row, 0, code),
        }
        // Now it is wide enough, or it was and this changes nothing.
        if self.get(row) != code {
            self.set(row, code);
        }
    }
}

/// Sets the entry of a row, filling up what is between it and the last.
pub(super) fn place<T: Clone>(list: &mut Vec<T>, row: usize, filler: T, value: T) {
    if row >= list.len() {
        list.resize(row.saturating_add(1), filler);
    }
    if let Some(place) = list.get_mut(row) {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    use super::{Codes, Texts};

    #[test]
    fn texts_have_one_code_each_in_the_order_they_were_met() {
        let mut texts = Texts::default();
        let words: Vec<String> = (0..5_000).map(|number| format!("word {}", number % 2_000)).collect();
        let codes: Vec<u32> = words.iter().map(|word| texts.add(word).unwrap()).collect();
        assert_eq!(texts.len(), 2_000);
        for (word, code) in words.iter().zip(&codes) {
            assert_eq!((texts.text(*code), texts.code(word)), (Some(word.as_str()), *code));
        }
        assert_eq!(codes[..3], [1, 2, 3]);
        assert_eq!((texts.text(0), texts.text(2_001), texts.code("no")), (None, None, 0));
        assert!(texts.iter().eq(words[..2_000].iter()));
    }

    #[test]
    fn codes_become_as_wide_as_they_must() {
        let mut codes = Codes::default();
        for (row, code) in [(1, 255), (4, 256), (5, 0), (6, 65_536), (2, 7), (4, 0)] {
            codes.set(row, code);
        }
        let found: Vec<u32> = (0..8).map(|row| codes.get(row)).collect();
        assert_eq!(found, [0, 255, 7, 0, 0, 0, 65_536, 0]);
        assert!(matches!(codes, Codes::Four(_)));
    }
}
