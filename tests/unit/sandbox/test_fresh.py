import pytest

from grader.course.model import Limits
from grader.errors import WorkerError
from grader.sandbox import fresh


@pytest.fixture
def launcher():
    opened = fresh.FreshLauncher()
    yield opened
    opened.close()


def test_the_next_worker_is_begun_with_the_one_before(launcher):
    launcher.launch(Limits())
    begun = launcher._next

    assert begun is launcher.launch(Limits())
    assert begun is not launcher._next


def test_one_that_died_meanwhile_is_not_handed_out(launcher):
    launcher.launch(Limits())
    died = launcher._next
    died._process.kill()
    died._process.wait()

    line = launcher.launch(Limits())

    assert line is not died
    assert line.alive()


def test_none_can_be_started():
    with pytest.raises(WorkerError, match=r"no worker could be started: .*No such file"):
        fresh.FreshLauncher("/nonexistent/python").launch(Limits())


def test_the_next_one_may_fail_without_harm(launcher):
    def start():
        starts.append(1)
        if len(starts) > 1:
            raise WorkerError("no worker could be started: too many processes")
        return begin()

    starts, begin = [], launcher._start
    launcher._start = start

    assert launcher.launch(Limits()).alive()
    with pytest.raises(WorkerError, match="too many processes"):
        launcher.launch(Limits())
