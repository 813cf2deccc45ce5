"""Write every file that is made from another, so that CI can show when one was not made anew."""

from __future__ import annotations

from pathlib import Path

import yaml

import sroi
from sroi.assurance import finding_codes
from sroi.catalogue import register
from sroi.mapping import case_text
from sroi.model.schema import schema_text

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "docs" / "examples"
SOURCES = ROOT / "proxies" / "sources"
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


def generated() -> dict[Path, str]:
    """Return the text of each generated file by its path."""
    return {
        **register.generated(ROOT),
        ROOT / "docs" / "reference" / "finding_codes.md": finding_codes(),
        ROOT / "LICENSE-DATA": data_licences(),
        ROOT / "proxies" / "schema" / "case.schema.json": schema_text(),
        EXAMPLES / "one_knowsley_reconstruction.yaml": reconstruction(),
    }


if __name__ == "__main__":
    for path, text in generated().items():
        path.write_text(text, "utf-8", newline="\n")
