"""The forums, seats and posts that are drafted, for a person to fill in."""

from pathlib import Path

from joinedup.opendata.making import Made, make
from joinedup.register.schema import Forum
from tests.unit.opendata import made_up


def made(folder: Path, icb: str = "QAA", files: dict[str, str] | None = None) -> Made:
    return make(icb, made_up.write(folder, files or made_up.files()), None)


def forums(result: Made) -> dict[str, Forum]:
    return {forum.id: forum for forum in result.folder.register.forums}


def needs(forum: Forum, by: str) -> list[str]:
    return [seat.id for seat in forum.seats if seat.needed_by == by]


def test_nobody_sits_in_any_seat_and_each_says_what_needs_it(tmp_path: Path) -> None:
    for icb in ("QAA", "QBB"):
        result = made(tmp_path / icb, icb)
        seats = [seat for forum in result.folder.register.forums for seat in forum.seats]
        assert {seat.needed_by for seat in seats} == {"law", "policy"}
        assert {seat.holders for seat in seats} == {()}
        assert {post.holders for post in result.folder.register.posts} == {()}


def test_the_board_has_five_seats_by_law_and_ten_with_policy(tmp_path: Path) -> None:
    board = forums(made(tmp_path))["icb-board"]
    assert (board.kind, board.owners, board.area) == ("integrated care board", ("QAA",), "QAA")
    assert needs(board, "law") == [
        "chair",
        "chief-executive",
        "partner-member-trusts",
        "partner-member-primary-medical-providers",
        "partner-member-councils",
    ]
    assert len(needs(board, "policy")) == 5
    partners = [seat for seat in board.seats if seat.capacity == "partner member"]
    assert [seat.nominators for seat in partners] == [
        ("trusts",),
        ("primary medical providers",),
        ("councils",),
    ]


def test_the_partnership_has_a_member_by_the_icb_and_by_each_council(tmp_path: Path) -> None:
    icp = forums(made(tmp_path))["icp"]
    assert icp.owners == ("QAA", "northshire-council", "cedar-council")
    assert [seat.nominators for seat in icp.seats] == [(owner,) for owner in icp.owners]
    assert needs(icp, "law") == ["icb", "northshire-council", "cedar-council"]


def test_each_council_has_a_health_and_wellbeing_board_of_its_area(tmp_path: Path) -> None:
    result = made(tmp_path)
    board = forums(result)["cedar-council-health-and-wellbeing-board"]
    assert (board.name, board.owners) == ("Health and wellbeing board of Cedar", ("cedar-council",))
    area = next(area for area in result.folder.register.areas if area.id == board.area)
    assert (area.kind, area.name) == ("council area", "Cedar")
    assert needs(board, "law") == [
        "elected-member",
        "director-of-public-health",
        "director-of-adult-social-services",
        "director-of-childrens-services",
        "healthwatch",
        "icb",
    ]


def test_each_place_has_a_partnership_with_the_councils_that_it_meets(tmp_path: Path) -> None:
    found = forums(made(tmp_path))
    assert [seat.id for seat in found["01A-place-partnership"].seats] == [
        "northshire-council",
        "director-of-public-health-northshire-council",
        "primary-care-leadership",
        "acute-provider",
        "community-provider",
        "mental-health-provider",
        "healthwatch",
        "people-who-use-services",
    ]
    assert needs(found["02B-place-partnership"], "policy")[:4] == [
        "northshire-council",
        "director-of-public-health-northshire-council",
        "cedar-council",
        "director-of-public-health-cedar-council",
    ]


def test_where_councils_are_not_known_their_class_stands_for_them(tmp_path: Path) -> None:
    result = made(tmp_path, files=made_up.without(made_up.TO_ICB))
    partnership = forums(result)["01A-place-partnership"]
    assert partnership.seats[0].nominators == ("councils",)
    assert forums(result)["icp"].owners == ("QAA",)
    assert any(
        "councils that meet the system are not known" in note
        for note in result.folder.register.system.notes
    )


def test_each_network_is_a_body_with_a_vacant_post_of_clinical_director(tmp_path: Path) -> None:
    register = made(tmp_path).folder.register
    (network,) = (body for body in register.bodies if body.kind == "primary care network")
    assert (network.id, network.name) == ("U00001", "RIVER PCN")
    (post,) = register.posts
    assert (post.body, post.area, post.role) == ("U00001", "U00001", "clinical director")


def test_the_region_is_a_body_of_nhs_england_and_an_area_round_the_system(tmp_path: Path) -> None:
    register = made(tmp_path, files=made_up.with_regions(made_up.files())).folder.register
    bodies = {body.id: body for body in register.bodies}
    assert bodies["X24"].kind == "NHS England"
    assert (bodies["Y90"].name, bodies["Y90"].part_of) == ("NHS England Far North", "X24")
    areas = {area.id: area for area in register.areas}
    assert (areas["Y90"].kind, areas["Y90"].ons[0].code) == ("region", "E40000090")
    assert areas["QAA"].within == ("Y90",)


def test_a_place_of_the_users_file_never_takes_the_id_of_another_area(tmp_path: Path) -> None:
    files = made_up.with_regions(made_up.files())
    places = made_up.write(
        tmp_path, {"places.csv": "practice,place\nA00001,Cedar Council Area\nA00002,Two\n"}
    )
    register = make("QAA", made_up.write(tmp_path / "files", files), places / "places.csv")
    ids = [area.id for area in register.folder.register.areas]
    assert len(ids) == len(set(ids))


def test_a_trust_with_the_code_of_another_body_is_named_once(tmp_path: Path) -> None:
    files = {**made_up.files(), **made_up.more_files()}
    files[made_up.TRUSTS] = files[made_up.TRUSTS].replace('"RAB"', '"X24"')
    bodies = [body.id for body in made(tmp_path, files=files).folder.register.bodies]
    assert bodies.count("X24") == 1
