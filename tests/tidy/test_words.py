"""What must not stand in the project: package registries, places on one machine, others' files."""

import json
import re

from tests.tidy.house import ROOT, our_files, project, say

# In pieces, so that this file does not hold what it looks for.
REGISTRIES = [
    *("pypi" + ".org", "python" + "hosted", "npm" + "js.org", "npm" + "js.com"),
    *("yarn" + "pkg", "deb.debian" + ".org", "registry" + ".npm", "cdn.play" + "wright"),
]
PLACES = [re.escape("/" + name + "/") for name in ("work", "root", "home")]
FORBIDDEN = re.compile(
    "|".join([*map(re.escape, REGISTRIES), *(rf"(?<![\w.>-]){place}" for place in PLACES)])
    + "|/tmp/"
    + "bash_jobs"
)
OTHERS = re.compile(r"(^|/)(node_modules|vendor|third_party|site-packages)/|\.min\.(js|css)$")
NOT_OURS_TO_KEEP = {
    ".ico",
    ".xlsx",
    ".ods",
    ".woff",
    ".woff2",
    ".zip",
    ".gz",
    ".parquet",
    ".sqlite3",
}
BINARY = NOT_OURS_TO_KEEP | {".png"}


def test_no_registry_and_no_place_on_one_machine_is_named() -> None:
    found = []
    for path in our_files():
        if path.suffix in BINARY:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if hit := FORBIDDEN.search(line):
                found.append(f"{say(path)}:{number} names {hit.group()}")
    assert not found, "\n".join(found)


def test_no_file_of_others_is_kept() -> None:
    """Front-end files come from npm at set-up, and data from its owners."""
    found = [
        say(path)
        for path in our_files()
        if OTHERS.search(say(path)) or path.suffix in NOT_OURS_TO_KEEP
    ]
    assert not found, "\n".join(found)


def test_locks_say_nothing_of_where_packages_come_from() -> None:
    python = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|--index-url|--find-links", python)
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_locks_hold_a_hash_of_every_package() -> None:
    python = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = [block for block in re.split(r"\n(?=\w)", python) if "==" in block]
    assert [block for block in pinned if "--hash=sha256:" not in block] == []
    front = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, one in front.items() if name and "integrity" not in one] == []


def test_every_dependency_has_its_reason_beside_it() -> None:
    groups = [project()["project"]["dependencies"]]
    groups += project()["project"]["optional-dependencies"].values()
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    found = []
    for wanted in [dependency for group in groups for dependency in group]:
        [line] = [line for line in lines if line.strip().startswith(f'"{wanted}"')]
        if not re.search(r'",\s+# \w.{10}', line):
            found.append(f"{wanted} has no reason beside it")
    assert not found, "\n".join(found)
