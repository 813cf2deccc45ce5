"""The catalogue: every proxy, source, unit and framework, in layers, and how one is picked."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from sroi.catalogue.cross_checks import cross_faults, unnamed_faults
from sroi.catalogue.folder import data_folder
from sroi.catalogue.indices import price_index_for
from sroi.catalogue.loading import Loaded, read_folder, refuse_faults
from sroi.errors import Fault, FileUnreadableError, InvalidArgumentError, InvalidDataError, NotFoundError, PriceYearError
from sroi.model.match import Match
from sroi.prices.price_years import PriceYear, Uprating, asked_year, bring, read_year, same_kind, unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sroi.model.framework import Framework, Measure
    from sroi.model.proxy import Proxy, ProxyValue, Source, Unit

Kind = TypeVar("Kind")

DEFLATOR = "gdp_deflator"

_LOOK_UP = {
    "proxy": "find one with sroi.proxies.search(words)",
    "source": "see the register of sources in the documentation",
    "framework": "sroi.frameworks.list() gives those there are",
    "measure": "sroi.frameworks.get(framework).measures gives those there are",
}


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that can be looked up. Layers stack: the package, then folders, then the case.

    Args:
        proxies: by id, whichever layer won.
        sources: by id.
        units: the closed list, by name.
        frameworks: by id.
        layers: the layer of each proxy that is not the package's.

    """

    proxies: Mapping[str, Proxy]
    sources: Mapping[str, Source]
    units: Mapping[str, Unit]
    frameworks: Mapping[str, Framework]
    layers: Mapping[str, str] = field(default_factory=dict)
    _found: dict[tuple[object, ...], Match] = field(default_factory=dict, init=False, repr=False)

    def match(self, id: str, price_year: PriceYear | None = None, *, index: str = DEFLATOR) -> Match:  # noqa: A002 - the data say id
        """Pick a proxy's amount for a price year.

        The first amount listed for exactly that year, else the first amount of all, uprated by the index.
        A ratio (price year ``any``) stays as it is.

        Args:
            id: ``theme.name``.
            price_year: calendar year, or financial year as ``"2025/26"``; None leaves the first amount as printed.
            index: ``gdp_deflator``, ``cpi`` or another index by year.

        Returns:
            The match; its amount is in pounds for one unit at ``match.price_year``, never rounded.

        Raises:
            NotFoundError: no such proxy (``proxy-not-found``) or index (``index-not-found``).
            PriceYearError: the year is outside the series, or the currency is not uprated.

        Examples:
            >>> load().match("health.gp_consultation", "2013/14").how
            'exact year'
        """
        key = (id, price_year, type(price_year), index)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._pick(id, price_year, index)
        return found

    def _pick(self, id: str, price_year: PriceYear | None, index: str) -> Match:  # noqa: A002 - the data say id
        proxy = self.proxy(id)
        value = _value_for(proxy, price_year)
        uprating = uprate(
            float(value.amount), from_year=value.price_year, to_year=price_year, currency=proxy.currency, index=index
        )
        return _match(proxy, value, uprating, self.source(value.source), self.layers.get(id, "package"))

    def proxy(self, id: str) -> Proxy:  # noqa: A002 - the data say id
        """Return the record of a proxy as it stands in its file.

        Raises:
            NotFoundError: there is none of that id (``proxy-not-found``); the fix names the nearest.

        """
        return _get(self.proxies, id, "proxy")

    def framework(self, id: str) -> Framework:  # noqa: A002 - the data say id
        """Return a framework by its id.

        Raises:
            NotFoundError: there is none of that id (``framework-not-found``).

        """
        return _get(self.frameworks, id, "framework")

    def measure(self, id: str) -> Measure:  # noqa: A002 - the data say id
        """Return a measure by its id, such as ``knowsley/13``.

        Raises:
            NotFoundError: no framework has it (``measure-not-found``); the fix names the nearest.

        """
        measures = {name: one for framework in self.frameworks.values() for name, one in framework.measures.items()}
        return _get(measures, id, "measure")

    def source(self, id: str) -> Source:  # noqa: A002 - the data say id
        """Return a source by its id.

        Raises:
            NotFoundError: there is none of that id (``source-not-found``).

        """
        return _get(self.sources, id, "source")

    def with_folder(self, path: str | Path) -> Catalogue:
        """Lay a folder of a council's own proxies, sources and frameworks over this catalogue.

        The folder has the layout of the data: ``values/theme/name.yaml``, ``sources/``, ``frameworks/``. A proxy
        with an id that exists already takes its place whole. The list of units is closed.

        Raises:
            FileUnreadableError: there is no such folder (``folder-not-found``).
            InvalidDataError: every fault of every file at once; nothing is loaded half-way.

        """
        folder = Path(path)
        if not folder.is_dir():
            raise FileUnreadableError("there is no such folder", code="folder-not-found", where=str(path), fix="check the path")
        loaded = read_folder(folder)
        _refuse_foreign(folder, loaded)
        return self._over(loaded, f"folder {folder.resolve().name}")

    def with_proxies(self, proxies: Iterable[Proxy], *, sources: Iterable[Source] = (), layer: str = "case") -> Catalogue:
        """Lay records over this catalogue, such as an imported table or the analyst's own values.

        Args:
            proxies: the records; one with an id that exists already takes its place whole.
            sources: the documents they come from, unless the catalogue has them.
            layer: how a match names where they come from.

        Raises:
            InvalidDataError: a record names a unit, source, proxy or measure that does not exist.

        """
        loaded = Loaded({one.id: one for one in proxies}, {one.id: one for one in sources})
        return self._over(loaded, layer)

    def _over(self, loaded: Loaded, layer: str) -> Catalogue:
        """Check a layer against what lies below it and lay it on top."""
        proxies = {**self.proxies, **loaded.proxies}
        whole = replace(
            self,
            proxies=MappingProxyType(proxies),
            sources=MappingProxyType({**self.sources, **loaded.sources}),
            frameworks=MappingProxyType({**self.frameworks, **loaded.frameworks}),
            layers=MappingProxyType({**self.layers, **dict.fromkeys(loaded.proxies, layer)}),
        )
        refuse_faults([*loaded.faults, *cross_faults(loaded, whole)], InvalidDataError)
        return replace(whole, proxies=MappingProxyType(_both_ways(proxies, loaded.proxies)))


def load(folder: str | Path | None = None) -> Catalogue:
    """Load the catalogue, with a council's own folder over it if one is given.

    The package's own data are read and checked once and kept. A folder is read at each call.

    Args:
        folder: values, sources and frameworks of one's own; see :meth:`Catalogue.with_folder`.

    Raises:
        InvalidDataError: every fault of every file at once.
        FileUnreadableError: a folder or the package's data are missing.

    Examples:
        >>> load().proxies["wellbeing.wellby"].unit
        'life-satisfaction-point-year'
    """
    return _package() if folder is None else _package().with_folder(folder)


@lru_cache(maxsize=1)
def _package() -> Catalogue:
    loaded = read_folder(data_folder())
    groups = (loaded.proxies, loaded.sources, loaded.units, loaded.frameworks)
    catalogue = Catalogue(*map(MappingProxyType, groups))  # type: ignore[arg-type]
    refuse_faults([*loaded.faults, *cross_faults(loaded, catalogue), *unnamed_faults(loaded)], InvalidDataError)
    return catalogue


def match(id: str, price_year: PriceYear | None = None, *, index: str = DEFLATOR) -> Match:  # noqa: A002 - the data say id
    """Pick a proxy of the package for a price year; see :meth:`Catalogue.match`.

    Examples:
        >>> round(match("wellbeing.wellby", 2019).amount)
        13000
    """
    return load().match(id, price_year, index=index)


def uprate(
    amount: float,
    *,
    from_year: PriceYear,
    to_year: PriceYear | None,
    currency: str = "GBP",
    index: str = DEFLATOR,
) -> Uprating:
    """Bring an amount of money to the prices of another year.

    Args:
        amount: pounds, any sign.
        from_year: price year of the amount; ``any`` for a ratio, which stays as it is.
        to_year: price year wanted; None leaves the amount as it is.
        currency: three letters; only GBP is uprated.
        index: ``gdp_deflator``, ``cpi`` or another index by year.

    Returns:
        The uprated amount, its factor and one sentence that says how.

    Raises:
        PriceYearError: outside the series, another kind of year than the index has, or another currency.
        NotFoundError: no such index (``index-not-found``).
        InvalidArgumentError: the amount is not finite (``not-finite``).

    The convention that bites: the amount keeps its kind of year; 2012/13 pounds asked for 2025 become 2025/26 pounds.

    References:
        hmt-gdp-deflators-2026-06

    Examples:
        >>> uprate(100, from_year="2012/13", to_year=2025).to_year
        '2025/26'

    """
    if not math.isfinite(amount):
        raise InvalidArgumentError(f"{amount} is not an amount", code="not-finite", where="amount", fix="give a finite number")
    start = read_year(from_year)
    if to_year is None or start == "any":
        return unchanged(float(amount), start)
    target = same_kind(asked_year(to_year), like=start)
    if target == start:
        return unchanged(float(amount), start, asked_year(to_year))
    if currency != "GBP":
        raise PriceYearError(
            f"an amount in {currency} of {start} prices cannot be brought to {target}; only GBP is uprated",
            code="currency-not-uprated",
            fix=f"give the amount in {target} prices",
        )
    return bring(float(amount), from_year=start, to_year=to_year, index=price_index_for(start, index))


def _value_for(proxy: Proxy, price_year: PriceYear | None) -> ProxyValue:
    """Pick the first amount of exactly that year, else the first of all."""
    if price_year is None:
        return proxy.values[0]
    wanted = asked_year(price_year)
    exact = [value for value in proxy.values if value.price_year == wanted]
    other_kind = [value for value in proxy.values if value.price_year == same_kind(wanted, like=value.price_year)]
    return (*exact, *other_kind, proxy.values[0])[0]


def _match(proxy: Proxy, value: ProxyValue, uprating: Uprating, source: Source, layer: str) -> Match:
    low, high = (None if end is None else float(end) * uprating.factor for end in (value.low, value.high))
    return Match(
        proxy=proxy,
        value=value,
        amount=uprating.amount,
        low=low,
        high=high,
        price_year=uprating.to_year,
        how=uprating.how,
        layer=layer,
        licence=source.licence,
        redistribution=source.redistribution,
        factor=uprating.factor,
        index=uprating.index,
        vintage=uprating.vintage,
        index_source=uprating.source,
        sentence=uprating.sentence if layer == "package" else f"{uprating.sentence}; from the {layer}",
    )


def _both_ways(proxies: Mapping[str, Proxy], added: Mapping[str, Proxy]) -> dict[str, Proxy]:
    """Make overlaps hold both ways where a layer overlaps with one below it, whose file cannot know."""
    more: dict[str, set[str]] = {}
    for id_, proxy in proxies.items():
        for other in proxy.overlaps_with:
            if other in proxies and (id_ in added or other in added) and id_ not in proxies[other].overlaps_with:
                more.setdefault(other, set()).add(id_)
    grown = {id_: tuple(sorted({*proxies[id_].overlaps_with, *new})) for id_, new in more.items()}
    return {**proxies, **{id_: proxies[id_].model_copy(update={"overlaps_with": all_of}) for id_, all_of in grown.items()}}


def _refuse_foreign(folder: Path, loaded: Loaded) -> None:
    """Refuse a folder that holds nothing to lay over, or a list of units of its own."""
    if loaded.units:
        place = str(folder / "units.yaml")
        loaded.faults.append(Fault("units-are-closed", "a folder cannot add units", place, "use the units of the library"))
    if not (loaded.proxies or loaded.sources or loaded.frameworks or loaded.faults):
        fix = "put files into values/theme/, sources/ or frameworks/"
        loaded.faults.append(Fault("empty-folder", "the folder holds no proxy, source or framework", str(folder), fix))


def _get(group: Mapping[str, Kind], id: str, what: str) -> Kind:  # noqa: A002 - the data say id
    found = group.get(id)
    if found is None:
        near = get_close_matches(str(id), group, n=1, cutoff=0.6)
        fix = f"did you mean '{near[0]}'?" if near else _LOOK_UP[what]
        raise NotFoundError(f"no {what} has the id '{id}'", code=f"{what}-not-found", where=what, fix=fix)
    return found
