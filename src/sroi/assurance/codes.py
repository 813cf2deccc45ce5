"""The reference page of finding codes, made from the rules themselves."""

from __future__ import annotations

from sroi.assurance.check import RULES, UNUSED_WAIVER
from sroi.assurance.findings import SEVERITIES
from sroi.assurance.rule import TRANSPARENT

_HEAD = """# Finding codes

`sroi check` asks {count} rules of a case. This page is made from the rules themselves (`python .ci/generate.py`).

| severity | means | exit code of `sroi check` |
| --- | --- | --- |
| error | the figure misleads as it stands | 1 |
| warning | say why, or mend it | 1 |
| note | a reader must be told | 0 |

A finding may be waived in the case, with a reason that is printed beside it:

```yaml
waivers:
  - {{code: no-negative-outcome, reason: asked at every visit and none was named}}
  - {{code: proxy-stale, where: outcomes.gp-visits, reason: no newer unit cost is published}}
```

`where` narrows a waiver to one place, or to all places inside the one named. No finding is no proof: the rules read
what a case says, not whether it is true. The standard is the one whose principle a rule serves; it is no citation of a
paragraph. Thresholds (ten years, five years, half of the value, four lines) are our own and stand in the code beside
their rule; percentiles are those of 383 published reports, read by a language model
([`sroi-meta-2026`](data_register.md#sroi-meta-2026), [the percentiles](indices.md#reference_class)).
"""


def finding_codes() -> str:
    """Return the page: every rule with its code, severity, words, reason and standard, the severest first.

    Examples:
        >>> finding_codes().splitlines()[0]
        '# Finding codes'
    """
    rows = [(rule.code, rule.severity, rule.text, rule.why, rule.standard) for rule in RULES]
    rows.append((
        UNUSED_WAIVER,
        "warning",
        "Every waiver covers a finding.",
        "a reader looks for what was waived and finds nothing",
        TRANSPARENT,
    ))  # fmt: skip
    tables = [_table(severity, [row for row in rows if row[1] == severity]) for severity in SEVERITIES]
    return "\n".join([_HEAD.format(count=len(rows)), *tables])


def _table(severity: str, rows: list[tuple[str, ...]]) -> str:
    lines = [f"| `{code}` | {text} | {why} | {standard} |" for code, _, text, why, standard in rows]
    title = f"## {severity.capitalize()}s"
    return "\n".join([title, "", "| code | the rule | why it matters | standard |", "| --- | --- | --- | --- |", *lines, ""])
