"""Findings: what a reader of a figure must know, why it matters, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from sroi.model.shown import Shown

if TYPE_CHECKING:
    from sroi.model.case import Waiver

Severity: TypeAlias = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""``error``: the figure misleads as it stands; ``warning``: say why, or mend it; ``note``: a reader must be told."""

FEW = 5
"""So many further places of one finding are printed; the rest are counted, and all stand in ``to_dict()``."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a case that bears on whether its figure may be published.

    Args:
        code: stable kebab-case name of the rule.
        severity: ``error``, ``warning`` or ``note``.
        where: place in the case, such as ``outcomes.less-lonely.deadweight``.
        what: what was found, with the numbers.
        why: why it matters.
        fix: what to do about it.
        standard: which standard asks for it.

    """

    code: str
    severity: Severity
    where: str
    what: str
    why: str
    fix: str
    standard: str

    def to_dict(self) -> dict[str, str]:
        """Return the finding as plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that the case sets aside, with the reason it gives.

    Args:
        finding: what was found.
        reason: why the case's author lets it stand.

    """

    finding: Finding
    reason: str

    def to_dict(self) -> dict[str, str]:
        """Return the finding and the reason as plain data."""
        return self.finding.to_dict() | {"reason": self.reason}


@dataclass(frozen=True)
class Findings(Shown, Sequence[Finding]):
    """What was found, the worst first; behaves as a tuple of :class:`Finding`.

    Args:
        case: id of the case.
        findings: those that stand.
        waived: those that the case sets aside.

    """

    case: str
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, place: int | slice) -> Finding | tuple[Finding, ...]:
        return self.findings[place]

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of each kind of finding that stands, once, the worst first."""
        return tuple(dict.fromkeys(finding.code for finding in self.findings))

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return those of one severity."""
        return tuple(finding for finding in self.findings if finding.severity == severity)

    @property
    def publishable(self) -> bool:
        """Whether neither an error nor a warning stands."""
        return not self.of("error") and not self.of("warning")

    def to_dict(self) -> dict[str, Any]:
        """Return the documented shape of ``sroi check --json``."""
        return {
            "case": self.case,
            "publishable": self.publishable,
            "counts": {severity: len(self.of(severity)) for severity in SEVERITIES},
            "findings": [finding.to_dict() for finding in self.findings],
            "waived": [one.to_dict() for one in self.waived],
        }

    @property
    def heading(self) -> str:
        """How many of each there are, in one line."""
        counts = [f"{len(self.of(severity))} {severity}{'s' * (len(self.of(severity)) != 1)}" for severity in SEVERITIES]
        return f"{self.case}: {', '.join(counts)}, {len(self.waived)} waived"

    def __str__(self) -> str:
        """Return each kind of finding once, with every place it was found at."""
        kinds = [[one for one in self.findings if one.code == code] for code in self.codes]
        waived = [f"waived   {one.finding.code} at {one.finding.where}: {one.reason}" for one in self.waived]
        return "\n".join([self.heading, *map(_kind_text, kinds), *waived])


def _kind_text(found: list[Finding]) -> str:
    """Write findings of one code: the first in full, the places of the others."""
    first, *others = found
    margin = " " * 9
    more = f" and {len(others) - FEW} more places" if len(others) > FEW else ""
    places = [f"{margin}also at: {', '.join(one.where for one in others[:FEW])}{more}"] if others else []
    return "\n".join([
        f"{first.severity:<9}{first.code} at {first.where}",
        f"{margin}{first.what}",
        *places,
        f"{margin}why: {first.why} ({first.standard})",
        f"{margin}fix: {first.fix}",
    ])  # fmt: skip


def set_aside(findings: Sequence[Finding], waivers: Sequence[Waiver]) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    """Part the findings that stand from those that a waiver covers."""
    reasons = [(finding, next((one.reason for one in waivers if covers(one, finding)), None)) for finding in findings]
    waived = tuple(Waived(finding, reason) for finding, reason in reasons if reason is not None)
    return tuple(finding for finding, reason in reasons if reason is None), waived


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Say whether a waiver is about a finding: its code, and its place or any place inside the one named."""
    inside = (
        waiver.where is None
        or finding.where == waiver.where
        or finding.where.startswith((f"{waiver.where}.", f"{waiver.where}["))
    )
    return waiver.code == finding.code and inside
