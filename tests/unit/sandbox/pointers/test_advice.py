"""Errors that everybody meets with threads and processes have advice; others have none."""

import multiprocessing
import os
import pickle
import queue
import sys
import threading
from types import ModuleType
from unittest import mock

import pytest

from grader.sandbox.pointers.advice import for_error, for_letters, for_line


def assigns_what_it_reads():
    count = count + 1  # noqa: F821, F841


def starts_twice():
    thread = threading.Thread()
    thread.start()
    thread.join()
    thread.start()


def one_value_for_a_tuple():
    (lambda *values: values)(*3)


def calls_itself():
    calls_itself()


def unpickled_in_main():
    """Who runs these tests has a `__main__` of another name."""
    with mock.patch.dict(sys.modules, __main__=ModuleType("__main__")):
        pickle.loads(b"c__main__\nnosuch\n.")


def nothing():
    pass


class Account:
    def __init__(balance):
        pass


class Uninitialised:
    def _init_(self, balance):
        pass


class Unmade(threading.Thread):
    def __init__(self):
        pass


class UnmadeProcess(multiprocessing.Process):
    def __init__(self):
        pass


def changes_what_it_goes_through():
    numbers = {1: 1}
    for number in numbers:
        numbers[number + 1] = 0


def works_with(kind):
    with kind:
        pass


def compiled(text):
    return lambda: compile(text, "a.py", "exec")


RAISED = [
    (compiled("x = “a”"), "Type them again"),
    (compiled("x =\u00a01"), "looks like a blank"),
    (compiled("if x：\n    y"), "only looks like :,"),
    (compiled("x = 3 – 1"), "only looks like -,"),
    (compiled("x = 3 − 1"), "only looks like -,"),
    (changes_what_it_goes_through, "Go through a copy"),
    (compiled("if x:\n        y\n\tz"), "Tabs and blanks"),
    (compiled("def f():\n        a\n      b"), "count the blanks"),
    (compiled("a\n  b"), "further right than the one above"),
    (compiled("if x:\ny"), "write `pass`"),
    (lambda: multiprocessing.Process().join(), "Is start() called before"),
    (lambda: threading.Condition().notify(), "inside `with`"),
    (lambda: threading.Condition().wait(), "inside `with`"),
    (lambda: multiprocessing.Condition().notify(), "inside `with`"),
    (lambda: multiprocessing.Condition().wait(), "inside `with`"),
    (lambda: queue.Queue().task_done(), "once for each item that get() took out"),
    (lambda: multiprocessing.JoinableQueue().task_done(), "once for each item that get() took out"),
    (lambda: threading.Thread().join(), "Is start() called before"),
    (starts_twice, "leave out one start()"),
    (calls_itself, "Where does it stop"),
    (lambda: bytearray(1 << 62), "What grows without end"),
    (lambda: threading.Thread.start.__doc__ and None.join(), "return nothing, None"),
    (lambda: works_with(threading.Lock), "got by a call"),
    (lambda: works_with(multiprocessing.Lock), "got by a call"),
    (assigns_what_it_reads, "`global count` comes first"),
    (lambda: threading.Lock().release(), "what one acquire() took"),
    (lambda: threading.RLock().release(), "what one acquire() took"),
    (lambda: multiprocessing.BoundedSemaphore().release(), "what one acquire() took"),
    (lambda: threading.BoundedSemaphore().release(), "what one acquire() took"),
    (lambda: multiprocessing.RLock().release(), "what one acquire() took"),
    (lambda: (lambda one: one)(), "what the `def` line asks for"),
    (lambda: (lambda one: one)(1, 2), "what the `def` line asks for"),
    (lambda: Lock(), "from threading import Lock, or for processes"),  # noqa: F821
    (lambda: Thread(), "from threading import Thread."),  # noqa: F821
    (lambda: Process(), "from multiprocessing import Process."),  # noqa: F821
    (lambda: __import__("Threading"), "the module is called threading."),
    (lambda: __import__("Thread"), "Perhaps this is meant: from threading import Thread."),
    (lambda: exec("from threading import thread"), "Perhaps this is meant: from threading import Thread."),
    (lambda: exec("from threading import Process"), "Perhaps this is meant: from multiprocessing import Process."),
    (lambda: __main__, "stands in quotes"),  # noqa: F821
    (lambda: _name_, "two underscores"),  # noqa: F821
    (lambda: _main_, "two underscores"),  # noqa: F821
    (lambda: this, "called self"),  # noqa: F821
    (lambda: null, "with capitals"),  # noqa: F821
    (lambda: Unmade().start(), "calls super().__init__() there"),
    (lambda: UnmadeProcess().start(), "calls super().__init__() there"),
    (lambda: threading.Thread().stop(), "Nobody can end a thread"),
    (lambda: Account < Account, "which of two type objects"),
    (unpickled_in_main, "looks for nosuch at the left margin"),
    (lambda: threading.Thread(taget=print), "called target=, args="),
    (lambda: threading.Thread(print), "target=function"),
    (lambda: [].start(), "for thread in threads: thread.start()"),
    (lambda: works_with(threading.Lock().acquire()), "`with` wants the lock itself"),
    (lambda: works_with(multiprocessing.Value("i").get_lock), "got by a call"),
    (lambda: range(os.cpu_count), "called, with parentheses"),
    (lambda: os.cpu_count * 2, "called, with parentheses"),
    (lambda: multiprocessing.Value("i") + 1, "the number is in its .value"),
    (lambda: multiprocessing.Value("int", 0), "by a letter"),
    (lambda: multiprocessing.Value("i", 0.5), "A whole number is wanted"),
    (lambda: range(2.5), "A whole number is wanted"),
    (lambda: queue.Queue().put[3], "round brackets"),
    (lambda: list(queue.Queue()), "taken out one by one"),
    (lambda: len(queue.Queue()), "taken out one by one"),
    (lambda: iter(multiprocessing.Value("i")), "args=(value,)"),
    (lambda: nothing().close(), "to print is not to return"),
    (lambda: iter(nothing()), "to print is not to return"),
    (lambda: print(*nothing()), "to print is not to return"),
    (lambda: nothing()[0], "to print is not to return"),
    (lambda: 1 + nothing(), "to print is not to return"),
    (lambda: nothing() < 1, "to print is not to return"),
    (lambda: range(nothing()), "to print is not to return"),
    (lambda: "sum " + 3, "a comma lets print show both"),
    (lambda: 3 + "4", "a comma lets print show both"),
    (lambda: "3" - 1, "a comma lets print show both"),
    (lambda: "3" * "4", "a comma lets print show both"),
    (lambda: str(3) < 4, "a comma lets print show both"),
    (lambda: range("3"), "a comma lets print show both"),
    (lambda: queue(), "time.sleep(1) or queue.Queue()"),
    (lambda: exec("from .lock import Lock", {"__package__": "", "__name__": "a"}), "without the dot"),
    (lambda: queue.Queue().get_nowait(), "`except queue.Empty:`"),
    (lambda: [][1], "from 0 to n - 1"),
    (lambda: multiprocessing.Array("i", 2)[2], "from 0 to n - 1"),
    (lambda: Account(100), "begin with self"),
    (lambda: Uninitialised(100), "two underscores on either side"),
    (lambda: threading.Event.set(), "Event() makes one"),
    (lambda: pickle.dumps(lambda: 1), "is taken apart"),
    (lambda: pickle.dumps(threading.Lock()), "is taken apart"),
    (lambda: pickle.dumps(multiprocessing.Lock()), "Process(…, args=(…,))"),
]


# From 3.15 on the words do not say whose call it was: then the line that made the thread tells (`for_arguments`).
if sys.version_info < (3, 15):
    RAISED.append((one_value_for_a_tuple, "args=(value,)"))


@pytest.mark.parametrize(("act", "words"), RAISED)
def test_what_python_itself_raises_is_known(act, words):
    with pytest.raises(Exception) as raised:
        act()

    advice = for_error(type(raised.value).__name__, str(raised.value))
    assert advice is not None and words in advice


@pytest.mark.parametrize(
    "act",
    [
        lambda: int("x"),
        lambda: {}["x"],
        lambda: print(*3),
        lambda: lok,  # noqa: F821
        lambda: __import__("nosuch"),
        lambda: exec("from threading import nosuch"),
        lambda: exec("from json import Threads"),
        compiled("x = 3 € 4"),
    ],
)
def test_other_errors_speak_for_themselves(act):
    with pytest.raises(Exception) as raised:
        act()

    assert for_error(type(raised.value).__name__, str(raised.value)) is None


def test_nobody_types_while_a_program_is_judged():
    assert "where input() stands" in for_error("EOFError", "EOF when reading a line: nobody types anything")


def test_words_that_a_program_was_not_given_are_told_apart_from_other_numbers():
    message = "list index out of range"

    assert "Ask len(sys.argv) first" in for_line("IndexError", message, lambda: "limit = int(sys.argv[1])")
    assert for_line("IndexError", message, lambda: "limit = numbers[1]") is None
    assert for_line("KeyError", message, lambda: "sys.argv") is None


@pytest.mark.parametrize(
    ("type", "message", "advice"),
    [
        (
            "ValueError",
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
            "(a > 1) & (a < 5)",
        ),
        (
            "ValueError",
            "The truth value of a Series is ambiguous. Use a.empty, a.item(), a.any() or a.all().",
            "a[a > 1]",
        ),
        (
            "TypeError",
            "Cannot perform 'rand_' with a dtyped [int64] array and scalar of type [bool]",
            "bind more closely",
        ),
        (
            "TypeError",
            "ufunc 'bitwise_and' not supported for the input types, and the inputs could not be safely coerced",
            "bind more closely",
        ),
        ("TypeError", "only 0-dimensional arrays can be converted to Python scalars", "np.sqrt(…)"),
        ("TypeError", "must be real number, not Series", "np.sqrt(…)"),
        ("TypeError", "'numpy.ndarray' object is not callable", "square brackets"),
        ("TypeError", "Cannot interpret '3' as a data type", "np.zeros((2, 3))"),
        ("TypeError", "list indices must be integers or slices, not tuple", "rows[0][1]"),
        ("AttributeError", "'DataFrame' object has no attribute 'append'. Did you mean: '_append'?", "pd.concat"),
        ("AttributeError", "'numpy.ndarray' object has no attribute 'append'", "np.append"),
        (
            "ImportError",
            "Cannot load backend 'TkAgg' which requires the 'tk' interactive framework",
            "Leave matplotlib.use",
        ),
    ],
)
def test_what_goes_wrong_with_arrays_and_tables_has_advice_of_its_own(type, message, advice):
    assert advice in for_error(type, message)


def test_what_an_array_is_or_has_is_no_function():
    assert "shape is no function" in for_line("TypeError", "'tuple' object is not callable", lambda: "n = a.shape()[0]")
    assert "size is no function" in for_line("TypeError", "'int' object is not callable", lambda: "a.size()")


def test_a_value_in_the_place_of_a_function_is_told_where_a_line_calls_it():
    assert "That is what lists can do" in for_error("AttributeError", "'str' object has no attribute 'reverse'")
    assert "That is what texts can do" in for_error("AttributeError", "'list' object has no attribute 'split'")
    assert "`print` shows a value" in for_error("NameError", "name 'display' is not defined")
    assert "stands for a value there" in for_line("TypeError", "'int' object is not callable", lambda: "Thread()")
    assert "in square brackets" in for_line("TypeError", "'dict' object is not callable", lambda: "return memo(n)")
    assert for_line("ValueError", "'int' object is not callable", lambda: "Thread()") is None


@pytest.mark.parametrize(
    ("said", "line", "name"),
    [
        ("'float' object has no attribute 'sleep'", "        time.sleep(0.1)", "time"),
        ("'builtin_function_or_method' object has no attribute 'sleep'", "time.sleep(1)", "time"),
        ("type object 'datetime.datetime' has no attribute 'datetime'", "now = datetime.datetime.now()", "datetime"),
        ("'int' object has no attribute 'Thread'", "t = threading.Thread(", "threading"),
    ],
)
def test_the_name_of_a_module_that_was_given_to_something_else_is_told(said, line, name):
    assert f"{name} is no module there" in for_line("AttributeError", said, lambda: line)


@pytest.mark.parametrize("line", ["queue.push(3)", "time.sleepy()", "self.time = sleep"])
def test_whose_name_is_that_of_a_module_alone_may_be_meant(line):
    assert for_line("AttributeError", "'Queue' object has no attribute 'push'", lambda: line) is None


def test_a_number_in_a_for_loop_is_told_of_range():
    said = "'int' object is not iterable"

    assert "range(n)" in for_line("TypeError", said, lambda: "    for i in database_value:")
    assert for_line("TypeError", said, lambda: "total = sum(3)") is None


def test_a_guard_without_underscores_is_known_by_its_line():
    said = "name 'name' is not defined"

    assert "two underscores" in for_line("NameError", said, lambda: 'if name == "__main__":')
    assert for_line("NameError", said, lambda: "print(name)") is None


def test_the_programs_own_name_in_the_place_of_a_number_is_known_by_its_line():
    message = "invalid literal for int() with base 10: 'a.py'"

    assert "the program's own name" in for_line("ValueError", message, lambda: "limit = int(sys.argv[0])")
    assert for_line("ValueError", message, lambda: "limit = int(sys.argv[1])") is None


def test_one_value_in_brackets_makes_no_tuple():
    """`args=("page 1")` is a text, and hands over its letters."""
    counted = "fetch() takes 1 positional argument but 6 were given"

    assert "args=(value,)" in for_letters(counted, lambda: "Thread(target=fetch, args=(page))")
    assert for_letters(counted, lambda: "Thread(target=fetch, args=(page, 1, 2, 3, 4, 5))") is None
