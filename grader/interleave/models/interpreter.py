"""What `os`, `atexit` and the like answer inside a run, and what of them is beyond control."""

from __future__ import annotations

import operator
import signal
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from ..actor import current_actor
from ..operations import EXIT, Operation
from ..run.lifecycle import add_atexit
from ..trouble import has_more, note_trouble, where_now
from .patch import ModelModule

if TYPE_CHECKING:
    from ..run.scheduler import Run

BEYOND = (
    "fork", "forkpty", "kill", "killpg", "system", "popen", "execv", "execve", "execl", "execlp", "execvp", "spawnv",
    "spawnl", "spawnlp", "posix_spawn", "posix_spawnp", "abort", "wait", "waitpid", "register_at_fork",
)  # fmt: skip

_SENT = ("SIGINT", "SIGHUP", "SIGQUIT", "SIGBREAK", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF",
         "SIGXCPU")  # fmt: skip
SENT = frozenset(getattr(signal, name) for name in _SENT if hasattr(signal, name))
"""Signals that come only if somebody sends them: who sits at the terminal, or the program, and all by which it does
(`os.kill`, `signal.alarm`, `terminate()` of a process that would hear it) is beyond control."""

_UNHEARD = frozenset(getattr(signal, name) for name in ("SIGKILL", "SIGSTOP") if hasattr(signal, name))
"""Those that nobody can handle."""


def cpu_count() -> int:
    """How many processors the exercise says there are."""
    world = current_actor().run.world
    return int(world.program.cpus) if world is not None else 4


def getpid() -> int:
    """The number of the running process."""
    return current_actor().process.pid


def getppid() -> int:
    """The number of its parent."""
    parent = current_actor().process.parent
    return 999 if parent is None else parent.pid


def exit_now(status: int) -> None:
    """`os._exit`: gone, without a word."""
    actor = current_actor()
    run = actor.run
    actor.process.left_at = where_now()[1] or None
    actor.process.left_early = has_more()
    run.pause(Operation("exits", run.life_of(actor.process), EXIT, subject=actor.process))
    if run.asked and actor.process is run.processes[0]:
        note_trouble(actor, SystemExit(status))  # as with `sys.exit`: what was asked of it is not done
    run.exit_process(actor.process, status)


def beyond(name: str) -> Callable[..., Any]:
    """A function that cannot be simulated: the run ends there and says so."""

    def escape(*_: Any, **__: Any) -> Any:
        run = current_actor().run
        run.escape(name)
        run.stop("engine_fault", f"{name} cannot be simulated")

    escape.__name__ = escape.__qualname__ = name.rpartition(".")[2]
    return escape


def register(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Callable[..., Any]:
    """`atexit.register`."""
    add_atexit(current_actor().process, function, args, kwargs)
    return function


def unregister(function: Callable[..., Any]) -> None:
    """`atexit.unregister`."""
    calls: list[Any] = current_actor().process.keep("atexit.calls", list)
    calls[:] = [call for call in calls if call[0] != function]


def _os(real: ModuleType) -> Mapping[str, Any]:
    names: dict[str, Any] = {name: beyond(f"os.{name}") for name in BEYOND if hasattr(real, name)}
    names.update(
        cpu_count=cpu_count, process_cpu_count=cpu_count, getpid=getpid, getppid=getppid, _exit=exit_now,
        sched_getaffinity=lambda _pid: set(range(cpu_count())),
    )  # fmt: skip
    return names


def _atexit(_: ModuleType) -> Mapping[str, Any]:
    return {"register": register, "unregister": unregister, "_run_exitfuncs": lambda: None}


def _signal(_: ModuleType) -> Mapping[str, Any]:
    names = ("alarm", "setitimer", "raise_signal", "pause", "pthread_kill", "sigwait")
    return {**{name: beyond(f"signal.{name}") for name in names}, "signal": set_handler, "getsignal": handler_of}


def set_handler(number: int, handler: Any) -> Any:
    """`signal.signal`: no signal comes in here. That is said, but of those that somebody would have to send."""
    number = operator.index(number)
    if sys.platform == "win32" and number not in signal.valid_signals():
        raise ValueError("invalid signal value")
    if not current_actor().main:
        raise ValueError("signal only works in main thread of the main interpreter")
    if not 0 < number < signal.NSIG:
        raise ValueError("signal number out of range")
    before = handler_of(number)
    if not callable(handler) and handler not in (signal.SIG_DFL, signal.SIG_IGN):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    if number in _UNHEARD:
        raise OSError(22, "Invalid argument")
    if number not in SENT:
        current_actor().run.escape("signal.signal")
    _handlers()[number] = handler
    return before


def handler_of(number: int) -> Any:
    """`signal.getsignal`."""
    return _handlers().get(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


def is_handled(number: int, run: Run) -> bool:
    """Whether any process of this run would hear this signal rather than end by it; children begin with what their
    parents had set."""
    handlers: list[dict[int, Any]] = [process.keep("signal.handlers", dict) for process in run.processes]
    return any(found.get(number) not in (None, signal.SIG_DFL) for found in handlers)


def _handlers() -> dict[int, Any]:
    found: dict[int, Any] = current_actor().process.keep("signal.handlers", dict)
    return found


def _faulthandler(_: ModuleType) -> Mapping[str, Any]:
    """It writes to descriptors, of which a run has none; who crashes is told where, all the same. What it would write at
    once is the program's."""
    names = ("register", "unregister", "dump_traceback_later", "cancel_dump_traceback_later")
    return {
        **dict.fromkeys(names, _quiet), "enable": enable_faults, "disable": disable_faults,
        "is_enabled": are_faults_enabled, "dump_traceback": beyond("faulthandler.dump_traceback"),
    }  # fmt: skip


def enable_faults(*_: Any, **__: Any) -> None:
    """`faulthandler.enable`."""
    _faults()["told"] = True


def disable_faults() -> bool:
    """`faulthandler.disable`."""
    return _faults().pop("told", False)


def are_faults_enabled() -> bool:
    """`faulthandler.is_enabled`."""
    return "told" in _faults()


def _faults() -> dict[str, bool]:
    found: dict[str, bool] = current_actor().process.keep("faulthandler", dict)
    return found


def _quiet(*_: Any, **__: Any) -> None:
    """Nothing comes of it."""


def _ctypes(_: ModuleType) -> Mapping[str, Any]:
    names = (
        "CDLL",
        "PyDLL",
        "PYFUNCTYPE",
        "CFUNCTYPE",
        "memmove",
        "memset",
        "cast",
        "string_at",
        "wstring_at",
        "resize",
    )
    libraries = {name: Foreign(f"ctypes.{name}") for name in ("cdll", "pydll", "pythonapi")}
    return {**{name: beyond(f"ctypes.{name}") for name in names}, **libraries}


class Foreign:
    """A library of C: none of its functions can be simulated."""

    def __init__(self, name: str) -> None:
        self.__name__ = name

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return beyond(f"{self.__name__}.{name}")

    __getitem__ = __getattr__


def _greenlets(real: ModuleType) -> Mapping[str, Any]:
    return {"greenlet": beyond(f"{real.__name__}.greenlet"), "getcurrent": beyond(f"{real.__name__}.getcurrent")}


WHOLLY_BEYOND: Final = {
    "subprocess": ("Popen", "run", "call", "check_call", "check_output", "getoutput", "getstatusoutput"),
    "socket": ("socket", "socketpair", "create_connection", "create_server"),
    "fcntl": ("flock", "lockf"),
    "select": ("select", "poll", "epoll", "kqueue", "devpoll"),
    "selectors": ("DefaultSelector", "SelectSelector", "PollSelector", "EpollSelector", "KqueueSelector"),
    "mmap": ("mmap",),
    "concurrent.interpreters": ("create", "create_queue"),
}
"""Functions of modules that are good for nothing else: what they ask of the system, or wait for, nobody can follow."""


def _wholly_beyond(real: ModuleType) -> Mapping[str, Any]:
    names = [name for name in WHOLLY_BEYOND[real.__name__] if hasattr(real, name)]
    return {name: _refusing(getattr(real, name), f"{real.__name__}.{name}") for name in names}


def _refusing(real: Any, name: str) -> Any:
    """A function that cannot be simulated, or a class of which nothing can be made; others may be made from it, and it may be named in annotations."""
    refuse = beyond(name)
    try:
        return type(real)(real.__name__, (real,), {"__new__": lambda *_, **__: refuse(), "__module__": real.__module__})
    except TypeError:  # a function, or a class of C that is no other's base
        return refuse


MODELS = (ModelModule("os", _os), ModelModule("atexit", _atexit))
LAZY_MODELS = (
    ModelModule("signal", _signal), ModelModule("faulthandler", _faulthandler), ModelModule("greenlet", _greenlets),
    ModelModule("ctypes", _ctypes), *(ModelModule(name, _wholly_beyond) for name in WHOLLY_BEYOND),
)  # fmt: skip
"""Only built when the program imports them: they take long to import."""
