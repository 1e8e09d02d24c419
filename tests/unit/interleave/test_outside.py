"""What runs in C or in the library is a step with everything it can touch; what nobody can see is said."""

import queue
import threading
import warnings
from collections import Counter
from functools import partial

import pytest

from grader.interleave.instrument.known import Manner
from grader.interleave.instrument.manners import manner_of, runs_python
from grader.interleave.models.queues import Queue, SimpleQueue
from grader.interleave.models.threading.locals import local
from grader.interleave.models.threading.locks import OF_THREADING as lock_model
from grader.interleave.models.threading.locks import make_rlock
from grader.interleave.models.times import BuiltIn, sleep
from grader.interleave.program import Budget, Search
from tests.support.programs import explored, in_life, outputs
from tests.support.reduction import TWO, proved_of_two


def two(one: str, other: str, told: str, setup: str = "") -> object:
    """Explore two threads, each of which does one thing."""
    return explored(TWO.format(setup=setup, one=one, two=other, told=told))


def test_a_function_of_c_is_a_step():
    found = two("heapq.heappush(h, 1)", "heapq.heappush(h, 2)", "h[0], len(h)", "import heapq; h = []")

    assert {"1 2\n"} == outputs(found)
    assert found.exhaustive
    assert 2 <= found.schedules


def test_a_function_of_c_that_is_the_target_of_a_thread_is_a_step():
    found = explored("""
        import threading
        seen = []
        for n in (1, 2): threading.Thread(target=seen.append, args=(n,)).start()
        while len(seen) < 2: pass
        print(seen)
    """)

    assert {"[1, 2]\n", "[2, 1]\n"} == outputs(found)


def test_methods_under_another_name_are_seen_through():
    found = two("put(get() + 1)", "put(get() + 1)", "d['n']",
                "import functools; d = {'n': 0}; get = functools.partial(d.get, 'n');"
                "put = functools.partial(d.__setitem__, 'n')")  # fmt: skip

    assert {"1\n", "2\n"} == outputs(found)


def test_what_c_does_between_two_callbacks_counts():
    """`sorted` calls the key for each item; another may run in there, and must not find the list in use."""
    found = two("r.append(sorted(l, key=key))", "l.append(0)", "r",
                "l = [2, 1]; r = []; n = 0\n    def key(x):\n        global n\n        n = n + 1\n        return x")  # fmt: skip

    assert {"[[1, 2]]\n", "[[0, 1, 2]]\n"} == outputs(found)


def test_iterators_go_on_step_by_step():
    found = two("r.extend(zip(l, 'abc'))", "l.append(3)", "r", "l = [1]; r = []")
    looped = two("for pair in zip(l, 'abc'): r.append(pair)", "l.append(3)", "r", "l = [1]; r = []")

    assert {"[(1, 'a')]\n", "[(1, 'a'), (3, 'b')]\n"} == outputs(found) == outputs(looped)
    assert looped.schedules > found.schedules


def test_next_of_an_iterator_of_the_programs_own_is_a_call_of_its_method():
    """It was one step with all that the iterator leads to, and each step inside met every other: 17,000 orders and more."""
    found = explored("""
        import threading
        class Numbers:
            def __init__(self): self.source, self.lock = iter(range(9)), threading.Lock()
            def __iter__(self): return self
            def __next__(self):
                with self.lock: return next(self.source)
        numbers, seen = Numbers(), []
        def draw():
            for _ in range(2): seen.append(next(numbers))
        ts = [threading.Thread(target=draw) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
        print(sorted(seen))
    """)

    assert {"[0, 1, 2, 3]\n"} == outputs(found)
    assert found.exhaustive
    assert found.schedules < 100


def test_unittest_tells_the_time_of_the_programs_clock():
    """Else what it prints would be different every time, and nothing could be said of a program that tests itself."""
    found = explored("""
        import threading, time, unittest
        class Tests(unittest.TestCase):
            def test_threads(self):
                t = threading.Thread(target=time.sleep, args=(2,))
                t.start(); t.join()
        unittest.main()
    """)

    assert ["finished"] == [one.ending.kind for one in found.endings]
    assert found.exhaustive
    assert "Ran 1 test in 2.000s" in found.endings[0].ending.stderr


def test_the_namespace_of_an_object_is_its_attributes():
    found = two("vars(o)['n'] = vars(o)['n'] + 1", "o.n = o.n + 1", "o.n", "class O: pass\n    o = O(); o.n = 0")

    assert {"1\n", "2\n"} == outputs(found)


def test_methods_that_a_dataclass_gets_are_seen():
    found = two("r.append(p == P(1, 1))", "p.x = 1; p.y = 1", "r",
                "from dataclasses import dataclass; r = []\n    @dataclass\n    class P:\n        x: int = 0\n"
                "        y: int = 1\n    p = P()")  # fmt: skip

    assert {"[True]\n", "[False]\n"} == outputs(found)


def test_what_is_made_anew_for_a_program_is_laid_out_as_the_librarys():
    text = """
    from collections import ChainMap, Counter, UserDict, UserList
    from dataclasses import KW_ONLY, InitVar, dataclass, fields
    from pprint import pprint
    words = ["a" * 30, "b" * 30, "c" * 30]
    @dataclass
    class Order:
        words: list
        rate: InitVar[int] = 2
        _: KW_ONLY
        note: str
        def __post_init__(self, rate):
            self.total = len(self.words) * rate
    for made in (Counter(words), ChainMap(Counter(words)), UserDict(Counter(words)), UserList(words), Order(words, note="n")):
        pprint(made)
    print(Order(words, note="n").total, len(fields(Order)))
    """

    assert {in_life(text)} == outputs(explored(text))


def test_the_librarys_python_proves_nothing_where_it_races():
    found = two("r.append(copy.deepcopy(d))", "d['a'].append(1)", "len(r)", "import copy; d = {'a': []}; r = []")

    assert not found.controlled
    assert "copy.deepcopy()" in found.proved


def test_the_librarys_python_is_no_harm_where_nothing_races_with_it():
    found = two("with lock: r.append(copy.deepcopy(d))", "with lock: d['a'].append(1)", "r",
                "import copy; d = {'a': []}; r = []; lock = threading.Lock()")  # fmt: skip

    assert {"[{'a': []}]\n", "[{'a': [1]}]\n"} == outputs(found)
    assert found.exhaustive


@pytest.mark.slow
def test_a_metaclass_makes_its_objects_as_the_class_itself_does():
    """`super().__call__` does what a call of the class does, whatever the class shares."""
    found = explored("""
        import threading
        class Single(type):
            made = {}
            def __call__(cls, *args):
                if cls not in cls.made:
                    cls.made[cls] = super().__call__(*args)
                return cls.made[cls]
        class Settings(metaclass=Single):
            loads = 0
            def __init__(self): type(self).loads += 1
        ts = [threading.Thread(target=Settings) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
        print(Settings.loads)
    """)

    assert {"1\n", "2\n"} == outputs(found)
    assert found.exhaustive
    assert found.schedules < 50


def test_what_a_metaclass_makes_by_the_librarys_python_takes_several_steps():
    found = explored("""
        import abc, collections, threading
        class Meta(abc.ABCMeta):
            def __call__(cls, *args): return super().__call__(*args)
        class Data(collections.UserDict, metaclass=Meta): pass
        source = {}
        threading.Thread(target=lambda: Data(source)).start()
        source["a"] = 1
    """)

    assert not found.controlled


def test_a_race_with_the_librarys_python_is_said_in_a_bounded_claim_too():
    found = explored(
        """
        import copy, threading
        n, d = 0, {'a': []}
        def work():
            global n
            for _ in range(6): n += 1
            copy.deepcopy(d)
            d['a'].append(1)
        for _ in range(3): threading.Thread(target=work).start()
    """,
        search=Search(budget=Budget(schedules=300)),
    )

    assert not found.exhaustive
    assert "copy.deepcopy()" in found.proved or found.proved.startswith("Nothing is proved")


@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("os.stat('.')", "os.stat()"),
        ("open('.')", "open()"),
        ("sys.stderr = None", "an assignment to sys.stderr"),
        ("contextlib.redirect_stderr(io.StringIO())", "contextlib.redirect_stderr()"),
        ("with q.mutex: pass", "the lock inside a queue"),
    ],
)
def test_what_is_beyond_control_is_named(call, what):
    setup = "import contextlib, io, os, queue, sys; q = queue.Queue()"
    found = two(f"try: {call}\n        except OSError: pass" if ":" not in call else call, "pass", "1", setup)

    assert what in {escape.what for escape in found.escapes}
    assert found.proved.startswith("Nothing is proved: not fully controlled, line ")


def test_who_drops_the_last_reference_is_beyond_control():
    found = two("page = Page()", "pass", "1", "class Page:\n        def __del__(self): pass")

    assert "__del__" in {escape.what for escape in found.escapes}


def test_a_set_of_objects_is_gone_through_in_two_orders_and_they_are_the_same_every_time():
    text = """
        import threading
        class Item:
            def __init__(self, n): self.n = n
        items, seen = {Item(n) for n in range(20)}, []
        t = threading.Thread(target=lambda: seen.extend(i.n for i in items))
        t.start(); t.join()
        print(seen)
    """

    found = explored(text)

    assert 2 == len(outputs(found))
    assert outputs(found) == outputs(explored(text))
    assert "sets of its own objects are gone through in two orders" in found.proved


@pytest.mark.parametrize("before", range(0, 80, 7))
def test_a_small_set_comes_out_as_it_was_put_in_or_the_other_way_round(before):
    alone = f"""
        class Fruit: pass
        basket = [Fruit() for _ in range({before})]
        hashes = [hash(fruit) for fruit in basket]
        fruits = [Fruit() for _ in range(3)]
        print([fruits.index(fruit) for fruit in set(fruits)])
    """

    assert {"[0, 1, 2]\n", "[2, 1, 0]\n"} == outputs(explored(alone))


def test_no_two_objects_have_one_hash_so_that_nobody_is_asked_whether_they_are_equal():
    found = explored("""
        class Card:
            __hash__ = object.__hash__
            def __eq__(self, other):
                print("asked")
                return True
        print(len({Card(), Card()}))
    """)

    assert {"2\n"} == outputs(found)


@pytest.mark.parametrize(
    "number",
    [
        "hash(a) % 8",
        "hash((1, (a, 2))) % 8",
        "hash(frozenset([a])) % 64",
        "hash(a) == hash(a) != hash(b)",
        "a.__hash__() == hash(a)",
        "a.__hash__() % 8",
        "hash((1, ('x', 2))) == (1, ('x', 2)).__hash__()",
    ],
)
def test_a_hash_that_is_looked_at_is_the_same_in_whichever_order_sets_are_gone_through(number):
    alone = f"""
        class Fruit: pass
        a, b = Fruit(), Fruit()
        print([fruit is a for fruit in {{a, b}}])
        number = {number}
        print("the number is", number)
    """

    said = {text.partition("\n")[2] for text in outputs(explored(alone))}

    assert 1 == len(said)
    assert "the number is False\n" not in said


@pytest.mark.parametrize(
    "kind",
    [
        "threading.Lock",
        "threading.RLock",
        "threading.Condition",
        "queue.Queue",
        "multiprocessing.Lock",
        "multiprocessing.Event",
        "Fruit",
    ],
)
def test_a_set_of_two_comes_out_in_both_orders_whatever_hashes_by_its_address(kind):
    alone = f"""
        import multiprocessing, queue, threading
        class Fruit:
            def __hash__(self): return super().__hash__()
        if __name__ == "__main__":
            a, b = {kind}(), {kind}()
            print(["a" if thing is a else "b" for thing in {{a, b}}])
    """

    assert {"['a', 'b']\n", "['b', 'a']\n"} == outputs(explored(alone))


def test_locks_that_are_taken_out_of_a_set_are_found_to_deadlock():
    found = explored("""
        import threading
        a, b = threading.Lock(), threading.Lock()
        def work(locks):
            for lock in locks: lock.acquire()
            for lock in locks: lock.release()
        for locks in ({a, b}, [a, b]): threading.Thread(target=work, args=(locks,)).start()
    """)

    assert {"finished", "deadlock"} == {one.ending.kind for one in found.endings}


def test_both_orders_of_a_set_are_searched_to_their_end():
    """What hangs on who comes first, and then on who is faster, has an ending for each."""
    found = explored("""
        import threading
        class Side:
            def __init__(self, name): self.name = name
        first = [side.name for side in {Side("a"), Side("b")}][0]
        n = 0
        def work():
            global n
            n += 1
        t = threading.Thread(target=work); t.start()
        seen = n if first == "a" else 0
        t.join()
        print(seen, first)
    """)

    assert {"0 a\n", "1 a\n", "0 b\n"} == outputs(found)


def test_how_large_something_is_depends_on_who_has_changed_it():
    found = explored("""
        import sys, threading
        shared = []
        small = sys.getsizeof(shared)
        def grow():
            shared.append(1)
        thread = threading.Thread(target=grow)
        thread.start()
        print(sys.getsizeof(shared) == small)
        thread.join()
    """)
    assert {"True\n", "False\n"} == outputs(found)


@pytest.mark.parametrize(
    ("module", "call"),
    [("calendar", "setfirstweekday(3)"), ("warnings", "simplefilter('ignore')"), ("warnings", "resetwarnings()")],
)
def test_what_the_library_keeps_for_everybody_is_beyond_control(module, call):
    found = explored(f"""
        import {module}, threading
        thread = threading.Thread(target=lambda: {module}.{call})
        thread.start()
        thread.join()
    """)
    assert f"{module}.{call.split('(')[0]}" in found.proved


def test_what_a_run_has_warned_of_the_next_warns_of_again():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("default")
        found = explored("""
            import threading, warnings
            def work():
                warnings.warn("old", DeprecationWarning, stacklevel=2)
            thread = threading.Thread(target=lambda: work())
            thread.start()
            thread.join()
            warnings.filters.clear()
        """)
    assert ["finished"] == [one.ending.kind for one in found.endings]
    assert len(told) >= found.schedules > 1


def test_of_two_that_start_one_thread_either_may_be_too_late():
    found = two("helper.start()", "helper.start()", "n", "n = 0\n    helper = threading.Thread(target=print)")

    refused = {actor.name for found in found.endings for actor in found.ending.actors if actor.trouble is not None}
    assert {"Thread-2 (one)", "Thread-3 (two)"} <= refused
    assert {"a thread that two start at the same time"} == {escape.what for escape in found.escapes}


def test_the_main_thread_is_alive_whoever_asks():
    found = two("seen.append(threading.main_thread().is_alive())", "pass", "seen", "seen = []")

    assert {"[True]\n"} == outputs(found)


def test_whether_a_thread_is_started_is_asked_before_and_after():
    setup = "helper, seen = threading.Thread(target=int), []"
    found = two("helper.start()", "seen.append(helper.ident is None)", "seen", setup)

    assert {"[True]\n", "[False]\n"} == outputs(found)


def test_two_that_show_one_object_are_not_in_each_others_way():
    setup = """import dataclasses
    @dataclasses.dataclass
    class P:
        x: int = 0
    p, seen = P(), []"""
    one, other = "seen.append(repr(p))", "p.x = 1; seen.append(repr(p))"

    assert not any("..." in printed for printed in outputs(two(one, other, "sorted(seen)", setup)))
    by_name = two(one, other.replace("p.x = 1", "setattr(p, 'xy'[:1], 1)"), "sorted(seen)", setup)
    assert not any("..." in printed for printed in outputs(by_name))


def test_a_function_of_the_clock_speaks_for_itself():
    """It is kept in a class like one that is built in, and called like one of ours: no call of something unknown."""
    assert Manner.OWN == manner_of(BuiltIn(sleep))
    assert manner_of(len) == manner_of(staticmethod(len))


def test_a_named_tuple_changes_nothing_of_its_class():
    found = two(
        "made.append(point._replace(x=1)._asdict())",
        "made.append(point._replace(y=1)._asdict())",
        "len(made)",
        "from collections import namedtuple; Point = namedtuple('Point', 'x y'); point, made = Point(0, 0), []",
    )

    assert {"2\n"} == outputs(found)
    assert found.exhaustive


class Made:
    """Made of C alone."""


class Python(type):
    """Its classes are called in Python."""

    def __call__(cls):
        return super().__call__()


class Callable:
    """Its objects are called in Python."""

    def __call__(self):
        return 1


@pytest.mark.parametrize(
    "made", [list, Made, threading.Lock, lock_model, SimpleQueue, local, list.copy, [].copy, partial(list), "".__len__]
)
def test_what_runs_in_c_alone_is_known(made):
    assert not runs_python(made)


@pytest.mark.parametrize(
    "made",
    [queue.Queue, Counter, threading.Event, Queue, make_rlock, Python("Made", (), {}), Callable(), lambda: 1,
     partial(queue.Queue), Callable().__call__],
)  # fmt: skip
def test_what_runs_python_is_known(made):
    assert runs_python(made)


@pytest.mark.parametrize(
    ("call", "more"),
    [("f(*xs, **d)", "d.update(z=2)"), ("f(*xs, k=len(d))", "d.update(z=2)"), ("f(*iter(xs), **d)", "d.update(z=2)")],
)
def test_what_a_star_spreads_out_alone_is_looked_at_after_the_keywords(call, more):
    """As in CPython, which keeps what it was given until the call."""
    setup = "xs, d = [1], {'y': 1}\n    def f(*a, **k): return len(a), k.get('k', len(k))\n    r = []"
    found = proved_of_two(f"r.append({call})", f"{more}\n        xs.append(2)", "*r", setup)

    assert {"(1, 1)", "(1, 2)", "(2, 1)", "(2, 2)"} == found
