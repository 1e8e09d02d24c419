"""A witness retold: short, and never ambiguous."""

from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.moves import MOST_STEPS, bounded, short_names
from grader.feedback.story import place_of, tell
from grader.report import Witness
from tests.support.reports import a_deadlock, a_race, a_step, at


def told(*steps, **how):
    return tell(Witness(token="T", steps=steps), **how)


def starts(line, whom, who="MainThread"):
    return a_step(who, line, "t.start()", "starts", whom)


def joins(line, whom, who="MainThread"):
    return a_step(who, line, "t.join()", "joins", whom)


def test_places_are_said_in_words():
    assert "line 12" == place_of(at(12), "add_lock.py")
    assert "cell 4, line 3" == place_of(at(3, file="n.ipynb", cell=4), "n.ipynb")
    assert "bank.py, line 7" == place_of(at(7, file="bank.py"), "add_lock.py")


def test_actors_are_called_by_the_same_names_everywhere():
    story = told(
        starts(1, "Thread-1 (increase)"),
        starts(2, "Thread-2 (increase)"),
        a_step("Thread-1 (increase)", 3, "x = 1", "writes", "x", "1", note="overwrites Thread-1 (increase)'s 1"),
    )

    assert "MainThread starts Thread-1 (line 1) and Thread-2 (line 2)." == story.opening
    assert ["Thread-1"] == [move.actor for move in story.moves]
    assert "overwrites Thread-1's 1" == story.moves[0].note


def test_a_main_thread_that_only_starts_and_waits_has_no_lane():
    story = told(
        *(starts(1, f"Thread-{n} (increase)") for n in (1, 2)),
        *a_race().steps,
        *(joins(8, f"Thread-{n} (increase)") for n in (1, 2)),
    )

    assert ("Thread-1", "Thread-2") == story.actors
    assert "MainThread starts Thread-1 and Thread-2 (line 1)." == story.opening
    assert "MainThread waits for Thread-1 and Thread-2 (line 8)." == story.closing
    assert 4 == len(story.moves)


def test_its_last_wait_without_an_end_is_left_to_the_knot():
    forever = a_step(
        "MainThread", 9, "t.join()", "waits for the end of", "Thread-1", decisive=True, note="waits for ever"
    )
    steps = a_deadlock().steps

    assert ("Thread-1", "Thread-2") == told(starts(1, "Thread-1"), *steps[:2], forever, *steps[2:]).actors


def test_a_start_in_the_midst_of_the_others_moves_stays_among_them():
    race = a_race().steps
    story = told(starts(1, "Thread-1 (increase)"), race[0], starts(2, "Thread-2 (increase)"), *race[1:])

    assert "MainThread starts Thread-1 (line 1)." == story.opening
    assert ("MainThread", "starts Thread-2") == (story.moves[1].actor, story.moves[1].effect)


def test_many_are_named_from_the_first_to_the_last():
    ten = [starts(4, f"Thread-{n}") for n in range(1, 11)]

    assert "MainThread starts Thread-1 to Thread-10 (line 4)." == told(*ten, *a_race().steps).opening
    assert "MainThread starts Thread-1, Thread-3 and Thread-7 (line 4)." == (
        told(*(ten[n] for n in (0, 2, 6)), *a_race().steps).opening
    )


def test_lanes_stand_in_the_order_in_which_people_count():
    names = ["Thread-10", "Thread-2", "MainThread", "Thread-1"]

    assert ("MainThread", "Thread-1", "Thread-2", "Thread-10") == (
        told(*(a_step(name, 1, "x", "reads", "x", "0") for name in names)).actors
    )


def effects(*steps):
    return [move.effect for move in told(*steps).moves]


def test_what_is_done_in_one_go_on_one_line_is_one_move():
    line = "a = b + c"
    read_b, read_c = (a_step("T", 1, line, "reads", name, value) for name, value in (("b", "1"), ("c", "2")))

    assert ["reads b: 1 and c: 2"] == effects(read_b, read_c)
    assert ["reads 0, writes 1"] == effects(
        a_step("T", 1, "n += 1", "reads", "n", "0"), a_step("T", 1, "n += 1", "writes", "n", "1")
    )


def test_the_next_round_of_a_loop_is_another_move():
    rounds = [
        step
        for value in (0, 1)
        for step in (
            a_step("T", 1, "n += 1", "reads", "n", str(value)),
            a_step("T", 1, "n += 1", "writes", "n", str(value + 1)),
        )
    ]

    assert ["reads 0, writes 1", "reads 1, writes 2"] == effects(*rounds)


def test_the_same_again_and_again_is_counted():
    put = a_step("T", 1, "jobs.put(n)", "puts", "jobs")

    assert ["puts an item into jobs, 3 times"] == effects(put, put, put)


def test_a_step_that_decides_ends_its_move():
    read = a_step("A", 1, "n += 1", "reads", "n", "0", decisive=True, note="B changes it only afterwards")
    write = a_step("A", 1, "n += 1", "writes", "n", "1")

    assert ["reads 0", "writes 1"] == effects(read, write)


def test_whose_move_it_is_is_never_lost_by_another_between():
    one, other = a_step("A", 1, "n += 1", "reads", "n", "0"), a_step("B", 1, "n += 1", "reads", "n", "0")

    assert [("A", False), ("B", False), ("A", False)] == [
        (move.actor, move.stays) for move in told(one, other, one).moves
    ]


def test_every_step_is_a_move_where_the_whole_is_wanted():
    steps = (starts(1, "Thread-1"), *a_race().steps, joins(2, "Thread-1"))

    assert len(steps) == len(told(*steps, whole=True).moves)


STEPS = st.lists(
    st.builds(
        a_step,
        st.sampled_from(["MainThread", "Thread-1 (f)", "Thread-2 (f)"]),
        st.integers(1, 5),
        st.just("x"),
        st.sampled_from(["reads", "writes", "acquires", "releases", "starts", "joins", "puts", "waits for the end of"]),
        st.sampled_from(["x", "lock", "Thread-1 (f)"]),
        st.none() | st.just("1"),
        decisive=st.booleans(),
    ),
    max_size=120,
)


@given(STEPS)
def test_no_step_is_lost_on_the_way(steps):
    """Every step is in a move, in a fold, or in a sentence; those that decide are never in a sentence."""
    story = told(*steps)
    shown = [step for move in story.moves for one in (move.inside or (move,)) for step in one.steps]
    missing = [step for step in steps if step not in shown]

    assert {step.action for step in missing} <= {"starts", "joins", "reads", "waits for the end of"}
    assert not [step for step in missing if step.action == "reads" and (step.decisive or step.actor != steps[0].actor)]
    assert bool(missing) <= bool(story.opening or story.closing or any(s.action.endswith("end of") for s in missing))


def test_names_lose_what_python_adds_while_they_stay_distinct():
    assert {"Thread-1 (f)": "Thread-1", "Thread-2 (f)": "Thread-2"} == short_names(
        dict.fromkeys(["Thread-1 (f)", "Thread-2 (f)"])
    )
    assert {"W (f)": "W (f)", "W (g)": "W (g)"} == short_names(dict.fromkeys(["W (f)", "W (g)"]))


def looks(line, value="1"):
    return a_step("MainThread", line, "print(n.value)", "reads", "n.value", value)


def test_a_main_thread_that_looks_before_the_others_begin_and_when_they_are_done_has_no_lane():
    story = told(
        looks(1, "0"), starts(2, "Thread-1"), starts(3, "Thread-2"), *a_race().steps, *(joins(8, "Thread-1"), looks(9))
    )

    assert "MainThread starts Thread-1 (line 2) and Thread-2 (line 3)." == story.opening
    assert "MainThread waits for Thread-1 (line 8), then reads n.value: 1 (line 9)." == story.closing
    assert ("Thread-1", "Thread-2") == story.actors


def test_of_much_that_is_looked_at_in_the_end_some_is_named():
    story = told(starts(2, "Thread-1"), *a_race().steps, joins(8, "Thread-1"), *map(looks, range(10, 16)))

    assert story.closing.endswith("n.value: 1 (line 10), n.value: 1 (line 11), n.value: 1 (line 12) and 3 more.")


def test_what_a_main_thread_looks_at_is_a_move_where_it_does_more():
    """What it read it may write back, when others have written."""
    writes = a_step("MainThread", 9, "n.value += 1", "writes", "n.value", "1")
    story = told(looks(9, "0"), starts(2, "Thread-1"), *a_race().steps, writes, joins(8, "Thread-1"))

    assert "MainThread" in story.actors
    assert "reads 0" == story.moves[0].effect


def test_one_cell_is_named_once_and_several_with_each_line():
    one = tell(a_race(cell=4))
    several = told(*a_race(cell=4).steps, a_step("A", 1, "f()", "calls", "f", cell=5))

    assert ("in cell 4:", "12") == (one.caption, one.moves[0].place)
    assert ("lines are given as cell:line", "4:12") == (several.caption, several.moves[0].place)


def test_a_sentence_names_the_cell_of_each_line():
    """It stands above the caption of the lanes, and below them."""
    start = a_step("MainThread", 2, "t.start()", "starts", "Thread-1", cell=5)

    assert "MainThread starts Thread-1 (cell 5, line 2)." == told(start, *a_race(cell=5).steps).opening
    assert "MainThread starts Thread-1 (cell 5, line 2)." == told(start, *a_race(cell=4).steps).opening


def test_a_line_of_another_file_names_it():
    steps = (*a_race().steps, a_step("A", 3, "x", "reads", "x", file="bank.py"))

    assert "bank.py:3" == told(*steps).moves[-1].place


def test_one_actor_alone_makes_no_interplay():
    assert not told(a_step("MainThread", 1, "x", "reads", "x", "0")).has_interplay
    assert not told(starts(1, "p"), joins(2, "p")).has_interplay
    assert tell(a_race()).has_interplay


def test_a_witness_beyond_all_measure_is_cut():
    """It is a claim of the student's process; the page is written on our side."""
    huge = a_step(
        "A" * 10**5, 1, "x" * 10**6, "reads", "y" * 10**6, "z" * 10**6, note="n" * 10**6, holds=("l" * 999,) * 999
    )
    witness = bounded(Witness(token="T", steps=(huge,) * 50_000))

    assert MOST_STEPS + 1 == len(witness.steps)
    assert "49,000 steps" == witness.steps[MOST_STEPS // 2].value
    assert (
        max(len(text) for step in witness.steps for text in (step.actor, step.source, step.target, *step.holds)) == 200
    )
    assert tell(witness).moves


def test_an_honest_witness_is_left_alone():
    assert a_race() == bounded(a_race())
