"""What a suite hands to a program and is not plain: an array, a frame of data, a `deque`.

Here it is packed as Python packs what goes to another process, and it is made anew over there, among the program's own objects. Only
ever that way: what comes back is decoded, and nothing is remade of it.
"""

from __future__ import annotations

import base64
import io
import os
import sys
from types import BuiltinMethodType, ModuleType
from typing import Any

OURS = __name__.partition(".")[0]
_LIBRARY = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
_INSTALLED = frozenset({"site-packages", "dist-packages"})
_CHANGING = frozenset({
    "add", "append", "appendleft", "clear", "discard", "extend", "extendleft", "insert", "pop", "popitem", "popleft", "remove", "reverse",
    "setdefault", "sort", "update", "write",
})  # fmt: skip
"""Methods that change what they are of."""


def packed(thing: object) -> list[Any]:
    """JSON for the thing; TypeError where it cannot be made anew elsewhere (a lambda, an open file), would do nothing to what the suite
    has (`seen.append`), or is the grader's own or the suite's, which the program could read before it fails over there."""
    import pickle  # most suites hand over plain values alone

    class Packer(pickle.Pickler):
        """One that lets nothing of ours out, nor of a suite's."""

        def reducer_override(self, part: Any) -> Any:
            module = str(getattr(part, "__module__", ""))  # a thing's is that of its class
            whose = "grader" if module.partition(".")[0] == OURS else "suite" if is_a_suites(module) else None
            if whose is not None:
                raise TypeError(f"{getattr(part, '__name__', type(part).__name__)} is the {whose}'s own")
            if type(part) is BuiltinMethodType and part.__name__ in _CHANGING and type(part.__self__) is not ModuleType:
                raise TypeError(
                    f"its {part.__name__} would change a copy of the suite's {type(part.__self__).__name__}"
                )
            return NotImplemented

    data = io.BytesIO()
    try:
        Packer(data, protocol=4).dump(thing)
    except Exception as failed:
        kind = type(thing).__name__
        raise TypeError(f"a {kind} cannot be handed to a submission: {failed or type(failed).__name__}") from None
    return ["O", base64.b64encode(data.getvalue()).decode("ascii")]


def is_a_suites(module: str) -> bool:
    """Whether a module is neither Python's own nor installed beside it."""
    file = getattr(sys.modules.get(module), "__file__", None)
    return file is not None and not file.startswith(_LIBRARY) and _INSTALLED.isdisjoint(file.split(os.sep))


def remade(text: str) -> Any:
    """The thing again; in a worker alone."""
    import pickle

    return pickle.loads(base64.b64decode(text))
