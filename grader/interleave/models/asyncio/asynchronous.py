"""`asyncio`: a copy of the library's package in Python for one program, over the models of what it is made of.

Its tasks, futures, locks and queues are the library's own; only the event loop is ours (`event_loops`). What runs in C in life keeps the
running loop for each thread of the system, of which all actors share one; the copy keeps it for each actor.
"""

from __future__ import annotations

import functools
import importlib
import sys
import weakref
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any, Final

from ...actor import current_actor, is_controlled
from ...trouble import caller
from ...unnoticed import unnoticed
from ..patch import ModelModule, StandIn
from ..threading import roll
from .asynchronous_generators import Hooks
from .event_loops import ONE_THREAD, loop_over

PACKAGE: Final = "asyncio"
_WITHHELD: Final = ("_asyncio", "ssl")
"""Without these the package is all Python, and quick to load."""
_ASKING_FROM_AFAR: Final = "asyncio.futures"
"""Where a thread that is done with its work asks whether anybody still waits for it: of no account while the loop is there."""
_ASKING: Final = frozenset({"result", "exception"})
"""Methods by which somebody notices that a task has failed."""
_OF_ONE_THREAD: Final = {
    "futures": {"Future": "cancel set_result set_exception result exception done cancelled add_done_callback"},
    "tasks": {"Task": "cancel uncancel cancelling"},
    "locks": {
        "Lock": "acquire locked release", "Event": "wait is_set set clear", "Condition": "wait wait_for notify notify_all",
        "Semaphore": "acquire locked release", "Barrier": "wait reset abort",
    },
    "queues": {"Queue": "put get join qsize empty full put_nowait get_nowait task_done"},
}  # fmt: skip
"""Methods that in life any thread can call, and must not."""
_IN_C: Final = "_asyncio"
_OF_C: Final = {"futures": "Future", "tasks": "Task"}
"""What is of C in life."""
_SHOWN_FROM_C: Final = ("events", "futures", "tasks")
_SAID_IN_C: Final = {
    "result": ("Result is not ready.", "Result is not set."),
    "set_result": ("", "invalid state"),
    "set_exception": ("", "invalid state"),
}
"""Method -> how its refusal begins in Python, and what C says."""


class PerActor:
    """What `threading.local` is to the library: to each actor its own."""

    loop_pid = (None, None)
    _loop: Any = None
    _set_called = False

    def __getattribute__(self, name: str) -> Any:
        own = current_actor().local.get((PACKAGE, id(self)), {}) if is_controlled() else {}
        return own[name] if name in own else object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        current_actor().local.setdefault((PACKAGE, id(self)), {})[name] = value


def models(refreshed: list[Callable[[], None]]) -> Iterator[ModelModule]:
    """The stand-ins of the package and of all in it; `refreshed` is asked before each run."""
    modules = _copied()
    inner = {name.rpartition(".")[2]: vars(module) for name, module in modules.items()}
    _put_loops(inner)
    hooks = Hooks()
    vars(modules[f"{PACKAGE}.base_events"]).update(sys=hooks.instead_of_sys())
    for module, kinds in _OF_ONE_THREAD.items():
        for kind, names in kinds.items():
            for name in names.split():
                _guard(inner[module][kind], name, inner["exceptions"]["InvalidStateError"])
    for module, name in _OF_C.items():
        inner[module][name].__module__ = _IN_C
    inner["futures"]["_copy_future_state"] = _copying(inner["futures"])
    borrowed = [
        (space, name, value.__name__)
        for space in inner.values()
        for name, value in space.items()
        if isinstance(value, ModuleType) and not value.__name__.startswith(PACKAGE)
    ]
    refreshed += [hooks.forget, lambda: _begin(inner, borrowed)]
    for dotted, copy in modules.items():
        yield ModelModule(dotted, functools.partial(_stands, copy))
    yield ModelModule(_IN_C, functools.partial(_in_c, inner))


def _in_c(inner: Mapping[str, dict[str, Any]], real: ModuleType) -> Mapping[str, Any]:
    """What an editor imports from there by itself is what the package has."""
    names = [name for name in vars(real) if not name.startswith("__")]
    return {name: space[name] for space in map(inner.__getitem__, _SHOWN_FROM_C) for name in names if name in space}


def _stands(module: ModuleType, _: ModuleType) -> ModuleType:
    return module


def _copied() -> dict[str, ModuleType]:
    """The package, loaded anew; what was loaded before is there again afterwards."""
    known = {name: module for name, module in sys.modules.items() if _is_inside(name) or name in _WITHHELD}
    for name in known:
        del sys.modules[name]
    sys.modules.update(dict.fromkeys(_WITHHELD))  # type: ignore[arg-type]
    try:
        importlib.import_module(PACKAGE)
        made = {name: module for name, module in sys.modules.items() if _is_inside(name)}
    finally:
        for name in [name for name in sys.modules if _is_inside(name) or name in _WITHHELD]:
            del sys.modules[name]
        sys.modules.update(known)
    for module in made.values():
        module.__class__ = StandIn
    return made


def _is_inside(name: str) -> bool:
    return name.partition(".")[0] == PACKAGE


def _put_loops(inner: Mapping[str, dict[str, Any]]) -> None:
    events, futures = inner["events"], inner["futures"]
    loop = loop_over(inner["base_events"]["BaseEventLoop"], futures["_set_result_unless_cancelled"])
    loop.__module__ = f"{PACKAGE}.unix_events"
    base = events.get("_BaseDefaultEventLoopPolicy") or events["BaseDefaultEventLoopPolicy"]
    base._Local = PerActor
    events["_running_loop"] = PerActor()
    for space in inner.values():
        for name, value in list(space.items()):
            if (
                isinstance(value, type)
                and value is not loop
                and name.endswith(("SelectorEventLoop", "ProactorEventLoop"))
            ):
                space[name] = loop
            if isinstance(value, type) and issubclass(value, base) and value is not base:
                value._loop_factory = loop  # type: ignore[attr-defined]
            if name == "EventLoop":
                space[name] = loop


def _copying(futures: Mapping[str, Any]) -> Callable[..., None]:
    def copy_future_state(source: Any, dest: Any) -> None:
        """The library of 3.15 does so at one stroke; before that it looked three times at what does not change any more."""
        if dest.cancelled():
            return
        _, cancelled, result, exception = source._get_snapshot()
        if cancelled:
            dest.cancel()
        elif exception is not None:
            dest.set_exception(futures["_convert_future_exc"](exception))
        else:
            dest.set_result(result)

    return copy_future_state


def _guard(kind: type, name: str, refusal: type[Exception]) -> None:
    real = vars(kind).get(name)
    if real is None:
        return

    @functools.wraps(real)
    def guarded(self: Any, *args: Any, **kwargs: Any) -> Any:
        if is_controlled():
            run, own = current_actor().run, vars(self)
            afar = caller(2).f_globals.get("__name__") == _ASKING_FROM_AFAR
            if not afar and own.setdefault("_user", current_actor().index) != current_actor().index:
                run.escape(ONE_THREAD)
            if name in _ASKING and "_unnoticed" in own:
                own["_unnoticed"].asked = True
        try:
            answer = real(self, *args, **kwargs)
        except refusal as refused:
            if name in _SAID_IN_C and str(refused).startswith(_SAID_IN_C[name][0]):
                refused.args = (_SAID_IN_C[name][1],)
            raise
        if name == "set_exception" and is_controlled():
            vars(self)["_unnoticed"] = unnoticed(current_actor().run, self._exception)
        return answer

    setattr(kind, name, guarded)


def _begin(inner: Mapping[str, dict[str, Any]], borrowed: list[tuple[dict[str, Any], str, str]]) -> None:
    """No task of the last run is left, and no loop; what has a model is there by it."""
    for space, name, module in borrowed:
        space[name] = sys.modules[module]
    tasks, events = inner["tasks"], inner["events"]
    fresh: dict[str, Any] = {
        "_scheduled_tasks": weakref.WeakSet(), "_all_tasks": weakref.WeakSet(), "_eager_tasks": set(), "_current_tasks": {},
        "_task_name_counter": lambda: roll.number(current_actor(), "tasks"),
    }  # fmt: skip
    tasks.update((name, value) for name, value in fresh.items() if name in tasks)
    events["_event_loop_policy"] = None
