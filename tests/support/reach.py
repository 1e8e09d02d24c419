"""Everything that a program can reach by name from what it holds: breadth first, through attributes and items."""

import types
from collections import deque
from functools import cache

from grader.interleave.models.threading.own_names import Kept
from grader.interleave.models.threading.private import Relied

AUDITED = {"__globals__", "__closure__", "__builtins__", "__code__", "__func__", "__self__"}
"""Attributes of functions and methods that raise an audit event in a worker (`grader.worker.tamper`)."""
HIDDEN = AUDITED | {"__dict__", "__weakref__", "__class__", "_abc_impl"}
PLAIN = (str, bytes, int, float, bool, type(None), types.CodeType, complex, range)
DEPTH = 7


def reachable(roots, wanted):
    """{class: path} of each object whose class is `wanted`; what is behind those is not looked at."""
    found, seen, kept = {}, set(), []
    waiting = deque((name, None, thing, 0) for name, thing in roots.items())
    while waiting:
        step, before, thing, depth = waiting.popleft()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        kept.append(thing)  # an id must not come again
        if wanted(type(thing)):
            found.setdefault(type(thing).__qualname__, _told(step, before))
        elif depth < DEPTH:
            path = (step, before)  # put into words only where somebody wants to read it: there are very many
            for further, part in _parts(thing):
                if id(part) not in seen and not isinstance(part, PLAIN):
                    waiting.append((further, path, part, depth + 1))
    return found


def _told(step, before):
    """A path in words. A step by a name is a text, one into a container its key."""
    words = step if type(step) is str else f"[{step[0]!r:.40}]"
    return words if before is None else _told(*before) + words


def _parts(thing):
    if isinstance(thing, dict):
        yield from (((key,), value) for key, value in list(dict.items(thing)))
        yield from ((".key", key) for key in list(dict.keys(thing)))
    for kind in (list, tuple, set, frozenset, deque):  # what it holds, whatever a class of its own makes of that
        if isinstance(thing, kind):
            yield from (((number,), part) for number, part in enumerate(list(kind.__iter__(thing))))
            break
    if isinstance(thing, types.ModuleType):
        if not _is_of_the_tests(thing):
            yield from ((f".{name}", value) for name, value in list(vars(thing).items()))
    elif isinstance(thing, type):
        yield from ((f".{name}", value) for name, value in list(vars(thing).items()))
        yield ".__mro__", thing.__mro__
    else:
        yield from _attributes(thing)


def _is_of_the_tests(module):
    """Whether it is here since tests want it: what they look at asks properties, and those of some libraries make sockets."""
    elsewhere = (
        "site-packages" in (getattr(module, "__file__", None) or "") and module.__name__.split(".")[0] != "greenlet"
    )
    return elsewhere or module.__name__.startswith(("grader", "tests"))


def _is_kept(what):
    """Whether a descriptor says where a value is: not one that ends the run of who asks (what it keeps is in the `__dict__`)."""
    return hasattr(type(what), "__set__") and type(what) not in (Kept, Relied)


def _attributes(thing):
    for name in sorted(_of_its_class(type(thing)) | (set(getattr(thing, "__dict__", ())) - HIDDEN)):
        try:
            yield f".{name}", object.__getattribute__(thing, name)
        except Exception:
            continue  # not assigned, or a property that wants a turn


@cache
def _of_its_class(kind):
    """Names that a class gives to its objects. Only `look_around` asks, while nothing else runs."""
    names = {name for base in kind.__mro__ for name, what in vars(base).items() if _is_kept(what)}
    return frozenset(names - HIDDEN)
