from joinedup.register.files import kinds
from joinedup.register.folder_files import BOUNDARIES, FILES
from joinedup.register.lists import LISTS
from joinedup.register.reference import json_schemas, reference_page


def test_the_page_names_every_file_and_explains_every_word():
    page = reference_page(kinds())
    names = [*(file.name for file in FILES), BOUNDARIES]
    assert [name for name in names if f"\n## {name}\n" not in page] == []
    assert [name for name in LISTS if f"\n| {name} | " not in page] == []
    for words in kinds().lists.values():
        assert [
            word for word, meaning in words.items() if f"| {word} | {meaning} |" not in page
        ] == []
    assert "| from | First day on which it holds. |  |" in page
    assert (
        "| place | Its place; empty if it is not placed. An id in areas of the kind place. |"
        in page
    )


def test_editors_get_the_closed_lists_and_the_fields():
    schemas = json_schemas(kinds())
    names = ("system", "forums", "posts", "instruments", "delegations")
    assert set(schemas) == {f"{name}.schema.json" for name in names}
    assert set(schemas["system.schema.json"]["required"]) == {"code", "name", "areas"}
    forums = schemas["forums.schema.json"]
    assert forums["properties"]["forums"]["items"] == {"$ref": "#/$defs/Forum"}
    assert forums["$defs"]["Seat"]["properties"]["capacity"]["enum"] == list(
        kinds().words("capacities")
    )
