"""Exceptions whose class says something else, or raises when it is asked: they are told as what they are."""

import textwrap

import pytest

from tests.support.programs import explored

ODD = {
    "raises when it is asked": ("def __getattribute__(self, name): 1 / 0", "E()", ("E", "")),
    "has a class of another name": ("__class__ = property(lambda self: 1 / 0)", "E('a')", ("E", "a")),
    "says itself in a class of its own": (
        "__str__ = lambda self: E.Text('a')\nclass Text(str): __len__ = startswith = __eq__ = lambda *_: 1 / 0",
        "E()",
        ("E", "a"),
    ),
    "leaves when it is asked": ("def __str__(self): raise SystemExit(0)", "E()", ("E", "<exception str() failed>")),
    "comes from no module": ("__module__ = 3", "E('a')", ("E", "a")),
    "misses what is no name": ("", "NameError('a', name=3)", ("NameError", "a")),
    "misses what it cannot name": ("", "AttributeError('a', name=E, obj=3)", ("AttributeError", "a")),
}
SYNTAX = {
    "has its place in a thing": "e.filename, e.lineno = object(), []",
    "has a text of its own": "e.msg = object",
}


def told(making, raising):
    """Type and message of the one exception that a program ends with, in its main thread and in another."""
    text = f"import threading\n{making}\ndef work():\n    raise {raising}\n"
    started = explored(f"{text}t = threading.Thread(target=work)\nt.start()\nt.join()\n")
    found = [*started.endings, *explored(f"{text}work()\n").endings]
    assert {"exception"} == {end.ending.kind for end in found}
    (said,) = {(a.trouble.type, a.trouble.message) for end in found for a in end.ending.actors if a.trouble}
    assert all(end.ending.stderr for end in found)
    return said


@pytest.mark.parametrize("what", ODD)
def test_an_exception_is_told_as_what_it_is(what):
    body, raising, said = ODD[what]
    making = f"class E(Exception):\n    pass\n{textwrap.indent(body, '    ')}\n"

    assert said == told(making, raising)


@pytest.mark.parametrize("what", SYNTAX)
def test_a_syntax_error_that_was_made_by_hand_is_told(what):
    assert "SyntaxError" == told(f"e = SyntaxError('a')\n{SYNTAX[what]}", "e")[0]


def test_exceptions_that_are_each_others_cause_are_told_once():
    making = "a, b = ValueError('a'), ValueError('b')\na.__cause__, b.__cause__ = b, a"
    (end,) = explored(f"{making}\nraise a\n").endings

    assert 1 == end.ending.stderr.count("ValueError: a\n") == end.ending.stderr.count("ValueError: b\n")
