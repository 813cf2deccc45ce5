"""Finding proxies: by words, by measure, by field; and how a list shows itself."""

from __future__ import annotations

import pytest

from sroi import proxies
from sroi.catalogue import Found, load
from sroi.errors import InvalidArgumentError, NotFoundError
from sroi.model.match import Match


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("volunteer", "volunteering"),
        ("volunteers", "volunteering"),
        ("volunter", "volunteering"),
        ("lonelyness", "wellbeing"),
        ("prisons", "crime"),
        ("gp", "health"),
        ("hospital admissions", "health"),
        ("carbon", "waste"),
        ("fuel poverty", "energy"),
        ("Jobseeker enters WORK", "employment"),
        ("the value of an apprenticeship", "skills"),
    ],
)
def test_a_search_puts_the_theme_meant_first(words: str, first: str) -> None:
    assert proxies.search(words).ids[0].partition(".")[0] == first


def test_a_search_gives_more_than_the_very_best() -> None:
    assert {"volunteering.hour_living_wage", "parks.friends_group_volunteering_year"} <= set(proxies.search("volunteer").ids)


def test_a_search_ranks_the_title_before_the_rest() -> None:
    assert proxies.search("emergency admission").ids[0] == "health.emergency_admission"


def test_a_typo_is_looked_for_only_where_nothing_fits() -> None:
    assert not [id_ for id_ in proxies.search("isolation").ids if "insulation" in id_]


def test_a_search_for_nothing_like_it_is_empty() -> None:
    found = proxies.search("xylophone")
    assert (len(found), str(found)) == (0, "")
    assert found.to_frame().columns[0] == "id"


@pytest.mark.parametrize("words", ["", "  ", None])
def test_no_words_are_refused(words: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        proxies.search(words)
    assert caught.value.code == "no-words"


def test_the_proxies_of_a_measure_come_with_their_roles() -> None:
    found = proxies.for_measure("knowsley/13", price_year=2025)
    assert (found.ids[0], found.roles[0]) == ("volunteering.formal_volunteer_year", "default")
    assert found.roles[-1] == "names this measure"
    assert found[0].price_year == "2025/26"
    assert len(set(found.ids)) == len(found.roles) == len(found)


def test_every_measure_has_proxies() -> None:
    measures = load().frameworks["knowsley"].measures
    assert all(proxies.for_measure(id_).roles[0] == "default" for id_ in measures)


@pytest.mark.parametrize("id_", ["knowsley/30", "knowsley", "nowhere/1"])
def test_an_unknown_measure_is_refused(id_: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        proxies.for_measure(id_)
    assert caught.value.code == "measure-not-found"


def test_a_list_is_filtered_by_every_field_given() -> None:
    found = proxies.list(theme="care", beneficiary="council", licence="CC-BY-4.0")
    assert found
    assert {(match.theme, match.beneficiary, match.licence) for match in found} == {("care", "council", "CC-BY-4.0")}
    assert len(proxies.list()) == len(load().proxies)


@pytest.mark.parametrize("field", ["theme", "kind", "beneficiary", "licence"])
def test_an_unknown_value_of_a_filter_lists_those_there_are(field: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        proxies.list(**{field: "nothing"})
    assert caught.value.where == field
    assert caught.value.fix.startswith("use one of ")


def test_a_frame_has_a_row_for_each_proxy_and_no_invented_numbers() -> None:
    frame = proxies.frame(price_year=2025)
    assert len(frame) == len(load().proxies)
    row = frame.set_index("id").loc["employment.jobseeker_into_work_society"]
    assert row["amount"] == load().match("employment.jobseeker_into_work_society", 2025).amount
    assert row["low"] is proxies.frame(theme="income").loc[0, "low"], "blank, never zero"
    assert row["price_year"] == "2025/26"
    assert {"source", "licence", "locator", "confidence"} <= set(frame.columns)


def test_the_roles_of_a_measure_are_in_the_frame() -> None:
    assert proxies.for_measure("knowsley/13").to_frame()["role"].tolist()[0] == "default"


def test_a_list_can_be_sliced_and_looped_over() -> None:
    found = proxies.for_measure("knowsley/13")
    assert isinstance(found[1:3], Found)
    assert found[1:3].roles == found.roles[1:3]
    assert [match.id for match in found] == list(found.ids)
    assert isinstance(found[0], Match)


def test_html_is_escaped() -> None:
    proxy = load().proxies["wellbeing.wellby"].model_copy(update={"title": "<script>alert(1)</script>"})
    shown = proxies.list(theme="wellbeing", catalogue=load().with_proxies([proxy]))._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "£13,000.00" in shown
    assert "<script>" not in load().with_proxies([proxy]).match("wellbeing.wellby")._repr_html_()


def test_a_match_shows_its_amount_source_and_how_it_was_found() -> None:
    found = proxies.get("employment.jobseeker_into_work_society", 2025)
    assert str(found) == (
        "employment.jobseeker_into_work_society: £21,126.00 per person-year (2025/26 prices; gmca-ucd-1-4, code E&E1.0)"
    )
    assert all(part in found._repr_html_() for part in ("£21,126.00 per person-year", "factor 1.44", "code E&amp;E1.0"))
    assert "(a ratio; " in str(proxies.get("income.take_home_pay_pound"))


def test_a_negative_amount_is_written_with_its_sign() -> None:
    assert "-£" in str(proxies.list(theme="waste"))
