"""The search: what it finds, what it claims, and how it tells."""

import textwrap
from typing import get_args

import pytest

from grader.interleave.explore import explore, replay
from grader.interleave.program import Budget, Calls, Scenario, Script, Search, Steps
from grader.interleave.token import BadToken, Schedule, digest_of, encode
from tests.support.programs import LOST_UPDATE, explored, outputs, program


def test_the_lost_update_has_two_endings_and_no_others():
    found = explored(LOST_UPDATE)

    assert {"end value 1\n", "end value 2\n"} == outputs(found)
    assert found.exhaustive
    assert found.controlled
    assert found.proved.startswith("Every possible order of the ")


def test_the_story_names_the_decisive_step():
    found = explored(LOST_UPDATE)
    lost = next(f for f in found.endings if f.ending.stdout == "end value 1\n")
    moves = [
        (s.actor, s.line, s.action, s.target, s.value) for s in lost.witness.steps if s.action in ("reads", "writes")
    ]

    assert [
        ("Thread-1 (increase)", 9, "reads", "database_value", "0"),
        ("Thread-2 (increase)", 9, "reads", "database_value", "0"),
        ("Thread-2 (increase)", 12, "writes", "database_value", "1"),
        ("Thread-1 (increase)", 12, "writes", "database_value", "1"),
    ] == moves
    assert ["overwrites Thread-2 (increase)'s 1"] == [s.note for s in lost.witness.steps if s.decisive]


def test_a_look_that_came_too_soon_decides_and_one_before_a_change_of_ones_own_does_not():
    """Each reads what the other changes later; only who prints it without waiting has looked too soon."""
    found = explored("""
        import threading
        lock, total = threading.Lock(), 0
        def add():
            global total
            with lock:
                total += 1
        threads = [threading.Thread(target=add) for _ in range(2)]
        for thread in threads: thread.start()
        threads[0].join()
        print(total)
    """)
    assert {"1\n", "2\n"} == outputs(found)
    for one in found.endings:
        marked = [(s.actor, s.line) for s in one.witness.steps if s.decisive]
        assert marked == ([("MainThread", 11)] if one.ending.stdout == "1\n" else [])


def test_the_step_that_raises_an_error_decides():
    found = explored("""
        import threading
        names = {"ann": 1}
        def look():
            for name in names: pass
        def add():
            names["bob"] = 2
        for work in (look, add): threading.Thread(target=work).start()
    """)
    failed = next(f for f in found.endings if f.ending.kind == "exception")

    assert [(5, "raises RuntimeError")] == [(s.line, s.note) for s in failed.witness.steps if s.decisive]


def test_a_look_without_a_lock_decides_before_one_under_a_lock():
    """Of a queue that is looked at under its lock somebody has taken care, even if more comes later."""
    found = explored("""
        import threading
        lock, answer, waiting = threading.Lock(), None, []
        def work():
            global answer, waiting
            answer = 1
            with lock:
                waiting = [2]
        thread = threading.Thread(target=work)
        thread.start()
        print(answer)
        with lock:
            print(len(waiting))
        thread.join()
    """)
    early = next(f for f in found.endings if f.ending.stdout == "None\n0\n")

    assert [(11, "Thread-1 (work) changes it only afterwards")] == [
        (step.line, step.note) for step in early.witness.steps if step.decisive
    ]


def test_a_look_before_an_error_decides_only_where_it_leads_there():
    """What one reads that is there only later is why it fails; what one read before doing something else is not."""
    text = """
        import threading
        settings, seats = None, threading.BoundedSemaphore(1)
        def use():
            {use}
        def load():
            global settings
            settings = [1]
        for work in (use, load): threading.Thread(target=work).start()
    """
    unready = explored(text.format(use="settings.append(2)"))
    released = explored(text.format(use="print(settings); seats.acquire(); seats.release(); seats.release()"))

    def notes(found):
        failed = [f for f in found.endings if f.ending.kind == "exception"]
        return {step.note for one in failed for step in one.witness.steps if step.decisive}

    assert {"raises AttributeError: Thread-2 (load) changes it only afterwards"} == notes(unready)
    assert {"raises ValueError"} == notes(released)


def test_who_prints_much_before_others_begin_comes_to_an_end_in_every_order():
    """A run's length is told by its printing, too: later ones were cut off where the first was not."""
    text = """
        import threading
        for n in range(12_000): print(n)
        threading.Thread(target=print, args=("done",)).start()
    """
    found = explored(text, search=Search(budget=Budget(schedules=3)))

    assert ["finished"] == [one.ending.kind for one in found.endings]
    assert 3 == found.schedules


def test_much_that_is_printed_is_one_ending_whichever_part_is_kept():
    found = explored("""
        import threading
        def work(n):
            for i in range(12): print(n, "x" * 100_000)
        for n in range(2): threading.Thread(target=work, args=(n,)).start()
    """)

    assert 1 == len(found.endings)
    assert "characters left out" in found.endings[0].ending.stdout


def test_a_place_of_a_dictionary_where_nothing_is_holds_no_none():
    found = explored("""
        import threading
        texts = {}
        def put():
            texts["south"] = 1
        thread = threading.Thread(target=put)
        thread.start()
        print(texts.get("south"))
        thread.join()
    """)
    read = {
        one.ending.stdout: [step.value for step in one.witness.steps if step.action == "reads"] for one in found.endings
    }

    assert {"None\n": ["nothing"], "1\n": ["1"]} == read


def test_a_deadlock_tells_who_holds_what():
    found = explored("""
        import threading
        a, b = threading.Lock(), threading.Lock()
        def one():
            with a:
                with b: pass
        def two():
            with b:
                with a: pass
        for f in (one, two): threading.Thread(target=f).start()
    """)
    stuck = next(f for f in found.endings if f.ending.kind == "deadlock")

    assert "Thread-1 (one) waits for b, which Thread-2 (two) holds" in stuck.ending.detail
    assert {"Thread-2 (two) holds it", "Thread-1 (one) holds it"} <= {s.note for s in stuck.witness.steps}


def test_a_wait_that_was_given_up_is_told_as_that():
    one = program("""
        import queue, threading
        lock, jobs, told = threading.Lock(), queue.Queue(), threading.Event()
        def work():
            print(lock.acquire(timeout=1))
            print(told.wait(1))
            try: jobs.get(timeout=1)
            except queue.Empty: print("empty")
        thread = threading.Thread(target=work)
        with lock:
            thread.start()
            thread.join(0.5)
            thread.join()
    """)
    (found,) = explore(one, Script()).endings
    steps = replay(one, Script(), found.witness.token).witness.steps

    assert "False\nFalse\nempty\n" == found.ending.stdout
    assert {
        ("gives up waiting for the end of", "Thread-1 (work)"),
        ("gives up waiting for", "lock"),
        ("gives up waiting for", "told"),
        ("gives up waiting for an item from", "jobs"),
    } == {(step.action, step.target) for step in steps if step.action.startswith("gives up")}


def test_a_fix_is_proved_in_few_schedules():
    locked = LOST_UPDATE.replace(
        "database_value = 0", "database_value = 0\nfrom threading import Lock\nlock = Lock()", 1
    )
    locked = locked.replace("    local_copy = d", "    lock.acquire()\n    local_copy = d").replace(
        "    database_value = local_copy", "    database_value = local_copy\n    lock.release()"
    )
    found = explored(locked)

    assert {"end value 2\n"} == outputs(found)
    assert found.exhaustive
    assert found.schedules <= 20


def test_calls_run_on_a_fresh_module_each():
    target = Calls(
        threads=("increase", "increase()"), observe=("database_value", "missing", " \tdatabase_value", "1 +")
    )
    found = explored(LOST_UPDATE, target)

    assert {1, 2} == {f.ending.values["database_value"] for f in found.endings}
    assert {1, 2} == {f.ending.values[" \tdatabase_value"] for f in found.endings}
    assert all(isinstance(f.ending.values["1 +"], SyntaxError) for f in found.endings)
    assert all(isinstance(f.ending.values["missing"], NameError) for f in found.endings)


def test_a_scenario_gets_the_module():
    source = "import threading\ndef both(m):\n    ts = [threading.Thread(target=m.increase) for _ in 'ab']\n"
    source += "    [t.start() for t in ts]\n    [t.join() for t in ts]\n"
    found = explored(LOST_UPDATE, Scenario("both", source, ("database_value",)))

    assert {1, 2} == {f.ending.values["database_value"] for f in found.endings}


@pytest.mark.parametrize(
    "target", [Script(), Calls(("increase", "increase"), ("database_value",))], ids=["script", "calls"]
)
def test_every_token_leads_back(target):
    one = program(LOST_UPDATE)
    for found in explore(one, target).endings:
        again = replay(one, target, found.witness.token)

        assert (found.ending.kind, found.ending.stdout, found.ending.actors) == (
            again.ending.kind,
            again.ending.stdout,
            again.ending.actors,
        )


def test_a_token_of_another_program_is_refused():
    token = explored(LOST_UPDATE).endings[0].witness.token

    with pytest.raises(BadToken, match="another program"):
        replay(program(LOST_UPDATE + "\n# changed\n"), Script(), token)


def test_a_token_whose_order_could_not_happen_in_life_is_refused():
    """The wait's time runs out early, and then somebody ends it all the same."""
    one = program("""
        import threading
        said = threading.Event()
        def wait():
            print(said.wait(1))
        t = threading.Thread(target=wait)
        t.start()
        said.set()
        t.join()
    """)
    schedule = Schedule(((0, 1, 1), (1, 1, 0), (0, 4, 1)), digest_of(one, Script(), Search()), "impatient", 5_000)

    for telling in get_args(Steps):
        with pytest.raises(BadToken, match="could not happen in life"):
            replay(one, Script(), encode(schedule), telling=telling)


def test_the_same_search_says_the_same():
    once, again = explored(LOST_UPDATE), explored(LOST_UPDATE)

    assert [(f.witness, f.schedules, f.first) for f in once.endings] == [
        (f.witness, f.schedules, f.first) for f in again.endings
    ]


def test_the_order_of_lines_counts_only_when_asked_for():
    text = """
        import threading
        for name in "ab": threading.Thread(target=print, args=(name,)).start()
    """

    assert 1 == len(explored(text).endings)
    assert {"a\nb\n", "b\na\n"} == outputs(explored(text, search=Search(output_order=True)))


def test_cpythons_atomicity_keeps_a_bare_increment_whole():
    text = """
        import threading
        n = 0
        def add():
            global n
            n += 1
        ts = [threading.Thread(target=add) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
        print(n)
    """

    assert {"1\n", "2\n"} == outputs(explored(text))
    found = explored(text, search=Search(atomicity="cpython"))
    assert {"2\n"} == outputs(found)
    assert "only where this CPython can" in found.proved


def test_cpython_may_switch_between_a_call_of_a_model_and_what_follows():
    text = """
        import threading
        told, waiting, seen = threading.Event(), [], []
        def tell():
            told.set()
            for one in waiting: seen.append(one)
        teller = threading.Thread(target=tell)
        teller.start()
        if told.is_set(): seen.append("late")
        else: waiting.append("early")
        teller.join()
        print(seen)
    """

    found = explored(text, search=Search(atomicity="cpython"))

    assert found.exhaustive
    assert {"['early']\n", "['late']\n", "[]\n"} == outputs(found)


def test_in_cpythons_atomicity_an_order_has_the_same_acts_whether_anybody_listens_or_not():
    text = """
        import multiprocessing as mp
        def same(x): return x
        if __name__ == "__main__":
            with mp.Pool(processes=2) as pool:
                print(sorted(pool.imap_unordered(same, [1, 3])))
                pool.map(same, [1, 2])
    """

    found = explored(text, search=Search(atomicity="cpython"))

    assert ["finished"] == [one.ending.kind for one in found.endings]


def test_a_budget_that_runs_out_proves_nothing():
    text = """
        import threading
        n = 0
        def add():
            global n
            for _ in range(6): n += 1
        ts = [threading.Thread(target=add) for _ in range(3)]
        for t in ts: t.start()
        for t in ts: t.join()
    """
    found = explored(text, search=Search(budget=Budget(schedules=60)))

    assert not found.exhaustive
    assert "Nothing is proved: 60 of very many orders were tried. That is as many as were to be tried." == found.proved


@pytest.mark.parametrize("most", [1, 2, 3, 5, 8, 13, 40])
def test_no_more_schedules_are_run_than_were_asked_for(most):
    text = LOST_UPDATE.replace("thread2.start()", "thread2.start(); Thread(target=increase).start()")
    found = explored(text, search=Search(budget=Budget(schedules=most)))

    assert most == found.schedules == sum(f.schedules for f in found.endings)
    assert not found.exhaustive


def test_a_budget_of_few_schedules_is_enough_for_a_race_in_a_long_program():
    """Each run has far more steps than the budget allows a schedule on average."""
    text = """
        import threading
        n = 0
        def add():
            global n
            for _ in range(500):
                seen = n
                n = seen + 1
        ts = [threading.Thread(target=add) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
        print(n)
    """
    found = explored(text, search=Search(budget=Budget(schedules=6)))

    assert {"1000\n"} < outputs(found)
    assert found.schedules <= 6


@pytest.mark.parametrize("seed", range(4))
def test_a_long_program_in_which_a_guarded_value_is_torn_but_once_is_found_out_with_few_schedules(seed):
    text = """
        from multiprocessing import Process, Value
        def add(number, lock, turns):
            for turn in range(turns):
                if turn == 150:
                    number.value += 1
                else:
                    with lock:
                        number.value += 1
        if __name__ == "__main__":
            number = Value("i", 0)
            both = [Process(target=add, args=(number, number.get_lock(), turns)) for turns in (200, 1)]
            for one in both: one.start()
            for one in both: one.join()
            print(number.value)
    """

    found = explored(text, search=Search(seed=seed, budget=Budget(schedules=40)))

    assert found.schedules < 10
    assert {"201\n"} < outputs(found)


def test_a_program_that_prints_what_it_took_repeats_itself():
    """The clock of a run does not hang on which of its accesses are known to be shared by then."""
    text = LOST_UPDATE.replace("def increase", "import time\nSTART = time.time()\n\n\ndef increase") + (
        "\n    print(time.time() - START)\n"
    )
    found = explored(text)

    assert {"finished"} == {one.ending.kind for one in found.endings}


def test_an_escape_is_named_and_nothing_proved():
    found = explored("""
        import threading
        names = {"__builtins__": {}, "n": 0}
        def add(): exec("n = n + 1", names)
        for _ in range(2): threading.Thread(target=add).start()
    """)

    assert not found.controlled
    assert not found.exhaustive
    assert found.proved.startswith("Nothing is proved: not fully controlled, line 4 uses exec()")


@pytest.mark.parametrize("space", ["", ", globals()", ", names"])
def test_text_that_is_executed_is_rewritten_too(space):
    found = explored(f"""
        import threading
        n, names = 0, {{"n": 0}}
        def add(): exec("global n; seen = n; n = seen + 1"{space})
        ts = [threading.Thread(target=add) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
        print(eval("n") + names["n"])
    """)

    assert {"1\n", "2\n"} == outputs(found)
    assert found.controlled


def test_a_livelock_is_told_from_a_deadlock():
    found = explored("""
        import threading
        ready = False
        def wait():
            while not ready: pass
        threading.Thread(target=wait).start()
    """)

    assert ["livelock"] == [f.ending.kind for f in found.endings]


def test_an_order_by_identity_is_the_same_whenever_a_schedule_is_repeated():
    """Addresses differ from run to run: where locks are taken in the order of `id`, two runs of one schedule would
    wait at different lines."""
    found = explored(
        """
        from threading import Lock, Thread
        class Account:
            def __init__(self):
                self.lock = Lock()
        def both(one, other, key):
            first, second = sorted([one, other], key=key)
            first.lock.acquire()
            second.lock.acquire()
        padding = []
        for key in (id, hash):
            a, b = Account(), Account()
            padding.append([object() for _ in range(id(a) % 7)])
            a.lock.acquire()
            Thread(target=both, args=(a, b, key)).start()
        """
    )

    assert {"deadlock"} == {ending.ending.kind for ending in found.endings}
    assert all(0 < ending.first for ending in found.endings)


def test_identities_are_distinct_and_last():
    found = explored(
        """
        things = [object() for _ in range(100)]
        print(len({id(thing) for thing in things}), all(id(thing) == id(thing) for thing in things))
        print(hash("x") == hash("x"), hash(1), {things[0]: "found"}[things[0]])
        """
    )

    assert {"100 True\nTrue 1 found\n"} == outputs(found)


@pytest.mark.parametrize(("waits", "controlled"), [("thread.join()", True), ("thread.is_alive()", False)])
def test_who_is_not_among_the_running_threads_is_over(waits, controlled):
    """After that look a scenario may do with the program whatever it likes; before, somebody may be at work there."""
    scenario = f"""
        import threading
        def looked_at(program):
            for thread in threading.enumerate()[1:]:
                {waits}
            program.names = sorted(name for name in dir(program) if name == "work")
        """
    text = "import threading\ndef work(): pass\nthreading.Thread(target=work).start()"
    found = explored(text, Scenario("looked_at", textwrap.dedent(scenario), ("names",), after_script=True))

    assert {"['work']"} == {str(one.ending.values["names"]) for one in found.endings}
    assert controlled is found.controlled


def test_a_scenario_may_look_at_a_signature_while_others_work():
    scenario = """
import inspect
import threading

def signed(program):
    threading.Thread(target=program.work).start()
    program.names = list(inspect.signature(program.work).parameters)
"""
    found = explored("def work(n=0): pass", Scenario("signed", scenario, ("names",)))

    assert [["n"]] == [ending.ending.values["names"] for ending in found.endings]
    assert found.controlled


@pytest.mark.parametrize(
    "how", ["from threading import Thread as Worker", "from multiprocessing import Process as Worker"]
)
def test_a_join_without_time_to_wait_is_a_look(how):
    """It need not wait for anything, so that its coming too early is a usual order and no timeout that fires."""
    text = f"""
        {how}
        def work(): pass
        if __name__ == "__main__":
            worker = Worker(target=work)
            worker.start()
            worker.join(0)
            print(worker.is_alive())
    """
    found = explored(text)

    assert {"True\n", "False\n"} == outputs(found)
    assert found.exhaustive
    assert "timeouts fire only" not in found.proved
