"""Caches of `functools` under control: who looks up, who computes, and what is kept."""

import functools
import sys

import pytest

from tests.support.programs import explored, in_life, outputs
from tests.support.reduction import proved_of_two

RACE = """
    import functools, threading
    calls = 0
    {made}
    ts = [threading.Thread(target=look) for _ in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
    print(calls)
"""


@pytest.mark.parametrize(
    "made",
    [
        "@functools.lru_cache\n    def look():\n        global calls\n        calls += 1",
        "@functools.cache\n    def look():\n        global calls\n        calls += 1",
        "class O:\n        @functools.cached_property\n        def v(self):\n            global calls\n            calls += 1\n"
        "    o = O()\n    def look(): o.v",
    ],
    ids=["lru_cache", "cache", "cached_property"],
)
def test_both_may_find_nothing_and_compute(made):
    found = explored(RACE.format(made=made))

    assert {"1\n", "2\n"} == outputs(found)
    assert found.exhaustive


def test_a_cache_is_called_what_it_is_called_in_the_library():
    text = "import functools\nprint(type(functools.cache(len)).__qualname__)"

    assert {in_life(text)} == outputs(explored(text))


TWICE = (
    "first = get()\n        second = get()\n        third = get()\n        seen[:] = first is second, second is third"
)
"""Three lookups of one thread, while another looks up, too."""
FOUND = "import functools\n    seen = []\n    @functools.{cache}\n    def get(): return []"


@pytest.mark.parametrize(
    ("cache", "told"),
    [
        ("cache", {"[True, True]", "[False, True]", "[True, False]"}),
        ("lru_cache", {"[True, True]", "[False, True]"}),
    ],
)
def test_of_two_who_put_in_the_last_counts_where_there_is_no_limit(cache, told):
    """A bounded cache keeps what came first: who was second has another answer in hand than everybody finds from then on."""
    assert told == proved_of_two(TWICE, "get()", "seen", FOUND.format(cache=cache))


def test_a_function_with_a_cache_goes_to_other_processes_by_its_name():
    found = explored("""
        import copy, functools, multiprocessing
        @functools.lru_cache
        def square(n):
            return n * n
        if __name__ == "__main__":
            with multiprocessing.Pool(1) as pool:
                print(pool.map(square, [2, 3]), copy.copy(square) is square, copy.deepcopy([square])[0] is square)
    """)

    assert {"[4, 9] True True\n"} == outputs(found)


def test_lookups_of_what_is_there_do_not_conflict():
    found = explored("""
        import functools, threading
        @functools.cache
        def square(n): return n * n
        square(1), square(2)
        ts = [threading.Thread(target=lambda: [square(1), square(2), square(1)]) for _ in range(3)]
        for t in ts: t.start()
        for t in ts: t.join()
        print(square.cache_info().hits)
    """)

    assert {"9\n"} == outputs(found)
    assert found.exhaustive


CALLS = [(1,), (2,), (1,), (3,), (1,), (2,), (1.0,), ("a",), (2,), (3,)]


@pytest.mark.parametrize("maxsize", [0, 1, 2, 3, None])
@pytest.mark.parametrize("typed", [False, True])
def test_it_keeps_and_forgets_as_the_real_one_does(maxsize, typed):
    real = functools.lru_cache(maxsize, typed)(lambda x: x)
    for call in CALLS:
        real(*call)
    found = explored(f"""
        import functools
        f = functools.lru_cache({maxsize}, {typed})(lambda x: x)
        for call in {CALLS}: f(*call)
        print(f.cache_info(), f.cache_parameters(), f.__wrapped__(7))
        f.cache_clear()
        print(f.cache_info().currsize)
    """)

    assert {f"{real.cache_info()} {real.cache_parameters()} 7\n0\n"} == outputs(found)


def test_what_is_no_size_is_refused():
    (found,) = explored("import functools\nfunctools.lru_cache('big')").endings

    assert "Expected first argument to be an integer, a callable, or None" in found.ending.detail


WRONG = {
    "slots": "class O:\n    __slots__ = ()\n    @functools.cached_property\n    def v(self): return 1\nO().v",
    "never named": "class O: pass\nO.v = functools.cached_property(len)\nO().v",
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_cached_property_that_cannot_be_says_why(wrong):
    with pytest.raises(TypeError) as real:
        exec(f"import functools\n{wrong}", {})
    (found,) = explored(f"import functools\n{wrong}").endings

    assert found.ending.kind == "exception"
    assert f"TypeError: {real.value} " in found.ending.detail


def test_one_cached_property_has_one_name():
    wrong = "import functools\nboth = functools.cached_property(len)\nclass O:\n    a = both\n    b = both\n"
    (found,) = explored(wrong).endings

    assert "TypeError" in found.ending.detail or "RuntimeError" in found.ending.detail  # until 3.12 wrapped in another
    assert found.ending.kind == "exception"


def test_that_it_has_no_lock_is_said_where_it_had_one():
    found = explored(
        RACE.format(
            made="class O:\n        @functools.cached_property\n        def v(self): pass\n    o = O()\n    def look(): o.v"
        )
    )

    assert ("a cached_property has no lock" in found.proved) is (sys.version_info < (3, 12))


def test_a_method_that_is_kept_in_a_cache_shows_what_its_function_shows():
    found = explored("""
        import functools, threading
        class Calculator:
            @functools.lru_cache(maxsize=None)
            def square(self, n):
                return n * n
        c = Calculator()
        thread = threading.Thread(target=c.square, args=(3,))
        thread.start()
        thread.join()
        print(thread.name, c.square(3), c.square.cache_info().currsize, c.square.__name__, c.square.__wrapped__(c, 2))
        c.square.cache_clear()
        print(c.square.cache_info().currsize, c.square.__self__ is c)
    """)

    assert {"Thread-1 (square) 9 1 square 4\n0 True\n"} == outputs(found)
    assert found.exhaustive
    assert found.controlled


@pytest.mark.parametrize(
    ("before", "one", "other", "hits"),
    [
        ("", "look(1); look(2)", "look(3)", {"0", "1"}),
        ("look(1); look(2)", "look(1)", "look(2); look(3)", {"2", "3"}),
    ],
)
def test_what_a_cache_forgets_depends_on_the_order_of_all_lookups(before, one, other, hits):
    setup = f"from functools import lru_cache; look = lru_cache(maxsize=2)(lambda x: x); {before}"

    assert hits == proved_of_two(one, other, "look(1) * 0 + look.cache_info().hits", setup)
