"""Shared memory: `RawValue` and `RawArray`, with every access a step.

The values live in real ctypes objects (so that they wrap, truncate and refuse as in life), which the program never
gets hold of: what it sees are stand-ins that declare each access first.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Hashable, Iterator
from functools import partial
from multiprocessing import sharedctypes as real
from typing import Any, Final

from ...actor import current_actor
from ...operations import READ, WRITE
from ..interpreter import beyond
from .acts import PartAct
from .pickling import assert_spawning
from .semaphores import SemLock
from .state import Shared

TYPES: Final[dict[str, Any]] = {
    "c": ctypes.c_char, "u": ctypes.c_wchar, "b": ctypes.c_byte, "B": ctypes.c_ubyte, "h": ctypes.c_short,
    "H": ctypes.c_ushort, "i": ctypes.c_int, "I": ctypes.c_uint, "l": ctypes.c_long, "L": ctypes.c_ulong,
    "q": ctypes.c_longlong, "Q": ctypes.c_ulonglong, "f": ctypes.c_float, "d": ctypes.c_double,
}  # fmt: skip


class Memory(Shared):
    """A piece of shared memory that holds one ctypes object."""

    def __init__(self, cell: Any) -> None:
        self.cell = cell
        self._inner: dict[str, Memory] = {}

    def read(self, subject: object, suffix: str, look: Callable[[], Any], part: Hashable, guard: SemLock | None) -> Any:
        """One reading access by the handle `subject`: `look` at once when it is our turn."""
        self._pause("reads", READ, subject, suffix, part, guard, lambda: repr(look())[:80])
        return self._face(suffix, look())

    def write(
        self, subject: object, suffix: str, put: Callable[[], Any], value: Any, part: Hashable, guard: SemLock | None
    ) -> None:
        """One writing access by the handle `subject`: `put` at once when it is our turn."""
        self._pause("writes", WRITE, subject, suffix, part, guard, lambda: repr(value)[:80])
        put()

    def _pause(
        self, kind: str, access: int, subject: object, suffix: str, part: Hashable, guard: SemLock | None, value: Any
    ) -> None:
        """Declare an access. With a guard it takes that lock for itself: it waits while somebody else holds it."""
        actor = current_actor()
        run = actor.run
        operation = PartAct(kind, run.number(self), access, subject=subject, value=value, part=part)
        operation.suffix = suffix
        if guard is not None:
            counter = guard._counter
            operation.enabled = partial(counter.is_free_for, actor)
            if not (counter.recursive and counter.is_held_by(actor)):  # else it was in others' way when it took it
                operation.also = ((run.number(counter), READ),)
        run.pause(operation)

    def _face(self, suffix: str, value: Any) -> Any:
        """What the program sees of a value: plain ones as they are, a structure as memory of its own."""
        if isinstance(value, list) and value and isinstance(value[0], (ctypes.Structure, ctypes.Array)):
            return [self._face(f"{suffix}#{number}", item) for number, item in enumerate(value)]
        if isinstance(value, (ctypes.Structure, ctypes.Array)):
            return raw(self._inner.setdefault(suffix, Memory(value)))
        return value


class RawCell:
    """A ctypes object in shared memory, as the program sees it."""

    _memory: Memory
    _guard: SemLock | None

    def __init__(self, memory: Memory, guard: SemLock | None = None) -> None:
        self.__dict__.update(_memory=memory, _guard=guard)

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(self)
        return raw, (self._memory,)

    def as_forked(self, copy: Callable[[Any], Any]) -> RawCell:
        """Shared memory stays shared."""
        del copy
        return self

    def shared_half(self) -> Memory:
        """The same for all handles on it."""
        return self._memory

    def __repr__(self) -> str:
        cell = self._memory.cell
        return str(self._memory.read(self, "", lambda: repr(cell), None, self._guard))

    def __buffer__(self, flags: int) -> Any:
        """Its bytes: whoever has them in hand reads and writes unseen. (Python asks for them so from 3.12 on.)"""
        del flags
        beyond("a view of shared memory")()

    def __bytes__(self) -> Any:
        beyond("a view of shared memory")()

    def _named(self) -> str:
        """The name of the class that the program has before it."""
        return type(self._memory.cell).__name__

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"'{self._named()}' object has no attribute '{name}'")


def attribute(name: str) -> property:
    """An attribute of the ctypes object that concerns all of it."""

    def get(self: RawCell) -> Any:
        cell = self._memory.cell
        return self._memory.read(self, f".{name}", lambda: getattr(cell, name), None, self._guard)

    def put(self: RawCell, value: Any) -> None:
        cell = self._memory.cell
        self._memory.write(self, f".{name}", lambda: setattr(cell, name, value), value, None, self._guard)

    return property(get, put)


class Number(RawCell):
    """A single number or character."""

    value = attribute("value")


class Record(RawCell):
    """A structure with named fields."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        cell = self._memory.cell
        return self._memory.read(self, f".{name}", lambda: getattr(cell, name), name, self._guard)

    def __setattr__(self, name: str, value: Any) -> None:
        cell = self._memory.cell
        self._memory.write(self, f".{name}", lambda: setattr(cell, name, value), value, name, self._guard)


class Row(RawCell):
    """A row of values."""

    def __len__(self) -> int:
        return len(self._memory.cell)

    def __getitem__(self, index: Any) -> Any:
        cell = self._memory.cell
        return self._memory.read(self, _subscript(index), lambda: cell[index], _part(cell, index), self._guard)

    def __setitem__(self, index: Any, value: Any) -> None:
        cell = self._memory.cell
        self._memory.write(
            self, _subscript(index), lambda: cell.__setitem__(index, value), value, _part(cell, index), self._guard
        )

    def __iter__(self) -> Iterator[Any]:
        for index in range(len(self)):
            yield self[index]


class Text(Row):
    """A row of characters, which also is a string."""

    value = attribute("value")
    raw = attribute("raw")


def _part(cell: Any, index: Any) -> Hashable:
    """Which part of an array an index means; None when it may concern all of it."""
    if isinstance(index, int):
        return int(index) if index >= 0 else len(cell) + index
    return None


def _subscript(index: Any) -> str:
    if isinstance(index, slice):
        start, stop = ("" if end is None else end for end in (index.start, index.stop))
        return f"[{start}:{stop}]"
    return f"[{index}]"


def raw(memory: Memory) -> RawCell:
    """The face of a piece of shared memory."""
    cell = memory.cell
    if isinstance(cell, ctypes._SimpleCData):
        return Number(memory)
    if isinstance(cell, ctypes.Array):
        return (Text if hasattr(cell, "value") else Row)(memory)
    return Record(memory)


def RawValue(typecode_or_type: Any, *args: Any) -> RawCell:
    """`multiprocessing.RawValue`."""
    kind = TYPES.get(typecode_or_type, typecode_or_type)
    _must_have_a_size(kind)
    return raw(Memory(kind(*args)))


def RawArray(typecode_or_type: Any, size_or_initializer: Any) -> RawCell:
    """`multiprocessing.RawArray`."""
    kind = TYPES.get(typecode_or_type, typecode_or_type)
    counted = isinstance(size_or_initializer, int)
    whole = kind * (size_or_initializer if counted else len(size_or_initializer))
    _must_have_a_size(whole)
    return raw(Memory(whole() if counted else whole(*size_or_initializer)))


def _must_have_a_size(kind: Any) -> None:
    try:
        ctypes.sizeof(kind)
    except TypeError:
        real._new_value(kind)  # type: ignore[attr-defined]  # which refuses it in the words of this Python


for _class, _name in ((Number, "RawValue"), (Row, "RawArray"), (Text, "RawArray"), (Record, "RawValue")):
    _class.__name__ = _class.__qualname__ = _name
    _class.__module__ = "multiprocessing.sharedctypes"
