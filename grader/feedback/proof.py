"""What is proved of a program that was explored, in the explorer's words, and what is not: a sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from grader.feedback.endings import FRESH, Endings
from grader.feedback.finding import PATIENT
from grader.feedback.ink import Tone
from grader.feedback.phrases import OVERWRITES, TOO_SOON
from grader.report import ExplorationRecord
from grader.several import counted

Said = tuple[str, Tone]

PREMISES = ". ("
"""What comes before the premises of a claim, which end it."""
OUT_OF_INPUT = "EOFError: EOF when reading a line"
SOONER = "--timeouts any tries that."
LOST = "An update is lost where one overwrites what another has written since: hold one lock from reading to writing."
EARLY = "What the main program looks at changes afterwards: let it wait first for whoever changes that, with join()."
MAIN = "MainThread"
PATIENTLY = "timeouts fire only when nothing else can go on"


def claims(found: ExplorationRecord, endings: Endings, *, every: bool, asks: str = "-v") -> Iterator[Said]:
    """What may be said; what it rests on where `every` thing is asked for, by what `asks` for it here."""
    yield from ((f"Note: {notice}.", "warn") for notice in found.notices)
    if found.slip:
        yield found.slip, "warn"
    yield from ((said, "plain") for said in _to_try(endings))
    nothing = found.proved.startswith("Nothing")
    claim, _, premises = found.proved.partition(PREMISES)
    yield found.proved if every or not premises else f"{claim}.", "warn" if nothing else "plain"
    yield from _faults(found)
    if nothing and all(ending.witness is None for ending in found.endings):
        return  # it never ran, so that nothing depends on how
    if not found.controlled:
        yield "Not everything the program does could be controlled, so other endings may exist.", "warn"
    elif not found.exhaustive and not nothing:
        yield "Not every order was tried, so this is no proof.", "warn"
    if PATIENTLY in premises.lower():
        yield f"{PATIENT} {SOONER}", "warn"
    once = sum(not one.ending.repeated and one.ending.witness is not None for one in endings.told)
    if once:
        was = "was" if once == 1 else "were"
        yield (
            f"{counted(once, 'ending')} told here {was} not confirmed by running the order a second time.",
            "warn",
        )
    if every:
        yield _circumstances(found), "dim"
    yield from ((said, "dim") for said in _otherwise(found))
    legend = " ".join(_legend(claim, endings))
    if legend:
        yield legend, "dim"
    more = ["tells every ending with its story"] if endings.heading else []
    more += ["says what this rests on"] if premises and not every else []
    if more:
        yield f"{asks} {' and '.join(more)}.", "dim"


def _to_try(endings: Endings) -> Iterator[str]:
    """What helps against what the stories show."""
    notes = {(step.actor, step.note) for one in endings.told if one.ending.witness for step in one.ending.witness.steps}
    if any(note.startswith(OVERWRITES) for _, note in notes):
        yield LOST
    if any(note.endswith(TOO_SOON) and actor == MAIN for actor, note in notes):
        yield EARLY


def _faults(found: ExplorationRecord) -> Iterator[Said]:
    for fault in found.faults:
        said, _, remark = fault.partition(" (a few rounds")
        yield f"The explorer could not go on: {said}{'.' if remark else ''}", "warn"
        if remark:  # the one thing to do stands by itself
            yield f"Make the loops shorter: a few rounds{remark.removesuffix(')')}.", "plain"


def _circumstances(found: ExplorationRecord) -> str:
    where = {"language": "wherever the language allows it", "cpython": "only where this CPython does so"}
    switched = where.get(found.atomicity, f"as {found.atomicity} allows it")
    return f"Processes start by {found.start_method}; threads and processes are switched {switched}."


def _otherwise(found: ExplorationRecord) -> Iterator[str]:
    """What could be asked for that may end otherwise."""
    if any(OUT_OF_INPUT in ending.detail for ending in found.endings):
        yield "The program asks for more input than it was given: --stdin FILE gives it the lines of a file."
    usual, explored = found.usual_start_method, found.start_method
    if usual is not None:
        yield (
            f"Processes were started by {explored}. Python would start them by {usual} on this machine, which may end "
            f"otherwise: --start-method {usual}."
        )
    if found.in_any_order and not found.proved.startswith("Nothing"):
        yield "--output-order tells endings apart by the order of printed lines, too."


def _legend(claim: str, endings: Endings) -> Iterator[str]:
    """The signs and words of the page that need it."""
    printed = (sign == FRESH for one in endings.told for sign, _ in one.printed)
    if any(printed) or any(FRESH in other.said for other in endings.others):
        yield "| is what the program prints, > what it does not print in ending 1."
    if "forced switch" in claim:
        yield "A forced switch stops one who could go on."
