"""share-value: hidden suite. Order is judged by the last number printed, so that variables may have any name."""

import ast

from grader.suite import hint, needs, points

SCHEDULES = 40  # most are of a thousand steps, and then six are run: those that steer towards a race come first
LONG = 4  # seconds, where the whole program takes less than five


def added(expected):
    """A promise about what a scenario's calls added."""

    def promise(end):
        assert end.values["added"] == expected, f"the call added {end.values['added']}, not {expected}"
        return True

    return promise


@points(1)
@hint(
    "The function needs everything that it uses when the file is only imported, too. And if the sum is wrong: count the "
    "rounds of its loop."
)
def test_add_100_adds_100(submission):
    """One call of add_100(number) adds exactly 100 to number.value."""

    submission.explore(scenario="one_call", observe=["added"]).always(added(100))


@points(1)
@hint("target= wants the function itself, and args= what it is called with. Start both before you wait for the first.")
def test_two_processes_do_the_adding(submission):
    """The program starts two processes that each call add_100, both under way at the same time."""
    processes = submission.run(start_method="fork", timeout=300).runners_of("add_100", "process")

    assert len(processes) >= 2, f"{len(processes)} of 2 processes called add_100"
    alongside = [process.alongside for process in processes]  # a manager's process counts as well, for each of them
    assert max(alongside) > min(alongside), "the second process starts only when the first has ended"


@points(2)
@hint("Print the number once both processes have ended. Is it 0? A process that dies does not stop the program.")
def test_the_last_number_printed_is_200(submission):
    """The last number that the program prints is the shared one, 200 where no addition is lost."""
    run = submission.run(start_method="fork", timeout=300)

    run.must_end_well()
    last = run.numbers[-1:]
    if last and 0 < last[0] < 200 and run.simulated and adds_100_alone(submission):
        # Additions are lost, which is told below. What would it print if none were?
        last = submission.run(start_method="fork", timeout=300, instead={"add_100": "adds(100)"}).numbers[-1:]
    assert last == [200], f"the last number printed should be 200, and it is {last[0] if last else 'none'}"
    processes = run.runners_of("add_100", "process")
    assert all(process.awaited for process in processes), "it is printed before both processes have ended"


def adds_100_alone(submission):
    """Whether one call adds 100 where nobody else does anything."""
    return all(
        end.values.get("added") == 100 for end in submission.explore(scenario="one_call", observe=["added"]).endings
    )


@points(3)
@needs("test_the_last_number_printed_is_200")
@hint("Both processes must hold one and the same lock while they read, add and write. How does it reach them?")
def test_no_addition_is_lost(submission, rng):
    """No addition is lost, in whatever order the processes run, under fork, and under spawn where it runs there."""
    plain = {how: submission.run(start_method=how, timeout=300) for how in ("fork", "spawn")}
    for start_method, run in plain.items():
        if run.troubles:
            continue  # an error is the business of other checks
        runs = submission.explore(script=True, start_method=start_method, schedules=SCHEDULES)
        runs.always(lambda end: end.numbers[-1:] == [200])

    # What is printed may be made up. Where processes run add_100 itself, nobody else can hold a lock for it.
    processes = plain["fork"].runners_of("add_100", "process")
    if all(process.called[0] == "add_100" for process in processes):
        hard = ["two_processes_that_have_to_wait"] if gives_up(submission.source) else []
        for scenario in ["two_processes", *hard]:
            calls = submission.explore(scenario=scenario, observe=["added"], start_method="fork", schedules=SCHEDULES)
            if not any(end.trouble for end in calls.endings):
                calls.always(added(200))

    the_number_shared_is_printed(submission, rng.randrange(3, 100))


def the_number_shared_is_printed(submission, amount):
    """With an add_100() that adds another amount, another number is printed."""
    run = submission.run(start_method="fork", timeout=300, instead={"add_100": f"adds({amount})"})
    last = run.numbers[-1:]
    assert run.troubles or last == [2 * amount], (
        f"with an add_100() that adds {amount}, the last number printed is still {last[0] if last else 'none'}, "
        f"and not {2 * amount}: it is not the number that the processes share"
    )


@points(2)
@hint("A new process begins by importing your file. What does it run then, what does it skip, and what does it know?")
def test_it_works_under_spawn(submission):
    """It works under spawn: nothing ends with an error."""
    run = submission.run(start_method="spawn", timeout=300)
    run.must_end_well()
    assert run.runners_of("add_100", "process"), "no process calls add_100"
    submission.run(start_method="spawn", clock="scaled").must_end_well()


@points(1)
@hint("How long does one process sleep, all in all?")
def test_it_takes_less_than_five_seconds(submission):
    """The whole program takes less than five seconds, sleeping included."""
    run = submission.run(start_method="fork", timeout=300)

    run.must_end_well()
    assert run.runners_of("add_100", "process"), "no process calls add_100"
    assert run.virtual_duration < 5, f"it takes {run.virtual_duration:.0f} s"


def gives_up(source):
    """Whether it waits for a lock for a few seconds only: then somebody slow may hold it longer."""
    calls = [node for node in ast.walk(source.tree) if isinstance(node, ast.Call)]
    calls = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "acquire"]
    waits = [word.value for call in calls for word in call.keywords if word.arg == "timeout"]
    waits += [call.args[1] for call in calls if len(call.args) > 1]
    return not all(isinstance(wait, ast.Constant) and wait.value >= LONG for wait in waits)
