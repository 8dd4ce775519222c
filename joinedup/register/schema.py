"""The schema of a system folder, written once.

Each file has one model; each field says what it is. From these models come the reader
(`reading`), the reference page and the JSON Schema for editors (`reference`).

Three marks on a field say what pydantic alone cannot: `KindOf` (one of a closed list in
`definitions/kinds.yaml`), `RefersTo` (an id that another entry must have) and `Key` (the id of
the entry itself, unique in its file).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    ValidationInfo,
    field_validator,
)

from joinedup.values import codes
from joinedup.values.dates import Period, day_from_text, financial_year
from joinedup.values.pence import LARGEST

FORMAT: Literal[1] = 1
#: What drawings, workbooks and terminals do not take for text: controls other than tab and line
#: ends, halves of characters, and two that are no characters.
NOT_TEXT = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
#: The most characters of a text; a workbook's cell takes three times as many.
LONGEST_TEXT = 10_000
#: The most characters of a name or an id.
LONGEST_NAME = 300
_MOST_DIGITS = 100
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,2})?")
_LINE_END = re.compile(r"\r\n|[\r\x85]")


@dataclass(frozen=True)
class KindOf:
    """The value is one of the closed list of this name in kinds.yaml."""

    name: str


@dataclass(frozen=True)
class RefersTo:
    """The value is the id of an entry of `section`, of this `kind` if one is given.

    `or_kind_of` names a closed list whose words are allowed too.
    """

    section: str
    kind: str | None = None
    or_kind_of: str | None = None


@dataclass(frozen=True)
class Key:
    """The value identifies its entry, alone or with other keys: no sibling may have the same."""


def _text(value: Any) -> Any:
    if value is None:
        raise ValueError("write something here, or leave the field out")
    if isinstance(value, (bool, int, float)):
        raise ValueError(f"write it as text, in quotes: '{value}'")
    if not isinstance(value, str):
        return value
    if found := NOT_TEXT.search(value):
        code = f"U+{ord(found[0]):04X}"
        raise ValueError(f"it holds a character that is not text, {code}: type it again without")
    # One form of line end, so that a copy made on another system is the same version.
    return _LINE_END.sub("\n", value).strip()


def _id(value: str) -> str:
    if not codes.is_id(value):
        raise ValueError("an id has letters, digits and single hyphens only, such as 'icb-board'")
    return value


def _gss(value: str) -> str:
    if not codes.is_gss_code(value):
        raise ValueError("an ONS code is a letter and eight digits, such as E08000035")
    return value


def _icb(value: str) -> str:
    if not codes.is_icb_code(value):
        raise ValueError("the NHS code of an ICB is Q and two more characters, such as QWO")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, str) and (value := value.strip()):
        try:
            return day_from_text(value)
        except ValueError:
            raise ValueError("write the day as year-month-day, such as 2022-07-01") from None
    return value or None


def _whole_number(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("write a whole number")
    return _integer(value) if isinstance(value, str) and value.strip().isdecimal() else value


def _integer(digits: str) -> int:
    # Python refuses to read some thousands of digits, in words that are for programmers.
    if len(digits) > _MOST_DIGITS:
        raise ValueError("it is too large")
    return int(digits)


def _measured(value: Any) -> Any:
    # Decimal would take far more: digits of other scripts, and powers of ten too large to add up.
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        raise ValueError("write a number in digits, with a point and no commas, such as 1234.5")
    return value


def _amount(value: Any) -> Any:
    if isinstance(value, str):
        tidy = value.strip()
        if not tidy.removeprefix("-").isascii() or not tidy.removeprefix("-").isdigit():
            raise ValueError("write whole pence in digits only, such as 451200000000")
        return _integer(tidy)
    return value


Text = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=LONGEST_TEXT)]
OptionalText = Annotated[
    str, BeforeValidator(lambda value: _text(value or "")), Field(max_length=LONGEST_TEXT)
]
#: A name, a word of a closed list or an id.
Name = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=LONGEST_NAME)]
OptionalName = Annotated[
    str, BeforeValidator(lambda value: _text(value or "")), Field(max_length=LONGEST_NAME)
]
Id = Annotated[Name, AfterValidator(_id)]
OptionalId = Annotated[
    Id | None, BeforeValidator(lambda value: None if value in ("", None) else value)
]
Day = Annotated[date | None, BeforeValidator(_day)]
Year = Annotated[Name, AfterValidator(financial_year)]
Gss = Annotated[Name, AfterValidator(_gss)]
Measured = Annotated[
    Decimal, BeforeValidator(_measured), Field(ge=0, allow_inf_nan=False, lt=10**12)
]
OptionalMeasured = Annotated[
    Measured | None, BeforeValidator(lambda value: None if value == "" else value)
]


class Entry(BaseModel):
    """One entry of the register: immutable, with no field that the schema does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Dated(Entry):
    """An entry that holds from one day to another, both included."""

    first_day: Day = Field(None, alias="from", description="First day on which it holds.")
    last_day: Day = Field(None, alias="to", description="Last day on which it holds.")

    @property
    def period(self) -> Period:
        """The days on which the entry holds."""
        return Period(self.first_day, self.last_day)


class OnsCode(Dated):
    """A code of the Office for National Statistics and the days on which it is the right one."""

    code: Gss = Field(description="The ONS (GSS) code, such as E08000035.")


class Area(Dated):
    """A footprint: the system, a place, a neighbourhood or a tier between."""

    id: Annotated[Id, Key()] = Field(description="NHS (ODS) code of the area, else a slug.")
    name: Name = Field(description="Name as people say it.")
    kind: Annotated[Name, KindOf("area_kinds")] = Field(description="Kind of area.")
    within: Annotated[tuple[Id, ...], RefersTo("areas")] = Field(
        (), description="Areas that contain it wholly or in part; several where it crosses."
    )
    ons: tuple[OnsCode, ...] = Field((), description="Its ONS codes, each with its days.")


class Council(Entry):
    """A council whose area meets the area of the system, in whole or in any part."""

    body: Annotated[Id, Key(), RefersTo("bodies")] = Field(description="The council's id.")
    extent: Annotated[Name, KindOf("extents")] = Field(
        description="Whether the council's area lies wholly or partly in the system."
    )
    ons: tuple[OnsCode, ...] = Field((), description="Its ONS codes, each with its days.")


class CitedSource(Entry):
    """A source that the folder was made from."""

    id: Name = Field(description="Short name of the source.")
    locator: OptionalText = Field("", description="Where in it: a file, a section, an address.")
    sha256: OptionalName = Field("", description="Hash of the bytes that were read.")


class System(Dated):
    """The integrated care system: its areas and the councils that meet them."""

    format: Annotated[Literal[1], BeforeValidator(_whole_number)] = Field(
        FORMAT, description="Version of this folder format."
    )
    code: Annotated[Name, AfterValidator(_icb), RefersTo("bodies")] = Field(
        description="NHS (ODS) code of the integrated care board."
    )
    name: Name = Field(description="Name of the system.")
    fictional: bool = Field(False, description="True for a made-up system.")
    population: Annotated[Name, KindOf("populations")] = Field(
        "registered", description="Which population the system counts: registered or resident."
    )
    as_at: Day = Field(None, description="The day whose facts the folder tells.")
    notes: tuple[Text, ...] = Field((), description="What a reader must know about the folder.")
    areas: tuple[Area, ...] = Field(min_length=1, description="Every area of the system.")
    councils: tuple[Council, ...] = Field((), description="Councils that meet the system's area.")
    sources: tuple[CitedSource, ...] = Field((), description="What the folder was made from.")


class Body(Dated):
    """An organisation."""

    id: Annotated[Id, Key()] = Field(description="NHS (ODS) code, else a slug.")
    name: Name = Field(description="Full name.")
    kind: Annotated[Name, KindOf("body_kinds")] = Field(description="Kind of body.")
    source: OptionalText = Field("", description="Where this is known from.")


class Practice(Dated):
    """A GP practice, with its place and its neighbourhood named separately."""

    code: Annotated[Id, Key()] = Field(description="NHS (ODS) code of the practice.")
    name: Name = Field(description="Name of the practice.")
    postcode: OptionalName = Field("", description="Postcode of the main surgery.")
    place: Annotated[OptionalId, RefersTo("areas", kind="place")] = Field(
        None, description="Its place; empty if it is not placed."
    )
    neighbourhood: Annotated[OptionalId, RefersTo("areas", kind="neighbourhood")] = Field(
        None, description="Its neighbourhood; empty if it has none."
    )


class Person(Dated):
    """Someone who holds a seat."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    name: Name = Field(description="Name as published.")
    employer: Annotated[OptionalId, RefersTo("bodies")] = Field(
        None, description="The body that employs the person."
    )
    seconded_to: Annotated[OptionalId, RefersTo("bodies")] = Field(
        None, description="The body that the person is seconded to, if any."
    )


class Holder(Dated):
    """Who sits in a seat, and when."""

    person: Annotated[Id, RefersTo("people")] = Field(description="The person's id.")


class Seat(Dated):
    """A place at a forum, in a stated capacity."""

    id: Annotated[Id, Key()] = Field(description="A slug, unique within the forum.")
    name: OptionalName = Field("", description="Title of the seat.")
    capacity: Annotated[Name, KindOf("capacities")] = Field(description="Capacity of the seat.")
    nominators: Annotated[tuple[Name, ...], RefersTo("bodies", or_kind_of="nominators")] = Field(
        (), description="Who nominates or appoints: a class of bodies, or the bodies themselves."
    )
    holders: tuple[Holder, ...] = Field((), description="Who holds the seat, and when.")


class Forum(Dated):
    """A board, committee, partnership, collaborative or team."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    name: Name = Field(description="Name of the forum.")
    kind: Annotated[Name, KindOf("forum_kinds")] = Field(description="Kind of forum.")
    area: Annotated[Id, RefersTo("areas")] = Field(description="The area it serves.")
    owners: Annotated[tuple[Id, ...], RefersTo("bodies")] = Field(
        min_length=1, description="The body, or the bodies, that it belongs to."
    )
    seats: tuple[Seat, ...] = Field((), description="Its seats.")


class Stream(Entry):
    """One source of the system's money for one year."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    name: Name = Field(description="Name of the stream.")
    body: Annotated[Id, RefersTo("bodies")] = Field(description="The body that receives it.")
    year: Year = Field(description="Financial year, such as 2025-26.")
    amount_pence: Annotated[StrictInt, BeforeValidator(_amount), Field(gt=0, le=LARGEST)] = Field(
        description="The amount in whole pence."
    )
    formula: Annotated[OptionalName, KindOf("formulas")] = Field(
        "", description="The formula that shares it by need; empty if none does."
    )
    source: OptionalText = Field("", description="Where this is known from.")


class Register(Entry):
    """All that a system folder says of who is in the system: one version, immutable."""

    system: System
    bodies: tuple[Body, ...] = ()
    practices: tuple[Practice, ...] = ()
    forums: tuple[Forum, ...] = ()
    people: tuple[Person, ...] = ()
    streams: tuple[Stream, ...] = ()

    @property
    def areas(self) -> tuple[Area, ...]:
        """Every area of the system."""
        return self.system.areas


class Need(Entry):
    """Population and need-weighted populations of one practice in one year; empty is not known."""

    practice: Annotated[Id, Key()] = Field(description="NHS (ODS) code of the practice.")
    year: Annotated[Year, Key()] = Field(
        description="Financial year of the allocations, such as 2025-26."
    )
    population: OptionalMeasured = Field(None, description="Registered people.")
    general_and_acute: OptionalMeasured = Field(None, description="Weighted for hospital care.")
    community: OptionalMeasured = Field(None, description="Weighted for community services.")
    mental_health: OptionalMeasured = Field(None, description="Weighted for mental health.")
    maternity: OptionalMeasured = Field(None, description="Weighted for maternity.")
    prescribing: OptionalMeasured = Field(None, description="Weighted for prescribing.")
    primary_medical: OptionalMeasured = Field(
        None, description="Weighted for primary medical need."
    )
    inequalities: OptionalMeasured = Field(None, description="Weighted for health inequalities.")
    core: OptionalMeasured = Field(None, description="Overall weighted population, cost included.")
    primary_medical_final: OptionalMeasured = Field(
        None, description="Primary medical weighted population after inequalities."
    )


class Overlap(Entry):
    """How much of a council's area lies in an area of the system, in counted small areas."""

    area: Annotated[Id, Key(), RefersTo("areas")] = Field(description="Area of the system.")
    council: Annotated[Id, Key(), RefersTo("bodies")] = Field(description="The council.")
    small_areas: Annotated[int, BeforeValidator(_whole_number), Field(ge=0, lt=10**9)] = Field(
        description="Small areas (LSOAs) in both."
    )
    small_areas_of_council: Annotated[
        int, BeforeValidator(_whole_number), Field(ge=1, lt=10**9)
    ] = Field(description="Small areas (LSOAs) of the council in all.")
    source: OptionalText = Field("", description="The look-up they were counted in.")

    @field_validator("small_areas_of_council")
    @classmethod
    def _holds_those_in_both(cls, whole: int, info: ValidationInfo) -> int:
        part = info.data.get("small_areas", 0)
        if part > whole:
            raise ValueError(f"the council has fewer in all than the {part:,} in both")
        return whole


@dataclass(frozen=True)
class FolderFile:
    """One file of the folder: its name, the model of its entries, and what it is for.

    `form` is 'mapping' (a YAML mapping is the entry), 'list' (a YAML mapping with one key, the
    section, that holds the entries) or 'table' (CSV, one entry a row). Only a file that is part
    of the version has a `section`; the others are data that stand beside it.
    """

    name: str
    form: Literal["mapping", "list", "table"]
    model: type[Entry]
    about: str
    section: str | None = None
    required: bool = False


FILES: tuple[FolderFile, ...] = (
    FolderFile(
        "system.yaml", "mapping", System, "The system, its areas and its councils.", "system", True
    ),
    FolderFile("bodies.csv", "table", Body, "The organisations.", "bodies", True),
    FolderFile("practices.csv", "table", Practice, "The GP practices.", "practices"),
    FolderFile("forums.yaml", "list", Forum, "Boards and committees, with seats.", "forums"),
    FolderFile("people.csv", "table", Person, "Those who hold the seats.", "people"),
    FolderFile("streams.csv", "table", Stream, "Where the money comes from.", "streams"),
    FolderFile("need.csv", "table", Need, "Population and need of each practice by year."),
    FolderFile("overlaps.csv", "table", Overlap, "How council areas cross the system's areas."),
)
BOUNDARIES = "boundaries.geojson"
