"""Chance: the same numbers in each run, and said to be so."""

import pytest

from tests.support.programs import explored, outputs

THREADED = """
    import os, random, secrets, threading, uuid
    def work():
        print({drawn})
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


@pytest.mark.parametrize(
    ("drawn", "printed"),
    [
        ("len(os.urandom(3))", "3"),
        ("len(secrets.token_bytes()), len(secrets.token_hex(4)), len(secrets.token_urlsafe(6))", "32 8 8"),
        ("0 <= secrets.randbelow(9) < 9, secrets.randbits(1) in (0, 1), secrets.choice('a')", "True True a"),
        ("uuid.uuid4().version, uuid.uuid1().version", "4 1"),
        ("len(secrets.SystemRandom().randbytes(2)), secrets.compare_digest('a', 'a')", "2 True"),
    ],
)
def test_who_asks_the_system_draws_numbers_that_come_again(drawn, printed):
    found = explored(THREADED.format(drawn=drawn))
    assert [f"{printed}\n" * 2] == [one.ending.stdout for one in found.endings]
    assert found.proved.startswith("Nothing is proved: not fully controlled, line 4 uses random numbers without a seed")


@pytest.mark.parametrize("drawn", ["random.random()", "secrets.randbelow(9)", "os.urandom(2)", "uuid.uuid4()"])
def test_other_numbers_may_lead_who_is_alone_elsewhere(drawn):
    found = explored(f"import os, random, secrets, uuid\nprint({drawn})")
    assert "line 2 uses random numbers without a seed" in found.proved


def test_who_says_where_the_numbers_begin_leaves_nothing_to_chance():
    found = explored("import random\nrandom.seed(3)\nprint(random.random())")
    assert found.proved.endswith("(Sets are gone through in one order.)")


def test_the_clock_is_a_premise_of_who_is_alone_too():
    found = explored("import time\nif time.time() % 2:\n    print('odd')")
    assert "clocks follow the program's own sleeps" in found.proved


SHARED = """
    import random, threading
    random.seed(1)
    rng = random.Random({seed})
    cards = [1, 2]
    def one():
        {one}
    def two():
        {two}
    threads = [threading.Thread(target=one), threading.Thread(target=two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sorted(cards))
"""


@pytest.mark.parametrize("shuffle", ["random.shuffle(cards)", "rng.shuffle(cards)"])
def test_cards_can_be_lost_between_two_steps_of_shuffling(shuffle):
    found = explored(SHARED.format(seed=3, one=shuffle, two="cards[0], cards[1] = cards[1], cards[0]"))

    assert {"[1, 2]\n", "[1, 1]\n", "[2, 2]\n"} == outputs(found)
    assert found.exhaustive


@pytest.mark.parametrize("chosen", ["rng.choice(cards)", "rng.choices(cards)", "random.choice(cards)"])
def test_what_is_chosen_may_be_gone_when_it_is_looked_up(chosen):
    found = explored(SHARED.format(seed=5, one=f"random.seed(5); print({chosen})", two="cards.pop()"))

    troubles = {one.ending.kind for one in found.endings}
    assert {"finished", "exception"} == troubles
    assert found.exhaustive


def test_a_hand_is_dealt_card_by_card():
    found = explored(SHARED.format(seed=2, one="print(rng.sample(range(9), 2))", two="print(rng.sample(range(9), 2))"))

    assert 1 < len(found.endings)  # each draws from the one sequence


def test_who_shuffles_what_nobody_else_has_takes_no_steps():
    mine = "mine = [1, 2, 3]; random.shuffle(mine); print(len(mine))"
    found = explored(SHARED.format(seed=2, one=mine, two=mine))

    assert (1, True) == (len(found.endings), found.exhaustive)
