"""A figure about money in a place: one number that cannot be printed without its area, price year and method."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

from sroi.errors import Fault, InvalidArgumentError, PriceYearError, RefusedError
from sroi.model.local_economy import Letter
from sroi.model.shown import Shown
from sroi.model.text import money_text, number_text
from sroi.prices.price_years import asked_year

if TYPE_CHECKING:
    import pandas as pd

QUESTIONS: dict[Letter, str] = {
    "A": "how much outside money came in",
    "B": "how much local spending it caused in two more rounds",
    "C": "how much would not have happened, or stayed, otherwise",
    "D": "how much suppliers added",
    "E": "what the volunteers' hours would have cost",
}
"""The question behind each letter, in plain words."""

_PLACES = {"ratio": 3, "jobs": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFigure:
    """One of the five figures that share the label "value into the local economy".

    A figure knows its area, its price year and its method, and none of the three may be blank. Two
    figures are never added, whatever their letters: they count the same pounds at different moments.

    Args:
        key: short name, such as ``inflow`` or ``lm3``.
        letter: A inflow, B local retention, C net additional, D input-output, E volunteer labour.
        title: what is counted, as a phrase.
        amount: the number, unrounded.
        unit: ``GBP``, ``GBP of …``, ``ratio`` or ``jobs``.
        area: the place whose economy is meant.
        price_year: calendar year, or text such as ``2025/26``.
        method: how the number came about, in words or as a formula.
        convention: the choice that changes the number, where there is one.
        caveats: what a reader must know before repeating the number.
        sources: ids of the sources of the rates used.
        steps: the chain of numbers, one line each.

    Raises:
        InvalidArgumentError: no area, price year or method.
        RefusedError: on adding it to anything.

    References:
        hmt-green-book-review-2020.

    Examples:
        >>> LocalFigure(key="inflow", letter="A", title="Outside money", amount=490000, unit="GBP",
        ...             area="Knowsley", price_year=2025, method="external money × (1 − deadweight)").text
        '£490,000.00'

    """

    key: str
    letter: Letter
    title: str
    amount: float
    unit: str
    area: str
    price_year: int | str
    method: str
    convention: str = ""
    caveats: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a figure without its area, price year or method."""
        faults = label_faults(self.area, self.price_year, self.method)
        if faults:
            raise InvalidArgumentError.of(faults)

    @property
    def text(self) -> str:
        """The number as printed: pounds to the penny, ratios to three decimals, jobs to one."""
        if self.unit.startswith("GBP"):
            return money_text(self.amount)
        return number_text(self.amount, _PLACES[self.unit])

    @property
    def sentence(self) -> str:
        """The sentence that may be published; the caveats belong beside it."""
        unit = "" if self.unit in {"GBP", "ratio"} else f" ({self.unit})"
        convention = f"; convention: {self.convention}" if self.convention else ""
        return f"{self.title}, {self.area}, {self.price_year} prices: {self.text}{unit}. Method: {self.method}{convention}."

    def lines(self) -> tuple[str, ...]:
        """Return the sentence, the steps, the sources and the caveats, a line each."""
        steps = tuple(f"  {step}" for step in self.steps)
        sources = (f"  sources: {', '.join(self.sources)}",) if self.sources else ()
        return (f"{self.letter}. {self.sentence}", *steps, *sources, *(f"  caveat: {caveat}" for caveat in self.caveats))

    def to_dict(self) -> dict[str, Any]:
        """Return plain data: every field, and the number as printed under ``text``."""
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}
        return {**plain, "text": self.text}

    def __add__(self, other: object) -> NoReturn:
        raise _sum_refused(self)

    __radd__ = __add__
    __sub__ = __add__
    __rsub__ = __add__


def label_faults(area: str, price_year: int | str, method: str) -> tuple[Fault, ...]:
    """Say which of area, price year and method are missing, and whether the year is one; every figure has all three.

    >>> [fault.code for fault in (*label_faults("Knowsley", "", "LM3"), *label_faults("Knowsley", "24", "LM3"))]
    ['figure-without-price-year', 'not-a-price-year']
    """
    given = {"area": area, "price year": price_year, "method": method}
    missing = [name for name, value in given.items() if not str(value or "").strip()]
    faults = tuple(
        Fault(
            f"figure-without-{name.replace(' ', '-')}",
            f"a local-economy figure has no {name}",
            name.replace(" ", "_"),
            f"state its {name}",
        )
        for name in missing
    )
    return faults if "price year" in missing else (*faults, *_year_faults(price_year))


def _year_faults(price_year: int | str) -> tuple[Fault, ...]:
    try:
        asked_year(price_year)
    except PriceYearError as error:
        return tuple(replace(fault, where="price_year") for fault in error.faults)
    return ()


def _sum_refused(figure: LocalFigure) -> RefusedError:
    return RefusedError(
        f"'{figure.key}' ({figure.letter}: {QUESTIONS[figure.letter]}) cannot be added to another figure",
        code="local-figures-added",
        where="figures A to E of the local economy",
        fix="print the figures side by side; they count the same pounds at different moments",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalResult(Shown):
    """The local-economy figures of one case, side by side and never summed.

    Args:
        area: the place whose economy is meant.
        price_year: calendar year, or text such as ``2025/26``.
        figures: the figures in the order A to E.
        left_out: money that is named but not counted, and why, a line each.
        caveats: what holds for all the figures.

    """

    area: str
    price_year: int | str
    figures: tuple[LocalFigure, ...]
    left_out: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    def get(self, key: str) -> LocalFigure | None:
        """Return the figure with this key, or None when the case does not have it."""
        return next((figure for figure in self.figures if figure.key == key), None)

    @property
    def inflow(self) -> LocalFigure | None:
        """Figure A, the outside money net of what would have come anyway."""
        return self.get("inflow")

    @property
    def headline(self) -> LocalFigure:
        """The first figure in the order A to E: the one printed beside the ratio."""
        return self.figures[0]

    def lines(self) -> tuple[str, ...]:
        """Return the figures one after the other for ``explain``, then what was left out."""
        told = [line for figure in self.figures for line in figure.lines()]
        left_out = [f"not counted: {line}" for line in self.left_out]
        return (*told, *left_out, *(f"caveat: {caveat}" for caveat in self.caveats))

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each figure, as a pandas data frame; the column of amounts is not for adding up."""
        import pandas as pd  # noqa: PLC0415 - the front door must not pay for it

        names = ("letter", "key", "title", "amount", "unit", "text", "area", "price_year", "method", "convention")
        return pd.DataFrame([figure.to_dict() for figure in self.figures], columns=list(names))

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; there is no total, because there is none."""
        return {
            "area": self.area,
            "price_year": self.price_year,
            "figures": [figure.to_dict() for figure in self.figures],
            "left_out": list(self.left_out),
            "caveats": list(self.caveats),
        }
