"""The program's world: its files rewritten once, and everything it finds around itself put in place for each run."""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from types import CodeType, MappingProxyType, ModuleType
from typing import Any, TypeVar

from .. import depth
from ..actor import ActorGreenlet, SimProcess, current_actor
from ..instead import SCENARIOS, put_in
from ..instrument import Sites, Survey, instrument, survey
from ..instrument.attributes import TAKING_AWAY
from ..instrument.sites import Site
from ..instrument.survey import STDOUT, stored_in
from ..instrument.syntax import parsed, walk
from ..models import environment, finalizers
from ..models.registry import models_for
from ..program import Program, Scenario
from ..run.anew import MODULES, Anew
from ..streams import ProgramInput, ProgramStream
from ..text.beyond import escapes_in
from ..text.closing import closing_lines
from ..text.keyed import keyed_by_idents
from ..text.mentions import draws_what_matters, imports, mentioned
from ..text.room import room_to_read
from ..trouble import EVALUATED
from ..weak import UNHEARD
from . import library
from .behind import the_systems_own_noticed
from .everywhere import Everywhere
from .filenames import called
from .finder import Finder
from .hiding import hides, tops
from .needed import only_needed
from .standins import StandIns

T = TypeVar("T")
CLOCKS = ("time.time", "monotonic", "perf_counter", "clock_gettime", "time()", "datetime")
NEVER_BEFOREHAND = frozenset({"this", "antigravity", "__main__", "idlelib", "turtledemo", "test"})


class World:
    """One program, prepared: run it as often as you like, always from the start."""

    def __init__(self, program: Program, scenario: Scenario | None = None, *, coarse: bool = False) -> None:
        self.program = program
        self.beside = None if scenario is None else scenario.text  # what of the suite's file it was rewritten with
        self._folder = PurePath(program.folder).as_posix().rstrip("/")
        self.stem = PurePath(program.entry).stem  # what the entry is called as a module
        besides = program.instead or scenario
        self.sources = {**program.sources, **({SCENARIOS: besides.source} if besides else {})}
        self.called = called(self.sources)
        """What each file is called in stories."""
        self.coarse = coarse
        """Threads switch only where this CPython can."""
        self._begin()
        with room_to_read():
            trees = self._parse(scenario)
            self._look_through(trees)
            self._code = {name: self._compile(name, trees.get(name)) for name in self.sources}
        self._prepare_imports()
        self._put_in_place()

    def _begin(self) -> None:
        """What is found out, or is said by whoever runs it."""
        self.searched = False
        """It is run in many orders, and not for what it does."""
        self.any_time = False
        """In a search, timeouts fire at any time."""
        self.for_good = False
        """Nobody comes after this program here, so its stand-ins need not go: to remember modules is to write to their pages."""
        self.real_files = False  # files are opened for real
        self.sites = Sites()
        self.spaces: dict[str, str] = {}
        """File of a module -> what its globals are called in targets."""
        self.namespaces: dict[int, str] = {}
        """id of a module's globals -> the same, for this run."""
        self.visible: set[Any] = set()
        """Places that were seen to conflict in some run: these are the steps of a search."""
        self.stacks: list[ActorGreenlet] = []
        """Of actors that have ended, for those to come."""
        self.crowded = False
        """Some dictionary got so many keys that not all orders of them can be tried."""
        self.expressions: dict[str, tuple[CodeType, bool]] = {}  # of a target, rewritten; and whether each is a call
        self.looks: dict[str, CodeType] = {}  # expressions that are observed
        self._evaluated: dict[tuple[str, str, str], object] = {}
        self._model_sites: dict[Hashable, Site] = {}
        self._lines: dict[Callable[[ast.Module], Any], dict[str, Any]] = {}

    def _look_through(self, trees: Mapping[str, ast.Module]) -> None:
        """What the text alone shows."""
        self.reads_clock = any(word in text for text in self.sources.values() for word in CLOCKS)
        """The program looks at the clock."""
        files = {name: parsed(tree) for name, tree in trees.items()}
        nodes = [node for file in files.values() for node in file.nodes]
        self.facts = survey(files)
        own = {name: file for name, file in files.items() if name in self.program.sources}
        self.escapes = escapes_in(own, self.facts.resting)
        """What of it is beyond control."""
        beside = self.program.sources.keys() - {self.program.entry}  # which runs under any name
        self.hiding = frozenset(name for name in tops(beside) if hides(name))
        """What of the library's a file of the program's stands in the place of, wherever the program asks for it."""
        self.imported = {name for name in imports(nodes) if name.partition(".")[0] not in self.hiding}
        self.attributes, names = mentioned(nodes)
        """Every name that the program's files use after a dot."""
        self.mentions = self.attributes | names
        """Those, and every bare name."""
        self.swaps_stdout = self._swaps_stdout()
        """It may put something in place of `sys.stdout`, and nobody has one of their own."""
        self.keeps_attributes = self.mentions.isdisjoint(TAKING_AWAY)
        """What an object has been given it keeps."""
        self.draws = draws_what_matters(files.values(), self.facts.resting)
        """All threads draw from one generator of `random` where the program has said where that begins."""
        self.keyed_by_idents = keyed_by_idents((file, self.sources[name]) for name, file in files.items())
        self.closing = {
            self.called[name]: lines for name, file in files.items() if (lines := closing_lines(file.nodes))
        }
        """File -> lines in which a generator may stand that has something left to do."""

    def _swaps_stdout(self) -> bool:
        swaps = STDOUT in self.facts.stored_attributes or (self.facts.dynamic and STDOUT in self.mentions)
        return swaps and "multiprocessing" not in self.imported and "ProcessPoolExecutor" not in self.mentions

    def _put_in_place(self) -> None:
        """What the program will find around it."""
        by_path = MappingProxyType({self.path(name): said for name, said in self.called.items()})
        self.everywhere = Everywhere(self, by_path)
        self._remember_what_runs_begin_with()
        self.refreshed: list[Callable[[], None]] = []  # what begins anew with every run
        everywhere = self.everywhere.models(self)
        self.standins = StandIns([*models_for(self.imported), *library.models(self, self.mentions), *everywhere])
        self.standins.complete(self.imported)

    def becomes(self, program: Program) -> bool:
        """Be the world of `program` as well, of which nothing has run yet; False if its text or its place is another."""
        known = self.program
        same = replace(program, args=known.args, stdin=known.stdin, start_method=known.start_method) == known
        if same:
            self.program = program
        return same

    def lines(self, which: Callable[[ast.Module], T]) -> Mapping[str, T]:
        """Path of a file -> what is found so in its text, as it was written; few programs are asked for that."""
        found = self._lines.get(which)
        if found is None:
            found = self._lines[which] = {}
            for name, text in self.sources.items():
                with contextlib.suppress(SyntaxError, ValueError, RecursionError), room_to_read():
                    found[self.path(name)] = which(ast.parse(text))
        return found

    # --- text to code ------------------------------------------------------------------------------------

    def _parse(self, scenario: Scenario | None) -> dict[str, ast.Module]:
        trees = {}
        for name, text in self.sources.items():
            with contextlib.suppress(SyntaxError, ValueError, RecursionError):
                trees[name] = ast.parse(text, name)
        only_needed(trees, self.program, scenario)
        if self.program.instead is not None and self.program.entry in trees:
            put_in(trees[self.program.entry], self.program.instead)
        return trees

    def path(self, name: str) -> str:
        """Where the program believes that a file of its lies."""
        return f"{self._folder}/{name}"

    def _compile(self, name: str, tree: ast.Module | None) -> CodeType | Exception:
        path = self.path(name)
        try:
            if tree is None:
                return compile(self.sources[name], path, "exec", dont_inherit=True)
            self.spaces[path] = name
            rewritten = instrument(tree, space=name, file=self.called[name], facts=self.facts, places=self.sites,
                                   coarse=self.coarse)  # fmt: skip
            return compile(rewritten, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError) as error:
            return error

    def evaluated(self, text: object, mode: str, space: dict[str, Any]) -> object:
        """What to evaluate in place of a text in these globals; None where its steps would not be seen."""
        if (
            not isinstance(text, str)
            or space.setdefault("__builtins__", self.everywhere.program) is not self.everywhere.program
        ):
            return None
        file = self.namespaces.get(id(space))
        if file is None:  # a dictionary of the program's own: its items are variables from here on
            current_actor().run.number(space)  # kept alive, so that its id is never used again
            file = self.namespaces[id(space)] = EVALUATED
        key = (text, mode, file)
        if key not in self._evaluated:
            try:
                self._evaluated[key] = self._evaluated_first(text, mode, file)
            except (SyntaxError, ValueError, RecursionError):
                self._evaluated[key] = text  # it will fail, and touch nothing
        return self._evaluated[key]

    @room_to_read()
    def _evaluated_first(self, text: str, mode: str, file: str) -> CodeType:
        if mode == "eval":
            return self.expression(text.strip(), EVALUATED, file)
        return self.rewritten(ast.parse(text, EVALUATED), EVALUATED, file)

    def rewritten(self, tree: ast.Module, name: str, space: str = "") -> CodeType:
        """Code of text that lies in none of the program's files: it has the same steps, and nobody is told of its lines."""
        facts = replace(self.facts, stored_attributes=self.facts.stored_attributes | stored_in(walk(tree)))
        self._rewrite_later(tree, name, space or name, facts)
        return compile(tree, name, "exec", dont_inherit=True)

    def _rewrite_later(self, tree: ast.Module, name: str, space: str, facts: Survey) -> None:
        """What is rewritten once the program's own files are."""
        before = set(self.sites.hooks)
        instrument(tree, space=space, file=name, facts=facts, places=self.sites, coarse=self.coarse)
        self.everywhere.add({key: hook for key, hook in self.sites.hooks.items() if key not in before})

    def site_of_a_model(self, key: Hashable, name: str) -> Site:
        """The place that stands for something the models touch: the same in every run."""
        if key not in self._model_sites:
            self._model_sites[key] = Site(self.sites.next(), "", 0, name)
        return self._model_sites[key]

    def is_rewritten(self, space: Mapping[str, Any]) -> bool:
        """Whether these are the globals of a module of the program."""
        return space.get("__builtins__") is self.everywhere.program

    def expression(self, text: str, name: str, space: str = "") -> CodeType:
        """Rewrite an expression that is evaluated in the module."""
        tree = ast.parse(text, name, "eval")
        module = ast.Module(body=[ast.copy_location(ast.Expr(value=tree.body), tree.body)], type_ignores=[])
        self._rewrite_later(module, name, space or self.program.entry, self.facts)
        body = module.body[-1]
        assert isinstance(body, ast.Expr)
        return compile(ast.fix_missing_locations(ast.Expression(body=body.value)), name, "eval", dont_inherit=True)

    # --- modules -----------------------------------------------------------------------------------------

    def _prepare_imports(self) -> None:
        """Import what the program will, before stand-ins are in place: other modules keep the real ones."""
        for name in sorted(self.imported):
            top = name.split(".")[0]
            if top in NEVER_BEFOREHAND or self.file_of(top) is not None:
                continue
            with contextlib.suppress(Exception):
                importlib.import_module(name)

    def file_of(self, module: str) -> str | None:
        """The submission's file that a module name means."""
        stem = module.replace(".", "/")
        found = next((name for name in (f"{stem}.py", f"{stem}/__init__.py") if name in self.sources), None)
        return self.program.entry if found is None and module == self.stem else found

    def fill(self, module: ModuleType, file: str) -> None:
        """Execute a file's code in a module of the running process."""
        code = self._code[file]
        space = module.__dict__
        space["__file__"] = self.path(file)
        space["__builtins__"] = self.everywhere.program
        current_actor().process.modules[module.__name__] = module
        self.namespaces[id(space)] = file
        if isinstance(code, Exception):
            raise code.with_traceback(None)
        exec(code, space)

    def run_entry(self, process: SimProcess, name: str = "__main__") -> ModuleType:
        """Execute the entry in a fresh module of this name, inside `process`; called by an actor of it."""
        module = ModuleType(name)
        process.modules[name] = module
        if name == "__mp_main__":
            process.modules["__main__"] = module
        MODULES.update(process.modules)
        self.fill(module, self.program.entry)
        return module

    # --- surroundings ------------------------------------------------------------------------------------

    def _remember_what_runs_begin_with(self) -> None:
        self.variables = dict(environment.variables()) if environment.NAMES & self.mentions else None
        """The environment that every run begins with, where the program looks at it."""
        self.gives: list[Callable[[SimProcess], None]] = [environment.give] if self.variables is not None else []
        """What gives a new process something of its own."""
        if finalizers.NAMES & self.mentions:
            self.gives.append(finalizers.give)
        self._limits = sys.getrecursionlimit(), sys.getswitchinterval()
        self.deepest = 0 if depth.NAMES & self.mentions else self._limits[0]
        """Calls within calls that the program may make, where we count them; 0: where the interpreter does."""

    def start(self) -> None:
        """Before each run: nothing of the last one is left."""
        self._anew.put_back()
        self.standins.refresh(thorough=self.facts.dynamic)
        for refresh in self.refreshed:
            refresh()
        if self.variables is not None:
            environment.hold(dict(self.variables))
        self._set_limits()
        if self.deepest:
            sys.setrecursionlimit(self.deepest * depth.ROOM)
        self.namespaces.clear()
        self._anew.of_system(stdin=ProgramInput(self.program.stdin), argv=[self.program.entry, *self.program.args])

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Put everything in place; afterwards all is as it was."""
        before, variables, main = Anew(), environment.variables(), MODULES.get("__main__")
        finalizers_before = finalizers.held()
        noticed = the_systems_own_noticed()
        with noticed, self.standins.installed(for_good=self.for_good), library.on_the_programs_clock(self):
            out, err = ProgramStream(1, "<stdout>"), ProgramStream(2, "<stderr>")
            sys.stdout = sys.__stdout__ = out  # type: ignore[misc,assignment]
            sys.stderr = sys.__stderr__ = err  # type: ignore[misc,assignment]
            sys.unraisablehook, sys.excepthook = sys.__unraisablehook__, sys.__excepthook__
            sys.meta_path.insert(0, Finder(self))
            for name in [name for name in MODULES if name.partition(".")[0] in self.hiding]:
                del MODULES[name]
            self._anew = Anew()
            gc.freeze()  # what is there already need not be looked through between runs
            try:
                yield
            finally:
                sys.unraisablehook = UNHEARD
                self._end_what_is_left()
                before.put_back()
                environment.hold(variables)
                finalizers.hold(finalizers_before)
                self._set_limits()
        if main is not None:
            MODULES["__main__"] = main

    def _end_what_is_left(self) -> None:
        """What is left of runs ends here, and not in the middle of something else; where nobody comes after, with the process."""
        self.stacks.clear()
        if self.for_good:
            gc.disable()
        else:
            gc.collect()
            gc.unfreeze()

    def _set_limits(self) -> None:
        """As they were before any run."""
        sys.setrecursionlimit(self._limits[0])
        sys.setswitchinterval(self._limits[1])
