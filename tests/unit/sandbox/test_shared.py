"""What is made of changes that no worker of ours tells."""

import pytest

from grader.sandbox.shared import SharedHere
from grader.worker.values import decode, encode
from grader.worker.wire import WireError

FORGED = [
    3, [3], [[1, []]], [["1", [], []]], [[7, [], []]], [[1, None, []]], [[1, [], 5]], [[1, [], [[]]]], [[1, [], [["=", "x"]]]], [[1, [], [["=", 9]]]],
    [[1, [], [["?", 1]]]], [[3, [], [["l", 1]]]], [[5, [], ["key"]]], [[5, [], [["l"], 1]]], [[1, [], [["h", 1, "Handle", ""]]]], [[1, [], [["=", 3, ["l"]]]]],
    [[1, [], [["=", 2, ["t"]]]]], [[1, [], [["=", 2, 2]]]], [[1, [], [["=", -2, ["l"]]]]], [[1, [], [["=", True, ["l"]]]]], [[1, [], [["=", 2, ["d", [1]]]]]],
]  # fmt: skip


def a_table():
    shared = SharedHere(lambda value: encode(value, shared=shared), lambda told: decode(told, shared=shared))
    return shared


@pytest.mark.parametrize("changes", FORGED)
def test_a_forged_change_is_told_as_such_and_is_put_back(changes):
    items, numbers, by_name, shared = [1, 2], {3}, {"four": 4}, a_table()
    encode((items, numbers, by_name), shared=shared)
    shared.settle()

    with pytest.raises((LookupError, TypeError, ValueError, WireError)):
        shared.take(changes)
    shared.put_back()

    assert ([1, 2], {3}, {"four": 4}) == (items, numbers, by_name)


def test_whatever_a_list_is_made_to_hold_goes_again_with_the_check():
    items, shared = [1, [2]], a_table()
    encode(items, shared=shared)
    shared.settle()

    shared.take([[1, [], [["=", 1], ["=", 3]]], [3, [2], []]])
    assert items[0] is items and [] == items[1]
    shared.put_back()

    assert [1, [2]] == items


def test_what_nobody_has_any_more_is_let_go_with_all_that_it_holds():
    kept, shared = [5], a_table()
    encode([[1], kept, {"deep": [2]}], shared=shared)

    assert [1, 3, 7, 9] == shared.let_go()
    assert (5, False) == shared.number_of(kept)


def test_what_could_not_be_told_has_no_number_afterwards():
    items, shared = [1], a_table()
    mark = shared.mark
    encode(items, shared=shared)

    shared.go_back(mark)

    assert (1, True) == shared.number_of(items)
