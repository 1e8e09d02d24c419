"""What one step did, in words that a student reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.phrases import as_sentence, effect, held_after, is_inside, state_after
from tests.support.reports import a_step


@pytest.mark.parametrize(
    ("action", "target", "value", "words"),
    [
        ("reads", "count", "0", "reads 0"),
        ("reads", "cache", None, "reads cache"),
        ("acquires", "lock", None, "acquires lock"),
        ("puts", "jobs", "3", "puts 3 into jobs"),
        ("puts", "jobs", None, "puts an item into jobs"),
        ("gets", "jobs", "None", "gets None from jobs"),
        ("gets", "jobs", None, "gets an item from jobs"),
        ("sends", "here", "'ping'", "sends 'ping' through here"),
        ("receives from", "there", "'ping'", "receives 'ping' from there"),
        ("spins", "ready, done", None, "goes round until ready or done changes"),
        ("goes round until a change of", "", None, "goes round for ever"),
        ("goes on", "", "178 steps", "goes on for 178 steps"),
        ("kills", "Process-1", None, "terminates Process-1"),
        ("feeds", "jobs", None, "its item gets into jobs"),
        ("waits for all of", "done[0]", None, "waits for all of several futures"),
        ("gives up waiting for some of", "done[0]", None, "gives up waiting for the first of several futures"),
        ("waits for one of", "", None, "waits for the first of several connections or processes"),
        ("takes once more", "lock", None, "takes lock once more"),
        ("gives back once", "lock", None, "gives lock back once"),
        ("sleeps", "", "0.1 s", "sleeps 0.1 s"),
        ("is still going", "", None, "is still going"),
        ("reads", "x", "9" * 99, "reads " + "9" * 23 + "…"),
    ],
)
def test_an_act_in_words(action, target, value, words):
    assert words == effect(a_step("T", 1, "", action, target, value), full=False)


def test_a_line_that_touches_several_things_names_them():
    assert "reads b: 0" == effect(a_step("T", 1, "a = b + c", "reads", "b", "0"), full=True)


def test_a_lock_is_held_from_its_taking_to_its_giving_back():
    """Whether a step says what was held before or after it."""
    take, other, give = (a_step("T", 1, "", "acquires", "lock", holds=held) for held in [(), ("lock",), ("other",)])

    assert [("lock",), ("lock",), ("other", "lock")] == [held_after(step) for step in (take, other, give)]
    assert () == held_after(a_step("T", 1, "", "releases", "lock", holds=("lock",)))
    assert ("lock",) == held_after(a_step("T", 1, "", "reads", "x", holds=("lock",)))


@pytest.mark.parametrize(
    ("action", "more", "state"),
    [
        ("acquires", {}, "holding"),
        ("releases", {"holds": ("lock",)}, "going"),
        ("waits for", {"decisive": True, "note": "B holds it"}, "waiting"),
        ("waits for", {}, "going"),
        ("waits for the end of", {}, "waiting"),
        ("reads", {}, "going"),
    ],
)
def test_what_an_actor_is_after_a_step(action, more, state):
    assert state == state_after(a_step("T", 1, "", action, "lock", **more))


def test_the_inside_of_an_executor_is_nobodys_story():
    assert is_inside(a_step("T", 1, "pool.submit(f)", "puts", "a SimpleQueue", "1"))
    assert not is_inside(a_step("T", 1, "jobs.put(1)", "puts", "jobs", "1"))
    assert not is_inside(a_step("T", 1, "q.get()", "waits for an item from", "a SimpleQueue", decisive=True))


def test_a_look_says_something_by_its_object_or_by_what_was_found():
    assert is_inside(a_step("T", 1, "f()", "looks at", ""))
    assert not is_inside(a_step("T", 1, "len(threading.enumerate())", "looks at", "", "2 running threads"))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("it added 2", "It added 2."),
        ("the last number printed should be 2", "The last number printed should be 2."),
        ("9 of 10 threads ran square_numbers()", "9 of 10 threads ran square_numbers()."),
        ("database_value ended as 1, expected 2.", "database_value ended as 1, expected 2."),
        ("count is 3", "count is 3."),
        ("several deliveries, and nothing says which", "Several deliveries, and nothing says which."),
        ("where add_up() prints nothing, it is 0", "Where add_up() prints nothing, it is 0."),
        (
            "NameError: name 'x' is not defined. Did you mean: 'y'?",
            "NameError: name 'x' is not defined. Did you mean: 'y'?",
        ),
        ("Did you mean: ‘…’?", "Did you mean: ‘…’?"),
        ("name ‘…’ is not defined", "name ‘…’ is not defined."),
        ("Skipped until this is right: “B.”", "Skipped until this is right: “B.”"),
        ("the first\nand more", "The first\nand more"),
        ("", ""),
    ],
)
def test_what_a_suite_says_is_shown_as_a_sentence(said, sentence):
    assert sentence == as_sentence(said)


@given(st.text(max_size=30))
def test_a_sentence_says_what_was_said(said):
    sentence = as_sentence(said)

    assert said[1:] in sentence
    assert said.lower() == sentence.lower().removesuffix(".") or said.lower() == sentence.lower()
    assert sentence == as_sentence(sentence)
