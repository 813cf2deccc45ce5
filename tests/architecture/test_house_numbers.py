"""The numbers the house keeps: short functions, small modules, everything public documented, one formula."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "sroi"
MODULES = sorted(SOURCE.rglob("*.py"))
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def body_lines(function: FUNCTION) -> int:
    """Lines from the first statement after the docstring to the last one."""
    statements = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1 if statements else 0


def bodies() -> dict[str, int]:
    return {
        f"{name_of(path)}:{node.lineno} {node.name}": body_lines(node)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, FUNCTION)
    }


def undocumented(tree: ast.Module) -> list[str]:
    """Public functions, classes and methods without a docstring (what is inside a function is not public)."""
    found = []
    rooms: list[tuple[str, ast.Module | ast.ClassDef]] = [("", tree)]
    while rooms:
        prefix, room = rooms.pop()
        for node in room.body:
            if not isinstance(node, FUNCTION | ast.ClassDef) or node.name.startswith("_"):
                continue
            if ast.get_docstring(node) is None and ast.unparse(node.body) != "...":  # overloads and protocols say it elsewhere
                found.append(prefix + node.name)
            if isinstance(node, ast.ClassDef):
                rooms.append((f"{prefix}{node.name}.", node))
    return found


def test_no_function_is_longer_than_forty_lines() -> None:
    assert {name: lines for name, lines in bodies().items() if lines > 40} == {}, "a function has at most 40 lines: split these"


def test_nine_functions_in_ten_have_at_most_twenty_lines() -> None:
    assert statistics.quantiles(bodies().values(), n=10)[-1] <= 20, "nine in ten have at most 20 lines: split the longest"


def test_half_of_the_functions_have_at_most_six_lines() -> None:
    assert statistics.median(bodies().values()) <= 6, "half of them have at most 6 lines: split those you added"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_has_at_most_450_lines(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= 450, (
        f"{name_of(path)} has {lines} lines, a module at most 450: move one of its subjects to a module of its own"
    )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_everything_public_is_documented(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), f"{name_of(path)} says nothing about itself: begin it with a docstring"
    assert undocumented(tree) == [], "these are public and have no docstring: write one, or begin the name with _"


def takes_off_deadweight(node: ast.AST) -> bool:
    """Whether an expression is ``1 - … deadweight …``."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and isinstance(node.left, ast.Constant)):
        return False
    return node.left.value == 1 and "deadweight" in ast.unparse(node.right)


def test_deadweight_is_taken_off_in_one_place() -> None:
    trees = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}
    found = [name_of(path) for path, tree in trees.items() for node in ast.walk(tree) if takes_off_deadweight(node)]
    assert found == ["formula.py"], "deadweight is taken off in formula.py alone, once: call it"
