"""Parts of the library under our own instrumentation: what it wrote in Python and threads may well share.

A call of the library's is one step, and where such a step races nothing is proved (`instrument.outside`). For what
programs often do share that would say too little; so its own text is rewritten like the program's, or the text that
it makes up (`dataclasses` writes methods and executes them).
"""

from __future__ import annotations

import _thread
import ast
import builtins
import contextlib
import functools
import importlib
import inspect
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from types import CodeType, FunctionType, ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from ..actor import is_controlled
from ..models import signatures, times
from ..models.chance import LOOKING, in_steps
from ..models.copying import methods_pickled_by_name
from ..models.files.descriptors import open_database
from ..models.files.opened import open_file
from ..models.patch import ModelModule, StandIn
from ..models.threading import idents
from ..trouble import MADE_UP
from ..unnoticed import WARNING, origins_kept, unawaited
from .builtin import identity

if TYPE_CHECKING:
    from .world import World

REWRITTEN: Final = {
    "collections": ("ChainMap", "Counter", "UserDict", "UserList"),
    "contextlib": ("redirect_stdout",),
    "csv": ("DictReader", "DictWriter"),
    "sched": ("scheduler",),
}
"""Classes that are made anew from their text, where the program mentions them."""
ON_THE_CLOCK: Final = {"_time": times.monotonic, "time": SimpleNamespace(sleep=times.sleep)}
"""What classes of `sched` take for their clock when they are made."""

HANDING_ON: Final = ("BufferingHandler", "MemoryHandler", "QueueHandler", "QueueListener")
OF_HANDLERS: Final = ("os", "queue", "threading", "time")
"""What `logging.handlers` imports that has models."""

CHANCE: Final = (*LOOKING, "randrange", "randint", "_randbelow_with_getrandbits")
"""Methods of `random.Random` that are several steps: looks at a list, changes of it, and numbers drawn."""

CONFIGURING: Final = "logging.config"
"""What configures loggers: those of the program."""

TIMEKEEPERS: Final = {"unittest": ("unittest.runner", "unittest.case")}
"""Modules of the library that tell the program's users how long something took."""


def _running_thread() -> int:
    """The identifier of the program's thread, or of our own."""
    return idents.get_ident() if is_controlled() else _thread.get_ident()


ASKING: Final = (
    ("reprlib", "get_ident", _running_thread),
    ("dataclasses", "_thread", SimpleNamespace(get_ident=_running_thread)),
    ("dbm", "open", open_database),
    (*signatures.PLACE, signatures.signature),
    (*WARNING, unawaited),
)
"""Who asks for the running thread, so that of an object that two show at once neither finds the other's traces, and who asks for
the parameters of functions, which may be ours, or says that a coroutine was not awaited: module, name, and what that is told."""

MEMO: Final = frozenset({"deepcopy", "id"})
"""Who mentions both may put into a `memo`, by the `id` that we tell, what the library then looks for by its own."""

PACKAGE_LOG = frozenset({"get_logger", "log_to_stderr"})
"""By what `multiprocessing` gives its logger away."""


def models(world: World, mentioned: frozenset[str]) -> Iterator[ModelModule]:
    """What stands in for the library's own."""
    for module, names in REWRITTEN.items():
        wanted = [name for name in names if name in mentioned]
        if module in world.imported and wanted:
            yield ModelModule(module, partial(_rewritten, world, wanted))
    if "random" in world.imported and not mentioned.isdisjoint((*LOOKING, "Random")):
        yield ModelModule("random", partial(_chance, world))
    if "sqlite3" in world.imported and sys.modules.get("sqlite3") is not None:
        yield _sqlite3(world)
    if "logging" in world.imported or not mentioned.isdisjoint(PACKAGE_LOG):
        yield from _logging(world)
    if "asyncio" in world.imported and sys.modules.get("asyncio", sys) is not None:
        from ..models.asyncio import asynchronous  # few programs need it

        yield from asynchronous.models(world.refreshed)
    if "dataclasses" in world.imported:
        yield ModelModule("dataclasses", partial(_dataclasses, world))


def _rewritten(world: World, names: list[str], real: ModuleType) -> Mapping[str, Any]:
    """Classes of a module, executed from their rewritten text among the names of that module."""
    space = {**real.__dict__, "__builtins__": world.everywhere.library}
    if real.__name__ == "sched":
        space.update(ON_THE_CLOCK)
        world.refreshed.append(lambda: _stand_there(space))
    kinds = dict.fromkeys(kind.__name__ for name in names for kind in _with_its_own(getattr(real, name)))
    try:
        tree = _classes(real, kinds)
    except (OSError, SyntaxError, KeyError):
        return {}  # the text is not there: its calls are rough steps
    exec(world.rewritten(tree, f"<{real.__name__}>"), space)
    made = {name: space[name] for name in names}
    for kind in made.values():
        kind.__module__ = real.__name__
    if "pprint" in world.imported:
        _laid_out_alike(real, made)
    return made


def _laid_out_alike(real: ModuleType, made: Mapping[str, type]) -> None:
    """`pprint` finds by its `repr` how a class is laid out."""
    ways: dict[Any, Any] = vars(importlib.import_module("pprint"))["PrettyPrinter"]._dispatch
    ways.update({
        kind.__repr__: ways[vars(real)[name].__repr__] for name, kind in made.items() if vars(real)[name].__repr__ in ways
    })  # fmt: skip


def _classes(real: ModuleType, names: Iterable[str]) -> ast.Module:
    """Classes of a module as they are written. Its text is read once; `inspect` reads all of it for each class."""
    written = ast.parse(inspect.getsource(real)).body
    by_name: dict[str, ast.stmt] = {node.name: node for node in written if isinstance(node, ast.ClassDef)}
    return ast.Module(body=[by_name[name] for name in names], type_ignores=[])


def _with_its_own(kind: type) -> list[type]:
    """A class, behind those that its module has for nothing but to make it of."""
    return [base for base in reversed(kind.__mro__) if base is kind or base.__name__.startswith("_")]


def _chance(world: World, real: ModuleType) -> Mapping[str, Any]:
    """Shuffling and the like, step by step; what is drawn comes from the model as before."""
    space = {**real.__dict__, "__builtins__": world.everywhere.library}
    try:
        texts = [inspect.getsource(getattr(real.Random, name)) for name in CHANCE]
    except OSError:
        return {}
    exec(world.rewritten(ast.parse("\n".join(map(textwrap.dedent, texts))), f"<{real.__name__}>"), space)
    methods = {name: space[name] for name in CHANCE}
    return in_steps({**methods, "_randbelow": methods["_randbelow_with_getrandbits"]})


def _sqlite3(world: World) -> ModelModule:
    from ..models.files.databases import Databases, model_of  # few programs need it

    databases = Databases(sys.modules["sqlite3"])
    world.refreshed.append(databases.refresh)
    return model_of(databases)


def _logging(world: World) -> Iterator[ModelModule]:
    from ..models.logging.logs import Logs, handlers_over  # few programs need it

    logs = Logs(importlib.import_module("logging"), open_file)
    world.gives.append(logs.give)
    yield ModelModule("logging", lambda _: logs.module)
    if not {"logging.handlers", CONFIGURING}.isdisjoint(world.imported):
        yield ModelModule("logging.handlers", lambda real: _handing_on(world, real, handlers_over(logs.module, real)))


def _handing_on(world: World, real: ModuleType, copy: ModuleType) -> ModuleType:
    """The handlers that keep records and hand them on, step by step, over the modules that stand there when a run begins."""
    space = {**copy.__dict__, "__builtins__": world.everywhere.library}
    exec(world.rewritten(_classes(real, HANDING_ON), f"<{real.__name__}>"), space)
    copy.__dict__.update({name: space[name] for name in HANDING_ON})
    world.refreshed.append(lambda: _stand_there(space, copy.__dict__))
    return copy


def _stand_there(*spaces: dict[str, Any]) -> None:
    for space in spaces:
        space.update({name: sys.modules[name] for name in OF_HANDLERS})


def _dataclasses(world: World, real: ModuleType) -> ModuleType:
    """The module with an `exec` that rewrites the methods that it makes up. Its marks and classes are the library's: `pprint` asks by them."""
    copy = StandIn(real.__name__)
    copy.__dict__.update(vars(real))
    for name, own in vars(real).items():
        if getattr(own, "__module__", None) == real.__name__ and _executes(own):
            copy.__dict__[name] = _among(copy.__dict__, own)
    done: dict[str, CodeType] = {}

    def execute(text: str, space: dict[str, Any], names: dict[str, Any] | None = None) -> None:
        if world.is_rewritten(space):
            if text not in done:
                done[text] = world.rewritten(ast.parse(text), MADE_UP)
            builtins.exec(done[text], space, space if names is None else names)
        else:
            builtins.exec(text, space, names)

    asked = {name: told for module, name, told in ASKING if module == real.__name__}
    copy.__dict__.update(asked, exec=execute)  # from the beginning: what a run may touch is put back to this
    return copy


def _executes(thing: object) -> bool:
    """A function, or a class with one that looks for `exec` among the names of its module."""
    return isinstance(thing, FunctionType) or (
        isinstance(thing, type)
        and any(isinstance(part, FunctionType) and "exec" in part.__code__.co_names for part in vars(thing).values())
    )


def _among(space: dict[str, Any], thing: Any) -> Any:
    """A function, or a class with its methods, that finds its module's names there."""
    if isinstance(thing, FunctionType):
        made = FunctionType(thing.__code__, space, thing.__name__, thing.__defaults__, thing.__closure__)
        made.__kwdefaults__ = thing.__kwdefaults__
        functools.update_wrapper(made, thing)
        vars(made).pop("__wrapped__")  # it is the function, and no wrapping of it
        return made
    parts = {name: part for name, part in vars(thing).items() if name not in ("__dict__", "__weakref__")}
    return type(thing.__name__, thing.__bases__, {
        name: _among(space, part) if isinstance(part, FunctionType) else part for name, part in parts.items()
    })  # fmt: skip


@contextlib.contextmanager
def on_the_programs_clock(world: World) -> Iterator[None]:
    """Let timekeepers look at virtual time: "Ran 1 test in 0.001s" would be another text in every run. And let those who ask
    for the running thread, or for parameters, see the program's, who configures loggers the program's loggers, and who
    pickles a method its name."""
    watched = [name for module, names in TIMEKEEPERS.items() if module in world.imported for name in names]
    keepers = [found for name in watched if hasattr(found := sys.modules.get(name), "time")]
    places: list[tuple[dict[str, Any], str, Any]] = [
        (vars(keeper), "time", world.standins.modules["time"]) for keeper in keepers
    ]
    places += [
        (vars(found), name, told) for module, name, told in ASKING if hasattr(found := sys.modules.get(module), name)
    ]
    if world.mentions >= MEMO and "copy" in sys.modules:
        places.append((vars(sys.modules["copy"]), "id", identity))
    configuring = sys.modules.get(CONFIGURING) if CONFIGURING in world.imported else None
    if configuring is not None:
        places.append((vars(configuring), "logging", world.standins.modules["logging"]))
    origins = origins_kept() if "asyncio" in world.imported else contextlib.nullcontext()
    real = [space.get(name, id) for space, name, _ in places]
    for space, name, told in places:
        space[name] = told
    try:
        with origins, methods_pickled_by_name():
            yield
    finally:
        for (space, name, _), was in zip(places, real, strict=True):
            space[name] = was
