"""Lists of proxies that were found: to look at in a notebook, to loop over, or as a data frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, overload

from sroi.model.shown import Shown

if TYPE_CHECKING:
    import pandas as pd

    from sroi.model.match import Match

HEADINGS = ("id", "title", "amount", "unit", "price year", "confidence", "source")


@dataclass(frozen=True)
class Found(Shown, Sequence["Match"]):
    """The matches of a search or a list, in order.

    Args:
        matches: each with its amount and how that was found.
        roles: for a measure, what each proxy is to it: default, state_view, alternatives or optional_add.

    """

    matches: tuple[Match, ...]
    roles: tuple[str, ...] = ()

    @overload
    def __getitem__(self, place: int) -> Match: ...
    @overload
    def __getitem__(self, place: slice) -> Found: ...
    def __getitem__(self, place: int | slice) -> Match | Found:
        if isinstance(place, slice):
            return Found(self.matches[place], self.roles[place])
        return self.matches[place]

    def __len__(self) -> int:
        return len(self.matches)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the proxies, in order."""
        return tuple(match.proxy.id for match in self.matches)

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas data frame with a row for each proxy, every field a column of its own."""
        import pandas as pd  # noqa: PLC0415 - the catalogue is used without pandas

        frame = pd.DataFrame.from_records([row(match) for match in self.matches], columns=list(COLUMNS))
        frame = frame.astype({"amount": "float64", "low": "Float64", "high": "Float64"})
        if self.roles:
            frame.insert(0, "role", list(self.roles))
        return frame

    def __str__(self) -> str:
        """Return a line for each proxy: its id, amount, unit, price year and source."""
        return "\n".join(map(str, self.matches))

    def _repr_html_(self) -> str:
        headings = (*(("role",) if self.roles else ()), *HEADINGS)
        head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
        lines = [[*self.roles[place : place + 1], *_cells(match)] for place, match in enumerate(self.matches)]
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in lines)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(match: Match) -> list[str]:
    proxy, value = match.proxy, match.value
    return [proxy.id, proxy.title, match.text, proxy.unit, str(match.price_year), value.confidence, value.source]


COLUMNS = (
    *("id", "title", "values_what", "theme", "unit", "currency", "amount", "low", "high", "price_year", "how", "layer"),
    *("kind", "beneficiary", "account", "transfer", "lifetime", "stands_as", "method", "confidence", "checked"),
    *("source", "licence", "locator", "measures"),
)


def row(match: Match) -> dict[str, Any]:
    """Return the fields of a match that a table shows; measures are joined by spaces."""
    fields = {name: getattr(match, name) for name in COLUMNS}
    return {**fields, "price_year": str(match.price_year), "measures": " ".join(match.proxy.measures)}
