"""Build the wheel and value a study from it where a wheel may find itself.

``python benchmarks/hardening/wheel_anywhere.py``: in a path with spaces and letters beyond English, from a folder that nobody may
write to, under ``-O``, under ``-W error``, with both, and inside the zip itself, never unpacked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
BOUND = ["setpriv", "--bounding-set", "-dac_override"] if os.getuid() == 0 else []  # root may write anywhere, so root is bound
EMPTY = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
STUDY = """
import sroi
from sroi.catalogue import data_folder
print(sroi.__file__)
print(sroi.calculate(sroi.read_case(data_folder() / "published" / "westbank_2015.yaml")).ratio.text)
"""


def says(where: Path, *options: str) -> str:
    """Value the study with the package found at a place, as a user who may not write there; the last line of what was said."""
    command = [*BOUND, sys.executable, "-P", *options, "-c", STUDY]
    told = {**EMPTY, "PYTHONPATH": str(where), "HOME": "/nowhere"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", env=told)  # noqa: S603 - our own command
    lines = (run.stdout + run.stderr).strip().splitlines()
    if not lines or not lines[0].startswith(str(where)):
        return f"not from there: {lines[-1:]}"
    return lines[-1] if run.returncode == 0 else f"fails: {' / '.join(lines[-4:])}"


def read_only(folder: Path) -> None:
    """Take the right to write from a folder and all in it."""
    for path in [*folder.rglob("*"), folder]:
        path.chmod(path.stat().st_mode & ~0o222)


def main() -> None:
    """Build once, try each way."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
        subprocess.run(build, check=True)  # noqa: S603 - our own command
        wheel = next(folder.glob("*.whl"))
        spaced = folder / "a path with späces"
        zipfile.ZipFile(wheel).extractall(spaced)
        for options in ([], ["-O"], ["-OO"], ["-W", "error"], ["-O", "-W", "error"]):
            print(f"a path with spaces, {' '.join(options) or 'no option'}: {says(spaced, *options)}")
        locked = folder / "locked"
        shutil.copytree(spaced, locked)
        before = sorted(locked.rglob("*"))
        read_only(locked)
        touch = subprocess.run([*BOUND, "touch", str(locked / "file")], capture_output=True, check=False)  # noqa: S603 - likewise
        print(f"read-only (writing there is refused: {touch.returncode != 0}): {says(locked)}")
        print(f"nothing new in the folder that is read-only: {before == sorted(locked.rglob('*'))}")
        print(f"inside the zip: {says(wheel)}")
        for path in [locked, *locked.rglob("*")]:
            path.chmod(path.stat().st_mode | 0o200)


if __name__ == "__main__":
    main()
