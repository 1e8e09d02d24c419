"""`print`: one step and one piece, into what stands as `sys.stdout` when its turn comes."""

from __future__ import annotations

import builtins
import sys
from types import FunctionType
from typing import Any

from ..actor import current_actor, is_controlled
from ..instrument.containers import of_class
from ..instrument.known import Manner
from ..instrument.manners import give_manner
from ..instrument.outside import around, called, declare, footprint
from ..instrument.reach import Reach
from ..instrument.sites import noticing_actor
from ..instrument.survey import STDOUT
from ..operations import READ
from ..streams import WHOLE_LINES
from ..trouble import meant


def print_line(
    *values: Any, sep: str | None = " ", end: str | None = "\n", file: Any = None, flush: bool = False
) -> None:
    """`print`, as one step and one piece."""
    stream = _stdout() if file is None else file
    if not _is_the_programs(stream) or not is_controlled():
        how: dict[str, Any] = {"sep": sep, "end": end, "file": stream, "flush": flush}
        if file is None:  # nobody has been told of what the program has put in place of it
            called(builtins.print, values, how)
        else:
            builtins.print(*values, **how)
        return
    for word, value in (("sep", sep), ("end", end)):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{word} must be None or a string, not {type(value).__name__}")
    if any(map(_is_told_by_python, values[1:])) and not (actor := current_actor()).is_alone_at_home():
        actor.run.assume(WHOLE_LINES)  # what comes before it is out already while its text is made
    text = (" " if sep is None else sep).join(map(str, values)) + ("\n" if end is None else end)
    stream.write(text)


def print_anywhere(*values: Any, file: Any = None, **how: Any) -> None:
    """The same where the program puts something in place of `sys.stdout`: who prints looks there, and prints in the same step."""
    actor = noticing_actor()
    if file is not None or actor is None:
        print_line(*values, file=file, **how)
        return
    site = actor.run.world.site_of_a_model("print", "sys.stdout")
    while True:
        stream = _stdout()
        given = {} if _is_the_programs(stream) else {"file": stream}
        found: Reach = footprint(actor, builtins.print, values if given else (), given, Manner.READS)
        found.note((STDOUT, actor.process.pid), READ, stream)
        declare(site, actor, found)
        if _stdout() is stream:  # else somebody has put another there meanwhile
            break
    show = print_line if _is_the_programs(stream) else builtins.print
    around(site, actor, found, lambda: show(*values, file=stream, **how))


def _is_told_by_python(value: object) -> bool:
    """Whether Python makes the text of this, or of what it holds: meanwhile others may have their turn."""
    if type(value) in (list, tuple, set, frozenset, dict):
        held: Any = value
        return any(map(_has_text_in_python, (*held, *held.values()) if type(held) is dict else held))
    return _has_text_in_python(value)


def _has_text_in_python(value: object) -> bool:
    return any(type(of_class(type(value), name)) is FunctionType for name in ("__str__", "__repr__"))


def _stdout() -> Any:
    """`sys.stdout`."""
    try:
        return sys.stdout
    except AttributeError:
        raise meant(RuntimeError("lost sys.stdout")) from None


def _is_the_programs(stream: object) -> bool:
    return type(stream).__name__ == "ProgramStream"


for _made in (print_line, print_anywhere):
    _made.__name__ = _made.__qualname__ = "print"
    _made.__module__ = "builtins"
    give_manner(_made, Manner.READS)
