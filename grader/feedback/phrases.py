"""What one step of a witness did, in English: "reads 0", "puts 3 into jobs", "waits for lock_b".

The explorer names an act by one word or two and its object; here they become words that a student reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.interleave.operations import SEVERAL
from grader.report import Step

VALUE_CELLS = 24
ORDER_SAID = re.compile(r" (Found in the \d+\w\w order tried|It ends so in every order)\.")
"""How a check says in which order it found something."""

STEPS_LEFT_OUT = "goes on"
"""What stands for steps of an actor that a witness leaves out; its value is their number: "222 steps"."""

WORDS: dict[str, tuple[str, str]] = {
    "puts": ("puts {value} into {target}", "puts an item into {target}"),
    "tries to get from": ("gets {value} from {target}", "tries to get from {target}"),
    "gets": ("gets {value} from {target}", "gets an item from {target}"),
    "sends": ("sends {value} through {target}", "sends something through {target}"),
    "receives from": ("receives {value} from {target}", "receives something from {target}"),
    "spins": ("goes round until {target} changes", "goes round until {target} changes"),
    "goes round until a change of": ("goes round until {target} changes", "goes round until {target} changes"),
    "takes once more": ("takes {target} once more", "takes {target} once more"),
    "gives back once": ("gives {target} back once", "gives {target} back once"),
    "returns": ("returns {value}", "returns what it has found"),
    "feeds": ("its item gets into {target}",) * 2,
    "kills": ("terminates {target}", "terminates {target}"),
    **{kind: (said, said) for kind, said in SEVERAL.items()},
    **{
        kind.replace("waits", "gives up waiting"): (said.replace("waits", "gives up waiting"),) * 2
        for kind, said in SEVERAL.items()
    },
    STEPS_LEFT_OUT: ("goes on for {value}", "goes on"),
}
"""An act in words, with the value that it moved and without; every other act is told as it is named."""

NAMELESS = frozenset({"a SimpleQueue"})
"""What an executor uses inside: no line of the student's program is about it."""

ASIDES = frozenset({"asks", "looks at", "makes shared memory", "opens shared memory"})
"""What only says something together with its object, or with what was found."""

WAITING = ("waits", "goes round")
NEVER_AN_ACT = frozenset(
    [
        "waits for the end of",
        "waits for an item from",
        "waits for room in",
        "waits to receive from",
        "waits to read",
        "waits to write",
        "waits until everything is read from",
        "goes round until a change of",
    ]
)

OVERWRITES = "overwrites"
"""How the note begins on a write that loses another's."""
TOO_SOON = "only afterwards"
"""How the note ends on a look that was done and came too soon."""


def effect(step: Step, *, full: bool) -> str:
    """What a step did: "reads 0"; with its target where the line alone leaves it open: "reads balance: 0"."""
    value = step.value
    if value is not None and len(value) > VALUE_CELLS:
        value = value[: VALUE_CELLS - 1] + "…"
    if step.action.startswith(("spins", "goes round")) and not step.target:
        return "goes round for ever"
    if step.action in WORDS:
        with_value, without = WORDS[step.action]
        return (without if value is None else with_value).format(value=value, target=_object(step))
    if step.action in ("reads", "writes") and value is not None and not full:
        return f"{step.action} {value}"
    if value is not None and not step.target:
        return f"{step.action} {value}"
    what = f"{step.action} {step.target}".strip()
    return what if value is None else f"{what}: {value}"


def _object(step: Step) -> str:
    either = step.action.startswith(("spins", "goes round"))
    return (step.target.replace(", ", " or ") if either else step.target) or "something"


def steps_of(step: Step) -> int:
    """How many steps it stands for."""
    number = (step.value or "").partition(" ")[0].replace(",", "")
    return int(number) if step.action == STEPS_LEFT_OUT and number.isdecimal() else 1


def is_inside(step: Step) -> bool:
    """Whether a step belongs to the inside of the library and tells nothing of the program."""
    unsaid = step.action in ASIDES and not (step.target or step.value)
    return (step.target in NAMELESS or unsaid) and not step.decisive


def is_blocked(step: Step) -> bool:
    """Whether a step was never done: its actor still waits there when everything is over.

    "waits for" is also what a wait is called that came to an end (of an event, a future); one without an end is
    marked as decisive.
    """
    if step.action in NEVER_AN_ACT:
        return True
    return step.action.startswith(WAITING) and step.decisive and not step.note.endswith(TOO_SOON)


def held_after(step: Step) -> tuple[str, ...]:
    """The locks that an actor holds once its step is done."""
    others = tuple(lock for lock in step.holds if lock != step.target)
    match step.action:
        case "acquires":
            return (*others, step.target)
        case "releases":
            return others
        case _:
            return step.holds


def state_after(step: Step) -> str:
    """What an actor is after a step: `waiting`, `holding` a lock, or just `going` on."""
    if is_blocked(step):
        return "waiting"
    return "holding" if held_after(step) else "going"


LEADING = frozenset([
    "the", "it", "they", "its", "no", "none", "nothing", "nobody", "still", "only", "both", "each", "every", "several",
    "in", "for", "where", "with", "under", "when", "after", "before", "there", "this", "these", "those", "not", "your", "you",
])  # fmt: skip
"""Words that begin a sentence and name nothing in a program."""


def as_sentence(said: str) -> str:
    """What an assert of a suite says, as a sentence: "it added 2" begins with a capital and ends with a stop. What
    could be a name in a program stays as it is."""
    first, _, _ = said.partition(" ")
    if first in LEADING:
        said = said[:1].upper() + said[1:]
    core = said.rstrip("'\")]}”’")
    finished = not core or "\n" in said or core[-1] in ".?!:;,…" or core[-1].isspace()
    return said if finished else f"{said}."


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Call actors in a text as the page calls them."""
    for name, short in names.items():
        if name:
            text = text.replace(name, short)
    return text
