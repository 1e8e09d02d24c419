"""Queue, JoinableQueue and SimpleQueue.

`Queue.put` only lays the item into a buffer of its process; a feeder thread pickles it and writes it into the pipe.
That delay is part of what a program can notice: right after a `put` the queue may still be `empty`, two processes'
items may arrive in either order, what is changed after `put` may be sent changed, and a process does not end before
the pipe has taken everything (so that joining it before the queue is read can last for ever). So the feeder is an
actor here, too, though not one that anybody is told of.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import queues as real
from queue import Empty, Full
from typing import TYPE_CHECKING, Any, Final

from ...actor import current_actor
from ...operations import READ, SYNC, WRITE, Accesses, Evolving, Operation
from ..generic import subscripted_as
from ..looks import attributes_of, touch
from ..subclassing import apart
from .changeable import is_doubtful
from .channel import Channel
from .feeder import Feeder
from .pickling import Parcel, assert_spawning, handed_over, pack
from .reading import take_out
from .semaphores import SEM_VALUE_MAX, Lock
from .state import Shared, state

if TYPE_CHECKING:
    from .context import BaseContext
    from .memory import MemoryCopy

_JOIN: Final = -5
"""The priority at which a process waits for its feeders before it ends."""
READING: Final = "'s lock for reading"


class Line(Shared):
    """What the processes have in common: the pipe, and the count of places."""

    def __init__(self, maxsize: int) -> None:
        self.maxsize = maxsize
        self.pipe = Channel()
        self.taken = 0
        """Places taken by a put and not yet given back by a get."""
        self.puts = 0
        self.gets = 0
        self.unfinished = 0
        self.rests = 0
        """How often nothing was left to do."""

    @property
    def bounded(self) -> bool:
        """Whether a put may have to wait for a place."""
        return self.maxsize < SEM_VALUE_MAX

    def placing(self, number: int) -> Accesses:
        """What a put touches: it needs the place that one certain get gives back, and comes before or after others."""
        touched: Accesses = ((("count", number), READ),)
        if self.bounded:
            touched += ((("puts", number), SYNC), (("place", number, self.puts), SYNC))
        return touched

    def leaving(self, number: int) -> Accesses:
        """What a get touches beside the pipe."""
        touched: Accesses = ((("count", number), READ),)
        if self.bounded:
            touched += ((("place", number, self.gets + self.maxsize), SYNC),)
        return touched


class Queue:
    """`multiprocessing.Queue(maxsize)`."""

    def __init__(self, maxsize: int = 0, *, ctx: BaseContext | None = None) -> None:
        self._lock = Lock(ctx=ctx)
        self._maxsize = SEM_VALUE_MAX if maxsize <= 0 else maxsize
        self._shared = Line(self._maxsize)
        self._reset()

    def _reset(self) -> None:
        self._closed = False
        self._feeder: Feeder | None = None
        self._cancelled = False
        self._shut = False
        """Its feeder has ended, and closed this process's end of the pipe as it went."""
        self._deaf = False
        """Its feeder was told that nothing more comes."""

    def _check_open(self) -> None:
        touch(self, "_closed", READ)
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")

    # --- putting -----------------------------------------------------------------------------------------

    def put(self, obj: Any, block: bool = True, timeout: float | None = None) -> None:
        """Add a copy of an item; wait for a place if the queue is bounded."""
        self._check_open()
        line, run = self._shared, current_actor().run
        # There before anybody's act, and one for all threads: who comes first is known only when it is their turn.
        feeder = self._feeder = self._feeder or Feeder(self)
        number, openness = run.number(line), attributes_of(self)
        waits = line.bounded and block
        limit = run.deadline(timeout)
        act = Evolving(
            "puts", ("buffer", run.number(feeder)),
            lambda: ((feeder.place(feeder.put), SYNC), (openness, READ), *line.placing(number), *self._adding(number)),
            enabled=(lambda: line.taken < line.maxsize) if waits else None, deadline=limit, subject=self,
            value=handed_over(obj),
        )  # fmt: skip
        run.pause(act)
        if line.taken >= line.maxsize:
            raise Full
        line.taken += 1
        line.puts += 1
        self._added()
        if self._deaf:  # closed by another thread, after it was found open
            return
        is_first = not feeder.put
        feeder.buffer.append(obj)
        state().doubtful = state().doubtful or is_doubtful(obj)
        if is_first:
            feeder.start(current_actor())
            state().finalize(_JOIN, self._flush)

    def _adding(self, number: int) -> Accesses:
        """What a put touches besides."""
        del number
        return ()

    def _added(self) -> None:
        """An item was added."""

    def _flush(self) -> None:
        """Wait until everything is in the pipe."""
        feeder = self._feeder
        if feeder is not None and feeder.put and not self._cancelled:
            last = feeder.place(feeder.put - 1)
            run = current_actor().run
            buffer = (("buffer", run.number(feeder)), SYNC)  # what is put there later is lost
            run.pause(Operation("flushes", last, SYNC, feeder.is_idle, subject=self, also=(buffer,)))
            feeder.stop()
            self._feeder, self._shut = None, True

    # --- getting -----------------------------------------------------------------------------------------

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take an item out; wait for one."""
        self._check_open()
        line, run = self._shared, current_actor().run
        number = run.number(line)
        limit = None if timeout is None else max(0.0, timeout)
        wait = block and (limit is None or limit > 0)
        parcel = take_out(line.pipe, self._lock, self, block=wait, timeout=limit, also=lambda: line.leaving(number))
        if parcel is None:
            raise Empty
        line.taken -= 1
        line.gets += 1
        assert isinstance(parcel, Parcel)
        return parcel.open()

    def get_nowait(self) -> Any:
        """Take an item out or fail at once."""
        return self.get(False)

    def put_nowait(self, obj: Any) -> None:
        """Add an item or fail at once."""
        self.put(obj, False)

    # --- looking -----------------------------------------------------------------------------------------

    def _look(self) -> Line:
        run = current_actor().run
        run.pause(Operation("looks at", ("count", run.number(self._shared)), WRITE, subject=self))
        return self._shared

    def qsize(self) -> int:
        """How many items were put and not taken out."""
        return self._look().taken

    def full(self) -> bool:
        """Whether no place is left."""
        line = self._look()
        return line.taken >= line.maxsize

    def empty(self) -> bool:
        """Whether nothing is in the pipe; what was just put may not be there yet."""
        if self._shut:
            raise OSError("handle is closed")
        return not self._shared.pipe.poll(self)

    # --- the end -----------------------------------------------------------------------------------------

    def close(self) -> None:
        """This process adds nothing more."""
        touch(self, "_closed", WRITE)
        self._closed = True
        self._deaf = self._feeder is not None and self._feeder.put > 0

    def join_thread(self) -> None:
        """Wait until everything is in the pipe."""
        assert self._closed, f"Queue {self!r} not closed"
        self._flush()

    def cancel_join_thread(self) -> None:
        """Let this process end before everything is in the pipe."""
        self._cancelled = True

    # --- between processes -------------------------------------------------------------------------------

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(self)
        return _received, (type(self), self._lock, self._maxsize, self._shared)

    def as_forked(self, copy: MemoryCopy) -> Queue:
        """The child's own handle, without the parent's buffer and feeder."""
        del copy
        return _received(type(self), self._lock, self._maxsize, self._shared)

    def shared_half(self) -> Line:
        """The same for all handles on it."""
        return self._shared

    def named_parts(self) -> dict[str, Any]:
        """What it holds, by what is written after its name."""
        return {READING: self._lock}

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__qualname__} object at 0x7f0000000000>"


def _received(kind: type[Queue], lock: Lock, maxsize: int, line: Line) -> Queue:
    """A queue that came from another process."""
    made = kind.__new__(kind)
    made._lock, made._maxsize, made._shared = lock, maxsize, line
    made._reset()
    return made


class JoinableQueue(Queue):
    """`multiprocessing.JoinableQueue(maxsize)`."""

    def _tasks(self, number: int) -> Accesses:
        """Counting up and down change places freely, except around nothing left to do."""
        return ((("tasks", number), WRITE if self._shared.unfinished <= 1 else READ),)

    def _adding(self, number: int) -> Accesses:
        return self._tasks(number)

    def _added(self) -> None:
        self._shared.unfinished += 1

    def task_done(self) -> None:
        """One item is dealt with."""
        run, line = current_actor().run, self._shared
        number = run.number(line)
        run.pause(Evolving("finishes a task of", None, lambda: self._tasks(number), subject=self))
        if line.unfinished <= 0:
            raise ValueError("task_done() called too many times")
        line.unfinished -= 1
        line.rests += line.unfinished == 0

    def join(self) -> None:
        """Wait until every item was dealt with; new ones that come then are not waited for, as in life."""
        run, line = current_actor().run, self._shared
        tasks = ("tasks", run.number(line))
        run.pause(Operation("looks at", tasks, READ, subject=self))
        before = line.rests
        if line.unfinished:
            run.pause(Operation("waits for the tasks of", tasks, READ, lambda: line.rests != before, subject=self))


class SimpleQueue:
    """`multiprocessing.SimpleQueue()`: a pipe with locks, without a feeder."""

    def __init__(self, *, ctx: BaseContext | None = None) -> None:
        self._lock = Lock(ctx=ctx)
        self._shared = Channel()
        self._closed = False

    def _check_open(self) -> None:
        touch(self, "_closed", READ)
        if self._closed:
            raise OSError("handle is closed")

    def put(self, obj: Any) -> None:
        """Add a copy of an item; wait for room in the pipe."""
        parcel = pack(obj)
        self._check_open()
        self._shared.push(parcel, "puts", self)

    def get(self) -> Any:
        """Take an item out; wait for one."""
        self._check_open()
        return take_out(self._shared, self._lock, self).open()

    def empty(self) -> bool:
        """Whether nothing is in it."""
        self._check_open()
        return not self._shared.poll(self)

    def close(self) -> None:
        """Nobody uses it here any more."""
        touch(self, "_closed", WRITE)
        self._closed = True

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(self)
        return _simple, (type(self), self._lock, self._shared)

    def as_forked(self, copy: Callable[[Any], Any]) -> SimpleQueue:
        """The child has the same."""
        del copy
        return _simple(type(self), self._lock, self._shared)

    def shared_half(self) -> Channel:
        """The same for all handles on it."""
        return self._shared

    def named_parts(self) -> dict[str, Any]:
        """What it holds, by what is written after its name."""
        return {READING: self._lock}


def _simple(kind: type[SimpleQueue], lock: Lock, channel: Channel) -> SimpleQueue:
    made = kind.__new__(kind)
    made._lock, made._shared, made._closed = lock, channel, False
    return made


for _class in (Queue, JoinableQueue, SimpleQueue):
    _class.__module__ = "multiprocessing.queues"
    apart(_class, getattr(real, _class.__name__))
subscripted_as(real.Queue, Queue)
subscripted_as(real.SimpleQueue, SimpleQueue)
