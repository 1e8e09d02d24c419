"""How time passes from one actor to another: by what one did and the other sees.

Each has a clock of its own, and sleeping orders nothing. But who sees what another has done (waits for it, reads what it
wrote, looks whether it is there) can be no earlier than that: the clock of who sees is moved up to that of who did. What
nobody has seen yet moves nobody, and who only looks leaves nothing behind, nor who gives back what many may: such acts
change places, and the clocks are the same in every order in which dependent acts come alike.
"""

from __future__ import annotations

from collections.abc import Hashable

from ..actor import Actor
from ..operations import READ, SYNC, WRITE, Operation
from .run_state import Chooser, RunState


class Flow(RunState):
    """The part of a run that passes time on."""

    def __init__(self, chooser: Chooser, *, timed: bool, steps: int) -> None:
        super().__init__(chooser, timed=timed, steps=steps)
        self.own_clocks = not timed
        """The program is told what its actors' own clocks say, in whatever order they act; else the one clock of all."""
        self.flows = False
        """Some of these clocks has moved: before that there is nothing to pass on."""
        self._whole: dict[Hashable, float] = {}
        """Target -> the time at which its whole was written last."""
        self._partly: dict[Hashable, float] = {}
        """The same for any of its parts."""
        self._parts: dict[tuple[Hashable, Hashable], float] = {}
        """The same for each part."""

    def carry(self, actor: Actor, operation: Operation) -> None:
        """Time passes to who sees something, and from who does something."""
        waits = operation.access >= SYNC or operation.enabled is not None
        if operation.also:
            touched = operation.accesses()
            for target, access, part in touched:
                self._see(actor, operation, target, access, part, waits)
            for target, access, part in touched if waits else ():
                if access >= WRITE:
                    self._leave(actor.clock, target, part)
        elif operation.target is not None:
            self._see(actor, operation, operation.target, operation.access, operation.part, waits)

    def _see(
        self, actor: Actor, operation: Operation, target: Hashable, access: int, part: Hashable, waits: bool
    ) -> None:
        gives = operation.gives and target == operation.target
        if waits if access >= WRITE else access == READ and not gives:
            whole = self._whole.get(target, 0.0)
            in_part = self._partly.get(target, 0.0) if part is None else self._parts.get((target, part), 0.0)
            done = whole if whole > in_part else in_part
            if done > actor.clock:
                actor.clock = done
        if access >= WRITE or gives:
            self._leave(actor.clock, target, part)

    def _leave(self, clock: float, target: Hashable, part: Hashable) -> None:
        """Something is done there now."""
        times = self._whole
        if part is not None:
            times = self._partly
            if clock > self._parts.get((target, part), 0.0):
                self._parts[target, part] = clock
        if clock > times.get(target, 0.0):
            times[target] = clock
