"""Every rule over a case."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from sroi.assurance import counting, deductions, scope, telling, values, years
from sroi.assurance.findings import SEVERITIES, Finding, Findings, covers, set_aside
from sroi.assurance.rule import TRANSPARENT, Inquiry, Rule
from sroi.catalogue import load
from sroi.valuation.calculate import calculate

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case
    from sroi.valuation import Result

RULES: tuple[Rule, ...] = (
    *deductions.RULES,
    *values.RULES,
    *counting.RULES,
    *years.RULES,
    *scope.RULES,
    *telling.RULES,
)
"""Every rule, in the order in which they are asked."""

UNUSED_WAIVER = "waiver-without-effect"


def check(case: Case, *, catalogue: Catalogue | None = None) -> Findings:
    """Say what stands between a case and publication.

    The case is calculated once, and every rule of ``sroi.assurance.RULES`` looks at the result. A finding that the
    case waives, with a reason, is kept apart and printed as waived.

    Args:
        case: the case.
        catalogue: proxies and measures to look up; those that came with the library when absent.

    Returns:
        The findings, errors first, then warnings, then notes; each with code, place, what, why, fix and standard.

    Raises:
        InvalidCaseError: the case cannot be calculated at all.

    The convention that bites: no finding is no proof. The rules read what the case says, not whether it is true.

    References:
        hmt-green-book-2026, sroi-meta-2026

    Examples:
        >>> import sroi
        >>> sroi.check(sroi.read_case("docs/examples/befriending.yaml")).codes[0]
        'illustrative-number'

    """
    catalogue = catalogue or load()
    return findings_of(calculate(case, catalogue=catalogue), catalogue=catalogue)


def findings_of(result: Result, *, catalogue: Catalogue | None = None) -> Findings:
    """Ask every rule of a case that is calculated already.

    Examples:
        >>> import sroi
        >>> result = sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))
        >>> findings_of(result).codes[0]
        'illustrative-number'

    """
    inquiry = Inquiry(result, catalogue or load())
    found = [finding for rule in RULES for finding in rule(inquiry)]
    found += _unused_waivers(result.case, found)
    found.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    standing, waived = set_aside(found, result.case.waivers)
    return Findings(result.case.id, standing, waived)


def _meant(code: str) -> str:
    known = [rule.code for rule in RULES]
    near = [] if code in known else get_close_matches(code, known, n=1)
    return f"did you mean '{near[0]}'?" if near else ""


def _unused_waivers(case: Case, found: list[Finding]) -> list[Finding]:
    """A waiver that covers nothing is noise, or hides a misspelt code."""
    why = "a reader looks for what was waived and finds nothing"
    return [
        Finding(
            UNUSED_WAIVER,
            "warning",
            f"waivers[{place}]",
            f"nothing is found that the waiver of '{waiver.code}' covers",
            why,
            _meant(waiver.code) or "check its code and place, or take it out",
            TRANSPARENT,
        )
        for place, waiver in enumerate(case.waivers)
        if not any(covers(waiver, finding) for finding in found)
    ]
