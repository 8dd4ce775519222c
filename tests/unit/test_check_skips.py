"""What continuous integration says of tests that were skipped."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKER = Path(__file__).resolve().parents[2] / ".ci" / "check_skips.py"
KIND = "<properties><property name='kind' value='{0}'/></properties>"
RAN = "<testcase classname='t' name='{0}'>" + KIND
SKIPPED = RAN + "<skipped message='none to be had'/>"
ALL = "".join(RAN.format(kind) + "</testcase>" for kind in ("browser", "postgres", "real_data"))


def check(tmp_path: Path, cases: str) -> tuple[int, str]:
    report = tmp_path / "junit.xml"
    report.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    ran = subprocess.run([sys.executable, CHECKER, report], capture_output=True, text=True)
    return ran.returncode, ran.stdout + ran.stderr


def test_silent_when_every_kind_ran(tmp_path: Path) -> None:
    assert check(tmp_path, ALL) == (0, "")


@pytest.mark.parametrize("kind", ["browser", "postgres"])
def test_fails_when_one_was_skipped(tmp_path: Path, kind: str) -> None:
    code, said = check(tmp_path, ALL + SKIPPED.format(kind) + "</testcase>")
    assert code == 1
    assert said == f"{kind}: t.{kind} was skipped: none to be had\n"


@pytest.mark.parametrize("kind", ["browser", "postgres"])
def test_fails_when_none_ran(tmp_path: Path, kind: str) -> None:
    code, said = check(tmp_path, ALL.replace(f"value='{kind}'", "value='other'"))
    assert code == 1
    assert said == f"{kind}: no test of this kind ran\n"
