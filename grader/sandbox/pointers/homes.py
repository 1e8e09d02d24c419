"""Which module the names that everybody uses are in: for who has not imported one, or from elsewhere, or has given a module's name to
something else. A pointer, and no verdict hangs on it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from grader.interleave.misspelt import closest

_THREADING = ("Thread", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier", "Timer", "RLock")
_PROCESSES = ("Process", "Value", "Array", "Pool", "Manager", "Pipe")
_HOMES = {
    **{name: f"from threading import {name}" for name in _THREADING},
    **{name: f"from multiprocessing import {name}" for name in _PROCESSES},
    "Lock": "from threading import Lock, or for processes: from multiprocessing import Lock",
    "Queue": "from queue import Queue, or for processes: from multiprocessing import Queue",
}
_IN_MODULES = {
    "time": ("sleep", "time", "perf_counter", "monotonic"),
    "random": ("random", "randint", "choice", "shuffle", "uniform", "seed"),
    "datetime": ("datetime", "date", "timedelta"),
    "queue": ("Queue", "LifoQueue", "PriorityQueue", "Empty", "Full"),
    "threading": (*_THREADING, "Lock", "current_thread"),
    "multiprocessing": (*_PROCESSES, "Lock", "Queue", "cpu_count"),
}
"""What is asked of modules whose names are easily given to something else."""
_SINCE = {
    "InterpreterPoolExecutor": "3.14",
    "ShutDown": "3.13",
    "QueueShutDown": "3.13",
    "process_cpu_count": "3.13",
    "eager_task_factory": "3.12",
}
"""What is asked for, and with which version of Python it came; no older one has it."""
_QUEUE = "`shutdown()` is for queues of `queue`, from Python 3.13 on. A queue of processes has none: put in a value that says that it is over."


def told(said: str) -> str | None:
    """What to try where a name, a module or what should be in one is not found; `said` as "Type: message"."""
    return _home(said) or _lower_case(said) or _later(said) or _other_home(said)


def hidden(message: str, line: Callable[[], str]) -> str | None:
    """That the name of a module stands for something else where a line asks for what is in that module."""
    found = re.search(r"object (?:'[\w.]+' )?has no attribute '(\w+)'", message)
    asked = re.search(rf"\b(\w+)\.{found[1]}\b", line()) if found else None
    if found is None or asked is None or found[1] not in _IN_MODULES.get(asked[1], ()):
        return None
    name = asked[1]
    return f"{name} is no module there. Which line gives that name to something else, as `{name} = …` or `from {name} import {name}` does?"


def _home(said: str) -> str | None:
    found = re.match(r"NameError: name '(\w+)' is not defined", said)
    home = _HOMES.get(found[1]) if found else None
    return f"It has to be imported first: {home}." if home else None


def _lower_case(said: str) -> str | None:
    found = re.match(r"ModuleNotFoundError: No module named '(\w+)'", said)
    name = found[1].lower() if found else ""
    known = name in sys.stdlib_module_names and found is not None and found[1] != name
    return f"Python minds capitals: the module is called {name}." if known else None


def _later(said: str) -> str | None:
    """Of what came with a later version than runs here."""
    if said.startswith("AttributeError: 'Queue' object has no attribute 'shutdown'"):
        return _QUEUE
    found = re.match(r"(?:Import|Attribute)Error: (?:cannot import name|module '\w+' has no attribute) '(\w+)'", said)
    version = _SINCE.get(found[1]) if found else None
    return f"{found[1]} came with Python {version}, and an older one runs here." if found and version else None


def _other_home(said: str) -> str | None:
    """Of what is in another module, or is spelt otherwise in this one."""
    found = re.match(r"ImportError: cannot import name '(\w+)' from '(\w+)'", said)
    module = found or re.match(r"ModuleNotFoundError: No module named '(\w+)'", said)
    if module is None:
        return None
    name = module[1]
    near = name if name in _HOMES or found is None else closest(name, list(_HOMES))
    home = _HOMES.get(near or "", "")
    fits = home and (near == name or (found is not None and f"from {found[2]} " in home))
    return f"Perhaps this is meant: {home}." if fits else None
