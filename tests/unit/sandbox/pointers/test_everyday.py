"""Errors of ordinary courses have advice; the messages are those that Python itself gives."""

import abc
import asyncio
import contextlib
import dataclasses
import random
import re
import sqlite3

import pytest

from grader.interleave.ending import NO_MORE_INPUT
from grader.sandbox.claims import StudentError
from grader.sandbox.endings import without_end
from grader.sandbox.pointers.advice import for_error, for_line


class Shown:
    def __str__(self):
        return 3

    __repr__ = __iter__ = __str__

    def __exit__(self):
        pass

    def __enter__(self):
        pass


class Listed:
    def __iter__(self):
        return [1]


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        pass


def ends():
    yield 1
    raise StopIteration


def in_a_loop(begin):
    async def main():
        await begin()

    asyncio.run(main())


async def goes_through():
    async for _ in [1]:
        pass


def runs_in_a_loop():
    coroutine = asyncio.sleep(0)
    try:
        asyncio.run(coroutine)
    finally:
        coroutine.close()


async def nothing():
    await None


def asked(*more):
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.execute("create table t (a, b)")
        db.execute(*more)


def left():
    with Shown():
        pass


def defaults():
    @dataclasses.dataclass
    class _:
        tags: list = []  # noqa: RUF008


@pytest.mark.parametrize(
    ("act", "word"),
    [
        (lambda: str(Shown()), "give back a text"),
        (lambda: repr(Shown()), "give back a text"),
        (lambda: iter(Listed()), "iter(…)"),
        (lambda: {[1]: 2}, "tuple(…)"),
        (lambda: {(1, {}): 2}, "tuple(…)"),
        (lambda: list(ends()), "`return`"),
        (lambda: exec("raise 'no'"), "class Name(Exception):"),
        (left, "def __exit__(self, kind, error, trace)"),
        (defaults, "default_factory=list"),
        (Shape, "Shape does not have all"),
        (lambda: asked("select * from t where a = ?", "Ann"), "(name,)"),
        (lambda: asked("select * from u"), "Is u spelt so"),
        (lambda: asked("create table t (a)"), "IF NOT EXISTS"),
        (lambda: asked("selct 1"), "Values are ?"),
        (lambda: asked("select c from t"), "Values are ?"),
        (lambda: re.match("a", "b").group(), "match() and search() give None"),
        (lambda: re.compile("(a"), 'r"\\d+"'),
        (lambda: "ü".encode("latin-1").decode(), "another encoding"),
        (lambda: "ü".encode("ascii"), 'encoding="utf-8"'),
        (lambda: random.sample(range(3), 4), "choices(…, k=n)"),
        (lambda: (lambda a, b: 0)(*(x for x, _ in ["abc"])), "as many names"),
        (lambda: in_a_loop(lambda: asyncio.sleep(0, runs_in_a_loop())), "one awaits"),
        (lambda: in_a_loop(nothing), "Is an `async` missing"),
        (lambda: in_a_loop(goes_through), "A list is gone through"),
        (lambda: compile("await x", "x", "exec"), "asyncio.run(main())"),
    ],
)
def test_an_error_that_courses_meet_has_advice(act, word):
    with pytest.raises(BaseException) as raised:
        act()

    message = raised.value.msg if isinstance(raised.value, SyntaxError) else str(raised.value)
    assert word in (for_error(type(raised.value).__name__, message) or "")


def test_files_that_import_each_other_have_advice():
    said = (
        "cannot import name 'Cart' from partially initialized module 'shop.cart' (most likely due to a circular import)"
    )

    assert "into a third" in (for_error("ImportError", said) or "")


def test_where_tcl_has_looked_for_itself_is_not_told():
    error = StudentError(
        "TclError", "Can't find a usable init.tcl in the following directories: /usr/share/tcl8.6 /opt/x"
    )

    assert "TclError: Can't find a usable init.tcl: there is no screen while a program is judged" == error.rationale


@pytest.mark.parametrize(
    ("type", "message", "line", "word"),
    [
        ("KeyError", "'a'", "counts[word] += 1", "counts.get(key, 0)"),
        ("KeyError", "'a'", "groups[key].append(word)", "setdefault"),
        ("TypeError", "unhashable type: 'list'", "await asyncio.gather(tasks)", "gather(*tasks)"),
    ],
)
def test_a_line_tells_more(type, message, line, word):
    assert word in for_line(type, message, lambda: line)


def test_a_key_that_is_asked_for_has_no_advice():
    assert for_line("KeyError", "'a'", lambda: "print(counts[word])") is None


def test_who_catches_that_there_is_no_more_input_is_told_the_way_out():
    claim = without_end(NO_MORE_INPUT, (), None)

    assert "except EOFError: break" in (claim.advice or "")
