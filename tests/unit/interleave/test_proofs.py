"""What was once proved, or told, although it is not true."""

import pytest

from grader.interleave.program import Budget, Script, Search
from tests.support.programs import explored, outputs

PAIR = """
first, second = threading.Thread(target=one), threading.Thread(target=two)
first.start(); second.start(); first.join(); second.join()
"""


def pair(text: str, end: str = "") -> str:
    """Two threads that run `one` and `two`."""
    return f"import threading\n{text}{PAIR}{end}"


@pytest.mark.parametrize("pause", ["pass", "time.sleep(0.01)"])
def test_who_tries_again_until_something_is_given_back_gets_on(pause):
    found = explored(
        pair(f"""
import time
free = threading.Semaphore(0)
def one(): free.release()
def two():
    while not free.acquire(blocking=False): {pause}
""")
    )

    assert ["finished"] == [one.ending.kind for one in found.endings]
    assert found.exhaustive


def test_how_much_was_given_back_depends_on_when_one_looks():
    found = explored(
        pair(
            """
free, seen, lock = threading.Semaphore(0), [], threading.Lock()
def one():
    free.release()
    with lock: pass
def two():
    for _ in range(4):
        with lock: pass
    seen.append(free._value)
""",
            "print(seen)",
        )
    )

    assert {"[0]\n", "[1]\n"} == outputs(found)


def test_what_got_its_number_later_is_told_apart_where_threads_switch_at_loops_only():
    found = explored(
        pair("""
left, right = [0], [0]
def one(): print("one saw", left[0])
def two():
    for _ in range(8): right[0]
    left[0] = 1
"""),
        search=Search(atomicity="cpython"),
    )

    assert {"one saw 0\n", "one saw 1\n"} == outputs(found)


LATE = """
import abc, collections, os, sys
lock = threading.Lock()
class Kind(abc.ABC): pass
below = {{"k": 0}}
chain = collections.ChainMap({{}}, below)
x = 0
def one():
    {first}
    with lock: pass
def two():
    global x
    for _ in range(4):
        with lock: pass
    x = {look}
"""
"""A change and a look at it that chance hardly ever has come the other way round."""


@pytest.mark.parametrize(
    ("first", "look"),
    [
        ("os.environ['Q'] = '1'", "os.getenv('Q')"),
        ("os.environ['HOME'] = '/q'", "os.path.expanduser('~')"),
        ("sys.setrecursionlimit(777)", "sys.getrecursionlimit()"),
        ("below['j'] = 5", "len(chain)"),
        ("below['k'] = 5", "chain['k']"),
        ("sys.setswitchinterval(0.5)", "sys.getswitchinterval()"),
    ],
)
def test_what_lies_out_of_sight_is_seen_at_different_times(first, look):
    found = explored(pair(LATE.format(first=first, look=look), "print(x)"))

    assert 2 == len(outputs(found))
    assert found.exhaustive


@pytest.mark.parametrize(
    ("first", "look"),
    [
        ("os.environ['PATH'] = '/q'", "os.get_exec_path()"),
        ("os.environ['Q'] = '1'", "os.path.expandvars('$Q')"),
        ("Kind.register(int)", "isinstance(1, Kind)"),
    ],
)
def test_what_the_library_does_in_several_steps_is_not_called_proved(first, look):
    assert not explored(pair(LATE.format(first=first, look=look), "print(x)")).exhaustive


def test_a_limit_that_one_run_sets_is_not_there_in_the_next():
    found = explored(
        pair("import sys\nx = sys.getrecursionlimit()\ndef one(): sys.setrecursionlimit(777)\ntwo = one\n", "print(x)")
    )

    assert 1 == len(outputs(found))
    assert {"777\n"} != outputs(found)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("threading.Thread(target=print).name", "threads without a name are numbered in one order"),
        ("multiprocessing.Process(target=print).name", "processes without a name are numbered in one order"),
        ("ThreadPoolExecutor().submit(print).result()", "pools without a name are numbered in one order"),
    ],
)
def test_in_which_order_the_unnamed_are_numbered_is_taken_for_granted_in_words(made, said):
    text = "import multiprocessing\nfrom concurrent.futures import ThreadPoolExecutor\ndef one(): {}\ndef two(): {}\n"

    assert said in explored(pair(text.format(made, made))).proved
    assert "without a name" not in explored(pair("def one(): pass\ntwo = one\n")).proved


@pytest.mark.parametrize("atomicity", ["language", "cpython"])
def test_a_daemon_may_be_cut_off_between_two_writes_that_nobody_else_touches(atomicity):
    found = explored(
        """
        import threading
        balance = 0
        def work():
            global balance
            for balance in (50, 100): pass
        threading.Thread(target=work, daemon=True).start()
        """,
        Script(observe=("balance",)),
        Search(atomicity=atomicity),
    )

    assert [0, 50, 100] == sorted(one.ending.values["balance"] for one in found.endings)


def test_who_waits_for_a_variable_of_the_environment_gets_on():
    text = "import os\ndef one(): os.environ['Q'] = '1'\ndef two():\n    while not os.environ.get('Q'): pass\n"

    found = explored(pair(text))

    assert ["finished"] == [one.ending.kind for one in found.endings]
    assert found.exhaustive


def test_a_run_whose_rounds_take_long_is_given_up_when_the_time_is_over():
    slow = "numbers = range(20_000)\nwhile True: dict(zip(numbers, numbers))"

    found = explored(slow, search=Search(budget=Budget(seconds=0.1)))

    assert (True, ["timed_out"]) == (found.spent, [one.ending.kind for one in found.endings])
    told = "Nothing is proved: only one thread runs, and the only order of its steps was not followed to an end. "
    assert found.proved.startswith(f"{told}The time for the search ran out")


def test_a_view_of_a_file_in_memory_shows_what_is_written_there():
    found = explored(
        pair(
            """
import io
buffer, seen = io.BytesIO(b"ab"), []
def one():
    view = buffer.getbuffer()
    view[0] = 120
    view[1] = 121
def two(): seen.append(buffer.getvalue())
""",
            "print(seen[0].decode())",
        )
    )

    assert {"ab\n", "xb\n", "xy\n"} == outputs(found)
    assert found.exhaustive


def test_that_the_order_of_lines_is_left_out_is_a_premise():
    printing = pair("def one(): print(1)\ndef two(): print(2)\n")
    left_out = "whose line is printed first makes no other ending"

    for found, said in (
        (explored(printing), True),
        (explored(printing, search=Search(output_order=True)), False),
        (explored(pair("def one(): print(1)\ndef two(): pass\n")), False),
    ):
        assert (said, said) == (left_out in found.proved, found.in_any_order)


@pytest.mark.parametrize(
    ("change", "look"),
    [
        ("m()", "m.call_count"),  # an object of the library's that is called
        ("rows.update(a=1, b=1)", "collections.UserDict(rows)"),  # one that is made from something shared
    ],
)
def test_what_the_library_calls_and_makes_in_several_steps_is_not_called_proved(change, look):
    text = f"""
import collections
from unittest.mock import Mock
m, rows, seen = Mock(), collections.OrderedDict(a=0, b=0), []
def one(): {change}
def two():
    {change}
    seen.append({look})
"""
    assert not explored(pair(text)).exhaustive


@pytest.mark.parametrize("look", ["collections.ChainMap(rows)", "contextlib.closing(thing)", "string.Template(text)"])
def test_what_only_keeps_what_it_is_made_from_is_one_step(look):
    text = f"""
import collections, contextlib, string
class Thing:
    def close(self): ...
thing, text, rows, seen = Thing(), "a", {{"a": 0}}, []
def one():
    rows["a"] = thing.n = 1
def two(): seen.append({look})
"""
    assert explored(pair(text)).exhaustive


NUMBERS = """
import queue, threading
from dataclasses import dataclass

@dataclass(frozen=True)
class Number:
    value: int

def produce():
    for value in range({many}):
        numbers.put(Number(value))
        {meanwhile}
    for _ in range({consumers}):
        numbers.put(None)

def consume():
    while True:
        match numbers.get():
            case Number(value): seen.append(value)
            case None: return

numbers, seen = queue.Queue(), []
threads = [threading.Thread(target=produce), *(threading.Thread(target=consume) for _ in range({consumers}))]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(sum(seen))
"""


def test_a_frozen_record_that_was_handed_over_is_matched_in_peace():
    """Its attributes are put in past its class, which is not touched."""
    assert explored(NUMBERS.format(many=2, consumers=1, meanwhile="")).exhaustive


@pytest.mark.parametrize(("meanwhile", "controlled"), [("", True), ("Number.more = value", False)])
def test_what_takes_several_steps_is_beyond_control_only_where_something_races_with_it(meanwhile, controlled):
    """Also where there are more orders than anybody can try."""
    text = NUMBERS.format(many=6, consumers=2, meanwhile=meanwhile)
    found = explored(text, search=Search(budget=Budget(schedules=60)))

    assert not found.exhaustive
    assert controlled == found.controlled
