"""`grade check`, as its users meet it: the real command, its streams and its exit codes."""

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from textwrap import dedent

import pytest

from tests.support.command import PATIENCE_S, Running, environment, grade, without_patience
from tests.support.courses import ENTRY, RIGHT, SLUG, a_course
from tests.support.outline import one_line, outline

ROOT = Path(__file__).parents[2]
WRONG = "database_value = 0\n\ndef increase():\n    Database_value += 1\n"

SUITE = '''
    from grader.suite import hint, points

    @points(2)
    @hint("Look at the name.")
    def test_one_call_adds_one(submission):
        """One call of increase() adds exactly one."""
        program = submission.load()
        program.increase()
        assert program.database_value == 1

    @points(3, visibility="hidden")
    def test_secret(submission):
        """CANARY-TITLE"""
        assert submission.source.defines("no_such_function"), "CANARY-WORDS"
    '''

EXAMPLES = SUITE[: SUITE.index("@points(3")]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with one visible and one hidden check."""
    root = tmp_path_factory.mktemp("course")
    a_course(root, SUITE, examples=EXAMPLES)
    return root


@pytest.fixture
def here(tmp_path):
    """A folder that is no course's, with a right answer under an odd name and a wrong one under the entry's."""
    (tmp_path / "my work.py").write_text(dedent(RIGHT))
    (tmp_path / ENTRY).write_text(WRONG)
    return tmp_path


def test_files_are_text_in_utf_8_whatever_the_terminal_is_set_to(tmp_path):
    """As for the program, and in a batch: on Windows Python takes another encoding for it by itself."""
    suite = """
        from pathlib import Path
        from grader.suite import points

        @points(1)
        def test_the_words(submission):
            words = Path(__file__).with_name("words.txt")
            with open(words) as file:
                assert submission.load().read() == words.read_text() == file.read()
        """
    a_course(tmp_path, {"test_words.py": dedent(suite), "words.txt": "Grüße"})
    program = "def read():\n    open('own', 'w').write('Grüße')\n    return open('own').read()\n"
    (tmp_path / ENTRY).write_text(program, encoding="utf-8")
    words = ("check", ENTRY, "--exercise", SLUG)
    done = grade(*words, here=tmp_path, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", LC_ALL="C")

    assert ("", 0) == (done.stderr, done.returncode), done.stdout


def test_full_marks(course, here):
    done = grade("check", "my work.py", "--exercise", SLUG, "--course", course, "--examples-only", here=here)

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("add-lock   2 / 2\n\n ✓ One call of increase() adds exactly one.")
    assert done.stdout.rstrip().endswith("Note: Only the examples were run: hidden checks remain.")


def test_what_the_user_asks_of_pytest_is_not_asked_of_the_grader(course, here):
    asked = {"PYTEST_PLUGINS": "no_such_plugin", "PYTEST_ADDOPTS": "--no-such-option"}

    done = grade("check", "my work.py", "--exercise", SLUG, "--course", course, "--examples-only", here=here, **asked)

    assert (0, "") == (done.returncode, done.stderr), done.stdout


def test_lost_points(course, here):
    done = grade("check", ENTRY, "--course", course, here=here)

    assert (1, "") == (done.returncode, done.stderr)
    assert "add-lock   0 / 5\n" in done.stdout
    assert "line 4:  Database_value += 1" in done.stdout
    assert "Hint: A function that assigns Database_value" in done.stdout
    assert "         Mend this first: your program does not come to what this check looks" in done.stdout
    assert "Look at the name." not in done.stdout, "beside an error that is known the check's own hint has no place"
    assert "CANARY-TITLE" in done.stdout, "whoever has the suite sees all of it"


def test_one_json_document_and_nothing_else(course, here):
    done = grade("check", ENTRY, "my work.py", "--exercise", SLUG, "--course", course, "--json", "-v", here=here)
    document = json.loads(done.stdout)

    assert 1 == done.stdout.count("\n")
    assert "grader.reports/1" == document["schema"]
    assert [("judged", 0.0, 5.0), ("judged", 2.0, 5.0)] == [
        (report["outcome"], report["points"], report["max_points"]) for report in document["reports"]
    ]
    assert [ENTRY, "my work.py"] == [report["submission"]["entry"] for report in document["reports"]]
    assert {"file": ENTRY, "line": 4, "cell": None} == document["reports"][0]["checks"][0]["location"]


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_student_learns_that_a_hidden_check_exists_and_no_more(course, here, form):
    done = grade("check", ENTRY, "--course", course, "--as", "student", *form, here=here)

    assert 1 == done.returncode
    assert "CANARY" not in done.stdout + done.stderr
    assert "1 more check is hidden." in done.stdout
    if form:
        assert 2.0 == json.loads(done.stdout)["reports"][0]["max_points"]


def test_the_exit_code_tells_nothing_of_hidden_checks(course, here):
    done = grade("check", "my work.py", "--exercise", SLUG, "--course", course, "--as", "student", here=here)

    assert 0 == done.returncode


def test_what_python_cannot_read_is_mended_before_anything_a_check_hints_at(course, here):
    """A check's own hint is about what the program does; this one does nothing yet."""
    (here / ENTRY).write_text("def increase(:\n")
    done = grade("check", ENTRY, "--course", course, "--as", "student", here=here)

    assert "Hint: Nothing of your program has run yet, because Python cannot read it. Mend this first." in (
        one_line(done.stdout)
    )
    assert "Look at the name." not in done.stdout


def test_a_page_for_the_browser(course, here):
    done = grade("check", ENTRY, "--course", course, "--as", "student", "--html", "my page.html", here=here)
    page = (here / "my page.html").read_text(encoding="utf-8")

    assert (1, "Written: my page.html\n") == (done.returncode, done.stderr)
    code = [one_line(code.text) for code in outline(page).of_class("listing")[-1].all("code")]
    assert "Database_value += 1" in code
    assert "CANARY" not in page


def test_a_kit_runs_the_examples_and_says_that_more_remains(course, here):
    shutil.copytree(course / "exercises", here / "kit")
    (here / "kit" / SLUG / ENTRY).write_text(dedent(RIGHT))
    done = grade("check", here=here / "kit" / SLUG)

    assert (0, "") == (done.returncode, without_patience(done.stderr))
    assert "add-lock   2 / 2" in done.stdout
    assert "hidden checks remain" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gone.py"], "gone.py: there is no such file or folder"),
        (["ad-lock"], "Did you mean add-lock?"),
        (["my work.py"], "it is not clear which exercise my work.py is for"),
        (["--exercise", "zzz"], "there is no exercise 'zzz' in Concurrency"),
        (["--html", "no/folder.html"], "no/folder.html cannot be written"),
        (["--sed", "1"], "No such option: --sed"),
    ],
)
def test_a_mistake_on_the_command_line(course, here, arguments, said):
    done = grade("check", "--course", course, *arguments, here=here)

    assert (2, "") == (done.returncode, done.stdout)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_is_one_document_for_who_asks_for_one(course, here):
    for arguments in (["--json", "--watch"], ["--json", "--sed", "1"]):
        done = grade("check", "--course", course, *arguments, here=here)
        told = json.loads(done.stdout)
        assert (2, "grader.error/1", 2) == (done.returncode, told["schema"], told["exit_code"])
        assert told["message"] in done.stderr


def test_a_folder_without_a_course(here):
    done = grade("check", here=here)

    assert (2, "") == (done.returncode, done.stdout)
    assert "there is no course around" in done.stderr
    assert "--course DIR" in done.stderr


def test_three_mistakes_are_told_at_once(tmp_path):
    a_course(tmp_path)
    exercise = tmp_path / "exercises" / SLUG / "exercise.toml"
    exercise.write_text('titel = "Add a lock"\nentry = "gone.py"\n[limits]\ntime_s = -1\n')
    done = grade("check", here=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    for line in (1, 2, 4):
        assert f"exercises/add-lock/exercise.toml:{line}: " in done.stderr


BROKEN = '''
    from grader.suite import points

    @points(2)
    def test_one(submission):
        """It adds one."""
        assert submision.load()
    '''


def test_a_broken_suite_is_explained_to_the_instructor(tmp_path):
    a_course(tmp_path, BROKEN)
    done = grade("check", here=tmp_path)

    assert 3 == done.returncode
    assert done.stdout.startswith("add-lock   withheld\n")
    assert "NameError: name 'submision' is not defined" in done.stdout


def test_a_broken_suite_is_not_the_students_fault(tmp_path):
    a_course(tmp_path, BROKEN)
    done = grade("check", "--as", "student", here=tmp_path)

    assert 3 == done.returncode
    assert "not your fault" in done.stdout
    assert "submision" not in done.stdout + done.stderr


@pytest.mark.parametrize(("reader", "most"), [("instructor", 5.0), ("student", 0.0)])
def test_a_broken_notebook_is_withheld_with_its_reason(course, here, reader, most):
    """What there was to earn is known all the same; a student would learn from it what is hidden."""
    (here / "add_lock.ipynb").write_text("{")
    done = grade("check", "add_lock.ipynb", "--course", course, "--as", reader, "--json", here=here)
    (report,) = json.loads(done.stdout)["reports"]

    assert (3, "withheld", None, most) == (
        done.returncode,
        report["outcome"],
        report["points"],
        report["max_points"],
    )
    assert "add_lock.ipynb is not a notebook" in report["reason"]


@pytest.mark.skipif(os.name == "nt", reason="such names do not exist there")
def test_a_name_that_would_repaint_the_screen(course, here):
    name = "a\x1b[2J\u202e\n.py"
    (here / name).write_text("x")
    done = grade("check", name, "--exercise", SLUG, "--course", course, here=here)

    assert not set("\x1b\u202e") & set(done.stdout + done.stderr)


@pytest.mark.parametrize(("encoding", "sign"), [("cp1252", "FAIL"), ("utf-8", "✗")])
def test_screens_that_cannot_write_signs_get_words(course, here, encoding, sign):
    done = grade("check", ENTRY, "--course", course, here=here, PYTHONIOENCODING=encoding, PYTHONUTF8="0")

    assert 1 == done.returncode
    assert f"{sign} One call" in done.stdout


def test_a_reader_who_leaves_early_changes_nothing(course, here):
    with Running("check", ENTRY, "--course", course, here=here) as running:
        running.process.stdout.close()
        assert 1 == running.process.wait()
        assert "" == without_patience(running.process.stderr.read())


ENDLESS = """
    @points(1)
    def test_it_ends(submission):
        \"\"\"It ends.\"\"\"
        submission.run(clock="real", timeout=50)
    """


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process there")
def test_an_interruption_says_what_was_judged(tmp_path):
    a_course(tmp_path, SUITE + ENDLESS, limits="[limits]\ntime_s = 50\n")
    (tmp_path / "right.py").write_text(dedent(RIGHT))
    (tmp_path / "endless.py").write_text("import time\ntime.sleep(50)\n")
    with Running("check", "right.py", "endless.py", "--exercise", SLUG, here=tmp_path) as running:
        running.until("✓ It ends.")
        _, said, code = running.interrupt()

    assert (130, "Interrupted. Judged: add-lock  right.py. Not judged: add-lock  endless.py.\n") == (code, said)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process there")
def test_watching_judges_again_when_the_file_changes(course, here):
    with Running("check", ENTRY, "--course", course, "--examples-only", "--watch", here=here) as running:
        assert "add-lock   0 / 2" in running.until("Note:")
        (here / ENTRY).write_text(dedent(RIGHT))
        assert "add-lock   2 / 2" in running.until("Note:")
        (here / ENTRY).unlink()
        (here / ENTRY).write_text(WRONG)
        assert "add-lock   0 / 2" in running.until("Note:")
        out, _, code = running.interrupt()

    assert (130, "") == (code, out)
    assert "\x1b" not in out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
@pytest.mark.parametrize(("environ", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_is_for_terminals_that_want_it(course, here, environ, coloured):
    seen = on_a_terminal("check", ENTRY, "--course", course, here=here, **environ)

    assert "0 / 5" in seen
    assert coloured == ("\x1b[31m" in seen)


def on_a_terminal(*arguments, here, **environ):
    """Everything that a terminal of 80 columns would be sent."""
    import pty
    import subprocess

    from tests.support.command import command, environment

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(*arguments), cwd=here, env=environment(here, COLUMNS="80", **environ), stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # how a terminal says that nobody writes to it any more
        pass
    process.wait()
    os.close(ours)
    return seen.decode()


def test_text_that_no_encoding_holds_is_valid_json_nevertheless(course, here):
    (here / ENTRY).write_text('raise ValueError("\\ud800")\n')
    done = grade("check", ENTRY, "--course", course, "--examples-only", "--json", here=here)
    (report,) = json.loads(done.stdout)["reports"]

    assert "ValueError: \\ud800" == report["checks"][0]["rationale"]


@pytest.mark.slow
def test_a_virtual_environment_below_a_folder_that_workers_do_not_see(course, tmp_path):
    """Where pytest keeps its temporary folders, a worker has a scratch of its own."""
    (tmp_path / ENTRY).write_text(dedent(RIGHT))
    venv.create(tmp_path / "there" / "venv", symlinks=True)
    (inside,) = (tmp_path / "there" / "venv" / "lib").glob("python*/site-packages")
    (inside / "ours.pth").write_text("\n".join(path for path in (str(ROOT), *sys.path) if path))
    python = tmp_path / "there" / "venv" / "bin" / "python"

    done = subprocess.run(
        [python, "-m", "grader", "check", ENTRY, "--course", course, "--examples-only", "--verbose"],
        cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip

    assert (0, "") == (done.returncode, without_patience(done.stderr))
    assert "add-lock   2 / 2" in done.stdout
