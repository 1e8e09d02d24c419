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
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.interleave.run.run_state import Spoilt
from grader.worker import evidence, limits, reading, scratch, stuck
from grader.worker.addresses import follow_nowhere
from grader.worker.forks import Wishes
from grader.worker.jobs import JOBS
from grader.worker.limits import Bounds
from grader.worker.place import Place
from grader.worker.seal import Keyed
from grader.worker.tamper import Watch, audited
from grader.worker.tamper.classes import name_none_of_ours
from grader.worker.tamper.displays import print_errors_in_python
from grader.worker.tamper.everybody import show_own_threads
from grader.worker.tamper.frames import lead_past_ours
from grader.worker.tamper.inner import one_of_each
from grader.worker.tamper.profiler import profile_own_steps
from grader.worker.tamper.signals import tell_what_is_outlived, without_frames
from grader.worker.tamper.tracing import show_own_steps
from grader.worker.watching import only_watches
from grader.worker.wire import Channel, MessageTooLong, WireClosed, WireError

Answer = dict[str, Any]
Close = Callable[[Callable[[ModuleType], None]], None]
Serve = Callable[[Channel], None]
Prepare = Callable[[dict[str, Any]], None]
WORDS = 2
"""The descriptor that takes the last tracebacks."""
getpid, getppid, leave = os.getpid, os.getppid, os._exit
getpgrp = getattr(os, "getpgrp", getpid)


def work(close: Close, wishes: Wishes | None, wire: Channel, folder: Path) -> tuple[Serve, Prepare]:
    """Take the submission, lay it out, and see whether Python reads it; nothing of it runs. What serves a worker that has
    it, and what makes ready what the next one will be asked for. `close` closes our modules against changes by the program, whose
    code runs among ours later; `wishes`: what a zygote held back."""
    begin = wire.receive()
    place = _settle(begin, folder)
    wire.send({"laid": True})
    if wishes is not None:
        wishes.release(real=place.real_threads)
    _withhold(close)
    refused = reading.refusal(place.sources[place.entry], place.entry, begin["pieces"])
    wire.send({"refused": refused})
    if refused is None and not begin["stacks"]:
        place.prepare()
    return partial(_serve, place, Watch(place.work)), place.prepare_beside


def _serve(place: Place, watch: Watch, wire: Channel) -> None:
    """Answer requests to one worker."""
    begin, me, folder = _beginning(place, wire), getpid(), place.folder
    if begin is None:
        return
    wire.seal(Keyed(bytes.fromhex(begin["key"]), of_worker=True))
    place.bounds = replace(place.bounds, time_s=begin["time_s"])

    def tell(notice: str, waits: bool) -> bool:
        """Give notice at once, unless that would break into another frame; that ends the exchange, so what gives nothing away
        waits for the answer, beside what is graver. A copy of this worker that the program made gives notice in our name, and
        leaves: if we say something meanwhile, one frame too many shows on the other side."""
        if waits and getpid() == me:
            return False
        try:
            return wire.break_in({"notices": [notice]})
        finally:
            if getpid() != me:
                leave(71)

    parent = getppid()

    def sends(to: int, number: int) -> None:
        """Say so before, since who is ended by somebody else has done nothing wrong."""
        if number in stuck.BY_OTHERS and to in (me, parent, 0, -1, -getpgrp()):
            stuck.tell_of_a_signal(WORDS, number)

    watch.begin(tell, sends)
    try:
        wire.send({"ready": me})
        request = wire.receive()
        limits.in_time(limits.LAST_S if only_watches(request) else begin["time_s"], real=place.real_threads)
        while True:
            stuck.tell_before(request["own_s"], WORDS)
            answer = evidence.without(folder, _answer(place, request))
            if getpid() != me:
                leave(71)  # a copy of this worker that the program made; the answer is for the original to give
            notices = [*watch.untold(), *answer.get("notices", [])]
            _send(wire, answer | {"notices": notices} if notices else answer)
            request = wire.receive()
    except WireClosed:
        return
    except WireError:
        leave(70)  # the judge's side is sound, so ours is not: end without another word


def _beginning(place: Place, wire: Channel) -> dict[str, Any] | None:
    """What makes this somebody's worker. Until then it may be asked for what runs nothing of the program."""
    try:
        while "key" not in (begin := wire.receive()):
            _send(wire, _answer(place, begin))
    except WireClosed:
        return None
    return begin


def steps(close: Close) -> list[Callable[[], object]]:
    """What can be done against tampering before there is a worker."""
    return [partial(close, audited.close), audited.audit_parts, lead_past_ours, follow_nowhere]


def _withhold(close: Close) -> None:
    """What a program must not find, or could use against us."""
    for name in ("greenlet", "greenlet._greenlet"):
        sys.modules[name] = None  # type: ignore[assignment]  # ours; a program has to do without
    without_frames()
    tell_what_is_outlived(partial(stuck.tell_of_an_outlived_signal, WORDS))
    one_of_each()
    name_none_of_ours()
    show_own_steps()
    profile_own_steps()
    show_own_threads()
    print_errors_in_python()
    close(audited.close)


def _settle(begin: dict[str, Any], folder: Path) -> Place:
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
    stuck.tell_into(WORDS)
    limits.confine(bounds, stacks=begin["stacks"])
    return Place(
        folder=folder,
        work=str(folder / "work"),
        bounds=bounds,
        entry=begin["entry"],
        sources=begin["sources"],
        real_threads=bool(begin["stacks"]),
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
    return {
        **kept,
        "HOME": str(folder / "work"),
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": "1",  # libraries of C start a thread for each core of the machine, and set memory aside for each
        "TMPDIR": temporary,
        "TEMP": temporary,
    }


def _answer(place: Place, request: dict[str, Any]) -> Answer:
    try:
        return JOBS[request["job"]](place, request)
    except WireError:
        raise
    except MemoryError:
        if limits.is_memory_spent():
            return {"full": True}  # by what the program holds: we are in its memory
        return {"fault": "no memory was left, though the program had not taken what it may: has this machine any?"}
    except Spoilt as spoilt:
        return {"fault": "the engine was interfered with", "notices": [f"what the engine keeps was replaced: {spoilt}"]}
    except BaseException as failed:
        return {"fault": evidence.fault(failed)[-20_000:]}


def _send(wire: Channel, answer: Answer) -> None:
    try:
        wire.send(answer)
    except MessageTooLong as large:
        wire.send({"too_large": str(large)})
