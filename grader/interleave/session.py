"""A program that stays: loaded once, then called, in virtual time, while its background actors go on."""

from __future__ import annotations

import contextlib
import gc
import math
from collections.abc import Callable, Mapping, Sequence
from time import process_time
from types import ModuleType, TracebackType
from typing import Any

from .actor import Actor, ActorKilled
from .ending import TOO_LONG, Ending
from .operations import LOCAL, Operation
from .program import MOST_STEPS, Program
from .run.lifecycle import close_process, exit_code_of
from .run.run_state import Spoilt
from .run.scheduler import Run
from .search.targets import load_entry
from .story.outcome import ending_of
from .strategies.timed import RunToBlock
from .surroundings.world import World
from .termination.endless import ENOUGH


class Stuck(Exception):
    """A call that cannot come back: deadlock, endless loop, or the end of the whole program."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending.detail or ending.kind)
        self.ending = ending


class Session:
    """One program, loaded without its main block, whose functions can be called."""

    def __init__(
        self,
        program: Program,
        *,
        steps: int = MOST_STEPS,
        seconds: float = math.inf,
        output_limit: int = 1 << 20,
        world: World | None = None,
    ) -> None:
        self._world = world or World(program)
        self._world.real_files = True
        self._stack = contextlib.ExitStack()
        self._stack.enter_context(self._world.installed())
        if self._world.sites.finalizers and gc.isenabled():
            gc.disable()  # nobody collects what the program has left: it would end where no actor is
            self._stack.callback(gc.enable)
        self._world.start()
        self._steps = steps
        self._run = Run(RunToBlock(), timed=True, steps=steps)
        self._run.world, self._run.visible, self._run.asked = self._world, set(), True
        self._run.only, self._run.until = True, process_time() + seconds
        self._run.output.limit = output_limit
        self._process = self._run.new_process("MainProcess")
        self._task: Callable[[], Any] | None = None
        self._result: Any = None
        self._error: BaseException | None = None
        self._done = False
        self._seen = 0
        self._closed: Ending | None = None
        self._module: ModuleType | None = None
        self._main: Actor = self._run.spawn("MainThread", self._serve, process=self._process, main=True)

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish()

    def module(self) -> ModuleType:
        """Import the entry under its own name."""
        if self._module is None:
            self._module = self._do(lambda: load_entry(self._world, self._run))
        return self._module

    def call(
        self, function: Callable[..., Any], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        """Call anything as the main actor; raises what it raises, or `Stuck`."""
        return self._do(lambda: function(*args, **(kwargs or {})))

    @property
    def builtins(self) -> dict[str, Any]:
        """What the program finds everywhere."""
        return self._world.everywhere.program

    @property
    def virtual_time(self) -> float | None:
        """Seconds that have passed for the program."""
        return self._run.now

    def must_have_ended_inside(self) -> None:
        """`Stuck` where a `__del__` of the program's has run outside of it: with the value or the error that a call gave, which
        we have held last. Nothing that it does there is the program's, so it cannot be simulated."""
        places = [(site.file, site.line) for site in self._world.sites.finalizers if site.outside]
        if places and self._closed is None:
            for file, line in places:
                self._is_beyond(file, line, "__del__")
            self._close(ending_of(self._run))
            assert self._closed is not None
            raise Stuck(self._closed)

    def take_output(self) -> tuple[str, str]:
        """What was printed since the last look."""
        output = self._run.output
        since, self._seen = self._seen, len(output.pieces)
        return output.text(1, since), output.text(2, since)

    def finish(self) -> Ending:
        """End the program as a script ends: wait for its threads, and tell who is left."""
        if self._closed is not None:
            return self._closed
        try:
            if self._run.over is None and self._main.alive:
                self._run.step_limit = self._run.steps + self._steps
                with contextlib.suppress(Stuck):
                    self._do(lambda: close_process(self._run, self._process, 0))
        finally:
            if self._closed is None:
                self._close(ending_of(self._run))
        assert self._closed is not None
        return self._closed

    # --- inside ------------------------------------------------------------------------------------------

    def _serve(self) -> None:
        """The main actor: does one task after another, and between them lets nobody wait for it."""
        while True:
            task, self._task = self._task, None
            if task is not None:
                try:
                    self._result, self._error = task(), None
                except ActorKilled:
                    raise
                except BaseException as error:
                    self._result, self._error = None, error
                self._done = True
            if not self._process.alive:
                return
            self._run.pending[self._main.index] = Operation("idles", None, LOCAL, lambda: self._task is not None)
            self._run.hub.switch()

    def _do(self, task: Callable[[], Any]) -> Any:
        if self._closed is not None:
            raise Stuck(self._closed)
        run = self._run
        self._task, self._done, self._error = task, False, None
        run.whole = run.steps + self._steps
        run.step_limit = min(run.whole, run.steps + ENOUGH)
        run.begin_call()
        try:
            run.execute(self._main, until=lambda: self._done)
        except Spoilt as spoilt:
            self._closed = Ending("engine_fault", detail=str(spoilt))
            self._stack.close()
            raise
        if not self._done:
            if run.over == "timed_out" and not run.endless:
                self._is_beyond("", 0, TOO_LONG)
            ending = ending_of(run)
            self._close(ending)
            raise Stuck(ending)
        if self._error is not None:
            error, self._error = self._error, None
            try:
                if issubclass(type(error), SystemExit):
                    exit_code_of(error)
                raise error
            finally:
                del error  # its traceback leads here, and would hold itself
        result, self._result = self._result, None
        return result

    def _is_beyond(self, file: str, line: int, what: str) -> None:
        """The program goes on where it cannot be followed."""
        self._run.escapes.setdefault((file, line, what))
        self._run.over, self._run.detail = "engine_fault", f"{what} cannot be simulated"

    def _close(self, ending: Ending) -> None:
        self._closed = ending
        self._run.reap()
        self._stack.close()
