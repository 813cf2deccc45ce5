"""Write down every public name with its signature, so that a change of a promise is seen in the diff.

``python .ci/public_names.py`` writes ``tests/architecture/public_names.txt`` anew. It reads the source and runs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import griffe

ROOT = Path(__file__).parent.parent
PINNED = ROOT / "tests" / "architecture" / "public_names.txt"
NONE = griffe.Docstring("")
ROOMS = ["", *(f".{room}" for room in ("model.case", "errors", "proxies", "frameworks", "reading", "catalogue", "local_economy"))]
ROOMS += [f".{room}" for room in ("tables", "mapping", "uncertainty", "assurance", "claims", "procurement", "report", "testing")]


def public_names() -> str:
    """Return a line for each public name of each room: what it is, what it takes and what it gives back."""
    lines: list[str] = []
    for room, names in _rooms():
        lines += [f"[sroi{room}]", *(line for name, found in names for line in _lines(name, found)), ""]
    return "\n".join(lines)


def without_example() -> list[str]:
    """Return each public function whose docstring shows no example."""
    found = [(f"sroi{room}.{name}", _target(one)) for room, names in _rooms() for name, one in names]
    return [name for name, one in found if isinstance(one, griffe.Function) and ">>>" not in (one.docstring or NONE).value]


def _rooms() -> Iterator[tuple[str, list[tuple[str, griffe.Object | griffe.Alias]]]]:
    """Give each room with what it makes public, by name."""
    package = griffe.load("sroi", search_paths=[str(ROOT / "src")], resolve_aliases=True)
    for room in ROOMS:
        module = package[room[1:]] if room else package
        names = module.exports or [name for name, member in module.members.items() if _is_own(name, member)]
        yield room, [(name, module[name]) for name in sorted(map(str, names))]


def _is_own(name: str, member: griffe.Object | griffe.Alias) -> bool:
    return not name.startswith("_") and not member.is_alias


def _target(found: griffe.Object | griffe.Alias) -> griffe.Object | griffe.Alias:
    return found.final_target if isinstance(found, griffe.Alias) else found


def _lines(name: str, found: griffe.Object | griffe.Alias) -> Iterator[str]:
    here = _target(found)
    if isinstance(here, griffe.Function):
        yield _signature(name, here)
    elif isinstance(here, griffe.Class):
        yield f"class {name}({', '.join(map(str, here.bases))})"
        for inner, member in sorted(here.members.items()):
            if not inner.startswith("_") or inner == "__init__":
                yield from ("    " + line for line in _lines(inner, member))
    elif isinstance(here, griffe.Attribute):
        yield f"{name}: {here.annotation}" if here.annotation else f"{name} = {here.value}"
    else:
        yield f"module {name}"


def _signature(name: str, function: griffe.Function) -> str:
    kinds = sorted(function.labels & {"property", "cached", "classmethod", "staticmethod"})
    mark = f"@{' '.join(kinds)} " if kinds else ""
    return f"{mark}{name}({', '.join(_parameters(function))}) -> {function.returns}"


def _parameters(function: griffe.Function) -> Iterator[str]:
    """Write each parameter, with the star and the stroke that part the kinds."""
    before = None
    stars = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}
    for one in function.parameters:
        if before is griffe.ParameterKind.positional_only and one.kind is not before:
            yield "/"
        if one.kind is griffe.ParameterKind.keyword_only and before not in {one.kind, griffe.ParameterKind.var_positional}:
            yield "*"
        default = f" = {one.default}" if one.default is not None and one.kind not in stars else ""
        yield f"{stars.get(one.kind, '')}{one.name}" + (f": {one.annotation}" if one.annotation else "") + default
        before = one.kind


if __name__ == "__main__":
    PINNED.write_text(public_names(), "utf-8", newline="\n")
