from joinedup.register.files import FILE_NAMES, kinds
from joinedup.register.reference import json_schemas, reference_page


def test_the_page_names_every_file_and_explains_every_word():
    page = reference_page(kinds())
    assert [name for name in FILE_NAMES if f"\n## {name}\n" not in page] == []
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
    assert set(schemas) == {"system.schema.json", "forums.schema.json"}
    assert set(schemas["system.schema.json"]["required"]) == {"code", "name", "areas"}
    forums = schemas["forums.schema.json"]
    assert forums["properties"]["forums"]["items"] == {"$ref": "#/$defs/Forum"}
    assert forums["$defs"]["Seat"]["properties"]["capacity"]["enum"] == list(
        kinds().words("capacities")
    )
