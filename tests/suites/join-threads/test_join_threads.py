"""join-threads: hidden suite.

Threads that only calculate take no time and print nothing, so neither the clock nor the output shows who waited for
whom. What shows it is which steps *must* come after which: `awaited` and `alongside` of each actor.
"""

from grader.suite import hint, needs, points

THREADS = 10


def workers(run):
    """The threads that ran square_numbers(), however they came to it, or were cut off before they could do anything."""
    ran = run.runners_of("square_numbers", "thread")
    return [actor for actor in run.actors if actor in ran or (actor.status == "daemon" and not actor.called)]


@points(3)
@hint("target= wants the function itself. And who calls start(), and how often?")
def test_ten_threads_run_square_numbers(submission):
    """It starts ten threads, and each of them runs square_numbers()."""
    ran = len(workers(submission.run()))

    assert ran == THREADS, f"{ran} of {THREADS} threads ran square_numbers()"


@points(1)
@hint(
    "Is a thread started? A thread that dies does not stop the program: do all of them, and the program, end as they should?"
)
def test_nothing_goes_wrong(submission):
    """Nothing goes wrong, neither in the program nor in one of its threads."""
    run = submission.run()

    run.must_end_well()
    assert any(actor.kind == "thread" for actor in run.actors), "it starts no thread"


@points(2)
@needs("test_ten_threads_run_square_numbers")
@hint("Start them all first. Wait for them in a second loop.")
def test_the_threads_run_side_by_side(submission):
    """The threads run side by side: all are started before the first is waited for."""
    at_once = 1 + max(worker.alongside for worker in workers(submission.run()))

    assert at_once == THREADS, f"only {at_once} of the {THREADS} threads could be under way at a time"


@points(4)
@needs("test_ten_threads_run_square_numbers")
@hint(
    "join() waits for one thread, and with a timeout only for a while. Who waits for each of the others, and before which line?"
)
def test_the_last_line_comes_after_every_thread(submission):
    """The last line that is printed comes after every thread has ended, in whatever order they run."""
    assert submission.run().text.strip(), "nothing is printed"

    orders = submission.explore(script=True, schedules=200).endings
    awaited = min(sum(worker.awaited for worker in workers(end)) for end in orders)
    assert awaited == THREADS, f"the last line waits for {awaited} of the {THREADS} threads"
