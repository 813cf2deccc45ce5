"""What is wrong with a case file is said with its code, its field and its line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

import sroi
from sroi.errors import Fault, FileUnreadableError, InvalidCaseError

GOOD = """\
format: 1
id: befriending
title: Befriending
currency: GBP
price_year: 2025
method:
  discount: 0.035
inputs:
  - id: grant
    stakeholder: Council
    amount: 12000
outcomes:
  - id: less-lonely
    stakeholder: Older residents
    title: Less lonely
    quantity: 38
    unit: person-year
    proxy:
      amount: "1250.00"
      unit: person-year
      price_year: 2025
    deadweight: 0.15
    attribution: [0.20, 0.05]
    drop_off: 0.40
    duration: 3
scenarios:
  - id: half
    set: {deadweight: 0.5}
published:
  ratio: "5.80"
"""
LINE = "outcomes[0]"

# name, what is put into the good file in the place of what, code and field of each fault
YAML_ROWS = [
    # the text itself
    ("a tab", "  discount: 0.035", "\tdiscount: 0.035", ["yaml-syntax"]),
    ("a colon too many", "title: Befriending", "title: a: b", ["yaml-syntax"]),
    ("a control character", "title: Befriending", "title: \x01", ["yaml-syntax"]),
    ("a tag", "amount: 12000", "amount: !!int 12000", ["yaml-tag inputs[0].amount"]),
    ("a Python tag", "title: Befriending", "title: !!python/object/apply:os.getcwd []", ["yaml-tag title"]),
    ("an alias of nothing", "amount: 12000", "amount: *money", ["unknown-alias inputs[0].amount"]),
    ("two documents", "published:\n", "---\npublished:\n", ["several-documents"]),
    ("a list as a key", "id: befriending", "? [id]\n: befriending", ["missing id", "key-not-text ?", "unknown-key ?"]),
    ("a merge key", "method:\n", "method:\n  <<: {timing: mid_year}\n", ["unknown-key method.<<"]),
    # keys
    ("a misspelt key", "    drop_off: 0.40", "    dropoff: 0.40", [f"unknown-key {LINE}.dropoff"]),
    ("a key of nobody", "format: 1", "format: 1\ncolour: red", ["unknown-key colour"]),
    ("a key of the method", "  discount: 0.035", "  discount: 0.035\n  rate: 0.1", ["unknown-key method.rate"]),
    ("a key of a number", "quantity: 38", "quantity: {value: 38, share: 0.1}", [f"unknown-key {LINE}.quantity.share"]),
    ("a key of an input", "amount: 12000", "amount: 12000\n    quantity: 3", ["unknown-key inputs[0].quantity"]),
    ("a key said twice", "title: Befriending", "title: Befriending\ntitle: Again", ["repeated-key title"]),
    (
        "a deduction said twice",
        "    drop_off: 0.40",
        "    drop_off: 0.40\n    deadweight: 0.2",
        [f"repeated-key {LINE}.deadweight"],
    ),
    ("no id", "id: befriending\n", "", ["missing id"]),
    ("no discount", "  discount: 0.035", "  timing: mid_year", ["missing method.discount"]),
    ("no unit", "    unit: person-year\n    proxy", "    proxy", [f"missing {LINE}.unit"]),
    ("a proxy without a price year", "      price_year: 2025\n", "", [f"missing {LINE}.proxy.price_year"]),
    ("a record without its number", "quantity: 38", "quantity: {low: 3}", [f"missing {LINE}.quantity.value"]),
    # blanks
    ("a blank", "title: Befriending", "title:", ["blank title"]),
    ("a null", "amount: 12000", "amount: null", ["blank inputs[0].amount"]),
    ("a tilde", "deadweight: 0.15", "deadweight: ~", [f"blank {LINE}.deadweight"]),
    ("blank text", "title: Befriending", 'title: "  "', ["blank title"]),
    ("a blank in a list", "[0.20, 0.05]", "[0.20, ]\n    drop_off_from:", [f"blank {LINE}.drop_off_from"]),
    ("an empty list of shares", "[0.20, 0.05]", "[]", [f"blank {LINE}.attribution"]),
    ("an empty list of rates", "discount: 0.035", "discount: []", ["blank method.discount"]),
    ("a blank scenario", "set: {deadweight: 0.5}", "set: {deadweight: }", ["blank scenarios[0].set.deadweight"]),
    # numbers
    ("a share above one", "deadweight: 0.15", "deadweight: 1.5", [f"share-out-of-range {LINE}.deadweight"]),
    ("a share in per cent", "drop_off: 0.40", "drop_off: 40", [f"share-out-of-range {LINE}.drop_off"]),
    ("a share below nothing", "[0.20, 0.05]", "[0.20, -0.05]", [f"share-out-of-range {LINE}.attribution[1]"]),
    ("a share with a sign", "deadweight: 0.15", "deadweight: 15%", [f"not-a-number {LINE}.deadweight"]),
    ("a share in quotes", "deadweight: 0.15", 'deadweight: "0.15"', [f"not-a-number {LINE}.deadweight"]),
    ("a share of yes", "deadweight: 0.15", "deadweight: true", [f"not-a-number {LINE}.deadweight"]),
    ("a contribution of two", "attribution: [0.20, 0.05]", "contribution: 2", [f"share-out-of-range {LINE}.contribution"]),
    ("a rate of 3.5", "discount: 0.035", "discount: 3.5", ["rate-out-of-range method.discount"]),
    ("a rate below nothing", "discount: 0.035", "discount: [0.035, -0.01]", ["rate-out-of-range method.discount[1]"]),
    ("the low end above", "quantity: 38", "quantity: {value: 38, low: 39}", [f"range-not-ordered {LINE}.quantity"]),
    (
        "the high end of a share",
        "deadweight: 0.15",
        "deadweight: {share: 0.15, high: 15}",
        [f"share-out-of-range {LINE}.deadweight.high"],
    ),
    ("a shape of nobody", "quantity: 38", "quantity: {value: 38, shape: square}", [f"unknown-shape {LINE}.quantity.shape"]),
    ("a duration below nothing", "duration: 3", "duration: -1", [f"negative-duration {LINE}.duration"]),
    ("a duration over a thousand", "duration: 3", "duration: 1001", [f"duration-too-long {LINE}.duration"]),
    ("a duration in quotes", "duration: 3", 'duration: "3"', [f"not-a-number {LINE}.duration"]),
    ("not a number", "quantity: 38", "quantity: .nan", [f"not-finite {LINE}.quantity"]),
    ("infinity", "amount: 12000", "amount: -.inf", ["not-finite inputs[0].amount"]),
    ("beyond every float", "quantity: 38", "quantity: 1e400", [f"not-finite {LINE}.quantity"]),
    ("NaN as a word", "quantity: 38", "quantity: NaN", [f"not-a-number {LINE}.quantity"]),
    ("a pound sign", "amount: 12000", "amount: £12000", ["not-a-number inputs[0].amount"]),
    ("a thousands separator", "amount: 12000", 'amount: "12,000"', ["not-a-number inputs[0].amount"]),
    ("an octal look", "quantity: 38", "quantity: 010", [f"octal-looking {LINE}.quantity"]),
    ("base sixty", "quantity: 38", "quantity: 1:30", [f"sexagesimal {LINE}.quantity"]),
    ("underscores", "amount: 12000", "amount: 12_000", ["number-with-underscores inputs[0].amount"]),
    ("a hexadecimal number", "quantity: 38", "quantity: 0x26", [f"not-a-number {LINE}.quantity"]),
    ("a quantity that is a list", "quantity: 38", "quantity: [38]", [f"not-a-number {LINE}.quantity"]),
    *(
        (f"a date of {date}", "quantity: 38", f"quantity: {{value: 38, date: {date}}}", [f"not-a-date {LINE}.quantity.date"])
        for date in ("2026-13-45", "2026-02-30", "01/05/2026", "2099-13-45", "2026-5-1", "yesterday", "0026-05", "26")
    ),
    # years
    ("a start in year 0", "duration: 3", "duration: 3\n    starts: 0", [f"year-below-one {LINE}.starts"]),
    ("a start in half a year", "duration: 3", "duration: 3\n    starts: 1.5", [f"not-a-whole-number {LINE}.starts"]),
    ("drop-off from year 0", "duration: 3", "duration: 3\n    drop_off_from: 0", [f"year-below-one {LINE}.drop_off_from"]),
    ("a calendar year for a start", "duration: 3", "duration: 3\n    starts: 2025", [f"year-too-late {LINE}.starts"]),
    ("an input before the start", "amount: 12000", "amount: 12000\n    year: -1", ["year-below-zero inputs[0].year"]),
    ("a price year of two digits", "price_year: 2025\nmethod", "price_year: 25\nmethod", ["not-a-price-year price_year"]),
    ("a price year out of step", "price_year: 2025\nmethod", "price_year: 2025/27\nmethod", ["not-a-price-year price_year"]),
    ("any price year for a case", "price_year: 2025\nmethod", "price_year: any\nmethod", ["not-a-price-year price_year"]),
    (
        "a price year of a proxy",
        "      price_year: 2025",
        "      price_year: twenty",
        [f"not-a-price-year {LINE}.proxy.price_year"],
    ),
    # names
    ("another format", "format: 1", "format: 2", ["unknown-format format"]),
    ("a format of 1.0", "format: 1", "format: 1.0", ["not-a-whole-number format"]),
    ("an id with a space", "id: befriending", "id: Befriending service", ["id-not-kebab-case id"]),
    ("an id with an underscore", "- id: less-lonely", "- id: less_lonely", [f"id-not-kebab-case {LINE}.id"]),
    ("one id for both", "- id: less-lonely", "- id: grant", [f"id-repeated {LINE}.id"]),
    ("a stage of nobody", "currency: GBP", "currency: GBP\nstage: evaluated", ["unknown-stage stage"]),
    ("a kind of nobody", "duration: 3", "duration: 3\n    kind: wellbeeing", [f"unknown-kind {LINE}.kind"]),
    ("a kind of input", "amount: 12000", "amount: 12000\n    kind: in-kind", ["unknown-kind inputs[0].kind"]),
    ("a timing of nobody", "  discount: 0.035", "  discount: 0.035\n  timing: midyear", ["unknown-timing method.timing"]),
    (
        "part years of nobody",
        "  discount: 0.035",
        "  discount: 0.035\n  part_years: whole",
        ["unknown-part-years method.part_years"],
    ),
    ("a schedule of nobody", "discount: 0.035", "discount: green-book-2062", ["unknown-schedule method.discount"]),
    ("a measure of nobody", "duration: 3", "duration: 3\n    measure: knowsley/99", [f"measure-not-found {LINE}.measure"]),
    ("a currency in small letters", "currency: GBP", "currency: gbp", ["not-a-currency currency"]),
    ("a perspective of nobody", "currency: GBP", "currency: GBP\nperspective: mine", ["unknown-perspective perspective"]),
    ("a number for text", "title: Befriending", "title: 2025", ["not-text title"]),
    (
        "a word for yes",
        "      price_year: 2025",
        "      price_year: 2025\n      transfer: yes",
        [f"not-true-or-false {LINE}.proxy.transfer"],
    ),
    # shapes
    ("a record of inputs", "  - id: grant\n    stakeholder", "    id: grant\n    stakeholder", ["not-a-list inputs"]),
    ("a method that is a word", "method:\n  discount: 0.035", "method: 0.035", ["not-a-record method"]),
    ("notes that are a word", "currency: GBP", "currency: GBP\nnotes: none", ["not-a-list notes"]),
    (
        "a bare number for a proxy",
        'proxy:\n      amount: "1250.00"\n      unit: person-year\n      price_year: 2025',
        "proxy: 1250",
        [f"not-a-record {LINE}.proxy"],
    ),
    # the whole
    ("inputs of nothing", "amount: 12000", "amount: 0", ["inputs-sum-to-zero inputs"]),
    (
        "both sides of the credit",
        "duration: 3",
        "duration: 3\n    contribution: 0.76",
        [f"attribution-and-contribution {LINE}.contribution"],
    ),
    (
        "a scenario twice",
        "    set: {deadweight: 0.5}",
        "    set: {deadweight: 0.5}\n  - {id: half}",
        ["id-repeated scenarios[1].id"],
    ),
    ("a scenario without an id", "  - id: half\n    set", "  - set", ["missing scenarios[0].id"]),
    ("a scenario's unknown key", "{deadweight: 0.5}", "{deadwight: 0.5}", ["unknown-key scenarios[0].set.deadwight"]),
    ("a scenario's share", "{deadweight: 0.5}", "{deadweight: 50}", ["share-out-of-range scenarios[0].set.deadweight"]),
    ("a scenario's unknown factor", "set: {deadweight: 0.5}", "scale: {starts: 2}", ["unknown-key scenarios[0].scale.starts"]),
    ("a scenario without nobody", "set: {deadweight: 0.5}", "without: [less-lonley]", ["unknown-line scenarios[0].without"]),
    (
        "a scenario for nobody",
        "set: {deadweight: 0.5}",
        "set: {deadweight: 0.5}\n    only: {stakeholder: Children}",
        ["unknown-line scenarios[0].only.stakeholder"],
    ),
    (
        "a scenario for no kind",
        "set: {deadweight: 0.5}",
        "set: {deadweight: 0.5}\n    only: {kind: [felt]}",
        ["unknown-kind scenarios[0].only.kind[0]"],
    ),
    ("a scenario's schedule", "set: {deadweight: 0.5}", "set: {discount: green}", ["unknown-schedule scenarios[0].set.discount"]),
    ("a printed number", 'ratio: "5.80"', "ratio: 5.80", ["printed-not-text published.ratio"]),
    ("a printed ratio with signs", 'ratio: "5.80"', 'ratio: "£1:£5.80"', ["printed-not-a-number published.ratio"]),
    ("a printed line of nobody", 'ratio: "5.80"', 'outcomes: {lonely: {net: "1"}}', ["unknown-line published.outcomes.lonely"]),
    (
        "a printed scenario of nobody",
        'ratio: "5.80"',
        'scenarios: {whole: {ratio: "1"}}',
        ["unknown-line published.scenarios.whole"],
    ),
    (
        "a misprint of nothing",
        'ratio: "5.80"',
        'ratio: "5.80"\n  known_misprints: {net_ratio: why}',
        ["unknown-figure published.known_misprints.net_ratio"],
    ),
]

CATALOGUE_ROWS = [
    ("a proxy of nobody", {"proxy": "wellbeing.chronic_lonelines_year"}, [f"proxy-not-found {LINE}.proxy"]),
    (
        "another unit than the proxy's",
        {"proxy": "wellbeing.chronic_loneliness_year", "unit": "tonne"},
        [f"unit-mismatch {LINE}.unit"],
    ),
    (
        "another unit in the plural",
        {"proxy": "wellbeing.chronic_loneliness_year", "unit": "Hours"},
        [f"unit-mismatch {LINE}.unit"],
    ),
    ("people for person-years", {"proxy": "wellbeing.chronic_loneliness_year", "unit": "people"}, [f"unit-mismatch {LINE}.unit"]),
    ("past the end of the schedule", {"duration": 29.5, "starts": 2}, [f"past-end-of-schedule {LINE}.duration"]),
]

JSON_ROWS = [
    ("a comma too many", '"format": 1,', '"format": 1,,', ["json-syntax"]),
    ("an octal number", '"quantity": 38', '"quantity": 010', ["json-syntax"]),
    ("not a number", '"quantity": 38', '"quantity": NaN', [f"not-finite {LINE}.quantity"]),
    ("infinity", '"quantity": 38', '"quantity": -Infinity', [f"not-finite {LINE}.quantity"]),
    ("beyond every float", '"quantity": 38', '"quantity": 1e999', [f"not-finite {LINE}.quantity"]),
    ("a very long number", '"quantity": 38', f'"quantity": {"9" * 5000}', [f"not-finite {LINE}.quantity"]),
    ("a key said twice", '"format": 1,', '"format": 1, "format": 1,', ["repeated-key format"]),
    ("a null", '"amount": 12000', '"amount": null', ["blank inputs[0].amount"]),
    ("half a character", '"title": "Befriending"', '"title": "\\ud800"', ["not-utf-8 title"]),
    ("an unknown key", '"format": 1,', '"format": 1, "colour": "red",', ["unknown-key colour"]),
    ("a share above one", '"deadweight": 0.15', '"deadweight": 15', [f"share-out-of-range {LINE}.deadweight"]),
    ("text for a number", '"duration": 3', '"duration": "three"', [f"not-a-number {LINE}.duration"]),
    ("a record for a list", '"drop_off": 0.4', '"drop_off": 0.4, "people": {}', [f"not-text {LINE}.people"]),
]


def swapped(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def faults_of(path: Path, text: str) -> tuple[Fault, ...]:
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidCaseError) as caught:
        sroi.read_case(path)
    return caught.value.faults


def said(faults: tuple[Fault, ...], path: Path) -> list[str]:
    """Each fault's code and field; file and line must stand before them."""
    found = []
    for fault in faults:
        place = re.fullmatch(re.escape(str(path)) + r", line [0-9]+(, (.*))?", fault.where)
        assert place, fault.where
        assert fault.problem
        assert fault.fix
        found.append(f"{fault.code} {place[2] or ''}".strip())
    return found


def test_the_good_file_is_good(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(GOOD, "utf-8")
    assert sroi.read_case(tmp_path / "case.yaml").id == "befriending"


@pytest.mark.parametrize(("old", "new", "wanted"), [row[1:] for row in YAML_ROWS], ids=[row[0] for row in YAML_ROWS])
def test_yaml(old: str, new: str, wanted: list[str], tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    assert sorted(said(faults_of(path, swapped(GOOD, old, new)), path)) == sorted(wanted)


@pytest.mark.parametrize(("old", "new", "wanted"), [row[1:] for row in JSON_ROWS], ids=[row[0] for row in JSON_ROWS])
def test_json(old: str, new: str, wanted: list[str], tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    text = json.dumps(yaml.safe_load(GOOD), indent=1)
    assert said(faults_of(path, swapped(text, old, new)), path) == wanted


@pytest.mark.parametrize(("values", "wanted"), [row[1:] for row in CATALOGUE_ROWS], ids=[row[0] for row in CATALOGUE_ROWS])
def test_against_the_catalogue(values: dict[str, object], wanted: list[str], tmp_path: Path) -> None:
    data = yaml.safe_load(GOOD)
    data["method"]["discount"] = "review-2026-proposed"
    data["outcomes"][0] |= values
    path = tmp_path / "case.yaml"
    assert said(faults_of(path, yaml.safe_dump(data)), path) == wanted


def test_there_are_more_than_sixty_rows() -> None:
    assert len({row[0] for row in (*YAML_ROWS, *CATALOGUE_ROWS)}) > 60


def test_an_input_past_the_end_of_the_schedule(tmp_path: Path) -> None:
    text = swapped(
        swapped(GOOD, "discount: 0.035", "discount: review-2026-proposed"), "amount: 12000", "amount: 12000\n    year: 31"
    )
    path = tmp_path / "case.yaml"
    (fault,) = faults_of(path, text)
    assert (fault.code, fault.where) == ("past-end-of-schedule", f"{path}, line 12, inputs[0].year")


def test_a_line_up_to_the_end_of_the_schedule_is_well(tmp_path: Path) -> None:
    text = swapped(swapped(GOOD, "discount: 0.035", "discount: review-2026-proposed"), "duration: 3", "duration: 29.5")
    (tmp_path / "case.yaml").write_text(text, "utf-8")
    assert len(sroi.calculate(sroi.read_case(tmp_path / "case.yaml")).by_year) == 30


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "empty-file"),
        ("# a comment\n", "empty-file"),
        ("- a\n- b\n", "not-a-record"),
        ("38\n", "not-a-record"),
        ("--- {\n", "yaml-syntax"),
    ],
)
def test_files_that_are_no_case_at_all(text: str, wanted: str, tmp_path: Path) -> None:
    assert [fault.code for fault in faults_of(tmp_path / "case.yaml", text)] == [wanted]


INDENT = "check the indent here and one line above: keys of one record begin in one column, with a space after each colon"
SLIPS = [
    ("amount: 12000", "amount: £12,000", "write 12000"),
    ("amount: 12000", 'amount: "1,200,000.50"', "write 1200000.50"),
    ("amount: 12000", "amount: {amount: 12,000, basis: ledger}", "write 12000"),
    ("amount: 12000", "amount: {amount: £1,012,000.50}", "write 1012000.50"),
    ("amount: 12000", "amount: {amount: 12,5}", "write digits with a point for the decimals"),
    ("quantity: 38", "quantity: {value: -1,038, low: -2000}", "write -1038"),
    (
        "deadweight: 0.15",
        "deadweight: {share: 0.15, basis: “asked, waited, illustrative”}",
        'write straight quotes: "asked, waited, illustrative"',
    ),
    ("title: Befriending", "title: “Befriending: a café”", "curly quotes are no quotes here: write straight ones"),
    ("deadweight: 0.15", "deadweight: {share: 40%}", "write 0.40"),
    ("deadweight: 0.15", "deadweight: 2.5 per cent", "write 0.025"),
    ("deadweight: 0.15", 'deadweight: "0.15"', "write 0.15 without quotes"),
    ("deadweight: 0.15", "deadweight: a third", "write digits with a point: no signs for pounds, per cent or thousands"),
    ("deadweight: 0.15", "deadweight: -0.4", "a share lies from 0 to 1: none is 0, all is 1"),
    ("deadweight: 0.15", "deadweight: 1.4", "a share lies from 0 to 1: none is 0, all is 1"),
    ("deadweight: 0.15", "deadweight: 40", "write 40 % as 0.4"),
    ("deadweight: 0.15", "deadweight: 400", "a share lies from 0 to 1: 15 % is 0.15"),
    ("discount: 0.035", "discount: 3.5", "write 3.5 % as 0.035"),
    ("discount: 0.035", "discount: -0.035", "a rate lies from 0 to 1"),
    ("price_year: 2025\nmethod", "price_year: 2025-26\nmethod", "write 2025/26"),
    ("price_year: 2025\nmethod", "price_year: 2025/2026\nmethod", "write 2025/26"),
    ("price_year: 2025\nmethod", 'price_year: "2025"\nmethod', "write 2025 without quotes"),
    ("    title: Less lonely", "      title: Less lonely", INDENT),
    ("    title: Less lonely", "   title: Less lonely", INDENT),
    ("title: Befriending", "title:Befriending", INDENT),
    ("title: Befriending", "title: a: b", "mend the YAML there; quote text that holds : # or quotes"),
    ("quantity: 38", "quantity: {value: 38", "close the bracket, and quote text that holds a comma, : or #"),
]


@pytest.mark.parametrize(("old", "new", "fix"), SLIPS, ids=[row[1].strip() for row in SLIPS])
def test_a_common_slip_is_one_fault_that_says_how_to_mend_it(tmp_path: Path, old: str, new: str, fix: str) -> None:
    (fault,) = faults_of(tmp_path / "case.yaml", swapped(GOOD, old, new))
    assert fault.fix == fix


def test_a_key_near_one_that_is_missing_is_taken_for_it(tmp_path: Path) -> None:
    missing, unknown = faults_of(tmp_path / "case.yaml", swapped(GOOD, "\ninputs:", "\ninput:"))
    assert (missing.code, unknown.code, unknown.fix) == ("missing", "unknown-key", "did you mean 'inputs'?")


def test_digits_without_a_value_are_a_key_where_no_comma_cuts_them_off(tmp_path: Path) -> None:
    for quantity in ('{value: "38", 000: }', "\n      value: 38\n      000:", "{value: 38, 000: 1}"):
        codes = [
            fault.code for fault in faults_of(tmp_path / "case.yaml", swapped(GOOD, "quantity: 38", f"quantity: {quantity}"))
        ]
        assert "comma-in-number" not in codes
        assert codes


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- id: a\n", "the file holds a list, and must be a record of keys and values"),
        ("befriending\n", "the file holds only 'befriending', and must be a record of keys and values"),
    ],
)
def test_a_file_without_keys_says_what_it_holds(tmp_path: Path, text: str, problem: str) -> None:
    (fault,) = faults_of(tmp_path / "case.yaml", text)
    assert (fault.code, fault.problem) == ("not-a-record", problem)


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError) as caught:
        sroi.read_case(tmp_path)
    assert (caught.value.code, caught.value.problem) == ("unknown-file-kind", "this is a folder, not a case file")
