"""What is left when a program ends, and still has something to do then: nobody simulates that, so it is said."""

import ast
import subprocess
import sys
import textwrap

import pytest

from grader.interleave.story.outliving import SUSPENDED
from grader.interleave.text.beyond import GIVEN
from grader.interleave.text.closing import closing_lines
from tests.support.programs import explored, timed

READING = """
    import threading
    from contextlib import contextmanager
    class Door:
        def __enter__(self): return self
        def __exit__(self, *error): print("closed")
    def rows():
        try:
            yield 1
            yield 2
        finally:
            print("done")
    def through():
        with Door():
            yield 1
    def asked():
        try:
            yield 1
        except GeneratorExit:
            print("asked to go")
    def plain():
        yield 1
        yield 2
    @contextmanager
    def opened():
        try:
            yield 1
        finally:
            print("shut")
    kept = []
    {main}
    t = threading.Thread(target=print, args=("hello",))
    t.start()
    t.join()
"""
LEFT = {
    "in a variable": "r = rows(); next(r)",
    "in a list": "kept.append(rows()); next(kept[0])",
    "in a circle": "kept.append(rows()); next(kept[0]); kept.append(kept); kept = []",
    "behind an iterator": "r = enumerate(rows()); next(r)",
    "in a with": "r = through(); next(r)",
    "by its error": "r = asked(); next(r)",
    "by what was entered": "o = opened(); o.__enter__()",
}
OVER = {
    "not begun": "r = rows()",
    "gone through": "r = list(rows())",
    "dropped": "next(rows())",
    "closed": "r = rows(); next(r); r.close()",
    "nothing left to do": "r = plain(); next(r)",
    "beyond the try": "r = rows(); list(r)",
    "entered and left": "\n    with opened(): pass",
}


@pytest.mark.parametrize("main", LEFT.values(), ids=LEFT)
def test_a_generator_that_is_closed_when_the_program_ends_costs_the_proof(main):
    text = READING.format(main=main)
    line = next(n for n, line in enumerate(textwrap.dedent(text).splitlines(), 1) if line.strip() == "yield 1")
    found = explored(text)

    assert not found.exhaustive
    assert [SUSPENDED] == [escape.what for escape in found.escapes]
    assert found.escapes[0].line >= line
    assert [SUSPENDED] == [escape.what for escape in timed(text).escapes]


@pytest.mark.parametrize("main", OVER.values(), ids=OVER)
def test_one_that_has_nothing_left_to_do_does_not(main):
    text = READING.format(main=main)
    found = explored(text)
    life = subprocess.run([sys.executable, "-c", textwrap.dedent(text)], capture_output=True, text=True, check=True)

    assert found.exhaustive
    assert [life.stdout] == [end.ending.stdout for end in found.endings]


def test_generators_of_the_run_before_are_none_of_this_one():
    """What one run has left in a circle may still be there in the next: it has been said once, in its own."""
    text = READING.format(main="kept.append(rows()); next(kept[0]); kept.append(kept); kept = []")
    explored(text)
    found = explored(READING.format(main=""))

    assert found.exhaustive


GIVING = [
    "C.__del__ = gone",
    "setattr(C, '__del__', gone)",
    "C = type('C', (), {'__del__': gone})",
    "C = type('C', (), dict(__del__=gone))",
    "class C:\n        __del__ = gone",
]


@pytest.mark.parametrize("giving", GIVING)
def test_a_del_that_a_class_is_given_costs_the_proof(giving):
    text = f"""
    import threading
    def gone(self):
        print("gone")
    class C:
        pass
    {giving}
    c = C()
    t = threading.Thread(target=print, args=("hello",))
    t.start()
    t.join()
    """
    found = explored(text)

    assert not found.exhaustive
    assert (7 if "class" not in giving else 8, GIVEN) in {(escape.line, escape.what) for escape in found.escapes}
    assert GIVEN in {escape.what for escape in timed(text).escapes}


def test_who_passes_it_on_gives_nothing():
    text = """
        class C:
            pass
        class D(C):
            def close(self):
                if hasattr(super(), "__dell__"):
                    super().__del__()
        print("end")
    """

    assert explored(text).exhaustive


LINES = {
    "try:\n    yield\nfinally:\n    pass": [2],
    "try:\n    pass\nfinally:\n    yield": [],
    "try:\n    yield\nexcept ValueError:\n    pass": [],
    "try:\n    yield\nexcept (ValueError, GeneratorExit):\n    yield": [2, 4],
    "try:\n    yield\nexcept:\n    pass\nelse:\n    yield 1": [2, 6],
    "with door:\n    x = yield": [2],
    "with door:\n    pass": [],
    "with door:\n    def inner():\n        yield": [],
    "for x in y:\n    with door:\n        yield from x\n    yield": [3],
}


@pytest.mark.parametrize("body", LINES)
def test_the_lines_after_which_something_comes(body):
    text = "def f():\n" + textwrap.indent(body, "    ")
    lines = {line for block in closing_lines(ast.walk(ast.parse(text))) for line in block}
    yields = {n for n, line in enumerate(text.splitlines(), 1) if "yield" in line}

    assert {line + 1 for line in LINES[body]} == lines & yields
