"""`Pipe`, its two connections, and `wait`."""

from __future__ import annotations

import multiprocessing.connection as real
import pickle
from collections.abc import Callable, Iterable
from multiprocessing.context import BufferTooShort
from typing import TYPE_CHECKING, Any, Final

from ...actor import can_be_noticed, current_actor
from ...operations import READ, WRITE, Accesses, Evolving, Operation
from ..looks import touch
from ..subclassing import apart
from .channel import SOCKET, Channel, End, Hold, grip
from .launch import Sentinel, process_of
from .pickling import Parcel, in_transit, pack
from .state import Shared

if TYPE_CHECKING:
    from .memory import MemoryCopy


RECEIVING: Final = "receives from"


class Connection:
    """`multiprocessing.connection.Connection`."""

    def __init__(self, incoming: Channel | None, outgoing: Channel | None) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        process = current_actor().process
        self._holds = [grip(process, end) for end in self._ends()]
        self._handle: int | None = 3 + current_actor().run.number(incoming if incoming is not None else outgoing)

    def _ends(self) -> list[End]:
        found = []
        if self._incoming is not None:
            found.append(self._incoming.readers)
        if self._outgoing is not None:
            found.append(self._outgoing.writers)
        return found

    # --- opening and closing -----------------------------------------------------------------------------

    def _check(self, *, reads: bool = False, writes: bool = False) -> None:
        touch(self, "_handle", READ)
        if self._handle is None:
            raise OSError("handle is closed")
        if reads and self._incoming is None:
            raise OSError("connection is write-only")
        if writes and self._outgoing is None:
            raise OSError("connection is read-only")

    def close(self) -> None:
        """Close this process's end."""
        touch(self, "_handle", WRITE)
        if self._handle is None:
            return
        run = current_actor().run
        touched: Callable[[], Accesses] = lambda: tuple(  # noqa: E731
            access for hold in self._holds for access in hold.end.closing(hold)
        )
        run.pause(Evolving("closes", None, touched, subject=self))
        self._let_go()

    def _let_go(self) -> None:
        self._handle = None
        for hold in self._holds:
            hold.closed = True

    def __del__(self) -> None:
        """Whoever drops it last closes it, which others may notice."""
        if self.__dict__.get("_handle") is None:
            return
        if can_be_noticed() and any(hold.lives for hold in self._holds):
            self.close()
        else:
            self._let_go()

    @property
    def closed(self) -> bool:
        """Whether this end was closed."""
        return self._handle is None

    @property
    def readable(self) -> bool:
        """Whether one can receive here."""
        return self._incoming is not None

    @property
    def writable(self) -> bool:
        """Whether one can send here."""
        return self._outgoing is not None

    def fileno(self) -> int | None:
        """A number for it."""
        self._check()
        return self._handle

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    # --- sending and receiving ---------------------------------------------------------------------------

    def send(self, obj: Any) -> None:
        """Send a copy of an object."""
        self._check(writes=True)
        self._push(pack(obj))

    def send_bytes(self, buf: Any, offset: int = 0, size: int | None = None) -> None:
        """Send bytes."""
        self._check(writes=True)
        data = bytes(memoryview(buf).cast("B"))
        if offset < 0:
            raise ValueError("offset is negative")
        if len(data) < offset:
            raise ValueError("buffer length < offset")
        if size is not None and size < 0:
            raise ValueError("size is negative")
        if size is not None and offset + size > len(data):
            raise ValueError("buffer length < offset + size")
        self._push(data[offset:] if size is None else data[offset : offset + size])

    def _push(self, message: Any) -> None:
        assert self._outgoing is not None
        self._outgoing.push(message, "sends", self)

    def recv(self) -> Any:
        """Receive an object; wait for it."""
        self._check(reads=True)
        message = self._pop()
        if isinstance(message, Parcel):
            return message.open()
        return pickle.loads(message)  # bytes that the program pickled itself

    def recv_bytes(self, maxlength: int | None = None) -> bytes:
        """Receive bytes; wait for them."""
        self._check(reads=True)
        if maxlength is not None and maxlength < 0:
            raise ValueError("negative maxlength")
        message = self._pop()
        data = message.data if isinstance(message, Parcel) else message
        if maxlength is not None and len(data) > maxlength:
            self._let_go()
            raise OSError("bad message length")
        return bytes(data)

    def recv_bytes_into(self, buf: Any, offset: int = 0) -> int:
        """Receive bytes into a buffer."""
        data = self.recv_bytes()
        with memoryview(buf).cast("B") as view:
            if offset < 0:
                raise ValueError("negative offset")
            if offset > len(view):
                raise ValueError("offset too large")
            if len(view) < offset + len(data):
                raise BufferTooShort(data)
            view[offset : offset + len(data)] = data
        return len(data)

    def _pop(self) -> Any:
        assert self._incoming is not None
        message = self._incoming.pop(RECEIVING, self, None)
        if self._incoming.has_rivals(RECEIVING):
            current_actor().run.escape("one end of a pipe from which another receives at the same time")
        return message

    def poll(self, timeout: float | None = 0.0) -> bool:
        """Whether there is something to receive."""
        self._check(reads=True)
        assert self._incoming is not None
        return self._incoming.poll(self, timeout)

    # --- between processes -------------------------------------------------------------------------------

    def __reduce__(self) -> tuple[Any, ...]:
        self._check()
        passing = [Hold(None, end) for end in self._ends()]
        for hold in passing:
            hold.end.holds.append(hold)
        in_transit(passing)
        return _received, (type(self), self._incoming, self._outgoing, _Passing(passing))

    def as_forked(self, copy: MemoryCopy) -> Connection:
        """The child's own handle on the same end."""
        made = Connection.__new__(type(self))
        made._incoming, made._outgoing, made._handle = self._incoming, self._outgoing, self._handle
        made._holds = [copy.memo.get(id(hold), hold) for hold in self._holds]
        return made

    def shared_half(self) -> Any:
        """The same for all handles on this end."""
        return self._incoming if self._incoming is not None else self._outgoing

    def __repr__(self) -> str:
        return "<multiprocessing.connection.Connection object at 0x7f0000000000>"


class _Passing(Shared):
    """The grips of a connection that is on its way."""

    def __init__(self, holds: list[Hold]) -> None:
        self.holds = holds


def _received(
    kind: type[Connection], incoming: Channel | None, outgoing: Channel | None, passing: _Passing
) -> Connection:
    """A connection that came from another process."""
    made = kind(incoming, outgoing)
    for hold in passing.holds:
        hold.closed = True
    return made


def Pipe(duplex: bool = True) -> tuple[Connection, Connection]:
    """`multiprocessing.Pipe`."""
    if duplex:
        there, back = Channel(SOCKET), Channel(SOCKET)
        there.back, back.back = back, there
        return Connection(back, there), Connection(there, back)
    channel = Channel()
    return Connection(channel, None), Connection(None, channel)


def wait(object_list: Iterable[Any], timeout: float | None = None) -> list[Any]:
    """`multiprocessing.connection.wait`: which of these connections and sentinels are ready."""
    things = list(object_list)
    actor = current_actor()
    run = actor.run
    tests: dict[int, Callable[[], bool]] = {}
    touched: list[tuple[Any, int]] = []
    for position, thing in enumerate(things):
        channel = getattr(thing, "_incoming", None)
        if isinstance(thing, Sentinel):
            tests[position] = thing.popen.is_over
            touched.append((run.life_of(process_of(thing.popen)), READ))
        elif isinstance(channel, Channel):
            thing._check(reads=True)
            tests[position] = channel.is_readable
            touched.extend(channel.looking(actor))
        else:
            run.escape(f"multiprocessing.connection.wait on an object of the kind {type(thing).__name__}")

    def ready() -> bool:
        return any(test() for test in tests.values())

    limit = run.deadline(timeout)
    enabled = None if timeout is not None and timeout <= 0 else ready
    kind, subject = ("waits for", things[0]) if len(things) == 1 else ("waits for one of", None)
    run.pause(Operation(kind, None, READ, enabled, limit, subject=subject, also=tuple(touched)))
    return [thing for position, thing in enumerate(things) if position in tests and tests[position]()]


Connection.__module__ = "multiprocessing.connection"
apart(Connection, real.Connection)
