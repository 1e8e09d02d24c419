"""io-bound: visible checks."""

from grader.suite import hint, points


@points(1)
def test_the_texts_come_back_in_order(submission):
    """fetch_all() returns the text of each page, in the order of the pages."""
    program = submission.load()

    assert program.fetch_all(["a", "b"]) == ["text of a", "text of b"]


@points(1)
@hint("The waits add up as long as each begins when the one before it is over.")
def test_two_pages_take_no_longer_than_one(submission):
    """Two pages take no more time than one."""
    program = submission.load()
    start = submission.virtual_time
    program.fetch_all(["a", "b"])
    took = submission.virtual_time - start

    assert took < 0.6, f"it takes {took:.1f} s"
