"""What the fields of a system folder may hold, and what an entry is.

Three marks on a field say what pydantic alone cannot: `KindOf` (one of a closed list in
`definitions/kinds.yaml`), `RefersTo` (an id that another entry must have) and `Key` (the id of
the entry itself, unique in its file).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictInt

from joinedup.values import codes
from joinedup.values.dates import Period, day_from_text, financial_year
from joinedup.values.pence import LARGEST

#: What drawings, workbooks and terminals do not take for text: controls other than tab and line
#: ends, halves of characters, and two that are no characters.
NOT_TEXT = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
#: The most characters of a text; a workbook's cell takes three times as many.
LONGEST_TEXT = 10_000
#: The most characters of a name or an id.
LONGEST_NAME = 300
_MOST_DIGITS = 100
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,2})?")
#: How a spreadsheet shows a large number, and what it makes of a code such as 1E05.
NUMBER_IN_SHORT = re.compile(r"[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+")
#: The days of this century and the last as spreadsheets count them, from the end of 1899.
_SERIAL_NUMBER = re.compile(r"[1-7][0-9]{4}(\.0+)?")
_FIRST_OF_SERIAL = date(1899, 12, 30)
_DAY_BY_SLASHES = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_HOW_TO_WRITE_A_DAY = "write the day as year-month-day, such as 2022-07-01"
_TRUTHS = {"true": "yes", "false": "no"}
_LINE_END = re.compile(r"\r\n|[\r\x85]")
#: What stands between the words of a list in one cell of a table.
SEPARATOR = ";"


@dataclass(frozen=True)
class KindOf:
    """The value is one of the closed list of this name in kinds.yaml."""

    name: str


@dataclass(frozen=True)
class RefersTo:
    """The value is the id of an entry of `section`, of this `kind` if one is given.

    It may stand in one of `or_sections` instead, and in one of them only. `or_kind_of` names a
    closed list whose words are allowed too.
    """

    section: str
    kind: str | None = None
    or_kind_of: str | None = None
    or_sections: tuple[str, ...] = ()

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """Every section in which the entry may stand."""
        return (self.section, *self.or_sections)


@dataclass(frozen=True)
class Key:
    """The value identifies its entry, alone or with other keys: no sibling may have the same."""


def _text(value: Any) -> Any:
    # What prints has no line ends, and none of the signs that are no text: most of what is read.
    if isinstance(value, str) and value.isprintable():
        return value.strip()
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


def _optional_text(value: Any) -> Any:
    return _text(value or "")


def day_of_serial_number(text: str) -> date | None:
    """The day that a spreadsheet means by a number such as 45000; None where it means none."""
    if not _SERIAL_NUMBER.fullmatch(text):
        return None
    return _FIRST_OF_SERIAL + timedelta(days=int(text.split(".")[0]))


def _id(value: str) -> str:
    if codes.is_id(value):
        return value
    if NUMBER_IN_SHORT.fullmatch(value):
        raise ValueError("a spreadsheet made a number of this code; write it as it is published")
    if odd := next((letter for letter in value if ord(letter) > 127), None):
        raise ValueError(
            f"it holds '{odd}' (U+{ord(odd):04X}), which may look like a letter of an id and is "
            "another; type the id again"
        )
    several = "; between several stand semicolons, not commas" if "," in value else ""
    if not several and " " in value:
        several = "; if this is a name, write the id of the entry that has it"
    raise ValueError(
        f"an id has letters, digits and single hyphens only, such as 'icb-board'{several}"
    )


def _answer(value: Any) -> Any:
    """Yes and no where a spreadsheet, or YAML, made truths of them."""
    if isinstance(value, (bool, str)):
        return _TRUTHS.get(str(value).strip().lower(), value)
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
        return _day_of(value)
    return value or None


def _given_day(value: Any) -> Any:
    if (day := _day(value)) is None:
        raise ValueError(_HOW_TO_WRITE_A_DAY)
    return day


@lru_cache(maxsize=4096)  # many entries begin on the same few days
def _day_of(text: str) -> date:
    try:
        return day_from_text(text)
    except ValueError:
        raise ValueError(how_to_write_the_day(text)) from None


def how_to_write_the_day(text: str) -> str:
    """How a text that is no day is to be written: the day or days that it may mean."""
    if day := day_of_serial_number(text):
        return f"a spreadsheet made a number of a day, which would be {day}; write that"
    wanted = _HOW_TO_WRITE_A_DAY
    found = _DAY_BY_SLASHES.fullmatch(text)
    if found is None:
        return wanted
    first, second, year = (int(part) for part in found.groups())
    days = sorted({_real_day(year, second, first), _real_day(year, first, second)} - {""})
    if not days:
        return wanted
    # Which of two is meant is never guessed.
    return f"{wanted}; here {' or '.join(days)}{', whichever is meant' if days[1:] else ''}"


def _real_day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


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


def _pence(value: Any) -> Any:
    if isinstance(value, str):
        tidy = value.strip()
        if not tidy.removeprefix("-").isascii() or not tidy.removeprefix("-").isdigit():
            raise ValueError("write whole pence in digits only, such as 451200000000")
        return _integer(tidy)
    return value


def _several(value: Any) -> Any:
    """A list as it is; text as the words between semicolons, as a cell of a table holds them."""
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple([word for part in value.split(SEPARATOR) if (word := part.strip())])
    return value


#: The checks of those that are codes, which spreadsheets are prone to change.
CODE_CHECKS = (_id, _gss, _icb)

# The length stands before the check, which comes first all the same: pydantic then looks at both
# lengths in its own quick way.
Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), BeforeValidator(_text)]
OptionalText = Annotated[str, Field(max_length=LONGEST_TEXT), BeforeValidator(_optional_text)]
#: A name, a word of a closed list or an id.
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), BeforeValidator(_text)]
OptionalName = Annotated[str, Field(max_length=LONGEST_NAME), BeforeValidator(_optional_text)]
#: Yes, no, or another word of a closed list that has these two.
OptionalAnswer = Annotated[OptionalName, BeforeValidator(_answer)]
Id = Annotated[Name, AfterValidator(_id)]
OptionalId = Annotated[
    Id | None, BeforeValidator(lambda value: None if value in ("", None) else value)
]
#: Words of a closed list, or ids: a list in YAML, with semicolons between them in a cell.
Names = Annotated[tuple[Name, ...], BeforeValidator(_several)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_several)]
Day = Annotated[date | None, BeforeValidator(_day)]
#: A day that must be known.
GivenDay = Annotated[date, BeforeValidator(_given_day)]
Year = Annotated[Name, AfterValidator(financial_year)]
Gss = Annotated[Name, AfterValidator(_gss)]
IcbCode = Annotated[Name, AfterValidator(_icb)]
WholeNumber = Annotated[int, BeforeValidator(_whole_number), Field(ge=0, lt=10**9)]
OptionalWholeNumber = Annotated[
    WholeNumber | None, BeforeValidator(lambda value: None if value == "" else value)
]
FormatNumber = Annotated[Literal[1], BeforeValidator(_whole_number)]
PositivePence = Annotated[StrictInt, BeforeValidator(_pence), Field(gt=0, le=LARGEST)]
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
