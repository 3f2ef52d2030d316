//! Special functions, intervals and p-values.

use super::Compute;
use super::compare::{count, number, real};
use leeway::math::{self, Interval};
use serde_json::{Value, json};

pub const TABLE: &[(&str, Compute)] = &[
    ("beta_ppf", beta_ppf),
    ("betainc", betainc),
    ("binom_cdf", binom_cdf),
    ("binom_p", binom_p),
    ("chi2_sf", chi2_sf),
    ("clopper_pearson", |input| interval(input, math::clopper_pearson)),
    ("cp_upper", cp_upper),
    ("jeffreys", |input| interval(input, math::jeffreys)),
    ("murmur3_x86_32", murmur3),
    ("norm_ppf", norm_ppf),
    ("wilson", |input| interval(input, wilson)),
];

fn beta_ppf(input: &Value) -> Result<Value, String> {
    let x = math::beta_quantile(real(input, "q")?, real(input, "a")?, real(input, "b")?);
    Ok(json!({ "x": x.map(number) }))
}

fn betainc(input: &Value) -> Result<Value, String> {
    let p = math::beta_cdf(real(input, "a")?, real(input, "b")?, real(input, "x")?);
    Ok(json!({ "p": p.map(number) }))
}

fn binom_cdf(input: &Value) -> Result<Value, String> {
    let k = input["k"].as_i64().ok_or("`k` is no whole number")?;
    Ok(json!({ "p": number(math::binomial_cdf(k, count(input, "n")?, real(input, "p")?)) }))
}

fn binom_p(input: &Value) -> Result<Value, String> {
    let (errors, cases, level) = (count(input, "k")?, count(input, "n")?, real(input, "alpha")?);
    let total = real(input, "k")?;
    Ok(json!({
        "p_binom": number(math::binomial_p(errors, cases, level)),
        "p_hoeffding": number(math::hoeffding_p(total, cases, level)),
        "p_hb": number(math::hoeffding_bentkus_p(total, cases, level)),
    }))
}

fn chi2_sf(input: &Value) -> Result<Value, String> {
    Ok(json!({ "p": math::chi_square_survival(real(input, "x")?, real(input, "df")?).map(number) }))
}

fn murmur3(input: &Value) -> Result<Value, String> {
    let text = input["text"].as_str().ok_or("`text` is no text")?;
    let seed = u32::try_from(count(input, "seed")?).map_err(|_| "`seed` is above 32 bits")?;
    Ok(json!({ "hash": math::murmur3(text.as_bytes(), seed) }))
}

fn norm_ppf(input: &Value) -> Result<Value, String> {
    Ok(json!({ "z": math::normal_quantile(real(input, "q")?).map(number) }))
}

fn cp_upper(input: &Value) -> Result<Value, String> {
    let (hits, cases, delta) = (count(input, "k")?, count(input, "n")?, real(input, "delta")?);
    Ok(json!({
        "upper": number(math::cp_upper(hits, cases, delta)),
        "lower": number(math::cp_lower(hits, cases, delta)),
    }))
}

fn wilson(hits: u64, cases: u64, confidence: f64) -> Interval {
    math::wilson(hits, cases, math::normal_quantile(0.5 + confidence / 2.0).unwrap())
}

fn interval(input: &Value, compute: fn(u64, u64, f64) -> Interval) -> Result<Value, String> {
    let found = compute(count(input, "k")?, count(input, "n")?, real(input, "conf")?);
    Ok(json!({ "lo": number(found.low), "hi": number(found.high) }))
}
