"""Virtual time: nothing waits, clocks move.

In timed mode there is one clock, and who sleeps wakes in order. In search mode every actor has its own: sleeping
orders nothing, and time passes from one to another only where one sees what the other did (`flow`). The program is told its own
clocks wherever many orders of it are compared, those on the clock among them, so that the same order always says the same.

Such clocks tick: sums and differences of ticks are exact, so that an hour that begins later is no longer.
"""

from __future__ import annotations

import _thread
import math
import threading
from collections import defaultdict
from collections.abc import Callable, Container

from ..actor import Actor
from ..operations import LOCAL, READ, SPINS, WRITE, Operation
from ..trouble import meant
from ..twins import between, told
from .accesses import Accesses
from .cores import Cores
from .run_state import Chooser

STEP_COST = 2.0**-30
"""Virtual seconds that one step other than a read or a write takes in timed mode: enough to order what started earlier."""
AN_ACT = 1e-6
"""Seconds of computing that a step stands for; and how far time moves on, at first, for who works without an end."""
TICK = 2.0**-22
"""Seconds: what `time.time()` can still tell from a bit later in this century."""
GLANCE = 4 * TICK
"""How far a clock moves that is looked at twice while nothing has moved it."""
OFTEN = 100
"""Looks at the clock without a sleep in between from which on it moves faster and faster."""
TIMEOUT_MAX = 9_223_372_036.0
"""Seconds beyond which the library waits for nothing: `threading.TIMEOUT_MAX`, which is 50 days on Windows, and would be a verdict
of its own there."""
LONGEST = TIMEOUT_MAX + 0.5
"""The same; sums of so many are rounded."""
FAR = 2.0**30
"""Seconds beyond which a clock has no ticks that could be told apart."""
GRACE = 20_000
"""Steps in which nobody need wait, after which who sleeps wakes in timed mode although others go on: they may be working until
then. Less each further time, down to `LEAST`; and never more than this part of the steps that a run may have:"""
PART, LEAST = 16, 500
A_FEW = 5
"""So many limited waits of somebody are over before the longer one of who joins him."""
LIMITED = 10
"""So much longer it takes until a limited wait is over: who works for it may well be done in time."""


class VirtualTime(Accesses):
    """The part of a run that knows what time it is."""

    def __init__(self, chooser: Chooser, *, timed: bool, steps: int) -> None:
        super().__init__(chooser, timed=timed, steps=steps)
        self.now = 0.0
        self.time_limit = math.inf
        """Virtual seconds after which it is stopped (timed mode only)."""
        self.cores: Cores | None = None
        """The machine, where computing takes time (timed mode only)."""
        self.even = False
        """Steps take no time (timed mode only): who do the same sleep equally long and wake together."""
        self.limits_waits = False
        """Somebody may wait for a limited time only."""
        self.program_limits_waits = False
        """The program itself does so, and not only a scenario of the suite's."""
        self.due: dict[int, int] = {}
        """Search mode: actors whose deadline may pass now, since nothing else could go on at that position."""
        self.timeouts: dict[int, int] = {}
        """Positions at which an actor went on because its deadline passed -> the position from which on it could."""
        self.impatient = False
        """Timeouts may fire early, unless somebody ends the wait later: then the run is given up."""
        self.any_time = False
        """Timeouts may fire at any time, whoever could still have ended the wait."""
        self.early: list[tuple[int, Callable[[], bool]]] = []
        self.given_up: set[int] = set()
        """Actors whose end somebody waited for that gave up early."""
        self.would_end: Container[str] = ()
        """Names of daemons that come to their end if nobody hurries."""
        self._outlasted: defaultdict[tuple[int, int], dict[int, float]] = defaultdict(dict)
        """How long somebody waits whose end an actor waits for, each time: by the actor, and by how many acts either has behind it."""
        self._busy = 0
        self._grace = self._most_grace = max(LEAST, min(GRACE, steps // PART))
        self._rested = 0
        """Steps when time had passed last because everybody waited, or had gone on for too long."""

    def clock(self) -> float:
        """Virtual seconds since the start, by the clock that decides who may go on."""
        if self.timed or self.current is None:
            return self.now
        return self.current.clock

    def own_time(self) -> float:
        """Virtual seconds since the start, as the running actor is told."""
        return self.current.clock if self.own_clocks and self.current is not None else self.now

    def read_clock(self) -> float:
        """The same, moved on a little: whoever looks again must see it move."""
        actor = self.current
        if actor is not None and actor.heeded:
            told(actor)
            between(actor)
        if self.timed:
            self._busy += 1
        if not self.own_clocks:
            self.now += _glance(self._busy)
        elif actor is not None:
            self._glance_at(actor)
            if self.timed:
                self.now = max(self.now, actor.clock)
        if actor is not None and actor.looks is not None:
            actor.looks.clock += 1
        self._ticks += 1
        return self.own_time()

    def _glance_at(self, actor: Actor) -> None:
        """Where the clock has moved since the last look, that is enough: how often others looked in between is not told."""
        actor.glances += 1
        if actor.clock <= actor.told or actor.glances >= OFTEN:
            actor.clock += _whole(_glance(actor.glances))
        actor.told = actor.clock
        self.flows = True

    def computed(self) -> float:
        """Virtual seconds of computing. Where orders are compared, nobody is told how much others did in between."""
        self.read_clock()
        actor = self.current
        if actor is None or not self.own_clocks:
            return self.steps * AN_ACT
        looks, seconds = actor.local.get("computed", (0, 0.0))
        actor.local["computed"] = looks + 1, seconds + _whole(_glance(looks))
        return float(seconds)

    def deadline(self, timeout: float | None) -> float | None:
        """The virtual time at which a wait of `timeout` seconds is over."""
        if timeout is None:
            return None
        seconds = seconds_of(timeout)
        return self.clock() + (_whole(seconds) if self.own_clocks else seconds)

    def is_bearable(self, deadline: float | None) -> bool:
        """Whether anybody waits that long."""
        return deadline is None or not deadline - self.clock() > LONGEST

    def refuse(self, deadline: float | None) -> None:
        """To wait that long: a lock, which is free and so does not wait, does it in CPython's words."""
        try:
            _thread.allocate_lock().acquire(True, math.inf if deadline is None else deadline - self.clock())
        except OverflowError as too_long:
            raise meant(too_long) from None

    def limit(self, actor: Actor, deadline: float) -> None:
        """Note what the actor's own clock will say when that deadline has passed."""
        actor.limit = _whole(deadline if not self.timed else actor.clock + deadline - self.now)

    def passes(self, actor: Actor) -> None:
        """A deadline of the actor has passed."""
        if self.own_clocks:
            actor.clock = max(actor.clock, actor.limit)
            self.flows = True

    def sleep(self, seconds: float) -> None:
        """Let virtual seconds pass for the running actor. In search mode this orders nothing."""
        actor = self.current
        if seconds > 0 and actor is not None and actor.looks is not None:
            actor.looks.rests += 1
        if self.timed:
            self.pause(Operation("sleeps", None, LOCAL, _never, self.now + seconds, value=f"{seconds:g} s"))
            if actor is not None:
                actor.glances = 0
            return
        asleep = Operation("sleeps", None, LOCAL, value=f"{seconds:g} s")
        if (
            actor is None
            or self.solo
            or self.visible is None
            or self.coarse
            or self.muted
            or self.can_be_cut_off(actor)
        ):
            self.pause(asleep)
        else:
            self.pass_by(actor, asleep)
        if actor is not None:
            actor.glances = 0
            actor.clock += _whole(seconds)
            self.flows = True

    def compute(self, until: float) -> None:
        """Let the running actor be busy until that virtual time (timed mode only)."""
        self.pause(Operation("computes", None, LOCAL, _never, until))

    def _timed(self, enabled: list[int]) -> list[int]:
        """Let virtual time pass: a little for the step, and up to the next deadline when all wait."""
        if not self.solo:  # whoever is alone takes no turns, unless somebody observes it: their clocks must agree
            self.pass_a_little(self.trace[-1][1] if self.trace else None)
        due = [(d, i) for i in self.living if (d := self.pending[i].deadline) is not None and i not in enabled]
        if not enabled and due:
            self._busy, self._rested, self._grace = 0, self.steps, self._most_grace
            self.now = max(self.now, min(due)[0])
        elif due:
            self._wake_at_last(enabled, *min(due))
        elif self._busy >= GRACE and self.time_limit < math.inf:
            # Nobody would wake, but there is a limit to the whole.
            self.now += AN_ACT * 2.0 ** min(60, (self._busy - GRACE) // 1000)
        return sorted([*enabled, *(i for d, i in due if d <= self.now)])

    def _wake_at_last(self, enabled: list[int], deadline: float, index: int) -> None:
        """Somebody waits until then: wake it, once the others, each of them, have gone on for long. Never more than one at a time, so that
        all wake in order, and do so with work in between."""
        waiting = self.pending[index]
        limited = waiting.enabled is not _never and waiting.kind != SPINS
        if self.steps - self._rested < self._grace * (LIMITED if limited else 1):
            return
        if all(self.actors[i].turn > self._rested for i in enabled):
            self.now = max(self.now, deadline)
            self._busy, self._rested, self._grace = 0, self.steps, max(LEAST, self._grace // 2)

    def pass_a_little(self, act: Operation | None) -> None:
        """Time passes for an act (timed mode)."""
        self._busy += 1
        if not self.even and not (act is not None and act.access in (READ, WRITE)):
            self.now += STEP_COST  # reads and writes take none: which are steps is learned only while others are tried

    def over_first(self, waiting: list[int]) -> list[int]:
        """Those whose limited waits are over where nobody else can go on (search mode): all, but for who waits for the end of one
        of them, and twice as long as all his waits in the meantime. That one goes on first, a few times."""
        return [i for i in waiting if not self._outlasts(i)]

    def _outlasts(self, index: int) -> bool:
        mine = self.pending[index]
        other = self.blocker_of(mine) if mine.kind == "joins" else None
        if other is None or not other.alive:
            return False
        theirs = self.pending[other.index].deadline
        if theirs is None or mine.deadline is None:
            return False
        waits = self._outlasted[index, self.events[index]]
        waits[self.events[other.index]] = theirs - other.clock
        return len(waits) <= A_FEW and 2 * sum(waits.values()) <= mine.deadline - self.actors[index].clock

    def begin_call(self) -> None:
        """Another call of a session: its budget of loop rounds begins anew."""
        self._ticks = 0
        self._busy, self._rested, self._grace = 0, self.steps, self._most_grace


def seconds_of(timeout: float) -> float:
    """How long a wait takes that is limited so: below nought, no time at all. What is no number is refused in CPython's words."""
    try:
        return timeout if timeout > 0 else 0.0 if timeout <= 0 else _asked(timeout)
    except TypeError:
        return _asked(timeout)


def _asked(odd: float) -> float:
    """What this Python's own wait makes of it: it refuses it, or takes it for no time at all (NaN, until 3.14.9)."""
    condition = threading.Condition()
    with condition:
        try:
            condition.wait(odd)
        except (TypeError, ValueError) as refused:
            raise meant(refused) from None
    return 0.0


def _glance(number: int) -> float:
    """Seconds that a look at the clock takes: who looks again and again waits for it to move on, and works until then."""
    return GLANCE if number < OFTEN else min(0.01, GLANCE * 1.1 ** min(100, number - OFTEN))


def _whole(seconds: float) -> float:
    """In whole ticks, and no less."""
    return math.ceil(seconds / TICK) * TICK if seconds < FAR else seconds


def _never() -> bool:
    return False
