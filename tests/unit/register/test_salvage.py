from datetime import date

import pytest
from pydantic import ValidationError

from joinedup.register.salvage import what_is_left
from joinedup.register.schema import Forum, Person
from tests.unit.register.small_folder import FILES, reading

FORUMS = FILES["forums.yaml"]


def test_what_is_good_is_left_and_what_is_bad_or_missing_is_none():
    left = what_is_left(Person, {"id": " ann ", "employer": "a b", "from": "2022-07-01"})
    assert (left.id, left.name, left.employer, left.seconded_to) == ("ann", None, None, None)
    assert left.first_day == date(2022, 7, 1)


def test_entries_within_keep_their_places():
    seats = [{"id": "a", "capacity": 1}, "no seat", {"id": "c", "holders": [{"person": "ann"}]}]
    left = what_is_left(Forum, {"id": "f", "seats": seats, "owners": "QZZ; two"})
    assert [seat.id for seat in left.seats] == ["a", None, "c"]
    assert left.seats[2].holders[0].person == "ann"
    assert left.owners == ("QZZ", "two")
    assert what_is_left(Forum, "no forum").seats == ()
    assert what_is_left(Forum, {"seats": "none"}).seats == ()


def test_a_good_entry_is_left_whole():
    values = {"id": "ann", "name": "Ann", "to": "2023-01-01"}
    assert what_is_left(Person, values) == Person.model_validate(values)
    with pytest.raises(ValidationError):
        Person.model_validate({**values, "to": "soon"})


def test_a_fault_of_form_hides_no_other_fault():
    wrong = (
        FORUMS.replace("capacity: chair", "capacity: chairperson")
        .replace("person: ann", "person: nobody")
        .replace("from: 2022-07-01", "from: July 2022")
        .replace("[QZZ]", "[QZY]")
    )
    told = [finding.why for finding in reading({"forums.yaml": wrong}).findings]
    for word in ("chairperson", "nobody", "July 2022", "QZY"):
        assert sum(word in why for why in told) == 1, (word, told)


def test_an_entry_with_a_fault_is_not_told_to_be_missing():
    told = reading({"people.csv": "id,name,from\nann,Ann,soon\n"}).findings
    assert [finding.where.column for finding in told] == ["from"]
    nameless = reading({"people.csv": "id,name\nan n,Ann\n"}).findings
    assert [finding.where.column for finding in nameless] == ["id"]
