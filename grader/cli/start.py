"""Where the command `grade` begins: with as little as can be imported."""

from __future__ import annotations

import gc
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from grader.cli import commands

if TYPE_CHECKING:
    from grader.sandbox import Workers


def main() -> None:
    """Print the page of help at once; for all else, run the command line."""
    asked = sys.argv[1:]
    if asked in ([], ["-h"], ["--help"]):
        from grader.cli.console import standard

        standard().show(commands.page())
        raise SystemExit(0 if asked else 2)
    gc.set_threshold(50_000)  # importing makes objects that stay: looking for garbage among them finds none
    with _other_side(asked) as workers:
        from grader.cli import app

        try:
            app.main(workers)
        finally:
            gc.freeze()  # an interpreter that ends looks through everything once more, and that takes a tenth of a check


def _other_side(asked: list[str]) -> AbstractContextManager[Workers | None]:
    """What runs a student's program takes longest to get warm, so it begins before the command line is understood."""
    if asked[0] not in commands.AT_ONCE or {"-h", "--help"} & set(asked):
        return nullcontext()
    from grader.sandbox import open_workers

    try:
        return open_workers()
    except OSError:
        return nullcontext()  # the command tries again, where it can say what is wrong
