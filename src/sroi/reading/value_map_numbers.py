"""Numbers as people write them in value maps; whatever is not plain is said aloud, and what is doubtful is not read."""

from __future__ import annotations

import re
from typing import NamedTuple

from sroi.errors import Fault

_PLAIN = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_PERCENT = re.compile(r"([-+]?[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*(?:%|per ?cent)")
_MONEY = re.compile(r"([-+]?)\s*[£€$]?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")


class Read(NamedTuple):
    """A number read, and what must be said about how."""

    value: float | None
    said: str = ""
    fault: Fault | None = None


def read_number(cell: object, where: str) -> Read:
    """Read a quantity or an amount; a sign of a currency and commas between thousands are said aloud.

    >>> read_number("£1,250.00", "cell C5")
    Read(value=1250.0, said="cell C5: '£1,250.00' is read as 1250", fault=None)
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Read(float(cell))
    text = str(cell).strip()
    if _PLAIN.fullmatch(text):
        return Read(float(text))
    money = _MONEY.fullmatch(text)
    if money:
        value = float(f"{money[1]}{money[2].replace(',', '')}{money[3] or ''}")
        return Read(value, f"{where}: {text!r} is read as {value:.15g}")
    problem = f"{text!r:.60} is not a number"
    return Read(None, "", Fault("not-a-number", problem, where, "write digits with a point"))


def read_share(cell: object, where: str) -> Read:
    """Read a share: 0.15, or 15 %, which is said aloud; a bare 15 is doubtful and not read.

    >>> read_share("15 %", "cell Q5").value, read_share(15, "cell Q5").fault.code
    (0.15, 'share-or-percent')
    """
    percent = _PERCENT.fullmatch(str(cell).strip().lower())
    if percent:
        value = float(f"{percent[1]}e-2")
        return Read(value, f"{where}: {str(cell).strip()!r} is read as {value:.15g}")
    number = read_number(cell, where)
    if number.value is not None and not 0 <= number.value <= 1:
        problem = f"{number.value:.15g} may be a share or per cent"
        return Read(None, "", Fault("share-or-percent", problem, where, "write 15 % as 0.15, or with its sign"))
    return number
