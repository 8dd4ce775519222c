"""`joinedup load FOLDER`: store the folder's register as a version."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from joinedup.cli import NO, UNREADABLE
from joinedup.cli.printing import folder_or_leave, leave, print_findings
from joinedup.cli.store import open_store, store_faults_in_words
from joinedup.register.files import BESIDE
from joinedup.register.reading import Folder

#: Who did it, as the log says: the command line knows nobody's account.
COMMAND_LINE = "command line"


def run(folder: Annotated[Path, typer.Argument(help="The system folder.")]) -> None:
    """Exit code 0 when it is stored, 2 if the folder or the store is unreadable.

    1 where the log of the store was changed by somebody: then the answers it holds are in doubt.
    """
    read = folder_or_leave(folder)
    open_store(folder)
    print(stored_in_words(read))
    from joinedup.audit.queries import faults

    if found := faults():
        print_findings(found, to_error=True)
        leave(NO, "the log of this store is not as it was written")


def stored_in_words(read: Folder) -> str:
    """Store the register of a folder, and say what was stored. The store must be open.

    Leaves with code 2 where it cannot be stored.
    """
    from joinedup.register.actions import AnotherSystemError, store_version

    try:
        with store_faults_in_words():
            version, is_new = store_version(by=COMMAND_LINE, folder=read)
    except AnotherSystemError as error:
        leave(UNREADABLE, f"nothing was stored in this store: {error}")
    if is_new:
        return f"stored as version {version.sequence}, hash {version.sha256}"
    said = f"nothing has changed since version {version.sequence}, hash {version.sha256}"
    changed = [name for name in BESIDE if read.hashes.get(name) != version.beside.get(name)]
    if changed:
        said += (
            f"\nThe register is the same; {' and '.join(changed)} beside it "
            f"{'is' if len(changed) == 1 else 'are'} not as then, which makes no new version."
        )
    return said
