"""The columns that a table of measurements may have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from sroi.errors import Fault
from sroi.mapping.figures import figure_names, slug
from sroi.mapping.rows import Row
from sroi.model.framework import Framework, Measure

ABOUT: tuple[str, ...] = ("measure", "title", "asks_for", "stakeholder", "people_group", "period")
"""What a row is about; ``asks_for`` is the form's own and is not read."""

DEDUCTIONS: tuple[str, ...] = ("deadweight", "displacement", "attribution", "drop_off", "duration")
"""What comes off and for how long; each may have its ``_basis``."""

GROUNDS: tuple[str, ...] = ("basis", "source", "note")
"""What the figures rest on."""

OTHERS: tuple[str, ...] = (*ABOUT, "proxy", *DEDUCTIONS, *(f"{name}_basis" for name in DEDUCTIONS), "starts", *GROUNDS)
"""Every column that holds no figure of a measure."""

UNMEASURED = frozenset({"measure", "title", "asks_for"})
"""Columns that a form fills itself: a row with nothing else was not measured."""

MEANINGS = {
    "measure": "id or number of the measure",
    "title": "what changed; the measure's title where blank",
    "asks_for": "the figures this measure needs",
    "stakeholder": "who gains or loses",
    "people_group": "a name for the people meant, where two measures may hold the same people or must not",
    "period": "the time measured, in words",
    "quantity": "the quantity ready made, in place of the figures",
    "proxy": "default, or ids of proxies parted by semicolons",
    "deadweight": "share that would have happened anyway, 0 to 1 or per cent",
    "displacement": "share that was only moved from elsewhere, 0 to 1 or per cent",
    "attribution": "share owed to others, 0 to 1 or per cent; several parted by semicolons",
    "drop_off": "share of the benefit lost each year, 0 to 1 or per cent",
    "duration": "years the benefit lasts; 1 where blank",
    "starts": "projection year in which the benefit begins; 1 where blank",
    "basis": "what the figures rest on",
    "source": "where the figures stand",
    "note": "anything a reader must know",
}
"""What each column holds, in words that a form can print."""


def framework_names(framework: Framework) -> frozenset[str]:
    """Return every column that some measure of a framework may be given in."""
    return frozenset(name for measure in framework.measures.values() for name in figure_names(measure)) | {"quantity"}


def unused_names(row: Row, measure: Measure, units: Iterable[str], known: frozenset[str]) -> list[str]:
    """List the figures in a row that its measure and its proxies do not use: passed over, they would be lost silently."""
    used = {*figure_names(measure), *(f"quantity_{slug(unit)}" for unit in units)}
    figures = [name for name in row.cells if name in known or name.startswith("quantity")]
    return [name for name in figures if name not in used]


def unknown_columns(rows: Sequence[Row], known: frozenset[str]) -> list[Fault]:
    """Find columns that mean nothing, each once, at the first row that fills it."""
    first: dict[str, Row] = {}
    for row in rows:
        for name in row.cells:
            if name not in known and name not in OTHERS and not name.startswith("quantity_"):
                first.setdefault(name, row)
    return [
        Fault("unknown-column", f"no column is called '{name}'", row.where(name), _meant(name, known))
        for name, row in first.items()
    ]


def _meant(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, [*OTHERS, *known], n=1)
    return f"did you mean '{near[0]}'?" if near else "take it away; what is worth saying belongs in 'note'"
