"""producer-consumer: hidden suite. Numbers come from the command line; what counts is the sum, and that all ends."""

from grader.suite import hint, points

SUMS = {"": 385, "3 4": 25, "1 1 1 1 1 2": 9, "3 0 0 -1 4": 26}
SCHEDULES = 250  # two numbers have about as many orders; three have thousands, and a queue that is full in some

FEW = 10  # schedules; what comes out of the queue is the same in all of them
ANY_TIME = 40  # schedules in which timeouts fire at any time; who goes home too early does so in the first ones


def last_number(ended):
    """Of a run or an ending: the last number that was printed."""
    return ended.numbers[-1] if ended.numbers else "none"


@points(2)
@hint("target= wants the function itself. And start them all before you wait for the first.")
def test_one_produces_and_two_consume(submission):
    """One thread runs produce() and two run consume(), all under way at the same time; the main program runs neither."""
    run = submission.run()
    producers, consumers = (run.runners_of(name, "thread") for name in ("produce", "consume"))

    assert producers, "no thread runs produce()"
    assert len(consumers) >= 2, f"{len(consumers)} of 2 threads run consume()"
    at_once = 1 + max(thread.alongside for thread in (*producers, *consumers))
    assert at_once >= 3, f"only {at_once} of 3 threads are under way at the same time"
    for name in ("produce", "consume"):
        assert not run.runners_of(name, "main"), f"the main program runs {name}() itself"


@points(2)
@hint("Follow the first and the last number through the queue. Is the sum made when all of them have come out?")
def test_the_sum_is_printed(submission):
    """The last number that the program prints is the sum of the squares, also for numbers given by hand."""
    for numbers, right in SUMS.items():
        run = submission.run(args=numbers.split())
        run.must_end_well()
        last = last_number(run)
        assert last == right, f"for {numbers or '1 to 10'} the last number printed is {last}, and should be {right}"


@points(3)
@hint("When may a consumer go home? When may the sum be made? And what else do the two consumers share?")
def test_no_number_is_lost(submission, rng):
    """No number is lost, and none is counted twice, in whatever order the threads run."""

    def summed(end):
        last = last_number(end)
        assert last == 25, f"for the numbers 3 and 4 the last number printed is {last}, not 25"
        return True

    runs = submission.explore(script=True, args=["3", "4"], schedules=SCHEDULES)
    runs.whenever_it_finishes(summed)
    runs.can_finish()

    any_time = submission.explore(script=True, args=["3", "4"], schedules=ANY_TIME, timeouts="any")
    any_time.whenever_it_finishes(summed)

    the_sum_is_of_what_came_through(submission, rng.sample(range(20, 90), 3))

    late = submission.run(args=["3", "4"], instead={"produce": "takes_its_time()"})
    last = last_number(late)
    assert late.troubles or last == 25, (
        f"where produce() begins a minute late, the last number printed is {last}, not 25: to wait for a while and go home is a "
        "guess"
    )


def the_sum_is_of_what_came_through(submission, numbers):
    """With a produce() that hands on other numbers, the sum is theirs. How the numbers travel is not ours to say: where
    none was seen in a queue, nothing is said."""
    others = {number: number + 100 for number in numbers}
    given = [str(number) for number in numbers]
    exchanged = {"produce": f"hands_on({others})"}
    runs = submission.explore(script=True, args=given, observe=["handed_on"], instead=exchanged, schedules=FEW)
    right = sum(other**2 for other in others.values())
    for end in runs.endings:
        if end.trouble is None and sorted(end.values.get("handed_on", [])) == sorted(numbers):
            last = last_number(end)
            assert last == right, (
                f"where {others} are put into the queue in place of the numbers given, the last number printed is {last}, "
                f"not {right}: it is not made from what the consumers got"
            )


@points(3)
@hint("Who waits, for what, and who could still bring it? Count the consumers, and what tells them to stop.")
def test_everything_comes_to_its_end(submission):
    """Everything comes to its end: nobody waits for ever, in whatever order the threads run."""
    runs = submission.explore(script=True, args=["3", "4", "5"], schedules=SCHEDULES)
    runs.never_deadlocks()
    assert any(end.runners_of("consume", "thread") for end in runs.endings), "no thread runs consume()"
