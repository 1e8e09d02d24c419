"""What became of a program in every order that was tried, and the promises that a suite makes about all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from grader.errors import BeyondError, WorkerError
from grader.interleave.ending import REMEMBERS, ActorEnd, EndingKind, Escape
from grader.report import Explored, Location, Witness
from grader.sandbox.claims import Claim, PromiseBroken, given, with_place, with_remark
from grader.sandbox.expected import difference, holds, told
from grader.sandbox.pointers.came import for_value
from grader.sandbox.printed import Printed

ANYWAY = "Mend this first, and then think about order: it happens in every order that was tried."
"""The hint beside a plain error of several actors, where one about order would not help."""
_TOO_LONG = re.compile(r"\beach takes more than ([\d,]+) steps")
"""How the engine tells that nothing is amiss but the length: that is the program's, and its author can mend it."""


@dataclass(frozen=True)
class End(Printed):
    """One way in which the program ended."""

    kind: EndingKind
    stdout: str
    exit_code: int | None
    detail: str
    values: Mapping[str, Any]
    """What was observed, by the expression that names it."""
    actors: tuple[ActorEnd, ...]
    schedules: int
    """In how many of the orders tried it ended so."""
    first: int | None
    """The how-manieth order tried was the first that did; None of one drawn by lot, or run again."""
    witness: Witness
    trouble: str | None
    """What went wrong, in a sentence; None where it simply finished."""
    location: Location | None
    raised: bool = False
    """What went wrong is an error of the program, also where others then waited for ever."""
    advice: str | None = None
    """What to try, where that is an error which one knows."""
    explains: bool = False
    """That advice says why it came so, in whatever order."""
    mend: str | None = None
    """What is to be mended before anything that a check hints at is of use."""
    suggestion: str | None = None
    """What to try where nobody knows better."""
    start: Mapping[str, Any] = field(default_factory=dict)
    """What `explore(start=…)` began with, by name: drawn anew for a few orders of our own choosing."""
    stderr: str = ""
    said: tuple[str, ...] = ()
    """What each actor printed, in its own order; empty where that was too long to be kept."""

    def runners_of(self, function: str, kind: str) -> tuple[ActorEnd, ...]:
        """The actors of this kind (main, thread, process) that ran this function of the submission."""
        return tuple(actor for actor in self.actors if actor.kind == kind and function in (actor.called or ()))

    def told(self, name: str) -> str:
        """What became of something observed, in words: "total ended as 3", "total is never set"."""
        return told(name, self.values[name]) if name in self.values else f"{name} is never set"


Predicate = Callable[[End], Any]


@dataclass(frozen=True)
class Exploration:
    """Every distinct ending that was found; promises are judged here, in our own process."""

    endings: tuple[End, ...]
    exhaustive: bool
    proved: str
    """In words; no more than is true."""
    controlled: bool
    schedules: int
    escapes: tuple[Escape, ...]
    cut_short: bool
    """The clock, not the budget, ended the search: what was not found may yet be there."""
    confirm: Callable[[End], End]
    """Runs an ending's schedule once more, in a fresh worker."""
    cut_off: bool = False
    """The first order was not followed to its end, and nothing tells that it has none."""
    computing: float = 0.0
    """Seconds for which the program itself computes in each order, where that is why it was cut short; else 0."""
    remark: str = ""
    """A sentence to be said of every broken promise; nothing where there is none."""
    kept: Callable[[], object] = bool
    """Called when it was found that all goes well, whatever the order."""
    args: tuple[str, ...] = ()
    stdin: str = ""
    patient: bool = False
    """Timeouts were taken to be long enough."""
    in_any_order: bool = False
    """Several actors printed, and the order of their lines made no other ending."""
    trials: tuple[End, ...] = ()
    """How a few schedules ended that were drawn by lot on our side, with other start values, before the search began.
    Where the search claims to know every ending, they must agree; elsewhere they are further endings."""

    @property
    def explored(self) -> Explored:
        """How far the search went, for the report."""
        return Explored(schedules=self.schedules, proved=self.proved, controlled=self.controlled, patient=self.patient)

    @property
    def witness(self) -> Witness | None:
        """How the first ending came about in which something went wrong."""
        return next((end.witness for end in self.endings if end.trouble is not None), None)

    @property
    def stdout(self) -> str:
        """What the program printed in the first order tried."""
        return self.endings[0].stdout

    def always(self, predicate: Predicate, hint: str | None = None) -> None:
        """Promise that the program finishes, and that `predicate` holds of its ending, in whatever order.

        A predicate answers yes or no, or asserts: then its message is what the student reads. Anything else that
        it raises is the suite's fault.
        """
        self._hold(self._followed, self._drawn, predicate, hint)
        self.kept()

    def whenever_it_finishes(self, predicate: Predicate, hint: str | None = None) -> None:
        """The same of those endings alone in which nothing went wrong: where another check promises that nothing does."""
        well, trials = (tuple(end for end in ends if end.trouble is None) for ends in (self._followed, self._drawn))
        self._hold(well, trials, predicate, hint)

    def _hold(self, endings: tuple[End, ...], trials: tuple[End, ...], predicate: Predicate, hint: str | None) -> None:
        for end in endings if self.exhaustive else endings + trials:
            said = end.trouble or _objection(predicate, end)
            if said is not None:
                again = self._confirmed(end)
                if again.trouble is None and _objection(predicate, again) is None:
                    raise self._other("a schedule that broke a promise did not break it again")
                told = said or difference(predicate, end, self.endings)
                raise self._broken(with_story(end, again), told, hint)
        self._be_sure()
        for trial in trials:
            if trial.trouble is not None or _objection(predicate, trial) is not None:
                told = trial.trouble or difference(predicate, trial, self.endings)
                raise WorkerError(
                    f"the search found no order that breaks the promise, and one drawn by lot does: {told}"
                )

    def never_deadlocks(self, hint: str | None = None) -> None:
        """Promise that somebody can always go on until all is done, whatever the values at the end."""
        for end in self.endings if self.exhaustive else self.endings + self._drawn:
            if end.kind in ("deadlock", "livelock", "timed_out"):
                again = self._confirmed(end)
                raise self._broken(with_story(end, again), end.trouble or end.detail, hint)
        self._be_sure()
        for trial in self._drawn:
            if trial.kind in ("deadlock", "livelock"):
                raise WorkerError(
                    f"the search found no deadlock, and an order drawn by lot ends in one: {trial.detail}"
                )

    def can_finish(self, hint: str | None = None) -> None:
        """Promise that there is an order in which nothing goes wrong; else what does is told. WorkerError or BeyondError
        where none was seen, and one could not be followed, or the clock ended the search."""
        if any(end.trouble is None for end in self._followed + self._drawn):
            return
        self._lost_none()
        self._had_time()
        first = self._followed[0]
        again = self._confirmed(first)
        raise self._broken(with_story(first, again), first.trouble or "", hint)

    def predicted(self, answer: Any, of: Callable[[End], Any], hint: str | None = None) -> None:
        """Promise that `answer`, a collection, holds what `of` makes of each ending: nothing is missing, nothing
        too much. A single value stands for a collection of one.

        WorkerError or BeyondError where not every order was tried and followed, since then nobody knows what is too much.
        """
        if not self.exhaustive:
            raise WorkerError(f"a prediction needs a program whose orders can all be tried. {self.proved}")
        self._be_sure()
        foretold = _collection(answer)
        seen: dict[Any, End] = {}
        for end in self.endings:
            seen.setdefault(of(end), end)
        for value, end in seen.items():
            if value not in foretold:
                again = self._confirmed(end)
                if of(again) != value:
                    raise self._other("a schedule that ended in one way ended in another when it was repeated")
                raise self._broken(with_story(end, again), f"it can also end with {value!r}", hint)
        never = [value for value in foretold if value not in list(seen)]
        if never:
            orders = (
                "in the only order there is" if self.schedules == 1 else f"in none of the {_orders(self.schedules)}"
            )
            raise PromiseBroken(f"It never ends with {never[0]!r}, {orders}.", hint=hint, explored=self.explored)

    @property
    def _beyond(self) -> str:
        """What cannot be controlled, and where."""
        return self.escapes[0].told if self.escapes else self.proved

    @property
    def _followed(self) -> tuple[End, ...]:
        """The endings that the engine could follow to the end."""
        return tuple(end for end in self.endings if end.kind != "engine_fault")

    @property
    def _drawn(self) -> tuple[End, ...]:
        """The orders drawn by lot that the engine could follow to the end."""
        return tuple(end for end in self.trials if end.kind != "engine_fault")

    def _confirmed(self, end: End) -> End:
        again = self.confirm(end)
        if again.kind != end.kind:
            raise self._other(f"a schedule that ended as {end.kind} ended as {again.kind} when it was repeated")
        return again

    def _other(self, what: str) -> WorkerError:
        """Our fault, unless the program does what cannot be followed."""
        return WorkerError(what) if self.controlled else BeyondError(f"{what}: {self._beyond}")

    def _broken(self, end: End, said: str, hint: str | None) -> PromiseBroken:
        hint = None if hint is None else str(hint)  # plain text: a suite's hint() is more than that
        early = end.detail if end.kind == "finished" else ""
        remark = " ".join(filter(None, (given(self.args, self.stdin, said), early, self.remark)))
        if self._comes_anyway(end):
            hint = end.mend or (end.suggestion or ANYWAY if len(end.actors) > 1 else hint)
            broken = PromiseBroken(with_remark(said, remark), location=end.location, hint=hint, explored=self.explored)
            broken.advice = end.advice
            return broken
        if self._never_ends(end):
            hint = end.mend or ANYWAY
        where = end.location or _decisive(end.witness)
        told = with_place(said, end.location) if end.raised else said
        words = self._with_order(with_remark(told, remark), end)
        broken = PromiseBroken(words, location=where, hint=hint, witness=end.witness, explored=self.explored)
        broken.advice = end.advice or (for_value(said) if end.trouble is None else None)
        broken.explains = end.explains
        return broken

    def _with_order(self, said: str, end: End) -> str:
        """What is said, with the order in which it was found where there is more than one."""
        if end.first is None or len({step.actor for step in end.witness.steps}) <= 1:
            return said
        if self.exhaustive and self.schedules > len(self.endings) == 1:
            return with_remark(said, "It ends so in every order.")
        return with_remark(said, f"Found in the {_ordinal(end.first)} order tried.")

    def _comes_anyway(self, end: End) -> bool:
        """Whether the same fails in every order (the same line, where it is known), so that no order has to do with it."""
        failed = {(other.raised, other.location or other.trouble) for other in self._followed}
        return failed == {(True, end.location or end.trouble)}

    def _never_ends(self, end: End) -> bool:
        """Whether it goes round at the same place in every order: what a check hints at about order is of no use then."""
        round = {(other.kind in ("livelock", "timed_out"), other.location) for other in self._followed}
        about_order = len(end.actors) > 1 or end.mend is not None
        return end.location is not None and about_order and round == {(True, end.location)}

    def _be_sure(self) -> None:
        self._lost_none()
        if any(trial.kind == "engine_fault" and trial.detail == REMEMBERS for trial in self.trials):
            raise BeyondError(REMEMBERS)
        if not self.controlled:
            raise BeyondError(f"no order broke the promise, but not every order can be tried: {self._beyond}")
        self._had_time()

    def _lost_none(self) -> None:
        lost = next((end for end in self.endings if end.kind == "engine_fault"), None)
        if lost is not None:
            too_long = _TOO_LONG.search(lost.detail)
            if too_long:
                raise BeyondError(
                    f"in every order the program takes more than {too_long[1]} steps, and a printed line is several of them. "
                    "Loop or print less while it is judged: a few rounds show as much as many"
                )
            fault = WorkerError if self.controlled else BeyondError
            raise fault(f"the program could not be followed in every order: {lost.detail}")

    def _had_time(self) -> None:
        if self.cut_short and self.computing:
            raise BeyondError(
                f"the program computes for {self.computing:.2g} s in each order, so there was time for {_orders(self.schedules)} only. "
                "Compute less while it is judged: a few rounds show as much as many"
            )
        if self.cut_short:
            raise WorkerError(
                f"the clock ended the search after {_orders(self.schedules)}, before it could be sure",
                hint="Raise [limits] time_s, lower the number of schedules, or judge it on a faster machine.",
            )


def _objection(predicate: Predicate, end: End) -> str | None:
    """Why the promise does not hold of this ending ('' where it does not say); None where it holds."""
    try:
        return None if holds(predicate(end)) else ""
    except Claim:  # of another program that the predicate asks
        raise
    except AssertionError as broken:
        said = str(broken).partition("\nassert ")[0]  # pytest adds the rewritten assert to the suite's own words
        return "" if said.startswith("assert ") else said


def with_story(end: End, again: End) -> End:
    """An ending with the story of its repetition, where none was told before it was asked for."""
    if end.witness.steps:
        return end
    return replace(end, witness=msgspec.structs.replace(end.witness, steps=again.witness.steps))


def _collection(answer: Any) -> list[Any]:
    """What a student foretold, one value or several."""
    if answer is None:
        raise PromiseBroken("There is no answer yet.")
    if isinstance(answer, (set, frozenset, list, tuple)):
        return list(answer)
    if isinstance(answer, (bool, int, float, str)):
        return [answer]
    raise PromiseBroken("The answer should be a set of values, as in {1, 2}.")


def _decisive(witness: Witness) -> Location | None:
    step = next((step for step in reversed(witness.steps) if step.decisive and step.line), None)
    return None if step is None else Location(file=step.file, line=step.line, cell=step.cell)


def _orders(number: int) -> str:
    return f"{number:,} {'order' if number == 1 else 'orders'}"


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
