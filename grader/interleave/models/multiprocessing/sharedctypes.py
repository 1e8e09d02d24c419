"""`Value` and `Array`: shared memory with a lock.

Each single access takes the lock for itself, so that it waits while somebody holds the lock; but `v.value += 1` is two
accesses, and whoever does not hold the lock around both may lose an update. An access is one step: it depends on
what others do to the same part of the memory, and on who takes the lock explicitly.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .memory_cells import Memory, Number, RawArray, RawCell, RawValue, Record, Row, Text, attribute, raw
from .pickling import assert_spawning
from .semaphores import RLock, SemLock

if TYPE_CHECKING:
    from .context import BaseContext


class SynchronizedBase(RawCell):
    """`multiprocessing.sharedctypes.SynchronizedBase`: shared memory with a lock around each access."""

    _lock: Any

    def __init__(self, obj: RawCell, lock: Any = None, ctx: BaseContext | None = None) -> None:
        lock = lock or RLock(ctx=ctx)
        super().__init__(obj._memory, lock if isinstance(lock, SemLock) else None)
        self.__dict__.update(_obj=obj, _lock=lock)

    @property
    def acquire(self) -> Callable[..., Any]:
        """The lock's."""
        return self._lock.acquire  # type: ignore[no-any-return]

    @property
    def release(self) -> Callable[..., Any]:
        """The lock's."""
        return self._lock.release  # type: ignore[no-any-return]

    def __enter__(self) -> Any:
        return self._lock.__enter__()

    def __exit__(self, *details: Any) -> Any:
        return self._lock.__exit__(*details)

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(self)
        return synchronized, (self.get_obj(), self._lock)

    def _named(self) -> str:
        """The wrapper's own."""
        return type(self).__name__

    def get_obj(self) -> RawCell:
        """The memory, without the lock."""
        return self.__dict__["_obj"]  # type: ignore[no-any-return]

    def get_lock(self) -> Any:
        """The lock."""
        return self._lock

    def named_parts(self) -> dict[str, Any]:
        """What it holds, by what is written after its name."""
        return {".get_lock()": self._lock}

    def who_blocks(self) -> int | None:
        """Who holds the lock."""
        return self._lock.who_blocks() if isinstance(self._lock, SemLock) else None

    def as_forked(self, copy: Callable[[Any], Any]) -> Any:
        """The same memory; a lock that is not of this module may be the child's own."""
        return self if self._guard is not None else type(self)(self.get_obj(), copy(self._lock))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} wrapper for {self.get_obj()!r}>"


class Synchronized(SynchronizedBase, Number):
    """What `Value` gives."""

    value = attribute("value")


class SynchronizedArray(SynchronizedBase, Row):
    """What `Array` gives."""


class SynchronizedString(SynchronizedArray):
    """What `Array('c', …)` gives."""

    value = attribute("value")
    raw = attribute("raw")


class SynchronizedRecord(SynchronizedBase, Record):
    """What `Value` gives for a structure."""


def synchronized(obj: RawCell, lock: Any = None, ctx: BaseContext | None = None) -> SynchronizedBase:
    """`multiprocessing.sharedctypes.synchronized`."""
    assert not isinstance(obj, SynchronizedBase), "object already synchronized"
    if isinstance(obj, Number):
        return Synchronized(obj, lock, ctx)
    if isinstance(obj, Record):
        return SynchronizedRecord(obj, lock, ctx)
    text = isinstance(obj, Text) and obj._memory.cell._type_ is ctypes.c_char
    return (SynchronizedString if text else SynchronizedArray)(obj, lock, ctx)


def _with_lock(obj: RawCell, lock: Any, ctx: BaseContext | None) -> Any:
    if lock is False:
        return obj
    if lock in (True, None):
        lock = RLock(ctx=ctx)
    if not hasattr(lock, "acquire"):
        raise AttributeError(f"{lock!r} has no method 'acquire'")
    return synchronized(obj, lock, ctx=ctx)


def Value(typecode_or_type: Any, *args: Any, lock: Any = True, ctx: BaseContext | None = None) -> Any:
    """`multiprocessing.Value`."""
    return _with_lock(RawValue(typecode_or_type, *args), lock, ctx)


def Array(typecode_or_type: Any, size_or_initializer: Any, *, lock: Any = True, ctx: BaseContext | None = None) -> Any:
    """`multiprocessing.Array`."""
    return _with_lock(RawArray(typecode_or_type, size_or_initializer), lock, ctx)


def copy(obj: RawCell) -> RawCell:
    """`multiprocessing.sharedctypes.copy`."""
    cell = obj._memory.cell
    return raw(Memory(type(cell).from_buffer_copy(cell)))


for _class in (SynchronizedBase, Synchronized, SynchronizedArray, SynchronizedString):
    _class.__module__ = "multiprocessing.sharedctypes"
