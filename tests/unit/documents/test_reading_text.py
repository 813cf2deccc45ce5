"""Text to a tree: safe, bounded, with the line of everything."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from sroi.documents import FAULTY, path_text, read_document, read_workbook
from sroi.documents.files import MOST_BYTES
from sroi.documents.json_text import read_json
from sroi.documents.scalars import Trap, read_scalar
from sroi.documents.yaml_text import MOST_ALIASED, MOST_DEEP, read_yaml
from sroi.errors import FileUnreadableError, SroiError
from sroi.procurement import read_tender


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("38", 38),
        ("-38", -38),
        ("+38", 38),
        ("0", 0),
        ("2.50", 2.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-1.5E-3", -0.0015),
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("off", "off"),
        ("nan", "nan"),
        ("2025-01-31", "2025-01-31"),
        ("2025/26", "2025/26"),
        ("0x1F", "0x1F"),
        ("1e", "1e"),
        ("٣", "٣"),
        ("-", "-"),
        ("1.2.3", "1.2.3"),
    ],
)
def test_a_bare_word_means_what_people_expect(text: str, value: Any) -> None:
    found = read_scalar(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("010", "octal-looking"),
        ("-007", "octal-looking"),
        ("00.5", "octal-looking"),
        ("1:30", "sexagesimal"),
        ("190:20:30.15", "sexagesimal"),
        ("1_000", "number-with-underscores"),
        (".inf", "not-finite"),
        ("-.INF", "not-finite"),
        (".NaN", "not-finite"),
        ("1e999", "not-finite"),
    ],
)
def test_a_trap_is_a_fault(text: str, code: str) -> None:
    found = read_scalar(text)
    assert isinstance(found, Trap)
    assert found.code == code


def test_quoted_words_are_text() -> None:
    assert read_yaml("""{a: "38", b: '010', c: "", d: '~', e: "1:30"}""", "x").data == {
        "a": "38",
        "b": "010",
        "c": "",
        "d": "~",
        "e": "1:30",
    }


YAML = """\
# a comment
a: 1

b:
  - c: 2
    d: {e: 3,
        f: 4}
  - |
    text
"""


def test_the_lines_of_yaml() -> None:
    lines = read_yaml(YAML, "x").lines
    assert {path_text(path): line for path, line in lines.items()} == {
        "": 2,
        "a": 2,
        "b": 5,
        "b[0]": 5,
        "b[0].c": 5,
        "b[0].d": 6,
        "b[0].d.e": 6,
        "b[0].d.f": 7,
        "b[1]": 8,
    }


def test_the_lines_of_json() -> None:
    text = '{\n "a": 1,\n "b": [\n  {"c": 2, "d":\n   "x, \\"y\\": {z}"},\n  3\n ]\n}\n'
    document = read_json(text, "x")
    assert document.data == json.loads(text)
    assert {path_text(path): line for path, line in document.lines.items()} == {
        "": 1,
        "a": 2,
        "b": 3,
        "b[0]": 4,
        "b[0].c": 4,
        "b[0].d": 5,
        "b[1]": 6,
    }


@pytest.mark.parametrize(
    "text", ["{}", "[]", '""', "0", "-1.5e3", "true", "null", ' [1, "a\\n", {"b": [null]}] ', '"\\ud83d\\ude00"']
)
def test_json_is_read_as_the_standard_library_reads_it(text: str) -> None:
    document = read_json(text, "x")
    assert document.faults == []
    assert document.data == json.loads(text)


@pytest.mark.parametrize("ending", [".yaml", ".yml", ".json", ".YAML"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"], ids=["unix", "windows"])
def test_every_kind_of_text_file(ending: str, mark: bytes, newline: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"case{ending}"
    path.write_bytes(mark + b'{"a": 1,\n"b": "\xc2\xa3"}'.replace(b"\n", newline))
    document = read_document(path)
    assert document.data == {"a": 1, "b": "£"}
    assert document.line(("b",)) == 2


def test_an_alias_repeats_what_it_stands_for() -> None:
    document = read_yaml("a: &share {share: 0.1, basis: survey}\nb:\n  - *share\n  - *share\n", "x")
    assert document.data["b"] == [document.data["a"], document.data["a"]]
    assert document.line(("b", 1, "share")) == 4, "the nearest line that is known"


def bomb(levels: int) -> str:
    """Ten times ten times ten …: a small file that would unfold to billions."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


def test_a_bomb_of_aliases_is_put_out() -> None:
    began = time.process_time()
    document = read_yaml(bomb(30), "x")
    assert [fault.code for fault in document.faults] == ["too-much-nesting"]
    assert str(MOST_ALIASED) in document.faults[0].problem
    assert time.process_time() - began < 30, "it would never end"


def test_an_alias_inside_what_it_stands_for_is_unknown() -> None:
    assert [fault.code for fault in read_yaml("a: &a [1, *a]", "x").faults] == ["unknown-alias"]


@pytest.mark.parametrize("deep", [MOST_DEEP + 2, 5_000, 200_000])
@pytest.mark.parametrize(("read", "opened", "closed"), [(read_yaml, "[", "]"), (read_json, "[", "]"), (read_json, '{"a":', "}")])
def test_nesting_is_bounded(read: Any, opened: str, closed: str, deep: int) -> None:
    document = read(opened * deep + "1" + closed * deep, "x")
    assert [fault.code for fault in document.faults] == ["too-much-nesting"]
    assert document.data is None


@pytest.mark.parametrize("read", [read_yaml, read_json])
def test_nesting_up_to_the_bound_is_read(read: Any) -> None:
    document = read("[" * (MOST_DEEP - 1) + "]" * (MOST_DEEP - 1), "x")
    assert document.faults == []


def test_an_unclosed_string_full_of_quotes_is_refused_at_once() -> None:
    assert [fault.code for fault in read_json('"' + '\\"' * 200_000, "x").faults] == ["json-syntax"]


def test_no_tag_builds_an_object() -> None:
    document = read_yaml("a: !!python/object/apply:os.getcwd []\nb: !include secret.yaml\nc: !!str 5\n", "x")
    assert [fault.code for fault in document.faults] == ["yaml-tag"] * 3
    assert document.data == {"a": FAULTY, "b": FAULTY, "c": FAULTY}


def test_the_first_of_repeated_keys_stays_and_every_other_is_named() -> None:
    for document in (read_yaml("a: 1\nb: 2\na: {c: 3}\na: 4", "x"), read_json('{"a": 1,\n"b": 2,\n"a": {"c": 3},\n"a": 4}', "x")):
        assert document.data == {"a": 1, "b": 2}
        assert [(fault.code, fault.where) for fault in document.faults] == [
            ("repeated-key", "x, line 3, a"),
            ("repeated-key", "x, line 4, a"),
        ]
        assert "first on line 1" in document.faults[0].problem


@pytest.mark.parametrize("text", ["a: 1\nb: £\x00\n", "a: £\nb: \x07"])
def test_a_control_character_has_its_line(text: str) -> None:
    (fault,) = read_yaml(text, "x").faults
    assert (fault.code, fault.where) == ("yaml-syntax", "x, line 2")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('a: 1\nb: "open\nc: 2\n', "x, line 4"),
        ('a: 1\nb: "open\nc: 2\nd: "3"\n', "x, line 4"),
        ("a: 1\nb: 'open\nc: 'd'\n", "x, line 3"),
    ],
)
def test_a_quote_that_is_not_closed_is_named_by_the_line_it_opens_on(text: str, where: str) -> None:
    (fault,) = read_yaml(text, "x").faults
    assert (fault.code, fault.where) == ("yaml-syntax", where)
    assert fault.fix == "look first at line 2, where a quote opens that seems not to be closed"


def test_a_quote_that_is_closed_is_not_blamed() -> None:
    (fault,) = read_yaml('a: "over\n  two lines"\nb: c: d\n', "x").faults
    assert fault.fix == "mend the YAML there; quote text that holds : # or quotes"


def error_of(path: Path) -> FileUnreadableError:
    with pytest.raises(FileUnreadableError) as caught:
        read_document(path)
    return caught.value


def test_a_missing_file(tmp_path: Path) -> None:
    error = error_of(tmp_path / "none.yaml")
    assert (error.code, error.where) == ("file-not-found", str(tmp_path / "none.yaml"))
    assert isinstance(error, OSError)


def test_a_folder(tmp_path: Path) -> None:
    assert error_of(tmp_path).code == "file-not-readable"


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    error = error_of(path)
    assert error.code == "file-too-large"
    assert "16 MiB" in error.problem


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"a: 1\nb: \xa3\n", 2), ("a: £".encode("utf-16")[:-1], 1), (b"\xff\xfe\n", 1)],
    ids=["latin-1", "utf-16 with half a character", "a mark and half a character"],
)
def test_a_file_that_is_not_utf_8(data: bytes, line: int, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(data)
    error = error_of(path)
    assert (error.code, error.where) == ("not-utf-8", f"{path}, line {line}")


def test_a_key_that_belongs_elsewhere_is_not_said_to_be_misspelt(tmp_path: Path) -> None:
    path = tmp_path / "tender.yaml"
    path.write_text("sector: Employment\n", "utf-8")
    with pytest.raises(SroiError) as caught:
        read_tender(path)
    fixes = {fault.where.split(", ")[-1]: fault.fix for fault in caught.value.faults}
    assert fixes["sector"] == "'sector' belongs in another record"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_the_encoding_that_its_mark_names(tmp_path: Path, encoding: str) -> None:
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}" if encoding[-2:] in {"le", "be"} else ""
    for name, text in (("case.yaml", "title: Café £5\r\nformat: 1\r\n"), ("case.json", '{"title": "Café £5", "format": 1}')):
        path = tmp_path / name
        path.write_bytes((mark + text).encode(encoding))
        assert read_document(path).data == {"title": "Café £5", "format": 1}


@pytest.mark.parametrize("name", ["a\0.yaml", "a\0.xlsx"])
def test_a_name_that_no_file_can_have_is_no_file(name: str) -> None:
    with pytest.raises(FileUnreadableError) as caught:
        read_document(name)
    assert caught.value.code == "file-not-found"


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"", "the file is empty: it has 0 bytes"), (b"id: a\n", "the file is no workbook, whatever its name says")],
)
def test_a_workbook_that_is_none_says_what_it_is(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "case.xlsx"
    path.write_bytes(data)
    with pytest.raises(FileUnreadableError) as caught:
        read_workbook(path)
    assert (caught.value.code, caught.value.problem) == ("workbook-not-readable", problem)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError) as caught:
        read_document(tmp_path)
    assert (caught.value.code, caught.value.problem) == ("file-not-readable", "this is a folder, not a file")


def test_endless_commas_take_no_time() -> None:
    start = time.monotonic()
    assert read_yaml(f"a: {{b: 1, {', '.join(f'{number:03}' for number in range(50_000))}}}", "x").faults
    assert read_yaml(f"a: {{b: “a, {', '.join(f'k{number}' for number in range(50_000))}}}", "x").faults
    assert time.monotonic() - start < 30
