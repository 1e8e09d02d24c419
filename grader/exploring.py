"""Beside the story: one program explored or replayed on its own, outside of any suite."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

import msgspec

from grader import intake, judge
from grader.course import Course, Exercise, Limits
from grader.errors import UsageError, WorkerError
from grader.interleave.program import Search, StartMethod
from grader.interleave.structure import plain
from grader.report import EndingRecord, ExplorationRecord
from grader.sandbox import Workers
from grader.sandbox.claims import Claim, TimedOut, place_of
from grader.sandbox.endings import name_of, student_error
from grader.sandbox.exploration import End, Exploration
from grader.sandbox.orders import Order, script_orders
from grader.sandbox.remote import RemoteSubmission

MOST_CONFIRMED = 8
"""Endings whose schedule is repeated in a worker of its own before they are told."""
MOST_SHOWN = 200
"""Characters of a value."""
CONFIRMING_S = 15
"""Seconds after which no further one is repeated: there is an answer within a minute."""
ANOTHER = "this token belongs to another program"
OF_A_CHECK = "A token of a check needs its exercise: add --exercise SLUG."
SEEDED = "If the text is the same, it was found with another seed: add --seed N. Whoever judged it knows the number."
LOST = "Nothing is proved: not every order could be followed to its end."
SAY_HOW = ("set_start_method", "get_context")
"""By these a program says itself how its processes start."""
AT_LEISURE = Limits(time_s=20)
"""For scripts that belong to no exercise: they are answered within a minute."""


def explore(
    delivery: intake.Delivery,
    workers: Workers,
    *,
    search: Search,
    start_method: StartMethod,
    observe: Sequence[str] = (),
) -> ExplorationRecord:
    """Find every ending of a script that belongs to no exercise; endings are told apart by what is observed, too.

    Raises UsageError for what is no expression.
    """
    submission = intake.accept(delivery, _unlisted(delivery))
    with workers.sandbox(submission, AT_LEISURE, start_method=start_method, seed=search.seed) as sandbox:
        try:
            found = sandbox.explore(
                script=True,
                observe=observe,
                atomicity=search.atomicity,
                output_order=search.output_order,
                schedules=search.budget.schedules,
            )
            _check_expressions(found)
            found = replace(found, endings=told_apart(found.endings, output_order=search.output_order))
            until = time.monotonic() + CONFIRMING_S
            told = list(_told_of(found, submission, until))
        except Claim as claim:
            return _unexplored(submission.entry, claim, search, start_method)
    faults = tuple(dict.fromkeys(one.detail for one in told if one.kind == "engine_fault"))
    return ExplorationRecord(
        file=submission.entry,
        start_method=start_method,
        atomicity=search.atomicity,
        exhaustive=found.exhaustive and not faults,
        proved=LOST if faults and found.controlled else found.proved,
        controlled=found.controlled,
        schedules=found.schedules,
        endings=tuple(one for one in told if one.kind != "engine_fault"),
        faults=faults,
        usual_start_method=_usual_instead(found, submission, start_method),
    )


def replay(
    delivery: intake.Delivery,
    token: str,
    workers: Workers,
    *,
    course: Course | None = None,
    exercise: Exercise | None = None,
    observe: Sequence[str] = (),
    seed: int = 0,
) -> EndingRecord:
    """Run one schedule again, step by step: of the script itself, else of what the exercise's checks explore.

    A token does not hold what was explored, only its fingerprint. So a check's is found by judging once more and
    trying the token on everything that the suite explores meanwhile; and where a class's file bore the exercise's name
    then, once more under that.
    """
    refusal = UsageError(ANOTHER)
    for submission in _submissions(delivery, exercise):
        checks: Iterator[Order] = iter(())
        if course is not None and exercise is not None:
            checks = _explored_by_checks(submission, course, exercise, workers, seed)
        with workers.sandbox(submission, exercise.limits if exercise else AT_LEISURE, seed=seed) as sandbox:
            for order in chain(script_orders(observe), checks):
                try:
                    return _record(sandbox.replay(order, token), submission)
                except UsageError as other:
                    refusal = other
    if ANOTHER in refusal.message:
        raise UsageError(refusal.message, hint=OF_A_CHECK if exercise is None else SEEDED)
    raise refusal


def _submissions(delivery: intake.Delivery, exercise: Exercise | None) -> Iterator[intake.Submission]:
    yield intake.accept(delivery, exercise or _unlisted(delivery))
    in_a_class = intake.accept_as_in_a_class(delivery, exercise) if exercise else None
    if in_a_class is not None:
        yield in_a_class


def _explored_by_checks(
    submission: intake.Submission, course: Course, exercise: Exercise, workers: Workers, seed: int
) -> Iterator[Order]:
    """Everything that the checks explore; nothing is judged before the first is asked for."""
    asked: list[Order] = []

    @contextmanager
    def overheard(**options: object) -> Iterator[RemoteSubmission]:
        with workers.sandbox(submission, exercise.limits, **options) as sandbox:  # type: ignore[arg-type]
            yield sandbox
            asked.extend(sandbox.orders)

    judge.run(judge.Setting(course, exercise, isolation=workers.isolation), submission, overheard, seed=seed)
    yield from asked


def _usual_instead(found: Exploration, submission: intake.Submission, explored: StartMethod) -> str | None:
    """How processes start on this machine where nothing is said of it, if the program does not and something else was explored."""
    starts_some = any(actor.kind == "process" for end in found.endings for actor in end.actors)
    if not starts_some or any(word in text for text in submission.sources().values() for word in SAY_HOW):
        return None
    from multiprocessing import get_all_start_methods  # most programs start none, and need not wait for it

    usual = get_all_start_methods()[0]
    return usual if usual != explored else None


def _check_expressions(found: Exploration) -> None:
    """The worker reads what is to be observed; what it could not read is no value."""
    for name, value in found.endings[0].values.items() if found.endings else ():
        if getattr(value, "record_type", "") == "SyntaxError":
            raise UsageError(f"--observe {name}: this is no expression", hint=f"Python says: {value.args[0]}.")


def _unlisted(delivery: intake.Delivery) -> Exercise:
    name = delivery.path.name
    return Exercise(slug="", title="", folder=delivery.path.parent, entry=name, limits=AT_LEISURE)


def _told_of(found: Exploration, submission: intake.Submission, until: float) -> Iterator[EndingRecord]:
    """Every ending, in order; those are repeated that matter most, as long as there is time."""
    repeated = {}
    for number in to_confirm(found.endings):
        if time.monotonic() < until:
            repeated[number] = _confirmed(found, found.endings[number], submission)
    for number, end in enumerate(found.endings):
        yield repeated.get(number) or _record(end, submission)


def told_apart(endings: Sequence[End], *, output_order: bool = False) -> tuple[End, ...]:
    """One for all that read the same: who printed which line, and who waited for whom, is for suites to ask."""
    told: list[End] = []
    looks: dict[object, list[int]] = {}
    for end in endings:
        alike = looks.setdefault(_look(end), [])
        same = next((number for number in alike if _reads_as(end, told[number], output_order)), None)
        if same is None:
            alike.append(len(told))
            told.append(end)
        else:
            told[same] = replace(told[same], schedules=told[same].schedules + end.schedules)
    return tuple(told)


def _look(end: End) -> object:
    """All that is told of an ending but the order of its lines."""
    troubles = [(actor.name, repr(actor.trouble)) for actor in end.actors if actor.trouble is not None]
    codes = [(actor.name, actor.exit_code) for actor in end.actors if actor.kind == "process"]
    said = _lines(end), sorted(plain(end.stderr).splitlines())
    return repr((end.kind, end.exit_code, codes, end.detail, end.trouble, troubles, said, plain(repr(end.values))))


def _reads_as(end: End, other: End, output_order: bool) -> bool:
    """Whether both may read the same, each actor's lines in its own order. Both print the same lines."""
    if end.stdout == other.stdout:
        return not output_order or end.stderr == other.stderr
    if output_order or not (end.said and other.said):
        return False
    return _keeps_order(end, other) or _keeps_order(other, end)


def _keeps_order(end: End, other: End) -> bool:
    """Whether what each actor printed in the one comes in that order in the other."""
    return all(_comes_in(plain(own).splitlines(), plain(other.stdout).splitlines()) for own in end.said)


def _comes_in(some: Sequence[str], lines: Sequence[str]) -> bool:
    rest = iter(lines)
    return all(line in rest for line in some)


def to_confirm(endings: Sequence[End]) -> list[int]:
    """Which endings to repeat: what went wrong comes first, then what was found first."""
    return sorted(range(len(endings)), key=lambda number: (not _went_wrong(endings[number]), number))[:MOST_CONFIRMED]


def _went_wrong(end: End) -> bool:
    return end.kind != "finished" or bool(end.exit_code)


def ends_alike(end: End, again: End, *, controlled: bool) -> bool:
    """Whether a repeated schedule came to the same end: also in what it printed, unless the program does what nobody
    controls, or was cut off somewhere."""
    if (again.kind, again.exit_code) != (end.kind, end.exit_code):
        return False
    if not controlled or end.kind in ("timed_out", "livelock"):
        return True
    return _lines(end) == _lines(again) and plain(repr(end.values)) == plain(repr(again.values))


def _lines(end: End) -> list[str]:
    return sorted(plain(end.stdout).splitlines())


def _confirmed(found: Exploration, end: End, submission: intake.Submission) -> EndingRecord:
    """An ending, its schedule repeated in a fresh worker: what does not come about again is a fault of ours."""
    if end.kind == "engine_fault":
        return _record(end, submission)
    try:
        again = found.confirm(end)
    except (WorkerError, Claim) as odd:
        return msgspec.structs.replace(
            _record(end, submission), kind="engine_fault", detail=f"its schedule cannot be repeated: {odd}"
        )
    if not ends_alike(end, again, controlled=found.controlled):
        other = f"as {again.kind}" if again.kind != end.kind else "otherwise"
        detail = f"a schedule that ended as {end.kind} ended {other} when it was repeated"
        return msgspec.structs.replace(_record(end, submission), kind="engine_fault", detail=detail)
    return msgspec.structs.replace(_record(end, submission), repeated=True)


def _record(end: End, submission: intake.Submission) -> EndingRecord:
    return EndingRecord(
        kind=end.kind,
        stdout=end.stdout,
        exit_code=end.exit_code,
        detail=_told(end, submission),
        schedules=end.schedules,
        witness=end.witness,
        values={name: _shown(value) for name, value in end.values.items()},
        stderr=end.stderr,
    )


def _shown(value: object) -> str:
    """A value as it is written in Python, or the error that there is instead of one."""
    failed = getattr(value, "record_kind", "") == "exception"
    text = f"{value.record_type}: {value.message}" if failed else repr(value)  # type: ignore[attr-defined]
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def _told(end: End, submission: intake.Submission) -> str:
    """What is to be said of an ending: of every exception that ended actors, with the line where it was raised."""
    if end.kind != "exception":
        return end.trouble or end.detail
    raised: dict[str, list[str]] = {}
    hints: dict[str, None] = {}
    for actor in end.actors:
        if actor.trouble is not None:
            claim = student_error(actor.trouble, submission)
            said = claim.rationale.rstrip(".") + place_of(claim.location)
            raised.setdefault(said, []).append(name_of(actor.name) or "")
            if claim.hint and not claim.insists:
                hints[claim.hint] = None
    return "\n".join([*(_by(names) + said for said, names in raised.items()), *hints]) or end.trouble or end.detail


def _by(names: list[str]) -> str:
    """Whom an exception ended; the main actor alone needs no name."""
    first, *more = [name or "MainThread" for name in names]
    if names == [""]:
        return ""
    others = "" if not more else f" and {more[0] if len(more) == 1 else f'{len(more)} more'}"
    return f"{first}{others} ended with "


def _unexplored(file: str, claim: Claim, search: Search, start_method: StartMethod) -> ExplorationRecord:
    """What ended the search before orders could be told apart: an error in the program's text or a crash, which are its
    endings; or that it took too long, of which nobody knows how it would have ended."""
    detail = claim.rationale + place_of(claim.location)
    ending = EndingRecord(kind="exception", stdout="", exit_code=None, detail=detail, schedules=1, witness=None)
    late = type(claim) is TimedOut
    return ExplorationRecord(
        file=file,
        start_method=start_method,
        atomicity=search.atomicity,
        exhaustive=False,
        proved="Nothing is proved: the program could not be explored.",
        controlled=False,
        schedules=1,
        endings=() if late else (ending,),
        faults=(detail,) if late else (),
    )
