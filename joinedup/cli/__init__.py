"""The `joinedup` command.

Exit codes: 0 yes; 1 no (a failed 'must', a refusal); 2 unreadable input or usage; 70 our own fault.
"""

from __future__ import annotations

import sys

NO, UNREADABLE, OUR_FAULT = 1, 2, 70


def main() -> None:
    """Run the command that the arguments name, and leave with its exit code."""
    from joinedup.cli.app import app

    try:
        app()
    except Exception as error:
        report = f"joinedup: this is a fault of the program, not of your folder: {error!r}"
        print(report, file=sys.stderr)
        print("Set JOINEDUP_DEBUG=1 to see where it happened.", file=sys.stderr)
        import os

        if os.environ.get("JOINEDUP_DEBUG"):
            raise
        sys.exit(OUR_FAULT)
