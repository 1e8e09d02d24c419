"""Whoever asks for a frame and takes from it what is its owner's own is no escape; who keeps it, or looks further, is."""

import ast

import pytest

from grader.interleave.instrument.syntax import parsed
from grader.interleave.text.beyond import escapes_in

HARMLESS = [
    "sys._getframe().f_code.co_name",
    "sys._getframe(1).f_lineno",
    "print(inspect.currentframe().f_code.co_name, inspect.currentframe().f_back.f_lineno)",
    "inspect.stack()[0].function + inspect.stack()[1][3]",
    "inspect.stack()[1].frame.f_back.f_lineno",
    "len(inspect.stack())",
    "info = inspect.getframeinfo(inspect.currentframe())",
    "frame = inspect.currentframe()\n    try: print(frame.f_lineno)\n    finally: del frame",
    "frame = inspect.currentframe().f_back\n    if frame is not None: print(inspect.getframeinfo(frame).lineno)",
    "frame = sys._getframe()\n    while frame:\n        print(frame.f_lineno)\n        frame = frame.f_back",
    "for info in inspect.stack(): print(info.function)",
    "print([info.lineno for info in inspect.stack()])",
    "first = inspect.stack()[1]\n    print(first.function, first[3])",
    "inspect.signature(f), inspect.isfunction(f), inspect.getdoc(f)",
]
HARMFUL = {
    "sys._getframe().f_locals": "f_locals",
    "sys._getframe().f_globals['x'] = 1": "f_globals",
    "kept.append(sys._getframe())": "sys._getframe",
    "return inspect.currentframe()": "inspect.currentframe",
    "global frame\n    frame = sys._getframe()": "sys._getframe",
    "frame = sys._getframe()\n    def inner(): return frame.f_lineno": "sys._getframe",
    "frame = sys._getframe()\n    kept.append(frame)": "sys._getframe",
    "frame = other = sys._getframe()": "sys._getframe",
    "frames = inspect.stack()\n    kept.append(frames[0])": "inspect.stack",
    "kept.append(inspect.stack()[1][0])": "inspect.stack",
    "kept.append(inspect.stack()[1].frame)": "inspect.stack",
    "for info in inspect.stack(): kept.append(info)": "inspect.stack",
    "look = sys._getframe": "sys._getframe",
    "inspect.getmembers(f)": "inspect",
    "inspect.getgeneratorstate(g)": "inspect",
}


def escapes(body):
    text = f"import inspect, sys\nkept = []\n\ndef f(g=None):\n    {body}\n"
    return {what for _, _, what in escapes_in({"a.py": parsed(ast.parse(text))})}


@pytest.mark.parametrize("body", HARMLESS)
def test_what_is_taken_at_once_is_no_escape(body):
    assert set() == escapes(body)


@pytest.mark.parametrize("body", HARMFUL)
def test_what_is_kept_or_looked_into_is_named(body):
    assert HARMFUL[body] in escapes(body)


def test_names_of_another_function_are_others():
    text = "import sys\ndef f():\n    frame = sys._getframe()\n    frame.f_lineno\ndef g(frame):\n    return frame\n"

    assert [] == escapes_in({"a.py": parsed(ast.parse(text))})


def test_what_is_imported_by_name_is_told_by_its_use():
    for use, found in (("_getframe().f_lineno", []), ("x = [_getframe()]", [("a.py", 1, "sys._getframe")])):
        assert found == escapes_in({"a.py": parsed(ast.parse(f"from sys import _getframe\n{use}\n"))})
