"""stop-worker: visible checks."""

from grader.suite import hint, points


@points(1)
def test_both_are_started(submission):
    """The program starts a process that runs work() and a thread that runs tick()."""
    run = submission.run(timeout=30)

    assert run.runners_of("work", "process"), "no process runs work()"
    assert run.runners_of("tick", "thread"), "no thread runs tick()"


@points(1)
@hint("Who is still at work when the main program is done? How could each of the two be stopped?")
def test_the_program_comes_to_its_end(submission):
    """The program comes to its end."""
    run = submission.run(timeout=30)

    assert run.exit_code == 0, run.explain()
