"""``report``: a page, a workbook, Markdown or rows, for one case or a portfolio of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi.cli.opening import add_folder, open_cases, open_catalogue
from sroi.cli.text import whole_number
from sroi.report.dossier import DRAWS, SEED
from sroi.report.writing import write

if TYPE_CHECKING:
    from argparse import Namespace

WELL = 0
OUT = "file to write: .html, .md, .xlsx, .csv or .parquet; one that is there is written over, since it can be made again"


def add(commands: Any) -> None:
    """Add the command of this module."""
    one = commands.add_parser("report", help="write a report, a workbook or a table of rows; several cases make a portfolio")
    one.add_argument("files", metavar="FILE", nargs="+", help="case files")
    add_folder(one)
    one.add_argument("--out", metavar="REPORT", required=True, help=OUT)
    one.add_argument("--draws", type=whole_number, default=DRAWS, metavar="N", help=f"cases drawn for the range ({DRAWS})")
    one.add_argument("--seed", type=whole_number, default=SEED, metavar="N", help=f"the same seed gives the same report ({SEED})")
    one.set_defaults(run=_report)


def _report(options: Namespace) -> int:
    catalogue = open_catalogue(options)
    cases = open_cases(options.files, catalogue)
    path = write(cases, options.out, draws=options.draws, seed=options.seed, catalogue=catalogue)
    print(f"wrote {path}")
    return WELL
