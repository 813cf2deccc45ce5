"""How much a printed figure leaves open: half of its last digit."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

_WIDE = Context(prec=400)  # the caller's own context may be narrow


def half_digit(printed: Decimal) -> Decimal:
    """Return half of the last printed digit.

    >>> half_digit(Decimal("5.80")), half_digit(Decimal("40"))
    (Decimal('0.005'), Decimal('0.5'))
    """
    return Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1, _WIDE)


def matches(printed: str, calculated: float) -> bool:
    """Say whether an unrounded figure lies within half of the last printed digit, ends included.

    >>> matches("5.80", 5.8017), matches("5.80", 5.8051)
    (True, False)
    """
    figure = Decimal(printed)
    return abs(Fraction(repr(float(calculated))) - Fraction(figure)) <= Fraction(half_digit(figure))
