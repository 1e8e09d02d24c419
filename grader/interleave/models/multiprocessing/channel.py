"""A pipe between processes: bounded, first in first out, and closed when nobody holds the other end any more.

What two acts on a pipe have to do with each other depends on its state. Putting the n-th message in and taking the
m-th out change places freely unless n = m, for the m-th is there before and after; only the order among the writers
and among the readers counts. So an act names as its accesses the end it works on and the *slot* of the message, and
only when the pipe comes near its capacity also the room in it. This keeps a producer and a consumer at one schedule
instead of the Catalan number of ways to interleave them. Which slot it is, an act knows for certain when it is its
turn; until then it is computed when somebody asks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Final

from ...actor import Actor, SimProcess, current_actor
from ...hidden import hidden
from ...operations import READ, SYNC, Accesses, Evolving
from ...run.scheduler import Run
from .pickling import Parcel, plain
from .state import Shared

PIPE: Final = 65_536
"""What Linux lets lie in a pipe, in bytes."""
SOCKET: Final = 212_992
"""The same for a socket; there every message costs more than its length."""
_HEADER: Final = 4

More = Callable[[], Accesses]


class Hold:
    """A process's grip on one end of a channel."""

    __slots__ = ("__weakref__", "_process", "closed", "end")

    def __init__(self, process: SimProcess | None, end: End) -> None:
        self.end = end
        put_process(self, process)  # None: on its way to a process that is not known yet
        self.closed = False

    def address(self, process: SimProcess) -> None:
        """It goes to this process."""
        put_process(self, process)

    @property
    def lives(self) -> bool:
        """Whether the end is still open here."""
        process = process_of(self)
        return not self.closed and (process is None or process.alive)


process_of, put_process = hidden(Hold, "_process", SimProcess)


class End:
    """One end of a channel, and who has it open."""

    __slots__ = ("__weakref__", "_channel", "_other", "_run", "holds")

    def __init__(self, channel: Channel, other: str) -> None:
        self._channel = channel
        put_run(self, current_actor().run)
        self._other = other
        """What somebody at the other end works on: it is he who finds this end closed."""
        self.holds: list[Hold] = []

    def is_open(self) -> bool:
        """Whether anybody has it. An end that nobody ever took is inside a queue, and for everybody."""
        return not self.holds or any(hold.lives for hold in self.holds)

    def closing(self, hold: Hold) -> Accesses:
        """What closing this grip touches: nothing, unless it is the last."""
        if not hold.lives or any(other.lives for other in self.holds if other is not hold):
            return ()
        return (((self._other, run_of(self).number(self._channel)), SYNC),)


run_of, put_run = hidden(End, "_run", Run)


def holds_of(process: SimProcess) -> list[Hold]:
    """Everything that a process has open."""
    return process.keep("multiprocessing.holds", list)


def grip(process: SimProcess, end: End) -> Hold:
    """Let a process hold an end."""
    hold = Hold(process, end)
    end.holds.append(hold)
    holds_of(process).append(hold)
    closing: list[Callable[[], Accesses]] = process.keep("lifecycle.closing", list)
    closing.append(lambda: end.closing(hold))
    return hold


def inherit_holds(parent: SimProcess, child: SimProcess) -> dict[int, Hold]:
    """After fork a child has every end open that its parent had, also those it has no variable for.

    Answers the child's grips by the identity of the parent's.
    """
    return {id(hold): grip(child, hold.end) for hold in list(holds_of(parent)) if not hold.closed}


class Channel(Shared):
    """One direction of a pipe."""

    def __init__(self, capacity: int = PIPE) -> None:
        self.capacity = capacity
        self.messages: deque[tuple[Any, int, float]] = deque()
        """(parcel or bytes, what it costs, when it was put in)."""
        self.pushed = 0
        self.popped = 0
        self.used = 0
        self.tight = False
        self.back: Channel | None = None
        """The other direction of a socket."""
        self.reset = False
        """That what went back was never read has been said."""
        self.readers = End(self, "tail")
        self.writers = End(self, "head")

    # --- what can be done --------------------------------------------------------------------------------

    def is_readable(self) -> bool:
        """Whether there is something, or will never be."""
        return bool(self.messages) or not self.writers.is_open()

    def _has_room(self) -> bool:
        return self.used < self.capacity or not self.readers.is_open()

    def _is_through(self) -> bool:
        return self.used <= self.capacity or not self.readers.is_open()

    # --- acts --------------------------------------------------------------------------------------------

    def push(self, message: Any, kind: str, subject: object) -> None:
        """Put a message in; wait for room."""
        self.tight = self.tight or self.used + self._cost(len(message)) > self.capacity // 2
        self.await_room(kind, subject, None, None, note_of(message))
        self.put_in(message, subject, None)

    def await_room(
        self, kind: str, subject: object, also: More | None, enabled: Callable[[], bool] | None, note: str | None = None
    ) -> None:
        """Declare that a message comes, and wait until it can begin to go in."""
        actor = current_actor()
        both = self._has_room if enabled is None else lambda: self._has_room() and enabled()
        act = self._act(actor, kind, "tail", lambda: self.pushed, subject, also, enabled=both)
        act.value = note
        actor.run.pause(act)

    def put_in(self, message: Any, subject: object, also: More | None) -> None:
        """Put a message in that has room; if it is longer than that, the rest goes in as somebody takes out."""
        actor = current_actor()
        self._insist()
        cost = self._cost(len(message))
        self.tight = self.tight or self.used + cost > self.capacity // 2
        self.messages.append((message, cost, actor.clock))
        self.pushed += 1
        self.used += cost
        if self.used > self.capacity:
            kind = "waits for room in"
            act = self._act(actor, kind, "tail", lambda: self.pushed, subject, also, enabled=self._is_through)
            actor.run.pause(act)
            self._insist()

    def pop(
        self, kind: str, subject: object, timeout: float | None, also: More | None = None, *, block: bool = True,
        free: Callable[[], bool] = lambda: True,
    ) -> Any:  # fmt: skip
        """Take a message out; wait for one. None: there was none in time. EOFError: there will be none."""
        actor = current_actor()
        run = actor.run
        enabled = self.is_readable if block else None
        limit = run.deadline(timeout)
        act = self._act(actor, kind, "head", lambda: self.popped, subject, also, enabled=enabled, deadline=limit)
        act.value = self._next
        if not run.pause(act) or not self.is_readable() or not free():
            if not block:
                run.in_vain(actor, *(target for target, _, _ in act.accesses()))
            return None
        if not self.messages:
            raise self._end()
        message, cost, sent = self.messages.popleft()
        actor.clock = max(actor.clock, sent)
        self.popped += 1
        self.used -= cost
        return message

    def _end(self) -> Exception:
        """What is found where nothing will come any more: whoever left something unread in his socket has reset it."""
        back = self.back
        if back is None or not back.messages or back.readers.is_open() or self.reset:
            return EOFError()
        self.reset = True
        return ConnectionResetError(104, "Connection reset by peer")

    def has_rivals(self, kind: str) -> bool:
        """Whether anybody else is about to do an act of this kind at the end that is read. In life a message is taken out in
        two steps, its length and then the rest."""
        actor = current_actor()
        run, end = actor.run, ("head", actor.run.number(self))
        others = (run.pending[index] for index in run.living if index != actor.index)
        return any(act.kind == kind and act.target == end for act in others)

    def poll(self, subject: object, timeout: float | None = 0.0) -> bool:
        """Whether there is something to take out, or will never be; wait so long for it."""
        actor = current_actor()
        run = actor.run
        enabled = None if timeout is not None and timeout <= 0 else self.is_readable
        act = self._act(
            actor,
            "looks at",
            "head",
            lambda: self.popped,
            subject,
            access=READ,
            enabled=enabled,
            deadline=run.deadline(timeout),
        )
        run.pause(act)
        return self.is_readable()

    def looking(self, actor: Actor) -> Accesses:
        """What somebody touches who looks whether it is readable."""
        number = actor.run.number(self)
        return ((("head", number), READ), (("slot", number, self.popped), READ))

    def _act(
        self, actor: Actor, kind: str, end: str, slot: Callable[[], int], subject: object, also: More | None = None, *,
        access: int = SYNC, enabled: Callable[[], bool] | None = None, deadline: float | None = None,
    ) -> Evolving:  # fmt: skip
        number = actor.run.number(self)

        def moving() -> Accesses:
            room: Accesses = ((("room", number), SYNC),) if self.tight else ()
            return ((("slot", number, slot()), access), *room, *(() if also is None else also()))

        bars = (lambda: (("slot", number, slot()),)) if end == "tail" else None
        return Evolving(
            kind, (end, number), moving, access=access, enabled=enabled, deadline=deadline, subject=subject, bars=bars
        )

    def _cost(self, size: int) -> int:
        size += _HEADER
        if self.capacity != SOCKET:
            return size
        return 256 + (1 << (size + 319).bit_length()) if size <= 1728 else size + 840

    def _next(self) -> str:
        """What would be taken out now, in words; nothing where there is nothing."""
        return (note_of(self.messages[0][0]) or "an item") if self.messages else ""

    def _insist(self) -> None:
        if not self.readers.is_open():
            raise BrokenPipeError(32, "Broken pipe")


def note_of(message: Any) -> str | None:
    """What a message is, in words, if that is short."""
    return message.note if isinstance(message, Parcel) else plain(message)
