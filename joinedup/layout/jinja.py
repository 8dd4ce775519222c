"""Templates: Jinja, our own and the NHS components, and the filters that they use."""

from __future__ import annotations

from typing import Any

from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup, escape

from joinedup.layout import tables, writing
from joinedup.values.dates import day_in_words, year_in_words


class Templates(Jinja2):
    """Django's Jinja templates, found in the folder `templates` of each room."""

    app_dirname = "templates"


def environment(**options: Any) -> Environment:
    """The Jinja environment, made from the options that Django gives."""
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja")])
    # The NHS components ask for parts of parameters that were not given.
    options["undefined"] = ChainableUndefined
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)
    made.globals.update(static=static, url=reverse, shown=tables.shown)
    made.filters.update(
        day=day_in_words,
        year=year_in_words,
        number=writing.number,
        value=writing.value,
        first_capital=writing.first_capital,
        breakable=breakable,
    )
    return made


def breakable(text: str) -> Markup:
    """Text that may be broken after a slash, an underscore or a full stop, for long file names."""
    marked = str(escape(text))
    for sign in "/_.":
        marked = marked.replace(sign, f"{sign}<wbr>")
    return Markup(marked)
