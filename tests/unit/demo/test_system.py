"""The fictional system: the same bytes everywhere, believable, and with two faults exactly."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.demo.practices import all_practices
from joinedup.demo.system import demo_files
from joinedup.law.as_if import as_if
from joinedup.law.checks import check
from joinedup.law.files import packs
from joinedup.law.selection import rules_on
from joinedup.register.canonical import canonical
from joinedup.register.files import hashes, kinds
from joinedup.register.reading import Folder, read
from joinedup.register.schema import Need
from joinedup.values.finding import Finding

# SHA-256 of each file of seed 2026. Where a file is meant to change, put the new hash here.
GOLDEN = {
    "system.yaml": "362fe4e1d9910052a8bab7f9b3f5e30c68ba9c5f17734254d6820e5556ea122d",
    "bodies.csv": "d2cbc2f84ee7e58766afb8fb2897f67b8fcb527a233bd56b9502e1d703000271",
    "governance.csv": "615b8318922979f20d67dcc414480d3daf9080d937eb40c468044aeba745174f",
    "practices.csv": "9e495e1afb0c2dda76fd7dfd2df426dfb40771749a621eb2ce1dac56931bc3d6",
    "forums.yaml": "aa65599b4ad662ceefe7abeb0645dde54fc8ff2f1b2a5260af597011d9b0dbda",
    "posts.yaml": "d763fcb0fafa3211cd5c901b119dee346bd9ed1e01e2b9aacb75cca45461e784",
    "people.csv": "1009f73337108b337eaa388e1cc7e0e4449c67f397eda7ef45011d1b01e583f2",
    "hosting.csv": "b046741af207db44db4d71a77f08c8d5056ff21c635f7d4180250541f93f1e83",
    "instruments.yaml": "b1e78f2896063fd7057f4696761210f024cd626bfffd76af826d2d15b7ee5622",
    "judgements.csv": "022a9c4298cbcdbe109632dcd6d111a5285107f2114676ec88b6047a12fa80e7",
    "interests.csv": "e1d4f29862c79a99ac8bffe66d751f5708d6e8dac1e6b4fe5c75a4a7f07cf879",
    "streams.csv": "101e46509afff331b6cca1280f5836fb9f5ebb79e338ba273881311f4062c4cc",
    "delegations.yaml": "84e46cdf4006f912a43c3289dc47ede496d73de7d1b9bb62659ac535a918c957",
    "reservations.csv": "4ce3a3a139360a2d14b4207ab1319a31a41f16bac9c8777562778215a8221f69",
    "directions.csv": "469c8d2cacac06a6935917ce110fefc4f4f2c0b1dafae8fc6bf410b81f1878fa",
    "need.csv": "a8091f9f710c4be668401f7953dd0e2719f04a638d32e261e7e04d560aeba536",
    "overlaps.csv": "6dcb1c781bc256dc6078d437c94a968a38420920c1b5c7a4e4569c3672c974e8",
    "boundaries.geojson": "3b486929098cd99c75af74337c32fb592b2b4fb0c25f6402aea6f7e123188909",
}

any_seed = pytest.mark.parametrize("seed", [0, 1, 7, 2026, 2**64 + 1])


@cache
def demo(seed: int) -> Folder:
    files = demo_files(seed)
    reading = read(files, hashes(files), kinds())
    assert reading.findings == ()
    assert reading.folder is not None
    return reading.folder


def need_of(folder: Folder, year: str = "2025-26") -> dict[str, Need]:
    return {need.practice: need for need in folder.need if need.year == year}


def test_the_same_bytes_on_every_machine() -> None:
    assert hashes(demo_files(2026)) == GOLDEN


def test_another_seed_is_another_system_of_the_same_places() -> None:
    one, other = demo(1), demo(2)
    assert one.register.system.areas == other.register.system.areas
    assert canonical(one.register) != canonical(other.register)
    assert one.need != other.need
    assert one.boundaries != other.boundaries


@any_seed
def test_every_seed_has_the_numbers_of_things_that_are_promised(seed: int) -> None:
    folder = demo(seed)
    register = folder.register
    kinds_of_area = Counter(area.kind for area in register.areas)
    assert kinds_of_area == {
        "region": 1,
        "system": 2,
        "sub-system": 2,
        "council area": 2,
        "place": 5,
        "neighbourhood": 30,
    }
    assert register.system.area == "merewold"
    assert len(register.practices) == 200
    assert {need.practice for need in folder.need} == {one.code for one in register.practices}
    assert Counter(need.year for need in folder.need) == {"2024-25": 200, "2025-26": 200}
    assert [one.place for one in register.practices].count(None) == 1
    assert [one.neighbourhood for one in register.practices].count(None) == 2
    assert len({one.name for one in register.practices}) == 200
    assert len({one.name for one in register.people}) == len(register.people)


@given(st.integers(min_value=0, max_value=2**70))
def test_every_seed_has_believable_sizes(seed: int) -> None:
    sizes: Counter[str | None] = Counter()
    for listed in all_practices(seed):
        assert 2_000 <= listed.people <= 25_000
        sizes[listed.practice.neighbourhood] += listed.people
    del sizes[None]
    assert len(sizes) == 30
    assert all(30_000 <= people <= 90_000 for people in sizes.values())
    assert 1_700_000 <= sum(sizes.values()) <= 2_000_000


@any_seed
def test_a_neighbourhood_lies_in_the_place_of_its_practices(seed: int) -> None:
    register = demo(seed).register
    within = {area.id: area.within for area in register.areas if area.kind == "neighbourhood"}
    for practice in register.practices:
        if practice.neighbourhood is not None:
            assert within[practice.neighbourhood] == (practice.place,)


@any_seed
def test_need_is_of_the_lists(seed: int) -> None:
    listed = {one.practice.code: one.people for one in all_practices(seed)}
    assert {code: need.population for code, need in need_of(demo(seed)).items()} == listed


@any_seed
def test_need_is_known_but_for_one_cell_and_its_identity_is_exact(seed: int) -> None:
    blanks = []
    for need in demo(seed).need:
        values = need.model_dump()
        blanks += [(need.year, name) for name, value in values.items() if value is None]
        assert all(value > 0 for value in values.values() if isinstance(value, Decimal))
        assert need.primary_medical is not None and need.inequalities is not None
        final = Decimal("0.85") * need.primary_medical + Decimal("0.15") * need.inequalities
        assert need.primary_medical_final == final
    assert blanks == [("2025-26", "maternity")]


@any_seed
def test_each_place_has_the_needs_of_its_kind(seed: int) -> None:
    folder = demo(seed)
    need = need_of(folder)
    places = [area.id for area in folder.register.areas if area.kind == "place"]

    def index(place: str, component: str) -> float:
        mine = [need[one.code] for one in folder.register.practices if one.place == place]
        known = [one for one in mine if getattr(one, component) is not None]
        weighted = sum(float(getattr(one, component)) for one in known)
        return weighted / sum(float(one.population or 0) for one in known)

    def highest(component: str) -> str:
        return max(places, key=lambda place: index(place, component))

    def lowest(component: str) -> str:
        return min(places, key=lambda place: index(place, component))

    assert highest("inequalities") == highest("mental_health") == "ironmouth"
    assert highest("community") == highest("primary_medical") == "gullhaven"
    assert lowest("mental_health") == lowest("inequalities") == "larkenfold"
    assert lowest("general_and_acute") == "quillbridge"


def test_practices_differ_within_a_place_and_components_move_together() -> None:
    folder = demo(2026)
    need = need_of(folder)
    coast = [need[one.code] for one in folder.register.practices if one.place == "gullhaven"]
    hospital = [float(one.general_and_acute or 0) / float(one.population or 1) for one in coast]
    drugs = [float(one.prescribing or 0) / float(one.population or 1) for one in coast]
    assert max(hospital) - min(hospital) > 0.3
    ranked = sorted(range(len(coast)), key=lambda at: hospital[at])
    half = len(coast) // 2
    assert sum(drugs[at] for at in ranked[half:]) > sum(drugs[at] for at in ranked[:half])


def found(seed: int, on: date, outcome: str = "fails") -> list[Finding]:
    findings = check(demo(seed), rules_on(packs(), on), on)
    return [finding for finding in findings if finding.outcome == outcome]


@any_seed
@pytest.mark.parametrize("on", [date(2026, 1, 1), date(2026, 11, 1), date(2027, 12, 31)])
def test_check_finds_two_faults_and_no_more(seed: int, on: date) -> None:
    failing = found(seed, on)
    assert [one.rule for one in failing] == ["ICB-8-2", "ICP-1"]
    assert "councils" in failing[0].why
    assert "Fellshire County Council" in failing[1].why


@any_seed
def test_little_is_not_known(seed: int) -> None:
    """Two practices outside the map, a sliver of a council, and a quorum whose text nobody read."""
    unknown = {(one.rule, one.subject.id) for one in found(seed, date(2026, 11, 1), "not-known")}
    assert unknown == {
        ("register.practice-without-place", "QZZ200"),
        ("register.practice-without-neighbourhood", "QZZ199"),
        ("register.practice-without-neighbourhood", "QZZ200"),
        ("register.council-sliver", "saltmarch-council"),
        ("QUORUM-MODEL", "QZZ"),
    }


@pytest.mark.parametrize("on", [date(2022, 7, 1), date(2023, 6, 1), date(2024, 8, 1)])
def test_the_two_faults_are_as_old_as_the_board(on: date) -> None:
    assert [one.rule for one in found(2026, on)] == ["ICB-8-2", "ICP-1"]


def test_before_the_board_one_place_was_without_healthwatch() -> None:
    assert found(2026, date(2019, 10, 1)) == []
    [fault] = found(2026, date(2021, 6, 30))
    assert (fault.rule, fault.severity) == ("NS-2.31-must", "should")
    assert "High Fellmoor Place Partnership has no seat for Healthwatch" in fault.why
    assert found(2026, date(2022, 6, 30)) == []


def test_the_bill_would_mend_one_fault_and_make_another() -> None:
    change = as_if(demo(2026), packs(), date(2026, 11, 1), "bill-2026")
    assert [one.rule for one in change.going] == ["ICB-8-2"]
    mayors = [one for one in change.coming if one.rule == "BILL-21"]
    assert [(one.outcome, one.severity) for one in mayors] == [("fails", "would")]
    assert "the mayor of Mere Coast Combined Authority" in mayors[0].why


def test_the_first_option_would_have_joined_two_commissioners() -> None:
    change = as_if(demo(2026), packs(), date(2021, 6, 30), "option-1")
    whys = [one.why for one in change.coming if one.outcome == "fails"]
    assert [why for why in whys if "2 bodies of the kind clinical commissioning group" in why]


@any_seed
def test_every_seat_and_post_but_one_is_held_from_its_first_day_to_its_last(seed: int) -> None:
    register = demo(seed).register
    begins, ends = date(2019, 4, 1), date.max
    vacant = set()
    for owner in (*register.forums, *register.posts):
        for seat in getattr(owner, "seats", (owner,)):
            first, last = seat.first_day or owner.first_day, seat.last_day or owner.last_day
            reached = max(first, begins) - timedelta(days=1)
            for holder in seat.holders:
                assert first <= holder.first_day <= reached + timedelta(days=1)
                reached = holder.last_day or ends
            assert reached <= (last or ends)
            if reached < (last or ends):
                vacant.add(seat.id)
    assert vacant == {"digital", "digital-director"}


@any_seed
def test_whoever_takes_part_has_a_seat_or_a_post(seed: int) -> None:
    register = demo(seed).register
    seats = [seat for forum in register.forums for seat in forum.seats]
    holders = {holder.person for one in (*seats, *register.posts) for holder in one.holders}
    assert holders == {person.id for person in register.people}


def test_every_kind_of_forum_area_service_and_place_form_is_there() -> None:
    register = demo(2026).register
    closed = kinds()
    # Every ICB here has a chair and a board of its own.
    assert set(closed.words("forum_kinds")) - {forum.kind for forum in register.forums} == {
        "cluster"
    }
    assert {form for one in register.forums for form in one.forms} == set(
        closed.words("place_forms")
    )
    assert {one.model for one in register.governance} == set(closed.words("governance_models"))
    assert {service for one in register.bodies for service in one.provides} == set(
        closed.words("services")
    )
    # A combined county authority and a London borough would need a county or a London here.
    assert set(closed.words("body_kinds")) - {body.kind for body in register.bodies} == {
        "GP practice",
        "London borough council",
        "combined county authority",
        # Others who may sit at a partnership; nobody of theirs does here.
        "education provider",
        "emergency service",
        "professional body",
        "public body",
    }
    assert {one.kind for one in register.hosting} == set(closed.words("hosted"))
    assert set(closed.words("instrument_kinds")) - {one.kind for one in register.instruments} == {
        "governance handbook",
        "joint forward plan",
        "legal advice",
    }
    assert {one.matter for one in register.judgements} == set(closed.words("judgement_matters"))
    assert {one.kind for one in register.interests} == set(closed.words("interest_kinds"))


def test_one_council_changed_its_model() -> None:
    models = Counter(one.body for one in demo(2026).register.governance)
    assert models["larkenfold-council"] == 2


def test_each_network_has_a_clinical_director() -> None:
    register = demo(2026).register
    networks = {body.id for body in register.bodies if body.kind == "primary care network"}
    directors = {post.body for post in register.posts if post.role == "clinical director"}
    assert networks == directors
    assert networks == {area.id for area in register.areas if area.kind == "neighbourhood"}


def test_lent_people_are_lent_to_the_board() -> None:
    lent = [person.seconded_to for person in demo(2026).register.people if person.seconded_to]
    assert lent == ["QZZ", "QZZ"]


@any_seed
def test_interests_are_declared_within_28_days_and_before_seat_or_post(seed: int) -> None:
    register = demo(seed).register
    of_board = {
        (holder.person, holder.first_day)
        for forum in register.forums
        if "QZZ" in forum.owners
        for seat in forum.seats
        for holder in seat.holders
    }
    of_board |= {
        (holder.person, holder.first_day)
        for post in register.posts
        if post.body == "QZZ"
        for holder in post.holders
    }
    declared = {one.person: one for one in register.interests}
    assert {person for person, _ in of_board} == set(declared)
    for person, first_day in of_board:
        one = declared[person]
        assert one.aware_on and one.declared_on and first_day
        assert one.declared_on - one.aware_on <= timedelta(days=28)
        assert one.declared_on < first_day


def test_it_says_that_it_is_not_real() -> None:
    folder = demo(2026)
    system = folder.register.system
    assert system.fictional
    assert "(fictional)" in system.name
    assert any("made up" in note for note in system.notes)
    assert "no such land" in folder.boundaries.source


def test_the_core_pot_is_some_two_thousand_pounds_a_head() -> None:
    folder = demo(2026)
    people = sum(need.population or 0 for need in need_of(folder).values())
    pots = {stream.id: stream.amount_pence for stream in folder.register.streams}
    assert len(pots) == 4
    assert 1_900 < pots["core-2025-26"] / 100 / float(people) < 2_100
