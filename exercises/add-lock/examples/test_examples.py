"""add-lock: visible checks."""

from grader.suite import hint, points


@points(1)
def test_the_names_are_there(submission):
    """The file can be imported, and has increase() and database_value."""
    program = submission.load()

    assert callable(program.increase)
    assert isinstance(program.database_value, int)


@points(1)
@hint("Both threads read before either writes. How can one of them keep the other out for a moment?")
def test_the_last_number_printed_is_2(submission):
    """The last number that the program prints is 2."""
    run = submission.run()

    assert run.exit_code == 0, run.explain()
    last = run.numbers[-1:]
    assert last == [2], f"the last number printed should be 2, and it is {last[0] if last else 'none'}"
