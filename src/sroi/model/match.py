"""What a look-up in the catalogue found, and how."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any, Literal, TypeAlias

from sroi.model.proxy import Proxy, ProxyValue
from sroi.model.shown import Shown
from sroi.model.text import money_text

How: TypeAlias = Literal["as given", "exact year", "uprated"]


@dataclass(frozen=True, slots=True)
class Match(Shown):
    """A proxy's amount at the price year asked for, with the whole story of how it was found.

    The fields of the proxy, then those of the value used, can be asked of the match itself:
    ``match.title``, ``match.unit``, ``match.confidence``.

    Args:
        proxy: the record that was found.
        value: which of its amounts was used, as printed.
        amount: pounds for one unit at ``price_year``; never rounded.
        low: least that is plausible at ``price_year``; None when the source gives none.
        high: most that is plausible at ``price_year``; None likewise.
        price_year: the price year of ``amount``, in the kind of year of the value used.
        how: ``as given`` (no year asked, or a ratio), ``exact year`` or ``uprated``.
        layer: which layer won: ``package``, ``folder NAME`` or ``case``.
        licence: licence of the source of the value used.
        redistribution: ``yes``, ``cited-fact`` or ``no``: whether that source may be passed on.
        factor: what the printed amount was multiplied by.
        index: id of the index, when uprated.
        vintage: edition of the index.
        index_source: id of the document the index comes from.
        sentence: one line that says all this.

    """

    proxy: Proxy
    value: ProxyValue
    amount: float
    low: float | None
    high: float | None
    price_year: int | str
    how: How
    layer: str
    licence: str = "unknown"
    redistribution: str = "cited-fact"
    factor: float = 1.0
    index: str | None = None
    vintage: str | None = None
    index_source: str | None = None
    sentence: str = ""

    def __getattr__(self, name: str) -> Any:
        """Answer the fields of the proxy, then of the value used."""
        if not name.startswith("_") and name not in {"proxy", "value"}:
            for record in (self.proxy, self.value):
                if hasattr(record, name):
                    return getattr(record, name)
        problem = f"a match has no field '{name}'"
        raise AttributeError(problem)

    def __dir__(self) -> list[str]:
        """List the fields of the proxy and of the value as well."""
        return sorted({*object.__dir__(self), *Proxy.model_fields, *ProxyValue.model_fields, "theme"})

    @property
    def text(self) -> str:
        """The amount as people read it, to the penny."""
        return money_text(self.amount, self.proxy.currency)

    def __str__(self) -> str:
        """Return one line: id, amount, unit, price year, source and how it was found."""
        proxy, value = self.proxy, self.value
        prices = "a ratio" if self.price_year == "any" else f"{self.price_year} prices"
        return f"{proxy.id}: {self.text} per {proxy.unit} ({prices}; {value.source}, {value.locator})"

    def _repr_html_(self) -> str:
        """Show the match in a notebook as a small table."""
        shown = {
            "id": self.proxy.id,
            "values": self.proxy.values_what,
            "amount": f"{self.text} per {self.proxy.unit}",
            "found": self.sentence,
            "source": f"{self.value.source}, {self.value.locator}",
            "confidence": f"{self.value.confidence}, checked: {self.value.checked}",
            "licence": self.licence,
        }
        rows = "".join(f"<tr><th>{name}</th><td>{escape(text)}</td></tr>" for name, text in shown.items())
        return f"<table><caption>{escape(self.proxy.title)}</caption><tbody>{rows}</tbody></table>"

    @property
    def licensed(self) -> bool:
        """Whether the amount is held under a licence that forbids passing it on."""
        return self.redistribution == "no"

    def to_dict(self, *, mask: bool = False) -> dict[str, Any]:
        """Return plain data; ``mask`` leaves out amounts that may not be passed on."""
        hidden = mask and self.licensed
        ends = {"amount": self.amount, "low": self.low, "high": self.high}
        amounts = dict.fromkeys(ends) if hidden else ends
        return {
            "id": self.proxy.id,
            "title": self.proxy.title,
            "unit": self.proxy.unit,
            **amounts,
            "currency": self.proxy.currency,
            "price_year": self.price_year,
            "how": self.how,
            "layer": self.layer,
            "factor": self.factor,
            "index": self.index,
            "vintage": self.vintage,
            "source": self.value.source,
            "locator": self.value.locator,
            "licence": self.licence,
            "confidence": self.value.confidence,
            "sentence": self.sentence,
        }
