"""How far a module goes before anything of the program's own can run."""

from __future__ import annotations

import ast

import pytest

from grader.interleave.instrument.preamble import NEVER, Home, bound_in, loud_among
from grader.interleave.instrument.syntax import parsed

STILL = {
    "imports and definitions": "import threading\nfrom queue import Queue\n\ndef f(x=1, *, y=()): return x\n",
    "things of the library": "lock = threading.Lock()\nqueue = Queue(maxsize=2)\nthreads = [Thread(target=f) for _ in range(3)]\n",
    "plain values": "N = 2 * 3\nwords = ['a', -1]\nsizes = {'a': 1}\nkey = lambda x: x\n",
    "a class": "@dataclass\nclass A(Base):\n    n: int = 0\n    @property\n    def m(self): return 1\n",
    "an annotation": "total: int = 0\n",
}
LOUD = {
    "a decorator of the program's": "def start(f): return f\n@start\ndef g(): pass\n",
    "a class of the program's that is called Queue": "class Queue: pass\nqueue = Queue()\n",
    "a call": "x = begin()\n",
    "an attribute, which may be a property": "x = thing.value\n",
    "an item": "x = things[0]\n",
    "an operator": "x = one + other\n",
    "what is set at an attribute": "thing.value = 1\n",
    "a list of what tells its items itself": "x = list(things)\n",
    "a default": "def f(x=begin()): pass\n",
    "an annotation that is called": "def f(x: begin()): pass\n",
    "a class that says what happens to those below it": "class A:\n    def __init_subclass__(cls): begin()\n",
    "a metaclass": "class A(metaclass=M): pass\n",
    "a call in a class": "class A:\n    x = begin()\n",
    "a condition": "if 1: pass\n",
}


def home_of(text: str) -> tuple[Home, ast.Module]:
    tree = ast.parse(text)
    return Home(bound_in(ast.walk(tree))), tree


@pytest.mark.parametrize("text", STILL.values(), ids=STILL)
def test_what_calls_nothing_of_the_programs_is_still(text: str) -> None:
    home, tree = home_of(text)
    assert home.first_effect(tree) == NEVER


@pytest.mark.parametrize("text", LOUD.values(), ids=LOUD)
def test_whatever_may_call_something_of_the_programs_is_an_effect(text: str) -> None:
    home, tree = home_of(text)
    assert home.first_effect(tree) < NEVER


def test_importing_a_file_that_is_not_still_is_an_effect() -> None:
    files = {
        "main.py": parsed(ast.parse("import outer\n")),
        "outer.py": parsed(ast.parse("from inner import x\n")),
        "inner.py": parsed(ast.parse("x = begin()\n")),
        "quiet.py": parsed(ast.parse("x = 1\n")),
    }
    bound = bound_in(node for file in files.values() for node in file.nodes)
    assert loud_among(files, bound) == {"main", "outer", "inner"}
