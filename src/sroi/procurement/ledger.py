"""What was delivered, once each: a ledger that can be replayed, merged and given in twice without growing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import Field, ValidationError, model_validator

from sroi.documents import Document, faults_of
from sroi.errors import Fault, InvalidDataError
from sroi.mapping.rows import Reader, Row
from sroi.mapping.sources import read_sheets
from sroi.model.base import Record, Text, refuse
from sroi.model.numbers import Number
from sroi.procurement.agreements import Agreement

_SLACK = 1e-9


class Key(NamedTuple):
    """What makes a delivery one thing: recorded again under the same key, it is the same thing."""

    contract: str
    measure: str
    period: str
    group: str


class Entry(Record):
    """What one group of people gained under one measure of one contract in one period.

    Args:
        contract: id of the agreement.
        measure: id.
        period: such as ``2026/27``.
        group: the beneficiaries, such as ``young carers aged 11 to 15``.
        evidenced: quantity that the provider has shown evidence for, in the agreement's unit.
        evidence: what was shown.
        verified: quantity that somebody else has checked; None until then.
        verified_by: who checked it.
        date: when it was recorded, as text.
        revision: a later one takes the place of an earlier one under the same key.
        note: why it was revised, or what else is to know.

    """

    contract: Text
    measure: Text
    period: Text
    group: Text
    evidenced: Annotated[Number, Field(ge=0)]
    evidence: Text
    verified: Annotated[Number, Field(ge=0)] | None = None
    verified_by: Text | None = None
    date: Text | None = None
    revision: Annotated[int, Field(ge=1)] = 1
    note: Text | None = None

    @model_validator(mode="after")
    def _checked(self) -> Entry:
        if self.verified is not None and self.verified > self.evidenced:
            fix = "verify no more than was evidenced, or raise `evidenced`"
            raise refuse("verified-above-evidence", f"{self.verified:g} verified of {self.evidenced:g} evidenced", fix)
        if (self.verified is None) != (self.verified_by is None):
            raise refuse("verifier-missing", "a verified quantity and who verified it go together", "give both, or neither")
        return self

    @property
    def key(self) -> Key:
        """What makes it one thing."""
        return Key(self.contract, self.measure, self.period, self.group)


class Donation(Record):
    """Verified quantity that a provider gives to a body, which counts it in the provider's place once it recognises it.

    Args:
        contract: id of the agreement; with measure, period and group the key of an entry.
        measure: id.
        period: of the entry.
        group: of the entry.
        body: who receives it, such as a foundation or a council for voluntary service.
        quantity: in the agreement's unit, at most what was verified.
        recognised: whether the body has taken it up; until then the provider counts it.
        revision: a later one takes the place of an earlier one to the same body.
        note: what else is to know.

    """

    contract: Text
    measure: Text
    period: Text
    group: Text
    body: Text
    quantity: Annotated[Number, Field(ge=0)]
    recognised: bool = False
    revision: Annotated[int, Field(ge=1)] = 1
    note: Text | None = None

    @property
    def entry(self) -> Key:
        """Key of the entry that it is part of."""
        return Key(self.contract, self.measure, self.period, self.group)

    @property
    def key(self) -> tuple[Key, str]:
        """What makes it one donation."""
        return self.entry, self.body


Kind = TypeVar("Kind", Entry, Donation)


@dataclass(frozen=True, slots=True)
class Held:
    """Verified quantity and pounds that one body counts, of one entry.

    Args:
        key: of the entry.
        body: the provider, or the body that recognised a donation.
        donated: whether it came by donation.
        quantity: in the agreement's unit.
        value: pounds; None where the agreement gives the measure no pounds, or they are local-economy pounds.

    """

    key: Key
    body: str
    donated: bool
    quantity: float
    value: float | None


@dataclass(frozen=True)
class Ledger:
    """Agreements, what was delivered under them, and who counts it. Frozen: recording gives a new ledger.

    Args:
        agreements: by id.
        entries: by key, the latest revision of each.
        donations: by entry and body, the latest revision of each.

    """

    agreements: Mapping[str, Agreement]
    entries: Mapping[Key, Entry]
    donations: Mapping[tuple[Key, str], Donation]

    @classmethod
    def of(cls, agreements: Iterable[Agreement]) -> Ledger:
        """Open a ledger for agreements.

        Raises:
            InvalidDataError: two agreements of one id (``agreement-twice``), or pounds of several currencies or price
                years, which cannot be added (``pounds-differ``).

        """
        every = list(agreements)
        if faults := list(_unalike(every)):
            raise InvalidDataError.of(faults)
        by_id = {one.id: one for one in every}
        return cls(MappingProxyType(by_id), MappingProxyType({}), MappingProxyType({}))

    def record(self, *records: Entry | Donation) -> Ledger:
        """Record deliveries and donations; what is recorded already changes nothing.

        Entries may come in any order and any number of times: of each key the latest revision stands.
        ``Σ donations of an entry ≤ its verified quantity``.

        Args:
            records: entries and donations.

        Returns:
            A new ledger.

        Raises:
            InvalidDataError: everything that is wrong: an unknown contract or measure, two different entries of one
                key and revision, or more donated than was verified.

        The convention that bites: another figure under a key that stands is refused unless its revision is higher;
        a correction is said, never slipped in.

        """
        faults: list[Fault] = []
        entries = _latest(self.entries, [one for one in records if isinstance(one, Entry)], faults)
        donations = _latest(self.donations, [one for one in records if isinstance(one, Donation)], faults)
        made = Ledger(self.agreements, MappingProxyType(entries), MappingProxyType(donations))
        faults += [*_foreign(made), *_over_donated(made)]
        if faults:
            raise InvalidDataError.of(faults)
        return made

    def worth(self, key: Key) -> float | None:
        """Pounds of social value of one unit under a key; None where the agreement gives none."""
        promise = self.agreements[key.contract].promise(key.measure)
        return None if promise.local else promise.worth

    def verified(self, key: Key) -> float:
        """Verified quantity under a key; 0 until somebody has checked it."""
        entry = self.entries.get(key)
        return (entry.verified or 0.0) if entry else 0.0

    def held(self) -> tuple[Held, ...]:
        """Say who counts what: each verified unit stands with exactly one body.

        A donation moves to the body once it is recognised; what is left stays with the provider.
        """
        return tuple(one for key in self.entries for one in _held(self, key))

    def total(self, body: str | None = None) -> float:
        """Pounds of verified social value, of one body or of all.

        Args:
            body: a provider, or a body that recognised donations; all when absent.

        Returns:
            ``Σ verified quantity × worth of one unit``. Over all bodies it is what was verified, donated or not.

        """
        return fsum(one.value for one in self.held() if one.value is not None and body in {None, one.body})

    def rows(self) -> list[dict[str, Any]]:
        """Give a row for each body's part of each entry, as plain data."""
        return [
            {**one.key._asdict(), "body": one.body, "donated": one.donated, "quantity": one.quantity, "value": one.value}
            for one in self.held()
        ]


def read_entries(source: Any) -> tuple[Entry, ...]:
    """Read deliveries from a table: one row for each contract, measure, period and group.

    Columns are the fields of :class:`Entry`.

    Args:
        source: a path (.csv, .xlsx, .yaml, .json), a data frame of any library, or a list of records.

    Raises:
        FileUnreadableError: a file that cannot be read.
        InvalidCaseError: a table without the headings it needs.
        InvalidDataError: everything else that is wrong, with row and column.

    The convention that bites: a blank ``verified`` means that nobody has checked yet; 0 means checked and none found.

    Examples:
        >>> read_entries("docs/examples/tender_deliveries.csv")[0].verified
        3.0

    """
    faults: list[Fault] = []
    read = [_entry(row, faults) for row in read_sheets(source).rows]
    if faults:
        raise InvalidDataError.of(faults)
    return tuple(one for one in read if one is not None)


def _entry(row: Row, faults: list[Fault]) -> Entry | None:
    reader = Reader(row, faults)
    numbers = {name: reader.number(name) for name in ("evidenced", "verified", "revision")}
    texts = {name: reader.text(name) for name in row.cells if name not in numbers}
    data: dict[str, Any] = {name: value for name, value in texts.items() if value is not None}
    data |= {name: float(value) for name, value in numbers.items() if value is not None}
    if "revision" in data and data["revision"].is_integer():
        data["revision"] = int(data["revision"])
    try:
        return Entry.model_validate(data)
    except ValidationError as error:
        found = faults_of(error, Document(row.place, data), Entry.model_fields)
        faults += [fault for fault in found if not any(fault.where.endswith(name) for name in _unread(row, numbers))]
        return None


def _unread(row: Row, numbers: Mapping[str, object]) -> list[str]:
    """Name the cells that were complained of already when they were read."""
    return [name for name, value in numbers.items() if value is None and name in row.cells]


def _latest(known: Mapping[Any, Kind], added: Sequence[Kind], faults: list[Fault]) -> dict[Any, Kind]:
    """Keep of each key the latest revision; two that differ under one revision are a fault."""
    kept = dict(known)
    for one in added:
        before = kept.get(one.key)
        if before is None or one.revision > before.revision:
            kept[one.key] = one
        elif one.revision == before.revision and one != before:
            problem = f"{_where(one)} is recorded already, and differently"
            fix = f"give revision: {before.revision + 1} to correct it, or another group if it is another thing"
            faults.append(Fault("entry-differs", problem, "ledger", fix))
    return kept


def _where(one: Entry | Donation) -> str:
    to = f" to {one.body}" if isinstance(one, Donation) else ""
    return f"{one.contract}, {one.measure}, {one.period}, {one.group}{to}"


def _unalike(agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Find agreements that share an id, and pounds that cannot be added up."""
    ids = [one.id for one in agreements]
    for twice in dict.fromkeys(one for one in ids if ids.count(one) > 1):
        yield Fault("agreement-twice", f"{ids.count(twice)} agreements are called '{twice}'", "ledger", "give each its own id")
    priced = [one for one in agreements if any(promise.worth is not None for promise in one.promises)]
    kinds = dict.fromkeys(f"{one.currency} of {one.price_year}" for one in priced)
    if len(kinds) > 1:
        fix = "value every agreement in one currency and price year, or keep a ledger for each"
        yield Fault("pounds-differ", f"the agreements are valued in {', '.join(kinds)}", "ledger", fix)


def _foreign(ledger: Ledger) -> Iterator[Fault]:
    """Find entries of no agreement, or of a measure that it does not promise."""
    for key in ledger.entries:
        agreement = ledger.agreements.get(key.contract)
        if agreement is None:
            fix = f"use one of {', '.join(ledger.agreements)}"
            yield Fault("contract-not-found", f"no agreement has the id '{key.contract}'", "ledger", fix)
        elif key.measure not in {one.measure for one in agreement.promises}:
            fix = "promise it in the agreement first, if only with a quantity of 0"
            yield Fault("promise-not-found", f"{key.contract} promises nothing under '{key.measure}'", "ledger", fix)


def _over_donated(ledger: Ledger) -> Iterator[Fault]:
    """Find entries of which more was given away than verified."""
    given: dict[Key, float] = {}
    for one in ledger.donations.values():
        given[one.entry] = given.get(one.entry, 0.0) + one.quantity
    for key, quantity in given.items():
        verified = ledger.verified(key)
        if quantity > verified * (1 + _SLACK):
            problem = f"{', '.join(key)}: {quantity:.10g} donated of {verified:.10g} verified"
            yield Fault("donated-above-verified", problem, "ledger", "donate no more than was verified")


def _held(ledger: Ledger, key: Key) -> Iterator[Held]:
    worth, left = ledger.worth(key), ledger.verified(key)
    for one in ledger.donations.values():
        if one.entry == key and one.recognised:
            left -= one.quantity
            yield Held(key, one.body, True, one.quantity, None if worth is None else one.quantity * worth)  # noqa: FBT003 - a field
    yield Held(key, ledger.agreements[key.contract].provider, False, left, None if worth is None else left * worth)  # noqa: FBT003 - a field
