"""Which names of which modules the models replace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from ..patch import ModelModule
from . import (
    connection,
    context,
    dummy,
    executor,
    managers,
    memory_cells,
    pool,
    process,
    queues,
    results,
    semaphores,
    shared_memory,
    sharedctypes,
    synchronize,
    thread_pool,
)

Names = Mapping[str, Any]


def _names(module: Any, names: str) -> Callable[[ModuleType], Names]:
    """These names of a module of models."""
    return lambda _: {name: getattr(module, name) for name in names.split()}


def _multiprocessing(real: ModuleType) -> Names:
    return {name: getattr(context.DEFAULT, name) for name in real.__all__ if hasattr(context.DEFAULT, name)}


def _context(_: ModuleType) -> Names:
    return {
        "BaseContext": context.BaseContext, "DefaultContext": context.DefaultContext, "Process": context.Process,
        "ForkProcess": context.ForkProcess, "SpawnProcess": context.SpawnProcess,
        "ForkServerProcess": context.ForkServerProcess, "_default_context": context.DEFAULT,
        "_concrete_contexts": dict(context.CONTEXTS),
    }  # fmt: skip


def _synchronize(_: ModuleType) -> Names:
    semaphore_names = ("Lock", "RLock", "Semaphore", "BoundedSemaphore", "SemLock")
    return {
        **{name: getattr(semaphores, name) for name in semaphore_names},
        "Condition": synchronize.Condition, "Event": synchronize.Event, "Barrier": synchronize.Barrier,
    }  # fmt: skip


def _sharedctypes(_: ModuleType) -> Names:
    return {
        "RawValue": memory_cells.RawValue, "RawArray": memory_cells.RawArray, "Value": sharedctypes.Value,
        "Array": sharedctypes.Array, "copy": sharedctypes.copy, "synchronized": sharedctypes.synchronized,
        "SynchronizedBase": sharedctypes.SynchronizedBase, "Synchronized": sharedctypes.Synchronized,
        "SynchronizedArray": sharedctypes.SynchronizedArray, "SynchronizedString": sharedctypes.SynchronizedString,
    }  # fmt: skip


def _pool(_: ModuleType) -> Names:
    return {
        "Pool": pool.Pool, "ThreadPool": thread_pool.ThreadPool, "ApplyResult": results.ApplyResult,
        "AsyncResult": results.ApplyResult, "MapResult": results.MapResult, "IMapIterator": results.IMapIterator,
        "IMapUnorderedIterator": results.IMapUnorderedIterator,
    }  # fmt: skip


MODELS = (
    ModelModule("multiprocessing", _multiprocessing),
    ModelModule("multiprocessing.context", _context),
    ModelModule(
        "multiprocessing.process",
        _names(process, "BaseProcess AuthenticationString current_process parent_process active_children"),
    ),
    ModelModule("multiprocessing.synchronize", _synchronize),
    ModelModule("multiprocessing.sharedctypes", _sharedctypes),
    ModelModule("multiprocessing.managers", lambda _: managers.NAMES),
    ModelModule("multiprocessing.queues", _names(queues, "Queue JoinableQueue SimpleQueue")),
    ModelModule("multiprocessing.pool", _pool),
    ModelModule("multiprocessing.shared_memory", _names(shared_memory, "SharedMemory ShareableList")),
    ModelModule("multiprocessing.dummy", dummy.names),
    ModelModule("concurrent.futures", _names(executor, "ProcessPoolExecutor")),
    ModelModule("concurrent.futures.process", _names(executor, "ProcessPoolExecutor")),
    ModelModule("multiprocessing.connection", _names(connection, "Connection Pipe wait")),
)
