//! What a fitted policy asks of reviewers, and the strictest thresholds that they keep up with.

use crate::log::Log;
use crate::math::real;
use crate::tune::{Admission, Arrivals, Case, FamilyFit, Fitted};
use crate::value::{Fields, Plain, Value, sort_by};

use super::ask::Ask;
use super::cases::number;
use super::refused::Refused;

/// What reviewers can take, and how cases come in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reviewers {
    /// How many cases an hour they can look at.
    pub per_hour: f64,
    /// How many cases come in an hour; nothing where the times of the log say so.
    pub arrivals: Option<f64>,
    /// How many of the log's units of time make an hour.
    pub hour: f64,
}

/// Cases as they come in.
#[derive(Clone, Copy)]
pub(super) struct Arriving<'a> {
    pub(super) log: &'a Log,
    /// The rows of the log that the cases are.
    pub(super) rows: &'a [usize],
    pub(super) cases: &'a [Case<'a>],
}

/// What a fitted policy asks of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asks {
    /// What they can take an hour.
    pub per_hour: f64,
    /// What is asked an hour: with times at the 95th percentile of hours.
    pub asks: f64,
    /// By how many an hour that is too much. A lower threshold would break the promise.
    pub short_by: Option<f64>,
}

impl Reviewers {
    /// From `capacity`, `arrivals` and `time_unit` (`s`, `ms` or `h`).
    pub(super) fn read(ask: Ask<'_>) -> Result<Option<Self>, Refused> {
        let (arrivals, unit) = (ask.amount("arrivals")?, ask.one_of("time_unit", &["s", "ms", "h"])?);
        let hour = match unit {
            Some("ms") => 3_600_000.0,
            Some("h") => 1.0,
            Some(_) | None => 3600.0,
        };
        match ask.amount("capacity")? {
            Some(per_hour) => Ok(Some(Self { per_hour, arrivals, hour })),
            None if arrivals.is_some() || unit.is_some() => {
                Err(ask.wrong("`{}` and `{}` go with `{}`", &["arrivals", "time_unit", "capacity"]))
            }
            None => Ok(None),
        }
    }

    /// The highest floor under all thresholds of a fit at which reviewers keep up; none where even the lowest thresholds
    /// that hold ask for more.
    pub(super) fn floor(self, arriving: Arriving<'_>, fitted: &Fitted) -> Result<Option<f64>, Refused> {
        let mut floors: Vec<f64> = Vec::new();
        for family in &fitted.families {
            floors.extend(family.path.accepted().iter().map(|step| step.threshold));
        }
        sort_by(&mut floors, &|a, b| b.total_cmp(a));
        // The lower the floor, the more is automatic: the first floor at which it is enough is found by halving.
        let (mut low, mut high) = (0, floors.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let floor = floors.get(middle).copied().unwrap_or(0.0);
            let mut thresholds = Vec::new();
            for family in &fitted.families {
                thresholds.push(lowest(family, floor));
            }
            let is_enough = self.asked(arriving, &fitted.families, &thresholds)? <= self.per_hour;
            if is_enough { high = middle } else { low = middle.saturating_add(1) }
        }
        Ok(floors.get(low).copied())
    }

    /// What a fit asks of them.
    pub(super) fn asks(self, arriving: Arriving<'_>, fitted: &Fitted) -> Result<Asks, Refused> {
        let mut thresholds = Vec::new();
        for family in &fitted.families {
            thresholds.push(family.outcome.ok());
        }
        let asks = self.asked(arriving, &fitted.families, &thresholds)?;
        let short_by = (asks > self.per_hour).then_some(asks - self.per_hour);
        Ok(Asks { per_hour: self.per_hour, asks, short_by })
    }

    /// What is asked an hour under a threshold for each family, or none.
    fn asked(self, arriving: Arriving<'_>, families: &[FamilyFit], thresholds: &[Option<f64>]) -> Result<f64, Refused> {
        let Arriving { log, rows, cases } = arriving;
        let is_automatic = |case: &Case<'_>| {
            let Admission::From(family) = case.admission else { return false };
            let place = families.iter().position(|found| found.family == family);
            let threshold = place.and_then(|place| thresholds.get(place)).copied().flatten();
            threshold.is_some_and(|threshold| case.score >= threshold)
        };
        if let Some(arrivals) = self.arrivals {
            let asked = cases.iter().filter(|case| !is_automatic(case)).count();
            return Ok(arrivals * real(number(asked)) / real(number(cases.len()).max(1)));
        }
        let times = log.time().unwrap_or_default();
        let mut timed = Vec::new();
        for (row, case) in rows.iter().zip(cases) {
            let time = times.get(*row).map_or(f64::NAN, |time| time / self.hour);
            // 1 for what is automatic, 0 for what is asked.
            timed.push((time, f64::from(u8::from(is_automatic(case)))));
        }
        Arrivals::Times(&timed).asks(0.5).ok_or_else(|| {
            let message = "nothing is known of how cases come in: the log has no times (`t`), so say how many come an hour (`arrivals`)";
            Refused::because("NO_ARRIVALS", message.to_owned())
        })
    }
}

/// The lowest threshold that holds, from a floor on.
fn lowest(family: &FamilyFit, floor: f64) -> Option<f64> {
    let accepted = family.path.accepted();
    accepted.iter().rev().map(|step| step.threshold).find(|threshold| *threshold >= floor)
}

impl Plain for Asks {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("per_hour", Some(self.per_hour));
        out.put_number("asks", Some(self.asks));
        out.put_number("short_by", self.short_by);
        out.done()
    }
}
