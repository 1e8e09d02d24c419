"""What becomes of threads and their locks in a forked child: locks keep their state, other threads are not there.

A lock that the forking thread holds is held by the child's main thread, which goes on where that one was. A lock that
another thread held stays locked for ever in the child, for nobody there will give it back; this is why one does not
mix threads and `fork`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from ....actor import Actor
from ... import conditions, executors, futures, locals, locks, queues, threads
from . import data

if TYPE_CHECKING:
    from .copy import MemoryCopy


class GoneActor:
    """A thread of the parent, as its child sees it."""

    alive = False
    merged = True

    def __init__(self, index: int, name: str) -> None:
        self.index = index
        self.name = name


def _plain(copy: MemoryCopy, thing: Any) -> Any:
    return data.copy_instance(copy, thing, copy(type(thing)))


def _lock(copy: MemoryCopy, lock: Any) -> Any:
    made = _plain(copy, lock)
    if lock._owner is not None and lock._owner is copy.forker:

        def hand_over(main: Actor) -> None:
            made._owner = main
            main.holds.append(made)

        copy.for_main.append(hand_over)
    return made


def _thread(copy: MemoryCopy, thread: Any) -> Any:
    made = _plain(copy, thread)
    actor = thread._actor

    def settle() -> None:
        made._actor = actor if actor is None else GoneActor(actor.index, actor.name)

    if actor is copy.forker and actor is not None:
        copy.for_main.append(lambda main: setattr(made, "_actor", main))
    else:
        copy.with_keys(settle)  # after its attributes were filled in
    return made


def _local(copy: MemoryCopy, thing: Any) -> Any:
    """The child's main thread has what the forking thread had."""
    kind: Any = copy(type(thing))
    made = object.__new__(kind)
    run = copy.forker.run if copy.forker is not None else None
    if run is None or copy.forker is None:
        return made
    mine = copy.forker.local.get(("threading.local", run.number(thing)), {})
    there: dict[str, Any] = {}
    object.__setattr__(made, "__dict__", there)
    copy.later(lambda: there.update({name: copy(value) for name, value in mine.items()}))
    copy.for_main.append(lambda main: main.local.__setitem__(("threading.local", run.number(made)), there))
    return made


INHERITED: Final[dict[type, Callable[[MemoryCopy, Any], Any]]] = {
    locks.Lock: _lock,
    locks.RLock: _lock,
    threads.Thread: _thread,
    locals.local: _local,
    **dict.fromkeys(
        (
            conditions.Condition, conditions.Event, conditions.Semaphore, conditions.Barrier, queues.Queue,
            queues.SimpleQueue, futures.Future, executors.Executor,
        ),
        _plain,
    ),
}  # fmt: skip
