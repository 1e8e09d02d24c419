"""Whose process is ended from outside while a check runs is heard once more, and no further."""

from functools import partial

import pytest

from grader import judge, score
from grader.sandbox import open_workers
from tests.support.courses import SLUG, a_course, a_submission

SUITE = '''
    """One check that needs another; while it runs, all keepers are killed, as often as is said."""
    import os, signal, time
    from pathlib import Path
    from grader.suite import needs, points
    from grader.worker.systems import system

    LEFT = [{times}]
    HEARD = Path({heard!r})

    def kill_keepers():
        if LEFT[0]:
            LEFT[0] -= 1
            keepers = system.children({zygote})
            workers = [pid for keeper in keepers for child in system.children(keeper) for pid in system.children(child)]
            assert workers
            for keeper in keepers:
                os.kill(keeper, signal.SIGKILL)
            until = time.monotonic() + 8
            while time.monotonic() < until and not all(map(system.has_ended, workers)):
                time.sleep(0.01)

    @points(2)
    def test_it_doubles(submission):
        """It doubles."""
        with HEARD.open("a") as heard:
            heard.write("x")
        program = submission.load()
        kill_keepers()
        assert program.double(2) == 4

    @points(1)
    @needs("test_it_doubles")
    def test_it_doubles_three(submission):
        """It doubles three."""
        assert submission.load().double(3) == 6
    '''


@pytest.fixture(scope="module")
def workers():
    """Of its own, since all their keepers are killed."""
    with open_workers() as opened:
        yield opened


@pytest.mark.parametrize(
    ("times", "text", "heard", "outcome", "points"),
    [
        (0, "2 * n", 1, "judged", 3),
        (1, "2 * n", 2, "judged", 3),
        (1, "3 * n", 2, "judged", 0),
        (2, "2 * n", 2, "withheld", None),
    ],
)
def test_a_check_whose_keeper_is_killed_is_heard_once_more(workers, tmp_path, times, text, heard, outcome, points):
    assert workers.isolation == "namespaces"
    suite = SUITE.format(times=times, zygote=workers._launcher._pid, heard=str(tmp_path / "heard"))
    course = a_course(tmp_path / "course", suite)
    exercise = course.exercise(SLUG)
    setting = judge.Setting(course, exercise, isolation=lambda: workers.isolation)
    submission = a_submission(f"def double(n): return {text}")
    evidence = judge.run(setting, judge.Job(submission, partial(workers.sandbox, submission, exercise.limits), seed=5))

    report = score.report(evidence)
    assert (heard, outcome, points) == (len((tmp_path / "heard").read_text()), report.outcome, report.points)
    assert 2 == len(report.checks)
    if points is None:
        assert "grader" == report.fault
        assert "a worker is gone and nothing is known of how" in report.checks[0].rationale
