"""The assumption register: whose each number is, since when, what it rests on; and numbers that move nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from sroi.assurance.figures import Entry, figures
from sroi.errors import SroiError
from sroi.model.case import InlineProxy
from sroi.model.numbers import Duration, Figure, Rate, Share
from sroi.model.shown import Shown
from sroi.valuation.calculate import calculate

if TYPE_CHECKING:
    import pandas as pd

    from sroi.catalogue import Catalogue
    from sroi.model.case import Case
    from sroi.valuation import OutcomeResult

Grade: TypeAlias = Literal["strong", "fair", "weak", "none"]

_CONFIDENCE: dict[str | None, Grade] = {"high": "strong", "medium": "fair", "low": "weak"}


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number of a case and what is known about it.

    Args:
        where: its place, such as ``outcomes.less-lonely.deadweight``.
        name: what it is, such as ``deadweight``.
        value: the number: a share 0 to 1, money in the case's currency, years, or a count.
        low: lower end of its range, or None.
        high: upper end of its range, or None.
        basis: what it rests on.
        source: where it stands.
        owner: who answers for it.
        date: when it was set.
        grade: how well it is evidenced, as far as the case says: ``strong``, ``fair``, ``weak`` or ``none``.

    """

    where: str
    name: str
    value: float
    low: float | None
    high: float | None
    basis: str
    source: str
    owner: str
    date: str
    grade: Grade

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return asdict(self)


@dataclass(frozen=True)
class Register(Shown, Sequence[Assumption]):
    """Every assumption of a case; behaves as a tuple of :class:`Assumption`.

    Args:
        case: id of the case.
        assumptions: in the order of the case.

    """

    case: str
    assumptions: tuple[Assumption, ...]

    @overload
    def __getitem__(self, place: int) -> Assumption: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Assumption, ...]: ...
    def __getitem__(self, place: int | slice) -> Assumption | tuple[Assumption, ...]:
        return self.assumptions[place]

    def __len__(self) -> int:
        return len(self.assumptions)

    def to_dict(self) -> dict[str, Any]:
        """Return the register as plain data."""
        return {"case": self.case, "assumptions": [one.to_dict() for one in self.assumptions]}

    def to_frame(self) -> pd.DataFrame:
        """Return a row for each assumption as a pandas data frame."""
        import pandas as pd  # noqa: PLC0415 - `import sroi` must not load pandas

        frame = pd.DataFrame.from_records([one.to_dict() for one in self.assumptions])
        return frame.astype({"value": "float64", "low": "Float64", "high": "Float64"})

    def __str__(self) -> str:
        """Return a line for each assumption."""
        return "\n".join(f"{one.where}: {one.value:g} ({one.grade}; {one.basis or 'no basis'})" for one in self.assumptions)


def assumption_register(case: Case, *, catalogue: Catalogue | None = None) -> Register:
    """List every number of a case with its owner, date, basis, source and evidence grade.

    Args:
        case: the case.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        One record for each number: discount rates, inputs, and each outcome's quantity, proxy, shares and duration.
        A proxy of the catalogue brings its own source and confidence; a share that is absent is not listed.

    Raises:
        InvalidCaseError: the case cannot be calculated.

    The convention that bites: a grade reads what the case says of a number; it does not judge whether that is true.

    Examples:
        >>> import sroi
        >>> register = assumption_register(sroi.read_case("docs/examples/befriending.yaml"))
        >>> [(one.name, one.grade) for one in register][:3]
        [('discount', 'none'), ('amount', 'none'), ('amount', 'strong')]

    """
    lines = calculate(case, catalogue=catalogue).outcomes
    listed = [_assumption(entry) for entry in figures(case)]
    listed += [_of_catalogue(line) for line in lines.values() if line.priced.match]
    places = [f"outcomes.{name}" for name in lines]
    return Register(case.id, tuple(sorted(listed, key=lambda one: _place(one, places))))


def _place(one: Assumption, places: list[str]) -> int:
    """Put what is said of an outcome where the outcome stands in the case."""
    return next((place for place, start in enumerate(places) if one.where.startswith(f"{start}.")), -1)


def _assumption(entry: Entry) -> Assumption:
    figure = entry.figure
    said = (figure.basis or "", figure.source or "", figure.owner or "", figure.date or "")
    low, high = getattr(figure, "low", None), getattr(figure, "high", None)
    return Assumption(entry.where, entry.name, figure.number, low, high, *said, grade(entry))


def _of_catalogue(line: OutcomeResult) -> Assumption:
    """Describe a proxy that the catalogue holds."""
    priced = line.priced
    confidence = priced.match.value.confidence if priced.match else None
    where, known = f"outcomes.{line.id}.proxy", _CONFIDENCE.get(confidence, "none")
    return Assumption(where, "proxy", priced.amount, priced.low, priced.high, priced.found, priced.source, "", "", known)


def grade(entry: Entry) -> Grade:
    """Grade how well a number is evidenced, as far as the case says.

    ``weak`` when it says of itself that it only illustrates; for a proxy with a stated confidence: high is
    ``strong``, medium ``fair``, low ``weak``; else ``strong`` with basis and source, ``fair`` with one of the two,
    ``none`` with neither.
    """
    if entry.unreal:
        return "weak"
    if isinstance(entry.figure, InlineProxy) and entry.figure.confidence:
        return _CONFIDENCE[entry.figure.confidence]
    basis, source = entry.figure.basis, entry.figure.source
    return "strong" if basis and source else "fair" if basis or source else "none"


def dead_inputs(case: Case, *, catalogue: Catalogue | None = None) -> tuple[str, ...]:
    """Find numbers of a case that move nothing: every input must move some output.

    Each number is nudged by a hundredth of itself (a zero by a hundredth) and the case is calculated again. A number
    is dead when no line's present value and no input's present value moves at all.

    Args:
        case: the case.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        Places of the dead numbers, such as ``outcomes.less-lonely.drop_off`` of a line that lasts one year.

    Raises:
        InvalidCaseError: the case cannot be calculated.

    Examples:
        >>> import sroi
        >>> dead_inputs(sroi.read_case("docs/examples/befriending.yaml"))
        ()

    """
    before = _outputs(case, catalogue)
    return tuple(entry.where for entry in figures(case) if _nudged_outputs(case, entry, catalogue) == before)


def _outputs(case: Case, catalogue: Catalogue | None) -> tuple[float, ...]:
    result = calculate(case, catalogue=catalogue)
    return (*result.present_values, *result.input_present_values)


def _nudged_outputs(case: Case, entry: Entry, catalogue: Catalogue | None) -> tuple[float, ...] | None:
    """Calculate the case with one number moved; None where it cannot be, which proves that the number acts."""
    try:
        return _outputs(_with(case, entry.figure, _nudge(entry.figure)), catalogue)
    except SroiError:
        return None


def _nudge(figure: Figure) -> Figure:
    """Move a number by a hundredth of itself, a share inwards, a zero by a hundredth."""
    step = 0.01 * (abs(figure.number) or 1.0)
    inwards = isinstance(figure, Share | Rate) and figure.number + step > 1
    shorter = isinstance(figure, Duration) and figure.number > 1
    moved = figure.number - step if inwards or shorter else figure.number + step
    return figure.model_copy(update={figure.key: moved, "low": None, "high": None})


def _with(case: Case, old: Figure, new: Figure) -> Case:
    """Put one number in the place of another, found by identity."""
    method = _replaced(case.method, old, new)
    inputs = tuple(_replaced(line, old, new) for line in case.inputs)
    outcomes = tuple(_replaced(line, old, new) for line in case.outcomes)
    return case.model_copy(update={"method": method, "inputs": inputs, "outcomes": outcomes})


def _replaced(record: Any, old: Figure, new: Figure) -> Any:
    """Return a record with one of its numbers, or of its lists of numbers, replaced."""
    changes: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if value is old:
            changes[name] = new
        elif isinstance(value, tuple) and any(member is old for member in value):
            changes[name] = tuple(new if member is old else member for member in value)
    return record.model_copy(update=changes) if changes else record
