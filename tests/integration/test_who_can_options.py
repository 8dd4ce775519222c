"""`joinedup who-can`: options that are refused, as nobody can mean what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from joinedup.cli.app import app
from joinedup.register.files import write_folder
from tests.unit.register.small_folder import FILES

CARE = "arrange-community-services"
DAY = ("--on", "2026-11-01")
OPTIONS = "--area --actor --value --linked --with-vat --a-year --holder --as-known".split()
DELEGATIONS = """\
delegations:
  - id: to-chief
    given_by: [board]
    given_to: chief
    functions: [arrange-community-services]
    area: testshire
    power: schedule-1b-11
    conditions: [{id: asked, says: The partners were asked}]
"""
POSTS = "posts:\n  - {id: chief, name: Chief executive, body: QZZ, holders: [{person: ann}]}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A board with one delegation, which has a condition."""
    files = {**FILES, "delegations.yaml": DELEGATIONS, "posts.yaml": POSTS}
    path = tmp_path / "system"
    write_folder(path, {name: text.encode() for name, text in files.items()})
    return path


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["who-can", str(folder), CARE, *DAY, *words])


def asked(folder: Path, *words: str) -> tuple[int, str]:
    """The exit code, and all that is said, in one line."""
    done = run(folder, *words)
    return done.exit_code, " ".join(done.output.split())


def faults(folder: Path, *words: str) -> list[tuple[str, str]]:
    """Which options are refused, and how each is to be mended."""
    done = run(folder, *words, "--json")
    assert done.exit_code == 2
    return [(one["where"]["file"], one["mend"]) for one in json.loads(done.stdout)["findings"]]


@pytest.mark.parametrize("text", ["no", "not", "False", "not yet", "NONE"])
def test_what_denies_a_condition_is_no_evidence_of_it(folder: Path, text: str) -> None:
    code, said = asked(folder, "--shown", f"asked={text}")
    assert code == 2
    assert f"'{text}' does not name what shows 'asked'" in said
    assert "write asked='not met' if it fails" in said
    # What only begins like it is a text like any other.
    assert asked(folder, "--shown", f"asked={text[0]}ote 4", "--actor", "chief")[0] == 0


@pytest.mark.parametrize("text", ["not met", "Not Met", " NOT   MET "])
def test_that_a_condition_is_not_met_is_said_in_any_capitals(folder: Path, text: str) -> None:
    code, said = asked(folder, "--shown", f"asked={text}", "--actor", "chief")
    assert code == 1
    assert "not to be met" in said


def test_what_a_proof_asks_of_itself_may_be_shown_too(folder: Path) -> None:
    posts = (folder / "posts.yaml").read_text("utf-8")
    (folder / "posts.yaml").write_text(posts.replace(", holders: [{person: ann}]", ""), "utf-8")
    chief = ("--actor", "chief")
    assert "not shown" in asked(folder, *chief)[1].partition("[holder]")[2][:12]
    shown = asked(folder, *chief, "--shown", "holder=minute 9")[1]
    assert "[holder]: evidenced, minute 9" in shown


@pytest.mark.parametrize("option", ["--with-vat", "--a-year"])
def test_the_same_matter_counted_otherwise_needs_its_value(folder: Path, option: str) -> None:
    [(where, mend)] = faults(folder, option, "100")
    assert where == option
    assert "with --value too" in mend
    assert asked(folder, option, "100", "--value", "100", "--actor", "chief")[0] == 0


def test_a_value_with_vat_is_not_below_the_value_without(folder: Path) -> None:
    value = ("--value", "100", "--actor", "chief")
    [(where, _)] = faults(folder, *value, "--with-vat", "99.99")
    assert where == "--with-vat"
    assert asked(folder, *value, "--with-vat", "100")[0] == 0
    # Linked matters add up to both.
    [(where, _)] = faults(folder, *value, "--linked", "20", "--with-vat", "119")
    assert where == "--with-vat"
    assert asked(folder, *value, "--linked", "20", "--with-vat", "120")[0] == 0


def test_where_something_is_near_it_alone_is_told(folder: Path) -> None:
    [(_, mend)] = faults(folder, "--area", "Testshir")
    assert mend == "did you mean testshire?"
    [(_, mend)] = faults(folder, "--area", "zzz")
    assert mend.startswith("there are: testshire, ")


@pytest.mark.parametrize(
    "option",
    (
        "--area",
        "--actor",
        "--value",
        "--linked",
        "--with-vat",
        "--a-year",
        "--holder",
        "--as-known",
    ),
)
@pytest.mark.parametrize("text", ["", " "])
def test_an_option_after_which_nothing_stands_is_refused(
    folder: Path, option: str, text: str
) -> None:
    value = ("--value", "100") if option in ("--linked", "--with-vat", "--a-year") else ()
    assert faults(folder, *value, option, text) == [(option, "say it, or leave the option out")]


def test_an_empty_day_is_not_today(folder: Path) -> None:
    assert faults(folder, "--on", "") == [("--on", "say it, or leave the option out")]


def test_a_wrong_day_hides_nothing_else(folder: Path) -> None:
    found = [where for where, _ in faults(folder, "--on", "2026-13-01", "--value", "x")]
    assert found == ["--on", "--value"]
    # Of which version is asked is not known then, and so nothing that is named can be looked up.
    words = ("--as-known", "x", "--value", "x", "--area", "nowhere")
    assert [where for where, _ in faults(folder, *words)] == ["--as-known", "--value"]


def test_one_year_is_not_worth_more_than_the_whole_life(folder: Path) -> None:
    value = ("--value", "100", "--actor", "chief")
    [(where, _)] = faults(folder, *value, "--a-year", "100.01")
    assert where == "--a-year"
    assert asked(folder, *value, "--a-year", "100")[0] == 0
    # Linked matters add up to both.
    assert asked(folder, *value, "--linked", "20", "--a-year", "120")[0] == 0


def test_that_nobody_is_said_to_hold_a_post_is_told_with_its_yes(folder: Path) -> None:
    brief = ("--brief", "--actor", "chief")
    assert "Yes: Chief executive" in asked(folder, *brief)[1]
    posts = (folder / "posts.yaml").read_text("utf-8")
    (folder / "posts.yaml").write_text(posts.replace(", holders: [{person: ann}]", ""), "utf-8")
    said = asked(folder, *brief)[1]
    assert "Yes, if somebody holds the post Chief executive: Chief executive" in said
    assert "Chief executive, NHS Testshire, if" in asked(folder, "--brief")[1]
    said = asked(folder, *brief, "--shown", "holder=minute 9")[1]
    assert "Yes: Chief executive" in said


@pytest.mark.parametrize("words", [("--vlaue", "5"), ("more",)])
def test_what_the_command_does_not_know_is_told_as_json_too(
    folder: Path, words: tuple[str, ...]
) -> None:
    [(where, mend)] = faults(folder, *words)
    assert (where, mend) == ("", "ask again; 'joinedup COMMAND --help' says how")
    done = run(folder, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Usage: " in done.stderr
