"""What a thread or a process was given to run, by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any


def task_of(worker: Any, inherited: Callable[..., Any]) -> str:
    """The name of the target, or of a `run` of the worker's own; empty where there is neither.

    `inherited` is the `run` that calls the target.
    """
    if "run" in vars(worker):
        return _name(vars(worker)["run"])
    if type(worker).run is not inherited:
        return f"{type(worker).__qualname__}.run"
    target = getattr(worker, "_target", None)  # who was started twice may have forgotten it
    return "" if target is None else _name(target)


def _name(function: Any) -> str:
    while isinstance(function, partial):
        function = function.func
    name = getattr(function, "__qualname__", None)
    return name if isinstance(name, str) and name else type(function).__qualname__
