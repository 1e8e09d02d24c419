"""The thread behind a pool that takes up what was handed over, pickles it and passes it on to the workers.

It does so later than the call that handed it over came back: whoever changes an argument meanwhile races with it, and an
iterable that is read ahead is read here. What nobody can change is taken up in one act; else all that it holds is read,
and pickled, in another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, Protocol

from ...actor import Actor, ActorKilled, current_actor
from ...hidden import hidden
from ...instrument.sites import Access
from ...operations import SYNC, Accesses, Evolving, Operation
from .changeable import NOWHERE, Found, changeable, reads, watch
from .tasks import Task

if TYPE_CHECKING:
    from .crew import Crew

AHEAD: Final = 60
"""So many tasks are made of an iterable before the workers have taken them; an endless one has always more."""
READ_AHEAD: Final = f"a pool reads no more than {AHEAD} items ahead"
ROUGH: Final = "an iterable that is changed while a pool reads it"


class Source(Protocol):
    """Tasks that are made while they are carried."""

    def tasks(self) -> Iterator[Task]:
        """Make them, by reading what the program has given."""

    def read(self) -> Found:
        """What of the program's is read in one go before the first is made."""

    def place(self) -> Any:
        """What making one touches."""

    def complete(self) -> None:
        """There are no more."""


class Carrier:
    """What was handed over to a pool and is not with its workers yet."""

    __slots__ = ("__dict__", "__weakref__", "_actor")

    def __init__(self, crew: Crew, owner: Actor) -> None:
        self._crew = crew
        self.loads: deque[Task | Source] = deque()
        self._sent = 0
        self._begun = False
        """Something was taken up."""
        self._robbed = False
        """What it was about to carry was taken away: that could have come later."""
        run = owner.run
        mine = run.spawn("carrier", self._serve, process=owner.process, daemon=True)
        mine.hidden = True
        put_actor(self, mine)

    def place(self, number: int) -> tuple[str, tuple[str, int], int]:
        """What the act of handing the n-th load over and that of carrying it have in common."""
        return ("load", self._crew.name("carrying"), number)

    def waiting(self) -> Accesses:
        """What the act that takes away all that waits touches; the next to be handed over comes before that or after."""
        return tuple((self.place(number), SYNC) for number in range(self._sent, self.handed_over + 1))

    @property
    def handed_over(self) -> int:
        """How many loads there were so far."""
        return self._sent + len(self.loads)

    def drop(self) -> list[Any]:
        """What is not on its way will not be; it is given back. As in life, who does this takes up something first."""
        free: Callable[[], bool] = lambda: self._begun or not self.loads  # noqa: E731
        current_actor().run.pause(Operation("idles", self._crew.name("carrying"), SYNC, free))
        dropped = list(self.loads)
        self._sent += len(dropped)
        self.loads.clear()
        self._robbed = self._robbed or bool(dropped)
        return dropped

    def stop(self) -> None:
        """Nothing is carried any more."""
        actor, robbed = actor_of(self), self._robbed or bool(self.loads)
        self.loads.clear()
        if actor.alive and actor is not current_actor():
            actor.run.dismiss(actor, in_the_middle=robbed)

    def _serve(self) -> None:
        while True:
            load = self._take_up()
            if load is None:
                continue
            if isinstance(load, Task):
                self._carry(load, lambda: ((self.place(self._sent), SYNC),))
            else:
                self._unpack(load)
            if self.loads and self.loads[0] is load:  # nobody has dropped it meanwhile
                self.loads.popleft()
                self._sent += 1

    def _take_up(self) -> Task | Source | None:
        """Wait for the next load; None where nobody wants it any more."""
        act = Evolving(
            "carries", self._crew.name("carrying"), self._touched,
            enabled=lambda: bool(self.loads) and self._crew.has_room(),
        )  # fmt: skip
        current_actor().run.pause(act)
        load, self._begun = self.loads[0], True
        if isinstance(load, Task) and not load.begin():
            self.loads.popleft()
            self._sent += 1
            return None
        return load

    def _touched(self) -> Accesses:
        if not self.loads:
            return ((self.place(self._sent), SYNC),)
        load = self.loads[0]
        more = (*load.beginning(), *self._crew.room()) if isinstance(load, Task) else ()
        return ((self.place(self._sent), SYNC), (self._crew.task_name(len(self._crew.tasks)), SYNC), *more)

    def _carry(self, task: Task, here: Callable[[], Accesses]) -> None:
        """Pickle it and pass it on: in the act that was declared last, unless something is to be read for it."""
        crew, actor = self._crew, current_actor()
        place = crew.task_name(len(crew.tasks))
        found = changeable(task.call) if crew.pickles else []
        if found:
            watch(actor, found)
            read = reads(actor, found)
            actor.run.pause(Operation("carries", crew.name("carrying"), SYNC, also=(*here(), (place, SYNC), *read)))
        steps = actor.run.steps
        try:
            task.parcel = crew.packed(task.call)
        except ActorKilled:
            raise
        except Exception as error:
            self._lose(task, error, here)
            return
        if actor.run.steps != steps:  # the program says itself how it is pickled
            actor.run.pause(Operation("carries", crew.name("carrying"), SYNC, also=(*here(), (place, SYNC))))
        crew.append(task)

    def _lose(self, task: Task, error: Exception, here: Callable[[], Accesses]) -> None:
        """It cannot be pickled: that is the answer."""
        crew, run = self._crew, current_actor().run
        run.pause(Operation("returns", crew.name("carrying"), SYNC, also=(*here(), *task.gist(False))))
        task.lose(error)

    def _unpack(self, source: Source) -> None:
        crew, actor = self._crew, current_actor()
        run = actor.run
        if found := source.read():
            watch(actor, found)
            for target, access in reads(actor, found):
                run.pause(Access("reads", target, access, NOWHERE, rough=ROUGH))
        for task in source.tasks():
            place = crew.task_name(len(crew.tasks))
            here: Accesses = ((place, SYNC), (source.place(), SYNC))
            if not crew.has_room(AHEAD):
                run.assume(READ_AHEAD)
            also = (*here, *crew.room(AHEAD))
            run.pause(Operation("carries", crew.name("carrying"), SYNC, lambda: crew.has_room(AHEAD), also=also))
            self._carry(task, lambda here=here: here)  # type: ignore[misc]
        run.pause(
            Operation(
                "carries", crew.name("carrying"), SYNC, also=((source.place(), SYNC), (self.place(self._sent), SYNC))
            )
        )
        source.complete()


actor_of, put_actor = hidden(Carrier, "_actor", Actor)
