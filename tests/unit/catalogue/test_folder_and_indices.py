"""Where the data stand, and how an index is read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sroi
from sroi.catalogue import data_folder, indices
from sroi.catalogue.folder import first_of
from sroi.errors import FileUnreadableError, InvalidDataError, NotFoundError, PriceYearError

MEANING = """\
id: {name}
title: A series
file: {name}.csv
unit: index
base: 2015 = 100
columns: {{year: calendar year, index: level}}
source: ons-cpi-d7bt
vintage: "2026"
rows: {rows}
"""


def write(folder: Path, *, csv: str = "year,index\n2019,90\n2020,100\n", rows: int = 2, meaning: str = MEANING) -> Path:
    path = folder / "series.yaml"
    path.write_text(meaning.format(name="series", rows=rows), "utf-8")
    (folder / "series.csv").write_text(csv, "utf-8")
    return path


def test_the_packaged_data_come_before_a_checkout(tmp_path: Path) -> None:
    packaged, checkout = tmp_path / "_proxies", tmp_path / "proxies"
    checkout.mkdir()
    (checkout / "units.yaml").touch()
    assert first_of(packaged, checkout) == checkout
    packaged.mkdir()
    (packaged / "units.yaml").touch()
    assert first_of(packaged, checkout) == packaged


def test_missing_data_are_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError) as caught:
        first_of(tmp_path / "a", tmp_path / "b")
    assert caught.value.code == "no-data-folder"
    assert str(tmp_path / "a") in caught.value.where


def test_the_data_folder_holds_the_catalogue() -> None:
    assert (data_folder() / "frameworks" / "knowsley.yaml").is_file()


def test_the_catalogue_needs_no_pandas() -> None:
    code = "import sys, sroi.catalogue, sroi.proxies, sroi.frameworks; sroi.catalogue.load(); print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout.strip() == "False"


def test_an_installed_package_finds_the_data_inside_it(tmp_path: Path) -> None:
    shutil.copytree(Path(sroi.__file__).parent, tmp_path / "sroi", ignore=shutil.ignore_patterns("__pycache__", "_proxies"))
    shutil.copytree(data_folder(), tmp_path / "sroi" / "_proxies")
    code = "from sroi.catalogue import data_folder, load; print(data_folder(), len(load().proxies))"
    place = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=place)  # noqa: S603 - our own interpreter
    assert done.stdout.split() == [str(tmp_path / "sroi" / "_proxies"), "144"]


def test_a_zipped_package_lays_its_data_out_and_leaves_nothing_behind(tmp_path: Path) -> None:
    package, spare = tmp_path / "package", tmp_path / "spare"
    shutil.copytree(Path(sroi.__file__).parent, package / "sroi", ignore=shutil.ignore_patterns("__pycache__", "_proxies"))
    shutil.copytree(data_folder(), package / "sroi" / "_proxies")
    zipped = shutil.make_archive(str(tmp_path / "sroi"), "zip", package)
    spare.mkdir()
    code = """
import os, sroi
from sroi.catalogue import data_folder, load
data_folder()
if child := os.fork():  # a child that ends takes nothing away from its parent
    os.waitpid(child, 0)
    study = data_folder() / "published" / "westbank_2015.yaml"
    print(sroi.__file__, data_folder(), len(load().proxies), sroi.calculate(sroi.read_case(study)).ratio.text)
"""
    code = code.replace("child = ", "first = data_folder()\nchild = ")
    place = {**os.environ, "PYTHONPATH": zipped, "TMPDIR": str(spare)}
    options = ["-W", "error", "-O", "-P", "-c", code]
    done = subprocess.run([sys.executable, *options], capture_output=True, text=True, check=False, env=place)  # noqa: S603 - likewise
    assert done.stderr == ""
    file, folder, *figures = done.stdout.split()
    assert file.startswith(zipped)
    assert folder.startswith(str(spare))
    assert figures == ["144", "£1:£5.80"]
    assert list(spare.iterdir()) == []


def test_an_index_is_read_once() -> None:
    assert indices.read("discount_rates") is indices.read("discount_rates")


def test_several_sources_are_kept_apart() -> None:
    index = indices.read("discount_rates")
    assert index.sources == ("hmt-green-book-2022", "hmt-green-book-2026", "hmt-discount-review-2026")
    assert index.source == "hmt-green-book-2022, hmt-green-book-2026, hmt-discount-review-2026"


@pytest.mark.parametrize(
    ("name", "fix"), [("discount_rate", "did you mean 'discount_rates'?"), ("qqq", "use one of additionality")]
)
def test_an_unknown_index_is_refused(name: str, fix: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        indices.read(name)
    assert caught.value.fix.startswith(fix)


@pytest.mark.parametrize("name", ["../units", "/etc/passwd", "gdp_deflator_calendar_year.csv", ""])
def test_a_name_is_never_a_path(name: str) -> None:
    with pytest.raises(NotFoundError):
        indices.read(name)


def test_a_file_can_be_read_as_an_index(tmp_path: Path) -> None:
    assert indices.read_index(write(tmp_path)).rows == ({"year": "2019", "index": "90"}, {"year": "2020", "index": "100"})


@pytest.mark.parametrize(
    ("csv", "rows", "code"),
    [
        ("year,level\n2019,90\n", 1, "header-not-documented"),
        ("year,index\n2019,90\n", 2, "row-count"),
        ("year,index\n2019\n2020,100\n", 2, "ragged-row"),
        ("", 1, "header-not-documented"),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, csv: str, rows: int, code: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        indices.read_index(write(tmp_path, csv=csv, rows=rows))
    assert code in {fault.code for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("vintage", "vintag", "unknown-key"), ("unit: index", "unit:", "blank"), ("title: A", "title: [", "yaml-syntax")],
)
def test_a_broken_meaning_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        indices.read_index(write(tmp_path, meaning=MEANING.replace(old, new)))
    assert code in {fault.code for fault in caught.value.faults}


def test_the_deflator_has_both_kinds_of_year() -> None:
    assert indices.price_index_for("2012/13").id == "gdp_deflator_financial_year"
    assert indices.price_index_for(2012).id == "gdp_deflator_calendar_year"
    assert "2026/27" in indices.price_index(financial=True).forecasts


def test_a_deflator_named_in_full_serves_its_own_kind_of_year() -> None:
    assert indices.price_index("gdp_deflator_calendar_year").id == "gdp_deflator_calendar_year"
    with pytest.raises(PriceYearError):
        indices.price_index("gdp_deflator_calendar_year", financial=True)
