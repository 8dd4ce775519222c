"""The entries of a system folder: what each is, and what each of its fields means.

From these models come the reader (`reading`), the reference page and the JSON Schema for editors
(`reference`); `folder_files` says which file holds which.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from joinedup.register.delegations import Approval, Delegation, Direction, Reservation
from joinedup.register.fields import (
    Dated,
    Day,
    Entry,
    FormatNumber,
    Gss,
    IcbCode,
    Id,
    Ids,
    Key,
    KindOf,
    Name,
    Names,
    OptionalAnswer,
    OptionalId,
    OptionalMeasured,
    OptionalName,
    OptionalText,
    OptionalWholeNumber,
    PositivePence,
    RefersTo,
    Text,
    WholeNumber,
    Year,
)

FORMAT: Literal[1] = 1


class OnsCode(Dated):
    """A code of the Office for National Statistics and the days on which it is the right one."""

    code: Gss = Field(description="The ONS (GSS) code, such as E08000035.")


class Area(Dated):
    """A footprint: the system, a place, a neighbourhood or a tier between."""

    id: Annotated[Id, Key()] = Field(description="NHS (ODS) code of the area, else a slug.")
    name: Name = Field(description="Name as people say it.")
    kind: Annotated[Name, KindOf("area_kinds")] = Field(description="Kind of area.")
    within: Annotated[Ids, RefersTo("areas")] = Field(
        (), description="Areas that contain it wholly or in part; several where it crosses."
    )
    made_of: Annotated[Ids, RefersTo("areas")] = Field(
        (), description="Areas that make it up exactly, with nothing left over; none if not said."
    )
    residents: OptionalWholeNumber = Field(
        None, description="People who live in it, for rules that count them."
    )
    ons: tuple[OnsCode, ...] = Field((), description="Its ONS codes, each with its days.")


class Council(Dated):
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

    format: FormatNumber = Field(FORMAT, description="Version of this folder format.")
    code: Annotated[IcbCode, RefersTo("bodies")] = Field(
        description="NHS (ODS) code of the integrated care board."
    )
    name: Name = Field(description="Name of the system.")
    fictional: bool = Field(False, description="True for a made-up system.")
    population: Annotated[Name, KindOf("populations")] = Field(
        "registered", description="Which population the system counts: registered or resident."
    )
    area: Annotated[OptionalId, RefersTo("areas", kind="system")] = Field(
        None, description="Its own area; needed where neighbouring systems' areas are named too."
    )
    as_at: Day = Field(None, description="The day whose facts the folder tells.")
    notes: tuple[Text, ...] = Field((), description="What a reader must know about the folder.")
    areas: tuple[Area, ...] = Field(min_length=1, description="Every area of the system.")
    councils: tuple[Council, ...] = Field((), description="Councils that meet the system's area.")
    sources: tuple[CitedSource, ...] = Field((), description="What the folder was made from.")


class Body(Dated):
    """An organisation, or a team of one that acts in its name."""

    id: Annotated[Id, Key()] = Field(description="NHS (ODS) code, else a slug.")
    name: Name = Field(description="Full name.")
    kind: Annotated[Name, KindOf("body_kinds")] = Field(description="Kind of body.")
    provides: Annotated[Names, KindOf("services")] = Field(
        (), description="What kinds of service it provides; none if it is not known."
    )
    part_of: Annotated[OptionalId, RefersTo("bodies")] = Field(
        None, description="The body that it is a part of: NHS England, for one of its regions."
    )
    area: Annotated[OptionalId, RefersTo("areas")] = Field(
        None, description="The area for which it acts, as a council does for its own."
    )
    partner_of: Annotated[Ids, RefersTo("bodies", kind="integrated care board")] = Field(
        (), description="For a trust, the integrated care boards whose partner trust it is."
    )
    succeeded_by: Annotated[Ids, RefersTo("bodies")] = Field(
        (), description="The bodies that took on what it did when it ended, if that is known."
    )
    source: OptionalText = Field("", description="Where this is known from.")


class Governance(Dated):
    """How a council or combined authority governs itself, and from which day to which."""

    body: Annotated[Id, RefersTo("bodies")] = Field(description="The council or authority.")
    model: Annotated[Name, KindOf("governance_models")] = Field(description="Its model.")
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
    """Someone who holds a seat or a post."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    name: Name = Field(description="Name as published.")
    employer: Annotated[OptionalId, RefersTo("bodies")] = Field(
        None, description="The body that employs the person."
    )
    seconded_to: Annotated[OptionalId, RefersTo("bodies")] = Field(
        None, description="The body that the person is seconded to, if any."
    )


class Holder(Dated):
    """Who sits in a seat or holds a post, and when."""

    person: Annotated[Id, RefersTo("people")] = Field(description="The person's id.")
    appointed_by: Annotated[Names, RefersTo("bodies", or_kind_of="appointers")] = Field(
        (), description="Who appointed the person."
    )
    approved_by: Annotated[Names, RefersTo("bodies", or_kind_of="appointers")] = Field(
        (), description="Whose approval the appointment had."
    )


class Seat(Dated):
    """A place at a forum, in a stated capacity."""

    id: Annotated[Id, Key()] = Field(description="A slug, unique within the forum.")
    name: OptionalName = Field("", description="Title of the seat.")
    capacity: Annotated[Name, KindOf("capacities")] = Field(description="Capacity of the seat.")
    roles: Annotated[Names, KindOf("roles")] = Field(
        (), description="Offices and interests that the seat is for, such as medical director."
    )
    nominators: Annotated[Names, RefersTo("bodies", or_kind_of="nominators")] = Field(
        (), description="Who nominates or appoints: a class of bodies, or the bodies themselves."
    )
    needed_by: Annotated[OptionalName, KindOf("needs_of_seats")] = Field(
        "", description="Whether law or policy needs the seat; empty for a local choice."
    )
    holders: tuple[Holder, ...] = Field((), description="Who holds the seat, and when.")


class Forum(Dated):
    """A board, committee, partnership, collaborative or team."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    name: Name = Field(description="Name of the forum.")
    kind: Annotated[Name, KindOf("forum_kinds")] = Field(description="Kind of forum.")
    forms: Annotated[Names, KindOf("place_forms")] = Field(
        (), description="For a place partnership, the form or forms that it takes."
    )
    area: Annotated[Id, RefersTo("areas")] = Field(description="The area it serves.")
    also_serves: Annotated[Ids, RefersTo("areas")] = Field(
        (), description="Other areas that it serves too, such as those of neighbouring systems."
    )
    owners: Annotated[Ids, RefersTo("bodies")] = Field(
        min_length=1, description="The body, or the bodies, that it belongs to."
    )
    part_of: Annotated[OptionalId, RefersTo("forums")] = Field(
        None, description="The forum that it is a committee or sub-committee of."
    )
    approvals: tuple[Approval, ...] = Field(
        (), description="Approvals that its making needs; it is there from the day of the last."
    )
    commissions: Annotated[OptionalAnswer, KindOf("answers")] = Field(
        "", description="Whether it exercises commissioning functions; empty if not known."
    )
    meets: Annotated[OptionalName, KindOf("meetings")] = Field(
        "", description="Whether it meets in public; empty if not known."
    )
    seats: tuple[Seat, ...] = Field((), description="Its seats.")


class Post(Dated):
    """An office that one person holds at a body."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    name: Name = Field(description="Title of the post.")
    body: Annotated[Id, RefersTo("bodies")] = Field(description="The body it is a post of.")
    role: Annotated[OptionalName, KindOf("roles")] = Field("", description="The office it is.")
    area: Annotated[OptionalId, RefersTo("areas")] = Field(
        None, description="The area it is for; empty for all that the body serves."
    )
    officers: Names = Field(
        (), description="The classes of officers that it is of, as schemes of delegation name them."
    )
    holders: tuple[Holder, ...] = Field((), description="Who holds the post, and when.")


class Hosting(Dated):
    """A function, team or service that one body holds on behalf of others."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    name: Name = Field(description="What is hosted.")
    kind: Annotated[Name, KindOf("hosted")] = Field(description="Function, team or service.")
    host: Annotated[Id, RefersTo("bodies")] = Field(description="The body that hosts it.")
    on_behalf_of: Annotated[Ids, RefersTo("bodies")] = Field(
        min_length=1, description="The bodies it is hosted for."
    )
    source: OptionalText = Field("", description="Where this is known from.")


class Provision(Entry):
    """Something that an instrument provides for, and where in it."""

    matter: Annotated[Name, Key(), KindOf("provisions")] = Field(description="What it provides.")
    locator: OptionalText = Field("", description="Where in the text: a paragraph, a page.")
    provided: Annotated[Name, KindOf("answers")] = Field(
        "yes", description="Whether it does; 'no' where the text was read and does not."
    )


class Instrument(Dated):
    """A text that makes a rule so, or that must be kept or published; one version of it."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    title: Name = Field(description="Its title, with its version.")
    kind: Annotated[Name, KindOf("instrument_kinds")] = Field(description="Kind of text.")
    owners: Annotated[Ids, RefersTo("bodies")] = Field(
        min_length=1, description="The body, or the bodies, whose text it is."
    )
    forum: Annotated[OptionalId, RefersTo("forums")] = Field(
        None, description="The forum that it is of, if it is of one."
    )
    approved_by: Annotated[Names, RefersTo("bodies", or_kind_of="appointers")] = Field(
        (), description="Whose approval it had."
    )
    approved_on: Day = Field(None, description="The day of the approval.")
    access: Annotated[OptionalName, KindOf("access")] = Field(
        "", description="Whether it is published, or shown on request; empty if not known."
    )
    published_on: Day = Field(None, description="The day on which it was published.")
    address: OptionalText = Field("", description="Where it is published.")
    copied_to: Annotated[Ids, RefersTo("bodies")] = Field(
        (), description="The bodies that were given a copy."
    )
    provides: tuple[Provision, ...] = Field((), description="What it is known to provide for.")


class Judgement(Entry):
    """What an appointer judged, where the law asks for a judgement and not for a fact."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    matter: Annotated[Name, KindOf("judgement_matters")] = Field(description="What was judged.")
    forum: Annotated[OptionalId, RefersTo("forums")] = Field(
        None, description="The forum whose membership was judged."
    )
    person: Annotated[OptionalId, RefersTo("people")] = Field(
        None, description="The person about whom it was judged."
    )
    judged_by: Annotated[Name, RefersTo("people", or_kind_of="appointers")] = Field(
        description="Who judged: a person, or an appointer."
    )
    on: Day = Field(description="The day of the judgement.")
    conclusion: Annotated[Name, KindOf("conclusions")] = Field(description="What was concluded.")
    until: Day = Field(None, description="The last day on which it stands, if it has one.")
    source: OptionalText = Field("", description="The minute or letter that records it.")


class Interest(Dated):
    """An interest that a person declared, or declared to have none of, to a body."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    person: Annotated[Id, RefersTo("people")] = Field(description="Whose interest it is.")
    body: Annotated[Id, RefersTo("bodies")] = Field(description="The body that keeps the register.")
    kind: Annotated[Name, KindOf("interest_kinds")] = Field(description="Kind of interest.")
    about: OptionalText = Field("", description="What the interest is.")
    aware_on: Day = Field(None, description="The day on which the person became aware of it.")
    declared_on: Day = Field(None, description="The day on which it was declared.")
    source: OptionalText = Field("", description="Where this is known from.")


class Stream(Entry):
    """One source of the system's money for one year."""

    id: Annotated[Id, Key()] = Field(description="A slug.")
    name: Name = Field(description="Name of the stream.")
    body: Annotated[Id, RefersTo("bodies")] = Field(description="The body that receives it.")
    year: Year = Field(description="Financial year, such as 2025-26.")
    amount_pence: PositivePence = Field(description="The amount in whole pence.")
    formula: Annotated[OptionalName, KindOf("formulas")] = Field(
        "", description="The formula that shares it by need; empty if none does."
    )
    source: OptionalText = Field("", description="Where this is known from.")


class Register(Entry):
    """All that a system folder says of who is in the system: one version, immutable."""

    system: System
    bodies: tuple[Body, ...] = ()
    governance: tuple[Governance, ...] = ()
    practices: tuple[Practice, ...] = ()
    forums: tuple[Forum, ...] = ()
    posts: tuple[Post, ...] = ()
    people: tuple[Person, ...] = ()
    hosting: tuple[Hosting, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    interests: tuple[Interest, ...] = ()
    streams: tuple[Stream, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    directions: tuple[Direction, ...] = ()

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
    """How much of a council's area lies in an area of the system, as counted on a day."""

    area: Annotated[Id, Key(), RefersTo("areas")] = Field(description="Area of the system.")
    council: Annotated[Id, Key(), RefersTo("bodies")] = Field(description="The council.")
    as_at: Annotated[Day, Key()] = Field(
        None, description="The day whose areas were counted; empty if it is not known."
    )
    small_areas: WholeNumber = Field(description="Small areas (LSOAs) in both.")
    small_areas_of_council: Annotated[WholeNumber, Field(ge=1)] = Field(
        description="Small areas (LSOAs) of the council in all."
    )
    residents: OptionalWholeNumber = Field(None, description="People who live in both.")
    residents_of_council: OptionalWholeNumber = Field(
        None, description="People who live in the council's area in all."
    )
    source: OptionalText = Field("", description="The look-up they were counted in.")

    @field_validator("small_areas_of_council", "residents_of_council")
    @classmethod
    def _holds_those_in_both(cls, whole: int | None, info: ValidationInfo) -> int | None:
        part = info.data.get(str(info.field_name).removesuffix("_of_council"))
        if part is not None and whole is not None and part > whole:
            raise ValueError(f"the council has fewer in all than the {part:,} in both")
        return whole
