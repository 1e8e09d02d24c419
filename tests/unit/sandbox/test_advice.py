"""Errors that everybody meets with threads and processes have advice; others have none."""

import multiprocessing
import pickle
import threading

import pytest

from grader.sandbox.advice import for_error


def assigns_what_it_reads():
    count = count + 1  # noqa: F821, F841


def starts_twice():
    thread = threading.Thread()
    thread.start()
    thread.join()
    thread.start()


def one_value_for_a_tuple():
    (lambda *values: values)(*3)


def works_with(kind):
    with kind:
        pass


RAISED = [
    (lambda: multiprocessing.Process().join(), "Is start() called before"),
    (lambda: threading.Thread().join(), "Is start() called before"),
    (starts_twice, "make a new one for each start"),
    (one_value_for_a_tuple, "args=(value,)"),
    (lambda: threading.Thread.start.__doc__ and None.join(), "return nothing, None"),
    (lambda: works_with(threading.Lock), "made with parentheses"),
    (lambda: works_with(multiprocessing.Lock), "made with parentheses"),
    (assigns_what_it_reads, "`global count` comes first"),
    (lambda: threading.Lock().release(), "what one acquire() took"),
    (lambda: threading.RLock().release(), "what one acquire() took"),
    (lambda: multiprocessing.BoundedSemaphore().release(), "what one acquire() took"),
    (lambda: threading.BoundedSemaphore().release(), "what one acquire() took"),
    (lambda: multiprocessing.RLock().release(), "what one acquire() took"),
    (lambda: (lambda one: one)(), "what the `def` line asks for"),
    (lambda: (lambda one: one)(1, 2), "what the `def` line asks for"),
    (lambda: pickle.dumps(lambda: 1), "is taken apart"),
    (lambda: pickle.dumps(threading.Lock()), "is taken apart"),
    (lambda: pickle.dumps(multiprocessing.Lock()), "Process(…, args=(…,))"),
]


@pytest.mark.parametrize(("act", "words"), RAISED)
def test_what_python_itself_raises_is_known(act, words):
    with pytest.raises(Exception) as raised:
        act()

    advice = for_error(type(raised.value).__name__, str(raised.value))
    assert advice is not None and words in advice


@pytest.mark.parametrize(
    "act", [lambda: int("x"), lambda: {}["x"], lambda: None.value, lambda: None.close(), lambda: print(*3)]
)
def test_other_errors_speak_for_themselves(act):
    with pytest.raises(Exception) as raised:
        act()

    assert for_error(type(raised.value).__name__, str(raised.value)) is None
