"""What an operator does with containers that hold objects of the program's."""

import pytest

from tests.support.programs import explored, outputs

PLAIN = """
    import threading
    class Account:
        kind = "account"
        def __init__(self):
            self.balance = 0
        def __enter__(self):
            return self
        def __exit__(self, *_):
            pass
        def pay(self):
            pass
    one, accounts, waiting, active = Account(), {}, [], set()
    def act():
        TEXT
    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(len(accounts), len(waiting), len(active))
"""


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ('if "name" not in accounts: accounts["name"] = one', {"1 0 0\n"}),
        ("if Account not in accounts: accounts[Account] = one", {"1 0 0\n"}),
        ("if one not in waiting: waiting.append(one)", {"0 1 0\n", "0 2 0\n"}),
        ("if waiting == []: waiting.append(one)", {"0 1 0\n", "0 2 0\n"}),
        ("active.add(one)\n        if one in active: active.discard(one)", {"0 0 0\n"}),
    ],
)
def test_objects_without_comparisons_of_their_own_are_compared_in_one_step(text, ends):
    """Identity runs nobody's code."""
    found = explored(PLAIN.replace("TEXT", text))

    assert ends == set(outputs(found))
    assert (True, True) == (found.controlled, found.exhaustive)


@pytest.mark.parametrize(
    "own",
    [
        "def __eq__(self, other): return self is other",
        "__eq__ = lambda self, other: self is other",
        "__ne__ = functools.partialmethod(operator.is_not)",
        "@staticmethod\n        def __eq__(other): return False",
        "__eq__ = Same()",
    ],
)
def test_a_comparison_of_their_own_in_the_middle_of_a_chain_is_beyond_control(own):
    """It is called for each of them, and the chain goes on afterwards."""
    found = explored(f"""
        import functools, operator, threading
        class Same:
            def __call__(self, other): return True
        class Account:
            {own.replace(chr(10), chr(10) + "    ")}
        waiting = []
        def act():
            if [] != waiting == [Account()]:
                pass
            waiting.append(Account())
        threads = [threading.Thread(target=act) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """)

    assert not found.controlled
    assert {"a comparison of objects"} == {escape.what for escape in found.escapes}


def test_what_a_class_inherits_counts():
    found = explored("""
        import threading
        class Base:
            def __eq__(self, other): return self is other
        class Account(Base):
            pass
        waiting = []
        def act():
            if [] != waiting == [Account()]:
                pass
            waiting.append(Account())
        threads = [threading.Thread(target=act) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """)

    assert not found.controlled


CARDS = """
    import threading
    class Card:
        def __init__(self, text):
            self.text = text
        def __repr__(self):
            return str(self.text)
        def __eq__(self, other):
            return self.text == other
    cards, shown = [Card("old")], []
    def change():
        cards[0].text = "changed"
        cards.append(Card("new"))
    def show():
        shown.append(SHOWN)
    threads = [threading.Thread(target=act) for act in (change, show)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(*shown)
"""


@pytest.mark.parametrize("shown", ['f"{cards}"', '"%s" % cards', '"<%s>"[1:-1] % cards', 'f"%s" % (cards,)'])
def test_objects_that_are_asked_for_their_texts_answer_in_steps(shown):
    found = explored(CARDS.replace("SHOWN", shown))

    assert {"[old]\n", "[changed]\n", "[changed, new]\n", "[old, new]\n"} == set(outputs(found))
    assert (True, True) == (found.controlled, found.exhaustive)


def test_objects_that_compare_themselves_do_so_in_steps():
    """There is an ace at any time; who looks through them one by one may miss it."""
    found = explored("""
        import threading
        class Card:
            def __init__(self, text):
                self.text = text
            def __eq__(self, other):
                return self.text == other
        cards = [Card("king"), Card("ace")]
        def change():
            cards[0].text = "ace"
            cards[1].text = "king"
        thread = threading.Thread(target=change)
        thread.start()
        found = "ace" in cards
        thread.join()
        print(found)
    """)

    assert {"True\n", "False\n"} == set(outputs(found))
    assert (True, True) == (found.controlled, found.exhaustive)


PAIRS = """
    import threading
    one, other, shown = [0], [0], []
    def change():
        {change}
    def act():
        global one
        {act}
    threads = [threading.Thread(target=act) for act in ({first}, {second})]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(one, other, shown)
"""
BOTH_WAYS = [("change", "act"), ("act", "change")]


@pytest.mark.parametrize(("first", "second"), BOTH_WAYS)
@pytest.mark.parametrize(
    ("change", "act", "endings"),
    [
        ("other[0] = 1; one[0] = 1; other[0] = 2; one[0] = 2", "shown.append(one + other + one)", 11),
        ("one.append(1); other.append(2)", "one += other", 3),
        ("one.append(1); other.append(2)", "one[:] = other", 3),
        ("other.append(1); one.append(2); other.append(3); one.append(4)", "one[:] = other", 5),
    ],
)
def test_an_operator_looks_at_both_sides_in_one_step(change, act, endings, first, second):
    """They are looked at when C does it, which is not when the one was evaluated and not when the other was."""
    found = explored(PAIRS.format(change=change, act=act, first=first, second=second))

    assert endings == len(outputs(found))
    assert found.exhaustive


def test_a_part_of_a_list_may_be_filled_by_a_generator():
    found = explored(
        PAIRS.format(change="one.append(1)", act="one[1:] = (n for n in other)", first="act", second="change")
    )

    assert {"[0, 0, 1] [0] []\n", "[0, 0] [0] []\n"} == set(outputs(found))


@pytest.mark.parametrize(
    "text",
    ["one / none", "one + some", "some < one", '"%d" % some', "one in none", "text[:] = one", "missing in some"],
)
def test_what_an_operator_refuses_the_program_gets_to_hear(text):
    """As CPython says it, and in the line of the program."""
    with pytest.raises(Exception) as said:
        exec(text, {"one": 1, "none": 0, "some": [2], "text": []})
    found = explored(f"""
        import threading
        one, none, some, text = 1, 0, [2], []
        def act():
            {text}
        thread = threading.Thread(target=act)
        thread.start()
        some.append(3)
        thread.join()
    """)

    heard = f"{said.type.__name__}: {said.value} in Thread-1 (act) (line 5)"
    assert {("exception", heard)} == {(one.ending.kind, one.ending.detail) for one in found.endings}
