"""`grade batch`, as its users meet it: the real command, its files, its streams, and what is left when it is killed."""

import csv
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from textwrap import dedent

import pytest

from tests.support import postgres
from tests.support.classes import on_disk, zipped
from tests.support.command import Running, command, environment, grade, listening
from tests.support.courses import RIGHT, SLUG, a_course

WRONG = "database_value = 0\n\ndef increase():\n    Database_value += 1\n"
RIGHT = dedent(RIGHT)

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
        assert not submission.source.defines("Database_value"), "CANARY-WORDS"
        assert "Database_value +=" not in submission.source.text, "CANARY-WORDS"
    '''


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    a_course(root, SUITE)
    return root


def a_class(folder):
    """Right, the same again, wrong, and three that cannot be judged."""
    return on_disk(
        folder,
        {
            "ada.py": RIGHT,
            "ben/solution.py": RIGHT,
            "cleo d.py": WRONG,
            "dan": None,
            "eve.txt": "hello",
            "fay.zip": "no",
        },
    )


def batch(course, here, *more, deliveries="in", **environ):
    return grade(
        "batch", deliveries, "--exercise", SLUG, "--out", "out", "--course", course, *more, here=here, **environ
    )


def rows(here):
    with (here / "out" / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["author"]: row for row in csv.DictReader(file)}


def reports(here):
    """Every report as it stands, without its times."""
    found = {}
    for path in sorted((here / "out" / "reports").rglob("*.json")):
        text = re.sub(r'"duration_s":[0-9.e-]+', '"duration_s":0', path.read_text())
        found[str(path.relative_to(here))] = text
    return found


def test_a_class_is_graded_and_nobody_is_dropped(course, tmp_path):
    a_class(tmp_path / "in")
    done = batch(course, tmp_path)

    assert 3 == done.returncode, done.stderr
    assert "add-lock  6 handed in: 2 with full marks, 1 with points lost, 3 withheld" in done.stdout
    found = rows(tmp_path)
    assert {
        "ada.py": ("judged", "5"), "ben": ("judged", "5"), "cleo d.py": ("judged", "0"),
        "dan": ("withheld", ""), "eve.txt": ("withheld", ""), "fay.zip": ("withheld", ""),
    } == {author: (row["outcome"], row["points"]) for author, row in found.items()}  # fmt: skip
    assert found["ada.py"]["submission_digest"] == found["ben"]["submission_digest"]
    assert "fay.zip is not a readable zip" in found["fay.zip"]["reason"]
    assert {"5"} == {row["max_points"] for row in found.values()}

    out = tmp_path / "out"
    for author in found:
        for file in (
            f"reports/{author}/add-lock.json",
            f"feedback/{author}/add-lock.html",
            f"feedback/{author}/add-lock.md",
        ):
            assert (out / file).is_file(), file
    assert (out / "gradebook.sqlite").is_file()
    assert "feedback/cleo%20d.py/add-lock.html" in (out / "overview.html").read_text()

    _no_secret_reaches_a_student(out)
    _the_second_time_is_free(course, tmp_path)


def _no_secret_reaches_a_student(out):
    pages = "".join(path.read_text() for path in (out / "feedback").rglob("add-lock.*"))
    assert "Database_value" in pages
    assert "CANARY" not in pages
    assert "CANARY-TITLE" in "".join(path.read_text() for path in (out / "reports").rglob("*.json"))


def _the_second_time_is_free(course, here):
    before, stamps = reports(here), [path.stat().st_mtime_ns for path in (here / "out/feedback").rglob("add-lock.*")]
    done = batch(course, here)

    assert "0 different submissions to judge. 2 are judged already." in done.stderr
    assert (before, stamps) == (
        reports(here),
        [path.stat().st_mtime_ns for path in (here / "out/feedback").rglob("add-lock.*")],
    )

    (here / "in" / "cleo d.py").write_text(RIGHT + "\n# mended\n")
    done = batch(course, here)
    assert "1 different submission to judge. 1 is judged already." in done.stderr
    assert ("judged", "5", "2") == tuple(rows(here)["cleo d.py"][name] for name in ("outcome", "points", "attempt"))

    done = batch(course, here, "--regrade")
    assert "2 different submissions to judge once more." in done.stderr


def test_what_lies_beside_the_same_files_is_told_to_its_author_alone(course, tmp_path):
    """Whoever handed in the bare skeleton shared a result with all who did, and the names of links beside it with it."""
    on_disk(tmp_path / "in", {"ada/add_lock.py": RIGHT, "ben/add_lock.py": RIGHT})
    (tmp_path / "in" / "ada" / "see you at noon, ben").symlink_to("/nowhere")
    done = batch(course, tmp_path)
    told = {
        path.relative_to(tmp_path / "out").parts[1]: path.read_text()
        for path in (tmp_path / "out/feedback").rglob("*.md")
    }

    assert "1 different submission" in done.stderr
    assert "see you at noon, ben is a link, and was left out" in told["ada"]
    assert "noon" not in told["ben"]
    assert "noon" in (tmp_path / "out/reports/ada/add-lock.json").read_text()
    assert "noon" not in (tmp_path / "out/reports/ben/add-lock.json").read_text()


def test_what_an_exercise_hands_out_lies_beside_every_answer(tmp_path):
    """Also when a grade is made again, from what is stored; and where it changes, what was judged is judged anew."""
    suite = """
        from grader.suite import points

        @points(2)
        def test_it(submission):
            assert submission.load().scores() == "Ann,80"
        """
    answer = "def scores():\n    return open('scores.csv').read()\n"
    data = a_course(tmp_path, suite, reference=answer).exercise(SLUG).folder / "scores.csv"
    data.write_text("Ann,80")
    on_disk(data.parent, {"test_mine.py": "def test_mine(): assert False", "conftest.py": "raise SystemExit"})
    on_disk(tmp_path / "in", {"ada.py": answer, "ben/solution.py": answer, "ben/scores.csv": "Bob,70"})

    def points():
        batch(tmp_path, tmp_path)
        return {author: row["points"] for author, row in rows(tmp_path).items()}

    assert {"ada.py": "2", "ben": "0"} == points()
    data.write_text("Ann,90")
    again = grade("book", "regrade", "ada.py", SLUG, "--out", "out", here=tmp_path)
    assert "The same again: 2 / 2." in again.stdout, again.stdout + again.stderr
    assert {"ada.py": "0", "ben": "0"} == points()


def test_an_exercise_that_is_named_twice_is_one(course, tmp_path):
    on_disk(tmp_path / "in", {"ada.py": RIGHT})

    assert 0 == batch(course, tmp_path, "--exercise", SLUG).returncode
    assert "judged" == rows(tmp_path)["ada.py"]["outcome"]


def test_everything_judged_is_a_success_and_json_is_one_document(course, tmp_path):
    zipped(tmp_path / "in.zip", {"in/ada.py": RIGHT, "in/ben.py": WRONG})
    done = batch(course, tmp_path, "--json", deliveries="in.zip")

    assert 0 == done.returncode, done.stderr
    document = json.loads(done.stdout)
    assert "grader.batch/1" == document["schema"]
    assert {"ada.py": 5.0, "ben.py": 0.0} == {row["author"]: row["points"] for row in document["grades"]}


def test_an_empty_folder_is_no_error(course, tmp_path):
    (tmp_path / "in").mkdir()
    done = batch(course, tmp_path)

    assert (0, "0 deliveries in in, laid out as plain.") == (done.returncode, done.stderr.splitlines()[0])
    assert {} == rows(tmp_path)


def test_a_download_may_lie_in_a_folder_of_its_own(course, tmp_path):
    on_disk(tmp_path / "in" / "hw 1", {"Jane Doe_11_assignsubmission_file/add_lock.py": RIGHT})
    done = batch(course, tmp_path)

    assert "1 delivery in in/hw 1, laid out as moodle." == done.stderr.splitlines()[0]
    assert ["Jane Doe_11"] == list(rows(tmp_path))


def test_a_platforms_files_taken_as_they_lie_are_told(course, tmp_path):
    on_disk(tmp_path / "in", {"Jane Doe_11_assignsubmission_file/add_lock.py": RIGHT})
    done = batch(course, tmp_path, "--layout", "plain")

    assert (
        "Careful: this looks like moodle; as plain, authors are called what their files and folders are called."
        in done.stderr
    )
    assert ["Jane Doe_11_assignsubmission_file"] == list(rows(tmp_path))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "nowhere: No such file or directory"),
        (["in", "--layout", "sakai"], "there is no layout 'sakai'"),
        (["in", "--layout", "canvas"], "nothing in in is laid out as canvas does it (doejane_4711_90210_add_lock.py)"),
        (["in", "--exercise", "add-lok"], "Did you mean add-lock?"),
        (["in", "--roster", "nobody.csv"], "the roster nobody.csv cannot be read"),
        (["in", "--isolation", "wishes"], "there is no isolation tier 'wishes'"),
    ],
)
def test_what_cannot_be_meant_is_told(course, tmp_path, words, said):
    on_disk(tmp_path / "in", {"ada.py": RIGHT})
    done = grade("batch", *words, "--out", "out", "--course", course, here=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    assert said in done.stderr.replace(str(tmp_path) + "/", "")
    assert "Traceback" not in done.stderr


def test_a_suite_that_breaks_its_rules_is_told_and_nothing_is_graded(tmp_path):
    a_course(tmp_path / "course", "def test_it(submission):\n    pass\n")
    on_disk(tmp_path / "in", {"ada.py": RIGHT})
    done = batch(tmp_path / "course", tmp_path, "--json")

    assert 2 == done.returncode
    assert "tests/suites/add-lock/test_add_lock.py:1: test_it is worth nothing" in done.stderr
    assert ["ada.py"] == [row["author"] for row in json.loads(done.stdout)["grades"]], "and still one document"
    assert ("withheld", "not judged yet") == tuple(rows(tmp_path)["ada.py"][name] for name in ("outcome", "reason"))


def test_a_roster_names_authors_and_teams(course, tmp_path):
    on_disk(tmp_path / "in", {"Ada L.py": RIGHT, "red/x.py": WRONG, "zoe.py": RIGHT})
    (tmp_path / "roster.csv").write_text("author,name,team\nal,Ada L,\nbb,Ben,red\ncc,Cleo,red\ndd,Dan,\n")
    done = batch(course, tmp_path, "--roster", "roster.csv")

    assert 3 == done.returncode
    found = rows(tmp_path)
    assert {"al": "5", "bb": "0", "cc": "0", "zoe.py": ""} == {author: row["points"] for author, row in found.items()}
    assert "Dan" in (tmp_path / "out" / "overview.html").read_text()
    assert "1 withheld; 1 handed nothing in\n" in done.stdout


def test_who_is_called_otherwise_now_has_one_grade(course, tmp_path):
    """First there was no roster, then one, then it was forgotten, then it had other ids, and Excel wrote it."""
    on_disk(tmp_path / "in", {"Jörg M.py": RIGHT, "ben.py": WRONG})
    batch(course, tmp_path)

    (tmp_path / "roster.csv").write_text("author;name\njm;Jörg M\nben;Ben\n")
    done = batch(course, tmp_path, "--roster", "roster.csv")
    assert {"jm", "ben"} == set(rows(tmp_path))
    assert "and all that is kept of them went along: Jörg M.py is jm, ben.py is ben." in done.stderr

    done = batch(course, tmp_path)
    assert "the one that was given before has no Jörg M.py, ben.py. If they are on it, give it again" in done.stderr

    (tmp_path / "roster.csv").write_bytes("author;name\nu1;Jörg M\nben;Ben\n".encode("windows-1252"))
    done = batch(course, tmp_path, "--roster", "roster.csv")
    assert {"u1": "5", "ben": "0"} == {author: row["points"] for author, row in rows(tmp_path).items()}
    assert "was read as Windows-1252. If 'Jörg M' is not what it says" in done.stderr
    assert {"u1", "ben"} == {path.name for path in (tmp_path / "out/feedback").iterdir()}


def test_an_empty_folder_is_no_mistake_and_is_told(course, tmp_path):
    (tmp_path / "in").mkdir()
    done = batch(course, tmp_path)

    assert 0 == done.returncode
    assert "Careful: in holds nothing that anybody handed in." in done.stderr


def test_what_was_for_no_exercise_is_listed_no_longer_once_it_is_told_which(tmp_path):
    a_course(tmp_path / "course", SUITE)
    for kind in ("exercises", "tests/suites"):
        shutil.copytree(tmp_path / "course" / kind / SLUG, tmp_path / "course" / kind / "other")
    (tmp_path / "course/exercises/course.toml").write_text('title = "Two"\n')
    on_disk(tmp_path / "in", {"ada.py": RIGHT})
    grade("batch", "in", "--out", "out", "--course", "course", here=tmp_path)
    assert [""] == [row["exercise"] for row in rows(tmp_path).values()]

    batch(tmp_path / "course", tmp_path)

    (row,) = rows(tmp_path).values()
    assert ("ada.py", "add-lock", "5") == (row["author"], row["exercise"], row["points"])
    assert 2 == len((tmp_path / "out/grades.csv").read_text().splitlines())


def test_a_new_title_is_told_to_be_another_course(tmp_path):
    a_course(tmp_path / "course", SUITE)
    on_disk(tmp_path / "in", {"ada.py": RIGHT})
    assert "is new to it" not in batch(tmp_path / "course", tmp_path).stderr
    (tmp_path / "course/exercises/course.toml").write_text('title = "Concurrency!"\n')

    told = "Careful: this gradebook is of Concurrency, and Concurrency! is new to it. If that is only a new title, change it back"
    assert told in batch(tmp_path / "course", tmp_path).stderr
    assert "is new to it" not in batch(tmp_path / "course", tmp_path).stderr


def test_the_folder_of_grades_may_lie_among_the_deliveries(course, tmp_path):
    on_disk(tmp_path / "out", {"ada.py": RIGHT})
    words = ["batch", ".", "--exercise", SLUG, "--course", course, "--out"]
    for _ in range(2):
        done = grade(*words, "grades", here=tmp_path / "out")
        assert "1 delivery in out, laid out as plain." in done.stderr

    done = grade(*words, ".", here=tmp_path / "out")
    assert (2, "") == (done.returncode, done.stdout)
    assert "is where the deliveries lie" in done.stderr


def test_a_folder_that_cannot_be_written(course, tmp_path):
    on_disk(tmp_path / "in", {"ada.py": RIGHT})
    (tmp_path / "out").write_text("a file")
    done = batch(course, tmp_path)

    assert 2 == done.returncode
    assert "out cannot be written" in done.stderr


def many(folder, count):
    return on_disk(folder, {f"s{number:03}.py": f"{RIGHT}\n# {number}\n" for number in range(count)})


def running(course, here, **more):
    """What it needs for a while stands in `tmp`: who is killed leaves it there."""
    (here / "tmp").mkdir(exist_ok=True)
    words = ["batch", "in", "--exercise", SLUG, "--out", "out", "--course", course]
    return subprocess.Popen(
        command(*words), cwd=here, env=environment(here, TMPDIR=str(here / "tmp")), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=listening if os.name == "posix" else None, **more,
    )  # fmt: skip


def results_in(here):
    """(key, round) of every result that is kept."""
    path = here / "out" / "gradebook.sqlite"
    if not path.exists():
        return []
    connection = sqlite3.connect(path)
    try:
        return connection.execute("select key, round from results").fetchall()
    except sqlite3.OperationalError:  # killed before its tables were made
        return []
    finally:
        connection.close()


def killed_at_random(course, here, times, seed):
    """Kill the batch so often, or until it comes to its end: nothing is lost, nothing is there twice."""
    chance, kept = random.Random(seed), 0
    for _ in range(times):
        process = running(course, here)
        begun = time.monotonic()
        wanted = kept + chance.randint(0, 5)
        moment = chance.uniform(0, 0.4)
        while process.poll() is None and len(results_in(here)) < wanted and time.monotonic() - begun < 30:
            time.sleep(0.01)
        time.sleep(moment)
        ended = process.poll() is not None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = results_in(here)
        assert len(found) >= kept, "a result that was kept is lost"
        assert len(found) == len(set(found))
        kept = len(found)
        if ended:  # all is kept: in further rounds nobody would be killed
            break
    return kept


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_there_twice(course, tmp_path):
    many(tmp_path / "in", 16)
    kept = killed_at_random(course, tmp_path, 3, seed=1)
    done = batch(course, tmp_path)

    assert 0 == done.returncode, done.stderr
    assert f"{16 - kept} different submission" in done.stderr
    assert 16 == len(results_in(tmp_path)) == len(rows(tmp_path)) == len(reports(tmp_path))
    assert {0} == {number for _, number in results_in(tmp_path)}


@pytest.mark.long
def test_killed_up_to_fifty_times(course, tmp_path):
    many(tmp_path / "in", 120)
    killed_at_random(course, tmp_path, 50, seed=2)
    done = batch(course, tmp_path)

    assert 0 == done.returncode, done.stderr
    assert 120 == len(results_in(tmp_path)) == len(rows(tmp_path)) == len(reports(tmp_path))


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_finishes_what_is_running_and_says_how_to_go_on(course, tmp_path, ending):
    many(tmp_path / "in", 150)
    (tmp_path / "tmp").mkdir()
    words = ("batch", "in", "--exercise", SLUG, "--out", "out", "--course", course)
    with Running(*words, here=tmp_path, TMPDIR=str(tmp_path / "tmp")) as run:
        while not results_in(tmp_path) and run.process.poll() is None:
            time.sleep(0.02)
        _, err, code = run.interrupt(ending)

    assert 130 == code, err
    assert [] == list((tmp_path / "tmp").iterdir()), "what was laid out for judges is left"
    assert "Give the same command again to go on" in err
    kept = len(results_in(tmp_path))
    assert 0 < kept < 150
    judged = [row for row in rows(tmp_path).values() if row["outcome"] == "judged"]
    assert kept == len(judged) == len(reports(tmp_path))
    assert "not judged yet" in {row["reason"] for row in rows(tmp_path).values()}


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_ended_before_anything_is_judged_leaves_nothing_behind(course, tmp_path, ending):
    many(tmp_path / "in", 60)  # the signal may come late: so many are never judged by then
    process = running(course, tmp_path)
    while not list((tmp_path / "tmp").glob("*/*/brief.json")) and process.poll() is None:
        time.sleep(0.002)
    process.send_signal(ending)
    _, err = process.communicate(timeout=60)

    assert 130 == process.returncode, err
    deadline = time.monotonic() + 20  # what was still getting warm ends when it finds itself alone, a moment later
    while list((tmp_path / "tmp").iterdir()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [] == list((tmp_path / "tmp").iterdir()), err


def test_two_batches_into_one_gradebook_at_once(course, tmp_path):
    many(tmp_path / "in", 12)
    both = [running(course, tmp_path) for _ in range(2)]
    said = [process.communicate(timeout=60)[1] for process in both]

    assert [0, 0] == [process.returncode for process in both], said
    assert 12 == len(results_in(tmp_path)) == len(rows(tmp_path))


@pytest.mark.slow
def test_a_gradebook_in_a_server(course, tmp_path):
    on_disk(tmp_path / "in", {"ada.py": RIGHT, "ben.py": WRONG})
    with postgres.server() as server, postgres.database(server, "grades") as url:
        done = batch(course, tmp_path, "--gradebook", url)
        assert 0 == done.returncode, done.stderr
        done = batch(course, tmp_path, "--gradebook", url)

    assert "0 different submissions to judge. 2 are judged already." in done.stderr
    assert {"ada.py": "5", "ben.py": "0"} == {author: row["points"] for author, row in rows(tmp_path).items()}
    assert not (tmp_path / "out" / "gradebook.sqlite").exists()


def test_when_the_batch_is_killed_its_judges_end(course, tmp_path):
    many(tmp_path / "in", 60)
    process = running(course, tmp_path, start_new_session=True)
    while not results_in(tmp_path) and process.poll() is None:
        time.sleep(0.02)
    theirs = _descendants(process.pid)
    process.kill()
    process.communicate()

    assert theirs
    deadline = time.monotonic() + 20
    while any(map(_alive, theirs)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [] == [pid for pid in theirs if _alive(pid)]


def _descendants(pid):
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        children = [int(task.name) for task in Path("/proc").glob("[0-9]*") if _stat(task.name)[1:2] == [str(parent)]]
        found += children
        waiting += children
    return found


def _alive(pid):
    return _stat(pid)[:1] not in ([], ["Z"])


def _stat(pid):
    """State, parent and so on of a process; nothing when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
