"""What came back in the place of what a check asks for."""

import pytest

from grader.sandbox.pointers.came import for_value


@pytest.mark.parametrize(
    "said",
    [
        "Expected [1, 4], but got None.",
        "for 3 pages it returned None, which is no list",
        "it returned [None, None]",
        "Expected (7, 3), but got (None, 3).",
    ],
)
def test_a_function_that_gives_nothing_back_is_told_of_return(said):
    assert "no `return` with a value" in for_value(said)


@pytest.mark.parametrize("said", ["Expected None, but got 3.", "no thread was started", "it got Nonesuch"])
def test_where_something_came_back_return_is_not_spoken_of(said):
    assert for_value(said) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("for the pages a and b it returned [<Future>, <Future>]", "Its result() waits"),
        ("Expected 3, but got <AsyncResult>.", "Its get() waits"),
        ("it returned <generator>, which is no list", "list(…) makes a list"),
        ("it returned [<method>, <method>]", "called, with parentheses"),
        ("it returned ['text of {page}']", 'f"…"'),
        ("it returned {1: 2}, {'a'} and {}", None),
        ("it printed {page}", None),
        ("the answer is {name}, in braces", None),
        ("Expected 'a', but got '{page}'.", 'f"…"'),
        ("Expected 'Ann: 2.50', but got '{self.owner}: {self.balance:.2f}'.", 'f"…"'),
        ("Expected '{1: 2}', but got '{a: 2}'.", None),
        ("Expected 12, but got <the submission's method>.", "called, with parentheses"),
        ("Expected 12, but got <the submission's function balance>.", "called, with parentheses"),
        ("Expected [1], but got <the submission's zip>.", "list(…) makes a list"),
        ("Expected [1], but got <the submission's coroutine>.", "asyncio.run"),
        ("Expected 12, but got <the submission's Account>.", None),
        ("it returned <Lock>", None),
    ],
)
def test_what_came_back_in_the_place_of_a_value_is_told(said, words):
    assert (for_value(said) is None) if words is None else (words in for_value(said))
