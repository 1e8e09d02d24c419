"""guard-main: visible checks."""

from grader.suite import hint, points


@points(1)
def test_it_still_works_under_fork(submission):
    """Under fork the program ends without an error and says so."""
    run = submission.run(start_method="fork", timeout=120)

    assert run.exit_code == 0, run.explain()
    assert run.text.strip(), "nothing is printed"


@points(1)
@hint("Everything at the left margin happens on import. What may stand there?")
def test_importing_it_prints_nothing(submission):
    """Importing the file prints nothing, and square_numbers() can be called afterwards."""
    program = submission.load()
    assert submission.stdout == "", "the file prints something when it is imported"

    program.square_numbers()
