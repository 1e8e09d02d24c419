"""Barrier: its states, as CPython has them, and `threading.Barrier`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final

from ...actor import ActorKilled, current_actor
from ...instrument.outside import called
from ...operations import READ, SYNC, Operation
from ..copying import holding
from ..looks import look, named_at
from ..subclassing import apart

BrokenBarrierError = threading.BrokenBarrierError

FILLING: Final = 0
DRAINING: Final = 1
"""All have come, and not all have left."""
RESETTING: Final = -1
"""Whoever waits is sent away; not all have left."""
BROKEN: Final = -2


class Gate:
    """What a barrier knows. Who was let go and has not left yet still counts: until then nobody new comes in, and what
    befalls the barrier meanwhile (it is broken, say) befalls those, too."""

    def __init__(self) -> None:
        self.state = FILLING
        self.count = 0
        """Those who came and have not left."""
        self.busy = False
        """Somebody holds its lock: whoever carries out its action."""

    def is_free(self) -> bool:
        """Whether its lock can be had."""
        return not self.busy

    def is_open(self) -> bool:
        """Whether somebody can come in, be it to hear that it is broken."""
        return not self.busy and self.state in (FILLING, BROKEN)

    def lets_go(self) -> bool:
        """Whether those who wait go on."""
        return self.state != FILLING

    def wakes(self) -> None:
        """The running actor waits no more."""

    def leave(self) -> None:
        """Somebody who came leaves; the last one makes room for a new round."""
        self.count -= 1
        if not self.count and self.state in (DRAINING, RESETTING):
            self.state = FILLING

    def reset(self) -> None:
        """Send everybody away who waits."""
        if not self.count:
            self.state = FILLING
        elif self.state != DRAINING:
            self.state = RESETTING

    def waiting(self) -> int:
        """How many wait."""
        return self.count if self.state == FILLING else 0

    def told(self, parties: int) -> str:
        """What its `repr` says."""
        return "broken" if self.state == BROKEN else f"waiters={self.waiting()}/{parties}"


class Barrier:
    """`threading.Barrier`."""

    def __init__(self, parties: int, action: Callable[[], Any] | None = None, timeout: float | None = None) -> None:
        threading.Barrier(parties)  # refuses what this version of the library refuses
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._shared: Any = Gate()

    def wait(self, timeout: float | None = None) -> int:
        """Wait until all parties have come."""
        gate = self._shared
        self._pause("arrives at", test=gate.is_open)
        if gate.state == BROKEN:
            raise BrokenBarrierError
        index: int = gate.count
        gate.count += 1
        if gate.count == self._parties:
            self._let_go(gate)
        else:
            self._stay(gate, self._timeout if timeout is None else timeout)
        return index

    def _stay(self, gate: Gate, timeout: float | None) -> None:
        """Wait until somebody lets us go; whoever will not wait any longer breaks it for all."""
        try:
            patient = self._pause("waits at", test=gate.lets_go, timeout=timeout)
        except OverflowError:  # longer than anybody waits: we were not here
            gate.leave()
            raise
        if not patient and not gate.is_free():
            self._pause("leaves", test=gate.is_free)
        gate.wakes()
        if gate.state == FILLING:
            gate.state = BROKEN
            self._wake()
        through = gate.state == DRAINING
        gate.leave()
        if not through:
            raise BrokenBarrierError

    def _let_go(self, gate: Gate) -> None:
        """We were the last to come."""
        if self._action is not None:
            gate.busy = True
            try:
                called(self._action)
                self._pause("opens")
            except ActorKilled:  # who is killed gives no lock back
                raise
            except BaseException:
                gate.busy, gate.state = False, BROKEN
                self._wake()
                gate.leave()
                raise
            gate.busy = False
        gate.state = DRAINING
        self._wake()
        gate.leave()

    def _wake(self) -> None:
        """Wake who waits. (Threads are not killed one by one.)"""

    def _pause(
        self, kind: str, access: int = SYNC, test: Callable[[], bool] | None = None, timeout: float | None = None
    ) -> bool:
        """Declare an act; False when the timeout came first."""
        run = current_actor().run
        return run.pause(Operation(kind, run.number(self._shared), access, test, run.deadline(timeout), self))

    def _take(self, kind: str) -> None:
        """Act under its lock."""
        self._pause(kind, test=None if self._is_never_held() else self._shared.is_free)

    def _is_never_held(self) -> bool:
        """Whether nobody ever has its lock for longer than an act."""
        return self._action is None

    def reset(self) -> None:
        """Send everybody away who waits."""
        self._take("resets")
        self._shared.reset()
        self._wake()

    def abort(self) -> None:
        """Break it for good."""
        self._take("aborts")
        self._shared.state = BROKEN
        self._wake()

    @property
    def parties(self) -> int:
        """How many must come."""
        return self._parties

    @property
    def n_waiting(self) -> int:
        """How many are there now."""
        self._pause("looks at", READ)
        return int(self._shared.waiting())

    @property
    def broken(self) -> bool:
        """Whether it was broken."""
        self._pause("looks at", READ)
        return bool(self._shared.state == BROKEN)

    def __repr__(self) -> str:
        look(self, self._shared)
        return f"{named_at(self)}: {self._shared.told(self._parties)}>"


Barrier.__module__ = "threading"
holding(Barrier, "_thread.lock")
apart(Barrier, threading.Barrier)
