"""``tender``: score bids as the tender says, explain a point, and see whether the winner holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi.cli.text import as_json, table, whole_number
from sroi.errors import InvalidArgumentError
from sroi.model.text import money_text, number_text
from sroi.procurement import Scores, read_bids, read_tender, robustness, score, write_bid_form

if TYPE_CHECKING:
    from argparse import Namespace

    from sroi.procurement import Bid, Tender

WELL = 0
DRAWS = 10_000


def add(commands: Any) -> None:
    """Add the command of this module."""
    one = commands.add_parser("tender", help="score the bids for a tender, or write the form for bidders")
    one.add_argument("file", metavar="TENDER", help="the tender: .yaml or .json")
    one.add_argument("bids", metavar="BIDS", nargs="*", help="tables of bids or returned forms: .csv or .xlsx")
    one.add_argument("--form", metavar="FORM", help="write the form for bidders to this .xlsx file")
    one.add_argument(
        "--explain", nargs=2, metavar=("BID", "MEASURE"), help="say where the points of a bid for a measure come from"
    )
    one.add_argument("--robust", action="store_true", help="score again over everything that could defensibly be otherwise")
    one.add_argument("--draws", type=whole_number, default=DRAWS, help=f"how many re-scorings (default: {DRAWS})")
    one.add_argument("--seed", type=whole_number, default=1, help="seed of the re-scorings (default: 1)")
    one.add_argument("--json", action="store_true", help="print the scores as JSON")
    one.set_defaults(run=_tender)


def _tender(options: Namespace) -> int:
    tender = read_tender(options.file)
    if options.form:
        write_bid_form(tender, options.form)
        print(f"wrote {options.form}: bidders fill it in, then sroi tender {options.file} {options.form}")
        return WELL
    if not options.bids:
        fix = "give tables of bids, or --form FORM.xlsx for a form"
        raise InvalidArgumentError("there is nothing to score", code="no-file", where="sroi tender", fix=fix)
    bids = [bid for path in options.bids for bid in read_bids(path, tender)]
    print(_said(options, tender, bids))
    return WELL


def _said(options: Namespace, tender: Tender, bids: list[Bid]) -> str:
    scores = score(tender, bids)
    if options.explain:
        return scores.explain(*options.explain)
    if options.json:
        return as_json({"tender": tender.id, "bids": scores.totals(), "lines": scores.rows()})
    if not options.robust:
        return scores_text(scores)
    lots = dict.fromkeys(bid.lot for bid in bids)
    held = [robustness(tender, bids, draws=options.draws, seed=options.seed, lot=lot).text for lot in lots]
    return "\n\n".join([scores_text(scores), *held])


def scores_text(scores: Scores) -> str:
    """Write a row for each bid, and below it what a panel should look at."""
    head = ["rank", "bid", "price", "quality", "core", "added", "points", "core value", "added value"]
    rows = [_row(row, scores.tender) for row in scores.totals()]
    flags = [f"{one.bid.id}: {flag.text}" for one in scores.bids for flag in one.flags]
    return "\n".join([scores.tender.title, "", table(head, rows, right=range(2, len(head))), *([""] if flags else []), *flags])


def _row(row: dict[str, Any], tender: Tender) -> list[str]:
    points = [number_text(row[name]) for name in ("price_points", "quality_points", "core_points", "added_points", "points")]
    values = [money_text(row[name], tender.currency) for name in ("core_value", "added_value")]
    name = f"{row['lot']}: {row['bid']}" if row["lot"] else row["bid"]
    return ["-" if row["rank"] is None else str(row["rank"]), name, *points, *values]
