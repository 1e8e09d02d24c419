"""What is made of changes that no worker of ours tells."""

from collections import OrderedDict, deque

import pytest

from grader.sandbox.shared import SharedHere
from grader.worker.shared import MOST
from grader.worker.values import TooLarge, decode, encode
from grader.worker.values.bounds import NODES
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


def test_a_dict_with_an_order_of_its_own_keeps_it():
    ordered, shared = OrderedDict(a=1, b=2), a_table()
    ordered.move_to_end("a")
    assert ["=", 1, ["o", ["b", 2], ["a", 1]]] == encode(ordered, shared=shared)
    shared.settle()

    ordered.move_to_end("b")
    assert [(1, ["b", 2, "a", 1], ["a", 1, "b", 2])] == shared.changes()
    shared.settle()
    shared.take([[1, ["a", 1, "b", 2], ["c", 3, "a", 1]]])
    ordered.move_to_end("c")

    assert [("a", 1), ("c", 3)] == [*ordered.items()]
    assert ("c", 3) == ordered.popitem()


def test_what_changes_while_it_is_told_is_told_the_next_time():
    """By a thread that is real, which waits for nobody."""
    items, table, coming = [1], {"a": 1}, []

    def told(value):
        found = encode(value, shared=shared)
        while coming:
            items.append(coming.pop())
            table["b"] = 2
        return found

    shared = SharedHere(told, None)
    encode((items, table), shared=shared)
    shared.settle()
    items.append(2)
    coming.append(3)

    assert [(1, [1], [1, 2])] == shared.changes()
    shared.settle()
    assert [(1, [1, 2], [1, 2, 3]), (3, ["a", 1], ["a", 1, "b", 2])] == shared.changes()
    assert [] == shared.changes()


class Asked:
    """A key that counts who wants its hash."""

    times = 0

    def __hash__(self):
        self.times += 1
        return 1


def test_no_key_is_asked_for_its_hash_for_the_sake_of_order():
    key = Asked()
    ordered = OrderedDict({key: 1})
    before = key.times

    assert ["o", [["h", 5, "Asked", ""], 1]] == encode(ordered, lambda thing: 5 if thing is key else None)
    assert before == key.times


def test_what_travels_by_what_it_holds_is_looked_at_each_time():
    """Though it is the very object still."""
    queue, items = deque([1]), [0]
    shared = SharedHere(lambda value: encode(value, other=lambda part: ["O", [*part]], shared=shared), None)
    items.append((queue,))
    encode(items, other=lambda part: ["O", [*part]], shared=shared)
    shared.settle()

    queue.append(2)

    assert [(1, [0, ["t", ["O", [1]]]], [0, ["t", ["O", [1, 2]]]])] == shared.changes()


def test_what_holds_the_same_objects_still_is_not_told_to_see_that():
    items, told = [[0] * 9, {"a": (1, "b")}], []
    shared = SharedHere(lambda value: told.append(value) or encode(value, shared=shared), None)
    encode(items, shared=shared)
    shared.settle()
    told.clear()

    assert [] == shared.changes()
    assert [] == told


def test_as_much_is_shared_as_one_value_may_hold():
    assert NODES == MOST


def doubled(times):
    found = []
    for _ in range(times):
        found = [found, found]
    return found


def ring(size):
    """Each holds the next and the one before."""
    nodes = [{} for _ in range(size)]
    for number, node in enumerate(nodes):
        node |= {"next": nodes[(number + 1) % size], "before": nodes[number - 1]}
    return nodes


def everybody(size):
    nodes = [[] for _ in range(size)]
    for node in nodes:
        node.extend(nodes)
    return nodes


@pytest.mark.parametrize("thing", [doubled(17), everybody(12)])
def test_what_nobody_could_go_through_is_too_large(thing):
    shared = a_table()
    encode(thing, shared=shared)
    shared.settle()

    for _ in range(2):  # it does not get smaller by being told so
        with pytest.raises(TooLarge):
            shared.must_be_bounded()


@pytest.mark.parametrize("thing", [doubled(14), ring(20), everybody(4), [[0] * 300] * 300])
def test_what_stands_in_many_places_or_in_itself_is_bounded(thing):
    shared = a_table()
    encode(thing, shared=shared)
    shared.settle()

    assert shared.must_be_bounded() is None


def test_what_becomes_too_deep_by_a_change_is_too_large():
    rows, shared = [[] for _ in range(70)], a_table()
    encode(rows, shared=shared)
    shared.settle()
    shared.must_be_bounded()

    shared.take([[number, [], [["=", number + 2]]] for number in range(3, 141, 2)])
    shared.settle()

    with pytest.raises(TooLarge, match="too deeply"):
        shared.must_be_bounded()
