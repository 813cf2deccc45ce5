"""A folder with many broken files: every fault at once, each with file, line and field; nothing loaded half-way."""

from __future__ import annotations

from collections import Counter

import pytest

from sroi.catalogue import load
from sroi.errors import InvalidDataError, SroiError

GOOD = """\
id: ours.{name}
title: A thing
values_what: One thing.
unit: person
currency: GBP
beneficiary: individual
kind: social
transfer: false
method: derived
lifetime: false
account: social-value
values:
  - amount: "12.50"
    low: "10"
    high: "15"
    price_year: 2024
    source: hmt-wellbeing-2021
    locator: page 1
    confidence: low
    checked: original
"""
BROKEN = {
    "amount_bare": ('"12.50"', "12.50", "amount-not-quoted", "line 13, values[0].amount"),
    "amount_words": ('"12.50"', '"a dozen"', "not-a-number", "line 13, values[0].amount"),
    "amount_blank": ('"12.50"', "", "blank", "line 13, values[0].amount"),
    "amount_nan": ('"12.50"', '"NaN"', "not-finite", "line 13, values[0].amount"),
    "range": ('"10"', '"13"', "range-out-of-order", "line 13, values[0]"),
    "year": ("2024", "24", "not-a-price-year", "line 16, values[0].price_year"),
    "year_split": ("2024", '"2024/26"', "not-a-price-year", "line 16, values[0].price_year"),
    "year_any": ("2024", "any", "any-price-year", "line 1"),
    "octal": ("2024", "02024", "octal-looking", "line 16, values[0].price_year"),
    "unit": ("unit: person", "unit: smile", "unknown-unit", "line 4, unit"),
    "kind": ("kind: social", "kind: socail", "unknown-kind", "line 7, kind"),
    "beneficiary": ("individual", "everyone", "unknown-beneficiary", "line 6, beneficiary"),
    "account": ("social-value", "savings", "unknown-account", "line 11, account"),
    "transfer": ("transfer: false", "transfer: no", "not-true-or-false", "line 8, transfer"),
    "source": ("hmt-wellbeing-2021", "nobody-2021", "unknown-source", "line 17, values[0].source"),
    "repeated": ("title: A thing", "title: A thing\ntitle: Another", "repeated-key", "line 3, title"),
    "misspelt": ("values_what", "value_what", "unknown-key", "line 3, value_what"),
    "missing": ("title: A thing\n", "", "missing", "line 1, title"),
    "lifetime": ("unit: person\n", "unit: person-year\n", None, None),
    "measure": ("values:", "measures: [knowsley/99]\nvalues:", "unknown-measure", "line 12, measures[0]"),
    "overlap": ("values:", "overlaps_with: [ours.none]\nvalues:", "unknown-proxy", "line 12, overlaps_with[0]"),
    "tag": ("title: A thing", "title: !!python/object A", "yaml-tag", "line 2, title"),
    "syntax": ("unit: person", "unit: [person", "yaml-syntax", "line"),
}
FAULTY = {name: change for name, change in BROKEN.items() if change[2]}


@pytest.fixture(scope="module")
def error(tmp_path_factory: pytest.TempPathFactory) -> InvalidDataError:
    folder = tmp_path_factory.mktemp("council")
    values = folder / "values" / "ours"
    values.mkdir(parents=True)
    for name, (old, new, _, _) in BROKEN.items():
        (values / f"{name}.yaml").write_text(GOOD.format(name=name).replace(old, new, 1), "utf-8")
    (values / "not_utf8.yaml").write_bytes(b"title: caf\xe9")
    (values / "empty.yaml").write_text("", "utf-8")
    (values / "elsewhere.yaml").write_text(GOOD.format(name="not_its_name"), "utf-8")
    (values / "one_sided.yaml").write_text(GOOD.format(name="one_sided") + "overlaps_with: [ours.lifetime]\n", "utf-8")
    with pytest.raises(InvalidDataError) as caught:
        load(folder=folder)
    return caught.value


@pytest.mark.parametrize("name", FAULTY)
def test_a_broken_file_is_reported_with_its_place(error: SroiError, name: str) -> None:
    _, _, code, place = FAULTY[name]
    found = [fault for fault in error.faults if f"{name}.yaml" in fault.where and fault.code == code]
    assert found, [fault for fault in error.faults if f"{name}.yaml" in fault.where]
    assert str(place) in found[0].where
    assert found[0].fix


@pytest.mark.parametrize(
    ("name", "code"),
    [("not_utf8", "not-utf-8"), ("empty", "empty-file"), ("elsewhere", "id-not-file-name"), ("one_sided", "one-sided-overlap")],
)
def test_a_file_broken_as_a_whole_is_reported(error: SroiError, name: str, code: str) -> None:
    assert code in {fault.code for fault in error.faults if f"{name}.yaml" in fault.where}


def test_each_file_is_complained_of_once(error: SroiError) -> None:
    places = Counter(fault.where for fault in error.faults)
    assert [place for place, times in places.items() if times > 1] == []
    assert len(error.faults) >= len(FAULTY) + 4


def test_nothing_of_a_broken_folder_is_loaded() -> None:
    assert not [id_ for id_ in load().proxies if id_.startswith("ours.")]
