"""The yearly review of a framework's measures, and what has been published of its use."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import Any, Literal, TypeAlias

from sroi.catalogue import Catalogue, load
from sroi.errors import NotFoundError
from sroi.model.framework import ProcurementFacts
from sroi.procurement.delivery import Status, status
from sroi.procurement.ledger import Ledger

Use: TypeAlias = Literal["delivered", "shown, not verified", "agreed, nothing shown", "never used"]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How one measure was used.

    Args:
        measure: id.
        title: of the measure.
        agreements: how many promise it.
        units: what they count.
        promised: quantity by unit.
        verified: quantity by unit.
        verified_value: pounds of verified social value.
        use: delivered, shown and not verified, agreed and nothing shown, or never used.

    """

    measure: str
    title: str
    agreements: int
    units: tuple[str, ...]
    promised: tuple[float, ...]
    verified: tuple[float, ...]
    verified_value: float
    use: Use


def annual_review(
    ledger: Ledger, *, framework: str = "knowsley", period: str | None = None, catalogue: Catalogue | None = None
) -> tuple[Reviewed, ...]:
    """Review a framework: which of its measures were used, which delivered, which never.

    Args:
        ledger: every agreement of the authority, with what was recorded.
        framework: id.
        period: what was delivered in this period alone; all when absent.
        catalogue: where the framework is looked up; the package's own by default.

    Returns:
        A row for each measure of the framework, in its order, those never used among them.

    Raises:
        NotFoundError: no such framework.

    References:
        knowsley-social-sector-2014

    Examples:
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> bids = procurement.read_bids("docs/examples/tender_young_carers_bids.csv", tender)
        >>> ledger = procurement.Ledger.of([procurement.award(tender, bids[0])])
        >>> [(one.measure, one.use) for one in annual_review(ledger)][:2]
        [('knowsley/1', 'agreed, nothing shown'), ('knowsley/2', 'never used')]

    """
    rows = status(ledger, period=period)
    measures = (catalogue or load()).framework(framework).measures
    return tuple(_reviewed(id_, one.title, [row for row in rows if row.measure == id_]) for id_, one in measures.items())


def _reviewed(measure: str, title: str, rows: list[Status]) -> Reviewed:
    units = tuple(dict.fromkeys(row.unit for row in rows))
    sums = {
        name: tuple(sum(getattr(row, name) for row in rows if row.unit == unit) for unit in units)
        for name in ("promised", "verified")
    }
    value = fsum(row.verified_value or 0.0 for row in rows)
    agreements = len({row.contract for row in rows})
    return Reviewed(measure, title, agreements, units, sums["promised"], sums["verified"], value, _use(rows))


def _use(rows: list[Status]) -> Use:
    if not rows:
        return "never used"
    if any(row.verified > 0 for row in rows):
        return "delivered"
    return "shown, not verified" if any(row.evidenced > 0 for row in rows) else "agreed, nothing shown"


NOT_PUBLISHED = "not published"


def published_contracts(framework: str = "knowsley", *, catalogue: Catalogue | None = None) -> list[dict[str, Any]]:
    """List the contracts that a framework's publisher says it used the framework in.

    Contracts that it counts and does not name are rows too, with the service ``not published`` and no value.

    Args:
        framework: id.
        catalogue: where it is looked up; the package's own by default.

    Returns:
        A row for each contract, as plain data: period, place, service, ``value_gbp``, ``printed``, source.

    Raises:
        NotFoundError: the framework has published no contracts (``contracts-not-published``).

    The convention that bites: the values are what was printed; the period that a value covers is not.

    References:
        knowsley-social-sector-2014

    Examples:
        >>> rows = published_contracts()
        >>> len(rows), sum(row["value_gbp"] for row in rows if row["value_gbp"] is not None)
        (17, 20800000)

    """
    facts = _facts(framework, catalogue)
    if facts.contracts is None:
        raise NotFoundError(
            f"'{framework}' has published no contracts", code="contracts-not-published", fix="use another framework"
        )
    contracts = facts.contracts
    named = [(one.service, one.value_gbp, one.printed) for one in contracts.items]
    unnamed = [(NOT_PUBLISHED, None, None)] * (contracts.total_contracts - len(named))
    shared = {"period": contracts.period, "source": facts.source}
    return [
        {**shared, "number": number, "service": service, "value_gbp": value, "printed": printed}
        for number, (service, value, printed) in enumerate([*named, *unnamed], 1)
    ]


def published_transfers(framework: str = "knowsley", *, catalogue: Catalogue | None = None) -> list[dict[str, Any]]:
    """List the assets that a framework's publisher says it transferred on condition of social value.

    Args:
        framework: id.
        catalogue: where it is looked up; the package's own by default.

    Returns:
        A row for each kind of asset, as plain data: asset, count, condition, source.

    Raises:
        NotFoundError: the framework has published no transfers (``transfers-not-published``).

    References:
        knowsley-social-sector-2014

    Examples:
        >>> sum(row["count"] for row in published_transfers())
        9

    """
    facts = _facts(framework, catalogue)
    if facts.asset_transfers is None:
        raise NotFoundError(
            f"'{framework}' has published no transfers", code="transfers-not-published", fix="use another framework"
        )
    condition = facts.asset_transfers.get("condition")
    counted = [(name, count) for name, count in facts.asset_transfers.items() if isinstance(count, int)]
    return [{"asset": name, "count": count, "condition": condition, "source": facts.source} for name, count in counted]


def _facts(framework: str, catalogue: Catalogue | None) -> ProcurementFacts:
    facts = (catalogue or load()).framework(framework).procurement
    if facts is None:
        raise NotFoundError(f"'{framework}' says nothing of buying", code="rules-not-found", fix="use another framework")
    return facts
