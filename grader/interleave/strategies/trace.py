"""What a run did, as strategies see it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from ..operations import Operation


@dataclass(frozen=True, slots=True)
class Trace:
    """Steps in order, and how actors came into being."""

    steps: Sequence[tuple[int, Operation, list[int]]]
    """(actor, operation, who could have gone), one for each turn."""
    births: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Actor -> (parent, position in `steps` at which it was there)."""
    timeouts: Mapping[int, int] = field(default_factory=dict)
    """Position at which an actor went on because its deadline had passed -> position from which on it could: there
    nobody else could go on, so that all before is ordered before."""
    pending: Mapping[int, Operation] = field(default_factory=dict)
    """What those who did not end were about to do."""
    homes: Sequence[Hashable] = ()
    """The target that stands for the life of each actor's process."""
    barred: Mapping[int, tuple[Hashable, ...]] = field(default_factory=dict)
    """Position -> what could not have come just before it (`Operation.bars`)."""
    after: Mapping[int, int] = field(default_factory=dict)
    """Actor -> the one after whose first act that others can notice it begins (`twins`)."""
