"""Fails when tests that this machine must be able to run were skipped, or when there were none.

Silent when all is well. The kinds of each test are written into the report by tests/conftest.py.
"""

import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

OPEN_DATA = Path(__file__).resolve().parent.parent / "../shared/data"


def faults(report: Path, kinds: list[str]) -> Iterator[str]:
    """A line for each skipped test of these kinds, and for each kind of which no test ran."""
    cases = list(ElementTree.parse(report).iter("testcase"))
    for kind in kinds:
        of_kind = [case for case in cases if case.find(f".//property[@value='{kind}']") is not None]
        skipped = [case for case in of_kind if case.find("skipped") is not None]
        for case in skipped:
            why = case.find("skipped")
            reason = "" if why is None else why.get("message", "")
            yield f"{kind}: {case.get('classname')}.{case.get('name')} was skipped: {reason}"
        if len(of_kind) == len(skipped):
            yield f"{kind}: no test of this kind ran"


def main() -> int:
    """Print the faults of the report named on the command line. Returns the exit code."""
    kinds = ["browser", "postgres"]
    if OPEN_DATA.is_dir():
        kinds.append("real_data")
    found = list(faults(Path(sys.argv[1]), kinds))
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
