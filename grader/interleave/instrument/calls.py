"""Which of the program's own functions each actor ran.

What a thread was *given* to run says little of what it did: `target=lambda: increase()` and a subclass with a `run`
are as good as `target=increase`, and `target=print` is not. So each function notes who comes in.
"""

from __future__ import annotations

import functools
import types
from typing import TYPE_CHECKING, Any

from greenlet import getcurrent

from ..actor import ActorGreenlet
from ..depth import check
from ..plainly import class_of, names_in
from .sites import Access, Site

if TYPE_CHECKING:
    from ..actor import Actor


class EntrySite(Site):
    """The first line of a function (its first decorator's, if any); `name` is its qualified name."""

    __slots__ = ()

    def enter(self) -> None:
        """Somebody calls the function; where that is said to cost time, time passes now."""
        stack = getcurrent()
        if type(stack) is ActorGreenlet:
            actor: Actor = stack.actor
            actor.entered[self] = None
            if actor.run.world.deepest:
                check(actor.run.world.deepest, actor.depths)
            if not actor.run.solo:
                amidst(self, actor)
            cores = actor.run.cores
            if cores is not None and self.name in cores.costs:
                actor.run.compute(cores.take(self.name, actor.process.pid, actor.run.now))

    def leave(self) -> None:
        """The function is left: what the library that has called back does next is a matter of its own, not of the last step in here."""
        stack = getcurrent()
        if type(stack) is ActorGreenlet:
            actor: Actor = stack.actor
            if actor.around or actor.amidst:
                amidst(self, actor)

    def answer(self, value: Any) -> Any:
        """A function of one expression is left."""
        self.leave()
        return value


class HandSite(Site):
    """Where a generator hands out something, and where it goes on afterwards."""

    __slots__ = ()

    def hand(self, value: Any) -> Any:
        """Just before `value` is handed out; a loop of the program's own takes it in its own steps."""
        self._amidst()
        return value

    def take(self, value: Any) -> Any:
        """Just after somebody has gone on with it, and sent `value`: there may be nothing more that it does."""
        self._amidst()
        return value

    def _amidst(self) -> None:
        stack = getcurrent()
        if type(stack) is ActorGreenlet:
            actor: Actor = stack.actor
            if not actor.run.solo:
                amidst(self, actor)


def amidst(site: Site, actor: Actor) -> None:
    """Where the library is in the middle of something and calls the program back, the turn may pass, whatever is done there.

    Whether it is in the middle of something that others touch depends on what is known of them; so a schedule counts
    every such place.
    """
    run = actor.run
    if run.muted or run.coarse:
        return
    if not actor.around:
        run.events[actor.index] += 1
        return
    (target, access), *more = actor.around
    run.touch(actor, Access("goes on", target, access, site, also=tuple(more)))


def functions_run_by(actor: Actor) -> tuple[str, ...]:
    """The functions of the submission that it ran, in the order in which it came to them, by qualified name; then by
    every other name that a module has for them: `increase = counter.increase`, `increase = partial(add, 1)`."""
    entered = {(site.name, site.line): None for site in actor.entered}
    names = dict.fromkeys(name for name, _ in entered)
    for module in list(actor.process.modules.values()) if entered else ():
        for name, value in list(names_in(module).items()):
            if _entry_of(value) in entered:
                names[name] = None
    return tuple(names)


def _entry_of(value: Any) -> tuple[str, int] | None:
    """Where a function begins, also one that is wrapped into a method or a partial."""
    while class_of(value) in (functools.partial, types.MethodType):
        value = value.func if type(value) is functools.partial else value.__func__
    if type(value) is not types.FunctionType:
        return None
    return value.__qualname__, value.__code__.co_firstlineno
