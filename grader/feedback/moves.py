"""One move of a story, and what actors are called in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from grader.feedback.phrases import STEPS_LEFT_OUT
from grader.report import Step, Witness

ABOUT_ANOTHER = ("starts", "joins", "waits for the end of")
"""Acts whose target is an actor, which need not have a step of its own."""


_BY_PYTHON = re.compile(r"\bThread-\d+ \([\w.<>]{1,80}\)")
"""The name of a thread to which nobody gives one."""
MOST_STEPS = 1_000
LONGEST_TEXT = 200
MOST_LOCKS = 12


def bounded(witness: Witness) -> Witness:
    """A witness as large as an honest one may be. It is a claim of the student's process, and a page is written on our
    side: of more steps the middle goes, longer texts are cut."""
    steps = witness.steps
    if len(steps) > MOST_STEPS:
        half = MOST_STEPS // 2
        middle = msgspec.structs.replace(
            steps[half],
            action=STEPS_LEFT_OUT,
            target="",
            value=f"{len(steps) - 2 * half:,} steps",
            note="",
            decisive=False,
        )
        steps = (*steps[:half], middle, *steps[-half:])
    return msgspec.structs.replace(witness, steps=tuple(map(_bounded, steps)))


def _bounded(step: Step) -> Step:
    texts = (step.actor, step.file, step.source, step.action, step.target, step.note, step.value or "", *step.holds)
    if max(map(len, texts)) <= LONGEST_TEXT and len(step.holds) <= MOST_LOCKS:
        return step
    return msgspec.structs.replace(
        step,
        actor=_cut(step.actor),
        file=_cut(step.file),
        source=_cut(step.source),
        action=_cut(step.action),
        target=_cut(step.target),
        note=_cut(step.note),
        value=None if step.value is None else _cut(step.value),
        holds=tuple(map(_cut, step.holds[:MOST_LOCKS])),
    )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


@dataclass(frozen=True, slots=True)
class Move:
    """What one actor did in one go on one line, in the words of the page.

    `place` and `source` are empty when the actor is still on the line it was on. A move without an actor is a fold:
    its `effect` says how many steps are left out here, and `inside` holds them.
    """

    actor: str
    place: str
    source: str
    effect: str
    note: str = ""
    decisive: bool = False
    state: str = "going"
    """What its actor is after it: `going`, `holding` a lock, or `waiting`."""
    steps: tuple[Step, ...] = ()
    stays: bool = False
    """Its actor made the step before, too, on the same line."""
    inside: tuple[Move, ...] = ()

    @property
    def actions(self) -> tuple[str, ...]:
        """What was done, without the values: equal in each round of a loop."""
        return tuple(step.action for step in self.steps)

    @property
    def spot(self) -> tuple[str, str, int | None, int]:
        """Whose line it is."""
        return spot(self.steps[0])


def spot(step: Step) -> tuple[str, str, int | None, int]:
    """An actor and its line."""
    return step.actor, step.file, step.cell, step.line


def names_of(witness: Witness) -> dict[str, str]:
    """What the page calls the actors of a witness, also those that are only started or waited for."""
    names = short_names(dict.fromkeys(step.actor for step in witness.steps))
    for step in witness.steps:
        if step.action in ABOUT_ANOTHER and step.target not in names:
            shorter = _shorter(step.target)
            names[step.target] = step.target if shorter in names.values() else shorter
    return names


def names_in(text: str, witness: Witness | None) -> dict[str, str]:
    """What a page calls the actors that a text names: as the story does, and by the same rule who is in none."""
    told = {} if witness is None else names_of(witness)
    others = short_names(dict.fromkeys(name for name in _BY_PYTHON.findall(text) if name not in told))
    return told | {name: short for name, short in others.items() if short not in told.values()}


def short_names(names: dict[str, None]) -> dict[str, str]:
    """Leave out what Python adds, "Thread-1 (increase)", where names stay distinct without."""
    shorter = {name: _shorter(name) for name in names}
    return shorter if len(set(shorter.values())) == len(shorter) else {name: name for name in names}


def _shorter(name: str) -> str:
    return re.sub(r" \(.*\)$", "", name)


def in_order(name: str) -> tuple[bool, list[tuple[int, str]]]:
    """Sorts actors: the main one first, then as people count, Thread-2 before Thread-10."""
    pieces = re.findall(r"\d+|\D+", name)
    return not name.startswith("Main"), [(int(p), "") if p.isdecimal() else (-1, p) for p in pieces]
