"""What a program puts in the place of the library's own attributes of a thread: `self._stop = Event()` in a class made from `Thread`.

Which names the library has for itself is asked of the `Thread` of the interpreter that runs: they differ from version to
version. The library calls `_stop` (until 3.12) once a thread is over, and asks `_started`: what the program put there is called
where the library would call it. What depends on the others nobody simulates.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Collection
from types import FunctionType
from typing import Any, Final

from ...actor import is_controlled
from ...instrument.outside import called
from ..interpreter import beyond

_AS_IN_LIFE: Final = frozenset({"_target", "_args", "_kwargs", "_name", "_daemonic", "_initialized"})
"""What the model keeps by the same names."""
KEPT: Final = frozenset(vars(threading.Thread(name="nobody"))) - _AS_IN_LIFE
"""What the library keeps in a thread beside."""
CALLED: Final = frozenset(
    name for name, what in vars(threading.Thread).items() if name[:1] == "_" != name[1:2] and type(what) is FunctionType
)
"""What it calls."""
_STOP: Final = CALLED & {"_stop"}
_CALLED: Final = CALLED - _STOP
_TAKEN: Final = KEPT | _CALLED
"""Names that no class may give to something else."""
_FOLLOWED: Final = frozenset({"_started", "_ident", "_native_id"})
"""What a program may put there before it starts the thread: it is asked, or the library puts its own in its place."""


class Kept:
    """One attribute that the library keeps in its threads. What a program puts in its place stays there if we can follow that."""

    __slots__ = ("_begun", "_name")

    def __init__(self, name: str, begun: Callable[[Any], bool]) -> None:
        self._name, self._begun = name, begun

    def __get__(self, thread: Any, kind: type) -> Any:
        if thread is not None and self._name in thread.__dict__:
            return thread.__dict__[self._name]
        if thread is None or not is_controlled():
            raise AttributeError(self._name)
        return beyond(f"Thread.{self._name}")()

    def __set__(self, thread: Any, value: Any) -> None:
        if thread.__dict__.get("_initialized") and (self._name not in _FOLLOWED or self._begun(thread)):
            beyond(_another(self._name))()
        thread.__dict__[self._name] = value

    def __delete__(self, thread: Any) -> None:
        beyond(f"a thread without its {self._name}")()


def keep(library: type, begun: Callable[[Any], bool]) -> None:
    """Threads of this class have what the library keeps in them; `begun` tells whether one has been started."""
    for name in KEPT:
        setattr(library, name, Kept(name, begun))


def _another(name: str) -> str:
    return f"another {name} of a thread than the library's"


def made(thread: Any, library: type) -> None:
    """The end of the library's `__init__`: its own attributes are there, and the thread is put into a set."""
    if not KEPT.isdisjoint(thread.__dict__):
        for name in KEPT:
            thread.__dict__.pop(name, None)
    for space in _classes(thread, library):
        _none_of(_TAKEN, space)
    hashed(thread, library)


def begins(thread: Any, library: type) -> None:
    """The thread is about to be started: it is put into a dictionary, and nothing stands in the place of what is called then."""
    _none_of(_CALLED, thread.__dict__)
    if says_started(thread):
        raise RuntimeError("threads can only be started once")
    hashed(thread, library)


def begun(thread: Any) -> None:
    """The thread is there: it has a number of the library's."""
    thread.__dict__.pop("_ident", None)
    thread.__dict__.pop("_native_id", None)


def says_started(thread: Any, else_: bool = False) -> bool:
    """What the event says that the program has put in the place of the library's `_started`."""
    return bool(called(thread._started.is_set)) if "_started" in thread.__dict__ else else_


def tell_started(thread: Any) -> None:
    """In the new thread: tell that event."""
    if "_started" in thread.__dict__:
        called(thread._started.set)


def wait_until_told(thread: Any) -> None:
    """In who starts it: wait for that."""
    if "_started" in thread.__dict__:
        called(thread._started.wait)


def _classes(thread: Any, library: type) -> tuple[Collection[str], ...]:
    """The namespaces of its classes that come before the library's."""
    kinds = type(thread).__mro__
    return tuple(vars(kind) for kind in kinds[: kinds.index(library)])


def _none_of(names: frozenset[str], space: Collection[str]) -> None:
    if not names.isdisjoint(space):
        beyond(_another(min(names.intersection(space))))()


def hashed(worker: Any, library: type) -> None:
    """The library puts it where it must be hashable: a class with `__eq__` and without `__hash__` is not."""
    how: Any = type(worker).__hash__
    if how is None:
        {weakref.ref(worker)}  # which fails in the words of this Python
    if how is not library.__hash__:
        called(how, (worker,))


def own_stop(thread: Any, library: type) -> bool:
    """Whether the program has put something of its own in the place of `_stop`, in a version that calls it."""
    return bool(_STOP) and any("_stop" in space for space in (thread.__dict__, *_classes(thread, library)))


def stopped(thread: Any, library: type) -> bool:
    """A thread was found to be over: call what the program has put in the place of its `_stop`. Whether the library knows then."""
    if not own_stop(thread, library):
        return True
    called(thread._stop)
    return False


def daemonic(thread: Any, library: Any) -> bool:
    """Whether the program ends without it: what its `daemon` says, which a class of the program's may have as it likes."""
    if type(thread).daemon is library.daemon:
        return bool(thread._daemonic)
    return bool(thread.daemon)
