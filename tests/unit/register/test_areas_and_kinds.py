from datetime import date

import pytest

from joinedup.register.areas import area_names, area_of_practices, areas_of_kind, own_places
from joinedup.register.files import kinds
from tests.unit.register.small_folder import FILES, folder

REGISTER = folder(
    system=FILES["system.yaml"]
    .replace("name: North", "name: Zed")
    .replace("name: South", "name: Ay")
).register


def test_areas_of_a_kind_stand_in_the_order_of_their_names():
    assert list(areas_of_kind(REGISTER, "place")) == ["south", "north"]
    assert area_names(REGISTER, "place") == {"south": "Ay", "north": "Zed"}
    assert areas_of_kind(REGISTER, "region") == {}


def test_the_systems_own_places_on_a_day():
    more = """\
  - {id: elsewhere, name: Elsewhere, kind: system}
  - {id: theirs, name: Theirs, kind: place, within: [elsewhere]}
  - {id: shared, name: Shared, kind: place, within: [elsewhere, testshire]}
  - {id: unplaced, name: Unplaced, kind: place}
  - {id: former, name: Former, kind: place, within: [testshire], to: 2023-03-31}
"""
    system = FILES["system.yaml"].replace("\nareas:", "\narea: testshire\nareas:")
    register = folder(system=system.replace("councils:", more + "councils:")).register
    now = ["north", "shared", "south", "unplaced"]
    assert list(own_places(register, date(2025, 4, 1))) == now
    assert list(own_places(register, date(2023, 3, 31))) == ["former", *now]


@pytest.mark.parametrize(
    ("kind", "areas"),
    [
        ("place", {"A1": "north", "A2": "south"}),
        ("neighbourhood", {"A1": "U1", "A2": None}),
        ("system", {"A1": "testshire", "A2": "testshire"}),
    ],
)
def test_the_area_of_each_practice(kind, areas):
    assert area_of_practices(REGISTER, kind) == areas


def test_practices_name_no_area_of_another_kind():
    with pytest.raises(KeyError, match="region"):
        area_of_practices(REGISTER, "region")


def test_closed_lists():
    assert kinds().words("extents") == ("whole", "part")
    with pytest.raises(KeyError, match="colours"):
        kinds().words("colours")
