"""Who handles a signal that nobody sends is followed; where one is sent to who would hear it, it is said that it is beyond."""

import subprocess
import sys
from textwrap import dedent

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Program, Script
from tests.support.systems import needs

PROGRAM = """
import multiprocessing, signal, time

def work():
    time.sleep(10)

if __name__ == "__main__":
    signal.signal({number}, {handler})
    process = multiprocessing.Process(target=work)
    process.start()
    {act}
    process.join()
    print(process.exitcode)
"""


def explored(number="signal.SIGTERM", handler="lambda *_: print('heard')", act="pass"):
    text = dedent(PROGRAM).format(number=number, handler=handler, act=act)
    return explore(Program("/nowhere", "p.py", {"p.py": text}, start_method="fork"), Script())


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=needs(f"signal.{name}")) for name in ("SIGTERM", "SIGINT", "SIGUSR1", "SIGALRM")]
)
def test_a_handler_of_what_is_not_sent_changes_nothing(name):
    found = explored(f"signal.{name}")

    assert ((), True) == (found.escapes, found.exhaustive)
    assert {"0\n"} == {one.ending.stdout for one in found.endings}


@needs("signal.SIGCHLD")
def test_a_signal_that_comes_by_itself_is_beyond():
    assert ["signal.signal"] == [escape.what for escape in explored("signal.SIGCHLD").escapes]


@pytest.mark.parametrize(
    ("handler", "act", "beyond"),
    [
        ("lambda *_: print('heard')", "process.terminate()", ["terminate() of a process that handles signals"]),
        ("signal.SIG_IGN", "process.terminate()", ["terminate() of a process that handles signals"]),
        ("signal.SIG_DFL", "process.terminate()", []),
        ("lambda *_: print('heard')", "process.kill()", []),
    ],
)
def test_who_is_terminated_and_would_hear_it_is_beyond(handler, act, beyond):
    assert beyond == [escape.what for escape in explored(handler=handler, act=act).escapes]


ASKED = """
import multiprocessing, signal, threading

def listen(number, handler):
    try:
        print(signal.signal(number, handler) is not None)
    except (ValueError, TypeError, OSError) as error:
        print(type(error).__name__, error)

def in_both(*asked):
    listen(*asked)
    thread = threading.Thread(target=listen, args=asked)
    thread.start()
    thread.join()

if __name__ == "__main__":
    in_both({asked})
    process = multiprocessing.Process(target=in_both, args=({asked},))
    process.start()
    process.join()
"""


@pytest.mark.parametrize("asked", [
    "signal.SIGTERM, signal.SIG_DFL", "signal.SIGTERM, None", "signal.SIGTERM, 5", "99, signal.SIG_DFL", "0, signal.SIG_DFL",
    "signal.SIGKILL, signal.SIG_IGN", "'x', signal.SIG_DFL",
])  # fmt: skip
def test_only_the_main_thread_of_a_process_may_set_a_handler(asked, tmp_path):
    text = ASKED.format(asked=asked)
    script = tmp_path / "p.py"
    script.write_text(text)
    lived = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60).stdout

    found = explore(Program("/nowhere", "p.py", {"p.py": text}), Script())

    assert {lived} == {one.ending.stdout for one in found.endings}
    assert found.exhaustive
