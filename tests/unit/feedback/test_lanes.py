"""A witness is drawn so that it fits the screen, or told in one column."""

from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.ink import Style, length, written
from grader.feedback.lanes import drawn
from grader.feedback.story import tell
from grader.report import Witness
from tests.support.reports import a_race, a_step


def picture(witness, width=80, **style):
    style = Style(width=width, **style)
    return written(drawn(tell(witness), style), style)


def with_main(witness=None):
    start = [a_step("MainThread", 20 + i, f"thread{i}.start()", "starts", f"Thread-{i} (increase)") for i in (1, 2)]
    return Witness(token="T", steps=(*start, *a_race().steps))


def test_two_lanes_at_eighty_columns(snapshot):
    assert snapshot == picture(a_race())


def test_two_lanes_on_a_wide_screen(snapshot):
    assert snapshot == picture(a_race(), width=110)


def test_effects_stand_below_where_the_screen_is_narrower(snapshot):
    assert snapshot == picture(a_race(), width=70)


def test_one_column_where_lanes_do_not_fit(snapshot):
    assert snapshot == picture(a_race(), width=44)


def with_main_between(witness=None):
    start, again = with_main().steps[:2]
    return Witness(token="T", steps=(start, a_race().steps[0], again, *a_race().steps[1:]))


def test_who_only_starts_the_others_is_told_before(snapshot):
    assert snapshot == picture(with_main())


def test_who_moves_seldom_crosses_the_page(snapshot):
    assert snapshot == picture(with_main_between())


def test_three_lanes_on_a_wide_screen(snapshot):
    assert snapshot == picture(with_main_between(), width=130)


def test_cells_of_a_notebook(snapshot):
    assert snapshot == picture(a_race(cell=4))


def test_without_signs(snapshot):
    assert snapshot == picture(a_race(), encoding="ascii")


def test_a_longer_effect_stands_right_behind_its_line(snapshot):
    sleep = a_step("Thread-2 (increase)", 14, "time.sleep(0.1)", "sleeps", "", "0.1 s")

    assert snapshot == picture(Witness(token="T", steps=(*a_race().steps, sleep)))


STEPS = st.lists(
    st.builds(
        a_step,
        st.sampled_from(["MainThread", "Thread-1 (increase)", "Thread-2 (increase)", "日本"]),
        st.integers(1, 2000),
        st.text(st.sampled_from("abc 日\x1b"), max_size=70),
        st.sampled_from(["reads", "acquires", "waits for"]),
        st.text(st.sampled_from("ab"), max_size=30),
        st.none() | st.text(max_size=40),
        note=st.sampled_from(["", "overwrites Thread-1's 1", "waits for the lock that Thread-1 holds"]),
        cell=st.none() | st.integers(1, 20),
    ),
    min_size=1,
    max_size=12,
)


@given(STEPS, st.integers(80, 130))
def test_no_row_is_wider_than_the_screen(steps, width):
    style = Style(width=width)
    rows = drawn(tell(Witness(token="T", steps=tuple(steps))), style)

    assert max(map(length, rows)) <= width


def test_a_gap_says_how_much_is_left_out():
    steps = tuple(a_step("AB"[i % 2], i, f"line {i}", "reads", "x", "0") for i in range(1, 101))

    assert "\n   (90 more steps)\n" in picture(Witness(token="T", steps=steps))
