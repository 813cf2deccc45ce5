"""The assumption register, evidence grades and numbers that move nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sroi
from sroi.assurance import assumption_register, dead_inputs

ROOT = Path(__file__).parents[3]


def befriending(**changes: Any) -> sroi.Case:
    data = sroi.read_case(ROOT / "docs" / "examples" / "befriending.yaml").to_dict()
    data["outcomes"][0] |= changes
    return sroi.read_case(data)


def test_every_number_is_listed_with_what_is_known_of_it() -> None:
    share = {"share": 0.3, "basis": "waiting list", "source": "survey", "owner": "A. Analyst", "date": "2025-06-30"}
    listed = {one.where: one for one in assumption_register(befriending(deadweight=share, attribution=[0.1, 0.2]))}
    assert list(listed) == [
        "method.discount",
        "inputs.grant.amount",
        "inputs.volunteers.amount",
        *(f"outcomes.less-lonely.{name}" for name in ("quantity", "deadweight", "displacement")),
        *(f"outcomes.less-lonely.attribution[{place}]" for place in (0, 1)),
        *(f"outcomes.less-lonely.{name}" for name in ("drop_off", "duration", "proxy")),
    ]
    one = listed["outcomes.less-lonely.deadweight"]
    assert (one.value, one.basis, one.source, one.owner, one.date, one.grade) == (*share.values(), "strong")
    assert listed["outcomes.less-lonely.proxy"].source.startswith("dcms-loneliness-2020")


@pytest.mark.parametrize(
    ("share", "grade"),
    [
        (0.3, "none"),
        ({"share": 0.3, "basis": "comparison area"}, "fair"),
        ({"share": 0.3, "source": "survey"}, "fair"),
        ({"share": 0.3, "basis": "comparison area", "source": "survey"}, "strong"),
        ({"share": 0.3, "basis": "illustrative", "source": "survey"}, "weak"),
    ],
)
def test_a_grade_reads_what_the_case_says(share: Any, grade: str) -> None:
    listed = {one.name: one.grade for one in assumption_register(befriending(deadweight=share))}
    assert listed["deadweight"] == grade


@pytest.mark.parametrize(("confidence", "grade"), [("high", "strong"), ("medium", "fair"), ("low", "weak")])
def test_a_proxy_is_graded_by_its_confidence(confidence: str, grade: str) -> None:
    own = {"amount": 10, "unit": "x", "price_year": 2025, "source": "list", "confidence": confidence}
    listed = {one.name: one.grade for one in assumption_register(befriending(proxy=own, unit="x"))}
    assert listed["proxy"] == grade


def test_a_proxy_of_the_catalogue_brings_its_confidence() -> None:
    assert {one.name: one.grade for one in assumption_register(befriending())}["proxy"] == "fair"


def test_the_register_as_a_table() -> None:
    register = assumption_register(befriending())
    frame = register.to_frame()
    assert list(frame["where"]) == [one.where for one in register]
    assert frame["low"].dtype == "Float64"
    assert register.to_dict()["assumptions"][0] == register[0].to_dict()
    assert str(register).count("\n") == len(register) - 1


def test_the_register_is_escaped_in_html() -> None:
    html = assumption_register(befriending(deadweight={"share": 0.1, "basis": "<b>bold</b>"}))._repr_html_()
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "<b>" not in html


@pytest.mark.parametrize("name", ["westbank_2015", "dream_action_2018"])
def test_published_studies_have_only_dead_inputs_that_can_be_seen(name: str) -> None:
    expected = {
        "westbank_2015": set(),
        "dream_action_2018": {"outcomes.dancers-stress.drop_off", "outcomes.dancers-career-first-year.drop_off"},
    }
    found = dead_inputs(sroi.read_case(ROOT / "proxies" / "published" / f"{name}.yaml"))
    assert expected[name] <= set(found)
    assert all(place.endswith((".drop_off", ".deadweight", ".attribution", ".quantity", ".duration")) for place in found)


def test_a_number_that_moves_nothing_is_found() -> None:
    assert dead_inputs(befriending()) == ()
    assert dead_inputs(befriending(duration=1)) == ("outcomes.less-lonely.drop_off",)
    assert "outcomes.less-lonely.displacement" in dead_inputs(befriending(deadweight=1))


def test_a_number_that_cannot_move_alone_is_not_dead() -> None:
    """A day more would run past the end of the schedule, which is an error, not silence."""
    data = befriending(duration=1, starts=30, drop_off=0).to_dict() | {"method": {"discount": "review-2026-proposed"}}
    assert "outcomes.less-lonely.duration" not in dead_inputs(sroi.read_case(data))


def test_a_number_at_its_bound_is_moved_inwards() -> None:
    assert dead_inputs(befriending(drop_off=1)) == ("outcomes.less-lonely.duration",)
