from datetime import date

import pytest
from pydantic import ValidationError

from joinedup.register.folder_files import FILES
from joinedup.register.schema import (
    CitedSource,
    Holder,
    Need,
    OnsCode,
    Overlap,
    Person,
    Stream,
    System,
)

STREAM = {"id": "a", "name": "A", "body": "QZZ", "year": "2025-26"}


def test_entries_cannot_be_changed_and_have_no_other_fields():
    person = Person(id="ann", name="Ann")
    with pytest.raises(ValidationError):
        person.name = "Bob"
    with pytest.raises(ValidationError):
        Person.model_validate({"id": "ann", "name": "Ann", "age": "40"})


def test_days_may_be_written_as_text_as_days_or_not_at_all():
    for given in ("2022-07-01", " 2022-07-01 ", date(2022, 7, 1)):
        assert Holder.model_validate({"person": "ann", "from": given}).first_day == date(2022, 7, 1)
    for nothing in ("", "  ", None):
        assert Holder.model_validate({"person": "ann", "to": nothing}).last_day is None


@pytest.mark.parametrize("amount", [1, "1", " 451200000000 ", 10**17])
def test_pence_are_whole_and_more_than_none(amount):
    assert Stream.model_validate({**STREAM, "amount_pence": amount}).amount_pence == int(amount)


@pytest.mark.parametrize(
    "amount", [0, -1, 1.0, True, None, "", "1.0", "1,000", "-", "٣", "1e3", 10**17 + 1]
)
def test_other_amounts_are_refused(amount):
    with pytest.raises(ValidationError):
        Stream.model_validate({**STREAM, "amount_pence": amount})


@pytest.mark.parametrize("name", [None, True, 12, ["Ann"], "", "  ", "A\0n"])
def test_a_name_is_text_with_something_in_it(name):
    with pytest.raises(ValidationError):
        Person.model_validate({"id": "ann", "name": name})


@pytest.mark.parametrize(
    "code", [*range(9), 11, 12, *range(14, 32), *range(127, 160), 65534, 65535]
)
def test_characters_that_are_no_text_are_refused_except_the_ends_of_lines(code):
    note = {"id": "map", "locator": f"a{chr(code)}b"}
    if code == 0x85:
        assert CitedSource.model_validate(note).locator == "a\nb"
    else:
        with pytest.raises(ValidationError, match=f"U.{code:04X}"):
            CitedSource.model_validate(note)


def test_text_may_have_several_lines_and_tabs():
    assert CitedSource(id="map", locator="a\tb\r\nc").locator == "a\tb\nc"


def test_text_has_a_length_that_can_be_shown():
    assert Person(id="a" * 300, name="x" * 300)
    assert CitedSource(id="map", locator="x" * 10_000)
    for long in ({"id": "a" * 301}, {"id": "map", "locator": "x" * 10_001}):
        with pytest.raises(ValidationError, match="at most"):
            CitedSource.model_validate(long)


@pytest.mark.parametrize("value", ["-1", "NaN", "Infinity", "many"])
def test_need_is_a_number_from_nought_up(value):
    with pytest.raises(ValidationError):
        Need.model_validate({"practice": "A1", "year": "2025-26", "core": value})


def test_an_overlap_is_no_larger_than_the_whole():
    overlap = {"area": "north", "council": "city", "small_areas_of_council": "5"}
    for part in (0, "5"):
        assert Overlap.model_validate({**overlap, "small_areas": part}).small_areas == int(part)
    for part in ("6", "9" * 400, "-1", "x", True):
        with pytest.raises(ValidationError):
            Overlap.model_validate({**overlap, "small_areas": part})


def test_what_is_left_out_is_empty():
    assert CitedSource(id="map") == CitedSource.model_validate({"id": "map", "locator": None})
    assert Person.model_validate({"id": "ann", "name": "Ann", "employer": ""}).employer is None


def test_the_format_may_be_written_as_text_and_must_be_ours():
    system = {"code": "QZZ", "name": "T", "areas": [{"id": "t", "name": "T", "kind": "system"}]}
    assert System.model_validate({**system, "format": "1"}).format == 1
    for other in (2, "2", "one", None, True):
        with pytest.raises(ValidationError):
            System.model_validate({**system, "format": other})


def test_an_ons_code_has_its_shape():
    assert OnsCode(code="E08000035").period.first is None
    with pytest.raises(ValidationError):
        OnsCode(code="08000035")


def test_every_field_and_every_file_says_what_it_is():
    for file in FILES:
        assert file.about.endswith(".")
        for name, field in file.model.model_fields.items():
            assert field.description, f"{file.name}: {name}"
