"""Which values are one to whoever gets them."""

from collections import OrderedDict, namedtuple
from dataclasses import dataclass

import pytest

from grader.interleave.program import Script
from grader.interleave.story.structure import plain, structure
from tests.support.programs import explored, outputs


class Left:
    def __get__(self, thing: object, kind: object) -> None:
        raise SystemExit(5)

    def __set__(self, thing: object, value: object) -> None:
        pass


@dataclass
class Unreadable:
    field: object


Unreadable.field = Left()


@dataclass
class Account:
    balance: object

    def __repr__(self) -> str:
        return "Account"


class Silent:
    def __repr__(self) -> str:
        raise LookupError


class Leaving:
    def __repr__(self) -> str:
        raise SystemExit(3)


class Quiet(Exception):
    def __str__(self) -> str:
        return "quiet"


Point = namedtuple("Point", "x y")
UPDATE = "import threading\n{0}\nthreads = [threading.Thread(target=work) for _ in 'ab']\nfor t in threads: t.start()\nfor t in threads: t.join()\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        ("1", 1),
        ((), []),
        ([0] * 5_004, [0] * 5_002),
        (Account(1), Account(2)),
        (Point(1, 2), Point(1, 3)),
        (Quiet(1), Quiet(2)),
        ({"a": [1]}, {"a": [2]}),
        pytest.param(10**5_000, 10**5_000 + 1, id="long numbers"),
        ("stored at 0x1000001", "stored at 0x1000002"),
    ],
)
def test_what_can_be_told_apart_is_two(one, other):
    assert structure(one) != structure(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({1, 2, 300}, {300, 2, 1}),
        (float("nan"), float("nan")),
        (object(), object()),
        (Account(object()), Account(object())),
    ],
)
def test_what_cannot_be_told_apart_is_one(one, other):
    assert structure(one) == structure(other)


def test_what_cannot_be_asked_is_told_by_its_type():
    ring: list[object] = []
    ring.append(ring)

    assert "Silent(<LookupError>)" == structure(Silent())
    assert "Leaving(<SystemExit>)" == structure(Leaving())
    assert structure(ring) == structure([ring])


def test_addresses_are_left_out_and_numbers_are_not():
    assert "<A object at 0x>, <f at 0x, line 1>, 0x1000001" == plain(
        "<A object at 0x7f1234567890>, <f at 0x7f1234567890, line 1>, 0x1000001"
    )
    assert "stored at 0x1000001\n<Queue at 0x maxsize=0 _queue=[<A object at 0x>]>" == plain(
        "stored at 0x1000001\n<Queue at 0x7f1234567890 maxsize=0 _queue=[<A object at 0x7f1234567890>]>"
    )


def test_a_lost_update_shows_in_whatever_is_printed():
    text = UPDATE.format("n = 0x1000000\ndef work():\n    global n\n    t = n\n    n = t + 1") + "print(hex(n))"

    assert {"0x1000001\n", "0x1000002\n"} == outputs(explored(text))


def test_a_lost_update_shows_behind_a_name_that_never_changes():
    account = """
from dataclasses import dataclass
@dataclass
class Account:
    balance: int
    def __repr__(self): return "Account"
acc = Account(0)
def work():
    t = acc.balance
    acc.balance = t + 1
"""
    found = explored(UPDATE.format(account), Script(observe=("acc",)))

    assert [1, 2] == sorted(one.ending.values["acc"].balance for one in found.endings)


def test_a_field_that_cannot_be_read_is_left_out():
    assert structure(Unreadable(1)) == structure(Unreadable(2))


def test_of_what_is_far_too_long_nothing_but_the_length_is_told():
    assert structure([0] * 2_500_000) == structure([1] * 2_500_000) != structure([0] * 2_500_001)


def test_an_order_of_its_own_tells_two_dicts_apart():
    one, other = OrderedDict(a=1, b=2), OrderedDict(a=1, b=2)
    other.move_to_end("a")

    assert structure(one) != structure(other)
    other.move_to_end("b")
    assert structure(one) == structure(other)
