import json
from itertools import pairwise

import pytest

from joinedup.register.canonical import canonical, digest, from_canonical
from tests.unit.register.small_folder import FILES, folder

REGISTER = folder().register


def keys_of(value):
    if isinstance(value, dict):
        yield list(value)
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, (dict, list)):
            yield from keys_of(part)


def test_canonical_json_is_sorted_and_leaves_out_what_is_empty():
    content = canonical(REGISTER)
    document = json.loads(content)
    assert document["format"] == 1
    assert all(a < b for keys in keys_of(document) for a, b in pairwise(keys))
    assert b"null" not in content and b'""' not in content and b"[]" not in content
    assert b", " not in content and not content.endswith(b"\n")


def test_what_was_written_can_be_read_again():
    assert canonical(from_canonical(canonical(REGISTER))) == canonical(REGISTER)


def backwards(table):
    header, *rows = table.splitlines()
    return "\n".join([header, *reversed(rows)]) + "\n"


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"bodies": backwards(FILES["bodies.csv"])}, True),
        ({"people": "name,id,employer,from\nAnn Ames,ann,QZZ,\n"}, True),
        ({"need": "practice,year\n"}, True),
        ({"people": FILES["people.csv"].replace("Ann", "Anne")}, False),
        ({"people": "id,name,employer,from\nann,Ann Ames,QZZ,2022-07-01\n"}, False),
        ({"system": FILES["system.yaml"] + "fictional: true\n"}, False),
    ],
)
def test_only_what_is_said_makes_a_version_not_how_it_is_written(changes, same):
    assert (canonical(folder(**changes).register) == canonical(REGISTER)) is same


def test_one_way_to_write_an_accent():
    composed, apart = (
        folder(people=f"id,name\nann,{name}\n").register for name in ("Zo\u00eb", "Zoe\u0308")
    )
    assert canonical(composed) == canonical(apart)
    assert from_canonical(canonical(apart)).people == composed.people


def test_plain_lists_keep_their_order():
    notes = "notes: [b, a]\n"
    register = folder(system=FILES["system.yaml"] + notes).register
    assert json.loads(canonical(register))["system"]["notes"] == ["b", "a"]


def test_digest_is_sha_256():
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest(b"") == empty


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"3", b"{}", b'{"format":2}', b'{"format":1}', b"\xff"]
)
def test_other_bytes_are_refused(content):
    with pytest.raises(ValueError, match=r"."):
        from_canonical(content)
