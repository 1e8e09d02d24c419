"""share-array: visible checks."""

from grader.suite import hint, points


@points(1)
def test_two_processes_are_started(submission):
    """The program starts two processes, and ends without an error."""
    run = submission.run(start_method="fork", timeout=60)

    run.must_end_well()
    assert sum(actor.kind == "process" for actor in run.actors) >= 2, "no two processes were started"


@points(1)
@hint("A process gets a copy of a list. What could both of them write into?")
def test_the_counts_are_printed(submission):
    """The last three numbers that the program prints are the counts: 2, 3 and 5."""
    run = submission.run(start_method="fork", timeout=60)

    assert run.numbers[-3:] == [2, 3, 5], f"the last three numbers printed are {run.numbers[-3:]}"
