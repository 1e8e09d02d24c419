"""A thread of `_thread`, which no object of the program's stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...actor import ActorKilled, current_actor
from ...streams import say
from ...trouble import note_trouble, traceback_text
from .locals import forget_locals


class BareThread:
    """What it does, and what it is called in stories."""

    def __init__(self, work: Callable[[], Any], function: Callable[..., Any]) -> None:
        self.name = "a thread"
        self._work, self._function = work, function

    def __call__(self) -> None:
        """Do it. Its errors are told, and end nothing else."""
        try:
            self._work()
        except (ActorKilled, SystemExit) as leaving:
            if isinstance(leaving, ActorKilled):
                raise
        except BaseException as error:
            note_trouble(current_actor(), error)
            name = getattr(self._function, "__name__", "?")
            say(f"Exception ignored in thread started by: {name}\n{traceback_text(error)}")
        forget_locals(current_actor())
