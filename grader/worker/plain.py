"""A loaded program without the engine: for what cannot be simulated.

Real threads, real processes, and sleeps a thousand times shorter, in this very process. It has what jobs use of
the engine's `Session`.
"""

from __future__ import annotations

import builtins
import io
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from types import ModuleType
from typing import Any

from grader.interleave.ending import Trouble
from grader.interleave.plainly import library_kind_of, pythons_kind_of
from grader.interleave.program import Program
from grader.worker.really.inside import clocks, trouble
from grader.worker.really.supervise import SCALE
from grader.worker.suggestion import suggested


class PlainSession:
    """One program, loaded without its main block, whose functions can be called."""

    def __init__(self, program: Program, *, output_limit: int) -> None:
        self._program = program
        self._limit = output_limit
        clocks.scale(SCALE, (time.time(), time.monotonic()))
        self._output = {"stdout": io.StringIO(), "stderr": io.StringIO()}
        sys.stdout, sys.stderr = self._output["stdout"], self._output["stderr"]
        sys.stdin = io.StringIO(program.stdin)
        sys.argv[:] = [program.entry, *program.args]

    def module(self) -> ModuleType:
        """Import the entry under its own name."""
        folder, entry = self._program.folder, self._program.entry
        path = str(PurePath(folder, entry))
        module = ModuleType(PurePath(entry).stem)
        module.__dict__.update(__file__=path, __builtins__=builtins)
        sys.modules[module.__name__] = module
        sys.path.insert(0, folder)
        exec(compile(self._program.sources[entry], path, "exec", dont_inherit=True), module.__dict__)
        return module

    def call(
        self, function: Callable[..., Any], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        """Call anything; raises what it raises."""
        return function(*args, **(kwargs or {}))

    @property
    def builtins(self) -> dict[str, Any]:
        """What the program finds everywhere."""
        return vars(builtins)

    @property
    def virtual_time(self) -> float | None:
        """None: its time is the world's."""
        return None

    def must_have_ended_inside(self) -> None:
        """Here there is no outside."""

    def take_output(self) -> tuple[str, str]:
        """What was printed since the last look."""
        return self._take("stdout"), self._take("stderr")

    def trouble_of(self, exception: BaseException) -> Trouble:
        """The student's exception with the student's frames."""
        kind = type(exception).__name__
        wrong, known = trouble.names_near(exception)
        message = suggested(kind, trouble.message_of(exception), wrong, known)
        frames = tuple(trouble.frames_of(exception, self._program.folder))
        return Trouble(
            kind, message, frames, pythons=pythons_kind_of(type(exception)), library=library_kind_of(exception)
        )

    def _take(self, name: str) -> str:
        stream = self._output[name]
        text = stream.getvalue()[-self._limit :]
        stream.seek(0)
        stream.truncate()
        return text
