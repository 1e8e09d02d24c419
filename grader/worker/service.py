"""The worker's loop: one request, one answer, until the wire closes.

A request names a job and carries plain data; an answer carries `value`, or says what happened instead:
`raised` (the student's exception), `stuck` (how the program cannot go on), `too_large`, `full` (no memory is left), or
`fault` (ours). Beside it travel `notices` of what looks like tampering.
"""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.worker import evidence, limits, reading, scratch, stuck
from grader.worker.addresses import follow_nowhere
from grader.worker.jobs import JOBS, Place
from grader.worker.limits import Bounds
from grader.worker.seal import Keyed
from grader.worker.tamper import Watch, audited
from grader.worker.tamper.frames import lead_past_ours
from grader.worker.tamper.inner import one_of_each
from grader.worker.tamper.signals import without_frames
from grader.worker.tamper.tracing import ending_nothing_is_nothing
from grader.worker.wire import Channel, MessageTooLong, WireClosed, WireError

Answer = dict[str, Any]
Close = Callable[[Callable[[ModuleType], None]], None]
getpid, leave = os.getpid, os._exit


def work(close: Close, wire: Channel, folder: Path, words: int) -> None:
    """Take the submission, then answer requests; `words` takes the last tracebacks. `close` closes our modules
    against changes by the program, whose code runs among ours from then on."""
    begin = wire.receive()
    wire.seal(Keyed(bytes.fromhex(begin.pop("key")), of_worker=True))
    place, me = _settle(begin, folder, words), getpid()

    def tell(notice: str) -> bool:
        """Give notice at once, unless that would break into another frame. A copy of this worker that the program made
        does so in our name, and leaves: if we say something meanwhile, one frame too many shows on the other side."""
        try:
            return wire.break_in({"notices": [notice]})
        finally:
            if getpid() != me:
                leave(71)

    watch = _watched(close, folder, tell)
    try:
        wire.send({"ready": me})
        wire.send({"refused": reading.refusal(place.sources[place.entry], place.entry, begin["pieces"])})
        while True:
            request = wire.receive()
            stuck.tell_before(request["own_s"], words)
            answer = evidence.without(folder, _answer(place, request))
            if getpid() != me:
                leave(71)  # a copy of this worker that the program made; the answer is for the original to give
            notices = watch.untold()
            _send(wire, answer | {"notices": notices} if notices else answer)
    except WireClosed:
        return
    except WireError:
        leave(70)  # the judge's side is sound, so ours is not: end without another word


def steps(close: Close) -> list[Callable[[], object]]:
    """What can be done against tampering before there is a worker."""
    return [partial(close, audited.close), audited.audit_parts, lead_past_ours, follow_nowhere]


def _watched(close: Close, folder: Path, tell: Callable[[str], bool]) -> Watch:
    """From now on whoever reaches for us is noticed."""
    for name in ("greenlet", "greenlet._greenlet"):
        sys.modules[name] = None  # type: ignore[assignment]  # ours; a program has to do without
    without_frames()
    one_of_each()
    ending_nothing_is_nothing()
    close(audited.close)
    watch = Watch(globals()["__builtins__"], str(folder / "work"), tell)
    watch.begin()
    return watch


def _settle(begin: dict[str, Any], folder: Path, words: int) -> Place:
    """Lay out the submission, and limit this process, before any of the student's code runs."""
    bounds = Bounds(**begin["bounds"])
    files = {name: base64.b64decode(text) for name, text in begin["files"].items()}
    scratch.fill(folder / "work", files)
    os.chdir(folder / "work")
    _make_room(files)
    clean = environment(folder)
    os.environ.clear()
    os.environ.update(clean)
    limits.hear_the_usual_signals()
    stuck.tell_into(words)
    limits.confine(bounds, stacks=begin["stacks"])
    return Place(
        folder=folder, work=str(folder / "work"), bounds=bounds, entry=begin["entry"], sources=begin["sources"]
    )


def _make_room(files: Iterable[str]) -> None:
    """A submission may have a file of the same name as a package of ours: theirs is what they import."""
    for name in files:
        module = name.partition("/")[0].removesuffix(".py")
        if module not in sys.stdlib_module_names:
            sys.modules.pop(module, None)


def environment(folder: Path) -> dict[str, str]:
    """All of the environment that a student's program sees."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "WINDIR") if name in os.environ}
    temporary = str(folder / "tmp")
    return {**kept, "HOME": str(folder / "work"), "LANG": "C.UTF-8", "TMPDIR": temporary, "TEMP": temporary}


def _answer(place: Place, request: dict[str, Any]) -> Answer:
    try:
        return JOBS[request["job"]](place, request)
    except WireError:
        raise
    except MemoryError:
        return {"full": True}  # by what the program holds: we are in its memory
    except BaseException as failed:
        return {"fault": evidence.fault(failed)[-20_000:]}


def _send(wire: Channel, answer: Answer) -> None:
    try:
        wire.send(answer)
    except MessageTooLong as large:
        wire.send({"too_large": str(large)})
