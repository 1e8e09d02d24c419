"""stop-worker: hidden suite. Seconds are virtual: a program that never ends is told after some hundred of them."""

from grader.suite import hint, needs, points

SECONDS = {"": 2, "5": 5}  # by what is given
TIMEOUT = 30
A_SECOND_MORE = 1.1


def runs(submission):
    """The program with each number of seconds."""
    for given, seconds in SECONDS.items():
        yield seconds, submission.run(args=given.split(), timeout=TIMEOUT)


def the_only_one(actors, what):
    """The actor that runs the function, if there is one."""
    assert actors, f"no {what}"
    return actors[0]


@points(2)
@hint("Who is still at work when the main program is done? How could each of the two be stopped?")
def test_the_program_comes_to_its_end(submission):
    """The program comes to its end without an error, not more than a second too late, and leaves nobody behind."""
    for seconds, run in runs(submission):
        assert any(actor.kind != "main" for actor in run.actors), "it starts neither a process nor a thread"
        for trouble in run.troubles:
            raise trouble
        assert run.exit_code == 0, run.explain()
        assert not run.leaked, run.explain()
        assert run.virtual_duration <= seconds + A_SECOND_MORE, f"it takes {run.virtual_duration:.1f} s, not {seconds}"


@points(3)
@hint("What can the Process object do to its process? It takes a moment to die: who waits for that?")
def test_the_process_is_ended_and_waited_for(submission):
    """The process that runs work() is ended from outside, and waited for."""
    for _, run in runs(submission):
        process = the_only_one(run.runners_of("work", "process"), "process runs work()")
        assert (process.exit_code or 0) < 0, "the process that runs work() is not ended from outside"
        assert process.awaited, "the last line that is printed does not wait for the end of the process"


@points(3)
@hint("Let tick() look, each time round, at something that the main program can change. And who waits for it?")
def test_the_thread_ends_by_itself(submission):
    """The thread that runs tick() ends by itself when it is told to, and is waited for."""
    for _, run in runs(submission):
        thread = the_only_one(run.runners_of("tick", "thread"), "thread runs tick()")
        assert thread.status != "daemon", "the thread is a daemon, and is cut off when the program ends"
        assert thread.status == "finished", "the thread does not end by itself"
        assert thread.awaited, "the last line that is printed does not wait for the end of the thread"


@points(1)
@needs("test_the_program_comes_to_its_end")
@hint("Is the thread told to stop, when its time has come, or does it count by itself? And is it told too early?")
def test_both_work_until_then(submission):
    """Until then both work, as many seconds as are given, with a tick every half second."""
    for seconds, run in runs(submission):
        ticks, expected = run.text.lower().count("tick"), 2 * seconds
        assert abs(ticks - expected) <= 1, f"in {seconds} s it ticks {ticks} times, not {expected}"
        assert run.virtual_duration >= seconds, f"it takes {run.virtual_duration:.1f} s, not {seconds}"

    by_itself, told = (submission.run(args=args, timeout=TIMEOUT).text.lower() for args in ([], ["2"]))
    assert by_itself.count("tick") == told.count("tick"), "without a number it does not work for two seconds"


@points(1)
@hint("process.exitcode is None as long as the process lives.")
def test_the_exit_code_is_printed(submission):
    """The last number that the program prints is the exit code of the process."""
    run = submission.run(timeout=TIMEOUT)
    process = the_only_one(run.runners_of("work", "process"), "process runs work()")
    last = run.numbers[-1] if run.numbers else "none"

    assert process.exit_code is not None, "the process has no exit code: it never ends"
    assert last == process.exit_code, f"the last number printed is {last}, and the exit code is {process.exit_code}"
