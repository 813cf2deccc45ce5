"""A case file is read whole: all its faults at once, in its own order, with places people can find."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import sroi
from sroi.errors import FileUnreadableError, InvalidArgumentError, InvalidCaseError, SroiError
from sroi.testing import strategies

PUBLISHED = sorted((Path(__file__).parents[3] / "proxies" / "published").glob("*.yaml"))

FAULTY = """\
format: 1
id: Befriending
title:
currency: GBP
currency: EUR
price_year: 2025
method: {discount: green-book, timing: end_of_yaer}
inputs:
  - {id: grant, stakeholder: Council, amount: 010}
outcomes:
  - id: grant
    stakeholder: Older residents
    title: Less lonely
    quantity: .nan
    unit: person-year
    proxy: wellbeing.loneliness
    measure: knowsley/444
    deadweight: {share: 15, basis: }
    duration: -2
    atribution: 0.2
"""

WANTED = [
    (2, "id", "id-not-kebab-case"),
    (3, "title", "blank"),
    (5, "currency", "repeated-key"),
    (7, "method.discount", "unknown-schedule"),
    (7, "method.timing", "unknown-timing"),
    (9, "inputs[0].amount", "octal-looking"),
    (11, "outcomes[0].id", "id-repeated"),
    (14, "outcomes[0].quantity", "not-finite"),
    (16, "outcomes[0].proxy", "proxy-not-found"),
    (17, "outcomes[0].measure", "measure-not-found"),
    (18, "outcomes[0].deadweight.basis", "blank"),
    (18, "outcomes[0].deadweight.share", "share-out-of-range"),
    (19, "outcomes[0].duration", "negative-duration"),
    (20, "outcomes[0].atribution", "unknown-key"),
]


def error_of(source: Any) -> SroiError:
    with pytest.raises(SroiError) as caught:
        sroi.read_case(source)
    return caught.value


def test_all_faults_of_a_file_come_at_once_in_its_order(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(FAULTY, "utf-8")
    error = error_of(path)
    assert isinstance(error, InvalidCaseError)
    found = [(fault.where, fault.code) for fault in error.faults]
    assert sorted(found) == sorted((f"{path}, line {line}, {field}", code) for line, field, code in WANTED)
    lines = [int(where.split(", line ")[1].split(",")[0]) for where, _ in found]
    assert lines == sorted(lines)


def test_the_words_of_an_error(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(FAULTY, "utf-8")
    text = str(error_of(path))
    assert text.startswith(f"{len(WANTED)} faults\n\n")
    assert f"[proxy-not-found]\nwhere: {path}, line 16, outcomes[0].proxy\nfix: " in text
    where = f"where: {path}, line 20, outcomes[0].atribution"
    assert f"'atribution' is not a key here [unknown-key]\n{where}\nfix: did you mean 'attribution'?" in text
    assert "fix: did you mean 'end_of_year'?" in text


def test_an_error_crosses_a_process_whole(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(FAULTY, "utf-8")
    error = error_of(path)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    assert (type(again), again.faults, str(again)) == (InvalidCaseError, error.faults, str(error))


@pytest.mark.parametrize("name", ["case.txt", "case", "case.xlsm", "case.yaml.bak"])
def test_a_file_of_another_kind(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("format: 1", "utf-8")
    error = error_of(tmp_path / name)
    assert isinstance(error, FileUnreadableError)
    assert error.code == "unknown-file-kind"


@pytest.mark.parametrize("source", [None, 5, ["case.yaml"], b"case.yaml"])
def test_neither_a_path_nor_a_mapping(source: Any) -> None:
    error = error_of(source)
    assert isinstance(error, InvalidArgumentError)
    assert error.code == "not-a-path"


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_yaml_json_and_plain_data_make_the_same_case(path: Path, tmp_path: Path) -> None:
    case = sroi.read_case(path)
    copy = tmp_path / "copy.json"
    copy.write_text(json.dumps(case.to_dict()), "utf-8-sig")
    assert sroi.read_case(str(copy)) == sroi.read_case(case.to_dict()) == case


def test_plain_data_are_left_as_they_were() -> None:
    data = sroi.read_case(PUBLISHED[0]).to_dict()
    data["outcomes"][0]["deadweight"] = None
    before = json.dumps(data)
    assert error_of(data).code == "blank"
    assert json.dumps(data) == before


def test_numbers_of_other_libraries_are_numbers() -> None:
    data = sroi.read_case(PUBLISHED[0]).to_dict()
    data["outcomes"][0] |= {"quantity": np.float64(3), "deadweight": Decimal("0.25"), "duration": np.int64(2)}
    line = sroi.read_case(data).outcomes[0]
    assert line.deadweight
    assert (line.quantity.value, line.deadweight.share, line.duration.value) == (3.0, 0.25, 2.0)


def test_a_number_beyond_every_float() -> None:
    data = sroi.read_case(PUBLISHED[0]).to_dict()
    data["outcomes"][0]["quantity"] = 10**400
    assert [fault.code for fault in error_of(data).faults] == ["not-finite"]


KEYS = ["id", "share", "value", "0", "set"]
JUNK = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**20), 10**400),
        st.floats(),
        st.sampled_from(["", "x", "0.5", "knowsley/4", "health.gp_consultation", "green-book-2026", "outcomes.a.b", "éß"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["id", "share", "value", "0", "set"]), inner)
    ),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for step, member in members for place in places(member, (*path, step)))][not path :]


WHOLE = yaml.safe_load((Path(__file__).with_name("every_key.yaml")).read_text("utf-8"))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(places(WHOLE)), JUNK)
def test_junk_anywhere_is_a_fault_or_a_case_but_never_a_crash(path: tuple[Any, ...], junk: Any) -> None:
    data = json.loads(json.dumps(WHOLE))
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = junk
    assert outcome_of(data)


def outcome_of(data: dict[str, Any]) -> str | tuple[str, ...]:
    """The fingerprint of the result, or the codes of the faults; whatever is not an error of ours goes through."""
    try:
        result = sroi.calculate(sroi.read_case(data))
        json.dumps(result.to_dict(), allow_nan=False)
    except SroiError as error:
        return tuple(fault.code for fault in error.faults)
    return result.fingerprint


@settings(max_examples=25, deadline=None)
@given(strategies.cases())
def test_made_up_cases_read(case: sroi.Case) -> None:
    assert sroi.read_case(case.to_dict()) == case


def test_every_key_of_the_format_stands_in_the_file_that_is_spoilt() -> None:
    wanted = set(sroi.Case.model_fields) - {"local_economy", "correlations", "waivers"}
    assert wanted <= set(WHOLE)
    assert set(type(sroi.read_case(WHOLE).outcomes[0]).model_fields) <= {key for line in WHOLE["outcomes"] for key in line}
