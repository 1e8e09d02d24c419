"""Managers: `Manager()`, and classes of one's own with `register`."""

from __future__ import annotations

import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing.managers import Namespace as RealNamespace
from multiprocessing.managers import RemoteError, Token
from typing import TYPE_CHECKING, Any, Final

from ...actor import current_actor
from ...instrument.outside import called
from .. import queues
from ..interpreter import beyond
from ..threading import barriers, conditions, locks
from . import proxies
from .manager_server import Referent, Server
from .proxies import (
    AcquirerProxy,
    ArrayProxy,
    BarrierProxy,
    BaseProxy,
    ConditionProxy,
    DictProxy,
    EventProxy,
    IteratorProxy,
    ListProxy,
    MakeProxyType,
    NamespaceProxy,
    ValueProxy,
    auto_type,
    public_methods,
)
from .shared_memory import ShareableList, SharedMemory, unlink_if_there
from .state import state

if TYPE_CHECKING:
    from .context import BaseContext
    from .process import BaseProcess

_TIDY_UP: Final = 0
"""The priority at which a process shuts its managers down when it ends: before it waits for its children."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be made in a server, and how it is shown."""

    make: Callable[..., Any] | None
    proxy: Any = None
    exposed: tuple[str, ...] | None = None


class Namespace(RealNamespace):
    """Attributes, nothing else."""


class Value:
    """A value in a server."""

    def __init__(self, typecode: Any, value: Any, lock: bool = True) -> None:
        del lock
        self._typecode = typecode
        self._value = value

    def get(self) -> Any:
        """What it is."""
        return self._value

    def set(self, value: Any) -> None:
        """Make it something else."""
        self._value = value

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._typecode!r}, {self._value!r})"

    value = property(get, set)


def Array(typecode: str, sequence: Any, lock: bool = True) -> Any:
    """An array in a server."""
    del lock
    return array.array(typecode, sequence)


STANDARD: Final = {
    "Queue": Kind(queues.Queue), "JoinableQueue": Kind(queues.Queue), "Event": Kind(conditions.Event, EventProxy),
    "Lock": Kind(locks.Lock, AcquirerProxy), "RLock": Kind(locks.RLock, AcquirerProxy),
    "Semaphore": Kind(conditions.Semaphore, AcquirerProxy),
    "BoundedSemaphore": Kind(conditions.BoundedSemaphore, AcquirerProxy),
    "Condition": Kind(conditions.Condition, ConditionProxy), "Barrier": Kind(barriers.Barrier, BarrierProxy),
    "list": Kind(list, ListProxy), "dict": Kind(dict, DictProxy), "Value": Kind(Value, ValueProxy),
    "Array": Kind(Array, ArrayProxy), "Namespace": Kind(Namespace, NamespaceProxy), "Iterator": Kind(None, IteratorProxy),
}  # fmt: skip


def registered(cls: type) -> dict[str, Kind]:
    """What a class of managers knows to make. `register` notes it for the process, not for ever."""
    notes: dict[type, dict[str, Kind]] = current_actor().process.keep("multiprocessing.registry", dict)
    found: dict[str, Kind] = {}
    for base in reversed(cls.__mro__):
        if base is SyncManager:
            found.update(STANDARD)
        found.update(notes.get(base, {}))
    return found


class BaseManager:
    """`multiprocessing.managers.BaseManager`."""

    def __init__(
        self, address: Any = None, authkey: bytes | None = None, serializer: str = "pickle",
        ctx: BaseContext | None = None, *, shutdown_timeout: float = 1.0,
    ) -> None:  # fmt: skip
        from .context import of  # a circle: contexts make managers

        del authkey, serializer, shutdown_timeout
        if address is not None:
            beyond("a manager with an address")()
        self._ctx = of(ctx)
        self._server: Server | None = None
        self._process: BaseProcess | None = None
        self._up = False

    @classmethod
    def register(
        cls, typeid: str, callable: Callable[..., Any] | None = None, proxytype: Any = None, exposed: Any = None,
        method_to_typeid: Any = None, create_method: bool = True,
    ) -> None:  # fmt: skip
        """Let managers of this class make such things."""
        if method_to_typeid or getattr(proxytype, "_method_to_typeid_", None) or not create_method:
            current_actor().run.escape("a manager's method that gives a proxy")
        shown = exposed or getattr(proxytype, "_exposed_", None)
        notes: dict[type, dict[str, Kind]] = current_actor().process.keep("multiprocessing.registry", dict)
        notes.setdefault(cls, {})[typeid] = Kind(callable, proxytype, tuple(shown) if shown else None)

    def start(self, initializer: Callable[..., Any] | None = None, initargs: tuple[Any, ...] = ()) -> None:
        """Start the server's process."""
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        assert not self._up, "Already started server"
        server = self._server = Server()
        known = {typeid: kind.make for typeid, kind in registered(type(self)).items() if kind.make is not None}
        own = {typeid: make for typeid, make in known.items() if STANDARD.get(typeid, Kind(None)).make is not make}
        process = self._ctx.Process(target=_serve, args=(server, own, initializer, initargs))  # type: ignore[attr-defined]
        process.name = f"{type(self).__name__}-{':'.join(str(i) for i in process._identity)}"
        self._process = process
        process.start()
        server.await_start(process._popen.is_over)
        self._up = True
        state().finalize(_TIDY_UP, self.shutdown)

    def shutdown(self) -> None:
        """End the server's process."""
        if not self._up or self._server is None or self._process is None:
            return
        self._up = False
        self._server.stop()
        if self._process._is_mine():
            self._process.join()

    def join(self, timeout: float | None = None) -> None:
        """Wait until the server's process has ended."""
        if self._process is not None:
            self._process.join(timeout)

    def __enter__(self) -> Any:
        if not self._up:
            self.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.shutdown()

    def _create(self, typeid: str, /, *args: Any, **kwds: Any) -> Referent:
        assert self._up and self._server is not None, "server not yet started"
        made: Referent = self._server.make(typeid, args, kwds)
        return made

    def __getattr__(self, name: str) -> Any:
        kind = None if name.startswith("_") else registered(type(self)).get(name)
        if kind is None or (kind.make is None and kind.proxy is IteratorProxy):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

        def make(*args: Any, **kwds: Any) -> BaseProxy:
            referent = self._create(name, *args, **kwds)
            shown = kind.proxy or auto_type(name, kind.exposed or public_methods(referent.obj))
            proxy: BaseProxy = shown(referent, self, name)
            return proxy

        return make

    get_server = property(lambda _: beyond("BaseManager.get_server"))
    connect = property(lambda _: beyond("BaseManager.connect"))

    def as_forked(self, copy: Callable[[Any], Any]) -> Any:
        """In a child it still makes things; only its own process shuts it down."""
        made = object.__new__(copy(type(self)))
        made.__dict__.update({name: copy(value) for name, value in self.__dict__.items()})
        return made


def _serve(server: Server, own: dict[str, Any], initializer: Any, initargs: tuple[Any, ...]) -> None:
    """What the server's process does."""
    if initializer is not None:
        called(initializer, initargs)
    server.serve({**{typeid: kind.make for typeid, kind in STANDARD.items()}, **own})


class SyncManager(BaseManager):
    """`multiprocessing.managers.SyncManager`: what `Manager()` gives."""

    def Pool(self, *args: Any, **kwds: Any) -> Any:
        """A pool. Its workers are children of this process here, and of the server's in life."""
        assert self._up, "server not yet started"
        current_actor().run.assume("a manager's pool works as one of the program's own does")
        return self._ctx.Pool(*args, **kwds)


class SharedMemoryManager(BaseManager):
    """`multiprocessing.managers.SharedMemoryManager`: the blocks that it makes are gone when it has shut down."""

    def SharedMemory(self, size: int) -> SharedMemory:
        """A block of memory."""
        server = self._reached()
        made = SharedMemory(None, create=True, size=size)
        server.blocks.append(made.name)
        return made

    def ShareableList(self, sequence: Iterable[Any]) -> ShareableList:
        """A list in a block of its own."""
        server = self._reached()
        made = ShareableList(sequence)
        server.blocks.append(made.shm.name)
        return made

    def shutdown(self) -> None:
        """End the server's process, which takes the blocks along."""
        for name in self._server.blocks if self._up and self._server is not None else ():
            unlink_if_there(name)
        super().shutdown()

    def _reached(self) -> Server:
        if self._server is None:
            raise ValueError("address type of None unrecognized")
        self._server.require(connect=True)
        return self._server


NAMES: Final = {
    "BaseManager": BaseManager, "SyncManager": SyncManager, "SharedMemoryManager": SharedMemoryManager, "BaseProxy": BaseProxy,
    "Namespace": Namespace, "MakeProxyType": MakeProxyType, "RemoteError": RemoteError, "Token": Token, "Value": Value, "Array": Array,
    **{name: getattr(proxies, name) for name in dir(proxies) if name.endswith("Proxy") and name[0] != "_"},
}  # fmt: skip

for _class in (BaseManager, SyncManager, SharedMemoryManager, Namespace, Value):
    _class.__module__ = "multiprocessing.managers"
