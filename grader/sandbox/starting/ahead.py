"""A worker has the submission before anybody asks for it: whoever waits for one report waits less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.sandbox.starting.launch import Beginning
from grader.worker.wire import MessageTooLong, WireClosed, WireError, WireTimeout

if TYPE_CHECKING:
    from grader.course.model import Limits
    from grader.sandbox.starting.launch import Launcher, Line


@dataclass(frozen=True, slots=True)
class Spare:
    """A worker that was sent a submission, and of which nothing was heard yet."""

    limits: Limits
    beginning: Beginning
    line: Line


class Ahead:
    """A launcher that has the first worker begin while this side still imports, and with each that is taken as many as may
    stand ready.

    It may cost workers that nobody needed at the end; so it is for one submission, not for a class.
    """

    hurried = True

    def __init__(self, launcher: Launcher) -> None:
        self._launcher = launcher
        self.worth_beginning, self.at_once = launcher.worth_beginning, launcher.at_once
        self.isolation, self.complaint = launcher.isolation, launcher.complaint
        self.launch, self.early = launcher.launch, launcher.early
        self.side_by_side, self.again = launcher.side_by_side, launcher.again
        self._spares: list[Spare] = []
        self._count = 0
        """Of workers that were begun for the submission in hand."""

    def begin(self, limits: Limits, beginning: Beginning) -> None:
        """From here on this submission is in hand: have a worker lay it out as soon as the other side can, if none does already."""
        if self._count == 1 and [(one.limits, one.beginning) for one in self._spares] == [(limits, beginning)]:
            return
        self._drop()
        self._count = 0
        self._begin(limits, beginning)

    def begun(self, limits: Limits, beginning: Beginning) -> Line | None:
        """The worker that was sent this submission already and is still there, and the next ones begun; WorkerError where there
        can be none."""
        if not self._spares or (self._spares[0].limits, self._spares[0].beginning) != (limits, beginning):
            return None
        self.isolation()  # who began early did not ask
        line = self._spares.pop(0).line
        if line.gone():  # who asks begins another, and hears what there is to say of it
            line.let_go()
            return None
        while self._count < self.worth_beginning and len(self._spares) < self.at_once and self.side_by_side():
            if not self._begin(limits, beginning):
                break
        return line

    def rest(self) -> None:
        """The same for the one that stands ready."""
        self._drop()
        self._launcher.rest()

    def finish(self) -> None:
        """Nobody will need the one that stands ready."""
        self._drop()
        self._launcher.finish()

    def close(self) -> None:
        """End what is left, and wait until it is gone."""
        self.finish()
        self._launcher.close()

    def _begin(self, limits: Limits, beginning: Beginning) -> bool:
        line = self.early(limits)
        if line is None:
            return False  # whoever needs one asks again, and is told
        self._count += 1
        try:
            line.channel.send(beginning, line.at_leisure())
        except (MessageTooLong, WireClosed, WireError, WireTimeout):
            line.let_go()  # the same: it will be sent to another
            return False
        self._spares.append(Spare(limits, beginning, line))
        return True

    def _drop(self) -> None:
        while self._spares:
            self._spares.pop().line.let_go()
