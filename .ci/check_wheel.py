"""Check what is in a built wheel: the code, its types, the whole data folder and the licences, and nothing else."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parent.parent
DATA = "sroi/_proxies/"
ROOMS = {"values", "sources", "frameworks", "indices", "published", "claims", "schema", "tables", "units.yaml", "edition.yaml"}


def expected() -> set[str]:
    """Return the files that the wheel must hold, by their names inside it."""
    code = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*") if path.is_file()}
    data = {DATA + path.relative_to(ROOT / "proxies").as_posix() for path in (ROOT / "proxies").rglob("*") if path.is_file()}
    return {name for name in code | data if "__pycache__" not in name}


def faults(wheel: Path) -> list[str]:
    """Return a line for everything that is missing from the wheel or should not be in it."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    inside = {name for name in names if ".dist-info/" not in name}
    notices = {PurePosixPath(name).name for name in names - inside}
    rooms = {name.removeprefix(DATA).split("/")[0] for name in inside if name.startswith(DATA)}
    return [
        *(f"missing: {name}" for name in sorted(expected() - inside)),
        *(f"should not be there: {name}" for name in sorted(inside - expected())),
        *(f"missing from {DATA}: {name}" for name in sorted(ROOMS - rooms)),
        *(f"missing: {name}" for name in sorted({"LICENSE", "LICENSE-DATA", "METADATA", "entry_points.txt"} - notices)),
        *(["missing: sroi/py.typed"] if "sroi/py.typed" not in inside else []),
    ]


if __name__ == "__main__":
    found = faults(Path(sys.argv[1]))
    sys.stdout.write("\n".join(found or ["the wheel holds what it should"]) + "\n")
    sys.exit(bool(found))
