"""Ratios as people print them: ``£1:£40.90``, ``1:40``, ``£40.90``, ``40.9 : 1``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from sroi.claims.printed import half_digit
from sroi.errors import InvalidArgumentError, UndefinedRatioError
from sroi.model.text import SYMBOLS, ratio_text

_SIGNS = {sign: code for code, sign in SYMBOLS.items()}
_MINUS = "[-−–]?"
_SIGN = r"[A-Z]{3}(?![A-Za-z])|[A-Z]{0,3}[$£€¥₹₩]|R(?=\s*[0-9])"
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"


def _side(name: str) -> str:
    return rf"(?P<minus_{name}>{_MINUS})\s*(?P<sign_{name}>{_SIGN})?\s*(?P<inner_{name}>{_MINUS})(?P<digits_{name}>{_DIGITS})"


_RATIO = re.compile(rf"{_side('1')}(\s*(:|∶|to|for every)\s*{_side('2')})?")


@dataclass(frozen=True, slots=True)
class PrintedRatio:
    """A ratio as it was printed.

    Args:
        value: value for each one put in, to the digit.
        currency: three letters, or None when no sign was printed.
        half_digit: half of the last printed digit: the ratio lies within this of ``value``.
        printed: the text it was read from.

    """

    value: Decimal
    currency: str | None
    half_digit: Decimal
    printed: str

    @property
    def low(self) -> Decimal:
        """Least that rounds to what was printed."""
        return self.value - self.half_digit

    @property
    def high(self) -> Decimal:
        """Most that rounds to what was printed."""
        return self.value + self.half_digit

    @property
    def text(self) -> str:
        """The ratio as this library writes it, in pounds when no currency was printed."""
        return ratio_text(float(self.value), self.currency or "GBP")

    def __float__(self) -> float:
        return float(self.value)


def parse_ratio(text: str) -> PrintedRatio:
    """Read a ratio in any of the ways people print one.

    One side is what was put in: the first of two when it is 1, else the second when that is 1
    (``40.9 : 1``), else the first divides the second. A single number is the value for each one put in.

    Args:
        text: such as ``£1:£40.90``, ``1:40``, ``£40.90``, ``40.9 : 1``, ``€1 : €1,040.50``, ``£1:-£2.30``.

    Returns:
        Value, currency and half of the last printed digit.

    Raises:
        InvalidArgumentError: no ratio stands in the text (``not-a-ratio``), or two currencies do (``two-currencies``).
        UndefinedRatioError: the side that was put in is zero (``ratio-undefined``).

    Examples:
        >>> parse_ratio("£1:£40.90").value, parse_ratio("40.9 : 1").half_digit
        (Decimal('40.90'), Decimal('0.05'))

    """
    found = _RATIO.fullmatch(text.strip()) if isinstance(text, str) else None
    if not found:
        fix = "write it as £1:£40.90, 1:40, £40.90 or 40.9 : 1"
        raise InvalidArgumentError(f"{text!r:.60} is not a ratio", code="not-a-ratio", where="text", fix=fix)
    first = _amount(found, "_1")
    currency = _currency(found, text)
    if found["digits_2"] is None:
        return PrintedRatio(first, currency, half_digit(first), text)
    return _of_two(first, _amount(found, "_2"), currency, text)


def _of_two(first: Decimal, second: Decimal, currency: str | None, text: str) -> PrintedRatio:
    """Tell the side that was put in from the side that came out."""
    put_in, came_out = (second, first) if second == 1 != first else (first, second)
    if put_in == 0:
        problem = f"{text!r} has no value: nothing was put in"
        raise UndefinedRatioError(problem, code="ratio-undefined", where="text", fix="give what was put in")
    return PrintedRatio(came_out / put_in, currency, half_digit(came_out) / abs(put_in), text)


def _amount(found: re.Match[str], side: str) -> Decimal:
    value = Decimal(found[f"digits{side}"].replace(",", ""))
    return -value if found[f"minus{side}"] or found[f"inner{side}"] else value


def _currency(found: re.Match[str], text: str) -> str | None:
    signs = {found[f"sign{side}"] for side in ("_1", "_2")} - {None}
    codes = {_SIGNS.get(sign, sign) for sign in signs}
    if len(codes) > 1:
        fix = "bring both sides to one currency"
        raise InvalidArgumentError(f"{text!r} has two currencies", code="two-currencies", where="text", fix=fix)
    return codes.pop() if codes else None
