"""The manifest: stable, complete, and able to name what changed."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import sroi
from sroi.claims import manifest_of, read_manifest, verify
from sroi.errors import InvalidArgumentError, InvalidDataError
from sroi.model.canonical import canonical
from sroi.valuation.fingerprint import canonical_inputs

ROOT = Path(__file__).parents[3]
BEFRIENDING = ROOT / "docs" / "examples" / "befriending.yaml"

CASE = {
    "format": 1,
    "id": "small",
    "title": "Small",
    "currency": "GBP",
    "price_year": 2025,
    "method": {"discount": 0.035},
    "inputs": [{"id": "grant", "stakeholder": "Council", "amount": 100}],
    "outcomes": [
        {
            "id": "calm",
            "stakeholder": "Members",
            "title": "Calm",
            "quantity": 10,
            "unit": "person",
            "proxy": {"amount": "20.00", "unit": "person", "price_year": 2025, "source": "list"},
        }
    ],
}


def changed(**changes: Any) -> sroi.Case:
    return sroi.read_case(CASE | changes)


def differences(case: sroi.Case) -> dict[str, tuple[str, str]]:
    found = verify(sroi.calculate(changed()).manifest, case)
    return {one.what: (one.said, one.now) for one in found.differences}


def test_the_digest_of_the_inputs_is_pinned() -> None:
    """Work this out in another language from docs/reference/canonical_form.md: it must come to the same."""
    text = (
        '{"currency":"GBP","format":1,"id":"small","inputs":[{"amount":100,"id":"grant","stakeholder":"Council"}],'
        '"method":{"discount":0.035},"outcomes":[{"id":"calm","proxy":{"amount":20,"price_year":2025,"source":"list",'
        '"unit":"person"},"quantity":10,"stakeholder":"Members","title":"Calm","unit":"person"}],"price_year":2025,'
        '"title":"Small"}'
    )
    assert canonical(canonical_inputs(changed())) == text
    assert sha256(text.encode()).hexdigest() == sroi.calculate(changed()).manifest.inputs
    assert sroi.calculate(changed()).manifest.inputs == "8b4a46ab2d3bbfc7aa61321876e81639cd397a8973e35332c8afabc8028c64f3"


def test_a_default_written_out_makes_no_difference() -> None:
    line = CASE["outcomes"][0] | {"duration": 1, "starts": 1, "drop_off_from": 2}  # type: ignore[index, operator]
    written = changed(stage="evaluative", perspective="society", outcomes=[line], scenarios=[])
    assert sroi.calculate(written).manifest == sroi.calculate(changed()).manifest


def test_key_order_number_spelling_and_comments_make_no_difference(tmp_path: Path) -> None:
    text = json.dumps(dict(reversed(CASE.items()))).replace('"20.00"', "2.0e1").replace(": 100}", ": 100.0}")
    path = tmp_path / "case.json"
    path.write_text(text, "utf-8")
    yaml = tmp_path / "case.yaml"
    yaml.write_text("# a comment\n" + json.dumps(CASE), "utf-8")
    wanted = sroi.calculate(changed()).manifest
    assert sroi.calculate(sroi.read_case(path)).manifest == wanted
    assert sroi.calculate(sroi.read_case(yaml)).manifest == wanted


def test_a_manifest_survives_its_file(tmp_path: Path) -> None:
    manifest = sroi.calculate(sroi.read_case(BEFRIENDING)).manifest
    path = tmp_path / "manifest.json"
    path.write_text(manifest.text, "utf-8")
    assert read_manifest(path) == manifest
    assert read_manifest(manifest.to_dict()) == manifest
    assert str(manifest) == manifest.text


def test_a_manifest_holds_for_its_own_case() -> None:
    case = sroi.read_case(BEFRIENDING)
    found = verify(sroi.calculate(case).manifest, case)
    assert found.holds
    assert found.to_dict() == {"case": "befriending", "holds": True, "differences": []}
    assert "holds" in str(found)


def test_a_manifest_tells_no_amount_of_a_line() -> None:
    text = sroi.calculate(changed()).manifest.text
    assert "20.0" not in text
    assert '"present_value": 193.236714976' in text


def test_the_line_that_changed_is_named() -> None:
    line = CASE["outcomes"][0] | {"quantity": 11}  # type: ignore[index, operator]
    found = differences(changed(outcomes=[line]))
    figures = {"figures.present_value", "figures.ratio", "figures.net_present_value"}
    assert set(found) == {"outcomes.calm", "inputs", "fingerprint"} | figures
    assert found["figures.ratio"] == ("1.93236714976", "2.12560386473")
    assert all(len(part) == 12 for part in found["outcomes.calm"])


def test_a_line_that_is_new_or_gone_is_named() -> None:
    line = CASE["outcomes"][0] | {"id": "calmer"}  # type: ignore[index, operator]
    found = differences(changed(outcomes=[line]))
    assert found["outcomes.calm"][1] == "absent"
    assert found["outcomes.calmer"][0] == "absent"
    assert not {name for name in found if name.startswith("figures")}


def test_a_new_title_changes_the_inputs_and_no_figure() -> None:
    found = differences(changed(title="Other"))
    assert set(found) == {"title", "inputs", "fingerprint"}
    assert found["title"] == ("Small", "Other")


def test_notes_scenarios_and_waivers_change_nothing_but_what_is_said_of_the_case() -> None:
    found = differences(changed(notes=["we looked for negative outcomes"]))
    assert set(found) == {"warnings"}
    assert found["warnings"] == ("no-negative-outcome at outcomes", "absent")


def test_a_waiver_shows_as_waived() -> None:
    waivers = [{"code": "no-negative-outcome", "reason": "asked"}]
    found = differences(changed(waivers=waivers))
    assert found["waived"] == ("absent", "no-negative-outcome at outcomes: asked")


def test_other_data_code_and_proxies_are_named() -> None:
    case = sroi.read_case(BEFRIENDING)
    data = sroi.calculate(case).manifest.to_dict()
    proxies = dict.fromkeys(data["proxies"], "0" * 64)
    older = read_manifest(data | {"edition": "2020.01", "version": "0.0.1", "proxies": proxies, "discounting": "4 %"})
    found = {one.what: one.said for one in verify(older, case).differences}
    assert found == {
        "version": "0.0.1",
        "edition": "2020.01",
        "discounting": "4 %",
        "proxies.wellbeing.chronic_loneliness_year": "0" * 12,
    }
    assert "the figure does not hold" in str(verify(older, case))


def test_a_difference_in_the_last_digits_is_none() -> None:
    case = sroi.read_case(BEFRIENDING)
    data = sroi.calculate(case).manifest.to_dict()
    data["figures"]["ratio"] *= 1 + 1e-11
    assert verify(read_manifest(data), case).holds
    data["figures"]["ratio"] *= 1 + 1e-6
    assert not verify(read_manifest(data), case).holds


def test_the_seed_of_a_simulation_is_kept() -> None:
    result = sroi.calculate(changed())
    assert result.manifest.seed is None
    assert manifest_of(result, seed=7).seed == 7
    assert verify(manifest_of(result, seed=7), changed()).holds


def test_a_seed_is_said_to_be_unchecked() -> None:
    found = verify(manifest_of(sroi.calculate(changed()), seed=7), changed())
    assert str(found).endswith("seed 7: not checked, for no figure here was drawn")
    assert "seed" not in str(verify(sroi.calculate(changed()).manifest, changed()))


@pytest.mark.parametrize("field", ["inputs", "fingerprint"])
def test_a_digest_that_its_parts_do_not_give_was_edited(field: str) -> None:
    edited = read_manifest(sroi.calculate(changed()).manifest.to_dict() | {field: "0" * 64})
    found = verify(edited, changed())
    assert [one.what for one in found.differences] == [field]
    assert found.edited
    assert not found.holds
    assert "the manifest was edited" in str(found)


def test_a_case_that_changed_is_no_edited_manifest() -> None:
    for case in (changed(title="Other"), changed(price_year=2024), changed()):
        assert not verify(sroi.calculate(changed()).manifest, case).edited


def test_an_edited_title_is_named() -> None:
    edited = read_manifest(sroi.calculate(changed()).manifest.to_dict() | {"title": "Grand"})
    assert [(one.what, one.said, one.now) for one in verify(edited, changed()).differences] == [("title", "Grand", "Small")]


def test_a_case_handed_over_as_a_manifest_is_one_fault() -> None:
    for source in (CASE, BEFRIENDING):
        with pytest.raises(InvalidDataError) as caught:
            read_manifest(source)
        assert [(fault.code, fault.problem) for fault in caught.value.faults] == [
            ("not-a-manifest", "this is a case, not a manifest")
        ]


def test_verify_takes_a_case_only() -> None:
    wrong: Any = str(BEFRIENDING)
    with pytest.raises(InvalidArgumentError, match="not-a-case"):
        verify(sroi.calculate(changed()).manifest, wrong)


def test_every_fault_of_a_manifest_is_told() -> None:
    data = sroi.calculate(changed()).manifest.to_dict() | {"inputs": "short", "surprise": 1}
    data.pop("edition")
    with pytest.raises(InvalidDataError) as caught:
        read_manifest(data)
    assert {fault.where.rpartition(", ")[2] for fault in caught.value.faults} == {"inputs", "surprise", "edition"}


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text("{", "utf-8")
    with pytest.raises(InvalidDataError):
        read_manifest(path)
