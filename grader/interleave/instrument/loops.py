"""Heads of loops, and the places at which this CPython can pass from one thread to another."""

from __future__ import annotations

from typing import Any

from greenlet import getcurrent

from ..actor import ActorGreenlet
from ..termination.spin import alone, around, begins, peek
from .sites import Site


class LoopSite(Site):
    """The head of a loop: counts, so that nothing runs for ever."""

    __slots__ = ()

    def around(self) -> None:
        """The loop goes round once more."""
        stack = getcurrent()
        if type(stack) is ActorGreenlet:
            stack.actor.run.tick()


class SwitchSite(Site):
    """A place at which this CPython can pass from one thread to another: after a call, at the start of a function."""

    __slots__ = ()

    def after(self, value: Any) -> Any:
        """A call has returned."""
        self.here()
        return value

    def unless(self) -> bool:
        """A comprehension goes on to the next thing, since this one has failed its test."""
        self.here()
        return False

    def here(self) -> None:
        """Another thread may go on now."""
        stack = getcurrent()
        if type(stack) is ActorGreenlet:
            stack.actor.run.interruptible()


class WaitingSite(LoopSite):
    """The head of a `while` loop whose turns can be seen through: it may be busy waiting."""

    __slots__ = ("_counted", "_draws", "_idle")

    def __init__(
        self, number: int, file: str, line: int, name: str, idle: bool, counted: frozenset[str], draws: bool
    ) -> None:
        super().__init__(number, file, line, name)
        self._idle, self._counted, self._draws = idle, counted, draws

    def begins(self) -> None:
        """The loop is come to: whatever it did before it did as another."""
        stack = getcurrent()
        if type(stack) is ActorGreenlet:
            begins(stack.actor.run, self.number)

    def around(self) -> None:
        """The loop goes round once more."""
        stack = getcurrent()
        if type(stack) is ActorGreenlet:
            run = stack.actor.run
            run.tick()
            if run.solo and self._idle:
                alone(run)
            elif not (run.solo or run.peeks) or peek(run, stack.actor):
                around(run, stack.actor, self.number, self._counted, draws=self._draws)
