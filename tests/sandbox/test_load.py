"""A loaded submission: values by copy, the rest as handles, errors as claims with the student's lines."""

import collections
import collections.abc
import contextlib
import copy
import dataclasses
import datetime
import fractions
import inspect
import json
import operator
import os
import pickle
import re
import signal
import sqlite3
import sys
import threading
import types
import typing
from array import array
from decimal import Decimal
from enum import Enum
from pathlib import Path

import pytest

from grader.course.model import Limits
from grader.errors import UsageError, WorkerError
from grader.intake import Submission
from grader.intake.decode import SourceProblem
from grader.judge.difference import shown
from grader.sandbox.by_name import is_callable, is_instance, kind_of, repr_of
from grader.sandbox.claims import TOO_EARLY, Crashed, Deadlocked, MissingAttribute, StudentError, TimedOut
from grader.sandbox.remote import RemoteSubmission
from grader.worker.systems import system
from grader.worker.values import Record, decode
from tests.sandbox.conftest import submission_of

COUNTER = """
    import threading
    from dataclasses import dataclass

    lock = threading.Lock()
    database_value = 0
    log = []

    @dataclass
    class Point:
        x: int
        y: int = 0

    class Account:
        def __init__(self, balance=0):
            self.balance = balance
        def __enter__(self):
            self.balance += 1
            return self
        def __exit__(self, *_):
            self.balance -= 1
        def __eq__(self, other):
            return True
        def __getitem__(self, key):
            return f"<{key}>"
        def __len__(self):
            return 42
        def __contains__(self, value):
            return value == "me"

    def increase(by=1):
        global database_value
        print("increasing")
        with lock:
            database_value += by
        return database_value

    def generate():
        yield 1
        yield Point(2)

    def give():
        return {"set": {1, 2}, "tuple": (1, [2]), "point": Point(1, 2), 3: None}

    def mine():
        return [increase, increase, lock]

    def same(thing):
        return thing is lock

    if __name__ == "__main__":
        raise SystemExit("the main block ran")
"""


@pytest.fixture
def program(submit):
    return submit(COUNTER).load()


def test_calls_change_the_module_that_stays_there(program):
    assert 1 == program.increase()
    assert 6 == program.increase(by=5)
    assert 6 == program.database_value


def test_what_is_in_a_list_with_methods_is_looked_up_in_what_it_holds(submit):
    program = submit("""
        class Agreeable(list):
            def __contains__(self, value):
                return True

        class Odd:
            def __contains__(self, value):
                return value % 2 == 1

        found, odd = Agreeable([1, Odd]), Odd()
        """).load()

    assert 1 in program.found
    assert program.Odd in program.found
    assert 2 not in program.found
    assert 3 in program.odd
    assert 4 not in program.odd


def test_every_load_is_fresh(submit):
    submission = submit(COUNTER)
    first, second = submission.load(), submission.load()

    first.increase()

    assert (1, 0) == (first.database_value, second.database_value)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickle.dumps])
def test_what_stays_there_cannot_be_copied(program, copied):
    with pytest.raises(TypeError, match="the submission's module> stays with the program: a suite cannot copy it"):
        copied(program)


def test_names_can_be_set_and_deleted(program):
    program.database_value = 10
    assert 11 == program.increase()

    del program.database_value
    with pytest.raises(MissingAttribute, match="database_value"):
        _ = program.database_value


def test_what_is_printed_is_kept_until_the_next_look(submit):
    submission = submit(COUNTER)
    program = submission.load()

    program.increase()

    assert "increasing\n" == submission.stdout
    assert "" == submission.stdout


def test_plain_values_are_copied(program):
    given = program.give()

    assert {"set": {1, 2}, "tuple": (1, [2]), "point": program.Point(1, 2), 3: None} == given


def test_other_objects_are_handles_with_their_identity(program):
    one, two, lock = program.mine()

    assert one == two == program.increase
    assert one != lock
    assert len({one, two, lock}) == 2
    assert program.same(lock)
    assert "<the submission's function increase>" == repr(one)
    assert "increase" == one.__name__


def test_a_handle_does_what_its_object_does(program):
    account = program.Account(balance=7)

    with account as entered:
        assert account == entered
        assert 8 == account.balance
    assert 7 == account.balance
    assert "<key>" == account["key"]
    assert 42 == len(account)
    assert "me" in account
    assert "you" not in account
    assert "balance" in dir(account)


def test_an_objects_own_idea_of_equality_counts_for_those_that_hold_the_same(program):
    account = program.Account()

    assert account == program.Account()
    with pytest.raises(UsageError, match="equals 7, says its __eq__"):
        assert account != 7
    with pytest.raises(UsageError, match="says their __eq__, and hold different things"):
        assert account != program.Account(1)


def test_objects_are_equal_and_hashed_as_their_class_says(submit):
    program = submit("""
        class Vector:
            __slots__ = ("x", "y", "unset")
            def __init__(self, x, y): self.x, self.y = x, y
            def __eq__(self, other): return (self.x, self.y) == (other.x, other.y)
            def __hash__(self): return hash((self.x, self.y))
        class Node:
            def __init__(self, value, next=None): self.value, self.next = value, next
        class Chain:
            def __init__(self, *values):
                self.head = None
                for value in values: self.head = Node(value, self.head)
            def values(self):
                node = self.head
                while node: yield node.value; node = node.next
            def __eq__(self, other): return list(self.values()) == list(other.values())
    """).load()
    Vector, Chain, Node = program.Vector, program.Chain, program.Node

    assert Vector(1, 2) == Vector(1, 2) != Vector(2, 1)
    assert {Vector(1, 2), Vector(1, 2), Vector(2, 1)} == {Vector(2, 1), Vector(1, 2)}
    assert [Chain(1, Vector(1, 2))] == [Chain(1, Vector(1, 2))]
    assert Chain(1, 2) != Chain(2, 1)
    assert Node(1) != Node(1)
    assert len({Node(1), Node(1)}) == 2
    with pytest.raises(StudentError, match="unhashable type: 'Chain'"):
        hash(Chain())


def test_objects_that_hold_a_class_or_a_member_of_an_enumeration_are_compared(submit):
    program = submit("""
        from enum import Enum
        class Suit(Enum):
            HEARTS = 1
            SPADES = 2
        class Card:
            def __init__(self, suit, kind=int): self.suit, self.kind = suit, kind
            def __eq__(self, other): return self.suit is other.suit and self.kind is other.kind
        class Own:
            def method(self): pass
    """).load()
    Card, Suit, Own = program.Card, program.Suit, program.Own

    assert Card(Suit.HEARTS) == Card(Suit.HEARTS) != Card(Suit.SPADES)
    assert Card(Suit.HEARTS, Own) == Card(Suit.HEARTS, Own) != Card(Suit.HEARTS, Card)
    assert Card(1, Own.method) == Card(1, Own.method) != Card(1, Suit)


def test_lists_with_methods_of_their_own_are_equal_as_lists_are(submit):
    program = submit("""
        from collections import deque
        from dataclasses import dataclass
        class Stack(list):
            def push(self, item): self.append(item)
        class Named(dict): pass
        class Node: pass
        class Queue:
            def __init__(self, *items): self.items = deque(items)
            def __eq__(self, other): return self.items == other.items
        class Liar(list):
            def __eq__(self, other): return True
        @dataclass
        class Held:
            one: object
    """).load()
    Stack, node = program.Stack, program.Node()

    assert Stack([1, Stack([2])]) == Stack([1, Stack([2])]) != Stack([1, Stack([3])])
    assert Stack([node]) == Stack([node]) != Stack([program.Node()])
    assert program.Named(a=1) == program.Named(a=1) != program.Named(a=2)
    assert program.Queue(1, 2) == program.Queue(1, 2) != program.Queue(2, 1)
    assert program.Held(Stack([1])) == program.Held(Stack([1])) != program.Held(Stack([2]))
    with pytest.raises(UsageError, match="hold different things"):
        assert program.Held(program.Liar([1])) == program.Held(program.Liar([2]))


def test_what_is_equal_only_because_it_was_compared_gets_no_verdict(submit):
    program = submit("""
        class Vector:
            def __init__(self, x): self.x = x
            def __eq__(self, other):
                self.__dict__.update(other.__dict__)
                return True
    """).load()

    with pytest.raises(UsageError, match="are equal, says their __eq__, and hold different things"):
        assert program.Vector(1) == program.Vector(2)


def test_a_class_that_calls_itself_data_without_fields_is_none(submit):
    program = submit("""
        from dataclasses import dataclass
        class Vector:
            __dataclass_fields__ = {}
            def __init__(self, x): self.x = x
        @dataclass
        class Quit: pass
    """).load()

    assert program.Vector(1) != program.Vector(2)
    assert program.Quit() == program.Quit() == copy.copy(program.Quit())


def test_what_is_hashed_without_its_lists_is_compared_in_a_set(submit):
    program = submit("""
        from dataclasses import dataclass, field
        @dataclass(unsafe_hash=True)
        class Node:
            name: str
            next: list = field(default_factory=list, hash=False)
        @dataclass
        class Graph:
            nodes: set
        def graph(*names): return Graph({Node(name) for name in names})
    """).load()

    assert program.graph("a", "b") == program.graph("b", "a") != program.graph("b", "c")


def test_a_text_with_methods_of_its_own_is_a_text(submit):
    program = submit("""
        class Text(str):
            def __str__(self): return Text(self)
        class Sign:
            def __str__(self): return Text("no entry")
    """).load()

    assert "no entry" == str(program.Sign())


def test_iterating_over_a_handle(program):
    assert [1, program.Point(2, 0)] == list(program.generate())


def test_asking_for_a_name_that_is_not_there(program):
    assert not hasattr(program, "incrase")
    assert 5 == getattr(program, "nothing", 5)
    with pytest.raises(MissingAttribute, match="incrase"):
        program.incrase()


def test_what_is_not_plain_is_made_anew_over_there(submit):
    """As an array of numpy, or a frame of pandas: the program gets an object of the class that the suite has."""
    program = submit("""
        from collections import deque
        def last(row): return row.pop() if isinstance(row, deque) else None
        def half(number): return number / 2
        def zone(moment): return moment.tzname()
        def applied(function, value): return function(value)
        def both(row, word): return [*row, word]
        class Word(str):
            pass
    """).load()
    noon = datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.UTC)

    assert 3 == program.last(collections.deque([1, 2, 3]))
    assert "1/4" == str(program.half(fractions.Fraction(1, 2)))
    assert "UTC" == program.zone(noon)
    assert 2 == program.applied(abs, -2)
    assert ["a", "b"] == program.both(collections.deque(["a"]), program.Word("b"))
    assert {"rows": "UTC"} == {"rows": program.applied(program.zone, noon)}


class Double:
    """A suite's own class, which the submission has not got."""


@pytest.mark.parametrize(
    "thing",
    [Double(), lambda: Double, sys.stdout, collections.deque([Record("object", "x", ())]), decode],
)
def test_what_cannot_be_made_anew_is_the_suites_mistake(submit, thing):
    submission = submit("def taken(thing): return 1")
    program = submission.load()

    with pytest.raises(UsageError, match="handed to") as raised:
        program.taken(thing)

    assert submission.trouble is raised.value, "no suite can take it for an error of the program's"
    assert 1 == program.taken(2)


TAKES_A_DEQUE = """
    import collections
    class Odd(Exception):
        def __str__(self): raise SystemExit
    class deque:
        def __init__(self, *_):
            {text}
    collections.deque = deque
    def taken(thing): return 1
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("raise ValueError('mine')", "ValueError: mine"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("raise Odd", "Odd: "),
    ],
)
def test_what_breaks_when_it_is_made_is_not_laid_to_the_program(submit, text, said):
    """What a program may have put in the place of the library's is asked there, and where it raises, nothing is judged."""
    program = submit(TAKES_A_DEQUE.format(text=text)).load()

    with pytest.raises(UsageError, match=said):
        program.taken(collections.deque([1]))

    assert 1 == program.taken(2)


def test_what_is_never_done_with_being_made_is_endless(submit):
    program = submit(TAKES_A_DEQUE.format(text="while True: pass")).load()

    with pytest.raises(TimedOut):
        program.taken(collections.deque([1]))


def test_an_exception_comes_with_the_students_lines_only(submit):
    program = submit("""
        def outer():
            inner()

        def inner():
            return 1 / 0
    """).load()

    with pytest.raises(StudentError, match=r"^division by zero$") as raised:
        program.outer()

    error = raised.value
    assert ("ZeroDivisionError", "division by zero") == (error.type, error.message)
    assert [("outer", 3), ("inner", 6)] == [(frame.function, frame.location.line) for frame in error.frames]
    assert ("my program.py", 6) == (error.location.file, error.location.line)


def test_a_misspelt_name_is_suggested(submit):
    with pytest.raises(StudentError, match="Did you mean: 'processes'") as raised:
        submit("processes = []\nProcesses.append(1)").load()

    assert 2 == raised.value.location.line


def test_other_files_of_the_submission_can_be_imported(submit):
    program = submit("import helper\nvalue = helper.VALUE", helper="VALUE = 3").load()

    assert 3 == program.value


def test_a_file_of_ours_does_not_hide_one_of_theirs(submit):
    program = submit(
        "import grader, wire\nvalue = (grader.VALUE, wire.VALUE)", grader="VALUE = 1", wire="VALUE = 2"
    ).load()

    assert (1, 2) == program.value


def test_a_file_of_theirs_comes_before_a_module_of_pythons_that_is_called_so(submit):
    """As in life. One that is built in is hidden by nothing."""
    submission = submit(
        """
        import string, threading
        from queue import Queue
        line = Queue()
        def work():
            threads = [threading.Thread(target=line.join_the, args=(number,)) for number in range(3)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return sorted(line.waiting), string.up("x"), hasattr(threading, "Lock")
        if __name__ == "__main__":
            print(*work())
        """,
        queue="""
        class Queue:
            def __init__(self): self.waiting = []
            def join_the(self, who): self.waiting.append(who)
        """,
        string="def up(text): return text.upper()",
        time="raise ValueError('built into Python, so that no file hides it')",
        **{"threading/old": "raise ValueError('a folder without __init__.py hides nothing')"},
    )

    assert ([0, 1, 2], "X", True) == submission.load().work()
    assert "[0, 1, 2] X True\n" == submission.run().stdout == submission.run(clock="scaled").stdout
    runs = submission.explore(script=True)
    assert ["[0, 1, 2] X True\n"] == [end.stdout for end in runs.endings]
    assert submission.trouble is None


def test_common_exceptions_are_what_they_were(submit):
    program = submit("def f(x): return int(x)\ndef g(): return {}[1]").load()

    with pytest.raises(ValueError, match="invalid literal"):
        program.f("x")
    with pytest.raises(KeyError):
        program.g()
    with pytest.raises(TypeError, match="has no len"):
        len(program.f)


def test_no_word_of_a_class_makes_two_objects_equal(submit):
    program = submit("""
        from dataclasses import dataclass, field
        class Becomes:
            def __init__(self, held): self.held = held
            def __eq__(self, other): self.held = other.held; return True
        class Shape:
            def __init__(self, held): self.held = held
            def __eq__(self, other): return isinstance(other, Shape) and self.held == other.held
        class Square(Shape): pass
        @dataclass
        class Item:
            held: object
            note: object = field(default=None, compare=False)
        def chain(long): return Item(chain(long - 1) if long else None)
    """).load()
    Item, Shape, Square = program.Item, program.Shape, program.Square

    assert Item(Shape(1)) == Item(Shape(1)) != Item(Shape(2))
    assert Item(1) != Shape(1) != Square(2)
    for one, other in (
        (program.Becomes(1), program.Becomes(2)), (Item(1, "a"), Item(1, "b")), (Shape(1), Square(1)), (program.chain(99), program.chain(99)),
    ):  # fmt: skip
        with pytest.raises(UsageError, match="its word alone is not taken"):
            assert one == other


def test_an_exception_of_the_library_is_what_the_suite_knows_it_as(submit):
    program = submit("""
        import dataclasses, json, sqlite3
        class Mine(json.JSONDecodeError): pass
        class Posing(ValueError): __module__ = "grader.errors"
        @dataclasses.dataclass(frozen=True)
        class Point:
            x: int
            def far(self): return self.x
        def read(text): return json.loads(text)
        def mine(): raise Mine("no", "x", 0)
        def lost(): sqlite3.connect(":memory:").execute("SELECT * FROM nothing")
        def decode(data): return data.decode()
        def pose(): raise Posing("I am ours")
    """).load()

    for kind, ask in (
        (json.JSONDecodeError, lambda: program.read("{")), (json.JSONDecodeError, program.mine), (sqlite3.OperationalError, program.lost),
        (UnicodeDecodeError, lambda: program.decode(b"\xff")), (ValueError, program.pose),
        (dataclasses.FrozenInstanceError, lambda: setattr(program.Point(1), "x", 2)),
    ):  # fmt: skip
        with pytest.raises(kind) as raised:
            ask()
        assert isinstance(raised.value, StudentError)
    assert ("Mine", "no: line 1 column 1 (char 0)") == _of(program.mine)


def _of(raising):
    with pytest.raises(StudentError) as raised:
        raising()
    return raised.value.type, raised.value.message


def test_an_exception_of_the_programs_own_is_also_what_its_class_is_made_from(submit):
    program = submit("""
        import json
        class Overdrawn(ValueError): pass
        class Odd(type):
            def __hash__(cls): raise SystemExit
            def mro(cls): return [cls, *LookupError.__mro__]
        class Lost(LookupError, metaclass=Odd): pass
        class Hiding(type):
            def mro(cls): return [cls, object]
        class Hidden(ValueError, metaclass=Hiding): pass
        def hide(): raise ValueError.__new__(Hidden)
        def withdraw(): raise Overdrawn("too much")
        def look(): raise Lost("gone")
        def opened(): open("nowhere.csv")
        def decoded(): b"\\xff".decode()
        def parsed(): json.loads("{")
        def stops(): raise StopIteration
    """).load()

    with pytest.raises(ValueError, match="too much") as raised:
        program.withdraw()
    assert ("Overdrawn", "too much", 12) == (raised.value.type, raised.value.message, raised.value.location.line)
    for kind, function in (
        (LookupError, program.look),
        (FileNotFoundError, program.opened),
        (OSError, program.opened),
        (UnicodeError, program.decoded),
        (ValueError, program.parsed),
    ):
        with pytest.raises(kind):
            function()
    with pytest.raises(StudentError, match="Hidden"):
        program.hide()
    with pytest.raises(StudentError) as claimed:
        program.stops()
    assert not isinstance(claimed.value, StopIteration)  # which would end a loop of the suite's


def test_an_exception_of_what_runs_for_real_is_what_its_class_is_made_from(submit):
    program = submit("""
        import subprocess
        class Overdrawn(ValueError): pass
        def withdraw():
            subprocess.run(["true"])
            raise Overdrawn("too much")
    """).load()

    with pytest.raises(ValueError, match="too much"):
        program.withdraw()


def test_operators_are_asked_of_the_objects_themselves(submit):
    submission = submit("""
        import functools
        @functools.total_ordering
        class Money:
            def __init__(self, cents): self.cents = cents
            def __add__(self, other): return Money(self.cents + getattr(other, "cents", other))
            __radd__ = __add__
            def __isub__(self, other):
                self.cents -= other.cents
                return self
            def __mul__(self, factor):
                if not isinstance(factor, int): return NotImplemented
                return Money(self.cents * factor)
            def __neg__(self): return Money(-self.cents)
            def __lt__(self, other): return self.cents < other.cents
            def __float__(self): return self.cents / 100
            def __round__(self, digits=0): return round(self.cents / 100, digits)
    """)
    program = submission.load()
    two, three = program.Money(2), program.Money(3)

    assert [5, -3] == [it.cents for it in (two + three, -three)]
    assert (two < three, two >= three) == (True, False)
    assert [2, 3] == [it.cents for it in sorted([three, two])]
    assert (0.02, 0.0, 0.03) == (float(two), round(two), round(three, 2))
    same = three
    three -= two
    assert (1, True) == (same.cents, three == same)
    with pytest.raises(TypeError, match="unsupported operand"):
        two - three
    for lacking in (lambda: 10 % two, lambda: two / None, lambda: two - 1.5):
        with pytest.raises(StudentError, match=r"^unsupported operand"):
            lacking()
    assert submission.trouble is None
    assert [12, 12, 4] == [mixed.cents for mixed in (two + 10, 10 + two, two * 2)]
    assert -12 == (-(two + 10)).cents
    for asked in (lambda: three < 3, lambda: 3 > three, lambda: float(two + 10), lambda: round(two * 2)):
        with pytest.raises(UsageError, match="is not asked of the program") as refused:
            asked()
        assert submission.trouble is refused.value


@pytest.mark.parametrize("nearly", ["0.0", "Near()", "self", "Nought(0)"])
def test_how_far_something_is_from_what_is_expected_is_not_asked_of_it(submit, nearly):
    found = (
        submit(f"""
        class Nought(float): pass
        class Near:
            def __abs__(self): return 0.0
            def __bool__(self): return False
            def __lt__(self, other): return True
            def __sub__(self, other): return {nearly}
            __isub__ = __rsub__ = __sub__
    """)
        .load()
        .Near()
    )

    for ask in (
        lambda: abs(found - 1.5) < 0.01, lambda: abs(1.5 - found) < 0.01, lambda: found - 1.5 < 0.01,
        lambda: not found - 1.5, lambda: abs(operator.isub(found, 1.5)) < 0.01,
    ):  # fmt: skip
        with pytest.raises(UsageError, match="is not asked of the program"):
            ask()


def test_operators_with_plain_values_look_at_what_an_object_holds(submit):
    """Its own would be told what is expected: `abs(found - 1.5) < 0.01` would hold for whoever says so."""
    submission = submit("""
        class Liar(float):
            def __sub__(self, other): return 0.0
            __rsub__ = __isub__ = __add__ = __sub__
    """)
    found = submission.load().Liar(4)

    assert [2.5, -2.5, 5.0, 8.0] == [found - 1.5, 1.5 - found, found + 1, found * 2]
    found -= 1
    assert 3.0 == found
    assert submission.trouble is None


def test_values_of_the_library_come_and_go_as_what_they_are(submit):
    program = submit("""
        from collections import Counter
        from datetime import date, datetime, timedelta
        from decimal import Decimal
        def count(words): return Counter(words)
        def after(day, days): return date.fromisoformat(day) + timedelta(days)
        def today(): return isinstance(date.today(), date) and datetime.now().replace(year=2024, month=1, day=2)
        def age(born): return (date(2024, 3, 1) - born).days if isinstance(born, date) else None
        def lived(born): return date(2024, 3, 1) - born
        def total(prices): return sum(prices, Decimal(0))
    """).load()

    assert {"a": 2, "b": 1} == program.count(["a", "b", "a"])
    assert datetime.date(2024, 3, 1) == program.after("2024-02-28", 2)
    assert datetime.date(2024, 1, 2) == program.today().date()
    assert 1 == program.age(datetime.date(2024, 2, 29))
    assert datetime.timedelta(days=1) == program.lived(datetime.date(2024, 2, 29))
    assert Decimal("0.30") == program.total([Decimal("0.10"), Decimal("0.20")])


def test_what_compares_as_it_likes_is_compared_with_no_plain_value(submit):
    program = submit("""
        from enum import IntEnum
        class Colour(IntEnum):
            RED = 1
        class Best(int):
            def __lt__(self, other): return True
            __le__ = __gt__ = __ge__ = __lt__
        class Any:
            def __lt__(self, other): return True
            __le__ = __gt__ = __ge__ = __lt__
        def red(): return Colour.RED
    """).load()

    assert (True, False, True) == (program.red() < 2, program.red() > 2, 1 <= program.red())
    assert (False, True) == (program.Best(3) > 5, program.Best(3) < 5)
    for compared in (lambda: program.Any() > 5, lambda: 5 > program.Any(), lambda: max(5, program.Any())):
        with pytest.raises(UsageError, match="is not asked of the program"):  # who returns such a thing is withheld
            compared()


def test_what_is_made_from_a_plain_value_equals_one_that_holds_the_same(submit):
    submission = submit("""
        from collections import namedtuple
        from enum import IntEnum
        class Colour(IntEnum):
            RED = 1
        class Stack(list):
            def push(self, thing): self.append(thing)
        class Point(namedtuple("Point", "x y")):
            def norm(self): return self.x
        class Liar(str):
            def __eq__(self, other): return True
            def __str__(self): return "told"
            __hash__ = None
        class Other:
            def __eq__(self, other): return True
        def red(): return Colour.RED
        def point(): return Point(1, 2)
        def stack():
            made = Stack()
            made.push(Colour.RED)
            return made
    """)
    program = submission.load()

    assert program.red() == 1
    assert program.red() == 1.0
    assert program.stack() == [1]
    assert [program.point()] == [(1, 2)]
    assert program.stack() != [2]
    assert program.stack() != (1,)
    assert program.Liar("said") == "said"
    assert submission.trouble is None
    for one, other in ((program.Liar("said"), "told"), (program.Other(), 1), (program.Other(), None)):
        with pytest.raises(UsageError, match="says its __eq__, whose word alone is not taken"):
            assert one != other


def test_what_is_made_from_a_value_that_never_changes_is_found_by_it(submit):
    program = submit("""
        from datetime import date
        from enum import IntEnum
        class Colour(IntEnum):
            RED = 1
        class Day(date):
            def is_far(self): return self.year > 3000
        class Word(str):
            def shout(self): return self.upper()
        def seen(): return {Colour.RED, Word("a")}
        def counted(): return {Colour.RED: 2, Day(2024, 2, 29): 3, Word("a"): 4}
        def first(): return Day(2024, 2, 29)
    """).load()

    assert program.seen() == {1, "a"}
    assert program.counted() == {1: 2, datetime.date(2024, 2, 29): 3, "a": 4}
    assert program.counted()["a"] == 4
    assert {program.Word("a"), program.Word("a"), program.Word("b")} == {"a", "b"}
    assert program.Word("a") != program.Word("b")
    assert program.Word("1") != program.Colour(1)
    assert program.first() == datetime.date(2024, 2, 29)
    assert program.first() < datetime.date(2024, 3, 1)
    assert program.first() != datetime.date(2024, 3, 1)
    assert program.first() != None  # noqa: E711
    assert program.first().is_far() is False


def test_a_part_of_what_stays_is_asked_for_as_a_part(submit):
    program = submit("""
        class Row(list):
            def total(self): return sum(self)
        class Grid:
            def __getitem__(self, place): return place
        def row(): return Row([1, 2, 3, 4])
    """).load()

    assert program.row()[1:3] == [2, 3]
    assert program.Grid()[:, 1] == (slice(None), 1)


def test_an_array_of_numbers_can_be_had_at_one_go(submit):
    """By the interface that libraries for arrays look for, and so without any of them."""
    program = submit("""
        from array import array
        class Liar:
            __array_interface__ = {"typestr": "|O8"}
        row = array("H", [1, 2])
    """).load()

    assert b"\1\0\2\0" == program.row.__array_interface__["data"]
    assert (2,) == program.row.__array_interface__["shape"]
    assert not hasattr(program.Liar(), "__array_interface__")


def test_a_private_name_is_the_objects_own(submit):
    program = submit("""
        class Account:
            def __init__(self): self._name, self._number, self._kind = "Ann", 7, "current"
    """).load()
    account = program.Account()

    account._kind = "savings"

    assert ("Ann", 7, "savings") == (account._name, account._number, account._kind)


def test_an_iterator_is_one_here_too(submit):
    program = submit("""
        def countdown(n):
            while n:
                yield n
                n -= 1
        class Twice:
            def __iter__(self): return countdown(2)
        def nothing(): return None
    """).load()
    counting = program.countdown(3)

    assert (3, 2) == (next(counting), next(counting))
    assert [1] == list(counting)
    assert "over" == next(counting, "over")
    assert [(2, 2), (1, 1)] == list(zip(program.Twice(), program.Twice(), strict=True))
    with pytest.raises(StopIteration):
        next(counting)
    with pytest.raises(StudentError, match=r"^nothing more comes$"):  # if not expected, it is the student's
        next(counting)
    with pytest.raises(TypeError, match="'function' object is not an iterator"):
        next(program.countdown)


def test_what_a_function_says_of_itself_is_its_own(submit):
    program = submit("""
        def described(n: int) -> str:
            "It has words."
        def bare(n): ...
    """).load()

    assert ("It has words.", None) == (program.described.__doc__, program.bare.__doc__)
    assert (["n", "return"], []) == (list(program.described.__annotations__), list(program.bare.__annotations__))


def test_time_is_virtual(submit):
    program = submit("""
        import time
        def nap():
            began = time.monotonic()
            time.sleep(3600)
            return round(time.monotonic() - began)
    """).load()

    assert 3600 == program.nap()


@pytest.mark.parametrize(
    "code", ["import sys; sys.exit(3)", "import os; os._exit(3)", "raise SystemExit(3)", "exit(3)"]
)
def test_a_program_that_ends_itself_while_it_is_loaded(submit, code):
    with pytest.raises((StudentError, Crashed), match="3"):
        submit(f"print('hello')\n{code}").load()


def test_a_call_that_waits_for_ever_is_a_deadlock(submit):
    program = submit("""
        import threading
        lock = threading.Lock()
        def twice():
            with lock:
                with lock:
                    pass
    """).load()

    with pytest.raises(Deadlocked, match="lock") as stuck:
        program.twice()
    assert 6 == stuck.value.location.line


@pytest.mark.parametrize("body", ["while True: pass", "while True: total += 1", "while True: sleep(1)"])
def test_an_endless_loop_ends_as_a_verdict_with_its_line(submit, body):
    text = f"from time import sleep\ntotal = 0\ndef go():\n    global total\n    {body}\n"
    program = submit(text, limits=Limits(time_s=0.3)).load()

    with pytest.raises(TimedOut) as endless:
        program.go()
    assert 5 == endless.value.location.line


def test_a_loop_that_no_step_interrupts_ends_as_a_verdict_with_its_line(submit):
    program = submit("def go():\n    return sum(range(10**18))\n", limits=Limits(time_s=1)).load()

    with pytest.raises(TimedOut, match="still busy after 1 s of processor time") as endless:
        program.go()
    assert 2 == endless.value.location.line


def test_a_worker_that_is_over_says_so_again(submit):
    program = submit("import threading\ndef go():\n    threading.Event().wait()").load()

    for _ in range(2):
        with pytest.raises(Deadlocked):
            program.go()


UNCONTROLLED = """
    import os, subprocess, threading, time

    calls = []

    def note(word):
        calls.append(word)
        print("noted", word)
        return tuple(calls)

    def fail():
        raise ValueError("as before")

    def ask_another_process():
        time.sleep(30)
        print("asking")
        return subprocess.run(["echo", "hello"], stdout=subprocess.PIPE).stdout

    def kill():
        os.kill(os.getpid(), 9)

    def never():
        subprocess.run(["true"])
        threading.Event().wait()

    def broken():
        subprocess.run(["true"])
        return nots
"""


def test_what_cannot_be_simulated_runs_for_real_and_goes_on_where_it_was(submit):
    submission = submit(UNCONTROLLED)
    program = submission.load()
    note = program.note
    assert ("a",) == note("a")
    with pytest.raises(ValueError, match="as before"):
        program.fail()

    assert b"hello\n" == program.ask_another_process()

    assert ("a", "b") == note("b") == (*program.calls,)
    assert "noted a\nasking\nnoted b\n" == submission.stdout
    assert ["subprocess.run"] == [escape.what for escape in submission.escapes]
    assert submission.trouble is None


def test_a_real_call_that_fails_says_why_and_where(submit):
    program = submit(UNCONTROLLED).load()

    with pytest.raises(StudentError, match=r"name 'nots' is not defined\. Did you mean: 'note'") as raised:
        program.broken()
    assert [("broken", 28)] == [(frame.function, frame.location.line) for frame in raised.value.frames]


def test_a_real_call_that_hangs_is_ended(submit):
    with pytest.raises(Deadlocked, match="Nothing in your program moved any more") as stuck:
        submit(UNCONTROLLED).load().never()
    assert 24 == stuck.value.location.line


def test_a_program_that_kills_itself_has_crashed(submit):
    submission = submit(UNCONTROLLED)

    with pytest.raises(Crashed, match="Its process was killed") as killed:
        submission.load().kill()
    assert 20 == killed.value.location.line
    assert isinstance(submission.trouble, Crashed)


@pytest.mark.parametrize(
    "how",
    [
        "posix.kill(os.getpid(), 9)",
        "os.killpg(os.getpgrp(), 9)",
        "os.kill(0, 9)",
        "signal.raise_signal(9)",
        "_signal.raise_signal(signal.SIGTERM)",
        "signal.pthread_kill(threading.get_ident(), 9)",
        "signal.pidfd_send_signal(os.pidfd_open(os.getpid()), 9)",
        "signal.signal(15, print); os.kill(os.getpid(), 15); os.kill(os.getpid(), 9)",
    ],
)
def test_by_whatever_name_it_kills_itself_it_has_crashed(submit, how):
    text = f"import _signal, os, posix, signal, threading\nos.system('')\ndef kill():\n    pass\n    {how}\n"

    with pytest.raises(Crashed, match="Its process was killed") as killed:
        submit(text).load().kill()
    assert 5 == killed.value.location.line


@pytest.mark.parametrize(
    "earlier",
    [
        "os.kill(os.getpid(), signal.SIGUSR1)",
        "os.kill(os.getpid(), signal.SIGTERM)",
        "signal.raise_signal(signal.SIGTERM)",
        "os.kill(child.pid, 9)",
        "os.killpg(child.pid, 9)",
    ],
)
def test_an_earlier_signal_is_not_what_killed_it(submit, earlier):
    """It made whatever came from outside the program's own."""
    text = f"""
        import os, signal, subprocess
        os.system('')
        def busy():
            for number in (signal.SIGUSR1, signal.SIGTERM): signal.signal(number, print)
            child = subprocess.Popen(["sleep", "100"], start_new_session=True)
            {earlier}
            subprocess.run(["sh", "-c", f"kill -9 {{os.getpid()}}"])
        """
    with pytest.raises(WorkerError, match="ended from outside \\(SIGKILL\\)"):
        submit(text).load().busy()


def test_the_line_is_that_of_what_ended_it(submit):
    """It was that of the first signal that it sent itself, also where it crashed much later."""
    text = """
        import os, signal
        os.system('')
        def crash():
            signal.signal(signal.SIGTERM, print)
            os.kill(os.getpid(), signal.SIGTERM)
            os.abort()
        """
    with pytest.raises(Crashed, match="SIGABRT") as crashed:
        submit(text).load().crash()
    assert 7 == crashed.value.location.line


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_is_killed_from_outside_is_nobodys_fault(submit, number):
    """By the machine that has no memory left, or by a person; whatever the program does at that moment."""
    submission = submit(
        "import os\ndef begin():\n    os.system('')\n    return os.getpid()\ndef busy():\n    while True: pass\n"
    )
    program = submission.load()
    worker = worker_below(os.getpid(), program.begin())
    threading.Timer(0.3, os.kill, (worker, number)).start()

    with pytest.raises(WorkerError, match=f"ended from outside \\({number.name}\\)"):
        program.busy()
    assert isinstance(submission.trouble, WorkerError)


def test_who_stops_itself_is_told_so(submit):
    text = "import os, signal\nos.system('')\ndef stop():\n    os.kill(os.getpid(), signal.SIGSTOP)\n"
    with pytest.raises(Crashed, match="stopped its own process"):
        submit(text).load().stop()


@pytest.mark.slow
def test_who_goes_on_after_all_its_time_is_busy_not_ended_from_outside(submit):
    text = "import os, signal\nos.system('')\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\ndef busy():\n    while True: pass\n"
    with pytest.raises(TimedOut, match="still busy after 1 s of processor time"):
        submit(text, limits=Limits(time_s=1)).load().busy()


def worker_below(pid, inside):
    """The youngest process of all that descend from this one and have this number behind their wall: who stands ready for
    the next has another."""
    found, waiting = [], [pid]
    while waiting:
        below = system.children(waiting.pop())
        found += below
        waiting += below
    found = [
        one
        for one in found
        if Path(f"/proc/{one}/status").read_text().partition("NSpid:")[2].split("\n")[0].split()[-1] == str(inside)
    ]
    return max(found, key=lambda one: int(Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[19]))


def test_the_scratch_folder_is_not_named(submit):
    submission = submit("import helper\nprint(__file__, helper)\ndef f(): raise ValueError(helper)", helper="")
    program = submission.load()

    with pytest.raises(ValueError, match="helper") as raised:
        program.f()

    assert "grade-" not in submission.stdout + raised.value.message
    for clock in ("virtual", "scaled"):
        run = submission.run(clock=clock)
        assert run.stdout.startswith("my program.py <module 'helper'")
        assert "grade-" not in run.stdout


def test_a_value_that_is_too_large_is_a_claim(submit):
    program = submit(
        "def many(): return list(range(300_000))\ndef deep():\n x = []\n for _ in range(99): x = [x]\n return x"
    ).load()

    with pytest.raises(StudentError, match="the value is too large to be looked at"):
        program.many()
    with pytest.raises(StudentError, match="the value is too large to be looked at"):
        program.deep()


class Nowhere:
    """A launcher of whom nobody may want a worker, let alone two."""

    hurried = True

    def side_by_side(self):
        return True


def test_what_cannot_be_parsed_fails_the_check():
    broken = Submission("a.py", "a.py", {"a.py": b"def"}, "def", "", SourceProblem("invalid syntax", 1))
    submission = RemoteSubmission(Nowhere(), broken, Limits())

    for act in (submission.load, submission.run, lambda: submission.explore(script=True)):
        with pytest.raises(StudentError, match=r"^invalid syntax$") as unread:
            act()
        assert (
            "Nothing of your program has run yet, because Python cannot read it. Mend this first." == unread.value.hint
        )


def test_calls_take_virtual_time(submit):
    remote = submit("import time\ndef wait(seconds):\n    time.sleep(seconds)\n")
    program = remote.load()
    began = remote.virtual_time
    program.wait(1000)

    assert 1000 == pytest.approx(remote.virtual_time - began)


def test_there_is_no_virtual_time_where_time_is_real(submit):
    remote = submit("import subprocess\ndef call():\n    subprocess.run(['true'])\n")
    with pytest.raises(UsageError, match="no program was loaded"):
        _ = remote.virtual_time
    remote.load().call()
    with pytest.raises(WorkerError, match="there is no virtual time: the program uses"):
        _ = remote.virtual_time


def test_modules_see_to_their_things_in_a_process_that_a_program_forks(submit):
    program = submit("""
        import os, random, threading

        def drawn_by_a_child():
            random.seed(1)
            theirs, ours = os.pipe()
            if os.fork() == 0:
                os.write(ours, repr(random.random()).encode())
                os._exit(0)
            os.wait()
            return float(os.read(theirs, 100))

        def drawn():
            return random.Random(1).random()
    """).load()

    assert program.drawn() != program.drawn_by_a_child()


FINALIZER = """
    import json, os, socket, threading
    lock = threading.Lock()
    seen = []
    class Resource:
        def __del__(self):
            {act}
            seen.append(1)
    def fail():
        thing = Resource()
        raise ValueError("no")
    def look():
        return seen
    """


@pytest.mark.parametrize(
    ("act", "left"),
    [
        ("print('gone')", [1]),
        ("lock.acquire()", [1]),
        ("os.system('true')", [1]),
        ("socket.socket()", []),
        ("json.loads('{')", []),
    ],
)
def test_a_finalizer_that_runs_when_an_error_is_let_go_is_not_lost(submit, act, left):
    """It ran outside of what is simulated, where it printed to nobody and found no lock: so the program is run for real. One that
    fails reaches for nothing of ours, though the library stands in its traceback."""
    submission = submit(FINALIZER.format(act=act))
    program = submission.load()

    with pytest.raises(StudentError, match="no"):
        program.fail()
    assert left == program.look()
    assert ["__del__"] == [escape.what for escape in submission.escapes]
    if "print" in act:
        assert "gone\n" == submission.stdout


def test_a_finalizer_that_runs_inside_is_simulated(submit):
    submission = submit("""
        kept = []
        class Resource:
            def __del__(self):
                print("gone")
        def work():
            kept.append(Resource())
            kept.clear()
        """)
    submission.load().work()

    assert ("gone\n", ()) == (submission.stdout, submission.escapes)


def test_who_fails_within_the_library_does_not_pass_for_it(submit):
    """The interpreter compiled the piece of the line that it underlines: that was taken for a forgery."""
    submission = submit("""
        import json, os, sys, threading
        def fail(how):
            os.system("true")
            if how == "thread":
                thread = threading.Thread(target=json.loads, args=("{",))
                thread.start()
                thread.join()
            else:
                try:
                    json.loads("{")
                except ValueError:
                    sys.excepthook(*sys.exc_info())
            return 1
        """)
    program = submission.load()

    assert [1, 1] == [program.fail("thread"), program.fail("main")]
    assert 2 == submission.stderr.count("JSONDecodeError")


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("value = 1\nprnt('hi')\n", TOO_EARLY),
        ("value = 1\nwhile True:\n    pass\n", TOO_EARLY),
        ("value = (\n", "Nothing of your program has run yet"),
    ],
    ids=["error", "loop", "unreadable"],
)
def test_what_comes_while_the_file_is_loaded_leaves_no_room_for_a_hint_of_the_check(submit, source, hint):
    with pytest.raises((StudentError, TimedOut)) as early:
        submit(source).load()

    assert early.value.insists
    assert (early.value.hint or "").startswith(hint)


def test_a_misspelt_name_in_a_function_leaves_no_room_for_a_hint_of_the_check(submit):
    program = submit("def add(one):\n    return oen + 1\n").load()

    with pytest.raises(NameError) as error:
        program.add(1)

    assert (True, TOO_EARLY) == (error.value.insists, error.value.hint)
    with pytest.raises(TypeError) as error:
        program.add()
    assert not error.value.insists


def test_a_function_that_never_comes_back_is_told_with_its_loop(submit):
    program = submit(
        "def count(limit):\n    i = 0\n    while i < limit:\n        abs(i)\n", limits=Limits(time_s=1)
    ).load()

    with pytest.raises(TimedOut) as endless:
        program.count(3)

    assert "`i < limit` (line 3). Which line changes i or limit," in endless.value.advice
    assert endless.value.location.line in (3, 4)


@pytest.mark.parametrize("start_method", ["spawn", "forkserver"])
def test_a_pool_without_a_guard_is_told_as_what_its_workers_failed_with(submit, start_method):
    """Each task brings a worker to import the file, and so to the line that makes the pool; the new workers then wait."""
    source = "from multiprocessing import Pool\ndef one(x):\n    return x\npool = Pool(2)\ndef all(xs):\n    return pool.map(one, xs)\n"
    program = submit(source, start_method=start_method).load()

    with pytest.raises(Deadlocked) as stuck:
        program.all([1, 2])

    said = "PoolWorker-1 ended with AssertionError: daemonic processes are not allowed to have children (line 4).\n"
    assert said in stuck.value.rationale
    assert "left margin of your file is run wherever it is imported" in stuck.value.advice


SEARCHED = """
    def halved(lo, hi):
        rounds = 0
        while lo < hi:
            lo, rounds = lo + {step}, rounds + 1
        return rounds
"""


def test_a_call_in_a_loop_of_unknown_length_that_is_too_long_to_be_simulated_runs_for_real(submit, monkeypatch):
    monkeypatch.setattr("grader.sandbox.orders.STEPS", 100)
    remote = submit(SEARCHED.format(step="1"))

    assert 90_000 == remote.load().halved(0, 90_000)
    assert ["more steps than its simulation follows"] == [escape.what for escape in remote.escapes]


def test_a_call_that_does_not_end_for_real_either_is_told_with_its_line(submit, monkeypatch):
    monkeypatch.setattr("grader.sandbox.orders.STEPS", 100)
    with pytest.raises(TimedOut, match="still busy after 1 s") as told:
        submit(SEARCHED.format(step="0 * rounds"), limits=Limits(time_s=1)).load().halved(0, 9)

    assert told.value.location.line in (4, 5)


DATA = """
import dataclasses
from dataclasses import KW_ONLY, InitVar, dataclass, field
from enum import Enum
from typing import ClassVar, NamedTuple

class Suit(Enum):
    HEARTS = 1
    SPADES = 2

@dataclass
class Point:
    x: int
    y: int
    tags: list = field(default_factory=list)

@dataclass(frozen=True)
class Card:
    suit: Suit
    rank: int

@dataclass
class Order:
    made: ClassVar[int] = 0
    price: int
    rate: InitVar[int] = 2
    _: KW_ONLY
    note: str = ""
    def __post_init__(self, rate):
        self.total = self.price * rate

class Path(NamedTuple):
    start: Point
    names: list

def move(point, by):
    point.x += by

def moved(point, by):
    return dataclasses.replace(point, x=point.x + by)

def path():
    return Path(Point(1, 2), ["a"])
"""


def test_data_is_handed_back_and_is_what_it_was(submit):
    program = submit(DATA).load()
    point = program.Point(1, 2)

    before = copy.deepcopy(point)
    program.move(point, 4)
    point.tags = ["seen"]

    assert (5, ["seen"]) == (point.x, point.tags)
    assert program.Point(1, 2) == before != point
    assert program.Point(6, 2, ["seen"]) == program.moved(point, 1)
    assert "Point(x=5, y=2, tags=['seen'])" == repr(point)
    assert isinstance(before, program.Point) and not isinstance(before, program.Card)
    assert {"x": 1, "y": 2, "tags": []} == vars(before) and ("x", "y", "tags") == program.Point.__match_args__
    with pytest.raises(TypeError, match="stays with the program"):
        pickle.dumps(point)


def test_data_within_data_is_copied_and_its_own_deepcopy_not_asked(submit):
    program = submit("""
        from dataclasses import dataclass
        from typing import Any, NamedTuple

        class Pair(NamedTuple):
            one: list
            __deepcopy__ = lambda self, known: self

        @dataclass
        class Item:
            n: int
            part: Any = None
            __deepcopy__ = lambda self, known: self

        def items(): return [Item(0, part) for part in ([Item(1)], {"a": Item(1)}, (Item(1),), Pair([Item(1)]), Item(1))]
        def change(item):
            part = item.part["a"] if type(item.part) is dict else item.part
            while type(part) is not Item: part = part[0]
            part.n = 7
        def ring():
            item = Item(0)
            item.part = [item, item]
            return item
        def is_ring(item): return item.part[0] is item.part[1] is item
    """).load()

    for item in program.items():
        before = copy.deepcopy(item)
        assert before == item
        program.change(item)
        assert before != item
    assert program.is_ring(copy.deepcopy(program.ring()))


def test_an_object_is_copied_by_its_attributes_unless_its_class_says_how(submit):
    program = submit("""
        from enum import Enum

        class Colour(Enum):
            RED = 1

        class Board:
            def __init__(self):
                self.rows, self.colour, self.parent = [[0]], Colour.RED, self
            def play(self): self.rows[0][0] += 1
            def is_whole(self): return self.parent is self and self.colour is Colour.RED

        class Lies(Board):
            def __deepcopy__(self, known): return self

        class Slots:
            __slots__ = ("x", "y")
            def __init__(self): self.x = 1

        class Stack(list):
            pass
    """).load()
    board = program.Board()

    before, same = copy.deepcopy(board), copy.copy(board)
    board.play()

    assert ([[0]], [[1]], [[1]]) == (before.rows, board.rows, same.rows)
    assert before.is_whole() and not same.is_whole()
    assert isinstance(before, program.Board)
    assert 1 == copy.copy(program.Slots()).x and not hasattr(copy.copy(program.Slots()), "y")
    for other in (program.Lies(), program.Stack([1])):
        with pytest.raises(TypeError, match="a suite cannot copy it"):
            copy.deepcopy(other)


def test_frozen_data_is_found_in_a_set_and_as_a_key(submit):
    program = submit(DATA).load()
    two, three = program.Card(program.Suit.HEARTS, 2), program.Card(program.Suit.HEARTS, 3)

    assert {two: "two", three: "three"}[program.Card(program.Suit.HEARTS, 2)] == "two"
    assert program.Card(program.Suit.SPADES, 2) not in {two, three}
    with pytest.raises(TypeError, match="unhashable type: 'Point'"):
        hash(program.Point(1, 2))


def test_what_python_does_with_data_it_does_with_a_handle(submit):
    program = submit(DATA).load()

    assert {"x": 1, "y": 2, "tags": []} == dataclasses.asdict(program.Point(1, 2))
    assert (1, 2, []) == dataclasses.astuple(program.Point(1, 2))
    assert ["price", "note"] == [field.name for field in dataclasses.fields(program.Order)]
    assert 6 == program.Order(3).total == copy.copy(program.Order(3, note="n")).total
    assert [True, True, False, False] == [
        dataclasses.is_dataclass(thing) for thing in (program.Point, program.Point(1, 2), program.move, program.Path)
    ]


def test_a_named_tuple_is_the_tuple_that_it_is(submit):
    program = submit(DATA).load()
    path = program.path()
    start, names = path

    assert (program.Point(1, 2), ["a"]) == path == program.Path(start, names)
    assert {"start": start, "names": ["a"]} == path._asdict()
    assert ["b"] == path._replace(names=["b"]).names


WITH_METHODS = """
from dataclasses import dataclass
from typing import NamedTuple

class Vector(NamedTuple):
    x: int
    y: int
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

@dataclass
class Card:
    suit: str
    seen: list
    def __str__(self):
        return f"card of {self.suit}"

@dataclass(order=True)
class Size:
    n: int
"""


def test_data_with_operators_of_its_own_is_asked_for_them(submit):
    program = submit(WITH_METHODS).load()

    assert (4, 6) == program.Vector(1, 2) + program.Vector(3, 4) == program.Vector(4, 6)
    assert {(1, 2)} == {program.Vector(1, 2)}
    assert program.Size(1) < program.Size(2)
    assert "card of hearts" == str(program.Card("hearts", []))
    with pytest.raises(TypeError):
        program.Vector(1, 2) * "a" + "b"


def test_data_with_methods_is_equal_where_its_fields_are(submit):
    program = submit(WITH_METHODS).load()

    assert program.Card("hearts", [program.Card("spades", [1])]) == program.Card(
        "hearts", [program.Card("spades", [1])]
    )
    assert program.Card("hearts", [1]) != program.Card("hearts", [2])
    assert program.Size(1) != program.Card(1, [])


def test_a_file_that_asks_while_it_is_loaded_is_told_where_to_ask(submit):
    with pytest.raises(StudentError) as raised:
        submit("def double(n):\n    return 2 * n\nprint(double(int(input())))").load()

    assert "loads your file, as `import` does" in raised.value.advice


def test_data_with_methods_is_shown_by_its_fields_and_its_own_repr_is_not_asked(submit):
    program = submit(WITH_METHODS + "    def __repr__(self):\n        raise ValueError\n").load()

    assert "Size(n=3)" == shown(program.Size(3))
    assert "[Card(suit='hearts', seen=[1])]" == shown([program.Card("hearts", [1])])
    assert "<the submission's type Size>" == shown(program.Size)


def test_what_a_call_changes_of_what_it_was_handed_is_changed_here_until_the_check_is_over(workers):
    program = submission_of("""
def sort(items): items.sort()
def pop(rows): rows["last"] = rows["all"].pop(); rows["all"][0][0] = 7; return rows["last"]
def seen(names): names.add("x"); raise ValueError
def tag(items): items.append(tag)
""")
    items, row, names = [3, 1, 2], [0, 0], {"a"}
    rows = {"all": [row, [1, 1]]}
    with workers.sandbox(program, Limits()) as sandbox:
        program = sandbox.load()
        assert program.sort(items) is None
        assert [1, 1] == program.pop(rows=rows)
        with pytest.raises(ValueError):
            program.seen(names)
        assert ([1, 2, 3], {"all": [row], "last": [1, 1]}, {"a", "x"}) == (items, rows, names)
        assert [7, 0] == row
        program.tag(items)
        assert program.tag is items[3]
    assert ([3, 1, 2], {"all": [[0, 0], [1, 1]]}, {"a"}) == (items, rows, names)
    assert [0, 0] == row is rows["all"][0]


CHANGING = """
def five(rows): rows[0] = 5
def take(queue): return queue.pop(0)
def sort(rows): rows.sort()
def another(rows): rows[0] = [9]
def endless(items): items.append(items)
def moved(held): held["new"] = [held.pop("a")]; held["b"] = held["c"]
def inside(pair): pair[0].append(1)
def floats(items): items[:] = map(float, items)
def both(one, other): one.append(1); other.append(1)
def each(one, other): one.append(1); other.append(2)
def failed(errors): errors.add(ValueError([1]))
class Odd:
    can = True
    def __hash__(self): return 1 if Odd.can else hash([])
def odd(things): things.add(Odd()); Odd.can = False
"""


def test_parts_of_what_a_call_changes_stay_what_they_are(submit):
    program = submit(CHANGING).load()
    one, three, five = [1], [3], [[1], 2]
    queue, rows, changed, held = [one, [2]], [three, one], [one, one], {"a": [1], "b": 2, "c": three}

    program.five(five)
    assert [5, 2] == five
    assert one == program.take(queue) == [1] and [[2]] == queue
    program.sort(rows)
    assert rows[0] is one and rows[1] is three
    program.another(changed)
    assert [[9], [1]] == changed and [1] == one
    program.moved(held)
    assert {"new": [[1]], "b": [3], "c": [3]} == held and held["b"] is held["c"] is three
    program.endless(queue)
    assert queue[1] is queue
    program.inside((one, 2))
    assert [1, 1] == one
    program.floats(one)
    assert [float, float] == [type(number) for number in one]


def test_what_is_handed_over_twice_is_one_for_the_program(submit):
    program, items, row = submit(CHANGING).load(), [0], [2]

    program.each(items, items)
    assert [0, 1, 2] == items
    program.inside(([row, row], 1))
    assert [2] == row
    program.each(row, {"deep": [row]}["deep"][0])
    assert [2, 1, 2] == row


def test_what_cannot_be_hashed_here_is_no_sign_of_a_forged_answer(submit):
    submission = submit(CHANGING)
    program, errors = submission.load(), set()

    program.failed(errors)
    assert ["[1]"] == [error.message for error in errors]
    with pytest.raises(StudentError, match="unhashable type: 'list'"):
        program.odd(set())
    assert submission.trouble is None


LEAVING = """
class TooSmall(Exception): pass

class Swallows:
    def __init__(self, *kinds): self.kinds = kinds
    def __enter__(self): return self
    def __exit__(self, kind, error, trace):
        self.heard = kind.__name__ if kind else None, str(error)
        return kind is not None and issubclass(kind, self.kinds)

class Always(Swallows):
    def __exit__(self, *_): return True

def small(): raise TooSmall("3")
def number(text): raise ValueError(text)
"""


def test_what_is_raised_in_a_with_block_is_told_to_who_is_left(submit):
    program = submit(LEAVING).load()
    with program.Swallows(ValueError) as swallowed:
        raise ValueError("no", 3)
    with pytest.raises(KeyError), program.Swallows(ValueError) as heard:
        raise KeyError("x")
    with program.Swallows(program.TooSmall) as theirs, program.Swallows(ValueError) as inner:
        program.small()
    with pytest.raises(StudentError, match=r"^3$"), program.Swallows(ValueError):
        program.small()
    with program.Swallows(ValueError) as late:
        try:
            program.number("x")
        finally:
            assert callable(program.small)  # whatever is asked meanwhile, it is the very same

    assert ("ValueError", "('no', 3)") == swallowed.heard
    assert ("KeyError", "'x'") == heard.heard
    assert ("TooSmall", "3") == theirs.heard == inner.heard
    assert ("ValueError", "x") == late.heard


def test_who_swallows_everything_swallows_no_verdict(submit):
    """Nor that of another program, nor that it has not got what the check asks for."""
    submission = submit(
        """
        class Swallows:
            def __enter__(self): return self
            def __exit__(self, *told): return True
        def endless():
            while True: pass
        def deep(found=()):
            for _ in range(1000): found = [found]
            return found
        """,
        limits=Limits(time_s=1),
    )
    program, other = submission.load(), submission.load()

    with pytest.raises(AssertionError, match="seen"), program.Swallows():
        assert not program, "seen"
    with pytest.raises(pytest.fail.Exception), program.Swallows():
        pytest.fail("seen")
    with pytest.raises(UsageError), program.Swallows():
        raise UsageError("seen")
    with pytest.raises(AttributeError, match="no attribute 'add'"), program.Swallows() as swallows:
        swallows.add(1)
    with pytest.raises(StudentError, match="too large to be looked at"), program.Swallows():
        program.deep()
    with pytest.raises(TimedOut), program.Swallows():
        other.endless()


def test_who_asks_for_repr_by_its_name_has_the_programs(submit):
    program = submit("""
        class Vector:
            def __repr__(self): return "Vector(1, 2)"
        class Odd:
            def __repr__(self): return 5
        class Plain: pass
        def held():
            plain = Plain()
            plain.n, plain.other = 1, Plain()
            return plain
    """).load()

    assert ("Vector(1, 2)", "[1]") == (repr_of(program.Vector()), repr_of([1]))
    assert "<Plain object>" == repr_of(program.Plain())
    assert "<the submission's type Plain>" == repr_of(program.Plain)
    assert "<the submission's Vector>" == f"{program.Vector()!r}"
    assert "<the submission's Plain: n=1, other=<Plain>>" == f"{program.held()!r}"
    with pytest.raises(StudentError, match="__repr__"):
        repr_of(program.Odd())


def test_what_an_object_has_not_got_a_handle_has_not_either(submit):
    program = submit("""
        class Plain: pass
        class Stack:
            def __len__(self): return 0
            def __iter__(self): return iter(())
            def __call__(self): return 1
            def __add__(self, other): return self
    """).load()
    plain, stack = program.Plain(), program.Stack()

    for name in ("__len__", "__iter__", "__call__", "__add__"):
        assert (True, False) == (hasattr(stack, name), hasattr(plain, name))
        assert hasattr(program.Stack, name)
    assert (False, False) == (hasattr(program.Plain, "__len__"), hasattr(stack, "__enter__"))
    assert (True, False, True, True) == tuple(map(is_callable, (stack, plain, program.Plain, len)))
    assert 1 == stack.__call__()


def test_a_checks_own_verdict_is_nobodys_to_swallow(submit):
    program = submit(LEAVING).load()
    with pytest.raises(AssertionError), program.Always():
        assert program is None
    with pytest.raises(pytest.fail.Exception), program.Always():
        pytest.fail("no")
    with pytest.raises(AssertionError), program.Swallows(BaseException) as left:
        assert program is None
    with pytest.raises(pytest.fail.Exception), program.Swallows(BaseException):
        pytest.fail("no")

    assert (None, "None") == left.heard


def test_the_same_object_is_the_same_handle(submit):
    program = submit("lock = object()\ndef numbers(): yield 1").load()
    numbers = program.numbers()

    assert iter(numbers) is numbers
    assert program.lock is program.lock


SHARING = """
import subprocess

names, grid, table, kept = [], [[0, 0], [0, 0]], {}, []

class Account:
    history = []
    def __init__(self, given=()): self.given = given

class Person:
    def __init__(self, age): self.age = age

people = [Person(5), Person(3)]
def seen(): return list(names)
def add(name): names.append(name)
def drop(name): names.remove(name)
def same(thing): return thing
def aliased(): return [[0] * 2] * 2
def mark(rows, row): rows[row][0] = 1
def keep(thing): kept.append(thing)
def change(): kept[0].append(9)
def oldest_last(): return people[-1].age
def for_real(): subprocess.run(["true"])
"""


def test_a_list_that_comes_back_is_the_programs_own(submit):
    """And one that the program makes anew each time is not: so a check tells who hands out their own."""
    program = submit(SHARING).load()
    names = program.names

    names.append("a")
    program.names.append("b")
    assert ["a", "b"] == program.seen()
    program.add("c")
    assert ["a", "b", "c"] == names and program.names is names
    program.seen().append("d")
    copy = program.seen()
    copy.clear()
    assert ["a", "b", "c"] == names == program.seen()
    program.table["k"] = {"deep": {1}}
    program.table["k"]["deep"].add(2)
    assert {"k": {"deep": {1, 2}}} == program.table
    program.mark(program.grid, 1)
    program.grid[0][1] = 5
    assert [[0, 5], [1, 0]] == program.grid
    program.Account().history.append(1)
    assert [1] == program.Account().history
    rows = program.aliased()
    rows[0][0] = 1
    assert [[1, 0], [1, 0]] == rows


def test_a_list_that_is_handed_over_stays_the_suites_own(submit):
    program, mine = submit(SHARING).load(), ["a"]

    assert program.same(mine) is mine
    account = program.Account(mine)
    account.given.append("b")
    assert ["a", "b"] == mine
    mine.append(mine)
    assert account.given is mine is program.same(mine)[2]
    program.keep(mine)
    program.change()
    assert 9 == mine[3]


def test_a_dict_that_makes_up_missing_keys_does_so_on_both_sides(submit):
    program = submit("""
        from collections import defaultdict

        groups = defaultdict(list, a=[1])
        def table(): return defaultdict(lambda: defaultdict(int))
        def add(found, key): found[key] += 1
        def held(key): return groups[key]
        """).load()

    assert ([], [1]) == (program.groups["b"], program.groups["a"])
    program.groups["c"].append(2)
    assert [2] == program.held("c")
    assert {"a": [1], "b": [], "c": [2]} == program.groups
    assert isinstance(program.groups, collections.defaultdict)
    assert list is program.groups.default_factory
    found = program.table()
    assert 0 == found["x"]["y"]
    assert {"x": {"y": 0}} == found
    mine = collections.defaultdict(int)
    program.add(mine, "k")
    assert {"k": 1} == mine
    program.add(zeros := collections.defaultdict(lambda: 0), "k")
    assert {"k": 1} == zeros
    assert 0 == zeros["other"]


def test_a_function_of_the_suites_is_called_over_there(submit):
    program = submit("""
        import functools

        def each(items, do):
            for item in items: do(item)
        def by(items, key): return sorted(items, key=key)
        def apply(function, *args): return function(*args)
        def twice(function):
            @functools.wraps(function)
            def wrapper(*args):
                wrapper.calls += 1
                function(*args)
                return function(*args)
            wrapper.calls = 0
            return wrapper
        class Button:
            def __init__(self, pressed): self.pressed = pressed
            def press(self): self.pressed(self)
        def fail(): raise KeyError("no")
    """).load()
    seen, names, pressed = [], {"a": 1}, []

    program.each([1, 2], seen.append)
    program.each([3], lambda n: seen.append(n * 10))
    assert [1, 2, 30] == seen
    assert ["b", "a"] == program.by(["a", "b"], key=lambda name: -ord(name))
    assert [1, None] == [program.apply(names.get, name) for name in "ab"]

    def greet(name="Ada"):
        """Says hello."""
        return f"hello {name}"

    twice = program.twice(greet)
    assert ("hello Bob", 1) == (twice("Bob"), twice.calls)
    assert ("greet", "Says hello.") == (twice.__name__, twice.__doc__)
    program.Button(lambda button: pressed.append(button)).press()
    assert isinstance(pressed[0], program.Button)
    with pytest.raises(KeyError):
        program.apply(lambda: program.fail())
    assert 3 == program.apply(lambda: operator.add(1, 2))
    with pytest.raises(ZeroDivisionError) as raised:
        program.apply(lambda: 1 / 0)
    assert ["apply"] == [frame.function for frame in raised.value.frames]


def test_a_function_of_the_suites_is_the_same_whenever_it_goes_and_when_it_comes_back(submit):
    program = submit("""
        handlers = []
        def on(handler): handlers.append(handler)
        def off(handler): handlers.remove(handler)
        def fire(*args): return [handler(*args) for handler in handlers]
    """).load()
    seen, step = [], 1

    def first(n):
        return n + step

    program.on(first)
    program.on(seen.append)
    assert [3, None] == program.fire(2)
    assert first is program.handlers[0] and first in program.handlers
    program.off(seen.append)
    program.off(first)
    assert [] == program.handlers

    program.on(first)
    step = 10
    program.on(first)
    assert [12, 12] == [program.fire(2)[-1], first(2)]
    assert [2] == seen


def test_an_array_and_a_bytearray_equal_what_holds_the_same(submit):
    program = submit("""
        from array import array
        def numbers(): return array("i", [1, 2])
        def raw(): return bytearray(b"ab")
        def same(): return [numbers(), raw()]
    """).load()

    assert array("l", [1, 2]) == program.numbers() == program.numbers()
    assert array("i", [2, 1]) != program.numbers() != [1, 2]
    assert collections.deque([1, 2]) != program.numbers()
    assert b"ab" == program.raw() == bytearray(b"ab")
    assert bytearray(b"ba") != program.raw() != "ab"
    assert [array("i", [1, 2]), bytearray(b"ab")] == program.same()


def test_a_path_equals_another_that_is_written_so(submit):
    program = submit("""
        from pathlib import Path
        def where(): return Path("a") / "b.txt"
    """).load()

    assert Path("a/b.txt") == program.where() == Path("a") / "b.txt"
    assert [Path("a/b.txt/c"), Path("a")] == [program.where() / "c", program.where().parent]
    assert Path("a") != program.where() != "a/b.txt"
    assert "Path: 'a/b.txt'>" in repr(program.where())
    assert Path("a") != program.where


def test_what_a_function_is_called_with_is_told(submit):
    program = submit("""
        import functools
        from enum import Enum

        class Colour(Enum):
            RED = 1
        class Money:
            def __init__(self, amount, *, currency="EUR"): ...
            def add(self, n: int = 3) -> "Money": ...
        def greet(a, /, b: int, c=[1], *args, d, e=None, **kw) -> str: ...
        @functools.wraps(greet)
        def wrapper(*args): ...
    """).load()
    told = inspect.signature(program.greet)

    assert (
        "(a, /, b: int, c=[1], *args, d, e=None, **kw) -> str" == str(told) == str(inspect.signature(program.wrapper))
    )
    assert (int, str) == (told.parameters["b"].annotation, told.return_annotation)
    assert {"a": 1, "b": 2, "d": 3} == told.bind(1, 2, d=3).arguments
    assert "(amount, *, currency='EUR')" == str(inspect.signature(program.Money))
    assert "(n: int = 3) -> 'Money'" == str(inspect.signature(program.Money(1).add))
    assert ([1],) == program.greet.__defaults__
    assert ["RED"] == list(program.Colour.__members__)
    assert program.greet == program.wrapper.__wrapped__
    assert not hasattr(program.Colour.RED, "__signature__")


EXPECTED = 42


def test_a_function_that_needs_what_only_the_suite_has_is_not_handed_over(program):
    def rings():
        return rung

    def rung():
        return rings

    for function, why in ((lambda n: n == EXPECTED, "it uses EXPECTED"), (rings, "it holds itself")):
        with pytest.raises(UsageError, match=f"{function.__name__} cannot be handed to a submission: .*{why}"):
            program.increase(function)


def test_a_cache_of_the_programs_keeps_its_order(submit):
    program = submit("""
        from collections import OrderedDict

        cache = OrderedDict(a=1, b=2)
        def use(key): cache.move_to_end(key)
        def drop(): return cache.popitem(last=False)[0]
        """).load()
    cache = program.cache

    program.use("a")
    assert collections.OrderedDict(b=2, a=1) == cache != collections.OrderedDict(a=1, b=2)
    cache["c"] = 3
    cache.move_to_end("a")

    assert ["b", "c", "a"] == [program.drop() for _ in range(3)]
    assert {} == cache


def test_objects_in_a_shared_list_are_the_programs(submit):
    program = submit(SHARING).load()

    program.people.sort(key=lambda person: person.age)
    assert 5 == program.oldest_last()
    assert program.people.pop() not in program.people
    assert 3 == program.oldest_last()


def test_who_goes_through_a_shared_list_while_it_shrinks_misses_some_as_in_one_process(submit):
    program, met = submit(SHARING).load(), []

    program.names.extend("abc")
    for name in program.names:
        met.append(name)
        program.drop(name)

    assert ["a", "c"] == met


def test_what_is_shared_stays_so_where_a_program_goes_on_for_real(submit):
    submission = submit(SHARING)
    program, mine = submission.load(), ["a"]
    names, account = program.names, program.Account(mine)
    names.append("b")
    program.keep(mine)
    assert ["b"] == program.seen()

    program.for_real()

    names.append("c")
    program.change()
    program.add("d")
    assert (["a", 9], ["b", "c", "d"]) == (mine, names)
    assert account.given is mine
    assert submission.escapes


def test_what_was_let_go_is_gone_where_a_program_goes_on_for_real(submit):
    """Else all of it is looked at with every question that is asked once more, and the numbers are others."""
    program = submit("""
        import subprocess

        names = []
        def make(): return [0] * 6_000
        def seen(): return list(names)
        def for_real(): subprocess.run(["true"])
        """).load()

    for _ in range(4):
        program.make()
    names = program.names
    program.for_real()
    names.append("a")

    assert ["a"] == program.seen()


def test_what_no_suite_could_go_through_is_too_large(submit):
    """However little it takes: forty lists, each in two of the next."""
    program, mine = (
        submit("def double(x):\n    for _ in range(40):\n        x[:] = [[*x], [*x]]\n        x[1] = x[0]").load(),
        [],
    )

    with pytest.raises(StudentError, match="too large to be looked at"):
        program.double(mine)


MUCH = """
    numbers = list(range(199_000))
    def turn(items): items.reverse()
    def size(): return len(numbers)
"""


def test_much_is_shared_as_little_is(submit):
    program, items = submit(MUCH).load(), list(range(60_000))

    program.numbers.append(1)
    assert 199_001 == program.size()
    program.numbers.clear()
    program.turn(items)

    assert [59_999, 59_998] == items[:2]


def test_what_comes_on_top_of_much_is_no_copy_in_silence(submit):
    """Which a program could change as it likes."""
    program = submit(MUCH).load()
    numbers = program.numbers

    with pytest.raises(UsageError, match="more than 200000 parts, with what the program has been handed"):
        program.turn([0] * 5_000)
    assert 199_000 == len(numbers)


def test_a_key_with_a_hash_of_its_own_is_asked_while_the_answer_is_heard(submit):
    program = submit("""
        class Key:
            def __hash__(self): return 1
        def note(seen): seen[Key()] = 1
        """).load()
    seen = {}

    program.note(seen)

    assert [1] == [*seen.values()]


def test_what_cannot_be_handed_over_in_a_shared_list_is_the_suites_mistake(submit):
    submission = submit(SHARING)
    program = submission.load()

    program.names.append(lambda: Double)
    with pytest.raises(UsageError, match="handed to a submission") as refused:
        program.seen()

    assert submission.trouble is refused.value


def test_a_suites_isinstance_is_answered_by_what_a_class_is_made_from(submit):
    program = submit("""
        import collections, re
        Pair = collections.namedtuple("Pair", "a b")
        class Stack(list): pass
        class Countdown:
            def __iter__(self): return self
            def __next__(self): raise StopIteration
        class Room:
            def __enter__(self): return self
            def __exit__(self, *told): pass
            def __fspath__(self): return "room"
        class deque:
            __module__ = "collections"
        line, word, pair, stack, down, false = collections.deque(), re.compile("a"), Pair(1, 2), Stack(), Countdown(), deque()
        room = Room()
        def numbers(): yield 1
    """).load()

    yes = [
        (program.line, collections.deque),
        (program.word, re.Pattern),
        (program.pair, tuple),
        (program.stack, (int, list)),
        (program.stack, int | list),
        (program.stack, collections.abc.MutableSequence),
        (program.down, collections.abc.Iterator),
        (program.room, contextlib.AbstractContextManager),
        (program.room, os.PathLike),
        (program.stack, typing.Sequence),
        (program.stack, typing.Union[int, typing.Sequence]),  # noqa: UP007
        (program.numbers(), types.GeneratorType),
        (program.Stack, type),
        (program.stack, program.Stack),
        ([], list),
    ]
    no = [
        (program.false, collections.deque),
        (program.pair, list),
        (program.stack, collections.abc.Iterator),
        (program.line, ValueError),
        (program.room, typing.Optional[typing.Sequence]),  # noqa: UP045
        (program.stack, contextlib.AbstractContextManager),
        ([], int),
    ]

    assert [] == [kind for found, kind in yes if not is_instance(found, kind)]
    assert [] == [kind for found, kind in no if is_instance(found, kind)]


def test_a_deque_equals_one_that_holds_the_same_and_no_list(submit):
    program = submit("""
        from collections import deque
        class Liar(deque):
            def __eq__(self, other): return True
            def __iter__(self): return iter([1, 2])
        line, liar, items = deque([1, 2], maxlen=3), Liar([3]), object()
    """).load()

    assert program.line == collections.deque([1, 2]) == program.line
    assert program.line != collections.deque([2, 1])
    assert program.line != [1, 2]
    assert program.liar != collections.deque([1, 2])
    assert program.liar == collections.deque([3])
    assert program.items != collections.deque()


AS_THEY_SAY = """
from abc import ABC
from collections import deque
from dataclasses import dataclass
from enum import Enum

class Blind:
    def __init__(self, x): self.x = x
    def __eq__(self, other): return self.x == other.x
    def __repr__(self): return f"Blind({self.x})"

class Careful(Blind):
    def __eq__(self, other): return self.x == other.x if isinstance(other, Careful) else NotImplemented
    def __add__(self, other): return Child(self.x + other.x) if isinstance(other, Careful) else NotImplemented
    def __format__(self, spec): return format(self.x, spec)
    def __iter__(self): return iter([self.x])

class Child(Careful): pass

class Number(Blind):
    def __eq__(self, other): return self.x == other

class Never(int):
    def __eq__(self, other): return False

@dataclass
class Point:
    x: int
    y: int = 0

class Colour(Enum):
    RED = "r"

class Shape(ABC): pass

def queue(): return deque([1])
def numbers(): yield 1
"""


def test_a_plain_value_is_compared_as_the_class_says_but_for_a_yes_alone(submit):
    submission = submit(AS_THEY_SAY)
    program = submission.load()

    for plain in (1, "a", None, (1,), [1]):
        assert program.Careful(1) != plain and plain != program.Careful(1)
        with pytest.raises(AttributeError):
            program.Blind(1) == plain  # noqa: B015 - what it raises is looked at
    assert program.Number(1) != 2
    assert program.Child != None and program.Shape() != None  # noqa: E711
    assert program.Never(1) != 1
    with pytest.raises(UsageError, match="equals 1, says its __eq__, whose word alone is not taken") as refused:
        program.Number(1) == 1  # noqa: B015
    assert submission.trouble is refused.value


def test_of_what_class_an_object_is_a_suite_hears_by_pythons_own_names(submit):
    program = submit(AS_THEY_SAY).load()
    one = program.Careful(1)

    assert kind_of(one) is program.Careful is one.__class__
    assert "Careful" == kind_of(one).__name__ == one.__class__.__name__
    assert kind_of(one + one) is program.Child is not kind_of(one)
    assert (collections.deque, types.GeneratorType) == (kind_of(program.queue()), kind_of(program.numbers()))
    assert (int, kind_of, "A") == (kind_of(1), kind_of(int), kind_of("A", (), {}).__name__)
    assert is_instance(int, kind_of) and is_instance(program.Point, kind_of) and not is_instance(one, (kind_of, str))
    with pytest.raises(ValueError) as raised:
        program.Colour("x")
    assert kind_of(raised.value) is ValueError
    assert program.Point(1, 5) == dataclasses.replace(program.Point(1), y=5)
    assert issubclass(program.Colour, Enum) and not issubclass(program.Shape, Enum)


def test_what_python_asks_a_class_by_a_method_can_be_asked_by_its_name(submit):
    program = submit(AS_THEY_SAY).load()
    one, seen = program.Careful(1), [0]

    assert one.__eq__(1) is one.__add__(1) is NotImplemented
    assert one.__eq__(program.Careful(1)) is True
    assert "Blind(1)" == one.__repr__()
    assert ("1.00", "001") == (f"{one:.2f}", format(one, "03d"))
    seen += one
    assert [0, 1] == seen
    with pytest.raises(TypeError, match="can only concatenate list"):
        seen + one
