"""Several judges in processes of their own, and what becomes of those that die."""

import subprocess
import sys

import pytest

from grader.authoring.judging import Heard, Judges, Order
from grader.authoring.judging.judges import PATIENCE_S, _Judge, _Seat
from tests.support.courses import ENTRY, SLUG, a_course

pytestmark = pytest.mark.slow

SUITE = '''
    import os
    import time
    from grader.suite import points

    @points(1)
    def test_it_does_not_end_the_judge(submission, capsys):
        """The value is a number."""
        value = submission.load().database_value
        if value == "exit":
            os.kill(os.getpid(), 9)
        while value == "hang":
            time.sleep(1)
        if value == "say":
            os.write(1, b"nonsense on stdout")
        assert isinstance(value, int), "no number"

    @points(1)
    def test_another(submission):
        """It is there."""
        assert submission.load().database_value is not None
    '''


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A course, and a folder for answers beside it."""
    folder = tmp_path_factory.mktemp("judged")
    a_course(folder, SUITE)
    (folder / "here").mkdir()
    return folder


@pytest.fixture(scope="module")
def judges(home):
    """The same for all orders, as in a proof; who dies has a successor."""
    with Judges(home / "exercises", 2) as judges:
        yield judges


@pytest.fixture
def judge_all(home, judges):
    def judge(*values, told=None, by=judges, **more):
        orders = []
        for number, value in enumerate(values):
            path = home / "here" / f"{number}.py"
            path.write_text(f"database_value = {value!r}\n")
            orders.append(Order(slug=SLUG, path=str(path), **more))
        return by.hear(orders, told)

    return judge


def points_of(heard: Heard):
    return heard.report.points if heard.report else heard.failure


def test_answers_come_in_the_order_of_the_orders(judge_all):
    told = []
    heard = judge_all(1, "x", 2, "y", 3, told=lambda order, _: told.append(order.path))

    assert [2.0, 1.0, 2.0, 1.0, 2.0] == [points_of(one) for one in heard]
    assert 5 == len(set(told))


def test_a_judge_that_ends_costs_one_answer(judge_all):
    heard = judge_all(1, "exit", 2, "exit", 3)
    died = "the judge ended while it judged this (killed by signal 9)"

    assert [2.0, died, 2.0, died, 2.0] == [points_of(one) for one in heard]


def test_a_suite_that_hangs_costs_one_answer(judge_all, home):
    with Judges(home / "exercises", 1, patience_s=2) as judges:
        (heard,) = judge_all("hang", by=judges)

    assert "the suite did not come to an end within 2 s" == points_of(heard)


def test_what_a_suite_writes_to_descriptors_is_not_heard(judge_all):
    assert [1.0, 2.0] == [points_of(one) for one in judge_all("say", 1)]


def test_after_the_first_loss_no_more_is_asked(judge_all):
    lost, full = judge_all("x", 1, until_lost=True)

    assert ["failed", "skipped"] == [check.outcome for check in lost.report.checks]
    assert "Left out: a check before it was lost." == lost.report.checks[1].rationale
    assert (0.0, 2.0) == (lost.report.points, full.report.points)


def test_what_is_no_answer_is_withheld(judges, tmp_path):
    (tmp_path / "two").mkdir()
    for name in ("a.py", "b.py"):
        (tmp_path / "two" / name).write_text(f"# {name}")
    two = str(tmp_path / "two")
    refused, judged = judges.hear([Order(slug=SLUG, path=two), Order(slug=SLUG, path=two, text="x = 1")])

    assert (
        "two holds several files that could be the answer: a.py, b.py. The answer belongs into add_lock.py there."
        == refused.report.reason
    )
    assert "delivery" == refused.report.fault == judged.report.fault


def test_mistakes_of_a_suite_are_the_answer_to_each_order(tmp_path):
    a_course(tmp_path, SUITE.replace("@points(1)", "@points(-1)"))
    order = Order(slug=SLUG, path=str(tmp_path / "solutions" / SLUG / "reference"))
    with Judges(tmp_path / "exercises", 1) as judges:
        heard = judges.hear([order, order])

    assert 2 == len(heard[0].mistakes)
    assert heard[0] == heard[1]
    assert "has negative points, -1 (points are 0 or more)" in heard[0].mistakes[0]


def test_limits_can_be_halved(tmp_path):
    suite = '''
        from grader.suite import points

        @points(1)
        def test_it(submission):
            """It ends."""
            submission.load()
        '''
    a_course(tmp_path, suite, reference="data = bytearray(300 * 1024 * 1024)\n", limits="[limits]\nmemory_mb = 512\n")
    path = str(tmp_path / "solutions" / SLUG / "reference" / ENTRY)
    with Judges(tmp_path / "exercises", 1) as judges:
        whole, half = judges.hear([Order(slug=SLUG, path=path), Order(slug=SLUG, path=path, time_s=5.0, memory_mb=256)])

    assert (1.0, 0.0) == (points_of(whole), points_of(half))


def test_after_they_were_let_go_judges_say_so(tmp_path):
    judges = Judges(tmp_path / "exercises", 1)
    judges.close()

    (heard,) = judges.hear([Order(slug=SLUG, path="x.py")])

    assert "RuntimeError: the judges have been let go" == heard.failure


def test_a_judge_that_dies_while_it_is_let_go_is_ended_once(tmp_path):
    ended = []

    class Words:
        """Stderr of a judge; while it is closed, the thread that talks to the judge finds it dead."""

        def close(self):
            ended.append(self)
            seat._died(process)

    process = subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    seat = _Seat(tmp_path, PATIENCE_S)
    seat._judge = _Judge(process, Words())
    seat.close(at_once=True)

    assert 1 == len(ended)
