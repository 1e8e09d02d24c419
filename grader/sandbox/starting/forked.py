"""One worker that was forked from a warm interpreter, and the keeper beside it."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

assert sys.platform != "win32"

from grader.sandbox.starting.launch import SETTLE_S, Beginning, Fate
from grader.sandbox.starting.mould import REPORT_S, Mould
from grader.worker.idle import Look
from grader.worker.wire import Channel, WireClosed, WireError, WireTimeout


@dataclass(frozen=True, slots=True)
class Parting:
    """What becomes of a keeper whose worker is let go."""

    leaving: list[Channel] | None = None
    """Where it is put, for others to wait for."""
    keep: Callable[[Mould], None] | None = None
    """Who is told of a mould from which others can be had."""


class ForkedLine:
    """One forked worker and its keeper. `parting`: asked once it is let go, when it is known what this machine can do."""

    def __init__(
        self,
        channel: Channel,
        status: Channel,
        parting: Callable[[], Parting] = Parting,
        beginning: Beginning | None = None,
    ) -> None:
        self._parting, self._beginning = parting, beginning
        self.channel = channel
        self._status = status
        self._report: dict[str, object] | None = None
        """The keeper's last word, if it came before anybody asked for it."""

    @property
    def held(self) -> bool:
        """Whether nobody has let it go."""
        return self._status.reader >= 0

    def order(self, orders: dict[str, object]) -> None:
        """What the keeper needs to know."""
        self._status.send(orders, time.monotonic() + REPORT_S)

    def deadline(self, seconds: float, own_s: float | None = None) -> float | None:
        """The channel polls for it."""
        return time.monotonic() + seconds

    def at_leisure(self) -> float | None:
        """The same: it ends nobody."""
        return self.deadline(SETTLE_S)

    def look(self) -> Look:
        """The keeper looks at the whole tree."""
        deadline = time.monotonic() + REPORT_S
        self._status.send({"do": "look"}, deadline)
        told = self._status.receive(deadline)
        if "asleep_s" not in told:  # its report: the worker ended by itself while it was being looked at
            self._report = told
        asleep_s, own_s = told.get("asleep_s"), told.get("own_s")
        return Look(asleep_s, own_s) if type(asleep_s) is float and type(own_s) is float else Look()

    def gone(self) -> bool:
        """Its keeper has a last word then, or has gone itself."""
        return self._status.ready(time.monotonic())

    def end(self, *, silent: bool = False) -> Fate:
        """Have the keeper end the tree, and read its report."""
        report = self._report if self._report is not None else self._ask_for_report(silent)
        self._beginning = None
        self.let_go()
        return _fate(report)

    def _ask_for_report(self, silent: bool) -> dict[str, object]:
        try:
            self._status.send({"do": "end", "silent": silent}, time.monotonic() + REPORT_S)
        except (WireClosed, WireTimeout):
            pass  # it may have reported and gone already
        try:
            return self._status.receive(time.monotonic() + REPORT_S)
        except (WireClosed, WireError, WireTimeout):
            return {}  # the keeper itself was killed: nothing is known but that all is over

    def holds(self, beginning: Beginning) -> None:
        """Where a wall stays, it may be had again."""
        self._beginning = beginning

    def let_go(self, *, unused: bool = False, busy: bool = False) -> None:
        """Closing the worker's channel ends it; closing the other, its keeper, unless another worker may be wanted, and need
        not wait for one that is `busy`."""
        parting, beginning = self._parting(), self._beginning
        status, self._status = self._status, Channel(-1, -1)
        if parting.keep is not None and beginning is not None and status.reader >= 0 and not busy:
            if not unused:
                self.channel.close()
            parting.keep(Mould(status, beginning, self.channel if unused else None))
            return
        self.channel.close()
        if parting.leaving is None or status.reader < 0:
            status.close()
        else:
            _hang_up(status)
            parting.leaving.append(status)


def _hang_up(status: Channel) -> None:
    """Say nothing more to the other side, which sees the end, and listen on."""
    with (
        socket.socket(fileno=os.dup(status.writer)) as ours,
        contextlib.suppress(OSError),
    ):  # the other side may be gone
        ours.shutdown(socket.SHUT_WR)


def _fate(report: dict[str, object]) -> Fate:
    def number(name: str) -> int | None:
        value = report.get(name)
        return value if type(value) is int else None

    def text(name: str) -> str | None:
        value = report.get(name)
        return value if type(value) is str else None

    return Fate(
        exit_code=number("exit_code"),
        signal=number("signal"),
        limit=text("limit"),
        by_us=report.get("by_us") is True,
        processor_s=used if type(used := report.get("processor_s")) is float else 0.0,
        words=text("words") or "",
        wall=text("wall") or "",
    )
