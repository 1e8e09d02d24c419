"""Errors that nobody catches are printed as the interpreter does it, with nothing compiled under the library's name."""

import io
import json
import sys
import threading
from types import SimpleNamespace

import pytest

from grader.worker.tamper import displays


class Shy:
    def __repr__(self):
        raise ValueError


def an_error():
    try:
        json.loads("{")
    except ValueError as error:
        return error


def printed(hook, *arguments):
    kept, sys.stderr = sys.stderr, io.StringIO()
    try:
        hook(*arguments)
        return sys.stderr.getvalue()
    finally:
        sys.stderr = kept


@pytest.mark.parametrize(
    ("thing", "message", "first"),
    [
        (5, None, "Exception ignored in: 5\n"),
        (5, "Ignored on the way", "Ignored on the way: 5\n"),
        (None, None, ""),
        (None, "Ignored on the way", "Ignored on the way:\n"),
        (Shy(), None, "Exception ignored in: <object repr() failed>\n"),
    ],
)
def test_what_nobody_can_catch_is_printed_as_ever(thing, message, first):
    error = an_error()
    parts = {"exc_type": type(error), "exc_value": error, "exc_traceback": error.__traceback__}
    told = printed(displays.unraisablehook, SimpleNamespace(**parts, err_msg=message, object=thing))

    assert told.startswith(f"{first}Traceback (most recent call last):\n")
    assert told.endswith("(char 1)\n")


def test_an_error_that_nobody_caught_is_printed_as_ever():
    error = an_error()
    told = [
        printed(hook, type(error), error, error.__traceback__) for hook in (sys.__excepthook__, displays.excepthook)
    ]

    assert told[0] == told[1]


def test_so_is_that_of_a_thread():
    error = an_error()
    for thread in (threading.current_thread(), None):
        args = threading.ExceptHookArgs((type(error), error, error.__traceback__, thread))
        told = [printed(hook, args) for hook in (threading.__excepthook__, displays.of_a_thread)]

        assert told[0] == told[1]
    assert "" == printed(displays.of_a_thread, threading.ExceptHookArgs((SystemExit, None, None, None)))


def test_who_has_no_place_to_print_to_prints_nothing(capsys):
    error = an_error()
    kept, sys.stderr = sys.stderr, None
    try:
        displays.excepthook(type(error), error, None)
        displays.unraisablehook(SimpleNamespace())
        displays.of_a_thread(threading.ExceptHookArgs((type(error), error, None, None)))
    finally:
        sys.stderr = kept
    assert not capsys.readouterr().out


def test_what_goes_wrong_while_it_is_printed_is_not_shown_by_the_interpreter():
    """Whose thread is ended while it prints: the interpreter would compile a line of the library's."""

    class Ended(BaseException):
        pass

    class Stream:
        def write(self, _):
            raise Ended

    kept, sys.stderr = sys.stderr, Stream()
    try:
        displays.unraisablehook(SimpleNamespace(object=5, err_msg=None))
    finally:
        sys.stderr = kept
