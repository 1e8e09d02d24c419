"""What the processes of a real run tell of themselves arrives here, where no program takes it back.

A program behind the wall is the same user as its supervisor: what lies in a file or a pipe it can write over, remove, or read
away. Of a pair of sockets it has the end that only sends, and what was sent is ours. It may send more, which is a claim
like all else, but for who sent it: that the kernel says. And it may close its end: then nothing is known of what followed,
and that is said.

Where there is no such pair (not on Linux) it is a file, and a program of one's own.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

if sys.platform == "linux":
    from grader.worker.really import signed

MOST, MOST_BYTES = 40_000, 16 << 20
"""What is kept; who tells more is not followed."""


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody told."""

    words: bytes
    sender: int | None = None
    """The process, as the kernel says; None where nobody does."""


class Hearing:
    """Listens on a thread until the last who could tell is gone.

    Make it before there is any other thread: for a descriptor far away the kernel makes room, and where threads share the
    room it waits until none of them can be looking at the old one, which takes ten milliseconds.
    """

    def __init__(self, folder: Path) -> None:
        self._kept: list[Note] = []
        self._bytes = 0
        self.over = False
        """Whether nobody can tell anything more, or told more than is kept."""
        self._file = folder / "notes"
        self.address: int | str = str(self._file)
        """Where processes tell: a descriptor that they inherit, or a file."""
        self._thread: threading.Thread | None = None
        if sys.platform == "linux" and hasattr(socket, "AF_UNIX"):
            self.address, arriving = signed.pair()
            self._thread = threading.Thread(target=self._listen, args=(arriving,), daemon=True)
            self._thread.start()

    def handed_over(self) -> None:
        """Keep our end alone."""
        if isinstance(self.address, int):
            os.close(self.address)

    def notes(self) -> tuple[Note, ...]:
        """All of it; every process that could still tell is dead by now."""
        if self._thread is not None:
            self._thread.join(5.0)
        elif self._file.is_file():
            with self._file.open("rb") as file:
                self._kept = [Note(line) for line in file.read(MOST_BYTES).splitlines()]
        return tuple(self._kept)

    def _listen(self, arriving: Generator[tuple[bytes, int], None, None]) -> None:
        with closing(arriving):
            for words, sender in arriving:
                self._kept.append(Note(words, sender))
                self._bytes += len(words)
                if len(self._kept) >= MOST or self._bytes >= MOST_BYTES:
                    break
        self.over = True
