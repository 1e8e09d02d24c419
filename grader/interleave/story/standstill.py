"""Who waits for whom where nobody can go on: read back from what an ending tells of it, a line for each (`naming`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..ending import ITSELF

_PLACE = re.compile(r" \(((?:cell \d+, )?line \d+)\)\.?$")
_FOR_ITS_END = " waits for the end of "
_WHOSE = ", which "


@dataclass(frozen=True, slots=True)
class Wait:
    """What one line tells."""

    who: str
    whom: str
    """'' for nobody else in particular."""
    for_its_end: bool
    """It waits for the end of that one; else for something that one holds."""
    place: str
    """'' where it is not told."""


def waits_in(detail: str) -> list[Wait]:
    """Of each line what it tells."""
    return [_wait(line) for line in detail.splitlines()]


def _wait(line: str) -> Wait:
    found = _PLACE.search(line)
    said, place = (line[: found.start()], found[1]) if found else (line, "")
    who, end, whom = said.partition(_FOR_ITS_END)
    if not end:
        who = f"{said} ".partition(" waits ")[0].partition(" goes ")[0]
        whom = "" if said.endswith(ITSELF) else said.partition(_WHOSE)[2].rpartition(" holds")[0]
    return Wait(who, whom, bool(end), place)
