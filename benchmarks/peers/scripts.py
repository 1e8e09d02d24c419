"""One corpus program in a peer's environment: as the script it is, or taken apart into threads handed over by hand.

Runs in a virtual environment that has the peer and the standard library only.
"""

from __future__ import annotations

import ast
import io
import json
import sys
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
from tests.support.oracle import holds


class NotSplittable(Exception):
    """The program does not have the form: make threads, start and join them, print."""


@dataclass
class Job:
    """What the benchmark asks an adapter to do."""

    path: str
    oracle: str
    schedules: int
    seconds: float
    variant: str

    @classmethod
    def read(cls) -> Job:
        """The job stands on standard input."""
        return cls(**json.load(sys.stdin))

    def answer(self, verdict: str, executions: int = 0, *, detail: str = "") -> None:
        """Print what the peer said: found, holds, nothing, inconclusive, or inapplicable."""
        answer = {"verdict": verdict, "executions": executions, "detail": detail[:300]}
        print(json.dumps(answer), file=sys.__stdout__, flush=True)

    def raised(self, error: BaseException) -> bool:
        """Whether the program itself, or the oracle, raised what came through the tool."""
        files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
        return self.path in files or (isinstance(error, AssertionError) and __file__ in files)


class Output(io.TextIOBase):
    """What `sys.stdout` is for good: swapping it around each thread's work would be a race of our own making."""

    def __init__(self) -> None:
        self.text: list[str] = []

    def write(self, text: str) -> int:
        """Keep it."""
        self.text.append(text)
        return len(text)

    def line(self, *values: object, sep: str = " ", end: str = "\n", **_: object) -> None:
        """`print`, but in one piece: whether a line can be torn is not what is compared."""
        self.text.append(sep.join(map(str, values)) + end)

    def take(self) -> str:
        """What was printed since the last look."""
        said, self.text = "".join(self.text), []
        return said


class Script:
    """The program as it stands; each call runs it whole."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.code = compile(Path(job.path).read_text(encoding="utf-8"), job.path, "exec")
        sys.path.insert(0, str(Path(job.path).parent))
        self.out = sys.stdout = Output()

    def __call__(self, _state: object = None) -> None:
        """Run it; AssertionError when the oracle is false of what it printed."""
        self.out.take()
        exec(self.code, {"__name__": "__main__", "__file__": self.job.path, "print": self.out.line})
        said = self.out.take()
        assert holds(self.job.oracle, said), said


@dataclass
class State:
    """A program after its first part: threads made, none started."""

    space: dict[str, object]
    threads: list[threading.Thread] = field(default_factory=list)


class Split:
    """A program of the usual form in three parts: what makes the threads, the threads, what is printed at the end."""

    def __init__(self, job: Job) -> None:
        self.job = job
        text = Path(job.path).read_text(encoding="utf-8")
        if "current_thread" in text:
            raise NotSplittable  # its threads would be others, with other names
        body = _flat(ast.parse(text).body)
        running = [i for i, node in enumerate(body) if _drives(node)]
        if not running or not all(_only_drives(node) for node in body[running[0] : running[-1] + 1]):
            raise NotSplittable
        self.first = _compiled(body[: running[0]], job.path)
        self.last = _compiled(body[running[-1] + 1 :], job.path)
        self.out = sys.stdout = Output()
        self.workers = len(self.make().threads)
        if self.workers < 2:
            raise NotSplittable

    def make(self) -> State:
        """The first part, in a fresh namespace."""
        self.out.take()
        state = State({"__name__": "__main__", "__file__": self.job.path, "print": self.out.line})
        exec(self.first, state.space)
        state.threads = list(_threads(state.space))
        return state

    def work(self, state: State, which: int) -> None:
        """One thread's work, in the thread the peer gives."""
        state.threads[which].run()

    def right(self, state: State) -> bool:
        """The last part, and whether the oracle holds."""
        exec(self.last, state.space)
        return holds(self.job.oracle, self.out.take())


def _flat(body: list[ast.stmt]) -> list[ast.stmt]:
    """The module's statements, those below the guard included."""
    flat: list[ast.stmt] = []
    for node in body:
        guarded = isinstance(node, ast.If) and "__name__" in ast.dump(node.test)
        flat.extend(node.body if isinstance(node, ast.If) and guarded else [node])
    return flat


def _drives(node: ast.stmt) -> bool:
    """Whether a statement of the module's top level starts or joins anything."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return False
    return any(isinstance(n, ast.Attribute) and n.attr in ("start", "join") for n in ast.walk(node))


def _only_drives(node: ast.stmt) -> bool:
    """`t.start()`, `t.join()`, or a loop over nothing else."""
    match node:
        case ast.Expr(ast.Call(ast.Attribute(attr="start" | "join"), [], [])):
            return True
        case ast.For(body=body):
            return all(_only_drives(inner) for inner in body)
    return False


def _compiled(body: list[ast.stmt], path: str) -> object:
    return compile(ast.Module(body, []), path, "exec")


def _threads(space: dict[str, object]) -> Iterator[threading.Thread]:
    seen: set[int] = set()
    for value in space.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, threading.Thread) and id(one) not in seen:
                seen.add(id(one))
                yield one
