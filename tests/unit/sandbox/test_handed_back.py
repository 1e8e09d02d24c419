"""What is made of changes that no worker of ours tells."""

import pytest

from grader.sandbox.handed_back import HandedBack
from grader.worker.values import decode
from grader.worker.wire import WireError

FORGED = [
    3, [3], [[0, []]], [["0", [], []]], [[7, [], []]], [[0, None, []]], [[0, [], 5]], [[0, [], [[]]]], [[0, [], [["=", "x"]]]], [[0, [], [["=", 9]]]],
    [[0, [], [["?", 1]]]], [[1, [], [["l", 1]]]], [[2, [], ["key"]]], [[2, [], [["l"], 1]]], [[0, [], [["h", 1, "Handle", ""]]]],
]  # fmt: skip


@pytest.mark.parametrize("changes", FORGED)
def test_a_forged_change_is_told_as_such_and_is_put_back(changes):
    handed, handed_back = ([1, 2], {3}, {"four": 4}, "text", object()), HandedBack()

    with pytest.raises((LookupError, TypeError, ValueError, WireError)):
        handed_back.take(handed, changes, decode)
    handed_back.put_back()

    assert ([1, 2], {3}, {"four": 4}) == handed[:3]


def test_whatever_a_list_is_made_to_hold_goes_again_with_the_check():
    items, handed_back = [1, [2]], HandedBack()

    handed_back.take((items,), [[0, [], [["=", 0], ["=", 1]]], [1, [2], []]], decode)
    assert items[0] is items and [] == items[1]
    handed_back.put_back()

    assert [1, [2]] == items
