"""``simulate``, ``tornado`` and ``switching``."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from sroi.cli.opening import add_file, open_case
from sroi.cli.text import as_json, table, whole_number
from sroi.uncertainty import simulate, switching_values, tornado
from sroi.uncertainty.told import has_headline, simulation_text, tornado_text

if TYPE_CHECKING:
    from argparse import Namespace

    from sroi.uncertainty import Simulation
    from sroi.uncertainty.simulation import Progress

WELL = 0
_LONG = 2.0
_EVERYTHING = ("ratio", "net_present_value", "present_value", "outcomes", "stakeholders")


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
    print(as_json(_data(found, options)) if options.json else simulation_text(found, options.threshold, options.headline, table))
    return WELL


def _data(found: Simulation, options: Namespace) -> dict[str, Any]:
    """Add the two chances that were asked for to the figures."""
    above = found.probability(options.threshold)
    chances = {"threshold": options.threshold, "value": above.value, "standard_error": above.standard_error}
    data = found.to_dict() | {"probability_above_threshold": chances}
    if has_headline(found, options.headline):
        reached = found.probability_of(options.headline)
        told = {"headline": found.headline(options.headline), "value": reached.value, "standard_error": reached.standard_error}
        data["probability_of_headline"] = told
    return data


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
    print(as_json(found.to_dict()) if options.json else tornado_text(found, table))
    return WELL


def _switching(options: Namespace) -> int:
    case, catalogue = open_case(options)
    found = switching_values(case, options.target, catalogue=catalogue)
    print(as_json(found.to_dict()) if options.json else found)
    return WELL
