"""cpu-bound: visible checks."""

from grader.suite import hint, points


@points(1)
def test_the_counts_come_back_in_order(submission):
    """count_all() returns the number of primes below each limit, in order."""
    assert submission.load().count_all([10, 3, 20]) == [4, 1, 8]


@points(1)
@hint("Two counts of a second each need not take two seconds, if two processes count.")
def test_two_cpus_compute(submission):
    """If one count takes a second, eight take less than eight."""
    run = submission.run(computing={"count_primes": 1})
    took = run.virtual_duration

    assert run.exit_code == 0, run.explain()
    assert took < 7.9, f"they take {took:.0f} s"
