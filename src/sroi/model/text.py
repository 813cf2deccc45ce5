"""Numbers as people read them. The only place where money is rounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TypeAlias

SYMBOLS = {
    "GBP": "£", "EUR": "€", "USD": "$", "AUD": "A$", "CAD": "C$", "NZD": "NZ$", "TWD": "NT$", "HKD": "HK$", "SGD": "S$",
    "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "ZAR": "R", "BRL": "R$",
}  # fmt: skip
"""Signs of currencies; any other is written with its three letters."""

Layout: TypeAlias = Callable[..., str]
"""A way to lay rows out, called as :func:`table_text` is: plainly, or as a terminal can show them."""

_WIDE = Context(prec=400)


def rounded(value: float, places: int = 2) -> Decimal:
    """Round half up, from the shortest decimal that stands for the float.

    >>> rounded(2.675), rounded(-0.5, 0)
    (Decimal('2.68'), Decimal('-1'))
    """
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def number_text(value: float, places: int = 2) -> str:
    """Write a number with commas between thousands.

    >>> number_text(1234567.891)
    '1,234,567.89'
    """
    return f"{rounded(value, places):,f}"


def money_text(value: float, currency: str = "GBP", places: int = 2) -> str:
    """Write money with the sign of its currency, the minus before it.

    >>> money_text(2438626.92), money_text(-3.5), money_text(4, "XAF")
    ('£2,438,626.92', '-£3.50', 'XAF 4.00')
    """
    amount = rounded(value, places)
    sign = "-" if amount < 0 else ""
    return f"{sign}{SYMBOLS.get(currency, f'{currency} ')}{amount.copy_abs():,f}"


def ratio_text(value: float, currency: str = "GBP") -> str:
    """Write a ratio as the field does, for each pound put in.

    >>> ratio_text(5.8017), ratio_text(40.9, "EUR")
    ('£1:£5.80', '€1:€40.90')
    """
    return f"{money_text(1, currency, 0)}:{money_text(value, currency)}"


def share_text(value: float) -> str:
    """Write a share as per cent, with no more digits than it has.

    >>> share_text(0.15), share_text(0.245)
    ('15 %', '24.5 %')
    """
    percent = Decimal(repr(float(value))).scaleb(2, _WIDE)
    return f"{percent.normalize(_WIDE):f} %"


def change_text(change: float) -> str:
    """Write a change as whole per cent, with its sign.

    >>> change_text(-0.713), change_text(544.48)
    ('-71 %', '+54,448 %')
    """
    return f"{rounded(100 * change, 0):+,f} %"


def plain_number(value: float) -> str:
    """Write a number with the digits it has and no more, so that a sum can be followed.

    >>> plain_number(38.0), plain_number(0.0125)
    ('38', '0.0125')
    """
    return f"{Decimal(repr(float(value))).normalize(_WIDE):,f}"


def table_text(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Lay rows out in columns; those whose numbers are in ``right`` are set to the right.

    >>> print(table_text(["line", "£"], [["diet", "8.00"], ["work", "12.00"]], right=[1]))
    line      £
    ----  -----
    diet   8.00
    work  12.00
    """
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    ruled = [head, ["-" * width for width in widths], *rows]
    return "\n".join(_row(row, widths, right) for row in ruled)


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    set_out = (
        cell.rjust(width) if place in right else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(set_out).rstrip()
