"""The thread behind a pool: what it pickles late, reads ahead, and cannot pickle."""

from __future__ import annotations

import pytest

from grader.interleave.program import Budget, Search
from tests.support.programs import explored, outputs

MAKE = """
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
class Box:
    def __init__(self, value): self.value = value
    def get(self): return self.value
class Slot:
    __slots__ = ("value",)
class Stated(Box):
    def __getstate__(self): return {"value": self.value + 0}
@dataclass(frozen=True)
class Frozen:
    items: list
def look(thing): return thing.value
def call(function): return function()
def first(things): return things[0]
def inner(frozen): return frozen.items[0]
"""


def both(given: str, change: str, function: str = "look") -> set[str]:
    """What a worker may see of something that is changed after it was handed over."""
    found = explored(f"""{MAKE}
if __name__ == "__main__":
    with Pool(1) as pool:
        box = Box(1)
        given = {given}
        result = pool.apply_async({function}, (given,))
        {change}
        print(result.get())
""")
    assert found.exhaustive, found.proved
    return outputs(found)


@pytest.mark.parametrize(
    ("given", "change", "function"),
    [
        ("box", "box.value = 2", "look"),
        ("Stated(1)", "given.value = 2", "look"),
        ("box.get", "box.value = 2", "call"),
        ("partial(look, box)", "box.value = 2", "call"),
        ("[1]", "given[0] = 2", "first"),
        ("[1]", "given[:] = [2]", "first"),
        ("Frozen([1])", "given.items[0] = 2", "inner"),
    ],
)
def test_what_is_changed_before_it_is_pickled_arrives_changed(given, change, function):
    assert {"1\n", "2\n"} == both(given, change, function)


def test_what_a_slot_holds_is_pickled_late_too():
    found = explored(f"""{MAKE}
if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        slot = Slot()
        slot.value = [1]
        result = pool.submit(look, slot)
        slot.value[0] = 2
        print(result.result())
""")
    assert {"[1]\n", "[2]\n"} == outputs(found)


def test_the_object_whose_method_is_mapped_is_pickled_late():
    found = explored(f"""{MAKE}
class Adder(Box):
    def add(self, number): return self.value + number
if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        adder = Adder(1)
        results = pool.map(adder.add, [0])
        adder.value = 2
        print(*results)
""")
    assert {"1\n", "2\n"} == outputs(found)


def test_what_nobody_changes_is_proved_in_few_orders():
    found = explored("""
from concurrent.futures import ProcessPoolExecutor
def first(items): return items[0]
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        futures = [pool.submit(first, [number]) for number in range(3)]
        print(sum(future.result() for future in futures))
""")
    assert found.exhaustive
    assert {"3\n"} == outputs(found)


def test_what_cannot_be_pickled_is_the_answer_of_its_own_task():
    found = explored("""
from multiprocessing import Pool
def same(thing): return 1
if __name__ == "__main__":
    with Pool(1) as pool:
        results = pool.imap(same, iter([1, lambda: 0, 3]))
        for _ in range(4):
            try:
                print(next(results))
            except Exception as error:
                print(type(error).__name__)
""")
    assert 1 == len(found.endings)
    (text,) = outputs(found)
    assert ["1", "AttributeError", "1", "StopIteration"] == text.split() or "PicklingError" in text


def test_an_iterable_that_fails_says_so_in_the_place_of_an_answer():
    found = explored("""
from multiprocessing.pool import ThreadPool
def source():
    yield 1
    raise ValueError("two")
if __name__ == "__main__":
    with ThreadPool(1) as pool:
        results = pool.imap(abs, source())
        print(next(results))
        try:
            next(results)
        except ValueError as error:
            print(error)
""")
    assert {"1\ntwo\n"} == outputs(found)


def test_an_endless_iterable_is_read_some_way_ahead():
    found = explored(
        """
from multiprocessing.pool import ThreadPool
import itertools
if __name__ == "__main__":
    with ThreadPool(1) as pool:
        for result in pool.imap(abs, itertools.count()):
            if result == 2:
                break
    print(result)
""",
        search=Search(budget=Budget(schedules=40)),
    )
    assert {"2\n"} == outputs(found)


def test_a_list_that_is_changed_while_it_is_read_is_not_called_proved():
    found = explored("""
from multiprocessing.pool import ThreadPool
if __name__ == "__main__":
    with ThreadPool(1) as pool:
        items = [1, 2]
        results = pool.map_async(abs, items)
        items[0] = 5
        print(results.get())
""")
    assert {"[1, 2]\n", "[5, 2]\n"} == outputs(found)
    assert not found.exhaustive


def test_cancelling_at_the_end_is_done_at_one_go():
    """The thread that passes calls on is the one that cancels: it has passed on the first before, and no later call runs while an
    earlier one is cancelled."""
    found = explored("""
from concurrent.futures import ProcessPoolExecutor
def same(thing): return thing
if __name__ == "__main__":
    pool = ProcessPoolExecutor(1)
    futures = [pool.submit(same, number) for number in range(2)]
    pool.shutdown(cancel_futures=True)
    print([future.cancelled() for future in futures])
""")
    assert {"[False, True]\n", "[False, False]\n"} == outputs(found)


@pytest.mark.slow  # of orders, the same on every interpreter
def test_what_is_cancelled_could_have_been_on_its_way_whatever_came_before():
    """Who passes calls on never did so in these orders, since the pool was over: the race is with what it was about to do."""
    found = explored("""
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import Value
value = None
def share(made):
    global value
    value = made
def add(number):
    value.value += number
if __name__ == "__main__":
    made = Value("i", 0)
    pool = ProcessPoolExecutor(2, initializer=share, initargs=(made,))
    wait([pool.submit(add, number) for number in (1, 2)])
    late = pool.submit(abs, 1)
    pool.shutdown(cancel_futures=True)
    print(late.cancelled(), made.value)
""")
    assert found.exhaustive
    assert {f"{cancelled} {number}\n" for cancelled in (True, False) for number in (1, 2, 3)} == outputs(found)
