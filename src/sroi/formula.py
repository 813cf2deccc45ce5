"""The one formula of Social Return on Investment, written once for every engine.

The same functions serve a float, a ``Decimal``, a ``Fraction``, a NumPy array, a pandas or Polars
column and a narwhals expression that DuckDB or Spark runs. So they use arithmetic, comparisons,
whole-number literals and one primitive that the engine passes in: ``where(condition, yes, no)``.
Both branches of ``where`` are always worked out, which is why denominators and ``0 ** 0`` are
guarded here and nowhere else.

Shares are 0 to 1. Years of a benefit are counted 1, 2, 3 …; projection years likewise, and inputs
may stand in year 0. Source of the method: A guide to Social Return on Investment (2012), stages 4 and 5.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Value: TypeAlias = Any
"""A number, or a whole column of them, of whichever engine is at work."""

Where: TypeAlias = Any
"""A callable ``where(condition, yes, no)``; a callable protocol over ``Any`` would say no more."""

Annuity: TypeAlias = Any
"""A callable ``annuity(growth, years, where)``: :func:`annuity`, or an engine's own way to the same sum."""


def choose(condition: Value, yes: Value, no: Value) -> Value:
    """Pick ``yes`` or ``no`` for a single number: the ``where`` of float, Decimal and Fraction.

    Examples:
        >>> choose(2 > 1, "yes", "no")
        'yes'
    """
    return yes if condition else no


def gross(quantity: Value, amount: Value) -> Value:
    """Value the change before anything is taken off: ``quantity × amount``.

    Examples:
        >>> gross(38, 1250)
        47500
    """
    return quantity * amount


def net(gross: Value, deadweight: Value, displacement: Value, *attributions: Value, contribution: Value = 1) -> Value:
    """Take off what would have happened anyway, what was only moved, and what is owed to others.

    ``gross × (1 − deadweight) × (1 − displacement) × (1 − attribution)``; several attributions multiply.
    The convention that bites: attribution is the share owed to *others*. A programme that knows its own
    share gives that as ``contribution`` instead.

    Examples:
        >>> net(1000, 0.5, 0, 0.2, 0.25)
        300.0
    """
    value = gross * (1 - deadweight) * (1 - displacement) * contribution
    for attribution in attributions:
        value = value * (1 - attribution)
    return value


def kept(drop_off: Value, year: Value, drop_off_from: Value, where: Where = choose) -> Value:
    """Share of the first year's benefit still there in benefit year ``year`` (1, 2, …).

    ``(1 − drop_off) ** max(0, year − drop_off_from + 1)``. The convention that bites: with
    ``drop_off_from`` 2, the default of the method, year 1 is whole; some published studies use 1.

    Examples:
        >>> kept(0.5, 3, 2)
        0.25
    """
    return _power(1 - drop_off, _at_least_zero(year - drop_off_from + 1, where), where)


def portion(duration: Value, year: Value, where: Where = choose) -> Value:
    """Share of benefit year ``year`` that the duration pays for: a duration of 2.1 pays 10 % of year 3.

    Examples:
        >>> portion(3, 3), portion(3, 4)
        (1, 0)
    """
    rest = _at_least_zero(duration - year + 1, where)
    return where(rest > 1, 1, rest)


def whole_years(duration: Value, where: Where = choose) -> Value:
    """Round a duration up, for studies that pay a year begun as a whole one: 2.1 pays three years.

    Examples:
        >>> whole_years(2.1)
        3.0
    """
    years = duration // 1
    return years + where(duration > years, 1, 0)


def year_value(net: Value, drop_off: Value, duration: Value, drop_off_from: Value, year: Value, where: Where = choose) -> Value:
    """Worth of benefit year ``year`` before discounting; nothing before year 1 or after the duration.

    Examples:
        >>> year_value(100, 0.5, 2, 2, 2)
        50.0
    """
    value = net * kept(drop_off, year, drop_off_from, where) * portion(duration, year, where)
    return where(year > 0, value, 0 * value)


def discount_factor(rate: Value, year: Value, early: Value = 0) -> Value:
    """What a pound of projection year ``year`` is worth today at one constant rate.

    ``1 / (1 + rate) ** (year − early)``. ``early`` is 0 for money at the end of the year (the default:
    year 1 is divided by 1 + rate), one half for mid-year, 1 for the start of the year.

    Examples:
        >>> discount_factor(0.25, 2)
        0.64
    """
    return 1 / (1 + rate) ** (year - early)


def annuity(growth: Value, years: Value, where: Where = choose) -> Value:
    """Sum of ``growth ** 0 … growth ** (years − 1)`` for a whole number of years, without a loop.

    The closed form loses its digits as growth nears 1, where a series serves. Years given as a Python whole
    number are added up instead: no power, no division, nothing to lose.

    Examples:
        >>> annuity(2, 3), annuity(2.0, 3.0), annuity(1.0, 5.0)
        (7, 7.0, 5.0)
    """
    if isinstance(years, int):
        return _added_up(growth, years, years, where)
    step = growth - 1
    near = nearly_none(step, years)
    return where(near, annuity_by_series(step, years), closed_annuity(growth, years, where(near, 1, step), where))


def nearly_none(step: Value, years: Value) -> Value:
    """Whether growth − 1, the ``step``, is so small over the years that the closed form would lose digits.

    Examples:
        >>> nearly_none(0.0005, 2), nearly_none(0.0005, 9)
        (True, False)
    """
    rise = (years + 1) * step  # one more, so that no years do not make every step a small one
    return rise * rise * 250000 < 1


def annuity_by_series(step: Value, years: Value) -> Value:
    """Sum as a binomial series of four terms in ``step``, growth − 1; near a growth of 1 its rest is under 2e-13 of the sum.

    Examples:
        >>> annuity_by_series(0.0, 5.0)
        5.0
    """
    series = 1 + (years - 3) * step / 4
    for term in (3, 2):
        series = 1 + (years - term + 1) * step / term * series
    return years * series


def closed_annuity(growth: Value, years: Value, step: Value, where: Where = choose) -> Value:
    """Sum as ``(growth ** years − 1) / step``, where ``step``, growth − 1, is not 0.

    Examples:
        >>> closed_annuity(2.0, 3.0, 1.0)
        7.0
    """
    return (_power(growth, years, where) - 1) / step


def present_value(  # noqa: PLR0913 - a benefit has so many parts, and an engine two of its own
    net: Value,
    drop_off: Value,
    duration: Value,
    drop_off_from: Value,
    starts: Value,
    rate: Value,
    early: Value = 0,
    where: Where = choose,
    *,
    years: Value = None,
    annuity: Annuity = annuity,
) -> Value:
    """Add up a benefit over its years, faded and discounted at one constant rate, without a loop.

    ``Σ net × kept × portion × factor`` as two annuities (the whole years before the fading, the fading
    years) and one part-year. A power that an annuity has already summed is had again as
    ``growth ** n = 1 + (growth − 1) × annuity``.

    An engine that has the whole ``years`` of the duration at hand may give them; where they are the duration
    itself, there is no part-year. Likewise its own way to an ``annuity``.

    Examples:
        >>> round(present_value(100, 0.5, 2, 2, 1, 0.25), 9)
        112.0
    """
    share, growth = 1 - drop_off, 1 / (1 + rate)
    if years is None:  # a choice, so that a query works it out once
        years = where(duration > 0, duration // 1, 0)
    before = drop_off_from - 1
    short = isinstance(before, int) and before < _FEW
    whole = where(years < before, years, before)
    lead = _added_up(growth, years, before, where) if short else annuity(growth, whole, where)
    faded = share * growth
    fading = annuity(faded, years - whole, where)
    later = share * fading
    if years is not duration:
        later = later + (duration - years) * where(years > before - 1, share, 1) * (1 + (faded - 1) * fading)
    return net * (lead + (1 + (growth - 1) * lead) * later) * discount_factor(rate, starts, early)


def ratio(present_value: Value, total_input: Value) -> Value:
    """Pounds of value for each pound put in, both at present value.

    Examples:
        >>> ratio(580, 100)
        5.8
    """
    return present_value / total_input


_FEW = 12
"""Up to this many years before the fading, adding them up costs less than a power."""


def _added_up(growth: Value, years: Value, most: int, where: Where) -> Value:
    """Sum ``growth ** 0 … growth ** (years − 1)`` one year after the other, of which there are ``most`` at most."""
    total: Value = where(years > most - 1, 1, 0) if most > 0 else 0
    for year in range(most - 1, 0, -1):
        total = where(years > year - 1, 1 + growth * total, 0)
    return total


def _power(base: Value, exponent: Value, where: Where) -> Value:
    """Raise to a whole power of at least 0; Decimal refuses ``0 ** 0``, which is 1 here."""
    return where(exponent > 0, base, 1) ** exponent


def _at_least_zero(value: Value, where: Where) -> Value:
    return where(value > 0, value, 0)
