"""A grade made again, from what is stored alone: the same submission, the same suite, the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

import msgspec

from grader import score
from grader.batch.order import Answer, Brief, Order
from grader.batch.pool import Pool
from grader.errors import UsageError, WorkerError
from grader.gradebook import results
from grader.gradebook.book import Gradebook
from grader.gradebook.entries import Entry
from grader.gradebook.results import Result
from grader.report import CheckResult, Report


@dataclass(frozen=True, slots=True)
class Case:
    """What was judged then, whole."""

    entry: Entry
    result: Result
    brief: Brief
    order: Order
    then: Report


def case(book: Gradebook, entry: Entry) -> Case:
    """Take a grade's submission, suite and settings from the gradebook."""
    if entry.result is None:
        raise UsageError(f"{entry.who} has nothing in {entry.exercise} that was judged: {entry.machine_reason}")
    with book.reading() as connection:
        result = results.by_id(connection, [entry.result])[entry.result]
        settings = results.settings_document(connection, result.settings)
        suite = results.suite_files(connection, result.suite)
        files = results.submission_files(connection, result.submission)
    then = book.reports([entry.result])[entry.result]
    brief = Brief(**settings, suite=result.suite, files=suite)
    order = Order(
        key=result.key,
        brief=entry.exercise,
        label=entry.label,
        entry=then.submission.entry,
        files=files,
        seed=result.seed,
        sound=tuple(check.id for check in then.checks if check.outcome == "failed"),
    )
    return Case(entry, result, brief, order, then)


def heard(told: Case, *, isolation: str | None) -> Report:
    """Judge it again."""
    with Pool({told.order.brief: told.brief}, jobs=1, isolation=isolation) as pool:
        _ = pool.isolation
        answer = pool.submit(told.order).result()
    return _report(answer)


def _report(answer: Answer) -> Report:
    if answer.kind != "judged":
        raise WorkerError(f"it could not be judged again: {answer.reason or 'the suite contradicts its own rules'}")
    return score.report(msgspec.json.decode(answer.evidence))


def differences(then: Report, now: Report) -> list[tuple[CheckResult | None, CheckResult | None]]:
    """Checks that came out otherwise, before and now."""
    before, after = ({check.id: check for check in report.checks} for report in (then, now))
    pairs = [(before.get(id), after.get(id)) for id in dict.fromkeys([*before, *after])]
    return [(one, other) for one, other in pairs if _said(one) != _said(other)]


def _said(check: CheckResult | None) -> tuple[object, ...] | None:
    return None if check is None else (check.outcome, check.points, check.max_points, check.rationale)


def ground(told: Case, now: Report) -> list[str]:
    """What is different about the grader and the machine, in words."""
    then = told.then.environment
    pairs = [
        ("grader", told.result.grader, version("coursework-grader")),
        ("Python", then.python, now.environment.python),
        ("platform", then.platform, now.environment.platform),
        ("isolation", then.isolation, now.environment.isolation),
    ]
    return [f"{name} was {before} and is {after}" for name, before, after in pairs if before != after]
