"""Promises about every order, over real workers and the real engine."""

import pytest

from grader.errors import UsageError
from grader.sandbox.claims import PromiseBroken

RACE = """
    from threading import Thread
    import time

    database_value = 0

    def increase():
        global database_value
        local_copy = database_value
        local_copy += 1
        time.sleep(0.1)
        database_value = local_copy

    if __name__ == "__main__":
        threads = [Thread(target=increase), Thread(target=increase)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print("end value", database_value)
"""
LOCKED = """
    from threading import Lock

    lock = Lock()
    database_value = 0

    def increase():
        global database_value
        with lock:
            database_value += 1
"""
CROSSED = """
    from threading import Lock

    a, b = Lock(), Lock()

    def one():
        with a:
            with b:
                pass

    def two():
        with b:
            with a:
                pass
"""


def ends_at_two(end):
    return end.values["database_value"] == 2


def test_a_lost_update_is_found_and_told(submit):
    submission = submit(RACE)
    runs = submission.explore(threads=["increase", "increase"], observe=["database_value"])

    with pytest.raises(PromiseBroken) as broken:
        runs.always(ends_at_two, "Hold one lock.")

    assert "database_value ended as 1, expected 2." in broken.value.rationale
    assert "Hold one lock." == broken.value.hint
    reads = [step for step in broken.value.witness.steps if step.action == "reads"]
    assert [(9, "0"), (9, "0")] == [(step.line, step.value) for step in reads]
    [decisive] = [step for step in broken.value.witness.steps if step.decisive]
    assert ("my program.py", 12, "writes") == (decisive.file, decisive.line, decisive.action)
    assert "overwrites" in decisive.note
    assert runs.explored == broken.value.explored == submission.explored


def test_a_locked_update_is_not_lost(submit):
    runs = submit(LOCKED).explore(threads=["increase", "increase()"], observe=["database_value"])

    runs.always(ends_at_two)
    runs.never_deadlocks()
    assert [{"database_value": 2}] == [end.values for end in runs.endings]
    assert runs.controlled
    assert 1 <= runs.schedules


def test_the_whole_script_is_explored_by_what_it_prints(submit):
    runs = submit(RACE).explore(script=True)

    assert {(1,), (2,)} == {tuple(end.numbers) for end in runs.endings}
    with pytest.raises(PromiseBroken, match="The last line printed was 'end value 1'"):
        runs.always(lambda end: end.numbers[-1:] == [2])


def test_a_deadlock_is_told_with_who_waits_for_whom(submit):
    runs = submit(CROSSED).explore(threads=["one", "two"])

    with pytest.raises(PromiseBroken, match=r"waits for b, which .* holds") as broken:
        runs.never_deadlocks("Take both locks in the same order.")
    assert broken.value.location.line in (8, 9, 13, 14)
    assert runs.witness == broken.value.witness


def test_a_scenario_is_the_suites_own_code_beside_the_students(submit):
    scenario = """
def both(program):
    import threading
    threads = [threading.Thread(target=program.increase) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    program.total = program.database_value
"""
    runs = submit(RACE, scenarios=scenario).explore(scenario="both", observe=["total"])

    assert {1, 2} == {end.values["total"] for end in runs.endings}


def test_observed_objects_are_told_by_what_they_are(submit):
    [end] = submit(LOCKED).explore(threads=["increase"], observe=["lock", "[database_value]"]).endings

    assert [1] == end.values["[database_value]"]
    assert "lock" in repr(end.values["lock"]).lower()


def test_the_same_search_finds_the_same(submit):
    first, second = (submit(RACE).explore(threads=["increase"] * 2, observe=["database_value"]) for _ in range(2))

    assert [end.witness for end in first.endings] == [end.witness for end in second.endings]


def test_a_scenario_may_begin_where_the_script_ended(submit):
    """The main block has run: what it made is there, and what it added counts as before."""
    scenario = """
def once_more(program):
    before = program.database_value
    program.increase()
    program.found = (before, program.database_value, len(program.threads))
"""
    runs = submit(RACE, scenarios=scenario).explore(script=True, scenario="once_more", observe=["found"])

    assert {(1, 2, 2), (2, 3, 2)} == {end.values["found"] for end in runs.endings}


@pytest.mark.parametrize("targets", [{}, {"threads": [], "script": True}, {"threads": [], "scenario": "x"}])
def test_calls_are_explored_by_themselves(submit, targets):
    with pytest.raises(UsageError, match="explore needs threads="):
        submit(RACE).explore(**targets)


def test_a_scenario_needs_its_file(submit):
    with pytest.raises(UsageError, match=r"scenario 'both' needs a file scenarios\.py"):
        submit(RACE).explore(scenario="both")
