"""Thread, Timer, local, and the functions of `threading` and `_thread`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from contextvars import Context
from typing import Any, Final

from ... import twins
from ...actor import Actor, ActorKilled, current_actor, is_controlled
from ...hidden import hidden
from ...instrument.outside import called
from ...operations import READ, SYNC, WRITE, Operation
from ...run.virtual_time import seconds_of
from ...trouble import is_engine_fault, note_trouble, where_now
from ..copying import holding
from ..looks import touch
from . import roll
from .conditions import Event
from .idents import ident_of, native_id_of, taken
from .locals import forget_locals
from .own_names import (
    CALLED,
    begins,
    begun,
    daemonic,
    keep,
    made,
    says_started,
    stopped,
    tell_started,
    wait_until_told,
)  # fmt: skip
from .private import must_be_made, private
from .task import task_of
from .thread_hook import report

DAEMONS: Final = frozenset({"daemon", "setDaemon"})
"""By what somebody else could change whether a thread is one while it is started."""


class Thread:
    """`threading.Thread`."""

    __slots__ = ("__dict__", "__weakref__", "_actor", "_first_name", "_made_at", "_maker", "_within")
    _initialized = False

    def __init__(
        self,
        group: None = None,
        target: Callable[..., Any] | None = None,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool | None = None,
    ) -> None:
        assert group is None, "group argument must be None for now"
        actor = current_actor()
        if not name:
            name = f"Thread-{roll.number(actor, 'threads')}"
            if target is not None and hasattr(target, "__name__"):
                name += f" ({target.__name__})"
        self._target = target
        self._name = str(name)
        self._args = args
        self._kwargs: Mapping[str, Any] = kwargs or {}
        self._daemonic = actor.daemon if daemon is None else daemon
        put_actor(self, None)
        put_maker(self, actor)
        put_made_at(self, where_now())
        put_within(self, None)
        self._initialized = True
        made(self, Thread)

    if sys.version_info >= (3, 14):
        _made_in_any_version = __init__

        def __init__(  # type: ignore[misc]  # it takes one more
            self,
            group: None = None,
            target: Callable[..., Any] | None = None,
            name: str | None = None,
            args: Iterable[Any] = (),
            kwargs: Mapping[str, Any] | None = None,
            *,
            daemon: bool | None = None,
            context: Context | None = None,
        ) -> None:
            self._made_in_any_version(group, target, name, args, kwargs, daemon=daemon)
            put_within(self, context)

    def __hash__(self) -> int:
        """The same in every schedule, so that a set of threads has the same order each time, whatever they are called later."""
        try:
            return hash(("thread", first_name_of(self)))
        except AttributeError:
            put_first_name(self, self.__dict__.get("_name", ""))
            return hash(self)

    def __eq__(self, other: object) -> bool:
        """Identity, as in life."""
        return self is other

    def start(self) -> None:
        """Begin."""
        must_be_made(self, "_initialized", "thread.__init__() not called", RuntimeError)
        actor = current_actor()
        if _begun(self) if maker_of(self) is not actor else actor_of(self):
            raise RuntimeError("threads can only be started once")
        begins(self, Thread)
        run = actor.run
        if run.world is None or not DAEMONS.isdisjoint(run.world.mentions):
            touch(self, "daemon", READ)
        daemon = daemonic(self, Thread)
        run.pause(
            Operation(
                "starts", ("start", run.number(self)), SYNC, subject=self, also=roll.called_out(actor) + taken(actor)
            )
        )
        if actor_of(self) is not None:  # the library does not reckon with that, and gets into disorder
            run.escape("a thread that two start at the same time")
        mine = run.spawn(self._name, lambda: _live(self), process=actor.process, daemon=daemon)
        put_actor(self, mine)
        mine.thread = self
        mine.task, mine.made_at = task_of(self, Thread.run), made_at(self)
        twins.started(mine, self, Thread)
        roll.registry(actor.process)[mine.index] = self
        begun(self)
        wait_until_told(self)

    def run(self) -> None:
        """What the thread does."""
        try:
            if self._target is not None:
                called(self._target, self._args, self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def join(self, timeout: float | None = None) -> None:
        """Wait until the thread has ended."""
        must_be_made(self, "_initialized", "Thread.__init__() not called", RuntimeError)
        me, actor = current_actor(), _begun(self)
        if not says_started(self, actor is not None) or actor is None:
            raise RuntimeError("cannot join thread before it is started")
        if actor is me:
            twins.told(me)
            raise RuntimeError("cannot join current thread")
        run = me.run
        twins.joins(me, actor, limited=timeout is not None)
        end = run.end_of(actor)
        if timeout is not None and timeout <= 0:  # no wait at all: a look
            run.pause(Operation("looks at", end, READ, subject=self))
            if not actor.alive:
                stopped(self, Thread)
            return
        ended = run.pause(Operation("joins", end, SYNC, lambda: not actor.alive, run.deadline(timeout), self))
        if ended:
            stopped(self, Thread)
        if ended and timeout is None:  # who joins for a while does not know what came of it
            run.merge(actor)

    def is_alive(self) -> bool:
        """Whether it has begun and not ended."""
        must_be_made(self, "_initialized", "Thread.__init__() not called", AssertionError)
        actor = _begun(self)
        if not says_started(self, actor is not None) or actor is None:
            return False
        _look(self, actor)
        return actor.alive or not stopped(self, Thread)

    def who_blocks(self) -> int | None:
        """Whom a joiner waits for."""
        actor = actor_of(self)
        return None if actor is None else actor.index

    @property
    def name(self) -> str:
        """Its name."""
        must_be_made(self, "_initialized", "Thread.__init__() not called", AssertionError)
        touch(self, "name", READ)
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        must_be_made(self, "_initialized", "Thread.__init__() not called", AssertionError)
        touch(self, "name", WRITE)
        self._name = str(name)
        actor = actor_of(self)
        if actor is not None:
            actor.name = self._name

    @property
    def ident(self) -> int | None:
        """Its number, once started."""
        must_be_made(self, "_initialized", "Thread.__init__() not called", AssertionError)
        actor = _begun(self) if is_controlled() else actor_of(self)
        return self.__dict__.get("_ident") if actor is None else ident_of(actor)

    @property
    def native_id(self) -> int | None:
        """Its number for the operating system."""
        must_be_made(self, "_initialized", "Thread.__init__() not called", AssertionError)
        actor = _begun(self) if is_controlled() else actor_of(self)
        return self.__dict__.get("_native_id") if actor is None else native_id_of(actor)

    @property
    def daemon(self) -> bool:
        """Whether the program may end without it."""
        must_be_made(self, "_initialized", "Thread.__init__() not called", AssertionError)
        touch(self, "daemon", READ)
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        must_be_made(self, "_initialized", "Thread.__init__() not called", RuntimeError)
        if _begun(self) is not None or says_started(self):
            raise RuntimeError("cannot set daemon status of active thread")
        touch(self, "daemon", WRITE)
        self._daemonic = daemonic

    def isDaemon(self) -> bool:
        """Old name."""
        return self.daemon

    def setDaemon(self, daemonic: bool) -> None:
        """Old name."""
        self.daemon = daemonic

    def getName(self) -> str:
        """Old name."""
        return self.name

    def setName(self, name: str) -> None:
        """Old name."""
        self.name = name

    def __repr__(self) -> str:
        must_be_made(self, "_initialized", "Thread.__init__() was not called", AssertionError)
        touch(self, "name", READ)
        state, actor = "initial", _begun(self) if is_controlled() else actor_of(self)
        if is_controlled():
            says_started(self)
        if actor is not None:
            if is_controlled():
                _look(self, actor)
            over = not actor.alive and (not is_controlled() or stopped(self, Thread))  # by `is_alive`, as in life
            state = "stopped" if over else "started"
        touch(self, "daemon", READ)
        if self._daemonic:
            state += " daemon"
        number = "" if actor is None else f" {ident_of(actor)}"
        return f"<{type(self).__name__}({self._name}, {state}{number})>"


actor_of, put_actor = hidden(Thread, "_actor", Actor)
first_name_of, put_first_name = hidden(Thread, "_first_name", str)
maker_of, put_maker = hidden(Thread, "_maker", Actor)
within_of, put_within = hidden(Thread, "_within", Context)
made_at, put_made_at = hidden(Thread, "_made_at", tuple)


def _live(thread: Thread) -> None:
    actor = current_actor()
    tell_started(thread)
    within = within_of(thread)
    try:
        thread.run() if within is None else within.run(thread.run)
    except ActorKilled:
        raise
    except BaseException as error:
        if is_engine_fault(error):
            raise
        if not issubclass(type(error), SystemExit):
            note_trouble(actor, error)
        report(thread, error)
    forget_locals(actor)


def _begun(thread: Thread) -> Actor | None:
    """Its actor, once started. Whoever asks and has not started it itself may be too early, or might have been."""
    actor, me = actor_of(thread), current_actor()
    run = me.run
    begun = actor is not None and (actor.index not in run.births or run.births[actor.index][0] == me.index)
    if actor is not me and not begun:
        run.pause(Operation("looks at", ("start", run.number(thread)), READ, subject=thread))
    return actor_of(thread)


def _look(thread: Thread, actor: Actor) -> None:
    run = current_actor().run
    twins.told(actor)
    run.pause(Operation("looks at", run.end_of(actor), READ, subject=thread))


class _MainThread(Thread):
    def __init__(self, actor: Actor) -> None:
        super().__init__(name="MainThread", daemon=False)
        put_actor(self, actor)


ME: Final = "threading.me"
"""Under this an actor keeps its `Thread`, where that is none that the program has made."""


class _DummyThread(Thread):
    def __init__(self, actor: Actor, name: str = "") -> None:
        super().__init__(name=name or f"Dummy-{actor.index}", daemon=True)
        put_actor(self, actor)


class Timer(Thread):
    """`threading.Timer`."""

    def __init__(self, interval: float, function: Callable[..., Any], args: Any = None, kwargs: Any = None) -> None:
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self) -> None:
        """Stop it if it has not fired yet."""
        self.finished.happen("cancels", self)

    def run(self) -> None:
        """Wait, then call."""
        run = current_actor().run
        if run.timed or self.interval is None or not run.is_bearable(run.deadline(self.interval)):
            self.finished.wait(self.interval)
        else:
            run.sleep(seconds_of(self.interval))  # which orders nothing
        if not self.finished.is_set():
            called(self.function, self.args, self.kwargs)
        self.finished.set()


private(Thread, CALLED)
keep(Thread, lambda thread: actor_of(thread) is not None)
holding(Thread, "_thread._ThreadHandle" if sys.version_info >= (3, 13) else "_thread.lock")
for _class in (Thread, Timer, _MainThread, _DummyThread):
    _class.__module__ = "threading"
