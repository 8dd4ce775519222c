"""Councils are drawn from their districts, as far as a box about the system."""

import json
from datetime import date
from pathlib import Path

from pytest import approx
from shapely.geometry import Polygon, box

from joinedup.opendata.council_outlines import CouncilShapes, council_shapes, with_councils
from joinedup.opendata.councils import Councils, Met
from joinedup.opendata.geography import Geography, Upper
from joinedup.opendata.making import Made, make
from joinedup.opendata.outlines import Drawn
from joinedup.register.boundaries import Boundaries, Outline
from joinedup.values.dates import Period
from tests.unit.opendata import made_up


def made(folder: Path, files=None, icb: str = "QAA") -> Made:
    return make(icb, made_up.write(folder, files or made_up.files()), None)


def drawn(result: Made) -> dict[str, tuple[Polygon, str]]:
    return {
        one.council: (Polygon(one.polygons[0][0]), one.note)
        for one in result.folder.boundaries.councils
    }


def said(result: Made) -> str:
    return "\n".join(notice.lines() for notice in result.notices)


def test_a_council_is_its_districts_together_beyond_the_system_too(tmp_path: Path) -> None:
    councils = drawn(made(tmp_path))
    # Alder and Beech are Northshire, of whose Beech a tenth lies outside.
    assert set(councils) == {"northshire-council", "cedar-council"}
    shire, note = councils["northshire-council"]
    assert shire.area == approx(2)
    assert note == "Simplified, for drawing only"


def test_what_lies_far_beyond_is_cut_off_and_that_is_said(tmp_path: Path) -> None:
    files = made_up.files()
    document = json.loads(files[made_up.DISTRICTS])
    # Beech goes on a long way to the south.
    ring = document["features"][1]["geometry"]["coordinates"][0]
    document["features"][1]["geometry"]["coordinates"] = [
        [[x, -9 if y == 0 else y] for x, y in ring]
    ]
    files[made_up.DISTRICTS] = json.dumps(document)
    files[made_up.ICBS] = files[made_up.ICBS].replace("[0, 0]", "[0, -0.1]")
    shire, note = drawn(made(tmp_path, files))["northshire-council"]
    assert -3 < shire.bounds[1] < -1
    assert "goes on beyond a box about the system" in note
    assert shire.exterior.is_ccw


def test_a_council_without_the_outline_of_a_district_is_not_drawn(tmp_path: Path) -> None:
    files = made_up.changed(made_up.DISTRICTS, "Alder", "Older")
    files[made_up.DISTRICTS] = files[made_up.DISTRICTS].replace("E07000901", "E07000801")
    result = made(tmp_path, files)
    assert set(drawn(result)) == {"cedar-council"}
    told = "Councils without an outline (1)\n    Northshire, as there is no outline of Alder"
    assert told in said(result)


def test_councils_that_ended_or_lie_elsewhere_are_told() -> None:
    system = Outline("QAA", ((((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)),),))
    here, gone, far = Upper("E06000001", "Here"), Upper("E10000002", "Gone"), Upper("X", "Far")
    shapes = CouncilShapes({here: box(0, 0, 1, 1), far: box(50, 50, 51, 51)})
    councils = Councils(
        met=(Met("here", here, ()), Met("far", far, ())),
        former=(Met("gone", gone, (), existed=Period(last=date(2023, 3, 31))),),
        by_sub_icb={},
    )
    result = with_councils(Drawn(Boundaries((system,))), "QAA", councils, shapes)
    assert [one.council for one in result.boundaries.councils] == ["here"]
    [notice] = result.notices
    assert notice.text == "Councils without an outline"
    assert notice.examples == (
        "Far, which the edition of the outlines does not have here",
        "Gone, which ended on 31 March 2023",
    )


def test_without_outlines_of_districts_no_council_is_drawn(tmp_path: Path) -> None:
    result = made(tmp_path, made_up.without(made_up.DISTRICTS))
    assert drawn(result) == {}
    assert "Councils without an outline" not in said(result)


def test_without_a_system_to_draw_about_nothing_is_added() -> None:
    nothing = Drawn(Boundaries())
    shapes = council_shapes(None, Geography())
    assert with_councils(nothing, "QAA", Councils((), {}), shapes) is nothing
