"""The register, the data package and the schemas are as committed, and the data fit the schemas."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from sroi.catalogue import data_folder, edition, load, register, schemas
from sroi.documents import read_document

ROOT = Path(__file__).parents[2]
GENERATED = register.generated(ROOT)
PROXIES = sorted((data_folder() / "values").rglob("*.yaml"))
SOURCES = sorted((data_folder() / "sources").glob("*.yaml"))
FRAMEWORKS = sorted((data_folder() / "frameworks").glob("*.yaml"))


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_a_generated_file_is_as_committed(path: Path) -> None:
    assert path.read_text("utf-8") == GENERATED[path], f"{path.name} is not as its data make it: run python3 .ci/generate.py"


@pytest.mark.parametrize("path", PROXIES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_a_proxy_file_fits_the_schema(path: Path) -> None:
    assert list(jsonschema.Draft202012Validator(schemas.proxy_schema()).iter_errors(read_document(path).data)) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_source_file_fits_the_schema(path: Path) -> None:
    assert list(jsonschema.Draft202012Validator(schemas.source_schema()).iter_errors(read_document(path).data)) == []


@pytest.mark.parametrize("path", FRAMEWORKS, ids=lambda path: path.stem)
def test_a_framework_file_fits_the_schema(path: Path) -> None:
    assert list(jsonschema.Draft202012Validator(schemas.framework_schema()).iter_errors(read_document(path).data)) == []


@pytest.mark.parametrize(
    "schema",
    [schemas.proxy_schema(), schemas.source_schema(), schemas.framework_schema()],
    ids=["proxy", "source", "framework"],
)
def test_a_schema_refuses_unknown_keys(schema: dict[str, object]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = jsonschema.Draft202012Validator(schema).iter_errors({"colour": "red"})
    assert any("colour" in error.message for error in errors)


def test_the_data_package_lists_every_amount_and_table() -> None:
    package = json.loads((data_folder() / "datapackage.json").read_text("utf-8"))
    rows = {resource["name"]: resource.get("data", []) for resource in package["resources"]}
    assert package["version"] == edition()
    assert len(rows["proxies"]) == sum(len(proxy.values) for proxy in load().proxies.values())
    assert {row["id"] for row in rows["sources"]} == set(load().sources)
    paths = [data_folder() / resource["path"] for resource in package["resources"] if "path" in resource]
    assert len(paths) == 22
    assert all(path.is_file() for path in paths)


def test_the_register_names_every_proxy_and_source() -> None:
    page = (ROOT / "docs" / "reference" / "data_register.md").read_text("utf-8")
    assert [id_ for id_ in load().proxies if f"`{id_}`" not in page] == []
    assert [id_ for id_ in load().sources if f'<a id="{id_}"></a>' not in page] == []
