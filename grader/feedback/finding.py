"""What a page says of each check, whatever its format: the words, the story, and nothing twice.

One mistake often costs several checks. It is told at the first of them; the others say "As above" and add only what
is new, which is mostly their own hint. What is compared is what was found and where, not how it was found: a deadlock
that an exploration met is the same deadlock when a plain run ends in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain

from grader.feedback.clean import clean
from grader.feedback.ink import Tone
from grader.feedback.knot import Stuck, knot, sentences
from grader.feedback.moves import bounded, names_in
from grader.feedback.phrases import ORDER_SAID, as_sentence, renamed
from grader.feedback.story import Story, place_of, tell
from grader.report import Alone, CheckResult, Location, Outcome, Report, Witness, written
from grader.several import counted
from grader.typed import as_typed

SIGNS: dict[Outcome, tuple[str, str, Tone]] = {
    Outcome.PASSED: ("✓", "pass", "good"),
    Outcome.FAILED: ("✗", "FAIL", "bad"),
    Outcome.TIMED_OUT: ("✗", "FAIL", "bad"),
    Outcome.CRASHED: ("✗", "FAIL", "bad"),
    Outcome.SKIPPED: ("–", "skip", "dim"),
    Outcome.BROKEN: ("!", "ERR ", "warn"),
}

PARTLY: tuple[str, str, Tone] = ("~", "part", "warn")

SPOKEN: dict[Outcome, str] = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "not yet",
    Outcome.TIMED_OUT: "not yet: it took too long",
    Outcome.CRASHED: "not yet: it crashed",
    Outcome.SKIPPED: "skipped",
    Outcome.BROKEN: "could not be judged",
}
"""What a sign means, for those who hear a page instead of seeing it."""

SILENT: dict[Outcome, str] = {
    Outcome.PASSED: "",
    Outcome.FAILED: "This is not so yet.",
    Outcome.TIMED_OUT: "Your program took too long.",
    Outcome.CRASHED: "Your program crashed.",
    Outcome.SKIPPED: "Skipped.",
    Outcome.BROKEN: "The check itself failed.",
}
"""What is said of an outcome that came without a rationale."""

PATIENT = "Timeouts fired only when nobody else could go on; in life they may sooner."
DEADLOCK = "Deadlock:"
"""How a rationale begins that goes on with a line for each who waits."""

LONGEST_TOKEN = 300
"""A longer token is not printed: nobody copies that, and it would bury the page."""

_WHO = re.compile(r"^[^\n:]{1,80}? ended with (?!exit code)")
_ERROR = re.compile(r"\w*(Error|Exception|Exit|Interrupt|Empty|Full)(:|\.?$)", re.MULTILINE)
_LONGEST_SAID = 2_000
"""Characters of a line that is looked into; a longer one is what a program made, and as good as it is."""
_LONGEST_AGAIN = 300
"""Characters of what is only named again."""
_METHOD = re.compile(r" This happens under \w+, not under fork\.")
_GIVEN = r" It was given the (arguments|input) [^\n]{1,80}?\."
_HOW = re.compile(rf"( \((cell \d+, )?line \d+\)\.)?({_GIVEN})?({_METHOD.pattern})?({ORDER_SAID.pattern})?$")
"""The end of a sentence that says where something was found, and how."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of a page."""

    check: CheckResult
    sign: str
    word: str
    tone: Tone
    spoken: str
    worth: str
    """"0 / 5", "1 / 1 bonus", or nothing for a note."""
    rationale: str
    """What happened; empty where nothing needs saying."""
    again: bool
    """The same was found at an earlier check, and `rationale` says no more than that."""
    place: Location | None
    """Where it happened, unless the story says it."""
    story: Story | None
    witness: Witness | None
    """What the story tells, within bounds."""
    stuck: tuple[Stuck, ...]
    waiting: tuple[str, ...]
    """Who waits for whom for ever, a sentence each."""
    hint: str | None
    explanation: str | None
    """Why the right answer is right."""
    replay: Witness | None
    """The schedule that can be run again."""
    options: str
    """What `grade replay` is told beside the file, so that it needs no check for that."""
    searched: str
    """How far the search went, and what that rests on."""
    controlled: bool
    """Whether all that the program did could be controlled."""
    premise: str = ""
    """What a pass rests on that need not be so in life."""


def findings(report: Report) -> tuple[Finding, ...]:
    """What a page says of each check, in their order."""
    told: set[object] = set()
    hints: set[str] = set()
    found = []
    for check in report.checks:
        keys = _keys(check)
        again = not told.isdisjoint(keys[:1])
        # What a check hints at is of no more use for an error that has been told.
        hint = None if again and _is_error(check) else _fresh(check.hint, hints)
        one = _finding(check, report.submission.entry, again=again, hint=hint)
        found.append(replace(one, premise=PATIENT if _is_patient(check) and told.isdisjoint({PATIENT}) else ""))
        told.update({PATIENT} if _is_patient(check) else ())
        told.update(keys)
        hints.update((hint or "").split("\n"))
    return tuple(found)


def _searched(check: CheckResult) -> str:
    claim = check.explored
    if claim is None:
        return ""
    tried = f"{claim.proved} ({counted(claim.schedules, 'order')} tried)"
    return f"{tried} {PATIENT}" if _is_patient(check) else tried


def _is_patient(check: CheckResult) -> bool:
    return check.outcome is Outcome.PASSED and check.explored is not None and check.explored.patient


def _finding(check: CheckResult, entry: str, *, again: bool, hint: str | None) -> Finding:
    sign, word, tone, spoken = _signs(check)
    witness = None if check.witness is None else bounded(check.witness)
    story, stuck = (None, ()) if again or witness is None else story_of(witness, entry)
    first, *more = _rationale(check, witness).split("\n")
    a_knot = bool(stuck) or first.startswith(DEADLOCK)
    if check.location is not None and story is None and not again:  # its line is quoted below
        first = _without(f" ({place_of(check.location, entry)}).", first)
    return Finding(
        check=check,
        sign=sign,
        word=word,
        tone=tone,
        spoken=spoken,
        worth=worth(check),
        rationale=_again(check, first) if again else first if a_knot else "\n".join([first, *more]),
        again=again,
        place=None if again else check.location,
        story=story,
        witness=witness,
        stuck=stuck,
        waiting=sentences(stuck, more) if a_knot and not again else (),
        hint=hint,
        explanation=check.explanation,
        replay=check.witness if story is not None and check.witness and check.witness.token else None,
        options="" if witness is None or witness.alone is None else _by_itself(witness.alone),
        searched=_searched(check),
        controlled=check.explored is None or check.explored.controlled,
    )


def _without(place: str, said: str) -> str:
    """A sentence without the place that it ends with."""
    return as_sentence(said.removesuffix(place)) if said.endswith(place) else said


def story_of(witness: Witness, entry: str) -> tuple[Story | None, tuple[Stuck, ...]]:
    """The story of a witness, where there is one to see, and who waits for ever in it."""
    story, stuck = tell(witness), knot(witness, entry)
    return story if stuck or story.has_interplay else None, stuck


def _signs(check: CheckResult) -> tuple[str, str, Tone, str]:
    if 0 < (check.points or 0) < check.max_points:
        return (*PARTLY, "passed in part")
    return (*SIGNS[check.outcome], SPOKEN[check.outcome])


def score(points: float, most: float) -> str:
    """ "5 / 10", without needless decimals."""
    return f"{written(points)} / {written(most)}"


def worth(check: CheckResult) -> str:
    """What a check earned of what it is worth."""
    if check.points is None or check.max_points == check.points == 0:
        return ""
    return score(check.points, check.max_points) + (" bonus" if check.bonus else "")


def _rationale(check: CheckResult, witness: Witness | None) -> str:
    if check.outcome is Outcome.PASSED and check.rationale is None:
        return ""
    said = "\n".join(map(as_sentence, (check.rationale or SILENT[check.outcome]).split("\n")))
    return renamed(said, names_in(said, witness))


def _keys(check: CheckResult) -> tuple[object, ...]:
    """What was found and where; and the same without the start method that it takes, which other checks need not have
    looked for. Nothing where there is nothing that could be told twice: two checks of a suite may say the same of
    different things, and where no line is known, words alone make it no same cause."""
    if check.rationale is None:
        return ()
    said = _plainly(check.rationale).rstrip(".")
    if _is_error(check):
        said = said.split("\n")[0].rstrip(".")
    if check.outcome is Outcome.FAILED and not (check.location or "\n" in said or _is_error(check)):
        return ()
    place = None if "\n" in said else check.location
    method = _METHOD.search(check.rationale)
    return (said, place, method and method[0]), (said, place, None)


def _again(check: CheckResult, first: str) -> str:
    if check.outcome is Outcome.SKIPPED:
        return "Skipped for the same reason."
    said = f"As above: {_plainly(first)}"
    return said if len(said) <= _LONGEST_AGAIN else f"{said[: _LONGEST_AGAIN - 1]}…"


def _is_error(check: CheckResult) -> bool:
    """An error, a crash, or no end: what else a suite misses follows from it."""
    if check.outcome in (Outcome.TIMED_OUT, Outcome.CRASHED):
        return True
    return _ERROR.match(_plainly(check.rationale or "")) is not None


def _plainly(said: str) -> str:
    """What was found, without how, where, and by whom."""
    first, *more = said.split("\n")
    if len(first) > _LONGEST_SAID:
        return said
    return "\n".join([_WHO.sub("", _HOW.sub("", first)), *more])


def _fresh(hint: str | None, before: set[str]) -> str | None:
    """What of a hint has not been told, line by line."""
    return "\n".join(line for line in (hint or "").split("\n") if line not in before) or None


def _by_itself(alone: Alone) -> str:
    observed = (("--observe", name) for name in alone.observe)
    words = [*chain.from_iterable(observed), *(["--", *alone.args] if alone.args else ())]
    return "".join(f" {as_typed(clean(word))}" for word in words)


def replay_command(witness: Witness, file: str, options: str = "") -> str:
    """What to type to see a witness again; where the token is too long to be typed, where it is to be found."""
    token = witness.token if len(witness.token) <= LONGEST_TOKEN else "TOKEN"
    named = f"./{file}" if file.startswith("-") else file  # else it would be taken for an option
    return f"grade replay {token} {as_typed(clean(named))}{options}"


def replay_remark(witness: Witness) -> str:
    """What else is to be said of the command."""
    return "" if len(witness.token) <= LONGEST_TOKEN else " (this order needs a long token, which --json has in full)"
