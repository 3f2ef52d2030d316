"""Reference figures for tests/guarantees.rs: how often a fitted threshold breaks its promise, and what it covers.

An independent program (numpy 2.4.6, scipy 1.17.1) with 20,000 runs for each design, size and grid: fixed-sequence testing
with exact binomial p-values (k = 2) from the highest threshold down, the same from five starts at delta / 5 each, and the
naive rule. The truth is known: a threshold breaks its promise where P(error | score >= threshold) > alpha. Prints one line
of JSON for each; what it printed stands in thresholds.ndjson beside it.

    python3 tests/simulate/thresholds.py > tests/simulate/thresholds.ndjson
"""

import json

import numpy as np
from scipy.stats import beta, binom

ALPHA, DELTA, K, RUNS, SEED = 0.05, 0.10, 2, 20_000, 20240917
SIZES = (300, 1_000, 3_000, 10_000)
A, B = 5.0, 0.7


def over_confident(s):
    z = 0.6 * np.log(s / (1 - s)) + 0.8
    return 1 / (1 + np.exp(z))


def table(error, points=400_000):
    """Survival and error mass of Beta(5, .7) above t, by trapezoids in u = (1 - s) ** .7, where the density is smooth."""
    u = np.linspace(0, 1, points + 1)
    s = 1 - u ** (1 / B)
    density = s ** (A - 1)
    wrong = density * np.where((s > 0) & (s < 1), error(np.clip(s, 1e-12, 1 - 1e-12)), np.where(s <= 0, 1.0, 0.0))

    def cumulate(y):
        return np.concatenate([[0], np.cumsum((y[1:] + y[:-1]) / 2 / points)])

    mass, bad = cumulate(density), cumulate(wrong)
    total = mass[-1]
    check = abs(mass[points // 2] / total - beta.sf(s[points // 2], A, B))
    assert check < 1e-7, check

    def truth(t):
        at = (1 - t) ** B
        survival = np.interp(at, u, mass) / total
        return survival, np.interp(at, u, bad) / total / np.maximum(survival, 1e-300)

    return truth


def uniform_truth(low, integral):
    """Scores uniform on [low, 1]; `integral(t)` is the error mass above t with density 1."""

    def truth(t):
        t = np.maximum(t, low)
        length = 1 - t
        return length / (1 - low), integral(t) / np.maximum(length, 1e-300)

    return truth


def hallucination_mass(t):
    below = lambda x: 0.005 * x + 0.16 * (x - x * x / 2)
    return 0.30 * (1 - np.maximum(t, 0.985)) + np.maximum(0, below(0.985) - below(np.minimum(t, 0.985)))


def bad_top_mass(t):
    return 0.10 * (1 - np.maximum(t, 0.97)) + 0.0485 * np.maximum(0, 0.97 - t)


DESIGNS = {
    "calibrated": (lambda r, n: r.beta(A, B, n), lambda s: 1 - s, table(lambda s: 1 - s)),
    "over_confident": (lambda r, n: r.beta(A, B, n), over_confident, table(over_confident)),
    "flat": (lambda r, n: r.uniform(0.5, 1, n), lambda s: 0 * s + 0.051, uniform_truth(0.5, lambda t: 0.051 * (1 - t))),
    "confident_hallucination": (
        lambda r, n: r.uniform(0.5, 1, n),
        lambda s: np.where(s > 0.985, 0.30, 0.005 + 0.16 * (1 - s)),
        uniform_truth(0.5, hallucination_mass),
    ),
    "bad_top": (
        lambda r, n: r.uniform(0.5, 1, n),
        lambda s: np.where(s > 0.97, 0.10, 0.0485),
        uniform_truth(0.5, bad_top_mass),
    ),
}


def most_errors(n_most, delta):
    """By number accepted, the most errors with binom.cdf(errors, n, alpha) <= delta; -1 for none."""
    n = np.arange(n_most + 1)
    k = binom.ppf(delta, n, ALPHA)
    k = np.where(binom.cdf(k, n, ALPHA) <= delta, k, k - 1)
    k[0] = -1
    return k.astype(np.int64)


def n_start(delta, k):
    n = np.arange(k, 100_000)
    return int(n[np.argmax(binom.cdf(k, n, ALPHA) <= delta)])


def walk(first, passes):
    """The last place accepted going down from `first` until the first failure; -1 for none. A row is a run."""
    places = passes.shape[1]
    columns = np.arange(places)
    failed = (~passes) & (columns >= first[:, None])
    stop = np.where(failed.any(1), failed.argmax(1), places)
    return np.where(stop > first, stop - 1, -1)


def first_with(n, bound):
    enough = n >= bound
    return np.where(enough.any(1), enough.argmax(1), n.shape[1])


def choose(n, k, size):
    """For runs x candidates (highest threshold first): the places chosen by one start, by five, and naively."""
    one = walk(first_with(n, n_start(DELTA, K)), k <= most_errors(size, DELTA)[n])
    passes, least, five = k <= most_errors(size, DELTA / 5)[n], n_start(DELTA / 5, 0), np.full(len(n), -1)
    for q in range(1, 6):
        bound = np.maximum(least, np.ceil(q * n[:, -1] / 5))
        five = np.maximum(five, walk(first_with(n, bound[:, None]), passes))
    good = (n > 0) & (k <= ALPHA * n + 1e-9)
    naive = np.where(good.any(1), good.shape[1] - 1 - good[:, ::-1].argmax(1), -1)
    return {"ltt": one, "ltt_5_starts": five, "naive": naive}


def simulate(name, size, grid):
    random = np.random.default_rng([SEED, list(DESIGNS).index(name), size, len(grid)])
    draw, error, truth = DESIGNS[name]
    found = {}
    chunk = max(1, 2_000_000 // size)
    for start in range(0, RUNS, chunk):
        runs = min(chunk, RUNS - start)
        s = -np.sort(-draw(random, (runs, size)), axis=1)
        wrong = random.random((runs, size)) < error(np.clip(s, 1e-12, 1 - 1e-12))
        errors = np.concatenate([np.zeros((runs, 1), np.int64), np.cumsum(wrong, axis=1)], axis=1)
        if grid == "ranks":
            n = np.tile(-(-size * np.arange(1, 21) // 20), (runs, 1))
            thresholds = np.take_along_axis(s, n - 1, axis=1)
        else:
            steps = np.round(np.arange(99, 49, -1) / 100, 2)
            thresholds = np.tile(steps, (runs, 1))
            n = np.stack([(s >= t).sum(1) for t in steps], axis=1)
        k = np.take_along_axis(errors, n, axis=1)
        for rule, place in choose(n, k, size).items():
            chosen = place >= 0
            t = np.take_along_axis(thresholds, np.maximum(place, 0)[:, None], axis=1)[:, 0]
            coverage, risk = truth(t)
            found.setdefault(rule, []).append((chosen & (risk > ALPHA), np.where(chosen, coverage, 0.0)))
    for rule, parts in found.items():
        broken = np.concatenate([part[0] for part in parts])
        coverage = np.concatenate([part[1] for part in parts])
        figures = {"violation": round(broken.mean(), 6), "coverage": round(coverage.mean(), 6)}
        line = {"design": name, "n": size, "grid": grid, "rule": rule, "runs": RUNS, **figures}
        print(json.dumps({**line, "coverage_sd": round(coverage.std(), 6)}), flush=True)


if __name__ == "__main__":
    for grid in ("hundredths", "ranks"):
        for name in DESIGNS:
            for size in SIZES:
                simulate(name, size, grid)
