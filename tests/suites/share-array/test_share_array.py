"""share-array: hidden suite. Votes are given on the command line, so that the counts cannot be known beforehand."""

from grader.suite import hint, needs, points

COUNTED = {"": [2, 3, 5], "2 0 2 1": [1, 1, 2], "1 1 1 1 0": [1, 4, 0]}
# Each half has a vote for each candidate, so that each of the three cells can lose one. Where processes are spawned, the same lock
# is there for all of them or for none.
CONTESTED = {"fork": "0 1 2 0 1 2", "spawn": "0 1 0 1"}


def counts_are(right, votes):
    """A promise about the last three numbers."""

    def promise(end):
        last = end.numbers[-3:]
        assert last == right, f"for the votes {votes} it prints {last} in the end, not {right}"
        return True

    return promise


def must_print(run, votes):
    """The right counts at the end."""
    run.must_end_well()
    assert all(p.awaited for p in run.runners_of("count", "process")), "they are printed before both have counted"
    last, right = run.numbers[-3:], COUNTED[votes]
    assert last == right, f"for the votes {votes or 'of the file'} it should print {right} in the end, not {last}"


@points(1)
@hint("One more in the cell of each vote: call count() with an array of your own, and look at it.")
def test_count_counts(submission):
    """One call of count(votes, counts) adds one to counts[vote] for each vote, and changes nothing else."""

    def counted(end):
        found = end.values["found"]
        assert found == [6, 0, 9], f"[5, 0, 7] became {found} with the votes 2, 0, 2"
        return True

    submission.explore(scenario="one_call", observe=["found"]).always(counted)


@points(2)
@hint("target= wants the function itself, and args= what it is called with. Start both before you wait for the first.")
def test_two_processes_count(submission):
    """Two processes each call count(), both under way at the same time, and the main program does not."""
    run = submission.run(start_method="fork", timeout=60)
    processes = run.runners_of("count", "process")

    assert len(processes) >= 2, f"{len(processes)} of 2 processes called count()"
    alongside = [process.alongside for process in processes]  # a manager's process counts as well, for each of them
    assert max(alongside) > min(alongside), "the second process starts only when the first has ended"
    assert not run.runners_of("count", "main"), "the main program calls count() itself"


@points(3)
@hint("A process gets a copy of a list. What could both of them write into? And when is it complete?")
def test_the_counts_are_printed(submission):
    """The last three numbers that the program prints are the counts, also for votes given by hand."""
    for votes in COUNTED:
        must_print(submission.run(args=votes.split(), start_method="fork", timeout=60), votes)


@points(3)
@needs("test_the_counts_are_printed")
@hint("Both processes must hold one and the same lock while they read a cell, add and write. How does it reach them?")
def test_no_vote_is_lost(submission, rng):
    """No vote is lost, in whatever order the processes run, under fork, and under spawn where it runs there."""

    for start_method, votes in CONTESTED.items():
        if submission.run(args=["1", "1"], start_method=start_method, timeout=60).troubles:
            continue  # an error is the business of other checks
        runs = submission.explore(script=True, args=votes.split(), start_method=start_method)
        runs.always(counts_are([votes.count(candidate) for candidate in "012"], votes))

    what_was_counted_is_printed(submission, *rng.sample(range(3), 2))


def what_was_counted_is_printed(submission, one, other):
    """With a count() that takes two candidates for each other, the printed counts of these two change places."""
    votes = [0] * 2 + [1] * 3 + [2] * 5
    right = [2, 3, 5]
    right[one], right[other] = right[other], right[one]
    run = submission.run(
        args=[str(vote) for vote in votes],
        start_method="fork",
        timeout=60,
        instead={"count": f"counts_for({one}, {other})"},
    )
    assert run.troubles or run.numbers[-3:] == right, (
        f"with a count() that takes {one} and {other} for each other, {run.numbers[-3:]} is printed, not {right}: "
        "these are not the counts that the processes share"
    )


@points(1)
@hint("A process that begins by importing your file skips the guard. And what is handed to it must be fit for travel.")
def test_it_works_under_spawn(submission):
    """Nothing ends with an error under spawn."""
    run = submission.run(start_method="spawn", timeout=60)
    run.must_end_well()
    assert run.runners_of("count", "process"), "no process calls count()"
    submission.run(start_method="spawn", clock="scaled").must_end_well()
