"""share-value: visible checks."""

from grader.suite import hint, points


@points(1)
def test_the_file_can_be_imported(submission):
    """The file can be imported, and has a function add_100."""
    assert callable(submission.load().add_100)


@points(1)
@hint("Print the number once both processes have ended. Is it 0? A process that dies does not stop the program.")
def test_the_last_number_printed_is_200(submission):
    """The last number that the program prints is 200."""
    run = submission.run(start_method="fork", timeout=300)

    assert run.exit_code == 0, run.explain()
    last = run.numbers[-1:]
    assert last == [200], f"the last number printed should be 200, and it is {last[0] if last else 'none'}"
