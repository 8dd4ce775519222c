"""A real browser for the functional tests, and axe-core to look for barriers in a page."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.functional.browser import NONE_FOUND, find

# Playwright keeps an event loop running in this thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: To describe what is well, element by element, would take most of the time.
VIOLATIONS = """tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})
    .then(found => found.violations)"""
HERE = {"localhost", "127.0.0.1"}
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, for tests that make their own contexts (no script, 320 px, print)."""
    path = find()
    if path is None:
        pytest.skip(NONE_FOUND)
    # Chromium's sandbox refuses to start as root.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of 1280 by 900 pixels.

    At its end the test fails if the page logged an error, broke its own content security policy,
    or asked any other machine for anything.
    """
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="Europe/London"
    )
    opened = context.new_page()
    troubles: list[str] = []

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.hostname not in HERE:
            troubles.append(f"asked for {request.url}")

    opened.on("request", note_request)
    opened.on("pageerror", lambda error: troubles.append(f"script failed: {error}"))
    opened.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert not troubles, troubles


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """A function that gives what axe-core finds wrong with a page, a line for each element."""

    def violations(page: Page) -> list[str]:
        # Evaluated by the browser's debugger, so the page's content security policy stays on.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        return [
            f"{rule['id']}: {rule['help']}: {node['html']}"
            for rule in page.evaluate(VIOLATIONS, AXE_TAGS)
            for node in rule["nodes"]
        ]

    return violations
