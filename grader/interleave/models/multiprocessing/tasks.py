"""One thing that a pool has to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...operations import Accesses
from ...trouble import meant
from ...unnoticed import Unnoticed
from .state import Shared


class Task(Shared):
    """One thing to do, and what came of it."""

    def __init__(self, call: Any, settle: Callable[[Task, Any], None], gist: Callable[[bool], Accesses]) -> None:
        self.call = call
        """The function and its arguments."""
        self.parcel: Any = None
        """The same on its way."""
        self.settle = settle
        """Called when the answer is there, in the act in which it is given."""
        self.gist = gist
        """What giving the answer touches, by whether it is a success."""
        self.number = -1
        self.slot = -1
        self.taken = False
        self.done = False
        self.answer: Any = None
        self.unnoticed: Unnoticed | None = None
        """The error that it ended with."""

    def begin(self) -> bool:
        """It is taken up, to be carried to the workers; whether anybody still wants it."""
        return True

    def beginning(self) -> Accesses:
        """What that touches."""
        return ()

    def came(self) -> None:
        """A worker takes it, in this act."""

    def notice(self) -> None:
        """Somebody is told what came of it."""
        if self.unnoticed is not None:
            self.unnoticed.asked = True

    def opened(self) -> Any:
        """The function and its arguments, in the worker. What cannot be opened it dies of, as in life, and the task is lost."""
        try:
            return self.parcel.open()
        except Exception as error:
            raise meant(error) from None

    def lose(self, error: Exception) -> None:
        """It cannot be pickled: that is the answer, given in an act that was declared to touch its gist."""
        self.taken = self.done = True
        self.answer = error
        self.settle(self, False)
