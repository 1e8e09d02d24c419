"""Copies of functions and classes: code is shared, the globals, cells and attributes around it are the child's."""

from __future__ import annotations

import abc
import ctypes
import functools
import types
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ....instrument.manners import ENGINE, is_noted

if TYPE_CHECKING:
    from .copy import MemoryCopy

_GENERATED: Final = (types.MemberDescriptorType, types.GetSetDescriptorType)
_SET_BY_THE_SHELL: Final = frozenset(
    ("__slots__", "__orig_bases__", "__module__", "__qualname__", "__abstractmethods__", "_abc_impl")
)


# --- functions -------------------------------------------------------------------------------------------


def _copy_function(copy: MemoryCopy, function: types.FunctionType) -> Any:
    if is_noted(function):
        return copy.remember(function, function)
    names, cells = function.__globals__, function.__closure__
    space = copy.spaces.get(id(names))
    if space is None and (cells is None or _is_librarys(copy, function, names)):
        return copy.remember(function, function)
    copies = tuple(copy(cell) for cell in cells or ())
    globals_ = names if space is None else space
    made = types.FunctionType(function.__code__, globals_, function.__name__, None, copies or None)
    made.__qualname__, made.__module__ = function.__qualname__, function.__module__
    copy.remember(function, made)
    copy.later(lambda: _fill_function(copy, function, made))
    return made


def _is_librarys(copy: MemoryCopy, function: types.FunctionType, names: Mapping[str, Any]) -> bool:
    """Whether the library made it for itself; a decorator's wrapper around a student's function is the student's."""
    home = names.get("__name__", "")
    return home.startswith(ENGINE) or copy.belongs_to(function, home)


def _fill_function(copy: MemoryCopy, function: types.FunctionType, made: types.FunctionType) -> None:
    defaults, named = function.__defaults__, function.__kwdefaults__
    made.__defaults__ = None if defaults is None else copy(defaults)
    if named:
        made.__kwdefaults__ = {name: copy(value) for name, value in named.items()}
    made.__doc__ = function.__doc__
    if function.__annotations__:
        made.__annotations__ = {name: copy(value) for name, value in function.__annotations__.items()}
    if function.__dict__:
        made.__dict__.update({name: copy(value) for name, value in function.__dict__.items()})
    parameters = getattr(function, "__type_params__", ())
    if parameters:
        vars(types.FunctionType)["__type_params__"].__set__(made, parameters)  # from 3.12 on


def _copy_cell(copy: MemoryCopy, cell: types.CellType) -> Any:
    made = copy.remember(cell, types.CellType())

    def fill() -> None:
        try:
            made.cell_contents = copy(cell.cell_contents)
        except ValueError:
            pass  # an empty cell stays empty

    copy.later(fill)
    return made


def _copy_method(copy: MemoryCopy, method: types.MethodType) -> Any:
    function, owner = method.__func__, method.__self__
    its_function, its_owner = copy(function), copy(owner)
    unchanged = its_function is function and its_owner is owner
    return copy.remember(method, method if unchanged else types.MethodType(its_function, its_owner))


def _copy_builtin(copy: MemoryCopy, function: types.BuiltinFunctionType) -> Any:
    owner = function.__self__
    if owner is None or isinstance(owner, (types.ModuleType, type)):
        return copy.remember(function, function)
    return copy.remember(function, getattr(copy(owner), function.__name__))


def _copy_static(copy: MemoryCopy, method: Any) -> Any:
    return copy.remember(method, type(method)(copy(method.__func__)))


def _copy_property(copy: MemoryCopy, found: property) -> Any:
    return copy.remember(found, property(copy(found.fget), copy(found.fset), copy(found.fdel), found.__doc__))


def _copy_cached_property(copy: MemoryCopy, found: functools.cached_property[Any]) -> Any:
    made = copy.remember(found, functools.cached_property(copy(found.func)))
    made.attrname, made.__doc__ = found.attrname, found.__doc__
    return made


def _copy_cached(copy: MemoryCopy, function: Any) -> Any:
    if copy.belongs_to(function, function.__module__) and function.__module__ not in copy.modules:
        return copy.remember(function, function)
    if function.cache_info().currsize:
        return copy.share(function)  # the child would inherit the cache, which nobody can read
    parameters = function.cache_parameters()
    cached = functools.lru_cache(maxsize=parameters["maxsize"], typed=parameters["typed"])
    return copy.remember(function, cached(copy(function.__wrapped__)))


# --- classes ---------------------------------------------------------------------------------------------


def copy_class(copy: MemoryCopy, kind: type) -> Any:
    """The child's class: the student's is made anew, any other is the same."""
    if not copy.is_students(kind) or issubclass(kind, (ctypes.Structure, ctypes.Union)):
        return copy.remember(kind, kind)
    bases = tuple(copy(base) for base in kind.__bases__)
    try:
        made = _shell(copy, kind, bases)
    except TypeError:
        return copy.share(kind)
    copy.remember(kind, made)
    copy.later(lambda: _fill_class(copy, kind, made))
    return made


def _shell(copy: MemoryCopy, kind: type, bases: tuple[type, ...]) -> type:
    """The class without its attributes, so that neither `__init_subclass__` nor `__set_name__` of theirs is called."""
    meta = copy(type(kind))
    start = {name: kind.__dict__[name] for name in ("__slots__", "__orig_bases__") if name in kind.__dict__}
    start["__module__"], start["__qualname__"] = kind.__module__, kind.__qualname__
    maker = abc.ABCMeta if issubclass(meta, abc.ABCMeta) else type
    return maker.__new__(meta, kind.__name__, bases, start)  # type: ignore[no-any-return]


def _fill_class(copy: MemoryCopy, kind: type, made: type) -> None:
    for name, value in _attributes(kind):
        type.__setattr__(made, name, copy(value))
    if "__abstractmethods__" in kind.__dict__:
        type.__setattr__(made, "__abstractmethods__", kind.__dict__["__abstractmethods__"])


def _attributes(kind: type) -> Iterator[tuple[str, Any]]:
    for name, value in list(kind.__dict__.items()):
        if name not in _SET_BY_THE_SHELL and not isinstance(value, _GENERATED):
            yield name, value


MAKERS: Final[dict[type, Callable[[MemoryCopy, Any], Any]]] = {
    types.FunctionType: _copy_function,
    types.CellType: _copy_cell,
    types.MethodType: _copy_method,
    types.BuiltinFunctionType: _copy_builtin,
    staticmethod: _copy_static,
    classmethod: _copy_static,
    property: _copy_property,
    functools.cached_property: _copy_cached_property,
    functools._lru_cache_wrapper: _copy_cached,
    type: copy_class,
    abc.ABCMeta: copy_class,
}
