"""What-ifs: a case to another case. Nothing is clipped; a share pushed out of 0 to 1 is an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from sroi import formula
from sroi.catalogue import Catalogue, load
from sroi.documents import Document, faults_of, path_text
from sroi.errors import Fault, InvalidCaseError, NotFoundError
from sroi.model.case import Case
from sroi.model.case_checks import unknown_lines
from sroi.model.scenario import Change, Scalable, Scenario

_METHOD = frozenset({"discount", "timing", "part_years"})
_SHARES = frozenset({"deadweight", "displacement", "drop_off", "contribution", "attribution"})
_OTHER_SIDE = {"attribution": "contribution", "contribution": "attribution"}
_KEYS = {"amount": "amount", **dict.fromkeys(_SHARES, "share")}
_ENDS = ("low", "high")
_SPREAD = frozenset({*_ENDS, "ends", "shape", "choices", "weights"})


def what_if(case: Case, scenario: str | Scenario | Mapping[str, Any], *, catalogue: Catalogue | None = None) -> Case:
    """Make the case that a scenario describes.

    A change touches outcomes only, unless ``only: {input: […]}`` stands. ``set`` drops low and high,
    ``scale`` scales them; ``add`` on attribution acts on the combined share. The new case carries no
    scenarios and no published figures.

    Args:
        case: where to start.
        scenario: id of one of the case's scenarios, a scenario, or plain data in its shape.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        A new case; the old one stays as it is.

    Raises:
        NotFoundError: no scenario of the case has the id (``unknown-scenario``).
        InvalidCaseError: the change leads outside what a case may hold.

    Examples:
        >>> import sroi
        >>> case = sroi.read_case("proxies/published/westbank_2015.yaml")
        >>> sroi.calculate(what_if(case, "all-three-50")).ratio.text
        '£1:£1.30'

    """
    wanted = _find(case, scenario)
    _refuse_unknown(wanted, case)
    data = case.model_dump(exclude={"scenarios", "published"}, exclude_none=True)
    for change in wanted.steps:
        _make(change, data, catalogue or load())
    try:
        return Case.model_validate(data)
    except ValidationError as error:
        faults = faults_of(error, Document(f"scenario '{wanted.id}' of {case.id}", _listed(data)))
        raise InvalidCaseError.of(faults) from None


def _find(case: Case, scenario: str | Scenario | Mapping[str, Any]) -> Scenario:
    if isinstance(scenario, Scenario):
        return scenario
    if isinstance(scenario, str):
        known = {one.id: one for one in case.scenarios}
        if scenario not in known:
            near = get_close_matches(scenario, list(known), n=1)
            fix = f"did you mean '{near[0]}'?" if near else f"the case has {', '.join(known) or 'no scenarios'}"
            raise NotFoundError(f"no scenario has the id '{scenario}'", code="unknown-scenario", where=case.id, fix=fix)
        return known[scenario]
    try:
        return Scenario.model_validate({"id": "what-if", **scenario})
    except ValidationError as error:
        raise InvalidCaseError.of(faults_of(error, Document("scenario", dict(scenario)))) from None


def _refuse_unknown(scenario: Scenario, case: Case) -> None:
    """A scenario that names a line that is not there would change nothing without a word."""
    found = unknown_lines({"inputs": case.inputs, "outcomes": case.outcomes, "scenarios": [scenario]})
    where = f"scenario '{scenario.id}' of {case.id}"
    faults = [
        Fault(error.type, error.message(), f"{where}, {path_text(place[2:])}", (error.context or {})["fix"])
        for place, error in found
    ]
    if faults:
        raise InvalidCaseError.of(faults)


def _listed(value: Any) -> Any:
    """Turn tuples into lists, so that places of faults can be found."""
    if isinstance(value, dict):
        return {key: _listed(member) for key, member in value.items()}
    return [_listed(member) for member in value] if isinstance(value, list | tuple) else value


def _make(change: Change, data: dict[str, Any], catalogue: Catalogue) -> None:
    """Make one change to the plain data of a case."""
    for key in ("inputs", "outcomes"):
        data[key] = tuple(line for line in data[key] if line["id"] not in change.without)
    values = change.set.model_dump(exclude_unset=True) if change.set else {}
    factors, terms = change.scale or {}, change.add or {}
    data["method"] |= {name: value for name, value in values.items() if name in _METHOD}
    touched = _touched(change, data, catalogue)
    if {*values, *factors, *terms} - _METHOD and not touched:
        fix = "let `only` name lines that are there"
        raise InvalidCaseError("a change touches no line", code="nothing-to-change", where=data["id"], fix=fix)
    for line in touched:
        if "amount" in {*values, *factors, *terms}:
            _write_out(line, data["price_year"], catalogue)
        _set(line, values)
        _act(line, factors, lambda number, factor: number * factor, scaling=True)
        _act(line, terms, lambda number, term: number + term, scaling=False)


def _touched(change: Change, data: dict[str, Any], catalogue: Catalogue) -> list[dict[str, Any]]:
    """Pick the lines a change touches: inputs where ``only`` names some, else outcomes."""
    only = change.only
    if only and only.input is not None:
        return [line for line in data["inputs"] if line["id"] in only.input]
    wanted = {"id": only.outcome, "stakeholder": only.stakeholder, "kind": only.kind, "measure": only.measure} if only else {}
    return [
        line
        for line in data["outcomes"]
        if all(names is None or _known_as(line, key, catalogue) in names for key, names in wanted.items())
    ]


def _known_as(line: Mapping[str, Any], key: str, catalogue: Catalogue) -> Any:
    """Look a line's own word up; its kind may be its proxy's."""
    proxy = line["proxy"]
    if key == "kind" and "kind" not in line and isinstance(proxy, str):
        return catalogue.proxy(proxy).kind
    return line.get(key)


def _set(line: dict[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name == "amount":
            _put_amount(line, value)
        elif name not in _METHOD:
            line[name] = value
        if name in _OTHER_SIDE:
            line.pop(_OTHER_SIDE[name], None)


def _put_amount(line: dict[str, Any], value: Any) -> None:
    """Give an input, or an outcome's own proxy, another amount; low and high no longer hold."""
    if "proxy" not in line:
        line["amount"] = value
        return
    record = value if isinstance(value, dict) else {"amount": value}
    line["proxy"] = {key: member for key, member in line["proxy"].items() if key not in _SPREAD} | record


def _write_out(line: dict[str, Any], price_year: int | str, catalogue: Catalogue) -> None:
    """Put the catalogue's amount into the case, so that it can be changed there."""
    if isinstance(line.get("proxy"), str):
        match = catalogue.match(line["proxy"], price_year=price_year)
        proxy = {"id": match.proxy.id, "name": match.proxy.id, "amount": match.amount, "low": match.low, "high": match.high}
        proxy |= {"ends": "extremes"} if (match.low, match.high) != (None, None) else {}
        told = {"unit": match.proxy.unit, "price_year": price_year, "title": match.proxy.title, "source": match.value.source}
        line["proxy"] = {key: value for key, value in (proxy | told).items() if value is not None}


def _act(line: dict[str, Any], terms: Mapping[Scalable, float], act: Callable[[float, float], float], *, scaling: bool) -> None:
    """Scale or add to numbers of a line and the ends of their ranges. An absent share is 0 and stays absent when scaled."""
    for name, term in terms.items():
        if name == "amount" and "proxy" in line:
            line["proxy"] = _moved(line["proxy"], "amount", term, act)
        elif name in _OTHER_SIDE and "proxy" in line:
            _act_on_credit(line, name, term, act, scaling=scaling)
        elif not (scaling and name in _SHARES and "proxy" in line and name not in line):
            line[name] = _moved(line.get(name, 0.0), _KEYS.get(name, "value"), term, act)


def _moved(number: Any, key: str, term: float, act: Callable[[float, float], float]) -> Any:
    if not isinstance(number, dict):
        return act(float(number), term)
    moved = number | {name: act(number[name], term) for name in (key, *_ENDS) if name in number}
    return moved | {name: tuple(act(one, term) for one in number[name]) for name in ("choices",) if name in number}


def _act_on_credit(line: dict[str, Any], name: str, term: float, act: Callable[[float, float], float], *, scaling: bool) -> None:
    """Scale each attribution, add to the combined one; a line that gives the other side of it is turned round first."""
    other = _OTHER_SIDE[name]
    if name == "contribution" and name in line:
        line[name] = _moved(line[name], "share", term, act)
    elif name == "attribution" and scaling and name in line:
        line[name] = tuple(_moved(share, "share", term, act) for share in line[name])
    elif not scaling or other in line:
        owed = _owed(line)
        line[name] = act(owed if name == "attribution" else 1 - owed, term)
        line.pop(other, None)


def _owed(line: Mapping[str, Any]) -> float:
    """Give the combined share owed to others, however the line says it."""
    shares = [_share(share) for share in line.get("attribution", ())]
    if len(shares) == 1:
        return shares[0]
    contribution = _share(line.get("contribution", 1.0))
    return float(1 - formula.net(1, 0, 0, *shares, contribution=contribution))


def _share(share: Any) -> float:
    return float(share["share"] if isinstance(share, dict) else share)
