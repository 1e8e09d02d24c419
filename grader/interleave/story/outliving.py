"""Objects with a `__del__`, and generators amid a `try`, whose end nobody brought about: they live until the program ends, or until
somebody collects garbage.

The interpreter calls it on its way out, which nobody simulates: in which order things go there, and what is still there of the
modules that they use, is CPython's own affair. So it is said that such a program is not fully controlled. Where one run
follows another, what is left of the first is not to end in the middle of the second.
"""

from __future__ import annotations

from collections.abc import Iterable
from gc import collect, get_objects
from types import GeneratorType
from typing import Any

from ..plainly import names_in
from ..run.scheduler import Run
from ..surroundings.world import World
from ..text.beyond import GIVEN
from ..trouble import file_of, is_student_frame
from .outcome import kind_of

SUSPENDED = "a generator that is closed when the program ends"
_HAS_REFERENCES = 1 << 14
"""Py_TPFLAGS_HAVE_GC: the collector knows of such objects."""
_ancestors_of: Any = type.__dict__["__mro__"].__get__
_flags_of: Any = type.__dict__["__flags__"].__get__
"""As they are, and not as a class of the program's says."""


def end_what_is_left(world: World) -> None:
    """Between two runs: have the garbage of the last one collected, if that has effects, or the program would do so."""
    if "collect" in world.mentions or world.sites.finalizers:
        collect()


def note_what_outlives(run: Run) -> None:
    """Note what is alive and has something left to do where the program has ended as programs do."""
    world = run.world
    for place in world.escapes:
        if place[2] == GIVEN:
            run.escapes.setdefault(place)
    if not (run.finalizing or world.closing) or kind_of(run) not in ("finished", "exception"):
        return
    alive = get_objects()
    if run.finalizing:
        _note_finalizers(run, alive)
    if world.closing:
        _note_generators(run, world, alive)


def _note_finalizers(run: Run, alive: Iterable[object]) -> None:
    """Each class with a `__del__` that something alive is of. Without references, nobody knows what is alive."""
    kinds = {id(kind): kind for kind in map(type, alive)}
    kinds.update(
        (number, kind) for number, (kind, *_) in run.finalizing.items() if not _flags_of(kind) & _HAS_REFERENCES
    )
    for kind in kinds.values():
        for base in _ancestors_of(kind):
            if id(base) in run.finalizing:
                _, file, line = run.finalizing[id(base)]
                run.escapes.setdefault((file, line, "__del__"))


def _note_generators(run: Run, world: World, alive: Iterable[object]) -> None:
    """Each that stands where something comes in any case, of this run and of the first process: others end without that way."""
    spaces = {id(names_in(module)) for module in run.processes[0].modules.values()}
    for thing in alive:
        if type(thing) is not GeneratorType or not thing.gi_suspended:
            continue
        frame = thing.gi_frame
        if frame is not None and id(frame.f_globals) in spaces and is_student_frame(frame):
            file, line = file_of(frame), frame.f_lineno
            if any(line in lines for lines in world.closing.get(file, ())):
                run.escapes.setdefault((file, line, SUSPENDED))
