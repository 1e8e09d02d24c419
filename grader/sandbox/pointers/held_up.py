"""What to try where nobody can go on: a pointer for students, read from what an ending says of who waits for what."""

from __future__ import annotations

from collections.abc import Sequence

from grader.interleave.ending import HAS_ENDED, ITSELF
from grader.interleave.operations import WAITS_FOR_A_NOTIFY, WAITS_FOR_WORK
from grader.interleave.story.standstill import Wait, waits_in

_TASKS_DONE = "The join() of a queue waits until task_done() was called once for each item that was put in."
_NOTIFIED = (
    "notify() wakes one of those who wait already, notify_all() all of them. Whoever waits asks first, in `while not …: wait()`; "
    "whoever changes what is asked there notifies afterwards."
)
_READ_FIRST = "A process ends only when everything that it put into a queue has been taken out. Take it out, with get(), before the join()."
_LAST_ITEM = (
    "get() waits until somebody puts something in. Let a last item say to each of those who take out that no more comes; that empty() was "
    "False is no promise that something is there."
)
_LAST_HOLD = (
    "recv() waits while anybody has the other end open. Is as much sent as is received? And whoever hands an end to a process closes its own, "
    "so that EOFError can say that no more comes."
)
_LET_GO_FIRST = "Who is waited for needs a lock that whoever waits holds. Give it back before the join()."
_KEPT = "Whoever takes a lock must give it back, on every way out. `with` does both."
_TAKEN_TWICE = "Whoever holds a lock and takes it again waits for itself. Is it given back before, on every way out?"
_CALLED_BACK = (
    "A pool calls back while it holds its own lock, when what waits there is cancelled as it is shut down, or its initializer has failed. "
    "Who submits to it from such a callback, or shuts it down, waits for itself."
)
_NEVER_WOKEN = (
    "An await waits until somebody else sets the event, gives back the lock or puts in the item. Which task does that here, and does it come so far? "
    "From another thread, call_soon_threadsafe() alone wakes a loop."
)
_NEVER_COMES = (
    ("waits for the lock of", _CALLED_BACK),
    ("waits for the tasks of", _TASKS_DONE),
    (WAITS_FOR_A_NOTIFY, _NOTIFIED),
    (WAITS_FOR_WORK, _NEVER_WOKEN),
    ("waits for an item from", _LAST_ITEM),
    ("waits to receive from", _LAST_HOLD),
)


def for_wait(detail: str) -> str | None:
    """What to try where nobody can go on, whatever came before what: for a lock that nobody will ever give back."""
    if ITSELF in detail:
        return _TAKEN_TWICE
    if " waits until everything is read from " in detail:
        return _READ_FIRST
    if _holds_what_is_awaited(waits_in(detail)):
        return _LET_GO_FIRST
    return _KEPT if HAS_ENDED in detail else None


def _holds_what_is_awaited(waits: Sequence[Wait]) -> bool:
    """Whether somebody waits for the end of who waits for a lock of the former's."""
    ends = {(wait.whom, wait.who) for wait in waits if wait.for_its_end}
    return any((wait.who, wait.whom) in ends for wait in waits if not wait.for_its_end)


def for_what_never_comes(detail: str) -> str | None:
    """What to try where somebody waits for ever for what is in a queue to be done, for a notify, or for what nobody sends: it may
    depend on the order. A thread of a pool's, which waits nowhere in the program, does so when all is well, too."""
    placed = [line for line in detail.splitlines() if any(wait.place for wait in waits_in(line))]
    return next((advice for act, advice in _NEVER_COMES if any(f" {act} " in line for line in placed)), None)
