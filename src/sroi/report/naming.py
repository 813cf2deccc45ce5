"""What a reader calls a case or a number of it: titles and words, where the machine has ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from sroi.errors import SroiError
from sroi.model.text import plain_number, share_text
from sroi.valuation import what_if

if TYPE_CHECKING:
    from sroi.model.case import Case, Input, Outcome
    from sroi.model.scenario import Scenario
    from sroi.valuation import Result

SHARES = frozenset({"deadweight", "displacement", "attribution", "contribution", "drop_off", "discount"})
"""Numbers that are read in per cent."""

Words: TypeAlias = Callable[[str], str]
"""Turns the label of a number into words."""


def number_words(case: Case) -> Words:
    """Say how the numbers of a case are called: the title of the line and the field, or the name the author gave.

    >>> import sroi
    >>> words = number_words(sroi.read_case("docs/examples/befriending.yaml"))
    >>> words("less-lonely: deadweight"), words("wellbeing.chronic_loneliness_year")
    ('No longer chronically lonely: deadweight', 'No longer chronically lonely: amount')
    """
    titles = _line_titles([*case.inputs, *case.outcomes])
    amounts = _proxy_titles(case, titles)

    def words(label: str) -> str:
        line, _, field = label.partition(": ")
        return f"{titles[line]}: {field}" if field and line in titles else amounts.get(label, label)

    return words


def note_words(note: str, case: Case) -> str:
    """Put titles for the labels of numbers that a note lists behind its colon.

    >>> import sroi
    >>> note_words("held: less-lonely: duration, discount", sroi.read_case("docs/examples/befriending.yaml"))
    'held: No longer chronically lonely: duration, discount'
    """
    told, colon, listed = note.partition(": ")
    return f"{told}{colon}{', '.join(map(number_words(case), listed.split(', ')))}"


def _line_titles(lines: Sequence[Input | Outcome]) -> dict[str, str]:
    """Call each line by its title; by its stakeholder and at last its id, too, where titles are the same."""
    ids = [line.id for line in lines]
    return dict(
        zip(ids, told_apart([line.title or line.id for line in lines], [line.stakeholder for line in lines], ids), strict=True)
    )


def told_apart(names: Sequence[str], *marks: Sequence[str]) -> list[str]:
    """Put behind a name that stands more than once the first of the marks that differ, and the next while two are the same.

    >>> told_apart(["diet", "work", "diet"], ["NHS", "NHS", "Council"])
    ['diet (NHS)', 'work', 'diet (Council)']
    """
    for mark in marks:
        found: dict[str, set[str]] = {}
        for name, one in zip(names, mark, strict=True):
            found.setdefault(name, set()).add(one)
        names = [f"{name} ({one})" if len(found[name]) > 1 else name for name, one in zip(names, mark, strict=True)]
    return list(names)


def _proxy_titles(case: Case, titles: Mapping[str, str]) -> dict[str, str]:
    """Call the amount of a catalogue's proxy after the lines that it values."""
    users: dict[str, list[str]] = {}
    for line in case.outcomes:
        if isinstance(line.proxy, str):
            users.setdefault(line.proxy, []).append(titles[line.id])
    others = {name: f" and {len(found) - 1} more" if len(found) > 1 else "" for name, found in users.items()}
    return {name: f"{found[0]}{others[name]}: amount" for name, found in users.items()}


def short(value: float) -> str:
    """Write a number with four digits that count.

    >>> short(5.80171), short(12_345.6)
    ('5.802', '12,350')
    """
    return plain_number(float(f"{value:.4g}"))


def value_words(name: str, value: float) -> str:
    """Write the value of a number with four digits that count, a share in per cent; its own name says what it is.

    >>> value_words("less-lonely.deadweight", 0.30081), value_words("less-lonely.quantity", 14)
    ('30.08 %', '14')
    """
    share = not SHARES.isdisjoint(name.split("."))
    return share_text(float(f"{value:.4g}")) if share else short(value)


def case_names(results: Sequence[Result]) -> list[str]:
    """Call each case by its title; where two have the same, by the what-if that makes it, its id, or its place.

    >>> import sroi
    >>> case = sroi.read_case("docs/examples/job_club.yaml")
    >>> case_names([sroi.calculate(one) for one in (case, sroi.what_if(case, "deadweight-half"))])
    ['Job club 2025/26', 'Job club 2025/26: Half would have found work anyway']
    """
    cases = [result.case for result in results]
    times = Counter(case.title for case in cases)
    names = [_with_what_if(case, cases) if times[case.title] > 1 else case.title for case in cases]
    return told_apart(names, [case.id for case in cases], [str(place) for place in range(1, len(cases) + 1)])


def _with_what_if(case: Case, others: Sequence[Case]) -> str:
    """Add the title of the what-if by which a case comes from one of the others; a case knows its what-ifs, not its origin."""
    asked = [(other, scenario) for other in others if other.id == case.id for scenario in other.scenarios]
    found = next((scenario for other, scenario in asked if _makes(other, scenario, case)), None)
    return f"{case.title}: {found.title or found.id}" if found else case.title


def _makes(other: Case, scenario: Scenario, case: Case) -> bool:
    try:
        return what_if(other, scenario) == case
    except SroiError:
        return False
