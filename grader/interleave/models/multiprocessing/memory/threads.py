"""What becomes of threads and their locks in a forked child: locks keep their state, other threads are not there.

A lock that the forking thread holds is held by the child's main thread, which goes on where that one was. A lock that
another thread held stays locked for ever in the child, for nobody there will give it back; this is why one does not
mix threads and `fork`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from ....actor import Actor
from ... import executors, futures, queues
from ...threading import barriers, conditions, locals, locks, threads
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


def _forking(copy: MemoryCopy) -> Actor | None:
    """The actor that forks."""
    from .copy import forker_of  # a circle: a copy knows what to do with locks

    return forker_of(copy)


def _when_there(copy: MemoryCopy, act: Callable[[Actor], None]) -> None:
    """Do something when the child's main actor is there."""
    from .copy import for_main_of

    for_main_of(copy).append(act)


def _lock(copy: MemoryCopy, lock: Any) -> Any:
    made = _plain(copy, lock)
    look, put = (locks.owner_of, locks.own) if isinstance(lock, locks.Lock) else (locks.owner_of_r, locks.own_r)
    if isinstance(lock, locks.Lock):
        locks.lock_up(made, locks.is_locked(lock))
    else:
        locks.put_count(made, locks.count_of(lock))
    put(made, look(lock))
    if look(lock) is not None and look(lock) is _forking(copy):

        def hand_over(main: Actor) -> None:
            put(made, main)
            main.holds.append(made)

        _when_there(copy, hand_over)
    return made


def _thread(copy: MemoryCopy, thread: Any) -> Any:
    made = _plain(copy, thread)
    actor = threads.actor_of(thread)
    threads.put_maker(made, None)  # whoever made it is not there
    threads.put_made_at(made, threads.made_at(thread))
    within = threads.within_of(thread)
    threads.put_within(made, None if within is None else within.copy())

    def settle() -> None:
        gone: Any = None if actor is None else GoneActor(actor.index, actor.name)
        threads.put_actor(made, gone)

    if actor is _forking(copy) and actor is not None:
        _when_there(copy, lambda main: threads.put_actor(made, main))
    else:
        copy.with_keys(settle)  # after its attributes were filled in
    return made


def _local(copy: MemoryCopy, thing: Any) -> Any:
    """The child's main thread has what the forking thread had."""
    kind: Any = copy(type(thing))
    made = object.__new__(kind)
    locals.put_args(made, ((), {}))
    copy.later(lambda: locals.put_args(made, copy(locals.args_of(thing))))
    forker = _forking(copy)
    if forker is None:
        return made
    run = forker.run
    mine = forker.local.get(("threading.local", run.number(thing)), {})
    there: dict[str, Any] = {}
    object.__setattr__(made, "__dict__", there)
    copy.later(lambda: there.update({name: copy(value) for name, value in mine.items()}))
    _when_there(copy, lambda main: main.local.__setitem__(("threading.local", run.number(made)), there))
    return made


INHERITED: Final[dict[type, Callable[[MemoryCopy, Any], Any]]] = {
    locks.Lock: _lock,
    locks.RLock: _lock,
    threads.Thread: _thread,
    locals.local: _local,
    **dict.fromkeys(
        (
            conditions.Condition, conditions.Event, conditions.Semaphore, barriers.Barrier, queues.Queue,
            queues.SimpleQueue, futures.Future, executors.Executor,
        ),
        _plain,
    ),
}  # fmt: skip
