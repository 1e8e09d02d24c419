"""What one schedule in progress consists of: actors, operations, trace, and how it stands.

Each part of a run keeps what it alone works on: `things`, `accesses`, `virtual_time`, `fairness`,
`routine`, `population`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from types import FunctionType
from typing import TYPE_CHECKING, Any, Protocol

from greenlet import getcurrent

from ..actor import Actor, SimProcess
from ..instrument.containers import of_class
from ..operations import LOCAL, Operation
from ..streams import Output
from .things import Things

if TYPE_CHECKING:
    from ..twins import Twins


class Chooser(Protocol):
    """Decides whose turn it is. `current` is the actor that ran last (-1: none); `enabled` is never empty."""

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Pick one of `enabled`, or -1 to give the schedule up (nothing new can come of it)."""
        ...


class EngineFault(Exception):
    """The engine itself is at fault; never blamed on the student."""


class Spoilt(Exception):
    """Somebody has put something else in the place of what a run keeps: nobody but the program could."""


KEPT: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("actors", "living", "pending", "processes", "events", "switches", "trace"), (list,)),
    **dict.fromkeys(("births", "barred"), (dict,)),
    **dict.fromkeys(("solo", "timed", "dead", "asked", "begun"), (bool,)),
    **dict.fromkeys(("steps", "step_limit"), (int,)),
    "detail": (str,),
    "over": (str, type(None)),
}
"""Of which kind is what a run keeps."""


class RunState(Things):
    """The data of a run that all its parts share."""

    def __init__(self, chooser: Chooser, *, timed: bool, steps: int) -> None:
        super().__init__()
        self.chooser = chooser
        self.timed = timed
        self.step_limit = steps
        self.whole = steps
        """What the step limit is, once it is known that the run does not go on for ever."""
        self.steps = 0
        self.hub = getcurrent()
        self.world: Any = None
        """The program that runs and how its modules are made (`world.World`)."""
        self.output = Output()
        self.disk: Any = None
        """The files that the program has opened (`models.files.disk.Disk`)."""
        self.observe: Callable[[Actor, Operation], None] | None = None
        """Called for every step when the story is recorded."""
        self._begin_with_nobody()
        self._begin_undecided()

    def _begin_with_nobody(self) -> None:
        self.actors: list[Actor] = []
        self.living: list[int] = []
        self.pending: list[Operation] = []
        self.processes: list[SimProcess] = []
        self.process: SimProcess | None = None
        self.current: Actor | None = None
        self.solo = True
        """One actor alone, nothing of others left unseen: nobody can notice what it does."""
        self.peeks = False
        """It is looked at what one actor alone does, for a few rounds of a loop (`spin.peek`)."""
        self.events: list[int] = []
        """How many acts each actor has declared while others could notice: what a schedule counts in."""
        self.switches: list[tuple[int, int, int]] = []
        """(actor, its count of acts, who went on instead) for each change of turn: this is the schedule."""
        self.births: dict[int, tuple[int, int]] = {}
        """Actor -> (parent, position in the trace) of its start."""
        self.trace: list[tuple[int, Operation, list[int]]] = []
        """(actor, what it did, who could have gone instead), in order."""
        self.barred: dict[int, tuple[Hashable, ...]] = {}
        """Position in the trace -> what could not have come just before (`Operation.bars`)."""
        self._begin_without_twins()

    def _begin_without_twins(self) -> None:
        self.twins: dict[tuple[Hashable, ...], Twins] | None = None
        """By parent and work, those of whom none was joined yet; None: in this run they come in any order."""
        self.joining: list[Twins] = []
        """Those of whom some were joined."""
        self.after: dict[int, int] = {}
        """Twin -> the one that was started before it, after which it begins."""
        self.told_apart = False
        """Somebody could tell which twin is which: that they came in one order alone says nothing of the others."""

    def _begin_undecided(self) -> None:
        self.first, self.spent = False, False
        """It is the first of a search; and there was no time left for more of it."""
        self.over: str | None = None
        """Kind of the ending once it is decided from inside: deadlock, timed_out, livelock."""
        self.detail = ""
        self.dead = False
        self.error: BaseException | None = None
        self.endless = False
        """It goes on for ever, as far as its text tells."""
        self.asked = False
        """More is asked of the program than to run to its end, and that is not done yet."""
        self.begun = False
        """What is asked of it has begun: it was loaded without trouble."""
        self.too_long = False
        """It was cut off at the step limit, although whoever went on would have come to an end."""
        self.only = False
        """No other run will be made: how it stands at the step limit is told, whether everybody got on or not."""
        self.filled = False
        """Sets are gone through in the order in which they were filled (`instrument.classes.steady_hash`)."""
        self.hashed: set[int] = set()
        """Numbers of the objects that were asked for a hash which in life is an address."""
        self.finalizing: dict[int, tuple[type, str, int]] = {}
        """The program's classes with a `__del__`, and where they stand, by id."""
        self.last_words: int | None = None
        """Position in the trace at which the first actor printed last, or its main block ended without a print."""
        self.waited_for: frozenset[int] = frozenset()
        """Threads of the first process that it waits for at its end, once they are over and what `atexit` holds is called."""
        self.over_at_last_words: frozenset[int] = frozenset()
        """Those of them that the first actor's last print came after."""

    def must_be_whole(self) -> None:
        """Spoilt where anything that is kept is not of its kind."""
        for name, kinds in KEPT.items():
            if type(self.__dict__.get(name)) not in kinds:
                raise Spoilt(f"{name} of a run is no {kinds[0].__name__} any more")

    def blocker_of(self, operation: Operation) -> Actor | None:
        """Who must act before this can be done, where its subject can tell."""
        ask = of_class(type(operation.subject), "who_blocks")
        index = ask(operation.subject) if type(ask) is FunctionType else None
        return self.actors[index] if type(index) is int and 0 <= index < len(self.actors) else None

    def end_of(self, actor: Actor) -> Hashable:
        """The target that stands for an actor's end."""
        return ("end", actor.index)

    def life_of(self, process: SimProcess) -> Hashable:
        """The target that stands for a process's life."""
        return ("life", process.pid)

    def pause(self, operation: Operation) -> bool:
        """Declare the next act of the running actor and wait for the turn (`scheduler.Run` does it)."""
        raise EngineFault("a run without a scheduler")

    def declare(self, operation: Operation) -> bool:
        """The same, where somebody could notice (`scheduler.Run` does it)."""
        raise EngineFault("a run without a scheduler")

    def went_on(self, actor: Actor, operation: Operation) -> bool:
        """Do a routine act without asking whose turn it is (`routine.Routine` does it)."""
        raise EngineFault("a run without a scheduler")

    def leave(self) -> None:
        """Give up the turn for good (`scheduler.Run` does it)."""
        raise EngineFault("a run without a scheduler")

    def out_of_time(self) -> str:
        """How a run is over for which there is no time left: of the first, or the only one, that is all that is known of the program."""
        self.spent = self.first or self.only
        return "timed_out" if self.spent else "pruned"

    def stop(self, kind: str, detail: str) -> None:
        """End the schedule here with this ending. Does not return."""
        if self.over is None:
            self.over, self.detail = kind, detail
            if self.current is not None:  # what it declared last is done
                self.pending[self.current.index] = Operation("goes on", None, LOCAL)
        self.leave()
