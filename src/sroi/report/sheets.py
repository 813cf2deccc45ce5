"""The tables of a report, each from what the rooms below worked out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sroi.assurance.findings import FEW
from sroi.assurance.reference_class import reference_class
from sroi.model.case import InlineProxy
from sroi.model.text import money_text, number_text, plain_number, ratio_text, rounded, share_text
from sroi.report.naming import SHARES, number_words, short
from sroi.report.sheet import Cell, Link, Sheet, pounds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sroi.assurance import Assumption, Finding, Findings, Register
    from sroi.catalogue import Catalogue
    from sroi.claims.reproduce import Reproduction
    from sroi.local_economy.figures import LocalResult
    from sroi.model.case import Case
    from sroi.report.dossier import Dossier
    from sroi.uncertainty import Grid, SideBySide, Simulation, Sobol, SwitchingValues
    from sroi.valuation import OutcomeResult, Result

MOST_SWITCHES = 15


def never(years: float | None) -> str:
    """Write the years until the inputs are met."""
    return "never within the years of the case" if years is None else f"{rounded(years, 1)} years"


def totals(result: Result) -> list[tuple[str, str]]:
    """Give the totals with their names, in plain words."""
    pounds = pounds_of(result)
    return [
        ("Present value of the outcomes", pounds(result.present_value)),
        ("What was put in, at present value", pounds(result.total_input)),
        ("Net present value", pounds(result.net_present_value)),
        ("Net gain for each unit put in", number_text(result.net_ratio) if not result.no_ratio else f"none: {result.no_ratio}"),
        ("Payback", never(result.payback_years)),
        ("Discounting", result.discounting.text),
    ]


def central(result: Result) -> str:
    """Give the ratio to the penny, and say that the words to be published round it."""
    return f"Central estimate {result.ratio.text}, before it is rounded for publication."


def without_ratio(result: Result) -> str:
    """Say why there is no ratio; a case about local pounds alone leads with its first figure instead."""
    local_figures = result.local_economy
    if result.case.outcomes or local_figures is None:
        return "No ratio: nothing was put in."
    return f"{local_figures.headline.sentence} The case has no outcomes, so there is no ratio."


def outcomes(result: Result) -> Sheet:
    """List the outcomes: quantity, amount, what each comes to, and why one is left out."""
    pounds, lines = pounds_of(result), result.outcomes.values()
    rows = [
        (
            line.outcome.title,
            line.outcome.stakeholder,
            f"{plain_number(line.outcome.quantity.value)} × {line.outcome.unit}",
            money_text(line.priced.amount, result.case.currency),
            *(pounds(value) for value in (line.gross, line.net, line.present_value)),
            f"left out: {line.left_out}" if line.left_out else "counted",
        )
        for line in lines
    ]
    head = ("outcome", "stakeholder", "quantity", "worth of one", "gross, a year", "net, a year", "present value", "in the total")
    total = ("All that are counted", *[""] * 5, pounds(result.present_value), "")
    return Sheet.of("Outcomes", head, [*rows, total], right=[2, 3, 4, 5, 6], sums=True)


def inputs(result: Result) -> Sheet:
    """List what was put in."""
    currency, pounds = result.case.currency, pounds_of(result)
    rows = [
        (
            line.title or line.id,
            line.stakeholder,
            line.kind.replace("_", " "),
            str(line.year),
            money_text(line.amount.amount, currency),
            pounds(value),
        )
        for line, value in zip(result.case.inputs, result.input_present_values, strict=True)
    ]
    total = ("All", "", "", "", money_text(result.undiscounted_input, currency), pounds(result.total_input))
    head = ("input", "from", "kind", "year", "amount", "at present value")
    return Sheet.of("What was put in", head, [*rows, total], right=[3, 4, 5], sums=True)


def steps(line: OutcomeResult, catalogue: Catalogue) -> Sheet:
    """List the chain of numbers of one outcome, each with what it rests on and a link to its source."""
    rows = [
        (step.name.replace("_", " "), step.text, step.how, step.basis, _source_of(step.source, line, catalogue, step.name))
        for step in line.steps
    ]
    return Sheet.of(
        f"How {line.outcome.title} is worked out", ("step", "number", "how", "basis", "source"), rows, right=[1]
    ).without_empty()


def _source_of(source: str, line: OutcomeResult, catalogue: Catalogue, name: str) -> Cell:
    proxy = line.outcome.proxy
    if name == "proxy" and isinstance(proxy, InlineProxy) and proxy.url:
        return Link(source, proxy.url)
    return cited(source, catalogue)


def cited(source: str, catalogue: Catalogue) -> Cell:
    """Turn words that begin with the id of a source, or are an address, into a link; other words stay words."""
    name = source.partition(",")[0].strip()
    if name in catalogue.sources:
        return Link(source, f"#source-{name}")
    return Link(source, source) if source.startswith(("https://", "http://")) else source


def assumptions(dossier: Dossier) -> Sheet:
    """List every number of the case: its range, what it rests on, a link to its source, and how well it is evidenced."""
    lines = dossier.result.outcomes
    rows = [
        (
            one.where,
            _value(one, one.value, dossier.case),
            _range(one, dossier.case),
            one.basis,
            _source(one, lines, dossier.catalogue),
            one.owner,
            one.date,
            one.grade,
        )
        for one in dossier.register
    ]
    head = ("assumption", "value", "range", "basis", "source", "owner", "date", "evidence")
    return Sheet.of("Every assumption", head, rows, right=[1, 2]).without_empty()


def register_sheet(register: Register) -> Sheet:
    """List the numbers of a register without links, for a notebook."""
    rows = [(one.where, f"{one.value:g}", one.basis, one.source, one.grade) for one in register]
    return Sheet.of("Assumptions", ("assumption", "value", "basis", "source", "evidence"), rows, right=[1])


def _source(one: Assumption, lines: Mapping[str, OutcomeResult], catalogue: Catalogue) -> Cell:
    parts = one.where.split(".")
    line = lines.get(parts[1]) if len(parts) > 1 else None
    return _source_of(one.source, line, catalogue, parts[-1]) if line else cited(one.source, catalogue)


def _value(one: Assumption, value: float, case: Case) -> str:
    """Write a number as what it is: a share in per cent, money in the currency, else as given."""
    name = one.name.partition("[")[0]
    if name in SHARES:
        return share_text(value)
    return money_text(value, case.currency) if name in {"amount", "proxy"} else plain_number(value)


def _range(one: Assumption, case: Case) -> str:
    ends = ["…" if end is None else _value(one, end, case) for end in (one.low, one.high)]
    return "" if ends == ["…", "…"] else " to ".join(ends)


def findings(found: Findings) -> Sheet:
    """List each kind of finding once, the worst first, with every place it was found at; then what the case sets aside."""
    kinds = [[one for one in found if one.code == code] for code in found.codes]
    rows = [(str(one.severity), one.code, one.what, _places(kind), one.why, one.fix) for kind in kinds for one in kind[:1]]
    rows += [
        ("waived", one.finding.code, one.finding.what, one.finding.where, one.finding.why, one.reason) for one in found.waived
    ]
    head = ("severity", "finding", "what was found", "where", "why it matters", "what to do, or why it stands")
    return Sheet.of("Findings", head, rows)


def _places(kind: Sequence[Finding]) -> str:
    rest = len(kind) - FEW
    more = f", and {rest} more place{'s' * (rest > 1)}" if rest > 0 else ""
    return ", ".join(one.where for one in kind[:FEW]) + more


def every_finding(found: Findings) -> Sheet:
    """List the findings, one row for each place, then those that are set aside with the reason."""
    rows = [(str(one.severity), one.code, one.where, one.what, one.fix) for one in found]
    rows += [("waived", one.finding.code, one.finding.where, one.finding.what, one.reason) for one in found.waived]
    head = ("severity", "finding", "where", "what was found", "what to do, or why it stands")
    return Sheet.of("Every finding", head, rows)


def scenarios(dossier: Dossier) -> Sheet:
    """List the ratio under each what-if beside that of the case."""
    central = dossier.result
    every = {"the case as it stands": central, **dossier.scenarios}
    rows = [(name, _ratio(one), pounds_of(one)(one.net_present_value), _moved(one, central)) for name, one in every.items()]
    return Sheet.of("What if", ("what if", "ratio", "net present value", "change of the ratio"), rows, right=[1, 2, 3])


def _ratio(result: Result) -> str:
    return result.ratio.text if not result.no_ratio else "none"


def _moved(one: Result, central: Result) -> str:
    both = not one.no_ratio and not central.no_ratio and central.ratio.value
    return f"{100 * (one.ratio.value / central.ratio.value - 1):+.0f} %" if both and one is not central else ""


def switching(found: SwitchingValues) -> Sheet:
    """List the most fragile numbers: how far each alone would have to be wrong. Those that nothing flips are counted."""
    words = number_words(found.case)
    flips = [row for row in found.rows if row.switches_at is not None]
    rows = [
        (words(one.label), one.text.removeprefix(f"{one.label}: "), _plausible(one.plausible)) for one in flips[:MOST_SWITCHES]
    ]
    still = len(found.rows) - len(flips)
    rows += [(f"{still} other numbers", "no value they could have changes the answer", "")] if still else []
    head = ("number", "would have to go", "is that within its range?")
    return Sheet.of(f"How wrong one number would have to be for a ratio of {plain_number(found.target)}", head, rows)


def _plausible(within: bool | None) -> str:  # noqa: FBT001 - a record's field, of three values
    return {True: "yes", False: "no", None: "it has none"}[within]


def draws(found: Simulation) -> Sheet:
    """List the points of the spread of each figure that was drawn."""
    chances = (0.05, 0.25, 0.5, 0.75, 0.95)
    rows = [
        (
            name.replace("_", " "),
            found.text_of(found.central[name], name),
            *(found.text_of(found.quantile(chance, name).value, name) for chance in chances),
        )
        for name in found.draws
    ]
    head = ("figure", "central case", *(f"{100 * chance:g} % point" for chance in chances))
    return Sheet.of(f"Spread over {found.count:,} draws", head, rows, right=[1, 2, 3, 4, 5, 6])


def indices(found: Sobol) -> Sheet:
    """List the Sobol indices, the most important first."""
    rows = [
        (
            index.name,
            _with_error(index.first, index.first_error),
            _with_error(index.total, index.total_error),
        )
        for index in found.indices
    ]
    head = (found.by, "share of the variance that it brings alone", "with all that it does together with others")
    return Sheet.of(f"Sobol indices, ± for {share_text(found.confidence)} confidence", head, rows, right=[1, 2])


def _with_error(share: float, error: float) -> str:
    return f"{rounded(100 * share, 1)} % ± {rounded(100 * error, 1)}"


def grid(found: Grid) -> Sheet:
    """Lay out a figure for every pair of values of two numbers."""
    write = number_text if found.of == "ratio" else partial(number_text, places=0)
    head = (f"{found.names[0]} ↓ {found.names[1]} →", *map(short, found.values[1]))
    rows = [
        (short(value), *(write(figure) for figure in figures))
        for value, figures in zip(found.values[0], found.figures, strict=True)
    ]
    words = found.of.replace("_", " ")
    return Sheet.of(f"The {words} for each pair of values", head, rows, right=range(1, len(head)))


def side_by_side(found: SideBySide) -> Sheet:
    """Set the spread of the ratio of each scenario beside that of the case."""
    rows = [("the case as it is", *_ratios(found.base), "")]
    rows += [
        (name, *_ratios(one), share_text(float(rounded(found.chance_of_more(name), 3)))) for name, one in found.scenarios.items()
    ]
    head = ("scenario", "central", "5 % point", "median", "95 % point", "draws in which it beats the case")
    return Sheet.of(f"The ratio over {found.base.count:,} draws", head, rows, right=[1, 2, 3, 4, 5])


def _ratios(one: Simulation) -> tuple[str, ...]:
    """Write the central ratio and three points of its spread."""
    points = (one.central["ratio"], *(one.quantile(chance).value for chance in (0.05, 0.5, 0.95)))
    return tuple(one.text_of(value) for value in points)


def printed(found: Reproduction) -> Sheet:
    """List the figures as the study printed them beside ours."""
    rows = [
        (
            one.figure,
            one.published,
            "none" if one.calculated is None else number_text(one.calculated),
            _verdict(one.matched, one.misprint),
        )
        for one in found.comparisons
    ]
    return Sheet.of("Printed figures beside calculated ones", ("figure", "printed", "calculated", "agrees"), rows, right=[1, 2])


def _verdict(matched: bool, misprint: str | None) -> str:  # noqa: FBT001 - a record's field
    return f"known misprint: {misprint}" if misprint else "yes" if matched else "no"


def local(found: LocalResult) -> Sheet:
    """List the figures about money in the area, side by side and never summed."""
    rows = [
        (f"{one.letter}. {one.title}", one.text, one.unit, one.method, one.convention, " ".join(one.caveats))
        for one in found.figures
    ]
    head = ("figure", "value", "unit", "method", "convention", "caveats")
    return Sheet.of(
        f"Value put into the local economy of {found.area}, {found.price_year} prices", head, rows, right=[1]
    ).without_empty()


def sources(dossier: Dossier) -> list[tuple[str, str, Cell]]:
    """Give every source of the catalogue that the case rests on: its id, and words with a link where it has an address."""
    found = dossier.catalogue.sources
    return [(name, _about(name, dossier), _title(name, dossier)) for name in _used(dossier) if name in found]


def _title(name: str, dossier: Dossier) -> Cell:
    source = dossier.catalogue.sources[name]
    return Link(source.title, source.url) if source.url else source.title


def _about(name: str, dossier: Dossier) -> str:
    source = dossier.catalogue.sources[name]
    nowhere = "" if source.url else " No address known."
    return f"{source.publisher}, {source.year or 'not dated'}. Licence: {source.licence}.{nowhere}"


def _used(dossier: Dossier) -> Sequence[str]:
    """Name the sources: of proxies, of derivations and indices, of numbers, of the rest; each once."""
    return list(dict.fromkeys(_named(dossier)))


def _named(dossier: Dossier) -> Iterator[str]:
    for priced in dossier.result.priced:
        if priced.match:
            yield from (priced.match.value.source, *priced.match.value.also)
            yield from (name for name in (priced.match.index_source,) if name)
    yield from (one.source.partition(",")[0].strip() for one in dossier.register)
    yield from _around(dossier)


def _around(dossier: Dossier) -> Iterator[str]:
    """Name the sources of what stands around the lines: local figures, the discount schedule, reports to compare with."""
    local_figures = dossier.result.local_economy
    yield from (name for figure in (local_figures.figures if local_figures else ()) for name in figure.sources)
    schedule = dossier.result.discounting.schedule
    yield from (schedule.source,) if schedule else ()
    published = reference_class().source
    yield from (published,) if any(f"({published})" in one.what for one in dossier.findings) else ()


def portfolio(results: Sequence[Result], whole: str) -> Sheet:
    """List several cases, a row for each, and what they come to together: total over total."""
    rows = [
        (
            one.case.title,
            one.case.organisation or "",
            one.case.stage,
            str(one.case.price_year),
            *(pounds_of(one)(value) for value in (one.total_input, one.present_value, one.net_present_value)),
            _ratio(one),
        )
        for one in results
    ]
    head = ("case", "organisation", "stage", "prices of", "put in", "present value", "net present value", "ratio")
    return Sheet.of("Cases", head, [*rows, *_together(results, whole)], right=[4, 5, 6, 7], sums=bool(whole))


def _together(results: Sequence[Result], whole: str) -> list[tuple[str, ...]]:
    if not whole:
        return []
    sums = [sum(getattr(one, name) for one in results) for name in ("total_input", "present_value", "net_present_value")]
    return [("All, total over total", "", "", "", *map(pounds_of(results[0]), sums), whole)]


def ratio_of_totals(results: Sequence[Result]) -> tuple[float | None, str]:
    """Give the value of several cases over what was put into them all, or why their totals cannot be added.

    The convention that bites: never the mean of the ratios, in which a small lucky case counts as much as a large one.
    """
    for name, words in (("currency", "currencies"), ("price_year", "price years"), ("perspective", "perspectives")):
        found = sorted({str(getattr(one.case, name)) for one in results})
        if len(found) > 1:
            return None, f"the cases are in different {words} ({', '.join(found)}), so their totals are not added"
    put_in = sum(one.total_input for one in results)
    if not put_in:
        return None, "nothing was put in, so there is no ratio"
    value = sum(one.present_value for one in results) / put_in
    return value, ratio_text(value, results[0].case.currency)
