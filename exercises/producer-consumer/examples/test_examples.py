"""producer-consumer: visible checks."""

from grader.suite import hint, points


@points(1)
def test_three_threads_are_started(submission):
    """The program starts three threads."""
    run = submission.run()
    threads = [actor for actor in run.actors if actor.kind == "thread"]

    assert len(threads) >= 3, f"{len(threads)} of 3 threads were started"


@points(1)
@hint("Ask yourself what each thread does when the queue happens to be empty, or full.")
def test_the_sum_is_printed_in_whatever_order(submission):
    """The last number printed is the sum of the squares, in whatever order the threads run."""
    runs = submission.explore(script=True, args=["3"], schedules=100)

    runs.always(lambda end: end.numbers[-1:] == [9])
