"""``map``: measurements to a case file, and the form to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sroi.catalogue.frameworks import read_framework
from sroi.cli.text import table
from sroi.errors import InvalidArgumentError
from sroi.mapping import case_text, map_measurements, write_case, write_template
from sroi.mapping.methods import MEANINGS, USUAL
from sroi.model.case import Case, InlineProxy
from sroi.model.text import plain_number

if TYPE_CHECKING:
    from argparse import Namespace

    from sroi.model.framework import Framework

WELL = 0
METHOD = ("id", "title", "price_year", "discount", "perspective")
MORE = ("timing", "part_years", "stage", "organisation", "area", "period")


def add(commands: Any) -> None:
    """Add the command of this module."""
    one = commands.add_parser("map", help="turn measurements into a case file, or write the form for them")
    one.add_argument("file", metavar="FILE", nargs="?", help="measurements: .csv, .xlsx, .yaml or .json")
    one.add_argument("--out", metavar="CASE", help="write the case to this .yaml file; without it the case is printed")
    one.add_argument("--inputs", metavar="FILE", help="table of inputs, unless the measurements bring them")
    one.add_argument("--framework", default=USUAL, help=f"id of a framework, or the .yaml file of one (default: {USUAL})")
    for name in (*METHOD, *MORE):
        one.add_argument(f"--{name.replace('_', '-')}", help=MEANINGS[name].replace("%", "%%"))
    one.add_argument("--template", metavar="FORM", help="write a form to fill in, .xlsx or .csv")
    one.add_argument("--force", action="store_true", help="write over a case or a form that is there already")
    one.add_argument("--measures", nargs="+", metavar="N", help="measures that the form asks for (default: all)")
    one.set_defaults(run=_map)


def _map(options: Namespace) -> int:
    framework = _framework(options.framework)
    if not options.force:
        _refuse_existing(options.template or options.out, "--template" if options.template else "--out")
    if options.template:
        write_template(options.template, framework=framework, measures=options.measures)
        print(f"wrote {options.template}: fill it in, then {_next_command(options)}")
        return WELL
    if not options.file:
        fix = "give a file of measurements, or --template FORM.xlsx for a form"
        raise InvalidArgumentError("there is nothing to map", code="no-file", where="sroi map", fix=fix)
    case = map_measurements(
        options.file,
        inputs=options.inputs,
        framework=framework,
        method={name: value for name in MORE if (value := getattr(options, name)) is not None},
        **{name: getattr(options, name) for name in METHOD},
    )
    if options.out:
        write_case(case, options.out)
    print(f"{summary(case)}\n\nwrote {options.out}" if options.out else case_text(case).rstrip("\n"))
    return WELL


def _next_command(options: Namespace) -> str:
    """Write the command that reads a form back; a .csv file has no place for the method nor for the inputs."""
    framework = "" if options.framework == USUAL else f" --framework {options.framework}"
    command = f"sroi map {options.template}{framework} --out case.yaml"
    if not options.template.lower().endswith(".csv"):
        return command
    year, discount = options.price_year or "2025/26", options.discount or "green-book-2026"
    inputs = options.inputs or "inputs.csv"
    more = "" if options.inputs else f"\n(write what was put in to {inputs}, with the columns stakeholder, title and amount)"
    return f"{command} --price-year {year} --discount {discount} --inputs {inputs}{more}"


def _refuse_existing(path: str | None, option: str) -> None:
    """Keep what is there: a form that somebody filled in, or a case that somebody edited, cannot be made again."""
    if path and Path(path).exists():
        fix = "give another name, or --force to write over it"
        raise InvalidArgumentError(f"'{path}' is there already", code="file-exists", where=option, fix=fix)


def _framework(name: str) -> str | Framework:
    return read_framework(name) if name.lower().endswith((".yaml", ".yml", ".json")) else name


def summary(case: Case) -> str:
    """Write the lines of a case, then what must be said of them and of the whole."""
    rows = [[line.id, plain_number(line.quantity.value), line.unit, line.stakeholder] for line in case.outcomes]
    said = [f"{line.id}: {line.note}" for line in case.outcomes if line.note]
    own = [f"{line.id}: valued by an amount of the case" for line in case.outcomes if isinstance(line.proxy, InlineProxy)]
    return "\n".join(
        [case.title, "", table(["line", "quantity", "unit", "stakeholder"], rows, right=[1]), "", *case.notes, *said, *own]
    )
