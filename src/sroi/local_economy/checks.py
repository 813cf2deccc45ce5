"""Small checks of the numbers that callers hand in; each returns its faults, so that all are told at once."""

from __future__ import annotations

import math
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING

from sroi.errors import Fault, InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable


def raise_if_any(faults: Iterable[Fault]) -> None:
    """Raise one error of all the faults, or do nothing when there are none.

    >>> raise_if_any([])
    """
    found = tuple(faults)
    if found:
        raise InvalidArgumentError.of(found)


def number_faults(**values: object) -> list[Fault]:
    """Report every value that is not a finite number.

    >>> [fault.where for fault in number_faults(gross=1, deadweight=None, leakage="0.1")]
    ['deadweight', 'leakage']
    """
    return [
        Fault("number-needed", f"{name} is {value!r}, not a finite number", name, f"give {name} as a number")
        for name, value in values.items()
        if not _is_number(value)
    ]


def share_faults(**shares: object) -> list[Fault]:
    """Report every value that is not a number from 0 to 1.

    >>> [fault.code for fault in share_faults(leakage=20)]
    ['share-out-of-range']
    """
    faults = number_faults(**shares)
    wrong = {fault.where for fault in faults}
    for name, value in shares.items():
        if name not in wrong and not 0 <= value <= 1:  # type: ignore[operator]
            faults.append(_out_of_range(name, value))
    return faults


def negative_faults(**amounts: object) -> list[Fault]:
    """Report every value that is not a number of at least 0.

    >>> [fault.code for fault in negative_faults(hours=-1)]
    ['amount-negative']
    """
    faults = number_faults(**amounts)
    wrong = {fault.where for fault in faults}
    for name, value in amounts.items():
        if name not in wrong and value < 0:  # type: ignore[operator]
            faults.append(Fault("amount-negative", f"{name} is {value}, below zero", name, f"give {name} as 0 or more"))
    return faults


def _out_of_range(name: str, value: object) -> Fault:
    fix = f"give {name} between 0 and 1; 20 % is 0.2"
    return Fault("share-out-of-range", f"{name} is {value}, not a share between 0 and 1", name, fix)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return False
    return math.isfinite(value)
