"""The recipes of the guide to authority, each tried as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from joinedup.cli.app import app

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "authority.md"
#: What the recipes take for granted: bodies, who acts for them, posts and people.
FOLDER = {
    "system.yaml": """\
code: QZZ
name: Testshire
as_at: 2026-01-01
areas:
  - {id: testshire, name: Testshire, kind: system}
  - {id: testborough, name: Testborough, kind: place, within: [testshire], residents: 250000}
councils:
  - {body: council, extent: whole}
""",
    "bodies.csv": """\
id,name,kind,area,partner_of
QZZ,NHS Testshire,integrated care board,,
council,Testborough Council,unitary council,testborough,
trust-a,Trust A,NHS foundation trust,testshire,QZZ
trust-b,Trust B,NHS foundation trust,testshire,QZZ
""",
    "governance.csv": "body,model\ncouncil,leader and cabinet\n",
    "forums.yaml": """\
forums:
  - {id: icb-board, name: Board, kind: integrated care board, area: testshire, owners: [QZZ]}
  - {id: board-a, name: Board of A, kind: board of directors, area: testshire, owners: [trust-a]}
  - {id: board-b, name: Board of B, kind: board of directors, area: testshire, owners: [trust-b]}
  - {id: full-council, name: Members, kind: full council, area: testborough, owners: [council]}
  - {id: cabinet, name: Cabinet, kind: cabinet, area: testborough, owners: [council]}
  - {id: place-committee, name: Place, kind: committee, area: testborough, owners: [QZZ]}
""",
    "posts.yaml": """\
posts:
  - {id: leader, name: Leader, body: council, role: council leader, holders: [{person: cat}]}
  - {id: member-adults, name: Member, body: council, role: cabinet member,
     holders: [{person: dan}]}
  - {id: director, name: Director, body: council, officers: [chief officers],
     holders: [{person: eve}]}
""",
    "people.csv": "id,name,employer\ncat,Cat,\ndan,Dan,\neve,Eve,council\n",
    "delegations.yaml": "delegations:\n",
}
FUNDING = ("accept-external-funding", "--area", "testborough", "--value")
CAPS, TIERS = range(2)


def folder(path: Path, thresholds: int) -> Path:
    """A folder with all recipes, and of the two for thresholds that of caps or of tiers."""
    recipes = GUIDE.read_text().partition("## Recipes")[2].partition("## Reserve matters")[0]
    files = dict(FOLDER)
    for name, entries in re.findall(r"```yaml\n# (\S+)\n(.*?)```", recipes, re.DOTALL):
        capped = thresholds == CAPS or "to-cabinet" not in entries
        files[name] += entries if capped else re.sub(r'cap: ("[^"]*"|[^,]*),', "", entries)
    files["reservations.csv"] = re.findall(r"```csv\n(.*?)```", recipes, re.DOTALL)[thresholds]
    for name, text in files.items():
        (path / name).write_text(text)
    return path


def asked(path: Path, *words: str, on: str = "2026-11-01") -> tuple[int, set[str], str]:
    """The exit code, the ids of those who may decide by the short table, and all that is said."""
    done = CliRunner().invoke(app, ["who-can", str(path), *words, "--on", on, "--brief"])
    said = " ".join(done.stdout.split())
    return done.exit_code, set(re.findall(r"\[([^\]]*)\]", said)), said


@pytest.mark.parametrize(
    ("thresholds", "value", "may"),
    [
        (
            CAPS,
            "90000",
            {"leader", "cabinet", "member-adults", "council:chief officers", "director"},
        ),
        (CAPS, "400000", {"leader", "cabinet", "member-adults"}),
        (CAPS, "900000", {"leader", "cabinet"}),
        (CAPS, "1500000", {"leader"}),
        (CAPS, "2500000", {"full-council"}),
        (TIERS, "400000", {"member-adults"}),
        (TIERS, "900000", {"cabinet"}),
        (TIERS, "2500000", {"full-council"}),
    ],
)
def test_a_councils_thresholds(tmp_path: Path, thresholds: int, value: str, may: set[str]) -> None:
    code, found, _ = asked(folder(tmp_path, thresholds), *FUNDING, value)
    assert (code, found) == (0, may)


def test_the_other_recipes(tmp_path: Path) -> None:
    path = folder(tmp_path, CAPS)
    here = ("--area", "testborough")
    of_place = (*here, "--actor", "place-committee")
    for function in ("arrange-community-services", "arrange-adult-social-care"):
        of_joint = (function, *here, "--actor", "joint", "--value")
        assert asked(path, *of_joint, "3000000")[0] == 0
        assert asked(path, *of_joint, "3000001")[0] == 1
    assert asked(path, "manage-own-workforce", "--actor", "in-common")[0] == 0
    assert asked(path, "integrated-care-strategy")[1] == {"partnership"}
    code, _, said = asked(path, "integrated-care-strategy", on="2022-08-01")
    assert code == 1
    assert "it lacks the approval of Testborough Council" in said
    for value, code in (("125000", 0), ("125001", 1)):
        assert asked(path, "arrange-acute-services", *of_place, "--value", value)[0] == code
    code, _, said = asked(path, "plan-estates", *of_place)
    assert code == 1
    assert "it lacks the approval of NHS Testshire" in said
    for on, code in (("2026-09-30", 0), ("2026-10-01", 1)):
        assert asked(path, "arrange-mental-health-services", *of_place, on=on)[0] == code


def test_a_body_through_which_nobody_may_decide_is_no_yes(tmp_path: Path) -> None:
    path = folder(tmp_path, CAPS)
    kept = "id,body,kept_by,functions\nr,council,nobody-yet,arrange-adult-social-care\n"
    (path / "reservations.csv").write_text(kept.replace("nobody-yet", "full-council"))
    forums = (path / "forums.yaml").read_text().replace("kind: full council, ", "kind: committee, ")
    (path / "forums.yaml").write_text(forums)
    care = ("arrange-adult-social-care", "--area", "testborough")
    holds = "Testborough Council holds it, but the register shows nobody through whom it may decide"
    for actor in ((), ("--actor", "council")):
        code, _, said = asked(path, *care, *actor)
        assert code == 1
        assert holds in said
        assert "keeps this for Members" in said
    code, _, said = asked(path, "arrange-adult-social-care")
    assert code == 1
    assert "Testborough Council holds it for Testborough" in said
    # Of trusts without a board the register does not say who acts.
    (path / "forums.yaml").write_text(re.sub(r".*board of directors.*\n", "", forums))
    (path / "delegations.yaml").write_text("delegations: []\n")
    code, found, said = asked(path, "manage-own-workforce", "--holder", "trust-a")
    assert (code, found) == (0, {"trust-a"})
    said = asked(path, "manage-own-workforce", "--actor", "trust-a")[2]
    assert "The register does not say who acts for it." in said


def blocks(language: str) -> list[str]:
    """The fenced blocks of the guide in a language."""
    return re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(), re.DOTALL)


def test_the_first_delegation_of_the_guide_has_a_proof_with_its_condition(tmp_path: Path) -> None:
    path = folder(tmp_path, CAPS)
    example = blocks("yaml")[0].replace("north-committee", "place-committee")
    (path / "delegations.yaml").write_text(example.replace("area: north", "area: testborough"))
    (path / "instruments.yaml").write_text(
        "instruments:\n  - {id: scheme-2026, title: Scheme, kind: standing orders, owners: [QZZ]}\n"
    )
    words = ["arrange-community-services", "--area", "testborough", "--actor", "place-committee"]
    done = CliRunner().invoke(app, ["who-can", str(path), *words, "--on", "2026-11-01"])
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert "[committee-members-approved]: evidenced, letter of 3 March" in said


def test_the_answer_that_the_guide_shows_is_what_the_program_says(tmp_path: Path) -> None:
    commands = [line.split() for line in blocks("")[0].splitlines()]
    for words in commands[:2]:
        done = CliRunner().invoke(
            app, [str(tmp_path / one) if one == "my-system" else one for one in words[1:]]
        )
        assert done.exit_code == 0
    [shown] = blocks("text")
    assert shown in done.stdout
