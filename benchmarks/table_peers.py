"""What people write by hand, to measure the library against: year-by-year pandas, and native expressions.

The library's own work is more than any of these peers does: it checks every value, flags the lines that
cannot be valued, and holds its digits when fading and discounting cancel out.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import polars as pl

COLUMNS = ["quantity", "amount", "deadweight", "displacement", "attribution", "drop_off", "duration"]
RATE = 0.035


def make_lines(size: int, *, options: bool = False, seed: int = 1) -> pd.DataFrame:
    """Random lines with whole durations of 1 to 10 years; with a column for every option if asked."""
    random = np.random.default_rng(seed)
    columns = {"quantity": random.uniform(1, 500, size), "amount": random.uniform(10, 5_000, size)}
    columns |= {name: random.random(size) for name in COLUMNS[2:6]}
    columns["duration"] = random.integers(1, 11, size).astype(np.float64)
    if options:
        columns["drop_off_from"] = random.integers(1, 4, size).astype(np.float64)
        columns["starts"] = random.integers(1, 4, size).astype(np.float64)
        columns["discount"] = random.choice([0.015, 0.03, 0.035], size)
    return pd.DataFrame(columns)


def read_once(lines: pd.DataFrame) -> float:
    """Read each of the seven columns once: its sum."""
    return sum(lines[name].to_numpy().sum() for name in COLUMNS)


def pandas_by_year(lines: pd.DataFrame) -> pd.DataFrame:
    """Work out year after year, as an analyst would."""
    gross = lines["quantity"] * lines["amount"]
    net = gross * (1 - lines["deadweight"]) * (1 - lines["displacement"]) * (1 - lines["attribution"])
    total = pd.Series(0.0, index=lines.index)
    for year in range(1, int(lines["duration"].max()) + 1):
        value = net * (1 - lines["drop_off"]) ** (year - 1)
        total += value.where(lines["duration"] >= year, 0.0) / (1 + RATE) ** year
    return lines.assign(gross=gross, net=net, present_value=total)


def pandas_checked(lines: pd.DataFrame) -> pd.DataFrame:
    """Likewise, doing what the library does: every value checked, and a year begun paid in part."""
    for name in COLUMNS:
        high = {"quantity": np.inf, "amount": np.inf, "duration": 1_000}.get(name, 1)
        low = -np.inf if high == np.inf else 0
        bad = lines[name].isna() | np.isinf(lines[name]) | ~lines[name].between(low, high)
        if bad.any():
            message = f"{name}: {bad.sum()} bad values"
            raise ValueError(message)
    gross = lines["quantity"] * lines["amount"]
    net = gross * (1 - lines["deadweight"]) * (1 - lines["displacement"]) * (1 - lines["attribution"])
    total = pd.Series(0.0, index=lines.index)
    for year in range(1, int(np.ceil(lines["duration"].max())) + 1):
        portion = (lines["duration"] - (year - 1)).clip(0, 1)
        total += net * (1 - lines["drop_off"]) ** (year - 1) * portion / (1 + RATE) ** year
    return lines.assign(gross=gross, net=net, present_value=total)


def pandas_by_year_every_option(lines: pd.DataFrame) -> pd.DataFrame:
    """Likewise, where rate, first year and first fading year differ line by line."""
    gross = lines["quantity"] * lines["amount"]
    net = gross * (1 - lines["deadweight"]) * (1 - lines["displacement"]) * (1 - lines["attribution"])
    total = pd.Series(0.0, index=lines.index)
    for year in range(1, int(lines["duration"].max()) + 1):
        faded = (1 - lines["drop_off"]) ** (year - lines["drop_off_from"] + 1).clip(lower=0)
        factor = (1 + lines["discount"]) ** (lines["starts"] + year - 1)
        total += (net * faded / factor).where(lines["duration"] >= year, 0.0)
    return lines.assign(gross=gross, net=net, present_value=total)


def polars_net() -> pl.Expr:
    first = pl.col("quantity") * pl.col("amount") * (1 - pl.col("deadweight"))
    return first * (1 - pl.col("displacement")) * (1 - pl.col("attribution"))


def polars_by_year() -> pl.Expr:
    """Add ten years up in one Polars expression."""
    kept, lasts = 1 - pl.col("drop_off"), pl.col("duration")
    years = [pl.when(lasts >= year).then(kept ** (year - 1) / (1 + RATE) ** year).otherwise(0.0) for year in range(1, 11)]
    return polars_net() * pl.sum_horizontal(years)


def polars_closed() -> pl.Expr:
    """Take the textbook geometric sum: no checks, no part-years, and it loses its digits near a growth of 1."""
    growth = (1 - pl.col("drop_off")) / (1 + RATE)
    return polars_net() * (1 - growth ** pl.col("duration")) / (1 - growth) / (1 + RATE)


def polars_checked() -> pl.Expr:
    """Add ten years up, with every value checked and bad lines left null, as the library does."""
    finite = [pl.col(name).is_finite() for name in ("quantity", "amount")]
    shares = [pl.col(name).is_between(0, 1) for name in COLUMNS[2:6]]
    good = pl.all_horizontal(*finite, *shares, pl.col("duration").is_between(0, 1_000))
    return pl.when(good).then(polars_by_year())


NET_SQL = "quantity * amount * (1 - deadweight) * (1 - displacement) * (1 - attribution)"


def duckdb_by_year() -> str:
    """Add ten years up in one SQL expression."""
    years = [f"case when duration >= {k} then pow(1 - drop_off, {k - 1}) / pow({1 + RATE}, {k}) else 0 end" for k in range(1, 11)]
    return f"{NET_SQL} * ({' + '.join(years)})"


def duckdb_closed() -> str:
    growth = f"((1 - drop_off) / {1 + RATE})"
    return f"{NET_SQL} * (1 - pow({growth}, duration)) / (1 - {growth}) / {1 + RATE}"


def duckdb_checked() -> str:
    shares = [f"{name} between 0 and 1" for name in COLUMNS[2:6]]
    good = ["isfinite(quantity)", "isfinite(amount)", *shares, "duration between 0 and 1000"]
    return f"case when {' and '.join(good)} then {duckdb_by_year()} end"


def in_duckdb(lines: pd.DataFrame) -> duckdb.DuckDBPyConnection:
    """Store the lines in a DuckDB of their own, in memory."""
    connection = duckdb.connect()
    connection.from_df(lines).create("lines")
    return connection
