"""What is written is read back the same, by any way round."""

import json
import unicodedata
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.cli import export
from joinedup.register.actions import store_version
from joinedup.register.canonical import canonical, digest, from_canonical
from joinedup.register.files import kinds, read_folder, workbook_of, write_folder
from joinedup.register.lists import csv_of, tables
from joinedup.register.models import Version
from joinedup.register.queries import register_of
from joinedup.register.reading import Folder, read
from joinedup.register.schema import Register
from joinedup.register.writing import register_files, written
from tests.generative.strategies import folders, registers

#: A register is large, so that drawing one takes a while.
of_registers = settings(
    max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def read_back(files: dict[str, bytes]) -> Folder:
    """The folder that these files make; every fault is shown where there is none."""
    reading = read(files, {}, kinds())
    assert reading.folder is not None, reading.findings
    return reading.folder


@of_registers
@given(registers())
def test_the_canonical_form_is_read_back_equal(register: Register) -> None:
    content = canonical(register)
    back = from_canonical(content)
    assert canonical(back) == content
    assert canonical(read_back(register_files(back)).register) == content


@of_registers
@given(folders())
def test_a_written_folder_is_read_back_equal(folder: Folder) -> None:
    back = read_back(written(folder))
    assert (back.register, back.need, back.overlaps) == (
        folder.register,
        folder.need,
        folder.overlaps,
    )


#: A workbook takes longer to write than all the rest.
of_workbooks = settings(of_registers, max_examples=15)


@of_workbooks
@given(folders())
def test_flat_lists_and_a_workbook_are_read_back_equal(folder: Folder) -> None:
    every = tables(folder.register, folder.need, folder.overlaps)
    flat = {name: table for name, table in every.items() if table.rows}
    files = {f"{name}.csv": csv_of(table) for name, table in flat.items()}
    for form in (files, {"x.xlsx": workbook_of(flat)}):
        back = read_back(form)
        assert canonical(back.register) == canonical(folder.register)
        assert (back.need, back.overlaps) == (folder.need, folder.overlaps)


@of_registers
@given(registers(), st.randoms(use_true_random=False))
def test_the_order_of_entries_and_the_form_of_accents_make_no_version(
    register: Register, chance: Random
) -> None:
    def shuffled(entries: list[Any]) -> list[Any]:
        return chance.sample(entries, len(entries))

    document = register.model_dump(mode="json", by_alias=True)
    document["system"]["areas"] = shuffled(document["system"]["areas"])
    for section in (
        *("bodies", "practices", "people", "streams", "forums"),
        *("delegations", "reservations", "directions"),
    ):
        document[section] = shuffled(document[section])
    for one in document["delegations"]:
        for inside in ("approvals", "conditions", "revocations"):
            one[inside] = shuffled(one[inside])
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, json.dumps(document, ensure_ascii=False))
        other = Register.model_validate(json.loads(text))
        assert canonical(other) == canonical(register)


@of_registers
@given(registers(), st.data())
def test_a_change_to_any_name_makes_another_version(
    register: Register, data: st.DataObject
) -> None:
    body = data.draw(st.sampled_from(register.bodies))
    changed = body.model_copy(update={"name": body.name + " and another word"})
    bodies = tuple(changed if one is body else one for one in register.bodies)
    other = register.model_copy(update={"bodies": bodies})
    assert digest(canonical(other)) != digest(canonical(register))


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(folder=folders())
def test_export_then_load_changes_nothing(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "open_store", lambda _: None)
    place = tmp_path_factory.mktemp("systems")
    write_folder(place / "one", written(folder))
    with transaction.atomic():
        version, _ = store_version(by="a test", folder=folder_at(place / "one"))
        export.run(place / "one", place / "two", None)
        again, is_new = store_version(by="a test", folder=folder_at(place / "two"))
        assert (again.pk, is_new) == (version.pk, False)
        assert canonical(register_of(version.sha256)) == canonical(folder.register)
        there = Version.objects.get(pk=version.pk).beside
        assert folder_at(place / "two").hashes.items() >= there.items()
        # One store is for one system, and the next folder is of another.
        transaction.set_rollback(True)


def folder_at(path: Path) -> Folder:
    """The folder on disk."""
    reading = read_folder(path)
    assert reading.folder is not None, reading.findings
    return reading.folder
