"""What the site says on the console: one plain line a trouble, unless asked for more."""

import logging

import pytest

from joinedup.web.console import OneLine


def record(message: str, status: int | None = None) -> logging.LogRecord:
    """A record of a fault as Django makes it."""
    try:
        raise ZeroDivisionError("of a\nkind")
    except ZeroDivisionError as error:
        given = (type(error), error, error.__traceback__)
    made = logging.LogRecord("django.request", logging.ERROR, "", 0, message, (), given)
    if status:
        made.status_code = status
    return made


def test_a_fault_of_ours_is_one_line_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JOINEDUP_DEBUG", raising=False)
    said = OneLine().format(record("Internal Server Error: /\x1b[2J", 500))
    assert said.isprintable()
    assert "ZeroDivisionError('of a" in said


def test_a_stranger_is_one_line_without_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JOINEDUP_DEBUG", raising=False)
    said = OneLine().format(record("You may need to add 'x' to ALLOWED_HOSTS.", 400))
    assert said == "You may need to add 'x' to JOINEDUP_HOSTS."


def test_whoever_mends_it_may_see_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINEDUP_DEBUG", "1")
    assert "Traceback" in OneLine().format(record("Internal Server Error: /", 500))
