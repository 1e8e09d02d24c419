"""What the workers of an executor do."""

from __future__ import annotations

import contextlib
import sys
from concurrent.futures.process import _RemoteTraceback
from typing import TYPE_CHECKING, Any

from ...actor import ActorKilled, current_actor
from ...instrument.outside import called
from ...operations import READ, SYNC, Operation
from ...streams import say
from ...trouble import meant, traceback_text
from ...unnoticed import unnoticed
from ..futures import InvalidStateError
from .answers import Failure, packed_answer
from .crew import Crew, owner_of
from .results import opened
from .tasks import Task
from .turns import Turns
from .visit import Inside, in_the_name_of

if TYPE_CHECKING:
    from ..futures import Future


def process_worker(crew: Crew, slot: int, initializer: Any, initargs: tuple[Any, ...], maxtasks: int | None) -> None:
    """What a worker process does."""
    if initializer is not None and not _initialized(initializer, initargs):
        return  # as in life it ends well, and breaks the executor
    done = 0
    while maxtasks is None or done < maxtasks:
        task = crew.take(slot)
        if task is None:
            break
        function, args, kwds = task.opened()
        try:
            success, result = True, called(function, args, dict(kwds))
        except ActorKilled:
            raise
        except BaseException as error:  # an exit, too, is told to whoever asks for the result
            success, result = False, error
            task.unnoticed = unnoticed(current_actor().run, error)
        done += 1
        answer = packed_answer(success, result, _RemoteTraceback, _refused)
        if crew.turns is None:
            _finish(crew, task, *answer)
            _be_idle(crew, READ)
        else:
            _finish_in_turn(crew, crew.turns, task, answer, last=done == maxtasks)
    crew.ready.add(current_actor().process.pid)  # it leaves in good order


def _refused(error: Exception, _: Any) -> Failure:
    """What cannot be sent is told as if the function had raised it."""
    return Failure(error, _RemoteTraceback)


def _finish(crew: Crew, task: Task, success: bool, answer: Any) -> None:
    """Give the answer to the future, in the owner's world; callbacks run there, one at a time."""
    future: Future = task.future  # type: ignore[attr-defined]

    def settle() -> None:
        if future._over():
            return  # the executor broke meanwhile
        value = opened(answer)
        with contextlib.suppress(InvalidStateError):  # or it breaks just now
            if success:
                future.set_result(value)
            else:
                future._unnoticed = task.unnoticed
                future.set_exception(meant(value))  # its traceback stayed there

    if future._callbacks:
        crew.call_back(settle, lambda: None, ())
    else:
        with in_the_name_of(crew.caller), Inside(owner_of(crew)):
            settle()  # a callback may have been added meanwhile


def _initialized(initializer: Any, initargs: tuple[Any, ...]) -> bool:
    """Whether that went well; else it is logged, an exit, too."""
    try:
        called(initializer, initargs)
    except ActorKilled:
        raise
    except BaseException as error:
        world = current_actor().run.world
        text = "Exception in initializer:\n" + traceback_text(
            meant(error), world.sources if world is not None else None
        )
        if world is not None and "logging" in world.imported:
            sys.modules["logging"].getLogger("concurrent.futures").critical(text.removesuffix("\n"))
        else:
            say(text)  # nobody has set up any logging: it goes to stderr as it is
        return False
    return True


def _be_idle(crew: Crew, access: int) -> None:
    current_actor().run.pause(Operation("is idle in", crew.name("idle"), access))
    crew.idle += 1


def _finish_in_turn(crew: Crew, turns: Turns, task: Task, answer: tuple[bool, Any], *, last: bool) -> None:
    """The same where workers are used up: answers are taken in one by one, and after that of one that leaves it is waited for."""
    run, idle = current_actor().run, crew.name("idle")
    run.pause(Operation("idles", idle, SYNC, lambda: not turns.taking_in))
    turns.taking_in = True
    _finish(crew, task, *answer)
    if last:
        run.pause(Operation("is used up in", idle, SYNC))
        turns.use_up(current_actor().process.pid)
    else:
        _be_idle(crew, SYNC)
        turns.taking_in = False
