"""How a worker comes to life, and what is known of its end: the seam between platforms.

`zygote` forks workers from a warm interpreter; `fresh` starts an interpreter for each. Both hand back a
`Line` to one worker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from grader.course.model import Limits
    from grader.worker.idle import Look
    from grader.worker.wire import Channel

Beginning = dict[str, Any]
"""A submission as a worker gets it (`beginning`)."""
Beside = dict[str, str]
"""Name and text of a scenario of the suite's."""
SETTLE_S = 60.0
"""For which a worker may lay it out, and the next thing."""


@dataclass(frozen=True, slots=True)
class Fate:
    """How a worker's process ended, as its keeper saw it."""

    exit_code: int | None = None
    signal: int | None = None
    limit: str | None = None
    """The limit that the keeper ended it for: `memory`, `processes`, `disk`, or `stopped` where it would not have gone on."""
    by_us: bool = False
    """Whether its keeper sent the signal that ended it."""
    processor_s: float = 0.0
    """What it had used of the processor when it ended, with those that it had waited for; 0 where nobody counted."""
    expired: bool = False
    """Whether a timer ended it because it did not answer in the time that was its own."""
    starved: bool = False
    """The same, though it hardly got to the processor."""
    words: str = ""
    """Tracebacks that the worker's C code wrote last."""
    wall: str = ""
    """The layer of the wall that could not be set up: nothing of the student's ran."""


class Line(Protocol):
    """One worker: its wire, and the means to end it."""

    channel: Channel

    def deadline(self, seconds: float, own_s: float | None = None) -> float | None:
        """From now on the worker has this long on the wall to answer, and so much time of its own, where that is not for
        `look` to find out; what to pass to the channel."""

    def at_leisure(self) -> float | None:
        """Nobody waits for the worker yet, and nothing ends it for being silent; what to pass to the channel."""

    def look(self) -> Look:
        """How the worker has spent its time so far."""

    def gone(self) -> bool:
        """Whether it has ended already, while nobody waited for it."""

    def end(self, *, silent: bool = False) -> Fate:
        """End the worker and everything it started (asking where it stands), and say how it ended.

        `silent`: its wire closed, so it is given a moment to end by itself."""

    def let_go(self, *, unused: bool = False, busy: bool = False) -> None:
        """The worker is done with; no one waits for its end. `unused`: nothing of the program ran in it. `busy`: it has not
        said all that it was asked, and will not leave by itself."""

    def holds(self, beginning: Beginning) -> None:
        """The submission that begins so is laid out there now, and can be read: from where this worker comes another may
        come, which has it from the start."""


class Launcher(Protocol):
    """Starts workers."""

    hurried: bool
    """Somebody waits for the answers: what can be asked side by side is (`side_by_side`)."""
    worth_beginning: int
    """So many workers of one submission are worth beginning before they are wanted."""
    at_once: int
    """Of them, so many may stand ready at once."""

    def isolation(self) -> str:
        """The tier that keeps the student's code in; WorkerError when the one asked for cannot be had."""

    def launch(self, limits: Limits) -> Line:
        """A new worker; WorkerError when this machine cannot start one."""

    def early(self, limits: Limits) -> Line | None:
        """A new worker that is not waited for: it may turn out that there can be none, which `isolation` says. None where it is
        known already."""

    def begun(self, limits: Limits, beginning: Beginning) -> Line | None:
        """A worker that was sent this submission before anybody asked, and was not heard yet; None where there is none."""

    def again(self, beginning: Beginning, beside: Beside | None) -> Line | None:
        """A new worker that has this submission already, beside what it will be asked for; None where there is nobody to fork it from."""

    def side_by_side(self) -> bool:
        """Whether one worker may stand ready while another one works, and neither finds anything of the other."""

    def complaint(self) -> str:
        """What went wrong on the other side before there was a worker; '' for nothing known."""

    def rest(self) -> None:
        """No more workers of the submission in hand are wanted: what has it may begin to end, so that the next one has not to wait
        for that."""

    def finish(self) -> None:
        """No more workers are wanted: what is left may begin to end."""

    def close(self) -> None:
        """End what is left, and wait until it is gone."""
