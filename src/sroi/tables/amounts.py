"""The amounts of proxies, brought to a price year and joined to the lines that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from sroi.catalogue import load
from sroi.errors import InvalidArgumentError, PriceYearError
from sroi.tables.contract import TEMPORARY

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.prices.price_years import PriceYear

Frame: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]

AMOUNT = f"{TEMPORARY}amount"
"""The passing column of amounts."""

_ID = f"{TEMPORARY}id"

NOT_USABLE, NO_ID = float("inf"), float("-inf")
"""What stands in the column for a proxy that a table cannot count, and for a blank id."""


def amounts(price_year: PriceYear) -> dict[str, float]:
    """Every proxy of the catalogue at the prices of a year.

    Args:
        price_year: calendar year, or financial year as ``"2025/26"``.

    Returns:
        Pounds for one unit, by id; infinite where the proxy cannot be counted line by line: it is not social
        value, a transfer, a sum over years, in another currency, or has no price in that year.

    >>> round(amounts("2024/25")["health.gp_consultation"], 2)
    48.0

    """
    catalogue = load()
    return {name: _amount(catalogue, name, price_year) for name in catalogue.proxies}


def _amount(catalogue: Catalogue, name: str, price_year: PriceYear) -> float:
    proxy = catalogue.proxies[name]
    if proxy.account != "social-value" or proxy.transfer or proxy.lifetime or proxy.currency != "GBP":
        return NOT_USABLE
    try:
        return catalogue.match(name, price_year).amount
    except PriceYearError:
        return NOT_USABLE


def with_amounts(table: Frame, proxy: str, price_year: PriceYear | None) -> Frame:
    """Add the passing column of amounts to the lines.

    Raises:
        InvalidArgumentError: no price year is given, or the engine is one that no table can be lent to.
        PriceYearError: the price year is outside every series.

    """
    if price_year is None:
        fix = "say in pounds of which year the amounts are to be, as in price_year=2025"
        raise InvalidArgumentError(
            "a column of proxies needs a price year", code="price-year-missing", where="price_year", fix=fix
        )
    known = amounts(price_year)
    if isinstance(table, nw.DataFrame):
        found = table[proxy].cast(nw.String).replace_strict([*known], [*known.values()], default=None, return_dtype=nw.Float64)
        return table.with_columns(found.alias(AMOUNT)).with_columns(_marked(proxy))
    return table.join(_lent(table, known), left_on=proxy, right_on=_ID, how="left").with_columns(_marked(proxy))


def _marked(proxy: str) -> nw.Expr:
    """Tell a blank id from one that was not found."""
    return nw.when(nw.col(proxy).is_null()).then(nw.lit(NO_ID)).otherwise(nw.col(AMOUNT)).alias(AMOUNT)


def _frame(native: Any) -> nw.LazyFrame[Any]:
    return nw.from_native(native)  # type: ignore[no-any-return]


def _lent(table: nw.LazyFrame[Any], known: dict[str, float]) -> nw.LazyFrame[Any]:
    """Make the amounts a table of the engine that the lines are in."""
    native: Any = table.to_native()
    if table.implementation.is_polars():
        import polars as pl  # noqa: PLC0415 - there, for the frame is Polars's

        return _frame(pl.LazyFrame({_ID: [*known], AMOUNT: [*known.values()]}))
    if table.implementation.is_duckdb():
        rows = ", ".join(f"('{name}', '{amount!r}'::double)" for name, amount in known.items())
        return _frame(native.query("lines", f'select * from (values {rows}) as known("{_ID}", "{AMOUNT}")'))  # noqa: S608 - ids are kebab-case names of the catalogue
    if table.implementation.is_pyspark():
        return _frame(native.sparkSession.createDataFrame([*known.items()], f"{_ID} string, {AMOUNT} double"))
    problem = f"amounts cannot be lent to {table.implementation}"
    raise InvalidArgumentError(problem, code="proxies-not-joined", where="frame", fix="give a column `amount` instead of `proxy`")
