//! The calibration maps, by model.

use crate::calibrate::{MOST_POINTS, Map, Method, Point};
use crate::diagnostic::Code;
use crate::value::{Value, number_text};

use super::super::model::{Calibration, MAX_MODELS};
use super::fields::{Place, Reader, Shape};

const MAP: Shape = Shape { required: &["points"], optional: &["method"] };
const MOST_CHARACTERS: usize = 128;

/// Each with its model, by name, and that of `*`; a map that is not sound is left out.
pub(super) fn calibration(reader: &mut Reader, place: &Place<'_>) -> (Vec<Calibration>, Option<Calibration>) {
    let members = reader.members_by_name(place);
    if members.is_empty() && matches!(place.value, Some(Value::Object(_))) {
        reader.empty(place);
    }
    reader.limit(place, members.len(), MAX_MODELS, "models");
    let (mut calibration, mut any) = (Vec::new(), None);
    reader.each_of(place, &members, &mut |reader, place| {
        let Some(entry) = entry(reader, place) else { return };
        if entry.model == "*" {
            any = Some(entry);
        } else {
            calibration.push(entry);
        }
    });
    (calibration, any)
}

fn entry(reader: &mut Reader, place: &Place<'_>) -> Option<Calibration> {
    check_model(reader, place);
    reader.object(place, &MAP);
    let method = method(reader, &place.get("method"));
    let map = map(reader, &place.get("points"))?;
    Some(Calibration { model: place.key().to_owned(), method, map })
}

/// Names of models are free text.
fn check_model(reader: &mut Reader, place: &Place<'_>) {
    let name = place.key();
    if !matches!(name.chars().count(), 1..=MOST_CHARACTERS) {
        reader.no_name(name, place, "1 to 128 characters");
    }
    reader.check_reserved(name, place);
}

fn method(reader: &mut Reader, place: &Place<'_>) -> Option<Method> {
    match reader.word(Code::WrongType, place, "`{}` is not a method", &["isotonic", "platt"])? {
        0 => Some(Method::Isotonic),
        _ => Some(Method::Platt),
    }
}

fn map(reader: &mut Reader, place: &Place<'_>) -> Option<Map> {
    let items = reader.non_empty(place);
    reader.limit(place, items.len(), MOST_POINTS, "points");
    let mut points: Vec<Point> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let item = place.item(index, item);
        if let Some(point) = point(reader, &item) {
            if let Some(before) = points.last() {
                check_order(reader, &item, *before, point);
            }
            points.push(point);
        }
    }
    Map::new(points).ok()
}

fn point(reader: &mut Reader, place: &Place<'_>) -> Option<Point> {
    if let Some(Value::List(items)) = place.value
        && let [score, probability] = items.as_slice()
    {
        let score = reader.fraction(&place.item(0, score), "score");
        let probability = reader.fraction(&place.item(1, probability), "probability");
        return (!score.is_nan() && !probability.is_nan()).then_some(Point { score, probability });
    }
    reader.wrong_type(place, "[score, probability]");
    None
}

fn check_order(reader: &mut Reader, place: &Place<'_>, before: Point, point: Point) {
    if point.score <= before.score {
        let numbers = [&*number_text(point.score), &number_text(before.score)];
        let text = "score {} is not above {}\nlist scores in ascending order";
        reader.report(Code::ScoresNotAscending, place, text, &numbers);
    }
    if point.probability < before.probability {
        let numbers = [&*number_text(point.probability), &number_text(before.probability)];
        reader.report(Code::MapDescends, place, "probability {} is below {}\nfit the map anew", &numbers);
    }
}
