"""``check``, ``verify``, ``compare`` and ``bound``: may a figure be published, does it still hold, what lies behind it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sroi.assurance import check
from sroi.claims.bound import FIGURES, bound
from sroi.claims.compare import compare
from sroi.claims.manifest import read_manifest, verify
from sroi.cli.opening import add_file, add_folder, open_case, open_cases, open_catalogue
from sroi.cli.text import as_json
from sroi.documents.writing import writing
from sroi.errors import InvalidArgumentError, SroiError
from sroi.valuation import calculate

if TYPE_CHECKING:
    from argparse import Namespace

WELL, FOUND = 0, 1


def add(commands: Any) -> None:
    """Add the commands of this module."""
    one = commands.add_parser("check", help="what stands between a case and publication; exit code 1 for an error or a warning")
    add_file(one)
    one.add_argument("--json", action="store_true", help="print the findings as JSON")
    one.set_defaults(run=_check)
    two = commands.add_parser("verify", help="does a published figure still hold? exit code 1 where anything differs")
    two.add_argument("manifest", metavar="MANIFEST", help="manifest, .json")
    add_file(two)
    two.add_argument("--write", action="store_true", help="write the manifest of the case instead of reading one")
    two.add_argument("--json", action="store_true", help="print the differences as JSON")
    two.set_defaults(run=_verify)
    three = commands.add_parser("compare", help="from one case to another in pounds, and how their methods differ")
    three.add_argument("first", metavar="FIRST", help="case file to start from")
    three.add_argument("second", metavar="SECOND", help="case file to end at")
    add_folder(three)
    three.add_argument("--json", action="store_true", help="print the bridge as JSON")
    three.set_defaults(run=_compare)
    four = commands.add_parser(
        "bound", help="what a printed headline leaves open; exit code 1 where its figures contradict each other"
    )
    for name in FIGURES:
        four.add_argument(_option(name), metavar="PRINTED", help="as printed, such as £1:£40.90 or £250K")
    four.add_argument("--json", action="store_true", help="print the intervals as JSON")
    four.set_defaults(run=_bound)


def _check(options: Namespace) -> int:
    case, catalogue = open_case(options)
    found = check(case, catalogue=catalogue)
    print(as_json(found.to_dict()) if options.json else found)
    return WELL if found.publishable else FOUND


def _verify(options: Namespace) -> int:
    case, catalogue = open_case(options)
    if options.write:
        _refuse_other_files(Path(options.manifest))
        _write(options.manifest, calculate(case, catalogue=catalogue).manifest.text)
        print(f"{options.manifest}: manifest of {case.id}")
        return WELL
    found = verify(read_manifest(options.manifest), case, catalogue=catalogue)
    print(as_json(found.to_dict()) if options.json else found)
    return WELL if found.holds else FOUND


def _refuse_other_files(path: Path) -> None:
    """Let a manifest replace a manifest, and nothing else, so that no case is lost to two names the wrong way round."""
    if path.suffix.lower() != ".json":
        problem, fix = "a manifest is a .json file", "name it so: verify --write MANIFEST.json CASE.yaml"
        raise InvalidArgumentError(problem, code="manifest-not-json", where=str(path), fix=fix)
    if not path.exists():
        return
    try:
        read_manifest(path)
    except SroiError:
        problem, fix = "there is a file of this name that is no manifest", "give another name, or move that file away first"
        raise InvalidArgumentError(problem, code="file-exists", where=str(path), fix=fix) from None


def _write(name: str, text: str) -> None:
    with writing(name):
        Path(name).write_text(text, "utf-8", newline="\n")


def _compare(options: Namespace) -> int:
    catalogue = open_catalogue(options)
    first, second = open_cases([options.first, options.second], catalogue)
    bridge = compare(first, second, catalogue=catalogue)
    print(as_json(bridge.to_dict()) if options.json else bridge)
    return WELL


def _bound(options: Namespace) -> int:
    facts = {name: getattr(options, name) for name in FIGURES if getattr(options, name) is not None}
    if not facts:
        fix = "give at least one of " + ", ".join(map(_option, FIGURES))
        raise InvalidArgumentError("no figure is given", code="no-facts", where="bound", fix=fix)
    try:
        found = bound(facts)
    except SroiError as error:
        raise type(error).of(replace(one, where=_option(one.where)) for one in error.faults) from None
    print(as_json(found.to_dict()) if options.json else found)
    return WELL if found.consistent else FOUND


def _option(name: str) -> str:
    """Write the name of a figure as the option that gives it; any other place stays as it is."""
    return f"--{name.replace('_', '-')}" if name in FIGURES else name
