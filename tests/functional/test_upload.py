"""The pages that ask and change, in a real browser: a list uploaded, looked at and stored."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from joinedup.register.files import write_folder
from tests.functional.test_pages import fits, serve
from tests.unit.register.small_folder import FILES

PAGES = ("/law?on=2026-03-01", "/checks?on=2026-03-01", "/search?q=chair", "/lists", "/changes")
PEOPLE = "id,name,employer\nann,Ann Ames-Moss,QZZ\nbo,Bo Byrne,RT1\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of a small folder."""
    folder = tmp_path_factory.mktemp("small")
    write_folder(folder, {name: text.encode() for name, text in FILES.items()})
    yield from serve(folder)


def csv(text: str) -> FilePayload:
    return {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}


def test_a_list_is_uploaded_looked_at_and_stored(
    site: str, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page.goto(f"{site}/lists/people")
    assert axe(page) == []
    page.get_by_role("button", name="See what it changes").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    assert page.title().startswith("Error: ")
    assert axe(page) == []

    page.locator("input[type=file]").set_input_files(csv(PEOPLE.replace("QZZ", "NOBODY")))
    page.get_by_role("button", name="See what it changes").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.get_by_role("table")).to_contain_text("'NOBODY' is not the id of an entry")
    assert axe(page) == []

    page.goto(f"{site}/lists/people")
    page.locator("input[type=file]").set_input_files(csv(PEOPLE))
    page.get_by_role("button", name="See what it changes").click()
    expect(page.get_by_role("main")).to_contain_text("Person 'Bo Byrne' (bo) was added.")
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert fits(page)
    page.get_by_role("button", name="Store the list").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Enter your name")
    assert axe(page) == []
    page.get_by_label("Your name").fill("Jo Bloggs")
    page.get_by_role("button", name="Store the list").click()
    expect(page.get_by_role("alert")).to_contain_text("It is stored, as version 2, by Jo Bloggs.")
    assert axe(page) == []
    page.get_by_role("link", name="See what changed").click()
    expect(page.get_by_role("main")).to_contain_text("name was 'Ann Ames' and is 'Ann Ames-Moss'")
    assert axe(page) == []
    assert fits(page)


def test_pages_are_free_of_barriers_and_narrow(
    site: str, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    for address in PAGES:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{site}{address}")
        assert axe(page) == [], address
        page.set_viewport_size({"width": 320, "height": 640})
        assert fits(page), address


def test_an_upload_works_without_script(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/lists/bodies")
    renamed = FILES["bodies.csv"].replace("Test Hospitals", "Our Hospitals")
    page.locator("input[type=file]").set_input_files(csv(renamed))
    page.get_by_role("button", name="See what it changes").click()
    expect(page.get_by_role("main")).to_contain_text("name was 'Test Hospitals'")
    page.get_by_role("button", name="Let it go").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bodies")
    context.close()
