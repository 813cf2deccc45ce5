"""What a simulation, a tornado and switching values found, as a terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi.model.text import Layout, plain_number, share_text, table_text
from sroi.uncertainty.model import FIGURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sroi.uncertainty.distribution import Simulation
    from sroi.uncertainty.switching import SwitchingValue, SwitchingValues
    from sroi.uncertainty.tornado import Tornado

_CHANCES = (0.05, 0.5, 0.95)
_GIVE_RANGES = 'give low and high, or borrow those of published studies: --reference-class, in Python ranges="reference_class"'


def simulation_text(found: Simulation, threshold: float = 1.0, headline: str | None = None, table: Layout = table_text) -> str:
    """Write the headline with its range, a line for each figure, and what to know about them."""
    if not found.uncertain:
        return "\n".join([found.case.title, found.text, f"fix: {_GIVE_RANGES}"])
    numbers = f"{len(found.uncertain)} uncertain number{'s' * (len(found.uncertain) != 1)}"
    rows = [
        [
            name.replace("_", " ") if name in FIGURES else name,
            found.text_of(found.central[name], name),
            *(found.text_of(found.quantile(chance, name).value, name) for chance in _CHANCES),
        ]
        for name in found.draws
    ]
    heads = ["figure", "central", "5 % point", "median", "95 % point"]
    return "\n".join([
        found.case.title,
        found.text,
        "",
        table(heads, rows, right=[1, 2, 3, 4]),
        "",
        *_chances(found, threshold, headline),
        f"{found.count:,} cases, seed {found.seed}, {numbers}",
        *(f"{'warning' if note in found.warnings else 'note'}: {note.text}" for note in found.notes),
    ])  # fmt: skip


def has_headline(found: Simulation, headline: str | None) -> bool:
    """Say whether there is a published headline to compare with: one that is given, or the case's own."""
    return headline is not None or bool(found.case.published and found.case.published.ratio)


def _chances(found: Simulation, threshold: float, headline: str | None) -> Iterator[str]:
    """Write the chances of the ratio, where its draws were kept."""
    if "ratio" in found.draws:
        yield _chance(f"ratio above {plain_number(threshold)}", found.probability(threshold))
        if has_headline(found, headline):
            yield _chance(f"headline of {found.headline(headline)} reached", found.probability_of(headline))


def _chance(words: str, estimate: Any) -> str:
    error = share_text(float(f"{estimate.standard_error:.2g}"))
    return f"{words}: {estimate.text} of draws (standard error {error})"


def tornado_text(found: Tornado, table: Layout = table_text) -> str:
    """Write a row for each uncertain number, the widest swing first."""
    if not found.bars:
        return f"no number of the case has a range; {_GIVE_RANGES}"
    rows = [[bar.label, *map(_short, (bar.low, bar.high, bar.at_low, bar.at_high, bar.swing))] for bar in found.bars]
    of = found.of.replace("_", " ")
    heads = ["number", "5 % point", "95 % point", f"{of} at 5 %", f"{of} at 95 %", "swing"]
    origins = dict.fromkeys(bar.origin for bar in found.bars)
    return "\n".join([
        found.case.title,
        f"{of} {_short(found.central)} with every number at its value",
        "",
        table(heads, rows, right=[1, 2, 3, 4, 5]),
        "",
        *(f"ranges: {origin}" for origin in origins),
    ])  # fmt: skip


def switching_text(found: SwitchingValues) -> str:
    """Write a line for each number, the most fragile first."""
    goal = f"ratio {_short(found.central)}; each number alone, all else at its value, for a ratio of {plain_number(found.target)}"
    return "\n".join([found.case.title, goal, "", *(_row_text(row) for row in found.rows)])


def _row_text(row: SwitchingValue) -> str:
    """Say of a value that flips the answer whether it lies in the number's own range."""
    if row.switches_at is None or row.plausible is None:
        return row.text
    return f"{row.text}, {'within' if row.plausible else 'outside'} its range"


def _short(value: float) -> str:
    """Write a number of any kind with as many digits as a table can bear."""
    return plain_number(float(f"{value:.4g}"))
