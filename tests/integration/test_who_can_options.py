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
