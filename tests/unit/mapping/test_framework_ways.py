"""A framework whose other ways, parts and orders do not fit together is refused where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

import sroi

GOOD = """id: ours
title: Our model
edition: '1'
publisher: Us
names: {hours: hours given}
outcomes:
- number: 1
  title: Greener
  measures:
  - id: ours/1
    number: 1
    title: Hours
    kind: count
    direction: increase
    unit: hour
    quantity:
      rule: count
      needs: [before, after]
      gives: [hour]
      formula: f
      falling: [[after, before]]
      parts:
      - name: garden
        gives: hour
        proxies: [volunteering.hour_living_wage]
        also: [volunteering.hour_median_pay]
        expression: after - before
        take_off: [{name: tools, needs: tools_per_hour, proxies: [volunteering.hour_age_16_17]}]
      ways:
      - {name: count, needs: [hours], expressions: [hours * 1]}
    proxies: {default: [volunteering.hour_living_wage]}
"""


def test_a_framework_with_all_of_them_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(GOOD, "utf-8")
    ours = sroi.frameworks.read(path)
    inputs = [{"stakeholder": "Council", "amount": 9}]
    row = {"measure": 1, "stakeholder": "Gardeners", "hours": 30, "tools_per_hour": 0.5}
    case = sroi.map_measurements([row], inputs=inputs, framework=ours, price_year=2025, discount=0)
    assert [line.quantity.value for line in case.outcomes] == [30, -30]
    with pytest.raises(sroi.SroiError, match="before is 9 and after 4"):
        sroi.map_measurements(
            [{**row, "hours": None, "before": 9, "after": 4}], inputs=inputs, framework=ours, price_year=2025, discount=0
        )


@pytest.mark.parametrize(
    ("good", "wrong", "code"),
    [
        ("expressions: [hours * 1]", "expressions: [hours * days]", "needs-not-used"),
        ("expressions: [hours * 1]", "expressions: [hours, hours]", "expression-for-each-part"),
        ("expressions: [hours * 1]", "expressions: ['hours ** 2']", "not-arithmetic"),
        ("falling: [[after, before]]", "falling: [[after, later]]", "needs-not-used"),
        ("also: [volunteering.hour_median_pay]", "also: [volunteering.no_such]", "unknown-proxy"),
        ("proxies: [volunteering.hour_age_16_17]", "proxies: [volunteering.no_such]", "unknown-proxy"),
        ("names: {hours: hours given}", "names: {hours: 3}", "not-text"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(good: str, wrong: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    assert good in GOOD
    path.write_text(GOOD.replace(good, wrong), "utf-8")
    with pytest.raises(sroi.SroiError) as caught:
        sroi.frameworks.read(path)
    assert [fault.code for fault in caught.value.faults] == [code]
    assert "ours.yaml, line " in caught.value.where
