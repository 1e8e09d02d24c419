"""What one schedule in progress consists of: actors, operations, clocks, trace, and what is noted on the way."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from typing import Any, Protocol

from greenlet import getcurrent

from .actor import Actor, SimProcess
from .cores import Cores
from .operations import LOCAL, Operation
from .streams import Output

FIRST_IDENTITY = 0x7F00_0000_0000
"""Looks like an address."""


class Chooser(Protocol):
    """Decides whose turn it is. `current` is the actor that ran last (-1: none); `enabled` is never empty."""

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Pick one of `enabled`, or -1 to give the schedule up (nothing new can come of it)."""
        ...


class EngineFault(Exception):
    """The engine itself is at fault; never blamed on the student."""


class RunState:
    """The data of a run, and names for things in it; the parts of `scheduler.Run` work on it."""

    def __init__(self, chooser: Chooser, *, timed: bool, steps: int) -> None:
        self.chooser = chooser
        self.timed = timed
        self.step_limit = steps
        self.time_limit = math.inf
        """Virtual seconds after which it is stopped (timed mode only)."""
        self.steps = 0
        self.hub = getcurrent()
        self.actors: list[Actor] = []
        self.living: list[int] = []
        self.pending: list[Operation] = []
        self.processes: list[SimProcess] = []
        self.process: SimProcess | None = None
        self.current: Actor | None = None
        self.trace: list[tuple[int, Operation, list[int]]] = []
        """(actor, what it did, who could have gone instead), in order."""
        self.barred: dict[int, tuple[Hashable, ...]] = {}
        """Position in the trace -> what could not have come just before (`Operation.bars`)."""
        self.timeouts: dict[int, int] = {}
        """Positions at which an actor went on because its deadline passed -> the position from which on it could."""
        self.patient = False
        """Somebody may wait for a limited time only."""
        self.due: dict[int, int] = {}
        """Search mode: actors whose deadline may pass now, since nothing else could go on at that position."""
        self.cores: Cores | None = None
        """The machine, where computing takes time (timed mode only)."""
        self.events: list[int] = []
        """How many acts each actor has declared while others could notice: what a schedule counts in."""
        self.switches: list[tuple[int, int, int]] = []
        """(actor, its count of acts, who went on instead) for each change of turn: this is the schedule."""
        self.births: dict[int, tuple[int, int]] = {}
        """Actor -> (parent, position in the trace) of its start."""
        self.now = 0.0
        self.over: str | None = None
        """Kind of the ending once it is decided from inside: deadlock, timed_out, livelock."""
        self.detail = ""
        self.dead = False
        self.solo = True
        """One actor alone, nothing of others left unseen: nobody can notice what it does."""
        self.observe: Callable[[Actor, Operation], None] | None = None
        """Called for every step when the story is recorded."""
        self.asked = False
        """More is asked of the program than to run to its end, and that is not done yet."""
        self.error: BaseException | None = None
        self.visible: set[Any] | None = None
        """Places in the text that are steps, growing as actors are seen to conflict there; None: all of them."""
        self.turned = 0
        """Steps at the last change of turn."""
        self.unfair = False
        """Somebody would have gone on for ever while others could: the turn was taken from it, or the run given up."""
        self.impatient = False
        """Timeouts may fire early, unless somebody ends the wait later: then the run is given up."""
        self.even = False
        """Steps take no time (timed mode only): who do the same sleep equally long and wake together."""
        self.early: list[tuple[int, Callable[[], bool]]] = []
        self.coarse = False
        """Threads switch only where this CPython can: accesses belong to the step in which they happen."""
        self.grown = False
        """A place became visible in this run: what went before it may have lacked a step."""
        self.muted = False
        """Student code runs inside an act of a model (a comparison in a queue's heap): no steps there."""
        self.output_order = False
        """Whether the order of printed lines counts, so that a print is a step."""
        self.escapes: dict[tuple[str, int, str], None] = {}
        self.rough: dict[tuple[str, int, str], None] = {}
        """Calls of the library's Python that touch what others touch, too: really several steps."""
        self.assumptions: dict[str, None] = {}
        self.output = Output()
        self.last_words: int | None = None
        """Position in the trace at which the first actor printed last, or its main block ended without a print."""
        self.owners: dict[int, object] = {}
        """Id of a namespace that somebody took in hand (`vars(o)`) -> whose attributes it holds."""
        self.behind: dict[int, object] = {}
        """Id of a container -> the model whose state it holds (the deque of a queue)."""
        self.shapes: dict[type, int] = {}
        """What looking through things found out about their classes (`instrument.reach`)."""
        self.disk: Any = None
        """The files that the program has opened (`models.files.Disk`)."""
        self.watching = False
        """Somebody may be waiting busily."""
        self.vain: dict[int, int] = {}
        """Actor -> rounds of its loop that changed nothing, since anybody did something that counts."""
        self.counted = -1
        """How much that counts had been done when `vain` was begun."""
        self.versions: dict[tuple[Hashable, Hashable], int] = {}
        """How often each target was written: what busy waiting waits for."""
        self.keys_added: dict[Hashable, int] = {}
        """How many new keys each dictionary got while there was more than one actor."""
        self._ticks = 0
        self._touched: dict[Hashable, dict[str | None, Any]] = {}
        self.world: Any = None
        """The program that runs and how its modules are made (`world.World`)."""
        self._busy = 0
        self._numbers: dict[int, int] = {}
        self._subjects: list[object] = []
        self._identities: dict[int, tuple[int, object]] = {}
        """id of an object -> what the program is told, and the object, kept alive so that its id is never used again."""
        self._clocks: dict[Hashable, float] = {}

    def number(self, subject: object) -> int:
        """A small number that stands for this object in this run, in the order of first use."""
        found = self._numbers.get(id(subject))
        if found is None:
            found = len(self._subjects)
            self._numbers[id(subject)] = found
            self._subjects.append(subject)  # kept alive, so that its id is never used again
        return found

    def known(self) -> int:
        """How many objects have a number."""
        return len(self._subjects)

    def identity(self, obj: object) -> int:
        """What `id` says of this object in this run: in the order of first questions."""
        found = self._identities.get(id(obj))
        if found is None:
            found = self._identities[id(obj)] = (FIRST_IDENTITY + 64 * len(self._identities), obj)
        return found[0]

    def subject(self, number: int) -> object:
        """The object that a number stands for."""
        return self._subjects[number]

    def blocker_of(self, operation: Operation) -> Actor | None:
        """Who must act before this can be done, where its subject can tell."""
        ask = getattr(operation.subject, "who_blocks", None)
        index = ask() if callable(ask) else None
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

    def leave(self) -> None:
        """Give up the turn for good (`scheduler.Run` does it)."""
        raise EngineFault("a run without a scheduler")

    def stop(self, kind: str, detail: str) -> None:
        """End the schedule here with this ending. Does not return."""
        if self.over is None:
            self.over, self.detail = kind, detail
            if self.current is not None:  # what it declared last is done
                self.pending[self.current.index] = Operation("goes on", None, LOCAL)
        self.leave()
