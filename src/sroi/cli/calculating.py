"""``calculate``, ``reproduce`` and ``explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi.catalogue import data_folder
from sroi.claims.reproduce import reproduce, reproduction_text
from sroi.cli.opening import add_file, add_folder, open_case, open_cases, open_catalogue
from sroi.cli.text import as_json, table
from sroi.valuation import Result, calculate, what_if
from sroi.valuation.told import result_text

if TYPE_CHECKING:
    from argparse import Namespace

WELL, FOUND = 0, 1


def add(commands: Any) -> None:
    """Add the commands of this module."""
    one = commands.add_parser("calculate", help="value a case: its ratio and the pounds behind it")
    add_file(one)
    one.add_argument("--scenario", metavar="ID", help="value the case as one of its scenarios has it")
    one.add_argument("--json", action="store_true", help="print every figure as JSON")
    one.set_defaults(run=_calculate)
    two = commands.add_parser("reproduce", help="set printed figures beside calculated ones")
    two.add_argument(
        "files", metavar="FILE", nargs="*", help="case files with a `published` block; the bundled studies when none is given"
    )
    add_folder(two)
    two.add_argument("--json", action="store_true", help="print the comparison as JSON")
    two.set_defaults(run=_reproduce)
    three = commands.add_parser("explain", help="follow one outcome from quantity to present value")
    add_file(three)
    three.add_argument("outcome", metavar="OUTCOME", help="id of the outcome")
    three.add_argument("--json", action="store_true", help="print the steps as JSON")
    three.set_defaults(run=_explain)


def _calculate(options: Namespace) -> int:
    case, catalogue = open_case(options)
    if options.scenario:
        case = what_if(case, options.scenario, catalogue=catalogue)
    result = calculate(case, catalogue=catalogue)
    print(as_json(result.to_dict()) if options.json else result_text(result, table))
    return WELL


def _reproduce(options: Namespace) -> int:
    files = options.files or sorted((data_folder() / "published").glob("*.yaml"))
    catalogue = open_catalogue(options)
    found = [reproduce(case, catalogue=catalogue) for case in open_cases(files, catalogue)]
    print(as_json({"cases": [one.to_dict() for one in found]}) if options.json else reproduction_text(found, table))
    return FOUND if any(one.missed for one in found) else WELL


def _explain(options: Namespace) -> int:
    case, catalogue = open_case(options)
    result = calculate(case, catalogue=catalogue)
    text = result.explain(options.outcome)
    print(as_json(_steps(result, options.outcome)) if options.json else text)
    return WELL


def _steps(result: Result, name: str) -> Any:
    """Give the steps of an outcome as plain data, or the figures about money in the area."""
    if name in result.outcomes:
        return [step.to_dict() for step in result.outcomes[name].steps]
    return result.to_dict()["local_economy"]
