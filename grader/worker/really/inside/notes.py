"""Notes that a process makes about itself, each a Python literal, and sends to its supervisor, which alone has them then.

The text is a claim like all else; the supervisor reads it with `ast.literal_eval`, bounded. Nobody closes by chance what it is sent
by: in life there would be nothing to close.
"""

from __future__ import annotations

import errno
import os
import sys
from itertools import count

from grader.worker.really.inside.imports import put
from grader.worker.really.inside.trouble import Frames, caller, frames_of, message_of, names_near

OF_A_KIND, NAME = 100, 200
"""How many notes of what there may be many of, and how much of a name: a message has its bounds."""
getpid, write = os.getpid, os.write
"""As they were in the beginning."""


class Notebook:
    """This process's notes. A child that is forked from it has its own, and writes where it stands into a file of its own."""

    def __init__(self, folder: str, work: str, signals: tuple[int, int] | None, address: int | str) -> None:
        self._folder = folder
        self._address = address
        self._work = work
        self._signals = signals
        self._told = count()
        self._some = dict[str, int]()
        self._words: object = None

    def tell(self, kind: str, **what: object) -> None:
        """Write one note."""
        note = repr({"kind": kind, "pid": getpid(), **what}).encode("ascii", "backslashreplace")
        try:
            self._send(note)
        except OSError:
            pass  # the program closed it; the last word then does not arrive either, or tells of more than did
        next(self._told)

    def tell_last(self) -> None:
        """This process runs no line of the program any more: without this word it did not end well, as far as anybody knows.
        It says how much was told, so that nothing before it can be missing."""
        self.tell("last", told=next(self._told))

    def _send(self, note: bytes) -> None:
        if isinstance(self._address, int):
            write(self._address, note)
            return
        with open(self._address, "ab", buffering=0) as file:
            file.write(note + b"\n")

    def spare(self) -> None:
        """Let the program close all that is open, as some do, but for what is ours."""
        ours = self._address
        if not isinstance(ours, int):
            return
        close, closerange = os.close, os.closerange

        def closing(descriptor: int, /) -> None:
            if descriptor == ours:
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))
            close(descriptor)

        def closing_range(low: int, high: int, /) -> None:
            if low <= ours < high:
                closerange(low, ours)
                low = ours + 1
            closerange(low, high)

        put(os, "close", closing)
        put(os, "closerange", closing_range)

    @property
    def passed_on(self) -> list[int]:
        """The descriptor that other interpreters need, to tell of themselves."""
        return [self._address] if isinstance(self._address, int) else []

    def tell_some(self, kind: str, **what: object) -> None:
        """Write one note of what there may be many of: they leave room for others."""
        self._some[kind] = self._some.get(kind, 0) + 1
        if self._some[kind] <= OF_A_KIND:
            self.tell(kind, **what)

    def trouble(self, exception: BaseException, actor: str, role: str) -> None:
        """Note an exception that ended an actor."""
        wrong, known = names_near(exception)
        self.tell_some(
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
        if self._signals is not None and sys.platform != "win32":
            on_request, at_the_limit = self._signals
            faulthandler.register(on_request, file=self._words)
            faulthandler.register(at_the_limit, file=self._words, chain=True)

    def after_fork(self) -> None:
        """In the child: nothing was told yet."""
        self._told = count()
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
