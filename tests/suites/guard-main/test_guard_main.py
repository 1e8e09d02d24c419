"""guard-main: hidden suite.

Each start method is judged in simulation, which knows time and order, and once in real life with shortened sleeps,
which knows what only real processes show.
"""

import ast

from grader.suite import hint, needs, points

CPUS = 3  # what os.cpu_count() answers: `cpus` in exercise.toml
EVERYWHERE = "A new process begins empty and imports your file. Go through it as that process would, line by line."


def workers(run):
    """The processes that ran square_numbers(), however they came to it."""
    return run.runners_of("square_numbers", "process")


def must_work(submission, start_method):
    """Right number of processes, no error anywhere, and the last line after all of them."""
    if start_method != "fork":
        asked_for = start_methods_asked_for(submission.source.tree)
        assert "fork" not in asked_for, "the file asks for fork, which Windows does not have"
    run = submission.run(start_method=start_method, timeout=120)
    run.must_end_well()
    ran = len(workers(run))
    assert ran == CPUS, f"{ran} of {CPUS} processes ran square_numbers()"
    assert run.text.strip(), "nothing is printed"
    assert all(worker.awaited for worker in workers(run)), "the last line does not wait for every process"

    real = submission.run(start_method=start_method, clock="scaled")
    real.must_end_well()
    started = sum(actor.kind == "process" for actor in real.actors)
    assert started >= CPUS, f"run for real, it starts {started} of {CPUS} processes"
    assert real.text.strip(), "run for real, it prints nothing"


def start_methods_asked_for(tree):
    """The start methods that the source text itself chooses."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and name_of(call.func) in ("set_start_method", "get_context"):
            texts = [*call.args, *(keyword.value for keyword in call.keywords)]
            yield from (text.value for text in texts if isinstance(text, ast.Constant))


def name_of(function):
    """`f` for f(…) and for a.b.f(…)."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@points(2)
@hint("It should still work as it did: look at what your change has made of it on Linux.")
def test_it_works_under_fork(submission):
    """It works under fork."""
    must_work(submission, "fork")


@points(3)
@hint(EVERYWHERE)
def test_it_works_under_spawn(submission):
    """It works under spawn."""
    must_work(submission, "spawn")


@points(2)
@hint(EVERYWHERE)
def test_it_works_under_forkserver(submission):
    """It works under forkserver."""
    must_work(submission, "forkserver")


@points(2)
@hint("Everything at the left margin happens on import. What may stand there?")
def test_importing_it_starts_nothing(submission):
    """Importing the file starts no process and prints nothing, and square_numbers() can be called afterwards."""
    submission.load()
    assert submission.stdout == "", "the file prints something when it is imported"

    called = submission.explore(threads=["square_numbers"])
    called.always(lambda end: not any(actor.kind == "process" for actor in end.actors))


@points(1)
@needs("test_it_works_under_fork")
@hint("Start them all first. Wait for them in a second loop.")
def test_the_processes_work_at_the_same_time(submission):
    """The processes work at the same time: all are started before the first is waited for."""
    run = submission.run(start_method="fork", timeout=120)
    at_once = 1 + max(worker.alongside for worker in workers(run))

    assert at_once == CPUS, f"only {at_once} of {CPUS} at a time, for {run.virtual_duration:.0f} s in all"
