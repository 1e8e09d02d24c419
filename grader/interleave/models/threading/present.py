"""Who is there: the threads of a process that are alive, and which of them runs."""

from __future__ import annotations

from typing import Any

from ...actor import current_actor
from ...operations import READ, Accesses, Evolving
from ...twins import all_told, told
from . import roll
from .threads import ME, Thread, _DummyThread, _MainThread


def current_thread() -> Any:
    """The `Thread` object of whoever calls."""
    actor = current_actor()
    told(actor)
    mine = actor.local.get(ME)
    if mine is None and isinstance(actor.thread, Thread):
        return actor.thread
    if mine is None:
        mine = actor.local[ME] = _MainThread(actor) if actor.main else _DummyThread(actor)
        roll.registry(actor.process).setdefault(actor.index, mine)
    return mine


def main_thread() -> Any:
    """The main thread of the process."""
    process = current_actor().process
    for index, thread in roll.registry(process).items():
        if process.run.actors[index].main:
            return thread
    main = process.actors[0]
    thread = _MainThread(main)
    main.local[ME] = thread
    roll.registry(process)[main.index] = thread
    return thread


def enumerate_threads() -> list[Any]:
    """The threads that are alive, all at one look."""
    main_thread()
    me = current_actor()
    run, known = me.run, roll.registry(me.process)
    all_told(run)

    def ends() -> Accesses:
        return tuple((run.end_of(run.actors[index]), READ) for index in known if index != me.index)

    def alive() -> list[Any]:
        return [thread for index, thread in sorted(known.items()) if run.actors[index].alive]

    def words() -> str:
        return f"{len(alive())} running thread{'s' if len(alive()) != 1 else ''}"

    run.pause(Evolving("looks at", roll.of_all(me), ends, access=READ, value=words))
    for actor in [run.actors[index] for index in known if not run.actors[index].alive]:
        run.merge(actor)  # who is not among them is known to be over, as after a join
    return alive()


def active_count() -> int:
    """How many threads are alive."""
    return len(enumerate_threads())


enumerate_threads.__name__ = "enumerate"
