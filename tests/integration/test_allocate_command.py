"""`joinedup allocate` on odd names and questions: as text, as CSV and as JSON."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from joinedup.cli.app import app
from joinedup.register.files import write_folder
from tests.commands import ran
from tests.unit.register.small_folder import FILES


def asked(folder: Path, *more: str, pot: str = "1000", year: str = "2025-26") -> tuple[int, str]:
    words = ["allocate", str(folder), "--pot", pot, "--year", year, *more]
    outcome = CliRunner().invoke(app, words)
    return outcome.exit_code, outcome.output


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder whose places have names that a spreadsheet or a terminal could take amiss."""
    system = FILES["system.yaml"].replace("name: North", 'name: "=1+1 [/b]"')
    files = {**FILES, "system.yaml": system.replace("name: South", 'name: "[red]South"')}
    write_folder(tmp_path / "small", {name: text.encode() for name, text in files.items()})
    return tmp_path / "small"


def test_names_are_shown_as_they_are(small: Path) -> None:
    code, said = asked(small)
    assert code == 0
    assert "=1+1 [/b]" in said
    assert "[red]South" in said
    # In a process of its own, as it opens the store of the folder.
    assert ran(("run", small)).returncode == 0


def test_csv_holds_no_formula(small: Path) -> None:
    code, said = asked(small, "--csv")
    rows = list(csv.DictReader(io.StringIO(said)))
    assert code == 0
    assert {row["name"] for row in rows} == {"'=1+1 [/b]", "[red]South"}
    assert sum(int(row["pence"]) for row in rows) == 100_000


def test_json_has_the_shape_of_the_guide(small: Path) -> None:
    answer = json.loads(asked(small, "--json", pot="£1m")[1])
    assert answer["pot_pence"] == 100_000_000
    assert answer["year"] == "2025-26"
    assert sum(share["pence"] for share in answer["shares"]) == 100_000_000
    for share in answer["shares"]:
        moved = share["pence"] - share["head_count_pence"]
        assert sum(part["pence"] for part in share["why"]) == moved
    assert {source["id"] for source in answer["sources"]} >= {"need.csv", "formulas.yaml"}


@pytest.mark.parametrize(
    ("more", "pot", "year", "why"),
    [
        ([], "abc", "2025-26", "not an amount of money"),
        ([], "-1", "2025-26", "less than nothing"),
        ([], "0.001", "2025-26", "part of a penny"),
        ([], "1", "2025", "not a financial year"),
        ([], "1", "1999-00", "years that are: 2025-26"),
        (["--by", "ward"], "1", "2025-26", "--by ward"),
        (["--formula", "dentistry"], "1", "2025-26", "--formula dentistry"),
    ],
)
def test_what_cannot_be_answered_is_said_and_leaves_with_2(
    small: Path, more: list[str], pot: str, year: str, why: str
) -> None:
    code, said = asked(small, *more, pot=pot, year=year)
    assert code == 2
    assert why in said
    code, said = asked(small, *more, "--json", pot=pot, year=year)
    assert code == 2
    assert why in json.loads(said.split("joinedup:")[0])["findings"][0]["why"]
