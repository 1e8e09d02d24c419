"""The event loop of `asyncio`: its tasks take turns in the order that the library says, on the virtual clock.

A loop lives in one thread, and everything in it happens at the places where it waits: for the next timer, or for another
thread to call `call_soon_threadsafe`. So these two are acts, and that it is closed, or runs, where somebody may see it. Timers
come in their order, since one clock moves them all; against other threads a sleep orders nothing, as everywhere, and a timeout fires when nobody else can go on.
"""

from __future__ import annotations

import sys
from contextvars import Context
from functools import partial
from math import isinf
from typing import Any, Final
from weakref import WeakSet

from ...actor import Actor, current_actor
from ...instrument.outside import called
from ...operations import READ, SYNC, WAITS_FOR_WORK, Operation
from ...trouble import is_student_frame
from ..interpreter import beyond
from ..threading.idents import get_ident

BEYOND: Final = (
    "create_connection", "create_server", "create_unix_connection", "create_unix_server", "create_datagram_endpoint",
    "connect_accepted_socket", "connect_read_pipe", "connect_write_pipe", "subprocess_shell", "subprocess_exec", "sendfile",
    "start_tls", "add_reader", "remove_reader", "add_writer", "remove_writer", "sock_recv", "sock_recv_into", "sock_recvfrom",
    "sock_recvfrom_into", "sock_sendall", "sock_sendto", "sock_connect", "sock_accept", "sock_sendfile", "add_signal_handler",
    "remove_signal_handler",
)  # fmt: skip
"""What a loop does with the help of the system."""
TIMED_ALIKE: Final = 2.0**-30
"""Seconds by which of two timers the second is later that was set at the same time: in life the clock goes on meanwhile."""
ROUND, AT_A_TIME, SELDOM = 300, 64, 4096
"""How many rounds of a loop of the program's one of the event loop's counts for, since it takes longer; how many are counted at a
time, and after how many is asked whether they have an end, where no loop of the program's asks."""
NEEDS_THE_LOOP: Final = frozenset({"call_soon_threadsafe", "run_coroutine_threadsafe", "shutdown_default_executor"})
"""By these a thread of the loop's own executor can wait for the loop, or the program's tasks go on while it is shut down."""
IS_RUNNING: Final = "is_running"
ONE_THREAD: Final = "asyncio from another thread than that of its loop"
IN_ORDER: Final = "timers of an event loop come in the order of their times"
MOST: Final = 5
"""Tasks that are told of."""
_NAME: Final = "ProactorEventLoop" if sys.platform == "win32" else "_UnixSelectorEventLoop"
_Library: Any = object
"""Each program has a copy of the library's loop of its own, which comes behind this (`loop_over`)."""


def _in_context(context: Context, given: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    function, *args = given
    return context.run(called, function, args, kwargs)


def _where(task: Any) -> str:
    inner, line = task.get_coro(), None
    name = getattr(inner, "__name__", "")
    while inner is not None:
        frame = getattr(inner, "cr_frame", None)
        if frame is not None and is_student_frame(frame):
            line = frame.f_lineno
        inner = getattr(inner, "cr_await", None)
    return f" ({name}) waits" + (f" (line {line})" if line else "")


class TakingTurns(_Library):  # type: ignore[misc]
    """What is ours of an event loop; the library's own is its base."""

    _sleeping: Any
    """What a timer calls that ends an `asyncio.sleep`."""

    def __init__(self) -> None:
        self._runner: int | None = get_ident()
        super().__init__()
        self._runner = None
        self._selector = self
        self._woken = self._runs = False
        self._timers = self._rounds = 0
        self._tasks: WeakSet[Any] = WeakSet()

    def __del__(self) -> None:
        """Nothing of the system's is left open."""

    def time(self) -> float:
        """Virtual seconds."""
        return float(current_actor().run.clock())

    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        """Another thread, or this one, gives it something to do, and wakes it."""
        run = current_actor().run
        run.pause(Operation("wakes", run.number(self), SYNC, subject=self))
        handle = super().call_soon_threadsafe(callback, *args, context=context)
        self._woken = True
        return handle

    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        """What is done in the next round."""
        self._in_its_thread()
        return super().call_soon(callback, *args, context=context)

    def call_at(self, when: float, callback: Any, *args: Any, context: Any = None) -> Any:
        """What is done then."""
        self._in_its_thread()
        self._timers += 1
        return super().call_at(when + self._timers * TIMED_ALIKE, callback, *args, context=context)

    def create_task(self, coro: Any, **kwargs: Any) -> Any:
        """One task more."""
        task = super().create_task(coro, **kwargs)
        self._tasks.add(task)
        return task

    def run_forever(self) -> None:
        """Until it is stopped; that it runs is an act only where the program asks."""
        if not self._is_asked():
            super().run_forever()
            return
        self._acts("begins to run")
        self._runner, self._runs = get_ident(), True
        try:
            super().run_forever()
        finally:
            self._acts("stops running")
            self._runner, self._runs = None, False

    def is_running(self) -> bool:
        """Whether it runs; any thread may ask."""
        if self._runner == get_ident() or not self._is_asked():
            return bool(super().is_running())
        self._acts("looks at", READ)
        return self._runs

    def close(self) -> None:
        """What another thread has given it meanwhile, nobody does any more."""
        if not self._closed:
            self._acts("closes")
        super().close()

    def stop(self) -> None:
        """After this round."""
        self._in_its_thread()
        super().stop()

    def select(self, timeout: float | None) -> tuple[()]:
        """Wait as long as there is nothing to do, at most until the next timer."""
        actor = current_actor()
        timeout = self._until(timeout)
        self._rounds += 1
        if self._rounds % AT_A_TIME == 0:
            actor.run.weigh(AT_A_TIME * ROUND)
        if self._rounds % SELDOM == 0:
            actor.run.tick()
        if timeout is None:
            self._wait(actor, None)
        elif actor.run.solo and timeout > 0:
            actor.run.sleep(timeout)
        elif timeout > 0 and not actor.run.timed and self._is_asleep():
            self._sleep(actor, timeout)
        elif timeout > 0:
            self._wait(actor, timeout)
        else:
            self._acts("looks at")
        self._woken = False
        if timeout:
            actor.run.assume(IN_ORDER)
        return ()

    def waiting_within(self) -> list[str]:
        """Where each of its tasks waits, for who reads that nobody can go on."""
        left = sorted((len(task.get_name()), task.get_name(), _where(task)) for task in self._tasks if not task.done())
        return [f"{name}{where}" for _, name, where in left[:MOST]]

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> Any:
        """What is done in a context (`asyncio.to_thread`) is seen by its steps, as anything else."""
        within = getattr(getattr(func, "func", None), "__self__", None)
        if type(within) is Context and type(func) is partial and not args:
            func, args = _in_context, (within, func.args, func.keywords)
        return super().run_in_executor(executor, func, *args)

    async def shutdown_default_executor(self, *timeout: Any, **named: Any) -> None:
        """Wait for its threads: in one more, as the library does, where the loop may be needed meanwhile."""
        self._executor_shutdown_called = True
        if not NEEDS_THE_LOOP.isdisjoint(current_actor().run.world.mentions):
            await super().shutdown_default_executor(*timeout, **named)
        elif self._default_executor is not None:
            self._default_executor.shutdown(wait=True)

    def _process_events(self, event_list: Any) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """It is woken by what it waits for."""

    def _acts(self, kind: str, access: int = SYNC) -> None:
        run = current_actor().run
        if not run.solo:
            run.pause(Operation(kind, run.number(self), access, subject=self))

    def _is_asked(self) -> bool:
        return IS_RUNNING in current_actor().run.world.mentions

    def _in_its_thread(self) -> None:
        if self._thread_id is not None and self._thread_id != get_ident():
            current_actor().run.escape(ONE_THREAD)

    def _until(self, timeout: float | None) -> float | None:
        """The library looks again once a day, also for a timer that never comes."""
        if not timeout or self._ready or self._stopping:
            return timeout
        when = self._scheduled[0]._when
        return None if isinf(when) else float(when - self.time())

    def _is_asleep(self) -> bool:
        return bool(self._scheduled) and self._scheduled[0]._callback is self._sleeping

    def _sleep(self, actor: Actor, timeout: float) -> None:
        run = actor.run
        run.pause(Operation("sleeps", run.number(self), SYNC, subject=self, value=f"{timeout:g} s"))
        if not self._woken:
            run.sleep(timeout)

    def _wait(self, actor: Actor, timeout: float | None) -> None:
        run = actor.run
        run.pause(Operation(WAITS_FOR_WORK, run.number(self), SYNC, lambda: self._woken, run.deadline(timeout), self))


def loop_over(base: Any, sleeping: Any) -> type:
    """The class of event loops over the library's own, as `asyncio.new_event_loop()` gives one; `sleeping` is what a timer calls that
    ends an `asyncio.sleep`."""
    refused = {name: staticmethod(beyond(f"loop.{name}")) for name in BEYOND}
    return type(_NAME, (TakingTurns, base), {"_sleeping": staticmethod(sleeping), **refused})
