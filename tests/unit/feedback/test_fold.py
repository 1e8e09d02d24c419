"""What a page leaves out of a long story, and what it never does."""

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

    assert "139 more steps, in which this happens 2 times more" in said(moves)


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

    assert ["18 more rounds like this", "17 more rounds like this"] == [one for one in told if "rounds" in one]
    assert "overwrites Process-1's 21" in told
    assert len(told) <= MOST_MOVES


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
def test_the_first_and_the_last_decisive_step_are_always_seen(moves):
    decisive = [move for move in moves if move.decisive]
    seen = [move for move in folded(moves) if move.decisive]

    assert bool(decisive) == bool(seen)
    assert not decisive or (decisive[0], decisive[-1]) == (seen[0], seen[-1])
