"""Which judge takes which order next: orders of one suite stay together, and nobody is idle while there are any."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

from grader.authoring.judging.order import Order, Which

Setting = tuple[str, Which]


class Docket:
    """Orders by number, handed out one at a time to whichever judge asks; may be asked from several threads."""

    def __init__(self, orders: Sequence[Order]) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[Setting, deque[int]] = {}
        self._judges: dict[Setting, int] = {}
        for number, order in enumerate(orders):
            self._waiting.setdefault(order.setting, deque()).append(number)

    def next(self, setting: Setting | None) -> int | None:
        """The number of an order for a judge that is ready for `setting`; None when all are taken."""
        with self._lock:
            if setting is not None and not self._waiting.get(setting):
                self._judges[setting] = self._judges.get(setting, 1) - 1
                setting = None
            if setting is None:
                setting = self._best()
                if setting is None:
                    return None
                self._judges[setting] = self._judges.get(setting, 0) + 1
            return self._waiting[setting].popleft()

    def _best(self) -> Setting | None:
        """A suite that nobody is at, in the order they came; else the one with most to do for each judge at it."""
        left = [setting for setting, numbers in self._waiting.items() if numbers]
        alone = (setting for setting in left if not self._judges.get(setting))
        return next(alone, None) or max(
            left, key=lambda setting: len(self._waiting[setting]) / self._judges[setting], default=None
        )
