"""One schedule of one program: actors take turns, and a chooser says whose turn it is.

The idea: one actor runs at a time. Before it does anything that another could notice, it calls `Run.pause` with an
`Operation`; there and only there the turn can pass to another. Whoever runs decides *inline* who is next (no
central loop to bounce through), so that going on with the same actor costs no switch. The hub — the greenlet that
called `Run.execute` — only takes over when an actor ends or nothing can go on. The chooser is a pure policy that
sees numbers and operations, never a greenlet.

How to write a model (of a lock, a queue, a process …)
------------------------------------------------------
* A model is an ordinary class of the student's world. It finds who runs by `current_actor()` (and `.run`,
  `.process`); it keeps no global state. What belongs to a process goes in `process.keep("my.key", make)`, what
  belongs to an actor in `actor.local`; both are fresh in every run because the run is.
* *Acting*: `ok = run.pause(Operation(kind, target, access, enabled, deadline, subject=self))`, then do the act
  at once, without calling pause or student code in between. `pause` returns True when `enabled` held, False when
  the deadline passed first (then raise `queue.Empty`, return False, …). `target = run.number(self)`.
  An act that changes what others can wait for is SYNC. Acts are atomic: declare once, then change state freely.
* *Blocking* is only an `enabled` that is False: nobody is woken, the scheduler asks again at every step. A condition
  variable keeps its waiters in a list and lets `enabled` look whether it is still in it.
* *Deadlines*: `deadline = run.deadline(timeout)` (None for None). In timed mode they fire in virtual order; in
  search mode only when nothing else can run. `run.sleep(seconds)` and `run.read_clock()` are the rest of time.
* *Actors*: `actor = run.spawn(name, function, process=..., daemon=...)` begins a thread; the parent must have
  paused with a SYNC operation just before. An actor's end is the SYNC act on `run.end_of(actor)`; join is
  `Operation("joins", run.end_of(actor), SYNC, lambda: not actor.alive)`; after it call `run.merge(actor)`.
* *Processes*: `process = run.new_process(name, parent=...)`, then `run.spawn(..., process=process, main=True)`.
  `process.modules` is what `sys.modules` shows while its actors run; `process.on_enter/on_leave` run at every move
  between processes. `run.exit_process(process, code)` ends it: all its actors are killed where they stand
  (nothing of theirs runs on, no `finally`); if the caller is one of them the call does not return.
  Declare that act as an Operation with access EXIT and `target = run.life_of(process)` first: it depends on every
  act of the actors that it cuts off. `Process.terminate` is the same from outside.
* *Waiting words*: `doing` of a blocked actor comes from `Operation.kind` and `subject`; if the subject has
  a method `who_blocks() -> int | None` (an actor's index), the deadlock is told with the holder.
* *Hiding*: a program holds models, so nothing of the engine (an actor, a run, a process) may be an attribute of one:
  it goes in a slot that `hidden` takes off the class.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from ..actor import Actor, ActorKilled, SimProcess
from ..instead import SCENARIOS
from ..operations import LOCAL, SPINS, WAITS_FOR_A_NOTIFY, WRITE, Enabled, Operation
from ..trouble import where_now
from ..twins import heed
from ..weak import UNHEARD
from .anew import MODULES
from .patience import CLOCK
from .population import Population
from .run_state import Chooser, EngineFault
from .virtual_time import LONGEST
from .within import within_an_act

OUTLIVED = "something in a list that ends when nobody holds the list any more"
MOST_ACTORS = 2048
"""Begun in one run: what starts more of them (a timer that starts the next) goes on as one that makes too many steps does."""
AT_ONCE = {"acquires": "tries", "waits for": "looks at", WAITS_FOR_A_NOTIFY: "looks at", "joins": "looks at"}
"""What waiting is called that takes no time."""


class Run(Population):
    """One schedule in progress: actors, processes, virtual clock, and the trace of who did what."""

    # --- turns -------------------------------------------------------------------------------------------

    def pause(self, operation: Operation) -> bool:
        """Declare the next act of the running actor and wait for the turn.

        True: the act is enabled and must now be done. False: its deadline passed first.
        """
        actor = self.current
        if actor is None or self.dead or actor.status == "killed":
            raise ActorKilled
        if self.passing:
            self.let_pass()
        if self.solo and self.observe is None and (operation.enabled is None or operation.enabled()):
            self.steps += 1
            if self.steps <= self.step_limit:
                actor.enabled_by_timeout = False
                actor.segment = None
                return True
        elif self.muted:
            return within_an_act(self, actor, operation)
        elif self.brisk and self.went_on(actor, operation):
            return True
        return self.declare(operation)

    def declare(self, operation: Operation) -> bool:
        """The same, where somebody could notice: whoever's turn it is goes on."""
        actor = self.current
        if actor is None or self.dead or actor.status == "killed":
            raise ActorKilled
        if operation.deadline is not None:
            left = operation.deadline - self.clock()
            if operation.enabled is not None and (left <= 0 or (left > LONGEST and operation.kind != SPINS)):
                return self._look(operation, operation.enabled, operation.deadline)
            self.limits_waits = True
            self.program_limits_waits = self.program_limits_waits or where_now()[0] != SCENARIOS
            self.limit(actor, operation.deadline)
        if actor.around and not operation.widened:
            operation.widen(actor.around)
        if actor.unseen is not None and operation.access != LOCAL:
            self.show(actor.unseen)
        if actor.heeded:
            heed(actor, operation)
        index = actor.index
        self.pending[index] = operation
        # Alone, nothing is gathered: so it is, too, where nobody listens and the act is not declared at all.
        actor.segment = None if self.solo else operation
        if not self.solo:
            self.events[index] += 1
        chosen = self._choose()
        if chosen != index:
            if chosen < 0:
                self.hub.switch()
            else:
                following = self.actors[chosen]
                self._turn_to(following)
                if following.status == "new":
                    self.hub.switch(following)
                else:
                    following.greenlet.switch()
            if self.dead or actor.killed:
                raise ActorKilled
        return not actor.enabled_by_timeout

    def _look(self, operation: Operation, test: Enabled, deadline: float) -> bool:
        """A wait of no time at all is a look: whatever it finds, it goes on. So is one for longer than anybody waits, which is refused."""
        operation.enabled = operation.deadline = None
        operation.kind = AT_ONCE.get(operation.kind, operation.kind)
        self.pause(operation)
        found = test()
        if not found and self.current is not None:
            self.in_vain(self.current, *(target for target, access, _ in operation.accesses() if access >= WRITE))
            if not self.is_bearable(deadline):
                self.refuse(deadline)
        return found

    def _choose(self) -> int:
        """Whose turn it is (recorded in the trace), or -1 when the schedule is over."""
        self.steps += 1
        self.row = 0
        if self.over is not None or self._is_cut_off():
            return -1
        pending, due = self.pending, self.due
        enabled = [i for i in self.living if (test := pending[i].enabled) is None or test() or i in due]
        if self.timed or self.impatient or self.any_time:
            enabled = self._as_time_goes(enabled)
        enabled = enabled or self._after_all()
        if not enabled:
            return -1
        before = self.current.index if self.current is not None else -1
        if self.steps - self.turned > self.longest_turn and not (self.timed or self.following):
            enabled = self._without(before, enabled)
        chosen = self.chooser.choose(before, enabled, pending)
        if chosen < 0:
            self.over = "pruned"
            return -1
        if chosen != before:
            self.switches.append((before, self.events[before] if before >= 0 else 0, chosen))
            self.turned = self.steps
            self.begin_turn()
        self._grant(self.actors[chosen], pending[chosen], enabled)
        return chosen

    def _is_cut_off(self) -> bool:
        """Whether there are no more steps, or no more time to look."""
        if (self.steps > self.step_limit and not self.goes_further()) or len(self.actors) > MOST_ACTORS:
            told = self.following or self.only or self.endless or self.is_fair()
            self.over = self.over or ("timed_out" if told else "pruned")
        elif not self.steps % CLOCK and self.has_no_time():
            self.over = self.out_of_time()
        return self.over is not None

    def _as_time_goes(self, enabled: list[int]) -> list[int]:
        """Who can go on where there is one clock, or timeouts fire early; nobody where that ends the schedule."""
        if self.timed:
            enabled = self._timed(enabled)
            if self.now > self.time_limit:
                self.over = "timed_out"
        elif self.impatient and self._would_have_come():
            self.over = "pruned"
        else:
            enabled = [i for i in self.living if i in enabled or self._may_fire_early(i)]
        return [] if self.over is not None else enabled

    def _after_all(self) -> list[int]:
        """Where nobody could go on: who relents, or else everybody whose timeout fires last; nobody where that is the end."""
        if self.over is not None or not self.living:
            return []
        pending, enabled = self.pending, list[int]()
        if not self.timed:
            if any(pending[i].relents() for i in self.living):
                enabled = [i for i in self.living if pending[i].is_possible()]
            if not enabled:
                enabled = self.over_first([i for i in self.living if pending[i].deadline is not None])
                self.due.update((i, len(self.trace)) for i in enabled)
        if not enabled:
            self._end_stuck()
        return enabled

    def _end_stuck(self) -> None:
        """Nobody will ever go on."""
        spinning = any(self.pending[i].kind == SPINS for i in self.living)
        self.over = "livelock" if spinning else "deadlock"
        if self.outlives():
            self.over = "pruned"
            self.escape(OUTLIVED)

    def _would_have_come(self) -> bool:
        """Whether somebody has ended a wait after its timeout fired early."""
        return any(test() for index, test in self.early if self.current is None or self.current.index != index)

    def _grant(self, actor: Actor, operation: Operation, enabled: list[int]) -> None:
        """Write the step down and bring clocks up to date."""
        late = operation.deadline is not None and self._is_late(actor, operation)
        actor.enabled_by_timeout = late
        actor.turn = self.steps
        operation.known = len(self._subjects)
        if self.due:
            self.due.pop(actor.index, None)
        if self.flows:
            self.carry(actor, operation)
        if self.watching:
            (self._waited_in_vain if late else self.noted)(actor, operation)
        if operation.bars is not None and self._must_wait() and (barred := operation.bars()):
            self.barred[len(self.trace)] = barred
        self.trace.append((actor.index, operation, enabled))
        if len(self.trace) >= self.condense_at:
            self.condense()
        if self.observe is not None:
            self.observe(actor, operation)
        operation.done()

    def _must_wait(self) -> bool:
        """Whether nobody can come just before what it waits for; who is due can."""
        return not (self.brisk or self.any_time or self.due)

    def _is_late(self, actor: Actor, operation: Operation) -> bool:
        """Whether the actor goes on because its deadline passed; if so, that is noted."""
        enabled = operation.enabled
        if enabled is None or enabled():
            return False
        if (self.impatient or self.any_time) and actor.index not in self.due:
            self.early.append((actor.index, enabled))
            if operation.kind == "joins" and (other := self.blocker_of(operation)) is not None:
                self.given_up.add(other.index)
        here = len(self.trace)
        self.timeouts[here] = self.due.get(actor.index, here)
        self.passes(actor)
        return True

    def _turn_to(self, actor: Actor) -> None:
        self.current = actor
        if actor.process is not self.process:
            self._move_to(actor.process)

    def _move_to(self, process: SimProcess) -> None:
        """Leave the world of one process and enter that of another."""
        old, self.process = self.process, process
        if old is not None:
            for call in old.on_leave:
                call()
            for name in old.modules:
                if name not in process.modules:
                    MODULES.pop(name, None)
        MODULES.update(process.modules)
        for call in process.on_enter:
            call()

    # --- the whole ---------------------------------------------------------------------------------------

    def execute(self, first: Actor, until: Callable[[], bool] | None = None) -> None:
        """Run from `first` on until all actors have ended, nothing can go on, the schedule was stopped, or `until`.

        Afterwards the actors that did not end still stand where they stopped; look at them, then `reap`.
        """
        collecting = gc.isenabled()
        gc.disable()
        try:
            self._turn_to(first)
            _go_on(first)
            while self.living and self.over is None and not (until is not None and until()):
                chosen = self._choose()
                if chosen < 0:
                    break
                following = self.actors[chosen]
                self._turn_to(following)
                _go_on(following)
        finally:
            if collecting:
                gc.enable()
            self.must_be_whole()

    def afterwards(self, look: Callable[[], None], process: SimProcess) -> None:
        """Let a last actor look at what is left, alone and unseen, without changing how the run ended."""
        kept = (self.over, self.error, self.living, self.observe, self.current, self.timed, self.muted)
        self.over, self.living, self.observe, self.current, self.timed, self.muted = None, [], None, None, True, True
        births = len(self.births)
        observer = self.spawn("observer", look, process=process, main=True)
        self.solo = True
        self.execute(observer)
        self.over, self.error, self.living, self.observe, self.current, self.timed, self.muted = kept
        assert births == len(self.births)
        for kept_list in (self.actors, self.pending, self.events, process.actors):
            kept_list.pop()
        if not observer.greenlet.dead:  # a property that waits: nobody will ever come
            self.dead = True
            observer.greenlet.throw(ActorKilled)
            self.dead = False

    def reap(self) -> None:
        """Unwind whoever is left, deaf and dumb: nothing they do on the way out counts or is seen."""
        for operation in self.pending:
            operation.done()  # what nobody has come to do is told as it was in the end
        self.dead = True
        sys.unraisablehook = UNHEARD
        for actor in self.actors:
            for _ in range(20):
                if not actor.greenlet:  # ended, or never begun
                    break
                self._turn_to(actor)
                actor.greenlet.throw(ActorKilled)
        self.current = None
        if self.process is not None:
            for name in self.process.modules:
                MODULES.pop(name, None)
            self.process = None
        self.let_go_of_all()


def _go_on(actor: Actor | None) -> None:
    """From the hub: let an actor go on, and after it those that are to begin. They begin here, because where a stack begins
    its depth is counted from: on top of each other's, those of a hundred threads would be too deep."""
    while actor:
        if actor.status == "new":
            actor.begin()
        actor = actor.greenlet.switch()


__all__ = ["Chooser", "EngineFault", "Run"]
