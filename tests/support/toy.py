"""A machine of a few lines that strategies can be tried on: actors are lists of instructions, no Python runs.

Instructions: ("r", x) ("w", x) memory; ("ri", x, i) ("wi", x, i) one item of it; ("guarded", x, l) writes x when l
is free; ("acq", l) ("rel", l) a lock; ("up", s) ("give", s) ("down", s) a counting semaphore that starts at one, given to as a whole or independently of
others who give; ("put", q) ("get", q) an unbounded queue; ("try", q) a get that may time out once nothing else could go on;
("push", f) ("pull", f) ("poll", f) ("none", f) a queue by its ends and slots, tried without waiting, asked whether it is
empty; ("start", a) ("join", a) another actor; ("exit",) ends the program and cuts the others off.
"""

from __future__ import annotations

from grader.interleave.operations import EXIT, READ, SYNC, WRITE, Evolving, Operation, Returning
from grader.interleave.strategies.trace import Trace

ACCESS = {"r": READ, "w": WRITE, "ri": READ, "wi": WRITE, "guarded": WRITE, "exit": EXIT}
FAMILY = {
    "r": "memory", "w": "memory", "ri": "memory", "wi": "memory", "guarded": "memory",
    "acq": "lock", "rel": "lock", "up": "semaphore", "give": "semaphore", "down": "semaphore",
    "put": "queue", "get": "queue", "try": "queue", "start": "actor", "join": "actor",
}  # fmt: skip
"""Instructions on the same thing share a family, so that equal names of different families do not meet."""

BLOCKING = frozenset(("acq", "guarded", "down", "get", "try", "pull", "join"))
ENDS = {"push": "tail", "pull": "head", "poll": "head", "none": "head"}


class Machine:
    """One schedule of one toy program."""

    def __init__(self, program, chooser):
        self.program, self.chooser = program, chooser
        self.trace, self.due, self.expired, self.births = [], {}, {}, {}
        self.pending = [None] * len(program)
        self.counter = [0] * len(program)
        self.memory, self.locks, self.semaphores, self.queues = {}, {}, {}, {}
        self.pushed, self.popped, self.barred = {}, {}, {}
        self.seen = [[] for _ in program]
        self.started = {0}
        started_by_others = {i[1] for actor in program for i in actor if i[0] == "start"}
        self.started |= set(range(len(program))) - started_by_others
        self.over = None

    def history(self):
        """The schedule as strategies see it."""
        done = {a for a in range(len(self.program)) if self.counter[a] >= len(self.program[a])}
        last = self.trace[-1][0] if self.trace and self.trace[-1][1].access == EXIT else None
        parked = [a for a in sorted(self.started) if a not in done and a != last]
        pending = {a: self.operation(a) for a in parked}
        return Trace(self.trace, self.births, self.expired, pending, [("life", 1)] * len(self.program), self.barred)

    def operation(self, actor):
        kind, *rest = self.program[actor][self.counter[actor]]
        if kind in ENDS:
            return self.at_an_end(actor, kind, rest[0])
        if kind == "give":
            return Returning(kind, ("semaphore", rest[0]), tuple, access=READ)
        target = ("life", 1) if kind == "exit" else (FAMILY[kind], rest[0])
        part = rest[1] if kind in ("ri", "wi") else None
        also = ((("lock", rest[1]), READ),) if kind == "guarded" else ()
        test = (lambda: self.enabled(actor)) if kind in BLOCKING else None
        return Operation(kind, target, ACCESS.get(kind, SYNC), test, part=part, also=also)

    def at_an_end(self, actor, kind, name):
        """An act on a queue touches the end it works on, and the slot of its item."""
        counts = self.pushed if kind == "push" else self.popped
        access = READ if kind == "none" else SYNC
        test = (lambda: self.enabled(actor)) if kind == "pull" else None
        slot = lambda: ((("slot", name, counts.get(name, 0)), access),)  # noqa: E731
        bars = (lambda: (("slot", name, counts.get(name, 0)),)) if kind == "push" else None
        return Evolving(kind, (ENDS[kind], name), slot, access=access, enabled=test, bars=bars)

    def enabled(self, actor):
        kind, *rest = self.program[actor][self.counter[actor]]
        match kind:
            case "acq":
                return self.locks.get(rest[0]) is None
            case "guarded":
                return self.locks.get(rest[1]) is None
            case "down":
                return self.semaphores.get(rest[0], 1) > 0
            case "get" | "try" | "pull":
                return bool(self.queues.get(rest[0]))
            case "join":
                return rest[0] in self.started and self.counter[rest[0]] >= len(self.program[rest[0]])
        return True

    def act(self, actor, late):
        kind, *rest = self.program[actor][self.counter[actor]]
        self.counter[actor] += 1
        x = rest[0] if rest else None
        match kind:
            case "r":
                self.seen[actor].append(tuple(self.memory.get(key) for key in [x, (x, 0), (x, 1)]))
            case "ri":
                self.seen[actor].append(self.memory.get((x, rest[1])))
            case "wi":
                self.memory[x, rest[1]] = (actor, self.counter[actor])
            case "w" | "guarded":
                for key in [x, (x, 0), (x, 1)]:
                    self.memory[key] = (actor, self.counter[actor], tuple(self.seen[actor]))
            case "acq":
                self.locks[x] = actor
            case "rel":
                self.locks[x] = None
            case "up" | "give":
                self.semaphores[x] = self.semaphores.get(x, 1) + 1
            case "down":
                self.semaphores[x] = self.semaphores.get(x, 1) - 1
            case "put":
                self.queues.setdefault(x, []).append((actor, tuple(self.seen[actor])))
            case "get" | "try":
                self.seen[actor].append("late" if late else self.queues[x].pop(0))
            case "push":
                self.queues.setdefault(x, []).append((actor, tuple(self.seen[actor])))
                self.pushed[x] = self.pushed.get(x, 0) + 1
            case "pull" | "poll":
                items = self.queues.get(x)
                self.seen[actor].append(items.pop(0) if items else "none")
                self.popped[x] = self.popped.get(x, 0) + (self.seen[actor][-1] != "none")
            case "none":
                self.seen[actor].append(not self.queues.get(x))
            case "start":
                self.started.add(x)
                self.births[x] = (actor, len(self.trace))
            case "exit":
                self.over = "exit"

    def run(self):
        current = -1
        while self.over is None:
            alive = [a for a in sorted(self.started) if self.counter[a] < len(self.program[a])]
            for actor in alive:
                self.pending[actor] = self.operation(actor)
            able = [a for a in alive if self.enabled(a) or a in self.due]
            if not able:
                able = [a for a in alive if self.program[a][self.counter[a]][0] == "try"]
                self.due.update((a, len(self.trace)) for a in able)
            if not able:
                self.over = "deadlock" if alive else "finished"
                break
            chosen = self.chooser.choose(current, able, self.pending)
            if chosen < 0:
                self.over = "abandoned"
                break
            since = self.due.pop(chosen, None)
            late = not self.enabled(chosen)
            if late:
                self.expired[len(self.trace)] = since
            done = self.pending[chosen]
            if done.bars is not None:
                self.barred[len(self.trace)] = done.bars()
            self.trace.append((chosen, done, able))
            done.done()
            self.act(chosen, late)
            current = chosen
        return self.ending()

    def ending(self):
        seen = tuple(map(tuple, self.seen))
        return (self.over, tuple(sorted(self.memory.items(), key=repr)), seen, tuple(self.counter))


def endings(program, strategy, limit=20_000):
    """All distinct endings that a strategy meets, how many schedules it ran, and whether it came to its end."""
    found, count = set(), 0
    while (chooser := strategy.next()) is not None:
        if count >= limit:
            return found, count, False
        machine = Machine(program, chooser)
        ending = machine.run()
        count += 1
        if ending[0] != "abandoned":
            found.add(ending)
        strategy.learn(machine.history())
    return found, count, True


class Everything:
    """Brute force: every schedule there is, depth first. Knows nothing of dependence."""

    def __init__(self):
        self.path = []
        self.begun = False

    def next(self):
        while self.begun and self.path:
            self.path[-1][1] += 1
            if self.path[-1][1] < len(self.path[-1][0]):
                break
            self.path.pop()
        if self.begun and not self.path:
            return None
        self.begun, self.at = True, 0
        return self

    def choose(self, current, enabled, pending):
        if self.at == len(self.path):
            self.path.append([list(enabled), 0])
        options, which = self.path[self.at]
        self.at += 1
        return options[which]

    def learn(self, trace):
        pass
