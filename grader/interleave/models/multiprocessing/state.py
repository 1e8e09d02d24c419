"""What `multiprocessing` keeps for one process, and the marks that tell shared things from the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...actor import SimProcess, current_actor
from ...operations import WRITE, Operation
from ...run.lifecycle import add_atexit

if TYPE_CHECKING:
    from .process import BaseProcess

KEY = "multiprocessing"


class Shared:
    """The half of an object that all processes have in common: the semaphore, the memory, the pipe.

    A program never sees one of these. It holds handles, and each process has handles of its own; what is sent to
    another process by pickle takes its `Shared` along by identity.
    """

    def as_forked(self, copy: Callable[[Any], Any]) -> Shared:
        """Fork copies no shared memory."""
        del copy
        return self


class State:
    """What the module's globals are in life: they belong to a process."""

    def __init__(self, current: BaseProcess, parent: BaseProcess | None = None, method: str | None = None) -> None:
        self.current = current
        self.parent = parent
        self.children: dict[int, BaseProcess] = {}
        """Started and not known to have ended, in order, by id: nobody is asked for a hash whose order may matter."""
        self.method = method
        """The start method once it is settled; None while only the default is known."""
        self.inheriting = False
        """A spawned child that still imports the main module."""
        self.exiting = False
        self.doubtful = False
        """Something was put into a queue that perhaps cannot be pickled: what becomes of it depends on whether the process is about
        to end."""
        self.named: list[Any] = []
        """Semaphores made here that others find by name."""
        self.finalizers: list[tuple[int, int, Callable[[], None]]] = []
        """(priority, number, call): what to tidy up when the process ends."""

    def finalize(self, priority: int, call: Callable[[], None]) -> None:
        """Have `call` called at the end of the process; higher priorities first, then latest first."""
        self.finalizers.append((priority, len(self.finalizers), call))

    def run_finalizers(self, least: int | None) -> None:
        """Call those of at least this priority."""
        if not self.finalizers:
            return
        due = [f for f in self.finalizers if least is None or f[0] >= least]
        self.finalizers = [f for f in self.finalizers if f not in due]
        for _, _, call in sorted(due, key=lambda f: f[:2], reverse=True):
            call()


def state() -> State:
    """The running process's."""
    process = current_actor().process
    found: State = process.keep(KEY, lambda: _of_the_program(process))
    return found


def exiting(pid: int) -> tuple[str, int]:
    """What stands for whether a process is about to end."""
    return "exiting", pid


def default_method() -> str:
    """The start method where the program says nothing: the one that is imposed on the run."""
    world = current_actor().run.world
    return str(world.program.start_method) if world is not None else "spawn"


def _of_the_program(process: SimProcess) -> State:
    """The state of the program's first process."""
    from .process import MainProcess  # a circle: processes know their state

    main = process.modules.get("__main__")
    if main is not None:  # what children send back speaks of this module by its name there
        process.modules.setdefault("__mp_main__", main)
        sys.modules["__mp_main__"] = main
    made = State(MainProcess())
    add_atexit(process, exit_function, (), {})
    return made


def exit_function() -> None:
    """Before a process ends: tidy up, stop daemonic children, wait for the others."""
    mine = state()
    if mine.exiting:
        return
    if mine.doubtful:
        actor = current_actor()
        actor.run.pause(Operation("goes on", exiting(actor.process.pid), WRITE))
    mine.exiting = True
    mine.run_finalizers(0)
    if mine.named:
        from .semaphores import forget_names  # a circle: semaphores are noted in the state

        forget_names(mine.named, noticed=bool(mine.children))
    for child in list(mine.children.values()):
        if child.daemon and child._popen is not None:
            child._popen.terminate()
    for child in list(mine.children.values()):
        child.join()
    mine.run_finalizers(None)
