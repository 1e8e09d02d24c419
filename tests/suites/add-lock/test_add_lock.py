"""add-lock: hidden suite. The program makes its own threads, so that a lock may reach them in any way it likes."""

from grader.suite import hint, needs, points


def added(expected):
    """A promise about what a scenario's calls added."""

    def promise(end):
        assert end.values["added"] == expected, f"it added {end.values['added']}"
        return True

    return promise


@points(1)
@hint("Call it once in a Python shell, and look at database_value before and after.")
def test_one_call_adds_one(submission):
    """One call of increase() adds one to database_value."""
    calls = submission.explore(scenario="one_more_call", observe=["added"])
    if any(end.trouble for end in calls.endings):  # the call may need what only the main block makes: its lock
        calls = submission.explore(script=True, scenario="one_more_call", observe=["added"])

    calls.always(added(1))


@points(2)
@hint("target= wants the function itself; and both threads are started before the first is waited for.")
def test_two_threads_call_increase(submission):
    """The program starts two threads that call increase(), both under way at the same time."""
    threads = submission.run().runners_of("increase", "thread")

    assert len(threads) >= 2, f"{len(threads)} of 2 threads called increase()"
    assert any(thread.alongside for thread in threads), "the second thread starts only when the first has ended"


@points(4)
@needs("test_one_call_adds_one")
@hint("Read and write the value while holding one Lock that both threads share.")
def test_no_update_is_lost(submission):
    """No update is lost: database_value ends as 2, in whatever order the threads run."""
    runs = submission.explore(script=True, observe=["database_value"])
    runs.always(lambda end: end.values.get("database_value") == 2)

    # Where threads run increase() itself, nobody else can hold a lock for it: then it is safe wherever it is called.
    threads = submission.run().runners_of("increase", "thread")
    if all(thread.called[0] == "increase" for thread in threads):
        calls = submission.explore(script=True, scenario="two_more_calls", observe=["added"])
        calls.always(added(2))


@points(1)
@needs("test_two_threads_call_increase")
@hint("Whoever takes a lock must give it back, on every way out. `with` does both.")
def test_nobody_waits_forever(submission):
    """Nobody waits for ever, in whatever order the threads run."""
    submission.explore(script=True, observe=["database_value"]).never_deadlocks()


@points(2)
@hint("Is the value wrong by then, or is it printed too early?")
def test_the_last_number_printed_is_2(submission):
    """The last number that the program prints is 2."""
    run = submission.run()

    run.must_end_well()
    assert run.numbers[-1:] == [2], "the last number printed should be 2"

    def printed_in_the_end(end):
        last, value = end.numbers[-1:], end.values.get("database_value")
        assert last == [value], f"it prints {last}, and then database_value becomes {value}"
        return True

    # Whether the value is right is another check's business; here it must be the last one.
    submission.explore(script=True, observe=["database_value"]).whenever_it_finishes(printed_in_the_end)
