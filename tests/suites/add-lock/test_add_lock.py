"""add-lock: hidden suite. The program makes its own threads, so that a lock may reach them in any way it likes."""

from grader.suite import hint, needs, points


def must_end_well(run):
    """No error, neither in the program nor in anything that it started."""
    for trouble in run.troubles:
        raise trouble
    assert run.exit_code == 0, run.explain()
    assert not any(actor.exit_code for actor in run.actors), run.explain()


def workers(run):
    """The threads that were started with something to do."""
    return [actor for actor in run.actors if actor.kind == "thread" and actor.target]


@points(1)
@hint("Call it once in a Python shell, and look at database_value before and after.")
def test_one_call_adds_one(submission):
    """One call of increase() adds one to database_value."""

    def adds_one(end):
        assert end.values["added"] == 1, f"it added {end.values['added']}"
        return True

    submission.explore(scenario="one_call", observe=["added"]).always(adds_one)


@points(2)
@hint("target= wants the function itself; and both threads are started before the first is waited for.")
def test_two_threads_call_increase(submission):
    """The program starts two threads that call increase(), both under way at the same time."""
    threads = workers(submission.run())

    assert len(threads) >= 2, f"{len(threads)} of 2 threads were started with something to do"
    assert any(thread.alongside for thread in threads), "the second thread starts only when the first has ended"


@points(4)
@needs("test_one_call_adds_one")
@hint("Read and write the value while holding one Lock that both threads share.")
def test_no_update_is_lost(submission):
    """No update is lost: database_value ends as 2, in whatever order the threads run."""
    runs = submission.explore(script=True, observe=["database_value"])

    runs.always(lambda end: end.values.get("database_value") == 2)


@points(1)
@hint("Whoever takes a lock must give it back, on every way out. `with` does both.")
def test_nobody_waits_forever(submission):
    """Nobody waits for ever, in whatever order the threads run."""
    submission.explore(script=True).never_deadlocks()


@points(2)
@hint("Is the value wrong by then, or is it printed too early?")
def test_the_last_number_printed_is_2(submission):
    """The last number that the program prints is 2."""
    run = submission.run()

    must_end_well(run)
    assert run.numbers[-1:] == [2], "the last number printed should be 2"
