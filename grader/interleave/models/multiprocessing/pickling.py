"""What travels between processes is pickled, with the real pickle, so that it fails as it does in life.

Two ways. *Starting* a process under spawn takes locks, queues and shared memory along: their `Shared` halves pass by
identity, outside the bytes. *Sending* something through a queue or a pipe does not: there a lock refuses.
All of this is the student's data in the student's simulated world; nothing of it reaches the grader.
"""

from __future__ import annotations

import builtins
import copyreg
import io
import pickle
import sys
from _io import _IOBase
from collections.abc import Callable, Collection, Iterable
from multiprocessing.reduction import ForkingPickler
from types import FunctionType, GeneratorType, ModuleType
from typing import Any, Final, Protocol

from ...actor import SimProcess, current_actor
from ...instrument.manners import ENGINE, is_ours
from ...plainly import class_of, names_in, repr_of
from ...run.anew import MODULES
from .. import executors, futures
from ..copying import METHODS
from ..patch import StandIn
from ..threading.locks import Lock, RLock
from .state import Shared

_PACKAGE: Final = __name__.partition(".")[0]
_SPAWNING: Final = "multiprocessing.spawning"
_HELD: Final = "multiprocessing.held"
_WAYS: Final = {**ForkingPickler._extra_reducers, **METHODS}  # type: ignore[attr-defined]
"""How kinds of things are pickled here, whatever `copyreg` says."""

_REFUSING: Final = {futures.Future: "_thread.RLock", executors.ThreadPoolExecutor: "_queue.SimpleQueue"}
"""What stands in the way of pickling them; locks and the like say so themselves (`models.copying`)."""

_PLAIN: Final = frozenset({str, int, float, bool, bytes, type(None), tuple, list, dict, set})
"""Kinds of most of what is pickled: nothing that would travel beside the bytes."""


Lacking = tuple[object, Collection[str]]
"""A thing that is pickled without these attributes."""
Arguments = tuple[tuple[Any, ...], dict[str, Any]]
Carried = Callable[[], Arguments]


class Held(Protocol):
    """The end of a pipe that a process holds open."""

    def address(self, process: SimProcess) -> None:
        """It goes to this process."""


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, shared: list[Any], lacking: Lacking | None = None) -> None:
        super().__init__(file)
        self._shared = shared
        self._whole, self._apart = lacking or (None, ())

    def persistent_id(self, obj: Any) -> int | None:
        """What travels beside the bytes, by its place there: shared halves, and the engine's own functions and
        classes, which nobody finds by name."""
        kind = type(obj)
        # `class_of`, without a call: this is asked of every word and number
        if kind is str or (type(kind) is type and kind in _PLAIN):
            return None
        ours = is_ours(obj) or (kind is type and str(obj.__module__).startswith(ENGINE))
        if ours or isinstance(obj, Shared):
            self._shared.append(obj)
            return len(self._shared) - 1
        return None

    def reducer_override(self, obj: Any) -> Any:
        """What is about threads refuses, as in life. The thing itself goes without what it gets apart."""
        kind = type(obj)
        if self._apart and obj is self._whole:
            return copyreg.__newobj__, (kind,), {name: x for name, x in vars(obj).items() if name not in self._apart}  # type: ignore[attr-defined]
        for base in kind.__mro__:
            if base in _REFUSING:
                raise TypeError(f"cannot pickle {_REFUSING[base]!r} object")
        reduce = _WAYS.get(kind)
        return NotImplemented if reduce is None else reduce(obj)


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, shared: list[Any]) -> None:
        super().__init__(io.BytesIO(data))
        self._shared = shared

    def persistent_load(self, place: Any) -> Any:
        """What travelled beside the bytes."""
        return self._shared[place]

    def find_class(self, module: str, name: str) -> Any:
        """What goes by this name in the program, also where a module of the program is called as our package: to the import
        that stands here, that name is ours."""
        there: Any = MODULES.get(module)
        if class_of(there) in (ModuleType, StandIn) and name in (names := names_in(there)):
            return names[name]  # which an import would find as well
        if module.partition(".")[0] != _PACKAGE:
            return super().find_class(module, name)
        builtins.__import__(module)
        found: Any = sys.modules[module]
        for part in name.split("."):
            found = getattr(found, part)
        return found


class Parcel:
    """Something pickled on its way to another process."""

    def __init__(self, data: bytes, shared: list[Any], held: list[Held], note: str | None) -> None:
        self.data = data
        self.note = note
        """What it is, in words, if that is short."""
        self.shared = shared
        self._held = held
        self.lacks_arguments = False
        """It is an error that cannot be made again from what is sent of it."""

    def __len__(self) -> int:
        return len(self.data)

    def address(self, process: SimProcess) -> None:
        """It is for this process: what it holds open on the way is closed if that process ends."""
        for held in self._held:
            held.address(process)

    def open(self) -> Any:
        """The thing again, made by and for the process that opens it."""
        return _Unpickler(self.data, self.shared).load()


def pack_for_start(thing: Any, apart: Collection[str] = ()) -> Parcel:
    """Pickle what a new process begins with, without the attributes that it gets apart; shared things go along."""
    actor = current_actor()
    before = actor.local.get(_SPAWNING)
    actor.local[_SPAWNING] = True
    try:
        return _pack(thing, (thing, apart))
    finally:
        actor.local[_SPAWNING] = before


def pack(thing: Any) -> Parcel:
    """Pickle what is sent through a queue or a pipe."""
    return _pack(thing)


def carried(*args: Any, **kwds: Any) -> Carried:
    """Arguments on their way to another process: what gives them there. What even a copy could not be another object than
    (`None`, a truth value, a small number) need not be pickled."""
    if not kwds and all(arg is None or (class_of(arg) in (bool, int) and -5 <= arg <= 256) for arg in args):
        return lambda: (args, kwds)
    return pack((args, kwds)).open


def _pack(thing: Any, lacking: Lacking | None = None) -> Parcel:
    file, shared, held = io.BytesIO(), list[Any](), list[Held]()
    local = current_actor().local
    before, local[_HELD] = local.get(_HELD), held
    try:
        _Pickler(file, shared, lacking).dump(thing)
    finally:
        local[_HELD] = before
    return Parcel(file.getvalue(), shared, held, plain(thing))


def plain(thing: Any) -> str | None:
    """A value in words; None for what may be long or would have to be asked (no code of the program's is called)."""
    flat = (int, float, complex, str, bytes, bool, type(None))
    if class_of(thing) in (list, tuple) and len(thing) <= 10:
        short = all(class_of(item) in flat for item in thing)
    else:
        short = class_of(thing) in flat
    text = repr_of(thing) if short else None
    return None if text is None else text[:60]


def handed_over(thing: Any) -> str | None:
    """The same for what is on its way to another process, where it never gets if nobody can pickle it."""
    never = class_of(thing) in (GeneratorType, Lock, RLock) or issubclass(type(thing), _IOBase)
    if never or (type(thing) is FunctionType and "<" in thing.__qualname__):  # made in a function, or a lambda
        return "what cannot be pickled"
    return plain(thing)


def in_transit(held: Iterable[Held]) -> None:
    """These ends of pipes are open because of the parcel that is just being packed."""
    packing = current_actor().local.get(_HELD)
    if packing is not None:
        packing.extend(held)


def is_spawning() -> bool:
    """Whether the running actor is just pickling what a new process begins with."""
    return bool(current_actor().local.get(_SPAWNING))


def assert_spawning(thing: Any) -> None:
    """What shared things say to whoever pickles them outside the start of a process."""
    if not is_spawning():
        raise RuntimeError(
            f"{type(thing).__name__} objects should only be shared between processes through inheritance"
        )
