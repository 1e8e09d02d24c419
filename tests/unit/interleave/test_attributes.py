"""Attributes whose class has a value for those that have none: two objects share nothing, and one and its class what is read."""

import ast

import pytest

from grader.interleave.instrument.attributes import TAKING_AWAY
from grader.interleave.text.mentions import mentioned
from tests.support.programs import explored, outputs

APART = """
    import dataclasses, threading
    @dataclasses.dataclass
    class Account:
        balance: int = 0
    def work(account):
        for _ in range(3):
            account.balance += 1
        done.append(dataclasses.replace(account, balance=7))
    done = []
    accounts = [Account() for _ in range(3)]
    ts = [threading.Thread(target=work, args=(account,)) for account in accounts]
    for t in ts: t.start()
    for t in ts: t.join()
    print([account.balance for account in accounts], len(done))
"""
TOGETHER = """
    import threading
    class Base:
        n = 0
    class Thing(Base):
        pass
    thing = Thing()
    {first}
    def work(act):
        act()
    def one(): {one}
    def two(): {two}
    def three(): {three}
    ts = [threading.Thread(target=act) for act in (one, two, three)]
    for t in ts: t.start()
    for t in ts: t.join()
    print(thing.n)
"""


def test_objects_of_one_class_are_apart():
    found = explored(APART)

    assert {"[3, 3, 3] 3\n"} == outputs(found)
    assert found.exhaustive
    assert found.schedules < 100


@pytest.mark.parametrize(
    ("first", "acts", "printed"),
    [
        ("", ("thing.n = 1", "print(thing.n)", "pass"), {"0\n1\n", "1\n1\n"}),
        ("", ("Base.n = 5", "print(thing.n)", "pass"), {"0\n5\n", "5\n5\n"}),
        ("", ("Thing.n = 5", "print(thing.n)", "pass"), {"0\n5\n", "5\n5\n"}),
        ("", ("thing.n += 1", "thing.n += 1", "pass"), {"1\n", "2\n"}),
        ("", ("thing.n += 1", "Base.n = 5", "pass"), {"1\n", "6\n"}),
        ("", ("setattr(thing, 'n', 1)", "print(getattr(thing, 'n'))", "Base.n = 5"), {"0\n1\n", "5\n1\n", "1\n1\n"}),
        ("thing.n = 1", ("del thing.n", "print(thing.n)", "Base.n = 5"), {"1\n5\n", "0\n5\n", "5\n5\n"}),
        ("thing.n = 1", ("vars(thing).pop('n')", "print(thing.n)", "Base.n = 5"), {"1\n5\n", "0\n5\n", "5\n5\n"}),
        ("thing.n = 1", ("thing.n += 1", "Base.n = 5", "thing.n += 1"), {"2\n", "3\n"}),
    ],
)
def test_an_object_and_its_class_meet_where_the_object_has_none(first, acts, printed):
    one, two, three = acts

    assert printed == outputs(explored(TOGETHER.format(first=first, one=one, two=two, three=three)))


@pytest.mark.parametrize("text", ["del o.x", "delattr(o, 'x')", "o.__delattr__('x')", "vars(o)", "exec('del o.x')"])
def test_it_is_seen_where_an_attribute_may_be_taken_away(text):
    attributes, names = mentioned(ast.walk(ast.parse(text)))

    assert not TAKING_AWAY.isdisjoint(attributes | names)


def test_giving_takes_nothing_away():
    attributes, names = mentioned(ast.walk(ast.parse("o.x = 1")))

    assert TAKING_AWAY.isdisjoint(attributes | names)
