"""Headings of a roster as they are compared: in small letters and digits, and in English."""

from __future__ import annotations

import re
from collections.abc import Mapping

_IN_ENGLISH: Mapping[str, str] = {
    "vorname": "firstname",
    "nachname": "lastname",
    "familienname": "familyname",
    "vollstndigername": "fullname",
    "anmeldename": "username",
    "benutzername": "login",
    "emailadresse": "emailaddress",
    "idnummer": "idnumber",
    "matrikelnummer": "studentid",
    "matrikelnr": "studentid",
}
"""What Moodle and course offices write in German; letters that English has not got are left out. No two that stand side by side
there are one here. `Gruppe` is missing on purpose: it is as often a tutorial as a team, and a team shares its grades."""


def plain(heading: str) -> str:
    """Capitals, blanks and hyphens make no difference."""
    told = re.sub(r"[^a-z0-9]", "", heading.lower())
    return _IN_ENGLISH.get(told, told)
