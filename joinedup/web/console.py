"""What the site says on the console of whoever started it."""

from __future__ import annotations

import logging
import os


class OneLine(logging.Formatter):
    """One plain line for each trouble; with JOINEDUP_DEBUG also where in the program it arose."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record, with nothing in it that a console could take for a command."""
        if os.environ.get("JOINEDUP_DEBUG"):
            return super().format(record)
        # Django's name for the setting is not the one that people set.
        line = record.getMessage().replace("ALLOWED_HOSTS", "JOINEDUP_HOSTS")
        if getattr(record, "status_code", None) == 500 and record.exc_info:
            line += f": {record.exc_info[1]!r} (JOINEDUP_DEBUG=1 shows where it arose)"
        return "".join(sign if sign.isprintable() else " " for sign in line)
