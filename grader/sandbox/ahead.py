"""The next worker stands ready while the one before still works: whoever waits for one report waits less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import WorkerError

if TYPE_CHECKING:
    from grader.course.model import Limits
    from grader.sandbox.launch import Launcher, Line


class Ahead:
    """A launcher that has one worker ready before anybody asks for it, where the one below allows that.

    It costs a worker that nobody needed at the end; so it is for one submission, not for a class.
    """

    hurried = True

    def __init__(self, launcher: Launcher) -> None:
        self._launcher = launcher
        self.isolation, self.complaint = launcher.isolation, launcher.complaint
        self.side_by_side, self.again = launcher.side_by_side, launcher.again
        self._spare: tuple[Limits, Line] | None = None

    def launch(self, limits: Limits) -> Line:
        """A worker, and the next one begun; WorkerError when this machine cannot start one."""
        line = self._fit(limits) or self._launcher.launch(limits)
        if self.side_by_side():
            self._begin_next(limits)
        return line

    def finish(self) -> None:
        """Nobody will need the one that stands ready."""
        if self._spare is not None:
            self._spare[1].let_go()
            self._spare = None
        self._launcher.finish()

    def close(self) -> None:
        """End what is left, and wait until it is gone."""
        self.finish()
        self._launcher.close()

    def _begin_next(self, limits: Limits) -> None:
        try:
            self._spare = limits, self._launcher.launch(limits)
        except WorkerError:
            return  # whoever needs one asks again, and is told

    def _fit(self, limits: Limits) -> Line | None:
        """The one that stands ready, if it still does and keeps these limits."""
        spare, self._spare = self._spare, None
        if spare is None or (spare[0] == limits and not spare[1].gone()):
            return spare and spare[1]
        spare[1].let_go()
        return None
