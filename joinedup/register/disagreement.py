"""What is said where entries of a folder do not agree: a 'should', told with the entry's row."""

from __future__ import annotations

from joinedup.register.folder_files import FILES
from joinedup.register.reading import Folder
from joinedup.values.finding import Finding, Outcome, Subject, Where

#: The sections that stand inside the entry of another file, and that file.
_INSIDE = {"areas": "system", "councils": "system", "seats": "forums"}
_FILE_OF = {file.section or file.name.split(".")[0]: file.name for file in FILES}
_KIND_OF = {
    "areas": "area",
    "bodies": "body",
    "councils": "body",
    "forums": "forum",
    "governance": "body",
    "hosting": "hosting",
    "need": "practice",
    "people": "person",
    "posts": "post",
    "practices": "practice",
    "seats": "seat",
}


def disagreement(
    folder: Folder,
    rule: str,
    section: str,
    entry: str,
    why: str,
    mend: str,
    *,
    outcome: Outcome = "fails",
    column: str | None = None,
) -> Finding:
    """A finding about the entry of a section with an id, at its file and row if they are known.

    An entry is known in its section by its id: a seat by 'forum/seat', need by 'practice/year',
    whose subject is the practice.
    """
    file = _FILE_OF[_INSIDE.get(section, section)]
    known = folder.where.get((section, entry), Where(file))
    subject = entry.split("/")[0] if section == "need" else entry
    return Finding(
        rule=f"register.{rule}",
        severity="should",
        outcome=outcome,
        subject=Subject(_KIND_OF[section], subject),
        where=Where(known.file, known.row, column or known.column),
        why=why,
        mend=mend,
    )
