"""Monte Carlo and Sobol beside three peers, the same work in the same run.

    python benchmarks/uncertainty_peers.py

Needs squigglepy, monaco and SALib, which are dependencies of this file alone. The case has 29 outcomes with six
uncertain numbers each, all PERT with a least, a likeliest and a most, 10,000 draws. Every peer draws the same
174 numbers from the same shapes and values them by the same formula, ``sroi.formula``.
"""

from __future__ import annotations

import contextlib
import io
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import measure
import monaco
import numpy as np
import SALib.analyze.sobol
import SALib.sample.sobol
import scipy.stats
import squigglepy

import sroi
from sroi import formula
from sroi.uncertainty.simulation import simulate

OUTCOMES, DRAWS, FEW, BASE = 29, 10_000, 100, 1024
SHARES = {"deadweight": (0.1, 0.2, 0.35), "attribution": (0.15, 0.3, 0.5), "drop_off": (0.1, 0.25, 0.5)}
FIELDS = ("quantity", "amount", *SHARES, "duration")


def ends(field: str, line: int) -> tuple[float, float, float]:
    """The least, the likeliest and the most of one number."""
    if field == "quantity":
        return 20, 30 + line, 80
    return {"amount": (700.0, 1000.0, 1500.0), "duration": (1.5, 3.0, 5.0), **SHARES}[field]


def record(field: str, line: int, key: str) -> dict[str, Any]:
    low, value, high = ends(field, line)
    return {key: value, "low": low, "high": high, "ends": "extremes"}


def case(outcomes: int = OUTCOMES) -> sroi.Case:
    """A case in which six numbers of every outcome are uncertain."""
    lines = [
        {
            "id": f"line-{line}",
            "stakeholder": f"group {line % 5}",
            "title": "A change",
            "unit": "person",
            "quantity": record("quantity", line, "value"),
            "proxy": record("amount", line, "amount") | {"unit": "person", "price_year": 2025},
            "duration": record("duration", line, "value"),
            **{field: record(field, line, "share") for field in SHARES},
        }
        for line in range(outcomes)
    ]
    head = {"format": 1, "id": "benchmark", "title": "Benchmark", "currency": "GBP", "price_year": 2025}
    inputs = [{"id": "grant", "stakeholder": "Council", "amount": 100_000}]
    return sroi.read_case({**head, "method": {"discount": 0.035}, "inputs": inputs, "outcomes": lines})


def ratio(numbers: list[list[Any]], where: Callable[..., Any]) -> Any:
    """The ratio out of the six numbers of every line, which may be columns."""
    total = 0
    for quantity, amount, deadweight, attribution, drop_off, duration in numbers:
        net = formula.net(formula.gross(quantity, amount), deadweight, 0, attribution)
        total = total + formula.present_value(net, drop_off, duration, 2, 1, 0.035, 0, where)
    return total / 100_000


def by_squigglepy() -> Any:
    numbers = [[squigglepy.sample(squigglepy.pert(*ends(field, line)), n=DRAWS) for field in FIELDS] for line in range(OUTCOMES)]
    return ratio(numbers, np.where)


def by_squigglepy_draw_by_draw() -> Any:
    """A function that is called for every draw, as its own documentation writes models; fewer draws, since it is slow."""

    def one() -> float:
        numbers = [[squigglepy.sample(squigglepy.pert(*ends(field, line))) for field in FIELDS] for line in range(OUTCOMES)]
        return float(ratio(numbers, formula.choose))

    return squigglepy.sample(one, n=FEW)


def by_monaco() -> Any:
    """A function call for every draw is how this peer works."""

    def preprocess(draw: Any) -> tuple[Any, ...]:
        return ([[draw.invals[f"{field}-{line}"].val for field in FIELDS] for line in range(OUTCOMES)],)

    def run(numbers: Any) -> tuple[Any, ...]:
        return (ratio(numbers, formula.choose),)

    def postprocess(draw: Any, found: Any) -> None:
        draw.addOutVal("ratio", found)

    steps = {"preprocess": preprocess, "run": run, "postprocess": postprocess}
    sim = monaco.Sim("peer", DRAWS, steps, samplemethod="random", seed=1, verbose=False)
    for line in range(OUTCOMES):
        for field in FIELDS:
            low, value, high = ends(field, line)
            width = high - low
            shape = {"a": 1 + 4 * (value - low) / width, "b": 1 + 4 * (high - value) / width, "loc": low, "scale": width}
            sim.addInVar(f"{field}-{line}", scipy.stats.beta, shape)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        sim.runSim()
    return np.array(sim.outvars["ratio"].nums)


def by_salib() -> Any:
    """Sample, value all rows at once, and analyse with as many bootstrap samples as ours."""
    names = [f"{field}-{line}" for line in range(OUTCOMES) for field in FIELDS]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0, 1]] * len(names)}
    chances = SALib.sample.sobol.sample(problem, BASE, calc_second_order=False, seed=1)
    curves = {}
    for line in range(OUTCOMES):
        for field in FIELDS:
            low, value, high = ends(field, line)
            width = high - low
            curves[f"{field}-{line}"] = (1 + 4 * (value - low) / width, 1 + 4 * (high - value) / width, low, width)
    columns = [scipy.stats.beta.ppf(chances[:, place], *curves[name]) for place, name in enumerate(names)]
    numbers = [columns[6 * line : 6 * line + 6] for line in range(OUTCOMES)]
    found = SALib.analyze.sobol.analyze(problem, ratio(numbers, np.where), calc_second_order=False, num_resamples=256, seed=1)
    return found["ST"]


def by_salib_alone() -> Any:
    """Only what SALib itself does: sample and analyse, with a model that costs nothing."""
    names = [str(place) for place in range(OUTCOMES * len(FIELDS))]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0, 1]] * len(names)}
    chances = SALib.sample.sobol.sample(problem, BASE, calc_second_order=False, seed=1)
    return SALib.analyze.sobol.analyze(problem, chances.sum(axis=1), calc_second_order=False, num_resamples=256, seed=1)["ST"]


def fill(count: int) -> Callable[[], Any]:
    generator = np.random.default_rng(1)
    return lambda: generator.random(count)


def refill(count: int) -> Callable[[], Any]:
    generator, into = np.random.default_rng(1), np.empty(count)
    return lambda: generator.random(out=into)


def peak_megabytes(model: sroi.Case, draws: int) -> float:
    """Most memory held while simulating with only the ratio kept."""
    tracemalloc.start()
    simulate(model, draws, keep=("ratio",))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def same_ratio(whole: sroi.Case) -> None:
    """Refuse to compare what does not agree: the mean of every way, to half a per cent."""
    ours = simulate(whole, DRAWS).mean().value
    for work in (by_squigglepy, by_monaco):
        np.testing.assert_allclose(np.mean(work()), ours, rtol=0.005)


def monte_carlo(whole: sroi.Case) -> dict[str, measure.Figure]:
    """The simulation beside its peers, in seconds of the processor."""
    count = OUTCOMES * len(FIELDS) * DRAWS
    quick = {
        "sroi.simulate": lambda: simulate(whole, DRAWS),
        "filling as many uniforms": fill(count),
        "the same, into memory already held": refill(count),
        "squigglepy, all draws of a number at once": by_squigglepy,
    }
    found = measure.compare(quick, 15, time.process_time)
    few = measure.seconds(by_squigglepy_draw_by_draw, time.process_time)
    scaled = measure.figure([few * DRAWS / FEW])
    return (
        found
        | {f"squigglepy, a function called for every draw (from {FEW})": scaled}
        | measure.compare({"monaco, a function called for every draw": by_monaco}, 1, time.process_time)
    )


def variance_shares(whole: sroi.Case) -> dict[str, measure.Figure]:
    """Sobol indices beside SALib's, in seconds of the processor; refused unless they agree to a hundredth."""
    mine = sorted(index.total for index in sroi.sobol(whole, BASE).indices)
    np.testing.assert_allclose(mine, np.sort(by_salib()), atol=0.01)
    quick = {"sroi.sobol, model included": lambda: sroi.sobol(whole, BASE)}
    slow = {"SALib's own part: sample and analyse": by_salib_alone, "SALib, the model valued in one go": by_salib}
    return measure.compare(quick, 5, time.process_time) | measure.compare(slow, 1, time.process_time)


def growth(whole: sroi.Case) -> dict[str, measure.Figure]:
    """Time on the clock, and the most memory held, with the ratio alone kept."""
    found = {}
    for draws in (1_000, 10_000, 100_000, 1_000_000):
        found |= measure.compare({f"{draws}": lambda draws=draws: simulate(whole, draws, keep=("ratio",))}, 3)
        found[f"{draws}"]["MB"] = round(peak_megabytes(whole, draws))
    return found


def main() -> None:
    whole = case()
    same_ratio(whole)
    measure.tell({
        "simulation": monte_carlo(whole),
        "Sobol indices": variance_shares(whole),
        "simulation, growth": growth(whole),
    })  # fmt: skip


if __name__ == "__main__":
    main()
