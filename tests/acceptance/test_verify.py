"""`grade verify`, as its users meet it."""

import json
import re
import shutil
import time
from pathlib import Path

import pytest

from tests.support.command import Running, grade
from tests.support.courses import ENTRY, SLUG, a_course
from tests.unit.test_schemas import errors

pytestmark = pytest.mark.slow

SUITE = '''
    from grader.suite import points

    @points(2)
    def test_one_call_adds_one(submission):
        """One call of increase() adds exactly one."""
        program = submission.load()
        program.increase()
        assert program.database_value == 1, "it did not"
    '''


@pytest.fixture
def course(tmp_path):
    """A small course whose one suite is proved."""
    a_course(tmp_path, SUITE, examples=SUITE)
    folder = tmp_path / "exercises" / SLUG
    (folder / "README.md").write_text("# Add a lock · 2 points\n\nFile `add_lock.py`: `increase()`, `database_value`\n")
    flawed = tmp_path / "solutions" / SLUG / "flawed" / "adds_two"
    flawed.mkdir(parents=True)
    (flawed / ENTRY).write_text(
        "database_value = 0\n\ndef increase():\n    global database_value\n    database_value = 2\n"
    )
    (flawed / "expect.toml").write_text('loses = ["test_one_call_adds_one"]\n')
    return tmp_path


PROVED = """\
add-lock   proved

 ✓ the suite: 1 check worth 2 points
 ✓ 1 reference gets full points
 ✓ the skeleton is no answer: 0 of 2
 ✓ an empty file gets no points
 ✓ references pass the 1 example
 ✓ 1 flawed answer loses exactly what must be lost
 ✓ each check is lost by a flawed answer
 ✓ 2 runs, 1 of them under load: the same outcomes
 ✓ half of the limits is enough: 5 s of processor time and 256 MB; longest
   check: test_one_call_adds_one, N s on the clock
 ✓ the statement says the points: 2
 ✓ the statement names what the suite asks for: add_lock.py, increase,
   database_value
 ✓ nothing hidden lies in the 5 files that students get
"""


def test_everything_is_proved(course):
    done = grade("verify", here=course)

    assert PROVED == re.sub(r"[\d.]+(e-\d+)? s on the clock$", "N s on the clock", done.stdout, flags=re.MULTILINE)
    assert (0, "") == (done.returncode, done.stderr)


def test_a_suite_that_is_not_proved(course):
    shutil.copy(course / "solutions" / SLUG / "reference" / ENTRY, course / "solutions" / SLUG / "flawed" / "adds_two")
    done = grade("verify", SLUG, "--runs", "1", "--jobs", "1", here=course)

    assert 1 == done.returncode
    assert "add-lock   not proved" in done.stdout
    assert "- adds_two should lose test_one_call_adds_one, and does not" in done.stdout
    assert "- no flawed answer loses test_one_call_adds_one" in done.stdout


def test_one_document(course):
    done = grade("verify", "--json", "--runs", "1", "--jobs", "1", "--seed", "4", here=course)
    document = json.loads(done.stdout)
    assert [] == errors("proofs-1", document)
    (proof,) = document["proofs"]

    assert ("grader.proofs/1", "Concurrency", 4, 1) == tuple(document[k] for k in ("schema", "course", "seed", "runs"))
    assert ("add-lock", "proved", None) == (proof["exercise"], proof["verdict"], proof["mutants"])
    assert [("skeleton", 0.0), ("empty", 0.0), ("reference", 2.0), ("flawed", 0.0)] == [
        (a["kind"], a["points"]) for a in proof["answers"]
    ]
    assert [("test_one_call_adds_one", ["adds_two"])] == [(c["name"], c["lost_by"]) for c in proof["checks"]]


def test_a_mutant_that_survives_is_a_question_until_it_is_answered(course):
    done = grade("verify", "--mutants", "--runs", "1", "--jobs", "1", here=course)

    assert 1 == done.returncode
    assert (
        "     | -    with lock:\n     | -        database_value += 1\n     | +    database_value += 1\n" in done.stdout
    )
    assert "\n     'no lock: with lock:' = \"…\"\n" in done.stdout

    accepted = course / "solutions" / SLUG / "expect.toml"
    accepted.write_text(
        '[equivalent]\n"*lock*" = "only one call is promised"\n"split*" = "as above"\n"drop: x" = "stale"\n'
    )
    done = grade("verify", "--mutants", "--runs", "1", "--jobs", "1", here=course)

    assert 1 == done.returncode
    assert "- no mutant like this survives: drop: x\n     solutions/add-lock/expect.toml:4\n" in done.stdout
    assert "is this wrong?" not in done.stdout


def test_a_sample_of_mutants(course):
    done = grade("verify", "--mutants", "--sample", "1", "--runs", "1", "--jobs", "1", "--json", here=course)
    assert [] == errors("proofs-1", json.loads(done.stdout))
    mutants = json.loads(done.stdout)["proofs"][0]["mutants"]

    assert 1 == mutants["judged"] < mutants["made"]


def test_a_suite_that_contradicts_itself(course):
    suite = course / "tests" / "suites" / SLUG / "test_add_lock.py"
    suite.write_text(suite.read_text().replace("@points(2)", "@points"))
    done = grade("verify", "--jobs", "1", here=course)

    assert 2 == done.returncode
    assert "add-lock   cannot be run" in done.stdout
    assert "tests/suites/add-lock/test_add_lock.py:4: test_one_call_adds_one has\n     @points without" in done.stdout


def test_a_suite_that_ends_its_judge(course):
    shutil.rmtree(course / "solutions" / SLUG / "flawed")
    suite = course / "tests" / "suites" / SLUG / "test_add_lock.py"
    suite.write_text("import os\n" + suite.read_text().replace("program =", "os.kill(os.getpid(), 9)\n    program ="))
    done = grade("verify", "--runs", "1", "--jobs", "1", here=course)

    assert 3 == done.returncode
    assert "no answer was judged: the judge ended while it judged this (killed by signal 9)" in " ".join(
        done.stdout.split()
    )
    assert "Traceback" not in done.stdout + done.stderr


def test_a_suite_that_is_missing(course):
    shutil.rmtree(course / "tests")
    done = grade("verify", here=course)

    assert 2 == done.returncode
    assert "there is no hidden suite" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["add-lok"],
            "grade: there is no exercise 'add-lok' in Concurrency\n  Did you mean add-lock? Exercises: add-lock.",
        ),
        (["--course", "nowhere"], "nowhere is not a course: there is no such folder"),
        (["--sample", "3"], "grade: --sample chooses among mutants\n  Say --mutants as well."),
        (["--runs", "0"], "Invalid value for '--runs'"),
    ],
)
def test_what_is_not_there(course, words, said):
    done = grade("verify", *words, here=course)

    assert (2, "") == (done.returncode, done.stdout)
    assert said in done.stderr


def test_a_kit_has_nothing_to_prove(course, tmp_path):
    kit = tmp_path / "kit"
    shutil.copytree(course / "exercises", kit)
    done = grade("verify", here=kit)

    assert 2 == done.returncode
    assert "grade: Concurrency is a kit: it has no suites" in done.stderr


def test_ctrl_c_says_what_was_looked_at(course):
    suite = course / "tests" / "suites" / SLUG / "test_add_lock.py"
    started = course / "started"
    suite.write_text(
        suite.read_text() + f"    open({str(started)!r}, 'w').close()\n    import time\n    time.sleep(300)\n"
    )
    with Running("verify", "--jobs", "1", here=course) as running:
        while not started.exists():
            time.sleep(0.01)
        _, err, code = running.interrupt()

    assert 130 == code, err
    assert err.endswith("Interrupted. Looked at: nothing. Not looked at: add-lock.\n")


def test_help_says_the_exit_codes():
    done = grade("verify", "--help", here=Path.cwd())

    assert 0 == done.returncode
    assert "1 a suite is not proved" in " ".join(done.stdout.split())
