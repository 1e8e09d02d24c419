"""How a command ends: its exit code, and what is said when it could not do its work."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import typer

from grader.cli.console import Console, standard
from grader.errors import CourseError, GraderError, Mistake, UsageError, interrupted
from grader.several import counted

ERROR_SCHEMA = "grader.error/1"
FULL, LOST, USAGE, WITHHELD, INTERRUPTED = 0, 1, 2, 3, 130
"""The exit codes: full marks, points lost, usage or configuration, withheld or our fault, interrupted."""


def run(work: Callable[[Console], int], *, verbose: bool = False) -> NoReturn:
    """Do a command's work and leave with its exit code; no mistake of anyone's ends in a traceback."""
    console = standard()
    raise typer.Exit(outcome(work, console, verbose=verbose))


def outcome(work: Callable[[Console], int], console: Console, *, verbose: bool) -> int:
    """Do the work; turn whatever ends it early into words and an exit code."""
    try:
        return work(console)
    except GraderError as error:
        complain(console, error)
        return _documented(console, error, error.exit_code)
    except KeyboardInterrupt:
        return _interrupted(console)
    except Exception as error:
        if interrupted(error):
            return _interrupted(console)
        known = _missing() or _closed(error)
        if known is not None:
            complain(console, known)
            return _documented(console, known, USAGE)
        unexpected(console, error, verbose=verbose)
        return _documented(console, GraderError(f"the grader itself failed ({type(error).__name__})"), WITHHELD)


def _closed(error: Exception) -> UsageError | None:
    """What to say where whoever runs the grader may not even ask whether a file is there, or not read it. Who may not write, or was
    refused anything else, has met a fault of ours: it should have been said where that was tried."""
    if not isinstance(error, PermissionError) or not isinstance(error.filename, str):
        return None
    try:
        Path(error.filename).stat()
    except PermissionError:
        is_closed = True
    except OSError:
        is_closed = False  # it was to be made
    else:
        is_closed = not os.access(error.filename, os.R_OK)
    hint = "You may not look there: name another place."
    return UsageError(f"{error.filename}: {error.strerror}", hint=hint) if is_closed else None


def _interrupted(console: Console) -> int:
    console.say("Interrupted.")
    return _documented(console, GraderError("Interrupted."), INTERRUPTED)


def _documented(console: Console, error: GraderError, exit_code: int) -> int:
    """Tell a program that waits for a document why there is none, in one."""
    if console.awaited:
        import msgspec

        mistakes = error.mistakes if isinstance(error, CourseError) else ()
        told = [{"path": str(one.path), "line": one.line, "message": one.message, "hint": one.hint} for one in mistakes]
        console.document(
            msgspec.json.encode(
                {
                    "schema": ERROR_SCHEMA,
                    "exit_code": exit_code,
                    "message": error.message,
                    "hint": error.hint,
                    "mistakes": told,
                }
            )
        )
    return exit_code


def mistyped(console: Console, message: str) -> None:
    """Tell a program of a command line that cannot be understood; people are told by typer."""
    _documented(console, UsageError(message), USAGE)


def _missing() -> UsageError | None:
    """The folder without which hardly anything can be done, if there is none."""
    import tempfile

    try:
        Path.cwd()
    except FileNotFoundError:
        return UsageError("the folder that you are in has been deleted", hint="Go to another one first.")
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        hint = "Name one in TMPDIR; to a container that can only be read, give one by `--tmpfs /tmp`."
        return UsageError("there is no folder for temporary files that can be written", hint=hint)
    return None


def complain(console: Console, error: GraderError) -> None:
    """Say what is wrong, and what to do about it."""
    if isinstance(error, CourseError):
        mistakes = error.mistakes
        console.say(f"grade: {counted(len(mistakes), 'mistake')} in the course's files:")
        for mistake in mistakes:
            console.say(f"  {_nearby(mistake)}")
        return
    console.say(f"grade: {error.message}")
    if error.hint:
        console.say(f"  {error.hint}")


def _nearby(mistake: Mistake) -> Mistake:
    """The same mistake, its path as seen from the working folder."""
    try:
        return replace(mistake, path=mistake.path.relative_to(Path.cwd()))
    except ValueError:
        return mistake


def unexpected(console: Console, error: Exception, *, what: str = "nothing", verbose: bool) -> None:
    """Own up to a failure that is not the fault of whoever typed the command, nor of what was graded."""
    if isinstance(error, GraderError):
        complain(console, error)
        whose = (
            "" if isinstance(error, UsageError) else " That is this machine's or the grader's fault, not the program's."
        )
        console.say(f"  {_not_judged(what)}{whose}")
        return
    console.say(f"grade: the grader itself failed ({type(error).__name__}). {_not_judged(what)}")
    if not verbose:
        console.say("  That is a fault of the grader, not of what it was given; -v shows where it lies.")
        return
    import traceback

    console.say("".join(traceback.format_exception(error)))


def _not_judged(what: str) -> str:
    return f"{what.capitalize()} was judged." if what == "nothing" else f"{what} was not judged."
