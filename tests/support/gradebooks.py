"""Gradebooks with something in them, without judging anything."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from grader.gradebook import deliveries, grades, people, results
from grader.gradebook.deliveries import Delivered
from grader.gradebook.grades import Graded
from grader.gradebook.results import Result
from grader.report import encode
from tests.support.reports import a_check, a_report

NOON = datetime(2030, 1, 10, 12, tzinfo=UTC)
COURSE = "Concurrency"
DAY = timedelta(days=1)


def a_delivery(author="ada", *, exercise="add-lock", digest="d" * 64, at=NOON, **more):
    """One author's delivery."""
    return Delivered(
        course=COURSE,
        exercise=exercise,
        author=author,
        label=more.pop("label", author),
        digest=digest,
        first_seen=at,
        last_seen=at,
        **more,
    )


def a_result(key="k", *, points=10, fault=None, **more):
    """What judging gave; `points` None is withheld."""
    return Result(
        key=key,
        course=COURSE,
        exercise=more.pop("exercise", "add-lock"),
        submission=more.pop("submission", "d" * 64),
        suite=more.pop("suite", "5" * 64),
        settings="e" * 64,
        seed=0,
        grader="0.1.0",
        python="3.11.7",
        platform="Linux x86_64",
        isolation="namespaces",
        outcome="withheld" if points is None else "judged",
        fault=fault,
        reason=more.pop("reason", None if points is not None else "it could not be judged"),
        points=None if points is None else Decimal(points),
        max_points=Decimal(10),
        judged_at=NOON,
        duration_s=0.1,
        **more,
    )


def a_grade(delivery, result=None, **more):
    """The grade that a result comes to."""
    return Graded(
        course=COURSE,
        exercise=delivery.exercise,
        author=delivery.author,
        delivery=delivery.id,
        result=result.id if result else None,
        points=more.pop("points", result.points if result else None),
        max_points=more.pop("max_points", Decimal(10)),
        reason=more.pop("reason", result.reason if result else delivery.strange or "nothing there"),
        days_late=0,
        taken=Decimal(0),
        attempt=1,
        cause="batch",
        graded_at=more.pop("at", NOON),
        **more,
    )


def hand_in(book, delivery, result=None, *, report=None, files=None, reason=None, most=10):
    """Put a delivery, its result and its grade into a gradebook, withheld where there is a `reason`; the grade."""
    with book.writing() as connection:
        deliveries.see(connection, [delivery])
        stored = deliveries.of_course(connection, COURSE)
        mine = [one for one in stored if (one.author, one.exercise) == (delivery.author, delivery.exercise)][-1]
        if files:
            results.keep_submissions(connection, {delivery.digest: files}, NOON)
        if result is not None:
            points = None if result.points is None else float(result.points)
            made = report or a_report(a_check(points=points, worth=10.0), reason=result.reason, outcome=result.outcome)
            number = results.store(connection, result, report=encode(made), evidence=None)
            result = replace(result, id=number)
        grade = a_grade(mine, result, max_points=Decimal(most))
        grade = replace(grade, points=None, reason=reason) if reason else grade
        grades.add(connection, [grade])
    return grade


def enrol(book, *persons):
    """Put people on the roster."""
    with book.writing() as connection:
        people.enrol(connection, COURSE, persons)
