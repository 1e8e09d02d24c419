"""The story of a proof: judge every answer in every way, and see which laws hold."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from grader.authoring import answers
from grader.authoring.expect import accepted
from grader.authoring.foreign import absent
from grader.authoring.judging import Judges
from grader.authoring.verify import laws
from grader.authoring.verify.asked import asked_of
from grader.authoring.verify.bench import Bench, Effort, Progress
from grader.authoring.verify.empty import nothing_for_nothing
from grader.authoring.verify.hidden import nothing_hidden_is_public
from grader.authoring.verify.mutation import mutate
from grader.authoring.verify.proof import AnswerProof, CheckProof, Law, MutationProof, Proof, Verdict
from grader.authoring.verify.statement import names_what_is_asked_for, says_the_points
from grader.authoring.verify.suite import can_be_run, checks_of
from grader.authoring.verify.tried import Tried, judged, lost
from grader.course import Course, Exercise


def prove(course: Course, exercise: Exercise, judges: Judges, effort: Effort, progress: Progress) -> Proof:
    """Find out whether an exercise's suite judges well."""
    began = time.monotonic()
    bench = Bench(exercise, judges, effort, progress)
    tried = bench.try_all() if exercise.suite else []
    checks = checks_of(tried)
    found = list(_laws(course, exercise, tried, checks, effort))
    mutants: MutationProof | None = None
    if effort.mutants and found[0].holds and exercise.solutions:
        mutants, law = mutate(bench, checks, effort.sample)
        found.append(law)
    return Proof(
        exercise=exercise.slug,
        verdict=_verdict(found),
        laws=tuple(found),
        answers=tuple(_answer(one) for one in tried),
        checks=tuple(checks),
        mutants=mutants,
        duration_s=round(time.monotonic() - began, 2),
    )


def _laws(
    course: Course, exercise: Exercise, tried: Sequence[Tried], checks: Sequence[CheckProof], effort: Effort
) -> Iterator[Law]:
    """In the order in which they are told; where the suite cannot be run, nothing is known of answers."""
    suite = can_be_run(course, exercise, tried, checks)
    yield suite
    if exercise.requires:
        yield laws.requirements_are_here(list(absent(exercise)))
    if suite.holds:
        yield from _of_answers(course, exercise, tried, checks, effort)
    yield from _of_texts(course, exercise, checks)


def _of_answers(
    course: Course, exercise: Exercise, tried: Sequence[Tried], checks: Sequence[CheckProof], effort: Effort
) -> Iterator[Law]:
    solutions = exercise.solutions or course.root / "solutions" / exercise.slug
    strays = answers.strays(exercise)
    yield laws.references_are_full(
        tried, checks, laws.within(course.root, solutions), [laws.within(course.root, stray) for stray in strays]
    )
    yield laws.skeleton_is_no_answer(tried)
    yield nothing_for_nothing(tried, accepted(solutions))
    examples = laws.within(course.root, exercise.folder / "examples")
    yield laws.references_pass_the_examples(tried, examples, there_are_any=exercise.has_examples)
    yield laws.flawed_lose_what_they_must(tried, checks, course.root)
    if (coverage := laws.every_check_is_lost(tried, checks)) is not None:
        yield coverage
    if effort.runs > 1:
        yield laws.outcomes_are_steady(tried, effort.seed)
    if (room := laws.limits_leave_room(tried, checks, exercise.limits)) is not None:
        yield room
    if (rows := laws.judged_in_every_row(tried)) is not None:
        yield rows


def _of_texts(course: Course, exercise: Exercise, checks: Sequence[CheckProof]) -> Iterator[Law]:
    where = laws.within(course.root, exercise.statement)
    statement = exercise.statement.read_text("utf-8", "replace")
    asked = asked_of(exercise.suite, course.root) if exercise.suite else []
    if checks:
        yield says_the_points(statement, checks, where)
    yield names_what_is_asked_for(statement, exercise.entry, asked, where)
    yield nothing_hidden_is_public(course, exercise)


def _verdict(found: Sequence[Law]) -> Verdict:
    if found[0].holds is False:
        return Verdict.MISTAKEN
    if any(law.holds is None for law in found):
        return Verdict.WITHHELD
    return Verdict.PROVED if all(law.holds for law in found) else Verdict.NOT_PROVED


def _answer(one: Tried) -> AnswerProof:
    report = judged(one.heard)
    return AnswerProof(
        kind=one.answer.kind.value,
        name=one.name,
        points=report.points if report else None,
        max_points=report.max_points if report else 0.0,
        loses=tuple(sorted(lost(report))) if report else (),
        expected=one.expectation.loses if one.expectation else None,
        duration_s=report.duration_s if report else 0.0,
    )
