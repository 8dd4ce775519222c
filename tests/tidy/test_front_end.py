"""The style sheet and script as set-up builds them: nothing from elsewhere, nothing missing."""

import re

from tests.tidy.house import PACKAGE

STATIC = PACKAGE / "web" / "static"
CSS = STATIC / "joinedup.css"
SCRIPT = STATIC / "nhsuk-frontend.min.js"


def test_the_style_sheet_asks_for_nothing_that_is_not_beside_it() -> None:
    css = CSS.read_text(encoding="utf-8")
    wanted = set(re.findall(r"url\([\"']?([^)\"']+)", css))
    named = {url for url in wanted if not url.startswith("data:")}
    assert [url for url in named if not (STATIC / url).is_file()] == []


def test_the_style_sheet_is_unbranded() -> None:
    css = CSS.read_text(encoding="utf-8").lower()
    assert "frutiger" not in css
    assert "@font-face" not in css


def test_no_source_map_is_asked_for() -> None:
    for path in (CSS, SCRIPT):
        assert "sourceMappingURL" not in path.read_text(encoding="utf-8")
