"""The page in a real browser: accessible in the light, in the dark, on a phone and on paper, with no script and no network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, sync_playwright

import sroi
from sroi import report

if TYPE_CHECKING:
    from sroi.model.case import Case

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
JOB_CLUB = Path(__file__).parents[2] / "docs" / "examples" / "job_club.yaml"
WIDTHS = {"light": 1200, "dark": 1200, "phone": 390, "narrow": 320}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def written(cases: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    pages: dict[str, Any] = {**cases, "portfolio": [cases["befriending"], cases["local"]]}
    return {name: report.write(one, folder / f"{name}.html", draws=500) for name, one in pages.items()}


def opened(browser: Browser, path: Path, look: str = "light", **settings: Any) -> Any:
    scheme = "dark" if look == "dark" else "light"
    page = browser.new_context(color_scheme=scheme, viewport={"width": WIDTHS[look], "height": 800}, **settings).new_page()
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize(
    ("name", "look"),
    [
        *(("befriending", "light"), ("befriending", "narrow"), ("local", "dark"), ("local", "phone")),
        *(("westbank", "dark"), ("westbank", "phone"), ("portfolio", "light"), ("portfolio", "narrow")),
    ],
)
def test_axe_finds_nothing(name: str, look: str, browser: Browser, written: dict[str, Path]) -> None:
    page = opened(browser, written[name], look, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate(AXE)
    found = page.evaluate("names => axe.run(document, {runOnly: names})", STANDARDS)
    told = [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in found["violations"]]
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.context.close()
    assert told == []
    assert len(found["passes"]) > 20
    assert sideways == 0


def test_nothing_is_asked_of_the_network(browser: Browser, written: dict[str, Path]) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(written["local"].as_uri())
    context.close()
    assert asked == [written["local"].as_uri()]
    assert errors == []


def test_it_is_whole_without_scripts_and_each_part_opens(browser: Browser, written: dict[str, Path]) -> None:
    page = opened(browser, written["befriending"], java_script_enabled=False)
    step = page.get_by_text("would have happened anyway").first
    assert not step.is_visible()
    page.get_by_text("No longer chronically lonely, Older residents: ").click()
    assert step.is_visible()
    page.context.close()


def test_the_keyboard_reaches_the_skip_link_first(browser: Browser, written: dict[str, Path]) -> None:
    page = opened(browser, written["befriending"])
    page.keyboard.press("Tab")
    link = page.get_by_text("Skip to the report")
    assert link.evaluate("one => one === document.activeElement")
    assert (link.bounding_box() or {})["x"] >= 0
    page.context.close()


def test_pictures_have_accessible_names(browser: Browser, written: dict[str, Path]) -> None:
    page = opened(browser, written["befriending"])
    pictures = page.get_by_role("img")
    assert pictures.count() >= 7
    assert page.get_by_role("img", name="Waterfall of Befriending service").count() == 1
    assert page.get_by_role("table", name="Every assumption").count() == 1
    page.context.close()


def test_on_paper_everything_folded_is_open(browser: Browser, written: dict[str, Path]) -> None:
    page = opened(browser, written["befriending"])
    page.emulate_media(media="print")
    heights = page.evaluate("[...document.querySelectorAll('details table')].map(one => one.getBoundingClientRect().height)")
    pdf = page.pdf()
    page.context.close()
    assert min(heights) > 20
    assert len(heights) > 6
    assert pdf.startswith(b"%PDF")


def test_dark_and_light_differ_and_words_keep_their_colour(browser: Browser, written: dict[str, Path]) -> None:
    grounds = set()
    for look in ("light", "dark"):
        page = opened(browser, written["befriending"], look)
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.context.close()
    assert grounds == {"rgb(255, 255, 255)", "rgb(20, 25, 30)"}


@pytest.fixture(scope="module")
def job_club(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example whose ids are long and whose value has a negative part."""
    return report.write(sroi.read_case(JOB_CLUB), tmp_path_factory.mktemp("job_club") / "page.html", draws=500)


@pytest.mark.parametrize("look", ["phone", "narrow"])
def test_long_ids_break_on_a_phone(look: str, browser: Browser, job_club: Path) -> None:
    page = opened(browser, job_club, look)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.context.close()
    assert sideways == 0


def test_every_column_of_the_assumptions_is_seen_at_a_desk(browser: Browser, job_club: Path) -> None:
    page = opened(browser, job_club)
    hidden = page.get_by_role("group", name="Every assumption").evaluate("one => one.scrollWidth - one.clientWidth")
    page.context.close()
    assert hidden == 0


def test_paper_is_dark_on_light_whatever_the_screen_was(browser: Browser, job_club: Path) -> None:
    page = opened(browser, job_club, "dark")
    page.emulate_media(media="print")
    colours = page.evaluate("[...new Set([...document.querySelectorAll('svg text')].map(one => getComputedStyle(one).fill))]")
    sizes = page.evaluate("['thead th', 'td'].map(one => getComputedStyle(document.querySelector(one)).fontSize)")
    page.context.close()
    assert colours == ["rgb(0, 0, 0)"]
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("look", ["light", "narrow"])
def test_words_of_a_picture_do_not_meet_each_other_or_its_zero(look: str, browser: Browser, job_club: Path) -> None:
    page = opened(browser, job_club, look)
    found = page.evaluate(
        """() => [...document.querySelectorAll('svg')].flatMap(picture => {
          const boxes = [...picture.querySelectorAll('text')].map(one => one.getBoundingClientRect()).filter(one => one.width)
          const lines = [...picture.querySelectorAll('line')].map(one => one.getBoundingClientRect()).filter(one => !one.width)
          const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 2 && b.top < a.bottom - 2
          return boxes.flatMap((box, place) => [...boxes.slice(place + 1), ...lines].filter(other => meet(box, other)))
        }).length"""
    )
    page.context.close()
    assert found == 0
