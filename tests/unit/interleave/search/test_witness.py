"""What a story says of the steps of one order: what was done to what, by its name, with which value."""

import pytest

from grader.interleave.ending import FoundEnding, Step
from grader.interleave.explore import explore
from grader.interleave.program import Budget, Program, Scenario, Script, Search
from tests.support.programs import LOST_UPDATE, explored, outputs, program, story

STARTED_TWICE = """
        threads = [threading.Thread(target={target}) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
"""


def twice(text: str, target: str = "work", *, then: str = "print(value)") -> str:
    """A program in which two threads run one function."""
    return f"{text.rstrip()}\n{STARTED_TWICE.format(target=target)}        {then}\n"


def told(found: FoundEnding) -> list[tuple[str, int, str, str, str | None]]:
    """Its steps, shortly."""
    return [_in_short(step) for step in found.witness.steps]


def _in_short(step: Step) -> tuple[str, int, str, str, str | None]:
    return step.actor.split(" ")[0], step.line, step.action, step.target, step.value


def test_a_condition_and_its_lock_have_one_name():
    found = explored("""
        import threading
        cond = threading.Condition()
        def waits():
            with cond:
                cond.wait()
        thread = threading.Thread(target=waits)
        thread.start()
        with cond:
            cond.notify()
        thread.join()
    """)
    lost = next(one for one in found.endings if one.ending.kind == "deadlock")
    assert {"cond"} == {
        step.target for step in lost.witness.steps if step.action in ("acquires", "releases", "notifies")
    }


def test_what_a_thread_keeps_for_itself_is_told_as_its_own():
    found = explored("""
        import threading
        mine = threading.local()
        mine.user = "root"
        def work():
            print(mine.user)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    """)
    (only,) = found.endings
    (raising,) = [step for step in only.witness.steps if step.decisive]
    assert ("reads", "mine.user", None, "raises AttributeError") == (
        raising.action, raising.target, raising.value, raising.note,
    )  # fmt: skip


def test_nobody_gets_in_the_way_of_what_a_thread_keeps_for_itself():
    text = twice(
        """
        import threading
        mine = threading.local()
        def work():
            mine.n = getattr(mine, "n", 0) + 1
            mine.n += 1
    """,
        then='print(hasattr(mine, "n"))',
    )
    found = explored(text)
    assert found.exhaustive
    assert ["False\n"] == [one.ending.stdout for one in found.endings]
    apart = text.replace("mine.n = getattr", "n = getattr").replace("mine.n += 1", "pass")
    assert found.schedules == explored(apart).schedules


def test_a_namespace_in_hand_is_everybodys_again():
    found = explored("""
        import threading
        mine = threading.local()
        mine.n = 0
        space = vars(mine)
        def work():
            space["n"] = 5
        thread = threading.Thread(target=work)
        thread.start()
        mine.n += 1
        thread.join()
        print(mine.n)
    """)
    assert {"1\n", "5\n", "6\n"} == {one.ending.stdout for one in found.endings}


def test_where_nobody_gets_in_anothers_way_each_step_and_each_print_is_told():
    found = explored("""
        import threading
        def work():
            for i in range(2):
                print("saving", i)
        threading.Thread(target=work, daemon=True).start()
        print("done")
    """)
    ends = {one.ending.stdout: told(one) for one in found.endings}
    cut = ends["done\nsaving 0\n"]
    assert cut == [
        ("MainThread", 6, "starts", "Thread-1 (work)", None),
        ("MainThread", 7, "prints", "", "done"),
        ("Thread-1", 5, "prints", "", "saving 0"),
        ("Thread-1", 5, "is cut off", "", None),
    ]
    assert ("Thread-1", 0, "never begins", "", None) == ends["done\n"][-1]
    notes = {step.note for one in found.endings for step in one.witness.steps if step.action == "is cut off"}
    assert {"MainProcess has ended"} == notes


def test_who_is_terminated_is_cut_off_there():
    found = explored("""
        import time
        from multiprocessing import Process
        def work():
            print("begun")
            time.sleep(5)
            print("done")
        if __name__ == "__main__":
            process = Process(target=work)
            process.start()
            process.terminate()
            process.join()
    """)
    begun = next(one for one in found.endings if one.ending.stdout == "begun\n")
    cut = next(step for step in begun.witness.steps if step.action == "is cut off")
    assert (cut.actor, cut.note) == ("Process-1", "MainThread ends Process-1")


def test_prints_are_left_out_where_steps_explain_the_ending():
    found = explored(
        twice("""
        import threading
        value = 0
        def work():
            global value
            value += 1
            print("one more")
    """)
    )
    assert len(found.endings) == 2
    assert not [step for one in found.endings for step in one.witness.steps if step.action == "prints"]


@pytest.mark.parametrize(
    ("begin", "change", "values"),
    [
        ("box = Box(); box.n = 0; d = vars(box)", 'd["n"] = d["n"] + 1', ["0", "0", "1", "1"]),
        ("box = Slim(); box.n = 0", "box.n = box.n + 1", ["0", "0", "1", "1"]),
        ("box = Box(); box.n = Light.RED", "box.n = Light.GREEN if box.n is Light.RED else Light.RED",
         ["Light.RED", "Light.RED", "Light.GREEN", "Light.GREEN"]),
    ],
)  # fmt: skip
def test_values_are_told_wherever_they_lie(begin, change, values):
    found = explored(
        twice(
            f"""
        import enum, threading
        class Box: pass
        class Slim: __slots__ = ("n",)
        class Light(enum.Enum):
            RED = 1
            GREEN = 2
        {begin}
        def work():
            {change}
    """,
            then="print(box.n)",
        )
    )
    lost = next(one for one in found.endings if any(step.note.startswith("overwrites") for step in one.witness.steps))
    steps = [step for step in lost.witness.steps if step.action in ("reads", "writes") and step.actor != "MainThread"]
    assert values == [step.value for step in steps]


def test_who_did_something_in_time_has_not_given_up():
    found = explored("""
        import threading, time
        result = []
        def work():
            time.sleep(2)
            result.append(42)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(timeout=1)
        print(result)
    """)
    actions = {step.action for one in found.endings for step in one.witness.steps}
    assert {action for action in actions if action.startswith("gives up")} == {"gives up waiting for the end of"}


@pytest.mark.parametrize("module", ["threading", "multiprocessing"])
@pytest.mark.parametrize("kind", ["Lock", "RLock"])
def test_who_tries_a_lock_is_told_how_that_went(module, kind):
    """Both read "tries lock", whoever got it."""
    steps = story(
        program(f"""
        import threading
        from {module} import {kind}
        lock = {kind}()
        got = []
        def work():
            got.append(lock.acquire(False))
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(sorted(got))
    """)
    )

    assert ["gets it", "it is held"] == [step.value for step in steps if step.action == "tries"]


def test_who_looks_into_an_empty_queue_gets_nothing():
    found = explored("""
        import queue
        from multiprocessing import Process, Queue
        def work(q):
            try:
                print(q.get_nowait())
            except queue.Empty:
                print("nothing")
        if __name__ == "__main__":
            q = Queue()
            q.put(21)
            process = Process(target=work, args=(q,))
            process.start()
            process.join()
    """)
    tries = {
        one.ending.stdout: step.value
        for one in found.endings
        for step in one.witness.steps
        if step.action == "tries to get from"
    }
    assert tries == {"21\n": "21", "nothing\n": None}


def test_the_librarys_own_variables_are_nobodys():
    found = explored(
        twice(
            """
        import threading
        from collections import Counter
        value = Counter()
        def work():
            value.update(Counter("ab"))
    """
        )
    )
    assert {"value"} == {
        step.target
        for one in found.endings
        for step in one.witness.steps
        if step.line == 6 and step.action in ("reads", "writes")
    }


def test_a_daemon_that_fails_ends_in_one_way_whether_the_program_has_ended_or_not():
    found = explored("""
        import threading
        def fails():
            raise ValueError("no")
        threading.Thread(target=fails, daemon=True).start()
        print("up")
    """)
    looks = [(one.ending.kind, one.ending.stdout, one.ending.exit_code) for one in found.endings]
    assert len(set(looks)) == len(looks)


@pytest.mark.slow
def test_who_sleeps_when_a_run_is_cut_off_does_not_wait_for_ever():
    found = explored(
        """
        import threading, time
        def work():
            while True:
                time.sleep(0.5)
                print("tick")
        threading.Thread(target=work).start()
        time.sleep(5)
        """,
        search=Search(budget=Budget(steps=3_000)),
    )

    (endless, *_) = found.endings
    assert "timed_out" == endless.ending.kind
    assert not [step for one in found.endings for step in one.witness.steps if step.action == "sleeps" and step.note]


def test_files_of_one_name_are_told_apart():
    main = (
        "from pkg.main import add\nimport pkg.main, threading\nts = [threading.Thread(target=add) for _ in range(2)]\n"
    )
    main += "for t in ts: t.start()\nfor t in ts: t.join()\nprint(pkg.main.n)\n"
    add = "n = 0\ndef add():\n    global n\n    n += 1\n    {more}\n"

    def found_of(more: str) -> list[FoundEnding]:
        sources = {"main.py": main, "pkg/__init__.py": "", "pkg/main.py": add.format(more=more)}
        return list(explore(Program("/nowhere", "main.py", sources), Script()).endings)

    lost = next(one for one in found_of("pass") if one.ending.stdout == "1\n")
    steps = {(step.file, step.line, step.source, step.value) for step in lost.witness.steps if step.target == "n"}
    assert {("pkg/main.py", 4, "n += 1", value) for value in ("0", "1")} == steps
    failed = found_of("1 / 0")[0].ending
    assert [("pkg/main.py", 5, "add")] == [
        frame for actor in failed.actors if actor.trouble for frame in actor.trouble.frames
    ][:1]
    assert 'File "pkg/main.py", line 5, in add\n    1 / 0\n' in failed.stderr


PRINTED = """
    import logging, sys, threading
    logging.basicConfig(format="%(message)s", stream=sys.stdout)
    def work(n):
        {said}
    threads = [threading.Thread(target={target}, args=(n,)) for n in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


@pytest.mark.parametrize(
    ("target", "said"),
    [("print", "pass"), ("work", "print(n)"), ("work", "sys.stdout.write(n + chr(10))"), ("work", "logging.error(n)")],
)
def test_where_the_order_of_lines_counts_the_story_tells_it(target, said):
    found = explored(PRINTED.format(target=target, said=said), search=Search(output_order=True))

    assert {"a\nb\n", "b\na\n"} == outputs(found)
    for end in found.endings:
        told = [step.value for step in end.witness.steps if step.action == "prints"]
        assert end.ending.stdout.split() == told


def test_where_stories_read_alike_they_are_told_with_ends():
    """Whether a thread is over when the last line is printed makes two endings, and no other step shows it."""
    found = explored("""
        import threading
        thread = threading.Thread(target=len, args=("",))
        thread.start()
        if thread.is_alive():
            pass
        print("end")
    """)
    stories = [[(step.actor, step.action) for step in end.witness.steps] for end in found.endings]

    assert 2 == len(stories)
    assert stories[0] != stories[1]
    assert {"ends"} <= {action for story in stories for _, action in story}


def test_a_future_that_is_cancelled_too_late_is_told_so():
    """Nothing else tells the two endings apart: who took it is no step of the program's."""
    found = explored("""
        from concurrent.futures import ProcessPoolExecutor
        if __name__ == "__main__":
            with ProcessPoolExecutor(max_workers=1) as pool:
                pool.submit(len, "")
                print(pool.submit(len, "").cancel())
    """)
    told = {
        end.ending.stdout: [step.value for step in end.witness.steps if step.action == "cancels"]
        for end in found.endings
    }

    assert {"True\n": [None], "False\n": ["too late"]} == told


CALLED_BACK = """
        import multiprocessing, threading
        from concurrent.futures import ThreadPoolExecutor
        seen = []
        if __name__ == "__main__":
            {}
"""


@pytest.mark.parametrize(
    "text",
    [
        "thread = threading.Thread(target=seen.append, args=(8,)); thread.start(); print(*seen); thread.join()",
        "pool = ThreadPoolExecutor(); pool.submit(seen.append, 8); print(*seen); pool.shutdown()",
        "pool = multiprocessing.Pool(1); pool.apply_async(pow, (2, 3), callback=seen.append); print(*seen); pool.close(); pool.join()",
    ],
)
def test_a_function_of_c_that_is_called_back_has_a_step(text):
    """No line of the program's says what it does: its story would tell of nothing."""
    stories = {end.ending.stdout: told(end) for end in explored(CALLED_BACK.format(text)).endings}

    assert {"\n", "8\n"} == stories.keys()
    assert all(("writes", "seen", "[8]") in [step[2:] for step in story] for story in stories.values())


@pytest.mark.parametrize(
    ("waits", "words"),
    [
        ("futures.wait(ones)", "waits for all of several futures"),
        ("futures.wait(ones, None, 'FIRST_COMPLETED')", "waits for the first of several futures"),
        ("connection.wait([a, b])", "waits for the first of several connections or processes"),
        ("connection.wait([a])", "waits for a"),
    ],
)
def test_who_waits_for_several_for_ever_is_told_for_which(waits, words):
    (found,) = explored(f"""
        from concurrent import futures
        from multiprocessing import Pipe, connection
        (a, _), (b, _) = pairs = [Pipe(), Pipe()]
        ones = [futures.Future(), futures.Future()]
        {waits}
    """).endings

    assert "deadlock" == found.ending.kind
    assert f"MainThread {words} (line 6)" == found.ending.detail


@pytest.mark.parametrize("item", ["n", "[n]"])
def test_an_item_that_is_overtaken_is_told_when_it_gets_there(item):
    """Both were put in one order and come out in the other: what lies between is no line of the program's."""
    found = explored(f"""
        import multiprocessing
        def put(queue, n):
            queue.put({item})
        if __name__ == "__main__":
            queue = multiprocessing.Queue()
            for n in (1, 2):
                multiprocessing.Process(target=put, args=(queue, n)).start()
            print(queue.get(), queue.get())
    """)
    assert {"1 2\n", "2 1\n"} == {
        end.ending.stdout.translate({ord(sign): None for sign in "[]"}) for end in found.endings
    }
    for end in found.endings:
        steps = end.witness.steps
        put, carried = ([step.actor for step in steps if step.action == action] for action in ("puts", "feeds"))
        came = [step.value for step in steps if step.action == "gets"]

        assert 2 == len(put) == len(came)
        as_put = came == sorted(came, reverse=put[0] == "Process-2")
        assert carried == ([] if as_put else put[::-1])


def test_that_items_overtake_each_other_is_not_read_off_a_story_with_gaps():
    """Of what a thread does many times in a row the middle is not kept."""
    found = explored(
        """
        import multiprocessing
        def put(queue, n):
            items = [[n] for _ in range(30)]
            for item in items:
                queue.put(item)
        if __name__ == "__main__":
            queue = multiprocessing.Queue()
            processes = [multiprocessing.Process(target=put, args=(queue, n)) for n in (1, 2)]
            for process in processes:
                process.start()
            for process in processes:
                process.join()
            print(queue.get())
    """,
        search=Search(budget=Budget(schedules=6)),
    )
    for end in found.endings:
        first = next(step.actor for step in end.witness.steps if step.action == "puts")
        came_as_put = end.ending.stdout == f"[{first[-1]}]\n"

        assert came_as_put == all(step.action != "feeds" for step in end.witness.steps)


def test_where_stories_differ_ends_are_not_told():
    found = explored(LOST_UPDATE)

    assert "ends" not in {step.action for end in found.endings for step in end.witness.steps}


def test_what_the_scenario_keeps_for_itself_is_not_told():
    """A student has that file not before them: what it does to the program's own things is told, and who it starts."""
    scenario = """
import threading
def two(program, times=2, **options):
    account = program.Account()
    options["k"] = 1
    def work():
        options.setdefault("k", 1)
        account.add(**options)
    threads = [threading.Thread(target=work) for _ in range(times)]
    for t in threads: t.start()
    for t in threads: t.join()
    print(account.n)
"""
    text = """
        class Account:
            n = 0
            def add(self, k=1):
                value = self.n
                self.n = value + k
    """
    found = explored(text, Scenario("two", scenario))
    steps = [step for end in found.endings for step in end.witness.steps]
    theirs = {(step.action, step.target) for step in steps if step.file == "scenarios.py"}

    assert 2 == len(found.endings)
    assert {"starts", "joins"} <= {action for action, _ in theirs}
    assert not {target for action, target in theirs if action in ("reads", "writes")} & {
        "options",
        "threads",
        "account",
    }
    assert {"n"} <= {step.target for step in steps if step.file != "scenarios.py"}


@pytest.mark.parametrize(
    ("start", "names"),
    [
        ("_thread.start_new_thread(add, ())", ["Dummy-1", "Dummy-2"]),
        ("threading.Thread(target=add).start()", ["Thread-1 (add)", "Thread-2 (add)"]),
    ],
    ids=["without an object", "an object that is let go"],
)
def test_who_is_started_is_called_as_where_it_acts(start, names):
    found = explored(f"""
import _thread, threading, time
n = 0
def add():
    global n
    n += 1
for _ in range(2):
    {start}
time.sleep(1)
print(n)
""")
    steps = found.endings[0].witness.steps

    assert names == [step.target for step in steps if step.action == "starts"]


def test_a_process_that_nobody_holds_is_called_by_its_name():
    found = explored("""
        from multiprocessing import Process, Value
        def add(n):
            n.value += 1
        def main():
            n, all = Value("i", 0), []
            for _ in range(2):
                all.append(Process(target=add, args=(n,)))
                all[-1].start()
            while all:
                all.pop().join()
            print(n.value)
        if __name__ == "__main__":
            main()
    """)
    steps = found.endings[-1].witness.steps

    assert {"Process-1", "Process-2"} == {step.target for step in steps if step.action in ("starts", "joins")}


@pytest.mark.parametrize("look", ["time.time()", "0"], ids=["a clock", "no clock"])
def test_who_slept_is_told_where_the_program_looks_at_the_clock(look):
    """Else nothing hangs on it: a sleep orders nothing."""
    found = explored(f"""
        import threading, time
        start, lock = {look}, threading.Lock()
        def work(seconds):
            with lock:
                time.sleep(seconds)
            print(seconds, round({look} - start))
        threads = [threading.Thread(target=work, args=(n,)) for n in (1, 2)]
        for t in threads: t.start()
        for t in threads: t.join()
    """)
    told = {step.value for one in found.endings for step in one.witness.steps if step.action == "sleeps"}

    assert ({"1 s", "2 s"} if look != "0" else set()) == told


def test_what_is_read_of_a_managers_dictionary_is_what_the_call_answers():
    found = explored("""
        from multiprocessing import Manager, Process
        def count(words, word):
            words[word] = words.get(word, 0) + 1
        if __name__ == "__main__":
            with Manager() as manager:
                words = manager.dict()
                workers = [Process(target=count, args=(words, "a")) for _ in range(2)]
                for w in workers: w.start()
                for w in workers: w.join()
                print(words)
    """)
    lost = next(one for one in found.endings if "{'a': 1}" in one.ending.stdout)

    assert ["0", "0"] == [step.value for step in lost.witness.steps if step.action == "reads" and step.value]


@pytest.mark.parametrize(
    ("made", "take"),
    [
        ("[1]", "pop()"),
        ("[1]", "pop(0)"),
        ("{1}", "pop()"),
        ("{1: 2}", "popitem()"),
        ("deque([1])", "popleft()"),
        ("Own([1])", "pop()"),
    ],
)
def test_who_takes_something_out_of_what_is_empty_finds_nothing(made, take):
    found = explored(f"""
        import threading
        from collections import deque
        class Own(list):
            def __len__(self):
                return 1
        items = {made}
        def work():
            if items:
                items.{take}
        threads = [threading.Thread(target=work) for _ in range(2)]
        for t in threads: t.start()
        for t in threads: t.join()
    """)
    failed = next(one for one in found.endings if one.ending.kind == "exception")
    told = [(step.action, step.target) for step in failed.witness.steps if step.source.startswith("items.")]

    assert ("finds nothing in", "items") == told[-1]
    assert "finds nothing in" != told[0][0]


@pytest.mark.parametrize(("mode", "loses"), [("a", False), ("r+", True)])
def test_who_appends_to_a_file_overwrites_nothing(tmp_path, mode, loses):
    found = explored(f"""
        import threading
        path = {str(tmp_path / "log.txt")!r}
        open(path, "w").close()
        def work(name):
            with open(path, {mode!r}) as file:
                file.read() if {loses} else None
                file.write(name)
        threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
        for t in threads: t.start()
        for t in threads: t.join()
        print(open(path).read())
    """)
    steps = [step for one in found.endings for step in one.witness.steps]

    assert loses == any(step.note.startswith("overwrites") for step in steps)
    assert loses != ({"opens", "appends to"} <= {step.action for step in steps})


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("f.write(name)", ("writes", "f")),
        ("f.flush()", ("writes", "f")),
        ("print(name, file=f)", ("writes", "f")),
    ],
)
def test_who_uses_an_open_file_is_told_by_what_the_program_calls_it(tmp_path, line, told):
    steps = story(
        program(f"""
        import threading
        f = open({str(tmp_path / "log.txt")!r}, "w")
        def work(name):
            {line}
        threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
        for t in threads: t.start()
        for t in threads: t.join()
    """)
    )

    assert told in {(s.action, s.target) for s in steps if s.source == line}


def test_a_timer_is_cancelled():
    found = explored(
        """
        import threading
        timer = threading.Timer(1, print, ("now",))
        timer.start()
        timer.cancel()
        """,
        search=Search(output_order=True),
    )

    assert {("cancels", "Thread-1")} == {
        (step.action, step.target) for one in found.endings for step in one.witness.steps if step.line == 5
    }


def test_who_reads_what_nobody_types_asks_for_input():
    (only,) = explored("""
        import threading
        threading.Thread(target=input).start()
        input()
    """).endings
    (asking,) = [step for step in only.witness.steps if step.source == "input()"]

    assert ("asks for input", "", "raises EOFError") == (asking.action, asking.target, asking.note)


def test_what_is_anybodys_guess_is_no_step_of_a_story():
    found = explored("""
        from concurrent.futures import ThreadPoolExecutor, as_completed, wait
        with ThreadPoolExecutor(1) as pool:
            futures = [pool.submit(str, number) for number in range(3)]
            wait(futures)
            print([future.result() for future in as_completed(futures)])
    """)
    steps = [step for one in found.endings for step in one.witness.steps]

    assert len(found.endings) > 1
    assert not {"guesses"} & {step.action for step in steps}
    assert not [step for step in steps if step.action == "joins" and not step.target]
    assert "guess" not in {step.target for step in steps}


def test_what_the_library_calls_its_parts_is_in_no_story():
    """`Process-1._popen` and `lock._count` were."""
    endings = explored("""
        from multiprocessing import Process
        from threading import RLock, Thread

        lock = RLock()

        def work():
            with lock:
                with lock:
                    print(process.is_alive(), lock)

        if __name__ == "__main__":
            process = Process(target=print)
            thread = Thread(target=work)
            thread.start()
            process.start()
            print(lock)
            process.join()
            thread.join()
    """).endings
    acts = {(step.action, step.target) for found in endings for step in found.witness.steps}

    assert {("takes once more", "lock"), ("gives back once", "lock"), ("reads", "Process-1")} <= acts
    assert not [target for _, target in acts if "_" in target]
