"""`wait_for` of conditions of every kind: the library has it three times over, word for word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..actor import current_actor
from ..instrument.outside import called


def wait_for(self: Any, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
    """Wait until the predicate holds."""
    run = current_actor().run
    end = run.deadline(timeout)
    result = called(predicate)
    while not result:
        left = None if end is None else end - run.clock()
        if left is not None and left <= 0:
            break
        self.wait(left)
        result = called(predicate)
    return result


wait_for.__qualname__ = "Condition.wait_for"
