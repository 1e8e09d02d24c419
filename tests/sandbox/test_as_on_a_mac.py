"""As on macOS: nothing of ours is forked, and yet the same verdicts; limits and what is left behind are seen by what `libproc` tells."""

import subprocess
import sys
import textwrap

import pytest

from tests.support.command import without_patience
from tests.support.courses import RIGHT, SLUG, a_course
from tests.support.mac import WITHOUT

COMMAND = f"""
{WITHOUT}
from grader.cli import start
start.main()
"""
SCRIPT = f"""
{WITHOUT}
from pathlib import Path
from grader.course.model import Limits
from grader.intake import Submission
from grader.sandbox import claims, open_workers

def submission_of(text):
    return Submission(entry="a.py", module="a.py", files={{"a.py": text.encode()}}, source=text, digest="")

def real(text, **limits):
    with workers.sandbox(submission_of(text), Limits(**limits)) as submission:
        print(submission.run(clock="real", start_method="fork").explain())

with open_workers() as workers:
    print(workers.isolation, type(workers._launcher).__name__)
"""
HOG = """
hoard = []
while True:
    hoard.append(bytearray(50_000_000))
    hoard[-1][::4096] = b"1" * len(hoard[-1][::4096])
"""


def on_a_mac(code):
    """Run code in such an interpreter, inside `with open_workers() as workers`; what it prints."""
    script = SCRIPT + textwrap.indent(textwrap.dedent(code), "    ")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert "" == done.stderr
    assert done.stdout.startswith("process FreshLauncher\n")
    return done.stdout.removeprefix("process FreshLauncher\n")


SUITE = '''
    from grader.suite import points

    @points(1)
    def test_no_update_is_lost(submission):
        """No update is lost."""
        runs = submission.explore(threads=["increase", "increase"], observe=["database_value"])
        runs.always(lambda end: end.values["database_value"] == 2)
    '''


@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [(RIGHT, 0, "add-lock   1 / 1"), (RIGHT.replace("with lock", "if lock"), 1, "overwrites Thread-")],
    ids=["right", "wrong"],
)
def test_grade_check(answer, code, told, tmp_path):
    """The whole command, from its first import on."""
    a_course(tmp_path, SUITE)
    (tmp_path / "answer.py").write_text(textwrap.dedent(answer))
    words = ["check", str(tmp_path / "answer.py"), "--exercise", SLUG, "--course", str(tmp_path)]
    done = subprocess.run([sys.executable, "-c", COMMAND, *words], capture_output=True, text=True, timeout=300)

    assert ("", code) == (without_patience(done.stderr), done.returncode)
    assert told in done.stdout


def test_what_a_program_leaves_behind_is_found_by_its_group():
    printed = on_a_mac("""
        real("import os, time\\nif os.fork() == 0:\\n    if os.fork() == 0: time.sleep(1000)\\n    os._exit(0)\\nos.wait()")
    """)

    assert "Still alive at the end: a process that the program started.\n" == printed


def test_a_program_has_no_more_memory_and_processes_than_it_may():
    printed = on_a_mac(f"""
        real({HOG!r}, memory_mb=200)
        real("import os, time\\nfor _ in range(5): os.fork()\\ntime.sleep(1000)", actors=10)
    """)

    assert "more than 200 MB of memory" in printed
    assert "more than 10 processes" in printed


def test_nor_does_a_program_that_is_simulated():
    printed = on_a_mac(f"""
        with workers.sandbox(submission_of({HOG!r}), Limits(memory_mb=200)) as submission:
            try:
                submission.load()
            except claims.Crashed as crashed:
                print(crashed)
    """)

    assert "Your program used more than 200 MB of memory.\n" == printed


def test_where_a_program_stands_that_does_not_end_is_told():
    printed = on_a_mac("""
        real("import time\\nwhile True:\\n    time.sleep(1)", time_s=1)
    """)

    assert printed.endswith("so it was stopped (MainProcess at line 3).\n")


def test_the_program_of_a_real_run_ends_with_its_worker(tmp_path):
    """Though it leads a group of its own, and no parent's end is told there."""
    printed = on_a_mac(f"""
        import os, threading, time
        from grader.errors import LostError
        from grader.worker.systems import system

        def let_go():
            while not (tmp / "told").exists():
                time.sleep(0.01)
            for line in workers._launcher._lines:
                line.let_go()

        tmp = Path({str(tmp_path)!r})
        threading.Thread(target=let_go).start()
        try:
            real(f"import os, time\\nopen('{{tmp}}/part', 'w').write(str(os.getpid()))\\nos.rename('{{tmp}}/part', '{{tmp}}/told')\\ntime.sleep(600)")
        except LostError:
            program = int((tmp / "told").read_text())
            until = time.monotonic() + 20
            while not (ended := system.has_ended(program)) and time.monotonic() < until:
                time.sleep(0.01)
            print(ended)
    """)

    assert "True\n" == printed
