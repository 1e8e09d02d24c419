"""Where a program is held up that cannot go on."""

import pytest

from grader.feedback.rings import held_up

MAIN = "Deadlock: nobody can go on.\nMainThread waits for the end of Thread-1 (forward) (line 30).\n"


def crossed(one, other):
    return (
        f"{MAIN}{one} waits for b, which {other} holds (line 9).\n"
        f"Thread-8 (forward) waits for a, which {one} holds (line 8).\n"
        f"{other} waits for a, which {one} holds (line 15)."
    )


def test_who_they_are_and_who_waits_for_them_is_of_no_account():
    assert ("line 15", "line 9") == held_up(crossed("Thread-1 (forward)", "Thread-2 (backward)"))
    assert ("line 15", "line 9") == held_up(crossed("Thread-7 (backward)", "Thread-1 (forward)"))


@pytest.mark.parametrize(
    "detail",
    [
        "Thread-1 (forward) waits for an item from work (line 15).",
        "Thread-1 (forward) waits for a, which it already holds itself (line 15).",
        "Thread-1 (forward) waits for a, which Thread-2 (backward) holds, though it has ended (line 15).",
        "Thread-1 (forward) goes round and round until flag changes (line 15).",
        "Thread-1 (forward) waits for the end of Thread-1 (forward) (line 15).",
    ],
)
def test_who_waits_for_nobody_else_holds_up_the_others(detail):
    assert ("line 15",) == held_up(MAIN + detail)


def test_who_holds_a_lock_while_it_waits_for_an_end_is_one_of_them():
    assert ("line 15", "line 30") == held_up(f"{MAIN}Thread-1 (forward) waits for a, which MainThread holds (line 15).")


def test_nothing_is_known_without_lines():
    assert () == held_up("Deadlock: nobody can go on.\nA waits for B.")


def test_several_of_one_name_each_count():
    ring = "w waits for a, which w holds (line 3).\nw waits for b, which w holds (line 5).\n"

    assert ("line 3", "line 5", "line 9") == held_up(f"{ring}w waits for an item from work (line 9).")


def test_a_long_row_of_those_who_wait_for_the_next_is_gone_through_once():
    row = "".join(f"T{number} waits for the end of T{number + 1} (line {number}).\n" for number in range(20_000))

    assert ("line 19999",) == held_up(row)
