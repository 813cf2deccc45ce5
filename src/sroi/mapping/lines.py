"""One row of measurements to the lines of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sroi.catalogue import Catalogue
from sroi.errors import Fault
from sroi.mapping import notes
from sroi.mapping.choices import Choice, choose, usual_ids
from sroi.mapping.columns import unused_names
from sroi.mapping.figures import Figures, Worked, direct_names, slug
from sroi.mapping.rows import Reader, Row
from sroi.model.framework import Framework, Measure, Part, TakeOff

SHARES = ("deadweight", "displacement", "drop_off")
LONGEST = 1000


@dataclass(slots=True)
class Mapped:
    """What the rows came to.

    Args:
        outcomes: lines of the case, in the shape of its file.
        accounts: the account of each line.
        wrong_way: measures that went the wrong way.
        passed_over: usual proxies that a row left out by naming others, by measure.
        faults: everything that is wrong.

    """

    outcomes: list[dict[str, Any]] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    wrong_way: list[Measure] = field(default_factory=list)
    passed_over: list[tuple[Measure, list[str]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for every row: the framework, the point of view, the price year and the catalogue."""

    framework: Framework
    catalogue: Catalogue
    perspective: str
    price_year: int | str | None
    known: frozenset[str]


def map_row(row: Row, measure: Measure, setting: Setting, mapped: Mapped) -> None:
    """Add the lines of one row, or the faults that stand in their way."""
    reader = Reader(row, mapped.faults)
    choices = choose(measure, reader, perspective=setting.perspective, catalogue=setting.catalogue)
    figures = Figures(setting.framework, measure, reader)
    shared = _shared(reader, measure)
    unused = unused_names(row, measure, [choice.proxy.unit for choice in choices if not choice.own_unit], setting.known)
    for name in unused:
        takes = direct_names(measure) if name == "quantity" else measure.quantity.needs
        fix = f"take it out, or put it with the measure that it belongs to; this one takes {', '.join(takes)}"
        reader.fault("figure-not-used", f"measure {measure.number} does not use '{name}'", fix, column=name)
    if unused or not figures.of_one_way():
        return
    lines = [line for choice in choices if (line := _line(choice, measure, figures))]
    for line in [*lines, *_costs(choices, measure, figures, setting)]:
        _refuse_lifetime(line, reader, shared)
        mapped.outcomes.append({**line.data, **shared, **_people(line, reader, measure), **_note(reader, line)})
        mapped.accounts.append(line.account)
    if any(line.wrong_way for line in lines):
        mapped.wrong_way.append(measure)
    chosen = {choice.proxy.id for choice in choices}
    if left := [id_ for id_ in usual_ids(measure, setting.perspective) if id_ not in chosen]:
        mapped.passed_over.append((measure, left))


@dataclass(frozen=True, slots=True)
class Line:
    """One line before what the row says of all its lines."""

    data: dict[str, Any]
    part: str
    notes: tuple[str, ...]
    account: str
    lifetime: bool = False
    wrong_way: bool = False


def _line(choice: Choice, measure: Measure, figures: Figures) -> Line | None:
    """Make the line of one proxy; None where its quantity is missing."""
    proxy, part = choice.proxy, choice.part
    worked = figures.quantity(part) if choice.own_unit else figures.in_unit(proxy.unit, proxy.id)
    if worked is None:
        return None
    return Line(
        data={**_data(measure, part.name if part else "", worked, figures.reader), "unit": proxy.unit, "proxy": proxy.id},
        part=part.name if part else "",
        notes=notes.of_line(measure, proxy, worked, named=proxy.id in measure.proxies.every),
        account=proxy.account,
        lifetime=proxy.lifetime,
        wrong_way=worked.value < 0,
    )


def _costs(choices: list[Choice], measure: Measure, figures: Figures, setting: Setting) -> Iterator[Line]:
    """Give what comes off with the parts that are valued, once for each part."""
    for part in dict.fromkeys(choice.part for choice in choices if choice.own_unit and choice.part):
        worked = figures.quantity(part) if part.take_off else None
        for cost in part.take_off if worked and worked.value else ():
            if worked and (line := _taken_off(cost, part, measure, worked, figures, setting)):
                yield line


def _taken_off(cost: TakeOff, part: Part, measure: Measure, worked: Worked, figures: Figures, setting: Setting) -> Line | None:
    """Give the line below zero of a cost that comes with a part: by a proxy that is named, or in pounds for one unit."""
    reader = figures.reader
    if not reader.has(cost.needs):
        figures.ask(cost.needs, more="".join(f", or the proxy {id_}" for id_ in cost.proxies))
        return None
    known = setting.catalogue.proxies.get(reader.text(cost.needs) or "")
    proxy = known.id if known else _own_cost(cost, part, reader, setting)
    if proxy is None:
        return None
    taken = Worked(-worked.value, f"{worked.how}, taken off")
    data = {**_data(measure, cost.name, taken, reader), "unit": known.unit if known else part.gives, "proxy": proxy}
    return Line(data, part.name, (notes.TAKEN_OFF.format(cost.name), cost.note or ""), known.account if known else "social-value")


def _own_cost(cost: TakeOff, part: Part, reader: Reader, setting: Setting) -> dict[str, Any] | None:
    """Write a cost given in pounds as a proxy of the case."""
    amount = reader.number(cost.needs)
    if amount is None or setting.price_year is None:
        return None
    if amount < 0:
        reader.fault("below-zero", f"{cost.needs} is {amount}", "give the cost above zero; it is taken off", column=cost.needs)
        return None
    return {
        "amount": float(amount),
        "unit": part.gives,
        "price_year": setting.price_year,
        "title": cost.name,
        "source": reader.text("source") or f"{cost.needs} as given in the measurements",
        "beneficiary": setting.catalogue.proxy(part.proxies[0]).beneficiary,
    }


def _data(measure: Measure, name: str, worked: Worked, reader: Reader) -> dict[str, Any]:
    """Write what a line is about, in the order in which a case file is read."""
    title = reader.text("title") or measure.title
    period = reader.text("period")
    basis = {key: text for key in ("basis", "source") if (text := reader.text(key))}
    value = float(worked.value)
    return {
        "stakeholder": reader.text("stakeholder"),
        "title": f"{title}: {name}" if name else title,
        "indicator": f"{period}: {worked.how}" if period else worked.how,
        "measure": measure.id,
        "part": name,
        "quantity": {"value": value, **basis} if basis else value,
    }


def _shared(reader: Reader, measure: Measure) -> dict[str, Any]:
    """Read what a row says of all its lines: whose gain it is, what comes off, and for how long."""
    if not reader.has("stakeholder"):
        problem = f"measure {measure.number}: give stakeholder (who gains or loses, such as Residents)"
        reader.fault("stakeholder-missing", problem, "fill 'stakeholder'", column="stakeholder")
    shares = {name: _figure("share", share, name, reader) for name in SHARES if (share := reader.share(name)) is not None}
    owed = [_figure("share", share, "attribution", reader) for share in reader.shares("attribution")]
    years = _years(reader)
    return {**shares, **({"attribution": owed} if owed else {}), **years}


def _people(line: Line, reader: Reader, measure: Measure) -> dict[str, str]:
    """Name the people or things a line is about: those the row names, apart by part where parts share a proxy."""
    ids = [id_ for part in measure.quantity.parts for id_ in part.proxies]
    part = line.part if len(set(ids)) < len(ids) else ""
    group = reader.text("people_group") or (measure.id if part else "")
    return {"people": slug(f"{group} {part}", "-")} if group else {}


def _years(reader: Reader) -> dict[str, Any]:
    """Read how long a benefit lasts and when it begins."""
    duration, starts = reader.number("duration"), reader.number("starts")
    if duration is not None and not 0 <= duration <= LONGEST:
        reader.fault("duration", f"duration is {duration} years", f"give 0 to {LONGEST} years", column="duration")
    if starts is not None and (starts < 1 or starts != int(starts)):
        reader.fault("starts", f"starts is {starts}", "give the projection year it begins in: 1, 2, 3 …", column="starts")
        return {}
    lasts = {} if duration is None else {"duration": _figure("value", duration, "duration", reader)}
    return lasts | ({} if starts is None else {"starts": int(starts)})


def _figure(key: str, number: Decimal, name: str, reader: Reader) -> Any:
    """Write a number with its basis, or bare where it has none."""
    basis = reader.text(f"{name}_basis")
    return {key: float(number), "basis": basis} if basis else float(number)


def _refuse_lifetime(line: Line, reader: Reader, shared: Mapping[str, Any]) -> None:
    """Refuse years on a proxy that is already a sum over years."""
    duration, drop_off = reader.row.cells.get("duration"), shared.get("drop_off")
    longer = duration is not None and (reader.number("duration") or 0) > 1
    if line.lifetime and (longer or drop_off):
        problem = f"'{line.data['proxy']}' is already a sum over years, so its years would be counted twice"
        column = "duration" if longer else "drop_off"
        reader.fault("lifetime-value-with-years", problem, "leave duration and drop_off blank", column=column)


def _note(reader: Reader, line: Line) -> dict[str, str]:
    own = reader.text("note")
    text = " ".join(filter(None, [own and notes.sentence(own), *line.notes]))
    return {"note": text} if text else {}
