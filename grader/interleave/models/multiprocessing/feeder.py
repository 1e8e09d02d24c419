"""The thread that carries a process's items into the pipe of a queue.

It pickles an item later than it was put, so whoever changes the item meanwhile races with it. An item in which
nothing can be changed is carried in one act; with others the feeder takes the item up in one act and reads all that it
holds, pickles and writes it in another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...actor import Actor, ActorKilled, current_actor
from ...hidden import hidden
from ...operations import FEEDS, FEEDS_AT_LAST, READ, SYNC, Accesses, Evolving
from ...run.scheduler import Run
from ...streams import say
from ...trouble import traceback_text
from .changeable import changeable, reads, watch
from .pickling import Parcel, pack
from .state import exiting, state

if TYPE_CHECKING:
    from .queues import Line, Queue


class Feeder:
    """What a process has put into a queue and the pipe has not taken yet."""

    __slots__ = ("__dict__", "__weakref__", "_actor", "_run")

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        put_run(self, current_actor().run)
        self.buffer: deque[Any] = deque()
        self.sent = 0
        self._busy = False

    def start(self, actor: Actor) -> None:
        """Begin, in the process of this actor."""
        mine = actor.run.spawn("QueueFeederThread", self._serve, process=actor.process, daemon=True)
        mine.hidden = True
        put_actor(self, mine)

    def stop(self) -> None:
        """Everything is in the pipe and nothing more comes."""
        actor = actor_of(self)
        actor.run.dismiss(actor)

    def is_idle(self) -> bool:
        """Whether everything is in the pipe."""
        return not self.buffer and not self._busy

    def place(self, number: int) -> tuple[str, int, int]:
        """What the act of putting the n-th item and that of carrying it have in common."""
        return ("item", run_of(self).number(self), number)

    @property
    def put(self) -> int:
        """How many items were put so far."""
        return self.sent + len(self.buffer) + self._busy

    def _serve(self) -> None:
        line = self._queue._shared
        here: Callable[[], Accesses] = lambda: ((self.place(self.sent), SYNC),)  # noqa: E731
        while True:
            line.pipe.await_room(FEEDS, self._queue, here, lambda: bool(self.buffer))
            self._busy = True
            item = self.buffer.popleft()
            if found := changeable(item):
                watch(current_actor(), found)
                touched = reads(current_actor(), found)
                line.pipe.await_room(FEEDS_AT_LAST, self._queue, lambda touched=touched: (*here(), *touched), None)  # type: ignore[misc]
            parcel = self._pickled(item, line)
            if parcel is not None:
                line.pipe.put_in(parcel, self._queue, here)
            self.sent += 1
            self._busy = False

    def _gives_up(self) -> bool:
        """Whether the process is about to end, when the first error is the end of everything that was put."""
        run, pid = run_of(self), current_actor().process.pid
        left: Callable[[], Accesses] = lambda: tuple(  # noqa: E731
            (self.place(number), SYNC) for number in range(self.sent, self.put)
        )
        run.pause(Evolving("goes on", exiting(pid), left, access=READ))
        if state().exiting:
            self.sent += len(self.buffer)
            self.buffer.clear()
        return state().exiting

    def _pickled(self, item: Any, line: Line) -> Parcel | None:
        """The item pickled; None if it cannot be: then it is lost, and its place in the queue given back."""
        try:
            return pack(item)
        except ActorKilled:
            raise
        except Exception as error:
            if self._gives_up():
                return None
            world = current_actor().run.world
            line.taken -= 1
            line.gets += 1
            say(traceback_text(error, world.sources if world is not None else None))
            return None


run_of, put_run = hidden(Feeder, "_run", Run)
actor_of, put_actor = hidden(Feeder, "_actor", Actor)
