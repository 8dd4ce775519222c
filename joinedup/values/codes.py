"""Codes and ids: the shapes that NHS, ONS and our own ids must have."""

from __future__ import annotations

import re
import unicodedata

_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_GSS = re.compile(r"[EWSN][0-9]{8}")
_ICB = re.compile(r"Q[A-Z0-9]{2}")


def is_id(text: str) -> bool:
    """True for an id as the folder writes it: an NHS (ODS) code, or a slug such as 'icb-board'."""
    return bool(_ID.fullmatch(text))


def is_gss_code(text: str) -> bool:
    """True for an ONS (GSS) code: a letter for the nation and eight digits, 'E08000035'."""
    return bool(_GSS.fullmatch(text))


def is_icb_code(text: str) -> bool:
    """True for the NHS (ODS) code of an integrated care board: 'Q' and two characters."""
    return bool(_ICB.fullmatch(text))


def slug(name: str) -> str:
    """An id made from a name: 'St. Helens' gives 'st-helens', 'King's Lynn' 'kings-lynn'.

    Accents are dropped; apostrophes vanish; anything else that is not a letter or digit is a
    hyphen. A name without letters or digits gives ''.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")


#: The kind of English council that the first three characters of its GSS code show.
COUNCIL_KINDS = {
    "E06": "unitary council",
    "E07": "district council",
    "E08": "metropolitan district council",
    "E09": "London borough council",
    "E10": "county council",
}


def council_kind(gss_code: str) -> str | None:
    """The kind of council that a GSS code names, or None where the code is not of a council."""
    return COUNCIL_KINDS.get(gss_code[:3])
