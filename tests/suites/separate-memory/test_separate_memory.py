"""separate-memory: hidden suite. The result may come home in any way; what counts is who found it, and that it arrives."""

from grader.suite import TimedOut, hint, needs, points

TOTALS = {"100": 4950, "10": 45}


def must_print(run, total, limit):
    """The right number at the end."""
    last = run.numbers[-1] if run.numbers else "none"
    assert last == total, f"for the limit {limit} the last number printed is {last}, and should be {total}"


@points(2)
@hint("start() begins a process, run() does not. Who calls add_up(), and is it their result that is printed?")
def test_a_process_does_the_work(submission, rng):
    """A process of its own runs add_up(), the main program does not, and what is printed is what the process found."""
    run = submission.run(start_method="fork", timeout=60)

    assert run.runners_of("add_up", "process"), "no process ran add_up()"
    assert not run.runners_of("add_up", "main"), "the main program calls add_up() itself"

    more = rng.randrange(2, 30)
    exchanged = {"add_up": f"adds_up_further({more})"}
    further = submission.run(args=["10"], start_method="fork", timeout=60, instead=exchanged)
    assert further.troubles or further.numbers[-1:] != [45], (
        f"with an add_up() that goes on to {10 + more}, the program still prints 45: it is not what the process found"
    )


@points(3)
@hint("The process adds up its own copy of the variable. What else could carry the number to the main program?")
def test_the_total_is_printed(submission):
    """The last number that the program prints is the total, for 100 and for other limits."""
    for limit, total in TOTALS.items():
        run = submission.run(args=[limit], start_method="fork", timeout=60)
        run.must_end_well()
        must_print(run, total, limit)

    must_print(submission.run(start_method="fork", timeout=60), 4950, "100")


@points(2)
@hint("A process that begins by importing your file makes its own of everything at the left margin. Hand over yours.")
def test_it_works_under_spawn(submission):
    """It works under spawn as well as under fork, and nothing ends with an error."""
    run = submission.run(args=["10"], start_method="spawn", timeout=60)
    run.must_end_well()
    must_print(run, 45, "10")

    submission.run(args=["10"], start_method="spawn", clock="scaled").must_end_well()


@points(3)
@needs("test_the_total_is_printed")
@hint("When may the main program look at the result? Who says that it is there?")
def test_no_order_loses_the_total(submission):
    """The total is right and nobody waits for ever, in whatever order things happen."""

    def arrived(end):
        last = end.numbers[-1] if end.numbers else "none"
        assert last == 6, f"for the limit 4 the last number printed is {last}, not 6"
        return True

    for start_method in ("fork", "spawn"):
        troubles = submission.run(args=["4"], start_method=start_method, timeout=60).troubles
        if any(not isinstance(trouble, TimedOut) for trouble in troubles):
            continue  # an error is the business of other checks
        runs = submission.explore(script=True, args=["4"], start_method=start_method)
        runs.always(arrived)

    late = submission.run(args=["4"], start_method="fork", timeout=600, instead={"add_up": "takes_its_time()"})
    last = late.numbers[-1] if late.numbers and not late.troubles else "none"
    assert last == 6, (
        f"where add_up() takes a minute longer, the last number printed is {last}, and should be 6: to wait for a while is a guess"
    )
