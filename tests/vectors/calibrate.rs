//! Calibration maps and their quality.

use super::Compute;
use super::compare::{bits, count, number, real, reals};
use leeway::calibrate::{self, Bin, Platt, Reliability, Sample, VennAbers};
use serde_json::{Value, json};

pub const TABLE: &[(&str, Compute)] = &[
    ("ivap", ivap),
    ("pav", pav),
    ("platt_lin2007", platt_lin2007),
    ("proper_scores", proper_scores),
    ("reliability_equal_mass", |input| reliability(input, calibrate::equal_mass)),
    ("reliability_equal_width", |input| reliability(input, calibrate::equal_width)),
    ("softmax_nll", softmax_nll),
];

fn sample(input: &Value) -> Result<Sample, String> {
    let (scores, labels) = (reals(input, "scores")?, bits(input, "labels")?);
    let sample = Sample::new(&scores, &labels);
    let whole = scores.len() == labels.len() && sample.rejected() == 0;
    whole.then_some(sample).ok_or_else(|| "scores and labels are no sample".to_owned())
}

fn pav(input: &Value) -> Result<Value, String> {
    let sample = sample(input)?;
    let map = calibrate::isotonic(&sample).ok_or("no map")?;
    let x: Vec<f64> = sample.groups().iter().map(|group| group.score).collect();
    let at = |scores: &[f64]| scores.iter().map(|score| map.apply(*score)).collect::<Vec<_>>();
    Ok(json!({ "fitted": at(&x), "predictions": at(&reals(input, "query")?), "x": x }))
}

fn platt_lin2007(input: &Value) -> Result<Value, String> {
    let logits = reals(input, "f")?;
    let curve = Platt::fit_logits(&logits, &bits(input, "labels")?).ok_or("no curve")?;
    let at = |logits: &[f64]| logits.iter().map(|logit| curve.at_logit(*logit)).collect::<Vec<_>>();
    if logits.iter().all(|logit| *logit == logits[0]) {
        // Only what it says of that logit is determined.
        return Ok(json!({ "objective": curve.objective, "prediction_at_f": at(&logits)[0] }));
    }
    let predictions = at(&reals(input, "query")?);
    Ok(json!({ "A": curve.a, "B": curve.b, "objective": curve.objective, "predictions": predictions }))
}

fn softmax_nll(input: &Value) -> Result<Value, String> {
    let rows = input["logits"].as_array().ok_or("`logits` is no list")?;
    let logits: Vec<Vec<f64>> =
        rows.iter().map(|row| reals(&json!({ "row": row }), "row")).collect::<Result<_, _>>()?;
    let truths = input["labels"].as_array().ok_or("`labels` is no list")?;
    let truths: Option<Vec<usize>> = truths.iter().map(|place| usize::try_from(place.as_u64()?).ok()).collect();
    let logits: Vec<&[f64]> = logits.iter().map(Vec::as_slice).collect();
    let found = calibrate::temperature(&logits, &truths.ok_or("`labels` holds no place")?).ok_or("no cases")?;
    Ok(json!({ "T": found.temperature, "nll": found.nll }))
}

fn ivap(input: &Value) -> Result<Value, String> {
    let fitted = VennAbers::new(&sample(input)?);
    let ranges: Vec<_> = reals(input, "query")?.iter().map(|score| fitted.range(*score)).collect();
    Ok(json!({
        "p0_p1": ranges.iter().map(|range| [range.low, range.high]).collect::<Vec<_>>(),
        "merged": ranges.iter().map(calibrate::Range::merged).collect::<Vec<_>>(),
    }))
}

fn reliability(input: &Value, compute: fn(&Sample, u16) -> Option<Reliability>) -> Result<Value, String> {
    if real(input, "conf")? != 0.95 {
        return Err("intervals are at 95%".to_owned());
    }
    let sample = sample(input)?;
    let bins = u16::try_from(count(input, "bins")?).map_err(|_| "too many bins")?;
    let found = compute(&sample, bins).ok_or("no cases")?;
    Ok(json!({
        "bins": found.bins.iter().map(bin).collect::<Vec<_>>(),
        "ece": found.expected_error,
        "mce": found.maximum_error,
        "n": sample.count(),
    }))
}

fn bin(bin: &Bin) -> Value {
    json!({
        "index": bin.index,
        "count": bin.count,
        "positives": bin.right,
        "mean_confidence": bin.mean_score,
        "accuracy": bin.accuracy,
        "wilson_lo": number(bin.interval.low),
        "wilson_hi": number(bin.interval.high),
    })
}

fn proper_scores(input: &Value) -> Result<Value, String> {
    let found = calibrate::proper_scores(&sample(input)?).ok_or("no cases")?;
    let (corp, murphy) = (found.corp, found.murphy);
    Ok(json!({
        "brier": found.brier,
        "log_loss_eps1e_15": found.log_loss,
        "murphy": {
            "brier": found.brier,
            "reliability": murphy.reliability,
            "resolution": murphy.resolution,
            "uncertainty": murphy.uncertainty,
        },
        "corp": {
            "brier": found.brier,
            "mcb": corp.miscalibration,
            "dsc": corp.discrimination,
            "unc": corp.uncertainty,
        },
    }))
}
