"""Proxies: what a program holds of objects that live in a manager's server."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from multiprocessing import managers as real
from typing import TYPE_CHECKING, Any

from ..generic import subscripted_as
from ..threading.predicates import wait_for
from .manager_server import Referent

if TYPE_CHECKING:
    from .managers import BaseManager


class BaseProxy:
    """`multiprocessing.managers.BaseProxy`."""

    _exposed_: tuple[str, ...] = ()
    _typeid = ""
    _referent: Referent

    def __init__(self, referent: Referent, manager: BaseManager | None = None, typeid: str = "") -> None:
        self.__dict__.update(_referent=referent, _manager=manager, _typeid=typeid)

    def _callmethod(self, methodname: str, args: tuple[Any, ...] = (), kwds: dict[str, Any] = {}) -> Any:  # noqa: B006
        """Call a method of the object in the server."""
        return self._referent.call(self, methodname, tuple(args), kwds)

    def _getvalue(self) -> Any:
        """A copy of the object."""
        return self._callmethod("#GETVALUE")

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), self._referent, self._typeid, self._exposed_)

    def as_forked(self, copy: Callable[[Any], Any]) -> Any:
        """The child has the same, without the manager."""
        return copy(type(self))(self._referent, None, self._typeid)

    def shared_half(self) -> Referent:
        """The same for all proxies of one object."""
        return self._referent

    def named_parts(self) -> dict[str, Any]:
        """In a story the object goes by the name of its proxy."""
        return {"": self._referent.obj}

    def __deepcopy__(self, memo: Any) -> Any:
        return self._getvalue()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object, typeid {self._typeid!r} at 0x7f0000000000>"

    def __str__(self) -> str:
        try:
            return str(self._callmethod("__repr__"))
        except Exception:
            return repr(self)[:-1] + "; '__str__()' failed>"


def _rebuilt(kind: Any, referent: Referent, typeid: str, exposed: tuple[str, ...]) -> BaseProxy:
    """A proxy that came from another process."""
    kind = kind if not getattr(kind, "_isauto", False) else auto_type(typeid, exposed)
    made: BaseProxy = kind(referent, None, typeid)
    return made


def _method(name: str) -> Callable[..., Any]:
    def call(self: BaseProxy, /, *args: Any, **kwds: Any) -> Any:
        return self._callmethod(name, args, kwds)

    call.__name__ = call.__qualname__ = name
    return call


def MakeProxyType(name: str, exposed: Iterable[str]) -> type[BaseProxy]:
    """A proxy class with these methods."""
    names = tuple(exposed)
    made: type[BaseProxy] = type(name, (BaseProxy,), {method: _method(method) for method in names})
    made._exposed_ = names
    made.__module__ = "multiprocessing.managers"
    return made


def auto_type(typeid: str, exposed: Iterable[str]) -> type[BaseProxy]:
    """The class of proxies that show whatever is public."""
    made = MakeProxyType(f"AutoProxy[{typeid}]", exposed)
    made._isauto = True  # type: ignore[attr-defined]
    made.__reduce__ = _reduce_auto  # type: ignore[method-assign]
    return made


def _reduce_auto(self: BaseProxy) -> tuple[Any, ...]:
    return _rebuilt_auto, (self._referent, self._typeid, self._exposed_)


def _rebuilt_auto(referent: Referent, typeid: str, exposed: tuple[str, ...]) -> BaseProxy:
    return auto_type(typeid, exposed)(referent, None, typeid)


def public_methods(obj: Any) -> list[str]:
    """What an automatic proxy shows."""
    return [name for name in dir(obj) if name[:1] != "_" and callable(getattr(obj, name))]


# --- the proxies of the standard types -------------------------------------------------------------------


class IteratorProxy(BaseProxy):
    """An iterator in the server."""

    _exposed_ = ("__next__", "send", "throw", "close")

    def __iter__(self) -> IteratorProxy:
        return self

    def __next__(self) -> Any:
        return self._callmethod("__next__")


class AcquirerProxy(BaseProxy):
    """A lock in the server."""

    _exposed_: tuple[str, ...] = ("acquire", "release")

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> Any:
        """Take it."""
        return self._callmethod("acquire", (blocking,) if timeout is None else (blocking, timeout))

    def release(self) -> Any:
        """Give it back."""
        return self._callmethod("release")

    def __enter__(self) -> Any:
        return self._callmethod("acquire")

    def __exit__(self, *_: Any) -> Any:
        return self._callmethod("release")


class ConditionProxy(AcquirerProxy):
    """A condition variable in the server."""

    _exposed_ = ("acquire", "release", "wait", "notify", "notify_all")

    def wait(self, timeout: float | None = None) -> Any:
        """Sleep until notified."""
        return self._callmethod("wait", (timeout,))

    def notify(self, n: int = 1) -> Any:
        """Wake some."""
        return self._callmethod("notify", (n,))

    def notify_all(self) -> Any:
        """Wake all."""
        return self._callmethod("notify_all")

    wait_for = wait_for


EventProxy = MakeProxyType("EventProxy", ("is_set", "set", "clear", "wait"))


class BarrierProxy(MakeProxyType("_BarrierProxy", ("wait", "abort", "reset"))):  # type: ignore[misc]
    """A barrier in the server."""

    parties = property(lambda self: self._callmethod("__getattribute__", ("parties",)))
    n_waiting = property(lambda self: self._callmethod("__getattribute__", ("n_waiting",)))
    broken = property(lambda self: self._callmethod("__getattribute__", ("broken",)))


class NamespaceProxy(BaseProxy):
    """Attributes in the server."""

    _exposed_ = ("__getattribute__", "__setattr__", "__delattr__")

    def __getattr__(self, key: str) -> Any:
        if key[0] == "_":
            return object.__getattribute__(self, key)
        return self._callmethod("__getattribute__", (key,))

    def __setattr__(self, key: str, value: Any) -> None:
        if key[0] == "_":
            object.__setattr__(self, key, value)
        else:
            self._callmethod("__setattr__", (key, value))

    def __delattr__(self, key: str) -> None:
        if key[0] == "_":
            object.__delattr__(self, key)
        else:
            self._callmethod("__delattr__", (key,))


class ValueProxy(BaseProxy):
    """A value in the server."""

    _exposed_ = ("get", "set")

    def get(self) -> Any:
        """What it is."""
        return self._callmethod("get")

    def set(self, value: Any) -> None:
        """Make it something else."""
        self._callmethod("set", (value,))

    value = property(get, set)


BaseListProxy = MakeProxyType(
    "BaseListProxy",
    [
        "__add__",
        "__contains__",
        "__delitem__",
        "__getitem__",
        "__len__",
        "__mul__",
        "__reversed__",
        "__rmul__",
        "__setitem__",
        "append",
        "count",
        "extend",
        "index",
        "insert",
        "pop",
        "remove",
        "reverse",
        "sort",
        "__imul__",
    ],
)


class ListProxy(BaseListProxy):  # type: ignore[misc,valid-type]
    """A list in the server. Going through it asks for one item after another."""

    def __iadd__(self, value: Any) -> ListProxy:
        self._callmethod("extend", (value,))
        return self

    def __imul__(self, value: int) -> ListProxy:
        self._callmethod("__imul__", (value,))
        return self


class DictProxy(
    MakeProxyType(  # type: ignore[misc]
        "_BaseDictProxy",
        [
            "__contains__",
            "__delitem__",
            "__getitem__",
            "__len__",
            "__setitem__",
            "clear",
            "copy",
            "get",
            "items",
            "keys",
            "pop",
            "popitem",
            "setdefault",
            "update",
            "values",
        ],
    )
):
    """A dictionary in the server."""

    def __iter__(self) -> Any:
        referent: Referent = self._referent
        self._callmethod("__len__")
        return IteratorProxy(Referent(referent.server, iter(referent.obj)), self._manager, "Iterator")


ArrayProxy = MakeProxyType("ArrayProxy", ("__len__", "__getitem__", "__setitem__"))

for _class in (
    BaseProxy, IteratorProxy, AcquirerProxy, ConditionProxy, BarrierProxy, NamespaceProxy, ValueProxy, ListProxy,
    DictProxy,
):  # fmt: skip
    _class.__module__ = "multiprocessing.managers"
for _class, _real in ((ValueProxy, real.ValueProxy), (ListProxy, real.ListProxy), (DictProxy, real.DictProxy)):
    subscripted_as(_real, _class)
