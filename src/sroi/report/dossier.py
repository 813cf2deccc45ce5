"""Everything that a report of one case shows, worked out once by the rooms below, each when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sroi.assurance import Findings, Register, assumption_register, findings_of
from sroi.catalogue import Catalogue, load
from sroi.claims.manifest import Manifest, manifest_of
from sroi.claims.reproduce import Reproduction, reproduce
from sroi.claims.wording import Claim, claim_of
from sroi.errors import MissingDependencyError, UndefinedRatioError
from sroi.uncertainty import Simulation, SwitchingValues, Tornado, simulate, switching_values, tornado
from sroi.valuation import Result, calculate, what_if

if TYPE_CHECKING:
    from sroi.model.case import Case

DRAWS, SEED = 10_000, 1
NO_RANGES = "No number of the case has a range, so there is nothing to draw from."


@dataclass(frozen=True)
class Dossier:
    """One case with all that is known about its figure.

    Args:
        result: the calculated case.
        catalogue: proxies and sources to look up.
        draws: cases drawn for the range of the headline.
        seed: seed of the draws.

    """

    result: Result
    catalogue: Catalogue
    draws: int = DRAWS
    seed: int = SEED

    @classmethod
    def of(cls, case: Case | Result, *, catalogue: Catalogue | None = None, draws: int = DRAWS, seed: int = SEED) -> Dossier:
        """Open the dossier of a case, or of one that is calculated already."""
        known = catalogue or load()
        return cls(case if isinstance(case, Result) else calculate(case, catalogue=known), known, draws, seed)

    @property
    def case(self) -> Case:
        """The case."""
        return self.result.case

    @property
    def has_ratio(self) -> bool:
        """Whether anything was put in."""
        return self.result.total_input != 0

    @cached_property
    def findings(self) -> Findings:
        """What stands between the figure and publication."""
        return findings_of(self.result, catalogue=self.catalogue)

    @cached_property
    def simulation(self) -> Simulation | None:
        """The draws; None where nothing is uncertain or they cannot be made, for which see ``why_no_draws``."""
        return self._drawn[0]

    @property
    def why_no_draws(self) -> str:
        """Why there are no draws; an empty text where there are."""
        return self._drawn[1]

    @cached_property
    def _drawn(self) -> tuple[Simulation | None, str]:
        if not self.has_ratio:
            return None, "Nothing was put in, so there is no ratio to draw."
        try:
            found = simulate(self.case, self.draws, seed=self.seed, catalogue=self.catalogue)
        except (MissingDependencyError, UndefinedRatioError) as error:
            return None, f"No range was drawn: {error.problem}."
        return (found, "") if found.uncertain else (None, NO_RANGES)

    @cached_property
    def tornado(self) -> Tornado | None:
        """How far each uncertain number alone moves the ratio; None where there are no draws."""
        return tornado(self.case, catalogue=self.catalogue) if self.simulation else None

    @cached_property
    def switching(self) -> SwitchingValues | None:
        """How far each number would have to be wrong for a ratio of 1; None where there is no ratio."""
        return switching_values(self.case, catalogue=self.catalogue) if self.has_ratio else None

    @cached_property
    def claim(self) -> Claim | None:
        """The words that may be published: with the drawn interval where there is one; None where there is no ratio."""
        if not self.has_ratio:
            return None
        interval = self.simulation.interval() if self.simulation else None
        if interval and interval[0] <= self.result.ratio.value <= interval[1]:
            return claim_of(self.result, interval=interval, interval_is=f"what nine in ten of {self.draws:,} draws give")
        return claim_of(self.result)

    @cached_property
    def scenarios(self) -> dict[str, Result]:
        """The case under each of its what-ifs, by the title of the what-if."""
        known, ifs = self.catalogue, self.case.scenarios
        return {one.title or one.id: calculate(what_if(self.case, one, catalogue=known), catalogue=known) for one in ifs}

    @cached_property
    def reproduction(self) -> Reproduction | None:
        """Printed figures beside ours; None where the case brings none."""
        published = self.case.published
        return reproduce(self.case) if published and any(True for _ in published.figures()) else None

    @cached_property
    def register(self) -> Register:
        """Every number of the case, with basis, source and evidence grade."""
        return assumption_register(self.case, catalogue=self.catalogue)

    @cached_property
    def manifest(self) -> Manifest:
        """What the figure was made of, by digest, with the seed where a range was drawn."""
        return manifest_of(self.result, seed=self.seed if self.simulation else None)
