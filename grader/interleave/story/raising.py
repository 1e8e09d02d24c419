"""Where an exception has ended an actor that touched nothing in that line: a step of its own, and no traceback beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..actor import Actor
from ..ending import Trouble
from ..instead import SCENARIOS
from .recorder import Moment

TRACEBACK = "Traceback (most recent call last)"


Source = Callable[[str, int], str]
"""The text of a line of the program."""

LEAVING = frozenset({"releases", "kills", "joins", "shuts down"})
"""What `with` does on the way out."""


def last_before(moments: Sequence[Moment], source: Source) -> dict[int, tuple[Moment, Trouble]]:
    """Index of an actor that an exception ended in the program -> the step after which that came, and what it was. What
    it did in the line itself is marked already (`decisive`)."""
    found = {}
    for actor, own in by_actor(moments).items():
        trouble = actor.trouble
        if trouble is None or not trouble.frames or trouble.frames[-1][0] == SCENARIOS:
            continue
        last = last_act(own, trouble, source)
        if not came_through(trouble, last):
            found[actor.index] = (last, trouble)
    return found


def by_actor(moments: Sequence[Moment]) -> dict[Actor, list[Moment]]:
    """What each has done."""
    steps: dict[Actor, list[Moment]] = {}
    for moment in moments:
        steps.setdefault(moment.actor, []).append(moment)
    return steps


def last_act(own: Sequence[Moment], trouble: Trouble, source: Source) -> Moment:
    """What an actor did last in a line of the program before an exception came, which then left its `with` blocks."""
    lines = [moment for moment in own if moment.line]
    while lines and not came_through(trouble, lines[-1]) and _leaves_a_block(lines[-1], source):
        lines.pop()
    return lines[-1] if lines else own[0]


def came_through(trouble: Trouble, moment: Moment) -> bool:
    """Whether an exception came through the line of this step."""
    return (moment.file, moment.line) in {frame[:2] for frame in trouble.frames}


def raised_in(actor: Actor, trouble: Trouble) -> tuple[str, int, str]:
    """The innermost frame of an exception that is the actor's own: those further in may be a worker's that had it first."""
    entered = {site.name.rpartition(".")[2] for site in actor.entered}
    own = (frame for frame in reversed(trouble.frames) if frame[2] in entered or frame[2].startswith("<"))
    return next(own, trouble.frames[-1])


def _leaves_a_block(moment: Moment, source: Source) -> bool:
    return moment.operation.kind in LEAVING and source(moment.file, moment.line).startswith("with ")


def is_own_traceback(actor: Actor, line: int, text: str) -> bool:
    """Whether Python prints what has ended an actor: nobody's line, and told already."""
    return not line and actor.trouble is not None and TRACEBACK in text
