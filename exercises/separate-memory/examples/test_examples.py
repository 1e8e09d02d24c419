"""separate-memory: visible checks."""

from grader.suite import hint, points


@points(1)
def test_a_process_is_started(submission):
    """The program starts a process, and ends without an error."""
    run = submission.run(start_method="fork", timeout=60)

    assert run.exit_code == 0, run.explain()
    assert any(actor.kind == "process" for actor in run.actors), "no process was started"


@points(1)
@hint("The process adds up its own copy of the variable. What else could carry the number to the main program?")
def test_the_last_number_printed_is_4950(submission):
    """The last number that the main program prints is 4950."""
    run = submission.run(start_method="fork", timeout=60)
    assert run.numbers[-1:] == [4950], f"the last number printed should be 4950, and it is {last_of(run)}"

    silent = submission.run(start_method="fork", timeout=60, instead={"add_up": "prints_nothing()"})
    assert silent.numbers[-1:] == [4950], (
        f"where add_up() prints nothing itself, the last number printed is {last_of(silent)}: the main program does not have it"
    )


def last_of(run):
    """The last number printed, for a sentence."""
    return run.numbers[-1] if run.numbers else "none"
