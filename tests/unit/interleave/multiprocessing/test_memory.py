"""The copy of a process's memory that fork makes."""

from __future__ import annotations

import sys
import textwrap
from types import ModuleType

import pytest

from grader.interleave.models.multiprocessing.memory import MemoryCopy


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> object:
    """Execute a source as a program's main module, and fork it: (parent, child, what could not be copied)."""

    def fork(source: str) -> tuple[ModuleType, ModuleType, list[str]]:
        parent = ModuleType("__forked__")
        monkeypatch.setitem(sys.modules, "__forked__", parent)  # dataclasses look there
        exec(textwrap.dedent(source), parent.__dict__)
        reported: list[str] = []
        child = MemoryCopy({"__forked__": parent}, reported.append).modules["__forked__"]
        return parent, child, reported

    return fork


def test_functions_use_the_childs_globals(forked):
    """What a copied function changes is the child's."""
    parent, child, _ = forked("""
        count = 0
        def increase(by=1):
            global count
            count += by
            return count
    """)

    assert 1 == child.increase()
    assert (0, 1) == (parent.count, child.count)


def test_one_object_stays_one_object(forked):
    """Aliases and circles are kept."""
    _, child, _ = forked("""
        shared = [1]
        pair = (shared, shared)
        here = {"pair": pair, "list": shared}
        shared.append(here)
    """)

    assert child.pair[0] is child.pair[1] is child.shared is child.here["list"]
    assert child.shared[1] is child.here


def test_classes_are_made_anew_and_their_instances_follow(forked):
    """Class attributes are the child's; nothing of the student's is called to copy them."""
    parent, child, _ = forked("""
        calls = []
        class Base:
            made = 0
            __slots__ = ("x", "__dict__")
            def __init_subclass__(cls): calls.append("init_subclass")
            def __new__(cls, *args): calls.append("new"); return super().__new__(cls)
            def __init__(self, x): self.x, self.other = x, [x]
            def __deepcopy__(self, memo): calls.append("deepcopy")
            def __reduce__(self): calls.append("reduce")
            def __getattr__(self, name): calls.append(name); raise AttributeError(name)
            @classmethod
            def make(cls): cls.made += 1; return cls.made
            @property
            def twice(self): return 2 * self.x
            @staticmethod
            def where(): return calls
        class Derived(Base):
            def grow(self): return super().make()
        thing = Derived(3)
        thing.me = thing
        before = list(calls)
    """)

    assert child.before == parent.calls == child.calls
    assert type(child.thing) is child.Derived is not parent.Derived
    assert (3, [3], 6) == (child.thing.x, child.thing.other, child.thing.twice)
    assert child.thing.me is child.thing
    assert 1 == child.thing.grow()
    assert (0, 1) == (parent.Derived.made, child.Derived.made)
    assert child.Derived.where() is child.calls


def test_closures_share_their_cells(forked):
    """Two functions that close over one variable do so in the child, too."""
    parent, child, _ = forked("""
        def maker():
            n = 0
            def up():
                nonlocal n
                n += 1
                return n
            return up, lambda: n
        up, look = maker()
    """)

    assert [1, 2] == [child.up(), child.up()]
    assert (0, 2) == (parent.look(), child.look())


@pytest.mark.parametrize(
    "expression",
    [
        "deque([1, [2]], maxlen=5)", "defaultdict(list, {1: [2]})", "Counter('aab')", "OrderedDict(a=1, b=[2])",
        "Own([1, 2])", "OwnDict(a=[1])", "OwnText('hi')", "Pair(1, [2])", "Record(1, [2])", "Colour.RED",
        "{Key(1): 'one'}", "{Key(1), Key(2)}", "frozenset([Key(1)])", "SimpleNamespace(a=[1])", "Random(3)",
        "Trouble('no', [1]).b", "bytearray(b'ab')", "iter([1, 2])", "partial(max, 3)",
    ],
)  # fmt: skip
def test_data_of_all_kinds_is_copied(forked, expression):
    """Equal, of the child's class, and not the parent's own."""
    parent, child, reported = forked(f"""
        import enum
        from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
        from dataclasses import dataclass, field
        from functools import partial
        from random import Random
        from types import SimpleNamespace
        class Own(list): pass
        class OwnDict(dict): pass
        class OwnText(str): pass
        Pair = namedtuple("Pair", "a b")
        class Colour(enum.Enum):
            RED = 1
        @dataclass
        class Record:
            a: int
            b: list = field(default_factory=list)
        class Key:
            def __init__(self, k): self.k = k
            def __hash__(self): return hash(self.k)
            def __eq__(self, other): return self.k == other.k
        class Trouble(Exception):
            def __init__(self, a, b): super().__init__(a); self.b = b
        thing = {expression}
        kept = [thing]
    """)

    assert [] == reported
    assert child.kept[0] is child.thing
    assert child.thing is not parent.thing
    assert type(child.thing).__name__ == type(parent.thing).__name__
    if type(parent.thing).__module__ == "__forked__":
        assert type(child.thing) is getattr(child, type(parent.thing).__name__)
    if isinstance(parent.thing, (list, dict, tuple, str, bytearray)) and "Key" not in expression:
        assert repr(child.thing) == repr(parent.thing)


def test_decorated_functions_lead_to_the_child(forked):
    """Wrappers that the library made around a student's function."""
    parent, child, reported = forked("""
        import functools, contextlib
        count = 0
        def inner():
            global count
            count += 1
        @contextlib.contextmanager
        def around():
            inner()
            yield count
        @functools.lru_cache
        def cached(n): inner(); return n
        @functools.singledispatch
        def single(x): inner()
        class Lazy:
            @functools.cached_property
            def value(self): inner(); return count
        part = functools.partial(inner)
        bound = [].append
        method = Lazy().__init__
    """)

    with child.around() as value:
        assert 1 == value
    child.cached(1)
    child.single(1)
    child.part()
    assert 5 == child.Lazy().value
    assert (0, 5, []) == (parent.count, child.count, reported)


def test_a_long_chain_needs_no_deep_stack(forked):
    """Linked nodes by the thousand."""
    _, child, _ = forked("""
        class Node:
            def __init__(self, next): self.next = next
        head = None
        for _ in range(20_000):
            head = Node(head)
    """)

    count, node = 0, child.head
    while node is not None:
        count, node = count + 1, node.next
    assert 20_000 == count


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("(n for n in [1])", "fork while the program holds an object of the kind generator '<genexpr>'"),
        ("open('/dev/null')", "fork while the program holds an object of the kind io.TextIOWrapper '/dev/null'"),
    ],
)
def test_what_cannot_be_copied_is_reported(forked, expression, what):
    """It stays one object, and the claim is weaker."""
    parent, child, reported = forked(f"thing = {expression}\nagain = thing")

    assert [what] == reported
    assert child.thing is parent.thing
    getattr(parent.thing, "close", lambda: None)()


def test_a_filled_cache_is_reported(forked):
    """The child would inherit what was remembered, and nobody can read that."""
    _, _, reported = forked("""
        import functools
        @functools.cache
        def double(n): return 2 * n
        double(1)
    """)

    assert ["fork while the program holds an object of the kind functools._lru_cache_wrapper 'double'"] == reported


def test_the_librarys_marks_stay_what_they_are(forked):
    """Constants compared by identity, and modules."""
    parent, child, _ = forked("""
        import dataclasses, math
        missing = dataclasses.MISSING
        sine = math.sin
    """)

    assert child.missing is parent.missing
    assert child.math is parent.math
    assert child.sine is parent.sine


def test_a_function_that_another_module_took_finds_the_builtins_of_its_own(monkeypatch):
    """Whichever module is copied first, its functions' builtins are those of the module that they are of."""
    lender, borrower = ModuleType("__lender__"), ModuleType("__borrower__")
    lender.__dict__["__builtins__"] = {"len": len, "mark": 7}
    exec("def marked():\n    return mark", lender.__dict__)
    borrower.__dict__["marked"] = lender.__dict__["marked"]

    child = MemoryCopy({"__borrower__": borrower, "__lender__": lender}, [].append).modules["__borrower__"]

    assert 7 == child.marked()
