"""What somebody reads that another changes is a step, in whatever way the text says so: no order is lost.

Told by reduction alone, since random runs come upon many an order that no step says is there.
"""

import pytest

from grader.interleave.program import Program, Search
from tests.support.programs import timed
from tests.support.reduction import proved_endings
from tests.support.reduction import proved_of_two as proved

BOX = "items = []\n    def box(): return items"
TRUTHS = {
    "of what a call gives": "print('x' if box() else 'y')",
    "of what a call gives, not": "print('y' if not box() else 'x')",
    "of a method's answer": "print('x' if {1: items}.get(1) else 'y')",
    "of what was just named": "print('x' if (found := items) else 'y')",
    "of either of two": "print('x' if (items if one else None) else 'y')",
    "of what is asserted": "\n        try: assert box(); print('x')\n        except AssertionError: print('y')",
    "where a comprehension tests": "print(*['x' for _ in [1] if box()] or 'y')",
    "asked for": "print('x' if bool(items) is True else 'y')",
    "of the things in a list": "print('x' if any([[], items]) is True else 'y')",
    "of all things in a list": "print('x' if all([[1], items]) is True else 'y')",
    "of things that are sifted": "print('x' if len([*filter(None, [items])]) == 1 else 'y')",
    "of things that are sifted by a name": "print('x' if len([*filter(bool, [items])]) == 1 else 'y')",
}


@pytest.mark.parametrize("look", TRUTHS.values(), ids=TRUTHS.keys())
def test_the_truth_of_a_list_is_read(look):
    assert {"x", "y"} == proved("items.append(1)", look, setup=BOX)


def test_who_waits_busily_for_what_a_method_gives_is_not_stuck():
    assert {"got"} == proved("\n        while not box(): pass\n        print('got')", "items.append(1)", setup=BOX)


def test_what_one_manager_gives_has_its_name_before_the_next_is_asked_for():
    """Nobody finds the second as it is afterwards, and then the first as it was."""
    change = """
        global numbers
        with contextlib.nullcontext([1]) as numbers, contextlib.nullcontext(len(numbers)) as most[0]: pass"""
    setup = "import contextlib\n    numbers, most = [], [0]"

    assert {"0 0", "0 1", "1 1"} == proved(change, "print(most[0], len(numbers))", setup=setup)
    assert {"0 0", "0 1", "1 0", "1 1"} == proved(change, "print(len(numbers), most[0])", setup=setup)


def test_what_a_case_names_in_the_body_of_a_class_is_read_when_its_turn_comes():
    look = """
        x = 5
        class Here:
            match x:
                case Limits.low: print("x")
                case _: print("y")"""
    assert {"x", "y"} == proved("Limits.low = 5", look, setup="class Limits: low = 0")


def test_what_either_of_two_holds_is_unpacked_in_a_step():
    assert {"0", "1"} == proved("d['k'] = 1", "print(len({**(d if one else {})}))", setup="d = {}")


def test_the_truth_of_a_list_of_the_librarys_is_read_step_by_step():
    setup = "from collections import UserList; u = UserList()"

    assert {"x", "y"} == proved("u.append(1)", "print('x' if u else 'y')", setup=setup)


@pytest.mark.parametrize(
    ("setup", "change", "look"),
    [
        ("from collections import UserList; u = UserList()", "u.append(1)", "\n        for x in u: print(x)"),
        ("from collections import UserDict; u = UserDict()", "u.data[1] = 2", "\n        for x in u.items(): print(x)"),
        ("import heapq; a = [1]; m = heapq.merge(a, [])", "a.append(2)", "\n        for x in m: print(x)"),
        ("import heapq; a = [1]; m = heapq.merge(a, [])", "a.append(2)", "print(*m)"),
    ],
)
def test_what_the_library_looks_through_in_python_is_read(setup, change, look):
    """It takes its steps out of sight, so that nothing is proved where it races."""
    assert proved(change, look, setup=setup) is None
    assert proved("pass", look, setup=setup) is not None


ROWS = "import itertools; rows = [[0, 0], [0, 0]]; flat = itertools.chain.from_iterable(rows)"
UNPACKED = {
    "by a loop": "\n        for a, b in rows: print(a)",
    "by a loop, deeper": "\n        for n, (a, b) in enumerate(rows): print(a)",
    "by a loop over what a function of that name gives": "\n        enumerate = iter\n        for a, b in enumerate(rows): print(a)",
    "by a comprehension": "print(*[a for a, b in rows])",
    "by a comprehension, deeper": "print(*[a for n, (a, b) in enumerate(rows)])",
    "by an assignment": "(a, _), [c, _] = rows; print(a, c)",
    "by a context": "\n        with contextlib.nullcontext(rows[1]) as (a, b): print(0, a)",
    "by the library": "print(*itertools.starmap(lambda a, b: a, rows))",
    "into a dictionary": "print(0, *dict([rows[1]]))",
    "into one list": "print(*[x for x in flat][::2])",
}


@pytest.mark.parametrize("look", UNPACKED.values(), ids=UNPACKED.keys())
def test_what_lies_in_a_list_is_read_when_it_is_unpacked(look):
    assert {"0 0", "0 5"} == proved("rows[1][0] = 5", look, setup="import contextlib; " + ROWS)


@pytest.mark.parametrize(
    ("setup", "change", "look"),
    [
        ("import io; f = io.StringIO()", "f.close()", "f.closed"),
        ("f = open('x.txt', 'w')", "f.close()", "f.closed"),
        ("import concurrent.futures; p = concurrent.futures.ThreadPoolExecutor(1)", "p.shutdown()", "p._shutdown"),
        ("import multiprocessing; p = multiprocessing.Process()", "p.start()", "p.pid is not None"),
    ],
)
def test_how_things_of_the_library_stand_is_read(setup, change, look):
    assert {"False", "True"} == proved(
        change, f"print({look})", setup=f"if __name__ != '__main__': raise SystemExit\n    {setup}"
    )


def test_a_function_that_another_file_has_put_something_else_in_the_place_of_is_looked_at():
    texts = {
        "p.py": """
import helper, threading
seen = []
helper.notify = seen.append
ts = [threading.Thread(target=helper.run, args=(i,)) for i in (1, 2)]
for t in ts: t.start()
for t in ts: t.join()
print(seen)
""",
        "helper.py": "def notify(x): pass\ndef run(x): notify(x)\n",
    }
    endings = proved_endings(Program(folder="/submission", entry="p.py", sources=texts), Search())

    assert {"[1, 2]\n", "[2, 1]\n"} == {ending.stdout for ending in endings or ()}


@pytest.mark.parametrize("made", ["(list() for _ in 'ab')", "map(lambda _: [], 'ab')"])
def test_what_a_generator_makes_for_a_missing_key_takes_time(made):
    found = proved(
        "d[0].append(1)",
        "d[0].append(2)",
        "d[0]",
        f"import collections; d = collections.defaultdict(({made}).__next__)",
    )

    assert {"[1]", "[2]", "[1, 2]", "[2, 1]"} == found


def test_which_item_is_the_last_is_known_when_it_is_ones_turn():
    """Both may mean the same one, although the one who counts from the end begins to wait while another is the last."""
    found = proved("items[-1] = 'a'", "items.append(1); items[1] = 'c'", "items", "items = [0]")

    assert {"['a', 'c']", "[0, 'a']", "[0, 'c']"} == found


def test_who_takes_an_item_away_moves_all_that_come_after_it():
    found = proved("del items[0]", "print(items[1])", "items", "items = [1, 2, 3]")

    assert {"2 [2, 3]", "3 [2, 3]"} == found


def test_what_lies_behind_a_queue_is_read_as_often_as_it_is_looked_at():
    found = proved("q.put(1)", "d = q.queue; print(len(d), sorted(d))", setup="import queue; q = queue.Queue()")

    assert {"0 []", "0 [1]", "1 [1]"} == found


def test_what_changes_behind_a_queue_is_seen_by_those_who_use_it():
    found = proved(
        "q.put(1)", "d.extend([2]); print(d.count(1))", "q.get()", "import queue; q = queue.Queue(); d = q.queue"
    )

    assert {"0 2", "1 2", "1 1"} == found


def test_a_key_that_was_taken_away_meanwhile_is_put_behind_the_others():
    found = proved("d['x'] = 1", "d.pop('x', None); d['y'] = 2", "d", "d = {'x': 0}")

    assert {"{'x': 1, 'y': 2}", "{'y': 2, 'x': 1}", "{'y': 2}"} == found


@pytest.mark.parametrize(
    "text",
    [
        "class Node:\n        def __init__(self): super().__init__()\n    gone = weakref.ref(Node())",
        "class Call:\n        def __call__(self): pass\n    call = Call()\n    gone = weakref.ref(call)\n    call()\n    del call",
    ],
)
def test_no_place_in_the_text_keeps_what_it_has_called(text):
    ending = timed(f"""
    import threading, weakref
    t = threading.Thread(target=print)
    t.start()
    {text}
    print(gone() is None)
    t.join()
    """)

    assert "True" in ending.stdout
