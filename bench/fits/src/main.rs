//! Does one task a line of standard input, on the rows of the folder that is its argument, and answers with the nanoseconds
//! that it took and what came out of it: `{"ns": 1200, "answer": [0.5]}`. `theirs.py` does the same with scikit-learn.

use leeway::calibrate::{BINS, Map, Platt, Sample, equal_width, isotonic, losses};
use std::error::Error;
use std::hint::black_box;
use std::io::{Write, stdin, stdout};
use std::path::Path;
use std::time::Instant;

/// What was logged: in the files `scores` (doubles, little-endian) and `correct` (a byte each).
struct Rows {
    scores: Vec<f64>,
    correct: Vec<bool>,
}

type Task = fn(&Rows, &Map) -> Option<Vec<f64>>;

/// From plain rows to the answer; the map is there for those that apply one.
const TASKS: [(&str, Task); 4] =
    [("isotonic", fit_isotonic), ("apply", apply), ("platt", fit_platt), ("quality", quality)];

fn main() -> Result<(), Box<dyn Error>> {
    let rows = read(Path::new(&std::env::args_os().nth(1).ok_or("which folder?")?))?;
    let map = isotonic(&sample(&rows)).ok_or("no rows")?;
    for line in stdin().lines() {
        let line = line?;
        let (_, task) = TASKS.iter().find(|(name, _)| *name == line).ok_or("no such task")?;
        let start = Instant::now();
        let answer = black_box(task(black_box(&rows), &map)).ok_or("no answer")?;
        let ns = start.elapsed().as_nanos();
        writeln!(stdout(), "{{\"ns\": {ns}, \"answer\": {answer:?}}}")?;
    }
    Ok(())
}

fn read(folder: &Path) -> Result<Rows, Box<dyn Error>> {
    let bytes = std::fs::read(folder.join("scores"))?;
    let (doubles, _) = bytes.as_chunks::<8>();
    let scores = doubles.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
    let correct = std::fs::read(folder.join("correct"))?.iter().map(|byte| *byte == 1).collect();
    Ok(Rows { scores, correct })
}

/// Scores from 0 to 1 at which answers are compared.
fn probes() -> impl Iterator<Item = f64> {
    (0_u8..=100).map(|step| f64::from(step) / 100.0)
}

fn sample(rows: &Rows) -> Sample {
    Sample::new(&rows.scores, &rows.correct)
}

fn fit_isotonic(rows: &Rows, _: &Map) -> Option<Vec<f64>> {
    let map = isotonic(&sample(rows))?;
    Some(probes().map(|score| map.apply(score)).collect())
}

fn fit_platt(rows: &Rows, _: &Map) -> Option<Vec<f64>> {
    let curve = Platt::fit(&sample(rows))?;
    Some(probes().map(|score| curve.apply(score)).collect())
}

fn apply(rows: &Rows, map: &Map) -> Option<Vec<f64>> {
    let mut calibrated = Vec::with_capacity(rows.scores.len());
    for score in &rows.scores {
        calibrated.push(map.apply(*score));
    }
    Some(vec![calibrated.iter().sum()])
}

fn quality(rows: &Rows, _: &Map) -> Option<Vec<f64>> {
    let sample = sample(rows);
    let losses = losses(&sample)?;
    Some(vec![losses.brier, losses.log_loss, equal_width(&sample, BINS)?.expected_error])
}
