"""Which models there are, and which of them a program needs."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Collection

from . import caches, chance, dates, interpreter, queues, times
from .files import descriptors, listings, paths, pipes, standard, temporary, trees
from .patch import ModelModule
from .threading import thread_modules


def models_for(imported: Collection[str]) -> list[ModelModule]:
    """The models to put in place for a program that imports these modules (dotted names, parents included)."""
    chosen: list[ModelModule] = [
        *thread_modules.MODELS,
        *times.MODELS,
        *interpreter.MODELS,
        *paths.MODELS,
        *listings.MODELS,
        *pipes.MODELS,
        *descriptors.MODELS,
        *standard.MODELS,
        *queues.MODELS,
    ]
    chosen.extend(model for model in chance.MODELS if model.name in imported)
    if "shutil" in imported:
        chosen.extend(trees.MODELS)
    if "tempfile" in imported:
        chosen.extend(temporary.MODELS)
    if "functools" in imported:
        chosen.extend(caches.MODELS)
    if "datetime" in imported:
        chosen.extend(dates.MODELS)
    if any(name.split(".")[0] in ("asyncio", "concurrent", "multiprocessing") for name in imported):
        futures = importlib.import_module(f"{__package__}.executors")
        chosen.extend(futures.MODELS)
    used = {*imported, "signal"} if "asyncio" in imported else imported  # which `asyncio.run` asks for handlers
    chosen.extend(model for model in interpreter.LAZY_MODELS if model.name in used and _can_be_had(model.name))
    if any(name.split(".")[0] in ("multiprocessing", "concurrent") for name in imported):
        package = importlib.import_module(f"{__package__}.multiprocessing")
        chosen.extend(package.MODELS)
    return chosen


def _can_be_had(name: str) -> bool:
    """Whether this module is there on this machine, and not withheld from the program."""
    if name in sys.modules:
        return sys.modules[name] is not None
    return importlib.util.find_spec(name) is not None
