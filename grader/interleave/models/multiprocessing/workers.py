"""What the workers of a pool do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...actor import current_actor
from ...instrument.outside import called
from ...unnoticed import unnoticed
from .answers import packed_answer
from .crew import Crew
from .jobs import NOTHING, Job
from .tasks import Task


def worker(crew: Crew, slot: int, initializer: Any, initargs: tuple[Any, ...], maxtasks: int | None) -> None:
    """What a worker process does."""
    if initializer is not None:
        called(initializer, initargs)
    crew.ready.add(current_actor().process.pid)
    done = 0
    while maxtasks is None or done < maxtasks:
        task = crew.take(slot)
        if task is None:
            crew.left.add(current_actor().process.pid)
            return
        function, args, kwds = task.opened()
        try:
            success, result = True, do(function, args, kwds)
        except Exception as error:
            success, result = False, error
            task.unnoticed = unnoticed(current_actor().run, error)
        finish(crew, task, *packed_answer(success, result))
        done += 1


def do(function: Any, args: Any, kwds: Any) -> Any:
    """Do a task. What cannot be arguments, the interpreter says in its own words."""
    named = {} if kwds == NOTHING else kwds
    if _is_iterable(args) and hasattr(named, "keys"):
        return called(function, tuple(args), dict(named))
    return function(*args, **named)


def _is_iterable(thing: Any) -> bool:
    try:
        iter(thing)
    except TypeError:
        return False
    return True


def finish(crew: Crew, task: Task, success: bool, answer: Any) -> None:
    """Give an answer back, and do what is due then."""
    assert isinstance(task, Job)
    crew.give(task, success, answer)
    task.job._after()


def map_chunk(function: Callable[..., Any], chunk: tuple[Any, ...]) -> list[Any]:
    """Call it with each item."""
    return [called(function, (item,)) for item in chunk]


def starmap_chunk(function: Callable[..., Any], chunk: tuple[Any, ...]) -> list[Any]:
    """Call it with the items of each item."""
    return [called(function, tuple(items)) for items in chunk]
