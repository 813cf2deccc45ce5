"""One cell of a table to a number: the right reading or a clear refusal, never a silent zero."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from numbers import Real
from typing import Any, Literal, TypeAlias

from sroi.documents import fault_of_cell

Kind: TypeAlias = Literal["count", "percent", "share"]
"""What a per cent sign means: a mistake on a count, nothing more on a per cent, a hundredth on a share."""

LARGEST = Decimal("1e15")
_WORDS_FOR_NONE = frozenset({"n/a", "na", "n.a.", "<na>", "nan", "nat"})
_NO_VALUES = frozenset({"NAType", "NaTType", "NoneType"})
_PLAIN = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_CONTINENTAL = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_SPACED = re.compile(r"[-+]?[1-9]\d{0,2}( \d{3})+([.,]\d+)?")
_ONE_GROUP = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
_SIGNS = str.maketrans({"−": "-", "\u2013": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " "})


class CellError(Exception):
    """A cell that cannot be read as the number it should be.

    Args:
        code: kebab-case name of the kind of fault.
        problem: what is wrong, to be said after the name of the column.
        fix: what to write instead.

    """

    def __init__(self, code: str, problem: str, fix: str) -> None:
        self.code, self.problem, self.fix = code, problem, fix
        super().__init__(problem)


def is_blank(value: Any) -> bool:
    """Say whether a cell holds nothing: no value, spaces, or a table library's mark for nothing.

    >>> is_blank("  "), is_blank(float("nan")), is_blank(0), is_blank("n/a")
    (True, True, False, False)
    """
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list | tuple | dict):
        return not value
    if isinstance(value, Decimal):
        return value.is_nan()
    return type(value).__name__ in _NO_VALUES or bool(isinstance(value, float) and value != value)  # noqa: PLR0124 - NaN


def without_value(value: Any) -> CellError | None:
    """Give what is wrong with a cell that says in words that it has no value, or that holds an error of the spreadsheet.

    Neither is a blank: who writes "n/a" may mean none, not asked or not known, and an error would be a figure.

    >>> without_value(" N/A ").code, without_value("#DIV/0!").code, without_value("none of them")
    ('no-value', 'spreadsheet-error', None)
    """
    if fault := fault_of_cell(value):
        return CellError(*fault)
    text = value.strip() if isinstance(value, str) else ""
    if text.lower() in _WORDS_FOR_NONE:
        fix = "leave the cell empty where nothing was measured or said; write 0 where there was none"
        return CellError("no-value", f"{text!r} does not say whether there was none or nothing is known", fix)
    return None


def read_cell(value: Any, kind: Kind = "count", *, decimal_comma: bool = False) -> Decimal:
    """Read a cell that is not blank.

    Args:
        value: a number of any library, or text as people type it: ``1,250``, ``£40``, ``62.8 %``, ``0,15``.
        kind: what a per cent sign means there.
        decimal_comma: whether the file parts its cells by semicolons, so that a comma may be a decimal sign.

    Returns:
        The number, exactly as written.

    Raises:
        CellError: it is no number, or one that could be read in two ways.

    >>> read_cell("62.8 %", "percent"), read_cell("15%", "share"), read_cell("1,250")
    (Decimal('62.8'), Decimal('0.15'), Decimal('1250'))

    """
    if refused := without_value(value):
        raise refused
    if isinstance(value, str):
        return _within(_from_text(value.translate(_SIGNS).strip(), kind, decimal_comma=decimal_comma))
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise _not_a_number(value)
    return _within(value if isinstance(value, Decimal) else Decimal(repr(value)) if isinstance(value, int) else _of(value))


def _of(value: Any) -> Decimal:
    """Take the shortest decimal that stands for a float, whatever library it is of."""
    return Decimal(repr(float(value)))


def _within(number: Decimal) -> Decimal:
    if not number.is_finite() or abs(number) > LARGEST:
        raise CellError("not-finite", f"{number} is not a number that can be counted with", "give the figure itself")
    return number


def _from_text(text: str, kind: Kind, *, decimal_comma: bool) -> Decimal:
    bare = text.removesuffix("%").strip()
    if bare != text and kind == "count":
        raise CellError("per-cent-on-a-count", f"{text!r:.40} is a per cent and a number is counted here", "give the count")
    number = _digits(bare.removeprefix("£").strip(), text, decimal_comma=decimal_comma)
    return number / 100 if bare != text and kind == "share" else number


def _digits(text: str, written: str, *, decimal_comma: bool) -> Decimal:
    """Read digits with whatever parts their thousands and their decimals."""
    if decimal_comma and _ONE_GROUP.fullmatch(text):
        raise CellError(
            "thousands-or-decimals",
            f"{written!r:.40} may be thousands or decimals",
            "write it without a sign between thousands",
        )
    try:
        return Decimal(_plain(text))
    except InvalidOperation:
        raise _not_a_number(written) from None


def _plain(text: str) -> str:
    """Write digits with a decimal point and nothing else, or hand back what no number is."""
    if _THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    if _SPACED.fullmatch(text):
        return text.replace(" ", "").replace(",", ".")
    if _DECIMAL_COMMA.fullmatch(text) or (_CONTINENTAL.fullmatch(text) and ("," in text or text.count(".") > 1)):
        return text.replace(".", "").replace(",", ".")
    return text if _PLAIN.fullmatch(text) else "no number"


def _not_a_number(value: Any) -> CellError:
    if isinstance(value, dt.date | dt.time):
        return CellError("a-date", f"{value} is a date", "format the cell as a number and type the figure again")
    fix = "write digits alone, 0 where there was none, or leave the cell blank where nothing was measured"
    return CellError("not-a-number", f"{value!r:.40} is not a number", fix)
