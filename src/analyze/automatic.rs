//! How often what is done without anybody looking is wrong: from blind audits alone, since a review sees only what went to
//! people, and silence is not acceptance.

use std::fmt;

use crate::math::{Interval, clopper_pearson, real};
use crate::record::LabelSource;
use crate::value::{fill, number_text, sort_by};

use super::ENOUGH;

/// One decided case of a log that holds every case of its time, labelled or not.
#[derive(Clone, Copy, Debug)]
pub struct Audited {
    /// Whether it was eligible for automation, as its record says.
    pub eligible: bool,
    /// With which probability cases like it are picked, as its record says.
    pub propensity: Option<f64>,
    /// Where its label comes from, or was to come from.
    pub source: Option<LabelSource>,
    /// Whether the prediction was right, where that is known.
    pub correct: Option<bool>,
}

/// How often eligible cases are wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct AutomaticQuality {
    /// The share of errors in [0, 1]: that of each rate, weighted by how many cases it stands for.
    pub error: f64,
    /// It holds the true share with the confidence asked for, at the least. Exact: that of C. J. Clopper and E. S. Pearson
    /// (1934) for each rate, with what the confidence leaves split among the rates.
    pub interval: Interval,
    /// The rates that cases were picked with, lowest first.
    pub rates: Vec<AtRate>,
    /// Eligible cases that no audit can reach, for want of an id or of a rate above 0. Nothing is known of them.
    pub out_of_reach: u64,
    /// Eligible cases whose label is not a blind one and does not count.
    pub not_blind: u64,
    /// Picked cases that were not labelled.
    pub unlabelled: u64,
}

/// The eligible cases that were picked with one probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AtRate {
    /// The probability, in (0, 1]; 1 where every case was labelled.
    pub rate: f64,
    /// How many cases there are, labelled or not: their weight.
    pub cases: u64,
    /// How many have a label that counts.
    pub labels: u64,
    /// How many of those are errors.
    pub errors: u64,
}

/// Why nothing can be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAudited {
    /// No case is eligible.
    NothingEligible,
    /// Too few eligible cases have a label that counts.
    FewLabels(AuditGaps),
    /// Of so many that were picked more than a tenth have no label; which those are may have to do with how they turned out.
    ManyUnlabelled {
        /// How many have none.
        unlabelled: u64,
        /// Of how many.
        of: u64,
    },
    /// Cases were picked at several rates, and the log holds only those: how many cases each rate stands for cannot be told.
    OnlyPicked,
}

/// What there is instead of labels that count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuditGaps {
    /// How many cases are eligible.
    pub eligible: u64,
    /// How many labels count.
    pub labels: u64,
    /// See [`AutomaticQuality::out_of_reach`].
    pub out_of_reach: u64,
    /// See [`AutomaticQuality::not_blind`].
    pub not_blind: u64,
}

/// Estimates how often eligible cases are wrong, whatever was done with them in the end, with an interval at this confidence,
/// in (0, 1). A case of a log that was labelled throughout (`complete`) counts as picked with probability 1.
///
/// ```
/// use leeway::analyze::{Audited, automatic_quality};
/// use leeway::record::LabelSource;
/// // Every 20th case was audited; of these every tenth was wrong.
/// let case = |at: u32| {
///     let picked = at % 20 == 0;
///     let (source, correct) = (picked.then_some(LabelSource::AuditBlind), picked.then_some(at % 200 > 0));
///     Audited { eligible: true, propensity: Some(0.05), source, correct }
/// };
/// let quality = automatic_quality((0..4_000).map(case), 0.95).unwrap();
/// assert_eq!((quality.error, quality.rates[0].labels), (0.1, 200));
/// assert!(quality.interval.low > 0.06 && quality.interval.high < 0.16);
/// ```
///
/// # Errors
/// The reason, with what to do, where there is nothing to estimate from.
pub fn automatic_quality(
    cases: impl IntoIterator<Item = Audited>,
    confidence: f64,
) -> Result<AutomaticQuality, NotAudited> {
    let mut counted = Counted::default();
    for case in cases {
        if case.eligible {
            counted.add(case);
        }
    }
    counted.rates = merged(counted.rates);
    counted.judge()?;
    let Counted { rates, gaps, unlabelled, .. } = counted;
    let all = sum(&rates, |at| at.cases);
    let labelled = sum(&rates, |at| if at.labels > 0 { at.cases } else { 0 });
    let share = 1.0 - (1.0 - confidence) / real(u64::try_from(rates.len()).unwrap_or(1));
    let (mut error, mut interval) = (0.0, Interval { low: 0.0, high: 0.0 });
    for at in &rates {
        if at.labels > 0 {
            error += real(at.cases) / real(labelled) * (real(at.errors) / real(at.labels));
        }
        let of_rate = clopper_pearson(at.errors, at.labels, share);
        let weight = real(at.cases) / real(all);
        interval.low += weight * of_rate.low;
        interval.high += weight * of_rate.high;
    }
    let AuditGaps { out_of_reach, not_blind, .. } = gaps;
    interval.high = interval.high.min(1.0);
    Ok(AutomaticQuality { error, interval, rates, out_of_reach, not_blind, unlabelled })
}

fn sum(rates: &[AtRate], of: impl Fn(&AtRate) -> u64) -> u64 {
    rates.iter().map(of).fold(0, u64::saturating_add)
}

/// One entry for each rate, lowest first.
fn merged(mut rates: Vec<AtRate>) -> Vec<AtRate> {
    sort_by(&mut rates, &|a, b| a.rate.total_cmp(&b.rate));
    let mut merged: Vec<AtRate> = Vec::new();
    for at in rates {
        match merged.last_mut() {
            Some(last) if last.rate.total_cmp(&at.rate).is_eq() => {
                last.cases = last.cases.saturating_add(at.cases);
                last.labels = last.labels.saturating_add(at.labels);
                last.errors = last.errors.saturating_add(at.errors);
            }
            Some(_) | None => merged.push(at),
        }
    }
    merged
}

#[derive(Default)]
struct Counted {
    /// One for each case, until they are merged.
    rates: Vec<AtRate>,
    gaps: AuditGaps,
    unlabelled: u64,
    picked: u64,
    /// Cases that were not picked although they might have been.
    passed_over: u64,
}

impl Counted {
    fn add(&mut self, case: Audited) {
        self.gaps.eligible = self.gaps.eligible.saturating_add(1);
        let is_complete = case.source == Some(LabelSource::Complete);
        let rate = if is_complete { Some(1.0) } else { case.propensity };
        let Some(rate) = rate.filter(|rate| 0.0 < *rate && *rate <= 1.0) else {
            self.gaps.out_of_reach = self.gaps.out_of_reach.saturating_add(1);
            return;
        };
        let is_picked = is_complete || case.source == Some(LabelSource::AuditBlind);
        self.passed_over = self.passed_over.saturating_add(u64::from(!is_picked));
        self.picked = self.picked.saturating_add(u64::from(is_picked));
        self.unlabelled = self.unlabelled.saturating_add(u64::from(is_picked && case.correct.is_none()));
        self.gaps.not_blind = self.gaps.not_blind.saturating_add(u64::from(!is_picked && case.correct.is_some()));
        let label = case.correct.filter(|_| is_picked);
        let (labels, errors) = (u64::from(label.is_some()), u64::from(label == Some(false)));
        self.rates.push(AtRate { rate, cases: 1, labels, errors });
        self.gaps.labels = self.gaps.labels.saturating_add(labels);
    }

    fn judge(&self) -> Result<(), NotAudited> {
        if self.gaps.eligible == 0 {
            return Err(NotAudited::NothingEligible);
        }
        if self.unlabelled.saturating_mul(10) > self.picked {
            return Err(NotAudited::ManyUnlabelled { unlabelled: self.unlabelled, of: self.picked });
        }
        if self.gaps.labels < ENOUGH {
            return Err(NotAudited::FewLabels(self.gaps));
        }
        let is_sampled = self.rates.iter().any(|at| at.rate < 1.0);
        if self.rates.len() > 1 && is_sampled && self.passed_over == 0 {
            return Err(NotAudited::OnlyPicked);
        }
        Ok(())
    }
}

impl NotAudited {
    /// A code that stays.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NothingEligible => "NOTHING_ELIGIBLE",
            Self::FewLabels(_) => "FEW_BLIND_LABELS",
            Self::ManyUnlabelled { .. } => "MANY_UNLABELLED",
            Self::OnlyPicked => "ONLY_PICKED",
        }
    }

    /// What is in the way, and what helps.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::NothingEligible => "no row is eligible for automation".to_owned(),
            Self::FewLabels(gaps) => few_labels(*gaps),
            Self::ManyUnlabelled { unlabelled, of } => fill(
                "{} of {} rows that were picked have no label; with more than a tenth missing, what is there may be the easy \
                 part: label them, or leave out the time that is not labelled yet",
                &[&text(*unlabelled), &text(*of)],
            ),
            Self::OnlyPicked => {
                "rows were picked at several rates, and the log holds only those that were picked: give the log of all rows, \
                 so that each rate counts by how many rows it stands for"
                    .to_owned()
            }
        }
    }
}

impl fmt::Display for NotAudited {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message())
    }
}

fn few_labels(gaps: AuditGaps) -> String {
    let AuditGaps { eligible, labels, out_of_reach, not_blind } = gaps;
    let mut message = fill(
        "{} of {} eligible rows have a blind label; less than {} say too little",
        &[&text(labels), &text(eligible), &text(ENOUGH)],
    );
    if not_blind > 0 {
        message.push_str(&fill(
            "; {} were labelled by a review or by what people did, which is not how the rest turned out",
            &[&text(not_blind)],
        ));
    }
    if out_of_reach > 0 {
        message.push_str(&fill(
            "; {} have no `propensity` above 0, so that no audit reaches them: give inputs an id",
            &[&text(out_of_reach)],
        ));
    }
    message.push_str(
        ": put `audit` into the policy (1 to 5% of what is eligible), let someone label what it picks without showing the \
         prediction, and log those rows with `label_source` `audit_blind`",
    );
    message
}

fn text(count: u64) -> String {
    number_text(real(count))
}

impl std::error::Error for NotAudited {}
