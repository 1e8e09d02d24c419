"""Who takes part in a run: how actors and processes begin, and how they come to their ends."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from ..actor import Actor, ActorKilled, SimProcess
from ..operations import LOCAL, READ, SYNC, Accesses, Operation
from ..twins import told
from .routine import Routine
from .run_state import EngineFault

if TYPE_CHECKING:
    from .scheduler import Run


class Population(Routine):
    """The part of a run that knows who lives."""

    def new_process(self, name: str, *, parent: SimProcess | None = None, daemon: bool = False) -> SimProcess:
        """A new process without actors yet."""
        process = SimProcess(cast("Run", self), name, pid=1000 + len(self.processes), parent=parent, daemon=daemon)
        self.processes.append(process)
        for give in self.world.gives if self.world is not None else ():
            give(process)
        return process

    def spawn(
        self,
        name: str,
        function: Callable[[], None],
        *,
        process: SimProcess | None = None,
        daemon: bool = False,
        main: bool = False,
    ) -> Actor:
        """A new actor that will run `function`; it begins when it is chosen for the first time."""
        home = process or self.process
        if home is None:
            raise EngineFault("an actor needs a process")
        actor = Actor(cast("Run", self), len(self.actors), name, home, function)
        actor.daemon, actor.main = daemon, main
        self.actors.append(actor)
        self.living.append(actor.index)
        self.pending.append(Operation("begins", None, LOCAL))
        self.events.append(0)
        home.actors.append(actor)
        if self.current is not None:
            told(self.current)
            self.births[actor.index] = (self.current.index, len(self.trace))
            actor.clock, actor.born = self.current.clock, self.steps
        else:
            actor.told = -math.inf  # nobody can have looked before
        self.solo = len(self.actors) == 1
        return actor

    def merge(self, actor: Actor) -> None:
        """`actor` has ended and the caller knows: when nobody else is left, the caller is alone again."""
        actor.merged = True
        self.settle()

    def settle(self) -> None:
        """Find out whether somebody is alone."""
        self.solo = len(self.living) == 1 and all(a.merged or a.alive for a in self.actors)

    def ended(self, actor: Actor) -> None:
        """An actor has returned for good."""
        if actor.index in self.living:
            self.living.remove(actor.index)
            self.events[actor.index] += 1  # to have ended is not the same as to be about to
            actor.left = self.steps

    def last_act_of(self, actor: Actor) -> Operation:
        """Its end, as far as others see it."""
        also = self.freed_by(actor)
        return Operation("ends", self.end_of(actor), SYNC, subject=actor, also=also, bars=_waiters_for_an_end)

    def freed_by(self, actor: Actor) -> Accesses:
        """What the end of a thread leaves to the next one, where the program keeps anything by that: its identifier."""
        if self.world is None or not self.world.keyed_by_idents:
            return ()
        return ((("idents", actor.process.pid), READ),)

    def fault(self, error: BaseException) -> None:
        """An exception that no model caught: the engine's own."""
        if self.error is None:
            self.error = error
        self.over = self.over or "engine_fault"

    def exit_process(self, process: SimProcess, code: int, *, returning: bool = False) -> None:
        """End a process at once. Does not return to a caller that lives in it, unless it is `returning` by itself."""
        process.alive = False
        process.exit_code = code
        for actor in process.actors:
            if actor.alive and not (returning and actor is self.current):
                if self.impatient and actor.index in self.given_up and actor.daemon and actor.name in self.would_end:
                    self.stop("pruned", "")  # whose end was waited for would have come; who serves for ever has none
                actor.status = "killed"
                self.ended(actor)
        if not returning and self.current is not None and self.current.process is process:
            self.leave()

    def kill(self, actor: Actor) -> None:
        """End one other actor where it stands."""
        if actor.alive:
            actor.status = "killed"
            self.ended(actor)

    def dismiss(self, actor: Actor, *, in_the_middle: bool = False) -> None:
        """One that the library keeps is not needed any more. `in_the_middle`: what it was about to do could have come before this."""
        actor.status = "killed" if in_the_middle else "finished"
        self.ended(actor)
        self.merge(actor)

    def let_go_of_all(self) -> None:
        """The run is over: nothing of it leads back to it any more. So it goes as soon as nobody asks for it, and the next one finds
        its memory warm; a collector would come when it is cold. Not where that would run a line of the program's: that of a
        `__del__` or a `finally`, or of somebody who has caught whatever came, and goes on."""
        world = self.world
        if any(actor.greenlet for actor in self.actors) or (world and (world.sites.finalizers or world.closing)):
            return
        for actor in self.actors:
            actor.let_go()
        for process in self.processes:
            process.let_go()

    def leave(self) -> None:
        """Give up the turn for good."""
        self.hub.switch()
        raise ActorKilled


def _waiters_for_an_end() -> tuple[str, ...]:
    return ("joins", "waits for")
