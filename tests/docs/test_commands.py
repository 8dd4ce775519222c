"""The commands that the README and the guides give do work, in the order in which they stand."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import ran

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs/guides").glob("*.md"))]


def lines(page: Path) -> Iterator[list[str]]:
    """The words of each command that stands in a fenced block without a language."""
    blocks = re.findall(
        r"^```([^\n]*)\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    for block in [text for language, text in blocks if not language]:
        for line in block.splitlines():
            if words := shlex.split(line, comments=True):
                yield words


def commands(page: Path) -> list[list[str]]:
    return [words[1:] for words in lines(page) if Path(words[0]).name == "joinedup"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_make_is_asked_for_is_in_the_makefile(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for words in lines(page):
        if words[0] == "make":
            assert re.search(rf"^{words[1]}:", makefile, re.MULTILINE), words


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda p: p.name)
def test_the_commands_work_on_the_fictional_system(page: Path, tmp_path: Path) -> None:
    assert ran(["demo", "--folder", "my-system"], tmp_path).returncode == 0
    for words in commands(page):
        # 'new' needs open data, and has a test of its own; 'serve' runs until it is stopped.
        asked = [words[0], "--help"] if words[0] in ("new", "serve") else words
        outcome = ran(asked, tmp_path)
        # The fictional system has five faults on purpose, so that a check of it may say no; a page
        # on who may decide shows a refusal too.
        may_say_no = words[0] == "check" or "--actor" in words
        assert outcome.returncode in ((0, 1) if may_say_no else (0,)), outcome.stderr
        assert "Traceback" not in outcome.stderr


def makes_a_system(page: Path) -> bool:
    """Whether a page begins a folder from open data; others ask what the fictional system has."""
    return any(words[0] == "new" for words in commands(page))


@pytest.mark.parametrize("page", list(filter(makes_a_system, PAGES)), ids=lambda page: page.name)
def test_the_commands_work_on_open_data(page: Path, tmp_path: Path, open_data: Path) -> None:
    (tmp_path / "my-places.csv").write_text("practice,place\nB83002,Wharfedale\n")
    made = False
    for words in commands(page):
        if words[0] in ("serve", "demo"):
            continue
        if words[0] == "new" and made:
            words[1] = "another-system"
        asked = [str(open_data) if word == "path/to/open-data" else word for word in words]
        outcome = ran(asked, tmp_path)
        made = made or words[0] == "new"
        assert outcome.returncode == 0, (words, outcome.stderr)
