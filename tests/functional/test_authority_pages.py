"""Who may decide, in a real browser: wide, narrow, printed, by keyboard, without script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from joinedup.demo.system import demo_files
from joinedup.register.files import write_folder
from tests.functional.test_pages import WIDTHS, fits, serve

ASK = "/who-can?function=arrange-community-services&area=gullhaven"
PAGES = {
    "the form alone": "/who-can",
    "who may decide": f"{ASK}&value=250000&on=2026-11-01",
    "one who may": f"{ASK}&value=250000&on=2026-11-01&actor=icb-board",
    "one who may together with another": f"{ASK.replace('gullhaven', 'high-fellmoor')}"
    "&value=250000&on=2026-11-01&actor=fellshire-county-council",
    "nobody": "/who-can?function=arrange-community-services&area=fellshire&on=2026-11-01",
    "one who may not": f"{ASK}&value=250000&on=2026-11-01&actor=quillbridge-director",
    "several chains": "/who-can?function=joint-forward-plan&area=merewold&on=2026-11-01",
    "a condition that is not met": f"{ASK}&actor=gullhaven-committee&shown-public-involvement="
    "asserted&shown-constitution-provides=not-met&on=2026-11-01",
    "faults of what is shown": f"{ASK}&shown-equality-duty=evidenced&on=2026-11-01",
    "faults": "/who-can?function=&area=gullhaven&value=x&day=31&month=2&year=2026",
    "functions": "/functions",
    "a function by tier": "/functions/arrange-community-services?on=2026-11-01",
    "a delegation": "/delegations/gullhaven-director?on=2026-11-01",
    "a delegation without a power": "/delegations/larkenfold-lead-provider?on=2026-11-01",
    "what a forum may decide": "/forums/gullhaven-partnership/powers?on=2026-11-01",
    "what a post may decide": "/posts/gullhaven-director/powers?on=2026-11-01",
    "the scheme": "/scheme?on=2026-11-01",
    "delegations with no power": "/scheme/no-power?on=2026-11-01",
}

#: Opens the first so many parts of a page that are closed; null is all.
OPEN = """most => [...document.querySelectorAll('details')].slice(0, most ?? undefined)
    .forEach(one => one.open = true)"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of the fictional system."""
    folder = tmp_path_factory.mktemp("authority") / "demo"
    write_folder(folder, demo_files(2026))
    yield from serve(folder)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_and_fits(
    page: Page, axe: Callable[[Page], list[str]], site: str, name: str
) -> None:
    answered = page.goto(site + PAGES[name])
    assert answered is not None
    assert answered.status == 200
    # A few are enough for axe, which takes its time over a page of many tables.
    page.evaluate(OPEN, 5)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == []
    page.evaluate(OPEN, None)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert fits(page)
    page.set_viewport_size({"width": 718, "height": 1000})
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    assert fits(page)


def test_a_question_is_asked_and_answered_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}/who-can")
    page.get_by_label("What is to be decided").focus()
    page.keyboard.type("Arranging community")
    page.keyboard.press("Tab")
    expect(page.get_by_label("For which area")).to_be_focused()
    page.keyboard.type("Gullhaven")
    page.keyboard.press("Tab")
    page.keyboard.type("£250,000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Arranging community")).to_be_visible()
    expect(page.get_by_label("Value", exact=True)).to_have_value("£250,000")
    assert "on=2026-03-01" in page.url


def test_the_error_summary_takes_focus_and_answers_are_kept(page: Page, site: str) -> None:
    page.goto(f"{site}/who-can")
    page.get_by_label("For which area").select_option("gullhaven")
    page.get_by_label("Value", exact=True).fill("a lot")
    page.get_by_role("button", name="Show who can decide").click()
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("There is a problem")
    assert page.title().startswith("Error: ")
    expect(page.get_by_label("Value", exact=True)).to_have_value("a lot")
    expect(page.get_by_label("For which area")).to_have_value("gullhaven")
    summary.get_by_role("link", name="Choose what is to be decided").click()
    expect(page.get_by_label("What is to be decided")).to_be_focused()


def test_a_chain_is_a_list_with_a_name(page: Page, site: str) -> None:
    page.goto(site + PAGES["a delegation"])
    chain = page.get_by_role("list", name="Chain from the law to")
    expect(chain).to_have_count(1)
    links = chain.get_by_role("listitem")
    expect(links.first).to_contain_text("The law gives it to")
    expect(links.last).to_contain_text("Place director, Gullhaven")


def test_it_is_asked_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 900})
    page = context.new_page()
    page.goto(site)
    menu = page.get_by_role("navigation", name="Menu")
    menu.get_by_role("link", name="Who can decide?").click()
    page.get_by_label("What is to be decided").select_option("arrange-community-services")
    page.get_by_label("For which area").select_option("gullhaven")
    page.get_by_label("By whom").select_option("quillbridge-director")
    page.get_by_role("button", name="Show who can decide").click()
    expect(page.get_by_text("The register shows no authority for")).to_be_visible()
    page.get_by_role("link", name="See all who may decide this").click()
    expect(page.get_by_role("heading", level=3, name="On the NHS side")).to_be_visible()
    page.locator(".nhsuk-expander > summary").first.click()
    expect(page.locator(".nhsuk-expander .app-chain").first).to_be_visible()
    context.close()


def test_what_is_shown_is_said_beside_the_answer_and_asked_again(page: Page, site: str) -> None:
    page.goto(f"{site}/who-can?function=arrange-community-services&area=gullhaven")
    page.locator("#showing > summary").focus()
    page.keyboard.press("Enter")
    equality = page.get_by_role("group", name="The equality duty was met")
    equality.get_by_label("Is it shown?").select_option("Evidenced")
    equality.get_by_label("By what").fill("minute 8")
    equality.get_by_label("By what").press("Enter")
    expect(page.get_by_text("Evidenced: minute 8").first).to_be_visible()
    assert "by-equality-duty=minute+8" in page.url
    assert "by-public-involvement" not in page.url
    again = page.get_by_role("group", name="The equality duty was met")
    expect(again.get_by_label("By what")).to_have_value("minute 8")


def test_tables_download_from_the_answer(page: Page, site: str) -> None:
    page.goto(site + PAGES["who may decide"])
    with page.expect_download() as begun:
        page.get_by_role("link", name="Download who may decide (CSV)").click()
    assert begun.value.suggested_filename == "who-can.csv"
    with page.expect_download() as begun:
        page.get_by_role("link", name="Download all of the answer (XLSX)").click()
    assert begun.value.suggested_filename == "who-can.xlsx"
