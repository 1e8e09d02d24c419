"""`grade explore` and `grade replay`, as their users meet them."""

import json
import re
import shlex
from textwrap import dedent

import pytest

from tests.support.command import grade
from tests.support.courses import SLUG, a_course

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
        threads = [Thread(target=increase) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print("end value", database_value)
    """

SUITE = '''
    from grader.suite import points

    @points(2)
    def test_no_update_is_lost(submission):
        """No update is lost."""
        runs = submission.explore(threads=["increase", "increase"], observe=["database_value"])
        runs.always(lambda end: end.values["database_value"] == 2)
    '''


@pytest.fixture
def here(tmp_path):
    (tmp_path / "my race.py").write_text(dedent(RACE).lstrip())
    return tmp_path


def test_what_cannot_be_simulated_is_no_ending(here):
    (here / "c.py").write_text("import ctypes\n\nctypes.CDLL(None).printf(b'hi')\n")

    found = grade("explore", "c.py", here=here)

    assert (3, "") == (found.returncode, found.stderr)
    assert "no ending in 1 order tried" in found.stdout
    assert "The explorer could not go on: ctypes.CDLL cannot be simulated" in found.stdout


def test_every_ending_is_found_and_can_be_seen_again(here):
    found = grade("explore", "my race.py", here=here)
    commands = re.findall(r"^ *(?:Again, step by step: )?grade (replay .*)$", found.stdout, re.MULTILINE)

    assert (1, "") == (found.returncode, found.stderr)
    assert "end value 1" in found.stdout
    assert "end value 2" in found.stdout
    assert 2 == len(commands)
    printed = set()
    for typed in commands:
        again = grade(*shlex.split(typed), here=here)
        assert (0, "") == (again.returncode, again.stderr)
        printed |= set(re.findall(r"end value \d", again.stdout))
    assert {"end value 1", "end value 2"} == printed


def test_one_json_document(here):
    done = grade("explore", "my race.py", "--json", here=here)
    document = json.loads(done.stdout)

    assert (1, "grader.exploration/1", "my race.py") == (done.returncode, document["schema"], document["file"])
    assert {"finished"} == {ending["kind"] for ending in document["endings"]}
    assert {"actor", "file", "line", "cell", "source", "action", "target", "value", "holds", "decisive"} <= set(
        document["endings"][0]["witness"]["steps"][0]
    )


def test_one_good_ending(here):
    (here / "calm.py").write_text("print('one way')\n")
    done = grade("explore", "calm.py", here=here)

    assert 0 == done.returncode
    assert "calm.py   1 ending" in done.stdout


def test_a_program_that_python_refuses(here):
    (here / "typo.py").write_text("x = 1\nprint('no end)\n")
    done = grade("explore", "typo.py", here=here)

    assert 1 == done.returncode
    assert "SyntaxError" in done.stdout
    assert "line 2" in done.stdout


def test_every_exception_is_told_with_its_line(here):
    (here / "two.py").write_text(
        dedent("""
            from threading import Thread

            def first():
                raise KeyError("a")

            def second():
                raise ValueError("b")

            for work in (first, second, second):
                Thread(target=work).start()
            """).lstrip()
    )
    done = grade("explore", "two.py", here=here)

    assert "Thread-1 ended with KeyError: 'a' (line 4)" in done.stdout
    assert "Thread-2 and Thread-3 ended with ValueError: b (line 7)" in done.stdout


def test_a_long_loop_is_told_by_one_interruption(here):
    (here / "long.py").write_text(
        dedent("""
            from threading import Thread

            n = 0

            def count():
                global n
                for _ in range(2000):
                    n += 1

            ts = [Thread(target=count) for _ in range(2)]
            for t in ts: t.start()
            for t in ts: t.join()
            print(n)
            """).lstrip()
    )
    done = grade("explore", "long.py", here=here)

    assert 1 == done.returncode
    assert 1 == done.stdout.count("overwrites")
    assert "more rounds like this" in done.stdout
    assert len(done.stdout.splitlines()) < 70


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explore", "gone.py"], "there is no such file"),
        (["explore", "my race.py", "--start-method", "magic"], "'magic' is not one of"),
        (["replay", "AAAA", "my race.py"], "this token is cut off or mistyped"),
        (["replay", "AAAA", "my race.py", "--exercise", SLUG], "there is no course around"),
    ],
)
def test_a_mistake_on_the_command_line(here, arguments, said):
    done = grade(*arguments, here=here)

    assert (2, "") == (done.returncode, done.stdout)
    assert said in done.stderr


def test_a_check_gives_a_schedule_that_can_be_seen_again(here):
    a_course(here, SUITE)
    checked = grade("check", "my race.py", "--exercise", SLUG, here=here)
    (typed,) = re.findall(r"grade (replay .*)$", checked.stdout, re.MULTILINE)
    again = grade(*shlex.split(typed), here=here)

    assert "database_value ended as 1, expected 2" in checked.stdout
    assert (0, "") == (again.returncode, again.stderr)
    assert "writes 1" in again.stdout

    alone = grade(*shlex.split(typed.removesuffix(f" --exercise {SLUG}")), here=here)

    assert (2, "") == (alone.returncode, alone.stdout)
    assert "A token of a check needs its exercise: add --exercise SLUG." in alone.stderr
