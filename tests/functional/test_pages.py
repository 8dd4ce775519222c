"""The pages in a real browser, from `joinedup serve`: wide, narrow, printed, without script."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from joinedup.demo.system import demo_files
from joinedup.register.files import write_folder

JOINEDUP = Path(sys.executable).with_name("joinedup")
PAGES = {
    "home": "/",
    "fair shares by place": "/allocation?pot=4512000000",
    "fair shares by neighbourhood": "/allocation?by=neighbourhood",
    "fair shares without a pot": "/allocation?pot=",
    "a fault in the question": "/allocation?pot=abc",
    "checks": "/checks?on=2026-03-01",
    "a fault in the day": "/checks?day=31&month=2&year=2026",
    "a place": "/places/gullhaven",
    # Of the register a busy one of each kind, and a day on which the law was another.
    "the system as tiers": "/system",
    "all bodies": "/bodies",
    "a council": "/bodies/fellshire-county-council",
    "all forums on another day": "/forums?on=2021-06-30",
    "a board": "/forums/icb-board",
    "councils and overlap": "/councils",
    "a neighbourhood": "/areas/furnace-row",
    "a person": "/people/daniyal-tallowby",
    "a fault in the day of a page": "/forums?day=31&month=2&year=2026",
}
WIDTHS = (1280, 320)


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder at a free port until the test is done with it; its address."""
    command = [JOINEDUP, "serve", folder, "--port", "8310"]
    environment = os.environ | {"JOINEDUP_TODAY": "2026-03-01"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        try:
            said = ""
            while " is at http" not in said:
                said = server.stdout.readline()
                assert said, "the server ended without saying where it is"
            yield said.split(" is at ")[1].split("/ ")[0]
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of the fictional system."""
    folder = tmp_path_factory.mktemp("a folder") / "demo"
    write_folder(folder, demo_files(2026))
    yield from serve(folder)


#: Whether the page comes to be no wider than this many pixels, in five seconds at most: after a
#: change of width the menu is folded in a frame of its own, and on a busy machine that is late.
COMES_TO_FIT = """width => new Promise(tell => {
    const late = performance.now() + 5000;
    const look = () => {
        if (document.documentElement.scrollWidth <= width) tell(true);
        else if (performance.now() > late) tell(false);
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(() => requestAnimationFrame(look));
})"""


def fits(page: Page) -> bool:
    """Whether a page need not be scrolled sideways, at the width it was last given."""
    assert page.viewport_size is not None
    return bool(page.evaluate(COMES_TO_FIT, page.viewport_size["width"]))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_and_fits(
    page: Page, axe: Callable[[Page], list[str]], site: str, name: str
) -> None:
    page.goto(site + PAGES[name])
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == []
        assert fits(page)
    page.set_viewport_size({"width": 718, "height": 1000})
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    assert fits(page)


def test_the_register_is_walked_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 900})
    page = context.new_page()
    page.goto(site)
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="System").click()
    page.get_by_role("link", name="Board of NHS Merewold").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Board of NHS Merewold")
    page.locator("#day summary").click()
    page.get_by_label("Day", exact=True).fill("30")
    page.get_by_label("Month").fill("6")
    page.get_by_label("Year").fill("2021")
    page.get_by_role("button", name="Show this day").click()
    expect(page.get_by_text("It is not there yet on 30 June 2021.")).to_be_visible()
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Law").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_a_page_that_is_not_there_has_no_barrier(
    browser: Browser, axe: Callable[[Page], list[str]], site: str
) -> None:
    page = browser.new_page()
    answered = page.goto(f"{site}/nowhere")
    assert answered is not None
    assert answered.status == 404
    assert axe(page) == []
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    page.close()


def test_the_keyboard_alone_reaches_everything(page: Page, site: str) -> None:
    page.goto(f"{site}/allocation")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#maincontent")).to_be_focused()
    page.keyboard.press("Tab")
    pot = page.get_by_label("Pot")
    expect(pot).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("£1bn")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="£1 billion for core services")).to_be_visible()
    expect(page.get_by_label("Pot")).to_have_value("£1bn")


def test_focus_is_seen(page: Page, site: str) -> None:
    page.goto(f"{site}/places/gullhaven")
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(({outlineStyle, boxShadow, backgroundColor}) => "
            "[outlineStyle, boxShadow, backgroundColor])(getComputedStyle(document.activeElement))"
        )
        assert style[0] != "none" or style[1] != "none"


def test_the_error_summary_takes_focus_and_leads_to_the_field(page: Page, site: str) -> None:
    page.goto(f"{site}/allocation")
    page.get_by_label("Pot").fill("a lot")
    page.get_by_label("Shared by").select_option("neighbourhood")
    page.get_by_role("button", name="Show the shares").click()
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("There is a problem")
    assert page.title().startswith("Error: ")
    expect(page.get_by_label("Pot")).to_have_value("a lot")
    expect(page.get_by_label("Shared by")).to_have_value("neighbourhood")
    summary.get_by_role("link").click()
    expect(page.get_by_label("Pot")).to_be_focused()


def test_why_opens_and_adds_up(page: Page, site: str) -> None:
    page.goto(f"{site}/allocation")
    why = page.locator("#why-gullhaven")
    expect(why.get_by_role("table")).to_be_hidden()
    why.locator("summary").click()
    expect(why.get_by_role("table")).to_be_visible()

    def pence(text: str) -> int:
        digits = "".join(sign for sign in text if sign.isdigit())
        return -int(digits) if text.startswith("−") else int(digits)

    moved = [pence(cell) for cell in why.locator("tbody td:last-child").all_inner_texts()]
    assert sum(moved) == pence(why.locator("tfoot td:last-child").inner_text())


def test_a_picture_is_announced_once_at_each_width(page: Page, site: str) -> None:
    page.goto(site)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        pictures = page.get_by_role("img")
        expect(pictures).to_have_count(1)
        expect(pictures).to_have_accessible_name(
            re.compile("^Map of the places and the people registered in each A map of 5 places: ")
        )
        described = page.evaluate("document.querySelectorAll('svg[role=img] > desc').length")
        assert described == 2


def test_everything_works_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    menu = page.get_by_role("navigation", name="Menu")
    menu.get_by_role("link", name="Fair shares").click()
    page.get_by_label("Pot").fill("£1bn")
    page.get_by_label("Shared by").select_option("neighbourhood")
    page.get_by_role("button", name="Show the shares").click()
    expect(page.get_by_role("heading", name="£1 billion for core services")).to_be_visible()
    page.locator("summary").first.click()
    expect(page.locator("details table").first).to_be_visible()
    menu.get_by_role("link", name="Checks").click()
    page.get_by_label("Year").fill("2001")
    page.get_by_role("button", name="Check this day").click()
    expect(page.get_by_role("heading", name="Checked as on 1 March 2001")).to_be_visible()
    context.close()


def test_on_paper_there_is_no_menu_and_every_why_is_open(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 718, "height": 1000})
    page.goto(f"{site}/allocation")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    expect(page.get_by_role("button", name="Show the shares")).to_be_hidden()
    expect(page.locator("#why-gullhaven table")).to_be_visible()
    assert fits(page)


def test_a_table_downloads_from_its_page(page: Page, site: str) -> None:
    page.goto(f"{site}/places/gullhaven")
    with page.expect_download() as begun:
        page.get_by_role("link", name="Download this table (CSV) Practices of Gullhaven").click()
    assert begun.value.suggested_filename == "places-gullhaven.csv"
    with page.expect_download() as begun:
        page.get_by_role("link", name="Download all").first.click()
    assert begun.value.suggested_filename == "places-gullhaven.xlsx"


def test_a_folder_that_was_broken_says_so_and_recovers(
    browser: Browser, axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    folder = tmp_path / "broken"
    write_folder(folder, demo_files(2026))
    system = folder / "system.yaml"
    good = system.read_text(encoding="utf-8")
    page = browser.new_page()
    for site in serve(folder):
        system.write_text("code: 1\n", encoding="utf-8")
        answered = page.goto(site)
        assert answered is not None
        assert answered.status == 503
        expect(page.get_by_role("heading", level=1)).to_have_text("There is a problem")
        assert axe(page) == []
        system.write_text(good, encoding="utf-8")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Merewold")
    page.close()
