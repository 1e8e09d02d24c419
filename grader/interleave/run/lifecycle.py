"""How a process lives and dies: main thread, waiting for threads, atexit calls, exit code.

The order is CPython's: the main thread ends (or fails), threads that are no daemons are waited for, atexit calls run
last-in-first-out, and then the process is gone, daemons where they stand.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..actor import Actor, ActorKilled, SimProcess, current_actor
from ..operations import EXIT, SYNC, Accesses, Evolving, Operation
from ..plainly import code_of, text_of, traceback_of
from ..streams import say
from ..trouble import had_more, is_engine_fault, note_trouble, traceback_text, where_raised

if TYPE_CHECKING:
    from .scheduler import Run

_LONG = 64
"""Bits of what the interpreter hands to the system: a number with more means -1."""
ExitCall = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class Ended(SystemExit):
    """A process has come to its end, with this code; no line of the program's says so."""


def process_body(run: Run, process: SimProcess, work: Callable[[], Any]) -> Callable[[], None]:
    """What the main thread of a process does: `work`, and then the end of the process."""

    def body() -> None:
        code = guarded(work, hand_to_the_hook)
        if run.last_words is None and process is run.processes[0]:
            run.last_words = len(run.trace)
        close_process(run, process, code)

    return body


def guarded(work: Callable[[], Any], told: Callable[[Actor, BaseException], int] | None = None) -> int:
    """Do `work` as a main thread does: the exit code it leads to, its traceback printed, or else `told`."""
    actor = current_actor()
    try:
        work()
    except Ended as ended:
        return exit_code_of(ended)
    except SystemExit as leaving:
        actor.process.left_at = where_raised(leaving) or actor.process.left_at
        actor.process.left_early = had_more(leaving)
        return exit_code_of(leaving)
    except ActorKilled:
        raise
    except BaseException as error:
        if is_engine_fault(error):
            raise
        note_trouble(actor, error)
        code = (told or complain)(actor, error)
        if actor.process is actor.run.processes[0]:
            last: list[BaseException] = actor.process.keep("sys.last_exc", list)
            last.append(error)  # and with it all that its frames hold, as in life
        return code
    return 0


def exit_number(leaving: SystemExit) -> int:
    """What `sys.exit(x)` means: None is 0, a number itself, anything else is printed and means 1."""
    code = code_of(leaving)
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    say(f"{text_of(code) or ''}\n")
    return 1


def exit_code_of(leaving: SystemExit) -> int:
    """What the system hears of that."""
    number = exit_number(leaving)
    return number & 0xFF if number.bit_length() < _LONG else 0xFF


def complain(actor: Actor, error: BaseException) -> int:
    """Print the traceback of an exception that ended the main thread, and answer the exit code."""
    world = actor.run.world
    say(traceback_text(error, world.program.sources if world is not None else None))
    return 1


def hand_to_the_hook(actor: Actor, error: BaseException) -> int:
    """Hand an exception to `sys.excepthook`, as the program may have set it, and answer the exit code."""
    hook = getattr(sys, "excepthook", None)
    if hook is None or hook is getattr(sys, "__excepthook__", None):
        return complain(actor, error)
    try:
        hook(type(error), error, traceback_of(error))
    except SystemExit as leaving:
        return exit_code_of(leaving)
    except ActorKilled:
        raise
    except BaseException as worse:
        if is_engine_fault(worse):
            raise
        say("Error in sys.excepthook:\n")
        complain(actor, worse)
        say("\nOriginal exception was:\n")
        complain(actor, error)
    return 1


def close_process(run: Run, process: SimProcess, code: int) -> None:
    """Wait for threads, run atexit calls, and end the process."""
    actor = current_actor()
    first_calls: list[Callable[[], Any]] = process.keep("threading.atexit", list)
    for call in first_calls:
        call()
    for other in process.actors:  # those that are started meanwhile, too
        if other.alive and not other.daemon and other is not actor:
            run.pause(Operation("waits for", run.end_of(other), SYNC, lambda a=other: not a.alive, subject=other))  # type: ignore[misc]
            run.merge(other)
    if process is run.processes[0]:
        run.waited_for = frozenset(other.index for other in process.actors if not other.daemon)
    calls: list[ExitCall] = process.keep("atexit.calls", list)
    while calls:
        function, args, kwargs = calls.pop()
        guarded(functools.partial(function, *args, **kwargs))
    left = [a for a in process.actors if a.daemon and a is not actor and not (a.hidden and a.status == "finished")]
    if left or len(run.processes) > 1:
        run.pause(end_of_life(run, process, "exits", EXIT if left else SYNC))
    run.exit_process(process, code, returning=True)


def end_of_life(run: Run, process: SimProcess, kind: str, access: int = EXIT) -> Evolving:
    """The act that ends a process. What it held open — the ends of pipes — is closed thereby."""
    closing: list[Callable[[], Accesses]] = process.keep("lifecycle.closing", list)
    touched: Callable[[], Accesses] = lambda: (  # noqa: E731
        tuple([access for call in closing for access in call()]) if closing else ()
    )
    bars: Callable[[], tuple[str, ...]] = lambda: ("joins",) if process.alive else ()  # noqa: E731
    return Evolving(kind, run.life_of(process), touched, access=access, subject=process, bars=bars)


def add_atexit(
    process: SimProcess, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Remember a call for the end of the process."""
    calls: list[ExitCall] = process.keep("atexit.calls", list)
    calls.append((function, args, kwargs))
