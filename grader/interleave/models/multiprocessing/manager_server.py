"""The server process of a manager, and the objects that live in it.

It is a real process of the program (it imports the main module under spawn, has a name and counts as a child), but
after that it only waits to be shut down: calls are done by whoever makes them, in its world (see `visit`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable
from typing import Any, Final

from ...actor import Actor, SimProcess, current_actor
from ...hidden import hidden
from ...operations import READ, SYNC, WRITE, Accesses, Operation
from ...plainly import class_of
from ...trouble import meant
from .acts import PartAct
from .pickling import Arguments, Carried, carried, plain
from .state import Shared
from .visit import Inside

_CONNECTED: Final = "multiprocessing.manager.connected"
LOOKS: Final = frozenset(
    [
        "__contains__",
        "__getitem__",
        "__len__",
        "__iter__",
        "__repr__",
        "__str__",
        "__reversed__",
        "__add__",
        "__mul__",
        "__rmul__",
        "copy",
        "count",
        "get",
        "index",
        "items",
        "keys",
        "values",
        "tolist",
        "__getattribute__",
        "#GETVALUE",
    ]
)
"""Methods of plain data that change nothing."""
KEYED: Final = frozenset(("__getitem__", "__setitem__", "__delitem__", "__contains__", "get", "setdefault", "pop"))


class Server(Shared):
    """What is known of a server everywhere: whether it is there, and where."""

    __slots__ = ("_process",)

    def __init__(self) -> None:
        self.registry: dict[str, Any] = {}
        """What can be made: as the server itself got it."""
        put_process(self, None)
        self.ready = False
        self.stopped = False
        self.blocks: list[str] = []
        """Names of the blocks of memory that go when it goes."""

    def serve(self, registry: dict[str, Any]) -> None:
        """Be the server: until it is stopped."""
        actor = current_actor()
        run = actor.run
        self.registry = registry
        put_process(self, actor.process)
        run.pause(Operation("begins to serve", ("server", run.number(self)), SYNC, subject=self))
        self.ready = True
        run.pause(Operation("serves", ("stop", run.number(self)), SYNC, lambda: self.stopped, subject=self))

    def await_start(self, life: Callable[[], bool]) -> None:
        """Wait until it serves; EOFError if it ended before."""
        run = current_actor().run
        up: Callable[[], bool] = lambda: self.ready or life()  # noqa: E731
        run.pause(Operation("waits for", ("server", run.number(self)), SYNC, up, subject=self))
        if not self.ready:
            raise EOFError

    def stop(self) -> None:
        """Tell it to end. To calls that makes a difference, and not that the server hears of it: no call is tried after that."""
        run = current_actor().run
        heard = ((("stop", run.number(self)), SYNC),)
        run.pause(Operation("shuts down", ("server", run.number(self)), SYNC, subject=self, also=heard))
        self.stopped = True

    def presence(self, actor: Actor) -> Accesses:
        """What an act touches that needs the server to be there."""
        return ((("server", actor.run.number(self)), READ),)

    def require(self, *, connect: bool) -> SimProcess:
        """The server's process; it fails as a socket does when the server has gone."""
        connected = current_actor().local.setdefault(_CONNECTED, set()) if connect else set()
        key = id(self)
        process: SimProcess | None = process_of(self)
        if process is None or self.stopped or not process.alive:
            if key in connected:
                raise BrokenPipeError(32, "Broken pipe")
            raise FileNotFoundError(2, "No such file or directory")
        connected.add(key)
        return process

    def make(self, typeid: str, args: tuple[Any, ...], kwds: dict[str, Any]) -> Any:
        """Make an object in the server."""
        actor = current_actor()
        sent = carried(*args, **kwds)
        actor.run.pause(Operation("asks", None, also=self.presence(actor)))
        with Inside(self.require(connect=False)):
            given, named = opened(sent)
            return Referent(self, self.registry[typeid](*given, **named))


process_of, put_process = hidden(Server, "_process", SimProcess)


class Referent(Shared):
    """An object that lives in a server."""

    def __init__(self, server: Server, obj: Any) -> None:
        self.server = server
        self.obj = obj
        self.is_plain = class_of(obj) in (list, dict) or type(obj).__module__ in ("array", "multiprocessing.managers")
        """Plain data: a call of a method is one step. What has steps of its own, or is the student's, is not."""

    def call(self, proxy: object, method: str, args: tuple[Any, ...], kwds: dict[str, Any]) -> Any:
        """Call a method in the server; what goes there and what comes back are copies."""
        actor = current_actor()
        sent = carried(*args, **kwds)
        actor.run.pause(self._act(actor, proxy, method, args))
        with Inside(self.server.require(connect=True)):
            answer = self._answer(sent, method)
        (succeeded, result), _ = answer()
        if not succeeded:
            raise meant(result)
        return result

    def _act(self, actor: Actor, proxy: object, method: str, args: tuple[Any, ...]) -> Operation:
        presence = self.server.presence(actor)
        if not self.is_plain:
            return Operation("asks", None, subject=proxy, also=presence)
        reads = method in LOOKS
        act = PartAct("reads" if reads else "writes", actor.run.number(self), READ if reads else WRITE, subject=proxy)
        act.part, act.suffix = _part(method, args, self.obj), _suffix(method, args)
        act.also = presence
        if reads and args and act.part is not None:
            act.value = lambda: plain(_item(self.obj, args[0], *args[1:] if method == "get" else ())) or ""
        elif args:
            act.value = plain(args[-1])
        return act

    def _answer(self, sent: Carried, method: str) -> Carried:
        args, kwds = opened(sent)
        try:
            result = self._do(method, args, kwds)
        except Exception as error:
            return carried(False, error.with_traceback(None))
        try:
            return carried(True, result)
        except Exception as error:  # what cannot be sent comes as text, as from a real server
            return carried(False, _unsendable(error))

    def _do(self, method: str, args: tuple[Any, ...], kwds: dict[str, Any]) -> Any:
        if method == "#GETVALUE":
            return self.obj
        result = getattr(self.obj, method)(*args, **kwds)
        return list(result) if class_of(result) in _VIEWS else result


def _item(obj: object, key: Any, default: Any = None) -> object:
    """What a call that reads one item is going to answer; `default` where there is none."""
    if isinstance(obj, dict):
        return obj.get(key, default)
    if isinstance(obj, (list, array)):
        return obj[key] if -len(obj) <= key < len(obj) else None
    return vars(obj).get(key)


def _suffix(method: str, args: tuple[Any, ...]) -> str:
    """What the call would be called if the object were here."""
    if method in ("__getitem__", "__setitem__", "__delitem__") and args:
        return f"[{args[0]!r}]" if plain(args[0]) is not None else "[…]"
    if method in ("__getattribute__", "__setattr__", "__delattr__"):
        return f".{args[0]}"
    if method in ("get", "set") and not (method == "get" and args):
        return ".value"
    return "" if method.startswith(("__", "#")) else f".{method}()"


_VIEWS: Final[tuple[type, ...]] = (
    type({}.keys()),
    type({}.values()),
    type({}.items()),
    type(iter({})),
    type(reversed([])),
)


def opened(sent: Carried) -> Arguments:
    """Unpack in the server; what the server's main module lacks fails there."""
    try:
        return sent()
    except Exception as error:
        raise _unsendable(error) from None


def _unsendable(error: Exception) -> Exception:
    from multiprocessing.managers import RemoteError

    line = "-" * 75
    return meant(RemoteError(f"{line}\nTraceback (most recent call last):\n{type(error).__name__}: {error}\n{line}"))


def _part(method: str, args: tuple[Any, ...], obj: Any) -> Hashable:
    """Which item of plain data a call concerns; None: all of it."""
    if not args:
        return None
    key = args[0]
    if isinstance(obj, dict):
        return ("item", key) if method in KEYED and plain(key) is not None and not isinstance(key, list) else None
    if method in ("__getattribute__", "__setattr__", "__delattr__"):
        return ("item", key)
    if method in ("__getitem__", "__setitem__") and isinstance(key, int):
        return ("item", key if key >= 0 else len(obj) + key)
    return None
