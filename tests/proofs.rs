//! What `check` proves by search, against trying everything with the naive second reading.

use crate::generate::{self, Asked, Draw, Grid};
use crate::oracle::{self, ACTIONS, rank};
use crate::props::scaled;
use crate::tree::{self, get, items, name, object, text};
use leeway::diagnostic::{Code, Diagnostic, Severity};
use leeway::json::Value;

/// More inputs than this are not tried.
const MOST: usize = 4_000;

/// The errors of a document.
fn check(document: &Value) -> Vec<Diagnostic> {
    let found = leeway::api::check(&tree::print(document));
    found.into_iter().filter(|one| one.severity == Severity::Error).collect()
}

fn promised(document: &Value, when: &Value, at_most: &str) -> Value {
    let entry = object(vec![("name", name("a promise")), ("when", when.clone()), ("at_most", name(at_most))]);
    generate::with_entry(document, "require", entry)
}

/// Whether the input is given more than `at_most` although the condition is true or unknown.
fn breaks(document: &Value, when: &Value, at_most: &str, asked: &Asked) -> bool {
    let health = asked.health.as_ref();
    oracle::not_false(document, when, &asked.input, health)
        && rank(oracle::decide(document, &asked.input, health).action) > rank(at_most)
}

/// The counterexample as an input, after the second reading gave it the action that it names.
fn confirmed(document: &Value, found: &Diagnostic) -> Asked {
    let example = found.counterexample.as_ref().expect("a counterexample");
    let asked = Asked { input: example.input.clone(), health: example.health.clone() };
    let answer = oracle::decide(document, &asked.input, asked.health.as_ref());
    assert_eq!(answer.action, example.action.name(), "{}", tree::print(&asked.input));
    asked
}

#[test]
fn a_require_holds_exactly_when_no_input_on_the_grid_breaks_it() {
    let (mut held, mut broken) = (0, 0);
    for seed in 0..scaled(11_000) {
        let mut draw = Draw::from_seed((40 << 32) + seed);
        let document = generate::small_document(&mut draw);
        let grid = Grid::new(&document);
        let Some(when) = generate::requirement(&mut draw, &document) else { continue };
        if grid.len() > MOST {
            continue;
        }
        let at_most = *draw.pick(&ACTIONS[..5]);
        let promised = promised(&document, &when, at_most);
        // The cuts of the promise itself count too.
        let grid = Grid::new(&promised);
        match &check(&promised)[..] {
            [] => {
                held += 1;
                let breaks =
                    (0..grid.len()).map(|at| grid.at(at)).find(|asked| breaks(&document, &when, at_most, asked));
                assert!(breaks.is_none(), "{}\n{}", tree::print(&promised), tree::print(&breaks.unwrap().input));
            }
            [found] => {
                broken += 1;
                assert_eq!(found.code, Code::RequireBroken);
                let asked = confirmed(&document, found);
                assert!(
                    breaks(&document, &when, at_most, &asked),
                    "{}\n{}",
                    tree::print(&promised),
                    tree::print(&asked.input)
                );
            }
            more => panic!("{more:?}"),
        }
    }
    assert!(held > scaled(350) && broken > scaled(500), "{held} held and {broken} were broken, which tests little");
}

/// Every `require` of a policy of that size is decided; what is broken is confirmed, what holds is not broken by chance.
#[test]
fn large_policies_are_decided() {
    let (mut held, mut broken) = (0, 0);
    for (seed, (signals, rules)) in
        [(10, 60), (20, 100), (20, 200), (40, 200), (64, 230)].into_iter().cycle().take(40).enumerate()
    {
        let mut draw = Draw::from_seed((41 << 32) + seed as u64);
        let document = generate::large_document(&mut draw, signals, rules);
        let found = check(&document);
        let inputs: Vec<Asked> = (0..20).map(|_| generate::maybe_spoilt(&mut draw, &document)).collect();
        for (at, require) in get(&document, "require").map_or(&[][..], items).iter().enumerate() {
            let (when, at_most) = (get(require, "when").unwrap(), get(require, "at_most").and_then(text).unwrap());
            let breaks = |asked: &Asked| breaks(&document, when, at_most, asked);
            match found.iter().find(|one| one.pointer == format!("/require/{at}")) {
                None => {
                    held += 1;
                    assert!(!inputs.iter().any(breaks), "{}", tree::print(require));
                }
                Some(one) => {
                    broken += 1;
                    assert_eq!(one.code, Code::RequireBroken, "{}", one.message);
                    assert!(breaks(&confirmed(&document, one)), "{}", tree::print(require));
                }
            }
        }
    }
    assert!(held > 100 && broken > 300, "{held} held and {broken} were broken, which tests little");
}

/// Rules that exclude one another's ways out, so that the search has to take choices back.
#[test]
fn a_tangle_of_rules_is_searched_to_its_end() {
    let (mut held, mut broken) = (0, 0);
    for seed in 0..scaled(150) {
        let mut draw = Draw::from_seed((42 << 32) + seed);
        let count = 17 + draw.below(8);
        let document = generate::tangle(&mut draw, SIGNALS, count);
        let when = object(vec![("signal", name("s0")), ("is", Value::Boolean(true))]);
        let promised = promised(&document, &when, "show_options");
        let all = (0..3_usize.pow(SIGNALS as u32)).map(tangled_input);
        let mut broken_by = all.filter(|asked| breaks(&document, &when, "show_options", asked));
        match (&check(&promised)[..], broken_by.next()) {
            ([], None) => held += 1,
            ([found], Some(_)) => {
                broken += 1;
                assert!(breaks(&document, &when, "show_options", &confirmed(&document, found)));
            }
            (found, input) => panic!("{}\n{found:?}\n{input:?}", tree::print(&promised)),
        }
    }
    assert!(held > scaled(30) && broken > scaled(30), "{held} held and {broken} were broken, which tests little");
}

const SIGNALS: usize = 6;

/// Each signal true, false or absent.
fn tangled_input(place: usize) -> Asked {
    let digit = |at: usize| place / 3_usize.pow(at as u32) % 3;
    let known = (0..SIGNALS).filter(|at| digit(*at) < 2);
    let signals = known.map(|at| (format!("s{at}"), Value::Boolean(digit(at) == 1))).collect();
    let input = object(vec![
        ("confidence", Value::Number(1.0)),
        ("impact", Value::Number(0.0)),
        ("signals", Value::Object(signals)),
    ]);
    Asked { input, health: None }
}
