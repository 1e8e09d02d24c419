"""Where a program is held up that cannot go on: the lines in which those wait who hold each other up, whoever they are.

Three threads that take two locks in one order and three that take them in the other have 139 ways to stand still, and
one mistake.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

_PLACE = " ("
_FOR_AN_END = " waits for the end of "
_HOLDS = " holds"
_ITSELF = "it already"


def held_up(detail: str) -> tuple[str, ...]:
    """The places, in order, each once. Of who waits for whom, line by line, what counts is where that leads to: a ring, or
    one who waits for nobody in particular. Several may have one name."""
    waiting = [_parts(line) for line in detail.splitlines() if _PLACE in line]
    called = defaultdict[str, list[int]](list)
    for number, (who, _, _) in enumerate(waiting):
        called[who].append(number)
    leads = [
        [other for other in called.get(whom, ()) if other != number] for number, (_, whom, _) in enumerate(waiting)
    ]
    return tuple(sorted({waiting[number][2] for number in _where_it_leads(leads)}))


def _parts(line: str) -> tuple[str, str, str]:
    """Who waits; for whom, '' if for nobody else in particular; and where."""
    said, _, place = line.removesuffix(".").rpartition(_PLACE)
    who, end, whom = said.partition(_FOR_AN_END)
    if not end:
        who = f"{said} ".partition(" waits ")[0].partition(" goes ")[0]
        holder = said.partition(", which ")[2]
        whom = "" if holder.startswith(_ITSELF) else holder.rpartition(_HOLDS)[0]
    return who, whom, place.removesuffix(")")


def _where_it_leads(leads: Sequence[Sequence[int]]) -> set[int]:
    """Those who wait for nobody, and those whom somebody of them waits for: the others go one after the other."""
    awaited = Counter(chain.from_iterable(leads))
    left = set(range(len(leads)))
    going = [number for number in left if leads[number] and not awaited[number]]
    while going:
        number = going.pop()
        left.discard(number)
        for other in leads[number]:
            awaited[other] -= 1
            if leads[other] and not awaited[other]:
                going.append(other)
    return left
