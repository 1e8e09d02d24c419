"""At which pace a schedule is run: what decides about a run besides its switches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, get_args

from ..strategies.in_turn import InTurn
from ..strategies.replay import Replay, Switch
from ..strategies.timed import RunToBlock
from .run_state import Chooser

Pace = Literal["free", "timed", "impatient", "in turn", "as filled"]
"""Nothing; one clock for all, each until it must wait; the same search in which timeouts fire early; one clock and a step each in
turn; the same search in which sets are gone through in the order in which they were filled. The clock's needs no switches told."""
PACES: Final[tuple[Pace, ...]] = get_args(Pace)
"""In tokens, their numbers."""
ON_THE_CLOCK: Final[frozenset[Pace]] = frozenset({"timed", "in turn"})
APART: Final[frozenset[Pace]] = frozenset({"impatient", "as filled"})
"""Paces whose schedules mean something else in another."""


def again(pace: Pace, switches: Sequence[Switch]) -> Chooser:
    """What repeats a run at this pace."""
    match pace:
        case "timed":
            return RunToBlock()
        case "in turn":
            return InTurn()
    return Replay(switches)
