"""Notes of processes become actors; what is no note of ours is left out."""

import os
import signal
from dataclasses import replace

import pytest

from grader.interleave.ending import Trouble
from grader.worker import codes
from grader.worker.really import account
from grader.worker.really.hearing import Note
from grader.worker.really.supervise import Observed
from grader.worker.really.telling import Reading
from tests.support.systems import needs


def observed(code=0, why="", left_behind=()) -> Observed:
    return Observed("", "", code, why, 1.0, left_behind)


def told(folder, seen):
    """The account of what was noted for this folder, and is no longer there."""
    notes = tuple(map(Note, (folder / "notes").read_bytes().splitlines()))
    return account.told(folder, replace(seen, notes=notes))


def note(folder, pid, **what) -> None:
    with (folder / "notes").open("a") as file:
        file.write(repr({"pid": pid, **what}) + "\n")


def began(folder, pid, name, role="process") -> None:
    note(folder, pid, kind="began", name=name, role=role, daemon=False)


TROUBLE = {"kind": "trouble", "type": "NameError", "message": "name 'x'", "frames": [("a.py", 3, "f")]}


def test_a_program_that_ends_well(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")

    [main] = told(tmp_path, observed()).actors

    assert ("MainProcess", "main", "finished", 0) == (main.name, main.kind, main.status, main.exit_code)


@pytest.mark.parametrize("code", [-11, 0xC0000005], ids=["a signal", "as Windows says it"])
def test_main_comes_first_and_children_have_the_code_that_their_parent_saw(tmp_path, code):
    began(tmp_path, 9, "MainProcess", "main")
    began(tmp_path, 7, "Process-1")
    note(tmp_path, 9, kind="child", child=7, code=code)

    main, child = told(tmp_path, observed()).actors

    assert ("main", "process") == (main.kind, child.kind)
    assert ("killed", -11) == (child.status, child.exit_code)


def test_troubles_belong_to_threads_and_processes(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")
    note(tmp_path, 9, **TROUBLE, actor="Thread-1", role="thread", wrong="", known=[])
    began(tmp_path, 7, "Process-1")
    note(tmp_path, 7, **TROUBLE, actor="Process-1", role="process", wrong="time", known=["tame"])

    main, thread, child = told(tmp_path, observed()).actors

    assert main.trouble is None
    assert ("Thread-1", "thread", Trouble("NameError", "name 'x'", (("a.py", 3, "f"),))) == (
        thread.name,
        thread.kind,
        thread.trouble,
    )
    assert "name 'x'. Did you mean: 'tame'? Or did you forget to import 'time'?" == child.trouble.message


def test_a_child_that_failed_before_it_began_is_told_all_the_same(tmp_path):
    note(tmp_path, 7, **TROUBLE, actor="Process-1", role="main", wrong="", known=[])

    [child] = told(tmp_path, observed()).actors

    assert ("Process-1", "process", "exception") == (child.name, child.kind, child.status)


def test_where_everybody_stood_when_it_had_to_be_ended(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")
    note(tmp_path, 9, kind="over", threads=["Locker"])
    (tmp_path / "9.words").write_text(
        f'Thread 0x01 (most recent call first):\n  File "{tmp_path.with_name("work") / "a b.py"}", line 6 in work\n'
        'Thread 0x02 (most recent call first):\n  File "/lib/threading.py", line 9 in join\n'
    )

    main, thread = told(tmp_path, observed(code=None, why="idle")).actors

    assert ("finished", None) == (main.status, main.line)
    assert ("Locker", "blocked", 6) == (thread.name, thread.status, thread.line)


def test_the_line_of_the_main_thread_counts_most(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")
    (tmp_path / "9.words").write_text(
        f'Thread 0x01 (most recent call first):\n  File "{tmp_path.with_name("work") / "a.py"}", line 6 in work\n'
        "Current thread 0x02 (most recent call first):\n"
        f'  File "/elsewhere/main/a.py", line 3 in f\n  File "{tmp_path.with_name("work") / "a.py"}", line 20 in <module>\n'
    )

    [main] = told(tmp_path, observed(code=None, why="limit")).actors

    assert ("running", 20) == (main.status, main.line)


def test_what_is_no_note_of_ours_is_left_out(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")
    with (tmp_path / "notes").open("ab") as file:
        file.write(
            b"\xff\xfe nonsense\n__import__('os')\n[1, 2\n{}\n{'kind': 'ended'}\n{'pid': 'x'}\n"
            b"{'kind': 'left', 'pid': 9, 'code': 1, 'frames': [()]}\n{'kind': 'ended', 'pid': 9, 'code': 1e999}\n"
            + b"("
            * 9999
        )
    (tmp_path / "evil.words").write_text("{}")
    (tmp_path / "7.words").mkdir()
    (tmp_path / "6.words").symlink_to("/etc/passwd")

    [main] = told(tmp_path, observed()).actors

    assert "MainProcess" == main.name


@needs("os.mkfifo")
def test_nobody_waits_for_words_out_of_a_pipe(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")
    os.mkfifo(tmp_path / "5.words")

    [main] = told(tmp_path, observed()).actors

    assert "MainProcess" == main.name


def outside(folder, code=0):
    return told(folder, observed(code=code)).ended_from_outside


@pytest.mark.parametrize(
    ("sent", "expected"),
    [((), 15), ((7,), None), ((0,), None), ((-1,), None), ((8,), 15)],
    ids=["nobody", "it was sent", "a group was", "all were", "another was"],
)
def test_who_is_killed_and_was_sent_nothing_by_the_program_was_ended_from_outside(tmp_path, sent, expected):
    began(tmp_path, 9, "MainProcess", "main")
    began(tmp_path, 7, "Process-1")
    note(tmp_path, 9, kind="child", child=7, code=-15)
    for number in sent:
        note(tmp_path, 9, kind="signal", to=number, number=15)

    assert expected == outside(tmp_path)


def test_the_program_itself_may_be_ended_from_outside(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")

    assert (15, 2, None, None) == tuple(outside(tmp_path, code) for code in (-15, -2, -11, 15))
    note(tmp_path, 9, kind="signal", to=9, number=15)
    assert outside(tmp_path, -15) is None


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ([("signal", 2)], 15),
        ([("signal", 15)], None),
        ([("signal", 0)], None),
        ([("signal", 15), ("outlived", 15)], 15),
        ([("signal", 2), ("outlived", 2), ("signal", 15)], None),
        ([("signal", 15), ("outlived", 2)], None),
    ],
    ids=["another", "this", "any", "this, and lived on", "this after another", "this, and outlived another"],
)
def test_which_signal_somebody_sent_itself_and_what_came_of_it_counts(tmp_path, notes, expected):
    """A harmless one made the next, from outside, the program's own."""
    began(tmp_path, 9, "MainProcess", "main")
    for kind, number in notes:
        note(tmp_path, 9, kind=kind, to=9, number=number)

    assert expected == outside(tmp_path, -15)


@pytest.mark.parametrize(("sender", "to", "expected"), [(7, 7, "finished"), (7, 0, "finished"), (9, 7, "killed")])
def test_who_sends_itself_a_signal_is_not_cut_off_by_anybody(tmp_path, sender, to, expected):
    began(tmp_path, 9, "MainProcess", "main")
    began(tmp_path, 7, "Process-1")
    note(tmp_path, sender, kind="signal", to=to, number=15)
    note(tmp_path, 9, kind="child", child=7, code=-15)

    _, child = told(tmp_path, observed()).actors

    assert (expected, -15) == (child.status, child.exit_code)


def unheard(folder, **seen):
    return told(folder, observed(**seen)).unheard


def last(folder, pid, told) -> None:
    note(folder, pid, kind="last", told=told)


def test_who_ends_well_has_said_so_with_the_last_word(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")

    assert unheard(tmp_path)
    last(tmp_path, 9, 1)
    assert not unheard(tmp_path)


def test_a_last_word_that_tells_of_more_than_arrived_is_none(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")
    last(tmp_path, 9, 3)

    assert unheard(tmp_path)


def test_who_wanted_to_become_another_program_and_could_not_has_more_to_say(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")
    last(tmp_path, 9, 1)
    note(tmp_path, 9, kind="stays")

    assert unheard(tmp_path)


def test_a_program_that_never_began_to_tell_is_not_heard(tmp_path):
    note(tmp_path, 9, kind="forked")

    assert unheard(tmp_path)


@pytest.mark.parametrize("seen", [{"code": -9}, {"code": -11}, {"code": None, "why": "limit"}])
def test_how_somebody_is_ended_is_seen_from_outside(tmp_path, seen):
    began(tmp_path, 9, "MainProcess", "main")

    assert not unheard(tmp_path, **seen)


def test_who_told_what_ended_it_needs_no_last_word(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")
    note(tmp_path, 9, **TROUBLE, actor="MainProcess", role="main", wrong="", known=[])

    assert not unheard(tmp_path, code=1)


def a_program_with_a_child(folder):
    began(folder, 9, "MainProcess", "main")
    last(folder, 9, 1)
    began(folder, 7, "Process-1")


def test_a_child_that_ends_well_says_so_itself(tmp_path):
    a_program_with_a_child(tmp_path)
    note(tmp_path, 9, kind="child", child=7, code=0)

    assert unheard(tmp_path)
    last(tmp_path, 7, 1)
    assert not unheard(tmp_path)


def test_a_child_of_whose_end_nobody_tells_is_not_heard(tmp_path):
    a_program_with_a_child(tmp_path)

    assert unheard(tmp_path)
    assert not unheard(tmp_path, left_behind=(7,))
    note(tmp_path, 9, kind="signal", to=7, number=15)
    assert not unheard(tmp_path)


def test_a_child_that_fails_is_seen_by_its_parent(tmp_path):
    a_program_with_a_child(tmp_path)
    note(tmp_path, 9, kind="child", child=7, code=3)

    assert not unheard(tmp_path)


# --- what was told once is not told otherwise


def of_the_child(folder):
    _, child = told(folder, observed()).actors
    return child


def test_the_first_word_about_a_child_s_end_counts(tmp_path):
    """The later one did: a program could say of a child that had crashed that it ended well."""
    began(tmp_path, 9, "MainProcess", "main")
    began(tmp_path, 7, "Process-1")
    note(tmp_path, 9, kind="child", child=7, code=-11)
    note(tmp_path, 9, kind="child", child=7, code=0)

    assert -11 == of_the_child(tmp_path).exit_code


@pytest.mark.parametrize(("said", "seen", "expected"), [(1, 0, 1), (0, -11, -11), (1, -11, -11), (0, 0, 0)])
def test_of_a_child_and_its_parent_who_says_that_it_failed_is_believed(tmp_path, said, seen, expected):
    began(tmp_path, 9, "MainProcess", "main")
    began(tmp_path, 7, "Process-1")
    note(tmp_path, 7, kind="ended", code=said)
    note(tmp_path, 7, kind="ended", code=0)
    note(tmp_path, 9, kind="child", child=7, code=seen)

    assert expected == of_the_child(tmp_path).exit_code


def test_what_somebody_is_called_is_told_once(tmp_path):
    began(tmp_path, 9, "MainProcess", "main")
    began(tmp_path, 9, "Process-1", "process")
    note(tmp_path, 9, kind="thread", name="T", daemon=False, target="work")
    note(tmp_path, 9, kind="thread", name="T", daemon=True, target="other")
    note(tmp_path, 9, kind="over", threads=["T"])
    note(tmp_path, 9, kind="over", threads=[])
    (tmp_path / "9.words").write_text("Thread 0x01 (most recent call first):\nCurrent thread 0x02\n")

    main, thread = told(tmp_path, observed(code=None, why="idle")).actors

    assert ("MainProcess", "main") == (main.name, main.kind)
    assert ("T", "blocked", False, "work") == (thread.name, thread.status, thread.daemon, thread.target)


def sent(*notes):
    """What is forged in notes of (sender, what it says)."""
    reading = Reading()
    for sender, what in notes:
        reading.take(Note(repr(what).encode(), sender))
    return reading.forged


CHILD = {"pid": 9, "kind": "child", "child": 7}


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ([(9, {"pid": 7, "kind": "last", "told": 0})], "a process tells in the name of another"),
        (
            [(9, CHILD | {"code": -9}), (7, {"pid": 7, "kind": "ended", "code": 0})],
            "a process tells something after its end",
        ),
        ([(9, CHILD | {"code": -9}), (9, CHILD | {"code": 0})], "a process is said to have ended in two ways"),
        ([(9, CHILD | {"code": 0}), (9, CHILD | {"code": 0})], ""),
        ([(9, CHILD | {"code": 255}), (7, {"pid": 7, "kind": "ended", "code": 0})], ""),
        ([(None, CHILD | {"code": -9}), (None, CHILD | {"code": 0})], ""),
        ([(9, {"pid": 7})], ""),
    ],
    ids=[
        "of another",
        "of a dead one",
        "in two ways",
        "twice the same",
        "no fork server",
        "nobody knows who",
        "no note",
    ],
)
def test_what_nobody_can_have_told_truly_is_forged(notes, expected):
    assert expected == sent(*notes)


def test_on_windows_a_signal_is_an_exit_code(tmp_path, monkeypatch):
    """Who sent it to itself, and told nothing after that, is ended by it, and not silent about how it ended."""
    monkeypatch.setattr(codes, "NO_SIGNALS", True)
    began(tmp_path, 9, "MainProcess", "main")
    note(tmp_path, 9, kind="signal", to=9, number=15)

    account = told(tmp_path, observed(code=15))

    assert (-15, False, None) == (account.code, account.unheard, account.ended_from_outside)
    assert ["killed"] == [actor.status for actor in account.actors]


def test_on_windows_who_raises_a_signal_ends_with_3(tmp_path, monkeypatch):
    """Whichever it is."""
    monkeypatch.setattr(codes, "NO_SIGNALS", True)
    began(tmp_path, 9, "MainProcess", "main")
    note(tmp_path, 9, kind="signal", to=9, number=15)

    assert -15 == told(tmp_path, observed(code=3)).code


@pytest.mark.parametrize("no_signals", [True, False])
def test_an_exit_code_that_was_told_is_no_signal(tmp_path, monkeypatch, no_signals):
    """It has sent itself one that it heard, say, and ended with the same number."""
    monkeypatch.setattr(codes, "NO_SIGNALS", no_signals)
    began(tmp_path, 9, "MainProcess", "main")
    note(tmp_path, 9, kind="signal", to=9, number=15)
    note(tmp_path, 9, kind="last", told=3)

    assert 15 == told(tmp_path, observed(code=15)).code


def test_where_there_are_signals_an_exit_code_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr(codes, "NO_SIGNALS", False)
    began(tmp_path, 9, "MainProcess", "main")
    note(tmp_path, 9, kind="signal", to=9, number=15)

    account = told(tmp_path, observed(code=15))

    assert 15 == account.code


@pytest.mark.parametrize(
    ("code", "by"), [(0xC0000005, signal.SIGSEGV), (0xC0000409, signal.SIGABRT), (3, signal.SIGABRT)]
)
def test_a_crash_on_windows_is_told_so(tmp_path, monkeypatch, code, by):
    """Nobody can tell of it, and that it did not is no reason to say nothing."""
    monkeypatch.setattr(codes, "NO_SIGNALS", True)
    began(tmp_path, 9, "MainProcess", "main")

    account = told(tmp_path, observed(code=code))

    assert (-by, False) == (account.code, account.unheard)
