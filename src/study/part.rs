//! Which rows of a log are studied.

use crate::log::{Log, Words};
use crate::value::{fill, join, number_text};

use super::ask::wrong;
use super::refused::Refused;

/// The rows of one model, of some splits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The model. Where the log names none this is what its model is called; where none is asked for, the log must hold one
    /// only.
    pub model: Option<String>,
    /// The splits, as the column `split` names them; empty for all rows.
    pub splits: Vec<String>,
}

/// The rows that were picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// The model; none where nobody says.
    pub model: Option<String>,
    /// Whether only the caller says so: the log names no model.
    pub is_named_by_caller: bool,
    /// The rows by their places in the log, ascending.
    pub rows: Vec<usize>,
}

impl Picked {
    /// The model, where only the caller names it.
    pub(super) fn named_by_caller(&self) -> Option<&str> {
        self.model.as_deref().filter(|_| self.is_named_by_caller)
    }
}

impl Part {
    /// Picks them.
    ///
    /// # Errors
    /// Where there is no such model or split, or there are several models and none is asked for.
    pub fn pick(&self, log: &Log) -> Result<Picked, Refused> {
        let (model, is_named_by_caller) = self.the_model(log)?;
        self.pick_of(log, model, is_named_by_caller)
    }

    /// Picks those of other splits, which verify what is fitted to these; nothing where none are named.
    pub(super) fn verifying(&self, splits: &[String], log: &Log) -> Result<Option<Picked>, Refused> {
        if splits.is_empty() {
            return Ok(None);
        }
        if let Some(both) = splits.iter().find(|split| self.splits.is_empty() || self.splits.contains(split)) {
            let message = fill("rows of split `{}` cannot both fit and verify: name the splits to fit to", &[both]);
            return Err(wrong(message));
        }
        Self { model: self.model.clone(), splits: splits.to_vec() }.pick(log).map(Some)
    }

    /// Picks them of every model where none is asked for.
    pub(super) fn pick_any_model(&self, log: &Log) -> Result<Picked, Refused> {
        if self.model.is_some() { self.pick(log) } else { self.pick_of(log, None, false) }
    }

    fn pick_of(&self, log: &Log, model: Option<String>, is_named_by_caller: bool) -> Result<Picked, Refused> {
        let code = if is_named_by_caller { None } else { model.as_deref().map(|model| log.model().texts.code(model)) };
        let splits = self.codes_of_splits(log)?;
        let mut rows = Vec::new();
        for row in 0..log.rows() {
            let is_of_model = code.is_none_or(|code| log.model().codes.get(row) == code);
            if is_of_model && (splits.is_empty() || splits.contains(&log.split().codes.get(row))) {
                rows.push(row);
            }
        }
        if rows.is_empty() {
            return Err(Refused::because("NO_CASES", "no row of the log is of this model and split".to_owned()));
        }
        Ok(Picked { model, is_named_by_caller, rows })
    }

    fn the_model(&self, log: &Log) -> Result<(Option<String>, bool), Refused> {
        let models = &log.model().texts;
        match (&self.model, models.len()) {
            (Some(asked), _) if asked.is_empty() => {
                Err(Refused::because("NO_SUCH_MODEL", "the name of a model is empty".to_owned()))
            }
            (Some(asked), 0) => Ok((Some(asked.clone()), true)),
            (Some(asked), _) if models.code(asked) > 0 => Ok((Some(asked.clone()), false)),
            (Some(asked), _) => Err(Refused::because(
                "NO_SUCH_MODEL",
                fill("no row is of model `{}`; the log has {}", &[asked, &few(log.model())]),
            )),
            (None, 0) => Ok((None, false)),
            (None, 1) if (0..log.rows()).all(|row| log.model().codes.get(row) > 0) => {
                Ok((models.text(1).map(str::to_owned), false))
            }
            (None, 1) => Err(Refused::because(
                "MANY_MODELS",
                fill(
                    "some rows are of model `{}` and some name none: name the one to study",
                    &[models.text(1).unwrap_or_default()],
                ),
            )),
            (None, _) => Err(Refused::because(
                "MANY_MODELS",
                fill("the log has several models, {}: name the one to study", &[&few(log.model())]),
            )),
        }
    }

    fn codes_of_splits(&self, log: &Log) -> Result<Vec<u32>, Refused> {
        let mut codes = Vec::new();
        for split in &self.splits {
            let code = log.split().texts.code(split);
            if code == 0 {
                let has = if log.split().texts.is_empty() { "no `split`".to_owned() } else { few(log.split()) };
                let message = fill("no row is of split `{}`; the log has {}", &[split, &has]);
                return Err(Refused::because("NO_SUCH_SPLIT", message));
            }
            codes.push(code);
        }
        Ok(codes)
    }
}

/// The first few of the names that there are.
fn few(words: &Words) -> String {
    const MOST: usize = 5;
    let mut names = Vec::new();
    for name in words.texts.iter().take(MOST) {
        names.push(name);
    }
    let more = words.texts.len().saturating_sub(MOST);
    let listed = fill("`{}`", &[&join(&names, "`, `")]);
    if more == 0 {
        return listed;
    }
    fill("{} and {} more", &[&listed, &number_text(f64::from(u32::try_from(more).unwrap_or(u32::MAX)))])
}
