"""Functions of a suite's have numbers, and come back by them."""

import pytest

from grader.sandbox.sending import Sender
from grader.worker.values import decode
from grader.worker.wire import WireError


def test_a_function_has_one_number_as_long_as_it_holds_the_same():
    sender, step = Sender(), 1

    def one():
        return step

    first, again, other = sender.send(one), sender.send([one])[1], sender.send(lambda: 1)
    step = 2

    assert first == again == ["P", 0, first[2], ["t", 1]]
    assert [1, 2] == [other[1], sender.send(one)[1]]
    assert one is sender.function(0) is sender.function(2)


@pytest.mark.parametrize("told", [["P"], ["P", 1], ["P", -1], ["P", True], ["P", "0"], ["P", 0, 0]])
def test_no_other_comes_back(told):
    sender = Sender()
    sender.send(lambda: 1)

    with pytest.raises(WireError):
        decode(told, special=lambda _, *parts: sender.function(*parts))
