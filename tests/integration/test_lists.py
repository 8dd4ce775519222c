"""A list, uploaded: shown first, then stored as a version; and what refuses it."""

import os
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from joinedup.audit.models import LogEntry
from joinedup.audit.queries import faults
from joinedup.register.actions import ChangedMeanwhileError, store_lists, store_version
from joinedup.register.canonical import canonical
from joinedup.register.files import contents_of, hashes, read_folder, write_folder
from joinedup.register.lists import LISTS
from joinedup.register.models import Version
from joinedup.register.queries import register_of
from joinedup.web import uploads
from tests.unit.register.made_workbook import workbook
from tests.unit.register.small_folder import FILES
from tests.unit.web.test_pages import rows_of, words_of

pytestmark = pytest.mark.usefixtures("store")
#: For what is the same on any engine: it is asked of the quicker one only.
on_sqlite = pytest.mark.parametrize("engine", ["SQLite"], indirect=True)
PEOPLE = "id,name,employer\nann,Ann Ames,QZZ\nbo,Bo Byrne,RT1\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_folder(tmp_path, {name: text.encode() for name, text in FILES.items()})
    return tmp_path


@pytest.fixture
def client(settings: Settings, place: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    cache.clear()
    settings.JOINEDUP_FOLDER = place
    settings.JOINEDUP_EDITING = "this machine"
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setenv("JOINEDUP_TODAY", "2026-03-01")
    return Client()


def send(client: Client, name: str, content: str | bytes) -> HttpResponse:
    """Upload a list, and follow to what comes of it."""
    content = content.encode() if isinstance(content, str) else content
    ending = "xlsx" if content.startswith(b"PK") else "csv"
    data = {"file": SimpleUploadedFile(f"my {name}.{ending}", content)}
    return client.post(f"/lists/{name}".rstrip("/"), data, follow=True)


def decide(client: Client, shown: HttpResponse, **data: str) -> HttpResponse:
    """Send the form of a preview, with what stands in it and `data`."""
    [address] = re.findall(r'action="(/lists/[^"]*preview/[^"]+)"', shown.content.decode())
    given = {"by": "Jo Bloggs"}
    given |= dict(re.findall(r'name="(seen)" value="([^"]+)"', shown.content.decode()))
    return client.post(address, {**given, **data}, follow=True)


def pending(place: Path) -> list[Path]:
    return list((place / ".joinedup" / "uploads").iterdir())


def test_an_upload_is_shown_and_then_stored_as_a_version(client: Client, place: Path) -> None:
    before = (place / "people.csv").read_bytes()
    shown = send(client, "people", PEOPLE)
    words = words_of(shown.content)
    assert "Person 'Bo Byrne' (bo) was added." in words
    assert "Nothing is stored yet." in words
    assert ((place / "people.csv").read_bytes(), Version.objects.count()) == (before, 0)
    stored = decide(client, shown, store="yes")
    assert "It is stored, as version 2, by Jo Bloggs." in words_of(stored.content)
    folder = read_folder(place).folder
    assert folder is not None
    assert [person.id for person in folder.register.people] == ["ann", "bo"]
    first, version = Version.objects.order_by("sequence")
    assert (first.by, version.by) == ("the folder's files", "Jo Bloggs")
    assert [one.id for one in register_of(first.sha256).people] == ["ann"]
    assert canonical(register_of(version.sha256)) == canonical(folder.register)
    assert [entry.action for entry in LogEntry.objects.all()] == [
        "store a version of the register",
        "replace a list",
        "store a version of the register",
    ]
    assert (faults(), pending(place)) == ((), [])
    assert [path.name for path in place.iterdir() if path.name.startswith(".joinedup-")] == []


@on_sqlite
def test_pages_show_what_was_stored_at_once(client: Client) -> None:
    assert "Nothing was found" in words_of(client.get("/search?q=byrne").content)
    decide(client, send(client, "people", PEOPLE), store="yes")
    assert "Bo Byrne" in words_of(client.get("/search?q=byrne").content)
    assert [row["id"] for row in rows_of(client.get("/lists/people.csv").content)] == ["ann", "bo"]


@on_sqlite
def test_what_was_stored_is_among_the_changes(client: Client, place: Path) -> None:
    nothing = words_of(client.get("/changes").content)
    assert "No version of this folder's register is stored yet" in nothing
    decide(client, send(client, "people", PEOPLE), store="yes")
    stored = decide(client, send(client, "people", PEOPLE.replace("RT1", "")), store="yes")
    assert b'href="/changes?from=2&amp;to=3"' in stored.content
    words = words_of(client.get("/changes").content)
    assert "From version 2 to version 3" in words
    assert "employer was 'RT1' and is empty" in words
    rows = rows_of(client.get("/changes.csv?from=2&to=3").content)
    assert [(row["entry"], row["field"], row["before"]) for row in rows] == [
        ("bo", "employer", "RT1")
    ]
    assert len(rows_of(client.get("/changes/versions.csv").content)) == 3
    (place / "people.csv").write_text(PEOPLE.replace("Bo", "Beau"))
    assert "From version 3 to the folder as it stands" in words_of(client.get("/changes").content)
    wrong = words_of(client.get("/changes?from=9&to=now").content)
    assert "There is a problem" in wrong and "Choose a version that is stored" in wrong


@on_sqlite
def test_one_version_alone_has_nothing_to_be_compared_with(client: Client, place: Path) -> None:
    folder = read_folder(place).folder
    assert folder is not None
    store_version(by="Jo", folder=folder)
    alone = words_of(client.get("/changes").content)
    assert "One version is stored, and the folder is as it was then" in alone


@on_sqlite
def test_what_an_upload_leaves_out_and_others_name_is_told_after_its_own_faults(
    client: Client,
) -> None:
    page = send(client, "seats", "forum,id,capacity\nboard,aide,nothing of the kind\n")
    [address] = re.findall(r'href="(/lists/seats/preview/[^"]+\.csv)"', page.content.decode())
    rows = rows_of(client.get(address).content)
    assert [row["file"] for row in rows] == ["seats.csv"] or rows[-1]["file"] == "holders.csv"
    page = send(client, "seats", "forum,id,capacity\nboard,aide,attendee\n")
    assert b'href="/lists/holders"' in page.content
    assert "Take it out there first." in words_of(page.content)


@on_sqlite
def test_a_list_within_yaml_is_uploaded_as_a_table(client: Client, place: Path) -> None:
    seats = "forum,id,capacity\nboard,chair,chair\nboard,aide,attendee\n"
    shown = send(client, "seats", seats)
    words = words_of(shown.content)
    assert "Seat (board / aide) was added." in words
    assert "forums.yaml is written anew: comments in it are lost" in words
    decide(client, shown, store="yes")
    folder = read_folder(place).folder
    assert folder is not None
    [forum] = folder.register.forums
    assert [seat.id for seat in forum.seats] == ["chair", "aide"]
    assert [holder.person for holder in forum.seats[0].holders] == ["ann"]


@on_sqlite
def test_faults_of_form_are_told_with_row_and_column(client: Client, place: Path) -> None:
    shown = send(client, "people", "id,name,employer\nann,Ann Ames,NOBODY\nbo,,\n")
    words = words_of(shown.content)
    assert "It cannot be stored: two faults" in words
    assert b'name="store"' not in shown.content
    [address] = re.findall(r'href="(/lists/people/preview/[^"]+\.csv)"', shown.content.decode())
    rows = {(row["row"], row["column"]): row["why"] for row in rows_of(client.get(address).content)}
    assert "'NOBODY' is not the id of an entry in bodies" in rows["2", "employer"]
    assert rows["3", "name"] == "'name' is empty"
    assert Version.objects.count() == 0


@on_sqlite
def test_what_the_checks_would_say_otherwise_is_told(client: Client) -> None:
    without = FILES["practices.csv"].replace("A2,Second Surgery,south,", "A2,Second Surgery,,")
    words = words_of(send(client, "practices", without).content)
    assert "newly found" in words
    assert "Second Surgery (A2) names no place" in words
    need = FILES["need.csv"].replace("2000", "2500")
    words = words_of(send(client, "need", need).content)
    assert "One row is new or other, and one row that stands in the folder would go." in words


def test_data_beside_the_register_is_stored_and_logged(client: Client, place: Path) -> None:
    shown = send(client, "need", FILES["need.csv"].replace("2000", "2500"))
    decide(client, shown, store="yes")
    shown = send(client, "need", FILES["need.csv"].replace("2000", "2600"))
    assert "no new version" in words_of(decide(client, shown, store="yes").content)
    assert "2600" in (place / "need.csv").read_text()
    assert Version.objects.count() == 1
    assert LogEntry.objects.filter(action="replace a list", subject="need").count() == 2


@on_sqlite
def test_a_folder_that_changed_meanwhile_is_shown_anew(client: Client, place: Path) -> None:
    shown = send(client, "people", PEOPLE)
    bodies = place / "bodies.csv"
    bodies.write_text(bodies.read_text().replace("Test Hospitals", "Other Hospitals"))
    again = decide(client, shown, store="yes")
    assert again.status_code == 409
    assert "The folder has changed since you saw this." in words_of(again.content)
    assert Version.objects.count() == 0
    assert decide(client, again, store="yes").status_code == 200
    assert Version.objects.count() == 2


def test_the_last_look_is_taken_where_nobody_else_can_write(place: Path) -> None:
    contents, _ = contents_of(place)
    seen = hashes(contents) | {"bodies.csv": "0" * 64}
    with pytest.raises(ChangedMeanwhileError):
        store_lists(by="Jo", names=["people"], place=place, seen=seen, files=contents)
    assert (Version.objects.count(), LogEntry.objects.count()) == (0, 0)


def test_what_cannot_be_written_is_not_stored(
    client: Client, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = send(client, "people", PEOPLE)

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("joinedup.register.actions._replace", full)
    response = decide(client, shown, store="yes")
    assert response.status_code == 503
    assert "Nothing was stored, and the file is kept: no space left" in words_of(response.content)
    assert (Version.objects.count(), LogEntry.objects.count(), len(pending(place))) == (0, 0, 1)


@on_sqlite
def test_of_several_files_those_written_are_put_back(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from joinedup.register import actions

    contents, _ = contents_of(place)
    files = contents | {
        "bodies.csv": contents["bodies.csv"].replace(b"Test Hosp", b"Our Hosp"),
        "governance.csv": b"body,model\ncity,leader and cabinet\n",
        "people.csv": PEOPLE.encode(),
    }
    really = actions._replace

    def full(path: Path, content: bytes) -> None:
        if path.name == "people.csv":
            raise OSError("no space left on device")
        really(path, content)

    monkeypatch.setattr(actions, "_replace", full)
    with pytest.raises(OSError, match="no space"):
        store_lists(by="Jo", names=["people"], place=place, seen=hashes(contents), files=files)
    assert contents_of(place)[0] == contents
    assert (Version.objects.count(), LogEntry.objects.count()) == (0, 0)


@on_sqlite
def test_an_upload_that_is_let_go_leaves_nothing(client: Client, place: Path) -> None:
    shown = send(client, "people", PEOPLE)
    assert len(pending(place)) == 1
    decide(client, shown, cancel="yes")
    assert (pending(place), Version.objects.count()) == ([], 0)
    [address] = re.findall(r'action="(/lists/[^"]+/preview/[^"]+)"', shown.content.decode())
    gone = client.get(address)
    assert gone.status_code == 404
    assert "not kept any more; choose it again" in words_of(gone.content)


@on_sqlite
@pytest.mark.parametrize(
    ("by", "words"), [(" ", "Enter your name"), ("x" * 101, "100 characters or less")]
)
def test_a_file_is_not_lost_where_the_name_is_missing(client: Client, by: str, words: str) -> None:
    nameless = decide(client, send(client, "people", PEOPLE), store="yes", by=by)
    assert words in words_of(nameless.content)
    assert f'value="{by}"'.encode() in nameless.content
    assert Version.objects.count() == 0
    decide(client, nameless, store="yes")
    assert Version.objects.count() == 2


@on_sqlite
def test_what_is_stored_is_text_in_our_own_form(client: Client, place: Path) -> None:
    spreadsheet = "\ufeff" + PEOPLE.replace("\n", ",,,\r\n").replace("employer", '"employer"', 1)
    spreadsheet = spreadsheet.replace('employer",,,', 'employer",seconded_to,from,to', 1)
    decide(client, send(client, "people", spreadsheet), store="yes")
    assert (place / "people.csv").read_bytes() == (
        b"id,name,employer,seconded_to,from,to\nann,Ann Ames,QZZ,,,\nbo,Bo Byrne,RT1,,,\n"
    )
    taken = client.get("/lists/governance.xlsx").content
    assert not (place / "governance.csv").exists()
    decide(client, send(client, "governance", "body,model\ncity,leader and cabinet\n"), store="yes")
    assert (place / "governance.csv").read_bytes().startswith(b"body,model,source,from,to\n")
    shown = send(client, "governance", taken)
    decide(client, shown, store="yes")
    assert [path.name for path in place.glob("governance.*")] == ["governance.csv"]


@on_sqlite
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("people.csv", None, "Choose a CSV or XLSX file"),
        ("people.txt", b"x", "The file must be a CSV or XLSX file"),
        ("people.csv", b"", "The file is empty"),
        ("people.csv", b"x" * (uploads.LARGEST + 1), "The file is larger than 20 MB"),
    ],
)
def test_what_is_no_list_is_told_at_the_field(
    client: Client, name: str, content: bytes | None, words: str
) -> None:
    data = {} if content is None else {"file": SimpleUploadedFile(name, content)}
    page = client.post("/lists/people", data)
    assert words in words_of(page.content)
    assert b'href="#file"' in page.content


@on_sqlite
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_list_comes_back_as_it_was_taken(client: Client, form: str) -> None:
    for name in LISTS:
        taken = client.get(f"/lists/{name}.{form}")
        assert taken.status_code == 200
        words = words_of(send(client, name, taken.content).content)
        assert "It would change nothing" in words, words


@on_sqlite
def test_only_this_machine_may_edit_unless_all_may(client: Client, settings: Settings) -> None:
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert "this machine alone" in words_of(client.get("/lists/people", **far).content)
    data = {"file": SimpleUploadedFile("a.csv", PEOPLE.encode())}
    assert client.post("/lists/people", data, **far).status_code == 403
    token = "0" * 64 + "-csv"
    assert client.post(f"/lists/people/preview/{token}", {"store": "yes"}, **far).status_code == 403
    settings.JOINEDUP_EDITING = "nobody"
    assert client.post("/lists/people", data).status_code == 403
    settings.JOINEDUP_EDITING = "anyone"
    assert "See what it changes" in words_of(client.get("/lists/people", **far).content)


@on_sqlite
def test_a_form_from_elsewhere_is_refused(place: Path, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    data = {"file": SimpleUploadedFile("people.csv", PEOPLE.encode())}
    response = strict.post("/lists/people", data)
    assert response.status_code == 403
    assert "Send the form again" in words_of(response.content)
    [token] = re.findall(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', strict.get("/lists/people").content.decode()
    )
    data = {"file": SimpleUploadedFile("people.csv", PEOPLE.encode())}
    assert strict.post("/lists/people", {**data, "csrfmiddlewaretoken": token}).status_code == 302


@on_sqlite
def test_what_no_form_of_ours_sends_is_refused_in_plain_words(client: Client) -> None:
    two = {one: SimpleUploadedFile("a.csv", b"id\n") for one in ("file", "other")}
    for data in (two, {"by": "x" * 3_000_000}):
        response = client.post("/lists/people", data)
        assert response.status_code == 400
        assert "Nothing was stored." in words_of(response.content)
    tricky = {"file": SimpleUploadedFile("../../up.csv", PEOPLE.encode(), "image/png")}
    assert "Bo Byrne" in words_of(client.post("/lists/people", tricky, follow=True).content)


@on_sqlite
def test_a_file_that_was_changed_on_the_machine_is_not_taken(client: Client, place: Path) -> None:
    shown = send(client, "people", PEOPLE)
    [file] = pending(place)
    file.write_text("id,name,employer\n")
    assert decide(client, shown, store="yes").status_code == 404
    assert uploads.kept(place / ".joinedup", "../secret-key") is None


@on_sqlite
def test_what_was_kept_too_long_is_let_go(client: Client, place: Path) -> None:
    shown = send(client, "people", PEOPLE)
    [old] = pending(place)
    os.utime(old, (0, 0))
    assert decide(client, shown, store="yes").status_code == 404
    assert pending(place) == []
    send(client, "people", PEOPLE)
    [old] = pending(place)
    os.utime(old, (0, 0))
    send(client, "bodies", FILES["bodies.csv"])
    assert [one.name for one in pending(place)] != [old.name]
    assert len(pending(place)) == 1


def test_several_lists_come_in_at_once(client: Client, place: Path) -> None:
    """A forum with its seats and their holders, which no list alone could bring or take out."""
    sheets = {
        "Forums ": [
            ["id", "name", "kind", "area", "owners"],
            ["team", "Team", "committee", "U1", "QZZ"],
        ],
        "seats": [["forum", "id", "capacity"], ["team", "chair", "chair"]],
        "holders": [["forum", "seat", "person"], ["team", "chair", "bo"]],
        "people": [["id", "name"], ["bo", "Bo Byrne"]],
        "need": [["practice", "year", "population"], ["A1", "2025-26", 900]],
    }
    before = read_folder(place).folder
    assert before is not None
    shown = send(client, "", workbook(sheets))
    words = words_of(shown.content)
    assert "the workbook has forums, seats, holders, people and need; every other list" in words
    assert "Forum 'Team' (team) was added." in words
    assert "Forum 'Board of NHS Testshire' (board) was taken out." in words
    assert "One row is new or other, and two rows that stand in the folder would go." in words
    stored = decide(client, shown, store="yes")
    assert stored.redirect_chain == [("/lists?stored=2", 302)]
    assert "It is stored, as version 2, by Jo Bloggs." in words_of(stored.content)
    after = read_folder(place).folder
    assert after is not None
    assert [forum.id for forum in after.register.forums] == ["team"]
    assert after.register.forums[0].seats[0].holders[0].person == "bo"
    assert [row.population for row in after.need] == [900]
    assert after.register.bodies == before.register.bodies
    assert {one.name for one in place.iterdir()} == {*FILES, ".joinedup"}
    assert LogEntry.objects.get(action="replace lists").subject == (
        "forums, seats, holders, people, need"
    )
    assert "It would change nothing" in words_of(
        send(client, "", client.get("/lists/register.xlsx").content).content
    )


@on_sqlite
def test_of_several_lists_what_is_wrong_is_told(client: Client) -> None:
    data = {"file": SimpleUploadedFile("people.csv", PEOPLE.encode())}
    assert "The file must be an XLSX file" in words_of(client.post("/lists", data).content)
    sheets = {"people": [["id", "name"], ["bo", "Bo"]], "hosting": [["id", "name"]]}
    words = words_of(send(client, "people", workbook(sheets)).content)
    assert "The workbook has the lists people, hosting, and only people is asked for" in words
    words = words_of(send(client, "", workbook(sheets)).content)
    assert "workbook.xlsx (hosting)" in words and "It cannot be stored" in words
    words = words_of(send(client, "", workbook({"Sheet1": []})).content)
    assert "The workbook has no list in it" in words
    assert "there is no such list" in words_of(send(client, "", workbook({"x": [["a"]]})).content)


@on_sqlite
def test_a_folder_in_one_workbook_with_data_beside_it_is_changed(
    client: Client, place: Path
) -> None:
    whole = client.get("/lists/register.xlsx").content
    for name in FILES:
        (place / name).unlink()
    (place / "register.xlsx").write_bytes(whole)
    decide(client, send(client, "people", PEOPLE), store="yes")
    folder = read_folder(place).folder
    assert folder is not None
    assert [person.id for person in folder.register.people] == ["ann", "bo"]
    assert len(folder.need) == 2


@on_sqlite
def test_where_nothing_can_be_kept_it_is_said(
    client: Client, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/lists/people?stored=1").status_code == 200
    shown = send(client, "people", PEOPLE)
    [address] = re.findall(r'action="(/lists/[^"]+/preview/[^"]+)"', shown.content.decode())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("joinedup.web.uploads.Path.write_bytes", full)
        assert "No space left on device" in words_of(send(client, "bodies", "id\n").content)
        patched.setattr("joinedup.web.lists.state_folder", full)
        assert client.get(address).status_code == 404
    assert len(pending(place)) == 1
    assert client.get(address).status_code == 200


@on_sqlite
def test_a_form_that_is_sent_twice_is_stored_once(client: Client) -> None:
    shown = send(client, "people", PEOPLE)
    decide(client, shown, store="yes")
    assert decide(client, shown, store="yes").status_code == 404
    assert Version.objects.count() == 2


@on_sqlite
def test_there_is_no_other_list(client: Client) -> None:
    for address in ("/lists/nothing", "/lists/nothing.csv", "/lists/nothing/preview/x"):
        assert client.get(address).status_code == 404
    words = words_of(client.get("/lists").content)
    assert "Post holders" in words and "forums.yaml" in words
