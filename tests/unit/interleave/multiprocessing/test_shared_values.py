"""Value, Array and their raw forms: ctypes' rules, copies of nothing, and the lock around each access."""

from __future__ import annotations

import ctypes

import pytest

from grader.interleave.search import explorer
from grader.interleave.search.launch import run_once

HEAD = """
import threading
import multiprocessing as mp
"""
METHODS = pytest.mark.parametrize("method", ["fork", "spawn"])


@METHODS
def test_children_see_the_same_memory(output, method):
    """Numbers, arrays, slices, strings and structures."""
    assert [
        f"6 (<Synchronized wrapper for {ctypes.c_int(6)}>)", "[10, 20, 3] 10.5", "b'yo' b'yo\\x00lo'", "[0, 7, 0]", "(2.5, 7) 9"
    ] == output(HEAD + """
import ctypes
class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("y", ctypes.c_int)]

def work(number, row, raw, text, cells, point, points):
    number.value += 1
    row[0] = 10
    row[1:2] = [20]
    raw.value /= 2
    text.value = b"yo"
    cells[-2] = 7
    point.x += 1.5
    points[1].y = 9

if __name__ == "__main__":
    number, row, raw = mp.Value("i", 5), mp.Array("l", [1, 2, 3]), mp.RawValue("d", 21)
    text, cells, point = mp.Array("c", b"hello"), mp.RawArray("i", 3), mp.Value(Point, 1.0, 7)
    points = mp.Array(Point, [(1, 2), (3, 4)])
    p = mp.Process(target=work, args=(number, row, raw, text, cells, point, points))
    p.start(); p.join()
    print(number.value, f"({number})")
    print(list(row), raw.value)
    print(text.value, text.raw)
    print(cells[:])
    print((point.x, point.y), points[1].y)
""", method).splitlines()  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("mp.Value('i', 2**31).value", "-2147483648"),
        ("mp.Value('B', 300).value", "44"),
        ("mp.Value('d', 1).value", "1.0"),
        ("mp.Value('c', b'a').value", "b'a'"),
        ("mp.Value(ctypes.c_bool, 3).value", "True"),
        ("mp.Array('i', 3)[:]", "[0, 0, 0]"),
        ("sum(mp.Array('i', range(4)))", "6"),
        ("len(mp.Array('d', [1, 2]))", "2"),
        ("2 in mp.RawArray('i', [1, 2])", "True"),
        ("mp.RawValue('i', 7)", str(ctypes.c_int(7))),
        ("mp.Value('i', 1, lock=False).value", "1"),
        ("mp.Value('i', 1, lock=mp.Lock()).get_lock()", "<Lock(owner=None)>"),
        ("mp.Value('i', 1, lock=threading.Lock()).value", "1"),
        ("mp.sharedctypes.copy(mp.Value('i', 4).get_obj()).value", "4"),
        ("mp.sharedctypes.synchronized(mp.RawValue('i', 4)).value", "4"),
    ],
)
def test_values_are_those_of_ctypes(output, expression, shown):
    """They wrap, truncate and convert as in life."""
    assert shown == output(HEAD + f"""
import ctypes, multiprocessing.sharedctypes
if __name__ == "__main__":
    print({expression})
""").strip()  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("mp.Value('i', 'a')", "TypeError: 'str' object cannot be interpreted as an integer"),
        ("mp.Value('z', 1)", "TypeError: this type has no size"),
        ("mp.Value('i', 1, lock=3)", "AttributeError: 3 has no method 'acquire'"),
        ("setattr(mp.Value('i', 1), 'value', 'x')", "TypeError: 'str' object cannot be interpreted as an integer"),
        ("mp.Array('i', 3)[5]", "IndexError: invalid index"),
        ("mp.Array('i', 3).__setitem__(0, 1.5)", "TypeError: 'float' object cannot be interpreted as an integer"),
        ("mp.Array('i', -1)", "ValueError: Array length must be >= 0"),
        ("mp.Queue().put_nowait; mp.SimpleQueue().put(mp.Value('i'))", "Synchronized objects should only be shared"),
        ("mp.SimpleQueue().put(mp.RawValue('i'))", "objects should only be shared between processes through"),
    ],
)
def test_misuse_is_answered_as_by_ctypes(ending, expression, message):
    """The same exceptions with the same words."""
    assert message in ending(HEAD + f"""
if __name__ == "__main__":
    {expression}
""").stderr  # fmt: skip


def test_an_access_waits_for_who_holds_the_lock(ending):
    """So joining a child that reads the value, with the lock held, is a deadlock."""
    end = ending(HEAD + """
def look(number):
    print(number.value)

if __name__ == "__main__":
    number = mp.Value("i", 5)
    p = mp.Process(target=look, args=(number,))
    with number.get_lock():
        print(number.value, number.get_lock())
        p.start()
        p.join()
""")  # fmt: skip

    assert ("deadlock", "5 <RLock(MainProcess, 1)>\n") == (end.kind, end.stdout)
    assert "Process-1 waits to read number" in end.detail


def test_a_value_with_a_plain_lock_blocks_its_own_holder(ending):
    """Each access takes the lock, and a Lock cannot be taken twice."""
    assert "deadlock" == ending(HEAD + """
if __name__ == "__main__":
    number = mp.Value("i", 5, lock=mp.Lock())
    with number:
        number.value += 1
""").kind  # fmt: skip


@METHODS
def test_a_lost_update_is_found_and_told(search, method):
    """`+=` is a read and a write; the story names the variable and who overwrote what."""
    found = search(HEAD + """
def add(number):
    number.value += 1

if __name__ == "__main__":
    shared = mp.Value("i", 0)
    ps = [mp.Process(target=add, args=(shared,)) for _ in range(2)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(shared.value)
""", method)  # fmt: skip

    assert {"1\n", "2\n"} == {f.ending.stdout for f in found.endings}
    assert found.exhaustive and found.controlled
    lost = next(f.witness for f in found.endings if f.ending.stdout == "1\n")
    decisive = [step for step in lost.steps if step.decisive]
    assert [("writes", "shared.value", "1")] == [(s.action, s.target, s.value) for s in decisive]
    assert decisive[0].note in ("overwrites Process-1's 1", "overwrites Process-2's 1")


@METHODS
@pytest.mark.parametrize(
    "body", ["with number.get_lock(): number.value += 1", "with number: number.value += 1", "cells[place] += 1"]
)
def test_what_is_right_is_proved(search, method, body):
    """With the lock held, or with a cell of one's own."""
    found = search(HEAD + f"""
def add(number, cells, place):
    {body}

if __name__ == "__main__":
    number, cells = mp.Value("i", 0), mp.Array("i", 2)
    ps = [mp.Process(target=add, args=(number, cells, place)) for place in range(2)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(number.value + sum(cells[:]))
""", method)  # fmt: skip

    assert ["2\n"] == [f.ending.stdout for f in found.endings]
    assert found.exhaustive and found.controlled


@METHODS
def test_one_lock_for_reading_and_one_for_writing_is_not_enough(search, method):
    """Between the two the other process may come in."""
    found = search(HEAD + """
def add(number):
    with number.get_lock():
        old = number.value
    with number.get_lock():
        number.value = old + 1

if __name__ == "__main__":
    number = mp.Value("i", 0)
    ps = [mp.Process(target=add, args=(number,)) for _ in range(2)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(number.value)
""", method)  # fmt: skip

    assert {"1\n", "2\n"} == {f.ending.stdout for f in found.endings}


def test_no_order_is_tried_in_vain_because_each_access_takes_a_lock_that_is_held(search, monkeypatch):
    """Who holds the lock of a value was in the others' way when it was taken: what is done with the value is in nobody's."""
    runs = []
    monkeypatch.setattr(explorer, "run_once", lambda *args: runs.append(run_once(*args)) or runs[-1])
    found = search("""
import multiprocessing as mp

def work(number):
    with number.get_lock():
        number.value += 1

if __name__ == "__main__":
    number = mp.Value("i", 0)
    ps = [mp.Process(target=work, args=(number,)) for _ in range(2)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(number.value)
""", "fork")  # fmt: skip

    assert (["2\n"], True) == ([each.ending.stdout for each in found.endings], found.exhaustive)
    assert found.schedules == len(runs)
