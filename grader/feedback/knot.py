"""Who holds what and who waits for it, read off the last steps of a witness."""

from __future__ import annotations

from dataclasses import dataclass

from grader.feedback.story import place_of, renamed, short_names, state_after
from grader.report import Location, Step, Witness


@dataclass(frozen=True, slots=True)
class Stuck:
    """One actor that never went on: what it waits for, where, who has it, and what it holds itself."""

    actor: str
    waits_for: str
    place: str
    held_by: str | None
    holds: tuple[tuple[str, str], ...]
    """Each lock with the place where it was taken ('' where the witness does not show it)."""

    def __str__(self) -> str:
        taken = [f"{lock} (taken at {place})" if place else lock for lock, place in self.holds]
        holding = f"holds {' and '.join(taken)}, " if taken else ""
        holder = f", which {self.held_by} holds" if self.held_by else ""
        return f"{self.actor} {holding}{self.waits_for} at {self.place}{holder}"


def knot(witness: Witness, entry: str) -> tuple[Stuck, ...]:
    """The actors whose last step was to wait. Empty where all of them got through."""
    last: dict[str, Step] = {step.actor: step for step in witness.steps}
    names = short_names(dict.fromkeys(last))
    return tuple(
        Stuck(
            actor=names[actor],
            waits_for=renamed(f"{step.action} {step.target}".strip(), names),
            place=_place(step, entry),
            held_by=next((names[a] for a, s in last.items() if a != actor and step.target in s.holds), None),
            holds=tuple((lock, _taken(witness, actor, lock, entry)) for lock in step.holds),
        )
        for actor, step in last.items()
        if state_after(step) == "waiting"
    )


def _taken(witness: Witness, actor: str, lock: str, entry: str) -> str:
    for step in reversed(witness.steps):
        if step.actor == actor and step.target == lock and step.action == "acquires":
            return _place(step, entry)
    return ""


def _place(step: Step, entry: str) -> str:
    return place_of(Location(file=step.file, line=step.line, cell=step.cell), entry)
