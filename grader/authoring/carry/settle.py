"""Judge what was carried over before it goes anywhere: what the right answer loses, or the untouched file earns, stays."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from grader.authoring.carry.assemble import NOTHING_DONE, texts_of
from grader.authoring.carry.doctests import claims_something
from grader.authoring.carry.draft import Draft, DraftCheck, LeftOver
from grader.authoring.judging import Heard, Judges, Order
from grader.authoring.new.place import place
from grader.authoring.verify.tried import lost, name_of
from grader.errors import GraderError, UsageError
from grader.report import Report


@dataclass(frozen=True, slots=True)
class Settled:
    """A draft whose checks all hold for its right answer, and what the untouched file loses."""

    draft: Draft
    losses: tuple[str, ...]


def settle(draft: Draft, slug: str) -> Settled:
    """Keep the checks that the reference passes and that the skeleton loses; all others are left over, with why.

    Raises UsageError where no check is left, GraderError where nothing could be judged.
    """
    draft = _writable(draft)
    while draft.checks:
        full, untouched = _judged(draft, slug)
        refused = [(check, why) for check in draft.checks if (why := _why(check, full, untouched))]
        if not refused:
            return Settled(draft, tuple(check.name for check in draft.checks if check.name in lost(untouched)))
        kept = tuple(check for check in draft.checks if check not in [one for one, _ in refused])
        left = tuple(LeftOver(f"{check.where} ({check.name})", why, check.body) for check, why in refused)
        draft = replace(draft, checks=kept, left=(*draft.left, *left))
    hint = " ".join(f"{one.what}: {one.why}." for one in draft.left[:3])
    raise UsageError(f"no test of {draft.origin} could be carried over", hint=hint)


def _writable(draft: Draft) -> Draft:
    """Leave out what cannot be written as a check, and what could never fail."""
    told = [(check, _flaw(draft, check)) for check in draft.checks]
    left = [LeftOver(f"{check.where} ({check.name})", why, check.body) for check, why in told if why]
    return replace(draft, checks=tuple(check for check, why in told if not why), left=(*draft.left, *left))


def _flaw(draft: Draft, check: DraftCheck) -> str | None:
    if not claims_something(check.body):
        return "it claims nothing that could fail"
    try:
        texts_of(replace(draft, checks=(check,)), "draft", None)
    except SyntaxError as odd:
        return f"it is no Python: {odd.msg}"
    return None


def _judged(draft: Draft, slug: str) -> tuple[Report, Report]:
    """The reports of the reference and of the skeleton, judged in a course that nobody else sees."""
    with tempfile.TemporaryDirectory(prefix="grade-new-") as folder:
        root = Path(folder)
        place(root, slug, texts_of(draft, slug, None))
        solutions = root / "solutions" / slug
        orders = [Order(slug=slug, path=str(solutions / name)) for name in ("reference", f"flawed/{NOTHING_DONE}")]
        with Judges(root / "exercises", 1) as judges:  # one hears both before a second has started
            full, untouched = judges.hear(orders)
    return _report(full), _report(untouched)


def _report(heard: Heard) -> Report:
    if heard.report is None or not heard.report.checks:
        why = heard.failure or "; ".join(heard.mistakes) or (heard.report and heard.report.reason)
        raise GraderError(f"what was carried over could not be judged: {why}")
    return heard.report


def _why(check: DraftCheck, full: Report, untouched: Report) -> str | None:
    """Why a check cannot stay."""
    for result in full.checks:
        if name_of(result) == check.name and check.name in lost(full):
            return (
                f"its own solution does not pass it ({_with_remedy((result.rationale or result.outcome).rstrip('.'))})"
            )
    if untouched.outcome == "judged" and check.name not in lost(untouched):
        return "the untouched file passes it, so that it proves nothing yet"
    return None


def _with_remedy(said: str) -> str:
    """What is not there may well be there for whoever wrote the solution."""
    absent = re.search(r"No module named '(\w+)", said)
    return f"{said}; install {absent[1]} beside the grader, or do without it" if absent else said
