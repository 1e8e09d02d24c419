"""What becomes of an exception that ends a thread: `threading.excepthook`."""

from __future__ import annotations

from threading import ExceptHookArgs
from typing import Any

from ... import twins
from ...actor import ActorKilled, current_actor
from ...plainly import traceback_of
from ...run.anew import MODULES
from ...streams import say
from ...trouble import traceback_text
from .idents import get_ident


def excepthook(args: Any) -> None:
    """Print the traceback of an exception that ended a thread."""
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread is not None else get_ident()
    world = current_actor().run.world
    text = traceback_text(args.exc_value, world.program.sources if world is not None else None)
    say(f"Exception in thread {name}:\n{text}")


def report(thread: Any, error: BaseException) -> None:
    """Hand an exception to `threading.excepthook`, as the program may have set it."""
    hook = getattr(MODULES.get("threading"), "excepthook", excepthook)
    if hook is not excepthook:  # which is told of the thread, also where that only leaves
        twins.told(current_actor())
    try:
        hook(ExceptHookArgs((type(error), error, traceback_of(error), thread)))
    except ActorKilled:
        raise
    except SystemExit:
        pass
    except BaseException as worse:
        worse.__suppress_context__ = True
        say(f"Exception in threading.excepthook:\n{traceback_text(worse)}")
