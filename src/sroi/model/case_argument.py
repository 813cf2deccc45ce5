"""What a function that takes a case says to whoever hands over something else."""

from __future__ import annotations

from sroi.errors import InvalidArgumentError
from sroi.model.case import Case


def require_case(value: object, where: str = "case") -> None:
    """Refuse what is not a case, such as the path of one, or its result.

    Args:
        value: what was handed over.
        where: name of the argument.

    Raises:
        InvalidArgumentError: it is no case (``not-a-case``).

    """
    if isinstance(value, Case):
        return
    own = isinstance(getattr(value, "case", None), Case)
    fix = "give its case: result.case" if own else "read it with sroi.read_case first, and give what that returns"
    raise InvalidArgumentError(f"a {type(value).__name__} is not a case", code="not-a-case", where=where, fix=fix)
