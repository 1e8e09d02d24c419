"""Promises about every order, over real workers and the real engine."""

from functools import partial

import pytest

from grader.course.model import Limits
from grader.errors import BeyondError, TamperingError, UsageError
from grader.interleave.program import Budget
from grader.sandbox.claims import TOO_EARLY, PromiseBroken

RACE = """
    from threading import Thread
    import time

    database_value = 0

    def increase():
        global database_value
        local_copy = database_value
        local_copy += 1
        time.sleep(0.1)
        database_value = local_copy

    if __name__ == "__main__":
        threads = [Thread(target=increase), Thread(target=increase)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print("end value", database_value)
"""
LOCKED = """
    from threading import Lock

    lock = Lock()
    database_value = 0

    def increase():
        global database_value
        with lock:
            database_value += 1
"""
CROSSED = """
    from threading import Lock

    a, b = Lock(), Lock()

    def one():
        with a:
            with b:
                pass

    def two():
        with b:
            with a:
                pass
"""


def ends_at_two(end):
    return end.values["database_value"] == 2


def test_a_lost_update_is_found_and_told(submit):
    submission = submit(RACE)
    runs = submission.explore(threads=["increase", "increase"], observe=["database_value"])

    with pytest.raises(PromiseBroken) as broken:
        runs.always(ends_at_two, "Hold one lock.")

    assert "database_value ended as 1, expected 2." in broken.value.rationale
    assert "Hold one lock." == broken.value.hint
    reads = [step for step in broken.value.witness.steps if step.action == "reads"]
    assert [(9, "0"), (9, "0")] == [(step.line, step.value) for step in reads]
    [decisive] = [step for step in broken.value.witness.steps if step.decisive]
    assert ("my program.py", 12, "writes") == (decisive.file, decisive.line, decisive.action)
    assert "overwrites" in decisive.note
    assert runs.explored == broken.value.explored == submission.explored


def test_a_locked_update_is_not_lost(submit):
    runs = submit(LOCKED).explore(threads=["increase", "increase()"], observe=["database_value"])

    runs.always(ends_at_two)
    runs.never_deadlocks()
    assert [{"database_value": 2}] == [end.values for end in runs.endings]
    assert runs.controlled
    assert 1 <= runs.schedules


def test_the_whole_script_is_explored_by_what_it_prints(submit):
    runs = submit(RACE).explore(script=True)

    assert {(1,), (2,)} == {tuple(end.numbers) for end in runs.endings}
    with pytest.raises(PromiseBroken, match="The last line printed was 'end value 1'"):
        runs.always(lambda end: end.numbers[-1:] == [2])


def test_a_deadlock_is_told_with_who_waits_for_whom(submit):
    runs = submit(CROSSED).explore(threads=["one", "two"])

    with pytest.raises(PromiseBroken, match=r"waits for b, which .* holds") as broken:
        runs.never_deadlocks("Take both locks in the same order.")
    assert broken.value.location.line in (8, 9, 13, 14)
    assert runs.witness == broken.value.witness


def test_a_scenario_is_the_suites_own_code_beside_the_students(submit):
    scenario = """
def both(program):
    import threading
    threads = [threading.Thread(target=program.increase) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    program.total = program.database_value
"""
    runs = submit(RACE, scenarios=scenario).explore(scenario="both", observe=["total"])

    assert {1, 2} == {end.values["total"] for end in runs.endings}


def test_lines_of_a_scenario_are_not_told_as_the_programs(submit):
    """Nor quoted: what it did is told, without a place; an endless wait in it has none."""
    scenario = """
def both(program):
    import threading
    threads = [threading.Thread(target=program.increase) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    threading.Event().wait()
"""
    [stuck] = submit(LOCKED, scenarios=scenario).explore(scenario="both").endings

    steps = stuck.witness.steps
    assert {("", 0, "")} == {(step.file, step.line, step.source) for step in steps if step.actor == "MainThread"}
    assert {"with lock:", "database_value += 1"} >= {step.source for step in steps if step.actor != "MainThread"}
    assert ("deadlock", None) == (stuck.kind, stuck.location)
    assert "line" not in stuck.detail


def test_observed_objects_are_told_by_what_they_are(submit):
    [end] = submit(LOCKED).explore(threads=["increase"], observe=["lock", "[database_value]"]).endings

    assert [1] == end.values["[database_value]"]
    assert "lock" in repr(end.values["lock"]).lower()


def test_endings_are_told_apart_by_what_an_observed_array_holds(submit):
    program = """
        from array import array
        from enum import IntEnum
        class Colour(IntEnum):
            RED = 1
        counts, light = array("q", [0]), Colour.RED
        def count():
            counts[0] += 1
    """
    endings = submit(program).explore(threads=["count", "count"], observe=["counts", "light"]).endings

    assert {"<array [1]>", "<array [2]>"} == {repr(end.values["counts"]) for end in endings}
    assert {1} == {end.values["light"] for end in endings}


def test_the_same_search_finds_the_same(submit):
    first, second = (submit(RACE).explore(threads=["increase"] * 2, observe=["database_value"]) for _ in range(2))

    assert [end.witness for end in first.endings] == [end.witness for end in second.endings]


def test_a_scenario_may_begin_where_the_script_ended(submit):
    """The main block has run: what it made is there, and what it added counts as before."""
    scenario = """
def once_more(program):
    before = program.database_value
    program.increase()
    program.found = (before, program.database_value, len(program.threads))
"""
    runs = submit(RACE, scenarios=scenario).explore(script=True, scenario="once_more", observe=["found"])

    assert {(1, 2, 2), (2, 3, 2)} == {end.values["found"] for end in runs.endings}


NEXT = """
def next_call(program):
    program.increase()
    program.done = True
"""


@pytest.mark.parametrize("leaving", ["import sys; sys.exit(3)", "import os; os._exit(3)"])
@pytest.mark.parametrize(
    "target", [{"threads": ["increase"]}, {"scenario": "next_call"}, {"scenario": "next_call", "script": True}]
)
def test_a_program_that_ends_itself_has_not_done_what_was_asked(leaving, target, submit):
    text = f"{leaving}\ndef increase():\n    pass\n"

    [end] = submit(text, scenarios=NEXT).explore(**target, observe=["done"]).endings

    assert "The program ended with exit code 3" == end.trouble
    assert 1 == end.location.line


def test_sys_exit_at_the_end_of_a_script_is_no_trouble(submit):
    text = "import sys\ndef increase():\n    pass\nif __name__ == '__main__':\n    sys.exit(0)"

    [end] = submit(text, scenarios=NEXT).explore(script=True, scenario="next_call", observe=["done"]).endings

    assert (None, True) == (end.trouble, end.values["done"])


def test_what_a_program_lacks_is_its_own_trouble(submit):
    [end] = submit("x = 1", scenarios=NEXT).explore(script=True, scenario="next_call").endings

    assert "AttributeError: your file has no 'increase'" in end.trouble


@pytest.mark.parametrize("targets", [{}, {"threads": [], "script": True}, {"threads": [], "scenario": "x"}])
def test_calls_are_explored_by_themselves(submit, targets):
    with pytest.raises(UsageError, match="explore needs threads="):
        submit(RACE).explore(**targets)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"schedules": 0}, "schedules=0 leaves nothing"),
        ({"observe": ["total", "a b"]}, "'a b' is no expression: invalid syntax"),
        ({"script": False, "threads": ["add(2"]}, r"'add\(2' is no expression: '\(' was never closed"),
        ({"script": False, "threads": ["add(2)", " x = 2"]}, "' x = 2' is no expression"),
        ({"atomicity": "none"}, "there is no atomicity 'none'"),
    ],
)
def test_what_cannot_be_asked_is_the_suites_mistake(submit, asked, said):
    with pytest.raises(UsageError, match=said):
        submit("").explore(**{"script": True} | asked)


def test_what_is_observed_stands_in_a_list(submit):
    with pytest.raises(UsageError, match="observe='total' is one text"):
        submit(RACE).explore(script=True, observe="total")


def test_a_scenario_needs_its_file(submit):
    with pytest.raises(UsageError, match=r"scenario 'both' needs a file scenarios\.py"):
        submit(RACE).explore(scenario="both")


ADDING = """
    import threading

    total = 0
    lock = threading.Lock()

    def add(amount):
        global total
        with lock:
            total = total + amount
    """


def test_a_search_begins_with_the_values_it_is_given(submit):
    submission = submit(ADDING)

    found = submission.explore(threads=["add(1)", "add(2)"], observe=["total"], start={"total": 40})

    assert [43] == [end.values["total"] for end in found.endings]
    assert {"total": 40} == found.endings[0].start
    again = submission.replay(submission.orders[-1], found.endings[0].witness.token)
    assert (43, {"total": 40}) == (again.values["total"], again.start)


def test_start_values_are_fresh_in_every_schedule(submit):
    text = "seen = None\ndef note(x):\n    seen.append(x)\n"

    found = submit(text).explore(threads=["note(1)", "note(2)"], observe=["seen"], start={"seen": [0]})

    assert {(0, 1, 2), (0, 2, 1)} == {tuple(end.values["seen"]) for end in found.endings}


def test_a_pass_is_confirmed_by_orders_and_values_drawn_by_lot(submit):
    submission = submit(ADDING)
    start = {"total": lambda random: random.randrange(10**9)}

    found = submission.explore(threads=["add(1)", "add(2)"], observe=["total"], start=start)

    assert 3 == len(found.trials)
    assert 4 == len({end.start["total"] for end in (*found.endings[:1], *found.trials)})
    assert all(end.values["total"] == end.start["total"] + 3 for end in found.trials)
    found.always(lambda end: end.values["total"] == end.start["total"] + 3)
    found.never_deadlocks()


def test_an_order_drawn_by_lot_that_the_search_did_not_come_by_is_a_finding(submit):
    text = """
    total = 0

    def add(amount):
        global total
        for _ in range(amount):
            seen = total
            total = seen + 1
    """
    submission = submit(text)
    found = submission.explore(
        threads=["add(5)", "add(5)"], observe=["total"], schedules=1, start={"total": lambda lot: lot.randrange(99)}
    )

    with pytest.raises(PromiseBroken) as broken:
        found.always(lambda end: end.values["total"] == end.start["total"] + 10)
    assert any(step.decisive for step in broken.value.witness.steps)
    told = [submission.replay(order, broken.value.witness.token) for order in fitting(submission, broken.value.witness)]
    assert 1 == len(told)
    assert 10 > told[0].values["total"] - told[0].start["total"]


def test_the_only_way_in_which_a_program_ends_is_told_once_it_breaks_a_promise(submit):
    found = submit(ADDING).explore(threads=["add(1)", "add(2)"], observe=["total"])
    found.always(lambda end: end.values["total"] == 3)
    assert [()] == [end.witness.steps for end in found.endings]

    for promise in (
        lambda: found.always(lambda end: end.values["total"] == 4),
        lambda: found.predicted({4}, lambda end: end.values["total"]),
    ):
        with pytest.raises(PromiseBroken) as broken:
            promise()
        assert found.endings[0].witness.token == broken.value.witness.token
        assert ["1", "3"] == [step.value for step in broken.value.witness.steps if step.action == "writes"]


def test_what_happens_under_fork_is_not_said_to_happen_elsewhere_alone(submit):
    submission = submit("total = 0\ndef add():\n    global total\n    total += 2\n")
    for _ in range(2):
        found = submission.explore(threads=["add()"], observe=["total"], start={"total": 1}, start_method="fork")

        with pytest.raises(PromiseBroken) as broken:
            found.always(lambda end: end.values["total"] == 2)
        assert "This happens under" not in broken.value.rationale


def fitting(submission, witness):
    """The orders of a submission that a witness may belong to."""
    for order in submission.orders:
        try:
            submission.replay(order, witness.token, telling="none")
        except UsageError:
            continue
        yield order


def test_the_same_lot_is_drawn_for_the_same_seed(submit):
    def drawn(seed):
        found = submit(ADDING, seed=seed).explore(
            threads=["add(1)"], observe=["total"], start={"total": lambda random: random.random()}
        )
        return [end.start["total"] for end in (*found.endings, *found.trials)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_an_answer_that_knows_where_it_begins_does_not_pass(submit):
    """Whoever writes down the sum instead of adding is right once at most."""
    knowing = f"{ADDING}\n    def add(amount):\n        global total\n        total = 43\n"

    found = submit(knowing).explore(
        threads=["add(1)", "add(2)"], observe=["total"], start={"total": lambda random: random.randrange(100)}
    )

    with pytest.raises(PromiseBroken):
        found.always(lambda end: end.values["total"] == end.start["total"] + 3)


@pytest.mark.parametrize("target", ["work", "lambda: log.info('it')", "log.info, args=('it',)"])
def test_who_logs_by_a_logger_reaches_for_nothing_of_ours(submit, target):
    text = f"""
import logging
import threading

log = logging.getLogger(__name__)

def work():
    log.info("working")

thread = threading.Thread(target={target})
thread.start()
thread.join()
print("done")
"""
    found = submit(text).explore(script=True)
    assert found.exhaustive
    assert ["done\n"] == [end.stdout for end in found.endings]


def test_a_scenario_begins_with_the_values_too(submit):
    submission = submit(ADDING, scenarios="def twice(program):\n    program.add(1)\n    program.add(1)\n")

    found = submission.explore(scenario="twice", observe=["total"], start={"total": 5})

    assert [7] == [end.values["total"] for end in found.endings]


def test_a_script_begins_with_what_it_assigns_itself(submit):
    with pytest.raises(UsageError, match="start= is for threads"):
        submit(ADDING).explore(script=True, start={"total": 1})


LOCK_AT_THE_MARGIN = """
    from multiprocessing import Process, Value, Lock

    lock = Lock()

    def add(number):
        with lock:
            number.value += 1

    if __name__ == "__main__":
        number = Value("i", 0)
        processes = [Process(target=add, args=(number,)) for _ in range(2)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(number.value)
"""


def test_a_race_that_was_looked_for_in_vain_under_fork_is_told_as_one_of_spawn(submit):
    submission = submit(LOCK_AT_THE_MARGIN)
    submission.explore(script=True, start_method="fork").always(lambda end: end.numbers == [2])

    with pytest.raises(PromiseBroken, match=r"\. This happens under spawn, not under fork\. Found in the \d+.. order"):
        submission.explore(script=True, start_method="spawn").always(lambda end: end.numbers == [2])


def test_how_far_a_search_went_is_said_of_the_program_as_it_was_handed_in(submit):
    scenario = "def quiet():\n    return lambda add: lambda: setattr(__import__('sys').modules['__main__'], 'a', 1)\n"
    text = """
        from threading import Thread
        total = 0
        def add():
            global total
            total += 1
        if __name__ == "__main__":
            threads = [Thread(target=add) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
    """
    submission = submit(text, scenarios=scenario)
    own = submission.explore(script=True).explored
    other = submission.explore(script=True, instead={"add": "quiet()"}).explored

    assert own != other
    assert own == submission.explored


def test_a_few_runs_in_which_timeouts_fire_at_any_time_take_no_premise_from_the_search_before(submit):
    submission = submit("""
        from threading import Thread
        if __name__ == "__main__":
            thread = Thread(target=print)
            thread.start()
            thread.join(timeout=5)
    """)
    own = submission.explore(script=True).explored
    submission.explore(script=True, timeouts="any", schedules=3)

    assert own.patient
    assert own == submission.explored


COLLECTED = """
    import gc, sys
    from threading import Thread
    total = 0
    def called(phase, info):
        {looks}
    gc.callbacks.append(called)
    gc.set_threshold(1, 1, 1)
    def add():
        global total
        total += 1
    if __name__ == "__main__":
        threads = [Thread(target=add) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
"""


def test_what_the_collector_calls_is_not_called_while_we_look_at_it(submit):
    """It was looked at, which called it again, until the worker failed of that."""
    assert not submit(COLLECTED.format(looks="sys._getframe(1).f_back")).explore(script=True).controlled
    with pytest.raises(TamperingError, match=r"the program uses gc.get_objects \(my program.py, line 6\)"):
        submit(COLLECTED.format(looks="gc.get_objects()")).explore(script=True)


HINT = "Hold one lock."


@pytest.mark.parametrize(
    ("source", "how", "early"),
    [
        ("database_value = 0\nprnt('hi')\n", {"threads": ["increase"]}, True),
        ("database_value = 0\nwhile True:\n    pass\n", {"threads": ["increase"]}, True),
        ("database_value = 0\nwhile True:\n    pass\n", {"script": True}, True),
        ("def increase():\n    prnt('hi')\n\nincrease()\n", {"script": True}, True),
        ("def increase():\n    return 1 / 0\n\nincrease()\n", {"script": True}, False),
        ("def increase():\n    prnt('hi')\n", {"scenario": "once"}, False),
        ("def increase():\n    while True:\n        pass\n", {"scenario": "once"}, False),
        ("from threading import Lock\n\nlock = Lock()\nlock.acquire()\nlock.acquire()\n", {"script": True}, False),
    ],
    ids=[
        "error",
        "loop",
        "loop of a script",
        "error before any thread",
        "error in a call",
        "asked for",
        "loop asked for",
        "deadlock",
    ],
)
def test_a_hint_of_a_check_does_not_stand_beside_what_comes_before_its_subject(submit, source, how, early):
    runs = submit(source, scenarios="def once(program):\n    program.increase()\n").explore(**how)

    with pytest.raises(PromiseBroken) as broken:
        runs.always(lambda end: True, HINT)

    assert (TOO_EARLY if early else HINT) == broken.value.hint


def test_an_error_in_a_destructor_of_a_thread_that_is_ended_meanwhile_is_no_forgery(submit):
    found = submit("""
        import threading

        class Clumsy:
            def __del__(self):
                1 / 0

        def work():
            clumsy = Clumsy()

        threading.Thread(target=work, daemon=True).start()
    """).explore(script=True)

    assert {"finished"} == {end.kind for end in found.endings}


DRAINED = """
    import queue, threading

    todo, done = queue.Queue(), []
    for n in range({many}):
        todo.put(n)

    def work():
        while not todo.empty():
            try:
                done.append(todo.get_nowait())
            except queue.Empty:
                break
            {after}

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def test_who_has_processes_may_use_a_memoryview(submit):
    """The class that stands for `memoryview` is closed to the program, as CPython's is, before it is given its name."""
    remote = submit("""
        import multiprocessing

        view = memoryview(b"abc")
        try:
            memoryview.tobytes = len
        except TypeError as error:
            print(view[1], error, memoryview.__module__)
    """)
    (end,) = remote.explore(script=True).endings

    assert "98 cannot set 'tobytes' attribute of immutable type 'memoryview' builtins\n" == end.stdout


@pytest.mark.parametrize(("many", "steps"), [(1_000, 2_000), (30_000, 1_000_000)], ids=["steps", "time"])
def test_a_long_script_that_ends_in_life_is_not_said_to_have_no_end(submit, monkeypatch, many, steps):
    """Of its loop nobody knows how often it goes round; and it is too long to be followed to its end."""
    monkeypatch.setattr("grader.sandbox.orders.Budget", partial(Budget, steps=steps))
    remote = submit(DRAINED.format(many=many, after=""), limits=Limits(time_s=0.3))
    with pytest.raises(BeyondError, match="a few rounds show as much as many"):
        remote.explore(script=True).always(lambda end: True)


def test_a_script_that_does_not_end_in_life_either_is_told(submit, monkeypatch):
    monkeypatch.setattr("grader.sandbox.orders.Budget", partial(Budget, steps=2_000))
    remote = submit(DRAINED.format(many=1_000, after="todo.put(len(done))"), limits=Limits(time_s=0.3))
    with pytest.raises(PromiseBroken, match="the program does not come to an end"):
        remote.explore(script=True).always(lambda end: True)


def test_who_ends_in_life_for_want_of_memory_alone_has_no_end(submit, monkeypatch):
    monkeypatch.setattr("grader.sandbox.orders.Budget", partial(Budget, steps=2_000))
    limits = Limits(time_s=5, memory_mb=300)
    remote = submit(DRAINED.format(many=1_000, after="todo.put(bytes(20_000))"), limits=limits)
    with pytest.raises(PromiseBroken, match="the program does not come to an end"):
        remote.explore(script=True).always(lambda end: True)
