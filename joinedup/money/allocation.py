"""Fair shares: what share of a pot the need of each area would give it, and why.

A need-based target, not a budget: it says nothing of last year's money, of pace of change or of
what was agreed. The method is that of NHS England's place-based allocation tool (share of the
overall weighted population), with two things added: pounds that sum to the pot, and the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from joinedup.money.formula import Edition, Formula, Formulas
from joinedup.money.movement import Movement, in_pence, movements, remainder_name
from joinedup.money.need import NOT_PLACED, AreaNeed, by_area, need_of
from joinedup.register.schema import Need
from joinedup.values.dates import year_in_words
from joinedup.values.explained import Explained, Reason, Source
from joinedup.values.pence import LARGEST_REMAINDER, Pence, pounds, split

NOT_PLACED_NAME = "Not placed"

SMALL_AREA_WARNING = (
    "Below the level of a place this is unstable: national models of need are made for whole "
    "boards, and lose accuracy as areas get smaller."
)


@dataclass(frozen=True)
class Share:
    """The fair share of one area.

    `population` and `weighted_population` are people; `need_index` is weighted population per
    head against that of the whole system (1 is average); shares are parts of 1. The movements in
    `why` sum exactly, in share and in pence, from the head-count share to the target share.
    What is not known is None, and then `why` is empty.
    """

    area: str
    name: str
    population: Fraction
    weighted_population: Fraction
    need_index: Fraction | None
    head_count_share: Fraction | None
    head_count_pence: Pence | None
    target_share: Fraction | None
    pence: Pence | None
    why: tuple[Movement, ...]
    warnings: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The share as plain JSON values."""
        return {
            "area": self.area,
            "name": self.name,
            "population": float(self.population),
            "weighted_population": float(self.weighted_population),
            "need_index": _number(self.need_index),
            "head_count_share": _number(self.head_count_share),
            "head_count_pence": self.head_count_pence,
            "target_share": _number(self.target_share),
            "pence": self.pence,
            "why": [part.as_json() for part in self.why],
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True)
class Allocation:
    """A pot shared among areas of one kind, for one financial year."""

    pot: Pence
    year: str
    by: str
    formula: str
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Question:
    """What is to be shared: the pot, the year, the kind of area, and the formula for the stream."""

    pot: Pence
    year: str
    by: str = "place"
    formula: str = "core"


class CannotShareError(ValueError):
    """The pot cannot be shared; the message says why, in words for a person."""


def allocate(
    question: Question,
    need: Iterable[Need],
    area_of: Mapping[str, str | None],
    names: Mapping[str, str],
    formulas: Formulas,
    sources: tuple[Source, ...] = (),
) -> Explained[Allocation]:
    """Share a pot among areas in proportion to their overall weighted populations.

    `area_of` gives the area of each practice, `names` every area that takes part and its name.
    Need of practices without an area forms a row of its own, so that the shares sum to the pot.
    An area none of whose need is known stays in the answer, without a share.

    Raises CannotShareError for a negative pot, a year without need, and where nobody has need.
    """
    formula = formulas.formula(question.formula)
    edition = formula.edition(question.year)
    if question.pot < 0:
        raise CannotShareError("a pot cannot be less than nothing")
    year_need = _one_year(need, question.year)
    components = tuple(edition.weights) if edition else ()
    practices = by_area(year_need, area_of)
    areas = {
        area: need_of(practices.get(area, ()), formula.total, components)
        for area in dict.fromkeys((*names, *practices))
    }
    system = need_of(year_need, formula.total, components)
    if system.weighted == 0 or system.population == 0:
        raise CannotShareError(
            f"nobody's need is known for {year_in_words(question.year)}, so there is no share"
        )
    named = {NOT_PLACED: NOT_PLACED_NAME, **names}
    shares = _shares(question, areas, system, named, formula, edition)
    return Explained(
        Allocation(question.pot, question.year, question.by, formula.id, shares),
        _reasons(question, system, formula, edition, shares),
        sources,
    )


def _one_year(need: Iterable[Need], year: str) -> tuple[Need, ...]:
    rows = tuple(need)
    chosen = tuple(row for row in rows if row.year == year)
    if not chosen:
        years = ", ".join(sorted({row.year for row in rows})) or "none"
        raise CannotShareError(f"the need of {year} is not in need.csv; years that are: {years}")
    return chosen


def _shares(
    question: Question,
    areas: Mapping[str, AreaNeed],
    system: AreaNeed,
    names: Mapping[str, str],
    formula: Formula,
    edition: Edition | None,
) -> tuple[Share, ...]:
    known = {area: need for area, need in areas.items() if need.practices > need.left_out}
    heads = {area: need.population / system.population for area, need in known.items()}
    targets = {area: need.weighted / system.weighted for area, need in known.items()}
    head_pence = split(question.pot, {area: question.pot * heads[area] for area in known})
    pence = split(question.pot, {area: question.pot * targets[area] for area in known})
    remainder = remainder_name(formula, edition, system)
    shares = []
    for area, need in areas.items():
        why: tuple[Movement, ...] = ()
        if area in known:
            moves = movements(need, system, edition, targets[area] - heads[area], remainder)
            why = in_pence(question.pot, moves, remainder, pence[area] - head_pence[area])
        shares.append(
            Share(
                area=area,
                name=names.get(area, area),
                population=need.population,
                weighted_population=need.weighted,
                need_index=_index(need, system),
                head_count_share=heads.get(area),
                head_count_pence=head_pence.get(area),
                target_share=targets.get(area),
                pence=pence.get(area),
                why=why,
                warnings=_warnings(area, need, system, question.by),
            )
        )
    return tuple(sorted(shares, key=_by_name_but_not_placed_last))


def _by_name_but_not_placed_last(share: Share) -> tuple[bool, str, str]:
    return share.area == NOT_PLACED, share.name, share.area


def _index(need: AreaNeed, system: AreaNeed) -> Fraction | None:
    if not need.population:
        return None
    return (need.weighted / need.population) / (system.weighted / system.population)


def _warnings(area: str, need: AreaNeed, system: AreaNeed, by: str) -> tuple[str, ...]:
    warnings = []
    if by not in ("place", "system") and area != NOT_PLACED:
        warnings.append(SMALL_AREA_WARNING)
    if need.practices == need.left_out:
        warnings.append("Not known: no practice here has both a population and a weighted one.")
    elif need.left_out:
        warnings.append(
            f"Population or need is not known for {_practices(need.left_out)}, "
            "counted on neither side."
        )
    if area == NOT_PLACED:
        people = f"{round(need.population):,} people"
        of_all = f"{float(need.population / system.population):.1%}"
        warnings.append(
            f"{_practices(need.practices)} with {people} ({of_all}) have need, but no area in "
            "practices.csv, so the areas may show too little; do not compare them with other years."
        )
    for component, part in need.components.items():
        words = component.replace("_", " ")
        if part.unknown:
            warnings.append(f"Need for {words} is not known for {_practices(part.unknown)}.")
        if part.nought:
            warnings.append(
                f"Need for {words} is published as 0 for {_practices(part.nought)}; it is counted "
                "as published, and may not be known."
            )
    return tuple(warnings)


def _practices(count: int) -> str:
    return f"{count} practice{'' if count == 1 else 's'}"


def _reasons(
    question: Question,
    system: AreaNeed,
    formula: Formula,
    edition: Edition | None,
    shares: tuple[Share, ...],
) -> tuple[Reason, ...]:
    counted = system.practices - system.left_out
    reasons = [
        Reason(
            "This is a target by need, not a budget: it does not say what anyone was given or "
            "promised, and no pace of change has been applied.",
            "allocation.target",
        ),
        Reason(
            f"Population and need are those published for {year_in_words(question.year)}, summed "
            f"over {_practices(counted)}.",
            "allocation.sum",
            {"practices": counted, "population": float(system.population)},
        ),
        Reason(
            f"The target share of an area is its part of the overall weighted population for "
            f"{formula.name}; its need index is weighted population per head against the system's.",
            "allocation.share",
            {"weighted_population": float(system.weighted), "column": formula.total},
        ),
        _weights_reason(formula, edition, question.year),
    ]
    if question.pot:
        reasons.append(
            Reason(
                f"The pot of {pounds(question.pot)} is split in whole pence: {LARGEST_REMAINDER}.",
                "allocation.pence",
                {"pot_pence": question.pot},
            )
        )
    unknown = [share.name for share in shares if share.pence is None]
    if unknown:
        reasons.append(
            Reason(
                f"The need of {len(unknown)} of {len(shares)} areas is not known at all "
                f"({', '.join(unknown[:5])}{' …' if len(unknown) > 5 else ''}); the pot is shared "
                "among the rest, so their shares are too high.",
                "allocation.not-known",
                {"areas": len(unknown)},
            )
        )
    if any(SMALL_AREA_WARNING in share.warnings for share in shares):
        reasons.append(Reason(SMALL_AREA_WARNING, "allocation.small-areas"))
    return tuple(reasons)


def _weights_reason(formula: Formula, edition: Edition | None, year: str) -> Reason:
    if edition is None:
        text = f"No weights are held for {year_in_words(year)}, so the reasons are not known."
        return Reason(text, "allocation.why")
    whose = "our estimate, not published ones" if edition.estimate else "as published"
    return Reason(
        f"Each component moves an area by its weight times the difference between the area's share "
        f"of that need and its share of people. The weights are {whose}, of "
        f"{year_in_words(edition.first_year)}: {edition.source}. "
        "'Local mix' is there because the weights are England's: where the need of this system is "
        "made up otherwise, the same differences count for more or less. "
        f"'{formula.remainder.capitalize()}' is the rest: {formula.remainder_means}.",
        "allocation.why",
        {name: str(weight) for name, weight in edition.weights.items()},
    )


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
