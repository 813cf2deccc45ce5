"""A result as plain data: the documented shape of ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi.version import VERSION

if TYPE_CHECKING:
    from sroi.valuation.result import Result


def result_dict(result: Result) -> dict[str, Any]:
    """Return every figure of a result, unrounded; the ratio is null where there is none."""
    ratio = result.ratio if not result.no_ratio else None
    return {
        "case": {
            "id": result.case.id,
            "title": result.case.title,
            "stage": result.case.stage,
            "currency": result.case.currency,
            "price_year": result.case.price_year,
        },
        "ratio": {"value": ratio.value, "text": ratio.text} if ratio else None,
        "net_ratio": result.net_ratio if ratio else None,
        "total_input": result.total_input,
        "undiscounted_input": result.undiscounted_input,
        "present_value": result.present_value,
        "net_present_value": result.net_present_value,
        "payback_years": result.payback_years,
        "by_year": list(result.by_year),
        "present_value_by_year": list(result.present_value_by_year),
        "by_stakeholder": result.by("stakeholder"),
        "by_kind": result.by("kind"),
        "by_measure": result.by("measure"),
        "outcomes": [line.to_dict() | {"steps": [step.to_dict() for step in line.steps]} for line in result.outcomes.values()],
        "local_economy": result.local_economy.to_dict() if result.local_economy else None,
        "local_lines": result.local_lines,
        "left_out": {line.id: line.left_out for line in result.outcomes.values() if line.left_out},
        "discounting": result.discounting.text,
        "perspective": result.case.perspective,
        "fingerprint": result.fingerprint,
        "edition": result.edition,
        "version": VERSION,
    }
