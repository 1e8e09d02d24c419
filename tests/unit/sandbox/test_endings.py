"""From what a worker told to claims in a student's words; what no worker tells is forged."""

import signal
from dataclasses import replace

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.course.model import Limits
from grader.errors import LostError, TamperingError, WorkerError
from grader.intake import Submission
from grader.interleave.ending import ActorEnd, Ending, Escape, Exploration, FoundEnding, Trouble, Witness
from grader.report import Location
from grader.sandbox import endings, explorations, runs
from grader.sandbox.claims import AnException, Crashed, Deadlocked, StudentError, TimedOut, place_of
from grader.sandbox.orders import script_orders
from grader.sandbox.pointers.advice import ASKED_FOR
from grader.sandbox.run import Run
from grader.sandbox.starting.launch import Fate
from grader.worker.evidence import plain
from grader.worker.stuck import SENDS

SUBMISSION = Submission(entry="a.py", module="a.py", files={"a.py": b"", "b.py": b""}, source="", digest="")
WORDS = """Fatal Python error: Segmentation fault

Thread 0x00007f01 (most recent call first):
  File "/tmp/grade-1/work/b.py", line 5 in other
Current thread 0x00007f02 (most recent call first):
  File "/usr/lib/python3/threading.py", line 99 in wait
  File "/tmp/grade-1/work/a.py", line 12 in work
  File "/tmp/grade-1/work/a.py", line 30 in <module>
"""


OUTSIDE = "the program's process was ended from outside ({})"


def an_actor(**changes) -> ActorEnd:
    return ActorEnd(**({"name": "MainThread", "kind": "main", "status": "finished"} | changes))


def test_who_may_have_ended_it_is_said_with_all_that_it_may_be():
    """A program that ends everybody whom it may was told as the machine's want of memory, and as nothing else."""
    reason = endings.ended_from_outside(9).reason

    assert "out of memory" in reason
    assert "the program itself may do it" in reason


@pytest.mark.parametrize(
    ("fate", "late", "kind", "words"),
    [
        (Fate(), True, WorkerError, endings.BUSY),
        (Fate(starved=True), False, WorkerError, endings.BUSY),
        (Fate(expired=True), False, TimedOut, "Your program did not come to an end, and was stopped."),
        (Fate(signal=signal.SIGXCPU), False, TimedOut, "Your program was still busy after 10 s of processor time."),
        (Fate(signal=signal.SIGSEGV), False, Crashed, "The interpreter crashed (segmentation fault)."),
        (Fate(signal=signal.SIGTERM, words=SENDS.format(15)), False, Crashed, "Its process was killed (SIGTERM)."),
        (Fate(signal=signal.SIGKILL, words=SENDS.format(9)), False, Crashed, "Its process was killed (SIGKILL)."),
        (Fate(signal=signal.SIGKILL), False, LostError, OUTSIDE.format("SIGKILL")),
        (Fate(signal=signal.SIGTERM), False, LostError, OUTSIDE.format("SIGTERM")),
        (Fate(signal=signal.SIGKILL, processor_s=9.9), False, LostError, OUTSIDE.format("SIGKILL")),
        (
            Fate(signal=signal.SIGKILL, processor_s=12.1),
            False,
            TimedOut,
            "Your program was still busy after 10 s of processor time.",
        ),
        (
            Fate(signal=signal.SIGKILL, limit="memory"),
            False,
            Crashed,
            "Your program used more than 512 MB of memory.",
        ),
        (
            Fate(signal=signal.SIGKILL, by_us=True),
            False,
            Crashed,
            "It closed its connection to the grader and went on, and was ended.",
        ),
        (Fate(signal=99), False, Crashed, "Its process was killed (signal 99)."),
        (Fate(limit="memory"), False, Crashed, "Your program used more than 512 MB of memory."),
        (Fate(limit="processes"), False, Crashed, "Your program started more than 64 threads and processes."),
        (
            Fate(signal=signal.SIGKILL, limit="stopped"),
            False,
            Crashed,
            "Your program stopped its own process, or the one that watches it (SIGSTOP).",
        ),
        (Fate(exit_code=3), False, Crashed, "It ended the whole process with code 3 (os._exit?)."),
    ],
)
def test_how_a_worker_died_is_a_claim(fate, late, kind, words):
    claim = endings.of_a_dead_worker(fate, late, Limits(), SUBMISSION)

    assert (kind, words) == (type(claim), str(claim))


def test_the_last_line_is_that_of_the_current_thread():
    assert Location(file="a.py", line=12) == endings.last_line(WORDS, SUBMISSION)


def test_lines_of_other_files_are_no_lines_of_the_submission():
    assert endings.last_line(WORDS.replace("/work/", "/elsewhere/"), SUBMISSION) is None


def test_a_submission_in_a_notebook_is_told_by_cells():
    class InNotebook:
        def locate(self, line, file=None):
            return Location(file="a.ipynb", line=line - 10, cell=4)

    assert "waits (cell 4, line 3)" == endings.said("waits (line 13)", InNotebook())
    assert " (cell 4, line 3)" == place_of(InNotebook().locate(13))


@pytest.mark.parametrize(
    ("ending", "kind", "words"),
    [
        (Ending("finished"), type(None), ""),
        (Ending("engine_fault"), type(None), ""),
        (Ending("deadlock", detail="A waits for B"), Deadlocked, "Deadlock: nobody can go on.\nA waits for B."),
        (Ending("deadlock"), Deadlocked, "Deadlock: nobody can go on."),
        (Ending("livelock"), TimedOut, "The program does not come to an end."),
        (Ending("timed_out", detail="still going"), TimedOut, "still going"),
        (Ending("exception", detail="ValueError"), AnException, "Exception: ValueError"),
    ],
)
def test_how_a_program_ended_is_a_claim(ending, kind, words):
    claim = endings.claim_of(ending, SUBMISSION)

    assert kind is type(claim)
    assert words == (claim.rationale if claim else "")


def test_who_only_waits_for_others_is_not_where_it_hangs():
    stuck = Ending(
        "deadlock",
        actors=(an_actor(status="blocked", line=20), an_actor(name="T", kind="thread", status="blocked", line=6)),
    )

    assert 6 == endings.claim_of(stuck, SUBMISSION).location.line


def test_who_still_goes_on_tells_more_than_who_waits_for_it():
    actors = (
        an_actor(status="blocked", line=20),
        an_actor(name="T", kind="thread", status="blocked", line=6),
        an_actor(name="U", kind="thread", status="running", line=9),
    )

    assert [9, 6, 20] == [endings.standing(actors[:n], SUBMISSION).line for n in (3, 2, 1)]
    assert endings.standing((an_actor(line=3),), SUBMISSION) is None


@pytest.mark.parametrize("kind", ["deadlock", "livelock", "timed_out"])
def test_who_left_with_an_error_explains_why_others_wait(kind):
    left = Trouble("NameError", "name 'x'", (("a.py", 3, "f"),))
    ending = Ending(kind, actors=(an_actor(status="blocked", line=20), an_actor(name="T", kind="thread", trouble=left)))

    told = endings.error_before(ending, SUBMISSION)

    assert ("T ended with NameError: name 'x'", 3) == (told.rationale, told.location.line)


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("Thread-2 waits for lock, which Thread-1 holds, though it has ended (line 9)", "must give it back"),
        ("MainThread waits for lock, which it already holds itself (line 9)", "waits for itself"),
    ],
)
def test_a_lock_that_nobody_will_give_back_is_no_matter_of_order(detail, words):
    end = explorations.end_in(
        {"found": plain(FoundEnding(Ending("deadlock", detail=detail), 1, Witness("", ())))}, SUBMISSION
    )

    assert end.explains
    assert words in end.advice


def test_a_program_that_was_busy_for_all_the_time_of_a_search_is_told_as_by_a_run():
    standing = an_actor(status="running", line=3)
    told = Exploration(
        endings=(FoundEnding(Ending("timed_out", actors=(standing,)), 1, Witness("", ())),),
        exhaustive=False,
        proved="",
        controlled=True,
        schedules=1,
        spent=True,
    )

    with pytest.raises(TimedOut, match="still busy after 7 s of processor time") as busy:
        explorations.must_have_ended({"exploration": plain(told)}, SUBMISSION, Limits(time_s=7))
    assert 3 == busy.value.location.line


def test_two_who_wait_for_each_other_are_told_with_the_hint_of_the_check():
    claim = endings.deadlocked("Thread-2 waits for lock, which Thread-1 holds (line 9)", None)

    assert (None, False) == (claim.advice, claim.explains)


def test_who_leaves_on_purpose_is_no_error():
    left = Trouble("SystemExit", "3", (("a.py", 3, "f"),))

    assert endings.error_before(Ending("deadlock", actors=(an_actor(trouble=left),)), SUBMISSION) is None
    assert endings.error_before(Ending("finished", actors=(an_actor(trouble=left),)), SUBMISSION) is None


def test_frames_of_other_files_are_left_out():
    trouble = Trouble("NameError", "x", (("a.py", 3, "f"), ("<call>", 1, "<module>"), ("scenarios.py", 9, "both")))

    error = endings.student_error(trouble, SUBMISSION, "Thread-1")

    assert "Thread-1 ended with NameError: x" == error.rationale
    assert [3] == [frame.location.line for frame in error.frames]


def test_a_name_that_only_the_suite_asks_for_is_one_that_the_file_lacks():
    trouble = Trouble("NameError", "name 'work' is not defined", (("<call>", 1, "<module>"),))

    error = endings.student_error(trouble, SUBMISSION, "Thread-1")

    assert "AttributeError: your file has no 'work'" == error.rationale
    assert (True, ASKED_FOR) == (error.insists, error.hint)


@pytest.mark.parametrize(
    ("source", "frames", "advised"),
    [
        ("t = Thread(target=print, args=(1))", (), True),
        ("t = Thread(\n    target=print,\n    args=(1),\n)", (), True),
        ("t = Thread(target=print)\nargs = (1)", (), False),
        ("print(*1)  # no args", (("a.py", 1, "<module>"),), False),
    ],
    ids=["thread", "several lines", "elsewhere", "a call of its own"],
)
def test_what_is_no_tuple_is_known_by_the_call_that_handed_it_over(source, frames, advised):
    submission = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source=source, digest="")
    said = "print() argument after * must be an iterable, not int"

    error = endings.student_error(Trouble("TypeError", said, frames, made_at=("a.py", 1)), submission)

    assert advised is ("args=(value,)" in (error.advice or ""))


def test_a_name_that_is_not_there_is_told_with_the_line_that_gives_it_its_value():
    source = "def add():\n    total = 1\n\nprint(total)\n"
    submission = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source=source, digest="")
    trouble = Trouble("NameError", "name 'total' is not defined", (("a.py", 4, "<module>"),))

    assert "inside of add() (line 2)" in endings.student_error(trouble, submission).advice


def test_a_name_of_another_file_is_not_looked_for():
    submission = Submission(
        entry="a.py", module="a.py", files={"a.py": b"", "b.py": b""}, source="\n\nx = 1", digest=""
    )
    trouble = Trouble("NameError", "name 'x' is not defined", (("b.py", 1, "<module>"),))

    assert endings.student_error(trouble, submission).advice is None


LOOPING = """Current thread 0x00007f02 (most recent call first):
  File "/tmp/grade-1/work/b.py", line 1 in other
  File "/tmp/grade-1/work/a.py", line 2 in work
  File "/tmp/grade-1/work/a.py", line 6 in all
  File "/tmp/grade-1/work/a.py", line 8 in <module>
"""


@pytest.mark.parametrize("fate", [Fate(signal=signal.SIGXCPU, words=LOOPING), Fate(expired=True, words=LOOPING)])
def test_a_worker_that_went_round_for_ever_is_told_with_the_loop_that_it_stood_in(fate):
    """The innermost line may be that of a function which comes to its end each time."""
    source = "def work():\n    return 1\ndef all():\n    i = 0\n    while i < 3:\n        work()\n\nall()\n"
    submission = Submission(entry="a.py", module="a.py", files={"a.py": b"", "b.py": b""}, source=source, digest="")

    claim = endings.of_a_dead_worker(fate, False, Limits(), submission)

    assert isinstance(claim, TimedOut)
    assert "`i < 3` (line 5). Which line changes i," in claim.advice


def test_a_run_that_does_not_come_to_its_end_is_told_with_its_loop():
    source = "i = 0\nwhile i < 3:\n    print(i)\n"
    submission = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source=source, digest="")

    claim = endings.without_end("It does not end.", [an_actor(status="running", line=3)], submission)

    assert ("It does not end.", 3) == (claim.rationale, claim.location.line)
    assert "`i < 3` (line 2)" in claim.advice


def test_an_argument_that_nobody_gave_is_known_by_its_line():
    source = "import sys\nlimit = int(sys.argv[1])\n"
    submission = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source=source, digest="")

    error = endings.student_error(
        Trouble("IndexError", "list index out of range", (("a.py", 2, "<module>"),)), submission
    )

    assert "Ask len(sys.argv) first." in error.advice


def test_what_is_no_tuple_for_a_process_is_known_by_its_line():
    submission = Submission(
        entry="a.py", module="a.py", files={"a.py": b""}, source="p = Process(target=f, args=(5))", digest=""
    )

    error = endings.student_error(
        Trouble("TypeError", "'int' object is not iterable", (("a.py", 1, "<module>"),)), submission
    )

    assert "args=(value,)" in error.advice


def test_a_long_message_is_cut_to_its_first_paragraph():
    error = StudentError("RuntimeError", "\n        An attempt\n        has been made.\n\n        This probably means")

    assert "RuntimeError: An attempt has been made." == error.rationale
    assert 450 > len(StudentError("E", "x" * 5000).rationale)


def test_an_address_is_not_told():
    error = StudentError("PicklingError", "Can't pickle <function <lambda> at 0x7f34aa012340>")

    assert "PicklingError: Can't pickle <function <lambda> at 0x…>" == error.rationale


# --- what arrives is checked field by field


ACCOUNT = {
    "kind": "finished",
    "stdout": "1\n",
    "stderr": "",
    "exit_code": 0,
    "signal": None,
    "duration": 0.1,
    "virtual_duration": 3.0,
    "actors": plain((an_actor(),)),
    "leaked": [],
    "simulated": True,
    "escapes": [],
    "detail": "",
}


def a_run(**changes) -> Run:
    account = runs.account_in({"run": ACCOUNT | changes})
    return runs.read(account, {}, SUBMISSION, Limits())


def test_a_run_is_read():
    run = a_run()

    assert ("1\n", 0, (), [1]) == (run.stdout, run.exit_code, run.troubles, run.numbers)


@pytest.mark.parametrize(
    "changes",
    [{"kind": "passed"}, {"stdout": 3}, {"exit_code": "0"}, {"actors": [{}]}, {"leaked": [1]}, {"duration": None}],
)
def test_a_run_that_no_worker_tells_is_forged(changes):
    with pytest.raises(TamperingError, match="a run is not told as a worker tells it"):
        a_run(**changes)


def test_a_run_that_is_missing_is_forged():
    with pytest.raises(TamperingError, match="a run is not told"):
        runs.account_in({})
    with pytest.raises(TamperingError, match="files arrived that are none"):
        runs.files_in({"files": [1]})
    with pytest.raises(TamperingError, match="files arrived that are none"):
        runs.files_in({"files": {"a": ["b", "%"]}})


@pytest.mark.parametrize(
    ("changes", "kind", "said"),
    [
        (
            {"kind": "deadlock", "detail": "A waits (line 3)"},
            Deadlocked,
            "Deadlock: nobody can go on.\nA waits (line 3).",
        ),
        ({"kind": "timed_out"}, TimedOut, "The program does not come to an end."),
        ({"kind": "over_limit", "detail": "it used too much"}, Crashed, "It used too much."),
        ({"signal": int(signal.SIGXCPU)}, TimedOut, "Your program was still busy after 10 s of processor time."),
        ({"signal": int(signal.SIGSEGV)}, Crashed, "The interpreter crashed (segmentation fault)."),
    ],
)
def test_what_went_wrong_in_a_run_is_explained(changes, kind, said):
    run = a_run(**{"exit_code": None} | changes)

    assert kind is type(run.troubles[0])
    assert said == run.explain()
    assert run.timed_out is issubclass(kind, TimedOut)


def test_a_run_whose_notes_are_forged_is_held_for_review():
    with pytest.raises(TamperingError, match="what the processes of a run tell was forged: in two ways"):
        a_run(kind="forged", detail="in two ways")


def test_leaks_and_exit_codes_are_explained():
    many = a_run(leaked=["a process that the program started"] * 5 + ["Thread-1 (line 4)"])
    alive = "Still alive at the end: a process that the program started (5 times), Thread-1 (line 4)."
    assert alive == many.explain()

    run = a_run(exit_code=3, leaked=["Thread-1 (line 4)"], actors=plain((an_actor(line=7),)))

    assert "Still alive at the end: Thread-1 (line 4). The program ended with exit code 3 (line 7)." == run.explain()


def test_who_is_told_not_to_come_to_an_end_is_not_told_again_to_be_alive():
    run = a_run(
        kind="timed_out",
        detail="still going after 30 s: Process-1 at line 6",
        leaked=["Process-1 (line 6)", "Process-11"],
    )

    assert "Still going after 30 s: Process-1 at line 6. Still alive at the end: Process-11." == run.explain()


def test_a_program_that_ends_itself_with_code_0_is_told_with_its_line():
    early = "The program ended itself (line 7), and what comes after that was not done."

    run = a_run(exit_code=0, detail=early, actors=plain((an_actor(line=7),)))

    assert (early, 7) == (run.explain(), run.left_at.line)


def test_what_a_run_was_given_is_said_where_it_fails():
    """A deadlock that only some arguments bring about was told without them."""
    run = replace(a_run(kind="deadlock", detail="MainThread waits for q (line 3)"), args=("3", "0"))

    for _ in range(2):  # two checks may ask the same run
        with pytest.raises(Deadlocked) as stuck:
            run.must_end_well()
    assert "Deadlock: nobody can go on. It was given the arguments 3 0." == stuck.value.rationale.split("\n")[0]


def test_what_only_spawn_leaves_unstarted_has_no_advice_about_start():
    """Whoever starts below the guard and joins above it was asked whether start() had been called."""
    trouble = Trouble("AssertionError", "can only join a started process", (("a.py", 3, "<module>"),))
    failed = plain(an_actor(kind="process", name="Process-1", status="exception", trouble=trouble))

    anywhere = a_run(actors=[failed])
    assert "Is start() called before" in anywhere.troubles[0].advice
    only_here = runs.blamed_on("spawn", a_run(actors=[failed]), a_run())
    assert only_here.troubles[0].advice is None


def test_a_message_that_speaks_of_lines_does_not_hide_the_line():
    error = Trouble("ValueError", "bad line format", (("a.py", 3, "f"),))

    run = a_run(actors=plain((an_actor(status="exception", trouble=error),)))

    assert "ValueError: bad line format (line 3)." == run.explain()


def test_what_happened_to_many_is_explained_once():
    error = Trouble("TypeError", "work() takes 0 positional arguments but 1 was given", ())
    died = [an_actor(name=f"Thread-{n}", kind="thread", status="exception", trouble=error) for n in (1, 2, 3)]
    other = an_actor(name="Thread-4", kind="thread", status="exception", trouble=Trouble("KeyError", "4", ()))

    run = a_run(actors=plain((an_actor(), *died, other)))

    assert run.explain() == (
        "Thread-1 ended with TypeError: work() takes 0 positional arguments but 1 was given. The same happened to 2 more. "
        "Thread-4 ended with KeyError: 4."
    )


def an_exploration(**changes) -> dict:
    found = FoundEnding(Ending("finished", values={"x": 1}), 3, Witness("A", ()), first=2)
    told = plain(Exploration((found,), exhaustive=False, proved="x", controlled=True, schedules=9))
    return {"exploration": told | changes, "seconds": 1.0}


def read(answer, lots=(), starts=({},), **allowed):
    order, *_ = script_orders()
    order = order | {"search": {"schedules": 9, "seconds": 5.0} | allowed}
    return explorations.exploration_in(
        answer, {"trials": lots}, SUBMISSION, order, starts=starts, confirm=lambda end: end
    )


def test_an_exploration_is_read():
    [end] = read(an_exploration()).endings

    assert ({"x": 1}, 3, 2) == (end.values, end.schedules, end.first)


def test_only_the_clock_cuts_a_search_short():
    assert not read(an_exploration()).cut_short
    assert not read(an_exploration(), schedules=10).cut_short
    assert read(an_exploration(), schedules=10, seconds=1.0).cut_short
    assert not read(an_exploration(exhaustive=True), schedules=10, seconds=1.0).cut_short


@pytest.mark.parametrize("changes", [{"endings": 3}, {"schedules": "9"}, {"endings": [{"ending": {"kind": "won"}}]}])
def test_an_exploration_that_no_worker_tells_is_forged(changes):
    with pytest.raises(TamperingError, match="an exploration is not told as a worker tells it"):
        read(an_exploration(**changes))


@pytest.mark.parametrize("lots", [3, [{"ending": {"kind": "won"}}]])
def test_so_are_lots_that_no_worker_tells(lots):
    with pytest.raises(TamperingError, match="an exploration is not told as a worker tells it"):
        read(an_exploration(), lots)


@pytest.mark.parametrize("first", [0, 2])
def test_a_lot_that_nobody_asked_for_is_forged(first):
    lot = plain(FoundEnding(Ending("finished"), 1, Witness("A", ()), first=first))

    with pytest.raises(TamperingError, match="a trial was told that nobody asked for"):
        read(an_exploration(), [lot], starts=({}, {}))


def test_an_observed_value_that_is_broken_is_forged():
    answer = an_exploration()
    answer["exploration"]["endings"][0]["ending"]["values"] = {"x": ["?"]}

    with pytest.raises(TamperingError, match="an observed value arrived broken"):
        read(answer)


def test_a_replay_that_no_worker_tells_is_forged():
    with pytest.raises(TamperingError, match="a replay is not told as a worker tells it"):
        explorations.end_in({}, SUBMISSION)


def test_a_search_without_any_ending_is_our_fault():
    with pytest.raises(WorkerError, match="found no ending at all"):
        read(an_exploration(endings=[]))


def test_a_simulation_that_escapes_is_not_believed():
    escape = Escape("a.py", 3, "os.fork")

    account = runs.account_in({"run": ACCOUNT | {"escapes": plain((escape,))}})
    failed = runs.account_in({"run": ACCOUNT | {"kind": "engine_fault", "detail": "KeyError"}})

    assert not account.controlled
    assert (escape,) == account.reasons()
    assert not failed.controlled
    assert "something that its simulation cannot follow (KeyError)" == failed.reasons()[0].what
