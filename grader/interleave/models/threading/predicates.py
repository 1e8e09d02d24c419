"""`wait_for` of conditions of every kind: the library has it three times over, word for word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...actor import current_actor
from ...instrument.outside import called


def wait_for(self: Any, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
    """Wait until the predicate holds."""
    run = current_actor().run
    left, end = timeout, None
    result = called(predicate)
    while not result:
        if end is not None:
            left = end - run.clock()
            if left <= 0:
                break
        elif timeout is not None:
            end = run.clock() + timeout
        self.wait(left)
        result = called(predicate)
    return result


wait_for.__qualname__ = "Condition.wait_for"
