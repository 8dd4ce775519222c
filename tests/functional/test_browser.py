"""The tests' own browser: that it runs script, and that axe-core sees a barrier."""

from collections.abc import Callable

from playwright.sync_api import Page

GOOD = (
    "<!doctype html><html lang=en-GB><title>A page</title>"
    "<main><h1>A page</h1><p>Words</main></html>"
)


def test_a_page_without_barriers_has_none(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.set_content(GOOD)
    assert axe(page) == []


def test_a_barrier_is_found(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.set_content(GOOD.replace("<p>Words", "<img src='data:,'>"))
    assert any(found.startswith("image-alt") for found in axe(page))
