"""Write the gallery: each picture from the code that stands beside it on the page.

``python .ci/gallery.py`` writes the page and its pictures. Those that the library draws by hand are the same bytes on
every machine; those of Matplotlib differ with its version.
"""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import sroi
from sroi.model.text import change_text, number_text, share_text
from sroi.report import Chart, Picture, Sheet, html, markdown
from sroi.report.naming import short, value_words
from sroi.report.sheet import markdown_text, sheet_markdown
from sroi.report.svg import on_site

FOLDER = Path(__file__).parent.parent / "docs" / "gallery"
EXAMPLES = FOLDER.parent / "examples"

START = """import sroi
from sroi import report

study = sroi.read_case("proxies/published/westbank_2015.yaml")
result = sroi.calculate(study)
"""

HEAD = """# Gallery

Every chart and its table, each with the code that made it, the words that stand for it, and the numbers behind it.
All the other tables: [a whole report](report.md). This page and its pictures are made by `python .ci/gallery.py`; the case is a
published study.

```python
{start}```

In a notebook the last line of a cell shows itself. `picture.svg` is the text of an SVG file, in colours for light and
dark; `picture.alt` says the same in words; `picture.sheet` is the table. `report.chart(picture)` draws the same picture
with Matplotlib: `chart.save("waterfall.png")`.

Colours are never alone: each bar carries its number, and people with any colour vision tell them apart. On a narrow screen
the charts of Matplotlib are slid sideways; the others fit themselves in.
"""


class Entry(NamedTuple):
    """One thing to show: the name of its file, a heading, a sentence, and the code that makes it."""

    name: str
    title: str
    said: str
    code: str


ENTRIES = (
    Entry("waterfall", "From gross to net", "What is taken off on the way, over all outcomes.", "report.waterfall(result)"),
    Entry(
        "waterfall_of_one",
        "One outcome",
        "The same for one of them.",
        'report.waterfall(result, "participants-diet")',
    ),
    Entry("by_year", "Value by year", "At today's worth; the table has the undiscounted value too.", "report.by_year(result)"),
    Entry("by_stakeholder", "Value by stakeholder", "Who gains.", 'report.by_group(result, "stakeholder")'),
    Entry("by_kind", "Value by kind", "What sort of pounds they are.", 'report.by_group(result, "kind")'),
    Entry("by_outcome", "Value by outcome", "Which changes carry the figure.", "report.by_outcome(result)"),
    Entry(
        "tornado",
        "What moves the ratio",
        "Each uncertain number alone, the widest first. The study gives no ranges, so those of published studies stand in.",
        'report.tornado_picture(sroi.tornado(study, ranges="reference_class"))',
    ),
    Entry(
        "spread",
        "How sure the ratio is",
        "The ratio of each of 2,000 draws, the first of which is the central case. The study's own ratio lies outside nine in\n"
        "ten: it took off less than published studies usually do, so the ranges borrowed from them lean to one side.",
        'report.spread(sroi.simulate(study, 2_000, ranges="reference_class"))',
    ),
    Entry(
        "bridge",
        "From one case to another",
        "What lies between two cases, in pounds.",
        'report.bridge_picture(sroi.compare(study, sroi.what_if(study, "all-three-50")))',
    ),
    Entry(
        "ratios",
        "Several cases side by side",
        "Only ratios that were worked out alike may be ranked; see `sroi.compare`. A case that stands there twice has its\n"
        "what-if beside its title; `report.ratios({name: result})` takes names of your own.",
        'report.ratios([result, *(sroi.calculate(sroi.what_if(study, one)) for one in ("deadweight-50", "all-three-50"))])',
    ),
    Entry(
        "distribution_chart",
        "Spread, with Matplotlib",
        "With the central case and the published headline marked.",
        'report.distribution_chart(sroi.simulate(study, 2_000, ranges="reference_class"))',
    ),
    Entry(
        "tornado_chart",
        "Tornado, with Matplotlib",
        "At most fifteen bars.",
        'report.tornado_chart(sroi.tornado(study, ranges="reference_class"))',
    ),
    Entry(
        "switching_chart",
        "Switching values, with Matplotlib",
        "How far each number alone would have to be wrong.",
        "report.switching_chart(sroi.switching_values(study))",
    ),
    Entry(
        "convergence_chart",
        "Are the draws enough, with Matplotlib",
        "Mean and interval as draws are added.",
        'report.convergence_chart(sroi.simulate(study, 2_000, ranges="reference_class"))',
    ),
)

TABLES = """## Tables for print and slides

`great_table` takes a result, or the table of any picture, and gives a
[great_tables](https://posit-dev.github.io/great-tables/) table to style further.

```python
table = report.great_table(result).as_raw_html()
years = report.great_table(report.by_year(result).sheet).as_raw_html()
```
"""

REPORT = """# Every table of a report

This is what `sroi report case.yaml --out report.md` writes: every table that the library makes of a case. The same report as
a page for screens and paper, with its pictures: [the job club](job_club_counted.html) and [befriending](befriending.html), each
one file that needs nothing else. Both programmes are invented. The job club's file shows what its records would say, and passes
the checks; the numbers of befriending are illustrative, so its report is not to be published. This page is made by
`python .ci/gallery.py`.

"""

REPORTS = ("befriending", "job_club_counted")
MOST_ROWS, WHOLE = 12, 1000
OF_A_NUMBER = {"5 % point", "95 % point", "central", "switches at"}
"""Columns that hold values of the number that their row is about."""


def pages() -> dict[Path, str]:
    """Return the text of the page and of every picture, by its path."""
    namespace: dict[str, Any] = {}
    exec(START, namespace)  # noqa: S102 - the code of the page itself
    made = {entry: eval(entry.code, namespace) for entry in ENTRIES}  # noqa: S307 - likewise
    page = [HEAD.format(start=START), *(section(entry, one) for entry, one in made.items()), TABLES]
    pictures = {FOLDER / f"{entry.name}.svg": drawing(one) for entry, one in made.items()}
    return {FOLDER / "index.md": "\n".join(page), **pictures, **reports()}


def reports() -> dict[Path, str]:
    """Return whole reports: as pages of their own, and one as a page of the site."""
    cases = {name: sroi.read_case(EXAMPLES / f"{name}.yaml") for name in REPORTS}
    whole = markdown(cases["job_club_counted"]).replace("\n## ", "\n### ").replace("# Job club", "## Job club", 1)
    return {FOLDER / "report.md": REPORT + whole, **{FOLDER / f"{name}.html": html(case) for name, case in cases.items()}}


def section(entry: Entry, made: Picture | Chart) -> str:
    """Write one entry: heading, sentence, code, picture, table."""
    shown = sheet_markdown(sheet_of(made))
    code = f"```python\n{entry.name} = {entry.code}\n```"
    return f"## {entry.title}\n\n{entry.said}\n\n{code}\n\n![{markdown_text(made.alt)}]({entry.name}.svg)\n\n{shown}\n"


def sheet_of(made: Picture | Chart) -> Sheet:
    """Return the table of a picture, or the first rows of a long one."""
    if isinstance(made, Picture):
        sheet = made.sheet
    else:
        rows = [[number_of(row, name, one) for name, one in zip(made.headings, row, strict=True)] for row in made.rows]
        sheet = Sheet.of("", made.headings, rows, right=range(1, len(made.headings)))
    more = len(sheet.rows) - MOST_ROWS
    rest = [(f"… and {more} more", *[""] * (len(sheet.head) - 1))] if more > 0 else []
    return Sheet.of(sheet.title, sheet.head, [*sheet.rows[:MOST_ROWS], *rest], right=sheet.right)


def number_of(row: tuple[str | float, ...], heading: str, one: str | float) -> str:
    """Write a cell of a chart's table, in which numbers are as they were drawn, for people."""
    if isinstance(one, str):
        return one
    if heading in OF_A_NUMBER and isinstance(row[0], str):
        return value_words(row[0].rpartition(": ")[2].replace(" ", "_"), one) if abs(one) < WHOLE else number_text(one, 0)
    if heading == "change":
        return change_text(one)
    return share_text(round(one, 4)) if heading.startswith("share") else short(one)


def drawing(made: Picture | Chart) -> str:
    """Return a picture as SVG, one drawn by hand as wide as the page."""
    if isinstance(made, Picture):
        return on_site(made) + "\n"
    paper = StringIO()
    made.save(paper, "svg")
    return "\n".join(line.rstrip() for line in paper.getvalue().splitlines()) + "\n"


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8", newline="\n")
