"""Ways to touch something that two threads share, by language and library: programs are drawn from them.

`families/NAME.txt` holds what is shared, operations on it (one a line), and how its end is told, between lines of three
dashes. `{k}` is the number of the thread, `r` where threads leave what they got.
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_suffix("")
MODULES = [
    "array",
    "bisect",
    "collections",
    "collections.abc",
    "concurrent.futures",
    "configparser",
    "contextlib",
    "contextvars",
    "copy",
    "csv",
    "dataclasses",
    "decimal",
    "enum",
    "functools",
    "graphlib",
    "hashlib",
    "heapq",
    "io",
    "itertools",
    "json",
    "math",
    "operator",
    "os",
    "pickle",
    "pprint",
    "queue",
    "random",
    "re",
    "statistics",
    "string",
    "struct",
    "sys",
    "textwrap",
    "threading",
    "types",
    "typing",
]
HEAD = """\
r = [None, None, None]
def keys(**given): return sorted(given)
"""
TAIL = """\
threads = [threading.Thread(target=work1), threading.Thread(target=work2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


@dataclass(frozen=True)
class Family:
    """Something shared, what can be done to it, and an expression for what is left in the end."""

    shared: str
    operations: tuple[str, ...]
    told: str

    def program(self, *works: list[str]) -> str:
        """Two threads that do these things; an exception of one is part of what is told."""
        threads = "\n".join(_work(number, work) for number, work in enumerate(works, 1))
        text = f"{HEAD}{self.shared}\n{threads}\n{TAIL}print(r, {self.told})\n"
        used = [f"import {module}" for module in MODULES if f"{module}." in text]
        return "\n".join([*used, *(["import __main__ as me"] if "me." in text or "(me" in text else []), text])

    def drawn(self, chance: random.Random) -> str:
        """A program of two threads that do one or two things each."""
        return self.program(*([chance.choice(self.operations) for _ in range(chance.choice((1, 1, 2)))] for _ in "ab"))


def _work(number: int, operations: list[str]) -> str:
    body = textwrap.indent("\n".join(operations).replace("{k}", str(number)).replace("\\n", "\n"), " " * 8)
    fails = f"    except Exception as error:\n        r[{number}] = type(error).__name__"
    return f"def work{number}():\n    global n, o, z\n    try:\n{body}\n{fails}"


def families() -> dict[str, Family]:
    """Every family by name."""
    found = {}
    for file in sorted(FOLDER.glob("*.txt")):
        shared, operations, told = file.read_text(encoding="utf-8").split("\n---\n")
        found[file.stem] = Family(shared, tuple(operations.splitlines()), told.strip())
    return found
