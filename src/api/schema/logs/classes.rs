//! The shape of precision and recall of what is automatic, class by class.

use ts_rs::TS;

/// Classes, as far as they are done by themselves.
#[derive(TS)]
pub struct ReplayedClasses {
    /// The mean precision.
    pub precision: MeanOfClasses,
    /// The mean recall: what is right and was not done by itself is missed.
    pub recall: MeanOfClasses,
    /// The mean F1.
    pub f1: MeanOfClasses,
    /// Each class.
    pub list: Vec<ClassQuality>,
}

/// A mean over the classes for which a share is defined.
#[derive(TS)]
pub struct MeanOfClasses {
    /// The mean; null where none is.
    pub value: Option<f64>,
    /// Over how many classes.
    pub classes: f64,
    /// How many are left out.
    pub undefined: f64,
}

/// A share with its interval at 95%; where it is not defined the interval is all of [0, 1].
#[derive(TS)]
pub struct ShareOfClass {
    /// The share; null where its denominator is 0.
    pub value: Option<f64>,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The quality of a class.
#[derive(TS)]
pub struct ClassQuality {
    /// The class.
    pub name: String,
    /// Done, predicted to be of it, and of it.
    pub true_positives: f64,
    /// Done, predicted to be of it, and of another.
    pub false_positives: f64,
    /// Of it, and not both done and predicted to be.
    pub false_negatives: f64,
    /// Of what was done as this class, the share that is of it.
    pub precision: ShareOfClass,
    /// Of what is of this class, the share that was done as it.
    pub recall: ShareOfClass,
    /// Their harmonic mean.
    pub f1: ShareOfClass,
}
