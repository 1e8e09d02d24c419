"""The four checks that every grader of the comparison makes."""

from grader.suite import points


@points(1)
def test_defines_increase(submission):
    """The program defines increase()."""
    assert submission.source.defines("increase")


@points(1)
def test_one_call_adds_one(submission):
    """One call of increase() adds 1."""
    program = submission.load()
    program.increase()
    assert program.value == 1


@points(1)
def test_no_update_is_lost(submission):
    """No update is lost, in whatever order two threads run; others start twenty and hope."""
    runs = submission.explore(threads=["increase"] * 2, observe=["value"])
    runs.always(lambda end: end.values["value"] == 2)


@points(1)
def test_the_script_prints_two(submission):
    """Run as a script it prints "end value 2"."""
    run = submission.run()
    assert "end value 2" in run.text, run.explain()
