"""How our own workbook is laid out: its sheets, their columns and the fields of a case.

The reader and the writer both use it, so that a workbook written is a workbook read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["input", "calculated", "looked up", "label"]
"""Whether people fill a cell in, the sheet works it out, the library looked it up, or it is a name."""

Form: TypeAlias = Literal["text", "money", "number", "ratio", "share", "percent", "step", "factor", "whole"]
"""How a cell is shown."""

COVER, CASE, INPUTS, DISCOUNTING = "Cover", "Case", "Inputs", "Discounting"
VALUE_MAP, LINES, ASSUMPTIONS = "Value map", "Line details", "Assumptions"
BY_YEAR, TOTALS, SENSITIVITY, SCENARIOS = "By year", "Totals", "Sensitivity", "Scenarios"
BY_GROUP = {"stakeholder": "By stakeholder", "kind": "By kind", "measure": "By measure"}
SOURCES, NOTES, LOCAL, COLUMNS = "Sources", "Notes", "Local economy", "Columns"

READ_BACK = (CASE, INPUTS, VALUE_MAP, LINES, ASSUMPTIONS, NOTES)
"""The sheets that make the case again."""

HEAD_ROW = 3
"""Row of the headings, counted from 0; the title, and words about the sheet, stand above it."""

METHOD_LINE = "(method)"
"""Stands for a line where an assumption is about the method."""

LONGEST_TEXT = 32_767
"""Characters that a cell holds."""

JSON_PART = 30_000
"""Characters of a nested block in one cell; the rest goes on in the next row."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Args:
        key: the name of the field in the case, or of the figure.
        header: the heading.
        meaning: what stands in it, in words.
        role: whether it is filled in, worked out or looked up.
        form: how it is shown.
        width: width in characters.
        choices: the words that may stand in it, where there is a list.

    """

    key: str
    header: str
    meaning: str
    role: Role = "input"
    form: Form = "text"
    width: float = 12
    choices: tuple[str, ...] = ()


TIMINGS = ("start_of_year", "mid_year", "end_of_year")
YES_NO = ("yes", "no")

INPUT_COLUMNS = (
    Column("id", "Line", "name of the line in small letters and hyphens", width=22),
    Column("stakeholder", "Stakeholder", "who put it in", width=26),
    Column("title", "What was put in", "money, goods or time", width=46),
    Column("kind", "Kind", "cash, in kind or time of volunteers", width=15, choices=("cash", "in_kind", "volunteer_time")),
    Column("amount", "Amount", "in the currency and price year of the case", form="money", width=15),
    Column("year", "Year", "projection year; 0 is the start and is not discounted", form="whole", width=8),
    Column("timing", "Timing", "where in its year, when not as the method says", width=15, choices=TIMINGS),
    Column("note", "Note", "a remark", width=30),
    Column("factor", "Discount factor", "what a pound of that year is worth at the start", "calculated", "factor", 14),
    Column("present_value", "Present value", "amount × discount factor", "calculated", "money", 16),
)

_MAP_START = (
    Column("id", "Line", "name of the line in small letters and hyphens", width=24),
    Column("stakeholder", "Stakeholder", "who gains or loses", width=22),
    Column("put_in", "Inputs", "what this stakeholder put in, undiscounted", "calculated", "money", 14),
    Column("output", "Outputs", "what was done for them, in numbers: sessions, places, visits", width=24),
    Column("title", "Outcome", "what changes for them", width=30),
    Column("indicator", "Indicator", "how the change was measured", width=30),
    Column("quantity_source", "Source of quantity", "where the quantity stands", width=20),
    Column("quantity", "Quantity", "how many changed; may be below zero", form="number", width=11),
    Column("unit", "Unit", "what is counted", width=14),
    Column("duration", "Duration", "years the change lasts, 0 to 1,000", form="number", width=10),
    Column("starts", "Starts", "projection year in which it begins, from 1", form="whole", width=8),
    Column("proxy_title", "Financial proxy", "what the change is likened to", width=30),
    Column("proxy_id", "Catalogue id", "id of the proxy in the catalogue, where it has one", width=22),
    Column("amount", "Amount as given", "pounds for one unit, in its own price year", form="money", width=14),
    Column("price_year", "Prices of", "price year of the amount as given, or any", width=10),
    Column("price_factor", "Price factor", "brings the amount to the case's price year", "looked up", "factor", 11),
    Column("value", "Value", "amount as given × price factor", "calculated", "money", 13),
    Column("proxy_source", "Source of proxy", "where the amount stands", width=24),
    Column("deadweight", "Deadweight", "share that would have happened anyway; blank is not considered", form="share", width=11),
    Column("displacement", "Displacement", "share that was only moved; blank is not considered", form="share", width=13),
)

_MAP_END = (
    Column("contribution", "Contribution", "our own share, in the place of attribution", form="share", width=12),
    Column("kept", "Our share", "what is left after attribution, or the contribution", "calculated", "share", 10),
    Column("drop_off", "Drop-off", "share lost each year; blank is not considered", form="share", width=10),
    Column("drop_off_from", "Drop-off from", "first year of the benefit that is reduced, from 1", form="whole", width=9),
    Column("years", "Years counted", "the duration, rounded up where part years count whole", "calculated", "number", 9),
    Column("counted", "Counted", "whether the line is part of the total", "calculated", "text", 9),
    Column("gross", "Gross", "quantity × value", "calculated", "money", 16),
    Column(
        "impact", "Impact", "gross less deadweight, displacement and attribution: one year's worth", "calculated", "money", 16
    ),
)

PRESENT_VALUE = Column("present_value", "Present value", "the years × their discount factors", "calculated", "money", 17)

LINE_COLUMNS = (
    Column("id", "Line", "the line of the value map", "calculated", "text", 24),
    Column("measure", "Measure", "measure of a framework, such as knowsley/4", width=16),
    Column(
        "kind",
        "Kind",
        "kind of value; a proxy of the catalogue brings its own",
        width=15,
        choices=("fiscal", "economic", "social", "wellbeing", "environmental", "market"),
    ),
    Column("people", "People", "id of the group of people, so that two lines on them are noticed", width=16),
    Column("note", "Note", "a remark", width=30),
    Column("proxy_from", "Proxy from", "the catalogue, or the case itself", width=12, choices=("catalogue", "case")),
    Column("proxy_unit", "Proxy is for one", "unit of the proxy", width=16),
    Column("url", "Link", "where the proxy stands on the web", width=30),
    Column("transfer", "Transfer", "money that only moves between parties", width=10, choices=YES_NO),
    Column("lifetime", "Lifetime", "already a sum over years", width=10, choices=YES_NO),
    Column("confidence", "Confidence", "in using the amount for this", width=12, choices=("high", "medium", "low")),
    Column(
        "beneficiary",
        "Who gains",
        "who gains by the proxy",
        width=14,
        choices=("individual", "state", "council", "nhs", "employer", "community", "society"),
    ),
    Column(
        "account", "Account", "social value unless it says otherwise", width=15, choices=("social-value", "local-economy", "cost")
    ),
    Column("proxy_note", "Note on the proxy", "a remark", width=30),
    Column("found", "How the value was found", "the way from the amount as given to the value", "looked up", "text", 60),
    Column("kind_used", "Kind as used", "the line's kind, or the proxy's", "calculated", "text", 15),
    Column("account_used", "Account as used", "the line's account, or the proxy's", "calculated", "text", 15),
    Column("transfer_used", "Transfer as used", "from the line or from the proxy", "calculated", "text", 12),
    Column("gains_used", "Who gains, as used", "from the line or from the proxy", "calculated", "text", 14),
)

ASSUMPTION_COLUMNS = (
    Column("line", "Line", f"line of the value map or of the inputs, or {METHOD_LINE}", width=24),
    Column("field", "Field", "which number of the line", width=15),
    Column("low", "Low", "lower end", form="number", width=11),
    Column("high", "High", "upper end", form="number", width=11),
    Column("ends", "Ends", "what low and high are", width=11, choices=("interval", "extremes")),
    Column(
        "shape",
        "Shape",
        "distribution between the ends",
        width=12,
        choices=("pert", "triangular", "uniform", "normal", "lognormal", "beta", "discrete"),
    ),
    Column("choices", "Choices", "the numbers it may be, in square brackets", width=16),
    Column("weights", "Weights", "how likely each choice is, in square brackets", width=16),
    Column("name", "Name", "numbers of one name are one number", width=20),
    Column("basis", "Basis", "what the number rests on", width=60),
    Column("source", "Source", "where it stands", width=34),
    Column("owner", "Owner", "who answers for it", width=18),
    Column("date", "Date", "when it was set", width=12),
)

CASE_COLUMNS = (
    Column("field", "Field", "name of the field in the case file", "label", "text", 22),
    Column("value", "Value", "what the case says", width=70),
    Column("meaning", "What it is", "the field in words", "label", "text", 70),
)

NOTE_COLUMNS = (
    Column("number", "Number", "counts the notes", "label", "whole", 9),
    Column("note", "Note", "what a reader should know", width=120),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the sheet of the case.

    Args:
        key: its name, with a point where it lies inside a record.
        meaning: what it is, in words.
        choices: the words that may stand there, where there is a list.

    """

    key: str
    meaning: str
    choices: tuple[str, ...] = ()


CASE_FIELDS = (
    Field("format", "format of the case: 1"),
    Field("id", "name of the case in small letters and hyphens"),
    Field("title", "what people call it"),
    Field("organisation", "whose programme it is"),
    Field("stage", "looking ahead, or back", ("forecast", "evaluative")),
    Field("currency", "three capital letters"),
    Field("price_year", "every amount is brought to pounds of this year: 2025 or 2025/26"),
    Field("prices", "whether later years are in pounds of the price year", ("real", "nominal")),
    Field("perspective", "whose gain counts", ("society", "state", "council")),
    Field("area", "where"),
    Field("period", "when"),
    Field("sector", "in which field"),
    Field("method.discount", "yearly discount rate, or the id of a dated schedule"),
    Field("method.timing", "where in a projection year its money falls", TIMINGS),
    Field("method.part_years", "whether a part of a year counts as the part or whole", ("pro_rata", "whole_years")),
    *(Field(f"source.{key}", f"the study: its {key}") for key in ("title", "authors", "publisher", "year", "url", "pages")),
)

JSON_FIELDS = {
    "local_economy": "money in a place, as JSON",
    "scenarios": "what-ifs, as JSON",
    "correlations": "numbers that move together, as JSON",
    "published": "figures as printed, as JSON",
    "waivers": "findings that may stand, as JSON",
}
"""Nested blocks that stand on the sheet of the case as JSON text, over several rows where they are long."""

SHARE_FIELDS = ("deadweight", "displacement", "contribution", "drop_off")


def value_map_columns(attributions: int, years: int) -> tuple[Column, ...]:
    """Give the columns of a value map with room for so many attributions and projection years.

    >>> [column.header for column in value_map_columns(1, 2)][-4:]
    ['Impact', 'Year 1', 'Year 2', 'Present value']
    """
    owed = (
        Column(f"attribution_{place}", attribution_header(place), "share owed to others", form="share", width=11)
        for place in range(1, attributions + 1)
    )
    flows = (
        Column(
            f"year_{year}", f"Year {year}", f"impact in projection year {year}, faded, not discounted", "calculated", "money", 15
        )
        for year in range(1, years + 1)
    )
    return (*_MAP_START, *owed, *_MAP_END, *flows, PRESENT_VALUE)


def attribution_header(place: int) -> str:
    """Name the column of one attribution.

    >>> attribution_header(1), attribution_header(2)
    ('Attribution', 'Attribution 2')
    """
    return "Attribution" if place == 1 else f"Attribution {place}"
