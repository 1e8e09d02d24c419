"""Exceptions of a program's, as they are told: what a worker cannot have told is no exception."""

from types import SimpleNamespace
from weakref import WeakValueDictionary

import pytest

from grader.sandbox.claims import AnException, StudentError
from grader.sandbox.raised import Errors
from grader.worker.values import decode
from grader.worker.values.raised import told
from grader.worker.wire import WireError


class Base(Exception):
    pass


class Odd(Base, ValueError):
    pass


class Strange(Odd, metaclass=type("Meta", (type,), {"__eq__": lambda *_: True, "__hash__": lambda _: 1})):
    pass


def numbers():
    """One for each thing."""
    known = []

    def keep(thing):
        known.extend([] if any(one is thing for one in known) else [thing])
        return next(at for at, one in enumerate(known) if one is thing)

    return keep


@pytest.fixture
def here():
    return Errors(SimpleNamespace(), WeakValueDictionary())


def test_a_class_is_made_from_what_it_is_made_from_over_there(here):
    keep = numbers()
    arrived = decode(told(Odd, keep), special=here.made)

    assert ("Odd", __name__, True, True) == (
        arrived.__name__, arrived.__module__, issubclass(arrived, ValueError), issubclass(arrived, StudentError)
    )  # fmt: skip
    assert decode(told(Base, keep), special=here.made) in arrived.__mro__
    assert issubclass(decode(told(Strange, keep), special=here.made), arrived)
    assert None is told(ValueError, keep) is told(5, keep)


def test_an_exception_comes_with_its_causes_as_far_as_they_are_told(here):
    error = last = Odd("9")
    for n in range(9):
        error.__cause__ = error = Base(str(n))
    last.__notes__ = ["look", 5, "x" * 5_000]
    found, chain = decode(told(last, numbers()), special=here.made), []
    while found is not None:
        chain.append(found)
        found = found.__cause__

    assert ["9", "0", "1", "2", "3"] == [str(one) for one in chain]
    assert ["look", "x" * 1_000] == chain[0].__notes__


@pytest.mark.parametrize(
    "forged",
    [
        ["E", "1", "no", ["builtins", "ValueError", "ValueError"], [], [], None],
        ["E", 1, 5, ["builtins", "ValueError", "ValueError"], [], [], None],
        ["E", 1, "no", 7, [], [], None],
        ["E", 1, "no", [], [], [], None],
        ["E", 1, "no", 2, [[2, "shop", 5, []]], [], None],
        ["K", 2, [["2", "shop", "Odd", []]]],
        ["K", 2, [[2, 3, "Odd", []]]],
        ["K", 2, [[2, "shop", "Odd", [9]]]],
        ["K", 2],
    ],
)
def test_what_no_worker_tells_is_no_exception(here, forged):
    with pytest.raises(WireError):
        decode(forged, special=here.made)


def test_a_class_of_which_no_claim_can_be_made_is_one_of_the_programs_all_the_same(here):
    """Nothing over there is made from both, nor in such an order."""
    bases = [["builtins", "OSError", "OSError"], ["builtins", "UnicodeDecodeError", "UnicodeDecodeError"]]
    arrived = decode(["K", 1, [[1, "shop", "Odd", bases]]], special=here.made)

    assert ("Odd", (AnException,)) == (arrived.__name__, arrived.__bases__)
