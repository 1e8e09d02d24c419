"""`multiprocessing.shared_memory`: blocks of memory by name, and lists in them.

A block's `buf` is a bytearray that all processes have in common; accesses to its items are steps because the
program's text says so, like those to any other container. What is handed to C (`struct`, `bytes`) touches the whole of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import shared_memory as real
from typing import Any, Final

from ...actor import current_actor
from ...operations import READ, SYNC, WRITE, Operation
from ...plainly import class_of
from ...trouble import meant
from ..generic import subscripted_as
from .acts import PartAct
from .pickling import plain
from .state import Shared


class SharedBuffer(bytearray):
    """The memory of a block, with the face of a memoryview as far as programs use it."""

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return memoryview(self)[index]  # no copy
        try:
            return super().__getitem__(index)
        except IndexError:
            raise IndexError("index out of bounds on dimension 1") from None

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice) and len(range(*index.indices(len(self)))) != len(bytes(value)):
            raise ValueError("memoryview assignment: lvalue and rvalue have different structures")
        super().__setitem__(index, value)

    def tobytes(self) -> bytes:
        """A copy."""
        return bytes(self)

    def tolist(self) -> list[int]:
        """The same as numbers."""
        return list(self)

    def release(self) -> None:
        """Nothing has to be given back."""

    def cast(self, form: str, *shape: Any) -> memoryview:
        """The same memory seen otherwise: accesses through it are not under control."""
        current_actor().run.escape("shared memory cast to another format")
        return memoryview(self).cast(form, *shape)  # type: ignore[call-overload,no-any-return]

    nbytes = property(len)
    itemsize = 1
    format = "B"
    readonly = False

    def as_forked(self, copy: Callable[[Any], Any]) -> SharedBuffer:
        """Shared memory stays shared."""
        del copy
        return self


class Block(Shared):
    """A block of memory with a name."""

    def __init__(self, size: int) -> None:
        self.buffer = SharedBuffer(size)
        self.items: list[Any] = []
        self.room: list[int] = []


def _blocks() -> dict[str, Block]:
    """The blocks that exist now, by name."""
    return current_actor().run.processes[0].keep("multiprocessing.blocks", dict)


def _touch(kind: str, name: str, access: int = SYNC) -> None:
    """Making, finding and removing a block depend on each other."""
    current_actor().run.pause(Operation(f"{kind} shared memory", ("block", name), access))


def unlink_if_there(name: str) -> None:
    """Let nobody find a block any more, whoever made it."""
    _touch("unlinks", name)
    _blocks().pop(name, None)


class SharedMemory:
    """`multiprocessing.shared_memory.SharedMemory`."""

    def __init__(self, name: str | None = None, create: bool = False, size: int = 0, *, track: bool = True) -> None:
        del track
        if not size >= 0:
            raise ValueError("'size' must be a positive integer")
        if create and size == 0:
            raise ValueError("'size' must be a positive number different from zero")
        if name is None and not create:
            raise ValueError("'name' can only be None if create=True")
        blocks = _blocks()
        if name is None:
            count = current_actor().run.processes[0].keep("multiprocessing.named", lambda: [0])
            count[0] += 1
            name = f"psm_{count[0]:08x}"
        self._name = name.lstrip("/")
        _touch(*(("makes", self._name) if create else ("opens", self._name, READ)))
        if create:
            if self._name in blocks:
                raise FileExistsError(17, "File exists", f"/{self._name}")
            blocks[self._name] = Block(size)
        elif self._name not in blocks:
            raise FileNotFoundError(2, "No such file or directory", f"/{self._name}")
        self._block: Block | None = blocks[self._name]
        self._size = len(self._block.buffer)

    @property
    def buf(self) -> SharedBuffer | None:
        """The memory; None when closed."""
        return None if self._block is None else self._block.buffer

    @property
    def name(self) -> str:
        """The name by which others find it."""
        return self._name

    @property
    def size(self) -> int:
        """How long it is."""
        return self._size

    def close(self) -> None:
        """Give up this handle."""
        self._block = None

    def unlink(self) -> None:
        """Let nobody find it any more."""
        _touch("unlinks", self._name)
        if _blocks().pop(self._name, None) is None:
            raise FileNotFoundError(2, "No such file or directory", f"/{self._name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._name, False, self._size)

    def as_forked(self, copy: Callable[[Any], Any]) -> SharedMemory:
        """The child's own handle."""
        made: SharedMemory = object.__new__(copy(type(self)))
        made._name, made._block, made._size = self._name, self._block, self._size
        return made

    def shared_half(self) -> Any:
        """The same for all handles on it."""
        return self if self._block is None else self._block

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r}, size={self.size})"


_ROOM: Final = 8


_FORMATS: Final[dict[type, str]] = {int: "q", float: "d", bool: "xxxxxxx?", type(None): "xxxxxx?x"}


def _room_for(value: Any) -> int:
    data = value.encode() if isinstance(value, str) else value
    return _ROOM * (len(data) // _ROOM + 1) if isinstance(data, bytes) else _ROOM


class ShareableList:
    """`multiprocessing.shared_memory.ShareableList`: numbers, texts and None, in places of fixed size."""

    _KINDS: Final = (int, float, bool, str, bytes, type(None))

    def __init__(self, sequence: Iterable[Any] | None = None, *, name: str | None = None) -> None:
        if sequence is None:
            self.shm = SharedMemory(name)
            return
        items = list(sequence)
        for item in items:
            self._check(item)
        self.shm = SharedMemory(name, create=True, size=max(1, sum(map(_room_for, items)) + 16 * len(items) + 8))
        block = self._block()
        block.items, block.room = items, [_room_for(item) for item in items]

    def _block(self) -> Block:
        block = self.shm._block
        if block is None:
            raise ValueError("operation forbidden on released memoryview object")
        return block

    def _check(self, value: Any) -> None:
        if class_of(value) not in self._KINDS:
            raise meant(KeyError(type(value)))

    def _touch(self, kind: str, access: int, suffix: str, part: Any, value: Any = None) -> Block:
        block = self._block()
        run = current_actor().run
        act = PartAct(kind, run.number(block), access, subject=self, part=part)
        act.suffix, act.value = suffix, value
        run.pause(act)
        return block

    def __getitem__(self, position: int) -> Any:
        place = position if position >= 0 else position + len(self)
        items = self._block().items
        look = lambda: plain(items[place]) or "" if 0 <= place < len(items) else ""  # noqa: E731
        block = self._touch("reads", READ, f"[{position}]", place, look)
        if not 0 <= place < len(block.items):
            raise IndexError("index out of range")
        return block.items[place]

    def __setitem__(self, position: int, value: Any) -> None:
        place = position if position >= 0 else position + len(self)
        block = self._touch("writes", WRITE, f"[{position}]", place, plain(value))
        if not 0 <= place < len(block.items):
            raise IndexError("assignment index out of range")
        self._check(value)
        data = value.encode() if isinstance(value, str) else value
        if isinstance(data, bytes) and len(data) > block.room[place]:
            raise ValueError("bytes/str item exceeds available storage")
        block.items[place] = value

    def __len__(self) -> int:
        return len(self._block().items)

    def __iter__(self) -> Iterator[Any]:
        for position in range(len(self)):
            yield self[position]

    def count(self, value: Any) -> int:
        """How often a value is there."""
        return sum(value == entry for entry in self)

    def index(self, value: Any) -> int:
        """Where a value is first."""
        for position, entry in enumerate(self):
            if value == entry:
                return position
        if sys.version_info >= (3, 14):
            raise ValueError("ShareableList.index(x): x not in list")
        raise ValueError(f"{value!r} not in this container")

    @property
    def format(self) -> str:
        """How what is there now lies in memory, in the words of `struct`."""
        block = self._block()
        return "".join(
            _FORMATS.get(class_of(item), f"{room}s") for item, room in zip(block.items, block.room, strict=True)
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _found, (type(self), self.shm.name)

    def as_forked(self, copy: Callable[[Any], Any]) -> ShareableList:
        """The child's own handle."""
        made: ShareableList = object.__new__(copy(type(self)))
        made.shm = self.shm.as_forked(copy)
        return made

    def shared_half(self) -> Any:
        """The same for all handles on it."""
        return self.shm.shared_half()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self)}, name={self.shm.name!r})"


def _found(kind: type[ShareableList], name: str) -> ShareableList:
    """A list that came from another process."""
    return kind(name=name)


for _class in (SharedMemory, ShareableList):
    _class.__module__ = "multiprocessing.shared_memory"
subscripted_as(real.ShareableList, ShareableList)
