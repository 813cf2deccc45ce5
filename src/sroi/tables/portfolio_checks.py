"""What a portfolio asks of its lines and inputs before anything is added up; everything wrong is said at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from sroi.errors import Fault, InvalidArgumentError, InvalidDataError
from sroi.tables.contract import TEMPORARY
from sroi.tables.plan import checked_options
from sroi.tables.table import schema_of

if TYPE_CHECKING:
    from sroi.prices.discounting import Timing
    from sroi.tables.claimed import Table

_TEXT = (nw.String, nw.Categorical, nw.Enum, nw.Object)


def check_rate(discount: float | None, timing: Timing) -> None:
    """Refuse a rate or a timing that could turn the inputs into nothing without a word."""
    if checked_options(discount, timing, "pro_rata", None, {}).scheduled:
        problem = "the inputs of a portfolio are discounted at one rate"
        fix = "give a rate such as 0.035, or bring the inputs to the start first"
        raise InvalidArgumentError(problem, code="discount-not-a-rate", where="discount", fix=fix)


def check_frames(table: Table, put_in: Table, keys: Sequence[str], money: Sequence[str], made: Sequence[str]) -> None:
    """Refuse frames of two kinds, and keys and columns that cannot be added up.

    Args:
        table: the lines.
        put_in: the inputs.
        keys: the columns to roll up to.
        money: the columns of the lines that are summed.
        made: the columns that the portfolio makes.

    """
    if table.implementation != put_in.implementation or type(table) is not type(put_in):
        fix = "bring the inputs to the kind of frame that the lines are"
        raise InvalidArgumentError("lines and inputs are two kinds of frame", code="frames-differ", where="inputs", fix=fix)
    lines, inputs = schema_of(table), schema_of(put_in)
    faults = [
        *_key_faults(keys, made),
        *_missing_faults("lines", lines, [*keys, *money]),
        *_missing_faults("inputs", inputs, [*keys, "amount"]),
        *_kind_faults(lines, inputs, keys),
        *_number_faults(inputs),
    ]
    if faults:
        raise InvalidDataError.of(faults)


def check_years(put_in: Table, discount: float | None) -> None:
    """Refuse inputs of later years without a rate."""
    if "year" in put_in.collect_schema() and discount is None:
        problem = "the inputs have years and no rate to discount them at"
        raise InvalidArgumentError(problem, code="discount-missing", where="discount", fix="give discount=, as for the lines")


def _key_faults(keys: Sequence[str], made: Sequence[str]) -> Iterator[Fault]:
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            yield Fault("key-twice", f"the key {key!r} is given twice", "by", "name each key once")
        if not isinstance(key, str):
            yield Fault("column-name-not-text", f"the key {key!r} is no text", "by", "rename the columns to words")
        elif key in made or key.startswith(TEMPORARY):
            yield Fault("column-in-the-way", f"a portfolio makes a column '{key}' itself", "by", "rename the key")


def _missing_faults(name: str, schema: Mapping[str, Any], needed: Sequence[str]) -> Iterator[Fault]:
    fix = "the lines are what calculate_table returns; the inputs need every key and an `amount`"
    missing = [column for column in dict.fromkeys(needed) if column not in schema]
    yield from (Fault("columns-missing", f"the {name} lack the column '{column}'", name, fix) for column in missing)


def _kind_faults(lines: Mapping[str, Any], inputs: Mapping[str, Any], keys: Sequence[str]) -> Iterator[Fault]:
    """Find keys that would be matched as what they are not, such as 1 with "01"."""
    for key in dict.fromkeys(keys):
        kinds = {_kind(schema[key]) for schema in (lines, inputs) if key in schema} - {"nothing"}
        if len(kinds) > 1:
            problem = f"the key '{key}' is {lines[key]} in the lines and {inputs[key]} in the inputs"
            yield Fault("key-kinds-differ", problem, f"inputs, column '{key}'", "bring both to one type, such as text")


def _kind(dtype: Any) -> str:
    """Name a family of types whose values may be matched."""
    if dtype == nw.Unknown:
        return "nothing"
    if dtype in _TEXT:
        return "text"
    return "number" if dtype.is_numeric() else str(dtype)


def _number_faults(inputs: Mapping[str, Any]) -> Iterator[Fault]:
    fix = "turn the column into numbers first; text is never guessed at"
    for name in ("amount", "year"):
        if name in inputs and inputs[name] != nw.Unknown and not inputs[name].is_numeric():
            problem = f"the inputs' column '{name}' holds {inputs[name]}, not numbers"
            yield Fault("column-not-numeric", problem, f"inputs, column '{name}'", fix)
