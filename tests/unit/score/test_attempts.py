"""Attempts: decided from when they were handed in, whatever the clock says now."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grader.course.model import AttemptPolicy
from grader.score.attempts import GRANTED, Attempt, permit

NOON = datetime(2030, 1, 10, 12, tzinfo=UTC)


def at(minutes):
    return NOON + timedelta(minutes=minutes)


def earlier(*minutes, counted=True):
    return [Attempt(at(-back), counted) for back in minutes]


def test_the_plain_policy_lets_everyone_in():
    assert GRANTED == permit(AttemptPolicy(), NOON, earlier(0.01, 1, 2))


def test_after_the_last_attempt_there_is_none():
    refused = permit(AttemptPolicy(limit=2), NOON, earlier(10, 20))

    assert (False, None) == (refused.granted, refused.again)
    assert "All 2 attempts that are judged have been used." == refused.reason
    assert permit(AttemptPolicy(limit=3), NOON, earlier(10, 20)).granted


def test_a_pause_is_counted_from_the_attempt_that_counted():
    policy = AttemptPolicy(cooling_off_min=30)

    refused = permit(policy, NOON, [*earlier(20), *earlier(5, counted=False)])

    assert (False, at(10)) == (refused.granted, refused.again)
    assert "There must be 30 minutes between two attempts that are judged." == refused.reason
    assert permit(policy, at(10), earlier(20)).granted


def test_tokens_come_back_one_by_one():
    policy = AttemptPolicy(tokens=2, token_back_h=1)

    refused = permit(policy, NOON, earlier(50, 20, 10))

    assert (False, at(40)) == (refused.granted, refused.again)
    assert refused.reason.endswith("spends a token, and it comes back after 1 h.")
    assert permit(policy, at(41), earlier(50, 20, 10)).granted
    assert permit(policy, NOON, earlier(70, 20)).granted


def test_what_was_handed_in_at_the_same_moment_did_not_go_before():
    assert permit(AttemptPolicy(limit=1, cooling_off_min=5, tokens=1), NOON, earlier(0)).granted


def test_of_two_rules_the_later_moment_is_told():
    policy = AttemptPolicy(cooling_off_min=30, tokens=1, token_back_h=1)

    assert at(50) == permit(policy, NOON, earlier(10)).again


def test_without_a_moment_nobody_is_refused():
    assert permit(AttemptPolicy(limit=1), None, earlier(10)).granted


POLICIES = st.builds(
    AttemptPolicy,
    limit=st.none() | st.integers(1, 5),
    cooling_off_min=st.sampled_from([0.0, 5.0, 60.0]),
    tokens=st.none() | st.integers(1, 4),
    token_back_h=st.sampled_from([0.5, 2.0]),
)
MINUTES = st.integers(-60, 20).map(lambda number: 5 * number)
HISTORY = st.lists(st.builds(Attempt, MINUTES.map(at), st.booleans()), max_size=8)
"""At moments of which some are one, or lie as far from one another as a policy says."""


@given(POLICIES, HISTORY)
def test_what_is_promised_is_kept(policy, history):
    """At the moment that a refusal names the attempt is let in, and not a second before."""
    refused = permit(policy, NOON, history)
    if refused.again is not None:
        before = [attempt for attempt in history if attempt.at < NOON]
        assert permit(policy, refused.again, before).granted
        assert not permit(policy, refused.again - timedelta(seconds=1), before).granted


@given(POLICIES, HISTORY)
def test_what_did_not_count_and_what_came_later_changes_nothing(policy, history):
    kept = [attempt for attempt in history if attempt.counted and attempt.at < NOON]

    assert permit(policy, NOON, kept) == permit(policy, NOON, history)
