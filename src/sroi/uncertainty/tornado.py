"""One number at a time: how far each one alone moves the figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sroi.model.shown import Shown
from sroi.uncertainty.model import Model, check_figure

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case
    from sroi.uncertainty.numbers import Ranges


@dataclass(frozen=True, slots=True)
class Bar:
    """One number and how far it alone moves a figure.

    Args:
        name: its name.
        label: the number in words.
        low: its 5 % point.
        high: its 95 % point.
        at_low: the figure with the number at its 5 % point, all else central.
        at_high: the figure with the number at its 95 % point.
        origin: where its range comes from.

    """

    name: str
    label: str
    low: float
    high: float
    at_low: float
    at_high: float
    origin: str

    @property
    def swing(self) -> float:
        """How far apart the two figures are."""
        return abs(self.at_high - self.at_low)

    def to_dict(self) -> dict[str, Any]:
        """Return the bar as plain data."""
        numbers = {name: getattr(self, name) for name in ("low", "high", "at_low", "at_high", "swing")}
        return {"name": self.name, "label": self.label, **numbers, "origin": self.origin}


@dataclass(frozen=True)
class Tornado(Shown):
    """How far each number alone moves a figure, the widest first.

    Args:
        case: the case.
        of: the figure.
        central: the figure of the central case.
        bars: one for each number that has a range.

    """

    case: Case = field(repr=False)
    of: str
    central: float
    bars: tuple[Bar, ...]

    def __str__(self) -> str:
        """Write a row for each number, as ``sroi tornado`` prints them."""
        from sroi.uncertainty.told import tornado_text  # noqa: PLC0415 - built only when asked for

        return tornado_text(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the documented shape of ``tornado --json``."""
        return {"case": self.case.id, "of": self.of, "central": self.central, "bars": [bar.to_dict() for bar in self.bars]}


def tornado(case: Case, *, of: str = "ratio", ranges: Ranges = "given", catalogue: Catalogue | None = None) -> Tornado:
    """Move each uncertain number alone from its 5 % to its 95 % point, all else at its central value.

    In a case these are low and high. A range of the catalogue is one of extremes, so its 5 % and 95 % points lie
    inside it: every bar then stands for the same nine times in ten. Records of one name move together.

    Args:
        case: what was put in and what changed.
        of: ``ratio``, ``net_present_value``, ``present_value`` or ``total_input``.
        ranges: ``reference_class`` gives shares without a range that of published studies, and says so.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        The bars, the widest first; figures in the unit of ``of``.

    Raises:
        NotFoundError: no such figure (``unknown-figure``).
        UndefinedRatioError: an end of a range leaves nothing put in (``ratio-undefined``).

    The convention that bites: bars do not add up, and numbers that move together are understated; for that,
    simulate.

    Examples:
        >>> import sroi
        >>> tornado(sroi.read_case("docs/examples/befriending.yaml")).bars[0].name
        'less-lonely.quantity'

    """
    check_figure(of)
    model = Model.of(case, ranges=ranges, catalogue=catalogue)
    bars = sorted((_bar(model, name, of) for name in model.names), key=lambda bar: -bar.swing)
    return Tornado(case, of, float(model.value({}, of)), tuple(bars))


def _bar(model: Model, name: str, of: str) -> Bar:
    low, high = model.ends(name)
    first = next(iter(low))
    number = model.numbers[first]
    at_low, at_high = (float(model.value(ends, of)) for ends in (low, high))
    return Bar(name, number.label, low[first], high[first], at_low, at_high, number.origin)
