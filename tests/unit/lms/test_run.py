"""The run: at every moment there is a valid result, and the last one says what happened."""

import dataclasses
import json
import signal
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.errors import CourseError, GraderError, Mistake, WorkerError
from grader.lms import gradescope, run, validation
from grader.lms.judged import Judged
from grader.lms.outlet import Folder
from grader.lms.parcel import Parcel
from grader.lms.platform import named
from grader.lms.run import Run
from grader.lms.targets import TARGETS
from grader.report import Visibility
from tests.support.marks import MIXED, withheld
from tests.support.platforms import a_course
from tests.support.reports import a_check, a_report

PARCEL = Parcel(target="gradescope", exercise="double", max_points="10", time_limit_s=60, version="0")


class Stage:
    """A run whose judge is played by a function."""

    def __init__(self, root, monkeypatch, **course):
        a_course(root / "package" / "course", **course)
        self.places = gradescope.places(root, {})
        self.places.submission.mkdir(parents=True)
        self.said = []
        self.versions = []
        self._root, self._patch = root, monkeypatch

    def play(self, judge, *, metadata=None, parcel=PARCEL, platform=gradescope.PLATFORM):
        if metadata is not None:
            self.places.metadata.write_text(json.dumps(metadata))
        self._patch.setattr(run, "judged", judge)
        self._patch.setattr(run, "workers_within", lambda _: nullcontext())
        folder = Folder(self.places.results)
        outlet = SimpleNamespace(put=lambda files: (folder.put(files), self.look()), close=lambda: None)
        return Run(platform, parcel, self._root / "package", self.places, outlet, self.said.append)()

    def look(self):
        data = (self.places.results / "results.json").read_bytes()
        assert [] == validation.problems("gradescope", data)
        self.versions.append(json.loads(data))


@pytest.fixture
def stage(tmp_path, monkeypatch):
    return Stage(tmp_path, monkeypatch)


def told(report, remarks=("Python 3",)):
    return lambda *_, **__: Judged(report, syntax_only=False, remarks=remarks)


def test_the_first_word_is_that_it_did_not_finish(stage):
    marked = stage.play(told(MIXED))

    first, last = stage.versions
    assert run.STARTED == first["tests"][0]["output"]
    assert 3.5 == last["score"] == marked.points
    assert "Python 3" in stage.said


def test_what_is_known_so_far_is_written_as_it_becomes_known(stage):
    partial = withheld(checks=(a_check(worth=4.0), a_check("B", outcome="broken", worth=6.0)), fault="grader")

    def judge(*_, watch, **__):
        watch(partial)
        watch(MIXED)
        return Judged(MIXED, syntax_only=False, remarks=())

    stage.play(judge)

    _, second, third, last = stage.versions
    assert [4.0, None] == [test.get("score") for test in second["tests"][:2]]
    assert run.SO_FAR == second["tests"][-1]["output"] == third["tests"][-1]["output"]
    assert [0.0, 4.0, 3.5, 3.5] == [version["score"] for version in stage.versions]
    assert ["hidden", "hidden", "hidden", "visible"] == [
        version["tests"][-1]["visibility"] for version in stage.versions
    ]
    assert 3.5 == last["score"]


FAILURES = {
    "ours": (RuntimeError("boom"), "RuntimeError: boom"),
    "machine": (WorkerError("no fork", hint="More memory."), "no fork. More memory."),
    "ctrl-c": (KeyboardInterrupt(), "The grader was interrupted."),
}


@pytest.mark.parametrize("kind", FAILURES)
@pytest.mark.parametrize("late", [False, True])
def test_whatever_comes_over_it_is_told_and_is_no_grade(stage, kind, late):
    raised, words = FAILURES[kind]

    def judge(*_, watch, **__):
        if late:
            watch(MIXED)
        raise raised

    marked = stage.play(judge)

    last = stage.versions[-1]
    assert (None, "hidden") == (marked.points, last["tests"][-1]["visibility"])
    assert words in last["tests"][-1]["output"]
    assert "not your fault" in last["output"]
    assert words in "".join(stage.said)
    assert late is any(test.get("score") for test in last["tests"])


SECRET = "CANARY"
WITH_SECRETS = {
    "broken": withheld(
        checks=(a_check("B", outcome="broken", id=f"test_{SECRET}", rationale=SECRET, detail=SECRET),),
        reason=f"The suite failed in test_{SECRET}.",
        fault="course",
    ),
    "review": withheld(checks=(a_check(),), reason=SECRET, fault="review", review=(SECRET,)),
    "judged": a_report(a_check(SECRET, id=SECRET, outcome="failed", rationale=SECRET, visibility=Visibility.HIDDEN)),
}


def raising(error):
    def judge(*_, **__):
        raise error

    return judge


def log(stage, platform, judge):
    """What the run says; the results are written as Gradescope would have them, whatever the platform."""
    stage.play(judge, platform=dataclasses.replace(gradescope.PLATFORM, students_read_log=platform.students_read_log))
    return "\n".join(stage.said)


JUDGES = {
    **{kind: told(report, remarks=(f"seed {SECRET}",)) for kind, report in WITH_SECRETS.items()},
    "ours": raising(RuntimeError(SECRET)),
    "the course": raising(CourseError([Mistake(Path(SECRET), None, SECRET)])),
}


@pytest.mark.parametrize("kind", JUDGES)
@pytest.mark.parametrize("target", TARGETS)
def test_where_students_read_the_log_nothing_of_the_suite_is_said(stage, target, kind):
    platform = named(target)

    said = log(stage, platform, JUDGES[kind])

    assert platform.students_read_log is (SECRET not in said)
    if platform.students_read_log and kind != "judged":
        assert "not your fault" in said or "held until a person" in said
        assert "`grade check FILE --exercise double` does" in said


def test_students_are_told_what_they_can_mend(stage):
    said = log(stage, named("github"), told(withheld(reason="Hand in double.py.", fault="delivery")))

    assert "Not graded. Hand in double.py." == said


def test_a_signal_ends_it_and_a_second_one_is_not_heard(stage):
    def judge(*_, **__):
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            signal.raise_signal(signal.SIGTERM)

    stage.play(judge)

    assert "The grader was stopped (SIGTERM)." == stage.versions[-1]["tests"][-1]["output"]


def test_its_own_time_limit_comes_before_the_platforms(stage):
    parcel = Parcel(target="gradescope", exercise="double", max_points="10", time_limit_s=0.05, version="0")

    stage.play(lambda *_, **__: signal.pause(), parcel=parcel)

    assert "not finished after 0.05 seconds, its time limit" in stage.versions[-1]["tests"][-1]["output"]


@pytest.fixture(autouse=True)
def handlers():
    """A run leaves the signals that end it ignored; the tests go on."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_mistakes_in_the_course_are_told_to_the_instructor_alone(stage):
    (stage._root / "package" / "course" / "exercises" / "course.toml").write_text("title = 3\n")

    stage.play(told(MIXED))

    assert "course.toml:1: `title` must be text" in stage.versions[-1]["tests"][-1]["output"]
    assert "course.toml" not in stage.versions[-1]["output"]


def test_an_attempt_too_soon_is_not_judged(tmp_path, monkeypatch):
    stage = Stage(tmp_path, monkeypatch, more="[attempts]\ncooling_off_min = 60\n")
    metadata = {
        "created_at": "2030-01-01T10:00:00+01:00",
        "previous_submissions": [{"submission_time": "2030-01-01T09:30:00+01:00"}],
    }

    marked = stage.play(lambda *_, **__: pytest.fail("it was judged"), metadata=metadata)

    assert ("attempts", False) == (marked.fault, marked.counted)
    assert [
        "This attempt was not judged, and does not count.",
        "There must be 60 minutes between two attempts that are judged.",
        "The next one will be judged from Tuesday, 01 January 2030, 10:30:00 UTC+01:00 on.",
    ] == stage.versions[-1]["output"].splitlines()


def test_the_platforms_due_date_comes_before_the_courses(tmp_path, monkeypatch):
    stage = Stage(tmp_path, monkeypatch, more="[due]\ndouble = 2030-01-01T00:00:00Z\n[late]\nper_day = 50\n")
    late = {"created_at": "2030-01-01T10:00:00Z"}
    extended = {**late, "assignment": {"due_date": "2030-01-02T00:00:00Z"}}

    assert [1.75, 3.5] == [float(stage.play(told(MIXED), metadata=one).points) for one in (late, extended)]


def test_a_result_that_cannot_be_written_is_said(stage):
    stage.places.results.write_text("in the way")

    with pytest.raises(GraderError, match="the results cannot be written to"):
        stage.play(told(MIXED))
