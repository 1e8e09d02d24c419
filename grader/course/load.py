"""`course.toml` and every `exercise.toml` to a course, or all their mistakes at once.

What may stand in them: `docs/design/course-files.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

from grader.course.document import Document, Table, near
from grader.course.find import COURSE_FILE, EXERCISES
from grader.course.model import AttemptPolicy, Course, Exercise, LatePolicy, Limits, Row
from grader.errors import CourseError, Mistake

EXERCISE_FILE = "exercise.toml"

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What an exercise may be called."""
_REQUIREMENT = re.compile(
    r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?:\[[\w,.-]+\])?(?:(?:[=!~]=|[<>]=?)[\w.*+!]+(?:,(?:[=!~]=|[<>]=?)[\w.*+!]+)*)?"
)
_VERSION = re.compile(r"3\.[0-9]{1,2}t?")
_METHODS = ("fork", "spawn", "forkserver")
_ENTRY = re.compile(r"[^/\\.][^/\\]*\.(py|ipynb)")


def load(home: Path) -> Course:
    """Load the course whose `course.toml` lies in `home`; raises CourseError with every mistake of every file."""
    document = Document(home / COURSE_FILE)
    top = document.top
    listed = _listed(top, home)
    unlisted = [slug for slug in _present(home) if slug not in listed]
    attempts = _attempts(top, AttemptPolicy())
    read = [_exercise(home, slug, attempts) for slug in (*listed, *unlisted)]
    exercises = {exercise.slug: exercise for exercise, _ in read}
    zone = _zone(top)
    due, published = (_moments(top, name, zone, exercises) for name in ("due", "published"))
    title = top.text("title") if document.is_read else None
    late = _late(top)
    top.close()
    mistakes = [*_by_line(document.mistakes), *(mistake for _, found in read for mistake in _by_line(found))]
    if mistakes:
        raise CourseError(mistakes)
    return Course(
        root=home.parent if _is_whole(home) else home,
        title=title or "",
        exercises={
            slug: replace(exercise, due=due.get(slug), published=published.get(slug))
            for slug, exercise in exercises.items()
        },
        late=late,
        timezone=zone,
    )


def _by_line(mistakes: list[Mistake]) -> list[Mistake]:
    """Order the mistakes of one exercise as one reads; what has no line comes first."""
    return sorted(mistakes, key=lambda mistake: mistake.line or 0)


def _is_whole(home: Path) -> bool:
    """Whether suites and solutions may lie beside: what is not called `exercises` is a kit."""
    return home.name == EXERCISES


def _present(home: Path) -> list[str]:
    """Name the folders that are exercises; a name that begins with `_` or `.` is a draft."""
    return sorted(
        folder.name for folder in home.iterdir() if folder.name[0] not in "._" and (folder / EXERCISE_FILE).is_file()
    )


def _listed(top: Table, home: Path) -> tuple[str, ...]:
    """Read the order of exercises, leaving out what is wrong."""
    slugs: list[str] = []
    for slug, where in top.texts("exercises"):
        if slug in slugs:
            top.mistake(where, f"`{slug}` is listed twice")
        elif not (home / slug / EXERCISE_FILE).is_file():
            top.mistake(where, f"`{slug}` is listed, but there is no {slug}/{EXERCISE_FILE}", _near_folder(slug, home))
        else:
            slugs.append(slug)
    return tuple(slugs)


def _near_folder(slug: str, home: Path) -> str | None:
    return near(slug, _present(home))


def _moments(top: Table, name: str, zone: tzinfo | None, known: Iterable[str]) -> Mapping[str, datetime]:
    """Read when exercises are due, or their grades published; a time without a zone is in the course's."""
    table = top.table(name)
    known = list(known)
    moments = {}
    for slug, moment in table.moments().items():
        if slug not in known:
            table.mistake(slug, f"there is no exercise `{slug}`", near(slug, known))
        elif moment.tzinfo is not None:
            moments[slug] = moment
        elif zone is not None:
            moments[slug] = moment.replace(tzinfo=zone)
        elif "timezone" not in top:
            hint = 'add an offset (+01:00), or timezone = "Europe/Berlin" for the whole course'
            table.mistake(slug, f"`{slug}` is {name} at a time without a time zone", hint)
    return moments


def _zone(top: Table) -> tzinfo | None:
    name = top.optional_text("timezone")
    if name is None:
        return None
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, a folder of zones
        top.mistake("timezone", f"`{name}` is not a known time zone", "write one like Europe/Berlin, or UTC")
        return None


def _late(top: Table) -> LatePolicy | None:
    if "late" not in top:
        top.table("late")
        return None
    table = top.table("late")
    if "per_day" not in table:
        table.missing("per_day", "add per_day = 10 (percent)")
    policy = LatePolicy(table.number("per_day", 0, 0, 100), table.number("cap", 100, 0, 100))
    table.close()
    return policy


def _exercise(home: Path, slug: str, attempts: AttemptPolicy) -> tuple[Exercise, list[Mistake]]:
    """Read one exercise and what is wrong with it."""
    folder = home / slug
    document = Document(folder / EXERCISE_FILE)
    if not SLUG.fullmatch(slug):
        hint = "use small letters, digits and single hyphens"
        document.mistakes.append(Mistake(folder, None, f"`{slug}` cannot be an exercise's name", hint))
    suite = home.parent / "tests" / "suites" / slug
    solutions = home.parent / "solutions" / slug
    exercise = Exercise(
        slug=slug,
        title="",
        folder=folder,
        entry="",
        suite=suite if _is_whole(home) and suite.is_dir() else None,
        solutions=solutions if _is_whole(home) and solutions.is_dir() else None,
        attempts=attempts,
    )
    if document.is_read:
        exercise = _with_values(exercise, document.top)
    if not exercise.statement.is_file():
        document.mistakes.append(Mistake(exercise.statement, None, "the statement is missing"))
    return exercise, document.mistakes


def _with_values(exercise: Exercise, top: Table) -> Exercise:
    title = top.text("title")
    entry = top.text("entry")
    if entry is not None and not _ENTRY.fullmatch(entry):
        top.mistake("entry", f"`{entry}` cannot be an entry", "name a .py or .ipynb file of this folder")
    elif entry is not None and _is_whole(exercise.folder.parent) and not (exercise.folder / entry).is_file():
        # Elsewhere, in a kit, the skeleton is the student's to move or to delete.
        programs = [path.name for path in exercise.folder.iterdir() if _ENTRY.fullmatch(path.name)]
        top.mistake("entry", f"the entry file `{entry}` is missing", near(entry, programs))
    tags = tuple(tag for tag, _ in top.texts("tags"))
    requires = _each(
        top, "requires", _REQUIREMENT.fullmatch, 'write what pip is told, as in "numpy" or "hypothesis>=6"'
    )
    limits = _limits(top.table("limits"))
    attempts = _attempts(top, exercise.attempts)
    wait = _hidden_wait(top)
    rows = _rows(top.table("matrix"))
    top.close(_of_the_course(exercise.slug))
    return replace(
        exercise,
        title=title or "",
        entry=entry or "",
        tags=tags,
        requires=tuple(requires),
        limits=limits,
        rows=rows,
        attempts=attempts,
        hidden_wait=wait,
    )


def _of_the_course(slug: str) -> Mapping[str, str]:
    """What is looked for in an exercise's file, and stands in that of the course."""
    moments = {name: f"write `{slug} = …` below [{name}] of {COURSE_FILE}" for name in ("due", "published")}
    return moments | dict.fromkeys(("late", "timezone"), f"it stands in {COURSE_FILE}, for the whole course")


def _attempts(top: Table, usual: AttemptPolicy) -> AttemptPolicy:
    """Read how often an author's work is judged; what is left out is as usual in this course."""
    table = top.table("attempts")
    policy = AttemptPolicy(
        table.whole("limit", 0, 1, 10_000) or usual.limit,
        table.number("cooling_off_min", usual.cooling_off_min, 0, 100_000),
        table.whole("tokens", 0, 1, 10_000) or usual.tokens,
        table.number("token_back_h", usual.token_back_h, 0.01, 10_000),
    )
    table.close()
    return policy


def _hidden_wait(top: Table) -> bool:
    said = top.optional_text("hidden_checks")
    if said not in (None, "at_once", "when_due"):
        top.mistake("hidden_checks", f"`hidden_checks` cannot be `{said}`", 'write "at_once" or "when_due"')
    return said == "when_due"


def _limits(table: Table) -> Limits:
    default = Limits()
    limits = Limits(
        time_s=table.number("time_s", default.time_s, 0.1, 3600),
        memory_mb=table.whole("memory_mb", default.memory_mb, 64, 65_536),
        actors=table.whole("actors", default.actors, 2, 1024),
        output_kb=table.whole("output_kb", default.output_kb, 1, 65_536),
        cpus=table.whole("cpus", default.cpus, 1, 256),
    )
    table.close()
    return limits


def _rows(table: Table) -> tuple[Row, ...]:
    """Every interpreter that is asked for with every start method; what is left out is this one's own."""
    versions = _each(table, "python", _VERSION.fullmatch, "write one like 3.13, or 3.13t for a free-threaded build")
    methods = _each(table, "start_methods", _METHODS.__contains__, f"there are: {', '.join(_METHODS)}")
    table.close()
    return tuple(Row(version, method) for version in versions or (None,) for method in methods or (None,))  # type: ignore[arg-type]


def _each(table: Table, key: str, known: Callable[[str], object], hint: str) -> list[str]:
    found: list[str] = []
    for text, where in table.texts(key):
        if not known(text):
            table.mistake(where, f"`{text}` is not known here", hint)
        elif text in found:
            table.mistake(where, f"`{text}` is named twice")
        else:
            found.append(text)
    return found
