"""`grade explore` and `grade replay`: how a concurrent program can end, and one such schedule again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli import conclude
from grader.cli.console import Console
from grader.cli.given import NOTHING, Given
from grader.cli.patience import patience
from grader.errors import UsageError
from grader.typed import as_typed

if TYPE_CHECKING:
    from grader.cli.targets import Task
    from grader.course import Course
    from grader.intake import Delivery
    from grader.interleave.program import Search, StartMethod
    from grader.report import EndingRecord, ExplorationRecord
    from grader.sandbox import Workers


def explore(
    file: Path,
    console: Console,
    begun: Workers | None = None,
    *,
    search: Search,
    start_method: StartMethod,
    observe: Sequence[str],
    given: Given = NOTHING,
    json: bool,
    html: Path | None = None,
    every: bool = False,
) -> int:
    """Look for every ending of a script and show them: of each kind one, or `every` one."""
    from grader.sandbox import open_workers

    if html is not None:
        from grader.cli.browser import must_be_writable

        must_be_writable(html)
    stdin = given.text()
    with begun or open_workers() as workers:
        from grader import exploring

        with patience(console, f"exploring {file}"):
            found = exploring.explore(
                _with_what_it_needs(file),
                workers,
                search=search,
                start_method=start_method,
                observe=observe,
                args=given.args,
                stdin=stdin,
            )
    console.progress("")
    if json:
        from grader.report import encode

        console.document(encode(found))
    else:
        from grader.feedback.exploration import exploration_page

        page = exploration_page(found, console.style, file=file.as_posix(), every=every, given=given.options)
        console.show(page)
    if html is not None:
        from grader.cli.browser import write
        from grader.feedback.exploration_html import page as html_page

        write(html, html_page(found, file=file.as_posix(), every=every, given=given.options))
        console.say(f"Written: {html}")
    return exit_code(found)


def replay(
    token: str,
    file: Path,
    console: Console,
    begun: Workers | None = None,
    *,
    exercise: str | None,
    course_folder: Path | None,
    here: Path,
    observe: Sequence[str] = (),
    given: Given = NOTHING,
    seed: int = 0,
) -> int:
    """Run one schedule again and show every step."""
    from grader.cli.surroundings import course_around
    from grader.feedback.exploration import replay_page
    from grader.sandbox import open_workers

    if not file.exists() and (here / token).is_file():
        raise UsageError("the token comes before the file", hint=as_typed("grade", "replay", file.name, token))
    stdin = given.text()
    course, task = _as_an_exercise(file, exercise, course_folder, here)
    with begun or open_workers() as workers:
        from grader import exploring

        console.progress(f"replaying {file} …")
        try:
            ending = exploring.replay(
                task.delivery if task else _with_what_it_needs(file),
                token,
                workers,
                course=course,
                exercise=task.exercise if task else None,
                observe=observe,
                args=given.args,
                stdin=stdin,
                seed=seed,
            )
        except UsageError:
            if exercise is not None and task is None:
                course_around(course_folder, (os.fspath(file),), here)  # says that there is none
            raise
    console.progress("")
    console.show(replay_page(ending, console.style, file=file.as_posix(), entry=file.name))
    return conclude.FULL if _well(ending) else conclude.LOST


def _with_what_it_needs(file: Path) -> Delivery:
    """A script and what it imports from beside it, or a whole folder."""
    from grader.intake import Delivery

    return Delivery(file, neighbours=file.is_dir(), imported=True)


def _as_an_exercise(
    file: Path, exercise: str | None, course_folder: Path | None, here: Path
) -> tuple[Course | None, Task | None]:
    """The exercise that a file is for, if it is for one: tokens of its checks are then understood as well. A page names it, and who
    reads that may have no course: the file alone may be enough."""
    from grader.cli.surroundings import course_around
    from grader.cli.targets import resolve

    target = os.fspath(file)
    course = None
    try:
        course = course_around(course_folder, (target,), here)
        (task,) = resolve((target,), course, exercise=exercise, here=here)
    except UsageError:
        if course_folder is not None or (exercise is not None and course is not None):
            raise
        return None, None
    return course, task


def exit_code(found: ExplorationRecord) -> int:
    """0: one ending, and a good one; 1: something else was found; 3: nothing was, and not all was controlled."""
    if len(found.endings) > 1 or any(not _well(ending) for ending in found.endings):
        return conclude.LOST
    return conclude.FULL if found.endings and found.controlled and not found.faults else conclude.WITHHELD


def _well(ending: EndingRecord) -> bool:
    return ending.kind == "finished" and ending.exit_code in (0, None)
