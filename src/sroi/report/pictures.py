"""What a picture shows, before anything is drawn: bars with their words, alternative text, and the table behind them.

Every picture of a value is a list of bars, so one small hand draws them all: as SVG in a page, with Matplotlib elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Literal, TypeAlias

from sroi.model.text import number_text, plain_number, share_text
from sroi.report.flow import Stage, all_stages, stages
from sroi.report.naming import case_names, number_words, short, told_apart, value_words
from sroi.report.sheet import Pounds, Sheet, pounds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sroi.claims.compare import Bridge
    from sroi.uncertainty import Bar as OneNumber
    from sroi.uncertainty import Simulation, Tornado
    from sroi.valuation import OutcomeResult, Result

Role: TypeAlias = Literal["total", "more", "less"]
"""``total`` starts at zero; ``more`` adds, or lies above; ``less`` takes off, or lies below."""

MOST = 15
_BINS = 30
_TICKS = 6
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Args:
        label: what it stands for.
        start: where it begins, on the scale of the picture.
        end: where it ends.
        text: its number as people read it.
        role: what it does.

    """

    label: str
    start: float
    end: float
    text: str
    role: Role = "total"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is not drawn yet.

    Args:
        title: what it shows.
        alt: alternative text: the same for those who do not see it.
        bars: from top to bottom, or from left to right.
        sheet: the table behind it, every number of it.
        standing: whether the bars stand upright.
        mark: a value that a line marks through all the bars; None for no line.
        mark_text: what the line marks.
        ticks: places on the scale, with their words.

    """

    title: str
    alt: str
    bars: tuple[Bar, ...]
    sheet: Sheet
    standing: bool = False
    mark: float | None = None
    mark_text: str = ""
    ticks: tuple[tuple[float, str], ...] = ()

    @property
    def span(self) -> tuple[float, float]:
        """Least and most of the scale; a picture without a marked value begins at zero."""
        ends = [end for bar in self.bars for end in (bar.start, bar.end)]
        ends += [0.0] if self.mark is None and not self.standing else []
        ends += [] if self.mark is None else [self.mark]
        low, high = min(ends), max(ends)
        return (low, high) if high > low else (low - 0.5, high + 0.5)

    def place(self, value: float) -> float:
        """Where a value stands on the scale, 0 to 1."""
        low, high = self.span
        return (value - low) / (high - low)

    @property
    def svg(self) -> str:
        """The picture as the text of an SVG file, with its colours for light and dark inside."""
        from sroi.report.svg import on_paper  # noqa: PLC0415 - the drawing imports this module

        return on_paper(self) + "\n"

    def _repr_html_(self) -> str:
        from sroi.report.svg import standalone  # noqa: PLC0415 - the drawing imports this module

        return standalone(self)


def waterfall(result: Result, outcome: str | None = None) -> Picture:
    """Show the way from gross value to present value, of one outcome or of all that are counted.

    Args:
        result: a calculated case.
        outcome: id of an outcome; the whole case, down to its net present value, when absent.

    Examples:
        >>> import sroi
        >>> result = sroi.calculate(sroi.read_case("proxies/published/westbank_2015.yaml"))
        >>> [bar.text for bar in waterfall(result, "participants-diet").bars][:2]
        ['£10,743', '-£1,074']

    """
    pounds = pounds_of(result)
    steps = all_stages(result) if outcome is None else stages(result.outcomes[outcome])
    whose = result.case.title if outcome is None else result.outcomes[outcome].outcome.title
    bars = _falling(steps, pounds)
    title = "From gross value to net present value" if outcome is None else "From gross value to present value"
    told = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    rows = [(bar.label, bar.text) for bar in bars]
    sheet = Sheet.of(title, ("stage", "amount"), rows, right=[1])
    return Picture(title, f"Waterfall of {whose}. {told}.", bars, sheet)


def _falling(steps: Sequence[Stage], pounds: Pounds) -> tuple[Bar, ...]:
    """Hang each change where the one before it ended; a subtotal stands on zero."""
    level = 0.0
    bars: list[Bar] = []
    for step in steps:
        start, level = (0.0, step.amount) if step.total or not bars else (level, level + step.amount)
        role: Role = "total" if step.total or not bars else "more" if step.amount >= 0 else "less"
        bars.append(Bar(step.name, start, level, pounds(step.amount), role))
    return tuple(bars)


def by_year(result: Result) -> Picture:
    """Show the value of each projection year at today's worth, with the undiscounted value in its table.

    Examples:
        >>> import sroi
        >>> result = sroi.calculate(sroi.read_case("proxies/published/westbank_2015.yaml"))
        >>> [bar.label for bar in by_year(result).bars]
        ['Year 1', 'Year 2', 'Year 3']

    """
    pounds = pounds_of(result)
    years = list(zip(result.by_year, result.present_value_by_year, strict=True))
    bars = tuple(_plain(f"Year {year}", value, pounds) for year, (_, value) in enumerate(years, 1))
    total = ("All years", pounds(sum(result.by_year)), pounds(result.present_value))
    rows = [(f"Year {year}", pounds(value), pounds(today)) for year, (value, today) in enumerate(years, 1)]
    head = ("year", "value", "at today's worth")
    sheet = Sheet.of("Value by year", head, [*rows, total], right=[1, 2], sums=True)
    return Picture("Value by year, at today's worth", f"Value by year. {_told(bars)}.", bars, sheet)


def by_group(result: Result, key: Literal["stakeholder", "kind", "measure"]) -> Picture:
    """Show the present value of each stakeholder, kind or measure, the largest first.

    Examples:
        >>> import sroi
        >>> result = sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))
        >>> by_group(result, "kind").bars[0].label
        'wellbeing'

    """
    pounds, whole = pounds_of(result), result.present_value
    found = sorted(result.by(key).items(), key=lambda pair: -pair[1])
    bars = tuple(_plain(name, value, pounds) for name, value in found)
    rows = [(name, pounds(value), _share(value, whole)) for name, value in found]
    sheet = Sheet.of(
        f"Present value by {key}",
        (key, "present value", "share"),
        [*rows, ("All", pounds(whole), "")],
        right=[1, 2],
        sums=True,
    )
    return Picture(f"Present value by {key}", f"Present value by {key}. {_told(bars)}.", bars, sheet)


def by_outcome(result: Result) -> Picture:
    """Show the present value of each outcome that is counted, the largest first; the smallest of many are one bar.

    Examples:
        >>> import sroi
        >>> result = sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))
        >>> by_outcome(result).bars[0].label
        'No longer chronically lonely, Older residents'

    """
    pounds = pounds_of(result)
    found = sorted((line for line in result.outcomes.values() if not line.left_out), key=lambda line: -line.present_value)
    named = list(zip(_titles(found), found, strict=True))
    first, rest = (named, []) if len(found) <= MOST + 1 else (named[:MOST], found[MOST:])
    bars = tuple(_plain(f"{title}, {line.outcome.stakeholder}", line.present_value, pounds) for title, line in first)
    if rest:
        bars = (*bars, _plain(f"{len(rest)} other outcomes", sum(line.present_value for line in rest), pounds))
    rows = [(title, line.outcome.stakeholder, pounds(line.present_value)) for title, line in named]
    sheet = Sheet.of("Present value by outcome", ("outcome", "stakeholder", "present value"), rows, right=[2])
    return Picture("Present value by outcome", f"Present value by outcome. {_told(bars)}.", bars, sheet)


def _titles(lines: Sequence[OutcomeResult]) -> list[str]:
    """Title each line; with its kind or its id where another of its stakeholder has the same title."""
    names = [f"{line.outcome.stakeholder}\n{line.outcome.title}" for line in lines]
    return [name.partition("\n")[2] for name in told_apart(names, [line.kind for line in lines], [line.id for line in lines])]


def tornado_picture(found: Tornado) -> Picture:
    """Show how far each uncertain number alone moves the figure, at most 15 of them; the table has all.

    Examples:
        >>> import sroi
        >>> tornado_picture(sroi.tornado(sroi.read_case("docs/examples/befriending.yaml"))).bars[0].label
        'No longer chronically lonely: quantity'

    """
    words = number_words(found.case)
    bars = tuple(half for bar in found.bars[:MOST] for half in _halves(words(bar.label), found.central, bar.at_low, bar.at_high))
    head = ("number", "5 % point", "95 % point", f"{_words(found.of)} at 5 %", f"{_words(found.of)} at 95 %", "swing")
    rows = [(words(bar.label), *_ends(bar), *map(short, (bar.at_low, bar.at_high, bar.swing))) for bar in found.bars]
    title = f"How far each number alone moves the {_words(found.of)}"
    sheet = Sheet.of(title, head, rows, right=[1, 2, 3, 4, 5])
    widest = "; ".join(f"{words(bar.label)} from {short(bar.at_low)} to {short(bar.at_high)}" for bar in found.bars[:3])
    alt = f"Tornado around a {_words(found.of)} of {short(found.central)}. The widest bars: {widest}."
    return Picture(title, alt, bars, sheet, mark=found.central, mark_text=f"central case, {short(found.central)}")


def _ends(bar: OneNumber) -> tuple[str, str]:
    """Write the two ends between which a number goes."""
    return value_words(bar.name, bar.low), value_words(bar.name, bar.high)


def _halves(label: str, central: float, at_low: float, at_high: float) -> tuple[Bar, Bar]:
    """Draw one number as two bars from the centre; both lie on the same line."""
    text = f"{short(min(at_low, at_high))} to {short(max(at_low, at_high))}"
    low, high = (Bar(label, central, end, text, "more" if end >= central else "less") for end in (at_low, at_high))
    return low, high


def spread(simulation: Simulation, of: str = "ratio") -> Picture:
    """Show how a figure is spread over the draws of a simulation.

    Examples:
        >>> import sroi
        >>> len(spread(sroi.simulate(sroi.read_case("docs/examples/befriending.yaml"), 1_000)).bars)
        30

    """
    import numpy as np  # noqa: PLC0415 - only this picture counts draws

    values = simulation.drawn(of)
    counts, edges = (column.tolist() for column in np.histogram(values, bins=_BINS))
    texts = [simulation.text_of(edge, of) for edge in edges]
    shares = [share_text(round(count / len(values), 4)) for count in counts]
    bars = tuple(Bar(f"{texts[at]} to {texts[at + 1]}", 0, count, shares[at]) for at, count in enumerate(counts))
    sheet = Sheet.of("Share of the draws", ("from", "to", "share"), zip(texts, texts[1:], shares, strict=False), right=[0, 1, 2])
    low, high = (simulation.text_of(end, of) for end in simulation.interval(of=of))
    central = simulation.text_of(simulation.central[of], of)
    over = f"Spread of the {_words(of)} over {simulation.count:,} draws"
    alt = f"{over}. Nine in ten lie between {low} and {high}; the central case is {central}.{leaning(simulation, of)}"
    ticks = tuple(((value - edges[0]) / (edges[-1] - edges[0]), _tick(value)) for value in _round_values(edges[0], edges[-1]))
    return Picture(f"Spread of the {_words(of)}", alt, bars, sheet, standing=True, ticks=ticks)


def leaning(simulation: Simulation, of: str) -> str:
    """Say so where the central case lies outside nine draws in ten; otherwise nothing."""
    from sroi.uncertainty.distribution import inside  # noqa: PLC0415 - only a picture of draws needs it

    within = inside(simulation.central[of], simulation.drawn(of))
    return "" if within else " The central case lies outside the range, because the ranges lean to one side."


def bridge_picture(bridge: Bridge) -> Picture:
    """Show the way in pounds from the net present value of one case to that of another; its table has the ratios too.

    Examples:
        >>> import sroi
        >>> cases = [sroi.read_case(f"docs/examples/{name}.yaml") for name in ("befriending", "job_club")]
        >>> bridge_picture(sroi.compare(*cases)).bars[0].text
        '£96,945'

    """
    pounds, start, end = pounds_of(bridge.first), bridge.first, bridge.second
    first, second = case_names([start, end])
    steps = [
        Stage(first, start.net_present_value, total=True),
        *(Stage(span.name, float(span.net_present_value)) for span in bridge.spans),
        Stage(second, end.net_present_value, total=True),
    ]
    bars = _falling(steps, pounds)
    moved = [start.ratio.value, *(float(ratio) for _, _, ratio in bridge.rows()), end.ratio.value]
    rows = [(bar.label, bar.text, number_text(ratio, 4)) for bar, ratio in zip(bars, moved, strict=True)]
    sheet = Sheet.of("From one case to the other", ("step", "net present value", "ratio"), rows, right=[1, 2])
    return Picture("From one case to the other", f"Bridge of net present value. {_told(bars)}.", bars, sheet)


def ratios(results: Sequence[Result] | Mapping[str, Result]) -> Picture:
    """Show the ratios of several cases side by side.

    Args:
        results: calculated cases, or the same by the names to show; else each has its title, and where two have one
            title the what-if that makes it, its id or its place.

    Examples:
        >>> import sroi
        >>> result = sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))
        >>> ratios({"This year": result}).bars[0].label
        'This year'

    """
    named = results if isinstance(results, Mapping) else dict(zip(case_names(results), results, strict=True))
    bars = tuple(Bar(name, 0, one.ratio.value, one.ratio.text) for name, one in named.items())
    sheet = Sheet.of("Ratio of each case", ("case", "ratio"), [(bar.label, bar.text) for bar in bars], right=[1])
    return Picture("Ratio of each case", f"Ratio of each case. {_told(bars)}.", bars, sheet)


def _plain(label: str, value: float, pounds: Pounds) -> Bar:
    return Bar(label, 0.0, value, pounds(value), "total" if value >= 0 else "less")


def _told(bars: Sequence[Bar]) -> str:
    """Say the first bars in words; the table has them all."""
    said = "; ".join(f"{bar.label}: {bar.text}" for bar in bars[:MOST])
    return f"{said}; and {len(bars) - MOST} more in the table" if len(bars) > MOST else said


def _share(value: float, whole: float) -> str:
    return share_text(round(value / whole, 3)) if whole else ""


def _words(of: str) -> str:
    return of.replace("_", " ")


def _tick(value: float) -> str:
    return plain_number(float(f"{value:.6g}"))


def _round_values(low: float, high: float) -> list[float]:
    """Give a few round values inside a span.

    >>> _round_values(1.93, 5.2)
    [2.0, 3.0, 4.0, 5.0]
    """
    if high <= low:
        return [low]
    rough = (high - low) / _TICKS
    size = 10.0 ** floor(log10(rough))
    step = next(size * times for times in _STEPS if size * times >= rough)
    first, last = ceil(low / step), floor(high / step)
    return [float(f"{step * place:.6g}") for place in range(first, last + 1)]
