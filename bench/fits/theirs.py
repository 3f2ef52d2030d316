"""Does one task a line of standard input, on the rows of the folder that is its argument, with scikit-learn and scipy; the
answers are those of src/main.rs."""

import json
import sys
import time
from pathlib import Path

import numpy as np
from scipy.special import expit, logit
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss

BINS = 15
EDGE = 1e-6
PROBES = np.arange(101) / 100.0


def logits(scores):
    return logit(np.clip(scores, EDGE, 1 - EDGE))


def isotonic(scores, correct):
    return IsotonicRegression(out_of_bounds="clip").fit(scores, correct)


def fit_isotonic(scores, correct, _):
    return isotonic(scores, correct).predict(PROBES)


def apply(scores, _, fitted):
    return [fitted.predict(scores).sum()]


def fit_platt(scores, correct, _):
    a, b = _sigmoid_calibration(logits(scores), correct)
    return expit(-(a * logits(PROBES) + b))


def quality(scores, correct, _):
    place = np.maximum(np.ceil(scores * BINS) - 1, 0).astype(int)
    gaps = np.bincount(place, scores, BINS) - np.bincount(place, correct, BINS)
    error = np.abs(gaps).sum() / len(scores)
    return [brier_score_loss(correct, scores), log_loss(correct, np.clip(scores, 1e-15, 1 - 1e-15)), error]


TASKS = {"isotonic": fit_isotonic, "apply": apply, "platt": fit_platt, "quality": quality}


def main(folder):
    scores = np.fromfile(folder / "scores", dtype="<f8")
    correct = np.fromfile(folder / "correct", dtype="u1").astype(float)
    fitted = isotonic(scores, correct)
    for line in sys.stdin:
        task = TASKS[line.strip()]
        start = time.perf_counter_ns()
        answer = task(scores, correct, fitted)
        ns = time.perf_counter_ns() - start
        print(json.dumps({"ns": ns, "answer": [float(number) for number in answer]}), flush=True)


main(Path(sys.argv[1]))
