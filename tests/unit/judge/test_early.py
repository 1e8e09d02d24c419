"""A session that begins before there is a submission judges as one that begins with it."""

import sys
from contextlib import contextmanager
from dataclasses import replace

import pytest

from grader import judge
from grader.errors import CourseError
from grader.judge.early import Early
from tests.support.courses import SLUG, Sandboxes, a_course, a_submission, checks_in

SUITE = {
    "test_add_lock.py": '''
        from pathlib import Path

        import helper
        from grader.suite import points

        with Path(__file__).with_name("__pycache__").open("a") as read:
            read.write(".")

        heard = []

        @points(1)
        def test_it(submission):
            """It is judged."""
            heard.append(submission)
            assert (len(heard), helper.NUMBER) == (1, 1)
        ''',
    "helper.py": "NUMBER = 1\n",
}


@pytest.fixture
def scene(tmp_path):
    return Scene(tmp_path)


class Scene:
    """A course, and who judges by its suite."""

    def __init__(self, root):
        self.course = a_course(root, SUITE)
        self.setting = judge.Setting(self.course, self.course.exercise(SLUG))
        self.suite = self.setting.folder

    def heard_by(self, judging, **other):
        """The evidence of one check, and how often the suite had been read by then."""
        setting = replace(self.setting, isolation=lambda: "a new one for each", **other)
        evidence = judging.run(setting, judge.Job(a_submission(), Sandboxes(), seed=7))
        (found,) = checks_in(evidence).values()
        return {name: value for name, value in found.items() if name != "duration_s"}, self.read

    @property
    def read(self):
        noted = self.suite / "__pycache__"
        return len(noted.read_text()) if noted.exists() else 0


def test_the_suite_is_read_before_there_is_a_submission_and_afresh_for_each(scene):
    usual, _ = scene.heard_by(judge)
    with Early() as early:
        found = []
        for _ in range(3):
            found.append((*scene.heard_by(early), usual))
            early.begin()
            found.append(scene.read)

    assert [(usual, 2, usual), 3, (usual, 3, usual), 4, (usual, 4, usual), 5] == found
    assert "passed" == usual["outcome"]


@contextmanager
def one_that_waits(scene):
    with Early() as early:
        scene.heard_by(early)
        early.begin()
        yield early


@pytest.mark.parametrize("file", ["test_add_lock.py", "helper.py"])
def test_a_suite_that_changed_meanwhile_is_read_again(scene, file):
    with one_that_waits(scene) as early:
        path = scene.suite / file
        path.write_text(path.read_text().replace(" = 1", " = 2").replace("(1, 1)", "(1, 3)"))
        found, read = scene.heard_by(early)

    assert ("failed", 3) == (found["outcome"], read)


def test_nor_is_one_judged_by_the_session_of_another_exercise(scene):
    with one_that_waits(scene) as early:
        _, read = scene.heard_by(early, exercise=replace(scene.setting.exercise, title="Another"))

    assert 3 == read


def test_where_nothing_is_judged_nothing_waits(scene):
    with one_that_waits(scene) as early:
        evidence = early.outline(scene.setting, seed=7)

    assert (["test_it"], 3) == (list(checks_in(evidence)), scene.read)


def test_nothing_stays_of_who_waited_in_vain(scene):
    path, streams = sys.path[:], (sys.stdout, sys.stderr)
    with one_that_waits(scene):
        waiting = str(scene.suite) in sys.path
    after = (sys.path, (sys.stdout, sys.stderr), [name for name in ("helper", "test_add_lock") if name in sys.modules])

    assert waiting
    assert (path, streams, []) == after


def test_nobody_waits_before_anything_was_judged(scene):
    with Early() as early:
        early.begin()

    assert 0 == scene.read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def test_it(submission): pass\n", CourseError),
        ("import nothing_of_that_name\n", "withheld"),
        (None, "withheld"),
    ],
    ids=["mistaken", "broken", "gone"],
)
def test_what_is_wrong_is_told_once_there_is_a_submission(scene, text, told):
    with Early() as early:
        scene.heard_by(early)
        file = scene.suite / "test_add_lock.py"
        file.write_text(text) if text else file.unlink()
        early.begin()
        if told is CourseError:
            with pytest.raises(CourseError):
                scene.heard_by(early)
        else:
            assert [] == early.run(scene.setting, judge.Job(a_submission(), Sandboxes(), seed=7))["tests"]


def test_who_interrupts_while_a_suite_is_read_is_heard(scene):
    with Early() as early:
        scene.heard_by(early)
        (scene.suite / "test_add_lock.py").write_text("raise KeyboardInterrupt\n")
        with pytest.raises(KeyboardInterrupt):
            early.begin()
