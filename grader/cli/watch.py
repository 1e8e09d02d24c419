"""`grade check --watch`: judge again what has changed, whenever a file is saved, on workers that stay warm."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli import conclude
from grader.cli.console import Console
from grader.errors import CourseError, UsageError
from grader.intake.sources import files_below

if TYPE_CHECKING:
    from grader.cli.check import Round
    from grader.cli.targets import Task
    from grader.intake import Delivery
    from grader.judge.early import Early
    from grader.report import Report

PAUSE_S = 0.01
"""Between two looks, where looking takes next to nothing."""
REST_S, EMPTY_REST_S = 0.005, 0.1
"""For which files must not change: editors write in two goes. Longer where one is empty or away, as between two goes."""
SHARE = 20
"""Of the time, what looking may take: one in so many parts."""
LARGEST = 1 << 20
MOST_FILES = 200

Trace = tuple[int, int, int] | None
"""Time (ns), size (bytes), and what tells the content; None for what is not there."""
Traces = Mapping["Task", Mapping[Path, Trace]]
Known = Mapping["Task", "Report"]


def watch(a_round: Callable[[Known, Early], Round], tasks: list[Task], console: Console) -> int:
    """Show the pages, wait for a change, and judge again what changed. Ctrl-C ends it, which is how it is meant to end."""
    from grader.judge.early import Early

    known: Known = {}
    try:
        with Early() as early:
            while True:
                before = traces(tasks)
                console.wipe()
                current = a_round(known, early)
                try:
                    code = current.run()
                except (UsageError, CourseError) as error:  # an editor may have the file away for a moment
                    code = error.exit_code
                    conclude.complain(console, error)
                if code == conclude.INTERRUPTED:
                    return code
                console.say(f"\nWatching {_what(tasks)}; Ctrl-C ends.")
                early.begin()
                wait_for_change(tasks, before, current.expect)
                known = unchanged(current.judged, before)
    except KeyboardInterrupt:
        console.say("Watching ended.")
        return conclude.INTERRUPTED


def wait_for_change(tasks: list[Task], before: Traces, expect: Callable[[Task], None]) -> None:
    """Return once the files differ from `before` and rest, so that no half-written file is judged. Whose file changes first is to be
    expected meanwhile."""
    looked = time.monotonic()
    while (now := traces(tasks)) == before:
        time.sleep(pause(time.monotonic() - looked))
        looked = time.monotonic()
    while True:
        between = _is_between_two_goes(before, now)
        changed = [task for task in tasks if before[task] != now[task]]
        if changed and not between:
            expect(changed[0])
        time.sleep(EMPTY_REST_S if between else REST_S)
        settled = traces(tasks)
        if settled == now:
            return
        now = settled


def pause(looking_s: float) -> float:
    """Seconds until the next look, after one that took so long: many large files are not read all the time."""
    return max(PAUSE_S, looking_s * SHARE)


def unchanged(judged: Sequence[tuple[Task, Report]], before: Traces) -> Known:
    """What was judged from files that are still as they were `before`."""
    return {task: report for task, report in judged if before.get(task) == _own(task)}


def traces(tasks: list[Task]) -> Traces:
    """What tells that a delivery changed: time and size of each of its files, and what is in the small ones."""
    return {task: _own(task) for task in tasks}


def _own(task: Task) -> Mapping[Path, Trace]:
    return {path: _trace(path) for path in _files(task.delivery)}


def _files(delivery: Delivery) -> list[Path]:
    """The file itself, which may be away for a moment, and those that come along with it."""
    path = delivery.path
    if path.is_dir():
        return files_below(path)[:MOST_FILES]
    return [path, *(files_below(path.parent)[:MOST_FILES] if delivery.neighbours else ())]


def _is_between_two_goes(before: Traces, now: Traces) -> bool:
    """Whether a file that had something in it has nothing now, or is away."""
    return any(
        known and known[1] and not ((new := now[task].get(path)) and new[1])
        for task, own in before.items()
        for path, known in own.items()
    )


def _trace(path: Path) -> Trace:
    try:
        known = path.stat()
        content = hash(path.read_bytes()) if known.st_size <= LARGEST else 0
    except OSError:  # between two saves of an editor the file may be away for a moment
        return None
    return known.st_mtime_ns, known.st_size, content


def _what(tasks: list[Task]) -> str:
    return tasks[0].typed if len(tasks) == 1 else f"{len(tasks)} submissions"
