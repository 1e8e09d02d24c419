"""What became of a real run: the supervisor's view and the processes' own notes, as one account."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.interleave.ending import ActorEnd, Status
from grader.worker import codes
from grader.worker.really.supervise import Observed
from grader.worker.really.telling import Process, Reading
from grader.worker.stuck import BY_OTHERS

FILES = 200
FILE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Told:
    """What all processes told."""

    actors: tuple[ActorEnd, ...]
    """Every actor that told of itself, main first."""
    ended_from_outside: int | None
    """The signal by which a process was ended that nobody of the program has sent; None where there is none."""
    unheard: bool
    """Whether a process is said to have ended well that has not told all that it had to tell."""
    code: int | None
    """Its exit code, or the signal by which it ended, below nought; None where it was ended by us."""
    forged: str
    """What was told and cannot be; '' for nothing: our hooks tell only what is."""


def told(folder: Path, observed: Observed) -> Told:
    """The account of a run."""
    reading = Reading()
    for note in observed.notes:
        reading.take(note)
    processes = reading.processes
    _find(folder, processes)
    observed = replace(observed, code=_code(processes, observed.code))
    return Told(
        _actors(processes, observed),
        _from_outside(processes, observed),
        _is_unheard(processes, observed),
        observed.code,
        reading.forged,
    )


def _code(processes: dict[int, Process], code: int | None) -> int | None:
    """The main process's; where it has not told of its end, that may have been a signal, of which Windows makes an exit code."""
    main = next((process for process in processes.values() if process.role == "main"), None)
    if main is None or code is None or _told_all(main):
        return code
    return codes.of_a_silent_end(code, {number for to, number in main.sent if to == main.pid})


def _is_unheard(processes: dict[int, Process], observed: Observed) -> bool:
    """Who ends well may have closed what it tells by: then nobody knows what happened in it. Who is ended, or fails, is seen
    by its parent to do so."""
    if observed.code is None or observed.code < 0:
        return False
    sent = {to for to, _ in _signals(processes)}
    mains = [process for process in processes.values() if process.role == "main"]
    children = [
        process
        for process in processes.values()
        if process.role == "process" and not process.code and process.pid not in (*observed.left_behind, *sent)
    ]
    return not mains or not all(map(_told_all, (*mains, *children)))


def _told_all(process: Process) -> bool:
    """Whether it told to the end, or of what ended it."""
    return bool(process.troubles) or (process.last is not None and process.heard >= process.last)


def _signals(processes: dict[int, Process]) -> set[tuple[int, int]]:
    """Whom the program has sent which signals."""
    return set[tuple[int, int]]().union(*(process.sent for process in processes.values()))


def _from_outside(processes: dict[int, Process], observed: Observed) -> int | None:
    sent = _signals(processes)
    for process in processes.values():
        code = observed.code if process.role == "main" else process.code
        if code is not None and -code in BY_OTHERS and _ways_to(process, -code).isdisjoint(sent):
            return -code
    return None


def _ways_to(process: Process, number: int) -> set[tuple[int, int]]:
    """What somebody has told who sent the process this signal, be it to all or be it any."""
    return {(to, told) for to in (0, process.pid) for told in (0, number)}


def _actors(processes: dict[int, Process], observed: Observed) -> tuple[ActorEnd, ...]:
    found: list[ActorEnd] = []
    for process in sorted(processes.values(), key=lambda p: (p.role != "main", p.pid)):
        if process.role == "":
            continue  # a helper of multiprocessing, or a fork that never said what it is
        found.append(_process(process, observed))
        found.extend(_threads(process))
    return tuple(found)


def _process(process: Process, observed: Observed) -> ActorEnd:
    main = process.role == "main"
    code = observed.code if main else process.code
    trouble = next((what for _, role, what in process.troubles if role != "thread"), None)
    alive = process.pid in observed.left_behind or (code is None and bool(observed.why))
    if trouble is not None:
        status = "exception"
    elif alive and process.over:
        status = "finished"  # its threads go on
    elif alive:
        status = "blocked" if observed.why == "idle" else "running"
    else:
        killed = code is not None and code < 0 and (main or _ways_to(process, -code).isdisjoint(process.sent))
        status = "killed" if killed else "finished"  # who sends itself a signal is not cut off by anybody
    return ActorEnd(
        name=process.name,
        kind="main" if main else "process",
        status=status,  # type: ignore[arg-type]
        exit_code=code,
        trouble=trouble,
        line=_line(process) if status != "finished" else process.left and process.left[1],
        daemon=process.daemon,
        process=process.name,
    )


def _threads(process: Process) -> list[ActorEnd]:
    """Those that told of an exception, those that are waited for, and, where it came to its end, those that ended well."""
    ended = [
        _thread(process, name, "exception", trouble=what) for name, role, what in process.troubles if role == "thread"
    ]
    if not process.over:
        return ended
    *lines, _ = [*process.stood, None]
    places = dict(zip(reversed(process.waiting_for), lines, strict=False))
    waiting = [_thread(process, name, "blocked", line=places.get(name)) for name in process.waiting_for]
    told = {*process.waiting_for, *(actor.name for actor in ended)}
    others = [_thread(process, name, "finished") for name in process.threads if name not in told]
    return [*ended, *(waiting if process.stood else ()), *others]


def _thread(process: Process, name: str, status: Status, **more: Any) -> ActorEnd:
    daemon, target = process.threads.get(name, (False, ""))
    if daemon and status == "finished":
        status = "daemon"  # nobody waited for it
    return ActorEnd(name=name, kind="thread", status=status, daemon=daemon, process=process.name, target=target, **more)


def _line(process: Process) -> int | None:
    """Where its main thread stood, or else any thread."""
    lines = [line for line in process.stood if line is not None]
    return lines[-1] if lines else None


def _standing(words: str, work: Path) -> list[int | None]:
    """The innermost line below `work` of each thread in a traceback written by `faulthandler`."""
    folder = re.escape(f"{work}{os.sep}".encode("ascii", "backslashreplace").decode())
    place = re.compile(rf'^  File "{folder}[^"\n]+", line (\d+) in ', re.MULTILINE)
    threads = re.split(r"^(?=Current thread|Thread 0x)", words, flags=re.MULTILINE)[1:]
    found = [place.search(text) for text in threads]
    return [int(match[1]) if match is not None else None for match in found]


def _find(folder: Path, processes: dict[int, Process]) -> None:
    """Where each process stood, as it wrote into a file of its own."""
    for path in sorted(folder.iterdir())[:FILES]:
        number, _, kind = path.name.partition(".")
        if kind != "words" or not number.isdecimal() or not path.is_file() or path.is_symlink():
            continue
        with path.open("rb") as file:
            text = file.read(FILE_BYTES).decode("ascii", "replace")
        processes.setdefault(int(number), Process(int(number))).stood = _standing(text, folder.with_name("work"))
