"""``calculate``, ``reproduce`` and ``explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi.catalogue import data_folder
from sroi.claims.reproduce import Reproduction, reproduce
from sroi.cli.opening import add_file, add_folder, open_case, open_cases, open_catalogue
from sroi.cli.text import as_json, table
from sroi.model.text import money_text, rounded
from sroi.valuation import Result, calculate, what_if

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
    print(as_json(result.to_dict()) if options.json else result_text(result))
    return WELL


def result_text(result: Result) -> str:
    """Write the headline of a result, its totals, its lines, and what was left out."""
    case, currency = result.case, result.case.currency
    rows = [
        [
            line.id,
            line.outcome.stakeholder,
            *(money_text(value, currency) for value in (line.gross, line.net, line.present_value)),
        ]
        for line in result.outcomes.values()
    ]
    return "\n".join([
        case.title,
        _headline(result),
        "",
        table(["outcome", "stakeholder", "gross", "net", "present value"], rows, right=[2, 3, 4]),
        "",
        *_totals(result),
        *(f"left out of the total: {line.id}: {line.left_out}" for line in result.outcomes.values() if line.left_out),
        *_local_lines(result),
        *_local(result),
        *(f"note: {note}" for note in case.notes),
    ])  # fmt: skip


def _headline(result: Result) -> str:
    if result.no_ratio:
        return f"no ratio: {result.no_ratio}"
    return f"{result.ratio.text}   ({result.case.stage}, {result.case.price_year} prices, {result.case.perspective})"


def _local_lines(result: Result) -> list[str]:
    """Write what lines in local-economy pounds come to, apart from the ratio and from each other."""
    lines = [result.outcomes[name] for name in result.local_lines]
    if not lines:
        return []
    currency, area = result.case.currency, result.case.area or "area not stated"
    head = f"local-economy pounds of single lines, {area}, {result.case.price_year} prices; no part of the ratio, never added up"
    rows = [
        [line.id, line.priced.title, *(money_text(value, currency) for value in (line.net, line.present_value))] for line in lines
    ]
    return ["", head, table(["outcome", "proxy", "net, one year", "present value"], rows, right=[2, 3])]


def _local(result: Result) -> list[str]:
    """Write what was put into the local economy, apart from the ratio."""
    local = result.local_economy
    if local is None:
        return []
    rows = [[figure.letter, figure.title, figure.text, figure.convention or figure.method] for figure in local.figures]
    head = f"value put into the local economy of {local.area}, {local.price_year} prices; no part of the ratio, never added up"
    not_counted = [f"not counted: {line}" for line in local.left_out]
    caveats = dict.fromkeys([*local.caveats, *(line for figure in local.figures for line in figure.caveats)])
    shown = table(["", "figure", "value", "method"], rows, right=[2])
    return ["", head, shown, *not_counted, *(f"caveat: {line}" for line in caveats)]


def _totals(result: Result) -> list[str]:
    currency = result.case.currency
    never = "never within the years of the case"
    payback = never if result.payback_years is None else f"{rounded(result.payback_years, 1)} years"
    return [
        f"present value      {money_text(result.present_value, currency)}",
        f"total input        {money_text(result.total_input, currency)}",
        f"net present value  {money_text(result.net_present_value, currency)}",
        *([] if result.no_ratio else [f"payback            {payback}"]),
        f"discounting        {result.discounting.text}",
        f"data edition       {result.edition}",
        f"fingerprint        {result.fingerprint}",
    ]


def _reproduce(options: Namespace) -> int:
    files = options.files or sorted((data_folder() / "published").glob("*.yaml"))
    catalogue = open_catalogue(options)
    found = [reproduce(case, catalogue=catalogue) for case in open_cases(files, catalogue)]
    print(as_json({"cases": [one.to_dict() for one in found]}) if options.json else reproduction_text(found))
    return FOUND if any(one.missed for one in found) else WELL


def reproduction_text(found: list[Reproduction]) -> str:
    """Write one row for each study, then every figure that missed and every known misprint."""
    rows = [
        [one.case.id, *(str(len(group)) for group in (one.checked, one.matched, one.missed)), one.result.ratio.text]
        for one in found
    ]
    details = [
        f"{one.case.id}: {comparison.figure}: printed {comparison.published}, calculated {comparison.calculated}"
        + (f" (known misprint: {comparison.misprint})" if comparison.misprint else "")
        for one in found
        for comparison in (*one.missed, *one.known_misprints)
    ]
    checked, matched = sum(len(one.checked) for one in found), sum(len(one.matched) for one in found)
    foot = f"{matched} of {checked} printed figures reproduced, each to half of its last printed digit"
    heads = ["study", "figures checked", "matched", "missed", "ratio"]
    return "\n".join([table(heads, rows, right=[1, 2, 3, 4]), "", *details, foot])


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
