"""`grade check --watch`: judge again whenever a file changes, on workers that stay warm."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli import conclude
from grader.cli.console import Console
from grader.errors import CourseError, UsageError

if TYPE_CHECKING:
    from grader.cli.check import Round
    from grader.cli.targets import Task

PAUSE_S = 0.2
LARGEST = 1 << 20
MOST_FILES = 200

Traces = dict[Path, object]


def watch(a_round: Callable[[], Round], tasks: list[Task], console: Console) -> int:
    """Show the pages, wait for a change, begin again. Ctrl-C ends it, which is how it is meant to end."""
    try:
        while True:
            before = traces(tasks)
            console.wipe()
            try:
                code = a_round().run()
            except (UsageError, CourseError) as error:  # an editor may have the file away for a moment
                code = error.exit_code
                conclude.complain(console, error)
            if code == conclude.INTERRUPTED:
                return code
            console.say(f"\nWatching {_what(tasks)}; Ctrl-C ends.")
            wait_for_change(tasks, before)
    except KeyboardInterrupt:
        console.say("Watching ended.")
        return conclude.INTERRUPTED


def wait_for_change(tasks: list[Task], before: Traces) -> None:
    """Return once the files differ from `before` and rest, so that no half-written file is judged."""
    while (now := traces(tasks)) == before:
        time.sleep(PAUSE_S)
    while True:
        time.sleep(PAUSE_S / 2)
        settled = traces(tasks)
        if settled == now:
            return
        now = settled


def traces(tasks: list[Task]) -> Traces:
    """What tells that a delivery changed: time and size of each file, and what is in the small ones."""
    return {path: _trace(path) for task in tasks for path in _files(task.delivery.path)}


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(entry for entry in path.iterdir() if entry.is_file())[:MOST_FILES]


def _trace(path: Path) -> object:
    try:
        known = path.stat()
        content = hash(path.read_bytes()) if known.st_size <= LARGEST else 0
    except OSError:  # between two saves of an editor the file may be away for a moment
        return None
    return known.st_mtime_ns, known.st_size, content


def _what(tasks: list[Task]) -> str:
    return tasks[0].typed if len(tasks) == 1 else f"{len(tasks)} submissions"
