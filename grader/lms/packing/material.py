"""What every package holds, whatever the platform: the exercise with its suite, as a course of its own, and ourselves.

Nothing of `solutions/` goes out, and nothing of other exercises. The parts of `course.toml` that concern the exercise
are written anew: the file may name exercises that are not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Final

import msgspec

from grader import judge, score
from grader.course import Course, Exercise
from grader.errors import CourseError, Mistake, UsageError
from grader.lms.packing import ourselves
from grader.lms.packing.members import Member
from grader.lms.parcel import COURSE, FILE, Parcel
from grader.lms.platform import Platform
from grader.lms.whole import scale_of
from grader.report import Report, written

WHEELS: Final = "wheels"
NOT_GRADED: Final = "not-graded"
"""The folder of the result that is put in place before anything else happens."""


def contents(course: Course, exercise: Exercise) -> Report:
    """What the suite holds, as a report of which nothing has been judged; a suite that cannot be read is an error."""
    if exercise.suite is None:
        raise UsageError(f"{exercise.slug} has no suite here", hint="Packages are made where the course is whole.")
    evidence = judge.outline(judge.Setting(course, exercise), seed=0)
    problems = evidence["grader"]["problems"]
    if problems:
        raise CourseError([Mistake(exercise.suite / one["where"], None, _last_line(one["detail"])) for one in problems])
    report = score.report(evidence)
    if not report.checks:
        raise CourseError([Mistake(exercise.suite, None, "the suite has no checks")])
    if not report.max_points:
        raise CourseError(
            [Mistake(exercise.suite, None, "the suite is worth nothing", "Give a check points: @points(2).")]
        )
    return report


def parcel(platform: Platform, exercise: Exercise, report: Report) -> Parcel:
    """What the run must know even when nothing else can be read."""
    assert exercise.suite is not None
    return Parcel(
        target=platform.name,
        exercise=exercise.slug,
        checks=len(report.checks),
        max_points=written(report.max_points),
        scale=scale_of(report, exercise.suite) if platform.whole_numbers else 1,
        time_limit_s=platform.time_limit_s,
        version=ourselves.version(),
    )


def members(course: Course, exercise: Exercise, parcel: Parcel) -> dict[str, Member]:
    """The files that every package has."""
    assert exercise.suite is not None
    name, wheel = ourselves.wheel(exercise.requires)
    document = msgspec.json.format(msgspec.json.encode(parcel), indent=2)
    return {
        FILE: Member(document + b"\n"),
        f"{WHEELS}/{name}": Member(wheel),
        f"{COURSE}/exercises/course.toml": Member(_course_file(course, exercise).encode()),
        **_folder(exercise.folder, f"{COURSE}/exercises/{exercise.slug}"),
        **_folder(exercise.suite, f"{COURSE}/tests/suites/{exercise.slug}"),
    }


def _folder(folder: Path, below: str) -> dict[str, Member]:
    return {
        f"{below}/{path.relative_to(folder).as_posix()}": Member(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part in _CACHES or part.startswith(".") for part in path.relative_to(folder).parts)
    }


_CACHES = frozenset({"__pycache__", "node_modules"})


def _course_file(course: Course, exercise: Exercise) -> str:
    return "\n".join(_course_lines(course, exercise)) + "\n"


def _course_lines(course: Course, exercise: Exercise) -> Iterator[str]:
    yield f"title = {_text(course.title)}"
    yield f"exercises = [{_text(exercise.slug)}]"
    for name, date in (("due", exercise.due), ("published", exercise.published)):
        if date is not None:
            yield f"\n[{name}]\n{exercise.slug} = {date.astimezone(UTC).isoformat()}"
    if course.late is not None:
        yield f"\n[late]\nper_day = {course.late.per_day!r}\ncap = {course.late.cap!r}"
    attempts = exercise.attempts
    yield f"\n[attempts]\ncooling_off_min = {attempts.cooling_off_min!r}\ntoken_back_h = {attempts.token_back_h!r}"
    if attempts.limit is not None:
        yield f"limit = {attempts.limit}"
    if attempts.tokens is not None:
        yield f"tokens = {attempts.tokens}"


def _text(value: str) -> str:
    """A TOML string: JSON's, but for one character that only TOML forbids."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _last_line(detail: str) -> str:
    lines = detail.strip().splitlines()
    return lines[-1] if lines else "it cannot be read"
