"""What the text alone shows to be beyond control is named with its line; what is under control is not."""

import ast

import pytest

from grader.interleave.beyond import escapes_in

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
    "shutil.rmtree('a')": "rmtree()",
    "import random\nrandom.random()": "random numbers without a seed",
}


@pytest.mark.parametrize("text", SEEN)
def test_it_is_named_with_its_line(text):
    found = escapes_in({"a.py": ast.parse(f"pass\n{text}\n")})

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
    assert [] == escapes_in({"a.py": ast.parse(text)})


@pytest.mark.parametrize("use", ["import a\na.weakref.ref(x)", "from a import weakref"])
def test_what_another_file_uses_is_used(use):
    found = escapes_in({"a.py": ast.parse("import weakref"), "b.py": ast.parse(use)})

    assert ("a.py", 1, "weakref") in found
