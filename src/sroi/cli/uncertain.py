"""``simulate``, ``tornado`` and ``switching``."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from sroi.cli.opening import add_file, open_case
from sroi.cli.text import as_json, table, whole_number
from sroi.model.text import plain_number, share_text
from sroi.uncertainty import Simulation, SwitchingValues, Tornado, simulate, switching_values, tornado
from sroi.uncertainty.model import FIGURES

if TYPE_CHECKING:
    from argparse import Namespace

    from sroi.uncertainty import SwitchingValue
    from sroi.uncertainty.simulation import Progress

WELL = 0
_LONG = 2.0
_EVERYTHING = ("ratio", "net_present_value", "present_value", "outcomes", "stakeholders")
_CHANCES = (0.05, 0.5, 0.95)
_GIVE_RANGES = "give low and high, or ask with --reference-class"


def add(commands: Any) -> None:
    """Add the commands of this module."""
    one = _command(commands, "simulate", "draw every uncertain number many times: the range beside the headline", _simulate)
    one.add_argument(
        "--draws", type=whole_number, default=10_000, metavar="N", help="number of cases, central one included (10000)"
    )
    one.add_argument("--seed", type=whole_number, default=1, metavar="N", help="the same seed gives the same numbers (1)")
    one.add_argument("--threshold", type=float, default=1.0, metavar="X", help="chance of a ratio above X (1)")
    one.add_argument("--headline", metavar="X", help="chance of reaching a headline as printed; else the case's own")
    _ranges(one)
    two = _command(commands, "tornado", "move each uncertain number alone: which moves the ratio most", _tornado)
    _ranges(two)
    three = _command(commands, "switching", "how far each number would have to be wrong to change the answer", _switching)
    three.add_argument("--target", type=float, default=1.0, metavar="X", help="the ratio to be met (1)")


def _command(commands: Any, name: str, text: str, run: Any) -> Any:
    command = commands.add_parser(name, help=text)
    add_file(command)
    command.add_argument("--json", action="store_true", help="print every figure as JSON")
    command.set_defaults(run=run)
    return command


def _ranges(command: Any) -> None:
    text = "give shares without a range that of published studies; labelled in the output"
    command.add_argument(
        "--reference-class", dest="ranges", action="store_const", const="reference_class", default="given", help=text
    )


def _simulate(options: Namespace) -> int:
    case, catalogue = open_case(options)
    chosen: dict[str, Any] = {"seed": options.seed, "ranges": options.ranges, "catalogue": catalogue}
    found = simulate(case, options.draws, keep=_EVERYTHING, progress=_bar(options.draws), **chosen)
    print(as_json(_data(found, options)) if options.json else simulation_text(found, options.threshold, options.headline))
    return WELL


def _data(found: Simulation, options: Namespace) -> dict[str, Any]:
    """Add the two chances that were asked for to the figures."""
    above = found.probability(options.threshold)
    chances = {"threshold": options.threshold, "value": above.value, "standard_error": above.standard_error}
    data = found.to_dict() | {"probability_above_threshold": chances}
    if _has_headline(found, options.headline):
        reached = found.probability_of(options.headline)
        told = {"headline": found.headline(options.headline), "value": reached.value, "standard_error": reached.standard_error}
        data["probability_of_headline"] = told
    return data


def _has_headline(found: Simulation, headline: str | None) -> bool:
    return headline is not None or bool(found.case.published and found.case.published.ratio)


def simulation_text(found: Simulation, threshold: float = 1.0, headline: str | None = None) -> str:
    """Write the headline with its range, a line for each figure, and what to know about them."""
    if not found.uncertain:
        return "\n".join([found.case.title, found.text, f"fix: {_GIVE_RANGES}"])
    numbers = f"{len(found.uncertain)} uncertain number{'s' * (len(found.uncertain) != 1)}"
    rows = [
        [
            name.replace("_", " ") if name in FIGURES else name,
            found.text_of(found.central[name], name),
            *(found.text_of(found.quantile(chance, name).value, name) for chance in _CHANCES),
        ]
        for name in found.draws
    ]
    heads = ["figure", "central", "5 % point", "median", "95 % point"]
    chances = [_chance(f"ratio above {plain_number(threshold)}", found.probability(threshold))]
    if _has_headline(found, headline):
        chances.append(_chance(f"headline of {found.headline(headline)} reached", found.probability_of(headline)))
    return "\n".join([
        found.case.title,
        found.text,
        "",
        table(heads, rows, right=[1, 2, 3, 4]),
        "",
        *chances,
        f"{found.count:,} cases, seed {found.seed}, {numbers}",
        *(f"{'warning' if note in found.warnings else 'note'}: {note.text}" for note in found.notes),
    ])  # fmt: skip


def _chance(words: str, estimate: Any) -> str:
    error = share_text(float(f"{estimate.standard_error:.2g}"))
    return f"{words}: {estimate.text} of draws (standard error {error})"


def _bar(draws: int) -> Progress | None:
    """Show progress on a terminal once a run has taken a while; elsewhere stay silent."""
    if not sys.stderr.isatty():
        return None
    start = time.monotonic()

    def show(done: int, wanted: int) -> None:
        if time.monotonic() - start > _LONG:
            end = "\r" if done < wanted else "\n"
            print(f"{done:,} of {wanted:,} draws", end=end, file=sys.stderr, flush=True)

    return show if draws > 0 else None


def _tornado(options: Namespace) -> int:
    case, catalogue = open_case(options)
    found = tornado(case, ranges=options.ranges, catalogue=catalogue)
    print(as_json(found.to_dict()) if options.json else tornado_text(found))
    return WELL


def tornado_text(found: Tornado) -> str:
    """Write a row for each uncertain number, the widest swing first."""
    if not found.bars:
        return f"no number of the case has a range; {_GIVE_RANGES}"
    rows = [[bar.label, *map(_short, (bar.low, bar.high, bar.at_low, bar.at_high, bar.swing))] for bar in found.bars]
    heads = ["number", "5 % point", "95 % point", "ratio at 5 %", "ratio at 95 %", "swing"]
    origins = dict.fromkeys(bar.origin for bar in found.bars)
    return "\n".join([
        found.case.title,
        f"ratio {_short(found.central)} with every number at its value",
        "",
        table(heads, rows, right=[1, 2, 3, 4, 5]),
        "",
        *(f"ranges: {origin}" for origin in origins),
    ])  # fmt: skip


def _switching(options: Namespace) -> int:
    case, catalogue = open_case(options)
    found = switching_values(case, options.target, catalogue=catalogue)
    print(as_json(found.to_dict()) if options.json else switching_text(found))
    return WELL


def switching_text(found: SwitchingValues) -> str:
    """Write a line for each number, the most fragile first."""
    goal = f"ratio {_short(found.central)}; each number alone, all else at its value, for a ratio of {plain_number(found.target)}"
    return "\n".join([found.case.title, goal, "", *(_row_text(row) for row in found.rows)])


def _row_text(row: SwitchingValue) -> str:
    """Say of a value that flips the answer whether it lies in the number's own range."""
    if row.switches_at is None or row.plausible is None:
        return row.text
    return f"{row.text}, {'within' if row.plausible else 'outside'} its range"


def _short(value: float) -> str:
    """Write a number of any kind with as many digits as a table can bear."""
    return plain_number(float(f"{value:.4g}"))
