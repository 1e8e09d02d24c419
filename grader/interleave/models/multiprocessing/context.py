"""Contexts: the functions of `multiprocessing`, bound to a way of starting processes.

The imposed start method is the *default*, as the platform's is in life: it is settled when the program first needs
one, and a program may choose another before that (`set_start_method`) or beside it (`get_context`).
"""

from __future__ import annotations

import multiprocessing.context as real
from typing import Any, Final

from ..interpreter import cpu_count
from ..subclassing import apart
from . import (
    connection,
    managers,
    memory_cells,
    package_log,
    pool,
    process,
    queues,
    semaphores,
    sharedctypes,
    synchronize,
)
from .launch import Popen, launch
from .state import default_method, state

METHODS: Final = ("fork", "spawn", "forkserver")


class BaseContext:
    """`multiprocessing.context.BaseContext`."""

    _name = ""
    ProcessError = real.ProcessError
    BufferTooShort = real.BufferTooShort
    TimeoutError = real.TimeoutError
    AuthenticationError = real.AuthenticationError

    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def as_forked(self, _: object) -> BaseContext:
        """In a child it is the same."""
        return self

    def cpu_count(self) -> int:
        """How many processors there are."""
        return cpu_count()

    def freeze_support(self) -> None:
        """Nothing is frozen here."""

    get_logger = staticmethod(package_log.get_logger)
    log_to_stderr = staticmethod(package_log.log_to_stderr)

    # --- what it makes -----------------------------------------------------------------------------------

    def Lock(self) -> Any:
        """A lock."""
        return semaphores.Lock(ctx=self.get_context())

    def RLock(self) -> Any:
        """A lock that its owner may take again."""
        return semaphores.RLock(ctx=self.get_context())

    def Semaphore(self, value: int = 1) -> Any:
        """A semaphore."""
        return semaphores.Semaphore(value, ctx=self.get_context())

    def BoundedSemaphore(self, value: int = 1) -> Any:
        """A semaphore that is not released more often than acquired."""
        return semaphores.BoundedSemaphore(value, ctx=self.get_context())

    def Condition(self, lock: Any = None) -> Any:
        """A condition variable."""
        return synchronize.Condition(lock, ctx=self.get_context())

    def Event(self) -> Any:
        """An event."""
        return synchronize.Event(ctx=self.get_context())

    def Barrier(self, parties: int, action: Any = None, timeout: float | None = None) -> Any:
        """A barrier."""
        return synchronize.Barrier(parties, action, timeout, ctx=self.get_context())

    def Value(self, typecode_or_type: Any, *args: Any, lock: Any = True) -> Any:
        """A number in shared memory, with a lock."""
        return sharedctypes.Value(typecode_or_type, *args, lock=lock, ctx=self.get_context())

    def Array(self, typecode_or_type: Any, size_or_initializer: Any, *, lock: Any = True) -> Any:
        """A row of numbers in shared memory, with a lock."""
        return sharedctypes.Array(typecode_or_type, size_or_initializer, lock=lock, ctx=self.get_context())

    def RawValue(self, typecode_or_type: Any, *args: Any) -> Any:
        """A number in shared memory."""
        return memory_cells.RawValue(typecode_or_type, *args)

    def RawArray(self, typecode_or_type: Any, size_or_initializer: Any) -> Any:
        """A row of numbers in shared memory."""
        return memory_cells.RawArray(typecode_or_type, size_or_initializer)

    def Pipe(self, duplex: bool = True) -> Any:
        """Two connected ends."""
        return connection.Pipe(duplex)

    def Queue(self, maxsize: int = 0) -> Any:
        """A queue."""
        return queues.Queue(maxsize, ctx=self.get_context())

    def JoinableQueue(self, maxsize: int = 0) -> Any:
        """A queue that one can wait for."""
        return queues.JoinableQueue(maxsize, ctx=self.get_context())

    def SimpleQueue(self) -> Any:
        """A queue without a feeder."""
        return queues.SimpleQueue(ctx=self.get_context())

    def Manager(self) -> Any:
        """A started manager."""
        made = managers.SyncManager(ctx=self.get_context())
        made.start()
        return made

    def Pool(
        self,
        processes: int | None = None,
        initializer: Any = None,
        initargs: Any = (),
        maxtasksperchild: int | None = None,
    ) -> Any:
        """A pool of workers."""
        return pool.Pool(processes, initializer, initargs, maxtasksperchild, context=self.get_context())

    # --- what makes no difference here -------------------------------------------------------------------

    def allow_connection_pickling(self) -> None:
        """It always is."""

    def set_executable(self, executable: str) -> None:
        """There is none."""

    def set_forkserver_preload(self, module_names: list[str]) -> None:
        """Only a hint."""

    def get_context(self, method: str | None = None) -> BaseContext:
        """The context of another start method."""
        if method is None:
            return self
        try:
            return CONTEXTS[method]
        except KeyError:
            raise ValueError(f"cannot find context for {method!r}") from None

    def get_start_method(self, allow_none: bool = False) -> str | None:
        """Its name."""
        del allow_none
        return self._name

    def set_start_method(self, method: str | None, force: bool = False) -> None:
        """It cannot be changed."""
        raise ValueError("cannot set start method of concrete context")

    @property
    def reducer(self) -> Any:
        """How objects are pickled."""
        import multiprocessing.reduction

        return multiprocessing.reduction


class Process(process.BaseProcess):
    """`multiprocessing.Process`: starts as the default context says."""

    @staticmethod
    def _Popen(process_obj: process.BaseProcess) -> Popen:
        return launch(process_obj, settled_method())


class ForkProcess(process.BaseProcess):
    """A process that is always forked."""

    _start_method = "fork"

    @staticmethod
    def _Popen(process_obj: process.BaseProcess) -> Popen:
        return launch(process_obj, "fork")


class SpawnProcess(process.BaseProcess):
    """A process that is always spawned."""

    _start_method = "spawn"

    @staticmethod
    def _Popen(process_obj: process.BaseProcess) -> Popen:
        return launch(process_obj, "spawn")


class ForkServerProcess(process.BaseProcess):
    """A process that always comes from the fork server."""

    _start_method = "forkserver"

    @staticmethod
    def _Popen(process_obj: process.BaseProcess) -> Popen:
        return launch(process_obj, "forkserver")


def settled_method() -> str:
    """The start method of the running process, settled from now on."""
    mine = state()
    if mine.method is None:
        mine.method = default_method()
    return mine.method


class DefaultContext(BaseContext):
    """What `import multiprocessing` shows."""

    Process = Process

    def get_context(self, method: str | None = None) -> BaseContext:
        """The context of a start method; of the default one, which is settled thereby."""
        return CONTEXTS[settled_method()] if method is None else super().get_context(method)

    def get_start_method(self, allow_none: bool = False) -> str | None:
        """The name of the default start method."""
        return state().method if allow_none else settled_method()

    def set_start_method(self, method: str | None, force: bool = False) -> None:
        """Choose the default start method, once."""
        mine = state()
        if mine.method is not None and not force:
            raise RuntimeError("context has already been set")
        if method is None and force:
            mine.method = None
            return
        mine.method = self.get_context(method)._name

    def get_all_start_methods(self) -> list[str]:
        """The names of all start methods, the default first."""
        first = default_method()
        return [first, *(name for name in METHODS if name != first)]


def _concrete(name: str, kind: type[process.BaseProcess]) -> BaseContext:
    made = type(f"{kind.__name__.removesuffix('Process')}Context", (BaseContext,), {"_name": name, "Process": kind})
    made.__module__ = "multiprocessing.context"
    context: BaseContext = made()
    return context


for _kind in (Process, ForkProcess, SpawnProcess, ForkServerProcess, BaseContext, DefaultContext):
    _kind.__module__ = "multiprocessing.context"
    if issubclass(_kind, process.BaseProcess):
        apart(_kind, getattr(real, _kind.__name__, real.Process))  # Windows' library can neither fork nor serve forks

CONTEXTS: Final[dict[str, BaseContext]] = {
    "fork": _concrete("fork", ForkProcess),
    "spawn": _concrete("spawn", SpawnProcess),
    "forkserver": _concrete("forkserver", ForkServerProcess),
}
DEFAULT: Final = DefaultContext()


def of(context: BaseContext | None) -> BaseContext:
    """A concrete context: the given one's, else the default."""
    return (DEFAULT if context is None else context).get_context()
