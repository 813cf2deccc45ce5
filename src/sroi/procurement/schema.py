"""The JSON Schemas of tender and bid files, made from the records that read them.

``python -m sroi.procurement.schema``, run at the top of the repository, writes them anew; with ``--check`` it only
says whether the committed ones are still the same.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sroi.model.base import Record
from sroi.model.schema import DIALECT, _WithoutBlanks
from sroi.procurement.bids import Bid
from sroi.procurement.tenders import Tender

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path("proxies/schema")
FILES: dict[str, type[Record]] = {"tender.schema.json": Tender, "bid.schema.json": Bid}


def tender_schema() -> dict[str, Any]:
    """Return the JSON Schema, draft 2020-12, of a tender file.

    >>> "weights" in tender_schema()["required"]
    True
    """
    return _schema(Tender)


def bid_schema() -> dict[str, Any]:
    """Return the JSON Schema, draft 2020-12, of a bid file.

    >>> bid_schema()["required"]
    ['id', 'bidder']
    """
    return _schema(Bid)


def _schema(record: type[Record]) -> dict[str, Any]:
    return {"$schema": DIALECT, **record.model_json_schema(schema_generator=_WithoutBlanks)}


def schema_text(record: type[Record]) -> str:
    """Return a schema as it is committed.

    >>> schema_text(Bid)[:1]
    '{'
    """
    return json.dumps(_schema(record), indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the schemas, or with ``--check`` compare them; 1 when one differs, else 0."""
    parser = argparse.ArgumentParser(
        prog="python -m sroi.procurement.schema", description="Write the schemas of tenders and bids."
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"where they stand; {FOLDER.as_posix()} by default")
    asked = parser.parse_args(arguments)
    if asked.check:
        return int(any(_differs(asked.folder / name, record) for name, record in FILES.items()))
    for name, record in FILES.items():
        (asked.folder / name).write_text(schema_text(record), "utf-8", newline="\n")
    return 0


def _differs(path: Path, record: type[Record]) -> bool:
    return not path.is_file() or path.read_text("utf-8") != schema_text(record)


if __name__ == "__main__":
    sys.exit(main())
