"""`joinedup serve FOLDER`: the folder as pages in a browser, until Ctrl-C."""

from __future__ import annotations

import http.client
import os
import socket
import time
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from joinedup.cli import UNREADABLE
from joinedup.cli.printing import folder_or_leave, leave, today
from joinedup.cli.store import open_store

#: How many ports after the one asked for are tried.
_TRIES = 100
_LOOPBACK = "127.0.0.1,localhost,[::1]"


def run(
    folder: Annotated[Path, typer.Argument(help="The system folder.")],
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen at.", min=1, max=65535)] = 8000,
) -> None:
    """Serve a folder as pages until Ctrl-C. Exit code 2 if the folder cannot be read."""
    read = folder_or_leave(folder)
    # A day that is none is better told now than on every page.
    today()
    # The site answers to this machine's names, to the address it listens at, and to no other.
    os.environ.setdefault("JOINEDUP_HOSTS", f"{_LOOPBACK},{_in_address(host)}")
    open_store(folder)
    free = _free_port(host, port)
    if free != port:
        print(f"Port {port} is taken, so port {free} is used.")
    print("Starting; the first page takes a few seconds to draw.", flush=True)
    address = f"http://{_in_address(host)}:{free}/"
    say = f"{read.register.system.name} is at {address} (Ctrl-C ends it)"
    Thread(target=_say_when_ready, args=(host, free, say), daemon=True).start()
    _serve(host, free)
    print("Ended.")


def _in_address(host: str) -> str:
    """A host as addresses write it: one of version 6 in brackets."""
    return f"[{host}]" if ":" in host else host


def _free_port(host: str, port: int) -> int:
    """The first port from `port` on that nobody listens at; leaves with code 2 if there is none."""
    for tried in range(port, min(port + _TRIES, 65536)):
        try:
            family, kind, _, _, address = socket.getaddrinfo(
                host, tried, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
        except OSError:
            leave(UNREADABLE, f"'{host}' is not an address of this machine")
        with socket.socket(family, kind) as attempt:
            # As the server does, so that a port that was just let go counts as free.
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind(address)
                return tried
            except PermissionError:
                leave(UNREADABLE, f"you may not listen at port {tried}; try --port 8000")
            except OSError:
                continue
    leave(UNREADABLE, f"cannot listen at {host}, ports {port} to {port + _TRIES - 1}")


def _say_when_ready(host: str, port: int, say: str) -> None:
    """Ask for the home page until it comes, so that who follows the address finds it drawn."""
    own = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    for _ in range(600):
        connection = http.client.HTTPConnection(own, port, timeout=60)
        try:
            connection.request("HEAD", "/", headers={"Connection": "close"})
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            print(say, flush=True)
            return
        finally:
            connection.close()


def _serve(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "joinedup.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.error,
        # A browser keeps its connection open, and the server would wait for it for ever.
        workers_kill_timeout=2,
    ).serve()
