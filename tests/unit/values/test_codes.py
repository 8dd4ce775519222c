import pytest

from joinedup.values.codes import council_kind, is_gss_code, is_icb_code, is_id, slug


@pytest.mark.parametrize(
    ("is_such", "good", "bad"),
    [
        (is_id, ["A81001", "icb-board", "2"], ["", "a--b", "-a", "a-", "a b", "é", "a\n"]),
        (is_gss_code, ["E08000035", "W06000015"], ["E0800003", "X08000035", "E0800003٣", ""]),
        (is_icb_code, ["QWO", "Q48"], ["QW", "QWOX", "qwo", "E54", "QWO\n"]),
    ],
)
def test_shapes_of_codes(is_such, good, bad):
    assert [text for text in good if not is_such(text)] == []
    assert [text for text in bad if is_such(text)] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("St. Helens", "st-helens"),
        ("Kingston upon Hull, City of", "kingston-upon-hull-city-of"),
        ("King's Lynn", "kings-lynn"),
        ("King’s Lynn", "kings-lynn"),
        ("Ynys Môn", "ynys-mon"),
        ("…", ""),
        ("", ""),
    ],
)
def test_slug(name, expected):
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("E06000047", "unitary council"),
        ("E07000163", "district council"),
        ("E08000035", "metropolitan district council"),
        ("E09000001", "London borough council"),
        ("E10000023", "county council"),
        ("E54000054", None),
    ],
)
def test_council_kind(code, kind):
    assert council_kind(code) == kind
