"""One run of the reduction (`dpor`): it follows the stack to its top choice, then goes straight on, past whoever sleeps."""

from __future__ import annotations

from collections.abc import Hashable

from ..operations import EXIT, LOCAL, Operation, dependent, may_meet

Clock = list[int]


class Node:
    """One place in the current run where a choice was made."""

    __slots__ = ("accesses", "actor", "barred", "clock", "done", "enabled", "gives", "operation", "sleep", "todo")

    def __init__(self, enabled: list[int], sleep: dict[int, Operation]) -> None:
        self.enabled = enabled
        self.sleep = sleep
        """Actors that need not be tried here, with what they would do."""
        self.todo: list[int] = []
        """Actors to try, the tried ones included."""
        self.done: dict[int, Operation] = {}
        self.actor = -1
        self.operation = _NOTHING
        self.accesses: list[tuple[Hashable, int, Hashable]] = []
        self.gives = False
        self.barred: tuple[Hashable, ...] = ()
        self.clock: Clock = []


_NOTHING = Operation("nothing", None, LOCAL)


class DporChooser:
    """Follows the stack to its top choice, then goes straight on, past whoever sleeps."""

    def __init__(self, nodes: list[Node]) -> None:
        self._nodes = nodes
        self._depth = 0
        self._before: tuple[int, Operation] | None = None
        self._sleep: dict[int, Operation] = {}
        self.fresh: list[Node] = []
        """Nodes beyond the stack, in order."""
        self.diverged = False

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """The recorded choice, or the straight one."""
        depth = self._depth
        self._depth += 1
        if self._before is not None:
            self._wake(*self._before)  # only now is it known for certain what that act touched
            self._before = None
        if depth < len(self._nodes):
            node = self._nodes[depth]
            if node.actor not in enabled:
                self.diverged = True
                return -1
            if depth == len(self._nodes) - 1:
                self._sleep = {**node.sleep, **node.done}
                self._before = (node.actor, pending[node.actor])
            return node.actor
        node = Node(enabled, self._sleep)
        awake = [i for i in enabled if i not in self._sleep] if self._sleep else enabled
        if not awake:
            return -1
        chosen = current if current in awake else next((i for i in awake if i > current), awake[0])
        node.actor = chosen
        node.todo.append(chosen)
        self.fresh.append(node)
        self._before = (chosen, pending[chosen])
        return chosen

    def _wake(self, actor: int, operation: Operation) -> None:
        """What the chosen actor does wakes whoever depends on it."""
        sleep = self._sleep
        if not sleep:
            return
        self._sleep = {
            i: o
            for i, o in sleep.items()
            if i != actor and o.access != EXIT and not (dependent(o, operation) or (o.also and may_meet(o, operation)))
        }
