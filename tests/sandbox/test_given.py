"""Programs that students are given to foretell: run as handed out, and never blamed on a student."""

import pytest

from grader.errors import UsageError, WorkerError
from grader.sandbox.claims import PromiseBroken
from tests.sandbox.test_explore import CROSSED, RACE

RACE_ANSWER = "race_ends_as = {1, 2}\n"
BROKEN = "def\n"
SCRIPTED = (
    CROSSED
    + """
    if __name__ == "__main__":
        from threading import Thread
        threads = [Thread(target=one), Thread(target=two)]
        for thread in threads:
            thread.start()
"""
)


ADDS = """
from threading import Thread

total = 0

def add():
    global total
    for _ in range(5):
        seen = total
        total = seen + 1

threads = [Thread(target=add) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
"""


@pytest.fixture
def asked(submit, tmp_path):
    """A submission beside given programs."""
    from textwrap import dedent

    for name, text in {"race.py": RACE, "crossed.py": SCRIPTED, "broken.py": BROKEN, "adds.py": ADDS}.items():
        (tmp_path / name).write_text(dedent(text))
    return submit(RACE_ANSWER, given=tmp_path)


def last_number(end):
    return end.numbers[-1]


def test_a_right_prediction_is_right_in_any_kind_of_collection(asked):
    race = asked.given("race.py").explore()

    for answer in ({1, 2}, [2, 1], (1, 2, 2), frozenset({2, 1})):
        race.predicted(answer, last_number)


def test_what_was_not_foretold_is_shown_step_by_step(asked):
    with pytest.raises(PromiseBroken, match=r"^it can also end with 1\. Found in the \d+\w\w order tried\.$") as broken:
        asked.given("race.py").explore().predicted({2}, last_number)

    assert {"race.py"} == {step.file for step in broken.value.witness.steps}
    assert "" == broken.value.witness.token  # it would not fit the submission


def test_an_order_drawn_by_lot_is_shown_like_any_other(asked):
    with pytest.raises(PromiseBroken) as broken:
        asked.given("adds.py").explore(schedules=1).always(lambda end: last_number(end) == 10)

    assert any(step.decisive for step in broken.value.witness.steps)
    assert "" == broken.value.witness.token
    assert "order tried" not in broken.value.rationale


def test_what_never_happens_was_foretold_in_vain(asked):
    with pytest.raises(PromiseBroken, match=r"^It never ends with 3, in none of the \d+ orders\.$"):
        asked.given("race.py").explore().predicted({1, 2, 3}, last_number)


def test_a_deadlock_is_an_ending_like_any_other(asked):
    crossed = asked.given("crossed.py").explore()

    crossed.predicted({"deadlock", "finished"}, lambda end: end.kind)


def test_a_single_value_stands_for_a_collection_of_one(asked):
    with pytest.raises(PromiseBroken, match="it can also end with"):
        asked.given("race.py").explore().predicted(1, last_number)


@pytest.mark.parametrize(
    ("answer", "said"), [(None, "There is no answer yet."), (object(), "The answer should be a set of values")]
)
def test_what_is_no_prediction_is_told(asked, answer, said):
    with pytest.raises(PromiseBroken, match=said):
        asked.given("race.py").explore().predicted(answer, last_number)


def test_the_submissions_own_files_are_not_there(submit, tmp_path):
    (tmp_path / "given.py").write_text("try:\n    import helper\nexcept ImportError:\n    print('alone')\n")
    remote = submit("pass\n", given=tmp_path, helper="print('together')\n")

    assert "alone\n" == remote.given("given.py").run().text


def test_looking_at_a_given_program_is_noted(asked):
    assert not asked.gives_away
    asked.given("race.py")
    assert asked.gives_away


def test_a_given_program_that_cannot_run_is_the_courses_mistake(asked):
    with pytest.raises(UsageError, match=r"the given program broken\.py could not be run"):
        asked.given("broken.py").explore()


def test_a_given_program_must_be_there(asked, submit):
    with pytest.raises(UsageError, match=r"no given program 'rave\.py'") as missing:
        asked.given("rave.py")
    assert "There are: adds.py, broken.py, crossed.py, race.py." == missing.value.hint
    with pytest.raises(UsageError) as missing:
        submit("pass\n").given("race.py")
    assert "Put it into the folder given/ of the exercise." == missing.value.hint


def test_no_prediction_is_judged_where_not_every_order_was_tried(asked):
    with pytest.raises(WorkerError, match="a prediction needs a program whose orders can all be tried"):
        asked.given("race.py").explore(schedules=2).predicted({1, 2}, last_number)
