"""`grade explore` and `grade replay`, as their users meet them."""

import json
import re
import shlex
import shutil
import sys
import textwrap
from pathlib import Path
from textwrap import dedent

import nbformat
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


def test_the_order_in_which_the_main_program_shows_what_was_gathered_is_an_ending_of_its_own(here):
    (here / "g.py").write_text(dedent("""
        import threading

        gathered = []
        workers = [threading.Thread(target=gathered.append, args=(number,)) for number in (1, 2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        for number in gathered:
            print(number)
        """).lstrip())  # fmt: skip

    found = grade("explore", "g.py", "--json", here=here)

    assert 1 == found.returncode
    assert {"1\n2\n", "2\n1\n"} == {ending["stdout"] for ending in json.loads(found.stdout)["endings"]}


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
    for typed in (commands[0], f"{commands[1]} --exercise {SLUG}"):  # as on a page, whose reader may have no course
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


def test_whoever_names_the_file_before_the_token_is_told_so(here):
    done = grade("replay", "my race.py", "40KG-T5YY", here=here)

    assert 2 == done.returncode
    assert "the token comes before the file" in done.stderr
    assert 'grade replay 40KG-T5YY "my race.py"' in done.stderr


def test_a_token_of_a_file_that_python_cannot_read_any_more_is_the_files_trouble(here):
    """It was told as a failure of the grader."""
    (here / "broken.py").write_text("def f(:\n")

    done = grade("replay", "8170-3QJM-SP08-0G80-G604-101Z-5D", "broken.py", here=here)

    assert 2 == done.returncode
    assert "broken.py does not run: SyntaxError: invalid syntax (line 1)\n  A token belongs to one text" in done.stderr


def test_a_program_is_given_arguments_and_input_and_so_is_its_replay(here):
    (here / "add.py").write_text(
        dedent("""
            import sys
            from threading import Thread

            total = int(input())

            def add(number):
                global total
                total += number

            threads = [Thread(target=add, args=(int(word),)) for word in sys.argv[1:]]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            print("total", total)
            """).lstrip()
    )
    (here / "start.txt").write_text("100\n")
    given = ("--stdin", "start.txt", "--", "1", "-2")
    found = grade("explore", "add.py", *given, here=here)
    (typed, *_) = re.findall(r"^ *(?:Again, step by step: )?grade (replay .*)$", found.stdout, re.MULTILINE)
    again = grade(*shlex.split(typed), here=here)
    without = grade(*shlex.split(typed)[:-1], here=here)

    assert {"total 99", "total 101", "total 98"} == set(re.findall(r"total \d+", found.stdout))
    assert typed.endswith("add.py --stdin start.txt -- 1 -2")
    assert (0, "") == (again.returncode, again.stderr)
    assert "total 99" in again.stdout
    assert (2, "") == (without.returncode, without.stdout)
    assert "this token belongs to another program" in without.stderr


def test_who_gives_up_too_early_is_found_by_who_asks_and_can_be_seen_again(here):
    Path(here, "gives_up.py").write_text(
        textwrap.dedent("""
            import queue, threading
            jobs, done = queue.Queue(), []
            def work():
                try:
                    done.append(jobs.get(timeout=60))
                except queue.Empty:
                    pass
            worker = threading.Thread(target=work)
            worker.start()
            jobs.put("a job")
            worker.join()
            print(len(done), "done")
            """).lstrip()
    )
    patient = grade("explore", "gives_up.py", here=here)
    impatient = grade("explore", "gives_up.py", "--timeouts", "any", here=here)
    tokens = re.findall(r"grade replay (\S+) gives_up.py", impatient.stdout)
    ends = [grade("replay", token, "gives_up.py", here=here).stdout.splitlines()[-1] for token in tokens]

    assert (0, "") == (patient.returncode, patient.stderr)
    assert "in life they may sooner. --timeouts any tries that." in " ".join(patient.stdout.split())
    assert 1 == impatient.returncode
    assert ["    | 1 done", "    | 0 done"] == ends


def test_a_page_for_a_browser(here):
    found = grade("explore", "my race.py", "--html", "a page.html", here=here)
    page = (here / "a page.html").read_text(encoding="utf-8")
    refused = grade("explore", "my race.py", "--html", "no folder/a.html", here=here)

    assert (1, "Written: a page.html\n") == (found.returncode, found.stderr)
    assert "overwrites Thread-" in page
    assert (2, "") == (refused.returncode, refused.stdout)
    assert "no folder/a.html cannot be written" in refused.stderr


def test_every_ending_with_its_story_to_who_asks(here):
    Path(here, "many.py").write_text(
        textwrap.dedent("""
            import threading
            seen, total = [], 0
            def add(name):
                global total
                before = total
                seen.append(name + str(before))
                total = before + 1
            threads = [threading.Thread(target=add, args=name) for name in "ab"]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            print(total, seen)
            """).lstrip()
    )
    few, short, long = (
        grade("explore", *how, here=here).stdout for how in (("my race.py",), ("many.py",), ("many.py", "-v"))
    )
    stories = [page.count(" starts Thread-1") for page in (few, short, long)]

    assert [2, 1] == stories[:2]
    assert stories[1] + 1 < stories[2] == long.count("grade replay")
    assert "-v tells every ending with its story and says what this rests on." in " ".join(short.split())
    assert "sets are gone through in one order" in long


SEED = Path(__file__).parent / "notebooks" / "seed.ipynb"


def cell(here, number, *, before="", rounds=None):
    """A cell of the tutorial's notebook as a file of its own."""
    text = before + nbformat.read(SEED, as_version=4).cells[number - 1].source
    (here / f"cell{number}.py").write_text(text if rounds is None else text.replace("range(1000)", f"range({rounds})"))
    return f"cell{number}.py"


def ends(here, *arguments):
    done = grade("explore", *arguments, "--json", here=here)
    assert "" == done.stderr
    return json.loads(done.stdout)


def test_the_notebook_s_processes_are_misspelt(here):
    (only,) = ends(here, cell(here, 4))["endings"]

    assert "exception" == only["kind"]
    assert "name 'Processes' is not defined. Did you mean: 'processes'? (line 18)" in only["detail"]


def test_the_notebook_s_ten_threads_end_in_one_way(here):
    found = ends(here, cell(here, 5))

    assert found["exhaustive"]
    assert ["end main\n"] == [ending["stdout"] for ending in found["endings"]]


def test_the_notebook_s_database_value_has_two_ends(here):
    found = ends(here, cell(here, 6))

    assert found["exhaustive"]
    assert {1, 2} == {int(re.search(r"end value (\d)", ending["stdout"])[1]) for ending in found["endings"]}
    assert all(ending["witness"]["steps"] for ending in found["endings"])


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_the_notebook_s_value_loses_an_update_across_two_processes(here, method):
    """It prints nothing afterwards, so the value itself is observed. (The cell takes `time` from the one before it.)"""
    file = cell(here, 7, before="import time\n", rounds=1)
    found = ends(here, file, "--observe", "shared_number.value", "--start-method", method)
    lost = next(ending for ending in found["endings"] if ending["values"] == {"shared_number.value": "1"})
    again = grade("replay", lost["witness"]["token"], file, "--observe", "shared_number.value", here=here)

    assert found["exhaustive"]
    assert {"1", "2"} == {ending["values"]["shared_number.value"] for ending in found["endings"]}
    assert {"Process-1", "Process-2"} <= {step["actor"] for step in lost["witness"]["steps"]}
    assert (0, "") == (again.returncode, again.stderr)
    assert "shared_number.value = 1" in again.stdout


def test_what_is_observed_stands_below_the_output_and_in_the_command(here):
    done = grade("explore", "my race.py", "--observe", "database_value", "--observe", "nothing", here=here)

    assert "| database_value = 2" in done.stdout
    assert "> database_value = 1" in done.stdout
    assert "| nothing = NameError: name 'nothing' is not defined" in done.stdout
    assert '"my race.py" --observe database_value --observe nothing' in done.stdout


def test_a_number_that_python_does_not_write_is_observed_as_any_other(here):
    (here / "long.py").write_text("n = [10**5000]\nprint('well')\n")

    done = grade("explore", "long.py", "--observe", "n", "--observe", "n[0]", here=here)

    assert "a number with too many digits to be written" in done.stdout
    assert (0, "") == (done.returncode, done.stderr)


def test_what_is_observed_must_be_an_expression(here):
    done = grade("explore", "my race.py", "--observe", "x = 1", here=here)

    assert (2, "") == (done.returncode, done.stdout)
    assert "grade: 'x = 1' is no expression: invalid syntax" in done.stderr


def test_one_good_ending(here):
    (here / "calm.py").write_text("print('one way')\n")
    done = grade("explore", "calm.py", here=here)

    assert 0 == done.returncode
    assert "calm.py   1 ending" in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "import threading\ndef work(): print(1)\nthread = threading.Thread(target=work())\nthread.start()\n",
            "Look at line 3: the parentheses call work() at once, and target= gets what it returns; the function is work.",
        ),
        ("# to do\n", "There is no code in this file, so nothing ran."),
    ],
)
def test_what_raises_nothing_and_is_a_slip_is_pointed_at(here, text, said):
    (here / "slip.py").write_text(text)

    done = grade("explore", "slip.py", here=here)
    document = json.loads(grade("explore", "slip.py", "--json", here=here).stdout)

    assert 0 == done.returncode
    assert said in " ".join(done.stdout.split())
    assert said == document["slip"]


def test_a_program_that_python_refuses(here):
    (here / "typo.py").write_text("x = 1\nprint('no end)\n")
    done = grade("explore", "typo.py", here=here)

    assert 1 == done.returncode
    assert "SyntaxError: unterminated string literal (detected at line 2) (line 2): `print('no end)`" in " ".join(
        done.stdout.split()
    )


def test_what_is_no_program_is_a_mistake_of_whoever_names_it(here):
    """Nothing is handed in, so there is no grade to withhold."""
    (here / "empty").mkdir()

    for words in (["explore", "empty"], ["replay", "8170-3QJM", "empty"], ["explore", "missing.py"]):
        assert 2 == grade(*words, here=here).returncode, words


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
            Thread(target=print, args=(1)).start()
            """).lstrip()
    )
    done = grade("explore", "two.py", here=here)

    assert "Thread-1 ended with KeyError: 'a' (line 4)" in done.stdout
    assert "Thread-2 and Thread-3 ended with ValueError: b (line 7)" in done.stdout
    whose = "print() argument" if sys.version_info < (3, 15) else "Value"
    none_of_its_own = f"Thread-4 ended with TypeError: {whose} after * must be an iterable, not int (line 11)"
    assert none_of_its_own in " ".join(done.stdout.split())


def test_how_endings_are_told_apart_by_the_order_of_lines_is_said(here):
    (here / "order.py").write_text(
        dedent("""
            from threading import Thread

            for number in range(2):
                Thread(target=print, args=(number,), kwargs={"end": " "}).start()
            """).lstrip()
    )
    without, asked = (grade("explore", "order.py", *how, here=here).stdout for how in ((), ("--output-order",)))

    assert ("1 ending in" in without, "--output-order tells endings apart" in without) == (True, True)
    assert ("2 endings in" in asked, "--output-order" in asked) == (True, False)


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
    assert 1 == done.stdout.count("← overwrites")
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


def test_what_stands_on_the_page_of_a_class_can_be_typed_whatever_the_file_is_called(here):
    """A class's file is judged under the exercise's name; its author knows it by their own, and has not got the suite."""
    a_course(here, SUITE.replace('threads=["increase", "increase"]', "script=True"))
    (here / "in").mkdir()
    (here / "in" / "my race.py").write_bytes((here / "my race.py").read_bytes())
    done = grade("batch", "in", "--exercise", SLUG, "--out", "out", here=here)
    page = (here / "out" / "feedback" / "my race.py" / f"{SLUG}.md").read_text()
    (typed,) = re.findall(r"`grade (replay .*)`$", page, re.MULTILINE)
    shutil.rmtree(here / "tests")
    again = grade(*shlex.split(typed), here=here)

    assert 0 == done.returncode
    assert "my race.py" in typed
    assert "add_lock.py" not in page
    assert (0, "") == (again.returncode, again.stderr)
    assert "writes 1" in again.stdout
    assert "add_lock.py" not in again.stdout

    (here / "my race.py").write_text("print(1)\n")
    other = grade(*shlex.split(typed), here=here)
    assert (2, "") == (other.returncode, other.stdout)
    assert "this token belongs to another program" in other.stderr
    assert "add --seed N" in other.stderr
