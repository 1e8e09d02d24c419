"""What the text alone shows to be beyond control is named with its line; what is under control is not."""

import ast
import sys

import pytest

from grader.interleave.instrument.syntax import parsed
from grader.interleave.text.beyond import escapes_in

SEEN = {
    "import ctypes\nctypes.pythonapi": "ctypes",
    "import ctypes\nv = Value(ctypes.c_int, ctypes.sizeof(x))": "ctypes",
    "import ctypes\nv = Value(ctypes.Structure)": "ctypes",
    "import msgspec": "msgspec",
    "import sys\nx = [sys._getframe()]": "sys._getframe",
    "from sys import settrace": "sys.settrace",
    "import gc\ngc.get_objects()": "gc",
    "import gc\ngc.collect()\ngc.get_referrers(x)": "gc",
    "import gc\nprint(gc.collect())": "gc",
    "from weakref import *": "weakref",
    "from weakref import ref as r\nr(x)": "weakref",
    "import weakref as w\nw.ref(x)": "weakref",
    "shutil.copyfile('a', 'b')": "copyfile()",
    "import random\nrandom.random()": "random numbers without a seed",
    "import typing\ntyping.get_type_hints(f)": "get_type_hints",
    "from typing import get_type_hints as hints\nhints(f)": "get_type_hints",
    "import inspect\ninspect.signature(f, eval_str=True)": "eval_str",
    "more = {'eval_str': True}": "eval_str",
}


@pytest.mark.parametrize("text", SEEN)
def test_it_is_named_with_its_line(text):
    found = escapes_in({"a.py": parsed(ast.parse(f"pass\n{text}\n"))})

    assert SEEN[text] in {what for _, _, what in found}
    assert all(line > 1 for _, line, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "import weakref, gc, asyncio",
        "import gc\ngc.disable()\ndef f():\n    gc.collect()",
        "import gc\ngc.set_threshold(1_000)\ngc.enable()",
        "import sys\nsys.setswitchinterval(1e-6)",
        "from weakref import ref",
        "v.__setitem__(0, 1)",
        "v[0] = 1",
        "import heapq\nheapq.heappush(h, 1)",
        "import __main__",
        "import threding",
        "import ctypes\nv = Value(ctypes.c_int, 0)",
        "from ctypes import c_double as c_d\nv = multiprocessing.Array(c_d, 3)",
    ],
)
def test_what_is_seen_when_it_happens_is_no_escape(text):
    assert [] == escapes_in({"a.py": parsed(ast.parse(text))})


READING = [
    "x = 0\ndef f(a: x): pass",
    "def g():\n    global x\ndef f() -> x: pass",
    "def outer(b):\n    def f(*a: b): pass",
    "box.v = 1\nclass C:\n    a: box.v",
    "def f(a: len(xs)): pass",
    "A = int\nA = str\ndef f(a: A): pass",
    "import a\na = 1\na = 2\ndef f(b: a): pass",
]
READING_LATE = [
    "x = 0\ntype A = x",
    "x = 0\ndef f[T: x](a: T): pass",
    "x = 0\nclass C[T: (x, int)]: pass",
    "x = 0\nclass C[T](base(x)): pass",
    "from __future__ import annotations\nx = 0\ntype A = x",
]
"""Since 3.12."""
TYPES = [
    "import queue\ndef f(queue: queue.Queue[int], n: int | None = None) -> list[str]: pass",
    "from typing import TypeVar\nT = TypeVar('T')\nV = list[T]\nclass C:\n    a: V\n    b: 'C'\n    def f(self, other: C) -> T: pass",
    "try:\n    from typing import Self\nexcept ImportError:\n    Self = None\nclass C:\n    def f(self) -> Self: pass",
    "from __future__ import annotations\nx = 0\ndef f(a: x): pass",
]
TYPES_LATE = ["type A = list[int]\nclass C[T: A]:\n    def f[U](self, a: T, b: U) -> dict[T, A]: pass"]


@pytest.mark.parametrize("text", READING + (READING_LATE if sys.version_info >= (3, 12) else []))
def test_a_type_that_reads_what_may_change_is_named(text):
    """No step can be put where it is evaluated."""
    assert [("a.py", text.count("\n") + 1, "a type that reads what may change")] == escapes_in(
        {"a.py": parsed(ast.parse(text))}
    )


@pytest.mark.parametrize("text", TYPES + (TYPES_LATE if sys.version_info >= (3, 12) else []))
def test_a_type_of_classes_and_modules_is_no_escape(text):
    assert [] == escapes_in({"a.py": parsed(ast.parse(text))})


@pytest.mark.parametrize("use", ["import a\na.weakref.ref(x)", "from a import weakref"])
def test_what_another_file_uses_is_used(use):
    found = escapes_in({"a.py": parsed(ast.parse("import weakref")), "b.py": parsed(ast.parse(use))})

    assert ("a.py", 1, "weakref") in found
