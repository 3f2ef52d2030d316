//! Maps of the logs that the page shows.

use super::bad::assert_sound;
use super::{bundled, calibrate_of, source};
use leeway::calibrate::{Map, Method, Point, Sample, Verdict, fit, losses, quality};
use leeway::json::Value;
use leeway::log::Log;
use leeway::study::Calibrated;
use leeway::value::Plain;

/// Scores and labels of one model and split, read off the log.
fn rows(log: &Log, model: &str, split: &str) -> Sample {
    let is_of = |row: &usize| log.model().get(*row) == Some(model) && log.split().get(*row) == Some(split);
    let rows: Vec<usize> = (0..log.rows()).filter(is_of).collect();
    let scores: Vec<f64> = rows.iter().map(|row| log.confidence()[*row]).collect();
    let correct: Vec<bool> = rows.iter().map(|row| log.correct()[*row].unwrap()).collect();
    Sample::new(&scores, &correct)
}

/// What is said of rows that were held back holds for other rows; and the map, taken out of the answer as people write it
/// down, is the one that was fitted.
#[test]
fn what_calibration_gains_on_held_back_rows_it_gains_on_others() {
    let mut gains = 0;
    for (name, model) in [
        ("clinc150", "lr-v1"),
        ("clinc150", "mlp-v2"),
        ("sms_spam", "lr-v1"),
        ("sms_spam", "nb-v2"),
        ("credit_default", "gnb-v2"),
        ("credit_default", "hgb-v1"),
    ] {
        let (source, _) = bundled(name);
        let (cal, test) = (rows(&source.log, model, "cal"), rows(&source.log, model, "test"));
        for method in [Method::Isotonic, Method::Platt] {
            let asked = format!(r#"{{"model": "{model}", "split": "cal", "method": "{}"}}"#, method.name());
            let found = calibrate_of(&source, &asked).unwrap();
            assert_eq!(found.map, fit(&cal, method).unwrap());
            assert_eq!(found.before, quality(&cal, 1).unwrap());
            let after = found.after.as_ref().unwrap();
            let on_test = losses(&test.calibrated(&found.map)).unwrap();
            // Within what 1,000 rows and more leave to chance.
            assert!(
                (after.scores.brier - on_test.brier).abs() < 0.02,
                "{name} {model}: {} {}",
                after.scores.brier,
                on_test.brier
            );
            assert_eq!((after.count, after.right), (cal.count(), cal.right()));
            let comparison = found.comparison.as_ref().unwrap();
            let of_method = if method == Method::Platt { &comparison.platt } else { &comparison.isotonic };
            // One is a mean over folds, the other over rows.
            assert!((after.scores.brier - of_method.as_ref().unwrap().brier).abs() < 0.002);
            if found.verdict() == Some(Verdict::Better) {
                gains += 1;
                assert!(on_test.brier < losses(&test).unwrap().brier, "{name} {model}");
            }
            assert_sound(&found.plain());
            assert_eq!(map_of(&found), found.map);
        }
    }
    assert!(gains >= 6, "{gains}");
}

fn map_of(found: &Calibrated) -> Map {
    let plain = found.plain();
    let Some(Value::List(points)) = plain.get("map").unwrap().get("points") else { panic!("no points") };
    let point = |point: &Value| match point {
        Value::List(pair) => match pair.as_slice() {
            [Value::Number(score), Value::Number(probability)] => Point { score: *score, probability: *probability },
            _ => panic!("{pair:?}"),
        },
        _ => panic!("{point:?}"),
    };
    Map::new(points.iter().map(point).collect()).unwrap()
}

/// Where scores are as good as they can be, no map is better.
#[test]
fn scores_that_are_calibrated_need_no_map() {
    let (source, _) = bundled("credit_default");
    let found = calibrate_of(&source, r#"{"model": "hgb-v1", "split": "cal"}"#).unwrap();
    assert_eq!((found.method, found.is_asked), (Method::Isotonic, false));
    assert_ne!(found.verdict(), Some(Verdict::Better));
    assert!(found.before.equal_width.expected_error <= found.before.null_band.upper);
}

/// Temperature is over the alternatives that are listed: of two answers at 0.8 and 0.2 that are right in half of the cases
/// nothing but a very high temperature is left.
#[test]
fn temperature_is_reported_where_there_are_alternatives() {
    let mut text = String::new();
    for at in 0..200 {
        let truth = ["a", "b", "c"][if at % 10 == 9 { 2 } else { at % 2 }];
        text.push_str(&format!(
            "{{\"alternatives\":[{{\"label\":\"a\",\"confidence\":0.8}},{{\"label\":\"b\",\"confidence\":{}}}],\"confidence\":{},\"label\":\"{truth}\"}}\n",
            if at < 50 { 0.1 } else { 0.2 },
            if truth == "a" { 0.8 } else { 0.7 } + f64::from(u8::try_from(at % 7).unwrap()) / 50.0,
        ));
    }
    let found = calibrate_of(&source(&text), r#"{"method": "platt"}"#);
    let tempered = match found {
        Ok(found) => found.temperature.unwrap(),
        Err(refused) => panic!("{refused:?}"),
    };
    assert_eq!((tempered.found.count, tempered.found.rejected, tempered.not_whole), (180, 20, 50));
    assert!(tempered.found.temperature > 4.0 && tempered.found.nll < tempered.found.nll_before);
}

/// Labels that were chosen by what people were shown teach nothing.
#[test]
fn labels_of_reviews_are_left_out() {
    let mut text = "confidence,correct,label_source\n".to_owned();
    for at in 0..400 {
        let source = ["complete", "audit_blind", "review", "implicit", ""][at % 5];
        let correct = if at % 5 == 2 || at % 5 == 3 { 0 } else { u8::from(at % 7 > 0) };
        text.push_str(&format!("{},{correct},{source}\n", 0.5 + at as f64 / 1000.0));
    }
    let found = calibrate_of(&source(&text), r#"{"method": "isotonic"}"#);
    let counts = match &found {
        Ok(found) => (found.before.count, found.not_learnt.review, found.not_learnt.implicit, found.source_unknown),
        Err(refused) => panic!("{refused:?}"),
    };
    assert_eq!(counts, (240, 80, 80, 80));
}
