"""Every Python block of the README and the docs runs, and every console block prints what it says.

The blocks of one file run in order, in one namespace, in a folder that looks like the root of the repository.
What a Python block prints stands below it in a block ``text title="prints"``, or is left out.
A block that is not meant to run says so: ``title="not run"``. A YAML block whose title is the name of a file is saved
under it before the blocks that follow, as its reader would.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from sroi.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>python|console|yaml)(?P<title>[^\n]*)\n(?P<code>.*?)^(?P=indent)```",
    re.DOTALL | re.MULTILINE,
)
PRINTS = re.compile(r'```\n\n```text title="prints"\n(.*?)^```', re.DOTALL | re.MULTILINE)
FILE_NAME = re.compile(r'title="([^"/]+\.yaml)"')
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Block(NamedTuple):
    """One fenced block: its language, what else stands behind that, the line it starts on, and its text."""

    language: str
    title: str
    line: int
    code: str


def fences(page: Path) -> Iterator[Block]:
    """Each block of a page that is code, a command or YAML."""
    text = page.read_text("utf-8")
    for found in FENCE.finditer(text):
        code = re.sub(rf"^{found['indent']}", "", found["code"], flags=re.MULTILINE)
        yield Block(found["language"], found["title"], text.count("\n", 0, found.start("code")) + 1, code)


def blocks(page: Path, language: str) -> Iterator[Block]:
    """Each block of a language that is meant to run."""
    return (block for block in fences(page) if block.language == language and "not run" not in block.title)


def followed(page: Path, language: str) -> Iterator[Block]:
    """Give the same to somebody who reads from the top and saves each file that has a name."""
    wanted = list(blocks(page, language))
    for block in fences(page):
        if name := FILE_NAME.search(block.title):
            Path(name[1]).write_text(block.code, "utf-8")
        if block in wanted:
            yield block


def pages(language: str) -> list[Path]:
    return [page for page in PAGES if any(blocks(page, language))]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that holds what the repository's root holds, and may be written to."""
    for entry in ROOT.iterdir():
        if not entry.name.startswith("."):
            (tmp_path / entry.name).symlink_to(entry)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_python(code: str, place: str, line: int, namespace: dict[str, object]) -> int:
    """Run one block, as a session when it is written as one; return how many of its examples failed."""
    if ">>>" not in code:
        exec(compile("\n" * (line - 1) + code, place, "exec"), namespace)  # noqa: S102 (the documents are ours)
        return 0
    test = doctest.DocTestParser().get_doctest(code, namespace, place, place, line - 1)
    outcome = doctest.DocTestRunner(optionflags=FLAGS).run(test, clear_globs=False)
    namespace.update(test.globs)
    return outcome.failed


@pytest.mark.parametrize("page", pages("python"), ids=name_of)
def test_python_blocks(page: Path, checkout: Path) -> None:
    assert Path.cwd() == checkout
    namespace: dict[str, object] = {"__name__": "__main__"}
    failed = {one.line: run_python(one.code, str(page), one.line, namespace) for one in followed(page, "python")}
    assert not any(failed.values()), failed


@pytest.mark.parametrize("page", [page for page in PAGES if PRINTS.search(page.read_text("utf-8"))], ids=name_of)
def test_what_a_python_block_prints_stands_below_it(page: Path, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Path.cwd() == checkout
    namespace: dict[str, object] = {"__name__": "__main__"}
    text = page.read_text("utf-8")
    for block in FENCE.finditer(text):
        if block["language"] == "python":
            run_python(block["code"], str(page), 1, namespace)
            printed, said = capsys.readouterr().out, PRINTS.match(text, block.end() - 3)
            assert said is None or doctest.OutputChecker().check_output(said[1], printed, FLAGS), printed


@pytest.mark.parametrize("page", pages("console"), ids=name_of)
def test_console_blocks(page: Path, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Path.cwd() == checkout
    checker, code = doctest.OutputChecker(), 0
    for block in followed(page, "console"):
        for command, expected in re.findall(r"^\$ ([^\n]*)\n((?:(?!\$ )[^\n]*\n)*)", block.code, re.MULTILINE):
            if command == "echo $?":
                printed = f"{code}\n"
            else:
                code, printed = leave(command), capsys.readouterr().out
            assert checker.check_output(expected, printed, FLAGS), f"{page}:{block.line} $ {command}{os.linesep}{printed}"


def leave(command: str) -> int:
    """Run one command of the command line in this process; return its exit code."""
    name, *words = shlex.split(command)
    assert name == "sroi"
    try:
        return main(words)
    except SystemExit as stopped:
        return int(stopped.code or 0)


LANGUAGES = {
    "python": "run",
    "console": "run",
    "yaml": "read",
    "py": "a notebook's, run there",
    "bash": "run by .ci/run",
    "sh": "",
    "text": "",
}
"""What a block may be written in, and what becomes of it here."""


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_says_what_it_is(page: Path) -> None:
    fences = re.findall(r"^ *```([^\n]*)\n.*?^ *```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert [fence for fence in fences if fence.split(" ")[0] not in LANGUAGES] == []
    assert page.parent.name == "notebooks" or "py" not in fences


@pytest.mark.parametrize("page", pages("yaml"), ids=name_of)
def test_yaml_blocks_are_yaml(page: Path) -> None:
    assert all(isinstance(yaml.safe_load(block.code), dict | list) for block in blocks(page, "yaml"))
