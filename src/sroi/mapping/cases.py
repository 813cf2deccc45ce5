"""Measurements to a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from sroi.catalogue import Catalogue, load
from sroi.documents import FAULTY, Document, Path, faults_of
from sroi.errors import Fault, InvalidCaseError
from sroi.mapping import notes
from sroi.mapping.columns import UNMEASURED, framework_names, unknown_columns
from sroi.mapping.figures import slug
from sroi.mapping.inputs import amounts_of, input_rows, read_inputs
from sroi.mapping.lines import Mapped, Setting, map_row
from sroi.mapping.methods import PERSPECTIVES, joined, read_method
from sroi.mapping.rows import Reader, Row
from sroi.mapping.sources import Sheets, read_sheets
from sroi.model.case import Case
from sroi.model.framework import Framework, Measure
from sroi.reading.cases import KEYS

SOCIAL = "social-value"


def map_measurements(  # noqa: PLR0913 - each is a part of a case
    measurements: Any,
    *,
    inputs: Any = None,
    framework: str | Framework = "knowsley",
    id: str | None = None,  # noqa: A002 - cases say id
    title: str | None = None,
    price_year: int | str | None = None,
    discount: float | str | Sequence[float] | None = None,
    perspective: str | None = None,
    method: Mapping[str, Any] | None = None,
    catalogue: Catalogue | None = None,
) -> Case:
    """Turn what was measured into a case.

    Each row is one measure of the framework. Its figures become a quantity by the measure's own arithmetic;
    each of its default proxies, or those the row names, becomes an outcome with that quantity. What is missing
    is asked for by name, and every fault of a table comes at once with its row and column.
    ``quantity = expression of the measure, over the figures it needs``.

    Args:
        measurements: a path (.csv, .xlsx, .yaml, .json), a data frame of any library, or a list of records.
            Columns: measure, stakeholder, the figures that the measure needs (baseline, actual, population,
            share_of_year …) or quantity, and as wished proxy, deadweight, displacement, attribution, drop_off (shares
            0 to 1, or per cent with the sign), duration (years), starts, basis, source, note, title, period.
        inputs: the same kinds of table, with amount (pounds of the price year), stakeholder, title, kind, year.
        framework: id of a framework, or one that was read from a file.
        id: kebab-case name of the case.
        title: what people call it.
        price_year: calendar year, or financial year as ``"2025/26"``.
        discount: a yearly rate 0 to 1, the id of a dated schedule, or yearly rates.
        perspective: society, state or council; state and council use the measures' state views.
        method: further keys of the sheet Method: timing, part_years, stage, organisation, area, period.
        catalogue: where proxies are looked up; the package's own by default.

    Returns:
        A case whose lines are called ``measure-part-proxy``, each with the sum it came from and what must be said of it.

    Raises:
        InvalidCaseError: everything that is wrong with the tables, or missing.
        FileUnreadableError: a file that cannot be read.
        NotFoundError: no such framework.

    The convention that bites: a blank is never a zero. A measure with several parts asks for all of them; where
    there was none, write 0. Money in the local economy becomes lines too, which the ratio leaves out.

    References:
        knowsley-emerging-approach

    Examples:
        >>> import sroi
        >>> case = sroi.map_measurements(
        ...     [{"measure": 13, "people": 12, "share_of_year": 0.5, "stakeholder": "Volunteers"}],
        ...     inputs=[{"stakeholder": "Council", "amount": 5000}],
        ...     price_year=2025,
        ...     discount=0.035,
        ... )
        >>> case.outcomes[0].id, case.outcomes[0].quantity.value
        ('knowsley-13-volunteering-formal-volunteer-year', 6.0)

    """
    catalogue = catalogue or load()
    framework = catalogue.framework(framework) if isinstance(framework, str) else framework
    sheets = read_sheets(measurements)
    faults: list[Fault] = []
    given = {"id": id, "title": title, "price_year": price_year, "discount": discount, "perspective": perspective}
    asked = joined(sheets, {**(method or {}), **{key: one for key, one in given.items() if one is not None}})
    head = read_method(asked, framework, faults)
    known = head.get("perspective", "society") in PERSPECTIVES  # which proxies a row takes hangs on it
    mapped, skipped = _map_rows(sheets, framework, catalogue, head, faults) if known else (Mapped(), [])
    social = SOCIAL in mapped.accounts
    paid = input_rows(inputs, sheets)
    put_in = read_inputs(paid, sheets.name, faults, needed=social or (known and not mapped.accounts))
    if faults := list(dict.fromkeys([*_head_faults(head, put_in, asked, paid), *faults])):
        raise InvalidCaseError.of(faults)
    said = notes.of_case(
        framework,
        wrong_way=mapped.wrong_way,
        passed_over=mapped.passed_over,
        skipped=skipped,
        local=_local(mapped, framework),
        alone=not social,
    )
    said += notes.told_apart(map(_name, mapped.outcomes))
    if put_in and not social:
        said.append(notes.inputs_left_out(amounts_of(put_in)))
    lines = {"inputs": put_in if social else [], "outcomes": list(_named(mapped.outcomes))}
    return _case({**head, "notes": said, **lines}, sheets.name)


def _map_rows(
    sheets: Sheets, framework: Framework, catalogue: Catalogue, head: Mapping[str, Any], faults: list[Fault]
) -> tuple[Mapped, list[Measure]]:
    """Map every row that holds figures; give also the measures of those that hold none."""
    known = framework_names(framework)
    mapped, skipped, before = Mapped(faults=faults), [], len(faults)
    faults += unknown_columns(sheets.rows, known)
    setting = Setting(framework, catalogue, head.get("perspective", "society"), head.get("price_year"), known)
    measures = _by_names(framework)
    for row in sheets.rows:
        measure = _measure(Reader(row, faults), measures, framework)
        if measure and set(row.cells) <= UNMEASURED:
            skipped.append(measure)
        elif measure:
            map_row(row, measure, setting, mapped)
    if not mapped.outcomes and len(faults) == before:
        fix = "fill the figures of at least one measure"
        faults.append(Fault("no-measurements", "nothing was measured: no row holds a figure", sheets.name, fix))
    return mapped, skipped


def _by_names(framework: Framework) -> dict[str, Measure]:
    """Find measures by id, number or title."""
    names: dict[str, Measure] = {}
    for id_, measure in framework.measures.items():
        for name in (id_, str(measure.number), f"measure {measure.number}", measure.title):
            names.setdefault(name.lower(), measure)
    return names


def _measure(reader: Reader, measures: Mapping[str, Measure], framework: Framework) -> Measure | None:
    text = reader.text("measure")
    found = measures.get(text.lower()) if text else None
    if found is None and (text or not reader.has("measure")):
        numbers = [measure.number for measure in framework.measures.values()]
        problem = f"'{text}' is not a measure of {framework.id}" if text else "the row names no measure"
        fix = f"give a number from {min(numbers)} to {max(numbers)}, or an id such as {next(iter(framework.measures))}"
        fix += ", or name the framework with --framework" if text else ""
        reader.fault("unknown-measure" if text else "measure-missing", problem, fix, column="measure")
    return found


def _head_faults(head: Mapping[str, Any], put_in: list[dict[str, Any]], asked: Row, paid: Sequence[Row]) -> list[Fault]:
    """Check the head and the inputs by the case format, whatever is wrong with the rows; each fault has its row and column."""
    document = _Tables(asked.place, {**head, "inputs": put_in, "outcomes": FAULTY})
    for name in asked.cells:
        document.places |= {path: asked.where(name) for path in ((name,), ("method", name))}
    for number, row in enumerate(paid):
        document.places |= {("inputs", number, name): row.where(name) for name in row.cells}
    try:
        Case.model_validate(document.data)
    except ValidationError as error:
        return faults_of(error, document, KEYS)
    return []


class _Tables(Document):
    """Data from tables, whose places name the file already."""

    def where(self, path: Path) -> str:
        """Give the place of a path, or of its nearest parent; the file where none is known."""
        return next((self.places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.places), self.name)


def _named(outcomes: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give each line its id: measure, part and proxy; a number tells lines of the same name apart."""
    counts: dict[str, int] = {}
    for line in outcomes:
        name = _name(line)
        counts[name] = counts.get(name, 0) + 1
        id_ = name if counts[name] == 1 else f"{name}-{counts[name]}"
        yield {"id": id_, **{key: value for key, value in line.items() if key != "part"}}


def _name(line: Mapping[str, Any]) -> str:
    proxy = line["proxy"] if isinstance(line["proxy"], str) else "given"
    return "-".join(slug(text, "-") for text in (line["measure"], line["part"], proxy) if text)


def _local(mapped: Mapped, framework: Framework) -> list[Measure]:
    """List the measures that have lines in the local economy."""
    ids = [line["measure"] for line, account in zip(mapped.outcomes, mapped.accounts, strict=True) if account == "local-economy"]
    return [framework.measures[id_] for id_ in dict.fromkeys(ids)]


def _case(data: dict[str, Any], name: str) -> Case:
    try:
        return Case.model_validate(data)
    except ValidationError as error:
        raise InvalidCaseError.of(faults_of(error, Document(name, data), KEYS)) from None
