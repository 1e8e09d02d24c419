"""`logging` in a search: the simulation's threads and clock, the same in every run, and no steps of its own."""

import logging
import subprocess
import sys
import textwrap
import threading

import pytest

from grader.interleave.program import Search
from tests.support.programs import explored, outputs, timed

LOGGED = """
    import logging, sys, threading, time
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(asctime)s %(threadName)s %(lineno)d %(message)s")
    log = logging.getLogger("work")
    n, lock = 0, threading.Lock()
    def add():
        global n
        log.info("begins")
        time.sleep(1)
        with lock:
            n += 1
    ts = [threading.Thread(target=add, name=name) for name in "ab"]
    for t in ts: t.start()
    for t in ts: t.join()
    log.warning("%d", n)
"""


def test_logging_costs_neither_the_proof_nor_schedules():
    found = explored(LOGGED)
    silent = explored(LOGGED.replace('log.info("begins")', "threading.get_ident()"))  # as a record does: no twins

    assert found.exhaustive
    assert 1 == len(found.endings)
    assert silent.schedules == found.schedules


def test_lines_name_the_simulated_thread_and_the_programs_line():
    lines = outputs(explored(LOGGED)).pop().splitlines()

    assert ["a 8 begins", "b 8 begins", "MainThread 15 2"] == [line.split(" ", 2)[2] for line in lines]


def test_a_single_run_has_the_time_of_the_virtual_clock():
    first, second, last = timed(LOGGED).stdout.splitlines()

    assert "2025-06-15" == first.split()[0] == second.split()[0]
    assert first.split()[1][:8] != last.split()[1][:8]


def test_every_run_configures_logging_anew():
    found = explored("""
        import logging, sys, threading
        logging.basicConfig(stream=sys.stdout, format="%(message)s")
        logging.getLogger().addHandler(logging.StreamHandler(sys.stdout))
        t = threading.Thread(target=logging.error, args=("twice",))
        t.start(); t.join()
    """)

    assert {"twice\ntwice\n"} == outputs(found)


def test_a_handler_of_the_programs_own_holds_its_lock():
    found = explored("""
        import logging, threading
        seen = 0
        class Counting(logging.Handler):
            def emit(self, record):
                global seen
                before = seen
                seen = before + 1
        logging.getLogger().addHandler(Counting())
        ts = [threading.Thread(target=logging.error, args=("x",)) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
        print(seen)
    """)

    assert {"2\n"} == outputs(found)


def test_what_is_inside_logging_is_there_once_it_is_imported():
    """Imported beforehand, for the stand-in's sake; the program's `import logging.handlers` binds it all the same."""
    found = explored("import logging.handlers\nprint(logging.handlers.MemoryHandler(1).capacity)\n")

    assert {"1\n"} == outputs(found)


CALLERS = """
    import functools, logging, sys, threading
    from concurrent.futures import ThreadPoolExecutor
    logging.basicConfig(format="%(filename)s %(lineno)d %(funcName)s %(message)s", stream=sys.stdout)
    def noted(function):
        @functools.wraps(function)
        def inner(*args):
            logging.warning("about to %s", function.__name__, stacklevel=2)
            return function(*args)
        return inner
    @noted
    def work():
        logging.warning("work")
    {called}
"""


@pytest.mark.parametrize(
    "called",
    [
        "work()",
        "logging.warning('far', stacklevel=9)",
        "t = threading.Thread(target=work); t.start(); t.join()",
        "t = threading.Thread(target=logging.warning, args=('alone',)); t.start(); t.join()",
        "with ThreadPoolExecutor(1) as pool: pool.submit(logging.warning, 'pool').result()",
        "with ThreadPoolExecutor(1) as pool: pool.submit(work).result()",
    ],
)
def test_whose_line_a_record_is_is_told_as_in_life(called, tmp_path):
    """Where no line of the program's is so far outside, it is one of the library's, and none of ours."""
    text = textwrap.dedent(CALLERS).format(called=called)
    file = tmp_path / "program.py"
    file.write_text(text)
    life = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=True).stdout

    assert life == timed(CALLERS.replace("{called}", called)).stdout


def test_a_line_of_a_search_tells_the_time_of_its_thread():
    first, second, last = outputs(explored(LOGGED)).pop().splitlines()

    assert ["15:06:40,000", "15:06:40,000", "15:06:41,000"] == [line.split()[1] for line in (first, second, last)]


TWO_WHO_WAIT = """
    import logging, sys, threading, time
    {before}
    lock = threading.Lock()
    def work():
        with lock:
            time.sleep(2)
        log.warning("done")
    ts = [threading.Thread(target=work) for _ in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
"""
FORMATS = {
    "a line": 'logging.basicConfig(stream=sys.stdout, format="%(asctime)s.%(msecs)03d %(message)s"); log = logging',
    "a date of its own": 'logging.basicConfig(stream=sys.stdout, format="{asctime} {message}", style="{", datefmt="%S"); log = logging',
    "seconds": 'logging.basicConfig(stream=sys.stdout, format="%(relativeCreated)d %(message)s"); log = logging',
    "another clock": """logging.Formatter.converter = time.gmtime
    logging.basicConfig(stream=sys.stdout, format="%(asctime)s %(message)s"); log = logging""",
    "a handler of its own": """
    class Printing(logging.Handler):
        def emit(self, record):
            print(self.format(record))
    log, handler = logging.getLogger("x"), Printing()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)""",
}


@pytest.mark.parametrize("output_order", [False, True])
@pytest.mark.parametrize("before", FORMATS.values(), ids=FORMATS)
def test_the_time_of_a_line_makes_no_other_ending(before, output_order):
    """The one who gets the lock second is two seconds later, whoever it is."""
    found = explored(TWO_WHO_WAIT.format(before=before), search=Search(output_order=output_order))
    lines = outputs(found).pop().splitlines()

    assert (1, True) == (len(found.endings), found.exhaustive)
    assert lines[0] != lines[1]


def test_very_much_that_is_logged_is_compared_without_its_times():
    before = FORMATS["a line"]
    found = explored(TWO_WHO_WAIT.format(before=before).replace('"done"', '"x" * 700_000'))

    assert 1 == len(found.endings)


def test_a_time_that_the_program_writes_itself_tells_endings_apart():
    before = """
    class Own(logging.Formatter):
        def formatTime(self, record, datefmt=None):
            return f"{record.created - 1.75e9:.0f} s"
    log, handler = logging.getLogger("x"), logging.StreamHandler(sys.stdout)
    handler.setFormatter(Own("%(asctime)s %(message)s"))
    log.addHandler(handler)"""
    found = explored(TWO_WHO_WAIT.format(before=before))

    assert 2 == len(found.endings)


def test_what_is_printed_after_a_line_was_made_is_compared_as_it_is():
    found = explored("""
        import logging, threading, time
        record = logging.makeLogRecord({"msg": "x"})
        lock = threading.Lock()
        def work():
            with lock:
                time.sleep(2)
                line = logging.Formatter("%(asctime)s", "%S").format(logging.makeLogRecord({"msg": "x"}))
            print(len(line))
            print(line)
        ts = [threading.Thread(target=work) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
    """)

    assert 2 == len(found.endings)


KEPT = """
    import io, logging, threading
    buffer = io.StringIO()
    logging.basicConfig({where}, format="%(message)s")
    def say(name):
        logging.warning(name)
        logging.warning(name)
    ts = [threading.Thread(target=say, args=(name,)) for name in "ab"]
    for t in ts: t.start()
    for t in ts: t.join()
    print({said}.split())
"""


@pytest.mark.parametrize(
    ("where", "said"), [("filename='l.txt'", "open('l.txt').read()"), ("stream=buffer", "buffer.getvalue()")]
)
def test_lines_that_are_kept_come_in_any_order_and_none_is_lost(where, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = explored(KEPT.format(where=where, said=said))

    orders = ("aabb", "abab", "abba", "bbaa", "baba", "baab")
    assert {f"{list(order)}\n" for order in orders} == {end.ending.stdout for end in found.endings}
    assert found.exhaustive


def test_a_handler_that_flushes_in_its_own_way_does_so_still():
    found = explored("""
        import io, logging
        class Handler(logging.StreamHandler):
            def flush(self): print("flushed")
        log = logging.getLogger("a")
        log.addHandler(Handler(io.StringIO()))
        log.warning("x")
    """)

    assert all(end.ending.stdout.startswith("flushed\n") for end in found.endings)


def test_what_cannot_be_written_is_complained_of():
    found = explored("""
        import logging
        class Closed:
            def write(self, text): raise OSError("full")
        log = logging.getLogger("a")
        log.addHandler(logging.StreamHandler(Closed()))
        log.warning("x")
        print("end")
    """)

    assert ["end\n"] == [end.ending.stdout for end in found.endings]
    assert "--- Logging error ---" in found.endings[0].ending.stderr


def test_a_recursion_without_an_end_is_no_matter_of_the_handlers():
    found = explored("""
        import logging
        class Deep:
            def write(self, text): raise RecursionError("deep")
        log = logging.getLogger("a")
        log.addHandler(logging.StreamHandler(Deep()))
        log.warning("x")
    """)

    assert "RecursionError: deep" in found.endings[0].ending.stderr
    assert "--- Logging error ---" not in found.endings[0].ending.stderr


LOCKED = """
    import io, logging, logging.handlers, threading
    n = 0
    def count():
        global n
        n += 1
    {code}
    log = logging.getLogger("a")
    log.addHandler(handler)
    log.propagate = False
    ts = [threading.Thread(target=log.warning, args=("at %s", {argument})) for _ in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
    print(n)
"""


@pytest.mark.parametrize(
    ("code", "argument"),
    [
        ("class Own(logging.Handler): emit = lambda self, record: count()\n    handler = Own()", "1"),
        ("class Own(io.StringIO): write = lambda self, text: count()\n    handler = logging.StreamHandler(Own())", "1"),
        ("class Own:\n        def __str__(self): count(); return ''\n    handler = logging.StreamHandler(io.StringIO())", "Own()"),
        (
            "class Own(logging.Handler): emit = lambda self, record: count()\n"
            "    handler = logging.handlers.MemoryHandler(1, target=Own())",
            "1",
        ),
    ],
    ids=["emit", "stream", "argument", "passed on"],
)  # fmt: skip
def test_what_runs_while_a_line_is_written_holds_the_handlers_lock(code, argument):
    found = explored(LOCKED.format(code=code, argument=argument))

    assert found.exhaustive
    assert {"2\n"} == outputs(found)


def test_who_logs_while_it_holds_what_a_handler_waits_for_waits_for_ever():
    found = explored("""
        import logging, threading
        lock = threading.Lock()
        class Slow(logging.Handler):
            def emit(self, record):
                with lock: pass
        logging.getLogger().addHandler(Slow())
        def work():
            with lock: logging.warning("x")
        t = threading.Thread(target=logging.warning, args=("y",))
        lock.acquire()
        t.start()
        logging.getLogger().handlers[0].acquire()
        lock.release()
        logging.getLogger().handlers[0].release()
        t.join()
    """)

    assert "deadlock" in {end.ending.kind for end in found.endings}


WHILE_ANOTHER_LOGS = """
    import logging, threading
    lock = threading.Lock()
    class Slow(logging.Handler):
        def emit(self, record):
            {emit}
    log = logging.getLogger("a")
    log.propagate = False
    log.addHandler(Slow())
    handler = log.handlers[0]
    def other():
        {other}
    ts = [threading.Thread(target=other), threading.Thread(target=log.warning, args=("x",))]
    for t in ts: t.start()
    for t in ts: t.join()
"""


def test_who_is_held_up_by_a_handler_is_found_where_the_first_order_comes_by_it():
    """Nobody comes to the handler while another is in there, in the orders that differ in the steps alone."""
    other = "\n        with lock: handler.acquire(); handler.release()"

    found = explored(WHILE_ANOTHER_LOGS.format(emit="\n            with lock: pass", other=other))

    assert {"finished", "deadlock"} == {end.ending.kind for end in found.endings}


def test_who_only_tries_to_get_a_handlers_lock_may_do_so_in_vain():
    other = """
        if handler.lock.acquire(blocking=False): print("got"); handler.lock.release()
        else: print("not")"""

    found = explored(WHILE_ANOTHER_LOGS.format(emit="pass", other=other))

    assert {"got\n", "not\n"} == outputs(found)


def test_a_listener_is_a_thread_of_the_programs():
    found = explored("""
        import logging, logging.handlers, queue, threading
        listener = logging.handlers.QueueListener(queue.Queue())
        listener.start()
        print(threading.active_count())
        listener.stop()
        print(threading.active_count())
    """)

    assert (found.exhaustive, found.controlled) == (True, True)
    assert {"2\n1\n"} == outputs(found)


@pytest.mark.parametrize("change", ["disabled = True", "propagate = False"])
def test_loggers_are_taken_to_stay_as_they_are(change):
    found = explored(f"""
        import io, logging, threading
        log = logging.getLogger("a")
        def alter(): log.{change}
        t = threading.Thread(target=alter)
        t.start()
        log.warning("x")
        log.warning("y")
        t.join()
    """)

    assert ["an assignment to an attribute of a Logger"] == [escape.what for escape in found.escapes]


def test_a_record_may_be_given_attributes():
    found = explored("""
        import logging, threading
        class Who(logging.Filter):
            def filter(self, record):
                record.who = "me"
                return True
        log = logging.getLogger("a")
        log.addFilter(Who())
        ts = [threading.Thread(target=log.warning, args=("x",)) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
    """)

    assert found.exhaustive
    assert not found.escapes


def test_an_adapter_that_the_program_derives_is_seen_through():
    found = explored("""
        import logging, threading
        class Named(logging.LoggerAdapter):
            def process(self, msg, kwargs): return f"{self.extra['who']} {msg}", kwargs
        seen = []
        class Keep(logging.Handler):
            def emit(self, record): seen.append(record.getMessage())
        log = logging.getLogger("a")
        log.addHandler(Keep())
        def work(who): Named(log, {"who": who}).warning("hi")
        ts = [threading.Thread(target=work, args=(who,)) for who in "ab"]
        for t in ts: t.start()
        for t in ts: t.join()
        print(sorted(seen))
    """)

    assert found.exhaustive
    assert found.schedules < 30
    assert {"['a hi', 'b hi']\n"} == outputs(found)


BY_DICT = """
    import logging{more}
    import logging.config
    logging.config.dictConfig({{
        "version": 1,
        "formatters": {{"short": {{"format": "%(levelname)s:%(message)s"}}}},
        "handlers": {{
            "out": {{"class": "logging.StreamHandler", "formatter": "short", "stream": "ext://sys.stdout"}},
            "held": {{"class": "logging.handlers.MemoryHandler", "capacity": 9, "target": "out"}},
        }},
        "loggers": {{"held": {{"handlers": ["held"], "propagate": False}}}},
        "root": {{"level": "INFO", "handlers": ["out"]}},
    }})
    logging.getLogger("held").warning("kept back")
    logging.info("at once")
    logging.getLogger("held").handlers[0].flush()
"""


@pytest.mark.parametrize("more", ["", ", logging.handlers"])
def test_a_configuration_by_a_table_is_that_of_the_programs_loggers(more):
    assert {"INFO:at once\nWARNING:kept back\n"} == outputs(explored(BY_DICT.format(more=more)))


def test_a_configuration_that_the_program_writes_is_read_from_the_disk():
    """That goes past the files in memory, which is said: then the program runs for real."""
    found = explored("""
        import logging.config
        with open("log.ini", "w") as file:
            file.write("[loggers]")
        logging.config.fileConfig("log.ini")
    """)

    assert "logging.config.fileConfig()" in {escape.what for escape in found.escapes}


def test_who_handles_a_record_is_known_by_thread(monkeypatch):
    """As Python 3.13.5 keeps it, whatever release this is."""
    monkeypatch.setattr(logging.Logger, "_tls", threading.local(), raising=False)
    found = explored("""
        import logging, threading
        handled, seen, lock = logging.Logger._tls, [], threading.Lock()
        def work():
            with lock:
                seen.append(handled.in_progress)
            handled.in_progress = True
            with lock:
                seen.append(handled.in_progress)
        ts = [threading.Thread(target=work) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
        print(sorted(seen))
    """)

    assert {"[False, False, True, True]\n"} == outputs(found)
    assert found.exhaustive
