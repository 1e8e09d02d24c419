"""Operators that the library wrote in Python, and class statements: where this CPython may switch threads in the middle."""

import pytest

from grader.interleave.program import Search
from tests.support.programs import explored, outputs

LOST = """
import enum, threading
{imports}
from fractions import Fraction
from pathlib import Path

class Colour(enum.Flag):
    NONE = 0
    RED = 1
    GREEN = 2

class Holder: ...

one, n, holder, items = Fraction(1), {start}, Holder(), [{start}]
holder.n = n

def add(colour, letter):
    global n
    {add}

threads = [threading.Thread(target=add, args=args) for args in ((Colour.RED, "a"), (Colour.GREEN, "b"))]
for thread in threads: thread.start()
for thread in threads: thread.join()
print({end})
"""
INTO = {
    "onto a global": ("n += one", "Fraction(0)", "n"),
    "between two": ("n = n + one", "Fraction(0)", "n"),
    "from the right": ("n = 1 + n", "Fraction(0)", "n"),
    "an attribute": ("holder.n += one", "Fraction(0)", "holder.n"),
    "an item": ("items[0] += one", "Fraction(0)", "items[0]"),
    "a local": ("m = n; m += one; n = m", "Fraction(0)", "n"),
    "of one": ("m = n; -one; n = m + 1", "0", "n"),
    "compared": ("m = n; one < 2; n = m + 1", "0", "n"),
    "compared as a test": ("m = n\n    if not one < 2: pass\n    n = m + 1", "0", "n"),
    "not": ("m = n; not UserList(); n = m + 1", "0", "n"),
    "in": ("m = n; 2 in ChainMap({}); n = m + 1", "0", "n"),
    "flags": ("n |= colour", "Colour.NONE", "n.value"),
    "paths": ("n = n / letter", "Path()", "len(n.parts)"),
    "lists": ("n = n + [1]", "UserList()", "len(n)"),
    "counters": ("n = n + Counter(letter)", "Counter()", "len(n)"),
    "items": ("n['x'] = n['x'] + 1", "UserDict(x=0)", "n['x']"),
    "items added to": ("n['x'] += 1", "UserDict(x=0)", "n['x']"),
    "items of a key that is worked out": ("n[letter[:0]] = n[letter[:0]] + 1", "UserDict({'': 0})", "n['']"),
    "a class": ("m = n\n    class New: ...\n    n = m + 1", "0", "n"),
    "a class of a text": ("m = n\n    class New:\n        'What it is.'\n    n = m + 1", "0", "n"),
}
WHOLE = {
    "numbers": ("m = n; n = m + 1 - 2 * -3", "0", "n"),
    "compared": ("m = n; 0 < m != 2; m in (1, 2); not m; n = m + 1", "0", "n"),
    "a local": ("m = n; m += 1; n = m", "0", "n"),
    "items": ("n['x'] += 1", "dict(x=0)", "n['x']"),
    "texts": ("n = n + 'x' * 2", "''", "n"),
    "dictionaries": ("n = n | {letter: 1}", "{}", "len(n)"),
}


def _ends(add, start, end):
    """Only what is imported of these is rewritten, which takes long."""
    wanted = [name for name in ("ChainMap", "Counter", "UserDict", "UserList") if name in add + start]
    imports = "\n".join(f"from collections import {name}" for name in wanted)
    return explored(LOST.format(imports=imports, add=add, start=start, end=end), search=Search(atomicity="cpython"))


@pytest.mark.parametrize("parts", INTO.values(), ids=INTO)
def test_an_operator_of_the_library_is_not_at_one_stroke(parts):
    assert 1 < len(outputs(_ends(*parts)))


@pytest.mark.parametrize("parts", WHOLE.values(), ids=WHOLE)
def test_what_runs_in_c_is(parts):
    found = _ends(*parts)

    assert 1 == len(outputs(found))
    assert found.exhaustive


def test_a_class_keeps_its_text():
    found = explored(
        "class New:\n    'What it is.'\n    x = 1\nprint(New.__doc__, New.x)", search=Search(atomicity="cpython")
    )

    assert {"What it is. 1\n"} == outputs(found)


@pytest.mark.parametrize("act", ["one / 0", "one < 'a'", "2 in one", "not Odd()", "-Odd()", "one % 0"])
def test_an_operator_that_fails_has_failed_for_the_program(act):
    found = explored(
        f"""
        import threading
        one = 1
        class Odd:
            def __bool__(self): return 7
        def work(): {act}
        thread = threading.Thread(target=work)
        thread.start()
        """,
        search=Search(atomicity="cpython"),
    )

    assert {"exception"} == {found.ending.kind for found in found.endings}
