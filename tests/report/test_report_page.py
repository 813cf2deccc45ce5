"""The page of a case: everything on it, nothing that it must fetch, and markup that holds together."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

import sroi
from sroi import report
from sroi.assurance import assumption_register
from sroi.report.sections import SECTIONS
from sroi.testing import strategies

if TYPE_CHECKING:
    from sroi.model.case import Case

NAMES = ["westbank", "dream_action", "befriending", "local"]
Read = Callable[[str], Any]


@pytest.fixture(scope="module")
def pages(cases: dict[str, Case], read_page: Read) -> dict[str, Any]:
    return {name: read_page(report.html(case)) for name, case in cases.items()}


@pytest.mark.parametrize("name", NAMES)
def test_it_parses_with_every_element_closed(name: str, pages: dict[str, Any]) -> None:
    assert pages[name].faults == []
    assert pages[name].open == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_run_and_nothing_is_fetched(name: str, pages: dict[str, Any]) -> None:
    page = pages[name]
    tags = {tag for tag, _ in page.tags}
    assert tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form"} == set()
    names = {key for _, attributes in page.tags for key in attributes}
    assert not any(key.startswith("on") or key in {"src", "srcset"} for key in names)


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_links_lead_somewhere(name: str, pages: dict[str, Any], cases: dict[str, Case]) -> None:
    page = pages[name]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = [link["href"][1:] for link in page.all("a") if link["href"].startswith("#")]
    assert set(inside) <= set(ids)
    assert len(inside) > 5
    outside = [link["href"] for link in page.all("a") if not link["href"].startswith("#")]
    assert all(re.match(r"https?://", address) for address in outside)
    source = cases[name].source
    assert not source or not source.url or source.url in outside


@pytest.mark.parametrize("name", NAMES)
def test_all_that_matters_stands_as_text(name: str, pages: dict[str, Any], cases: dict[str, Case]) -> None:
    text, case = pages[name].text, cases[name]
    result = sroi.calculate(case)
    wanted = [case.title, result.ratio.text, result.fingerprint, result.discounting.text, result.edition]
    wanted += [line.title for line in case.outcomes] + [line.stakeholder for line in case.inputs]
    wanted += [one.where for one in assumption_register(case)]
    wanted += [code for finding in sroi.check(case) for code in (finding.code, finding.fix)]
    wanted += [line.deadweight.basis for line in case.outcomes if line.deadweight and line.deadweight.basis]
    assert [words for words in wanted if " ".join(words.split()) not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_tables_and_pictures_have_names(name: str, pages: dict[str, Any]) -> None:
    page = pages[name]
    assert all(head.get("scope") in {"col", "row"} for head in page.all("th"))
    assert all(picture["role"] == "img" and len(picture["aria-label"] or "") > 20 for picture in page.all("svg"))
    assert len(page.all("table")) == len(page.all("caption")) > 8
    assert len(page.all("svg")) > len(page.all("figure")) - 1 > 4


@pytest.mark.parametrize("name", NAMES)
def test_there_is_one_first_heading_and_a_language(name: str, pages: dict[str, Any]) -> None:
    page = pages[name]
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert page.all("html")[0]["lang"] == "en-GB"


def test_the_range_comes_first_and_the_warning_is_plain(pages: dict[str, Any]) -> None:
    text = pages["befriending"].text
    assert text.index("£2.") < text.index("Central estimate")
    assert "Not to be published as it stands: illustrative-number." in text
    assert "nine in ten of 10,000 draws" in text
    assert "Not to be published" not in pages["westbank"].text


def test_a_case_without_ranges_says_so(pages: dict[str, Any]) -> None:
    assert "No number of the case has a range, so there is nothing to draw from." in pages["westbank"].text
    assert "no range was worked out" in pages["westbank"].text


def test_local_economy_stands_apart_or_not_at_all(pages: dict[str, Any]) -> None:
    assert "no part of the ratio and are never added up" in pages["local"].text
    assert "£49,000.00" in pages["local"].text
    assert "never added up" not in pages["befriending"].text


def test_printed_figures_stand_beside_ours(pages: dict[str, Any]) -> None:
    assert "36 of 36 printed figures come out the same" in pages["westbank"].text
    assert "printed figures" not in pages["befriending"].text


def test_a_source_of_the_catalogue_is_one_step_away(pages: dict[str, Any]) -> None:
    addresses = {link["href"] for link in pages["befriending"].all("a")}
    used = sroi.calculate(sroi.read_case("docs/examples/befriending.yaml")).priced[0].match
    assert used is not None
    assert f"#source-{used.value.source}" in addresses


def test_the_sources_hold_the_discount_schedule_and_the_reports_that_a_finding_compares_with(read_page: Read) -> None:
    page = read_page(report.html(sroi.read_case("docs/examples/job_club.yaml")))
    listed = {item.get("id") for item in page.all("li")}
    assert {f"source-{name}" for name in ("gmca-ucd-1-4", "govuk-nmw", "hmt-green-book-2026", "sroi-meta-2026")} <= listed
    assert "247 published reports, read by a language model (sroi-meta-2026)" in page.text


def test_a_report_lists_no_source_that_it_does_not_use(pages: dict[str, Any]) -> None:
    listed = {item.get("id") for item in pages["befriending"].all("li")}
    assert "source-dcms-loneliness-2020" in listed
    assert {"source-hmt-green-book-2026", "source-sroi-meta-2026"} & listed == set()


def test_a_source_without_an_address_says_so(cases: dict[str, Case], read_page: Read) -> None:
    data = cases["befriending"].to_dict()
    data["inputs"][0]["amount"] = {"amount": 30_000, "source": "one-knowsley-impact"}
    assert "One Knowsley, not dated. Licence: unknown. No address known." in read_page(report.html(sroi.read_case(data))).text


def test_a_line_left_out_says_why(cases: dict[str, Case], read_page: Read) -> None:
    data = cases["befriending"].to_dict()
    proxy = {"amount": 10, "unit": "pound", "price_year": 2025, "transfer": True, "source": "s"}
    transfer = {"id": "benefit", "stakeholder": "Residents", "title": "Benefits", "quantity": 5, "unit": "pound", "proxy": proxy}
    data["outcomes"].append(transfer)
    text = read_page(report.html(sroi.read_case(data))).text
    assert "Left out of the total: a transfer" in text


def test_without_inputs_there_is_no_ratio_and_still_a_page(cases: dict[str, Case], read_page: Read) -> None:
    case = cases["befriending"]
    nothing = tuple(line.model_copy(update={"amount": line.amount.model_copy(update={"amount": 0.0})}) for line in case.inputs)
    text = read_page(report.html(case.model_copy(update={"inputs": nothing}))).text
    assert "No ratio: nothing was put in." in text
    assert "Central estimate" not in text


def test_a_case_of_local_pounds_alone_leads_with_them(local_pounds_alone: Case, read_page: Read) -> None:
    page = read_page(report.html(local_pounds_alone))
    assert page.faults == []
    assert "£9,768.00" in page.text[: page.text.index("The case has no outcomes, so there is no ratio.")]
    assert page.all("svg") == []
    assert "£9,768.00" in report.markdown(local_pounds_alone)
    assert report.csv_text([sroi.calculate(local_pounds_alone)]).startswith("case,outcome,")
    assert len(report.frame([sroi.calculate(local_pounds_alone)])) == 0


def test_the_same_case_gives_the_same_bytes(cases: dict[str, Case]) -> None:
    assert report.html(cases["local"]) == report.html(cases["local"])


@settings(max_examples=15, deadline=None)
@given(case=strategies.cases())
def test_any_case_has_a_page_that_holds_together(case: Case, read_page: Read) -> None:
    page = read_page(report.html(case, draws=20))
    assert page.faults == page.open == []
    assert sroi.calculate(case).fingerprint in page.text


def test_every_part_has_a_place_of_its_own() -> None:
    places = [place for place, _, _ in SECTIONS]
    assert len(set(places)) == len(places) > 9


def test_sixty_lines_are_all_there(cases: dict[str, Case], read_page: Read) -> None:
    case = cases["westbank"]
    lines = [line.model_copy(update={"id": f"line-{k}", "title": f"Line {k}"}) for k in range(4) for line in case.outcomes]
    lines = [line.model_copy(update={"id": f"line-{place}"}) for place, line in enumerate(lines)]
    page = read_page(report.html(case.model_copy(update={"outcomes": tuple(lines), "scenarios": (), "published": None})))
    assert len(page.all("figure")) == 60 + 5
    assert "45 other outcomes" in page.text
