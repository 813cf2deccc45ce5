"""A result as a terminal shows it: the headline, the lines, the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sroi.model.text import Layout, money_text, rounded, table_text

if TYPE_CHECKING:
    from sroi.valuation.result import Result


def result_text(result: Result, table: Layout = table_text) -> str:
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
        *_local_lines(result, table),
        *_local(result, table),
        *(f"note: {note}" for note in case.notes),
    ])  # fmt: skip


def _headline(result: Result) -> str:
    if result.no_ratio:
        return f"no ratio: {result.no_ratio}"
    return f"{result.ratio.text}   ({result.case.stage}, {result.case.price_year} prices, {result.case.perspective})"


def _local_lines(result: Result, table: Layout) -> list[str]:
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


def _local(result: Result, table: Layout) -> list[str]:
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
