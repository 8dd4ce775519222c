"""`joinedup serve`: says where it is, steps aside, and ends when told to."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from joinedup.register.files import write_folder
from tests.unit.register.small_folder import FILES

JOINEDUP = Path(sys.executable).with_name("joinedup")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_folder(tmp_path / "small", {name: text.encode() for name, text in FILES.items()})
    return tmp_path / "small"


@contextmanager
def started(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A server that is ended with the block, however the block ends."""
    with subprocess.Popen(
        [JOINEDUP, "serve", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            yield server
        finally:
            server.terminate()
            server.wait(timeout=60)


def said_until_ready(server: subprocess.Popen[str]) -> list[str]:
    """What the server says until it says where it is."""
    assert server.stdout is not None
    said = [server.stdout.readline()]
    while said[-1] and " is at http" not in said[-1]:
        said.append(server.stdout.readline())
    return said


def port_in(line: str) -> int:
    return int(line.split("127.0.0.1:")[1].split("/")[0])


def status(port: int, path: str = "/", **headers: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_it_takes_the_next_free_port_when_its_own_is_taken(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with started(folder, "--port", str(port)) as server:
            first, *_, last = said_until_ready(server)
            assert first.startswith(f"Port {port} is taken, so port ")
            assert "Testshire" in last
            assert status(port_in(last)) == 200


def test_it_ends_when_told_to_though_a_browser_holds_on(folder: Path) -> None:
    with started(folder, "--port", "8410") as server:
        connection = http.client.HTTPConnection("127.0.0.1", port_in(said_until_ready(server)[-1]))
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        server.send_signal(signal.SIGINT)
        rest, errors = server.communicate(timeout=60)
        connection.close()
        assert (rest, errors, server.returncode) == ("Ended.\n", "", 0)


def test_a_stranger_is_not_answered_and_takes_one_line(folder: Path) -> None:
    with started(folder, "--port", "8410") as server:
        port = port_in(said_until_ready(server)[-1])
        assert status(port, Host="elsewhere.example") == 400
        assert status(port, "/allocation?" + "&".join(["a=1"] * 1001)) == 400
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=60)
    host, fields = errors.splitlines()
    assert "elsewhere.example" in host
    assert "GET" in fields


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "no.such.host.invalid"], "not an address of this machine"),
        (["--port", "99999"], "'--port'"),
    ],
)
def test_an_address_that_cannot_be_had_is_told(
    folder: Path, options: list[str], words: str
) -> None:
    with started(folder, *options) as server:
        _, errors = server.communicate(timeout=60)
    assert server.returncode == 2
    assert words in errors


def test_a_folder_with_faults_is_not_served(folder: Path) -> None:
    (folder / "bodies.csv").unlink()
    with started(folder) as server:
        _, errors = server.communicate(timeout=60)
    assert server.returncode == 2
    assert "the folder has no bodies.csv" in errors
    assert not (folder / ".joinedup").exists()


def test_a_day_that_is_none_is_told_before_anything_is_served(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "JOINEDUP_TODAY", "tomorrow")
    with started(folder) as server:
        _, errors = server.communicate(timeout=60)
    assert server.returncode == 2
    assert "'tomorrow' is not a day" in errors
