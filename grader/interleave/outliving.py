"""Objects with a `__del__` whose end nobody brought about: they live until the program ends, or until somebody collects garbage.

The interpreter calls it on its way out, which nobody simulates: in which order things go there, and what is still there of the
modules that they use, is CPython's own affair. So it is said that such a program is not fully controlled. Where one run
follows another, what is left of the first is not to end in the middle of the second.
"""

from __future__ import annotations

from gc import collect, get_objects
from typing import Any

from .instrument.classes import FinalizerSite
from .outcome import kind_of
from .scheduler import Run
from .world import World

_HAS_REFERENCES = 1 << 14
"""Py_TPFLAGS_HAVE_GC: the collector knows of such objects."""
_ancestors_of: Any = type.__dict__["__mro__"].__get__
_flags_of: Any = type.__dict__["__flags__"].__get__
"""As they are, and not as a class of the program's says."""


def finalizers(world: World) -> list[FinalizerSite]:
    """Every `__del__` in the program's text."""
    return [site for hook in world.sites.hooks.values() if type(site := hook.__self__) is FinalizerSite]


def end_what_is_left(world: World) -> None:
    """Between two runs: have the garbage of the last one collected, if that has effects, or the program would do so."""
    if "collect" in world.mentions or finalizers(world):
        collect()


def note_what_outlives(run: Run) -> None:
    """Note each class with a `__del__` that something alive is of, where the program has ended as programs do. Without
    references, nobody knows what is alive."""
    if not run.finalizing or kind_of(run) not in ("finished", "exception"):
        return
    kinds = {id(kind): kind for kind in map(type, get_objects())}
    kinds.update(
        (number, kind) for number, (kind, *_) in run.finalizing.items() if not _flags_of(kind) & _HAS_REFERENCES
    )
    for kind in kinds.values():
        for base in _ancestors_of(kind):
            if id(base) in run.finalizing:
                _, file, line = run.finalizing[id(base)]
                run.escapes.setdefault((file, line, "__del__"))
