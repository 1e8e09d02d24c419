"""An ending as it is told: what to say of it, in words, with the lines of what was handed in."""

from __future__ import annotations

from grader import intake
from grader.interleave.plainly import repr_of
from grader.report import EndingRecord
from grader.sandbox.claims import place_of
from grader.sandbox.endings import name_of, student_error
from grader.sandbox.exploration import End

MOST_SHOWN = 200
"""Characters of a value."""
TOO_LONG = "a number with too many digits to be written"
"""What is said of a value that Python makes no text of."""


def record_of(end: End, submission: intake.Submission) -> EndingRecord:
    """All that `grade explore` tells of an ending."""
    return EndingRecord(
        kind=end.kind,
        stdout=end.stdout,
        exit_code=end.exit_code,
        detail=told_of(end, submission),
        schedules=end.schedules,
        witness=end.witness,
        values={name: _shown(value) for name, value in end.values.items()},
        stderr=end.stderr,
    )


def _shown(value: object) -> str:
    """A value as it is written in Python, or the error that there is instead of one."""
    failed = getattr(value, "record_kind", "") == "exception"
    text = f"{value.record_type}: {value.message}" if failed else repr_of(value) or TOO_LONG  # type: ignore[attr-defined]
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def told_of(end: End, submission: intake.Submission) -> str:
    """What is to be said of an ending: of every exception that ended actors, with the line where it was raised; of one for which
    others then wait for ever, what to try."""
    if end.kind != "exception":
        tries = (end.advice, end.suggestion if end.raised and end.mend is None else None)
        return "\n".join(filter(None, (end.trouble or end.detail, *tries)))
    raised: dict[str, list[str]] = {}
    hints: dict[str, None] = {}
    for actor in end.actors:
        if actor.trouble is not None:
            claim = student_error(actor.trouble, submission)
            said = claim.rationale.rstrip(".") + place_of(claim.location)
            raised.setdefault(said, []).append(name_of(actor.name) or "")
            hints |= dict.fromkeys(filter(None, (claim.advice, None if claim.insists else claim.hint)))
    return "\n".join([*(_by(names) + said for said, names in raised.items()), *hints]) or end.trouble or end.detail


def _by(names: list[str]) -> str:
    """Whom an exception ended; the main actor alone needs no name."""
    first, *more = [name or "MainThread" for name in names]
    if names == [""]:
        return ""
    others = "" if not more else f" and {more[0] if len(more) == 1 else f'{len(more)} more'}"
    return f"{first}{others} ended with "
