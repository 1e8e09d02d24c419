"""A witness retold: short, and never ambiguous."""

from grader.feedback.story import effect, place_of, short_names, tell
from grader.report import Witness
from tests.support.reports import a_race, a_step, at


def test_places_are_said_in_words():
    assert "line 12" == place_of(at(12), "add_lock.py")
    assert "cell 4, line 3" == place_of(at(3, file="n.ipynb", cell=4), "n.ipynb")
    assert "bank.py, line 7" == place_of(at(7, file="bank.py"), "add_lock.py")


def test_a_value_says_enough_where_the_line_touches_one_thing():
    read = a_step("T", 1, "a = b", "reads", "b", "0")

    assert "reads 0" == effect(read, full=False)
    assert "reads b: 0" == effect(read, full=True)
    assert "acquires lock" == effect(a_step("T", 1, "lock.acquire()", "acquires", "lock"), full=False)
    assert "puts jobs: 3" == effect(a_step("T", 1, "jobs.put(3)", "puts", "jobs", "3"), full=False)


def test_actors_are_called_by_the_same_names_everywhere():
    steps = (
        a_step("MainThread", 1, "t.start()", "starts", "Thread-1 (increase)"),
        a_step("Thread-1 (increase)", 2, "x", "writes", "x", "1", note="overwrites Thread-1 (increase)'s 1"),
        a_step("Thread-1 (increase)", 3, "sleep(1)", "sleeps", "", "1 s"),
    )
    moves = tell(Witness(token="T", steps=steps)).moves

    assert ["starts Thread-1", "writes 1", "sleeps 1 s"] == [move.effect for move in moves]
    assert "overwrites Thread-1's 1" == moves[1].note


def test_lanes_stand_in_the_order_in_which_people_count():
    names = ["Thread-10", "Thread-2", "MainThread", "Thread-1"]
    steps = tuple(a_step(name, 1, "x", "reads", "x", "0") for name in names)

    assert ("MainThread", "Thread-1", "Thread-2", "Thread-10") == tell(Witness(token="T", steps=steps)).actors


def test_a_long_value_is_cut():
    assert "reads " + "9" * 23 + "…" == effect(a_step("T", 1, "x", "reads", "x", "9" * 99), full=False)


def test_a_line_that_touches_two_things_names_them():
    witness = Witness(
        token="T",
        steps=(
            a_step("T", 1, "a = b + c", "reads", "b", "1"),
            a_step("T", 1, "a = b + c", "reads", "c", "2"),
        ),
    )

    assert ["reads b: 1", "reads c: 2"] == [move.effect for move in tell(witness).moves]


def test_a_line_is_quoted_once_while_its_actor_stays_on_it():
    witness = Witness(
        token="T",
        steps=(
            a_step("A", 1, "n += 1", "reads", "n", "0"),
            a_step("A", 1, "n += 1", "writes", "n", "1"),
            a_step("B", 1, "n += 1", "reads", "n", "1"),
            a_step("A", 1, "n += 1", "reads", "n", "1"),
        ),
    )

    assert ["n += 1", "", "n += 1", "n += 1"] == [move.source for move in tell(witness).moves]


def test_names_lose_what_python_adds_while_they_stay_distinct():
    assert {"Thread-1 (f)": "Thread-1", "Thread-2 (f)": "Thread-2"} == short_names(
        dict.fromkeys(["Thread-1 (f)", "Thread-2 (f)"])
    )
    assert {"W (f)": "W (f)", "W (g)": "W (g)"} == short_names(dict.fromkeys(["W (f)", "W (g)"]))


def test_one_cell_is_named_once_and_several_with_each_line():
    one, several = (
        tell(a_race(cell=4)),
        tell(Witness(token="T", steps=(*a_race(cell=4).steps, a_step("A", 1, "f()", "calls", "f", cell=5)))),
    )

    assert ("in cell 4:", "12") == (one.caption, one.moves[0].place)
    assert ("lines are given as cell:line", "4:12") == (several.caption, several.moves[0].place)


def test_a_line_of_another_file_names_it():
    steps = (*a_race().steps, a_step("A", 3, "x", "reads", "x", file="bank.py"))

    assert "bank.py:3" == tell(Witness(token="T", steps=steps)).moves[-1].place


def test_the_middle_of_a_long_story_is_left_out_but_not_what_decides():
    steps = tuple(a_step("A", i, f"line {i}", "reads", "x", decisive=i == 50) for i in range(1, 101))

    moves = tell(Witness(token="T", steps=steps), most=10).moves

    assert ["1", "2", "3", "4", "5", "", "50", "96", "97", "98", "99", "100"] == [move.place for move in moves]
    assert "89 more steps" == moves[5].effect
