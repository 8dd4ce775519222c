"""Questions about money that a folder can answer."""

from __future__ import annotations

from joinedup.money.allocation import Allocation, Question, allocate
from joinedup.money.files import formulas, formulas_source
from joinedup.register.areas import area_names, area_of_practices
from joinedup.register.reading import Folder
from joinedup.values.explained import Explained, Source
from joinedup.values.pence import Pence


def share(folder: Folder, question: Question) -> Explained[Allocation]:
    """Share a pot among the areas of a folder by need.

    Raises CannotShareError where the folder does not hold what that takes.
    """
    sources = (
        Source("need.csv", f"rows of {question.year}", folder.hashes.get("need.csv")),
        Source("practices.csv", f"column {question.by}", folder.hashes.get("practices.csv")),
        formulas_source(),
    )
    return allocate(
        question,
        folder.need,
        area_of_practices(folder.register, question.by),
        area_names(folder.register, question.by),
        formulas(),
        sources,
    )


def years_of_need(folder: Folder) -> tuple[str, ...]:
    """The financial years that need.csv holds, latest first."""
    return tuple(sorted({need.year for need in folder.need}, reverse=True))


def pot_of_streams(folder: Folder, year: str, formula: str) -> Pence | None:
    """The streams of a year that a formula shares, in pence; None if streams.csv names none."""
    amounts = [
        stream.amount_pence
        for stream in folder.register.streams
        if (stream.year, stream.formula) == (year, formula)
    ]
    return Pence(sum(amounts)) if amounts else None
