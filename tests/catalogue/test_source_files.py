"""Every source says who published it and whether it may be passed on."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from sroi.catalogue import data_folder, indices, load
from sroi.documents import read_document

FILES = sorted((data_folder() / "sources").glob("*.yaml"))
TEXTS = sorted(path for path in data_folder().rglob("*") if path.suffix in {".yaml", ".json"})


@lru_cache
def used_sources() -> set[str]:
    """Return every source that a proxy, framework, index, claim or published study names."""
    catalogue = load()
    values = [value for proxy in catalogue.proxies.values() for value in proxy.values]
    named = {value.source for value in values} | {source for value in values for source in value.also}
    named |= {source for name in indices.names() for source in indices.read(name).sources}
    named |= {row["source"] for name in indices.names() for row in indices.read(name).rows if "source" in row}
    others = [*(data_folder() / "frameworks").glob("*.yaml"), *(data_folder() / "claims").glob("*.yaml")]
    text = "\n".join(path.read_text("utf-8") for path in [*others, data_folder() / "reference_class.yaml"])
    documents = Path(__file__).parents[2] / "docs"
    text += "\n".join(path.read_text("utf-8") for path in documents.rglob("*.md") if path.name != "data_register.md")
    text += "\n".join(path.read_text("utf-8") for path in (documents.parent / "src").rglob("*.py"))
    return named | set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_source_file_keeps_the_rules(path: Path) -> None:
    source = load().sources[path.stem]
    assert source.id == path.stem, f"the id is {source.id}: write that of the file, {path.stem}"
    assert (source.licence == "unknown") == (source.redistribution == "cited-fact"), (
        f"licence is {source.licence}, redistribution {source.redistribution}: 'unknown' goes with 'cited-fact', and only that"
    )
    assert source.redistribution != "no", "licensed figures are not shipped"
    absent = set(type(source).model_fields) - set(read_document(path).data)
    assert not absent, f"{path.name} leaves out {sorted(absent)}: write each, with null where nothing is known"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_source_is_used(path: Path) -> None:
    assert path.stem in used_sources(), f"nothing names {path.stem}: name it as the source of a value, or take the file away"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(data_folder())))
def test_no_amount_stands_beside_a_licensed_framework(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert [line for line in lines if "|" not in line and re.search(r"\b(HACT|TOMs)\b.*\d{3}", line)] == [], (
        "a figure stands beside a licensed framework: keep licensed figures in a folder of your own"
    )
