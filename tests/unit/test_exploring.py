"""Which endings of a script are repeated before they are told, and when a repeated one is the same."""

from dataclasses import replace
from itertools import permutations
from multiprocessing import get_all_start_methods

import pytest

from grader.course.model import Exercise
from grader.exploring.alike import MOST_COMPARED, ends_alike, told_apart
from grader.exploring.confirming import to_confirm
from grader.exploring.explore import _unexplored, _usual_instead
from grader.exploring.record import told_of
from grader.exploring.replay import HIDDEN, OF_A_CHECK, SEEDED, belongs_to
from grader.intake import Submission
from grader.interleave.ending import ActorEnd, Trouble
from grader.interleave.program import Search
from grader.sandbox.claims import Claim, Crashed, Deadlocked, TimedOut, Unreadable
from grader.sandbox.exploration import End, Exploration
from tests.support.reports import a_race, an_ending

SUBMISSION = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source="", digest="")


def an_end(kind: str = "finished", stdout: str = "", exit_code: int | None = 0) -> End:
    return End(
        kind=kind, stdout=stdout, exit_code=exit_code, detail="", values={}, actors=(), schedules=1, first=1,
        witness=None, trouble=None, location=None,
    )  # fmt: skip


def test_what_a_page_tells_is_repeated_first_and_then_what_went_wrong_however_late_it_was_found():
    finished = [an_ending(f"{number}\n", witness=None if number < 9 else a_race()) for number in range(12)]
    wrong = [
        an_ending(kind="deadlock", exit_code=None),
        an_ending(kind="deadlock", exit_code=None),
        an_ending(exit_code=1),
    ]

    assert [12, 14, 0, 9, 13, 1, 2, 3] == to_confirm([*finished, *wrong])


@pytest.mark.parametrize(
    ("again", "alike"),
    [
        (an_end(stdout="b\na <A at 0x7f0000000001>\n"), True),
        (an_end(stdout="a <A at 0x7f0000000001>\n"), False),
        (an_end(stdout="c\na <A at 0x7f0000000001>\n"), False),
        (an_end("deadlock", stdout="a <A at 0x7f0000000001>\nb\n"), False),
        (an_end(stdout="a <A at 0x7f0000000001>\nb\n", exit_code=1), False),
    ],
)
def test_a_repeated_schedule_prints_the_same_lines(again, alike):
    end = an_end(stdout="a <A at 0x7f0000000002>\nb\n")

    assert alike == ends_alike(end, again, controlled=True)


def test_what_nobody_controls_or_was_cut_off_may_print_something_else():
    assert ends_alike(an_end(stdout="1"), an_end(stdout="2"), controlled=False)
    assert ends_alike(an_end("timed_out", stdout="1"), an_end("timed_out", stdout="2"), controlled=True)


def test_what_to_do_about_a_missing_guard_stands_below_the_error_once():
    message = "An attempt has been made to start a new process before the current process has finished its bootstrapping phase."
    trouble = Trouble("RuntimeError", message, (("a.py", 4, "<module>"),))
    actors = tuple(ActorEnd(f"Process-{n}", "process", "exception", trouble=trouble) for n in (1, 2))
    told = told_of(replace(an_end("exception"), actors=actors), SUBMISSION)

    assert 1 == told.count('Put what starts processes under `if __name__ == "__main__":`')


def test_what_to_try_for_a_known_error_stands_below_it_once():
    trouble = Trouble("TypeError", "__main__.work() argument after * must be an iterable, not int", ())
    actors = tuple(ActorEnd(f"Thread-{n}", "thread", "exception", trouble=trouble) for n in (1, 2))
    told = told_of(replace(an_end("exception"), actors=actors), SUBMISSION)

    assert 1 == told.count("a single value makes one only with a comma: args=(value,).")


def test_a_module_that_is_missing_is_said_without_what_is_for_hand_ins():
    trouble = Trouble("ModuleNotFoundError", "No module named 'numpyy'", (("a.py", 1, "<module>"),))
    actors = (ActorEnd("", "thread", "exception", trouble=trouble),)
    told = told_of(replace(an_end("exception"), actors=actors), SUBMISSION)

    assert "handed in" not in told


def test_a_module_that_is_called_otherwise_is_told_what_it_is_called():
    trouble = Trouble("ModuleNotFoundError", "No module named 'Threading'", (("a.py", 1, "<module>"),))
    actors = (ActorEnd("", "thread", "exception", trouble=trouble),)
    told = told_of(replace(an_end("exception"), actors=actors), SUBMISSION)

    assert told.endswith("Python minds capitals: the module is called threading.")


@pytest.mark.parametrize(
    ("kind", "message", "version"),
    [
        ("ImportError", "cannot import name 'InterpreterPoolExecutor' from 'concurrent.futures'", "3.14"),
        ("AttributeError", "module 'queue' has no attribute 'ShutDown'", "3.13"),
    ],
)
def test_what_a_newer_python_has_is_told_as_that(kind, message, version):
    trouble = Trouble(kind, message, (("a.py", 1, "<module>"),))
    actors = (ActorEnd("", "thread", "exception", trouble=trouble),)
    told = told_of(replace(an_end("exception"), actors=actors), SUBMISSION)

    assert told.endswith(f"came with Python {version}, and an older one runs here.")


def test_a_queue_of_processes_cannot_be_shut_down():
    trouble = Trouble("AttributeError", "'Queue' object has no attribute 'shutdown'", (("a.py", 1, "<module>"),))
    actors = (ActorEnd("", "thread", "exception", trouble=trouble),)

    assert "A queue of processes has none: put in a value that says that it is over." in told_of(
        replace(an_end("exception"), actors=actors), SUBMISSION
    )


def test_what_no_python_has_is_not():
    trouble = Trouble("AttributeError", "'Box' object has no attribute 'shutdown'", (("a.py", 1, "<module>"),))
    actors = (ActorEnd("", "thread", "exception", trouble=trouble),)

    assert "came with" not in told_of(replace(an_end("exception"), actors=actors), SUBMISSION)


def test_a_deadlock_is_told_with_what_to_try_where_that_is_known():
    end = replace(an_end("deadlock"), trouble="Deadlock: nobody can go on.", advice="Give it back.")

    assert "Deadlock: nobody can go on.\nGive it back." == told_of(end, SUBMISSION)


def test_what_python_cannot_read_is_told_with_what_to_try():
    claim = Unreadable("SyntaxError", "invalid character '“' (U+201C)")
    (ending,) = _unexplored(SUBMISSION, claim, Search(), "spawn").endings

    assert [claim.rationale, claim.advice] == ending.detail.split("\n")
    assert "Type them again in your editor" in claim.advice


@pytest.mark.parametrize(
    ("claim", "endings", "faults"),
    [
        (TimedOut("It was still busy after 20 s."), [], ("It was still busy after 20 s.",)),
        (Deadlocked("Nobody can go on."), ["Nobody can go on."], ()),
        (Crashed("It was ended by SIGSEGV."), ["It was ended by SIGSEGV."], ()),
    ],
)
def test_what_took_too_long_to_be_explored_has_not_ended_in_any_way(claim: Claim, endings, faults):
    found = _unexplored(SUBMISSION, claim, Search(), "spawn")

    assert (endings, faults) == ([ending.detail for ending in found.endings], found.faults)
    assert "Nothing is proved: the program could not be explored." == found.proved


def test_endings_that_read_the_same_are_told_as_one():
    first = replace(an_end(stdout="a\nb\n"), said=("a\n", "b\n"))
    other = replace(first, stdout="b\na\n", schedules=4, first=3)
    actors = (ActorEnd("Thread-1", "thread", "exception", trouble=Trouble("KeyError", "1", (("a.py", 4, "work"),))),)
    different = [an_end(stdout="a\n"), an_end(stdout="a\nb\n", exit_code=1), replace(first, values={"n": 1})]
    different += [replace(first, actors=actors), replace(first, stderr="c\n"), an_end("deadlock", stdout="a\nb\n")]
    different += [replace(first, actors=(ActorEnd("Process-1", "process", "finished", exit_code=3),))]

    told = told_apart([first, *different, other])

    assert told == (replace(first, schedules=5), *different)
    assert len(told_apart([first, other], output_order=True)) == 2


@pytest.mark.parametrize(
    ("said", "again", "alike"),
    [
        (["1\n2\n"], ["2\n1\n"], False),  # one actor's own order
        (["1\n3\n", "2\n"], ["1\n", "2\n3\n"], True),  # another got the third
        (["1\n3\n", "2\n"], ["3\n", "2\n1\n"], False),  # neither reads as the other
        (["1\n", "1\n2\n"], ["1\n2\n", "1\n"], True),
        ([], ["1\n2\n", ""], False),  # too long to be kept
    ],
)
def test_the_order_in_which_one_actor_prints_its_lines_tells_endings_apart(said, again, alike):
    first = replace(an_end(stdout="1\n2\n" if not said else "".join(said)), said=tuple(said))
    other = replace(an_end(stdout="2\n1\n" if not said else "".join(again)), said=tuple(again))

    assert (1 if alike else 2) == len(told_apart([first, other]))


USUAL = get_all_start_methods()[0]
OTHER = "spawn" if USUAL == "fork" else "fork"


@pytest.mark.parametrize(
    ("source", "kind", "explored", "usual"),
    [
        ("", "process", OTHER, USUAL),
        ("", "process", USUAL, None),
        ("", "process", "spawn", "fork" if USUAL == "fork" else None),
        ("", "process", "forkserver", "fork" if USUAL == "fork" else None),
        ("", "thread", OTHER, None),
        ("multiprocessing.set_start_method('fork')", "process", OTHER, None),
        ("context = get_context('spawn')", "process", OTHER, None),
    ],
)
def test_how_processes_would_start_is_said_where_it_is_left_open_and_was_not_explored(source, kind, explored, usual):
    end = replace(an_end(), actors=(ActorEnd("", "main", "finished"), ActorEnd("", kind, "finished")))
    found = Exploration(
        endings=(end,),
        exhaustive=True,
        proved="",
        controlled=True,
        schedules=1,
        escapes=(),
        cut_short=False,
        confirm=lambda end: end,
    )
    submission = replace(SUBMISSION, source=source)

    assert usual == _usual_instead(found, submission, explored)


def test_very_many_endings_that_print_the_same_lines_are_held_against_a_few():
    texts = ["".join(lines) for lines in permutations([f"{number}\n" for number in range(4)])]
    endings = [replace(an_end(stdout=text), said=(text,)) for text in texts]

    assert len(texts) == len(told_apart([*endings, *endings[:MOST_COMPARED]]))
    assert len(texts) + 1 == len(told_apart([*endings, endings[-1]])), "it is not looked for among all"
    assert len(texts) == len(told_apart([*endings, endings[-1]], output_order=True))


def test_of_an_error_for_which_others_wait_it_is_told_what_to_try():
    """A pool without a guard: its workers fail, and the results are waited for without end."""
    end = replace(an_end("livelock"), trouble="SpawnPoolWorker-1 ended with E.", raised=True, suggestion="Guard it.")

    assert "SpawnPoolWorker-1 ended with E.\nGuard it." == told_of(end, SUBMISSION)
    assert "SpawnPoolWorker-1 ended with E." == told_of(replace(end, mend="Mend it."), SUBMISSION)


def test_a_token_that_fits_nothing_may_be_of_a_check_that_is_not_here(tmp_path):
    in_a_kit = Exercise(slug="x", title="x", folder=tmp_path, entry="x.py")

    expected = [OF_A_CHECK, HIDDEN, SEEDED]

    assert expected == [belongs_to(one) for one in (None, in_a_kit, replace(in_a_kit, suite=tmp_path))]
