"""fix-typo: hidden suite.

The start method is `fork` throughout: the notebook's cell has no guard, and the next exercise is about that.
"""

from grader.suite import hint, needs, points

CPUS = 3  # what os.cpu_count() answers: `cpus` in exercise.toml


def run_of(submission):
    """The whole program, on a virtual clock."""
    return submission.run(start_method="fork", timeout=120)


def workers(run):
    """The processes that ran square_numbers(), however they came to it."""
    return run.runners_of("square_numbers", "process")


@points(2)
@hint("Is there a message? Read its last line first, then look at the line it names.")
def test_the_program_ends_without_an_error(submission):
    """The program ends without an error, and so does each of its processes."""
    run = run_of(submission)

    run.must_end_well()
    assert any(actor.kind == "process" for actor in run.actors), "it starts no process"


@points(3)
@hint("Follow one process from Process(…) into the list and out again to start(). Is it what you think, all the way?")
def test_one_process_for_each_cpu(submission):
    """It starts as many processes as os.cpu_count() says, and each of them runs square_numbers()."""
    ran = len(workers(run_of(submission)))

    assert ran == CPUS, f"{ran} of {CPUS} processes ran square_numbers()"


@points(2)
@needs("test_one_process_for_each_cpu")
@hint("Start them all first. Wait for them in a second loop.")
def test_the_processes_work_at_the_same_time(submission):
    """The processes work at the same time: all are started before the first is waited for."""
    run = run_of(submission)
    at_once = 1 + max(worker.alongside for worker in workers(run))

    assert at_once == CPUS, f"only {at_once} of {CPUS} at a time, for {run.virtual_duration:.0f} s in all"


@points(3)
@needs("test_one_process_for_each_cpu")
@hint("join() waits for one process. Who waits for each of the others?")
def test_the_last_line_comes_after_every_process(submission):
    """The last line that is printed comes after every process has ended."""
    run = run_of(submission)
    awaited = sum(worker.awaited for worker in workers(run))

    assert run.text.strip(), "nothing is printed"
    assert awaited == CPUS, f"the last line waits for {awaited} of the {CPUS} processes"
