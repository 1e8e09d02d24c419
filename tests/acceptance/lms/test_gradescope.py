"""Gradescope, played: its folders, its container, its metadata. What it takes is what `validation` says it takes."""

import json
import os
import shutil
import signal
import sys
import zipfile
from textwrap import dedent

import pytest

from grader.lms import validation
from tests.support.command import grade
from tests.support.platforms import (
    BROKEN,
    CANARY,
    FLAWED,
    GOOD,
    HOSTILE,
    NO_PYTHON,
    a_course,
    finished,
    read_json,
    unpacked,
    until,
    with_our_grade,
)

pytestmark = pytest.mark.slow

METADATA = {
    "id": 123456,
    "created_at": "2026-11-03T10:00:00.000000+01:00",
    "assignment": {
        "due_date": "2026-11-02T10:30:00.000000+01:00",
        "group_size": 2,
        "group_submission": True,
        "id": 25828,
        "course_id": 25828,
        "late_due_date": None,
        "release_date": "2026-10-02T00:00:00.000000-07:00",
        "title": "Double",
        "total_points": "10.0",
    },
    "submission_method": "upload",
    "users": [
        {"email": "zoe@example.org", "id": 2, "name": "Zoé"},
        {"email": "ann@example.org", "id": 1, "name": "Ann"},
    ],
    "previous_submissions": [],
}


class Autograder:
    """One image; each run is a container with it."""

    def __init__(self, root, start, **course):
        self.root, self._start = root / "container", start
        self.home = self.root / "autograder"
        self.made = unpacked("gradescope", a_course(root / "course", **course), self.home / "source")
        (self.home / "run_autograder").write_bytes((self.home / "source" / "run_autograder").read_bytes())
        (self.home / "run_autograder").chmod(0o755)
        with_our_grade(self.root)

    def start(self, source, *, name="double.py", metadata=METADATA, **options):
        submission = self.home / "submission"
        submission.mkdir(exist_ok=True)
        for old in submission.iterdir():
            old.unlink()
        if source is not None:
            (submission / name).write_bytes(source if isinstance(source, bytes) else dedent(source).encode())
        (self.home / "submission_metadata.json").write_text(json.dumps(metadata))
        return self._start(self.home / "run_autograder", cwd=self.home, GRADER_ROOT=str(self.root), **options)

    def run(self, source, **options):
        process = self.start(source, **options)
        self.said = finished(process)
        assert 0 == process.returncode, self.said
        return self.results()

    @property
    def file(self):
        return self.home / "results" / "results.json"

    def results(self):
        data = self.file.read_bytes()
        assert [] == validation.problems("gradescope", data)
        return json.loads(data)


@pytest.fixture
def autograder(tmp_path, started):
    return Autograder(tmp_path, started, more="[late]\nper_day = 10\n")


def scores(results):
    return {test["name"]: (test.get("score"), test.get("max_score"), test["visibility"]) for test in results["tests"]}


def test_good_flawed_hostile_and_broken_submissions(autograder):
    """Each gets what it earned, on a machine without namespaces and without network, and nobody sees the suite."""
    hello, hidden = ("The program says hello.", f"{CANARY}: double() doubles texts, too.")
    good = autograder.run(GOOD)
    assert {
        "double() doubles a number.": (3.0, 3.0, "visible"),
        hidden: (4.5, 4.5, "hidden"),
        hello: (2.5, 2.5, "after_due_date"),
    } == scores(good)
    assert (9.0, "Handed in 1 day late: 10 % of the points earned are taken off.") == (good["score"], good["output"])
    if os.geteuid() == 0:
        assert "isolation landlock-uid" in autograder.said[1], autograder.said

    flawed = autograder.run(FLAWED)
    assert (0.0, 4.5, "hidden") == scores(flawed)[hidden]
    assert 4.95 == flawed["score"]

    hostile = autograder.run(HOSTILE)
    assert 0.0 == scores(hostile)["double() doubles a number."][0]
    assert (0.0, 4.5, "hidden") == scores(hostile)[hidden]
    _nothing_of_the_suite_is_shown(hostile)

    broken = autograder.run(NO_PYTHON)
    assert 0.0 == broken["score"]
    assert "line 1" in broken["tests"][0]["output"]
    assert [{"at": "2026-11-03T10:00:00+01:00", "counted": False}] == broken["extra_data"]["grader"]["attempts"]


def _nothing_of_the_suite_is_shown(results):
    """Hidden tests are the platform's to hide; whatever else there is holds no word of the suite."""
    results = {**results, "tests": [test for test in results["tests"] if test["visibility"] != "hidden"]}
    assert CANARY not in json.dumps(results)


def test_a_broken_suite_shows_nothing_of_itself_but_to_instructors(tmp_path, started):
    autograder = Autograder(tmp_path, started, suite=BROKEN)

    results = autograder.run(FLAWED)

    _nothing_of_the_suite_is_shown(results)
    assert "not your fault" in results["output"]
    assert CANARY in autograder.said[1]  # stdout_visibility is "hidden": instructors alone read it


def test_what_cannot_be_graded_is_withheld_in_words(autograder):
    """A nought stands only where students see neither it nor a total, and the reason stands above everything."""
    nothing = autograder.run(None)
    assert "Not graded. What was handed in is empty. Hand in double.py." == nothing["output"]
    assert 0.0 == nothing["score"]
    (marker,) = nothing["tests"]
    assert ("hidden", 0.0, 10.0) == (marker["visibility"], marker["score"], marker["max_score"])
    assert "withheld" == nothing["extra_data"]["grader"]["outcome"]


ENDLESS = """
    def double(x):
        return 2 * x

    while True:
        pass
    """
LOADS_THEN_WAITS = '''
    from grader.suite import points

    @points(3)
    def test_is_there(submission):
        """double() is there."""
        assert submission.source.defines("double")

    @points(7)
    def test_ends(submission):
        """The program ends."""
        submission.run(clock="real")
    '''


def test_whoever_is_stopped_leaves_what_was_known_and_says_so(tmp_path, started):
    """At every moment the file is valid; SIGTERM in the middle of a check is told, with what was judged before."""
    autograder = Autograder(tmp_path, started, suite=LOADS_THEN_WAITS, limits="[limits]\ntime_s = 100")
    process = autograder.start(ENDLESS)
    until(lambda: len((read_json(autograder.file) or {"tests": []})["tests"]) == 3, what="a partial result")
    until(lambda: autograder.results()["tests"][0].get("score") == 3.0, what="the first check's score")
    partial = autograder.results()
    process.send_signal(signal.SIGTERM)
    assert 0 == process.wait(60)
    stopped = autograder.results()
    for results in (partial, stopped):
        assert 3.0 == results["score"]  # of what was judged; students see no total beside a hidden test
        assert results["output"].startswith("This was not graded, and that is not your fault")
        first, second, marker = results["tests"]
        assert (3.0, 3.0) == (first["score"], first["max_score"])
        assert "score" not in second
        assert "Not judged: the grader was stopped before." == second["output"]
        assert (0.0, 7.0, "hidden") == (marker["score"], marker["max_score"], marker["visibility"])
    assert "SIGTERM" in stopped["tests"][-1]["output"]


def test_a_grader_that_cannot_even_start_leaves_a_result(tmp_path, started):
    """The shell puts it there before Python is looked for."""
    autograder = Autograder(tmp_path, started)
    (autograder.root / "opt" / "grader" / "bin" / "grade").unlink()
    process = autograder.start(GOOD)
    finished(process)
    assert process.returncode != 0
    assert "not your fault" in autograder.results()["output"]


@pytest.mark.long
def test_the_image_is_built_from_the_package_alone(tmp_path, started):
    """`setup.sh` and `run_autograder` as they are, with the wheels in the package, where there is no network."""
    course = a_course(tmp_path / "course")
    root = tmp_path / "container"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    grade("package", "gradescope", "double", "-o", "ag.zip", "--wheels", "--python", version, here=course.root)
    with zipfile.ZipFile(course.root / "ag.zip") as archive:
        archive.extractall(root / "autograder" / "source")
    autograder = Autograder.__new__(Autograder)
    autograder.root, autograder.home, autograder._start = root, root / "autograder", started
    for name in ("setup.sh", "run_autograder"):
        (root / "autograder" / "source" / name).chmod(0o755)
    shutil.copy(root / "autograder" / "source" / "run_autograder", root / "autograder")

    built = started(root / "autograder" / "source" / "setup.sh", cwd=root, GRADER_ROOT=str(root))

    assert "grade 0" in finished(built)[0]
    assert 0 == built.returncode
    assert 10.0 == autograder.run(GOOD, metadata={})["score"]
