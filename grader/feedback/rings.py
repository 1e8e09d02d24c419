"""Where a program is held up that cannot go on: the lines in which those wait who hold each other up, whoever they are.

Three threads that take two locks in one order and three that take them in the other have 139 ways to stand still, and
one mistake.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from grader.interleave.story.standstill import waits_in


def held_up(detail: str) -> tuple[str, ...]:
    """The places, in order, each once. Of who waits for whom, line by line, what counts is where that leads to: a ring, or
    one who waits for nobody in particular. Several may have one name."""
    waiting = [wait for wait in waits_in(detail) if wait.place]
    called = defaultdict[str, list[int]](list)
    for number, wait in enumerate(waiting):
        called[wait.who].append(number)
    leads = [[other for other in called.get(wait.whom, ()) if other != number] for number, wait in enumerate(waiting)]
    return tuple(sorted({waiting[number].place for number in _where_it_leads(leads)}))


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
