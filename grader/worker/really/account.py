"""What became of a real run: the supervisor's view and the processes' own notes, as one account."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.interleave.ending import ActorEnd, Status, Trouble
from grader.worker.really.hearing import Note
from grader.worker.really.supervise import Observed
from grader.worker.stuck import BY_OTHERS
from grader.worker.suggestion import suggested

FILES = 200
FILE_BYTES = 256 * 1024


@dataclass
class Process:
    """One Python process of the run, as its notes tell."""

    pid: int
    name: str = ""
    role: str = ""
    daemon: bool = False
    code: int | None = None
    left: tuple[int, int] | None = None
    """(exit code, line) where it called sys.exit or os._exit."""
    over: bool = False
    heard: int = 0
    """How many of its notes arrived."""
    last: int | None = None
    """How many it had told when it told for the last time; None as long as it may tell more."""
    waiting_for: tuple[str, ...] = ()
    troubles: list[tuple[str, str, Trouble]] = field(default_factory=list)
    """(actor, role, what)."""
    threads: dict[str, tuple[bool, str]] = field(default_factory=dict)
    """By name, those that it started: whether a daemon, and the function that it was given."""
    sent: set[int] = field(default_factory=set)
    """To whom it sent signals; 0 for several."""
    stood: list[int | None] = field(default_factory=list)
    """The student's line in which each thread stood, if in any; the main thread is the last."""


@dataclass(frozen=True, slots=True)
class Told:
    """What all processes told."""

    actors: tuple[ActorEnd, ...]
    """Every actor that told of itself, main first."""
    ended_from_outside: int | None
    """The signal by which a process was ended that nobody of the program has sent; None where there is none."""
    unheard: bool
    """Whether a process is said to have ended well that has not told all that it had to tell."""


def told(folder: Path, observed: Observed) -> Told:
    """The account of a run."""
    processes = _read(observed.notes)
    _find(folder, processes)
    return Told(_actors(processes, observed), _from_outside(processes, observed), _is_unheard(processes, observed))


def _is_unheard(processes: dict[int, Process], observed: Observed) -> bool:
    """Who ends well may have closed what it tells by: then nobody knows what happened in it. Who is ended, or fails, is seen
    by its parent to do so."""
    if observed.code is None or observed.code < 0:
        return False
    sent = _signalled(processes)
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


def _signalled(processes: dict[int, Process]) -> set[int]:
    """Whom the program has sent signals."""
    return set[int]().union(*(process.sent for process in processes.values()))


def _from_outside(processes: dict[int, Process], observed: Observed) -> int | None:
    sent = _signalled(processes)
    for process in processes.values():
        code = observed.code if process.role == "main" else process.code
        if code is not None and -code in BY_OTHERS and sent.isdisjoint((0, process.pid)):
            return -code
    return None


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
        status = "killed" if code is not None and code < 0 else "finished"
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


def _read(notes: Iterable[Note]) -> dict[int, Process]:
    """The notes of every process; what cannot be read is left out, since the student's code may send as well."""
    processes: dict[int, Process] = {}
    for note in notes:
        try:
            told = ast.literal_eval(note.words.decode("ascii", "replace"))
            number = int(told["pid"])
            process = processes.setdefault(number, Process(number))
            process.heard += 1
            _understand(told, process, processes)
        except (ValueError, SyntaxError, TypeError, KeyError, AttributeError, MemoryError, RecursionError):
            continue  # not a note of ours
    return processes


def _find(folder: Path, processes: dict[int, Process]) -> None:
    """Where each process stood, as it wrote into a file of its own."""
    for path in sorted(folder.iterdir())[:FILES]:
        number, _, kind = path.name.partition(".")
        if kind != "words" or not number.isdecimal() or not path.is_file() or path.is_symlink():
            continue
        with path.open("rb") as file:
            text = file.read(FILE_BYTES).decode("ascii", "replace")
        processes.setdefault(int(number), Process(int(number))).stood = _standing(text, folder.with_name("work"))


def _understand(note: dict[str, Any], process: Process, processes: dict[int, Process]) -> None:
    match note["kind"]:
        case "began":
            process.name, process.role = str(note["name"])[:200], str(note["role"])
            process.daemon = bool(note.get("daemon"))
        case "thread":
            process.threads[str(note["name"])[:200]] = (bool(note["daemon"]), str(note["target"])[:200])
        case "ended":
            process.code = int(note["code"])
        case "child":
            child = int(note["child"])
            processes.setdefault(child, Process(child)).code = int(note["code"])
        case "signal":
            process.sent.add(max(0, int(note["to"])))
        case "last":
            process.last = int(note["told"])
        case "stays":
            process.last = None
        case "left":
            frames = note["frames"]
            process.left = (int(note["code"]), int(frames[-1][1])) if frames else None
        case "over":
            process.over = True
            process.waiting_for = tuple(str(name)[:200] for name in note["threads"])
        case "trouble":
            frames = tuple((str(file), int(line), str(name)) for file, line, name in note["frames"])
            kind, known = str(note["type"])[:200], [str(name) for name in note["known"]]
            message = suggested(kind, str(note["message"]), str(note["wrong"]), known)
            what = Trouble(kind, message, frames)
            process.troubles.append((str(note["actor"])[:200], str(note["role"]), what))
            if not process.role:  # it failed before it could begin: while it imported the main module, say
                process.name, process.role = str(note["actor"])[:200], "process"
