"""Storing versions: once each, in order, logged, and safe when two write at once."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from joinedup.audit.actions import record
from joinedup.audit.chain import detail_hash
from joinedup.audit.models import LogEntry
from joinedup.audit.queries import faults
from joinedup.register import queries
from joinedup.register.actions import AnotherSystemError, store_version
from joinedup.register.canonical import canonical, digest
from joinedup.register.files import read_folder, workbook_of
from joinedup.register.lists import tables
from joinedup.register.models import StoredContent, Version
from joinedup.register.reading import Folder
from joinedup.register.schema import Area, Body, Register, System

needs_store = pytest.mark.usefixtures("store")


def folder(
    name: str = "A system", hashes: dict[str, str] | None = None, code: str = "QWO"
) -> Folder:
    """A small folder, its register known by the name of its system."""
    system = System(code=code, name=name, areas=(Area(id=code, name="All of it", kind="system"),))
    icb = Body(id=code, name="The board", kind="integrated care board")
    return Folder(Register(system=system, bodies=(icb,)), hashes=hashes or {})


def store(one: Folder) -> tuple[int, bool]:
    """Store a folder's register; the number of the version and whether it is new."""
    version, is_new = store_version(by="a test", folder=one)
    return version.sequence, is_new


@needs_store
def test_a_first_version_is_stored_with_its_content_and_logged() -> None:
    before = datetime.now(UTC)
    hashes = {"need.csv": "a" * 64, "system.yaml": "b" * 64}
    version, is_new = store_version(by="a test", folder=folder(hashes=hashes))
    assert is_new
    content = canonical(folder().register)
    version = Version.objects.get(pk=version.pk)
    assert (version.sequence, version.sha256, version.system) == (1, digest(content), "QWO")
    assert bytes(version.content.content) == content
    assert version.content.kind == "register"
    assert version.beside == {"need.csv": "a" * 64}
    assert before <= version.recorded_at <= datetime.now(UTC)
    [entry] = LogEntry.objects.all()
    assert (entry.by, entry.subject, entry.at) == ("a test", "version 1", version.recorded_at)
    detail = {"register": version.sha256, "beside": version.beside}
    assert entry.detail_sha256 == detail_hash(detail)


@needs_store
def test_the_same_register_again_changes_nothing() -> None:
    assert store(folder()) == (1, True)
    assert store(folder()) == (1, False)
    assert store(folder(hashes={"need.csv": "c" * 64})) == (1, False)
    assert (Version.objects.count(), LogEntry.objects.count()) == (1, 1)


@needs_store
def test_a_return_to_an_earlier_register_is_a_new_version_of_the_same_content() -> None:
    numbers = [store(folder(name)) for name in ("one", "two", "one", "one")]
    assert numbers == [(1, True), (2, True), (3, True), (3, False)]
    first, second, third = queries.versions()
    assert first.sha256 == third.sha256 != second.sha256
    assert StoredContent.objects.count() == 2
    assert queries.latest_version() == third


@needs_store
def test_a_store_is_of_one_system() -> None:
    store(folder())
    with pytest.raises(AnotherSystemError, match="holds versions of QWO, and this folder is of QZ"):
        store(folder(code="QZZ"))
    assert Version.objects.count() == StoredContent.objects.count() == LogEntry.objects.count() == 1
    assert store(folder("Another name")) == (2, True)


@needs_store
def test_a_store_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Version.objects, "create", fail)
    with pytest.raises(OSError, match="full"):
        store(folder())
    assert StoredContent.objects.count() == LogEntry.objects.count() == 0


@needs_store
def test_a_register_is_read_back_equal_and_once() -> None:
    original = folder("Café of the system").register
    version, _ = store_version(by="a test", folder=folder("Café of the system"))
    read = queries.register_of(version.sha256)
    assert canonical(read) == canonical(original)
    assert queries.register_of(version.sha256) is read
    with pytest.raises(StoredContent.DoesNotExist):
        queries.register_of("d" * 64)


@needs_store
def test_content_that_is_not_what_its_hash_says_is_not_read() -> None:
    StoredContent.objects.create(sha256="e" * 64, kind="register", content=b"{}")
    with pytest.raises(ValueError, match="has been changed"):
        queries.register_of("e" * 64)


@needs_store
def test_a_version_is_named_by_its_number_or_the_beginning_of_its_hash() -> None:
    assert queries.latest_version() is None
    for name in ("one", "two", "one"):
        store(folder(name))
    first, second, third = queries.versions()
    assert queries.version_named("2") == second
    assert queries.version_named(second.sha256[:6].upper()) == second
    assert queries.version_named(first.sha256) == third, "the latest with this content"
    for name in ("4", "0", "", "-1", "²", "zzzzzz", "%", "123456789012"):
        assert queries.version_named(name) is None, name


def at_once(act: Callable[[int], object], count: int) -> None:
    """Do something in several threads that start together, each with a connection of its own."""
    barrier = threading.Barrier(count)
    errors: list[BaseException] = []

    def one(number: int) -> None:
        try:
            barrier.wait()
            act(number)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@needs_store
def test_entries_written_at_once_make_one_whole_chain() -> None:
    def write(number: int) -> None:
        for time in range(5):
            with transaction.atomic():
                record(by=f"thread {number}", action="write", subject=str(time), detail={})

    at_once(write, 6)
    assert LogEntry.objects.count() == 30
    assert faults() == ()


@needs_store
def test_the_same_register_stored_at_once_is_one_version() -> None:
    at_once(lambda _: store(folder()), 5)
    assert Version.objects.count() == LogEntry.objects.count() == 1


@needs_store
def test_different_registers_stored_at_once_are_all_stored() -> None:
    at_once(lambda number: store(folder(f"system {number}")), 5)
    assert [version.sequence for version in queries.versions()] == [1, 2, 3, 4, 5]
    assert faults() == ()


@needs_store
def test_a_stored_entry_that_somebody_changed_shows() -> None:
    """As one might who may take the triggers away."""
    from joinedup.audit import engine

    for name in ("one", "two", "three"):
        store(folder(name))
    assert faults() == ()
    engine.release([LogEntry])
    LogEntry.objects.filter(sequence=2).update(by="somebody else")
    engine.protect([LogEntry])
    assert [finding.subject.id for finding in faults()] == ["2"]


@needs_store
def test_the_log_is_written_in_a_transaction_only() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(by="a test", action="write", subject="nothing", detail={})


def write_small(path: Path, name: str) -> None:
    """A small folder on disk."""
    path.mkdir(exist_ok=True)
    (path / "system.yaml").write_text(
        f"code: QWO\nname: {name}\nareas:\n  - {{id: QWO, name: All, kind: system}}\n", "utf-8"
    )
    (path / "bodies.csv").write_text("id,name,kind\nQWO,Board,integrated care board\n", "utf-8")


def test_the_current_folder_is_read_again_only_when_it_changed(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.JOINEDUP_FOLDER = tmp_path
    times_read: list[Path] = []

    def count_and_read(path: Path) -> object:
        times_read.append(path)
        return read_folder(path)

    monkeypatch.setattr(queries, "read_folder", count_and_read)
    write_small(tmp_path, "First")
    first = queries.current()
    assert queries.current() is first
    assert first.folder is not None
    write_small(tmp_path, "Second name")
    second = queries.current()
    assert second.folder is not None
    assert second.folder.register.system.name == "Second name"
    (tmp_path / "bodies.csv").unlink()
    assert queries.current().folder is None
    (tmp_path / "bodies.csv").symlink_to(tmp_path / "nowhere")
    assert [finding.rule for finding in queries.current().findings] == ["folder.unreadable"]
    assert len(times_read) == 4


def test_a_file_with_a_wrong_name_and_a_workbook_in_place_of_a_folder_are_noticed(
    tmp_path: Path, settings: Any
) -> None:
    settings.JOINEDUP_FOLDER = tmp_path
    write_small(tmp_path, "First")
    folder = queries.current().folder
    assert folder is not None
    (tmp_path / "Forum.csv").write_text("id,name\n")
    assert [finding.rule for finding in queries.current().findings] == ["folder.unread-file"]
    (tmp_path / "Forum.csv").unlink()
    assert queries.current().folder is not None

    settings.JOINEDUP_FOLDER = alone = tmp_path / "all.xlsx"
    for name in ("First", "Second name"):
        system = folder.register.system.model_copy(update={"name": name})
        register = folder.register.model_copy(update={"system": system})
        alone.write_bytes(workbook_of(tables(register)))
        shown = queries.current().folder
        assert shown is not None
        assert shown.register.system.name == name


def test_many_threads_read_the_current_folder_once(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.JOINEDUP_FOLDER = tmp_path
    write_small(tmp_path, "A system")
    times_read: list[Path] = []

    def count_and_read(path: Path) -> object:
        times_read.append(path)
        return read_folder(path)

    monkeypatch.setattr(queries, "read_folder", count_and_read)
    at_once(lambda _: queries.current(), 8)
    assert len(times_read) == 1


def test_no_folder_is_said(settings: Any) -> None:
    settings.JOINEDUP_FOLDER = None
    with pytest.raises(LookupError, match="JOINEDUP_FOLDER"):
        queries.current()
