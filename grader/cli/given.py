"""What a program is given when it is explored by itself: its arguments and its standard input."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.typed import as_typed

LONGEST = 1_000_000
"""Bytes of an input; what a person wants to explore reads a few lines."""


@dataclass(frozen=True, slots=True)
class Given:
    """Arguments, and the file whose text is the input."""

    args: Sequence[str] = ()
    stdin: Path | None = None

    @property
    def options(self) -> str:
        """How to give the same once more on a command line."""
        stdin = [] if self.stdin is None else ["--stdin", self.stdin.as_posix()]
        args = ["--", *self.args] if self.args else []
        return "".join(f" {as_typed(each)}" for each in (*stdin, *args))

    def text(self) -> str:
        """The input; UsageError where the file is none that can be read as text."""
        if self.stdin is None:
            return ""
        try:
            with self.stdin.open("rb") as file:
                data = file.read(LONGEST + 1)  # what is no ordinary file may never end
            if len(data) > LONGEST:
                raise UsageError(f"{self.stdin} is too long for an input", hint=f"At most {LONGEST:,} bytes are given.")
            return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8").read()
        except OSError as refusal:
            raise UsageError(f"{self.stdin} cannot be read: {refusal.strerror}") from None
        except UnicodeDecodeError:
            raise UsageError(f"{self.stdin} is no text in UTF-8", hint="Save it as UTF-8.") from None


NOTHING = Given()
"""No arguments and an empty input."""
