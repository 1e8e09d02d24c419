"""fix-typo: visible checks."""

from grader.suite import hint, points


@points(1)
@hint("Is there a message? Read its last line first, then look at the line it names.")
def test_the_program_ends_without_an_error(submission):
    """The program ends without an error."""
    run = submission.run(start_method="fork", timeout=120)

    assert run.exit_code == 0, run.explain()


@points(1)
def test_something_is_printed(submission):
    """The program says that it has come to its end."""
    run = submission.run(start_method="fork", timeout=120)

    assert run.text.strip(), "nothing is printed"
