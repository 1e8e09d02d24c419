"""Where an exception has ended an actor that touched nothing in that line: a step of its own, and no traceback beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .actor import Actor
from .ending import Trouble
from .recorder import Moment

TRACEBACK = "Traceback (most recent call last)"


def last_before(moments: Sequence[Moment], source: Callable[[str, int], str]) -> dict[int, tuple[Moment, Trouble]]:
    """Index of a thread or process that an exception ended -> the step after which that came, and what it was. The
    main thread's error is told by itself, and what others did in the line itself is marked already (`decisive`)."""
    steps: dict[Actor, list[Moment]] = {}
    for moment in moments:
        steps.setdefault(moment.actor, []).append(moment)
    found = {}
    for actor, own in steps.items():
        trouble = actor.trouble
        if not actor.index or trouble is None or not trouble.frames:
            continue
        lines = [moment for moment in own if moment.line]
        while lines and _leaves_a_block(lines[-1], source):
            lines.pop()
        last = lines[-1] if lines else own[0]
        if (last.file, last.line) not in {frame[:2] for frame in trouble.frames}:
            found[actor.index] = (last, trouble)
    return found


def _leaves_a_block(moment: Moment, source: Callable[[str, int], str]) -> bool:
    """Whether it gives a lock back that `with` has taken: an exception in the block came before that."""
    return moment.operation.kind == "releases" and source(moment.file, moment.line).startswith("with ")


def is_own_traceback(actor: Actor, line: int, text: str) -> bool:
    """Whether Python prints what has ended an actor: nobody's line, and told already."""
    return not line and actor.trouble is not None and TRACEBACK in text
