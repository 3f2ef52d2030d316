//! Thresholds and costs.

use super::Compute;
use super::compare::{count, number, ranked, real, reals};
use leeway::tune::{Costs, Grid, Promise, Search, fixed_sequence, minimum_cost, naive};
use serde_json::{Value, json};

pub const TABLE: &[(&str, Compute)] = &[
    ("chow", chow),
    ("empirical_min_cost", empirical_min_cost),
    ("ltt_cp", ltt_cp),
    ("naive", |input| Ok(json!(naive(&ranked(input)?, real(input, "alpha")?, &grid(input)?)))),
];

fn grid(input: &Value) -> Result<Grid, String> {
    Ok(Grid::Given(reals(input, "grid")?))
}

fn costs(input: &Value) -> Result<Costs, String> {
    Ok(Costs { error: real(input, "cost_error")?, review: real(input, "cost_review")? })
}

fn chow(input: &Value) -> Result<Value, String> {
    Ok(json!({ "threshold": number(costs(input)?.chow()) }))
}

fn empirical_min_cost(input: &Value) -> Result<Value, String> {
    let costs = costs(input)?;
    let best = minimum_cost(&ranked(input)?, costs).ok_or("no cases")?;
    Ok(json!({ "threshold": number(best.threshold), "mean_cost": number(best.mean), "chow": number(costs.chow()) }))
}

/// No case of this function has a threshold: what `result` holds where there is one is what the other functions of its file
/// hold, and the upper bound that its notes speak of.
fn ltt_cp(input: &Value) -> Result<Value, String> {
    let promise = Promise::new(real(input, "alpha")?, real(input, "delta")?).ok_or("no levels")?;
    let start_errors = count(input, "start_errors")?;
    let search = Search { grid: grid(input)?, start_errors, ..Search::default() };
    let path = fixed_sequence(&ranked(input)?, promise, &search);
    Ok(json!({ "n_start": promise.labels_needed(start_errors), "result": path.threshold() }))
}
