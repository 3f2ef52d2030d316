//! Whole policies: what becomes automatic from which threshold on, against deciding; fits, against deciding again.

use crate::agree::compiled;
use crate::generate::{self, Draw, document};
use crate::props::{for_each_policy, scaled};
use crate::tree;
use leeway::decide::read_facts;
use leeway::diagnostic::Severity;
use leeway::json::{Value, parse};
use leeway::tune::{
    Admission, Admissions, Case, Choice, Costs, Family, FamilyFit, Fitted, Fold, Folds, Goal, LabelSource, NoThreshold,
    Promise, Provenance, Refused, Search, Selection, Why, fit_threshold,
};
use leeway::{Action, Policy};

/// The threshold that admits a family: of its segment and its operation the higher, else the base's.
fn in_force(policy: &Policy, family: Family) -> f64 {
    let model = policy.model();
    let segment = family.segment.map(|segment| model.segments[segment].thresholds[family.band]);
    let own = |code| model.operation(code).unwrap().thresholds.as_ref().unwrap()[family.band];
    let operation = family.operation.map(own);
    segment.into_iter().chain(operation).reduce(f64::max).unwrap_or(model.confidence.bands[family.band].bound)
}

fn confidence(policy: &Policy, input: &Value, health: Option<&Value>) -> f64 {
    let decision = policy.decide(input, health);
    let record = policy.record(input, &decision, health);
    record.calibrated.or(record.confidence).unwrap_or(0.0)
}

/// Automatic, whatever monitors say.
fn is_eligible(policy: &Policy, input: &Value, health: Option<&Value>) -> bool {
    policy.record(input, &policy.decide(input, health), health).eligible
}

#[test]
fn admission_agrees_with_decide() {
    let (mut from, mut automatic, mut always, mut unknown) = (0_u64, 0_u64, 0_u64, 0_u64);
    for_each_policy(81, 1_500, |draw, document, policy| {
        for _ in 0..30 {
            let asked = generate::maybe_spoilt(draw, document);
            let (facts, _) = read_facts(policy, &asked.input, asked.health.as_ref());
            let is_automatic = is_eligible(policy, &asked.input, asked.health.as_ref());
            let score = confidence(policy, &asked.input, asked.health.as_ref());
            match Admissions::new(policy).of(&facts) {
                Admission::Never => assert!(!is_automatic, "{asked:?}"),
                Admission::Always => {
                    always += 1;
                    assert!(is_automatic, "{asked:?}");
                }
                Admission::SegmentUnknown => unknown += 1,
                Admission::From(family) => {
                    from += 1;
                    automatic += u64::from(is_automatic);
                    assert_eq!(is_automatic, score >= in_force(policy, family), "{family:?} {asked:?}");
                }
            }
        }
    });
    assert!(automatic > scaled(500) && from > automatic + scaled(500), "{from} {automatic}");
    assert!(always > scaled(100) && unknown > scaled(100), "{always} {unknown}");
}

fn goal(alpha: f64, delta: f64) -> Goal {
    let selection = Selection { is_complete: true, ..Selection::default() };
    Goal { selection, ..Goal::new(Promise::new(alpha, delta).unwrap()) }
}

/// A row of a generated log.
struct Row {
    input: Value,
    health: Option<Value>,
    score: f64,
    correct: bool,
    admission: Admission,
}

/// Rows of one model.
fn rows(draw: &mut Draw, document: &Value, policy: &Policy, model: &str, count: u64) -> Vec<Row> {
    let mut row = || {
        let asked =
            if draw.chance(90) { generate::clean(draw, document) } else { generate::maybe_spoilt(draw, document) };
        let input = tree::with(&asked.input, "model", Some(tree::name(model)));
        let (facts, _) = read_facts(policy, &input, asked.health.as_ref());
        let score = confidence(policy, &input, asked.health.as_ref());
        let correct = draw.unit() < 0.8 + 0.2 * score;
        Row { admission: Admissions::new(policy).of(&facts), input, health: asked.health, score, correct }
    };
    (0..count).map(|_| row()).collect()
}

fn case<'a>(row: u64, score: f64, correct: bool, admission: Admission) -> Case<'a> {
    let (id, unit, model, source, propensity) = (None, None, Some("m"), None, None);
    Case { row, id, unit, model, score, correct: Some(correct), source, propensity, admission }
}

/// What a fit says of a family is what its document does: the threshold is the one that counts there, an accepted step of
/// the path, and deciding every row again makes as many of the family eligible, with as many errors, as that step says.
/// Nothing else is automatic.
fn document_does_what_the_fit_says(fitted: &Fitted, document: &Value, rows: &[Row]) {
    let after = compiled(document);
    let decided = |row: &Row| {
        let decision = after.decide(&row.input, row.health.as_ref());
        (is_eligible(&after, &row.input, row.health.as_ref()), decision.action == Action::AutoApply)
    };
    for fit in &fitted.families {
        let Ok(threshold) = fit.outcome else { continue };
        assert_eq!(threshold, in_force(&after, fit.family));
        let accepted = fit.path.accepted();
        let step = accepted.iter().find(|step| step.threshold == threshold).expect("not an accepted step");
        let of_family = rows.iter().filter(|row| row.admission == Admission::From(fit.family));
        let decided = of_family.filter(|row| decided(row).0);
        let (accepted, errors) = decided.fold((0, 0), |(n, k), row| (n + 1, k + u64::from(!row.correct)));
        assert_eq!((accepted, errors), (step.accepted, step.errors), "{:?}", fit.family);
    }
    let holds = |family: Family| fitted.families.iter().any(|fit| fit.family == family && fit.outcome.is_ok());
    let is_watched = after.model().signals.iter().any(|signal| signal.is_monitored);
    let bands = || (0..after.model().impact.bands.len()).filter_map(|impact| after.model().first_automatic(impact));
    for row in rows {
        let (eligible, automatic) = decided(row);
        let family = match row.admission {
            Admission::From(family) => Some(family),
            Admission::Never | Admission::Always | Admission::SegmentUnknown => None,
        };
        let covered = family.is_some_and(holds);
        assert!(!automatic || eligible && covered, "{family:?} {}", tree::print(&row.input));
        let lower_too = || bands().all(|band| family.is_some_and(|of| band > of.band || holds(Family { band, ..of })));
        if eligible && covered && !is_watched && lower_too() {
            assert!(automatic, "{family:?} {}\n{}", tree::print(&row.input), tree::print(document));
        }
    }
}

#[test]
fn a_fitted_policy_decides_as_its_evidence_says() {
    let (mut fits, mut thresholds, mut pairs) = (0, 0, 0);
    for at in 0..scaled(600) {
        let draw = &mut Draw::from_seed((82 << 32) + at);
        let document = document(draw);
        let policy = compiled(&document);
        let model = generate::models(&document).into_iter().next().unwrap_or("m1".to_owned());
        let rows = rows(draw, &document, &policy, &model, 400);
        let numbered = (0..).zip(&rows);
        let cases: Vec<Case<'_>> =
            numbered.map(|(at, row)| Case { model: None, ..case(at, row.score, row.correct, row.admission) }).collect();
        let costs = Costs { error: 3.0, review: 1.0 };
        let choice = *draw.pick(&[Choice::Lowest, Choice::Chow(costs), Choice::Cheapest(costs)]);
        let search =
            Search { start_errors: draw.below(3) as u64, starts: 1 + draw.below(3) as u64, ..Search::default() };
        let selection = Selection { model: Some(model.clone()), ..goal(0.3, 0.4).selection };
        let goal = Goal {
            choice,
            search,
            selection,
            targets_tried: 1 + draw.below(2) as u64,
            fit: 1 + draw.below(3) as u64,
            share_over_fits: draw.chance(50),
            ..goal(0.3, 0.7)
        };
        let Ok(fitted) = fit_threshold(&policy, &document, &cases, &goal) else { continue };
        fits += 1;
        thresholds += fitted.families.iter().filter(|fit| fit.outcome.is_ok()).count() as u64;
        let both = |fit: &&FamilyFit| fit.family.segment.is_some() && fit.family.operation.is_some();
        pairs += fitted.families.iter().filter(both).filter(|fit| fit.outcome.is_ok()).count() as u64;
        let provenance = Provenance { log: Some("0f".repeat(32)), ..Provenance::default() };
        let written = fitted.with_evidence(policy.model(), &provenance);
        let errors = leeway::api::check(&tree::print(&written));
        let errors = errors.iter().filter(|problem| problem.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{}", tree::print(&written));
        document_does_what_the_fit_says(&fitted, &written, &rows);
        let families: u64 = fitted.families.iter().map(|fit| fit.path.labels).sum();
        let apart = fitted.apart;
        let left_out = fitted.left_out.bad_score;
        assert_eq!(families + apart.never + apart.always + apart.segment_unknown + left_out, 400);
    }
    assert!(fits > scaled(100) && thresholds > scaled(60) && pairs > scaled(1), "{fits} {thresholds} {pairs}");
}

const DOCUMENT: &str = r#"{
    "leeway": 1, "name": "mail", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5},
    "signals": {"locale": {"type": "string", "values": ["en", "fr"]}},
    "operations": {"archive": {"impact": "low"}, "delete": {"impact": "low", "confidence": {"high": 0.97}}, "pay": {"impact": "high"}},
    "segments": [{"name": "french", "when": {"signal": "locale", "is": "fr"}, "confidence": {"high": 0.9}}]
}"#;

const BASE: Family = Family { segment: None, operation: None, band: 1 };
const FRENCH: Family = Family { segment: Some(0), operation: None, band: 1 };
/// Operations are numbered by name from 1.
const DELETE: Family = Family { segment: None, operation: Some(2), band: 1 };
const BOTH: Family = Family { segment: Some(0), operation: Some(2), band: 1 };

/// As many cases of a family with scores up to 1, right at and above a score, and below it in seven of ten.
fn of(family: Family, count: u64, right_from: f64) -> Vec<Case<'static>> {
    let score = |at: u64| (at as f64 + 1.0) / count as f64;
    let each = |at: u64| case(at, score(at), score(at) >= right_from || at % 10 < 7, Admission::From(family));
    (0..count).map(each).collect()
}

fn fit(cases: &[Case<'_>], goal: &Goal) -> Result<Fitted, Refused> {
    let document = parse(DOCUMENT).unwrap();
    fit_threshold(&compiled(&document), &document, cases, goal)
}

fn outcome(fitted: &Fitted, family: Family) -> Result<f64, Why> {
    fitted.families.iter().find(|fit| fit.family == family).unwrap().outcome
}

#[test]
fn families_of_a_policy_are_found() {
    let document = parse(DOCUMENT).unwrap();
    let policy = compiled(&document);
    let admission = |text: &str| {
        let (facts, _) = read_facts(&policy, &parse(text).unwrap(), None);
        Admissions::new(&policy).of(&facts)
    };
    let row = |operation: &str, locale: &str| {
        admission(&format!(r#"{{"confidence": 0.5, "operation": "{operation}", "signals": {{"locale": "{locale}"}}}}"#))
    };
    assert_eq!(row("archive", "en"), Admission::From(BASE));
    assert_eq!(row("archive", "fr"), Admission::From(FRENCH));
    assert_eq!(row("delete", "en"), Admission::From(DELETE));
    assert_eq!(row("delete", "fr"), Admission::From(BOTH));
    assert_eq!(row("pay", "en"), Admission::Never);
    assert_eq!(row("archive", "xx"), Admission::Never);
    assert_eq!(admission(r#"{"confidence": 0.5, "operation": "archive"}"#), Admission::SegmentUnknown);
    assert_eq!(admission(r#"{"confidence": 0.5, "at_most": "suggest", "operation": "archive"}"#), Admission::Never);
}

#[test]
fn each_family_has_its_part_of_delta_and_its_own_threshold() {
    let cases = [of(BASE, 2_000, 0.5), of(FRENCH, 1_000, 0.8), of(DELETE, 600, 0.3), of(BOTH, 40, 0.9)].concat();
    let fitted = fit(&cases, &goal(0.05, 0.05)).unwrap();
    // The family of both has too few labels for a test at any split: delta is not spent on it.
    assert_eq!(fitted.parts, 3);
    let levels = fitted.families.iter().map(|fit| fit.path.level);
    assert!(levels.into_iter().all(|level| (level - 0.05 / 3.0).abs() < 1e-15));
    let [base, french, delete] = [BASE, FRENCH, DELETE].map(|family| outcome(&fitted, family).unwrap());
    assert!(base < 0.51 && 0.3 < base && french < 0.81 && 0.6 < french && delete < 0.31, "{base} {french} {delete}");
    let reason = outcome(&fitted, BOTH).unwrap_err();
    assert_eq!(reason, Why::Test(NoThreshold::TooFewLabels { labels: 40, needed: 153 }));
    assert_eq!(reason.words(), "needs 113 more labels: it has 40 of 153");
    let at = |path: &[&str]| {
        let found = path.iter().try_fold(&fitted.document, |value, name| value.get(name));
        found.cloned()
    };
    assert_eq!(at(&["confidence", "high"]), Some(Value::Number(base)));
    assert_eq!(at(&["operations", "delete", "confidence", "high"]), Some(Value::Number(delete)));
    assert_eq!(at(&["operations", "archive"]), parse(r#"{"impact": "low"}"#).ok());
    let after = compiled(&fitted.document);
    assert_eq!(after.model().segments[0].thresholds, [0.0, french]);
}

#[test]
fn where_segment_and_operation_both_count_their_rows_are_tested_at_the_higher() {
    let with = |right_from: f64| {
        let cases = [of(BASE, 1_000, 0.5), of(FRENCH, 1_000, 0.7), of(DELETE, 1_000, 0.4), of(BOTH, 1_000, right_from)];
        fit(&cases.concat(), &goal(0.05, 0.05)).unwrap()
    };
    let fitted = with(0.5);
    let higher = outcome(&fitted, FRENCH).unwrap();
    assert!(higher > outcome(&fitted, DELETE).unwrap());
    assert_eq!(outcome(&fitted, BOTH), Ok(higher));
    // Rows of both that need more than either gives are not covered, and nobody else's threshold moves for them.
    let fitted = with(0.8);
    assert_eq!(outcome(&fitted, BOTH), Err(Why::NotWhereBothApply(higher)));
    assert_eq!(outcome(&fitted, FRENCH), Ok(higher));
}

#[test]
fn thresholds_of_one_set_keep_their_order() {
    let text = r#"{
        "leeway": 1, "name": "three", "impact": {"low": 0, "high": 0.5},
        "confidence": {"low": 0, "middle": 0.5, "high": 0.9},
        "matrix": {
            "high": {"low": "auto_apply", "high": "auto_apply"}, "middle": {"low": "auto_apply", "high": "suggest"},
            "low": {"low": "suggest", "high": "escalate"}
        }
    }"#;
    let document = parse(text).unwrap();
    let family = |band| Family { segment: None, operation: None, band };
    let with = |middle: f64, high: f64| {
        let cases = [of(family(1), 3_000, middle), of(family(2), 3_000, high)].concat();
        let fitted = fit_threshold(&compiled(&document), &document, &cases, &goal(0.05, 0.05)).unwrap();
        compiled(&fitted.document);
        [1, 2].map(|band| outcome(&fitted, family(band)))
    };
    let [middle, high] = with(0.4, 0.7).map(Result::unwrap);
    assert!(middle < high && middle < 0.41 && high < 0.71, "{middle} {high}");
    // The rows that the higher band admits would do with less: they get the next above.
    let [middle, high] = with(0.7, 0.3).map(Result::unwrap);
    assert!(middle < 0.71 && middle < high && high < 0.76, "{middle} {high}");
    // Nothing holds for them: the lower stays below the bound that stands.
    let [middle, high] = with(0.4, 2.0);
    assert!(middle.unwrap() < 0.41 && high.is_err());
    let [middle, high] = with(0.92, 2.0);
    assert!(high.is_err() && middle.is_err_and(|why| why == Why::NoRoom), "{middle:?}");
}

#[test]
fn costs_choose_among_what_holds() {
    let cases = of(BASE, 2_000, 0.5);
    let threshold = |choice| outcome(&fit(&cases, &Goal { choice, ..goal(0.05, 0.05) }).unwrap(), BASE);
    let lowest = threshold(Choice::Lowest).unwrap();
    let chow = |error| threshold(Choice::Chow(Costs { error, review: 1.0 }));
    assert_eq!(chow(1.0), Ok(lowest));
    assert!(chow(4.0).unwrap() >= 0.75 && chow(4.0).unwrap() < 0.81);
    assert_eq!(chow(1e9), Err(Why::AboveChow));
    let cheapest = threshold(Choice::Cheapest(Costs { error: 1e6, review: 1.0 })).unwrap();
    assert!(cheapest > lowest && cheapest <= 0.51, "{cheapest}");
}

// ---- which labels count

fn labelled(cases: &mut [Case<'_>], source: LabelSource) {
    cases.iter_mut().for_each(|case| case.source = Some(source));
}

/// The log as a person would get it wrong, and what is answered.
#[test]
fn without_labels_that_count_nothing_is_promised() {
    let strict = Goal { selection: Selection::default(), ..goal(0.05, 0.05) };
    let refused = |cases: &[Case<'_>]| fit(cases, &strict).unwrap_err();
    let of_source = |source| {
        let mut cases = of(BASE, 500, 0.0);
        labelled(&mut cases, source);
        cases
    };
    assert_eq!(refused(&[]), Refused::NoCases);
    let message = refused(&of_source(LabelSource::Review)).to_string();
    assert!(message.contains("500 were labelled in a review") && message.contains("audit 1 to 5%"), "{message}");
    assert!(refused(&of_source(LabelSource::Implicit)).to_string().contains("silence is not acceptance"));
    assert!(refused(&of_source(LabelSource::AuditBlind)).to_string().contains("without `propensity`"));
    assert!(refused(&of(BASE, 500, 0.0)).to_string().contains("500 do not say where their label comes from"));
    let mut unlabelled = of_source(LabelSource::Complete);
    unlabelled.iter_mut().for_each(|case| case.correct = None);
    assert!(refused(&unlabelled).to_string().contains("500 have none"));
    assert_eq!(refused(&unlabelled).code(), "NO_LABELS");
    assert_eq!(fit(&of(BASE, 500, 0.0), &goal(0.05, 0.05)).unwrap_err(), Refused::NothingWrong(500));
    assert!(
        fit(&of_source(LabelSource::Complete), &strict).is_err_and(|refused| refused == Refused::NothingWrong(500))
    );
    let never: Vec<Case<'_>> = (0..9).map(|at| case(at, 0.5, true, Admission::Never)).collect();
    assert_eq!(fit(&never, &goal(0.05, 0.05)).unwrap_err().code(), "NOTHING_AUTOMATIC");
    let mut models = of(BASE, 9, 0.0);
    models[3].model = Some("b");
    assert_eq!(fit(&models, &goal(0.05, 0.05)).unwrap_err().code(), "MANY_MODELS");
    let other = parse(&DOCUMENT.replace("0.85", "0.86")).unwrap();
    let policy = compiled(&parse(DOCUMENT).unwrap());
    assert_eq!(fit_threshold(&policy, &other, &models, &goal(0.05, 0.05)), Err(Refused::OtherDocument));
}

#[test]
fn labels_that_are_missing_are_not_taken_for_right() {
    let with = |missing: usize| {
        let mut cases = of(BASE, 1_000, 0.5);
        cases.iter_mut().take(missing).for_each(|case| case.correct = None);
        fit(&cases, &goal(0.05, 0.05))
    };
    let fitted = with(100).unwrap();
    assert_eq!((fitted.left_out.unlabelled, fitted.families[0].path.labels), (100, 900));
    assert_eq!(with(101), Err(Refused::ManyUnlabelled { unlabelled: 101, of: 1_000 }));
    assert!(with(101).unwrap_err().to_string().contains("101 of 1000 rows"));
}

#[test]
fn one_model_is_fitted_and_the_others_are_counted() {
    let mut cases = [of(BASE, 1_000, 0.5), of(BASE, 300, 0.0)].concat();
    cases.iter_mut().enumerate().for_each(|(at, case)| case.model = Some(if at < 1_000 { "a" } else { "b" }));
    let with = |model: &str| {
        let selection = Selection { model: Some(model.to_owned()), is_complete: true, ..Selection::default() };
        fit(&cases, &Goal { selection, ..goal(0.05, 0.05) })
    };
    let fitted = with("a").unwrap();
    assert_eq!((fitted.left_out.other_models, fitted.families[0].path.labels), (300, 1_000));
    assert_eq!(fitted.model, "a");
    assert_eq!(with("c"), Err(Refused::NoSuchModel("c".to_owned())));
}

#[test]
fn an_id_counts_once_and_not_at_all_where_its_labels_differ() {
    let ids: Vec<String> = (0..1_000).map(|at| format!("c{at}")).collect();
    let mut cases = of(BASE, 1_000, 0.5);
    cases.iter_mut().zip(&ids).for_each(|(case, id)| case.id = Some(id));
    let copies = [cases[999], cases[999], Case { correct: Some(false), ..cases[998] }];
    cases.extend(copies);
    let fitted = fit(&cases, &goal(0.05, 0.05)).unwrap();
    assert_eq!((fitted.left_out.duplicates, fitted.left_out.conflicting), (2, 2));
    assert_eq!(fitted.families[0].path.labels, 999);
}

#[test]
fn one_row_of_a_unit_is_tested_whatever_its_label() {
    let units: Vec<String> = (0..300).map(|at| format!("u{at}")).collect();
    let with = |right_from: f64| {
        let mut cases = of(BASE, 3_000, right_from);
        cases.iter_mut().enumerate().for_each(|(at, case)| case.unit = Some(&units[at % 300]));
        fit(&cases, &goal(0.05, 0.05)).unwrap()
    };
    let (a, b) = (with(0.5), with(0.9));
    assert!(a.has_units);
    assert_eq!((a.families[0].path.labels, a.left_out.same_unit), (300, 2_700));
    let thresholds = |fitted: &Fitted| fitted.families[0].path.tested.first().map(|step| step.accepted);
    assert_eq!(thresholds(&a), thresholds(&b), "which row stands for a unit depends on its label");
}

#[test]
fn folds_part_a_log_by_unit_and_then_by_id() {
    let folds = Folds { salt: "folds".to_owned(), count: 3 };
    let all = [Fold::Calibration, Fold::Thresholds, Fold::Options];
    let ids: Vec<String> = (0..3_000).map(|at| format!("c{at}")).collect();
    let mut sizes = [0; 3];
    for (at, id) in (0..).zip(&ids) {
        let alone = Case { id: Some(id), ..case(at, 0.5, true, Admission::Never) };
        let found: Vec<usize> = (0..3).filter(|fold| folds.contains(all[*fold], &alone)).collect();
        assert_eq!(found.len(), 1);
        sizes[found[0]] += 1;
        let first = Case { unit: Some("u"), ..case(0, 0.5, true, Admission::Never) };
        assert_eq!(
            all.map(|fold| folds.contains(fold, &Case { unit: Some("u"), ..alone })),
            all.map(|fold| folds.contains(fold, &first))
        );
    }
    assert!(sizes.iter().all(|size| (900..1_100).contains(size)), "{sizes:?}");
    let cases: Vec<Case<'_>> =
        of(BASE, 3_000, 0.5).into_iter().zip(&ids).map(|(case, id)| Case { id: Some(id), ..case }).collect();
    let selection = Selection { folds: Some(folds), is_complete: true, ..Selection::default() };
    let fitted = fit(&cases, &Goal { selection, ..goal(0.05, 0.05) }).unwrap();
    assert_eq!((fitted.families[0].path.labels, fitted.left_out.other_folds), (sizes[1], 3_000 - sizes[1]));
}

#[test]
fn the_evidence_can_be_computed_again() {
    let cases = [of(BASE, 2_000, 0.4), of(FRENCH, 1_000, 0.4), of(DELETE, 40, 0.3)].concat();
    let search = Search { starts: 2, ..Search::default() };
    let asked = Goal { search, targets_tried: 3, fit: 2, share_over_fits: true, ..goal(0.05, 0.05) };
    let fitted = fit(&cases, &asked).unwrap();
    let model = compiled(&fitted.document);
    let provenance = Provenance { log: Some("00".to_owned()), fitted_at: Some(1.0), ..Provenance::default() };
    let unlabelled = fitted.counts().get("left_out").and_then(|counts| counts.get("unlabelled").cloned());
    assert_eq!(unlabelled, Some(Value::Number(0.0)));
    let evidence = fitted.evidence(model.model(), &provenance);
    let number = |value: &Value, name: &str| match value.get(name) {
        Some(Value::Number(number)) => *number,
        other => panic!("{name} is {other:?}"),
    };
    let list = |value: &Value| match value {
        Value::List(items) => items.clone(),
        other => panic!("{other:?}"),
    };
    let used = 0.05 / 3.0 * 6.0 / (std::f64::consts::PI * 2.0).powi(2);
    assert!((number(&evidence, "delta_used") - used).abs() < 1e-15);
    assert_eq!((number(&evidence, "families_tested"), evidence.get("log")), (2.0, Some(&Value::from("00"))));
    let families = list(evidence.get("families").unwrap());
    assert_eq!(families.len(), 3);
    let mut covered = 0;
    for family in &families {
        let delta = number(family, "delta");
        assert!((delta - used / 2.0).abs() < 1e-15);
        let level = delta / number(&evidence, "starts");
        let path: Vec<Vec<Value>> = list(family.get("path").unwrap()).iter().map(list).collect();
        let mut lowest = None;
        for start in list(family.get("starts_at").unwrap()) {
            let Value::Number(start) = start else { panic!() };
            for step in &path[start as usize..] {
                let [Value::Number(threshold), Value::Number(labels), Value::Number(errors)] = step[..] else {
                    panic!()
                };
                if leeway::math::binomial_p(errors as u64, labels as u64, 0.05) > level {
                    break;
                }
                lowest = Some(threshold);
            }
        }
        let written =
            if let Some(Value::Number(threshold)) = family.get("threshold") { Some(*threshold) } else { None };
        assert_eq!(written, lowest);
        assert_eq!(family.get("reason") == Some(&Value::Null), written.is_some());
        let name = family.get("segment").and_then(Value::as_text);
        let Some(written) = written else { continue };
        covered += 1;
        let bound = match (name, family.get("operation").and_then(Value::as_text)) {
            (None, None) => model.model().confidence.bands[1].bound,
            (Some("french"), None) => model.model().segments[0].thresholds[1],
            other => panic!("{other:?}"),
        };
        assert_eq!(written, bound);
    }
    assert_eq!(covered, 2);
}
