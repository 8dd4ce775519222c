"""A page as one file that needs no server: its style stands in it, its downloads beside it."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import PackageLoader
from markupsafe import Markup

from joinedup.layout.jinja import environment
from joinedup.layout.page import Page


def page_file(page: Page, says: Sequence[str], css: str, program: str) -> bytes:
    """The page as HTML: its title, some paragraphs, its tables and the links to their files.

    `css` is the style that it carries in itself; `program` is named at its foot.
    """
    made = environment(loader=PackageLoader("joinedup.layout"), autoescape=True)
    template = made.get_template("layout/standalone.jinja")
    return template.render(page=page, says=says, css=Markup(css), program=program).encode()
