"""Worker processes that take tasks and give answers back: what pools and executors have in common.

Who does what. On the virtual clock an idle worker takes the next task, as in life. In a search the i-th task belongs to
the i-th worker in turn: which of several idle workers takes a task is of no account to the task, and trying it all
would multiply the schedules by the number of ways to deal them out. The run says that it assumes this. But no task waits
for a worker that is stuck: where nobody can go on, it is dealt anew to one that is idle. And in impatient runs, which come
after the search and prove nothing, who is idle takes the next task, so that any two tasks can be under way together.

A failed worker is noticed by a watcher, an actor that nobody is told of; it does for its owner what the threads behind
a pool do in life.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ...actor import Actor, SimProcess, current_actor
from ...hidden import hidden
from ...operations import DEALT, READ, SYNC, Accesses, Evolving, Operation
from ...streams import say
from ...trouble import message_of, traceback_text, where_raised
from .answers import in_words
from .carrier import Carrier, Source
from .pickling import Parcel, pack
from .state import Shared
from .tasks import Task
from .turns import Turns
from .visit import Inside, in_the_name_of

if TYPE_CHECKING:
    from ...run.scheduler import Run


class Taking(Evolving):
    """A worker's taking of its next task."""

    __slots__ = ("_crew", "_slot")

    def __init__(self, crew: Crew, slot: int, touched: Callable[[], Accesses], possible: Callable[[], bool]) -> None:
        super().__init__("takes a task", None, touched, enabled=possible)
        self._crew, self._slot = crew, slot

    def relents(self) -> bool:
        """It takes another's."""
        return self._crew.deal_anew(self._slot)


class Crew(Shared):
    """The tasks and workers of one pool."""

    __slots__ = ("_owner", "_watcher")

    def __init__(
        self, size: int, *, pickles: bool = True, ahead: int | None = None, turns: Turns | None = None
    ) -> None:
        self.pickles = pickles
        """Whether what is handed over is pickled, and not the thing itself."""
        self.ahead = ahead
        """How many tasks may be on their way to the workers; None: as many as there are."""
        self.turns = turns
        """For workers that end after so many tasks, and may not be replaced: then it is of account who takes which."""
        self.carrier: Carrier | None = None
        """The thread that passes tasks on; None as long as nobody could tell that there is one."""
        put_owner(self, current_actor().process)
        self.size = size
        """How many workers there are to deal tasks to."""
        self.tasks: list[Task] = []
        self.closed = False
        self.calling = False
        """A callback runs: there is one thread for them all."""
        self.deaf = ""
        """What the thread ended with that takes in answers: a callback failed, or an answer could not be put together again."""
        put_watcher(self, None)
        self.acting = False
        """The watcher does what is to be done."""
        self.ready: set[int] = set()
        """Pids of the workers that got as far as working."""
        self.left: set[int] = set()
        """Pids of those that ended because there is nothing left to do."""
        self.idle = 0
        """Workers that wait for a task (kept by executors)."""
        self._first = 0
        self.caller = ""
        """The name of the owner's thread that calls back in life."""

    # --- names of things ---------------------------------------------------------------------------------

    def task_name(self, number: int) -> tuple[str, int, int]:
        """What taking a task and giving it have in common."""
        return ("task", self._number(), number)

    def name(self, what: str) -> tuple[str, int]:
        """Something of this crew that acts touch."""
        return (what, self._number())

    def _number(self) -> int:
        return owner_of(self).run.number(self)

    # --- tasks -------------------------------------------------------------------------------------------

    def add(self, tasks: list[Task], subject: object, also: Accesses = ()) -> None:
        """Give tasks to the workers, ready as they are."""
        run = self._assuming()
        start = len(self.tasks)
        touched = tuple((self.task_name(start + i), SYNC) for i in range(len(tasks)))
        run.pause(Operation("submits to", None, SYNC, subject=subject, also=(*touched, *also)))
        for task in tasks:
            self.append(task)

    def hand_over(self, loads: Sequence[Task | Source], subject: object, also: Accesses = ()) -> None:
        """Give tasks to the thread that passes them on."""
        run = self._assuming()
        run.pause(Evolving("submits to", None, lambda: (*self._loading(len(loads)), *also), subject=subject))
        if self.carrier is None:
            self.carrier = Carrier(self, current_actor())
        self.carrier.loads.extend(loads)

    def _loading(self, count: int) -> Accesses:
        if self.carrier is None:
            return ((self.name("carrying"), SYNC),)
        start = self.carrier.handed_over
        return tuple((self.carrier.place(start + i), SYNC) for i in range(count))

    def _assuming(self) -> Run:
        run = current_actor().run
        if not run.timed and self.turns is None:
            run.assume(DEALT)
        return run

    def packed(self, call: Any) -> Any:
        """A call ready to be sent."""
        return pack(call) if self.pickles else call

    def append(self, task: Task) -> None:
        """It is with the workers now."""
        task.number = len(self.tasks)
        task.slot = task.number % self.size
        self.tasks.append(task)

    def has_room(self, ahead: int | None = None) -> bool:
        """Whether another task may be on its way to the workers, where so many may be."""
        return all(self.tasks[number].taken for number in self._in_the_way(ahead))

    def room(self, ahead: int | None = None) -> Accesses:
        """What that depends on."""
        return tuple(((*self.name("room"), number), READ) for number in self._in_the_way(ahead))

    def _in_the_way(self, ahead: int | None) -> tuple[int, ...]:
        """The task that must have been taken before another is on its way."""
        most = self.ahead if ahead is None else ahead
        last = -1 if most is None else len(self.tasks) - most - 1
        return (last,) if last >= 0 else ()

    def _next(self, slot: int) -> Task | None:
        """The next task for a worker."""
        while self._first < len(self.tasks) and self.tasks[self._first].taken:
            self._first += 1
        anybodys = self._is_anybodys(owner_of(self).run)
        for number in range(self._first, len(self.tasks)):
            task = self.tasks[number]
            if not task.taken and (anybodys or task.slot == slot):
                return task
        return None

    def _is_anybodys(self, run: Run) -> bool:
        """Whether a task is for whoever is idle."""
        return run.timed or run.impatient or self.turns is not None

    def take(self, slot: int) -> Task | None:
        """The next task, when there is one; None when there will be none."""
        run = current_actor().run

        def touched() -> Accesses:
            task = self._next(slot)
            if task is None:
                more = () if self.carrier is None else ((self.name("carrying"), READ),)
                return ((self.task_name(len(self.tasks)), READ), (self.name("closing"), READ), *more)
            room = () if self.carrier is None else (((*self.name("room"), task.number), SYNC),)
            return (
                (self.task_name(task.number), SYNC),
                *room,
                *((self.name("dealing"), SYNC),) * self._is_anybodys(run),
            )

        def possible() -> bool:
            return self._next(slot) is not None or (self.closed and not (self.carrier and self.carrier.loads))

        run.pause(Taking(self, slot, touched, possible))
        task = self._next(slot)
        if task is not None:
            task.taken = True
            current_actor().job += 1
            task.came()
        return task

    def deal_anew(self, slot: int) -> bool:
        """Deal a task that nobody has taken to this worker, if there is one: whose it was is stuck."""
        task = next((task for task in self.tasks[self._first :] if not task.taken), None)
        if task is not None:
            task.slot = slot
        return task is not None

    def give(self, task: Task, success: bool, answer: Any) -> None:
        """Give the answer to a task back."""
        run = current_actor().run
        name = self.task_name(task.number)
        dies_of_it = type(answer) is Parcel and answer.lacks_arguments
        heard = self._hearing(SYNC if dies_of_it else READ)
        touched: Callable[[], Accesses] = lambda: (*task.gist(success), heard)  # noqa: E731
        run.pause(Evolving("returns", name, touched, value=lambda: in_words(success, answer)))
        if dies_of_it and not self.deaf:
            with Inside(owner_of(self)), in_the_name_of(self.caller):
                try:
                    answer.open()
                except Exception as error:
                    self.deaf = self._complain(error)
        if not self.deaf:
            task.answer, task.done = answer, True
            task.settle(task, success)

    def _hearing(self, access: int) -> tuple[tuple[str, int], int]:
        """Whether answers are taken in."""
        return self.name("hearing"), access

    def is_at_work(self) -> bool:
        """Whether there are tasks without an answer."""
        return not all(task.done for task in self.tasks) or bool(self.carrier and self.carrier.loads)

    def close(self, subject: object, *, drops: bool = False) -> None:
        """There will be no more tasks. `drops`: nor is done what nobody has taken."""
        dropped: Callable[[], list[Task]] = lambda: [task for task in self.tasks if drops and not task.taken]  # noqa: E731
        touched: Callable[[], Accesses] = lambda: tuple((self.task_name(task.number), SYNC) for task in dropped())  # noqa: E731
        current_actor().run.pause(Evolving("closes", self.name("closing"), touched, subject=subject))
        self.closed = True
        for task in dropped():
            self.tasks.remove(task)

    def give_up(self, subject: object) -> None:
        """Nothing of what is left will be done, nor what is handed over now."""
        touched: Callable[[], Accesses] = lambda: (  # noqa: E731
            (self.name("closing"), SYNC),
            *(() if self.carrier is None else self.carrier.waiting()),
        )
        current_actor().run.pause(Evolving("gives up", self.name("carrying"), touched, subject=subject))
        if self.carrier is not None:
            self.carrier.loads.clear()
        self.closed = True

    # --- callbacks ---------------------------------------------------------------------------------------

    def call_back(self, function: Callable[[], Any], after: Callable[[], None], also: Accesses) -> None:
        """Call a function of the owner's in its world, one at a time; then do `after` as one act."""
        run, died = current_actor().run, ""
        with in_the_name_of(self.caller):
            free: Callable[[], bool] = lambda: not self.calling  # noqa: E731
            run.pause(Operation("calls back", self.name("calling"), SYNC, free, also=(self._hearing(READ),)))
            if self.deaf:
                return
            self.calling = True
            with Inside(owner_of(self)):
                try:
                    function()
                except Exception as error:
                    died = self._complain(error)
            also = (self._hearing(SYNC),) if died else also
            run.pause(Operation("called back", self.name("calling"), SYNC, also=also))
        self.calling, self.deaf = False, self.deaf or died
        if not self.deaf:
            after()

    def _complain(self, error: Exception) -> str:
        """Say what the thread ends with that takes in answers; in short."""
        world = owner_of(self).run.world
        text = traceback_text(error, world.sources if world is not None else None)
        say(f"Exception in thread {self.caller}:\n{text}")
        line = where_raised(error)
        at = "" if line is None else f" (line {line})"
        return f"{self.caller} ended with {type(error).__name__}: {message_of(error)}{at}"

    # --- the watcher -------------------------------------------------------------------------------------

    def watch(self, dead: Callable[[], bool], act: Callable[[], None], lives: Callable[[], Accesses]) -> None:
        """Do `act` whenever a worker is found dead."""
        run = current_actor().run
        name = self.name("watching")

        def serve() -> None:
            while True:
                run.pause(Evolving("notices", name, lives, enabled=dead))
                self.acting = True
                act()
                self.acting = False

        watcher = run.spawn("watcher", serve, process=owner_of(self), daemon=True)
        watcher.hidden = True
        put_watcher(self, watcher)

    def finish_acting(self) -> None:
        """Wait for the watcher, which would start others behind our back."""
        if self.acting:
            current_actor().run.pause(Operation("idles", self.name("watching"), SYNC, lambda: not self.acting))

    def dismiss(self) -> None:
        """Nothing needs to be watched or carried any more."""
        if self.carrier is not None:
            current_actor().run.pause(Operation("idles", self.name("carrying"), SYNC))
            self.carrier.stop()
        self.finish_acting()
        watcher = watcher_of(self)
        put_watcher(self, None)
        if watcher is not None and watcher.alive and watcher is not current_actor():
            run = watcher.run
            run.dismiss(watcher, in_the_middle=run.pending[watcher.index].is_possible())


owner_of, put_owner = hidden(Crew, "_owner", SimProcess)
watcher_of, put_watcher = hidden(Crew, "_watcher", Actor)
