"""What a rule is, and what it may ask."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from sroi.assurance.findings import Finding, Severity

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case
    from sroi.valuation import OutcomeResult, Result


@dataclass(frozen=True)
class Inquiry:
    """What the rules look at: a calculated case and the catalogue it was priced from.

    Args:
        result: the calculated case.
        catalogue: where proxies and measures were looked up.

    """

    result: Result
    catalogue: Catalogue

    @property
    def case(self) -> Case:
        """The case."""
        return self.result.case

    @cached_property
    def lines(self) -> tuple[OutcomeResult, ...]:
        """Every outcome, calculated, in the order of the case."""
        return tuple(self.result.outcomes.values())

    @cached_property
    def counted(self) -> tuple[OutcomeResult, ...]:
        """The outcomes that are in the total."""
        return tuple(line for line in self.lines if line.left_out is None)


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that a rule stops at.

    Args:
        where: place in the case.
        what: what is there, with the numbers.
        fix: what to do about it.

    """

    where: str
    what: str
    fix: str


Find: TypeAlias = Callable[[Inquiry], Iterator[Spot]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a small function that finds places, and what to say of them.

    Args:
        code: stable kebab-case name.
        severity: how bad it is.
        standard: which standard asks for it.
        why: why it matters.
        find: the function; its docstring says the rule.

    """

    code: str
    severity: Severity
    standard: str
    why: str
    find: Find

    @property
    def text(self) -> str:
        """The rule in words."""
        return " ".join((inspect.getdoc(self.find) or "").split())

    def __call__(self, inquiry: Inquiry) -> Iterator[Finding]:
        """Give a finding for every place the rule stops at."""
        for spot in self.find(inquiry):
            yield Finding(self.code, self.severity, spot.where, spot.what, self.why, spot.fix, self.standard)


def rule(code: str, severity: Severity, *, standard: str, why: str) -> Callable[[Find], Rule]:
    """Make a rule out of the function below it."""
    return lambda find: Rule(code, severity, standard, why, find)


def at(line: OutcomeResult, key: str = "") -> str:
    """Write the place of an outcome, or of one of its keys: ``outcomes.less-lonely.deadweight``."""
    return f"outcomes.{line.id}.{key}".rstrip(".")


INVOLVE = "Social Value Principle 1: involve stakeholders"
UNDERSTAND = "Social Value Principle 2: understand what changes"
VALUE = "Social Value Principle 3: value the things that matter"
MATERIAL = "Social Value Principle 4: only include what is material"
OVERCLAIM = "Social Value Principle 5: do not over-claim"
TRANSPARENT = "Social Value Principle 6: be transparent"
VERIFY = "Social Value Principle 7: verify the result"
GREEN_BOOK = "Green Book 2026"
LOCAL_CBA = "local CBA guidance"
AQUA_BOOK = "Aqua Book"
PROCUREMENT = "Procurement Act 2023 and PPN 002"
