"""What each process of a real run told of itself and its children, note by note."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from grader.interleave.ending import Trouble
from grader.worker import codes
from grader.worker.really.hearing import Note
from grader.worker.suggestion import suggested

NOBODY_KNOWS = 255
"""The exit code of children whose fork server has gone: they may live on."""


@dataclass
class Process:
    """One Python process of the run, as its notes tell."""

    pid: int
    name: str = ""
    role: str = ""
    daemon: bool = False
    said: int | None = None
    """The exit code that it told itself."""
    seen: int | None = None
    """The same as its parent saw it, which waited for it."""
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
    sent: set[tuple[int, int]] = field(default_factory=set)
    """To whom it sent which signals and, where that was itself, did not outlive them; 0 for several, and for any."""
    stood: list[int | None] = field(default_factory=list)
    """The student's line in which each thread stood, if in any; the main thread is the last."""

    @property
    def code(self) -> int | None:
        """How it ended: whoever knows of it that it failed."""
        return self.seen or self.said or self.seen


class Reading:
    """The notes of every process. What cannot be read is left out, since the student's code may send as well; of what may be
    told once the first counts, and what nobody can have told truly is forged."""

    def __init__(self) -> None:
        self.processes: dict[int, Process] = {}
        self.forged = ""

    def take(self, note: Note) -> None:
        """Read the next note."""
        try:
            told = ast.literal_eval(note.words.decode("ascii", "replace"))
            process, _ = self._process(int(told["pid"])), told["kind"]
            self._doubt(note, process)
            process.heard += 1
            self._understand(told, process, note)
        except (ValueError, SyntaxError, TypeError, LookupError, OverflowError, MemoryError, RecursionError):
            return  # not a note of ours

    def _process(self, number: int) -> Process:
        return self.processes.setdefault(number, Process(number))

    def _doubt(self, note: Note, process: Process) -> None:
        if note.sender != process.pid:
            self._forged(note, "a process tells in the name of another")
        elif process.seen not in (None, NOBODY_KNOWS):
            self._forged(note, "a process tells something after its end")

    def _forged(self, note: Note, what: str) -> None:
        """Only where the kernel says who tells; there, too, a process's number comes again after tens of thousands of others."""
        if note.sender is not None:
            self.forged = self.forged or what

    def _understand(self, told: dict[str, Any], process: Process, note: Note) -> None:
        match told["kind"]:
            case "began" if not process.role:
                process.name, process.role = str(told["name"])[:200], str(told["role"])
                process.daemon = bool(told.get("daemon"))
            case "thread":
                process.threads.setdefault(str(told["name"])[:200], (bool(told["daemon"]), str(told["target"])[:200]))
            case "ended" if process.said is None:
                process.said = int(told["code"])
            case "child":
                child, code = self._process(int(told["child"])), codes.of_a_crash(int(told["code"]))
                if child.seen not in (None, code):
                    self._forged(note, "a process is said to have ended in two ways")
                child.seen = code if child.seen is None else child.seen
            case "signal":
                process.sent.add((max(0, int(told["to"])), int(told["number"])))
            case "outlived":
                process.sent.discard((process.pid, int(told["number"])))
            case "last":
                process.last = int(told["told"])
            case "stays":
                process.last = None
            case "left":
                frames = told["frames"]
                process.left = (int(told["code"]), int(frames[-1][1])) if frames else None
            case "over" if not process.over:
                process.over = True
                process.waiting_for = tuple(str(name)[:200] for name in told["threads"])
            case "trouble":
                frames = tuple((str(file), int(line), str(name)) for file, line, name in told["frames"])
                kind, known = str(told["type"])[:200], [str(name) for name in told["known"]]
                message = suggested(kind, str(told["message"]), str(told["wrong"]), known)
                what = Trouble(kind, message, frames)
                process.troubles.append((str(told["actor"])[:200], str(told["role"]), what))
                if not process.role:  # it failed before it could begin: while it imported the main module, say
                    process.name, process.role = str(told["actor"])[:200], "process"
