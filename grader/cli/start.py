"""Where the command `grade` begins: with as little as can be imported."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, TextIO, cast

from grader.cli import commands

if TYPE_CHECKING:
    from grader.sandbox import Workers


def main() -> None:
    """Print the page of help at once; for all else, run the command line."""
    _open_what_is_closed()
    os.environ.pop("PYTEST_PLUGINS", None)  # the one wish of a user's that every session of pytest's would hear
    sys.argv[1:] = asked = _at_home(sys.argv[1:])
    if asked in ([], ["-h"], ["--help"]):
        from grader.cli.console import standard

        standard().show(commands.page())
        raise SystemExit(0 if asked else 2)
    try:
        _run(asked)
    except (KeyboardInterrupt, Exception) as raised:
        from grader.errors import interrupted

        if not interrupted(raised):
            raise
        sys.stderr.write("Interrupted.\n")  # so early that no command could say so
        raise SystemExit(130) from None


def _at_home(words: list[str]) -> list[str]:
    """`--out=~/grades` as it is meant: most shells leave `~` as it stands there, and there would be a folder of that name. What
    stands behind `--` is not for us."""
    ours = words.index("--") if "--" in words else len(words)
    return [*map(_word_at_home, words[:ours]), *words[ours:]]


def _word_at_home(word: str) -> str:
    option, equals, value = word.partition("=") if word.startswith("-") else ("", "", word)
    return f"{option}{equals}{os.path.expanduser(value)}" if value.startswith("~/") else word  # noqa: PTH111  (no pathlib yet)


def _open_what_is_closed() -> None:
    """Make sure of the three standard streams (`2>&-` closes one): else the next file opened is taken for it.

    Raises:
        SystemExit: where no result could be shown.
    """
    silent = not _is_open(1)
    if not _is_open(0):
        sys.stdin = _nowhere("r")
    if silent:
        sys.stdout = _nowhere("w")
    if not _is_open(2):
        sys.stderr = _nowhere("w")
    if silent:
        sys.stderr.write("Standard output is closed, so that no result could be shown: send it to a file.\n")
        raise SystemExit(2)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _nowhere(mode: str) -> TextIO:
    stream = cast("TextIO", open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  (open for as long as we run, and without importing pathlib)
    os.set_inheritable(stream.fileno(), True)  # since standard streams are
    return stream


def _run(asked: list[str]) -> None:
    _hear_who_ends_commands()
    gc.set_threshold(50_000)  # importing makes objects that stay: looking for garbage among them finds none
    with _other_side(asked) as workers:
        from grader.cli import app

        try:
            app.main(workers)
        finally:
            gc.freeze()  # an interpreter that ends looks through everything once more, and that takes a tenth of a check


def _hear_who_ends_commands() -> None:
    """What else ends commands (a service manager, `docker stop`, a terminal that is closed) does so as Ctrl-C does: nothing is left behind.
    The first process of a container would hear none of it without saying so. `nohup` has a closed terminal ignored, on purpose."""
    here = os.getpid()

    def end(number: int, _frame: object) -> None:
        if os.getpid() != here:  # it was forked from us
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def _other_side(asked: list[str]) -> AbstractContextManager[Workers | None]:
    """What runs a student's program takes longest to get warm, so it begins before the command line is understood."""
    if asked[0] not in commands.AT_ONCE or {"-h", "--help"} & set(asked):
        return nullcontext()
    from grader.sandbox import open_workers

    try:
        return open_workers()
    except OSError:
        return nullcontext()  # the command tries again, where it can say what is wrong
