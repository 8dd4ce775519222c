"""`joinedup load` and `joinedup export`, as a person runs them."""

import os
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.commands import ran

SYSTEM = "code: QWO\nname: {name}\nareas:\n  - {{id: QWO, name: All of it, kind: system}}\n"
BODIES = "id,name,kind\nQWO,The board,integrated care board\n"
NEED = "practice,year,population\nB81001,2025-26,5000\n"


def joinedup(*arguments: object, code: int = 0, **environment: str) -> str:
    """Run the command, see its exit code, and give all that it said."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("JOINEDUP_")}
    done = ran(arguments, environment={**clean, **environment})
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    assert "Traceback" not in said
    return said


def write(folder: Path, name: str = "A system", need: str | None = None) -> Path:
    """A small system folder."""
    folder.mkdir(exist_ok=True)
    (folder / "system.yaml").write_text(SYSTEM.format(name=name), encoding="utf-8")
    (folder / "bodies.csv").write_text(BODIES, encoding="utf-8")
    if need is not None:
        (folder / "need.csv").write_text(need, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A system folder whose path has a space in it."""
    return write(tmp_path / "my system", need=NEED)


def hash_in(said: str) -> str:
    """The hash that the command said."""
    found = re.search(r"hash ([0-9a-f]{64})$", said, re.MULTILINE)
    assert found, said
    return found[1]


def test_load_stores_a_version_once(folder: Path) -> None:
    first = joinedup("load", folder)
    assert first.startswith("stored as version 1, hash ")
    again = joinedup("load", folder)
    assert again.startswith("nothing has changed since version 1, hash ")
    assert hash_in(again) == hash_in(first)
    assert (folder / ".joinedup" / ".gitignore").read_text("utf-8") == "*\n"


def test_several_first_loads_at_once_store_one_version(folder: Path) -> None:
    with ThreadPoolExecutor() as pool:
        said = list(pool.map(lambda _: joinedup("load", folder), range(3)))
    assert sorted(one.split(",")[0] for one in said) == [
        "nothing has changed since version 1",
        "nothing has changed since version 1",
        "stored as version 1",
    ]


def test_data_beside_the_register_makes_no_version_and_this_is_said(folder: Path) -> None:
    joinedup("load", folder)
    write(folder, need=NEED.replace("5000", "5001"))
    said = joinedup("load", folder)
    assert "nothing has changed since version 1" in said
    assert "need.csv" in said


def test_load_of_a_faulty_folder_says_every_fault_and_stores_nothing(folder: Path) -> None:
    (folder / "bodies.csv").write_text("id,name,kind\nQWO,,wizard\n", encoding="utf-8")
    (folder / "system.yaml").write_text("code: [", encoding="utf-8")
    said = joinedup("load", folder, code=2)
    assert "bodies.csv:2" in said
    assert "system.yaml:1" in said
    assert "nothing was stored" in said
    assert not (folder / ".joinedup").exists()


def test_an_exported_folder_is_loaded_as_the_same_version(folder: Path, tmp_path: Path) -> None:
    stored = joinedup("load", folder)
    said = joinedup("export", folder, tmp_path / "copy")
    assert hash_in(stored) in said
    assert (tmp_path / "copy" / "need.csv").read_text("utf-8") == NEED
    assert hash_in(joinedup("load", tmp_path / "copy")) == hash_in(stored)
    for name in ("system.yaml", "bodies.csv"):
        (folder / name).write_bytes((tmp_path / "copy" / name).read_bytes())
    assert "nothing has changed since version 1" in joinedup("load", folder)


def test_an_earlier_version_is_exported_by_number_or_hash(folder: Path, tmp_path: Path) -> None:
    first = hash_in(joinedup("load", folder))
    write(folder, "Another name", need=NEED + "B81002,2025-26,10\n")
    assert "version 2" in joinedup("load", folder)
    for number, version in enumerate(("1", first, first[:8])):
        to = tmp_path / f"copy {number}"
        said = joinedup("export", folder, to, "--version", version)
        assert "version 1" in said
        assert "left out: need.csv has changed" in said
        assert "name: A system" in (to / "system.yaml").read_text("utf-8")
        assert not (to / "need.csv").exists()
    (folder / "need.csv").unlink()
    said = joinedup("export", folder, tmp_path / "latest")
    assert "left out: need.csv, which stood beside this version, is not in" in said
    assert "Another name" in (tmp_path / "latest" / "system.yaml").read_text("utf-8")


def test_a_return_to_an_earlier_content_is_a_new_version(folder: Path) -> None:
    first = hash_in(joinedup("load", folder))
    write(folder, "Another name")
    joinedup("load", folder)
    write(folder)
    assert joinedup("load", folder).startswith(f"stored as version 3, hash {first}")


def test_export_says_why_it_cannot(folder: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert "no folder" in joinedup("export", tmp_path / "none", nowhere, code=2)
    assert "holds no version" in joinedup("export", folder, nowhere, code=2)
    joinedup("load", folder)
    said = joinedup("export", folder, nowhere, "--version", "7", code=2)
    assert "no one version '7'" in said
    assert "already holds system.yaml" in joinedup("export", folder, folder, code=2)
    (tmp_path / "a file").write_text("x", encoding="utf-8")
    assert "nothing was written" in joinedup("export", folder, tmp_path / "a file", code=2)
    assert not nowhere.exists()


def test_a_store_takes_and_gives_one_system_only(folder: Path, tmp_path: Path) -> None:
    stored = hash_in(joinedup("load", folder))
    kept = {path: path.read_bytes() for path in (folder / "system.yaml", folder / "bodies.csv")}
    for path, content in kept.items():
        path.write_bytes(content.replace(b"QWO", b"QZZ"))
    commands = (("load", folder), ("run", folder), ("export", folder, tmp_path / "copy"))
    for command in commands:
        said = joinedup(*command, code=2)
        assert "it holds versions of QWO, and this folder is of QZZ" in said
        assert "change it back" in said
    assert not (tmp_path / "copy").exists()
    (folder / "bodies.csv").unlink()
    assert stored in joinedup("export", folder, tmp_path / "to mend it by")
    for path, content in kept.items():
        path.write_bytes(content)
    assert "nothing has changed since version 1" in joinedup("load", folder)


def test_a_store_that_cannot_be_used_is_said_plainly(folder: Path) -> None:
    state = folder / ".joinedup"
    state.write_text("not a folder", encoding="utf-8")
    assert "the store of this folder cannot be used" in joinedup("load", folder, code=2)
    state.unlink()
    state.mkdir()
    (state / "store.sqlite3").write_bytes(b"not a database " * 100)
    said = joinedup("load", folder, code=2)
    assert "not a database" in said
    assert "nothing was stored" in said


def test_a_database_that_is_not_there_is_said_plainly(folder: Path) -> None:
    url = {"JOINEDUP_DATABASE_URL": "postgresql://127.0.0.1:1/none"}
    assert "the store of this folder cannot be used" in joinedup("load", folder, code=2, **url)


@pytest.mark.parametrize("address", ["nonsense", "nonsense://x", "postgresql://x:y:z/"])
def test_what_is_no_address_of_a_database_is_said_plainly(folder: Path, address: str) -> None:
    said = joinedup("load", folder, code=2, JOINEDUP_DATABASE_URL=address)
    assert "JOINEDUP_DATABASE_URL must be" in said


def test_load_keeps_its_store_in_postgresql_where_that_is_named(
    folder: Path, postgres_url: str
) -> None:
    url = {"JOINEDUP_DATABASE_URL": postgres_url}
    assert "stored as version 1" in joinedup("load", folder, **url)
    assert "nothing has changed since version 1" in joinedup("load", folder, **url)
    assert not (folder / ".joinedup" / "store.sqlite3").exists()


def test_a_log_that_somebody_changed_is_said(folder: Path) -> None:
    joinedup("load", folder)
    with sqlite3.connect(folder / ".joinedup" / "store.sqlite3") as store:
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            store.execute("UPDATE audit_logentry SET subject = 'version 9'")
        store.execute("DROP TRIGGER audit_logentry_append_only_update")
        store.execute("UPDATE audit_logentry SET subject = 'version 9'")
    store.close()
    said = joinedup("load", folder, code=1)
    assert "log entry 1" in said


def test_a_workbook_is_exported_and_read_back_as_the_same_version(folder: Path) -> None:
    said = joinedup("load", folder)
    stored = re.search(r"hash ([0-9a-f]{64})$", said, re.MULTILINE)
    assert stored
    copy = folder.parent / "copy"
    said = joinedup("export", folder, copy, "--xlsx")
    assert (copy / "register.xlsx").is_file()
    assert hash_in(joinedup("load", copy)) == stored[1]
    again = joinedup("export", copy, folder.parent / "back")
    assert (folder.parent / "back" / "need.csv").read_text("utf-8").startswith("practice,year,")
    assert "left out" not in again
    assert "is there already" in joinedup("export", folder, copy, "--xlsx", code=2)
    alone = folder.parent / "alone.xlsx"
    joinedup("export", folder, alone, "--xlsx")
    assert "rules of law applied" in joinedup("check", alone)
    assert "a store belongs to a folder" in joinedup("load", alone, code=2)
