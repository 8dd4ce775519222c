"""`joinedup check` by day, by pack and as if a proposal were law: words, JSON and exit codes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from joinedup.cli.app import app
from joinedup.demo.system import demo_files
from joinedup.register.files import write_folder
from tests.unit.register.small_folder import FILES

# A contract passes work, and no function; it is in nobody's power to let it.
WITHOUT_POWER = """\
delegations:
  - id: lead-provider
    given_by: [QZZ]
    given_to: RT1
    functions: [arrange-community-services]
    area: north
    power: lead-provider-contract
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    write_folder(tmp_path / "small", {name: text.encode() for name, text in FILES.items()})
    return tmp_path / "small"


def asked(folder: Path, *more: str) -> tuple[int, str]:
    outcome = CliRunner().invoke(app, ["check", str(folder), *more])
    return outcome.exit_code, outcome.output


def test_a_day_that_is_none_is_told_like_other_faults_with_those_that_it_may_mean(
    small: Path,
) -> None:
    code, said = asked(small, "--on", "1/4/2026")
    assert code == 2
    assert said.startswith("FAILS A MUST  --on  command.asked\n    '1/4/2026' is not a day\n")
    assert "here 2026-01-04 or 2026-04-01, whichever is meant" in said
    code, said = asked(small, "--on", "1/4/2026", "--json")
    [finding] = json.loads(said[: said.rindex("}") + 1])["findings"]
    assert (code, finding["where"]["file"]) == (2, "--on")


def test_a_failed_must_is_a_no_and_guidance_is_not(small: Path) -> None:
    code, said = asked(small, "--on", "2025-04-01")
    assert code == 1
    assert "FAILS A MUST" in said
    assert "NOT LAW" not in said
    code, said = asked(small, "--on", "2025-04-01", "--pack", "policy-2022")
    assert code == 0
    assert "FAILS A SHOULD" in said
    assert "FAILS A MUST" not in said


def test_an_earlier_day_is_asked_by_the_frameworks_of_its_time(small: Path) -> None:
    code, said = asked(small, "--on", "2021-06-30", "--json")
    assert code == 0
    rules = json.loads(said)["rules"]
    assert {"LTP-1.52a", "NS-2.6", "DF-p24"} <= set(rules)
    assert "ICB-3" not in rules


def test_a_pack_that_there_is_not(small: Path) -> None:
    code, said = asked(small, "--pack", "act-2023")
    assert code == 2
    assert "act-2022" in said
    code, said = asked(small, "--as-if", "act-2022")
    assert code == 2
    assert "option-1, option-2, bill-2026" in said
    assert asked(small, "--as-if", "bill-2026", "--pack", "act-2022")[0] == 2


def test_a_bill_is_never_told_as_law(small: Path) -> None:
    code, said = asked(small, "--on", "2026-11-21", "--as-if", "bill-2026")
    # What fails now is what the law says; the exit code is the law's.
    assert code == 1
    for part in ("Would be set aside: ICB-8-2/councils", "Would be added: BILL-21"):
        assert part in said
    heads = [line for line in said.splitlines() if "if it were law" in line or "Findings" in line]
    assert len(heads) == 3
    assert all(line.startswith("NOT LAW.") for line in heads)


def test_json_of_as_if_says_that_it_is_not_law(small: Path) -> None:
    answer = json.loads(asked(small, "--on", "2026-11-21", "--as-if", "bill-2026", "--json")[1])
    assert answer["not_law"] is True
    assert answer["pack"] == "bill-2026"
    assert "ICB-8-2/councils" in answer["would_replace"]
    assert "BILL-21" in answer["would_add"]
    now, then = answer["findings_now"], answer["findings_then"]
    assert not any(one["severity"] == "would" for one in now)
    assert answer["would_go"] == [one for one in now if one not in then]
    assert answer["would_come"] == [one for one in then if one not in now]


def test_a_proposal_asked_by_its_pack_is_labelled(small: Path) -> None:
    code, said = asked(small, "--on", "2026-11-21", "--pack", "bill-2026")
    assert code == 0
    assert said.startswith("NOT LAW: BILL-21")
    assert "rules of law" not in said
    assert (
        "No rule that was asked for" in asked(small, "--on", "2025-04-01", "--pack", "option-1")[1]
    )
    assert json.loads(asked(small, "--pack", "bill-2026", "--json")[1])["not_law"] is True
    assert "not_law" not in json.loads(asked(small, "--json")[1])


def test_delegations_without_a_power_are_told_and_strictly_refused(tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    write_folder(demo, demo_files(2026))
    code, said = asked(demo, "--on", "2026-11-01")
    # It is a no for its two faults; what no power supports is told beside them.
    assert code == 1
    assert said.count("FAILS A MUST") == 2
    assert "authority.passes-no-function" in said
    assert "Counsel advised on 12 February 2025" in said
    told = said[said.index("would pass it to Larkenfold Care NHS Trust") :]
    assert "NHS Act 2006 section 65Z5" in told.splitlines()[0]
    assert "no power that this program knows of" in said
    assert said.endswith(
        ": 25 rules of law applied; 2 findings fail (2 of them a 'must'), 1 is not known. "
        "The folder's own checks: 3 findings fail, 4 are not known.\n"
    )
    said = asked(demo, "--on", "2026-11-01", "--strict")[1]
    assert "The folder's own checks: 3 findings fail (2 of them a 'must'), 4 are" in said
    code, said = asked(demo, "--on", "2026-11-01", "--strict", "--json")
    assert code == 1
    musts = [one for one in json.loads(said)["findings"] if one["severity"] == "must"]
    assert [one["rule"] for one in musts] == [
        "authority.passes-no-function",
        "authority.no-power",
        "ICB-8-2",
        "ICP-1",
    ]
    assert [one["subject"] for one in musts][:2] == [
        {"kind": "delegation", "id": "larkenfold-lead-provider"},
        {"kind": "delegation", "id": "upper-tarnsdale-network"},
    ]
    assert all(one["where"]["row"] for one in musts)


def test_strictly_a_folder_with_no_other_fault_is_refused(small: Path) -> None:
    """Where only guidance fails, a delegation without a power alone makes the answer no."""
    (small / "delegations.yaml").write_text(WITHOUT_POWER, "utf-8")
    code, said = asked(small, "--on", "2021-06-30")
    assert code == 0
    assert "FAILS A SHOULD  delegations.yaml:2 [power]" in said
    code, said = asked(small, "--on", "2021-06-30", "--strict")
    assert code == 1
    assert "FAILS A MUST  delegations.yaml:2 [power]" in said


@pytest.mark.parametrize("more", [("--pack", "act-2022"), ("--as-if", "bill-2026")])
def test_strict_is_asked_of_the_law_as_a_whole(small: Path, more: tuple[str, str]) -> None:
    code, said = asked(small, "--strict", *more)
    assert code == 2
    assert "without --pack and --as-if" in said


def test_a_pack_is_asked_by_itself(small: Path) -> None:
    (small / "delegations.yaml").write_text(WITHOUT_POWER, "utf-8")
    assert "authority." in asked(small, "--on", "2025-04-01")[1]
    assert "authority." not in asked(small, "--on", "2025-04-01", "--pack", "act-2022")[1]
