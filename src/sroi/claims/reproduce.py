"""Printed figures beside calculated ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sroi.claims.printed import matches
from sroi.documents import path_text
from sroi.errors import InvalidCaseError
from sroi.model.case_argument import require_case
from sroi.model.shown import Shown
from sroi.model.text import Layout, table_text
from sroi.valuation import Result, calculate, what_if

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sroi.catalogue import Catalogue
    from sroi.documents import Path
    from sroi.model.case import Case


@dataclass(frozen=True, slots=True)
class Comparison:
    """One printed figure beside ours.

    Args:
        figure: its path, such as ``outcomes.less-lonely.net`` or ``by_year[0]``.
        published: as printed.
        calculated: ours, unrounded; None where the case gives no such figure.
        misprint: why the source cannot be right, for a known misprint.

    """

    figure: str
    published: str
    calculated: float | None
    misprint: str | None = None

    @property
    def matched(self) -> bool:
        """Whether the unrounded figure lies within half of the last printed digit."""
        return self.calculated is not None and matches(self.published, self.calculated)


@dataclass(frozen=True, slots=True)
class Reproduction(Shown):
    """Every printed figure of a case beside ours.

    Args:
        case: the case.
        result: its result.
        comparisons: one for each printed figure, in the order of the file.

    """

    case: Case
    result: Result
    comparisons: tuple[Comparison, ...]

    @property
    def checked(self) -> tuple[Comparison, ...]:
        """The figures that count: all but the known misprints."""
        return tuple(one for one in self.comparisons if one.misprint is None)

    @property
    def matched(self) -> tuple[Comparison, ...]:
        """The figures that agree."""
        return tuple(one for one in self.checked if one.matched)

    @property
    def missed(self) -> tuple[Comparison, ...]:
        """The figures that do not agree."""
        return tuple(one for one in self.checked if not one.matched)

    @property
    def known_misprints(self) -> tuple[Comparison, ...]:
        """The figures that the source cannot have right, with the reason; shown and not counted."""
        return tuple(one for one in self.comparisons if one.misprint is not None)

    def __str__(self) -> str:
        """Write how many figures agree and every one that does not, as ``sroi reproduce`` prints them."""
        return reproduction_text([self])

    def to_dict(self) -> dict[str, Any]:
        """Return the documented shape of ``reproduce --json`` for one case."""
        return {
            "id": self.case.id,
            "checked": len(self.checked),
            "matched": len(self.matched),
            "missed": [_plain(one) for one in self.missed],
            "known_misprints": [_plain(one) | {"reason": one.misprint} for one in self.known_misprints],
        }


def reproduce(case: Case, *, catalogue: Catalogue | None = None) -> Reproduction:
    """Set every printed figure of a case beside the calculated one.

    A printed figure matches when the *unrounded* calculated value lies within half of its last printed
    digit, ends included.

    Args:
        case: a case with a ``published`` block.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        One comparison for each printed figure, known misprints among them.

    Raises:
        InvalidArgumentError: something else than a case (``not-a-case``).
        InvalidCaseError: the case has no printed figures (``nothing-published``).

    Examples:
        >>> import sroi
        >>> found = sroi.reproduce(sroi.read_case("proxies/published/westbank_2015.yaml"))
        >>> len(found.checked), len(found.missed)
        (36, 0)

    """
    require_case(case)
    if case.published is None or not (figures := list(case.published.figures())):
        fix = "add a `published` block with the figures as printed, in quotes"
        raise InvalidCaseError(
            f"the case '{case.id}' has no printed figures", code="nothing-published", where="published", fix=fix
        )
    result = calculate(case, catalogue=catalogue)
    scenarios = {
        name: calculate(what_if(case, name, catalogue=catalogue), catalogue=catalogue) for name in case.published.scenarios
    }
    reasons = case.published.known_misprints
    comparisons = (
        Comparison(path_text(path), printed, _calculated(path, result, scenarios), reasons.get(".".join(map(str, path))))
        for path, printed in figures
    )
    return Reproduction(case, result, tuple(comparisons))


def reproduction_text(found: Sequence[Reproduction], table: Layout = table_text) -> str:
    """Write one row for each study, then every figure that missed and every known misprint."""
    rows = [
        [one.case.id, *(str(len(group)) for group in (one.checked, one.matched, one.missed)), one.result.ratio.text]
        for one in found
    ]
    details = [
        f"{one.case.id}: {comparison.figure}: printed {comparison.published}, calculated {comparison.calculated}"
        + (f" (known misprint: {comparison.misprint})" if comparison.misprint else "")
        for one in found
        for comparison in (*one.missed, *one.known_misprints)
    ]
    checked, matched = sum(len(one.checked) for one in found), sum(len(one.matched) for one in found)
    foot = f"{matched} of {checked} printed figures reproduced, each to half of its last printed digit"
    heads = ["study", "figures checked", "matched", "missed", "ratio"]
    return "\n".join([table(heads, rows, right=[1, 2, 3, 4]), "", *details, foot])


def _calculated(path: Path, result: Result, scenarios: Mapping[str, Result]) -> float | None:
    """Find our figure for a printed one; None where there is none, such as a year past the last."""
    head, *rest = path
    if head == "scenarios":
        return _calculated(tuple(rest[1:]), scenarios[str(rest[0])], {})
    if head == "ratio":
        return result.ratio.value
    if isinstance(head, str) and head.startswith("by_") and head != "by_year":
        groups: dict[str, float] = result.by(head.removeprefix("by_"))  # type: ignore[arg-type]
        return groups.get(str(rest[0]))
    holder: Any = result.outcomes[str(rest[0])] if head == "outcomes" else result
    return _member(holder, rest[1:] if head == "outcomes" else list(path))


def _member(holder: Any, steps: list[str | int]) -> float | None:
    value = getattr(holder, str(steps[0]))
    if len(steps) == 1:
        return value  # type: ignore[no-any-return]
    place = int(steps[1])
    return value[place] if place < len(value) else None


def _plain(one: Comparison) -> dict[str, Any]:
    return {"figure": one.figure, "published": one.published, "calculated": one.calculated}
