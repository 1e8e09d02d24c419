"""Values by copy: what goes in comes out, exact builtins only, and nothing forged gets through."""

import array
import collections
import ctypes
import dataclasses
import datetime
import enum
import json
import math
import operator
import struct
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.worker.handed import packed, remade
from grader.worker.values import Record, TooLarge, decode, encode, extension
from grader.worker.values.alike import alike, copy_of, in_words
from grader.worker.values.extension import array_interface, memory_in
from grader.worker.values.record import field_names
from grader.worker.wire import WireError

atoms = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(), max_size=9)
    | st.text(st.characters(categories=["Cs"]), min_size=1, max_size=3)
    | st.binary(max_size=9)
    | st.complex_numbers(allow_nan=False)
    | st.builds(range, st.integers(), st.integers(), st.integers(1, 9))
)
slices = st.builds(slice, st.none() | st.integers(), st.none() | st.integers(), st.none() | st.integers(1, 9))
hashables = st.recursive(atoms, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=3)
values = st.recursive(
    atoms,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(hashables, inner, max_size=4)
        | st.sets(hashables, max_size=3)
        | slices
    ),
    max_leaves=8,
)


def travelled(value):
    """The value after a trip over the wire."""
    return decode(json.loads(json.dumps(encode(value), allow_nan=False)))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(values)
def test_a_value_survives_the_trip(value):
    arrived = travelled(value)

    assert value == arrived
    assert type(value) is type(arrived)
    assert repr(value) == repr(arrived) or isinstance(value, (set, frozenset, dict, list, tuple))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -0.0, complex(math.nan, math.inf)])
def test_odd_numbers_survive_the_trip(value):
    assert repr(value) == repr(travelled(value))


@pytest.mark.parametrize("value", [2**53, -(2**53), 10**5000, True, 1, 1.0], ids=lambda _: "")
def test_numbers_keep_their_type(value):
    arrived = travelled(value)

    assert value == arrived
    assert type(value) is type(arrived)


def test_two_surrogates_do_not_become_one_letter():
    assert "\ud83d\ude00" == travelled("\ud83d\ude00")


@pytest.mark.parametrize(
    "value",
    [
        collections.OrderedDict(b=1, a=collections.OrderedDict()), collections.defaultdict(list, a=[1]),
        collections.defaultdict(None, a=1), collections.defaultdict(str),
    ],
    ids=repr,
)  # fmt: skip
def test_the_standard_dicts_arrive_as_what_they_are(value):
    arrived = travelled(value)

    assert repr(value) == repr(arrived)
    assert value == arrived


def test_what_makes_up_missing_keys_by_a_function_is_copied_as_a_dict():
    arrived = travelled(collections.defaultdict(lambda: 0, a=1))

    assert {"a": 1} == arrived
    assert type(arrived) is dict


@pytest.mark.parametrize("told", [["m"], ["m", ["l"], ["a"]], ["o", "a"]])
def test_such_a_dict_that_is_told_otherwise_is_none(told):
    with pytest.raises(WireError):
        decode(told)


class Posing(dict):
    """Passes for what was made anew from the library's text, and says something else about itself."""

    def items(self):
        return [("b", 2)]


Posing.__name__, Posing.__module__ = "Counter", "collections"


def test_a_counter_that_was_made_anew_from_its_text_arrives_as_a_dict():
    assert {"a": 1} == travelled(Posing(a=1))


class Day(datetime.date):
    """As it stands in a simulated program."""

    def isoformat(self):
        return "2000-01-01"


Day.__name__, Day.__module__ = "date", "datetime"


def no_exception(*told):
    raise AssertionError(f"{told} was taken for an exception")


@pytest.mark.parametrize(
    "value",
    [
        Decimal("0.60"), Decimal("-Infinity"), Decimal("1E+9999"), datetime.date(2024, 2, 29), Day(2024, 2, 29),
        datetime.datetime(2024, 2, 29, 12, 30, 1, 5), datetime.time(23, 59), datetime.timedelta(-1, 5, 7),
        datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC), Fraction(-1, 3), Fraction(7), collections.Counter("aab"),
        datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=-2, minutes=-30))),
    ],
    ids=repr,
)  # fmt: skip
def test_exact_numbers_and_dates_arrive_as_what_they_are(value):
    arrived = travelled(value)

    assert value == arrived == decode(encode(value), special=no_exception)
    assert str(arrived) == str(value) or isinstance(value, Day)
    assert type(arrived) is type(value) or (type(arrived), type(value)) == (datetime.date, Day)


@pytest.mark.parametrize(
    "value",
    [
        Decimal("sNaN"), Decimal("NaN"), Decimal("1" * 20_000), Decimal("1E+999999999"), Decimal("1E-999999999"),
        datetime.datetime(2024, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")), Fraction(1, 3**9999),
    ],
    ids=["signalling", "no number", "long", "huge", "tiny", "zone", "fraction"],
)  # fmt: skip
def test_of_these_what_cannot_be_compared_at_ease_stays(value):
    assert ["h", 0, type(value).__name__, ""] == encode(value, lambda _: 0)


Point = collections.namedtuple("Point", "x y")


@dataclasses.dataclass
class Account:
    """Data only."""

    owner: str
    balance: int = 0


@dataclasses.dataclass
class Teller:
    """Data with behaviour."""

    balance: int = 0

    def pay(self, amount):
        self.balance += amount


def test_a_named_tuple_arrives_as_a_record_that_equals_a_tuple():
    point = travelled(Point(1, [2]))

    assert Record("namedtuple", "Point", (("x", 1), ("y", [2]))) == point
    assert (1, [2]) == point
    assert (1, [2], 2) == (point.x, point[1], len(point))
    assert [1, [2]] == list(point)


def test_a_dataclass_of_data_arrives_as_a_record():
    account = travelled(Account("Ada", 3))

    assert ("Account", "Ada", 3) == (account.record_type, account.owner, account.balance)
    assert "Account(owner='Ada', balance=3)" == repr(account)
    assert travelled(Account("Ada", 3)) == account != travelled(Account("Ada", 4))
    with pytest.raises(AttributeError, match="'Account' has no field 'bonus'"):
        _ = account.bonus


def test_a_dataclass_with_methods_stays_where_its_methods_can_be_called():
    with pytest.raises(TypeError, match="a Teller cannot be sent"):
        encode(Teller())


def test_records_can_be_keys():
    assert {Point(1, 2): "here"} == {tuple(key): value for key, value in travelled({Point(1, 2): "here"}).items()}


def test_an_exception_arrives_as_a_record():
    error = travelled(ValueError("wrong", 3))

    assert ("ValueError", "('wrong', 3)", ("wrong", 3)) == (error.type, error.message, error.args)


def test_nothing_is_asked_of_what_stays():
    class Odd:
        def __getattribute__(self, name):
            raise SystemExit(3)

    assert ["h", 1, "Odd", ""] == encode(Odd(), lambda _: 1)


class Passes(type):
    """A class that says that it is another."""

    kind = int
    __bases__ = property(lambda cls: (tuple,))
    __dict__ = property(lambda cls: {"_fields": ("record_kind",)})
    __mro__ = property(lambda cls: 0)

    def __hash__(cls):
        return hash(Passes.kind)

    def __eq__(cls, other):
        return True


@pytest.mark.parametrize("kind", [int, float, str, list, dict, set, type(None)])
def test_nothing_is_asked_of_a_class_either(kind, monkeypatch):
    class Odd(metaclass=Passes):
        def __float__(self):
            return 1.0

        __gt__ = __lt__ = isascii = __float__

    monkeypatch.setattr(Passes, "kind", kind)

    assert ["h", 1, "Odd", ""] == encode(Odd(), lambda _: 1)


def test_a_class_without_a_hash_is_a_class():
    class Unhashable(type):
        __hash__ = None

    class Odd(metaclass=Unhashable):
        pass

    assert ["h", 1, "Odd", ""] == encode(Odd(), lambda _: 1)


def test_a_dataclass_that_works_its_fields_out_stays():
    class Asked:
        def __get__(self, thing, kind):
            raise SystemExit(5)

        def __set__(self, thing, value):
            pass

    kind = dataclasses.make_dataclass("Odd", ["n"])
    kind.n = Asked()

    assert ["h", 1, "Odd", ""] == encode(kind(1), lambda _: 1)


def test_a_dataclass_with_slots_arrives_as_a_record():
    kind = dataclasses.make_dataclass("Even", ["n"], slots=True)

    assert 1 == travelled(kind(1)).n


@pytest.mark.parametrize("fields", [{"a": 1, 5: 2}, 5])
def test_made_up_fields_are_no_dataclass(fields):
    kind = type("Odd", (), {"__dataclass_fields__": fields, "a": 1})

    assert ["h", 1, "Odd", ""] == encode(kind(), lambda _: 1)


def test_an_exception_arrives_with_what_it_was_made_of():
    class Odd(ValueError):
        args = property(lambda _: 1 / 0)

        def __str__(self):
            raise SystemExit(3)

    arrived = travelled(Odd("a"))

    assert ("Odd", "", ("a",)) == (arrived.type, arrived.message, arrived.args)


def test_an_exception_that_cannot_speak_arrives_without_words():
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError

    assert "" == travelled(Mute()).message


class Liar(int):
    """Equals everything."""

    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class Colour(enum.IntEnum):
    """A number that is more than one."""

    RED = 1


class Tricky(collections.namedtuple("Tricky", "x")):
    """Says something else about itself."""

    def __iter__(self):
        return iter([42])


@pytest.mark.parametrize("kind", [int, list, type, object, ValueError, BaseException])
def test_a_class_of_pythons_own_is_one_on_both_sides(kind):
    assert kind is travelled(kind)
    assert {kind: [kind]} == travelled({kind: [kind]})


@pytest.mark.parametrize("told", [["B"], ["B", "open"], ["B", "Account"], ["B", "PythonFinalizationError"], ["B", []]])
def test_no_other_class_is(told):
    with pytest.raises(WireError):
        decode(told)


class Named(type):
    """Gives its classes another name."""

    __name__ = "int"


class Disguised(metaclass=Named):
    """Says that it is an int."""


@pytest.mark.parametrize("value", [Liar(3), Colour.RED, Tricky(1), object(), len, (x for x in ()), Disguised()])
def test_what_is_not_plain_stays_and_a_handle_travels(value):
    kept = []

    data = encode([value], lambda thing: kept.append(thing) or 7)

    assert value is kept[0]
    assert ["l", ["h", 7, type.__dict__["__name__"].__get__(type(value)), *data[1][3:]]] == data
    assert [("handle", 7)] == decode(data, lambda number, kind, name, held, shape: ("handle", number))


class Holiday(datetime.date):
    """A date that is more than one."""


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (Liar(3), 3),
        (Colour.RED, 1),
        (Holiday(2024, 2, 29), datetime.date(2024, 2, 29)),
        (type("Name", (str,), {})("Ann"), "Ann"),
        (type("Long", (str,), {})("a" * 20_000), None),  # which may be asked for
        (type("Stack", (list,), {})([1]), None),  # which may change
        (object(), None),
    ],
)
def test_what_never_changes_comes_along_with_a_handle(value, held):
    data = json.loads(json.dumps(encode(value, lambda _: 7)))

    assert repr(held) == repr(decode(data, lambda number, kind, name, held, shape: held))


def test_what_is_held_travels_as_deep_as_its_handle():
    value = Holiday(2024, 2, 29)
    for _ in range(60):
        value = [value]

    arrived = decode(json.loads(json.dumps(encode(value, lambda _: 7))), lambda number, kind, name, held, shape: held)

    for _ in range(60):
        [arrived] = arrived
    assert datetime.date(2024, 2, 29) == arrived


def number_of(thing):
    """A function to hand over."""
    return 1


def test_what_was_handed_over_is_made_in_a_worker_alone():
    data = json.loads(json.dumps(encode([collections.deque([1])], lambda _: None, packed)))

    assert [collections.deque([1])] == decode(data, other=remade)
    with pytest.raises(WireError):
        decode(data, lambda *_: None)


class Expected:
    """What a suite may keep for itself."""


@pytest.mark.parametrize(
    "thing",
    [Expected(), Expected, [collections.deque([Expected()])], number_of],
    ids=["thing", "class", "within", "function"],
)
def test_nothing_of_a_suites_own_is_handed_over(thing):
    with pytest.raises(TypeError, match=r"(Expected|number_of) is the suite's own"):
        encode(thing, lambda _: None, packed)


@pytest.mark.parametrize("method", [[].append, {1}.add, [collections.deque().extend]], ids=["list", "set", "within"])
def test_a_method_that_would_change_a_copy_is_not_handed_over(method):
    with pytest.raises(TypeError, match=r"(append|add|extend) would change a copy of the suite's (list|set|deque)"):
        encode(method, lambda _: None, packed)


@pytest.mark.parametrize(
    "function", [operator.add, {"a": 1}.get, "-".join, list.append], ids=operator.attrgetter("__name__")
)
def test_a_function_that_changes_nothing_of_the_suites_is_handed_over(function):
    assert function.__name__ == decode(encode(function, lambda _: None, packed), other=remade).__name__


def number_in_memory(format, value, of=bytes):
    """One number in memory, of a class of C: as numpy's are."""
    return memoryview(of(struct.pack(format, value))).cast(format, ())


@pytest.mark.parametrize(
    ("format", "value"), [("q", -3), ("B", 200), ("d", 2.5), ("f", 0.5), ("?", True), ("d", math.inf)]
)
def test_a_number_of_an_extension_module_is_the_number(format, value):
    arrived = travelled({"found": [number_in_memory(format, value)]})["found"][0]

    assert (type(value), value) == (type(arrived), arrived)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (array.array("d", [1.5, 2.5]), "[1.5, 2.5]"),
        (memoryview(bytes(range(4))).cast("B", (2, 2)), "[[0, 1], [2, 3]]"),
        (array.array("d", [0.0] * 1000), ""),  # too much to read
        (memoryview(bytes(4)).cast("c"), repr([b"\0"] * 4)),
        (object(), ""),
        (type("Mine", (array.array,), {})("q", [3]), ""),  # whose class may say what it likes
    ],
)
def test_an_array_is_shown_with_what_lies_in_its_memory(value, shown):
    assert ["h", 7, type(value).__name__, shown] == encode(value, lambda _: 7)


class Asked(type):
    """Answers for whatever its classes have not."""

    def __getattr__(cls, name):
        raise KeyError(name)


def test_a_class_is_not_asked_when_its_object_stays():
    assert ["h", 7, "Mine", ""] == encode(Asked("Mine", (), {})(), lambda _: 7)


@pytest.mark.parametrize(
    ("value", "kind", "shape"),
    [
        (array.array("d", [1.5, 2.5]), "f8", (2,)),
        (array.array("B", [1]), "u1", (1,)),
        (memoryview(struct.pack("6h", *range(6))).cast("B").cast("h", (2, 3)), "i2", (2, 3)),
        (memoryview(struct.pack("6h", *range(6))).cast("h")[::2], "i2", (3,)),
    ],
)
def test_an_array_of_numbers_is_lent_with_all_that_lies_in_its_memory(value, kind, shape):
    interface = array_interface(travelled(memory_in(value)))

    assert {"version": 3, "shape": shape, "data": memoryview(value).tobytes()} == {
        name: part for name, part in interface.items() if name != "typestr"
    }
    assert interface["typestr"][1:] == kind


@pytest.mark.parametrize("value", [[1.5], object(), memoryview(b"ab").cast("c")])
def test_what_is_no_array_of_numbers_is_not_lent(value):
    assert memory_in(value) is None


def test_an_array_that_is_too_long_is_told_to_be():
    with pytest.raises(TooLarge):
        memory_in(array.array("B", bytes(11_000_000)))


def test_a_text_of_an_extension_module_is_the_text(monkeypatch):
    """No class of C that comes with Python is made from `str`; numpy's is, and its memory can be had."""

    class Text(str):
        def __str__(self):
            return "another"

    monkeypatch.setattr(extension, "_memory_of", lambda value: memoryview(b"") if type(value) is Text else None)

    arrived = travelled([Text("told")])[0]

    assert (str, "told") == (type(arrived), arrived)


@pytest.mark.parametrize(
    "told",
    [
        None,
        ("O", (1,), bytes(8)),  # which a library would take for the address of an object
        ("d", (2,), bytes(8)),
        ("d", (-1, -1), bytes(8)),
        ("d", (True,), bytes(8)),
        ("d", (1,) * 65, bytes(8)),
        ("d", [1], bytes(8)),
        (["d"], (1,), bytes(8)),
        ("d", (1,), "text"),
        ("d", (1,)),
    ],
)
def test_an_interface_that_is_made_up_is_none(told):
    assert array_interface(told) is None


@pytest.mark.parametrize(
    "value",
    [
        ctypes.c_long(3),  # which is asked for its `value`
        number_in_memory("q", 3, of=bytearray),
        memoryview(b"abc"),
        array.array("q", [3]),
    ],
)
def test_what_may_change_in_memory_stays(value):
    assert ["h", 7] == encode(value, lambda _: 7)[:2]


def test_functions_and_classes_travel_with_their_names():
    assert ["h", 0, "type", "Account", None, "dataclass"] == encode(Account, lambda _: 0)
    assert ["h", 0, "function", "travelled"] == encode(travelled, lambda _: 0)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(1 << (1 << 21), "an int of 2097153 bits", id="int"),
        pytest.param([None] * 300_000, "more than 200000 parts", id="list"),
    ],
)
def test_what_is_too_large_is_not_carried(value, words):
    with pytest.raises(TooLarge, match=words):
        encode(value)


def test_a_list_that_holds_itself_is_not_carried():
    endless = []
    endless.append(endless)

    with pytest.raises(TooLarge, match="nested too deeply"):
        encode(endless)


def deep(levels):
    data = ["l"]  # an empty list, which is nothing to be refused for
    for _ in range(levels):
        data = ["l", data]
    return data


FORGED = [
    {},
    [],
    ["?"],
    [[]],
    ["l", {}],
    ["i", "zz"],
    ["i", 3],
    ["i", "f" * 1_000_000],
    ["f", "1"],
    ["s", "%"],
    ["s", 3],
    ["b", "abc"],
    ["b", None],
    ["c", 1.0],
    ["c", ["f", "x"], 1.0],
    ["r", 1, 2, 0],
    ["r", 1],
    ["D", "abc"],
    ["D", 1],
    ["D", "1" * 20_000],
    ["D", "1E+999999999"],
    ["D", "sNaN"],
    ["Y", "2024-13-01"],
    ["Y", 3],
    ["M", None],
    ["T", "x"],
    ["E", 1, 2],
    ["E", 10**10, 0, 0],
    ["d", [1]],
    ["d", [["l"], 2]],
    ["S", ["l"]],
    ["R", "class", "x"],
    ["R", "dataclass", 3],
    ["R", "dataclass", "x", [1, 2]],
    ["h", 1, "x", "y"],
    deep(100),
]


@pytest.mark.parametrize("data", FORGED, ids=lambda data: repr(data)[:30])
def test_forged_data_is_refused(data):
    with pytest.raises(WireError):
        decode(data)


HELD = [
    ["l", 1],
    ["h", 2, "x", "y"],
    ["h"],
    [],
    ["?"],
    [[]],
    {},
    True,
    ["r", 1, 2, 3],
    ["i", "f" * 1_000_000],
    ["D", "sNaN"],
    ["t", ["l", 1]],
    ["t", ["t", 1]],
    ["t", ["h", 2, "x", "y"]],
]


@pytest.mark.parametrize(
    "data",
    [
        *(["h"], ["h", "1", "x", "y"], ["h", 1, 2, "y"], ["h", True, "x", "y"], ["h", 1, "x", "y", 1, 1]),
        *(["h", 1, "x", "y", held] for held in HELD),
    ],
    ids=lambda data: repr(data)[:30],
)
def test_forged_handles_are_refused(data):
    with pytest.raises(WireError):
        decode(data, lambda *_: object())


json_trees = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from("ltdSFisfbcrRhDYMTLzOQComB"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
)
EXACT = (type(None), bool, int, float, str, bytes, list, tuple, dict, set, frozenset, complex, range, slice, Record)
EXACT += (
    collections.Counter,
    collections.OrderedDict,
    collections.defaultdict,
    Fraction,
    Decimal,
    datetime.date,
    datetime.datetime,
    datetime.time,
    datetime.timedelta,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(json_trees)
def test_whatever_arrives_becomes_exact_builtins_or_an_error(data):
    try:
        value = decode(data)
    except WireError:
        return
    assert type(value) in EXACT


class Money(NamedTuple):
    cents: int

    def __add__(self, other):
        return Money(self.cents + other.cents)


class Shown(NamedTuple):
    cents: int

    def __repr__(self):
        return "money"


@dataclasses.dataclass
class Card:
    suit: str
    friends: list = dataclasses.field(default_factory=list)

    def __str__(self):
        return f"card of {self.suit}"


@dataclasses.dataclass(order=True)
class Size:
    n: int

    def __post_init__(self):
        self.n = abs(self.n)


@pytest.mark.parametrize("thing", [Money(1), Card("x"), Size(1), Point(1, 2), Account("Ada", 3)])
def test_data_that_lives_on_stays_and_is_known_for_data(thing):
    """What its class adds, shows or compares nobody here could do, and who changes it here would change a copy."""
    name, shape = type(thing).__name__, "namedtuple" if isinstance(thing, tuple) else "dataclass"
    living = encode(thing, lambda _: 1, readers={})

    assert ["h", 1, name, "", shape] == [*living[:4], living[5]]
    assert ["R", name] == [part for part in encode(thing, lambda _: 1)[:3] if part in ("R", name)]


def test_a_class_of_data_is_known_for_one():
    assert "dataclass" == encode(Card, lambda _: 1)[5]
    assert ["h", 1, "type", "Money"] == encode(Money, lambda _: 1)
    assert ["n"] == field_names(Size) == field_names(Size(1))
    assert [] == field_names(object())


@dataclasses.dataclass
class Made:
    n: int
    made: ClassVar[int] = 0
    more: dataclasses.InitVar[int] = 1

    def __post_init__(self, more):
        self.sum = self.n + more


def test_what_all_share_and_what_only_its_making_takes_is_no_field():
    assert ["n"] == field_names(Made) and alike(Made(1, 3), Made(1, 4))


def test_a_copy_holds_the_same_and_deeply_copies_of_it():
    card = Card("x", [[1]])
    shallow, deep = copy_of(card, False), copy_of(card, True)

    assert Card is type(shallow) is type(deep) and card == shallow == deep
    assert shallow.friends is card.friends
    assert deep.friends is not card.friends and deep.friends[0] is not card.friends[0]
    assert 3 == copy_of(Made(2), True).sum
    assert Shown([1]) == copy_of(Shown([1]), True) and Shown is type(copy_of(Shown([1]), False))


@dataclasses.dataclass(frozen=True)
class Place:
    __slots__ = ("there", "x")
    x: int
    there: object

    def __deepcopy__(self, memo):
        return self


def test_what_data_says_of_a_copy_is_not_asked():
    one = Place(1, object)

    assert one is not copy_of(one, True) and alike(one, copy_of(one, True))


def test_a_tuple_of_what_never_changes_comes_along_with_its_handle():
    """By it one is found as a key, and in a set."""
    arrived = decode(encode(Money(1), lambda _: 1, readers={}), lambda *told: told)

    assert (1, "Money", "", (1,), "namedtuple") == arrived
    assert (1, "Shown", "", None, "namedtuple") == decode(
        encode(Shown([]), lambda _: 1, readers={}), lambda *told: told
    )


def test_what_stays_is_alike_where_its_fields_are():
    nobody = object()

    assert alike(Money(1), Money(1)) and alike(Card("x", [Card("y"), nobody]), Card("x", [Card("y"), nobody]))
    assert (
        not alike(Money(1), Money(2))
        and not alike(Money(1), Shown(1))
        and not alike(Card("x", [object()]), Card("x", [object()]))
    )
    assert not alike(object(), object())


def test_what_stays_is_told_by_its_fields():
    assert "suit='x', friends=[Card(suit='y', friends=[]), <object>]" == in_words(Card("x", [Card("y"), object()]))
    assert "suit='x', friends=[<function len>, 2]" == in_words(Card("x", [len, 2])).replace(
        "builtin_function_or_method", "function"
    )
    assert 200 == len(in_words(Card("x" * 300)))
    assert None is in_words(object())


def test_what_leads_to_itself_is_compared_as_python_does():
    one, other = Card("x"), Card("x")
    one.friends.append(one)
    other.friends.append(other)

    with pytest.raises(RecursionError):
        alike(one, other)


def test_a_named_tuple_can_do_what_named_tuples_can():
    point = travelled(Point(1, 2))

    assert (("x", "y"), {"x": 1, "y": 2}, 1, 0) == (point._fields, point._asdict(), point.count(2), point.index(1))
    assert (5, 2) == point._replace(x=5)
    with pytest.raises(ValueError, match="unexpected field names"):
        point._replace(z=5)


@pytest.mark.parametrize("text", ["1", "1/0", "1/-3", "x/3", 5, "9" * 10_000 + "/1"])
def test_what_is_no_fraction_is_none(text):
    with pytest.raises(WireError):
        decode(["Q", text])
