"""The modules `threading` and `_thread`: which names they have, and the few functions that are no class's."""

from __future__ import annotations

from _thread import stack_size as _real_stack_size
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from ...actor import current_actor
from ...instrument.outside import called
from ...operations import SYNC, Operation
from ...run.virtual_time import TIMEOUT_MAX
from ..interpreter import beyond
from ..patch import ModelModule
from .bare import BareThread
from .barriers import Barrier, BrokenBarrierError
from .conditions import BoundedSemaphore, Condition, Event, Semaphore
from .idents import get_ident, get_native_id, ident_of, taken
from .locals import local
from .locks import OF_THREADING, Lock, RLock, allocate_lock, make_rlock
from .present import active_count, current_thread, enumerate_threads, main_thread
from .thread_hook import excepthook
from .threads import (
    Thread,
    Timer,
    _DummyThread,
    _MainThread,
)


def start_new_thread(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None) -> int:
    """`_thread.start_new_thread`: nobody waits for it at the end."""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if kwargs is not None and not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    me, thread = current_actor(), BareThread(lambda: called(function, args, kwargs or {}), function)
    run = me.run
    run.pause(Operation("starts", ("start", run.number(thread)), SYNC, subject=thread, also=taken(me)))
    thread.name = f"Dummy-{len(run.actors)}"
    return ident_of(run.spawn(thread.name, thread, process=me.process, daemon=True))


def exit_thread() -> None:
    """`_thread.exit`."""
    raise SystemExit


def _nothing() -> None:
    """Nobody traces."""


def _traced(name: str) -> Callable[[Any], None]:
    """A function that sets what traces threads: their steps here are not those of the interpreter's threads."""

    def trace(function: Any) -> None:
        if function is not None:
            beyond(name)()

    trace.__name__ = trace.__qualname__ = name.rpartition(".")[2]
    return trace


def _stack_size(*size: int) -> int:
    _real_stack_size(_real_stack_size(*size))  # refuses what the library refuses, and changes nothing
    kept = current_actor().process.keep("threading.stack_size", lambda: [0])
    before, kept[:] = kept[0], size or [0]
    return before


def _register_atexit(function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    calls: list[Any] = current_actor().process.keep("threading.atexit", list)
    calls.append(lambda: called(function, args, kwargs))


def _threading(_: ModuleType) -> Mapping[str, Any]:
    return {
        "Thread": Thread, "Timer": Timer, "Lock": OF_THREADING, "RLock": make_rlock, "Condition": Condition, "Event": Event,
        "Semaphore": Semaphore, "BoundedSemaphore": BoundedSemaphore, "Barrier": Barrier, "local": local,
        "BrokenBarrierError": BrokenBarrierError, "ThreadError": RuntimeError, "current_thread": current_thread,
        "currentThread": current_thread, "main_thread": main_thread, "enumerate": enumerate_threads,
        "active_count": active_count, "activeCount": active_count, "get_ident": get_ident,
        "get_native_id": get_native_id, "excepthook": excepthook, "__excepthook__": excepthook,
        "settrace": _traced("threading.settrace"), "setprofile": _traced("threading.setprofile"),
        "settrace_all_threads": _traced("threading.settrace_all_threads"),
        "setprofile_all_threads": _traced("threading.setprofile_all_threads"), "gettrace": _nothing, "getprofile": _nothing, "stack_size": _stack_size,
        "_MainThread": _MainThread, "_DummyThread": _DummyThread, "_register_atexit": _register_atexit,
        "_start_new_thread": start_new_thread, "_allocate_lock": allocate_lock, "_RLock": RLock, "_CRLock": RLock,
        "TIMEOUT_MAX": TIMEOUT_MAX,
    }  # fmt: skip


def _thread(_: ModuleType) -> Mapping[str, Any]:
    return {
        "start_new_thread": start_new_thread, "start_new": start_new_thread, "allocate_lock": allocate_lock, "allocate": allocate_lock,
        "LockType": Lock, "lock": Lock, "RLock": RLock, "get_ident": get_ident, "get_native_id": get_native_id,
        "interrupt_main": beyond("_thread.interrupt_main"), "exit": exit_thread, "exit_thread": exit_thread, "_local": local, "stack_size": _stack_size,
        "TIMEOUT_MAX": TIMEOUT_MAX,
    }  # fmt: skip


MODELS = (ModelModule("_thread", _thread), ModelModule("threading", _threading))
