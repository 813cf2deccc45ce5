"""The fields that cases and scenarios share: ids, years, choices, the discount and the attribution."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from sroi.model.base import AsTuple, Text, refuse
from sroi.model.numbers import MOST_YEARS, Rate, Share
from sroi.model.proxy import ProxyKind

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

_CURRENCY = re.compile(r"[A-Z]{3}")
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Timing: TypeAlias = Literal["start_of_year", "mid_year", "end_of_year"]
PartYears: TypeAlias = Literal["pro_rata", "whole_years"]
Perspective: TypeAlias = Literal["society", "state", "council"]


def _kebab(value: str) -> str:
    if not _KEBAB.fullmatch(value):
        raise refuse(
            "id-not-kebab-case",
            f"{value!r:.60} is not an id in kebab-case",
            "use small letters, digits and single hyphens: less-lonely",
        )
    return value


def _format_1(value: int) -> int:
    if value != 1:
        raise refuse("unknown-format", f"format {value} is not one that this library reads", "write format: 1")
    return value


def _currency(value: str) -> str:
    if not _CURRENCY.fullmatch(value):
        raise refuse("not-a-currency", f"{value!r:.60} is not a currency", "write its three capital letters: GBP")
    return value


def _from_one(value: int) -> int:
    if value < 1:
        raise refuse("year-below-one", f"{value} is below 1", "years of a benefit are counted 1, 2, 3 …")
    return _within(value)


def _from_zero(value: int) -> int:
    if value < 0:
        raise refuse("year-below-zero", f"{value} is below 0", "an input stands in year 0 or later")
    return _within(value)


def _within(value: int) -> int:
    if value > MOST_YEARS:
        raise refuse(
            "year-too-late", f"year {value} is over {MOST_YEARS}", "give the projection year, 1 for the first, not the date"
        )
    return value


Id: TypeAlias = Annotated[Text, AfterValidator(_kebab), WithJsonSchema({"type": "string", "pattern": f"^{_KEBAB.pattern}$"})]
Format: TypeAlias = Annotated[int, AfterValidator(_format_1), WithJsonSchema({"const": 1})]
Currency: TypeAlias = Annotated[
    Text, AfterValidator(_currency), WithJsonSchema({"type": "string", "pattern": f"^{_CURRENCY.pattern}$"})
]
YearFromOne: TypeAlias = Annotated[
    int, AfterValidator(_from_one), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_YEARS})
]
YearFromZero: TypeAlias = Annotated[
    int, AfterValidator(_from_zero), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_YEARS})
]


def _one_or_more(value: Any) -> Any:
    if isinstance(value, list | tuple) and not value:
        raise refuse("blank", "the list is empty", "give a value, or leave the key out: a blank is never a zero")
    return tuple(value) if isinstance(value, list | tuple) else (value,)


class _OneOrMoreSchema:
    """Says in the JSON Schema that one value serves as well as a list of them."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        many = handler(core) | {"minItems": 1}
        return {"anyOf": [many["items"], many]}


Names: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more), _OneOrMoreSchema]
"""One name, or a list of them."""

Kinds: TypeAlias = Annotated[tuple[ProxyKind, ...], BeforeValidator(_one_or_more), _OneOrMoreSchema]
"""One kind of value, or a list of them."""

Attribution: TypeAlias = Annotated[tuple[Share, ...], BeforeValidator(_one_or_more), _OneOrMoreSchema]
"""Owed to others: one share, or one for each other contributor."""


def _written_as(value: Any) -> str:
    """Say which of the forms a value is written in: its name, a list, or the thing itself."""
    if isinstance(value, str):
        return "name"
    return "list" if isinstance(value, list | tuple) else "itself"


def _with_rates(rates: tuple[Rate, ...]) -> tuple[Rate, ...]:
    if not rates:
        raise refuse("blank", "the list of rates is empty", "give a rate for each year; the last one holds on")
    return rates


Discount: TypeAlias = Annotated[
    Annotated[Rate, Tag("itself")]
    | Annotated[Text, Tag("name")]
    | Annotated[tuple[Rate, ...], AsTuple, AfterValidator(_with_rates), Field(json_schema_extra={"minItems": 1}), Tag("list")],
    Discriminator(_written_as),
]
"""A rate, the id of a dated schedule, or yearly rates whose last one holds on."""
