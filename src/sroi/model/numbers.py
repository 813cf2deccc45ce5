"""The uncertain numbers of a case: a bare number, or a record that says how sure it is and whose it is.

The number's own key inside a record is ``share`` for shares, ``amount`` for money, ``value`` otherwise.
``low`` and ``high`` are the ends of a 90 % interval around the number, unless ``ends`` says that they are the
least and the most there can be.
"""

from __future__ import annotations

import re
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema, model_serializer, model_validator

from sroi.documents.scalars import meant_number
from sroi.model.base import AsTuple, Record, Text, refuse
from sroi.model.dates import When

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler, SerializerFunctionWrapHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

_DECIMAL = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
MOST_YEARS = 1000
_CLEARLY_PER_CENT, _HUNDRED = 2, 100
MOST = 10**15

Shape: TypeAlias = Literal["pert", "triangular", "uniform", "normal", "lognormal", "beta", "discrete"]
"""The shapes a number's uncertainty may be drawn from."""


def _number(value: Any) -> Any:
    """Take numbers of any library, and decimals in quotes; leave the rest for the type to refuse."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value.strip()):
        return float(value)
    if isinstance(value, str):
        raise refuse("not-a-number", f"{value!r:.60} is not a number", _in_digits(value))
    return _plain(value)


def _in_digits(text: str) -> str:
    """Say how the number that a text seems to mean is written."""
    digits = meant_number(text[:60])
    return f"write {digits}" if digits else "write digits with a point: no signs for pounds, per cent or thousands"


def _bare_number(value: Any) -> Any:
    """Take numbers of any library, never text."""
    if isinstance(value, str):
        fix = f"write {value.strip()} without quotes" if _DECIMAL.fullmatch(value.strip()) else _in_digits(value)
        raise refuse("not-a-number", f"{value!r:.60} is text, not a number", fix)
    return _plain(value)


def _plain(value: Any) -> Any:
    if not isinstance(value, Real | Decimal) or isinstance(value, bool):
        return value
    try:
        return float(value)
    except OverflowError:
        raise refuse("not-finite", "the number is too large", "give a number that a computer can hold") from None


def _countable(value: float) -> float:
    if abs(value) > MOST:
        raise refuse("number-too-large", f"{value!r} is beyond {MOST:,.0f}", "give a number that somebody could count")
    return value


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        fix = _as_share(value) if value >= _CLEARLY_PER_CENT else "a share lies from 0 to 1: none is 0, all is 1"
        raise refuse("share-out-of-range", f"{value!r} is not a share between 0 and 1", fix)
    return value


def _rate(value: float) -> float:
    if not 0 <= value <= 1:
        fix = _as_share(value) if value > 1 else "a rate lies from 0 to 1"
        raise refuse("rate-out-of-range", f"{value!r} is not a yearly rate between 0 and 1", fix)
    return value


def _as_share(value: float) -> str:
    """Say how a number of per cent is written; over a hundred it means nothing."""
    return f"write {value:g} % as {value / 100:g}" if value <= _HUNDRED else "a share lies from 0 to 1: 15 % is 0.15"


def _years(value: float) -> float:
    if value < 0:
        raise refuse("negative-duration", f"a duration of {value!r} years is below zero", "give the years the benefit lasts")
    if value > MOST_YEARS:
        raise refuse(
            "duration-too-long", f"a duration of {value!r} years is over {MOST_YEARS}", "give the years the benefit lasts"
        )
    return value


Number: TypeAlias = Annotated[
    float,
    BeforeValidator(_number),
    AfterValidator(_countable),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": -MOST, "maximum": MOST},
                {"type": "string", "pattern": rf"^\s*{_DECIMAL.pattern}\s*$"},
            ]
        }
    ),
]
"""A number up to a quadrillion either way, so that no sum overflows; a decimal in quotes serves as well."""

ShareNumber: TypeAlias = Annotated[
    float, BeforeValidator(_bare_number), AfterValidator(_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})
]
"""A share between 0 and 1, never in quotes."""

RateNumber: TypeAlias = Annotated[
    float, BeforeValidator(_bare_number), AfterValidator(_rate), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})
]
"""A yearly rate between 0 and 1, never in quotes."""

YearsNumber: TypeAlias = Annotated[
    float,
    BeforeValidator(_bare_number),
    AfterValidator(_years),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": MOST_YEARS}),
]
"""Years from 0 to 1,000, never in quotes."""


class Figure(Record):
    """A number that may say how sure it is, what it rests on, and who answers for it.

    Args:
        low: lower end of a 90 % interval, at most the number.
        high: upper end of a 90 % interval, at least the number.
        ends: ``interval``, the default, or ``extremes``: low and high are the least and the most there can be.
        shape: distribution between the ends; PERT where none is named.
        choices: for ``discrete``, the numbers it may be, in the place of low and high.
        weights: how likely each choice is against the others; equally likely when absent.
        name: numbers of one name are one draw in a simulation.
        basis: what the number rests on, in words.
        source: where it stands.
        owner: who answers for it.
        date: when it was set: a day, a month or a year.

    """

    key: ClassVar[str] = "value"

    ends: Literal["interval", "extremes"] | None = None
    shape: Shape | None = None
    weights: Annotated[tuple[float, ...], AsTuple] | None = None
    name: Text | None = None
    basis: Text | None = None
    source: Text | None = None
    owner: Text | None = None
    date: When | None = None

    @property
    def number(self) -> float:
        """The number itself, whatever its key is called."""
        return getattr(self, self.key)  # type: ignore[no-any-return]

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, data: Any) -> Any:
        return data if isinstance(data, dict | Figure) else {cls.key: data}

    @model_validator(mode="after")
    def _ordered(self) -> Figure:
        low, high = getattr(self, "low", None), getattr(self, "high", None)
        if (low is not None and low > self.number) or (high is not None and high < self.number):
            ends = {"low": low, self.key: self.number, "high": high}
            problem = f"{' ≤ '.join(f'{name} {end}' for name, end in ends.items() if end is not None)} does not hold"
            raise refuse("range-not-ordered", problem, "give the low end, the number and the high end in that order")
        return self

    @model_validator(mode="after")
    def _choices_fit(self) -> Figure:
        choices, weights = getattr(self, "choices", None), self.weights
        if (self.shape == "discrete") != bool(choices) or (choices and (self.low, self.high) != (None, None)):  # type: ignore[attr-defined]
            fix = "write shape: discrete with choices: [1, 2, 4], and neither low nor high"
            raise refuse("choices-and-shape", "choices and the shape `discrete` go together, without low and high", fix)
        if weights is not None and (not weights or len(weights) != len(choices or ()) or min(weights) < 0 or sum(weights) <= 0):
            fix = "give one weight of at least 0 for each choice"
            raise refuse("weights-and-choices", "the weights do not fit the choices", fix)
        if self.ends == "extremes" and self.shape in {"normal", "lognormal", "beta"}:
            fix = "leave `ends` out, or use pert, triangular or uniform"
            raise refuse("shape-without-extremes", f"a {self.shape} shape has no least or most", fix)
        return self

    @model_serializer(mode="wrap")
    def _as_written(self, handler: SerializerFunctionWrapHandler) -> Any:
        data = handler(self)
        return data[self.key] if set(data) == {self.key} else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say that the bare number serves as well as the record."""
        record = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [record["properties"][cls.key], record]}


class Quantity(Figure):
    """How many: people, tonnes, hours. May be negative."""

    value: Number
    low: Number | None = None
    high: Number | None = None
    choices: Annotated[tuple[Number, ...], AsTuple] | None = None


class Money(Figure):
    """An amount in the currency of the case. May be negative."""

    key: ClassVar[str] = "amount"

    amount: Number
    low: Number | None = None
    high: Number | None = None
    choices: Annotated[tuple[Number, ...], AsTuple] | None = None


class Share(Figure):
    """A share between 0 and 1."""

    key: ClassVar[str] = "share"

    share: ShareNumber
    low: ShareNumber | None = None
    high: ShareNumber | None = None
    choices: Annotated[tuple[ShareNumber, ...], AsTuple] | None = None


class Duration(Figure):
    """Years that a benefit lasts, 0 to 1,000; parts of a year count."""

    value: YearsNumber
    low: YearsNumber | None = None
    high: YearsNumber | None = None
    choices: Annotated[tuple[YearsNumber, ...], AsTuple] | None = None


class Rate(Figure):
    """A yearly discount rate between 0 and 1: 0.035 for 3.5 %."""

    value: RateNumber
    low: RateNumber | None = None
    high: RateNumber | None = None
    choices: Annotated[tuple[RateNumber, ...], AsTuple] | None = None
