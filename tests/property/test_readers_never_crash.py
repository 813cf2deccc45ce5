"""Whatever bytes a reader is given, it reads them or says in the library's own words why not.

``benchmarks/hardening/fuzz_readers.py`` runs the same attempts for as long as one likes.
"""

from __future__ import annotations

import csv
import io
import random
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import sroi
from sroi.assurance import read_corrections
from sroi.catalogue import load, read_framework
from sroi.claims import parse_ratio
from sroi.procurement import read_bids, read_tender
from sroi.reading import read_value_map

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
MOST_SECONDS = 5
SCRAPS = [
    *(
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\r",
        b"\t",
        b"\n\n",
        b"\xc2\xa3",
        b"\xe2\x88\x92",
        b"\xed\xa0\x80",
        b"\xf0\x9f\x92\xb7",
    ),
    *(b":", b"- ", b"{", b"}", b"[", b"]", b'"', b"'", b"&a ", b"*a", b"!!", b"|", b"#", b"%", b",", b";", b"=", b"<", b">"),
    *(b"&#0;", b"]]>", b"null", b"true", b"nan", b"inf", b"-0", b"1e308", b"1e999", b"-1", b"0", b"0.1e-320", b"2025/26"),
    *(b"\xf0\x9f\x92\xb7", b"9" * 400, b"{" * 300),
]
"""What trips readers: marks of the grammars, numbers at the edges, halves of characters."""


class HangError(BaseException):
    """More processor time went by than any file should need; not an Exception, so that no reader swallows it."""


@contextmanager
def bounded(seconds: float = MOST_SECONDS) -> Iterator[None]:
    """Stop what runs longer than so much time of the processor itself, however busy the machine is."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise HangError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Spoil a file in one to four places: a byte, a scrap, a line, a piece of itself."""
    for _ in range(chance.randint(1, 4)):
        here, there = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        there = min(there, here + chance.choice((1, 8, 80, 100000)))
        piece = data[here:there]
        new = chance.choice((b"", piece * 2, chance.choice(SCRAPS), chance.randbytes(2), piece[::-1], data[:here][-40:]))
        data = data[:here] + new + data[chance.choice((here, there)) :]
    return data


def mutated_workbook(data: bytes, chance: random.Random) -> bytes:
    """Spoil one file inside the archive, so that the archive itself still opens; now and then the archive."""
    if chance.random() < 0.2:
        return mutated(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        files = {name: book.read(name) for name in book.namelist()}
    spoilt = chance.choice([name for name in files if files[name]])
    files[spoilt] = mutated(files[spoilt], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in files.items():
            book.writestr(name, content)
    return out.getvalue()


@cache
def form(folder: Path) -> bytes:
    """The measurements and inputs of the example, as a workbook of two sheets."""
    path = folder / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("measurements", "inputs"):
            sheet = book.add_worksheet(name.title())
            text = (EXAMPLES / f"knowsley_{name}.csv").read_text("utf-8")
            for place, row in enumerate(csv.reader(io.StringIO(text))):
                sheet.write_row(place, 0, row)
    return path.read_bytes()


@cache
def workbook(folder: Path) -> bytes:
    """A case written as a workbook, which is read back as a case."""
    result = sroi.calculate(sroi.read_case(EXAMPLES / "befriending.yaml"))
    sroi.report.write_workbook(result, folder / "case.xlsx")
    return (folder / "case.xlsx").read_bytes()


def mapped(path: Path) -> object:
    inputs = None if path.suffix == ".xlsx" else [{"stakeholder": "Council", "amount": 1000}]
    return sroi.map_measurements(path, inputs=inputs, price_year=2025, discount=0.035)


def mapped_inputs(path: Path) -> object:
    return sroi.map_measurements(EXAMPLES / "knowsley_measurements.csv", inputs=path, price_year=2025, discount=0.035)


def own_folder(place: str) -> Callable[[Path], object]:
    """Load a folder of one's own that holds the one file."""

    def load_with(path: Path) -> object:
        file = path.parent / path.parent.name / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.read_bytes())
        try:
            return load(folder=path.parent / path.parent.name)
        finally:
            file.unlink()

    return load_with


def bids(path: Path) -> object:
    return read_bids(path, read_tender(EXAMPLES / "tender_young_carers.yaml"))


def as_case_json(path: Path) -> bytes:
    import json  # noqa: PLC0415 - one use

    return json.dumps(sroi.read_case(path).to_dict()).encode()


def seeds(folder: Path) -> list[tuple[str, Callable[[Path], object], str, bytes]]:
    """Every reader with the real files it reads: name, reader, ending, content."""
    cases = [EXAMPLES / "befriending.yaml", EXAMPLES / "one_knowsley_template.yaml", *(ROOT / "proxies/published").glob("*.yaml")]
    tables = [EXAMPLES / "knowsley_measurements.csv", EXAMPLES / "knowsley_inputs.csv"]
    tenders = [EXAMPLES / "tender_young_carers.yaml", EXAMPLES / "tender_land_sale.yaml"]
    own = ["values/wellbeing/wellby.yaml", "sources/hmt-green-book-2026.yaml", "units.yaml"]
    found: list[tuple[str, Callable[[Path], object], str, bytes]] = []
    found += [("read_case", sroi.read_case, ".yaml", path.read_bytes()) for path in cases]
    found += [("read_case", sroi.read_case, ".json", as_case_json(path)) for path in cases[:1]]
    found += [("read_case", sroi.read_case, ".xlsx", workbook(folder))]
    found += [("map_measurements", mapped, ".csv", tables[0].read_bytes())]
    found += [("map_measurements inputs", mapped_inputs, ".csv", tables[1].read_bytes())]
    found += [("map_measurements", mapped, ".xlsx", form(folder))]
    found += [("read_value_map", read_value_map, ".csv", tables[0].read_bytes())]
    found += [("read_value_map", read_value_map, ".xlsx", form(folder))]
    found += [("read_framework", read_framework, ".yaml", (ROOT / "proxies/frameworks/knowsley.yaml").read_bytes())]
    found += [("read_tender", read_tender, ".yaml", path.read_bytes()) for path in tenders]
    found += [("read_bids", bids, ".csv", (EXAMPLES / "tender_young_carers_bids.csv").read_bytes())]
    found += [("read_corrections", read_corrections, ".yaml", (EXAMPLES / "optimism_bias_by_grade.yaml").read_bytes())]
    found += [("load", own_folder(place), ".yaml", (ROOT / "proxies" / place).read_bytes()) for place in own]
    return found


def attempt(reader: Callable[[Path], object], path: Path, data: bytes) -> str:
    """Let a reader read a spoilt file; how it ended, or the error that should not have come out."""
    path.write_bytes(data)
    try:
        with bounded():
            reader(path)
    except sroi.SroiError as error:
        return "refused" if error.code and str(error).encode("utf-8") else "refused without a word"
    return "read"


@pytest.mark.parametrize("chosen", range(12))
def test_a_spoilt_file_is_read_or_refused(chosen: int, tmp_path: Path) -> None:
    every = seeds(tmp_path)
    for place in range(chosen, len(every), 12):
        name, reader, ending, data = every[place]
        chance = random.Random(place)  # noqa: S311 - the same attempts every time
        spoil = mutated_workbook if ending == ".xlsx" else mutated
        for _ in range(8):
            assert attempt(reader, tmp_path / f"file{ending}", spoil(data, chance)) in {"read", "refused"}, name


@settings(max_examples=60)
@given(data=st.binary(max_size=200), ending=st.sampled_from([".yaml", ".json", ".xlsx", ".ods", ".csv", ""]))
def test_any_bytes_are_read_or_refused(data: bytes, ending: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / f"bytes{ending}"
    for reader in (sroi.read_case, mapped, read_framework, read_tender, read_value_map):
        assert attempt(reader, path, data) in {"read", "refused"}


@settings(max_examples=100)
@given(st.one_of(st.text(max_size=40), st.text("£$€1290.,:-− toper", max_size=20)))
def test_any_text_is_a_ratio_or_refused(text: str) -> None:
    try:
        end = str(parse_ratio(text).value.is_finite())
    except sroi.SroiError as error:
        end = error.code
    assert end in {"True", "not-a-ratio", "two-currencies", "ratio-undefined"}
