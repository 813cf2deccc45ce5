"""The errors of the library: each says what is wrong, where, and how to mend it.

One family, one root. A reader of a file collects a :class:`Fault` for everything it finds and raises
one error holding them all, so that a file is mended in one go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Args:
        code: stable kebab-case name of the kind of fault, such as ``share-out-of-range``.
        problem: one sentence that says what is wrong.
        where: file, line and field, as far as they are known.
        fix: one sentence that says what to do about it.

    """

    code: str
    problem: str
    where: str = ""
    fix: str = ""

    def __str__(self) -> str:
        """Return the problem with its code, then where it is, then the fix, a line each."""
        lines = [f"{self.problem} [{self.code}]"]
        lines += [f"where: {self.where}"] if self.where else []
        lines += [f"fix: {self.fix}"] if self.fix else []
        return "\n".join(lines)


class SroiError(Exception):
    """The root of every error that the library raises on purpose.

    Args:
        problem: one sentence that says what is wrong.
        code: stable kebab-case name of the kind of error.
        where: file, line and field, or the argument, as far as they are known.
        fix: one sentence that says what to do about it.

    """

    def __init__(self, problem: str, *, code: str, where: str = "", fix: str = "") -> None:
        """Keep the parts, so that a caller can show them in its own way."""
        self.faults: tuple[Fault, ...] = (Fault(code, problem, where, fix),)
        super().__init__(problem)

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> SroiError:
        """Make one error of all the faults found, in the order found (at least one)."""
        every = tuple(faults)
        first = every[0]
        error = cls(first.problem, code=first.code, where=first.where, fix=first.fix)
        error.faults = every
        return error

    @property
    def code(self) -> str:
        """The code of the first fault."""
        return self.faults[0].code

    @property
    def problem(self) -> str:
        """What is wrong, of the first fault."""
        return self.faults[0].problem

    @property
    def where(self) -> str:
        """Where it is, of the first fault."""
        return self.faults[0].where

    @property
    def fix(self) -> str:
        """What to do, of the first fault."""
        return self.faults[0].fix

    def __str__(self) -> str:
        """Return every fault; several are counted first and parted by a blank line."""
        if len(self.faults) == 1:
            return str(self.faults[0])
        return "\n\n".join([f"{len(self.faults)} faults", *map(str, self.faults)])

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by the faults, so that an error crosses a process whole."""
        return (type(self).of, (self.faults,))


class InvalidCaseError(SroiError, ValueError):
    """A case, or the file it stands in, breaks the format or asks for something that cannot be."""


class InvalidDataError(SroiError, ValueError):
    """A proxy, source, framework or index, or the file it stands in, is not what it must be."""


class InvalidArgumentError(SroiError, ValueError):
    """An argument of a call is outside what it may be."""


class NotFoundError(SroiError, KeyError):
    """Nothing has the id or name that was asked for."""


class FileUnreadableError(SroiError, OSError):
    """A file is missing, too large, or not text."""


class PriceYearError(SroiError, ValueError):
    """An amount cannot be brought to the price year asked for."""


class UndefinedRatioError(SroiError, ArithmeticError):
    """A ratio has no value because nothing was put in."""


class RefusedError(SroiError, ValueError):
    """The sum asked for would mislead, so it is not made."""


class MissingDependencyError(SroiError, ImportError):
    """An optional package is needed; the fix names the extra that brings it."""
