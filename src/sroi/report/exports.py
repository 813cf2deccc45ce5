"""The lines of one or more results as rows: CSV that no spreadsheet runs, data frames, and Parquet."""

from __future__ import annotations

import csv
from importlib.util import find_spec
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from sroi.assurance.deductions import owed
from sroi.errors import MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pandas as pd

    from sroi.model.numbers import Share
    from sroi.valuation import OutcomeResult, Result


class Row(NamedTuple):
    """One outcome of one case: who, what, every number that goes in, and what comes out.

    Numbers are unrounded, shares are 0 to 1, money is in ``currency`` at ``price_year``; ``attribution`` is the share owed
    to all others together. A share that was never considered is None: a blank is not a zero.
    """

    case: str
    outcome: str
    stakeholder: str
    title: str
    indicator: str | None
    measure: str | None
    kind: str
    quantity: float
    unit: str
    amount: float
    currency: str
    price_year: str
    source: str
    deadweight: float | None
    displacement: float | None
    attribution: float
    drop_off: float | None
    drop_off_from: int
    duration: float
    starts: int
    gross: float
    net: float
    present_value: float
    left_out: str | None


BLANKS = ("deadweight", "displacement", "drop_off")
"""Columns of shares that may be blank."""

RISKY = frozenset("=+-@＝＋－＠")
"""A spreadsheet takes text that begins with one of these for a formula."""


def neutral(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula; other text stays as it is.

    >>> neutral("=1+1"), neutral(" @x"), neutral("tea")
    ("'=1+1", "' @x", 'tea')
    """
    return f"'{text}" if text.lstrip()[:1] in RISKY or text[:1] in {"\t", "\r", "\n"} else text


def rows(results: Iterable[Result]) -> Iterator[Row]:
    """Give a row for each outcome of each result."""
    for result in results:
        yield from (_row(line, result) for line in result.outcomes.values())


def _row(line: OutcomeResult, result: Result) -> Row:
    outcome, case = line.outcome, result.case
    return Row(
        case=case.id,
        outcome=outcome.id,
        stakeholder=outcome.stakeholder,
        title=outcome.title,
        indicator=outcome.indicator,
        measure=outcome.measure,
        kind=line.kind,
        quantity=outcome.quantity.value,
        unit=outcome.unit,
        amount=line.priced.amount,
        currency=case.currency,
        price_year=str(case.price_year),
        source=line.priced.source,
        deadweight=_share(outcome.deadweight),
        displacement=_share(outcome.displacement),
        attribution=round(float(owed(outcome)), 15),  # one less a share kept has a digit too many
        drop_off=_share(outcome.drop_off),
        drop_off_from=outcome.drop_off_from,
        duration=outcome.duration.value,
        starts=outcome.starts,
        gross=line.gross,
        net=line.net,
        present_value=line.present_value,
        left_out=line.left_out,
    )


def _share(share: Share | None) -> float | None:
    """Leave a share that was never considered blank: a blank is not a zero."""
    return share.share if share else None


def csv_text(results: Iterable[Result]) -> str:
    """Write the rows as CSV; text that a spreadsheet would run is made harmless, numbers stay numbers.

    Examples:
        >>> import sroi
        >>> csv_text([sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))])[:31]
        'case,outcome,stakeholder,title,'
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows([neutral(cell) if isinstance(cell, str) else cell for cell in row] for row in rows(results))
    return stream.getvalue()


def frame(results: Iterable[Result]) -> pd.DataFrame:
    """Return the rows as a pandas data frame; a blank number is missing, never zero.

    Examples:
        >>> import sroi
        >>> result = sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))
        >>> frame([result])["outcome"].tolist()
        ['less-lonely']

    """
    import pandas as pd  # noqa: PLC0415 - `import sroi` must not load pandas

    listed = pd.DataFrame.from_records(list(rows(results)), columns=list(Row._fields))
    return listed.astype(dict.fromkeys(BLANKS, "Float64"))


def write_parquet(results: Iterable[Result], path: str | Path) -> None:
    """Write the rows as a Parquet file.

    Raises:
        MissingDependencyError: PyArrow is not installed (``sroi[scale]``).

    Examples:
        >>> import pandas, pathlib, sroi, tempfile
        >>> result = sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "lines.parquet"
        >>> write_parquet([result], file)
        >>> len(pandas.read_parquet(file))
        1

    """
    if find_spec("pyarrow") is None:
        fix = 'pip install "sroi[scale]"'
        raise MissingDependencyError("Parquet needs PyArrow", code="missing-dependency", fix=fix)
    frame(results).to_parquet(path, index=False)
