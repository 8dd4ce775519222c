"""The five invented places: their councils, neighbourhoods, sizes and needs.

No place in England has these names. The needs are of the sizes that such kinds of place have in
NHS England's practice weighted populations of 2025/26.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Components of need, and how each moves with age, with deprivation and by chance.
COMPONENTS = {
    "general_and_acute": (0.14, 0.05, 0.03),
    "community": (0.24, 0.00, 0.05),
    "mental_health": (-0.04, 0.17, 0.07),
    "maternity": (-0.13, 0.08, 0.07),
    "prescribing": (0.15, 0.05, 0.03),
    "primary_medical": (0.05, 0.02, 0.02),
    "inequalities": (0.00, 0.25, 0.06),
}


@dataclass(frozen=True)
class Place:
    """One place. `people` and `practices` count those that have a neighbourhood.

    `need` is the index of each component of `COMPONENTS`, in that order, 1 being England;
    `cost` what care costs there, in thousandths of what it costs in England.
    """

    id: str
    name: str
    council: str
    small_areas: int
    neighbourhoods: tuple[str, ...]
    practices: int
    people: int
    need: tuple[float, ...]
    cost: int


PLACES = (
    # A deprived city: young, with much illness of the mind and early illness of the body.
    Place(
        "ironmouth",
        "Ironmouth",
        "ironmouth-city-council",
        334,
        (
            "Dockyard Reach",
            "Furnace Row",
            "Chainmakers",
            "Cinderbrow",
            "Ropewalk Quay",
            "Tannerswharf",
            "Brasshill",
            "Lanternfield",
            "Coldharrow",
        ),
        61,
        567_000,
        (1.00, 0.93, 1.33, 1.08, 1.00, 1.02, 1.80),
        993,
    ),
    # A well-off place of commuters and families.
    Place(
        "larkenfold",
        "Larkenfold",
        "larkenfold-council",
        212,
        (
            "Withybourne",
            "Appleridge",
            "Coppicehurst",
            "Fairlarch",
            "Linnet Green",
            "Hollinfold",
        ),
        36,
        360_000,
        (0.92, 0.88, 0.60, 0.90, 0.90, 0.99, 0.60),
        1_041,
    ),
    # A coast where people retire, and where work is seasonal.
    Place(
        "gullhaven",
        "Gullhaven",
        "gullhaven-council",
        205,
        (
            "Gull Sands",
            "Sandwhistle",
            "Cockle Bay",
            "Shinglecombe",
            "Marramness",
            "Tidewrack",
        ),
        40,
        348_000,
        (1.26, 1.68, 1.12, 0.80, 1.30, 1.15, 1.12),
        972,
    ),
    # A university town: very young, with little need but for the mind.
    Place(
        "quillbridge",
        "Quillbridge",
        "quillbridge-council",
        181,
        ("Inkhollow", "Scholarsfield", "Vellumgate", "Parchment Hill", "Bellfounders"),
        32,
        315_000,
        (0.80, 0.76, 0.98, 0.80, 0.77, 0.92, 0.80),
        1_018,
    ),
    # Uplands: old, healthy for their age, and far from everything.
    Place(
        "high-fellmoor",
        "High Fellmoor",
        "fellshire-county-council",
        126,
        ("Upper Tarnsdale", "Curlew Head", "Ravenpeat", "Stonewether"),
        29,
        212_000,
        (1.17, 1.30, 0.81, 0.72, 1.17, 1.04, 0.69),
        984,
    ),
)
