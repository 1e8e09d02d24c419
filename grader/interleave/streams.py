"""What the program prints and reads: bounded, and marked with the actor that printed it."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Final

from greenlet import getcurrent

from .actor import Actor, ActorGreenlet, SimProcess, current_actor, is_controlled
from .operations import LOCAL, SYNC, Operation

PRINTING = 40
"""Rounds of a loop that are as long as printing a piece of a line: who prints for ever need not be listened to as long as
who computes."""
WHOLE_LINES: Final = "nobody prints into another's line"
"""What a search takes for granted where a line is printed in parts and that is not followed."""

Printer = tuple[int, int]
"""An actor, and which of the jobs that it was dealt it was at."""


LOGGED = "logs.line"
"""Where an actor keeps the line that it has formatted for a log and not printed yet, and the same line if clocks stood still."""


class Output:
    """Everything printed in one run, head and tail kept when it is too much."""

    def __init__(self, limit: int = 1 << 20) -> None:
        self.limit = limit
        self.pieces: list[tuple[Printer, int, str]] = []
        """(who, 1 or 2 for stdout or stderr, text) in order."""
        self.listener: Callable[[int, str], None] | None = None
        """Told what is printed, and by which actor."""
        self.lines = 0
        """How many lines were printed, kept or not."""
        self._timeless: dict[int, str] = {}
        """Number of a piece -> what it would be if clocks stood still, where that is known."""
        self._size = 0
        self._dropped = 0
        self._whole: dict[tuple[Printer, int], Any] = {}
        """What each actor printed, as a digest, once it is too much to be kept."""
        self._tail: deque[tuple[Printer, int, str]] = deque()
        self._tail_size = 0

    def write(self, actor: Printer, stream: int, text: str, timeless: str | None = None) -> None:
        """Take what an actor printed. `timeless`: what it would have printed if clocks stood still, for comparing endings."""
        self.lines += text.count("\n")
        if self.listener is not None:
            self.listener(actor[0], text)
        if self._size + len(text) > self.limit:
            self._digest(actor, stream, text if timeless is None else timeless)
        if self._size < self.limit:
            room = self.limit - self._size
            if timeless is not None:
                self._timeless[len(self.pieces)] = timeless
            self.pieces.append((actor, stream, text[:room]))
            self._size += len(text)
            text = text[room:]
        if text:
            text = text[-self.limit // 8 :]
            self._tail.append((actor, stream, text))
            self._tail_size += len(text)
            while self._tail_size > self.limit // 4 and len(self._tail) > 1:
                gone = len(self._tail.popleft()[2])
                self._tail_size -= gone
                self._dropped += gone

    def _digest(self, actor: Printer, stream: int, text: str) -> None:
        if not self._whole:
            for number, (known, which, piece) in enumerate(self.pieces):
                self._update(known, which, self._timeless.get(number, piece))
        self._update(actor, stream, text)

    def _update(self, actor: Printer, stream: int, text: str) -> None:
        digest = self._whole.setdefault((actor, stream), hashlib.blake2b(digest_size=16))
        digest.update(text.encode("utf-8", "surrogatepass"))

    def text(self, stream: int, since: int = 0) -> str:
        """All of one stream from piece number `since` on."""
        head = "".join(text for _, which, text in self.pieces[since:] if which == stream)
        tail = "".join(text for _, which, text in self._tail if which == stream)
        gap = f"\n[… {self._dropped} characters left out …]\n" if self._dropped else ""
        return head + gap + tail

    def compared(self, stream: int) -> str:
        """All of one stream, for comparing endings."""
        if not self._timeless or self._tail:
            return self.text(stream)
        pieces = enumerate(self.pieces)
        return "".join(self._timeless.get(number, text) for number, (_, which, text) in pieces if which == stream)

    def printers(self) -> set[int]:
        """The actors that printed something."""
        return {actor for (actor, _), _, _ in (*self.pieces, *self._tail)}

    def by_actor(self) -> tuple[tuple[Printer, int, str], ...]:
        """What each actor printed, in its own order: equal for endings that differ only in whose line came first."""
        if self._whole:  # which part of it is kept depends on whose came first
            return tuple((*key, self._whole[key].hexdigest()) for key in sorted(self._whole))
        said: dict[tuple[Printer, int], list[str]] = {}
        for number, (actor, stream, text) in enumerate(self.pieces):
            said.setdefault((actor, stream), []).append(self._timeless.get(number, text))
        return tuple((actor, stream, "".join(said[actor, stream])) for actor, stream in sorted(said))

    def of_each(self, since: int) -> tuple[str, ...]:
        """What each actor printed from piece number `since` on; nothing where that was too long to be kept."""
        if self._tail:
            return ()
        said: dict[Printer, list[str]] = {}
        for actor, stream, text in self.pieces[since:]:
            if stream == 1:
                said.setdefault(actor, []).append(text)
        return tuple("".join(texts) for texts in said.values())


def without_times(actor: Actor, text: str) -> str:
    """A text that contains the line which the actor has formatted last, as if clocks stood still."""
    line, timeless = actor.local.pop(LOGGED)
    return text.replace(line, timeless, 1)


STANDARD: Final = frozenset({0, 1, 2})
"""Descriptors at whose other end somebody of the system's is, who needs no turn."""


def must_be_open(process: SimProcess, descriptor: int) -> None:
    """Raise as in life where this process has closed one of these."""
    if descriptor in process.closed:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


class ProgramStream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of whichever actor writes."""

    def __init__(self, stream: int, name: str) -> None:
        self._stream = stream
        self.name = name
        self.mode = "w"
        self.line_buffering = True

    encoding = "utf-8"
    errors = "strict"
    newlines = None

    def write(self, text: str) -> int:
        """Print, which is a step where somebody could see what comes before it and what after."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        stack = getcurrent()
        if type(stack) is ActorGreenlet and not stack.actor.run.dead:
            _be_seen(stack.actor, self.name, text)
        return self.put(text)

    def writelines(self, lines: Iterable[str]) -> None:  # type: ignore[override]
        """One after the other, as they come; what there is already, C has written before anybody else has a turn."""
        for line in ("".join(lines),) if isinstance(lines, (list, tuple)) else lines:
            self.write(line)

    def put(self, text: str) -> int:
        """Take text from the running actor; whoever else writes is not heard."""
        stack = getcurrent()
        if type(stack) is ActorGreenlet and not stack.actor.run.dead:
            actor = stack.actor
            must_be_open(actor.process, self._stream)
            timeless = without_times(actor, text) if LOGGED in actor.local else None
            actor.run.output.write((actor.index, actor.job), self._stream, str(text), timeless)
            if actor.run.solo:
                actor.run.tick(PRINTING)  # nobody else gets fewer turns by it
            if actor.looks is not None:
                actor.looks.effects += 1
                actor.looks.printed += 1
            if actor.index == 0 and self._stream == 1:
                actor.run.last_words = len(actor.run.trace)
                actor.run.over_at_last_words = actor.run.waited_for
        return len(text)

    def writable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """As everywhere: 1 or 2. Behind them there is no terminal, and nobody listens."""
        return self._stream

    def isatty(self) -> bool:
        """It is no terminal."""
        return False

    def flush(self) -> None:
        """Nothing is held back."""

    def reconfigure(self, **_: Any) -> None:
        """Encoding and buffering make no difference here."""

    def close(self) -> None:
        """A program may close it; we go on."""

    @property
    def buffer(self) -> ProgramBytes:
        """The same for bytes."""
        return ProgramBytes(self)


def say(text: str) -> None:
    """What the interpreter prints to stderr when something ends badly: a part of that."""
    stream: Any = getattr(sys, "stderr", None)
    ours = type(stream) is ProgramStream
    with contextlib.suppress(OSError if ours else Exception):  # as in life: who takes the stream away hears nothing
        (stream.put if ours else stream.write)(text)


def _be_seen(actor: Actor, stream: str, text: str) -> None:
    """Before something is printed: where the order of lines counts, and where the actor may be cut off before it."""
    run = actor.run
    if text and text[-1] != "\n" and not (run.solo or run.output_order):
        run.assume(WHOLE_LINES)
    if run.output_order:
        operation = Operation("prints", stream, SYNC, value=text.rstrip("\n")[:80])
        if actor.around:
            operation.widen(actor.around)
        run.pause(operation)
    elif run.can_be_cut_off(actor):
        run.pause(Operation("goes on", None, LOCAL))


IN_VAIN = 100
"""Lines that were asked for and are not there, of which somebody takes no notice."""


class ProgramInput(io.StringIO):
    """`sys.stdin`."""

    missed = 0
    """How often a line was asked for that is not there."""

    def read(self, size: int | None = -1, /) -> str:
        """All of it, or so much."""
        _stdin_must_be_open()
        return super().read(size)

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """One line; whoever goes over them asks this as well."""
        _stdin_must_be_open()
        line = super().readline(size)
        self.missed += not line
        return line


def asks_in_vain() -> bool:
    """Whether the program has asked again and again for lines that are not there, and takes no notice."""
    return type(sys.stdin) is ProgramInput and sys.stdin.missed > IN_VAIN


def _stdin_must_be_open() -> None:
    if is_controlled():
        must_be_open(current_actor().process, 0)


class ProgramBytes(io.RawIOBase):
    """The `buffer` below a program's stream."""

    def __init__(self, stream: ProgramStream) -> None:
        self._text = stream

    def write(self, data: Any) -> int:
        """Take bytes as UTF-8."""
        taken = bytes(data)
        self._text.write(taken.decode("utf-8", "replace"))
        return len(taken)

    def writable(self) -> bool:
        """Always."""
        return True
