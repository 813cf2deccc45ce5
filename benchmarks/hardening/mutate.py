"""Change one sign, number or comparison of a module at a time and see whether a test fails.

``python benchmarks/hardening/mutate.py MODULE TEST …``, such as ``sroi.formula tests/unit/test_formula.py tests/oracle``.
The files on disk stay as they are: a mutant lives in the memory of a child process only. It prints every mutant that all
the tests let live.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import signal
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np  # noqa: F401 - opened once here, so that a child need not
import pandas as pd  # noqa: F401 - likewise
import polars as pl  # noqa: F401 - likewise
import pytest

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 120
OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Pow: (ast.Mult,),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """Give the changed copies of one node."""
    if isinstance(node, ast.Constant) and not isinstance(node.value, str) and node.value is not ...:
        value = node.value
        changed = [not value] if isinstance(value, bool) else [value + 1, value - 1] if isinstance(value, int | float) else []
        yield from (ast.Constant(other) for other in changed)
    for field in ("op", "ops"):
        old = getattr(node, field, None)
        for place, one in enumerate(old if isinstance(old, list) else [old] if old else []):
            for other in OPERATORS.get(type(one), ()):
                new = copy.deepcopy(node)
                setattr(new, field, [*old[:place], other(), *old[place + 1 :]] if isinstance(old, list) else other())
                yield new
    if isinstance(node, ast.Call) and len(node.args) == 3 and ast.unparse(node.func) == "where":  # the choice turned round
        yield ast.Call(node.func, [node.args[0], node.args[2], node.args[1]], node.keywords)
    if isinstance(node, ast.UnaryOp):
        yield node.operand
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    if isinstance(node, ast.If):
        yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)


class Put(ast.NodeTransformer):
    """Put a changed node in the place of one."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().visit(node)


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Give what was changed, and the source with it."""
    lines = ast.unparse(ast.parse(source))
    tree = ast.parse(lines)
    for place, node in enumerate(list(ast.walk(tree))):
        for new in variants(node):
            other = ast.parse(lines)
            old = list(ast.walk(other))[place]
            text = ast.unparse(ast.fix_missing_locations(Put(old, new).visit(other)))
            if text != lines:
                pairs = zip(lines.splitlines(), text.splitlines(), strict=False)
                before, after = next(((a.strip(), b.strip()) for a, b in pairs if a != b), ("", ""))
                yield f"{before}\n    -> {after}", text


class Given(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Give a module from text in the place of its file."""

    def __init__(self, name: str, path: str, text: str) -> None:
        self.name, self.path, self.text = name, path, text

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:  # noqa: ARG002
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.name else None  # type: ignore[arg-type]

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:  # noqa: ARG002
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.text, self.path, "exec"), module.__dict__)  # noqa: S102 - the module itself, with one sign changed


def ends(name: str, path: str, text: str, tests: Sequence[str]) -> int:
    """Run the tests on a mutant in a child: 0 when it lives; killed by the clock counts as dead."""
    child = os.fork()
    if child == 0:
        signal.alarm(MOST_SECONDS)
        sys.meta_path.insert(0, Given(name, path, text))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *tests])))
    return os.waitpid(child, 0)[1]


def main(name: str, tests: Sequence[str]) -> int:
    """Try every mutant on one test file after the other; how many live through all."""
    warnings.simplefilter("ignore")
    path = str(ROOT / "src" / Path(*name.split("."))) + ".py"
    source = Path(path).read_text("utf-8")
    started = time.monotonic()
    if any(ends(name, path, ast.unparse(ast.parse(source)), [test]) for test in tests):
        print("the tests fail before anything is changed")
        return 1
    alive, tried = [], 0
    for said, text in mutants(source):
        tried += 1
        if all(ends(name, path, text, [test]) == 0 for test in tests):
            alive.append(said)
            print(f"ALIVE {said}", flush=True)
    print(f"{name}: {tried} mutants, {tried - len(alive)} killed, {len(alive)} alive, {time.monotonic() - started:.0f} s")
    return len(alive)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1], sys.argv[2:]) > 0)
