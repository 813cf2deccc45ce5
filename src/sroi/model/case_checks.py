"""Rules that span several fields of a case, checked even where single fields are wrong too.

Each rule takes the case as data or as records, whichever was handed in, and gives the places and errors
it finds. What is not of the right type is passed over here: the field's own check complains of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from sroi.model.base import refuse

Found: TypeAlias = Iterator[tuple[tuple[str | int, ...], PydanticCustomError]]

Whole = TypeVar("Whole")

LEAST = 1e-12
"""Inputs that cancel out to less than this share of themselves are nothing: what is left is rounding."""


def check_whole(title: str, data: Any, handler: Callable[[Any], Whole]) -> Whole:
    """Validate the fields, then the rules, and raise all errors together."""
    errors: list[InitErrorDetails] = []
    try:
        made: Whole | None = handler(data)
    except ValidationError as error:
        made, errors = None, [_again(item) for item in error.errors()]
    errors += [InitErrorDetails(type=kind, loc=place, input=place[-1]) for rule in RULES for place, kind in rule(data)]
    if made is None or errors:
        raise ValidationError.from_exception_data(title, errors)
    return made


def _again(item: ErrorDetails) -> InitErrorDetails:
    """Make an error that was caught ready to be raised again."""
    context = item.get("ctx", {})
    kind = refuse(item["type"], item["msg"], context["fix"]) if "fix" in context else item["type"]
    return InitErrorDetails(type=kind, loc=item["loc"], input=item["input"], ctx=context)


def peek(thing: Any, key: str) -> Any:
    """Look up a key of plain data, or the field of a record; None where there is neither."""
    return thing.get(key) if isinstance(thing, dict) else getattr(thing, key, None)


def members(thing: Any, key: str) -> list[Any]:
    """Give the members of a list, or nothing."""
    value = peek(thing, key)
    return list(value) if isinstance(value, list | tuple) else []


def words(thing: Any, list_key: str, key: str) -> set[str]:
    """Give the text that the members of a list have under a key."""
    return {value for value in (peek(member, key) for member in members(thing, list_key)) if isinstance(value, str)}


def number(value: Any, key: str) -> float | None:
    """Give the number of a bare number or a record, or None."""
    inner = value if isinstance(value, int | float | str) else peek(value, key)
    try:
        return None if inner is None or isinstance(inner, bool) else float(inner)
    except (TypeError, ValueError, OverflowError):
        return None


def lines(case: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Give every input and outcome with its place."""
    for key in ("inputs", "outcomes"):
        for place, line in enumerate(members(case, key)):
            yield (key, place), line


def repeated_ids(case: Any) -> Found:
    """Inputs and outcomes share one set of ids; scenarios have their own."""
    scenarios = [(("scenarios", place), line) for place, line in enumerate(members(case, "scenarios"))]
    for group in (list(lines(case)), scenarios):
        firsts: dict[str, str] = {}
        for place, line in group:
            name = peek(line, "id")
            if isinstance(name, str) and name in firsts:
                yield (
                    (*place, "id"),
                    refuse(
                        "id-repeated", f"the id '{name}' stands twice, first at {firsts[name]}", "give each line an id of its own"
                    ),
                )
            elif isinstance(name, str):
                firsts[name] = f"{place[0]}[{place[1]}]"


def nothing_in(case: Any) -> Found:
    """Inputs that are given must add up to something, or there is no ratio.

    A case about local pounds alone needs none. Whether it is can only be told when its proxies are looked up, so
    an empty list is passed over here and refused when a line that counts as social value is priced.
    """
    if not members(case, "inputs"):
        return
    amounts = [number(peek(line, "amount"), "amount") for line in members(case, "inputs")]
    known = [amount for amount in amounts if amount is not None]
    if len(known) == len(amounts) and abs(sum(known)) <= LEAST * sum(map(abs, known)):
        yield (
            ("inputs",),
            refuse(
                "inputs-sum-to-zero",
                "the inputs add up to zero, so there is no ratio",
                "give what the programme cost, time and goods included",
            ),
        )


def nothing_out(case: Any) -> Found:
    """A case has outcomes, unless it is about local pounds alone."""
    if isinstance(peek(case, "outcomes"), list | tuple) and not members(case, "outcomes") and not _about_local_pounds_alone(case):
        yield ("outcomes",), refuse("no-outcomes", "the case has no outcomes", "add a line for each change of each stakeholder")


def _about_local_pounds_alone(case: Any) -> bool:
    return peek(case, "local_economy") is not None and not members(case, "outcomes")


def two_shares_of_credit(case: Any) -> Found:
    """Attribution and contribution say the same thing from two sides."""
    for place, line in enumerate(members(case, "outcomes")):
        if peek(line, "attribution") is not None and peek(line, "contribution") is not None:
            problem = "both attribution and contribution are given"
            fix = "keep attribution (owed to others) or contribution (our own share)"
            yield ("outcomes", place, "contribution"), refuse("attribution-and-contribution", problem, fix)


def unknown_lines(case: Any) -> Found:
    """Scenarios name lines, stakeholders and measures that exist, or they would change nothing without a word."""
    ids, outcomes = words(case, "inputs", "id"), words(case, "outcomes", "id")
    known = {"without": ids | outcomes, "outcome": outcomes, "input": ids}
    known |= {key: words(case, "outcomes", key) for key in ("stakeholder", "measure")}
    for place, scenario in enumerate(members(case, "scenarios")):
        changes = [((), scenario), *((("changes", n), change) for n, change in enumerate(members(scenario, "changes")))]
        for inside, change in changes:
            for way, name in _named(change):
                if isinstance(name, str) and name not in known[way[-1]]:
                    problem, fix = f"no line of the case answers to '{name}'", "write it as the line does"
                    yield ("scenarios", place, *inside, *way), refuse("unknown-line", problem, fix)


def _named(change: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every name of lines in a change, and where it stands."""
    for name in members(change, "without"):
        yield ("without",), name
    only = peek(change, "only")
    for key in ("outcome", "input", "stakeholder", "measure"):
        value = peek(only, key)
        for name in [value] if isinstance(value, str) else members(only, key):
            yield ("only", key), name


def unknown_published(case: Any) -> Found:
    """Printed figures stand for lines, scenarios and figures that exist."""
    published = peek(case, "published")
    known = {
        "outcomes": words(case, "outcomes", "id"),
        "scenarios": words(case, "scenarios", "id"),
        "by_stakeholder": words(case, "outcomes", "stakeholder"),
    }
    for key, names in known.items():
        for name in _keys(published, key):
            if name not in names:
                problem = f"'{name}' is not one of the case's {key.replace('by_', '')}"
                yield ("published", key, name), refuse("unknown-line", problem, "use the id or name as the case writes it")
    for path in _keys(published, "known_misprints"):
        if not _reached(published, path):
            yield (
                ("published", "known_misprints", path),
                refuse("unknown-figure", f"no printed figure stands at '{path}'", "write the path as outcomes.less-lonely.net"),
            )


def _keys(thing: Any, key: str) -> list[str]:
    """Give the keys of a record that stands under a key, or nothing."""
    value = peek(thing, key)
    return [name for name in value if isinstance(name, str)] if isinstance(value, dict) else []


def _reached(published: Any, path: str) -> bool:
    """Say whether a path such as ``by_year.0`` or ``by_stakeholder.Coaches`` leads to a figure."""
    head, _, rest = path.partition(".")
    here = peek(published, head)
    while rest and here is not None:
        if rest.isdigit() and isinstance(here, list | tuple):
            return int(rest) < len(here)
        step = next(
            (name for name in (here if isinstance(here, dict) else ()) if rest == name or rest.startswith(f"{name}.")),
            rest.partition(".")[0],
        )
        here, rest = peek(here, step), rest[len(step) + 1 :]
    return isinstance(here, str)


RULES: tuple[Callable[[Any], Found], ...] = (
    repeated_ids,
    nothing_in,
    nothing_out,
    two_shares_of_credit,
    unknown_lines,
    unknown_published,
)
