"""How long the pages take, warm, from a server on this machine: `python bench/pages.py [FOLDER]`.

Without a folder it writes the fictional system and serves that. Each page is asked for 60 times,
one after another, as one reader would; the server is stopped at the end. The aim is that 95 of
100 come within 100 milliseconds.
"""

import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

JOINEDUP = Path(sys.executable).with_name("joinedup")
PAGES = (
    "/",
    "/allocation",
    "/allocation?pot=4512000000",
    "/allocation?pot=4512000000&by=neighbourhood",
    "/allocation.csv",
    "/allocation.json",
    "/system",
    "/bodies",
    "/forums",
    "/forums/icb-board",
    "/councils",
    "/checks",
    "/law",
    "/lists",
    "/search?q=health",
    "/static/joinedup.css",
)
TIMES = 60
AIM = 100


def main() -> int:
    """Measure and print; 1 if a page misses the aim, else 0."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else demo(Path(made) / "demo")
        command = [JOINEDUP, "serve", folder, "--port", "8600"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                port = port_of(server)
                slow = [page for page in (*PAGES, *places(folder)) if not measured(port, page)]
            finally:
                server.terminate()
    return 1 if slow else 0


def demo(folder: Path) -> Path:
    """A folder with the fictional system."""
    command = [JOINEDUP, "demo", "--folder", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


def places(folder: Path) -> list[str]:
    """The page of the folder's first place."""
    lines = (folder / "practices.csv").read_text(encoding="utf-8").splitlines()
    column = lines[0].split(",").index("place")
    return [f"/places/{lines[1].split(',')[column]}"]


def port_of(server: subprocess.Popen[str]) -> int:
    """The port that the server says it is at."""
    assert server.stdout is not None
    for line in server.stdout:
        if " is at http" in line:
            return int(line.split(" is at http://")[1].split(":")[1].split("/")[0])
    raise SystemExit("the server ended without saying where it is")


def measured(port: int, page: str) -> bool:
    """Ask for a page many times and print how long it took; whether it met the aim."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    taken = []
    for _ in range(TIMES + 1):
        started = time.perf_counter()
        connection.request("GET", page)
        response = connection.getresponse()
        size = len(response.read())
        taken.append((time.perf_counter() - started) * 1000)
        assert response.status == 200, f"{page} answered {response.status}"
    connection.close()
    first, warm = taken[0], taken[1:]
    p95 = statistics.quantiles(warm, n=20)[-1]
    print(
        f"{page:48} first {first:7.1f} ms, then p50 {statistics.median(warm):6.1f} ms, "
        f"p95 {p95:6.1f} ms, {size / 1024:6.0f} KiB"
    )
    return p95 < AIM


if __name__ == "__main__":
    sys.exit(main())
