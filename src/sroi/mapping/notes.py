"""What must be said aloud, on a line and of a whole case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sroi.mapping.figures import Worked
from sroi.model.framework import Framework, Measure
from sroi.model.proxy import Proxy
from sroi.model.text import money_text

WRONG_WAY = "Went the wrong way: the figures show a loss, counted as a line below zero."
FLOOR = "A floor: the least that is certain, to be read as at least this much."
COST = "A cost used as a value: what providing it costs, for want of a value of what it does."
LOCAL = "Money in the local economy: a figure of its own, kept out of the ratio."
COST_ACCOUNT = "A cost: it belongs to the inputs and is kept out of the ratio."
OTHER_PROXY = "The framework does not name this proxy for this measure."
TAKEN_OFF = "Taken off: the {}."


def of_line(measure: Measure, proxy: Proxy, worked: Worked, *, named: bool) -> tuple[str, ...]:
    """Say what a reader of one line must know."""
    said = {
        WRONG_WAY: worked.value < 0,
        FLOOR: proxy.stands_as == "floor",
        COST: proxy.stands_as == "cost",
        LOCAL: proxy.account == "local-economy",
        COST_ACCOUNT: proxy.account == "cost",
        OTHER_PROXY: not named,
        f"Leaves out {measure.leaves_out}.": bool(measure.leaves_out),
        worked.note: bool(worked.note),
    }
    return tuple(text for text, holds in said.items() if holds)


def of_case(
    framework: Framework,
    *,
    wrong_way: Sequence[Measure],
    passed_over: Sequence[tuple[Measure, Sequence[str]]],
    skipped: Sequence[Measure],
    local: Sequence[Measure],
    alone: bool,
) -> list[str]:
    """Say what a reader of the whole case must know.

    Args:
        framework: what it was mapped with.
        wrong_way: measures that went the wrong way.
        passed_over: usual proxies left out because a row names others.
        skipped: measures whose rows hold no figures.
        local: measures valued by money in the local economy.
        alone: whether there is nothing else.

    """
    said = [f"Mapped with the framework {framework.title}, edition {framework.edition}."]
    if wrong_way:
        said.append(f"{_measures(wrong_way)} went the wrong way: a loss, counted below zero.")
    if local:
        said.append(f"{_measures(local)}: money in the local economy, a figure of its own that is never part of the ratio.")
    if alone:
        said.append("No line counts as social value, so there is no ratio.")
    said += [
        f"Measure {measure.number} leaves out {', '.join(ids)}: its row names other proxies." for measure, ids in passed_over
    ]
    if skipped:
        said.append(f"Not measured: {_measures(skipped).lower()}.")
    return said


def told_apart(names: Iterable[str]) -> list[str]:
    """Say which lines several rows give: people in groups of their own, or a row that was copied by mistake.

    >>> told_apart(["a", "b", "a"])
    ['a: 2 rows give this line; each counts, with a number at the end of its id. Check that no row was copied by mistake.']
    """
    says = "{}: {} rows give this line; each counts, with a number at the end of its id. Check that no row was copied by mistake."
    return [says.format(name, count) for name, count in Counter(names).items() if count > 1]


def inputs_left_out(pounds: float) -> str:
    """Say that inputs were given with nothing to set against them.

    >>> inputs_left_out(1250)
    'The inputs of £1,250.00 are left out of the case: no social value stands against them.'
    """
    return f"The inputs of {money_text(pounds)} are left out of the case: no social value stands against them."


def sentence(text: str) -> str:
    """End a text as a sentence ends.

    >>> sentence("activity illustrative")
    'activity illustrative.'
    """
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _measures(measures: Iterable[Measure]) -> str:
    """Name measures by their numbers.

    >>> _measures([])
    'Measures '
    """
    numbers = [str(number) for number in sorted({measure.number for measure in measures})]
    words = " and ".join(filter(None, [", ".join(numbers[:-1]), *numbers[-1:]]))
    return f"Measure{'' if len(numbers) == 1 else 's'} {words}"
