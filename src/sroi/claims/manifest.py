"""The manifest of a figure: everything one needs to tell whether it still holds, without the numbers it rests on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from math import isclose
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Field, ValidationError

from sroi.assurance import findings_of
from sroi.documents import Document, faults_of, read_document
from sroi.errors import InvalidDataError
from sroi.model.base import AsTuple, Record, Text
from sroi.model.canonical import digest
from sroi.model.case_argument import require_case
from sroi.valuation import calculate
from sroi.valuation.fingerprint import canonical_inputs
from sroi.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from sroi.catalogue import Catalogue
    from sroi.model.case import Case
    from sroi.valuation import Result

Digest: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]

SAME = 1e-9
"""Figures this close to each other, relatively, are the same: machines differ in the last digits."""

LINES = ("inputs", "outcomes")
_OF_THE_WHOLE = frozenset({"inputs", "fingerprint", "warnings", "waived"})

EDITED = "the manifest was edited, or made with another catalogue: its parts are the same and the digest of the whole is not"


class Manifest(Record):
    """What a figure was made of, by digest, so that anyone with the case can tell whether it still holds.

    Args:
        manifest: version of this shape.
        case: id of the case.
        title: its title.
        inputs: SHA-256 of the canonical form of the case's inputs.
        parts: SHA-256 of each part of them, by place, so that a change can be named.
        proxies: SHA-256 of each catalogue proxy that was used, by id.
        edition: data edition.
        version: code version.
        discounting: rate or dated schedule and timing, in words.
        seed: of the random numbers; null where none were drawn.
        figures: ratio, present_value, total_input, net_present_value, and each local-economy figure by its key, to 12
            significant digits.
        warnings: errors and warnings that stand, as ``code at place``.
        waived: findings that the case sets aside, with the reasons.
        fingerprint: SHA-256 of inputs, data edition and code version.

    """

    manifest: Literal[1] = 1
    case: Text
    title: Text
    inputs: Digest
    parts: dict[str, Digest]
    proxies: dict[str, Digest]
    edition: Text
    version: Text
    discounting: Text
    seed: int | None
    figures: dict[str, float | int | None]
    warnings: Annotated[tuple[Text, ...], AsTuple]
    waived: Annotated[tuple[Text, ...], AsTuple]
    fingerprint: Digest

    def to_dict(self) -> dict[str, Any]:
        """Return the manifest as plain data; the seed and figures that do not exist are null."""
        return self.model_dump(mode="json")

    @property
    def text(self) -> str:
        """The manifest as a JSON file's text: keys in order, two spaces, one line feed at the end."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a manifest says and that is otherwise now.

    Args:
        what: the thing: ``version``, ``edition``, ``outcomes.less-lonely``, ``figures.ratio`` and so on.
        said: what the manifest says; a digest by its first 12 digits; ``absent`` where it has none.
        now: what was found; likewise.

    """

    what: str
    said: str
    now: str

    def __str__(self) -> str:
        return f"{self.what}: {self.said} in the manifest, {self.now} now"


@dataclass(frozen=True, slots=True)
class Verification:
    """A manifest beside the case it is about.

    Args:
        case: id of the case.
        differences: everything that is otherwise now, none when the figure holds.
        seed: of the simulation that the manifest names, which nothing in it can be held to; None where it names none.

    """

    case: str
    differences: tuple[Difference, ...]
    seed: int | None = None

    @property
    def holds(self) -> bool:
        """Whether the case still gives what the manifest says, from the same inputs, data and code."""
        return not self.differences

    @property
    def edited(self) -> bool:
        """Whether a digest of the manifest differs though nothing that it is made of does."""
        changed = {one.what for one in self.differences}
        made_of = {what for what in changed if what not in _OF_THE_WHOLE and not what.startswith("figures.")}
        return bool(changed & {"inputs", "fingerprint"}) and not made_of

    def to_dict(self) -> dict[str, Any]:
        """Return the documented shape of ``sroi verify --json``."""
        return {"case": self.case, "holds": self.holds, "differences": [asdict(one) for one in self.differences]}

    def __str__(self) -> str:
        """Return whether it holds, and every difference on a line."""
        verdict = (
            "the figure holds: same inputs, same data, same code" if self.holds else "the figure does not hold as it was made"
        )
        edited = [EDITED] if self.edited else []
        seed = [] if self.seed is None else [f"seed {self.seed}: not checked, for no figure here was drawn"]
        return "\n".join([f"{self.case}: {verdict}", *map(str, self.differences), *edited, *seed])


def manifest_of(result: Result, *, seed: int | None = None) -> Manifest:
    """Make the manifest of a result; ``result.manifest`` is this without a seed.

    Args:
        result: a calculated case.
        seed: of the simulation that the published range comes from; None where none was run.

    Returns:
        Digests, figures, schedule, edition, version and the warnings that stand. No amount of a line is in it, so a
        manifest may be published where the case may not.

    Examples:
        >>> import sroi
        >>> sroi.calculate(sroi.read_case("proxies/published/westbank_2015.yaml")).manifest.figures["ratio"]
        5.80168699464

    """
    inputs = canonical_inputs(result.case)
    found = findings_of(result)
    used = {line.match.proxy.id: line.match.proxy for line in result.priced if line.match}
    return Manifest(
        case=result.case.id,
        title=result.case.title,
        inputs=digest(inputs),
        parts={place: digest(part) for place, part in _parts(inputs)},
        proxies={name: digest(proxy.to_dict()) for name, proxy in sorted(used.items())},
        edition=result.edition,
        version=VERSION,
        discounting=result.discounting.text,
        seed=seed,
        figures=_figures(result),
        warnings=tuple(f"{one.code} at {one.where}" for one in (*found.of("error"), *found.of("warning"))),
        waived=tuple(f"{one.finding.code} at {one.finding.where}: {one.reason}" for one in found.waived),
        fingerprint=result.fingerprint,
    )


def _figures(result: Result) -> dict[str, float | int | None]:
    """Return the totals to 12 significant digits, which every machine agrees on."""
    ratio = result.ratio.value if not result.no_ratio else None
    figures = {
        "ratio": ratio,
        "present_value": result.present_value,
        "total_input": result.total_input,
        "net_present_value": result.net_present_value,
    }
    figures |= {f"local_economy.{one.key}": one.amount for one in (result.local_economy.figures if result.local_economy else ())}
    return {name: None if figure is None else float(f"{figure:.12g}") for name, figure in figures.items()}


def _parts(inputs: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give every part of the canonical inputs with its place: each line, and each other key."""
    for key, value in inputs.items():
        if key in LINES:
            yield from ((f"{key}.{line['id']}", line) for line in value)
        else:
            yield key, value


def read_manifest(source: str | Path | Mapping[str, Any]) -> Manifest:
    """Read a manifest from its JSON file, or from the same as a mapping.

    Raises:
        FileUnreadableError: the file is missing or not text.
        InvalidDataError: it is no manifest; every fault at once, or one that says it is a case (``not-a-manifest``).

    Examples:
        >>> import sroi
        >>> result = sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))
        >>> manifest = manifest_of(result)
        >>> read_manifest(manifest.to_dict()) == manifest
        True

    """
    document = Document("manifest", dict(source)) if isinstance(source, Mapping) else read_document(source)
    if isinstance(document.data, Mapping) and "format" in document.data and "manifest" not in document.data:
        problem, fix = "this is a case, not a manifest", "give the manifest first, then the case; --write makes one"
        raise InvalidDataError(problem, code="not-a-manifest", where=document.name, fix=fix)
    if document.faults:
        raise InvalidDataError.of(document.faults)
    try:
        return Manifest.model_validate(document.data)
    except ValidationError as error:
        raise InvalidDataError.of(faults_of(error, document, Manifest.model_fields)) from None


def verify(manifest: Manifest, case: Case, *, catalogue: Catalogue | None = None) -> Verification:
    """Calculate a case again and say what differs from its manifest.

    Args:
        manifest: what was published with the figure.
        case: the case as it is now.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        Every difference: title, code version, data edition, each part of the inputs, each proxy used, schedule,
        figures (beyond a relative 1e-9), warnings, and the digests of the whole. The seed is passed on unchecked: the
        range it stands for is no part of the manifest.

    Raises:
        InvalidArgumentError: something else than a case (``not-a-case``).
        InvalidCaseError: the case cannot be calculated.

    Examples:
        >>> import sroi
        >>> case = sroi.read_case("proxies/published/westbank_2015.yaml")
        >>> print(verify(sroi.calculate(case).manifest, case))
        westbank-2015: the figure holds: same inputs, same data, same code

    """
    require_case(case)
    now = manifest_of(calculate(case, catalogue=catalogue), seed=manifest.seed)
    return Verification(manifest.case, tuple(_differences(manifest, now)), manifest.seed)


def _differences(said: Manifest, now: Manifest) -> Iterator[Difference]:
    for name in ("case", "title", "version", "edition", "discounting"):
        if getattr(said, name) != getattr(now, name):
            yield Difference(name, getattr(said, name), getattr(now, name))
    retitled = said.title != now.title
    yield from (one for one in _changed("", said.parts, now.parts) if not (retitled and one.what == "title"))
    yield from _changed("proxies.", said.proxies, now.proxies)
    yield from _changed("", _digests(said), _digests(now))
    for name in sorted({*said.figures, *now.figures}):
        before, after = said.figures.get(name), now.figures.get(name)
        if not _same(before, after):
            yield Difference(f"figures.{name}", str(before), str(after))
    for name in ("warnings", "waived"):
        before, after = getattr(said, name), getattr(now, name)
        yield from (Difference(name, one, "absent") for one in sorted({*before} - {*after}))
        yield from (Difference(name, "absent", one) for one in sorted({*after} - {*before}))


def _digests(manifest: Manifest) -> dict[str, str]:
    return {"inputs": manifest.inputs, "fingerprint": manifest.fingerprint}


def _same(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is after
    return isclose(before, after, rel_tol=SAME, abs_tol=SAME)


def _changed(prefix: str, said: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Difference]:
    """Name every part whose digest differs, is gone or is new, in the order of the manifest."""
    for name in dict.fromkeys((*said, *now)):
        before, after = said.get(name, "absent"), now.get(name, "absent")
        if before != after:
            yield Difference(f"{prefix}{name}", before[:12], after[:12])
