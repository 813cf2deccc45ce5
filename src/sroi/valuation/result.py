"""What a case comes to: the ratio, the pounds behind it, and the way to every one of them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import accumulate, pairwise
from math import fsum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from sroi import formula
from sroi.errors import NotFoundError, UndefinedRatioError
from sroi.model.shown import Shown
from sroi.model.text import ratio_text
from sroi.valuation.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from sroi.claims.manifest import Manifest
    from sroi.claims.wording import Claim
    from sroi.local_economy.figures import LocalResult
    from sroi.model.case import Case, Outcome
    from sroi.valuation.discounting import Discounting
    from sroi.valuation.lines import Lines
    from sroi.valuation.pricing import Priced
    from sroi.valuation.steps import Step

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Value for each pound put in.

    Args:
        value: the ratio, unrounded.
        currency: three letters of the currency of both sides.

    """

    value: float
    currency: str = "GBP"

    @property
    def text(self) -> str:
        """The ratio as the field writes it, rounded half up to the penny: ``£1:£5.80``."""
        return ratio_text(self.value, self.currency)

    def __str__(self) -> str:
        return self.text

    def __float__(self) -> float:
        return self.value


@dataclass(frozen=True)
class OutcomeResult:
    """What one outcome comes to.

    Args:
        outcome: the line of the case.
        priced: its proxy at the case's price year, and how it was found.
        gross: quantity × amount, for one year, in the case's currency.
        net: gross after deadweight, displacement and attribution: the first whole year's value.
        present_value: the net value over its years, faded and discounted.
        left_out: why it is not in the total; None where it is.
        result: the result it is a line of.
        place: its place among the outcomes, from 0.

    """

    outcome: Outcome
    priced: Priced
    gross: float
    net: float
    present_value: float
    left_out: str | None
    result: Result = field(repr=False, compare=False)
    place: int = field(repr=False, compare=False)

    @property
    def id(self) -> str:
        """Id of the outcome."""
        return self.outcome.id

    @property
    def kind(self) -> str:
        """Kind of value, from the case or from the proxy."""
        return self.outcome.kind or self.priced.kind or NOT_STATED

    @cached_property
    def by_year(self) -> tuple[float, ...]:
        """Undiscounted value of each projection year from year 1, zeros before it starts."""
        last = int(self.result.lines.last_years[self.place])
        return tuple(flow[self.place] for flow in self.result.flows[:last])

    @cached_property
    def present_value_by_year(self) -> tuple[float, ...]:
        """The same, discounted."""
        return tuple(factor * value for factor, value in zip(self.result.factors, self.by_year, strict=False))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The chain of numbers from quantity to present value, each with basis and source."""
        from sroi.valuation.steps import steps_of  # noqa: PLC0415 - built only when asked for

        return tuple(steps_of(self, self.result))

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain data."""
        return {
            "id": self.id,
            "stakeholder": self.outcome.stakeholder,
            "title": self.outcome.title,
            "kind": self.kind,
            "measure": self.outcome.measure,
            "gross": self.gross,
            "net": self.net,
            "present_value": self.present_value,
            "by_year": list(self.by_year),
            "left_out": self.left_out,
        }


@dataclass(frozen=True)
class Result(Shown):
    """What a case comes to. Frozen, and equal to another by its values.

    Args:
        case: the case that was calculated.
        discounting: the rate or dated schedule used, and the timing.
        edition: edition of the data the proxies and schedules came from.
        priced: each outcome's proxy at the case's price year, in the order of the outcomes.
        gross: each outcome's gross value.
        net: each outcome's net value of one year.
        present_values: each outcome's present value, those left out of the total included.
        left_out: why each outcome is not in the total; None where it is.
        input_present_values: each input's present value.
        local_economy: money put into the local economy, a figure of its own; None where the case has none.
        lines: the outcomes as columns of numbers.

    """

    case: Case
    discounting: Discounting
    edition: str
    priced: tuple[Priced, ...]
    gross: tuple[float, ...]
    net: tuple[float, ...]
    present_values: tuple[float, ...]
    left_out: tuple[str | None, ...]
    input_present_values: tuple[float, ...]
    local_economy: LocalResult | None
    lines: Lines = field(repr=False, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        """Pickle what was worked out once, not what can be had from it again."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @cached_property
    def total_input(self) -> float:
        """Present value of the inputs."""
        return fsum(self.input_present_values)

    @cached_property
    def undiscounted_input(self) -> float:
        """Plain sum of the inputs."""
        return fsum(line.amount.amount for line in self.case.inputs)

    @cached_property
    def present_value(self) -> float:
        """Present value of the outcomes that are counted."""
        return fsum(value for value, reason in zip(self.present_values, self.left_out, strict=True) if reason is None)

    @cached_property
    def local_lines(self) -> dict[str, float]:
        """Present value of each line in local-economy pounds, by id: a figure of its own, in no total and never added up."""
        lines = zip(self.case.outcomes, self.priced, self.present_values, strict=True)
        return {outcome.id: value for outcome, priced, value in lines if priced.account == "local-economy"}

    @property
    def net_present_value(self) -> float:
        """Present value less the present value of the inputs."""
        return self.present_value - self.total_input

    @property
    def no_ratio(self) -> str:
        """Why there is no ratio, or nothing where there is one."""
        if self.total_input <= 0:
            return "nothing was put in" if self.total_input == 0 else "the inputs come to less than zero"
        return "" if None in self.left_out else f"no line counts in a total for {self.case.perspective}"

    @property
    def ratio(self) -> Ratio:
        """Value for each pound put in.

        Raises:
            UndefinedRatioError: the inputs come to nothing or less, or no line counts (``ratio-undefined``).

        """
        if self.no_ratio:
            problem = f"there is no ratio: {self.no_ratio}"
            fix = "give what was put in, and lines that count; the other figures stand without a ratio"
            raise UndefinedRatioError(problem, code="ratio-undefined", where=self.case.id, fix=fix)
        return Ratio(formula.ratio(self.present_value, self.total_input), self.case.currency)

    @property
    def net_ratio(self) -> float:
        """Ratio less 1: what is gained beyond each pound put in."""
        return self.ratio.value - 1

    @cached_property
    def flows(self) -> tuple[tuple[float, ...], ...]:
        """Undiscounted values: for each projection year from 1, one number for each outcome."""
        return tuple(tuple(flow.tolist()) for flow in self.lines.flows())

    @cached_property
    def factors(self) -> tuple[float, ...]:
        """Discount factor of each projection year from 1."""
        return self.discounting.factors(len(self.flows))

    @cached_property
    def by_year(self) -> tuple[float, ...]:
        """Undiscounted value of each projection year, of the outcomes that are counted."""
        return tuple(fsum(self._counted(flow)) for flow in self.flows)

    @cached_property
    def present_value_by_year(self) -> tuple[float, ...]:
        """Discounted value of each projection year, of the outcomes that are counted."""
        return tuple(factor * value for factor, value in zip(self.factors, self.by_year, strict=True))

    @cached_property
    def payback_years(self) -> float | None:
        """Years until the discounted value meets the inputs, linear within a year; None if it never does."""
        reached = [0.0, *accumulate(self.present_value_by_year)]
        for year, (before, after) in enumerate(pairwise(reached)):
            if after >= self.total_input:
                return 0.0 if before >= self.total_input else year + (self.total_input - before) / (after - before)
        return 0.0 if self.total_input <= 0 else None

    @cached_property
    def outcomes(self) -> Mapping[str, OutcomeResult]:
        """What each outcome comes to, by id, in the order of the case; it cannot be changed."""
        columns = zip(self.case.outcomes, self.priced, self.gross, self.net, self.present_values, self.left_out, strict=True)
        return MappingProxyType(
            {
                outcome.id: OutcomeResult(outcome, priced, gross, net, value, left_out, self, place)
                for place, (outcome, priced, gross, net, value, left_out) in enumerate(columns)
            }
        )

    def by(self, key: Literal["stakeholder", "kind", "measure"]) -> dict[str, float]:
        """Add the present value up by stakeholder, kind or measure; the sum is the total, whichever is asked.

        Raises:
            NotFoundError: another key (``unknown-grouping``).

        """
        if key not in {"stakeholder", "kind", "measure"}:
            raise NotFoundError(
                f"value cannot be added up by '{key}'",
                code="unknown-grouping",
                where="by()",
                fix="use stakeholder, kind or measure",
            )
        groups: dict[str, list[float]] = {}
        for line in self._counted(tuple(self.outcomes.values())):
            name = line.kind if key == "kind" else getattr(line.outcome, key) or NOT_STATED
            groups.setdefault(name, []).append(line.present_value)
        return {name: fsum(values) for name, values in groups.items()}

    def explain(self, outcome: str) -> str:
        """Write the chain of numbers of one outcome, so that a person with a calculator can follow it.

        Args:
            outcome: id of the outcome, or ``local_economy`` for the figures about money in the area.

        Raises:
            NotFoundError: no outcome has the id (``unknown-outcome``).

        """
        from sroi.valuation.explain import explain  # noqa: PLC0415 - built only when asked for

        return explain(self, outcome)

    def __str__(self) -> str:
        """Write the headline, the lines and the totals, as ``sroi calculate`` prints them."""
        from sroi.valuation.told import result_text  # noqa: PLC0415 - built only when asked for

        return result_text(self)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical inputs, the data edition and the code version, as 64 hexadecimal digits."""
        return fingerprint(self.case, self.edition, self.priced)

    @cached_property
    def manifest(self) -> Manifest:
        """What the figure was made of, by digest, so that anyone with the case can tell whether it still holds."""
        from sroi.claims.manifest import manifest_of  # noqa: PLC0415 - an upper room, opened when asked for

        return manifest_of(self)

    def claim(self, *, interval: tuple[float, float] | None = None, interval_is: str = "a 90 % interval") -> Claim:
        """Write what may be published: a short, a one-sentence and a long form, the range first.

        Args:
            interval: low and high end of the ratio; when absent, from the ends that the case gives its numbers.
            interval_is: what the interval is, in words.

        Raises:
            UndefinedRatioError: the inputs come to zero.
            InvalidArgumentError: the interval is not two numbers, or the ratio does not lie between them.

        """
        from sroi.claims.wording import claim_of  # noqa: PLC0415 - an upper room, opened when asked for

        return claim_of(self, interval=interval, interval_is=interval_is)

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each outcome, with its figures, as a pandas data frame."""
        import pandas as pd  # noqa: PLC0415 - `import sroi` must not load pandas

        return pd.DataFrame(
            [{key: value for key, value in line.to_dict().items() if key != "by_year"} for line in self.outcomes.values()]
        )

    def to_dict(self) -> dict[str, Any]:
        """Return every figure as plain data, ready for JSON; money is not rounded."""
        from sroi.valuation.output import result_dict  # noqa: PLC0415 - built only when asked for

        return result_dict(self)

    def _counted(self, values: tuple[Any, ...]) -> Iterator[Any]:
        return (value for value, reason in zip(values, self.left_out, strict=True) if reason is None)
