"""What says only how long somebody pauses makes no difference to a search."""

import ast
import textwrap

import pytest

from grader.interleave.instrument.pauses import pauses, pauses_in_all
from grader.interleave.instrument.syntax import parsed, walk
from grader.interleave.program import Budget, Scenario, Search
from grader.interleave.text.beyond import escapes_in
from tests.support.programs import explored, outputs, timed

pytestmark = pytest.mark.slow  # the same on every interpreter

UNSEEDED = "random numbers without a seed"

ONLY_PAUSES = [
    "time.sleep(random.uniform(0.1, 0.2))",
    "sleep(random.choice([1, 2]))",
    "choice = 3\nsleep(random.choice([1, 2]))",
    "lock.acquire(timeout=random.random())",
    "jobs.get(True, timeout=1 + random.random())",
    "event.wait(random.random())",
    "time.sleep(random.random() / 10)",
    "time.sleep(random.randint(1, 9) / 100.0 + 1)",
    "def nap():\n    delay = random.random()\n    time.sleep(delay)",
    "def nap():\n    delay = 0.01\n    delay = min(1, delay * random.random())\n    pause = 2 * delay\n    time.sleep(pause)",
]
MORE = [
    "print(random.random())",
    "delay = random.random()\ntime.sleep(delay)\nprint(delay)",
    "delay = random.random()\nif delay < 1:\n    time.sleep(delay)",
    "def nap():\n    global delay\n    delay = random.random()\n    time.sleep(delay)",
    "for delay in [random.random()]:\n    time.sleep(delay)",
    "def sleep(number):\n    print(number)\nsleep(random.random())",
    "sleep = print\nsleep(random.random())",
    "def nap(sleep):\n    sleep(random.random())\nnap(print)",
    "work(random.random(), timeout=1)",
    "delay = random.random()\ntime.sleep(delay)",
    "def nap():\n    delay = random.random()\n    time.sleep(delay)\n    print(delay)",
    "class Conf:\n    tries = random.randint(1, 9)\ntime.sleep(1)",
    "def nap():\n    class Conf:\n        tries = random.randint(1, 9)\n    time.sleep(1)\n    return Conf",
    "def nap():\n    tries = random.randint(1, 9)\n    time.sleep(1)\n    print(locals())",
    "class Task: pass\nTask(timeout=random.random())",
    "pool.submit(work, timeout=random.random())",
    "futures.wait([random.choice(fs)])",
    "time.sleep(d := random.random())",
    "time.sleep(random.random() / 0)",
    "time.sleep(random.random() / number)",
    "time.sleep(table[random.randint(1, 9)])",
    "def nap():\n    n = random.randint(1, 9)\n    time.sleep(table[n])",
]


def _escapes(text):
    file = parsed(ast.parse(text))
    return {what for _, _, what in escapes_in({"a.py": file}, pauses_in_all([file]))}


@pytest.mark.parametrize("text", ONLY_PAUSES)
def test_numbers_that_are_drawn_for_pauses_are_no_chance(text):
    assert set() == _escapes(f"import random, time\n{text}")


@pytest.mark.parametrize("text", MORE)
def test_numbers_that_are_for_more_are(text):
    assert UNSEEDED in _escapes(f"import random, time\n{text}")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a = 1\nb = a\nb *= 2\nsleep(b)", {"a", "b"}),
        ("a = 1\nb = a\nb *= 2\nsleep(b)\nc = b\nprint(c)", set()),
        ("(a, b) = 1, 2\nsleep(a)", set()),
        ("a = 1\nb = 2\nsleep(a)", {"a"}),
        ("a = 1", set()),
        ("a = 1\na /= 2\nsleep(a)", set()),
        ("a = 1\nwhile True:\n    a += 1\n    sleep(times[a])", set()),
        ("a = 1\nsleep(a)\nif a > 3: print()", set()),
    ],
)
def test_a_variable_is_for_pauses_if_it_is_used_for_nothing_else(text, names):
    assert pauses(walk(ast.parse("def nap():\n" + textwrap.indent(text, "    ")))).names == names


def test_a_name_that_two_files_use_is_for_more():
    nap = parsed(ast.parse("def nap():\n    delay = 1\n    sleep(delay)"))

    assert {"delay"} == pauses_in_all([nap]).names
    assert set() == pauses_in_all([nap, parsed(ast.parse("delay = 3\nprint(delay)"))]).names


def test_what_is_looked_up_by_a_count_can_fail():
    """The waiting loop ends by an error before anybody else comes, whatever the pauses order."""
    found = explored("""
        import threading, time
        DELAYS, done = [0.1, 0.2], []
        def slow():
            time.sleep(5)
            done.append(1)
        def wait():
            n = 0
            while not done:
                time.sleep(DELAYS[n])
                n += 1
        threads = [threading.Thread(target=what) for what in (slow, wait)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """)

    assert any("IndexError" in str(end.ending) for end in found.endings)


def test_a_delay_that_is_looked_at_after_the_loop_makes_a_difference():
    found = explored(
        """
        import threading, time
        done = []
        def slow():
            time.sleep(5)
            done.append(1)
        def wait():
            delay = 1
            while not done:
                delay = delay * 2
                time.sleep(0.1)
            if delay > 4: print("long")
        threads = [threading.Thread(target=what) for what in (slow, wait)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """,
        search=Search(budget=Budget(schedules=200)),
    )

    assert not found.exhaustive or {"", "long\n"} == outputs(found)


TRYING = """
    import random, threading, time

    class Account:
        def __init__(self):
            self.lock = threading.Lock()

    def transfer(source, target):
        {before}
        while True:
            if source.lock.acquire(blocking=False):
                try:
                    if target.lock.acquire(blocking=False):
                        try:
                            return
                        finally:
                            target.lock.release()
                finally:
                    source.lock.release()
            {rest}

    anna, ben = Account(), Account()
    {main}
"""
BOTH = """threads = [threading.Thread(target=transfer, args=pair) for pair in ((anna, ben), (ben, anna))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("through")"""
RANDOM = {
    "in the call": ("pass", "time.sleep(random.random())"),
    "by a variable": ("delay = 0.01", "delay = min(1, 2 * delay) + random.random(); time.sleep(delay)"),
}
SEARCH = Search(budget=Budget(schedules=300))


def trying(before="pass", rest="time.sleep(0.1)", main=BOTH):
    return textwrap.dedent(TRYING).format(before=before, rest=rest, main=textwrap.dedent(main).replace("\n    ", "\n"))


def test_who_make_way_for_each_other_and_pause_equally_long_are_a_livelock():
    found = explored(trying(), search=SEARCH)

    assert {end.ending.kind for end in found.endings} == {"finished", "livelock"}


@pytest.mark.parametrize(("before", "rest"), RANDOM.values(), ids=RANDOM)
def test_who_draw_how_long_they_pause_are_none_and_nothing_is_proved(before, rest):
    found = explored(trying(before, rest), search=SEARCH)

    assert ["through\n"] == [end.ending.stdout for end in found.endings]
    assert found.controlled
    assert not found.exhaustive


@pytest.mark.parametrize("rest", ["time.sleep(0.1)", "time.sleep(random.random())"])
@pytest.mark.parametrize("blocking", ["blocking=False", "timeout=random.random()"])
def test_who_waits_alone_for_its_own_lock_is_found_out_after_some_thousand_rounds(rest, blocking):
    text = trying(rest=rest, main="transfer(anna, anna)").replace("blocking=False", blocking)
    found = explored(text, search=SEARCH)
    ended = timed(text)

    assert ["livelock"] == [end.ending.kind for end in found.endings]
    assert found.exhaustive
    assert ended.kind == "livelock"
    assert ended.steps < 50_000


ALONE = {
    "counts": ("n = 0\nwhile n < 12_000:\n    n += 1\n    time.sleep(0.1)", 1200),
    "waits for the time": ("began = time.monotonic()\nwhile time.monotonic() < began + 600:\n    time.sleep(0.1)", 600),
    "waits for its luck": ("random.seed(3)\nwhile random.random() > 0.0001:\n    time.sleep(0.1)", None),
    "fills a list": ("done = []\nwhile len(done) < 12_000:\n    done.append(1)\n    time.sleep(0.1)", 1200),
    "prints": ("n = [0]\nwhile n[0] < 12_000:\n    n[0] += 1\n    print(end='')\n    time.sleep(0.1)", 1200),
}


@pytest.mark.parametrize(("text", "seconds"), ALONE.values(), ids=ALONE)
def test_whoever_gets_somewhere_alone_is_let_go_on(text, seconds):
    ended = timed(f"import random, time\n{text}\nprint('through')")

    assert (ended.kind, ended.stdout) == ("finished", "through\n")
    assert seconds is None or seconds <= ended.virtual_duration < seconds + 1


def test_a_scenario_that_waits_for_a_while_is_no_guess_of_the_program():
    scenarios = """
import threading

def waits(program):
    thread = threading.Thread(target=program.work)
    thread.start()
    thread.join(timeout=5)
    thread.join()
"""
    own = "import threading\ntold = threading.Event()\ndef work():\n    told.{wait}\n"

    def patient(wait):
        text = own.replace("{wait}", wait)
        return explored(text, Scenario("waits", scenarios)).patient

    assert not patient("set()")
    assert patient("wait(5)")


def test_nobody_is_said_to_be_lonely_who_has_company_again():
    text = """
import threading, time
lock, n = threading.Lock(), 0
def other():
    print("other")
while True:
    if n < 5_003:
        n += 1
    elif n == 5_003:
        n += 1
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    else:
        break
    time.sleep(0.1)
print("through")
"""
    found = explored(text)

    assert outputs(found) == {"other\nthrough\n"}
