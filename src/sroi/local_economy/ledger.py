"""Spending ledgers: tables of suppliers and staff, of any data frame, read into the three rounds of LM3."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import fsum
from typing import TypeAlias

from sroi.errors import Fault
from sroi.local_economy.checks import raise_if_any, share_faults
from sroi.local_economy.columns import Columns, Table, convert, few, number, read_columns, share
from sroi.local_economy.places import Places, are_local, place_column
from sroi.local_economy.rounds import RoundLine, Rounds, respend_faults, within_income
from sroi.local_economy.tables import OUTSIDE, STAFF, respend_rates
from sroi.model.local_economy import Convention

Paid: TypeAlias = tuple[str, float, bool, float | None]
"""One payment: recipient, pounds, whether local, and its own re-spend rate if a survey gave one."""

_TAX = "tax on pay"
_SURVEY = "survey"
_NOTHING = "taken as 0 outside the area"
"""Why nothing comes back from a payment."""


def spending_rounds(
    suppliers: Table,
    *,
    staff: Table | None = None,
    places: Places | None = None,
    rates: Mapping[str, float] | None = None,
    outside_respend: float = 0.0,
    income: float | None = None,
    pay_after_tax: bool = True,
    convention: Convention = "score",
) -> Rounds:
    """Read a ledger of suppliers, and one of staff, into the three rounds of LM3.

    Each payment to somebody in the area counts in round 2. Round 3 takes the share that they spend in the area
    again: the row's own ``respend`` if there is one, else the survey's rate for the kind of recipient, else the
    published one. There is no published rate for resident staff.

    Formula: R1 = income, or all payments; R2 = Σ local payments; R3 = Σ payments × re-spend rate.

    Args:
        suppliers: columns ``amount`` (pounds; credits may be negative), ``local`` (yes or no) or ``place``, and for local
            rows ``recipient`` (a kind of the index of local re-spend rates) or ``respend`` (their own rate).
        staff: columns ``pay`` (pounds before tax), ``tax`` unless ``pay_after_tax`` is False, ``local`` or ``place``;
            ``respend`` may be there.
        places: postcodes or areas that are local, or a function from a place to yes or no; then ``place`` decides.
        rates: survey rates by recipient, 0 to 1, such as ``{"resident staff": 0.4}``.
        outside_respend: share of a pound paid outside the area that comes back, 0 to 1.
        income: round 1 in pounds; all payments where it is left out.
        pay_after_tax: count pay less tax in round 2, the usual practice; False counts the whole pay.
        convention: ``score`` or ``value_to_area``.

    Returns:
        The rounds, with one line for each kind of recipient and rate.

    Raises:
        InvalidArgumentError: columns, rows and rates that are missing or wrong, all at once.

    The convention that bites: what is local depends on the boundary, so the result means nothing without its area.

    References:
        nef-lm3, fsb-cles-2013, ptc-local-economies, nef-northumberland-2005.

    Examples:
        >>> ledger = {"amount": [400_000, 200_000, 400_000], "recipient": ["local SME", "larger local firm", ""],
        ...           "local": ["yes", "yes", "no"]}
        >>> round(spending_rounds(ledger).score, 3)
        1.932
    """
    own_rates = dict(rates or {})
    raise_if_any(share_faults(**own_rates, outside_respend=outside_respend))
    bought, faults = _suppliers(suppliers, places)
    employed, tax, more = ([], 0.0, []) if staff is None else _staff(staff, places, after_tax=pay_after_tax)
    raise_if_any([*faults, *more])
    raise_if_any([*_unknown_rates(bought, own_rates, "suppliers"), *_unknown_rates(employed, own_rates, "staff")])
    payments = [*bought, *employed]
    lines = tuple(_lines(payments, own_rates, outside_respend))
    lines += (RoundLine(_TAX, tax, local=False, rate=0.0, source=_NOTHING),) if tax else ()
    whole = fsum([*(paid[1] for paid in payments), tax]) if income is None else income
    return within_income(Rounds(whole, lines, convention))


def _suppliers(table: Table, places: Places | None) -> tuple[list[Paid], list[Fault]]:
    """Read the payments to suppliers."""
    name = "suppliers"
    columns = read_columns(table, name, needed=("amount", place_column(places)), optional=("recipient", "respend"))
    amounts, faults = convert(columns["amount"], f"{name}, amount", to=number, wanted="a plain number such as 1250.00")
    local, respend, more = _place_and_rate(columns, name, places)
    recipients = [_kind(value) for value in columns.get("recipient", [None] * len(local))]
    return list(zip(recipients, amounts, local, respend, strict=False)), [*faults, *more]


def _staff(table: Table, places: Places | None, *, after_tax: bool) -> tuple[list[Paid], float, list[Fault]]:
    """Read the pay of staff, and the tax that is taken off it before it can be spent."""
    name = "staff"
    needed = ("pay", *(("tax",) if after_tax else ()), place_column(places))
    columns = read_columns(table, name, needed=needed, optional=("respend",))
    pay, faults = convert(columns["pay"], f"{name}, pay", to=number, wanted="a plain number such as 1250.00")
    tax, more = (
        convert(columns["tax"], f"{name}, tax", to=number, wanted="a plain number such as 1250.00")
        if after_tax
        else ([0.0] * len(pay), [])
    )
    local, respend, others = _place_and_rate(columns, name, places)
    paid = [(STAFF, one - off, near, rate) for one, off, near, rate in zip(pay, tax, local, respend, strict=False)]
    return paid, fsum(tax), [*faults, *more, *others]


def _place_and_rate(columns: Columns, name: str, places: Places | None) -> tuple[list[bool], list[float | None], list[Fault]]:
    """Read what is local, and the re-spend rates that a survey found row by row."""
    local, faults = are_local(columns, name, places)
    respend = columns.get("respend", [None] * len(columns[place_column(places)]))
    rates, more = convert(respend, f"{name}, respend", to=share, wanted="a share from 0 to 1")
    return local, rates, [*faults, *more]


def _kind(recipient: object) -> str:
    """Write a kind of recipient as the index of re-spend rates writes it, whatever its capitals."""
    word = "" if recipient is None else str(recipient).strip()
    return _kinds().get(word.lower(), word)


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {name.lower(): name for name in respend_rates()}


def _unknown_rates(payments: Sequence[Paid], own_rates: Mapping[str, float], name: str) -> list[Fault]:
    """Report each kind of local recipient that has no rate, at the first row it stands in."""
    first: dict[str, int] = {}
    for row, (recipient, _, local, respend) in enumerate(payments, 1):
        if local and respend is None and recipient not in own_rates:
            first.setdefault(recipient, row)
    faults = [fault for recipient, row in first.items() for fault in respend_faults(recipient, f"{name}, row {row}")]
    return few(faults, name)


def _lines(payments: Sequence[Paid], own_rates: Mapping[str, float], outside_respend: float) -> Iterator[RoundLine]:
    """Add the payments up by recipient, place, rate and source."""
    groups: dict[tuple[str, bool, float, str], list[float]] = defaultdict(list)
    found: dict[tuple[str, bool, float | None], tuple[str, bool, float, str]] = {}
    for recipient, amount, local, respend in payments:
        key = (recipient, local, respend)
        if key not in found:
            found[key] = _group(recipient, own_rates, outside_respend, local=local, respend=respend)
        groups[found[key]].append(amount)
    for (recipient, local, rate, source), amounts in groups.items():
        yield RoundLine(recipient, fsum(amounts), local, rate, source)


def _group(
    recipient: str, own_rates: Mapping[str, float], outside_respend: float, *, local: bool, respend: float | None
) -> tuple[str, bool, float, str]:
    """Name the recipient of a payment, its re-spend rate and where that rate stands."""
    name = recipient if local or recipient == STAFF else OUTSIDE
    if respend is not None:
        return name or "supplier", local, respend, _SURVEY
    if not local:
        return name, local, outside_respend, _SURVEY if outside_respend else _NOTHING
    if recipient in own_rates:
        return name, local, own_rates[recipient], _SURVEY
    published = respend_rates()[recipient]
    return name, local, published.value, published.source
