"""The service of the guide on embedding: same figures as the library, every fault told, and nothing that makes it fall over."""

from __future__ import annotations

import importlib.util
import json
import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import schemathesis
import yaml
from fastapi.testclient import TestClient
from hypothesis import settings
from jsonschema import Draft202012Validator
from schemathesis.specs.openapi.checks import positive_data_acceptance

import sroi
from sroi import errors

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "proxies" / "published").glob("*.yaml")), *sorted((ROOT / "docs" / "examples").glob("job_club*.yaml"))]
SMALL = ROOT / "docs" / "examples" / "befriending.yaml"


def load_app() -> ModuleType:
    """Load the example as a user's module, not as a part of the library."""
    spec = importlib.util.spec_from_file_location("sroi_service_example", ROOT / "docs" / "examples" / "service" / "app.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SERVICE = load_app()
API = schemathesis.openapi.from_asgi("/openapi.json", SERVICE.app)


def posted(path: Path) -> dict[str, Any]:
    """Read a case file as another system would hold it: plain data that JSON can carry."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))


def fingerprint_of(path: Path) -> str:
    """Read and calculate, in whatever thread or process this runs."""
    return sroi.calculate(sroi.read_case(path)).fingerprint


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(SERVICE.app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_service_gives_the_figures_of_the_library(client: TestClient, path: Path) -> None:
    answer = client.post("/calculate", json=posted(path))
    result = sroi.calculate(sroi.read_case(path))
    assert answer.status_code == 200
    assert answer.json()["ratio"] == result.ratio.text
    assert answer.json()["fingerprint"] == result.fingerprint
    assert answer.json()["figures"] == json.loads(json.dumps(result.to_dict()))


def test_the_checks_come_out_as_records(client: TestClient) -> None:
    answer = client.post("/check", json=posted(SMALL)).json()
    assert [one["code"] for one in answer["findings"]] == [one.code for one in sroi.check(sroi.read_case(SMALL))]
    assert answer["publishable"] is False


def test_every_fault_of_a_case_is_told_at_once(client: TestClient) -> None:
    case = posted(SMALL) | {"id": "Not kebab"}
    case["outcomes"][0] |= {"deadweight": 1.5, "proxy": "wellbeing.no_such_value"}
    answer = client.post("/calculate", json=case)
    assert answer.status_code == 422
    assert {one["code"] for one in answer.json()["faults"]} == {"id-not-kebab-case", "share-out-of-range", "proxy-not-found"}
    assert all(one["where"] and one["fix"] for one in answer.json()["faults"])


@pytest.mark.parametrize("body", ["[]", "1", "", "{", '"a"', "null"])
def test_what_is_no_object_is_refused_in_the_same_shape(client: TestClient, body: str) -> None:
    answer = client.post("/calculate", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["code"] == "request-invalid"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"id": "\xff"}', 400, "request-invalid"),
        (b'{"a":' * 100_000, 400, "request-invalid"),
        (b'{"a":' * 300 + b"1" + b"}" * 300, 422, "too-much-nesting"),
        (b'{"notes": ' + b"[" * 300 + b"]" * 300 + b"}", 422, "too-much-nesting"),
    ],
    ids=["not UTF-8", "deeper than JSON is read", "deep records", "deep lists"],
)
def test_what_is_sent_in_bad_faith_is_refused(client: TestClient, body: bytes, status: int, code: str) -> None:
    answer = client.post("/calculate", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["faults"][0]["code"]) == (status, code)


def test_look_ups(client: TestClient) -> None:
    found = client.get("/proxies/employment.jobseeker_into_work_society", params={"price_year": 2025})
    assert found.status_code == 200
    assert found.json()["amount"] == sroi.proxies.get("employment.jobseeker_into_work_society", price_year=2025).amount
    missing = client.get("/proxies/employment.no_such_value", params={"price_year": 2025})
    assert missing.status_code == 404
    assert missing.json()["faults"][0]["code"] == "proxy-not-found"


def test_the_published_schema_is_the_committed_one_and_takes_the_cases(client: TestClient) -> None:
    schema = client.get("/schemas/case").json()
    assert schema == json.loads((ROOT / "proxies" / "schema" / "case.schema.json").read_text("utf-8"))
    assert all(Draft202012Validator(schema).is_valid(posted(path)) for path in FILES)


def test_each_class_of_error_has_a_status() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, sroi.SroiError)]
    statuses = {kind.__name__: SERVICE.refuse(None, kind("why", code="a-code")).status_code for kind in kinds}
    assert len(kinds) > 5
    assert {name: status for name, status in statuses.items() if status != 422} == {
        "NotFoundError": 404,
        "MissingDependencyError": 501,
    }


@API.parametrize()
@settings(max_examples=30, derandomize=True)
def test_whatever_is_sent_the_answer_fits_what_is_published(case: schemathesis.Case) -> None:
    answer = case.call_and_validate(excluded_checks=[positive_data_acceptance])  # a case must hold together, which no schema says
    assert answer.status_code < 500


def test_threads_give_the_same_figures() -> None:
    alone = [fingerprint_of(path) for path in FILES] * 8
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(fingerprint_of, FILES * 8)) == alone


def test_processes_give_the_same_figures() -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        simulated = pool.submit(partial(sroi.simulate, seed=3), sroi.read_case(SMALL), 500).result()
    assert (simulated.draws["ratio"] == sroi.simulate(sroi.read_case(SMALL), 500, seed=3).draws["ratio"]).all()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_records_survive_pickling(path: Path) -> None:
    case = sroi.read_case(path)
    result = sroi.calculate(case)
    assert pickle.loads(pickle.dumps(case)) == case  # noqa: S301 - our own bytes
    again = pickle.loads(pickle.dumps(result))  # noqa: S301 - our own bytes
    assert again == result
    assert again.fingerprint == result.fingerprint


def test_errors_survive_pickling_with_all_their_faults() -> None:
    with pytest.raises(sroi.SroiError) as caught:
        sroi.read_case({"format": 1, "id": "a b"})
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert type(again) is type(caught.value)
    assert again.faults == caught.value.faults
    assert len(again.faults) > 3


def test_nothing_that_is_sent_is_changed() -> None:
    sent = posted(SMALL)
    before = json.dumps(sent)
    sroi.read_case(sent)
    assert json.dumps(sent) == before
