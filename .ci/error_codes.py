"""Read the code of every error out of the source, with the words that stand beside it, and write the page of them.

Nothing is run: a code is the word with hyphens that is handed to an error or a fault, next to its sentence. What a
sentence fills in is shown by its name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sroi import errors
from sroi.tables.contract import COLUMNS

SOURCE = Path(__file__).parent.parent / "src" / "sroi"
CODE_WORDS_FIX = 3
"""How long a tuple of code, sentence and fix is."""

CODE = re.compile(r"[a-z0-9<>_]+(-[a-z0-9<>_]+)*")
FILLED, SLANTED = re.compile("<([^>]*)>"), r"*\1*"
KIND, MARKED = re.compile("([A-Z][A-Za-z]+Error)"), r"`\1`"
KINDS = {"Note": "a note on a simulation", "Flag": "a flag for the panel"}
"""What carries a code besides errors and faults."""

ERRORS = {name for name in vars(errors) if name.endswith("Error")}
PLAIN = {"Fault", "Flag", "Note", "Trap", "fault", "refuse"}
"""Calls whose first word is a code even without a hyphen."""

APART = ("assurance", "testing", "report")
"""Rooms whose words with hyphens are not codes of errors, beside those given as ``code=``."""

TITLES = {
    "documents": "Files and their text",
    "reading": "Case files and workbooks of others",
    "model": "What a record may hold",
    "catalogue": "Proxies, sources, frameworks and indices",
    "prices": "Price years and discounting",
    "valuation": "Valuing a case",
    "mapping": "Measurements",
    "tables": "Tables of lines",
    "uncertainty": "Uncertainty",
    "local_economy": "Money in a place",
    "assurance": "Checks and corrections",
    "claims": "Claims and manifests",
    "procurement": "Tenders, bids and deliveries",
    "report": "Reports and workbooks written",
    "testing": "Helpers for tests",
    "cli": "The command",
}

HEAD = """# Error codes

Every error of the library is an `SroiError` with `faults`; each has a `code`, the sentence shown here, `where` it is and a
`fix`. Codes are stable, sentences are not. The command prints all faults and leaves with 2; which HTTP status fits which
class says [the guide on embedding](../guides/embed.md#errors-and-statuses). What `sroi check` finds in a sound case stands
on the page of [finding codes](finding_codes.md).

This page is read out of the source by `python .ci/generate.py`. *Slanted* words stand for what a message fills in. Where no class
is given, several readers collect the fault and the file decides: `InvalidCaseError` for cases, `InvalidDataError` for data,
`InvalidArgumentError` for arguments. A value that pydantic refuses for a reason of its own keeps pydantic's word for it, such as
`string-pattern-mismatch`.
"""

IN_A_TABLE = """
With `on_invalid="flag"` the column `problem` of a table of lines holds one of these, or nothing:

"""


class Told(NamedTuple):
    """One code with its sentence and, where it is raised on the spot, the class of the error."""

    code: str
    says: str
    kind: str = ""

    @property
    def row(self) -> str:
        """The row of a table, with what is filled in slanted; what only names a kind of thing says that it is not one."""
        bare = self.code.startswith("not-a-") and self.says.startswith("a ") and not {"is", "cannot"} & set(self.says.split())
        says = f"not {self.says}" if bare else self.says or self.code.replace("-", " ")
        return f"| `{self.code}` | {FILLED.sub(SLANTED, says.replace('><', '> <'))} | {KIND.sub(MARKED, self.kind)} |"


def error_codes() -> str:
    """Return the page: a table for each room."""
    parts = [HEAD]
    for room, title in TITLES.items():
        told = {one.code: one for path in files(room) for one in codes(path)}
        parts += [f"\n## {title}\n\n{table(told)}"] if told else []
        parts += [IN_A_TABLE + ", ".join(f"`{code}`" for code in line_problems()) + "\n"] if room == "tables" else []
    return "".join(parts)


def files(room: str) -> list[Path]:
    """Return the modules of a room."""
    return sorted((SOURCE / room).rglob("*.py"))


def table(told: dict[str, Told]) -> str:
    """Write one room's codes in alphabetical order."""
    rows = [one.row for _, one in sorted(told.items())]
    return "\n".join(["| code | says | class |", "| --- | --- | --- |", *rows]) + "\n"


def line_problems() -> list[str]:
    """Return what may be wrong with a line of a table: the questions asked of every column."""
    names = [(column.name.replace("_", "-"), column.whole) for column in COLUMNS if column.name != "part_years"]
    asked = [
        f"{name}-{what}" for name, whole in names for what in ("missing", "not-finite", "out-of-range", *["not-whole"] * whole)
    ]
    proxies = ("proxy-missing", "proxy-not-found", "proxy-not-usable")
    return sorted([*asked, *proxies, "horizon-too-short", "part-years-missing", "part-years-unknown"])


def codes(path: Path) -> Iterator[Told]:
    """Find every code in a module."""
    tree = ast.parse(path.read_text("utf-8"))
    for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]:
        words = Words(scope)
        for node in ast.walk(scope):
            yield from handed(node, words, anywhere=path.parent.name not in APART)


class Words:
    """The texts of one function, by the names given to them and where."""

    def __init__(self, scope: ast.AST) -> None:
        """Read what the function gives names to, pair by pair."""
        assigns = [node for node in ast.walk(scope) if isinstance(node, ast.Assign)]
        pairs = [pair for node in assigns for pair in _pairs(node.targets[0], node.value)]
        self.given = [(name.lineno, name.id, value) for name, value in pairs if isinstance(name, ast.Name)]

    def of(self, node: ast.AST) -> str | None:
        """Read a text: a constant, one with places to fill, or the name last given to one above."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.Name):
            last = self._last(node)
            return None if last is node else self.of(last)
        if isinstance(node, ast.JoinedStr):
            return "".join(part.value if isinstance(part, ast.Constant) else f"<{filled(part)}>" for part in node.values)
        return None

    def each(self, node: ast.AST) -> Iterator[str]:
        """Give every code that an expression may come to: one of two, or one of a table."""
        last = self._last(node.value if isinstance(node, ast.Subscript) else node)
        parts = [last.body, last.orelse] if isinstance(last, ast.IfExp) else last.values if isinstance(last, ast.Dict) else [last]
        yield from (code for part in parts if (code := self.of(part)) and CODE.fullmatch(code))

    def _last(self, node: ast.AST) -> ast.AST:
        above = [
            value for line, name, value in self.given if isinstance(node, ast.Name) and name == node.id and line < node.lineno
        ]
        return above[-1] if above else node


def _pairs(target: ast.AST, value: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]


def filled(part: ast.AST) -> str:
    """Name what is filled in: the last name of the expression, and not the functions that shape it."""
    if isinstance(part, ast.Name):
        return part.id.strip("_")
    if isinstance(part, ast.Attribute) and not part.attr.startswith("__"):
        return part.attr
    called = [part.func.value] if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) else []
    inner = [*called, *part.args] if isinstance(part, ast.Call) else list(ast.iter_child_nodes(part))
    return next((name for one in inner if (name := filled(one))), "")


def handed(node: ast.AST, words: Words, *, anywhere: bool) -> Iterator[Told]:
    """Find the codes that one call or tuple carries."""
    call = (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
    kind = call if call in ERRORS else KINDS.get(call, "")
    for keyword in node.keywords if isinstance(node, ast.Call) else ():
        for code in words.each(keyword.value) if keyword.arg == "code" else ():
            yield Told(code, words.of(node.args[0]) or "" if node.args else "", kind)
    row = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
    row = row[1:] if call == "Trap" else row  # whose first word is the pattern that it falls for
    for place, (first, second) in enumerate(pairwise(row)) if anywhere or call in PLAIN else ():
        says = words.of(second) or ""
        plain = place == 0 and (call in PLAIN or (len(row) == CODE_WORDS_FIX and isinstance(second, ast.JoinedStr)))
        yield from (Told(code, says, kind) for code in words.each(first) if " " in says and (plain or "-" in code))
