"""What somebody may have meant who typed what is not there."""

from joinedup.values.likeness import did_you_mean, nearest


def test_the_nearest_come_first_by_id_or_by_name_and_each_once():
    names = {"hill": "Upper Town", "south": "Lower Town", "south-west": "", "far": "Far"}
    assert nearest("SOUTH", names) == ["south", "south-west"]
    assert nearest("upper town", names, cutoff=0.6) == ["hill", "south"]
    assert nearest("upper town", names, cutoff=0.9) == ["hill"]
    assert nearest("xyz", names) == []


def test_what_may_be_meant_is_asked():
    assert did_you_mean(["a", "b"]) == "did you mean 'a' or 'b'?"
