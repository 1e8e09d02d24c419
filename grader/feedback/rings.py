"""Where a program is held up that cannot go on: the lines in which those wait who hold each other up, whoever they are.

Three threads that take two locks in one order and three that take them in the other have 139 ways to stand still, and
one mistake.
"""

from __future__ import annotations

from collections.abc import Mapping

_PLACE = " ("
_FOR_AN_END = " waits for the end of "
_HOLDS = " holds"
_ITSELF = "it already"


def held_up(detail: str) -> tuple[str, ...]:
    """The places, in order, each once. Of who waits for whom, line by line, what counts is where that leads to: a ring, or
    one who waits for nobody in particular."""
    waiting = dict(_parts(line) for line in detail.splitlines() if _PLACE in line)
    ends = {who for first in waiting for who in _where_it_leads(first, waiting)}
    return tuple(sorted({waiting[who][1] for who in ends}))


def _parts(line: str) -> tuple[str, tuple[str, str]]:
    """Who waits; for whom, '' if for nobody in particular, and where."""
    said, _, place = line.removesuffix(".").rpartition(_PLACE)
    who, end, whom = said.partition(_FOR_AN_END)
    if not end:
        who = f"{said} ".partition(" waits ")[0].partition(" goes ")[0]
        holder = said.partition(", which ")[2]
        whom = who if holder.startswith(_ITSELF) else holder.rpartition(_HOLDS)[0]
    return who, (whom, place.removesuffix(")"))


def _where_it_leads(first: str, waiting: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """From one to the next, until somebody waits for none of those who wait, or they come round."""
    way: list[str] = []
    who = first
    while who in waiting and who not in way:
        way.append(who)
        who = waiting[who][0]
    return tuple(way[way.index(who) :] if who in waiting else way[-1:])
