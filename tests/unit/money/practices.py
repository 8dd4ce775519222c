"""Need of practices, shortly written, for tests of allocation."""

from decimal import Decimal

from joinedup.money.allocation import Allocation, Question, allocate
from joinedup.money.formula import Formulas
from joinedup.register.schema import Need
from joinedup.values.explained import Explained
from joinedup.values.pence import Pence

YEAR = "2025-26"

#: One formula of two components, with round weights, so that answers can be worked out by hand.
FORMULAS = Formulas.model_validate(
    {
        "formulas": [
            {
                "id": "core",
                "name": "core services",
                "total": "core",
                "remainder": "cost",
                "remainder_means": "what costs more in some places",
                "editions": [
                    {
                        "first_year": "2022-23",
                        "weights": {"general_and_acute": "0.75", "maternity": "0.25"},
                        "how_sure": "M",
                        "estimate": True,
                        "source": "made up for tests",
                        "checked_on": "2026-11-21",
                    }
                ],
            }
        ],
        "components": {"general_and_acute": "general and acute", "maternity": "maternity"},
    }
)


def practice(
    code: str,
    population: str | None,
    core: str | None,
    general_and_acute: str | None = None,
    maternity: str | None = None,
    year: str = YEAR,
) -> Need:
    """One row of need; None is not known."""
    numbers = [population, core, general_and_acute, maternity]
    known = [None if number is None else Decimal(number) for number in numbers]
    names = ["population", "core", "general_and_acute", "maternity"]
    return Need.model_validate(
        {"practice": code, "year": year, **dict(zip(names, known, strict=True))}
    )


def shared(
    need: list[Need], area_of: dict[str, str | None], pot: int = 1_000_000, by: str = "place"
) -> Explained[Allocation]:
    """A pot shared among the areas named, which are called by their codes in capitals."""
    names = {area: area.upper() for area in area_of.values() if area}
    return allocate(Question(Pence(pot), YEAR, by), need, area_of, names, FORMULAS)
