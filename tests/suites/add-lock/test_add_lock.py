"""add-lock: hidden suite. The program makes its own threads, so that a lock may reach them in any way it likes."""

import ast

from grader.suite import hint, needs, points

ANY = {"database_value": lambda random: random.randrange(10, 1_000_000)}  # what two more calls begin with
LONG = 5  # seconds, where a call takes a tenth of one: who waits longer has not reckoned with luck
FEW = 20  # schedules; an increase() of ours loses nothing in any of them
SOME = 100  # schedules; who goes on without the lock does so in the first, and who tries again makes long ones


def added(expected):
    """A promise about what a scenario's calls added. It is reckoned here: a number of a class of the program's own would say what
    it likes when it is asked for a difference."""

    def promise(end):
        counted = tuple(end.values["counted"])
        assert counted, "database_value holds something too deep or too large to be looked at, and no plain number"
        before, after = counted
        plain = all(isinstance(value, int | float) for value in (before, after))
        assert plain, f"database_value went from {before} to {after}, which are not plain numbers"
        found, start = after - before, end.start.get("database_value")
        one = f"the call added {found}, not {expected}"
        more = f"Two more threads call increase(), starting from {start}: together they added {found}, not {expected}"
        assert found == expected, one if expected == 1 else more
        return True

    return promise


@points(1)
@hint("Call it once in a Python shell, and look at database_value before and after.")
def test_one_call_adds_one(submission):
    """One call of increase() adds one to database_value."""
    calls = submission.explore(scenario="one_more_call", observe=["counted"])
    if any(end.trouble for end in calls.endings):  # the call may need what only the main block makes: its lock
        calls = submission.explore(script=True, scenario="one_more_call", observe=["counted"])

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
def test_no_update_is_lost(submission, rng):
    """No update is lost: database_value ends as 2, in whatever order the threads run."""
    runs = submission.explore(script=True, observe=["database_value"])
    runs.always(lambda end: end.values.get("database_value") == 2)

    # Where threads run increase() itself, nobody else can hold a lock for it: then it is safe wherever it is called.
    threads = submission.run().runners_of("increase", "thread")
    if all(thread.called[0] == "increase" for thread in threads):
        calls = submission.explore(script=True, scenario="two_more_calls", observe=["counted"], start=ANY)
        calls.always(added(2))
        if gives_up(submission.source):
            patient = "two_more_calls_that_have_to_wait"
            calls = submission.explore(script=True, scenario=patient, observe=["counted"], start=ANY, schedules=SOME)
            calls.whenever_it_finishes(added(2))

    nothing_but_increase_changes_it(submission, rng.randrange(3, 100))


def nothing_but_increase_changes_it(submission, amount):
    """With an increase() that adds another amount, database_value ends as another one."""
    exchanged = {"increase": f"adds({amount})"}
    runs = submission.explore(script=True, observe=["database_value"], instead=exchanged, schedules=FEW)
    for end in runs.endings:
        found = end.values.get("database_value")
        assert end.trouble is not None or found == 2 * amount, (
            f"with an increase() that adds {amount}, database_value ends as {found} after two calls, "
            f"not as {2 * amount}: something else changes it as well"
        )


@points(1)
@needs("test_two_threads_call_increase")
@hint("Whoever takes a lock must give it back, on every way out. `with` does both.")
def test_nobody_waits_forever(submission):
    """Nobody waits for ever, in whatever order the threads run."""
    submission.explore(script=True, observe=["database_value"]).never_deadlocks()


@points(2)
@hint("Is the value wrong by then, or is it printed too early, or not at all?")
def test_the_last_number_printed_is_2(submission):
    """The last number that the program prints is 2."""
    run = submission.run()

    run.must_end_well()
    last = run.numbers[-1:]
    assert last == [2], f"the last number printed should be 2, and it is {last[0] if last else 'none'}"
    threads = run.runners_of("increase", "thread")
    assert all(thread.awaited for thread in threads), "it is printed before both threads have ended"

    def printed_in_the_end(end):
        last, value = end.numbers[-1:], end.values.get("database_value")
        assert last == [value], f"it prints {last}, and {end.told('database_value')}"
        return True

    # Whether the value is right is another check's business; here it must be the last one.
    submission.explore(script=True, observe=["database_value"]).whenever_it_finishes(printed_in_the_end)


def gives_up(source):
    """Whether it waits for a lock for a few seconds only: then somebody slow may hold it longer."""
    calls = [node for node in ast.walk(source.tree) if isinstance(node, ast.Call)]
    calls = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "acquire"]
    waits = [word.value for call in calls for word in call.keywords if word.arg == "timeout"]
    waits += [call.args[1] for call in calls if len(call.args) > 1]
    return not all(isinstance(wait, ast.Constant) and wait.value >= LONG for wait in waits)
