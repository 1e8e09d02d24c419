"""cpu-bound: hidden suite. What processes gain is computed on a virtual machine of three CPUs, so no load changes it."""

from grader.suite import hint, points

CPUS = 3  # `cpus` in exercise.toml
COUNTS = [4, 8, 10, 12, 15, 17, 19, 22]
SECONDS = 3  # eight counts of one second each on three CPUs
SCHEDULES = 80  # pools of processes have many orders; those that change what comes back are found early


def on_three_cpus(submission):
    """The whole program, where each count takes a second."""
    return submission.run(start_method="fork", computing={"count_primes": 1})


@points(2)
@hint("Which count belongs to which limit must not depend on who is ready first.")
def test_the_counts_come_back_in_order(submission):
    """count_all(limits) returns the number of primes below each limit, in order, whatever process is ready first."""

    def in_order(end):
        found = end.values["found"]
        assert found == [4, 2], f"for the limits 10 and 4 it returned {found}, not [4, 2]"
        return True

    runs = submission.explore(scenario="two_limits", observe=["found"], start_method="fork", schedules=SCHEDULES)
    runs.always(in_order)
    others = [actor for end in runs.endings for actor in end.actors if actor.kind != "main"]
    assert others, "count_all() starts no process, so there is one order only"


@points(2)
@hint("Who calls count_primes(), and are theirs the counts that come back? A pool that nobody gives work to has none.")
def test_processes_do_the_counting(submission, rng):
    """Other processes run count_primes(), the main program does not, and the counts are those that they found."""
    run = on_three_cpus(submission)
    assert not run.runners_of("count_primes", "main"), "the main program calls count_primes() itself"
    assert run.runners_of("count_primes", "process"), "no other process calls count_primes()"

    more = rng.randrange(100, 1000)
    exchanged = submission.run(start_method="fork", instead={"count_primes": f"counts_more({more})"})
    assert exchanged.numbers[-8:] != COUNTS, (
        f"with a count_primes() that finds {more} more, the program prints the same: these are not the counts it found"
    )


@points(3)
@hint("Is there a process for each CPU? And is work for all of them handed out before the first result is waited for?")
def test_all_cpus_compute_at_the_same_time(submission):
    """All CPUs compute at the same time: if one count takes a second, eight take three seconds on three CPUs."""
    took = on_three_cpus(submission).virtual_duration

    assert took >= SECONDS, f"the eight counts took {took:.1f} s on {CPUS} CPUs: not every count calls count_primes()"
    assert took < SECONDS + 0.5, f"the eight counts took {took:.1f} s on {CPUS} CPUs"


@points(2)
@hint(
    "A process that begins by importing your file meets everything at the left margin. What is sent must be picklable."
)
def test_it_works_everywhere(submission):
    """Under fork and under spawn nothing ends with an error, and the last eight numbers printed are the counts."""
    for start_method in ("fork", "spawn"):
        run = submission.run(start_method=start_method)
        run.must_end_well()
        assert len(run.actors) > 1, f"under {start_method} it starts no process"
        assert run.numbers[-8:] == COUNTS, f"under {start_method} it prints {run.numbers[-8:]} in the end, not {COUNTS}"

    submission.run(start_method="spawn", clock="scaled").must_end_well()


@points(1)
@hint("What becomes of your processes, or of your pool, when there are none to be made?")
def test_no_limits_are_no_trouble(submission):
    """No limits are no trouble: count_all([]) returns an empty list."""

    def empty(end):
        assert end.values["found"] == [], f"it returned {end.values['found']!r}"
        return True

    submission.explore(scenario="no_limits", observe=["found"], start_method="fork").always(empty)
