"""Tracks: everybody's state beside every move, and whom a move is about."""

from grader.feedback.story import tell
from grader.feedback.tracks import MOST_UNFOLDED, rows
from grader.report import Witness
from tests.support.gallery import a_long_race, philosophers
from tests.support.reports import a_deadlock, a_race, a_step


def told(witness):
    story = tell(witness)
    return rows(story.moves, story.actors)


def lives(witness):
    return [[track.life for track in row.tracks] for row in told(witness)]


def test_who_is_done_has_no_track_any_more():
    assert [["going", "going"], ["going", "going"], ["going", "going"], ["over", "going"]] == lives(a_race())


def test_holding_and_waiting_are_seen():
    assert [
        ["holding", "going"],
        ["holding", "holding"],
        ["waiting", "holding"],
        ["waiting", "waiting"],
    ] == lives(a_deadlock())


def test_who_is_started_in_the_story_is_not_there_before():
    first, *others = a_race().steps
    start = a_step("MainThread", 3, "t.start()", "starts", "Thread-2 (increase)")
    witness = Witness(token="T", steps=(first, start, *others, a_step("MainThread", 9, "print(x)", "reads", "x", "1")))

    assert ["ahead", "ahead", "going", "going", "going", "over"] == [row[2] for row in lives(witness)]


def arrows(witness):
    return [[track.arrow for track in row.tracks] for row in told(witness) if row.has_arrow]


def test_an_arrow_leads_to_whom_a_move_is_about():
    assert [["arrives", "leaves"]] == arrows(a_race())
    assert [["leaves", "arrives"], ["arrives", "leaves"]] == arrows(a_deadlock())


def test_it_passes_those_between():
    assert ["arrives", "passes", "passes", "leaves"] == arrows(philosophers(4))[-1]


def test_a_name_is_not_found_in_a_longer_one():
    steps = (
        a_step("Thread-1", 1, "x", "reads", "x", "0"),
        a_step("Thread-10", 1, "x", "writes", "x", "1"),
        a_step("Thread-2", 1, "x", "writes", "x", "1", decisive=True, note="overwrites Thread-10's 1"),
    )

    assert [["", "leaves", "arrives"]] == arrows(Witness(token="T", steps=steps))


def test_a_fold_holds_its_moves_and_counts_go_on():
    found = told(a_long_race())
    fold = next(row for row in found if row.lane == 0)

    assert 18 * 3 == len(fold.inside)
    assert [1, 2, 3] == [row.number for row in found[:3]]
    assert (4, 57) == (fold.inside[0].number, fold.inside[-1].number)
    assert 58 == found[found.index(fold) + 1].number


def test_an_endless_fold_is_bounded():
    fold = next(row for row in told(a_long_race(300)) if row.lane == 0)

    assert MOST_UNFOLDED == len(fold.inside)
    assert 148 * 3 == len(fold.inside) + fold.left_out
