"""How an executor keeps count of workers that end after so many tasks, and whose turn it is to change that."""

from __future__ import annotations


class Turns:
    """What the thread behind an executor does one after the other, and the lock under which workers are started."""

    def __init__(self) -> None:
        self.taking_in = False
        """An answer is being taken in; if its worker leaves with it, until that has ended and perhaps another was started."""
        self.leaving = 0
        """The pid of the worker that is waited for; 0 for none."""
        self.used: set[int] = set()
        """Pids of the workers that are not counted any more."""
        self.starting = False
        """Somebody looks whether a worker is needed, or starts one."""

    def use_up(self, pid: int) -> None:
        """This worker has done its last task."""
        self.used.add(pid)
        self.leaving = pid
