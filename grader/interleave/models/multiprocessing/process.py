"""`Process` and what goes with it: the object that stands for a process, in its parent and in itself."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...actor import ActorKilled, current_actor
from ...hidden import hidden
from ...instrument.manners import is_ours
from ...instrument.outside import called
from ...operations import READ, WRITE
from ...run.lifecycle import exit_number
from ...streams import say
from ...trouble import is_engine_fault, note_trouble, traceback_text, where_now, where_raised
from ..looks import touch
from ..threading import roll
from ..threading.own_names import hashed
from .authkey import AuthenticationString
from .memory import data
from .state import exit_function, state

if TYPE_CHECKING:
    from .launch import Popen
    from .memory import MemoryCopy

SIGNAL_NAMES: Final = {-9: "-SIGKILL", -15: "-SIGTERM"}
"""What one can end another by. On every system the same, though Windows has no SIGKILL in life."""


KEPT: Final = frozenset(["_identity", "_config", "_parent_pid", "_parent_name", "_popen", "_closed", "_name"])
"""What the library keeps in the object for itself: numbers and names, and what is made of them."""


class BaseProcess:
    """`multiprocessing.process.BaseProcess`."""

    __slots__ = ("__dict__", "__weakref__", "_made_at")
    _start_method: str | None = None

    def __init__(
        self,
        group: None = None,
        target: Callable[..., Any] | None = None,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] = {},  # as in life, and never changed
        *,
        daemon: bool | None = None,
    ) -> None:
        assert group is None, "group argument must be None for now"
        mine = state()
        self._identity: tuple[int, ...] = (*mine.current._identity, roll.number(current_actor(), "processes"))
        self._config: dict[str, Any] = dict(mine.current._config)
        self._parent_pid: int | None = current_actor().process.pid
        self._parent_name = mine.current.name
        self._popen: Popen | None = None
        self._closed = False
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs)
        self._name = name or type(self).__name__ + "-" + ":".join(map(str, self._identity))
        if daemon is not None:
            self.daemon = daemon
        hashed(self, BaseProcess)
        put_made_at(self, where_now())

    def _check_closed(self) -> None:
        touch(self, "_closed", READ)
        if self._closed:
            raise ValueError("process object is closed")

    def _child(self) -> Popen | None:
        """The started process; another thread may be about to start it."""
        touch(self, "_popen", READ)
        return self._popen

    def _is_mine(self) -> bool:
        return self._parent_pid == current_actor().process.pid

    def _Popen(self, process: BaseProcess) -> Popen:
        raise AttributeError(f"{type(self).__name__} has no start method")

    def run(self) -> None:
        """What the process does; a subclass may do something else."""
        if self._target:
            called(self._target, self._args, self._kwargs)

    def start(self) -> None:
        """Begin."""
        self._check_closed()
        mine = state()
        assert self._popen is None, "cannot start a process twice"
        assert self._is_mine(), "can only start a process object created by current process"
        # No `assert`: below pytest it would tell of an address, which is another in each order.
        if mine.current._config.get("daemon"):
            raise AssertionError("daemonic processes are not allowed to have children")
        popen = self._Popen(self)
        # At once: in life no child begins before these are gone, and with them a lock that nobody else keeps.
        del self._target, self._args, self._kwargs
        touch(self, "_popen", WRITE)
        self._popen = popen
        self._sentinel = self._popen.sentinel
        hashed(self, BaseProcess)
        mine.children[id(self)] = self

    def terminate(self) -> None:
        """End it by SIGTERM."""
        self._check_closed()
        self._popen.terminate()  # type: ignore[union-attr]  # None has no such thing, which is what life says, too

    def kill(self) -> None:
        """End it by SIGKILL."""
        self._check_closed()
        self._popen.kill()  # type: ignore[union-attr]  # likewise

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended."""
        self._check_closed()
        assert self._is_mine(), "can only join a child process"
        popen = self._child()
        assert popen is not None, "can only join a started process"
        at_once = timeout is not None and timeout <= 0  # no wait at all: a look
        if (popen.poll(self) if at_once else popen.wait(timeout, self)) is not None:
            state().children.pop(id(self), None)

    def is_alive(self) -> bool:
        """Whether it has begun and not ended."""
        self._check_closed()
        mine = state()
        if self is mine.current:
            return True
        assert self._is_mine(), "can only test a child process"
        popen = self._child()
        if popen is None:
            return False
        if popen.poll(self) is None:
            return True
        mine.children.pop(id(self), None)
        return False

    def close(self) -> None:
        """Give up what the object holds."""
        if self._popen is not None:
            if self._popen.poll(self) is None:
                raise ValueError(
                    "Cannot close a process while it is still running. You should first call join() or terminate()."
                )
            touch(self, "_popen", WRITE)
            self._popen = None
            del self._sentinel
            state().children.pop(id(self), None)
        touch(self, "_closed", WRITE)
        self._closed = True

    def who_blocks(self) -> int | None:
        """Whom a joiner waits for."""
        return None if self._popen is None else self._popen.main()

    # --- what it says about itself -----------------------------------------------------------------------

    @property
    def name(self) -> str:
        """Its name."""
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        assert isinstance(name, str), "name must be a string"
        self._name = name

    @property
    def daemon(self) -> bool:
        """Whether it ends with its parent."""
        return self._config.get("daemon", False)  # type: ignore[no-any-return]

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        assert self._popen is None, "process has already started"
        self._config["daemon"] = daemonic

    @property
    def authkey(self) -> bytes:
        """Its key."""
        return bytes(self._config["authkey"])

    @authkey.setter
    def authkey(self, authkey: bytes) -> None:
        self._config["authkey"] = AuthenticationString(authkey)

    @property
    def exitcode(self) -> int | None:
        """How it ended; None if it has not."""
        self._check_closed()
        popen = self._child()
        return None if popen is None else popen.poll(self)

    @property
    def ident(self) -> int | None:
        """Its number, once started."""
        self._check_closed()
        if self is state().current:
            return current_actor().process.pid
        popen = self._child()
        return None if popen is None else popen.pid

    pid = ident

    @property
    def sentinel(self) -> int:
        """What `multiprocessing.connection.wait` can wait for."""
        self._check_closed()
        try:
            return self._sentinel
        except AttributeError:
            raise ValueError("process not started") from None

    def __repr__(self) -> str:
        code = None
        if self is state().current:
            status = "started"
        elif self._closed:
            status = "closed"
        elif not self._is_mine():
            status = "unknown"
        elif self._popen is None:
            status = "initial"
        else:
            code = self._popen.poll(self)
            status = "started" if code is None else "stopped"
        info = [type(self).__name__, f"name={self._name!r}"]
        if self._popen is not None:
            info.append(f"pid={self._popen.pid}")
        info += [f"parent={self._parent_pid}", status]
        if code is not None:
            info.append(f"exitcode={SIGNAL_NAMES.get(code, code)}")
        if self.daemon:
            info.append("daemon")
        return f"<{' '.join(info)}>"

    # --- in the new process ------------------------------------------------------------------------------

    def _bootstrap(self) -> int:
        """Run in the new process, and answer its exit code."""
        try:
            try:
                self.run()
                return 0
            finally:
                if not isinstance(sys.exception(), ActorKilled):
                    exit_function()
        except SystemExit as leaving:
            current_actor().process.left_at = where_raised(leaving)
            return exit_number(leaving)
        except ActorKilled:
            raise
        except BaseException as error:
            if is_engine_fault(error):
                raise
            actor = current_actor()
            note_trouble(actor, error)
            world = actor.run.world
            say(f"Process {self.name}:\n{traceback_text(error, world.sources if world else None)}")
            return 1

    def as_forked(self, copy: MemoryCopy) -> Any:
        """A plain copy: in the child it stands for somebody else's child."""
        return data.copy_instance(copy, self, copy(type(self)))


def kept_in(process: BaseProcess) -> dict[str, Any]:
    """A copy of that, which need not be pickled; of an object of a class of the program's, nobody knows what that does with it."""
    own = vars(process)
    if not is_ours(getattr(vars(type(process)).get("_Popen"), "__func__", None)) or not own.keys() >= KEPT:
        return {}
    return {**{name: own[name] for name in KEPT}, "_config": dict(own["_config"])}


made_at, put_made_at = hidden(BaseProcess, "_made_at", tuple)


class MainProcess(BaseProcess):
    """The process that the program began in."""

    def __init__(self) -> None:
        self._identity = ()
        self._name = "MainProcess"
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._config = {"authkey": AuthenticationString(bytes(32)), "semprefix": "/mp"}

    def close(self) -> None:
        """Nobody closes it."""


class ParentProcess(BaseProcess):
    """What a child knows of its parent."""

    def __init__(self, name: str, pid: int, popen: Popen) -> None:
        self._identity = ()
        self._name = name
        self._pid = pid
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._parent = popen
        self._config = {}

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._parent.poll(self) is None

    @property
    def ident(self) -> int | None:
        """Its number."""
        return self._pid

    pid = ident

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended."""
        self._parent.wait(timeout, self)


def current_process() -> BaseProcess:
    """The object that stands for the running process."""
    return state().current


def parent_process() -> BaseProcess | None:
    """The object that stands for its parent; None in the program's first process."""
    return state().parent


def active_children() -> list[BaseProcess]:
    """Children that are alive."""
    mine = state()
    for child in list(mine.children.values()):
        popen = child._popen
        if popen is not None and popen.poll(child) is not None:
            mine.children.pop(id(child), None)
    return list(mine.children.values())


BaseProcess.__module__ = "multiprocessing.process"
MainProcess.__module__ = ParentProcess.__module__ = "multiprocessing.process"
MainProcess.__name__ = MainProcess.__qualname__ = "_MainProcess"
ParentProcess.__name__ = ParentProcess.__qualname__ = "_ParentProcess"
