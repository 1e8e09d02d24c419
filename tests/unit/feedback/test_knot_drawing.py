"""The picture of a knot: everybody has a place of their own, and each arrow goes from one edge to another."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.knot import Held, Stuck, knot
from grader.feedback.knot_drawing import MOST, drawing
from tests.support.gallery import philosophers
from tests.support.reports import a_deadlock


def a_wait(actor, on="", what="waits for lock", *, held=True, ended=False):
    return Stuck(actor, what, "line 4", on, Held("lock", "line 3") if held and on else None, ended)


def places(picture):
    return {box.name: (round(box.x), round(box.y)) for box in picture.boxes}


def test_two_stand_side_by_side_with_an_arrow_each_way():
    picture = drawing(knot(a_deadlock(), "add_lock.py"))
    (left, right), (there, back) = picture.boxes, picture.arrows

    assert (("Thread-1", ("holds lock_a (line 8)",)), ("Thread-2", ("holds lock_b (line 15)",))) == (
        (left.name, left.lines),
        (right.name, right.lines),
    )
    assert left.left + left.width < right.left
    assert (("waits for lock_b", "line 9"), ("waits for lock_a", "line 16")) == (there.says, back.says)
    assert there.start[0] < there.end[0]
    assert back.start[0] > back.end[0]
    assert there.start[1] != back.start[1]


def test_a_circle_is_a_ring_and_who_waits_outside_of_it_stands_outside():
    picture = drawing(knot(philosophers(5), "add_lock.py"))
    at = places(picture)

    assert {"MainThread", *(f"Thread-{n}" for n in range(1, 6))} == set(at)
    assert at["MainThread"][0] < min(x for name, (x, _) in at.items() if name != "MainThread")
    assert 6 == len(picture.arrows)


def test_a_chain_is_a_row():
    picture = drawing((a_wait("A", "B"), a_wait("B", "C", ended=True)))
    at = places(picture)

    assert at["A"][0] < at["B"][0] < at["C"][0]
    assert 1 == len({y for _, y in at.values()})
    assert ("ended with lock (line 3)",) == next(box.lines for box in picture.boxes if box.name == "C")


def test_what_nobody_has_is_a_thing():
    picture = drawing(
        (a_wait("A", "B", "waits for the end of B", held=False), a_wait("B", what="waits for an item from q"))
    )

    assert [("A", False), ("B", False), ("an item from q", True)] == [(box.name, box.thing) for box in picture.boxes]
    assert (("waits for its end", "line 4"), ("waits for", "line 4")) == tuple(arrow.says for arrow in picture.arrows)


def test_two_groups_stand_one_below_the_other():
    picture = drawing((a_wait("A", "B"), a_wait("B", "A"), a_wait("C", "D"), a_wait("D", "C")))
    at = places(picture)

    assert max(at["A"][1], at["B"][1]) < min(at["C"][1], at["D"][1])


@pytest.mark.parametrize(
    "stuck",
    [(), (a_wait("A", "A"),), tuple(a_wait(f"T{n}", f"T{(n + 1) % 20}") for n in range(20))],
    ids=["nobody", "its own lock", "a crowd"],
)
def test_where_it_would_not_help_there_is_none(stuck):
    assert drawing(stuck) is None


NAMES = [f"Thread-{n}" for n in range(6)]
KNOTS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([*NAMES, ""]), min_size=1).filter(
    lambda graph: all(one != other for one, other in graph.items())
)


@given(KNOTS)
def test_no_two_boxes_cover_each_other_and_all_is_in_the_frame(graph):
    picture = drawing(tuple(a_wait(one, other, f"waits for {one}'s thing") for one, other in graph.items()))

    assert picture is not None
    assert len(picture.boxes) <= 2 * MOST
    for one, other in combinations(picture.boxes, 2):
        apart_x = abs(one.x - other.x) >= (one.width + other.width) / 2
        apart_y = abs(one.y - other.y) >= (one.height + other.height) / 2
        assert apart_x or apart_y, (one, other)
    for box in picture.boxes:
        assert picture.left <= box.left
        assert box.left + box.width <= picture.left + picture.width
        assert picture.top <= box.top
        assert box.top + box.height <= picture.top + picture.height
