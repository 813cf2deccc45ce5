"""Promised against delivered: in units and in pounds, by contract, provider, sector, measure or period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from math import fsum
from typing import Any, Literal, TypeAlias

from sroi.errors import InvalidArgumentError
from sroi.procurement.agreements import Agreement, Promise
from sroi.procurement.ledger import Entry, Ledger
from sroi.procurement.tenders import Band

State: TypeAlias = Literal["nothing shown", "to be verified", "behind", "as promised", "ahead"]

BY = ("contract", "provider", "sector", "context", "measure", "side", "period")
WHOLE = "whole term"
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Status:
    """What was promised and delivered under one measure of one contract, in one period.

    Args:
        contract: id of the agreement.
        provider: who delivers.
        sector: of the provider; empty where none is given.
        context: contract, asset-transfer and so on.
        measure: id.
        side: core or added; empty where none is given.
        period: as promised; ``whole term`` where the promise names no periods.
        unit: what is counted.
        promised: quantity; 0 for a period in which nothing was promised.
        evidenced: quantity that evidence was shown for.
        verified: quantity that was checked.
        variance: verified less promised, in units.
        promised_value: pounds; None where the agreement gives none, or they are local-economy pounds.
        verified_value: pounds.
        variance_value: pounds.
        state: nothing shown, to be verified, behind, as promised, or ahead.

    """

    contract: str
    provider: str
    sector: str
    context: str
    measure: str
    side: str
    period: str
    unit: str
    promised: float
    evidenced: float
    verified: float
    variance: float
    promised_value: float | None
    verified_value: float | None
    variance_value: float | None
    state: State

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain data."""
        return asdict(self)


def status(ledger: Ledger, *, period: str | None = None) -> tuple[Status, ...]:
    """Set what was delivered against what was promised, a row for each contract, measure and period.

    ``variance = verified − promised``, in units, and times the worth of one unit in pounds.

    Args:
        ledger: agreements with what was recorded.
        period: rows and deliveries of this period alone; a promise without periods keeps its whole quantity.

    Returns:
        A row for each period of a promise, and for each in which something was delivered unpromised.

    The convention that bites: what is evidenced and not yet verified counts as nothing; the state says so.

    Examples:
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> bids = procurement.read_bids("docs/examples/tender_young_carers_bids.csv", tender)
        >>> ledger = procurement.Ledger.of([procurement.award(tender, bids[0])])
        >>> first = status(ledger)[0]
        >>> first.measure, first.period, first.promised, first.state
        ('knowsley/4', '2026/27', 1.0, 'nothing shown')

    """
    entries = [one for one in ledger.entries.values() if period in {None, one.period}]
    rows = [row for one in ledger.agreements.values() for promise in one.promises for row in _rows(entries, one, promise)]
    return tuple(row for row in rows if period is None or row.period in {period, WHOLE})


def _rows(recorded: Sequence[Entry], agreement: Agreement, promise: Promise) -> Iterator[Status]:
    entries = [one for one in recorded if (one.contract, one.measure) == (agreement.id, promise.measure)]
    if not promise.delivery:
        yield _status(agreement, promise, WHOLE, promise.quantity, entries)
        return
    for period in dict.fromkeys([*promise.delivery, *sorted(one.period for one in entries)]):
        mine = [one for one in entries if one.period == period]
        yield _status(agreement, promise, period, promise.delivery.get(period, 0.0), mine)


def _status(agreement: Agreement, promise: Promise, period: str, promised: float, entries: Sequence[Entry]) -> Status:
    evidenced = fsum(one.evidenced for one in entries)
    verified = fsum(one.verified or 0.0 for one in entries)
    worth = None if promise.local else promise.worth
    return Status(
        contract=agreement.id,
        provider=agreement.provider,
        sector=agreement.sector or "",
        context=agreement.context,
        measure=promise.measure,
        side=promise.side or "",
        period=period,
        unit=promise.unit,
        promised=promised,
        evidenced=evidenced,
        verified=verified,
        variance=verified - promised,
        promised_value=_pounds(promised, worth),
        verified_value=_pounds(verified, worth),
        variance_value=_pounds(verified - promised, worth),
        state=_state(promised, verified, entries),
    )


def _pounds(quantity: float, worth: float | None) -> float | None:
    return None if worth is None else quantity * worth


def _state(promised: float, verified: float, entries: Sequence[Entry]) -> State:
    if not entries:
        return "nothing shown"
    if any(one.verified is None for one in entries):
        return "to be verified"
    if abs(verified - promised) <= _SLACK * max(1.0, promised):
        return "as promised"
    return "behind" if verified < promised else "ahead"


def by(rows: Iterable[Status], *keys: str) -> list[dict[str, Any]]:
    """Roll statuses up: by contract, provider, sector, context, measure, side or period.

    Args:
        rows: what :func:`status` gave.
        keys: one or several of the columns named above.

    Returns:
        A row for each group, as plain data: pounds promised, verified and their variance, the rows that carry pounds
        and those that do not, and how many rows are in each state. Pounds are None where no row carries any.
        Units differ between measures, so quantities are added up only where ``measure`` is among the keys.

    Raises:
        InvalidArgumentError: no key, or one that is not a column (``unknown-key``).

    Examples:
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> bids = procurement.read_bids("docs/examples/tender_young_carers_bids.csv", tender)
        >>> ledger = procurement.Ledger.of([procurement.award(tender, bids[0])])
        >>> by(status(ledger), "provider")[0]["states"]
        {'nothing shown': 4}

    """
    if not keys or set(keys) - set(BY):
        fix = f"use {', '.join(BY)}"
        raise InvalidArgumentError(f"{keys!r} are not columns to roll up by", code="unknown-key", where="keys", fix=fix)
    groups: dict[tuple[str, ...], list[Status]] = {}
    for row in rows:
        groups.setdefault(tuple(getattr(row, key) for key in keys), []).append(row)
    return [_rolled(dict(zip(keys, group, strict=True)), members) for group, members in sorted(groups.items())]


def _rolled(keys: dict[str, str], rows: Sequence[Status]) -> dict[str, Any]:
    names = ("promised", "evidenced", "verified", "variance") if "measure" in keys else ()
    valued = [row for row in rows if row.promised_value is not None]
    money = ("promised_value", "verified_value", "variance_value")
    states = {state: sum(row.state == state for row in rows) for state in dict.fromkeys(row.state for row in rows)}
    return {
        **keys,
        **{name: fsum(getattr(row, name) for row in rows) for name in names},
        **{name: fsum(getattr(row, name) for row in valued) if valued else None for name in money},
        "rows": len(rows),
        "rows_without_pounds": len(rows) - len(valued),
        "states": states,
    }


def kpi_notice(
    ledger: Ledger, period: str, *, threshold: float = 5_000_000, ratings: Sequence[tuple[Band, str]] = ()
) -> list[dict[str, Any]]:
    """List the fields of a notice on key performance indicators, for contracts above a threshold.

    ``share_of_target = verified / promised`` of the period.

    Args:
        ledger: agreements with what was recorded.
        period: of the notice.
        threshold: pounds of contract above which indicators are published; contracts at or below it are left out.
        ratings: bands of the share of target, rising, each with the words the authority uses; without them nothing
            is rated. A rating is the authority's judgement: none is built in.

    Returns:
        A row for each indicator, as plain data. ``share_of_target`` and ``rating`` are None where nothing was
        promised for the period, or where what was shown has not been verified.

    The convention that bites: an indicator whose promise names no periods has no target for one, and says so by None;
    what was delivered in the period still stands.

    Examples:
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> bids = procurement.read_bids("docs/examples/tender_young_carers_bids.csv", tender)
        >>> ledger = procurement.Ledger.of([procurement.award(tender, bids[0])])
        >>> notice = kpi_notice(ledger, "2026/27", threshold=0)[0]
        >>> notice["indicator"], notice["target"], notice["share_of_target"]
        ('knowsley/4', 1.0, 0.0)

    """
    large = {one.id for one in ledger.agreements.values() if (one.contract_value or 0) > threshold}
    return [_notice(ledger, row, ratings) for row in status(ledger, period=period) if row.contract in large]


def _notice(ledger: Ledger, row: Status, ratings: Sequence[tuple[Band, str]]) -> dict[str, Any]:
    agreement = ledger.agreements[row.contract]
    known = row.period != WHOLE and row.promised > 0 and row.state != "to be verified"
    share = row.verified / row.promised if known else None
    words = [name for band, name in ratings if share is not None and share >= band.start]
    return {
        "authority": agreement.authority,
        "contract": row.contract,
        "title": agreement.title,
        "supplier": row.provider,
        "contract_value": agreement.contract_value,
        "period": row.period,
        "indicator": row.measure,
        "unit": row.unit,
        "target": row.promised if row.period != WHOLE else None,
        "delivered": row.verified,
        "share_of_target": share,
        "rating": words[-1] if words else None,
        "state": row.state,
    }


def against_consideration(ledger: Ledger, contract: str) -> dict[str, Any]:
    """Set verified social value against the rent or price that the public gave up for it.

    ``ratio = verified pounds / (market − paid)``.

    Args:
        ledger: agreements with what was recorded.
        contract: id of an agreement with a consideration, such as an asset transfer at a peppercorn rent.

    Returns:
        Plain data: ``market``, ``paid``, ``forgone``, ``promised_value``, ``verified_value``, ``ratio`` and
        ``measures_without_pounds``. The ratio is None where nothing was forgone.

    Raises:
        InvalidArgumentError: no such agreement, or it has no consideration (``no-consideration``).

    The convention that bites: both sides are in the agreement's prices and undiscounted over its term; measures
    followed in units alone are named and not counted.

    Examples:
        >>> from sroi import procurement
        >>> centre = procurement.read_agreement("docs/examples/tender_asset_transfer.yaml")
        >>> against_consideration(procurement.Ledger.of([centre]), "community-centre")["forgone"]
        59995.0

    """
    agreement = ledger.agreements.get(contract)
    if agreement is None or agreement.consideration is None:
        fix = "give the agreement a consideration: {market: …, paid: …, basis: …}"
        raise InvalidArgumentError(f"'{contract}' gives nothing up", code="no-consideration", where="contract", fix=fix)
    rows = [row for row in status(ledger) if row.contract == contract]
    given = agreement.consideration
    verified = fsum(row.verified_value or 0.0 for row in rows)
    return {
        "contract": contract,
        "context": agreement.context,
        "market": given.market,
        "paid": given.paid,
        "forgone": given.forgone,
        "promised_value": fsum(row.promised_value or 0.0 for row in rows),
        "verified_value": verified,
        "ratio": verified / given.forgone if given.forgone else None,
        "measures_without_pounds": list(dict.fromkeys(row.measure for row in rows if row.promised_value is None)),
    }
