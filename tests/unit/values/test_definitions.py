from pathlib import Path

import pytest
from ruamel.yaml import YAML

import joinedup
from joinedup.values.definitions import read_definitions

FILES = sorted(Path(joinedup.__file__).parent.glob("*/definitions/*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_another_reader_reads_the_same_and_finds_no_name_twice(path):
    text = path.read_text("utf-8")
    assert read_definitions(text) == YAML(typ="safe").load(text)


def test_a_definition_makes_no_object_of_python():
    with pytest.raises(Exception, match="could not determine a constructor"):
        read_definitions("!!python/name:os.system ''")
