"""One slot of a local pool: a process with a warm sandbox that forks the judge that hears the orders.

Slots that are forked share one warm interpreter, from which the workers of all of them come. Now and then the judge is forked afresh, so that nothing a hidden suite left behind (a patched module, a growing list)
meets many submissions; the sandbox's own warm interpreter stays. Where there is no fork, the slot is the judge.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import msgspec

from grader.batch import bench, frames
from grader.errors import GraderError, UsageError
from grader.sandbox import Workers, open_workers_for_others, tiers

GENERATION = 50
"""Orders that one judge hears."""
_MORE = b"more"


class Hello(msgspec.Struct, frozen=True):
    """What a slot says first."""

    isolation: str = ""
    caution: str = ""
    trouble: str = ""
    hint: str | None = None
    refused: bool = False
    """Whether the trouble is that something else must be asked for."""


def ready(isolation: str | None) -> Workers | GraderError:
    """The workers that judges will want, or why there are none; and all that judges import."""
    try:
        workers = open_workers_for_others(isolation)
        warm()
        _ = workers.isolation
    except GraderError as error:
        return error
    return workers


def serve(reading: int, writing: int, folder: Path, workers: Workers | GraderError) -> None:
    """Say hello, then answer orders until the channel closes."""
    if isinstance(workers, GraderError):
        refused = isinstance(workers, UsageError)
        hello = Hello(trouble=workers.message, hint=workers.hint, refused=refused)
        frames.send(writing, msgspec.json.encode(hello))
        return
    with workers:
        frames.send(writing, msgspec.json.encode(Hello(workers.isolation, workers.caution)))
        while _generation(reading, writing, folder, workers):
            pass


def warm() -> None:
    """Import what every judge needs, before it is forked."""
    import grader.intake.notebook
    import grader.judge.hearing
    import grader.judge.hermetic
    import grader.suite  # noqa: F401


def _generation(reading: int, writing: int, folder: Path, workers: Workers) -> bool:
    """Have one judge hear orders; whether there may be more. A judge that was killed takes the slot with it."""
    if sys.platform == "win32" or not tiers.forks():
        return bench.hear(reading, writing, folder, workers, most=sys.maxsize)
    gc.freeze()  # what is shared with the judge stays shared
    parting, its_parting = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(parting)
            if bench.hear(reading, writing, folder, workers, most=GENERATION):
                os.write(its_parting, _MORE)
        finally:
            os._exit(0)
    os.close(its_parting)
    said = os.read(parting, len(_MORE))  # a suite may leave the process with any exit code; this it does not say
    os.close(parting)
    os.waitpid(pid, 0)
    return said == _MORE


def main(folder: str, isolation: str = "") -> None:
    """A slot that was started as a program: its channel is what were its stdin and stdout."""
    reading, writing = os.dup(0), os.dup(1)
    silence()
    serve(reading, writing, Path(folder), ready(isolation or None))


def silence() -> None:
    """Whatever a suite writes past pytest must not reach the result of the command."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)


if __name__ == "__main__":
    main(*sys.argv[1:])
