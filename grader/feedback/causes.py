"""What a lost check comes down to, in words that are the same for everybody who made the same mistake.

An instructor wants to read "43 of 212: each holds a lock of its own", not 43 rationales that differ in numbers and
names. Where a witness shows how it happened, the cause is read off it: which locks were held at the update that got
lost, what somebody waits for who waits for ever. Else it is the rationale, without what differs from one program to the
next. Nothing is guessed: the words say no more than the witness shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from grader.feedback.knot import Stuck, knot
from grader.feedback.moves import bounded
from grader.feedback.phrases import ORDER_SAID, as_sentence, held_after
from grader.report import NOTHING_TO_SAY, CheckResult, Outcome, Report, Step, Witness

LONGEST = 160
LONGEST_REASON = 400
"""Of one that says what to do, which stands at its end."""
NO_LOCK = "no lock is held"
GIVEN_BACK = "the lock is given back between reading and writing"
Held = Callable[[tuple[Step, ...], str, Step | None], set[str]]
"""Of the steps before, an actor and its step: what it holds."""

_PLAINER = (
    (ORDER_SAID, ""),
    (re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”"), "‘…’"),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "…"),
    (re.compile(r"\b0x[0-9a-fA-F…]+"), "…"),
    (re.compile(r"\b(Thread|Process|Worker|SpawnPoolWorker|ThreadPoolExecutor)[-\w]*( \([^)\n]*\))?"), r"\1"),
    (re.compile(r" \((cell \d+, )?line \d+\)"), ""),
    (re.compile(r"(?<![\w.])-?\d+(,\d{3})*(\.\d+)?(e[-+]?\d+)?(?!\w)"), "N"),
    (re.compile(r"\[[^\]\n]*\]|\{[^}\n]*\}"), "[…]"),
)


def main_cause(report: Report) -> tuple[str, str] | None:
    """What went wrong in this submission above all, and in which words it was said; None where nothing did.

    What a witness shows says more than a sentence does; then the check that lost the largest part of its points, the first of
    equals. How many points a check is worth has no say: a rescoring makes no other mistake of the same one.
    """
    found = [(check, cause) for check in report.checks if (cause := cause_of(check)) is not None]
    if not found:
        return None
    check, cause = max(found, key=lambda one: _weight(one[0]))
    return cause, ORDER_SAID.sub("", (check.rationale or "").split("\n")[0])


def _weight(check: CheckResult) -> tuple[bool, bool, float]:
    """Whether it cost anything, whether a witness shows how, and which part of its points is lost."""
    lost = check.max_points - (check.points or 0.0)
    return lost > 0, check.witness is not None, lost / check.max_points if check.max_points else 0.0


def cause_of(check: CheckResult) -> str | None:
    """The cause of a check that did not pass; None where it passed, or where another check is the reason."""
    if check.outcome in (Outcome.PASSED, Outcome.SKIPPED):
        return None
    if check.witness is not None:
        witness = bounded(check.witness)
        told = _lost_update(witness) or _standstill(knot(witness, ""))
        if told:
            return told
    if check.rationale == NOTHING_TO_SAY:
        return f"Not so: {check.title}"
    return plainer(check.rationale or check.outcome.value.replace("_", " ").capitalize())


def plainer(said: str) -> str:
    """A sentence without the values, names and lines in which one program differs from the next."""
    first = said.split("\n")[0].strip()
    for pattern, instead in _PLAINER:
        first = pattern.sub(instead, first)
    first = as_sentence(" ".join(first.split()))
    return cut(first)


def cut(said: str, longest: int = LONGEST) -> str:
    """As much as is read beside others, up to the end of a word."""
    if len(said) <= longest:
        return said
    short = said[: longest - 1]
    return f"{short.rpartition(' ')[0] or short}…"


def in_titles(reason: str, checks: Iterable[CheckResult]) -> str:
    """A reason that names checks as a suite's author calls them, with the sentences that everybody else reads."""
    titles = {check.id: check.title for check in checks if check.title}
    ids = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    named = re.compile(rf"(?<!\w)({ids})(?![\w\[])") if ids else None
    return reason if named is None else named.sub(lambda found: f"“{titles[found[0]].rstrip('.')}”", reason)


def _lost_update(witness: Witness) -> str | None:
    """Which locks were held when one wrote over what another had written."""
    steps = witness.steps
    number = next((n for n, step in enumerate(steps) if step.note.startswith("overwrites ")), None)
    if number is None:
        return None
    said = _locks(*_held_at(steps, number, _counted))
    if said == NO_LOCK:  # what is no lock may be meant as one
        said = _semaphores(*_held_at(steps, number, _taken))
    return f"Lost update: {said}"


def _held_at(steps: tuple[Step, ...], number: int, held: Held) -> tuple[set[str], set[str], set[str], set[str]]:
    """Around the update that gets lost: what the last writer held, what the other held when it wrote, what the last
    writer held then, and what it held when it looked."""
    last = steps[number]
    written = _before(steps, number, last, mine=False)
    looked = _before(steps, number, last, mine=True)
    mine = held(steps[:number], last.actor, last)
    theirs = set() if written is None else held(steps[:written], steps[written].actor, steps[written])
    look = mine if looked is None else held(steps[:looked], last.actor, steps[looked])
    return mine, theirs, held(steps[:written], last.actor, None), look


def _before(steps: tuple[Step, ...], number: int, last: Step, *, mine: bool) -> int | None:
    """The last touch of the same thing before, by the same actor or by another."""
    for earlier in range(number - 1, -1, -1):
        step = steps[earlier]
        if step.target == last.target and (step.actor == last.actor) == mine:
            return earlier
    return None


def _counted(before: tuple[Step, ...], actor: str, step: Step | None) -> set[str]:
    """The locks that an actor holds at its step; after those before, where it does none."""
    if step is not None:
        return set(step.holds)
    own = next((step for step in reversed(before) if step.actor == actor), None)
    return set() if own is None else set(held_after(own))


def _taken(before: tuple[Step, ...], actor: str, step: Step | None) -> set[str]:
    """The same with what is acquired without being a lock, of which nobody is the owner: semaphores."""
    taken = _counted(before, actor, step)
    for one in before:
        if one.actor == actor and one.action == "acquires":
            taken.add(one.target)
        elif one.actor == actor and one.action == "releases":
            taken.discard(one.target)
    return taken


def _locks(mine: set[str], theirs: set[str], meanwhile: set[str], look: set[str]) -> str:
    """By what each held. Two who hold a lock at the same time hold two locks, whatever these are called."""
    if theirs and meanwhile:
        return "each holds a lock of its own"
    if not mine and not theirs:
        return GIVEN_BACK if look else NO_LOCK
    if not theirs or not (mine or look):
        return "one of them holds no lock"
    return GIVEN_BACK if look else "the lock is held for writing, not for reading"


def _semaphores(mine: set[str], theirs: set[str], meanwhile: set[str], look: set[str]) -> str:
    """The same where semaphores are meant as locks. Two may have taken the same one, or each its own."""
    if theirs and meanwhile:
        return "a semaphore is taken, and lets both in"
    said = _locks(mine, theirs, meanwhile, look)
    return said if said == NO_LOCK else said.replace("lock", "semaphore")


def _standstill(stuck: tuple[Stuck, ...]) -> str | None:
    """What those wait for who wait for ever, the ends of others apart."""
    if not stuck:
        return None
    if any(one.held is not None and one.ended for one in stuck):
        return "Deadlock: a lock was never given back"
    if any(one.on == one.actor for one in stuck):
        return "Deadlock: somebody wants a lock that it holds already"
    if any(one.held is not None and one.holds for one in stuck):
        return "Deadlock: each holds a lock and waits for another’s"
    if any(one.held is not None for one in stuck):
        return "Deadlock: a lock is waited for and not given back"
    waits = [one for one in stuck if not one.on] or list(stuck)
    return f"Nobody can go on: {_without_names(waits[0])}"


def _without_names(one: Stuck) -> str:
    """ "waits for an item": what is waited for, without the name that a program gives it."""
    if one.on:
        return "each waits for another’s end"
    for words in ("waits for an item", "waits for room", "waits to receive", "waits until everything is read"):
        if one.waits.startswith(words):
            return words
    return "goes round and round" if one.waits.startswith("goes round") else "waits for what nobody does"
