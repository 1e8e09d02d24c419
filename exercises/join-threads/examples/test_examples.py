"""join-threads: visible checks."""

from grader.suite import hint, points


@points(1)
def test_square_numbers_can_be_called(submission):
    """square_numbers() is there and can be called."""
    submission.load().square_numbers()


@points(1)
@hint("A Thread object does nothing until somebody calls its start().")
def test_threads_are_started(submission):
    """The program starts threads, ends without an error, and says so."""
    run = submission.run()

    assert run.exit_code == 0, run.explain()
    assert any(actor.kind == "thread" for actor in run.actors), "no thread was started"
    assert run.text.strip(), "nothing is printed"
