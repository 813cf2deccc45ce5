"""``check``, ``verify``, ``compare`` and ``bound``: may a figure be published, does it still hold, what lies behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sroi.assurance import check
from sroi.claims.bound import FIGURES, bound
from sroi.claims.compare import compare
from sroi.claims.manifest import read_manifest, verify
from sroi.cli.text import as_json
from sroi.errors import FileUnreadableError, InvalidArgumentError
from sroi.reading import read_case
from sroi.valuation import calculate

if TYPE_CHECKING:
    from argparse import Namespace

WELL, FOUND = 0, 1


def add(commands: Any) -> None:
    """Add the commands of this module."""
    one = commands.add_parser("check", help="what stands between a case and publication; exit code 1 for an error or a warning")
    one.add_argument("file", metavar="FILE", help="case file")
    one.add_argument("--json", action="store_true", help="print the findings as JSON")
    one.set_defaults(run=_check)
    two = commands.add_parser("verify", help="does a published figure still hold? exit code 1 where anything differs")
    two.add_argument("manifest", metavar="MANIFEST", help="manifest, .json")
    two.add_argument("file", metavar="FILE", help="case file")
    two.add_argument("--write", action="store_true", help="write the manifest of the case instead of reading one")
    two.add_argument("--json", action="store_true", help="print the differences as JSON")
    two.set_defaults(run=_verify)
    three = commands.add_parser("compare", help="from one case to another in pounds, and how their methods differ")
    three.add_argument("first", metavar="FIRST", help="case file to start from")
    three.add_argument("second", metavar="SECOND", help="case file to end at")
    three.add_argument("--json", action="store_true", help="print the bridge as JSON")
    three.set_defaults(run=_compare)
    four = commands.add_parser(
        "bound", help="what a printed headline leaves open; exit code 1 where its figures contradict each other"
    )
    for name in FIGURES:
        four.add_argument(f"--{name.replace('_', '-')}", metavar="PRINTED", help="as printed, such as £1:£40.90 or £250K")
    four.add_argument("--json", action="store_true", help="print the intervals as JSON")
    four.set_defaults(run=_bound)


def _check(options: Namespace) -> int:
    found = check(read_case(options.file))
    print(as_json(found.to_dict()) if options.json else found)
    return WELL if found.publishable else FOUND


def _verify(options: Namespace) -> int:
    case = read_case(options.file)
    if options.write:
        _write(options.manifest, calculate(case).manifest.text)
        print(f"{options.manifest}: manifest of {case.id}")
        return WELL
    found = verify(read_manifest(options.manifest), case)
    print(as_json(found.to_dict()) if options.json else found)
    return WELL if found.holds else FOUND


def _write(name: str, text: str) -> None:
    try:
        Path(name).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        problem = f"the file cannot be written: {error.strerror}"
        raise FileUnreadableError(problem, code="file-not-writable", where=name, fix="choose another place") from None


def _compare(options: Namespace) -> int:
    bridge = compare(read_case(options.first), read_case(options.second))
    print(as_json(bridge.to_dict()) if options.json else bridge)
    return WELL


def _bound(options: Namespace) -> int:
    facts = {name: getattr(options, name) for name in FIGURES if getattr(options, name) is not None}
    if not facts:
        fix = "give at least one of " + ", ".join(f"--{name.replace('_', '-')}" for name in FIGURES)
        raise InvalidArgumentError("no figure is given", code="no-facts", where="bound", fix=fix)
    found = bound(facts)
    print(as_json(found.to_dict()) if options.json else found)
    return WELL if found.consistent else FOUND
