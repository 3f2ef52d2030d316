"""Writes extremes.json: special functions where digits are easily lost, by mpmath with 60 digits.

python3 extremes.py > extremes.json
"""

import json
import mpmath as mp

mp.mp.dps = 60
VERSION = mp.__version__


def binomial(k, n, p):
    """The sum of the smaller tail, term by term."""
    p = mp.mpf(p)
    term = mp.e ** (mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + k * mp.log(p) + (n - k) * mp.log1p(-p))
    total, at = mp.mpf(0), k
    if k <= n * p:
        while at >= 0 and term > total * mp.mpf(10) ** -50:
            total += term
            term *= mp.mpf(at) / (n - at + 1) * (1 - p) / p
            at -= 1
        return total
    at, term = k + 1, term * mp.mpf(n - k) / (k + 1) * p / (1 - p)
    while at <= n and term > total * mp.mpf(10) ** -50:
        total += term
        term *= mp.mpf(n - at) / (at + 1) * p / (1 - p)
        at += 1
    return 1 - total


def normal(q):
    q = mp.mpf(q)
    start = -mp.sqrt(-2 * mp.log(q)) if q < mp.mpf("1e-18") else mp.sqrt(2) * mp.erfinv(2 * q - 1)
    return mp.findroot(lambda z: mp.log(mp.erfc(-z / mp.sqrt(2)) / 2) - mp.log(q), start)


cases = []


def case(function, given, name, value):
    if 1e-300 < abs(value):
        cases.append({"id": f"{function}/{len(cases)}", "function": function, "input": given, "expected": {name: float(value)}})


for n in (1, 59, 1000, 33333, 10**6):
    for p in (1e-4, 0.05, 0.5, 0.999):
        middle, spread = n * p, (n * p * (1 - p)) ** 0.5
        for k in sorted({int(middle + z * spread) for z in (-30, -3, 0, 1, 8)}):
            if 0 <= k < n:
                case("binom_cdf", {"k": k, "n": n, "p": p}, "p", binomial(k, n, p))
for df in (0.5, 1, 9, 19, 1000, 10**6):
    for z in (-5, -0.5, 0, 2, 10, 30):
        x = float(df + z * (2 * df) ** 0.5)
        if x > 0:
            case("chi2_sf", {"x": x, "df": df}, "p", mp.gammainc(mp.mpf(df) / 2, mp.mpf(x) / 2, mp.inf, regularized=True))
for q in (1e-300, 1e-100, 1e-20, 1e-5, 0.02425, 0.3, 0.6, 0.99, 0.999999, 1 - 2**-50):
    case("norm_ppf", {"q": q}, "z", normal(q))
for a in (0.01, 1, 30, 1000.5):
    for b in (0.01, 0.5, 7.25, 400):
        for x in (1e-9, 0.1, 0.5, 0.999):
            case("betainc", {"a": a, "b": b, "x": x}, "p", mp.betainc(a, b, 0, mp.mpf(x), regularized=True))

calls = {
    "binom_cdf": "sum of the terms of the smaller tail",
    "chi2_sf": "gammainc(df / 2, x / 2, inf, regularized=True)",
    "norm_ppf": "findroot on log(erfc(-z / sqrt(2)) / 2)",
    "betainc": "betainc(a, b, 0, x, regularized=True)",
}
functions = {
    name: {"reference": {"library": "mpmath", "version": VERSION, "call": call}, "tolerance": {"abs": 0, "rel": 2e-12}}
    for name, call in calls.items()
}
head = json.dumps({"schema": "statref/1", "item": "extremes", "set": "own", "functions": functions}, indent=1)[:-2]
print(head + ',\n "cases": [\n  ' + ",\n  ".join(json.dumps(each) for each in cases) + "\n ]\n}")
