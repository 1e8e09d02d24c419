"""What a program prints when it really runs, many times, with random pauses at its bytecodes.

Real threads under the real interpreter, the library's own Python paused like the program's: nothing here knows of
rewriting, of places, or of what is shared. So what it sees and a proof does not is a false proof, whatever the reason.
It runs in this process, and may: the programs are our own, end by themselves, and print.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import random
import sys
import tempfile
import threading
import time
import types
from collections.abc import Iterator
from typing import Any


class Pauses:
    """A trace function that lets another thread go on now and then, before any bytecode."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._density = chance.choice((0.02, 0.1, 0.3, 0.6))
        self._long = chance.choice((0.0, 0.1, 0.5))
        self.over = False

    def __call__(self, frame: Any, event: str, _: object) -> Any:
        """Python calls it for every frame and, once asked, every bytecode."""
        if self.over or frame.f_code.co_filename == threading.__file__:
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        if event == "opcode" and self._chance.random() < self._density:
            time.sleep(0.001 if self._chance.random() < self._long else 0)
        return self


def really_printed(text: str, runs: int, seed: int) -> set[str]:
    """All that a program of threads was seen to print."""
    code = compile(text, "program.py", "exec")
    chance = random.Random(seed)
    gc.freeze()  # what is there already, and much of that, need not be looked through
    try:
        printed = {_one_run(code, random.Random(chance.random())) for _ in range(runs)}
        gc.collect()  # files that a program left open are closed here and not in somebody else's test
    finally:
        gc.unfreeze()
    return printed


def _one_run(code: types.CodeType, chance: random.Random) -> str:
    pauses = Pauses(chance)
    with (
        _without_the_collector(),
        _as_main() as module,
        _elsewhere(),
        contextlib.redirect_stdout(io.StringIO()) as printed,
    ):
        threading.settrace(pauses)
        try:
            exec(code, module.__dict__)
        finally:
            pauses.over = True
            threading.settrace(None)  # type: ignore[arg-type]
    return printed.getvalue()


@contextlib.contextmanager
def _without_the_collector() -> Iterator[None]:
    """It calls Python, which is paused, in the middle of what C does; that this is one step is a premise of each proof."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextlib.contextmanager
def _as_main() -> Iterator[types.ModuleType]:
    """Some of the library looks up `__main__` by name."""
    module, before = types.ModuleType("__main__"), sys.modules["__main__"]
    sys.modules["__main__"] = module
    try:
        yield module
    finally:
        sys.modules["__main__"] = before


@contextlib.contextmanager
def _elsewhere() -> Iterator[None]:
    """Programs write files where they stand, and into the environment."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        yield
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
