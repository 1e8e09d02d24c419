"""What an actor may be about to do: the one word that actors, models and strategies share.

An actor never acts on anything shared before it has *declared* the act as an `Operation` and has been chosen to
go on. So the scheduler always knows what everybody will do next, who can, and which two acts could meet.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from sys import maxsize
from typing import Any, Final

LOCAL: Final = 0
"""Touches nothing that another actor can see (begin, sleep): independent of everything."""
READ: Final = 1
"""Reads `target`: independent of other reads of it."""
WRITE: Final = 2
"""Writes `target`: dependent on every other access to it."""
SYNC: Final = 3
"""Synchronises on `target` (acquire, put, join, …): like WRITE, and carries time from actor to actor."""
EXIT: Final = 4
"""Ends a process: dependent on whatever its daemons do, since it cuts them off."""

IN_VAIN: Final = "looks in vain at"
"""Kind of a look at a process that was killed and is not dead yet, as it turned out: nothing was learned by it."""

ENDING: Final = ("ends", "exits", "kills")
"""Kinds of acts that are the end of actors."""

DEALT: Final = "a pool deals its tasks to its workers in turn"
"""What a search takes for granted where there is a pool."""
EITHER_WAY: Final = "of three and more that are finished already, as_completed gives the first or the last first"
"""What a search takes for granted where several futures are finished before they are asked for."""
SEVERAL: Final = {
    "waits for some of": "waits for the first of several futures",
    "waits for an error of": "waits until all of several futures are done or one has failed",
    "waits for all of": "waits for all of several futures",
    "waits for one of": "waits for the first of several connections or processes",
}
"""Kinds of waits for no one thing, in words."""
FEEDS: Final = "feeds"
"""Kind of what the thread of a process does that carries its items into a queue."""
FEEDS_AT_LAST: Final = "feeds at last"
"""Kind of the same where it has taken up an item in another act before."""
APPENDS: Final = "appends to"
"""Kind of a write to a file that leaves what is there."""
GUESSES: Final = "guesses"
"""Kind of what an actor does where it is anybody's guess which way it goes: no line of a program says so."""
ASKS_DATABASE: Final = "asks the database"
"""Kind of a statement that a database carries out: whether it changes something, nobody can see."""
ANSWERS: Final = frozenset({"finishes", "returns"})
"""Kinds of what a pool's worker does when a task is done: no line of the program's, and who waits goes on by it."""
OPENS: Final = "opens"
"""Kind of opening a file in order to append: it may make it, and changes nothing else."""
TAKES_AGAIN: Final = "takes once more"
GIVES_ONE_BACK: Final = "gives back once"
"""Kinds of what an `RLock` counts for who has it already."""
WAITS_FOR_A_NOTIFY: Final = "waits for a notify of"
"""Kind of a wait on a condition: only a notify that comes after it has begun ends it."""
WAITS_FOR_WORK: Final = "waits for work in"
"""Kind of what an event loop does while none of its tasks can go on."""
SPINS: Final = "spins"
"""Kind of waiting busily until something changes."""

Enabled = Callable[[], bool]
Accesses = tuple[tuple[Hashable, int], ...]
"""(target, access) of the whole of each target."""


class Operation:
    """One declared next act of one actor.

    `target` names what is touched and is equal for equal things within one run (use `Run.number` for objects);
    `enabled` answers whether the act can happen now (None: always) and must not change anything;
    `deadline` is the virtual time at which the actor stops waiting (None: never).
    """

    __slots__ = ("access", "also", "bars", "deadline", "enabled", "kind", "known", "part", "subject", "target", "value")

    gives = False
    """It only makes room for others (gives a token back): two such acts change places, and time passes on by them."""
    excludes = False
    """It takes what one actor alone can hold, until this one gives it back."""
    widened = False
    """What the library touches that has called back is among its accesses already."""
    site: Any = None
    """The place in the text, where the program itself touches something (`instrument.sites.Site`)."""
    rough = ""
    """What is called here, where that is really several steps that nobody can see: a race with it says nothing."""

    def __init__(
        self,
        kind: str,
        target: Hashable,
        access: int = SYNC,
        enabled: Enabled | None = None,
        deadline: float | None = None,
        subject: object = None,
        value: str | Callable[[], str] | None = None,
        part: Hashable = None,
        also: Accesses = (),
        bars: Callable[[], tuple[Hashable, ...]] | None = None,
    ) -> None:
        self.kind = kind
        self.target = target
        self.access = access
        self.enabled = enabled
        self.deadline = deadline
        self.subject = subject
        """The object itself, for the story that is told later: it gets its name from the variable that holds it."""
        self.value = value
        """What is written, in words; or what tells, when the step is granted, what will be read."""
        self.part = part
        """Which item of `target` alone is touched; None: the whole."""
        self.bars = bars
        """Asked just before the act: what could not happen in the state as it is. A kind: no act of that kind on
        `target` (no `acquires` before a release); a target: nobody who waits for it. Saves the search from trying to
        turn round what cannot be."""
        self.known = maxsize
        """How many things had a number when it was granted: these have the same in every run that begins as this one."""
        self.also = also
        """Further accesses (target, access) of the same act: a shared value and the lock that guards it."""

    def accesses(self) -> list[tuple[Hashable, int, Hashable]]:
        """Everything the act touches: (target, access, part)."""
        found = [] if self.target is None else [(self.target, self.access, self.part)]
        also = self.also
        if also:  # for many acts there is nothing more, and this is asked of all of them
            found += [(target, access, None) for target, access in also]
        return found

    def is_possible(self) -> bool:
        """Whether it could be done now."""
        return self.enabled is None or self.enabled()

    def relents(self) -> bool:
        """Asked where nobody can go on: whether it can, after all. Then it has seen to that."""
        return False

    def widen(self, more: Accesses) -> None:
        """The act touches more than was declared."""
        self.also = (*self.also, *more)

    def done(self) -> None:
        """It is being done: from here on it holds on to nothing that the program may let go."""
        self.subject = self.value = self.bars = None
        if self.enabled is not None:
            self.enabled = _surely

    def essence(self) -> Hashable:
        """All that makes a difference to others once the act is done."""
        return self.kind, self.enabled is None, self.gives, self.rough, tuple(self.accesses())

    def __repr__(self) -> str:
        return f"<{self.kind} {self.target!r}>"


class Locking(Operation):
    """Taking a lock: nobody else has it until it is given back."""

    __slots__ = ()
    excludes = True


def trying(target: Hashable, lock: Any, is_taken: Callable[[], bool]) -> Operation:
    """Taking a lock without waiting for it: a story says how that went."""
    return Operation("tries", target, SYNC, subject=lock, value=lambda: "it is held" if is_taken() else "gets it")


class Evolving(Operation):
    """An act of which some accesses follow from the state of things until it is done.

    Which message of a pipe it takes out, or whether it is the last to close the pipe, is known when it is its turn;
    before that it is found out whenever somebody asks.
    """

    __slots__ = ("_also", "_find")

    def __init__(self, kind: str, target: Hashable, find: Callable[[], Accesses], **more: Any) -> None:
        self._find: Callable[[], Accesses] | None = find
        super().__init__(kind, target, **more)

    @property
    def also(self) -> Accesses:
        """Further accesses of the same act."""
        return self._also if self._find is None else self._find()

    @also.setter
    def also(self, accesses: Accesses) -> None:
        self._also = accesses

    def widen(self, more: Accesses) -> None:
        """The act touches more than was declared."""
        find = self._find
        if find is None:
            self._also = (*self._also, *more)
        else:
            self._find = lambda: (*find(), *more)

    def done(self) -> None:
        """It is being done: its accesses are what they are now."""
        self._also, self._find = self.also, None
        super().done()


class Returning(Evolving):
    """Giving something back that any number of others may give back as well: independent of their acts, and of no others;
    unless it may be one too many, as the state of things is: then it touches more."""

    __slots__ = ()

    @property
    def gives(self) -> bool:  # type: ignore[override]
        """Whether it changes places with what others give back."""
        return not self.also


class Past(Operation):
    """An act that is over: what it touched, without the things themselves."""

    __slots__ = ("_accesses", "excludes", "gives", "rough", "site")

    def __init__(self, act: Operation) -> None:
        super().__init__(act.kind, act.target, act.access, None if act.enabled is None else _surely, part=act.part)
        self.also = act.also
        self._accesses = act.accesses()
        self.gives, self.excludes = act.gives, act.excludes
        self.rough, self.site, self.known = act.rough, act.site, act.known

    def accesses(self) -> list[tuple[Hashable, int, Hashable]]:
        """Everything it touched."""
        return self._accesses


def _surely() -> bool:
    return True


def dependent(one: Operation, other: Operation) -> bool:
    """Whether the order of two acts of different actors can matter."""
    if one.also or other.also:
        return any(overlap(a, b) for a in one.accesses() for b in other.accesses()) or (
            one.gives != other.gives and _sees(other if one.gives else one, one.target if one.gives else other.target)
        )
    return (
        one.target == other.target
        and one.target is not None
        and (one.access >= WRITE or other.access >= WRITE or one.gives != other.gives)
        and (one.part is None or other.part is None or one.part == other.part)
    )


def may_meet(past: Operation, act: Operation) -> bool:
    """Whether an act of an earlier run, granted where this run has passed, could depend on one of this run by what got its
    number only later: such numbers follow from who touched what first, and may stand for something else here."""
    known = past.known
    return any(
        (access >= WRITE or done >= WRITE) and _may_be_one(target, touched, known)
        for target, access in past.also
        for touched, done, _ in act.accesses()
    )


def _may_be_one(past: Hashable, now: Hashable, known: int) -> bool:
    if isinstance(past, int) and isinstance(now, int):
        return past >= known and now >= known
    if not (isinstance(past, tuple) and isinstance(now, tuple)) or past[0] == "global" or len(past) != len(now):
        return False
    return all(a == b or _may_be_one(a, b, known) for a, b in zip(past, now, strict=True))


def _sees(act: Operation, given: Hashable) -> bool:
    """Whether an act that gives nothing touches what another gives back."""
    return any(target == given for target, _, _ in act.accesses())


def overlap(one: tuple[Hashable, int, Hashable], other: tuple[Hashable, int, Hashable]) -> bool:
    """Whether two accesses (target, access, part) depend on each other."""
    return (
        one[0] == other[0]
        and (one[1] >= WRITE or other[1] >= WRITE)
        and (one[2] is None or other[2] is None or one[2] == other[2])
    )
