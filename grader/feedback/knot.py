"""Who holds what and who waits for it, read off the last steps of a witness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.feedback.moves import in_order, names_of
from grader.feedback.phrases import effect, held_after, is_blocked, renamed
from grader.feedback.story import place_of
from grader.report import Location, Step, Witness

_HOLDER = re.compile(r"(.+) holds it( and has ended)?")
_ITSELF = "it already holds it itself"


@dataclass(frozen=True, slots=True)
class Held:
    """A lock that somebody holds, with the place where it was taken ('' where the witness does not show it)."""

    lock: str
    place: str

    def __str__(self) -> str:
        return f"{self.lock} ({self.place})" if self.place else self.lock


@dataclass(frozen=True, slots=True)
class Stuck:
    """One actor that never went on: what it waits for, where, who has it, and what it holds itself."""

    actor: str
    waits: str
    """In words: "waits for lock_b"."""
    place: str
    on: str = ""
    """Whom it waits for: who holds the lock, or whose end it is; '' where nobody in particular."""
    held: Held | None = None
    """The lock it waits for, as its holder holds it."""
    ended: bool = False
    """Its holder has ended and will never give it back."""
    holds: tuple[Held, ...] = ()

    def __str__(self) -> str:
        holding = f"holds {' and '.join(map(str, self.holds))} and " if self.holds else ""
        place = f" ({self.place})" if self.place else ""
        return f"{self.actor} {holding}{self.waits}{place}{self._holder()}."

    def _holder(self) -> str:
        if self.held is None:
            return ""
        if self.on == self.actor:
            return ", which it already holds itself"
        since = f" ({self.held.place})" if self.held.place else ""
        if self.ended:
            return f", which {self.on} took{since} and never gave back before it ended"
        return f", which {self.on} holds"


def knot(witness: Witness, entry: str) -> tuple[Stuck, ...]:
    """The actors whose last step was to wait for ever. Empty where all of them got through."""
    last = {step.actor: step for step in witness.steps}
    blocked = [step for step in last.values() if is_blocked(step)]
    names = names_of(witness)
    stuck = [_stuck(step, last, witness, entry, names) for step in blocked]
    return tuple(sorted(stuck, key=lambda one: in_order(one.actor)))


def sentences(stuck: Sequence[Stuck], told: Sequence[str]) -> tuple[str, ...]:
    """Who waits for whom; of what the engine `told`, line by line, what the witness does not show."""
    known = tuple(f"{one.actor} " for one in stuck)
    return (*map(str, stuck), *(one for one in told if not one.startswith(known)))


def _stuck(step: Step, last: dict[str, Step], witness: Witness, entry: str, names: dict[str, str]) -> Stuck:
    holder, ended = _holder(step, last)
    mine = tuple(Held(lock, _taken(witness, step.actor, lock, entry)) for lock in held_after(step))
    held = Held(step.target, _taken(witness, holder, step.target, entry)) if holder else None
    whom = holder or (step.target if step.action.endswith("the end of") else "")
    return Stuck(
        actor=names[step.actor],
        waits=renamed(effect(step, full=False), names),
        place=_place(step, entry),
        on=names.get(whom, whom),
        held=held,
        ended=ended,
        holds=() if whom == step.actor else mine,
    )


def _holder(step: Step, last: dict[str, Step]) -> tuple[str, bool]:
    """Who holds the lock that a step waits for, and whether it has ended; the step's own note knows best."""
    if step.note == _ITSELF:
        return step.actor, False
    if (found := _HOLDER.fullmatch(step.note)) is not None and found[1] in last:
        return found[1], found[2] is not None
    others = (actor for actor, other in last.items() if actor != step.actor and step.target in held_after(other))
    return ("" if step.target.startswith(("a ", "an ")) else next(others, "")), False


def _taken(witness: Witness, actor: str, lock: str, entry: str) -> str:
    for step in reversed(witness.steps):
        if step.actor == actor and step.target == lock and step.action == "acquires":
            return _place(step, entry)
    return ""


def _place(step: Step, entry: str) -> str:
    return place_of(Location(file=step.file, line=step.line, cell=step.cell), entry) if step.line else ""
