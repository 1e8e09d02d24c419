"""Notes that a process writes about itself, one Python literal a line, in a file of its own.

A file, since it needs no open descriptor that the program could close or a spawned child would lack. The text
is a claim like all else; the supervisor reads it with `ast.literal_eval`, bounded.
"""

from __future__ import annotations

import os

from grader.worker.really.inside.trouble import Frames, caller, frames_of, message_of, names_near

NOTES, OF_A_KIND = 200, 100


class Notebook:
    """This process's notes. After a fork the child goes on in a file of its own."""

    def __init__(self, folder: str, work: str, signals: tuple[int, int] | None) -> None:
        self._folder = folder
        self._work = work
        self._signals = signals
        self._left = NOTES
        self._some = dict[str, int]()
        self._words: object = None

    def tell(self, kind: str, **what: object) -> None:
        """Write one note."""
        if self._left <= 0:
            return
        self._left -= 1
        line = repr({"kind": kind, "pid": os.getpid(), **what}) + "\n"
        try:
            with open(self._path("notes"), "ab", buffering=0) as file:
                file.write(line.encode("ascii", "backslashreplace"))
        except OSError:
            self._left = 0  # the program took the folder away: it has nothing more to tell

    def tell_some(self, kind: str, **what: object) -> None:
        """Write one note of what there may be many of: they leave room for others."""
        self._some[kind] = self._some.get(kind, 0) + 1
        if self._some[kind] <= OF_A_KIND:
            self.tell(kind, **what)

    def trouble(self, exception: BaseException, actor: str, role: str) -> None:
        """Note an exception that ended an actor."""
        wrong, known = names_near(exception)
        self.tell(
            "trouble",
            actor=actor,
            role=role,
            type=type(exception).__name__,
            message=message_of(exception),
            frames=self.frames(exception),
            wrong=wrong,
            known=known,
        )

    def listen_for_crashes(self) -> None:
        """Have C code write tracebacks into a file of this process: on crashes, at the CPU limit, on request."""
        import faulthandler

        self._words = open(self._path("words"), "ab", buffering=0)  # noqa: SIM115
        faulthandler.enable(file=self._words)
        if self._signals is not None:
            on_request, at_the_limit = self._signals
            faulthandler.register(on_request, file=self._words)
            faulthandler.register(at_the_limit, file=self._words, chain=True)

    def after_fork(self) -> None:
        """Begin the child's own files."""
        self._left = NOTES
        self._some.clear()
        self.listen_for_crashes()
        self.tell("forked", parent=os.getppid())

    def frames(self, exception: BaseException) -> Frames:
        """The student's lines of an exception."""
        return frames_of(exception, self._work)

    def place(self) -> Frames:
        """The line that called whoever calls this, if it is the student's."""
        return caller(2, self._work)

    def _path(self, kind: str) -> str:
        return os.path.join(self._folder, f"{os.getpid()}.{kind}")
