"""Chance: the same numbers in each run, and said to be so."""

import ast
import random as real

import pytest

from grader.interleave.instrument.pauses import pauses_in_all
from grader.interleave.instrument.syntax import parsed
from grader.interleave.text.mentions import draws_what_matters
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


SEEDED = """
import random, threading
from random import randint as roll
out = {{}}
def work(number):
    {work}
{begin}
threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(out.get(0), out.get(1))
"""


def _from(seed, *functions):
    generator = real.Random(seed)
    return [function(generator) for function in functions]


def _one_to_a_hundred(generator):
    return generator.randint(1, 100)


@pytest.mark.parametrize(
    "draw", ["random.randint(1, 100)", "roll(1, 100)", "(lambda draw: draw(1, 100))(random.randint)"]
)
def test_who_has_said_where_the_numbers_begin_draws_those_of_python_in_any_order(draw):
    first, second = _from(3, _one_to_a_hundred, _one_to_a_hundred)
    found = explored(SEEDED.format(work=f"out[number] = {draw}", begin="random.seed(3)"))

    assert {f"{first} {second}\n", f"{second} {first}\n"} == outputs(found)
    assert found.exhaustive


def test_who_seeds_meanwhile_changes_what_the_other_draws():
    """Before, the other's numbers come from nowhere in particular."""
    (first,) = _from(7, _one_to_a_hundred)
    work = "random.seed(7) if number else out.setdefault(0, random.randint(1, 100))"
    ends = outputs(explored(SEEDED.format(work=work, begin="")))

    assert f"{first} None\n" in ends
    assert 2 == len(ends)


def test_a_state_is_put_back():
    text = "import random\nrandom.seed(2)\nstate = random.getstate()\none = random.random()\nrandom.setstate(state)\nprint(one == random.random())"

    assert {"True\n"} == outputs(explored(text))


def test_a_state_of_ones_own_generator_is_where_the_numbers_begin():
    (first,) = _from(5, _one_to_a_hundred)
    text = "import random\nrandom.setstate(random.Random(5).getstate())\nprint(random.randint(1, 100))"

    assert {f"{first}\n"} == outputs(explored(text))


def test_who_takes_the_beginning_back_draws_numbers_of_its_own():
    text = "import random\nprint(random.random())\nrandom.seed(2)\nrandom.seed({})\nprint(random.random())"

    assert outputs(explored(text.format(""))) == outputs(explored(text.format("None")))
    assert outputs(explored(text.format(""))) != outputs(explored(text.format("2")))


def test_another_may_come_in_the_middle_of_several_draws():
    found = explored(SEEDED.format(work="out[number] = random.choices(range(100), k=2)", begin="random.seed(1)"))
    generator = real.Random(1)
    one, two, three, four = (generator.choices(range(100))[0] for _ in range(4))

    assert {
        f"{[one, two]} {[three, four]}\n", f"{[three, four]} {[one, two]}\n", f"{[one, three]} {[two, four]}\n",
        f"{[two, four]} {[one, three]}\n", f"{[one, four]} {[two, three]}\n", f"{[two, three]} {[one, four]}\n",
    } == outputs(found)  # fmt: skip
    assert found.exhaustive


def test_numbers_that_only_say_how_long_to_sleep_come_from_anywhere():
    """So their order makes no difference."""
    begin = "import time\nrandom.seed(1)"
    slept = explored(
        SEEDED.format(work="time.sleep(random.random()); time.sleep(random.randint(1, 2) / 8)", begin=begin)
    )

    assert slept.schedules == explored(SEEDED.format(work="time.sleep(1); time.sleep(2)", begin=begin)).schedules


def test_a_process_of_its_own_begins_its_numbers_anew():
    """Under spawn it reads the text again; under fork Python seeds it from the system."""
    text = "import random\nfrom multiprocessing import Process\nrandom.seed(4)\ndef work(): print(random.randint(1, 100))\n"
    text += "if __name__ == '__main__':\n    random.random()\n    process = Process(target=work)\n    process.start()\n    process.join()\n"

    assert {f"{_from(4, _one_to_a_hundred)[0]}\n"} == outputs(explored(text))


@pytest.mark.parametrize(
    ("text", "draws"),
    [
        ("import random\nrandom.seed(1)\nrandom.random()", True),
        ("import random as r\nr.seed(1)\nmap(r.choice, [])", True),
        ("from random import *\nseed(1)\nrandom()", True),
        ("from random import seed as s, random as r\ns(1)\nr()", True),
        ("import random\nrandom.random()", False),
        ("import random\nrandom.seed(1)", False),
        ("import random, time\nrandom.seed(1)\ntime.sleep(random.random())", False),
        ("import random, time\nrandom.seed(1)\ntime.sleep(random.random() / 10)", False),
        ("import random\nrandom.seed(1)\njobs.get(timeout=random.random())", False),
        ("import random, time\nrandom.seed(1)\ntime.sleep(table[random.randint(1, 9)])", True),
        ("import random\nrandom.seed(1)\ndef sleep(number): print(number)\nsleep(random.random())", True),
    ],
)
def test_the_text_tells_whether_the_order_of_draws_may_matter(text, draws):
    file = parsed(ast.parse(text))

    assert draws == draws_what_matters([file], pauses_in_all([file]))


GENERATOR = """
import random, threading
rng, out = random.Random(1), {{}}
def work(number): out[number] = {work}
threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(sorted(out.values()))
"""


def test_each_number_out_of_a_shared_generator_is_one_step():
    """Also where a function draws several."""
    generator = real.Random(1)
    one, two, three, four = (generator.random() for _ in range(4))
    found = explored(GENERATOR.format(work="(rng.random(), rng.random())"))

    assert {f"{sorted(pairs)}\n" for pairs in (
        [(one, two), (three, four)], [(one, three), (two, four)], [(one, four), (two, three)],
    )} == outputs(found)  # fmt: skip
    assert found.exhaustive


def test_what_a_generator_keeps_for_the_next_time_is_not_followed():
    found = explored(GENERATOR.format(work="rng.gauss(0, 1)"))

    assert "random.gauss()" in {escape.what for escape in found.escapes}


def test_a_state_that_is_put_back_while_another_draws_is_seen():
    generator = real.Random(1)
    state = generator.getstate()
    one = generator.random()
    found = explored(
        GENERATOR.format(work="rng.random() if number else rng.setstate(state) or 1").replace(
            "def work", "state = rng.getstate()\nrng.random()\ndef work"
        )
    )

    assert {f"{[one, 1]}\n", f"{[generator.random(), 1]}\n"} == outputs(found)
    assert state != generator.getstate()


@pytest.mark.parametrize("begin", ["random.Random()", "random.Random(None)", "begun"])
def test_generators_that_begin_anywhere_do_not_begin_at_the_same_place(begin):
    """Two throws of twenty dice are alike for nobody who did not say so."""
    found = explored(f"""
        import random
        begun = random.Random()
        def roll():
            generator = {begin}
            generator.seed() if generator is begun else None
            return [generator.randint(1, 6) for _ in range(20)]
        print(roll() == roll(), random.Random(3).random() == random.Random(3).random())
    """)

    assert {"False True\n"} == outputs(found)
