"""The formula as a query: Polars lazy frames, DuckDB relations, Spark and whatever else narwhals speaks to.

Nothing is collected. Each choice that the formula makes becomes a passing column of the query, so that
an engine works it out once however often the formula uses it; the passing columns are left out at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, TypeAlias, cast

import narwhals.stable.v2 as nw

from sroi import formula
from sroi.tables.amounts import AMOUNT, NO_ID, NOT_USABLE
from sroi.tables.contract import LONGEST, TEMPORARY, Bound
from sroi.tables.plan import Plan
from sroi.tables.words import WORDLY, last_years, schedule_factors, words_of

Value: TypeAlias = Any
"""A narwhals expression, or a plain number where the call gives one for all lines."""

Checked: TypeAlias = Sequence[tuple[Bound, nw.Expr]]


class Steps:
    """A query that grows: it lends the formula its ``where`` and keeps what was worked out."""

    def __init__(self, frame: nw.LazyFrame[Any]) -> None:
        self.frame = frame
        self._count = 0

    def keep(self, value: Value) -> Value:
        """Make a passing column of an expression, and return that column; a plain number stays itself."""
        if not isinstance(value, nw.Expr):
            return value
        self._count += 1
        name = f"{TEMPORARY}{self._count}"
        self.frame = self.frame.with_columns(value.alias(name))
        return nw.col(name)

    def where(self, condition: Value, yes: Value, no: Value) -> Value:
        """Choose line by line, or once for all lines where the condition is already known."""
        if isinstance(condition, bool):
            return formula.choose(condition, yes, no)
        return self.keep(nw.when(condition).then(_expression(yes)).otherwise(_expression(no)))


def lazily(frame: nw.LazyFrame[Any], plan: Plan) -> nw.LazyFrame[Any]:
    """Add gross, net, present value, the projection years asked for and the problem to a lazy frame."""
    schema = frame.collect_schema()
    steps = Steps(frame)
    checked = [(bound, _number(steps, bound, schema)) for bound in plan.bound]
    usable = [(bound, _usable(steps, bound, value)) for bound, value in checked]
    others = [value for bound, value in usable if bound.column.name == "attribution"]
    named = {bound.column.name: value for bound, value in usable}
    line = {**plan.options.defaults, "discount": plan.options.rate, **named}
    line["duration"] = _duration(steps, line)
    in_time = [_in_time(plan, line), ~_past_end(line)] if "schedule" in line else [_in_time(plan, line)]
    valid = steps.keep(reduce(and_, [*(_good(bound, value) for bound, value in usable), *in_time]))
    money = {name: nw.when(valid).then(value) for name, value in _money(steps, plan, line, others).items()}
    done = steps.frame.with_columns(**money, problem=_problem(plan, checked, line))
    kept = [name for name in schema if not name.startswith(TEMPORARY)]
    return done.select(*kept, *money, "problem")


def _expression(value: Value) -> nw.Expr:
    return value if isinstance(value, nw.Expr) else nw.lit(value)


def _number(steps: Steps, bound: Bound, schema: Mapping[str, Any]) -> nw.Expr:
    """Read the column as float64; a word as its place among those that are known, null where it is unknown."""
    column = nw.col(bound.source)
    if schema[bound.source] == nw.Float64:
        return column
    if bound.column.name in WORDLY:
        column = nw.coalesce(*(nw.when(column == word).then(nw.lit(n)) for n, word in enumerate(words_of(bound.column.name))))
    return cast("nw.Expr", steps.keep(column.cast(nw.Float64)))


def _duration(steps: Steps, line: dict[str, Value]) -> Value:
    """Round the duration up where a year begun is paid whole."""
    if not isinstance(line["part_years"], nw.Expr) and not line["part_years"]:
        return line["duration"]
    up = formula.whole_years(line["duration"], steps.where)
    return steps.where(line["part_years"] > 0, up, line["duration"])


def _usable(steps: Steps, bound: Bound, value: nw.Expr) -> nw.Expr:
    """Blank out years and rates that are out of range, at which Spark would stop: it rounds and divides strictly."""
    if bound.column.name not in {"duration", "drop_off_from", "starts", "discount"}:
        return value
    within = (value >= bound.column.low) & (value <= bound.column.high)
    return cast("nw.Expr", steps.keep(nw.when(within).then(value)))


def _good(bound: Bound, value: nw.Expr) -> nw.Expr:
    """True where a value may be used; false or null for a blank, NaN, infinity or a value out of range."""
    good = (value >= bound.column.low) & (value <= bound.column.high)
    return good & (value // 1 == value) if bound.column.whole else good


def _in_time(plan: Plan, line: dict[str, Value]) -> Value:
    """Whether the last year of the line lies within the horizon."""
    return line["duration"] + line["starts"] <= plan.options.horizon + 1 if plan.options.horizon else nw.lit(value=True)


def _money(steps: Steps, plan: Plan, line: dict[str, Value], others: Sequence[nw.Expr]) -> dict[str, Value]:
    gross = steps.keep(formula.gross(line["quantity"], line["amount"]))
    net = steps.keep(formula.net(gross, line["deadweight"], line["displacement"], *others or [line["attribution"]]))
    years = {name: steps.keep(_year(steps, line, net, year)) for year, name in enumerate(plan.options.years, start=1)}
    rest = (line["drop_off"], line["duration"], line["drop_off_from"], line["starts"], line["discount"], plan.options.early)
    if plan.scheduled:
        factors = _factors(plan, line)
        present = sum(value * factor for value, factor in zip(years.values(), factors, strict=True))
    else:
        present = steps.keep(formula.present_value(net, *rest, steps.where))
    return {"gross": gross, "net": net, "present_value": present, **years}


def _factors(plan: Plan, line: dict[str, Value]) -> Sequence[Value]:
    """Give the factor of each projection year of the horizon, by the line's own schedule if it has one."""
    horizon = plan.options.horizon
    if "schedule" not in line:
        return plan.options.factors(horizon)
    rows = schedule_factors(horizon, plan.options.timing)
    return [_of_schedule(line, [row[year] for row in rows]) for year in range(horizon)]


def _of_schedule(line: dict[str, Value], values: Sequence[float]) -> nw.Expr:
    """Choose a number by the line's schedule; schedules with the same number are asked for together."""
    chosen = nw.lit(None, nw.Float64)
    for value in dict.fromkeys(values):
        asked = [line["schedule"] == place for place, one in enumerate(values) if one == value]
        chosen = nw.when(reduce(or_, asked)).then(nw.lit(value)).otherwise(chosen)
    return chosen


def _past_end(line: dict[str, Value]) -> nw.Expr:
    """Whether the last year of the line lies beyond the end of its own schedule."""
    ends = _of_schedule(line, [float(last or 2 * LONGEST) for last in last_years()])
    return cast("nw.Expr", line["duration"] + line["starts"] - 1 > ends)


def _year(steps: Steps, line: dict[str, Value], net: Value, year: int) -> Value:
    benefit_year = year - line["starts"] + 1
    return formula.year_value(net, line["drop_off"], line["duration"], line["drop_off_from"], benefit_year, steps.where)


def _problem(plan: Plan, checked: Checked, line: dict[str, Value]) -> nw.Expr:
    """Write the chain of questions, the first of which that is answered with yes names the problem."""
    problem = nw.lit(None, nw.String)
    if "schedule" in line:
        problem = nw.when(_past_end(line)).then(nw.lit("past-end-of-schedule"))
    if plan.options.horizon:
        problem = nw.when(~_in_time(plan, line)).then(nw.lit("horizon-too-short")).otherwise(problem)
    for bound, value in reversed(checked):
        for code, bad in _questions(bound, value):
            problem = nw.when(bad).then(nw.lit(code)).otherwise(problem)
    return problem


def _questions(bound: Bound, value: nw.Expr) -> list[tuple[str, nw.Expr]]:
    """What may be wrong with a value, the last question to be asked first."""
    blank = value.is_null() | value.is_nan()
    if bound.source == AMOUNT:
        return [("proxy-not-usable", value == NOT_USABLE), ("proxy-missing", value == NO_ID), ("proxy-not-found", blank)]
    if bound.column.name in WORDLY:
        return [(bound.code("unknown"), blank), (bound.code("missing"), nw.col(bound.source).is_null())]
    beyond = (value < bound.column.low) | (value > bound.column.high)
    infinite = (value == NOT_USABLE) | (value == NO_ID)
    questions = [(bound.code("out-of-range"), beyond), (bound.code("not-finite"), infinite), (bound.code("missing"), blank)]
    if not bound.column.whole:
        return questions
    within = nw.when(~beyond).then(value)
    return [(bound.code("not-whole"), within // 1 != within), *questions]
