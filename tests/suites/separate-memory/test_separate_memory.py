"""separate-memory: hidden suite. The result may come home in any way; what counts is who found it, and that it arrives."""

from grader.suite import TimedOut, hint, needs, points

TOTALS = {"100": 4950, "10": 45}
FEW = 20  # schedules; who waits for nobody is told below, and is right in some


def last_number(ended):
    """Of a run or an ending: the last number that was printed."""
    return ended.numbers[-1] if ended.numbers else "none"


def must_print(run, total, limit):
    """The right number at the end."""
    last = last_number(run)
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
    runs = submission.explore(script=True, args=["10"], start_method="fork", instead=exchanged, schedules=FEW)
    found = sum(range(10 + more))
    if not all(end.trouble for end in runs.endings):
        assert any(last_number(end) == found for end in runs.endings), (
            f"with an add_up() that goes on to {10 + more}, and prints nothing itself, the program never prints {found} in the "
            "end: what the process found has not come home"
        )


@points(3)
@hint("The process adds up its own copy of the variable. What else could carry the number to the main program?")
def test_the_total_is_printed(submission):
    """The last number that the main program prints is the total, for 100 and for other limits."""
    for limit, total in TOTALS.items():
        run = submission.run(args=[limit], start_method="fork", timeout=60)
        run.must_end_well()
        must_print(run, total, limit)

    must_print(submission.run(start_method="fork", timeout=60), 4950, "100")

    silent = {"add_up": "adds_up_further(0)"}
    last = last_number(submission.run(args=["10"], start_method="fork", timeout=60, instead=silent))
    assert last == 45, (
        f"where add_up() prints nothing itself, the last number printed is {last}, and should be 45: the main program does not have it"
    )


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
        last = last_number(end)
        assert last == 6, f"for the limit 4 the last number printed is {last}, not 6"
        return True

    for start_method in ("fork", "spawn"):
        troubles = submission.run(args=["4"], start_method=start_method, timeout=60).troubles
        if any(not isinstance(trouble, TimedOut) for trouble in troubles):
            continue  # an error is the business of other checks
        runs = submission.explore(script=True, args=["4"], start_method=start_method)
        runs.always(arrived)

    late = submission.run(args=["4"], start_method="fork", timeout=600, instead={"add_up": "takes_its_time()"})
    last = "none" if late.troubles else last_number(late)
    assert last == 6, (
        f"where add_up() takes a minute longer, the last number printed is {last}, and should be 6: to wait for a while is a guess"
    )
