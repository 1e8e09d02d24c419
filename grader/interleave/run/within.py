"""The program's own code in the middle of a model's act: a queue that says its size itself, the copying of a memory.

In life it runs there with the library's lock held, so that nobody ever sees the half of the act. So no turn passes there,
neither at a print nor at a sleep nor at a lock: what the program does is part of the one step. What else happens there could
be noticed by others in between, and is not tried in other orders; and nobody can wait there. Both are said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..operations import LOCAL, Operation
from .run_state import EngineFault

if TYPE_CHECKING:
    from ..actor import Actor
    from .scheduler import Run

SEEN = "something that others may notice, in code that the library calls in the middle of its own"
WAITED = "a wait in code that the library calls in the middle of its own"


def within_an_act(run: Run, actor: Actor, operation: Operation) -> bool:
    """Do what is declared there at once. Does not return where that is impossible."""
    if operation.access != LOCAL or run.can_be_cut_off(actor):
        run.escape(SEEN)
    if operation.access == LOCAL and operation.deadline is not None:
        run.limit(actor, operation.deadline)
        run.passes(actor)
        run.now = max(run.now, operation.deadline)  # it sleeps or computes
    elif not operation.is_possible():
        run.fault(EngineFault(WAITED))
        run.leave()
    run.steps += 1
    if run.steps > run.step_limit:
        run.stop("timed_out", "")
    actor.enabled_by_timeout = False
    return True
