"""Accesses to what actors may share: which are steps, which belong to a step, and what is only remembered.

A place in the text becomes a step once two actors were seen to conflict there; what nobody conflicts with costs
no turn. Where threads switch only at calls and loops (`coarse`), accesses belong to the step in which they happen.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from .actor import Actor, ActorKilled
from .operations import LOCAL, READ, WRITE, Operation
from .run_state import RunState
from .trouble import where_now

QUIET = frozenset({"acquires", "releases"})
"""Acts that leave nothing behind when they come in pairs."""
ROUNDS = 25
"""Loop rounds that nobody notices, for each visible step that is allowed."""
QUANTUM = 500
"""Accesses that nobody conflicts with after which the turn may pass nevertheless (a busy wait must not starve)."""


class Accesses(RunState):
    """The part of a run that hears of reads and writes."""

    def interruptible(self) -> None:
        """Threads could switch here: a step, if the actor has touched anything since its last one."""
        actor = self.current
        if actor is None or self.solo or self.muted or not self.coarse:
            return
        segment = actor.segment
        if self.visible is None or segment is None or segment.also or self.dead:
            self.pause(Operation("goes on", None, LOCAL))
        else:
            self.steps += 1
            self.events[actor.index] += 1

    def _gather(self, actor: Actor, operation: Any) -> None:
        """An access within a step: it belongs to it."""
        self._noted(actor, operation)
        segment = actor.segment
        access = (operation.target, operation.access)
        if segment is not None and access not in segment.also:
            segment.also = (*segment.also, access)
        if self.observe is not None:
            self.observe(actor, operation)

    def touch(self, actor: Actor, operation: Any) -> None:
        """An access to something that could be shared: a step if it is visible, else only remembered."""
        if self.muted:
            return
        if self.coarse and actor.segment is None:
            self.pause(Operation("goes on", None, LOCAL))  # the first step since it is not alone any more
        visible = self.visible
        if visible is None or self._is_visible(actor, operation, visible):
            if self.coarse:
                self._gather(actor, operation)
            else:
                self.pause(operation)
            return
        self._noted(actor, operation)
        if self.observe is not None:
            self.observe(actor, operation)
        self.steps += 1
        if self.coarse:
            return
        if self.steps % QUANTUM == 0 or self.dead:
            self.pause(Operation("goes on", None, LOCAL))  # counts as the step that it stands before
        else:
            self.events[actor.index] += 1

    def _is_visible(self, actor: Actor, operation: Any, visible: set[Any]) -> bool:
        """Whether an access is a step; seeing two actors conflict makes steps of all places where they do.

        What is a step already is remembered, too: another place may conflict with it on something else.
        """
        seen = self._touched.get(operation.target)
        if seen is None:
            self._touched[operation.target] = [actor.index, operation.access == WRITE, [operation.site]]
        else:
            if seen[0] != actor.index:
                seen[0] = -1
            if operation.access == WRITE:
                seen[1] = True
            if operation.site not in seen[2]:
                seen[2].append(operation.site)
            if seen[0] < 0 and seen[1] and not self.timed:
                before = len(visible)
                visible.update(seen[2])
                self.grown = self.grown or len(visible) > before
        return operation.site in visible

    def _noted(self, actor: Actor, operation: Operation) -> None:
        """Keep count of reads and writes, for those who wait busily."""
        if not self.watching:
            return
        looks = actor.looks
        for target, access, _ in operation.accesses():
            if access >= WRITE:
                self.versions[target] = self.versions.get(target, 0) + 1
                if looks is not None and operation.kind not in QUIET:
                    looks.effects += 1
            elif looks is not None and access == READ:
                looks.reads.append((target, self.versions.get(target, 0)))

    def in_vain(self, actor: Actor, target: Hashable, *, timed: bool = False) -> None:
        """What the actor just did (try, wait with a timeout) changed nothing: it only looked."""
        if actor.looks is not None:
            actor.looks.effects -= 1
            actor.looks.clock += timed
            actor.looks.reads.append((target, self.versions.get(target, 0)))

    def looked_at_clock(self, actor: Actor) -> None:
        """The actor knows more about the time now."""
        if actor.looks is not None:
            actor.looks.clock += 1

    def tick(self) -> None:
        """A loop went round: nobody notices, but nothing may go on for ever."""
        self._ticks += 1
        if self._ticks > self.step_limit * ROUNDS or self.dead:
            if self.dead:
                raise ActorKilled
            self.stop("timed_out", "")

    def escape(self, what: str) -> None:
        """Note that the student's line that runs now does something beyond control."""
        file, line = where_now()
        self.escapes.setdefault((file, line, what))

    def assume(self, what: str) -> None:
        """Note what a model takes for granted, so that whatever is proved is proved under this condition."""
        self.assumptions.setdefault(what)
