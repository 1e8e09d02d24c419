"""What is alike has one form, what differs another, and what cannot be seen has none."""

from __future__ import annotations

import pytest

from grader.interleave.termination.snapshot import MANY, MOST, Unknown, snapshot


def form(*things):
    return snapshot(things, lambda module: module == __name__)


class Own:
    def hello(self):
        """Say nothing."""


class Slotted:
    __slots__ = ("x", "y")


def own(**values):
    made = Own()
    made.__dict__.update(values)
    return made


def slotted(x):
    made = Slotted()
    made.x = x
    return made


def counting(n):
    return lambda: n


ALIKE = {
    "lists": lambda: [1, "a", None],
    "dictionaries": lambda: {"a": [1], 2: (3.5, b"b")},
    "sets": lambda: {3, 2, 1},
    "objects": lambda: own(x=1, y=own()),
    "slots": lambda: slotted([1]),
    "functions": lambda: len,
    "methods": lambda: Own().hello,
}


@pytest.mark.parametrize("make", ALIKE.values(), ids=ALIKE)
def test_things_that_are_alike_have_one_form(make):
    assert form(make()) == form(make())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        ([1], (1,)),
        ({1: 2}, {1: 3}),
        ({1, 2}, {1, 3}),
        (own(x=1), own(x=2)),
        (own(x=1), own(y=1)),
        (slotted(1), slotted(2)),
        (counting(1), counting(2)),
        (own(), Own),
    ],
)
def test_things_that_differ_have_another(one, other):
    assert form(one) != form(other)


KEPT = [0]


def counted(n=KEPT):
    return n


@pytest.mark.parametrize("kind", [staticmethod, classmethod, property, lambda function: function])
def test_what_a_function_keeps_is_seen_whatever_is_made_of_it(kind):
    thing = kind(counted)
    before = form(thing)
    counted.__defaults__[0].append(1)

    assert before != form(thing)


def test_attributes_of_a_function_are_seen():
    before = form(counting)
    counting.number = 1
    after = form(counting)
    del counting.number

    assert before != after


def test_the_same_list_twice_is_not_two_equal_lists():
    one = [1]

    assert form(one, one) != form([1], [1])


def test_what_holds_itself_has_a_form():
    one, other = [1], [1]
    one.append(one)
    other.append(other)

    assert form(one) == form(other)


@pytest.mark.parametrize(
    "thing", [iter([1]), (n for n in ()), {Own()}, Unknown()], ids=lambda thing: type(thing).__name__
)
def test_what_may_keep_something_unseen_has_none(thing):
    with pytest.raises(Unknown):
        form(thing)


def test_what_is_too_much_has_none():
    with pytest.raises(Unknown):
        form([[n] for n in range(MOST)])


def test_nothing_of_the_program_runs():
    class Loud(Own):
        def __getattribute__(self, name):
            raise AssertionError(name)

        def __eq__(self, other):
            raise AssertionError

    assert form(Loud())


def test_what_is_too_much_to_be_looked_at_again_and_again_has_no_form():
    """A list of a million numbers took a run all its time."""
    with pytest.raises(Unknown):
        form([0] * (MANY + 1))
