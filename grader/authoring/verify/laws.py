"""What a suite owes to its answers. Pure: what was judged goes in, whether a law holds comes out.

Where an answer could not be judged because the grader or the machine failed, nobody can say whether the law holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from grader.authoring.answers import Kind
from grader.authoring.judging import Heard
from grader.authoring.verify.mending import to_do
from grader.authoring.verify.proof import CheckProof, Finding, Law
from grader.authoring.verify.tried import (
    Tried,
    failed,
    further,
    got_a_part,
    is_unknown,
    judged,
    losses,
    lost,
    name_of,
    of_kind,
    trouble,
)
from grader.course import Limits
from grader.course.document import near
from grader.feedback.matrix import name as row_name
from grader.report import Report
from grader.several import counted, listed

LEAST_FLAWED = 1
AWARDED = (
    "A check that awards anything earns the largest part that it awards, and no more by passing: let its last line be "
    'award(1, "…").'
)
LUCK = (
    "Is it chance, the clock, or what the suite remembers of the answer before? Its modules stay from one to the next."
)


def law(id: str, says: str, findings: Sequence[Finding], *heard: Heard | None) -> Law:
    """A law that holds unless something was found, or unless one of the judgements it rests on is not known."""
    unknown = any(one is not None and is_unknown(one) for one in heard)
    return Law(id=id, says=says, holds=None if unknown else not findings, findings=tuple(findings))


def references_are_full(
    tried: Sequence[Tried], checks: Sequence[CheckProof], solutions: str, strays: Sequence[str]
) -> Law:
    """Every right answer gets full points; a bonus is something that some right answer earns."""
    right = of_kind(tried, Kind.REFERENCE)
    bonus = {check.name for check in checks if check.bonus}
    findings = [finding for one in right for finding in _not_full(one.name, one.heard, bonus)]
    if not right:
        findings.append(Finding(message="there is no right answer", hint=f"Put one into {solutions}/reference."))
    missed = bonus.intersection(*(lost(report) for one in right if (report := judged(one.heard))))
    findings += [Finding(message=f"no reference earns the bonus of {name}") for name in sorted(missed)]
    findings += [
        Finding(
            message="it is neither `flawed` nor `reference…`, so nobody looks at it",
            where=stray,
            hint="Rename it, or begin its name with _ if it is a draft.",
        )
        for stray in strays
    ]
    says = f"{counted(len(right), 'reference')} {'gets' if len(right) == 1 else 'get'} full points"
    return law("references", says, findings, *(one.heard for one in right))


def requirements_are_here(absent: Sequence[str]) -> Law:
    """The proof is made with what the exercise is judged with elsewhere."""
    hint = "Install what exercise.toml says in `requires`, or change it there: a proof is of what is installed."
    return law(
        "requires", "what the exercise requires is installed", [Finding(message=one, hint=hint) for one in absent]
    )


def _not_full(name: str, heard: Heard, bonus: AbstractSet[str], of_what: str = "") -> Iterator[Finding]:
    if (found := trouble(name, heard)) is not None:
        yield found
        yield from further(name, heard)
    report = heard.report
    if report is None:
        return
    missing = (lost(report) if judged(heard) else failed(report)) - bonus
    if missing:
        detail = losses(report, missing)
        hint = to_do(detail) or (AWARDED if any(map(got_a_part, report.checks)) else None)
        yield Finding(message=f"{name} loses {listed(sorted(missing))}{of_what}", detail=detail, hint=hint)


def skeleton_is_no_answer(tried: Sequence[Tried]) -> Law:
    """What students start from does not get full points."""
    (start,) = of_kind(tried, Kind.SKELETON)
    report = judged(start.heard)
    findings = [found] if (found := trouble("the skeleton", start.heard)) else []
    if report is None:
        return law("skeleton", "the skeleton is no answer", findings, start.heard)
    if not lost(report):
        findings.append(
            Finding(message="the skeleton gets full points", hint="There is nothing left to do for whoever gets it.")
        )
    says = f"the skeleton is no answer: {report.points:g} of {report.max_points:g}"
    return law("skeleton", says, findings, start.heard)


def references_pass_the_examples(tried: Sequence[Tried], examples: str, *, there_are_any: bool) -> Law:
    """The visible checks, too, accept every right answer."""
    if not there_are_any:
        hint = f"Students see nothing of the suite, and have none to run. Put one into {examples}/test_examples.py."
        none = Finding(message="there are no examples", hint=hint)
        return law("examples", "references pass the examples", [none])
    right = [one for one in of_kind(tried, Kind.REFERENCE) if one.examples is not None]
    heard = [one.examples for one in right if one.examples is not None]
    findings = [
        finding
        for one in right
        if one.examples is not None
        for finding in _not_full(one.name, one.examples, frozenset(), " of the examples")
    ]
    reports = [report for one in heard if (report := one.report) is not None]
    number = max((len(report.checks) for report in reports), default=0)
    said = counted(number, "example") if number else "examples"
    return law("examples", f"references pass the {said}", findings, *heard)


def flawed_lose_what_they_must(tried: Sequence[Tried], checks: Sequence[CheckProof], root: Path) -> Law:
    """Every wrong answer loses exactly what its `expect.toml` says."""
    wrong = of_kind(tried, Kind.FLAWED)
    findings = [finding for one in wrong for finding in _otherwise(one, [check.name for check in checks], root)]
    if len(wrong) < LEAST_FLAWED:
        findings.append(
            Finding(message="there is no flawed answer", hint="Nothing shows yet that the suite rejects anything.")
        )
    says = f"{counted(len(wrong), 'flawed answer')} {'loses' if len(wrong) == 1 else 'lose'} exactly what must be lost"
    return law("flawed", says, findings, *(one.heard for one in wrong))


def _otherwise(one: Tried, checks: Sequence[str], root: Path) -> Iterator[Finding]:
    expected = one.expectation
    assert expected is not None
    path = within(root, expected.path)
    for mistake in expected.mistakes:
        where = f"{path}:{mistake.line}" if mistake.line else path
        yield Finding(message=f"{one.name}: {mistake.message}", where=where, hint=mistake.hint)
    for name in expected.loses:
        if checks and name not in checks:
            hint = near(name, checks) or f"There are: {', '.join(checks)}."
            yield Finding(
                message=f"{one.name}: there is no check {name}", where=f"{path}:{expected.lines[name]}", hint=hint
            )
    report = judged(one.heard)
    if report is None:
        if (found := trouble(one.name, one.heard)) is not None:
            yield found
    elif not expected.mistakes:
        yield from _difference(one.name, report, set(expected.loses) & set(checks), path)
    elif not expected.loses and (names := sorted(lost(report))):
        ask = f"Is that what its mistake must cost? Then say so in {path}:"
        message = f"{one.name} loses {listed(names)}"
        yield Finding(message=message, detail=losses(report, names), hint=ask, paste=_as_expected(names))


def _difference(name: str, report: Report, expected: set[str], path: str) -> Iterator[Finding]:
    found = lost(report)
    if kept := sorted(expected - found):
        yield Finding(message=f"{name} should lose {listed(kept)}, and does not", where=path)
    if more := sorted(found - expected):
        message = f"{name} loses {listed(more)}, which it should not"
        ask = "Is that what its mistake must cost? Then say so in its expect.toml:"
        paste = _as_expected(sorted(found))
        yield Finding(message=message, where=path, detail=losses(report, more), hint=ask, paste=paste)


def _as_expected(names: Sequence[str]) -> str:
    quoted = (f'"{name}"' for name in names)
    return f"loses = [{', '.join(quoted)}]"


def every_check_is_lost(tried: Sequence[Tried], checks: Sequence[CheckProof]) -> Law | None:
    """A check that no flawed answer loses proves nothing. Of one that only an answer loses which was not judged, nobody knows."""
    findings = [
        Finding(
            message=f"no flawed answer loses {check.name}",
            hint="Write one that breaks this promise and no other (what needs it is lost with it); if none can, the check "
            "promises nothing.",
        )
        for check in checks
        if not check.lost_by
    ]
    if findings and not all(judged(one.heard) for one in of_kind(tried, Kind.FLAWED)):
        return None
    says = "each check is lost by a flawed answer"
    return Law(id="coverage", says=says, holds=not findings if checks else None, findings=tuple(findings))


def judged_in_every_row(tried: Sequence[Tried]) -> Law | None:
    """What the exercise asks for beside this interpreter, and what of it this machine has not got: said, not skipped."""
    rows = next((report.rows for one in tried if (report := judged(one.heard)) and report.rows), ())
    if not rows:
        return None
    present = "; ".join(row_name(row) for row in rows if not row.absent)
    absent = dict.fromkeys(row.absent for row in rows if row.absent)
    said = f"; not judged: {'; '.join(absent)}" if absent else ""
    return Law(id="rows", says=f"all of this with {present}{said}", holds=True)


def outcomes_are_steady(tried: Sequence[Tried], seed: int) -> Law:
    """Judged again, on a busy machine, with other random inputs and after other answers, every answer gets the same."""
    findings = [
        finding
        for one in tried
        for number, again in enumerate(one.again, 1)
        for finding in _changed(one, again, f"run {number + 1} (seed {seed + number}, under load, the other way round)")
    ]
    runs = 1 + max((len(one.again) for one in tried), default=0)
    says = f"{runs} runs, {runs - 1} of them under load: the same outcomes"
    return law("steady", says, findings, *(again for one in tried for again in one.again))


def _changed(one: Tried, again: Heard, which: str) -> Iterator[Finding]:
    first, then = judged(one.heard), judged(again)
    if first is None:
        return  # told where it belongs
    if then is None:
        found = trouble(f"{one.name}, {which},", again)
        if found is not None:
            yield found
        return
    before, after = lost(first), lost(then)
    if more := sorted(after - before):
        yield Finding(message=f"{one.name}: {which} loses {listed(more)} as well", detail=losses(then, more), hint=LUCK)
    if less := sorted(before - after):
        yield Finding(
            message=f"{one.name}: {which} does not lose {listed(less)}", detail=losses(first, less), hint=LUCK
        )
    points = {check.id: check.points or 0 for check in first.checks}
    for check in then.checks:
        now, once = check.points or 0, points.get(check.id, 0)
        if name_of(check) not in before ^ after and now != once:
            said = f"{one.name}: {which} gives {now:g} for {check.id}, not {once:g}"
            yield Finding(message=said, hint=LUCK)


def limits_leave_room(tried: Sequence[Tried], checks: Sequence[CheckProof], limits: Limits) -> Law | None:
    """With half of the time and half of the memory, a right answer loses nothing that it does not lose anyway."""
    right = [one for one in of_kind(tried, Kind.REFERENCE) if one.tight is not None]
    if right and not any(judged(one.heard) for one in right):
        return None  # told where it belongs
    bonus = {check.name for check in checks if check.bonus}
    room = f"{limits.time_s / 2:g} s of processor time and {limits.memory_mb // 2} MB"
    hint = "Raise [limits] in exercise.toml, or let the check do less (schedules=…)."
    findings = [
        Finding(message=finding.message, detail=finding.detail, hint=hint)
        for one in right
        if one.tight is not None and (report := judged(one.heard))
        for finding in _not_full(one.name, one.tight, bonus | lost(report), f" within {room}")
    ]
    slowest = max(checks, key=lambda check: check.slowest_s, default=None)
    says = f"half of the limits is enough: {room}"
    if slowest is not None:  # with all the runs that it makes, and on a busy machine: nothing to hold against the limit
        says += f"; longest check: {slowest.name}, {slowest.slowest_s:.2g} s on the clock"
    return law("limits", says, findings, *(one.tight for one in right))


def within(root: Path, path: Path) -> str:
    """A path as an author would name it."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
