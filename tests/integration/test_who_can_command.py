"""`joinedup who-can`: who may decide, or why nobody may, as text and as JSON."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from joinedup.authority.proof import Failed
from joinedup.cli.app import app
from joinedup.register.actions import store_version
from joinedup.register.files import read_folder, write_folder
from joinedup.register.models import Version
from joinedup.register.queries import version_known_by
from tests.integration.test_load_export import joinedup
from tests.unit.register.small_folder import FILES

FORUMS = """\
  - {id: north-committee, name: North Committee, kind: committee, area: north, owners: [QZZ]}
  - {id: city-council, name: All members, kind: full council, area: north, owners: [city]}
"""
POSTS = """\
posts:
  - {id: chief, name: Chief executive, body: QZZ, officers: [directors], holders: [{person: ann}]}
"""
DELEGATIONS = """\
delegations:
  - id: to-north
    given_by: [board]
    given_to: north-committee
    functions: [arrange-community-services]
    area: north
    cap: £1m
    power: schedule-1b-11
    conditions: [{id: asked, says: The partners were asked}]
  - id: to-chief
    given_by: [board]
    given_to: chief
    functions: [arrange-community-services]
    area: testshire
    cap: £3m a year
    power: schedule-1b-11
  - id: lead
    given_by: [QZZ]
    given_to: RT1
    functions: [arrange-community-services]
    area: north
    power: lead-provider-contract
"""
RESERVATIONS = """\
id,body,kept_by,functions,above,urgent
large,QZZ,board,arrange-community-services,£2m,chief
"""
DAY = ("--on", "2026-11-01")
CARE = "arrange-community-services"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A board with a committee for one of its places, and a scheme of delegation."""
    files = {
        **FILES,
        "forums.yaml": FILES["forums.yaml"] + FORUMS,
        "posts.yaml": POSTS,
        "delegations.yaml": DELEGATIONS,
        "reservations.csv": RESERVATIONS,
    }
    path = tmp_path / "my system"
    write_folder(path, {name: text.encode() for name, text in files.items()})
    return path


def asked(folder: Path, *words: str | Path) -> Result:
    done = CliRunner().invoke(app, ["who-can", str(folder), *map(str, words)])
    assert not done.exception or isinstance(done.exception, SystemExit), done.exception
    return done


def told(done: Result, code: int = 0) -> str:
    """What was said, in one line, after seeing that it fits a terminal."""
    assert done.exit_code == code, done.output
    assert [line for line in done.stdout.splitlines() if len(line) > 80] == []
    return " ".join(done.stdout.split())


def test_everyone_who_may_decide_is_told_with_chain_and_sources(folder: Path) -> None:
    done = asked(folder, CARE, "--area", "North", "--value", "£0.9m", *DAY)
    said = told(done)
    assert said.startswith(
        "Arranging community health services, for North, £900,000, on 1 November 2026 "
        "2 may decide it. Lowest: North Committee Who Up to what By what "
        "North Committee [north-committee] up to £1,000,000 to-north (lowest) "
        "Board of NHS Testshire [board] no cap acts for its body "
        "1. North Committee [north-committee] (lowest)"
    )
    brief = told(asked(folder, CARE, "--area", "North", "--value", "£0.9m", *DAY, "--brief"))
    assert said.startswith(brief.partition(" It is not known")[0])
    assert "delegated to" not in brief
    assert "delegated to North Committee, up to £1m" in said
    assert "Schedule 1B" in said
    assert "to-north, delegations.yaml:2)" in said
    assert "May decide: up to £1,000,000, for North" in said
    assert "Accountable and liable: NHS Testshire" in said
    assert "The partners were asked [asked]: not shown" in said
    assert "To be shown whoever decides: - The public was involved" in said
    # A link stands under the one that it follows.
    lines = done.stdout.splitlines()
    indents = [
        len(line) - len(line.lstrip()) for line in lines if re.match(r" +- (acts|del)", line)
    ]
    assert indents[:2] == [5, 7]
    # What was decided before is not said, so that it is not known of the chief executive.
    assert "It is not known whether Chief executive, NHS Testshire [chief] may" in said
    one = (CARE, "--area", "north", "--value", "900000", *DAY, "--actor")
    said = told(asked(folder, *one, "chief"), 1)
    assert "Not known: what is recorded does not settle whether Chief executive" in said
    for actor, outcome in (("chief", "not-known"), ("RT1", "fails")):
        assert json.loads(asked(folder, *one, actor, "--json").stdout)["outcome"] == outcome


def test_a_proof_that_the_checker_does_not_accept_is_never_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Failed("cap", "fails", "the cap is wrong")
    checked = ((fault,) for _ in range(9))
    monkeypatch.setattr("joinedup.authority.verify.verify_each", lambda *_: checked)
    done = CliRunner().invoke(app, ["who-can", str(folder), CARE, *DAY])
    assert isinstance(done.exception, RuntimeError)
    assert "does not hold: the cap is wrong" in str(done.exception)
    assert "may decide" not in done.stdout


def test_what_was_used_is_read_from_a_list(folder: Path, tmp_path: Path) -> None:
    used = tmp_path / "used.csv"
    used.write_text("delegation,year,used\nto-chief,2026-27,£2.5m\n")
    one = (CARE, "--actor", "chief", "--used", used, *DAY)
    said = told(asked(folder, *one, "--value", "400000"))
    assert "Yes: Chief executive, NHS Testshire may decide it." in said
    assert "up to £500,000 more this financial year, for Testshire" in said
    said = told(asked(folder, *one, "--value", "400000", "--linked", "200000"), 1)
    assert "£600,000 with linked matters" in said
    assert "is above its cap of £3m a year, of which £500,000 is left" in said
    used.write_text("delegation,year,used\nto-nobody,2026,x\n")
    done = asked(folder, *one, "--value", "400000")
    assert done.exit_code == 2
    for fault in ("there is no delegation 'to-nobody'", "not a financial year", "not an amount"):
        assert fault in done.stderr
    done = asked(folder, CARE, "--used", tmp_path / "none.csv", "--json")
    assert done.exit_code == 2
    [finding] = json.loads(done.stdout)["findings"]
    assert finding["where"]["file"] == "--used"


def test_deciding_higher_than_need_be_is_allowed_and_should_be_recorded(folder: Path) -> None:
    said = told(asked(folder, CARE, "--area", "north", "--value", "1", "--actor", "board", *DAY))
    assert "Yes: Board of NHS Testshire may decide it." in said
    assert "Somebody lower could decide it: - North Committee [north-committee]" in said
    assert "should record why" in said
    done = asked(folder, CARE, "--area", "north", "--actor", "board", *DAY, "--json")
    answer = json.loads(done.stdout)
    assert (done.exit_code, answer["may_decide"], answer["version"]) == (0, True, None)
    assert [one["id"] for one in answer["lower"]] == ["north-committee"]
    assert answer["together"] == []
    said = told(asked(folder, CARE, "--area", "north", "--actor", "north-committee", *DAY))
    assert "Somebody lower" not in said


def test_a_board_is_not_lower_than_its_own_post_and_nobody_is_where_it_cannot_wait(
    folder: Path, tmp_path: Path
) -> None:
    used = tmp_path / "used.csv"
    used.write_text("delegation,year,used_pence\nto-chief,2026-27,0\n")
    one = (CARE, "--value", "£1.9m", "--actor", "chief", "--used", used, *DAY)
    said = told(asked(folder, *one))
    assert said.endswith(
        "For the same area it could be decided together, which comes before alone: "
        "- Board of NHS Testshire [board]"
    )
    assert "Somebody lower" not in said
    answer = json.loads(asked(folder, *one, "--json").stdout)
    assert (answer["lower"], [one["id"] for one in answer["together"]]) == ([], ["board"])
    assert "could be decided" not in told(asked(folder, *one, "--urgent"))


def test_what_several_hold_each_for_itself_is_ranked_for_each_alone(folder: Path) -> None:
    (folder / "bodies.csv").write_text(
        "id,name,kind\nQZZ,NHS Testshire,integrated care board\nRT1,Test Hospitals,NHS trust\n"
        "RT2,Other Hospitals,NHS trust\ncity,Test City Council,unitary council\n"
    )
    board = "  - {id: b, name: B, kind: board of directors, area: testshire, owners: [RT2]}\n"
    (folder / "forums.yaml").write_text(FILES["forums.yaml"] + FORUMS + board)
    staff = "manage-own-workforce"
    said = told(asked(folder, staff, "--brief", *DAY))
    assert "2 may decide it. 2 bodies hold it, each for itself: '--holder' with the id" in said
    assert said.count("(lowest)") == 2
    assert "Lowest" not in said
    assert "could decide it" not in told(asked(folder, staff, "--actor", "RT1", *DAY))
    said = told(asked(folder, staff, "--brief", "--holder", "RT1", *DAY))
    assert "One may decide it. Lowest: Test Hospitals Who" in said


def test_a_refusal_has_every_reason_and_says_who_could(folder: Path) -> None:
    one = (CARE, "--area", "north", "--value", "£2.5m", "--actor", "north-committee", *DAY)
    said = told(asked(folder, *one), 1)
    assert "No: the register shows no authority for North Committee." in said
    assert "£2,500,000 is above its cap of" in said
    assert "[to-north, delegations.yaml:2]" in said
    assert "keeps this for Board of NHS Testshire above £2m. [large, reservations.csv:2]" in said
    assert "To change it:" in said
    assert "Who could decide it instead: - Board of NHS Testshire [board]" in said
    assert not re.search("unlawful|void|illegal", said)
    answer = json.loads(asked(folder, *one, "--json").stdout)
    assert answer["may_decide"] is False
    assert {"over-the-cap", "reserved"} <= {reason["rule"] for reason in answer["reasons"]}
    assert answer["act"]["value_pence"] == 250_000_000


def test_what_cannot_wait_passes_by_name_and_is_reported_back(folder: Path, tmp_path: Path) -> None:
    used = tmp_path / "used.csv"
    used.write_text("delegation,year,used_pence\nto-chief,2026-27,0\n")
    one = (CARE, "--value", "£2.5m", "--actor", "chief", "--used", used, *DAY)
    assert "Board of NHS Testshire above £2m" in told(asked(folder, *one), 1)
    assert "report back: it is reserved by large, reservations.csv:2" in told(
        asked(folder, *one, "--urgent")
    )


def test_a_contract_passes_no_function_and_what_would_is_named(folder: Path) -> None:
    said = told(asked(folder, CARE, "--area", "north", "--actor", "RT1", *DAY), 1)
    assert "passes work and no function" in said
    assert "could pass it on by 'An arrangement under section 65Z5'" in said


def test_nobody_may_decide_and_every_reason_is_told(folder: Path) -> None:
    said = told(asked(folder, "arrange-adult-social-care", "--area", "south", *DAY), 1)
    assert "Nobody: the register shows no authority for anyone. Why" in said
    answer = json.loads(
        asked(folder, "arrange-adult-social-care", "--area", "south", *DAY, "--json").stdout
    )
    assert answer["deciders"] == []
    assert answer["near"][0]["reasons"]


def test_what_each_of_several_must_decide_is_told_once(folder: Path) -> None:
    system = (folder / "system.yaml").read_text()
    whole = "{id: testshire, name: Testshire, kind: system, made_of: [north, south]}"
    system = system.replace("{id: testshire, name: Testshire, kind: system}", whole)
    (folder / "system.yaml").write_text(system)
    (folder / "bodies.csv").write_text(
        "id,name,kind,area\nQZZ,NHS Testshire,integrated care board,\n"
        "RT1,Test Hospitals,NHS foundation trust,\n"
        "city,Test City Council,unitary council,north\nshire,Shire,unitary council,south\n"
    )
    one = ("arrange-adult-social-care", *DAY)
    assert told(asked(folder, *one), 1).endswith(
        "Nobody: the register shows no authority for anyone. Why, and what would change the "
        "answer: - For the whole of Testshire each of Test City Council and Shire must decide, or "
        "pass it to one who then may decide for all, and nobody has it from all of them. To change "
        "it: Ask for the area of one of them (North and South), or let all of them pass it to a "
        "forum that they share."
    )
    said = told(asked(folder, *one, "--actor", "board"), 1)
    assert said.count("Test City Council and Shire hold this too and must decide as well") == 1


def test_json_has_the_proofs_with_reasons_and_sources(folder: Path) -> None:
    done = asked(folder, CARE, "--area", "north", "--value", "900000", *DAY, "--json")
    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    [lowest] = [one for one in answer["deciders"] if one["lowest"]]
    assert lowest["actor"]["id"] == "north-committee"
    assert lowest["terms"]["cap_pence"] == 100_000_000
    assert [step["how"] for step in lowest["chains"][0]["steps"]] == ["holds", "acts", "delegated"]
    assert lowest["reasons"]
    assert lowest["sources"]


def test_what_shows_a_condition_is_said(folder: Path) -> None:
    one = (CARE, "--area", "north", "--actor", "north-committee", *DAY)
    shown = ("--shown", "asked=minute 4", "--shown", "public-involvement")
    said = told(asked(folder, *one, *shown))
    assert "The partners were asked [asked]: evidenced, minute 4" in said
    assert "The public was involved [public-involvement]: asserted" in said
    said = told(asked(folder, *one, "--shown", "asked=not met"), 1)
    assert "is known not to be met" in said


def test_all_that_is_wrong_with_a_question_is_told_at_once(folder: Path) -> None:
    words = (
        *("arrange-comunity-services", "--area", "Nort", "--value", "-5", "--linked", "x"),
        *("--with-vat", "1.001", "--a-year", "y", "--actor", "bord", "--holder", "QZ"),
        *("--shown", "publik=a", "--shown", "asked=a", "--shown", "asked=b"),
        *("--on", "2026-13-01"),
    )
    done = asked(folder, *words)
    assert done.exit_code == 2
    assert done.stdout == ""
    for fault in (
        "'2026-13-01' is not a day",
        "there is no function 'arrange-comunity-services'",
        "did you mean arrange-community-services",
        "there is no area 'Nort'",
        "'-5' is less than nothing",
        "'x' is not an amount of money",
        "'1.001' may be meant as 1 or as 1,001",
        "'y' is not an amount of money",
        "there is no body, forum or post 'bord'",
        "did you mean board",
        "there is no body 'QZ'",
        "there is no condition or precondition 'publik'",
        "'asked' is shown twice",
    ):
        assert fault in done.stderr
    findings = json.loads(asked(folder, *words, "--json").stdout)["findings"]
    assert {one["where"]["file"] for one in findings} >= {"FUNCTION", "--area", "--value"}
    assert "linked matters add up" in asked(folder, CARE, "--linked", "5").stderr


def test_officers_are_named_by_their_body_and_class(folder: Path) -> None:
    said = told(asked(folder, CARE, "--actor", "QZZ:directors", *DAY), 1)
    assert "no authority for Directors, NHS Testshire" in said
    assert "there is no class of officers of 'QZZ' 'clerks'" in (
        asked(folder, CARE, "--actor", "QZZ:clerks").stderr
    )
    assert "there is no body 'QYY'" in asked(folder, CARE, "--actor", "QYY:directors").stderr


def test_names_that_several_have_are_no_answer(folder: Path) -> None:
    system = (folder / "system.yaml").read_text().replace("name: South", "name: North")
    (folder / "system.yaml").write_text(system)
    posts = POSTS + "  - {id: head, name: North Committee, body: QZZ}\n"
    (folder / "posts.yaml").write_text(posts)
    done = asked(folder, CARE, "--area", "north committee", "--actor", "North Committee")
    assert done.exit_code == 2
    assert "2 are called 'North Committee'" in done.stderr
    assert "north-committee (committee), head (post)" in done.stderr
    said = asked(folder, CARE, "--area", "NORTH").stderr
    assert "2 areas are called 'NORTH'" in said
    assert "by its id: north (place), south (place)" in said


def test_a_folder_or_a_day_that_cannot_be_read_is_told(folder: Path, tmp_path: Path) -> None:
    assert asked(folder, CARE, "--on", "1 May").exit_code == 2
    assert asked(folder, CARE, "--as-known", "1 May").exit_code == 2
    assert asked(tmp_path / "none", CARE, "--json").exit_code == 2
    (folder / "delegations.yaml").write_text(DELEGATIONS.replace("£1m", "plenty"))
    done = asked(folder, CARE)
    assert done.exit_code == 2
    assert "'plenty': write a cap like" in done.stderr


def test_as_known_asks_the_version_stored_last_by_the_end_of_the_day(folder: Path) -> None:
    one = ("who-can", folder, CARE, "--area", "north", "--value", "900000", *DAY)
    today = datetime.now(UTC).date().isoformat()
    said = joinedup(*one, "--as-known", today, code=2)
    assert "no version was stored by the end of" in said
    joinedup("load", folder)
    (folder / "delegations.yaml").unlink()
    assert "North Committee" not in joinedup(*one)
    # The clock may pass midnight while the test runs.
    said = joinedup(*one, "--as-known", "2999-01-01")
    assert "As known in version 1." in said
    assert "North Committee [north-committee] (lowest)" in said
    assert "to-north of the delegations" in " ".join(said.split())
    assert "by the end of 1 July 2022" in joinedup(*one, "--as-known", "2022-07-01", code=2)
    assert json.loads(joinedup(*one, "--as-known", "2999-01-01", "--json"))["version"] == (
        "version 1"
    )


@pytest.mark.usefixtures("store")
def test_a_day_ends_at_midnight_in_london(folder: Path) -> None:
    read = read_folder(folder).folder
    assert read is not None
    first, _ = store_version(by="a test", folder=read)
    instants = {
        2: datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC),
        3: datetime(2026, 7, 1, 23, 0, tzinfo=UTC),
        # Whoever set the clock back stored a later version all the same.
        4: datetime(2026, 6, 30, tzinfo=UTC),
    }
    for sequence, at in instants.items():
        Version.objects.create(
            sequence=sequence, content_id=first.sha256, system="QZZ", recorded_at=at, by="a test"
        )

    def known(year: int, month: int, day: int) -> int | None:
        version = version_known_by(datetime(year, month, day, tzinfo=UTC).date())
        return version.sequence if version else None

    assert known(2026, 6, 29) is None
    assert known(2026, 6, 30) == 4
    Version.objects.create(
        sequence=5, content_id=first.sha256, system="QZZ", recorded_at=instants[2], by="a test"
    )
    assert known(2026, 7, 1) == 5
    assert known(2026, 7, 2) == 5


def test_who_must_agree_is_told_in_the_headline_and_once(folder: Path) -> None:
    joint = DELEGATIONS.replace("lead-provider-contract", "section-65z5\n    mode: joint")
    (folder / "delegations.yaml").write_text(joint)
    one = (CARE, "--area", "north", *DAY)
    said = told(asked(folder, *one, "--actor", "RT1"))
    assert "Yes, together with NHS Testshire: Test Hospitals may decide it." in said
    assert said.count("together with NHS Testshire") == 1
    said = told(asked(folder, *one))
    assert "Test Hospitals, together with NHS Testshire [RT1]" in said


def test_a_long_answer_is_cut_and_the_rest_is_counted(folder: Path) -> None:
    posts = "".join(f"  - {{id: p{n}, name: Post {n}, body: QZZ}}\n" for n in range(20))
    (folder / "posts.yaml").write_text(POSTS + posts)
    one = "    functions: [arrange-community-services]\n    area: north\n"
    given = "".join(
        f"  - id: to-{n}\n    given_by: [board]\n    given_to: p{n}\n{one}"
        f"    cap: {'£1m a year' if n < 8 else '£1m'}\n    power: schedule-1b-11\n"
        f"  - id: lead-{n}\n    given_by: [QZZ]\n    given_to: RT1\n{one}"
        f"    power: {'lead-provider-contract' if n % 2 else 'memorandum'}\n"
        f"  - id: work-{n}\n    given_by: [QZZ]\n    given_to: RT1\n{one}    power: memorandum\n"
        for n in range(20)
    )
    (folder / "delegations.yaml").write_text(f"delegations:\n{given}")
    asking = (CARE, "--area", "north", "--value", "1000", *DAY)
    said = told(asked(folder, *asking))
    assert said.count("It is not known whether Post") == 5
    assert "Nor is it known of 3 more actors (see --json)." in said
    done = asked(folder, *asking, "--actor", "RT1")
    said = told(done, 1)
    assert len(done.stdout.splitlines()) < 90
    assert "more reasons (see --json)" in said
    assert "… and one more actor (see --json)" in said
    # What would change each of them alike is told after the last of them.
    assert said.count("'An arrangement under section 65Z5'") < said.count("passes work")
    answer = json.loads(asked(folder, *asking, "--actor", "RT1", "--json").stdout)
    assert len(answer["reasons"]) == 40


def test_what_would_change_the_parts_of_several_is_told_once(folder: Path) -> None:
    (folder / "bodies.csv").write_text(
        "id,name,kind,partner_of\nQZZ,NHS Testshire,integrated care board,\n"
        "city,Test City Council,unitary council,\nRT1,First Hospitals,NHS trust,QZZ\n"
        "RT2,Second Hospitals,NHS trust,QZZ\nRT3,Third Hospitals,NHS trust,QZZ\n"
    )
    board = "  - {id: b, name: B, kind: board of directors, area: testshire, owners: [RT2]}\n"
    (folder / "forums.yaml").write_text(FILES["forums.yaml"] + FORUMS + board)
    said = told(asked(folder, "plan-capital", *DAY), 1)
    assert "Second Hospitals decides its part through B." in said
    assert said.endswith(
        "To change it: Add to the register its board, or whoever else acts for it."
    )
    assert said.count("To change it") == 1


def test_holders_from_whom_all_authority_comes_alike_are_told_together(folder: Path) -> None:
    (folder / "bodies.csv").write_text(
        "id,name,kind,partner_of\nQZZ,NHS Testshire,integrated care board,\n"
        "RT1,Test Hospitals,NHS foundation trust,QZZ\nRT2,Other Hospitals,NHS trust,QZZ\n"
        "city,Test City Council,unitary council,\n"
    )
    forums = (
        "  - {id: jc, name: Joint, kind: joint committee, area: testshire, owners: [QZZ, RT1]}\n"
    )
    (folder / "forums.yaml").write_text(FILES["forums.yaml"] + FORUMS + forums)
    (folder / "delegations.yaml").write_text(
        "delegations:\n  - id: plan\n    given_by: [QZZ, RT1, RT2]\n    given_to: jc\n"
        "    functions: [joint-forward-plan]\n    area: testshire\n    power: section-65z6\n"
    )
    one = ("joint-forward-plan", "--actor", "jc", *DAY)
    said = told(asked(folder, *one), 1)
    assert "Delegation plan, from NHS Testshire, Test Hospitals and 1 more to Joint" in said
    (folder / "forums.yaml").write_text(
        FILES["forums.yaml"] + FORUMS + forums.replace("RT1]", "RT1, RT2]")
    )
    said = told(asked(folder, *one))
    assert "NHS Testshire, Test Hospitals and Other Hospitals each hold it by law" in said
    assert said.count("together to Joint") == 1
