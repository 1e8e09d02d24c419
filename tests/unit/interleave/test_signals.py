"""Who handles a signal that nobody sends is followed; where one is sent to who would hear it, it is said that it is beyond."""

from textwrap import dedent

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Program, Script

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


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGUSR1", "SIGALRM"])
def test_a_handler_of_what_is_not_sent_changes_nothing(name):
    found = explored(f"signal.{name}")

    assert ((), True) == (found.escapes, found.exhaustive)
    assert {"0\n"} == {one.ending.stdout for one in found.endings}


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
