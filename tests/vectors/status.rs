//! The functions of the files that are not in the tables, and why.

const REJECTED: &[(&str, &str)] = &[
    (
        "abm",
        "rejected: beta calibration is no better than a Platt map or an isotonic one, and diverges on separable data",
    ),
    ("bonferroni_cp", "rejected: a fixed sequence accepts more at the same promise"),
    ("crc_joint", "rejected: it bounds the expectation of another quantity than the error among what is automatic"),
    ("equal_mass_laplace", "rejected: a map of steps; isotonic regression finds its own"),
    ("sgr", "rejected: the fixed sequence covers more at the same promise"),
    ("wsr_p", "rejected: losses are 0 or 1 here, where the binomial is exact"),
];

/// Experiments, drift, monitoring and fleets.
const LATER: &[&str] = &[
    "adwin_river",
    "asymptotic_cs",
    "benjamini_hochberg",
    "beta_binomial_cs",
    "confseq_bernoulli_ci",
    "cusum_bernoulli",
    "ddm_river",
    "ddsketch_quantiles",
    "e_detector_sr",
    "fixed_histogram_merge",
    "fnv1a32",
    "growthbook_hash",
    "histogram_distances",
    "ks_two_sample",
    "msprt_log_lr",
    "normal_mixture_bound",
    "page_hinkley",
    "risk_monitor_eprocess",
    "safe_2x2_eprocess",
    "srm_chi2",
    "srm_sequential_multinomial",
    "two_proportion",
    "unleash_normalized",
];

const LATER_REASON: &str = "of a later version: monitoring, drift, experiments and fleets";

/// Why a function is not in the tables; none for one that nothing is known of.
pub fn reason(function: &str) -> Option<&'static str> {
    let rejected = REJECTED.iter().find(|(name, _)| *name == function).map(|(_, reason)| *reason);
    rejected.or(LATER.contains(&function).then_some(LATER_REASON))
}

/// All of them.
pub fn names() -> impl Iterator<Item = &'static str> {
    REJECTED.iter().map(|(name, _)| *name).chain(LATER.iter().copied())
}
