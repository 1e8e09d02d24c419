"""Starting a process: what `fork`, `spawn` and `forkserver` give the child, and what its parent holds of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from ...actor import Actor, SimProcess, current_actor
from ...hidden import hidden
from ...operations import IN_VAIN, READ, SYNC, Accesses, Evolving, Operation
from ...run.lifecycle import Ended, end_of_life, process_body
from ...run.scheduler import Run
from ...trouble import meant
from ..interpreter import is_handled
from ..logging.loggers import bare_loggers, inherit_loggers
from ..threading.task import task_of
from .channel import inherit_holds
from .memory import MemoryCopy, for_main_of
from .package_log import handed_to_spawned
from .pickling import pack_for_start
from .process import BaseProcess, ParentProcess, kept_in, made_at
from .semaphores import open_by_name
from .state import KEY, State, state

if TYPE_CHECKING:
    from .pickling import Parcel

SIGTERM: Final = -15
SIGKILL: Final = -9
_DYING: Final = 1e-3
"""Virtual seconds after a signal during which a parent that only looks still finds the process alive, as in life."""
_LOOKS: Final = 10
"""Unless it looks that often."""
_ASK_FOR_CODES: Final = frozenset(("exitcode", "close"))
"""Names by which a forked child may see whether another had ended; who mentions neither need not try both."""
_NOT_YET: Final = """
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This probably means that you are not using fork to start your
        child processes and you have forgotten to use the proper idiom
        in the main module:

            if __name__ == '__main__':
                freeze_support()
                ...

        The "freeze_support()" line can be omitted if the program
        is not going to be frozen to produce an executable.

        To fix this issue, refer to the "Safe importing of main module"
        section in https://docs.python.org/3/library/multiprocessing.html
        """


class Sentinel(int):
    """A number that `multiprocessing.connection.wait` can wait for."""

    popen: Popen

    def as_forked(self, copy: MemoryCopy) -> Sentinel:
        """In a forked child it is the same number."""
        made = Sentinel(self)
        made.popen = copy(self.popen)
        return made


class Popen:
    """A started process, as whoever waits for it sees it."""

    __slots__ = ("__weakref__", "_looks", "_process", "_signalled")

    def __init__(self, process: SimProcess) -> None:
        put_process(self, process)
        self._signalled = -math.inf
        self._looks = 0

    @property
    def sentinel(self) -> Sentinel:
        """A new one, which knows it."""
        made = Sentinel(self.pid - 997)
        made.popen = self
        return made

    @property
    def pid(self) -> int:
        """Its number."""
        return process_of(self).pid

    def main(self) -> int:
        """Its main thread, as actors are counted."""
        return process_of(self).actors[0].index

    def is_over(self) -> bool:
        """Whether it has ended; asked by those who wait, without a step."""
        return not process_of(self).alive

    def poll(self, subject: object = None) -> int | None:
        """The exit code, or None while it runs."""
        run = current_actor().run
        look = Operation("looks at", run.life_of(process_of(self)), READ, subject=subject)
        run.pause(look)
        if process_of(self).alive:
            return None
        if self._is_dying():
            self._looks -= 1
            look.kind = IN_VAIN
            return None
        return process_of(self).exit_code

    def _is_dying(self) -> bool:
        return self._looks > 0 and current_actor().run.clock() - self._signalled < _DYING

    def known(self) -> int | None:
        """What the child that is forked now will know of its end: whoever starts a process first looks at all it has started."""
        return None if process_of(self).alive or self._is_dying() else process_of(self).exit_code

    def wait(self, timeout: float | None = None, subject: object = None) -> int | None:
        """Wait for the end; None when the timeout came first."""
        if timeout is not None and timeout <= 0:  # no wait at all: a look
            return self.poll(subject)
        run = current_actor().run
        life = run.life_of(process_of(self))
        if not run.pause(Operation("joins", life, SYNC, self.is_over, run.deadline(timeout), subject)):
            return None
        self._looks = 0
        for actor in process_of(self).actors if timeout is None else ():  # as in `Thread.join`
            run.merge(actor)
        return process_of(self).exit_code

    def terminate(self, code: int = SIGTERM) -> None:
        """End it where it stands."""
        run = current_actor().run
        if is_handled(-code, run):
            run.escape("terminate() of a process that handles signals")
        run.pause(end_of_life(run, process_of(self), "kills"))
        if process_of(self).alive:
            self._signalled, self._looks = run.clock(), _LOOKS
            run.exit_process(process_of(self), code)

    def kill(self) -> None:
        """The same, and it cannot refuse."""
        self.terminate(SIGKILL)

    def as_forked(self, copy: MemoryCopy) -> Popen:
        """In a forked child it stands for somebody else's."""
        del copy
        return OthersPopen(process_of(self), self.known())


process_of, put_process = hidden(Popen, "_process", SimProcess)


class OthersPopen(Popen):
    """A process that the parent of a forked child has started: the child hears of its end only if that came before the fork."""

    __slots__ = ("_code",)

    def __init__(self, process: SimProcess, code: int | None) -> None:
        super().__init__(process)
        self._code = code

    def known(self) -> int | None:
        """No more than this process knows itself."""
        return self._code

    def poll(self, subject: object = None) -> int | None:
        """What is known of its end."""
        del subject
        return self._code


def launch(process: BaseProcess, method: str) -> Popen:
    """Start the process that `process` describes."""
    actor, mine, forks = current_actor(), state(), method == "fork"
    if mine.inheriting and not forks:
        raise RuntimeError(_NOT_YET)
    kept = {} if forks else kept_in(process)
    parcel = None if forks else pack_for_start(process, kept)
    siblings = partial(_ends_of_siblings, actor.run, mine) if forks and _asks_for_codes(actor.run.world) else tuple
    actor.run.pause(Evolving("starts", ("start", actor.run.number(process)), siblings, subject=process))
    child = actor.run.new_process(process.name, parent=actor.process, daemon=process.daemon)
    popen = Popen(child)
    parent = ParentProcess(mine.current.name, actor.process.pid, Popen(actor.process))
    inherited: list[Callable[[Actor], None]] = []
    if parcel is None:
        copy, copied = _copies(actor, process, child)
        child.modules.update(copy.modules)
        inherited = for_main_of(copy)
        work = _forked(child, copied, parent, mine.method)
    else:
        parcel.address(child)
        work = _spawned(actor, child, partial(_unpacked, parcel, kept), parent, mine.method or method)
    main = actor.run.spawn(process.name, process_body(actor.run, child, work), process=child, main=True)
    main.daemon = process.daemon
    main.thread = process
    main.task, main.made_at = task_of(process, BaseProcess.run), made_at(process)
    for hand_over in inherited:
        hand_over(main)
    return popen


def _asks_for_codes(world: Any) -> bool:
    return world is None or not _ASK_FOR_CODES.isdisjoint(world.mentions)


def _ends_of_siblings(run: Run, mine: State) -> Accesses:
    """What a forked child will know of them follows from whether they have ended."""
    started = (child._popen for child in mine.children.values())
    return tuple((run.life_of(process_of(popen)), READ) for popen in started if popen is not None)


# --- spawn -----------------------------------------------------------------------------------------------


def _spawned(
    actor: Actor, child: SimProcess, unpacked: Callable[[], BaseProcess], parent: ParentProcess, method: str
) -> Callable[[], None]:
    """What a spawned child does: import the main module, unpack what it was sent, go."""
    main, logs = actor.process.modules.get("__main__"), handed_to_spawned()
    file = None if main is None else main.__dict__.get("__file__")

    def work() -> None:
        mine = State(BaseProcess.__new__(BaseProcess), parent, method)
        child.keep(KEY, lambda: mine)
        mine.current._config, mine.current._identity, mine.current._name = {}, (), child.name
        mine.inheriting = True
        try:
            logs()
            _import_main(actor.run, child, file)
            process = unpacked()
        finally:
            mine.inheriting = False
        _go(process, mine)

    return work


def _unpacked(parcel: Parcel, kept: Mapping[str, Any]) -> BaseProcess:
    """What the parent sent; what is missing in the child's main module fails here."""
    try:
        open_by_name(parcel.shared)
        process: BaseProcess = parcel.open()
    except Exception as error:
        raise meant(_without_folder(error)) from None
    if kept:
        process.__dict__.update(kept)
    return process


def _without_folder(error: Exception) -> Exception:
    """Where the program lies on this machine is no part of what went wrong."""
    world = current_actor().run.world
    if world is not None:
        folder = f"{world.program.folder}/"
        error.args = tuple(arg.replace(folder, "") if isinstance(arg, str) else arg for arg in error.args)
    return error


def _import_main(run: Run, child: SimProcess, file: str | None) -> None:
    """Run the main module afresh, if there is one."""
    if file is not None and file == run.world.path(run.world.program.entry):
        run.world.run_entry(child, "__mp_main__")


def _go(process: BaseProcess, mine: State) -> None:
    """Be that process until its end."""
    mine.current = process
    if process._start_method is not None:
        mine.method = process._start_method
    current_actor().thread = process
    raise Ended(process._bootstrap())


# --- fork ------------------------------------------------------------------------------------------------


def _forked(child: SimProcess, process: BaseProcess, parent: ParentProcess, method: str | None) -> Callable[[], None]:
    """What a forked child does: go on with a copy of its parent's memory."""

    def work() -> None:
        mine = State(process, parent, method)
        child.keep(KEY, lambda: mine)
        try:
            _go(process, mine)
        finally:
            child.keep("atexit.calls", list).clear()  # a forked child leaves by the back door

    return work


def _copies(actor: Actor, process: BaseProcess, child: SimProcess) -> tuple[MemoryCopy, BaseProcess]:
    """A copy of the running process's memory, and in it of the object that stands for the child."""
    run, world = actor.run, actor.run.world
    modules = {name: module for name, module in actor.process.modules.items() if isinstance(module, ModuleType)}
    was_muted, run.muted = run.muted, True
    try:
        known = inherit_holds(actor.process, child) | bare_loggers(actor.process)
        copy = MemoryCopy(modules, run.escape, actor, known)
        inherit_loggers(actor.process, child, copy)
        copied: BaseProcess = copy.forked(process)
    finally:
        run.muted = was_muted
    if world is not None:
        for old, space in copy.spaces.items():
            if old in world.namespaces:
                world.namespaces[id(space)] = world.namespaces[old]
    return copy, copied
