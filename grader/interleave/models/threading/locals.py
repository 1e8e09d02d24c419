"""`threading.local`: every actor sees a dictionary of its own."""

from __future__ import annotations

from typing import Any

from ...actor import Actor, current_actor, is_controlled
from ...hidden import hidden
from ..copying import unlike_any
from ..sealed import named

_LOCAL = "threading.local"
_NAME = "_thread._local"


class local:
    """`threading.local`: every actor sees a dictionary of its own."""

    __slots__ = ("__dict__", "__weakref__", "_args")

    def __new__(cls, /, *args: Any, **kwargs: Any) -> local:
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        put_args(self, (args, kwargs))
        current_actor().local[_key(self)] = {}
        return self

    @staticmethod
    def own_namespace(obj: local, actor: Actor) -> dict[str, Any]:
        """What this actor sees of it: nobody else can, unless somebody has taken its `__dict__` in hand."""
        seen: dict[str, Any] = actor.local.get((_LOCAL, actor.run.number(obj)), {})
        return seen

    def __getattribute__(self, name: str) -> Any:
        _enter(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        _keep_namespace(self, name)
        _enter(self)
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        _keep_namespace(self, name)
        _enter(self)
        object.__delattr__(self, name)


def forget_locals(actor: Actor) -> None:
    """The actor's thread ends: what it alone has seen dies with it."""
    for key in [key for key in actor.local if type(key) is tuple and key[0] == _LOCAL]:
        obj, mine = actor.run.subject(key[1]), actor.local.pop(key)
        if isinstance(obj, local) and object.__getattribute__(obj, "__dict__") is mine:
            object.__setattr__(obj, "__dict__", {})  # it shows what somebody saw last


def _key(obj: local) -> tuple[str, int]:
    return (_LOCAL, current_actor().run.number(obj))


def _enter(obj: local) -> None:
    """Let `obj` show the running actor's attributes (and run `__init__` when it sees them first)."""
    if not is_controlled():
        return
    mine = current_actor().local
    key = _key(obj)
    if key not in mine:
        args, kwargs = args_of(obj)
        mine[key] = {}
        _show(obj, mine[key])
        try:
            type(obj).__init__(obj, *args, **kwargs)
        except BaseException:
            mine.pop(key, None)  # whoever looks next makes it anew
            raise
    _show(obj, mine[key])  # in `__init__`, too, others may have had their turn


def _show(obj: local, namespace: dict[str, Any]) -> None:
    if object.__getattribute__(obj, "__dict__") is not namespace:
        object.__setattr__(obj, "__dict__", namespace)


def _keep_namespace(obj: local, name: str) -> None:
    if name == "__dict__":
        word = _NAME if type(obj) is local else type(obj).__name__
        raise AttributeError(f"{word!r} object attribute '__dict__' is read-only")


args_of, put_args = hidden(local, "_args", tuple)
local.__module__ = "_thread"
local.__qualname__ = "_local"
unlike_any(local, _NAME)
named(local, _NAME)
