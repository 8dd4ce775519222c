"""The edge of the register: folders on disk, and the definitions that come with the package."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path

from ruamel.yaml import YAML

from joinedup.register.folder_files import BOUNDARIES, FILES
from joinedup.register.gathering import FILE_NAMES as FILE_NAMES
from joinedup.register.kinds import Kinds
from joinedup.register.parsing import fault
from joinedup.register.reading import Reading, read
from joinedup.values.finding import Subject, Where

#: Those that stand beside the register: data that is hashed and cited, and no part of the version.
BESIDE: tuple[str, ...] = (*(file.name for file in FILES if file.section is None), BOUNDARIES)


@cache
def kinds() -> Kinds:
    """The closed lists of `definitions/kinds.yaml`."""
    text = (package_files("joinedup.register") / "definitions" / "kinds.yaml").read_text("utf-8")
    return Kinds(YAML(typ="safe").load(text))


def read_folder(folder: Path) -> Reading:
    """Read a system folder from disk; every fault is a finding, and nothing is raised for one."""
    contents: dict[str, bytes] = {}
    findings = []
    if not folder.is_dir():
        where = Where(str(folder))
        why = "there is no such folder" if not folder.exists() else "this is a file, not a folder"
        mend = "give the path of a system folder, or make one with 'joinedup new'"
        return Reading(None, (fault("missing-folder", where, why, mend),))
    for name in FILE_NAMES:
        path = folder / name
        try:
            if _is_there(path):
                contents[name] = path.read_bytes()
        except OSError as error:
            findings.append(
                fault(
                    "unreadable",
                    Where(name),
                    f"the file cannot be read: {error.strerror}",
                    "see that it is a file and that you may read it",
                    Subject("file", name),
                )
            )
    if findings:
        return Reading(None, tuple(findings))
    return read(contents, hashes(contents), kinds())


def _is_there(path: Path) -> bool:
    """True for a link that leads nowhere too: somebody meant a file to be there."""
    return path.exists() or path.is_symlink()


def hashes(contents: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of the bytes of each file, in hexadecimal."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made if it is not there.

    Raises FileExistsError if a file that a system folder may hold is there already, so that
    nobody's work is written over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = [name for name in FILE_NAMES if _is_there(folder / name)]
    if there:
        raise FileExistsError(f"{folder} already holds {', '.join(there)}")
    for name, content in files.items():
        (folder / name).write_bytes(content)
