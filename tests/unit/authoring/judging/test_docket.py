"""Who judges what next."""

from grader.authoring.judging.docket import Docket
from grader.authoring.judging.order import Order


def orders(text):
    """`aab`: two orders for suite a, one for b."""
    return [Order(slug=slug, path=f"{number}") for number, slug in enumerate(text)]


def taken(some):
    docket, found, setting = Docket(some), [], None
    while (number := docket.next(setting)) is not None:
        found.append(number)
        setting = some[number].setting
    return found


def test_a_judge_stays_with_its_suite():
    assert [0, 2, 4, 1, 3] == taken(orders("ababa"))


def test_two_judges_begin_with_different_suites():
    docket = Docket(orders("aabb"))

    assert (0, 2) == (docket.next(None), docket.next(None))


def test_who_is_done_helps_where_most_is_left():
    docket = Docket(orders("abccc"))
    mine, other, third = docket.next(None), docket.next(None), docket.next(None)

    assert (0, 1, 2) == (mine, other, third)
    assert 3 == docket.next(("a", "suite"))
    assert 4 == docket.next(("c", "suite"))
    assert None is docket.next(("c", "suite"))


def test_examples_are_another_suite():
    several = [Order(slug="a", path="0"), Order(slug="a", path="1", which="examples"), Order(slug="a", path="2")]

    assert [0, 2, 1] == taken(several)
