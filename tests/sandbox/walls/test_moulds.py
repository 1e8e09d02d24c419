"""One submission, several workers from one mould: each finds everything as if it were the first, or the mould goes."""

import contextlib
import os
import secrets
import signal
from pathlib import Path
from textwrap import dedent

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.course import Limits
from grader.errors import TamperingError
from grader.intake import Submission, submission
from grader.sandbox import exchange, open_workers
from grader.sandbox.claims import Claim
from grader.sandbox.conversations import Pending
from tests.sandbox.walls.programs import SPY, VISITOR
from tests.sandbox.walls.situations import SITUATIONS, play


def a_submission(text=VISITOR):
    files = {"program.py": dedent(text).encode()}
    return Submission(
        entry="program.py", module="program.py", files=files, source=dedent(text), digest=submission.digest(files)
    )


@pytest.fixture(scope="module")
def workers():
    with open_workers() as opened:
        if opened.isolation != "namespaces":
            pytest.skip("elsewhere a wall stands around one worker only")
        yield opened


@pytest.fixture
def check(workers, monkeypatch):
    """`check(what)`: another check does `what` with the program; `check.cast`: how many of their workers had a mould."""
    workers._launcher._moulds.close()  # that of another test
    again = workers._launcher.again

    def counted(*wanted):
        line = again(*wanted)
        check.cast += line is not None
        return line

    def check(what, text=VISITOR):
        with workers.sandbox(a_submission(text), Limits()) as remote:
            return what(remote)

    check.cast = 0
    monkeypatch.setattr(workers._launcher, "again", counted)
    return check


def test_checks_of_a_submission_have_one_mould(check):
    for what in (
        lambda it: it.load().state(),
        lambda it: it.run(),
        lambda it: it.explore(["state"]),
        lambda it: it.run(),
    ):
        check(what)

    assert 4 == check.cast  # the search, and the lots beside it, are two


def test_another_submission_has_another(check):
    check(lambda it: it.load().state())
    check(lambda it: it.load().state(), VISITOR + "\n# another")
    check(lambda it: it.load().state())

    assert 0 == check.cast


def test_a_worker_that_has_only_read_serves_the_next_check(check, workers):
    check(lambda it: it.source.defines("spoil"))
    assert workers._launcher._moulds._waiting[-1].unused is not None
    assert "." == check(lambda it: it.load().state())[2]
    assert workers._launcher._moulds._waiting[-1].unused is None


def test_each_finds_the_interpreter_as_before(check):
    before = check(lambda it: it.load().state())
    check(lambda it: it.load().spoil())

    assert before == check(lambda it: it.load().state())
    assert 2 == check.cast, "nothing of that is outside the worker"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda it: it.load().write("/tmp/left"),
        lambda it: it.load().write("/dev/shm/left"),
        lambda it: it.load().write("left"),
        lambda it: it.load().write("program.py"),
        lambda it: it.load().remove("program.py"),
        lambda it: it.load().mode("program.py"),
        lambda it: it.load().mode("/tmp"),
        lambda it: it.load().date("program.py"),
    ],
    ids=["tmp", "shared memory", "home", "itself", "gone", "mode", "mode of tmp", "date"],
)
def test_who_leaves_anything_in_the_scratch_was_the_last(check, spoil):
    before = check(lambda it: it.load().found())
    check(spoil)

    assert before == check(lambda it: it.load().found())
    assert 1 == check.cast, "the third had a mould of its own"


@pytest.mark.parametrize("spoil", ["through_a_map", "nameless", "hint"])
def test_what_leaves_no_stamp_is_a_trace_all_the_same(check, spoil):
    before = check(lambda it: it.load().found(), SPY)
    check(lambda it: getattr(it.load(), spoil)(), SPY)

    assert before == check(lambda it: it.load().found(), SPY)
    assert 1 == check.cast, "the third had a mould of its own"


@pytest.mark.parametrize("descriptor", [0, 1])
def test_what_is_open_in_common_carries_nothing_on(check, descriptor):
    settings = check(lambda it: it.load().null_settings(), SPY)
    check(lambda it: it.load().lock_null(descriptor), SPY)
    check(lambda it: it.load().set_null(descriptor), SPY)

    assert not check(lambda it: it.load().null_is_locked(), SPY)
    assert settings == check(lambda it: it.load().null_settings(), SPY)
    assert not check(lambda it: it.load().null_is_locked(), f"{SPY}# another's"), "nor to another submission"


def test_nobody_sees_whether_a_file_was_read_before(check):
    before = check(lambda it: it.load().when_read(), SPY)
    check(lambda it: it.load().read(), SPY)

    assert before == check(lambda it: it.load().when_read(), SPY)


@pytest.mark.skipif(not os.access("/proc/sys/kernel/ns_last_pid", os.W_OK), reason="numbers cannot be given again here")
def test_nobody_sees_how_many_processes_there_were(check):
    before = check(lambda it: it.load().number(), SPY)
    check(lambda it: it.load().many_processes(), SPY)

    assert before == check(lambda it: it.load().number(), SPY)
    assert 2 == check.cast
    assert before == check(lambda it: it.load().number(), f"{SPY}# another's")


@pytest.mark.skipif(os.geteuid() != 0, reason="looks into processes that nobody else may look into")
def test_no_memory_is_shared_that_could_be_written(check, workers):
    def shared(it):
        it.load()
        return [line for pid in below(workers._launcher._pid) for line in maps(pid) if shared_and_writable(line)]

    assert [] == check(shared)
    assert [] == check(shared)
    assert 1 == check.cast


@pytest.mark.skipif(os.geteuid() != 0, reason="looks into processes that nobody else may look into")
def test_a_key_is_nowhere_but_in_its_own_worker(check, workers, monkeypatch):
    """So that no worker comes by the key of a later one, nor by what an earlier one left in memory."""
    keys = []

    def drawn(count, draw=secrets.token_bytes):
        keys.append(draw(count))
        return keys[-1]

    def holders(it):
        it.load()
        found = [
            {key for piece in memory(pid) for key in keys if key in piece} for pid in below(workers._launcher._pid)
        ]
        return [sum(key in held for held in found) for key in keys]

    monkeypatch.setattr(exchange.secrets, "token_bytes", drawn)

    assert [1] == check(holders)
    assert [0, 1] == check(holders)
    assert 1 == check.cast


@pytest.mark.skipif(os.geteuid() != 0, reason="looks into processes that nobody else may look into")
def test_a_search_and_its_lots_are_at_work_behind_two_walls(monkeypatch):
    """Never in one, whichever mould each comes from."""
    keys, seen = [], []

    def drawn(count, draw=secrets.token_bytes):
        keys.append(draw(count))
        return keys[-1]

    def looked(pending, answer=Pending.answer):
        if len(keys) % 2 == 0 and len(seen) < len(keys) // 2:  # both are asked, and nobody is heard yet
            seen.append(list(walls_of_holders(keys[-2:])))
        return answer(pending)

    def walls_of_holders(keys):
        for pid in below(workers._launcher._launcher._pid):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it was about to leave
                for _ in {key for piece in memory(pid) for key in keys if key in piece}:
                    yield Path(f"/proc/{pid}/ns/pid").readlink()

    monkeypatch.setattr(exchange.secrets, "token_bytes", drawn)
    monkeypatch.setattr(Pending, "answer", looked)
    with open_workers() as workers:
        if workers.isolation != "namespaces":
            pytest.skip("elsewhere a wall stands around one worker only")
        workers.hurry(a_submission(VISITOR), Limits())
        for number in range(2):
            with workers.sandbox(a_submission(VISITOR), Limits(), seed=number) as remote:
                remote.explore(["state"])
                remote.explore(["state"], observe=["1"])

    assert 4 == len(seen)
    assert all(2 == len(walls) == len(set(walls)) for walls in seen)
    assert 2 == len({wall for walls in seen for wall in walls}), "both moulds stay"


def memory(pid):
    """All that a process can write, piece by piece; nothing of one that has left."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError), Path(f"/proc/{pid}/mem").open("rb", 0) as pages:
        for line in maps(pid):
            span, rights = line.split()[:2]
            first, last = (int(place, 16) for place in span.split("-"))
            if rights.startswith("rw"):
                pages.seek(first)
                yield pages.read(last - first)


def below(pid):
    try:
        found = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []  # it was about to leave
    return [*found, *(deeper for child in found for deeper in below(child))]


def maps(pid):
    found = Path(f"/proc/{pid}/maps").read_text().splitlines()
    assert found or Path(f"/proc/{pid}/comm").read_text()
    return found


def shared_and_writable(line):
    rights = line.split()[1]
    return "w" in rights and rights.endswith("s")


def test_who_leaves_a_process_was_the_last(check):
    before = check(lambda it: it.load().processes())
    check(lambda it: it.load().leave())

    assert before == check(lambda it: it.load().processes())
    assert 1 == check.cast


def test_the_mould_is_out_of_sight(check):
    assert 0 < check(lambda it: it.load().mould()), "it is the worker's parent"
    with pytest.raises(TamperingError, match="mem"):
        check(lambda it: (program := it.load()).memory(program.mould()))
    assert 1 == check(lambda it: it.load().processes()), "a worker sees itself alone"


@pytest.mark.parametrize("whom", [lambda program: program.mould(), lambda program: -1], ids=["it", "all"])
def test_who_kills_the_mould_is_ended_with_it(check, whom):
    with pytest.raises(Claim, match="killed"):
        check(lambda it: (program := it.load()).end(whom(program)))

    assert "." == check(lambda it: it.load().state())[2], "and the next check has another"


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGSTOP, marks=pytest.mark.slow),  # it is waited for
        *(signal.SIGRTMAX, signal.SIGXCPU, signal.SIGTERM, signal.SIGCHLD),
    ],
)
def test_a_signal_to_the_mould_costs_nobody_but_its_sender(check, number):
    """Some it dies of, one stops it, one has it write where it stands; the next check is judged all the same."""
    before = check(lambda it: it.load().found())
    with contextlib.suppress(Claim):  # what it dies of, the worker is said to have died of
        check(lambda it: it.load().signal_mould(int(number)), SPY)

    assert before == check(lambda it: it.load().found())
    assert "." == check(lambda it: it.load().state(), SPY)[2]


def test_who_waits_to_kill_the_mould_under_the_next_does_not_live_so_long(check):
    for _ in range(3):
        check(lambda it: it.load().end_later(), SPY)
        assert "." == check(lambda it: it.load().state(), SPY)[2]


def test_users_differ_between_submissions(check):
    text = "import os\ndef user(): return os.getuid()\n"
    users = {check(lambda it: it.load().user(), f"{text}# {number}") for number in range(3)}

    assert 3 == len(users) or os.geteuid() != 0


@pytest.mark.slow
def test_an_ordinary_users_workers_see_as_little_of_each_other():
    found = play(*SITUATIONS["user, namespaces"], "recast")
    if isinstance(found, str):
        pytest.skip(found)

    assert {} == found["seen"]
    assert ["read", "number", "many_processes", "lock_null", "set_null"] == found["cast after"]
