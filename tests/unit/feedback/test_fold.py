"""What a page leaves out of a long story, and what it never does."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.fold import MOST_MOVES, folded
from grader.feedback.moves import Move
from grader.feedback.story import tell
from tests.support.gallery import a_long_race, philosophers
from tests.support.reports import a_step


def a_move(actor, line, action="reads", target="x", *, decisive=False, value="0", **more):
    step = a_step(actor, line, f"line {line}", action, target, value, decisive=decisive, **more)
    return Move(actor, str(line), step.source, action, decisive=decisive, steps=(step,))


def said(moves):
    return [move.effect if not move.actor else f"{move.actor}{move.place}" for move in folded(moves)]


def test_a_short_story_is_told_whole():
    moves = [a_move("A", n) for n in range(MOST_MOVES // 2)]

    assert moves == folded(moves)


def test_a_loop_is_told_at_its_beginning_and_its_end():
    moves = [a_move("B", 1), *(a_move("A", line) for _ in range(20) for line in (5, 6)), a_move("B", 2)]

    assert ["B1", "A5", "A6", "18 more rounds like this", "A5", "A6", "B2"] == said(moves)


def test_a_loop_of_two_who_alternate_is_one_as_well():
    moves = [a_move(actor, line) for _ in range(10) for actor, line in (("A", 1), ("B", 1))]

    assert ["A1", "B1", "8 more rounds like this", "A1", "B1"] == said(moves)


def test_a_round_that_decides_is_no_round_like_the_others():
    rounds = [a_move("A", 5) for _ in range(20)]
    rounds[10] = a_move("A", 5, decisive=True)

    assert ["A5", "8 more rounds like this", "A5", "A5", "A5", "7 more rounds like this", "A5"] == said(rounds)


def different(count):
    """Moves of which no two are alike."""
    return [a_move("AB"[n % 2], n, target=f"x{n}") for n in range(count)]


def test_of_what_is_still_too_long_both_ends_stay():
    assert [
        *("A0", "B1", "A2", "B3", "A4", "B5"),
        "90 more steps",
        *("A96", "B97", "A98", "B99"),
    ] == said(different(100))


def test_what_led_to_the_first_decisive_step_stays():
    moves = different(100)
    moves[20] = a_move("B", 20, "reads", "count")
    moves[50] = a_move("A", 50, "writes", "count")
    moves[60] = a_move("B", 60, "writes", "count", decisive=True)

    kept = said(moves)

    assert {"B20", "A50", "B60"} <= set(kept)
    assert kept.index("B20") < kept.index("A50") < kept.index("B60")
    assert ["A54", "B55", "A56", "B57", "A58", "B59", "B60"] == kept[kept.index("B60") - 6 : kept.index("B60") + 1]


def test_a_fold_says_how_often_it_happens_again():
    moves = different(200)
    for number in (50, 80, 90, 190):
        moves[number] = a_move("A", number, target=f"y{number}", decisive=True)

    assert "137 more steps, in which this happens 2 times more" in said(moves)


def test_where_the_locks_come_from_that_somebody_holds_in_the_end_stays():
    moves = different(100)
    moves[30] = a_move("A", 30, "acquires", "lock_a")
    moves[99] = a_move("A", 99, "waits for", "lock_b", decisive=True, holds=("lock_a",))

    assert "A30" in said(moves)


def test_the_last_move_of_everybody_stays():
    moves = different(100)
    moves[40] = a_move("C", 40)

    assert "C40" in said(moves)


def test_a_loop_that_loses_one_update():
    told = [move.effect if not move.actor else move.note for move in tell(a_long_race()).moves]

    assert "18 more rounds like this" in told
    assert ["overwrites Process-1's 21", "78 more steps"] == told[-2:]
    assert len(told) <= MOST_MOVES


def test_what_comes_once_it_is_decided_is_one_fold():
    """The same on the same line, whoever does it, decides nothing more."""
    again = [a_move("AB"[n % 2], 30 + n % 3, decisive=n % 3 == 2) for n in range(20)]
    moves = [*different(10), a_move("A", 32, decisive=True), *again]

    assert ["A32", "20 more steps, in which this happens 6 times more"] == said(moves)[-2:]


def test_another_line_that_decides_is_no_aftermath():
    moves = [
        *different(10),
        a_move("A", 32, decisive=True),
        *different(5),
        a_move("B", 33, decisive=True),
        *different(3),
    ]

    assert ["A32", *said(different(5)), "B33", "3 more steps"] == said(moves)[-8:]


def test_who_waits_for_ever_in_the_end_is_no_aftermath():
    stuck = replace(a_move("B", 40, "waits for", "lock"), state="waiting")
    moves = [*different(10), a_move("A", 32, decisive=True), *different(5), stuck]

    assert "B40" == said(moves)[-1]


def a_gap(actor, line, steps):
    return a_move(actor, line, "goes on", "", value=f"{steps} steps")


def test_a_loop_goes_on_behind_steps_that_were_left_out():
    """Rounds of two lines; the witness leaves out the middle, in the middle of a round."""
    rounds = [a_move("A", line) for _ in range(6) for line in (5, 6)]
    moves = [a_move("B", 1), *rounds, a_gap("A", 6, 1_222), *rounds[1:], a_gap("A", 6, 9), a_move("A", 7)]

    assert ["B1", "A5", "A6", "many more rounds like this", "A5", "A6", "A6", "A7"] == said(moves)


def test_what_was_left_out_counts_as_what_it_was():
    moves = [*different(20), a_gap("A", 50, 1_200), *different(20)]

    assert "1,216 more steps" in said(moves)


def test_a_deadlock_of_many_is_never_folded_away():
    held = [move.effect for move in tell(philosophers(40)).moves if move.effect.startswith("waits for forks")]

    assert 40 == len(held)


MOVES = st.lists(
    st.builds(
        a_move,
        st.sampled_from("ABC"),
        st.integers(1, 4),
        st.sampled_from(["reads", "writes", "acquires", "releases", "waits for"]),
        st.sampled_from(["x", "y", "lock"]),
        decisive=st.booleans(),
        holds=st.sampled_from([(), ("lock",)]),
    ),
    max_size=150,
)


@given(MOVES)
def test_folding_loses_nothing_and_changes_no_order(moves):
    assert moves == [one for move in folded(moves) for one in (move.inside or (move,))]


@given(MOVES)
def test_the_first_decisive_step_is_always_seen_and_the_last_one_of_another_line(moves):
    decisive = [move for move in moves if move.decisive]
    seen = [move for move in folded(moves) if move.decisive]

    assert decisive[:1] == seen[:1]
    others = [move for move in decisive if move.place != decisive[0].place]
    assert not others or others[-1] in seen
