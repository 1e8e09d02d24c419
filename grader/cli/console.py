"""What the command line writes to: the result to stdout, progress and diagnostics to stderr."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, AnyStr

from grader.cli.screen import columns_of, is_terminal, understands_commands
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.feedback.ink import Style

WIDEST = 100
"""Pages stop here: longer lines are hard to read, and points at the far edge are hard to match."""
NARROWEST = 30


class Console:
    """The two streams, and what their screens can do. A reader who has gone away is no error."""

    def __init__(self, out: IO[str], err: IO[str], environ: Mapping[str, str], *, json: bool = False) -> None:
        self._out, self._err, self._environ = out, err, environ
        self.awaited = json
        """Whether a program waits for a document on stdout that has not been written yet."""
        self.live = self._understands_commands(err)
        """Whether progress may be shown while it happens."""

    @property
    def terminal(self) -> bool:
        """Whether a person looks at stdout as it is written."""
        return is_terminal(self._out)

    @property
    def style(self) -> Style:
        """How pages on stdout may look."""
        return self._style(self._out)

    def _style(self, stream: IO[str]) -> Style:
        from grader.feedback.ink import Style

        colour = not self._environ.get("NO_COLOR") and self._understands_commands(stream)
        return Style(width=self._width(stream), colour=colour, encoding=_encoding(stream))

    def _understands_commands(self, stream: IO[str]) -> bool:
        return self._environ.get("TERM") != "dumb" and understands_commands(stream)

    def _width(self, stream: IO[str]) -> int:
        asked = self._environ.get("COLUMNS", "")
        columns = int(asked) if asked.isdecimal() and int(asked) > 0 else columns_of(stream)
        return min(max(columns, NARROWEST), WIDEST)

    def show(self, page: str) -> None:
        """Write a part of the result, at once."""
        _write(self._out, page)

    def tell(self, text: str) -> None:
        """Write lines of the result that are prose, made safe to show: where a person looks, none is wider than the screen."""
        lines = _cleaned(text, self._out)
        _write(self._out, "\n".join(self._fitting(lines, self._out) if self.terminal else lines) + "\n")

    def _fitting(self, lines: Iterable[str], stream: IO[str]) -> Iterator[str]:
        from grader.feedback.layout import hung

        for line in lines:
            yield from hung(line, self._width(stream))

    def document(self, encoded: bytes) -> None:
        """Write the one JSON document, as UTF-8 whatever the terminal's encoding."""
        self.awaited = False
        buffer = getattr(self._out, "buffer", None)
        if buffer is None:
            _write(self._out, encoded.decode() + "\n")
        else:
            _write(buffer, encoded + b"\n")

    def say(self, text: str) -> None:
        """Write a diagnostic: for the person, never part of the result. Lines are made safe to show."""
        lines = _cleaned(text, self._err)
        shown = "\r\x1b[K" + "\n".join(self._fitting(lines, self._err)) if self.live else "\n".join(lines)
        _write(self._err, f"{shown}\n", matters=False)

    def progress(self, text: str) -> None:
        """Replace the line of progress; '' clears it. Nothing without a terminal."""
        if self.live:
            from grader.feedback.layout import shortened

            style = self._style(self._err)
            _write(self._err, "\r\x1b[K" + shortened(style.clean(text), style.width - 1, style), matters=False)

    def wipe(self) -> None:
        """Clear the screen for a new page, on a terminal only."""
        if self._understands_commands(self._out):
            _write(self._out, "\x1b[H\x1b[2J\x1b[3J")


def standard() -> Console:
    """The console of this process; what its encodings cannot write becomes escapes instead of errors."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    # A stream that was closed before we began is None: then there is nothing to write to.
    return Console(sys.stdout or io.StringIO(), sys.stderr or io.StringIO(), os.environ, json="--json" in sys.argv[1:])


def _cleaned(text: str, stream: IO[str]) -> list[str]:
    from grader.feedback.clean import clean

    return [clean(line, _encoding(stream)) for line in text.rstrip("\n").split("\n")]


def _encoding(stream: IO[str]) -> str:
    name = (getattr(stream, "encoding", None) or "ascii").lower().replace("_", "-")
    return "utf-8" if name in ("utf8", "utf-8", "utf-8-sig", "cp65001") else name


def _says_that_nobody_reads(refusal: OSError) -> bool:
    """Of a pipe; on Windows that may be called an invalid argument."""
    return refusal.errno == errno.EPIPE or (sys.platform == "win32" and refusal.errno == errno.EINVAL)


def _write(stream: IO[AnyStr], text: AnyStr, *, matters: bool = True) -> None:
    """Write and flush. The judging goes on when nobody reads any more, so that the exit code stays true, and so it does where
    what is said beside the result (nothing that `matters`) has no room."""
    try:
        stream.write(text)
        stream.flush()
    except OSError as refusal:
        _silence(stream)
        if matters and not _says_that_nobody_reads(refusal):  # a full disk
            raise GraderError(f"the result cannot be written: {refusal.strerror}") from None


def _silence(stream: IO[AnyStr]) -> None:
    """Let what is still buffered go nowhere; without this the interpreter complains at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
