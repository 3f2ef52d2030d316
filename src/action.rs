//! The closed lists: what an app is told to do, and which step of the decision settled it.

/// Serialises each type as its `name()`. A derive would bring code for every variant into the Wasm module.
macro_rules! serialize_by_name {
    ($($type:ty),+) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    )+};
}
pub(crate) use serialize_by_name;

serialize_by_name!(Action, Code);

/// What the app is told to do, least autonomy first: `a.min(b)` reads "`a`, but at most `b`".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, ts_rs::TS))]
#[cfg_attr(feature = "schema", serde(rename_all = "snake_case"))]
#[repr(u8)]
pub enum Action {
    /// Refused; nobody is asked.
    Block = 0,
    /// The AI says and does nothing; people go on without it.
    Abstain = 1,
    /// Someone else, with authority, decides; it waits for them.
    Escalate = 2,
    /// The person at the screen picks from several proposals.
    ShowOptions = 3,
    /// The person at the screen confirms one proposal.
    Suggest = 4,
    /// Nobody is asked; it is done, and can be undone.
    AutoApply = 5,
}

impl Action {
    /// Every action, least autonomy first; the position of an action is its [`rank`](Self::rank).
    pub const ALL: [Self; 6] =
        [Self::Block, Self::Abstain, Self::Escalate, Self::ShowOptions, Self::Suggest, Self::AutoApply];

    /// The name used in documents and decisions.
    ///
    /// ```
    /// assert_eq!(leeway::Action::ShowOptions.name(), "show_options");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Abstain => "abstain",
            Self::Escalate => "escalate",
            Self::ShowOptions => "show_options",
            Self::Suggest => "suggest",
            Self::AutoApply => "auto_apply",
        }
    }

    /// The action of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }

    /// 0 for `block` up to 5 for `auto_apply`.
    #[must_use]
    pub const fn rank(self) -> u8 {
        self as u8
    }

    /// The action of that rank; `block` for a rank that does not exist, so that an unknown number never gives autonomy.
    #[must_use]
    pub fn from_rank(rank: u8) -> Self {
        Self::ALL.get(usize::from(rank)).copied().unwrap_or(Self::Block)
    }

    /// The next action with less autonomy; `None` below `block`.
    #[must_use]
    pub fn next_lower(self) -> Option<Self> {
        self.rank().checked_sub(1).map(Self::from_rank)
    }
}

/// Which step of the decision settled the action: the first of these that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, ts_rs::TS))]
#[cfg_attr(feature = "schema", ts(rename = "DecisionCode"))]
#[cfg_attr(feature = "schema", serde(rename_all = "snake_case"))]
#[repr(u8)]
pub enum Code {
    /// The input has findings; the policy's `invalid` action is the base.
    InvalidInput = 0,
    /// The action was not available, so the next lower one that is was taken.
    Unavailable = 1,
    /// The caller's ceiling lowered the action.
    Ceiling = 2,
    /// A degradation rule that could not be ruled out lowered the action.
    MissingSignal = 3,
    /// A degradation rule that is true lowered the action.
    Degraded = 4,
    /// The matrix's action stands.
    Matrix = 5,
}

impl Code {
    /// Every code; the position of a code is its number in `decide_columns`.
    pub const ALL: [Self; 6] =
        [Self::InvalidInput, Self::Unavailable, Self::Ceiling, Self::MissingSignal, Self::Degraded, Self::Matrix];

    /// The name used in decisions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::Unavailable => "unavailable",
            Self::Ceiling => "ceiling",
            Self::MissingSignal => "missing_signal",
            Self::Degraded => "degraded",
            Self::Matrix => "matrix",
        }
    }
}
