"""A function of a suite's goes along as its text, or it is said why it cannot."""

import builtins
import functools
import math
from collections import Counter
from math import pow, sqrt
from operator import not_ as nothing

import pytest

from grader.sandbox.functions import written
from grader.worker.functions import remade

EXPECTED = 42


def made(function):
    """The same function on the other side."""
    return remade(vars(builtins), *written(function))


def double(n: int, *, by: int = 2) -> int:
    """Twice
    as much."""
    return n * by


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


def test_it_does_what_it_did():
    assert 6 == made(double)(3)
    assert 12 == made(double)(3, by=4)
    assert ("double", double.__doc__) == (made(double).__name__, made(double).__doc__)
    assert 120 == made(factorial)(5)
    assert [1, 4] == [*map(made(lambda n: n * n), [1, 2])]


def test_of_several_in_a_line_it_is_the_right_one():
    first, second = (lambda n: n + 1), (lambda n: lambda m: n - m)

    assert (4, 1) == (made(first)(3), made(second)(3)(2))
    assert 3 == made(made_by := [lambda n: [lambda: n][0]][0])(3)() == made_by(3)()
    assert 2 == made((lambda: lambda: 2)())()


def numbered(function):
    return function


def test_it_is_the_right_one_wherever_it_stands():
    given = numbered(lambda n: n * 3)
    chosen = (lambda n: n * 4) if numbered else (lambda n: 0)
    made_by_each = [lambda n, step=step: n * step for step in (5, 6)]

    assert [3, 4, 5, 6] == [made(one)(1) for one in (given, chosen, *made_by_each)]
    assert made(lambda n: n + 1)(1) == 2 and made(lambda n: n + 5)(1) == 6


def test_its_own_functions_classes_and_parameters_come_along():
    def whole(n, /, *more, by=1, **named):
        class Scaled:
            factor = n
            twice = factor * 2

            def of(self, m):
                return m * self.twice

        def further(m):
            return m + n

        return Scaled().of(by), [further(one) for one in more], {name: value + n for name, value in named.items()}

    assert whole(1, 2, 3, by=4, x=5) == made(whole)(1, 2, 3, by=4, x=5) == (8, [3, 4], {"x": 6})


def test_what_it_holds_goes_along():
    calls, step = [], 3

    def note(n, more=step, *, last=None):
        calls.append((n, more, last, step))
        return step

    assert 3 == made(note)(1)
    made(note)(2, 0, last=1)
    assert [(1, 3, None, 3), (2, 0, 1, 3)] == calls


def isinstance(thing, kind):
    """As the one that suites are given in its place."""


isinstance.__module__ = "grader.sandbox.by_name"


def test_what_it_uses_of_the_library_is_there():
    def found(n):
        return (
            sqrt(n),
            math.floor(n),
            nothing(n),
            Counter([n]),
            pow(n, 2),
            isinstance(n, float),
            [sqrt(one) for one in [n]],
        )

    assert (2.0, 4, False, {4.0: 1}, 16.0, True, [2.0]) == made(found)(4.0)


def test_with_what_it_checks_itself():
    def checks(n):
        assert n > 1, "too small"
        return n

    with pytest.raises(AssertionError, match="too small"):
        made(checks)(1)
    assert 2 == made(checks)(2)


def counting():
    count = 0

    def one():
        nonlocal count
        count += 1

    return one


def too_early():
    def one():
        return later

    found = one
    if not found:
        later = 1
    return found


@functools.cache
def cached(n):
    return n


def setting():
    global LAST
    LAST = 1


MISTAKES = {
    "a name of the suite's": (lambda n: n == EXPECTED, "it uses EXPECTED, which stands in the suite"),
    "within": (lambda: [lambda n: double(n)], "it uses double, which stands in the suite"),
    "a module of another": (lambda: pytest.approx(1), "it uses pytest, which stands in the suite"),
    "a name that is nowhere": (lambda: nowhere, "it uses nowhere, which stands in the suite"),  # noqa: F821
    "it sets a name": (setting, "it uses LAST, which stands in the suite"),
    "it counts": (counting(), "it gives count another value, of which there would be two: let it be a list"),
    "no value yet": (too_early(), "it holds what has no value yet"),
    "decorated": (cached.__wrapped__, "it is decorated"),
    "made of a text": (eval("lambda: 1"), "its text is not found"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_it_is_said_why_one_cannot_be_handed_over(name):
    function, why = MISTAKES[name]

    with pytest.raises(TypeError, match=f"^{why}$"):
        written(function)
