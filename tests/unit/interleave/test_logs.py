"""`logging` in a search: the simulation's threads and clock, the same in every run, and no steps of its own."""

import subprocess
import sys
import textwrap

import pytest

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
    silent = explored(LOGGED.replace('log.info("begins")', "pass"))

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
