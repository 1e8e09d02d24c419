"""One worker's submission, and what is alive of it."""

from __future__ import annotations

import ast
import contextlib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from grader.interleave.instead import Instead
from grader.interleave.program import Program, Scenario, Target
from grader.interleave.session import Session
from grader.interleave.surroundings.world import World
from grader.interleave.text.mentions import imports
from grader.worker.functions import Functions
from grader.worker.limits import Bounds
from grader.worker.objects import Objects
from grader.worker.shared import Shared
from grader.worker.tamper.rules import MODULES

if TYPE_CHECKING:
    from grader.worker.plain import PlainSession

    AnySession = Session | PlainSession

MOST_PREPARED = 60_000
"""Characters of a program that is rewritten before anybody asks: some two thousand lines, a tenth of a second."""
MOST_SCENES = 16
"""Scenarios that it is rewritten with beforehand: what a mould has once made it keeps, and so do the workers within their memory."""
Request = dict[str, Any]


@dataclass
class Place:
    """One worker's submission, and what is alive of it."""

    folder: Path
    work: str
    """The program's own folder. As text: the library that paths come from is not ours once the program has begun."""
    bounds: Bounds
    entry: str
    sources: dict[str, str]
    objects: Objects = field(default_factory=Objects)
    functions: Functions = field(default_factory=Functions)
    """Those of the suite's that it was handed."""
    session: AnySession | None = None
    shared: Shared | None = None
    """The lists, dicts and sets that the suite has as well."""
    real_threads: bool = False
    """Whether there is room for them."""
    world: World | None = None
    """The program, read and rewritten beforehand; for one use."""
    scenes: dict[tuple[str, str], World | None] = field(default_factory=dict)
    """The same beside scenarios of the suite's; None where that is left to the worker."""

    def prepare(self) -> None:
        """Read and rewrite the program; nothing of it runs. What fails here will fail again where it can be told. Not one
        that takes long, which a check that only reads need not wait for, nor one that may import what is to be noticed."""
        self.world = self._rewritten(None)

    def prepare_beside(self, told: Request) -> None:
        """The same beside the scenario that the next worker will be asked for, as others often were. Not one that imports
        more than is here, which whoever comes later would find."""
        scenario = None if told["beside"] is None else Scenario(**told["beside"])
        if scenario is None or self.world is None or scenario.text in self.scenes or len(self.scenes) == MOST_SCENES:
            return
        self.scenes[scenario.text] = None
        with contextlib.suppress(SyntaxError, ValueError, RecursionError):
            if all(name in sys.modules for name in imports(ast.walk(ast.parse(scenario.source)))):
                self.scenes[scenario.text] = self._rewritten(scenario)

    def _rewritten(self, scenario: Scenario | None) -> World | None:
        sources = [*self.sources.values(), *([scenario.source] if scenario is not None else [])]
        texts = [normalize("NFKC", text) for text in sources]  # as Python reads names
        if sum(map(len, texts)) > MOST_PREPARED or any(name in text for text in texts for name in MODULES):
            return None
        program = Program(
            folder=self.work,
            entry=self.entry,
            sources=self.sources,
            cpus=self.bounds.cpus,
        )
        try:
            world = World(program, scenario)
            world.for_good = True  # a worker has one program
        except Exception:
            return None
        return world

    def prepared(self, program: Program, target: Target | None = None) -> World | None:
        """What was prepared, if it is this program's."""
        scene = self.scenes.get(target.text) if isinstance(target, Scenario) else None
        world = scene or self.world
        self.world, self.scenes = None, {}
        return world if world is not None and world.becomes(program) else None

    def program(self, request: Request) -> Program:
        """The submission as the engine wants it, with what this request says about its surroundings."""
        return Program(
            folder=self.work,
            entry=self.entry,
            sources=self.sources,
            args=tuple(request["args"]),
            stdin=request["stdin"],
            start_method=request["start_method"],
            cpus=self.bounds.cpus,
            instead=Instead(**request["instead"]) if "instead" in request else None,
        )
