"""gil-quiz: hidden suite. What is right is told after the due date; before, only whether there are answers at all."""

import math
from numbers import Real

from grader.suite import explain, hint, points

LATER = "after_due_date"
LETTERS = ("PROCESSES", "THREADS", "SOONER", "GIL")
NUMBERS = ("RACE_PRINTS", "NO_PAUSE_PRINTS", "MEMORY_PRINTS")
COLLECTIONS = (set, frozenset, list, tuple)


def answer(submission, name):
    """What stands for this question; None where nothing does."""
    return getattr(submission.load(), name, None)


def letters(chosen):
    """The letters of an answer: a collection of them, or a text such as "ace"; None where it is neither."""
    parts = list(chosen) if isinstance(chosen, (*COLLECTIONS, str)) else [None]
    if not all(isinstance(part, str) and part.strip(" ,;").lower() in ("", *"abcde") for part in parts):
        return None
    return {part.strip(" ,;").lower() for part in parts} - {""}


def is_number(value):
    """A real number, which True is not."""
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def problem_with(name, value):
    """Why this is no answer to this question, whether it be right or wrong."""
    if value is None:
        return f"{name} is not answered yet"
    if name in LETTERS and not letters(value):
        return f'{name} should be a set of letters from a to e, such as {{"a", "b"}}'
    if name in NUMBERS and not (isinstance(value, COLLECTIONS) and value and all(map(is_number, value))):
        return f"{name} should be a set of numbers, such as {{0, 10}}"
    if name == "SECONDS" and not (isinstance(value, list | tuple) and len(value) == 3 and all(map(is_number, value))):
        return "SECONDS should be three numbers in a row, such as (10, 20, 30)"
    return None


def must_be(submission, name, right):
    """The right letters, and no others."""
    said = answer(submission, name)
    chosen = letters(said)
    assert chosen, problem_with(name, said)
    wrong, missing = sorted(chosen - set(right)), sorted(set(right) - chosen)
    remarks = [
        f"{', '.join(wrong)}: not so" if wrong else "",
        f"{', '.join(missing)}: so it is, too" if missing else "",
    ]
    assert not any(remarks), "; ".join(filter(None, remarks))


@points(2)
@hint("Replace each None. A guess that you can be wrong about teaches more than no answer.")
def test_every_question_is_answered(submission):
    """Every question is answered in the form that it asks for."""
    answers = submission.load()
    said = {name: getattr(answers, name, None) for name in (*LETTERS, *NUMBERS, "SECONDS")}
    open_ = [name for name, value in said.items() if value is None]
    assert not open_, f"not answered yet: {', '.join(open_)}"

    problems = [problem_with(name, value) for name, value in said.items()]
    assert not any(problems), "; ".join(filter(None, problems))


@points(1, visibility=LATER)
@explain(
    "A process has its own memory (not a), its own interpreter with its own GIL (b), and so a CPU of its own (e). The "
    "price is a slow start (not c). And it can be killed: the system cleans up behind it (d)."
)
def test_processes(submission):
    """1. What is true of two processes that a program starts."""
    must_be(submission, "PROCESSES", "bde")


@points(1, visibility=LATER)
@explain(
    "Threads live in the memory of their process (a) and are quickly started (c). They share one GIL (not b), so they "
    "do not compute at the same time (not e), and they cannot be killed, since they may hold what others wait for (not d)."
)
def test_threads(submission):
    """2. What is true of two threads of one process."""
    must_be(submission, "THREADS", "ac")


@points(1, visibility=LATER)
@explain(
    "Whoever waits holds no GIL: for the network (a), for people (c). Nor does a library in C that releases it (e), as "
    "numpy does. Loops in Python hold it (b, d): there threads take turns, and gain nothing."
)
def test_sooner(submission):
    """3. Which work four threads finish sooner than one."""
    must_be(submission, "SOONER", "ace")


@points(1, visibility=LATER)
@explain(
    "The GIL lets one thread at a time execute Python (a), because counting references is not safe otherwise (c). It "
    "protects the interpreter and not your variables: a thread may lose it between reading and writing (not b). Jython, "
    "IronPython and free-threaded builds of CPython have none (not d), and each process has its own (e)."
)
def test_gil(submission):
    """4. What is true of the GIL."""
    must_be(submission, "GIL", "ace")


@points(1, visibility=LATER)
@explain(
    "Usually both threads read 0 before either writes, and it prints 1. But nothing forbids that one has written before "
    "the other reads: then it prints 2. Never 0, since whoever writes last writes at least 1."
)
def test_race(submission):
    """5. What race.py can print."""
    submission.given("race.py").explore().predicted(answer(submission, "RACE_PRINTS"), last_number)


@points(1, visibility=LATER)
@explain(
    "No pause is needed: a thread can lose the GIL during the call, after it has read the value and before it writes. One "
    "update survives at least, and with luck all three do."
)
def test_no_pause(submission):
    """6. What no_pause.py can print."""
    program = submission.given("no_pause.py")
    program.explore(atomicity="cpython").predicted(answer(submission, "NO_PAUSE_PRINTS"), last_number)


@points(1, visibility=LATER)
@explain(
    "Each process changes its own copy of the variable and takes it with it when it ends. Nobody has touched the main "
    "program's, in whatever order."
)
def test_memory(submission):
    """7. What memory.py can print."""
    submission.given("memory.py").explore().predicted(answer(submission, "MEMORY_PRINTS"), last_number)


@points(1, visibility=LATER)
@explain(
    "a: four threads share one GIL, and compute one after the other, 4 s. b: four processes compute on four CPUs, 1 s. "
    "c: whoever waits needs neither GIL nor CPU, so four threads wait at the same time, 1 s."
)
def test_seconds(submission):
    """8. How many seconds seconds.py takes."""
    said, program = answer(submission, "SECONDS"), submission.given("seconds.py")
    problem = problem_with("SECONDS", said)
    assert problem is None, problem
    for way, seconds in zip("abc", said, strict=True):
        took = round(program.run(args=[way], computing={"compute": 1}).virtual_duration)
        assert seconds == took, f"with {way} it takes {took} s, not {seconds:g}"


def last_number(end):
    """What it printed last."""
    return end.numbers[-1]
