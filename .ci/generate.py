"""Write every file that is made from another, so that CI can show when one was not made anew."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from command_page import command_page
from data_pages import indices_page, measures_page
from error_codes import error_codes

import sroi
from sroi.assurance import finding_codes
from sroi.catalogue import load, register
from sroi.claims import Comparison, Reproduction
from sroi.errors import SroiError
from sroi.mapping import case_text
from sroi.model.case import Source
from sroi.model.schema import schema_text
from sroi.model.text import rounded

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "docs" / "examples"
SOURCES = ROOT / "proxies" / "sources"
PARITY = """# Printed beside calculated

Every figure that the bundled studies print, beside what this library calculates from their own lines. A figure agrees when
the unrounded value lies within half of the last printed digit. `sroi reproduce` makes the same comparison; this page is
made by `python .ci/generate.py`.
"""
BELOW = "id | licence | source\n"


def data_licences() -> str:
    """Return the data licence file: its words as they stand, and under them a line for each source that may be passed on."""
    words = (ROOT / "LICENSE-DATA").read_text("utf-8").split(BELOW)[0]
    sources = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(SOURCES.glob("*.yaml"))]
    open_ones = [source for source in sources if source["redistribution"] == "yes"]
    return words + BELOW + "".join("{id} | {licence} | {publisher}: {title}\n".format(**source) for source in open_ones)


def reconstruction() -> str:
    """Return the case file that prints One Knowsley's two headlines, rebuilt out of the illustrative template."""
    known = sroi.claims.headlines("knowsley")
    claim = {"ratio": f"£1:£{known['sroi-ratio-2019'].amount}", "inflow": f"£{known['local-economy-value'].amount}"}
    template = sroi.read_case(EXAMPLES / "one_knowsley_template.yaml")
    return case_text(sroi.claims.reconstruct(claim, template).case)


def parity() -> str:
    """Return the page that sets every printed figure of every bundled study beside ours."""
    studies = [sroi.reproduce(sroi.read_case(path)) for path in sorted((ROOT / "proxies" / "published").glob("*.yaml"))]
    return PARITY + "".join(map(_study, studies))


def _study(found: Reproduction) -> str:
    case = found.case
    told = f"{_document(case.source)} " if case.source else ""
    head = f"\n## {case.title}\n\n{told}{len(found.matched)} of {len(found.checked)} figures agree"
    misprints = [f"\n* known misprint: `{one.figure}` printed {one.published}: {one.misprint}" for one in found.known_misprints]
    rows = [f"| `{one.figure}` | {'yes' if one.matched else 'no'} | {one.published} | {_beside(one)} |" for one in found.checked]
    table = "\n".join(["| figure | agrees | printed | calculated |", "| --- | --- | ---: | ---: |", *rows])
    return f"{head}.{''.join(misprints)}\n\n{table}\n"


def _document(source: Source) -> str:
    """Say which document was recalculated, where it stands, and on which of its pages the figures are printed."""
    title = f"[{source.title}]({source.url})" if source.url else f"{source.title} (no address known)"
    about = [title, *(str(part) for part in (source.authors, source.publisher, source.year) if part)]
    return f"{', '.join(about)}.{f' Pages: {source.pages}.' if source.pages else ''}"


def _beside(one: Comparison) -> str:
    """Write our figure with three digits more than were printed."""
    places = len(one.published.partition(".")[2]) + 3
    return "none" if one.calculated is None else str(rounded(one.calculated, places))


def generated() -> dict[Path, str]:
    """Return the text of each generated file by its path."""
    return {
        **register.generated(ROOT),
        ROOT / "docs" / "reference" / "finding_codes.md": finding_codes(),
        ROOT / "docs" / "reference" / "error_codes.md": error_codes(),
        ROOT / "docs" / "reference" / "command.md": command_page(),
        ROOT / "docs" / "reference" / "indices.md": indices_page(load()),
        **{ROOT / "docs" / "reference" / f"{one.id}_measures.md": measures_page(one, load()) for one in sroi.frameworks.list()},
        ROOT / "docs" / "about" / "parity.md": parity(),
        ROOT / "LICENSE-DATA": data_licences(),
        ROOT / "proxies" / "schema" / "case.schema.json": schema_text(),
        EXAMPLES / "one_knowsley_reconstruction.yaml": reconstruction(),
    }


def main() -> int:
    """Write every file; 2, with every fault and its file, when the data cannot be read."""
    try:
        texts = generated()
    except SroiError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for path, text in texts.items():
        path.write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
