"""What a started interpreter holds ready, so that a forked worker imports nothing.

Warming up is done in small steps between requests: whoever wants a worker at once gets it at once, and the rest is
done while the judge is busy elsewhere.
"""

from __future__ import annotations

import gc
import importlib
from collections.abc import Callable
from functools import partial

NEEDED = (
    "grader.worker.monitor",
    "grader.interleave.session",
    "grader.interleave.explore",
    "threading",
    "queue",
    "concurrent.futures.thread",
)
"""What every worker needs, or nearly."""
LIKELY = (
    "multiprocessing.popen_fork",
    "multiprocessing.queues",
    "multiprocessing.synchronize",
    "multiprocessing.sharedctypes",
    "grader.worker.really.run",
    "random",
    "multiprocessing.pool",
    "concurrent.futures.process",
    "multiprocessing.shared_memory",
    "multiprocessing.managers",
    "logging",
    "datetime",
)
"""What some programs import, most of them first."""
_REHEARSAL = """
import threading, queue, time, multiprocessing, concurrent.futures
lock = threading.Lock()
def work():
    with lock:
        time.sleep(1)
if __name__ == "__main__":
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
"""


def steps() -> list[Callable[[], None]]:
    """Import what workers and students import, rehearse, and let no fork pay for collecting it."""
    needed, likely = ([partial(_import, module) for module in modules] for modules in (NEEDED, LIKELY))
    return [*needed, _settle, _rehearse, *likely, _settle]


def _import(name: str) -> None:
    """Without looking for garbage: importing makes objects that stay, and every look at them finds none."""
    gc.disable()
    try:
        importlib.import_module(name)
    except ImportError:
        return  # not on this system; the student's own import will say so
    finally:
        gc.enable()


def _rehearse() -> None:
    """Let the engine go through its motions once, so that no worker has to import or compile its parts."""
    from grader.interleave.explore import explore
    from grader.interleave.program import Calls, Program
    from grader.interleave.session import Session
    from grader.interleave.timed import run_timed

    program = Program(folder="", entry="rehearsal.py", sources={"rehearsal.py": _REHEARSAL})
    try:
        run_timed(program)
        explore(program, Calls(("work", "work")))
        with Session(program) as session:
            session.module()
    except Exception:
        return  # whatever is wrong here will be wrong in the worker that needs it, and said there


def _settle() -> None:
    gc.collect()
    gc.freeze()
