"""Actors and the processes they live in: who runs, not when.

An actor is a greenlet: a Python stack of its own on the one OS thread. A `SimProcess` is a world of actors with its
own modules and its own state of the models; the first of each run is the program itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from greenlet import GreenletExit, getcurrent, greenlet

from .operations import Accesses, Operation

if TYPE_CHECKING:
    from .depth import Mark
    from .ending import Trouble
    from .instrument.calls import EntrySite
    from .run.scheduler import Run
    from .termination.looks import Looks
    from .twins import Twins

T = TypeVar("T")
Status = Literal["new", "running", "finished", "exception", "killed"]


class ActorKilled(BaseException):
    """Thrown into an actor that must go: its process ended, or the schedule is over."""


class SimProcess:
    """A process of the program: its actors, its modules, and what each model keeps for it."""

    def __init__(
        self, run: Run, name: str, *, pid: int, parent: SimProcess | None = None, daemon: bool = False
    ) -> None:
        self.run = run
        self.name = name
        self.pid = pid
        self.parent = parent
        self.daemon = daemon
        self.actors: list[Actor] = []
        self.modules: dict[str, ModuleType] = {}
        """What `sys.modules` holds while an actor of this process runs (`__main__`, the submission's files)."""
        self.on_enter: list[Callable[[], None]] = []
        self.on_leave: list[Callable[[], None]] = []
        """Called whenever the scheduler moves into or out of this process (not between its own threads)."""
        self.exit_code: int | None = None
        self.left_at: int | None = None
        """The line at which it ended itself, by `sys.exit` or `os._exit`."""
        self.left_early = False
        """Whether its program goes on below that line, or below one that led there."""
        self.alive = True
        self.closed: frozenset[int] = parent.closed if parent is not None else frozenset()
        """Which of the descriptors 0, 1 and 2 it has closed, or was born without."""
        self._kept: dict[str, Any] = {}

    def keep(self, key: str, make: Callable[[], T]) -> T:
        """What a model keeps for this process (thread registry, counters, atexit calls), made when first asked for."""
        try:
            value: T = self._kept[key]
        except KeyError:
            value = self._kept[key] = make()
        return value

    def let_go(self) -> None:
        """The run is over: nothing hangs on it any more, nor leads back from it."""
        del self.run, self.parent, self.actors, self.modules, self._kept, self.on_enter, self.on_leave


class ActorGreenlet(greenlet):  # type: ignore[misc]
    """The stack of an actor; `current_actor` finds the actor through it, so no global names who runs.

    In a world, actors get it one after another: the memory of a new one comes from the system, and goes back there, and
    for a short run that is much.
    """

    __slots__ = ("actor",)

    actor: Actor

    def left(self) -> Any:
        """Its actor has ended: keep nothing of it, and wait for the next. Who goes on instead; None: there will be no other."""
        run, self.actor.greenlet = self.actor.run, NO_STACK
        del self.actor
        if run.world is None:
            return None
        run.world.stacks.append(self)
        return run.hub


def _one_after_another() -> None:
    """What is done on a stack. It holds nothing while it waits, nor itself: when the world lets it go, it goes."""
    while True:
        getcurrent().actor.act()
        following = getcurrent().left()
        if following is None:
            return
        following.switch()


NO_STACK: Final[Any] = greenlet(lambda: None)
"""What an actor has that has not begun, or has ended: nothing that could go on."""
NO_STACK.switch()


class Actor:
    """A thread (or the main thread of a process) under control."""

    __slots__ = (
        "amidst",
        "around",
        "born",
        "clock",
        "daemon",
        "dealt",
        "depths",
        "enabled_by_timeout",
        "entered",
        "function",
        "glances",
        "greenlet",
        "heeded",
        "hidden",
        "holds",
        "index",
        "job",
        "left",
        "limit",
        "local",
        "looks",
        "made_at",
        "main",
        "merged",
        "name",
        "process",
        "run",
        "segment",
        "status",
        "task",
        "thread",
        "told",
        "trouble",
        "turn",
        "twins",
        "unseen",
    )  # fmt: skip

    def __init__(self, run: Run, index: int, name: str, process: SimProcess, function: Callable[[], None]) -> None:
        self.run = run
        self.index = index
        """Order of creation in the run: the actor's name in schedules and tokens."""
        self.name = name
        """What people read: the thread's or process's name."""
        self.process = process
        self.function = function
        self.task = ""
        """What it was given to run, by name; empty for nothing."""
        self.status: Status = "new"
        self.trouble: Trouble | None = None
        """The exception that ended it."""
        self.thread: Any = None
        """The object of the student's program that stands for it (`Thread`, `Process`), kept by the models."""
        self.local: dict[Any, Any] = {}
        """What models keep for this actor alone (thread locals, random numbers)."""
        self.holds: list[Any] = []
        """Locks it holds now, oldest first (kept by the models)."""
        self.greenlet = NO_STACK
        self._begin_as_one_of_many()
        self._begin_in_time()
        self._begin_unseen()

    def _begin_as_one_of_many(self) -> None:
        self.main = False
        """Whether it is the main thread of its process."""
        self.made_at = ("", 0)
        """File and line of the program that made it; nothing where none did."""
        self.daemon = False
        self.hidden = False
        """A helper of a model (a queue's feeder), which nobody is told of."""
        self.dealt = False
        """One of a pool's workers: how many there are, and which did what, is of no account where they end well."""
        self.job = 0
        """How many jobs it has taken, of those that are dealt."""
        self.merged = False
        """Its end is known to whoever still runs (it was joined)."""
        self.twins: Twins | None = None
        """Those that do the same, itself among them."""
        self.heeded = False
        """What it does may tell twins apart (`twins.heed`)."""

    def _begin_in_time(self) -> None:
        self.clock = 0.0
        self.glances = 0
        """Looks at the clock since it last slept."""
        self.told = math.inf
        """What its clock said when it looked last. The first look moves it, since whoever started it may have looked."""
        self.limit = 0.0
        """What its clock will say once the deadline of what it waits for has passed."""
        self.born = self.turn = 0
        """How many steps of the run had been made when it was started, and when it last went on."""
        self.left = 0
        """How many had been made when it came to its end."""
        self.enabled_by_timeout = False

    def _begin_unseen(self) -> None:
        self.segment: Operation | None = None
        """Where threads switch only at calls and loops: the step that it is in, and that all it touches belongs to."""
        self.around: Accesses = ()
        """What the library code touches that has called back: whatever it does then belongs to the steps in between."""
        self.amidst = 0
        """How many calls of library code it is in the middle of that are no steps, as far as is known."""
        self.entered: dict[EntrySite, None] = {}
        """Where it came into functions of the program, in the order of first times."""
        self.unseen: Hashable = None
        """Place of a lock that it holds and that it took without a step; None for none (`models.logging.log_locks`)."""
        self.depths: list[Mark] = []
        """How deep its functions were that are very deep (`depth`)."""
        self.looks: Looks | None = None
        """What it has looked at, once it is in a loop that may be busy waiting."""

    @property
    def alive(self) -> bool:
        """Whether it may still act."""
        return self.status in ("new", "running")

    @property
    def effects(self) -> int:
        """How much it did that others could notice, as far as anybody counts."""
        return 0 if self.looks is None else self.looks.effects

    @property
    def killed(self) -> bool:
        """Whether it was cut off."""
        return self.status == "killed"

    def is_alone_at_home(self) -> bool:
        """Whether nobody else in its process goes on, or has without being waited for."""
        others = (other for other in self.process.actors if other is not self and not other.hidden)
        return all(other.merged and not other.alive for other in others)

    def begin(self) -> None:
        """Get a stack."""
        waiting = self.run.world.stacks if self.run.world is not None else ()
        stack = self.greenlet = waiting.pop() if waiting else ActorGreenlet(_one_after_another, self.run.hub)
        stack.actor, stack.gr_context = self, None

    def let_go(self) -> None:
        """The run is over: as with a process."""
        del self.run, self.function, self.thread, self.local, self.holds, self.segment

    def act(self) -> None:
        """All that it does."""
        self.status = "running"
        try:
            self.function()
            self.run.sweep()  # what its functions alone have held is gone
            if not self.run.solo and not self.main:
                self.run.pause(self.run.last_act_of(self))
        except ActorKilled:
            self.status = "killed"
        except GreenletExit:
            raise  # nobody holds the stack any more, nor, in whatever order things are let go, the run
        except BaseException as error:
            self.run.fault(error)
        else:
            self.status = "finished" if self.trouble is None else "exception"
        self.run.ended(self)


def current_actor() -> Actor:
    """The actor that runs now. Models call it; outside a run there is none (LookupError)."""
    stack = getcurrent()
    if type(stack) is ActorGreenlet:
        return stack.actor
    raise LookupError("no actor is running here")


def is_controlled() -> bool:
    """Whether the caller runs as an actor of a run."""
    return type(getcurrent()) is ActorGreenlet


def can_be_noticed() -> bool:
    """Whether what the caller does is an act: not of what dies only when its run is over."""
    return is_controlled() and not current_actor().run.dead
