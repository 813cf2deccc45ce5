"""What must be true of the repository's own files: its data licences, its tests, its generated files, its words."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from sroi.catalogue.loading import refuse_faults
from sroi.errors import Fault, InvalidDataError

ROOT = Path(__file__).parents[2]
MADE = re.compile(r"^(\.(?!ci$|gitignore$).*|__pycache__|build|dist|site|mutants|.*\.egg-info|metastore_db|spark-warehouse)$")
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SOURCES = sorted((ROOT / "proxies" / "sources").glob("*.yaml"))
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def repository_files(folder: Path = ROOT) -> list[Path]:
    """Every file that could be committed: all but what tools make."""
    found = []
    for path in sorted(folder.iterdir()):
        if not MADE.match(path.name):
            found += repository_files(path) if path.is_dir() else [path]
    return found


def script(name: str) -> ModuleType:
    """Load one of the scripts beside ``.ci/run``, which find each other there."""
    if str(ROOT / ".ci") not in sys.path:
        sys.path.append(str(ROOT / ".ci"))
    spec = importlib.util.spec_from_file_location(f"ci_{name}", ROOT / ".ci" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def makes_a_claim(node: ast.AST) -> bool:
    """Whether a statement can fail a test: an assert, ``pytest.raises``, or a helper whose name starts with assert."""
    if isinstance(node, ast.Assert):
        return True
    name = ast.unparse(node.func).split(".")[-1] if isinstance(node, ast.Call) else ""
    return name in {"raises", "warns"} or name.startswith("assert")


def test_every_test_asserts_something() -> None:
    silent = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in TESTS
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, FUNCTION) and node.name.startswith("test_") and not any(map(makes_a_claim, ast.walk(node)))
    ]
    assert silent == [], "these tests assert nothing: say what must be true"


def test_no_test_is_skipped() -> None:
    words = re.compile(r"pytest\.(?:skip|xfail|importorskip)|mark\.(?:skip|xfail)")
    assert [path for path in TESTS if words.search(path.read_text("utf-8")) and path != Path(__file__)] == []


def test_test_files_have_names_of_their_own() -> None:
    names = Counter(path.name for path in TESTS if path.name.startswith("test_"))
    assert {name: count for name, count in names.items() if count > 1} == {}


def test_no_file_names_a_machine_or_a_package_index() -> None:
    words = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w|/tmp/\w|" + "|".join(["py" + r"pi\.org", "python" + "hosted"]))
    texts = {path: path.read_text("utf-8", errors="replace") for path in repository_files() if path != Path(__file__)}
    assert len(texts) > 100
    assert {str(path): found[0] for path, text in texts.items() if (found := words.search(text))} == {}


def test_nothing_is_left_unfinished() -> None:
    words = re.compile("TO" + r"DO\b|FIX" + r"ME\b|XX" + r"X\b|raise NotImplementedError")
    files = [path for path in repository_files() if path.suffix in {".py", ".md", ".toml", ".cff"} and path != Path(__file__)]
    texts = {path: path.read_text("utf-8") for path in files}
    assert {str(path): found[0] for path, text in texts.items() if (found := words.search(text))} == {}


@pytest.mark.parametrize("which", ["one", "two"])
def test_a_command_of_the_readme_is_one_line(which: str) -> None:
    line = script("readme_command").command(which)
    assert line.startswith("python3 -m pip install ")
    assert line.count("&&") == 1


def test_the_data_licence_file_names_every_source_that_may_be_passed_on() -> None:
    table = (ROOT / "LICENSE-DATA").read_text("utf-8").split("id | licence | source\n")[1]
    licences = {line.split(" | ")[0]: line.split(" | ")[1] for line in table.splitlines()}
    sources = [yaml.safe_load(path.read_text("utf-8")) for path in SOURCES]
    wanted = {source["id"]: source["licence"] for source in sources if source["redistribution"] == "yes"}
    assert licences == wanted, "run python3 .ci/generate.py"


def test_generated_files_are_as_committed() -> None:
    texts = script("generate").generated()
    stale = [path.name for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text]
    assert len(texts) > 1
    assert stale == [], "run python3 .ci/generate.py"


def test_a_fault_of_the_data_is_printed_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    generate = script("generate")
    faults = [Fault("missing", "locator is missing", f"proxies/values/{name}.yaml, line 13", "write it") for name in "ab"]
    monkeypatch.setattr(generate, "generated", lambda: refuse_faults(faults, InvalidDataError))
    assert generate.main() == 2
    printed = capsys.readouterr().err
    assert [name for name in "ab" if f"{name}.yaml, line 13" in printed] == ["a", "b"]
    assert "Traceback" not in printed


def test_every_source_file_is_formatted_text() -> None:
    texts = {path: path.read_bytes() for path in repository_files() if path.suffix in {".py", ".md", ".yaml", ".toml"}}
    faulty = [str(path) for path, text in texts.items() if b"\r" in text or text.startswith(b"\xef\xbb\xbf")]
    assert faulty == []


def test_the_version_is_the_same_everywhere() -> None:
    version = importlib.metadata.version("sroi")
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == version
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"] == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_links_and_paths_of_the_front_pages_exist(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    paths = re.findall(r"`((?:docs|proxies|src|tests|benchmarks|notebooks|\.ci)/[\w./-]+)`", text)
    assert [path for path in links + paths if not (ROOT / path).exists()] == [], f"{name} names these, and they do not exist"
