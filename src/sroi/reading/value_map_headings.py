"""The headings that value maps have, in the words practitioners use, and the fields they stand for."""

from __future__ import annotations

import re
from typing import Any

WORDS: dict[str, tuple[str, ...]] = {
    "id": ("line", "id", "outcome id", "ref", "reference"),
    "stakeholder": (
        "stakeholder",
        "stakeholders",
        "stakeholder group",
        "stakeholders who",
        "stakeholder who",
        "who do we have an effect on",
    ),
    "title": (
        *("outcome", "outcomes", "description of outcome", "outcome description", "outcomes description", "change"),
        *(
            "the outcomes what changes",
            "what changes",
            "the outcomes description",
            "how would the stakeholder describe the changes",
        ),
    ),
    "output": ("outputs", "output", "summary of activity in numbers"),
    "indicator": ("indicator", "indicators", "outcome indicator", "how would you measure it"),
    "source": ("source", "where did you get the information from", "data source", "evidence source"),
    "quantity_source": ("source of quantity", "quantity source", "indicator source"),
    "quantity": (
        "quantity",
        "number",
        "amount of change",
        "how much change was there",
        "number of people",
        "no of people",
        "number of participants",
        "no of participants",
        "number of beneficiaries",
        "no of beneficiaries",
        "number of stakeholders",
    ),
    "unit": ("unit", "units", "counted in", "unit of measure", "unit of measurement"),
    "duration": ("duration", "duration years", "years", "how long does it last", "how long does it last after end of activity"),
    "starts": ("starts", "outcomes start", "outcome start", "start", "start year"),
    "proxy_title": (
        "financial proxy",
        "proxy",
        "proxy description",
        "financial proxy description",
        "what proxy would you use to value the change",
    ),
    "amount": (
        *(
            "value",
            "value in currency",
            "proxy value",
            "financial proxy value",
            "unit value",
            "amount",
            "what is the value of the change",
        ),
        *("value of proxy", "amount as given"),
    ),
    "price_year": ("prices of", "price year", "price base", "price base year"),
    "proxy_source": ("source of proxy", "proxy source", "financial proxy source"),
    "deadweight": (
        "deadweight",
        "dead weight",
        "what would happen without the activity",
        "what would have happened without the activity",
    ),
    "displacement": ("displacement", "what activity would you displace", "what activity did you displace"),
    "attribution": (
        "attribution",
        "attribution to others",
        "who else would contribute to the change",
        "who else contributed to the change",
    ),
    "contribution": ("contribution", "our contribution", "our share"),
    "drop_off": ("drop off", "dropoff", "drop off rate", "annual drop off", "does the outcome drop off in future years"),
    "drop_off_from": ("drop off from", "drop off starts"),
    "kind": ("kind", "kind of value", "type of value"),
    "measure": ("measure", "framework measure"),
    "note": ("note", "notes", "comment", "comments", "remark"),
    "input_title": ("input", "inputs", "inputs description", "description of input", "what do they invest"),
    "input_amount": (
        *("input value", "inputs value", "value of input", "value of inputs", "inputs value in currency"),
        *("what is the value of the inputs", "what is the value of the inputs in currency"),
    ),
}
"""The words of each field, in the shape that :func:`normal` gives."""

LEFT_TO_US = (
    "impact",
    "gross",
    "gross value",
    "total",
    "present value",
    "total present value",
    "net present value",
    "social return",
)
"""Headings of figures that the library works out itself."""

NOT_USED = (
    *("intended unintended changes", "intended or unintended changes"),
    *("what do you think will change for them", "stage 1", "stage 2", "stage 3", "stage 4", "stage 5"),
)
"""Headings of value maps that a case has no place for."""

_YEAR = re.compile(r"(present value )?(of )?(each )?year( [0-9]+)?( after activity)?")
_SIGNS = re.compile(r"[^a-z0-9]+")


def normal(heading: Any) -> str:
    """Write a heading in small letters and digits alone.

    >>> normal("Drop-off  %"), normal("Value (£)")
    ('drop off', 'value')
    """
    return " ".join(_SIGNS.sub(" ", str(heading).lower()).split())


def readings(heading: Any) -> list[str]:
    """Give the ways to read a heading: whole, without what stands in brackets, and either side of a colon or a new line.

    >>> readings("Deadweight %: What would have happened?")
    ['deadweight what would have happened', 'deadweight', 'what would have happened']
    """
    text = str(heading)
    bare = re.sub(r"\(.*?\)", " ", text)
    parts = [part for part in re.split(r"[:\n?]", bare) if normal(part)]
    return list(dict.fromkeys(filter(None, map(normal, [text, bare, *parts]))))


def field_of(heading: Any, group: Any = None) -> str | None:
    """Name the field of a heading; with the heading of its group where alone it could mean anything.

    >>> field_of("Drop off %"), field_of("Description", "Inputs"), field_of("Year 3"), field_of("Colour")
    ('drop_off', 'input_title', 'left to us', None)
    """
    together = [f"{above} {one}" for one in readings(heading) for above in (readings(group) if group is not None else ())]
    for one in (*together, *readings(heading)):
        known = next((key for key, words in WORDS.items() if one in words or re.sub(r" [0-9]+$", "", one) in _many(key)), None)
        if known:
            return known
        if one in LEFT_TO_US or _YEAR.fullmatch(one):
            return "left to us"
        if one in NOT_USED:
            return "not used"
    return None


def may_deduct(heading: Any) -> bool:
    """Say whether a heading speaks of something that is taken off, so that its column must not be passed over.

    >>> may_deduct("Attribution to partners"), may_deduct("Comments")
    (True, False)
    """
    return any(word in normal(heading).replace(" ", "") for word in ("deadweight", "displacement", "attribution", "dropoff"))


def _many(key: str) -> tuple[str, ...]:
    """Give the headings that may carry a number, because there may be several."""
    return ("attribution",) if key == "attribution" else ()
