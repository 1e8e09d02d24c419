"""A pool of judges that survives the loss of any of them."""

import errno
import os
import select
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from textwrap import dedent

import msgspec
import pytest

from grader.batch import bench, frames, slot
from grader.batch.nursery import Channel, Nursery
from grader.batch.order import Order, brief_of
from grader.batch.pool import GREETING_S, Pool, received
from grader.batch.slot import GENERATION
from grader.errors import UsageError, WorkerError
from grader.sandbox import tiers
from grader.worker.systems import system
from tests.support.courses import ENTRY, RIGHT, SLUG, SUITE, a_course

WRONG = "database_value = 0\n\ndef increase():\n    pass\n"

# A suite that counts what it has judged, and that can be told by a submission to do harm.
HARMFUL = '''
    import os, signal, sys
    from grader.suite import points

    judged = []

    @points(1)
    def test_it(submission):
        """It is heard."""
        judged.append(1)
        assert len(judged) <= 60, "the judge is getting old"
        text = submission.source.text
        if "# kill the judge" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "# kill it once" in text:
            path = text.split("# kill it once ")[1].strip()
            if not os.path.exists(path):
                open(path, "w").close()
                os.kill(os.getpid(), signal.SIGKILL)
        if "# leave" in text:
            os._exit(0)
        if "# hang" in text:
            while True:
                signal.pause()
    '''


@contextmanager
def a_pool(root, suite=SUITE, **more):
    course = a_course(root, suite)
    brief = brief_of(course.title, course.exercise(SLUG))
    with Pool({SLUG: brief}, **{"jobs": 2, **more}) as pool:
        yield pool


def an_order(key, source=RIGHT, **more):
    files = {ENTRY: dedent(source).encode(), **more.pop("files", {})}
    return Order(key=key, brief=SLUG, label=key, entry=more.pop("entry", ENTRY), files=files, seed=0)


def heard(pool, *orders):
    """Outcome or kind of each answer, by key."""
    answers = [future.result(120) for future in [pool.submit(order) for order in orders]]
    return {answer.key: _outcome(answer) for answer in answers}


def _outcome(answer):
    if answer.kind != "judged":
        return answer.kind
    tests = msgspec.json.decode(answer.evidence)["tests"]
    return tests[0]["metadata"]["grader"]["outcome"]


def test_orders_are_judged_each_for_itself_and_nothing_is_left_running(tmp_path):
    with a_pool(tmp_path) as pool:
        assert {"a": "passed", "b": "failed", "c": "passed"} == heard(
            pool, an_order("a"), an_order("b", WRONG), an_order("c")
        )
        assert pool.isolation
        pids = [*pool.pids(), pool.nursery_pid]

    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_what_cannot_be_a_submission_is_refused_with_its_reason(tmp_path):
    broken = Order(key="n", brief=SLUG, label="ada", entry="a.ipynb", files={"a.ipynb": b"{"}, seed=0)
    with a_pool(tmp_path, jobs=1) as pool:
        answer = pool.submit(broken).result(60)

        assert ("n", "refused") == (answer.key, answer.kind)
        assert "a.ipynb is" in answer.reason
        assert {"a": "passed"} == heard(pool, an_order("a"))


def test_a_suite_that_breaks_its_rules_is_told_with_its_line(tmp_path):
    with a_pool(tmp_path, "def test_it(submission):\n    pass\n", jobs=1) as pool:
        answer = pool.submit(an_order("a")).result(60)

    assert "mistaken" == answer.kind
    ((path, line, message, _),) = answer.mistakes
    assert ("tests/suites/add-lock/test_add_lock.py", 1) == (path, line)
    assert "test_it is worth nothing" == message


def test_a_judge_that_is_killed_loses_nothing_of_the_others(tmp_path):
    """The order it died of is tried once more, then given up with a reason."""
    orders = [an_order("bad", "# kill the judge"), *(an_order(str(number)) for number in range(4))]
    with a_pool(tmp_path, HARMFUL) as pool:
        answers = {key: future.result(120) for key, future in [(one.key, pool.submit(one)) for one in orders]}

    assert "2 judges were lost over it" in answers["bad"].reason
    assert ["passed"] * 4 == [_outcome(answers[str(number)]) for number in range(4)]


def test_a_machine_without_room_for_a_judge_is_an_answer(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.EMFILE, "Too many open files")

    with a_pool(tmp_path, jobs=1) as pool:
        assert {"a": "passed"} == heard(pool, an_order("a"))
        monkeypatch.setattr(Nursery, "_open", full)
        for pid in pool.pids():
            os.killpg(pid, signal.SIGKILL)
        answer = pool.submit(an_order("b")).result(60)

    assert "failed" == answer.kind
    assert "a judge could not be started: [Errno 24] Too many open files" in answer.reason


def test_a_machine_without_room_for_the_first_judge_is_told(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.EAGAIN, "no process")

    monkeypatch.setattr(Nursery, "_open", full)
    with (
        a_pool(tmp_path, jobs=1) as pool,
        pytest.raises(WorkerError, match=r"a judge could not be started: .*no process"),
    ):
        _ = pool.isolation


def test_an_order_that_cannot_even_be_unpacked_is_an_answer(tmp_path, monkeypatch):
    def deep(*_):
        raise RecursionError("too deep")

    monkeypatch.setattr(bench, "_submission", deep)  # slots are forked from here
    with a_pool(tmp_path, jobs=1) as pool:
        answer = pool.submit(an_order("a")).result(60)

    assert ("a", "failed", "RecursionError: too deep") == (answer.key, answer.kind, answer.reason)


def test_a_judge_that_never_answers_is_ended(tmp_path):
    with a_pool(tmp_path, HARMFUL, jobs=1, patience_s=3.0) as pool:
        answer = pool.submit(an_order("a", "# hang")).result(60)

        assert "no answer within 3 s" in answer.reason
        assert {"b": "passed"} == heard(pool, an_order("b"))


def test_a_slot_that_is_lost_while_it_greets_is_replaced(tmp_path, monkeypatch):
    serve, died = slot.serve, tmp_path / "died"

    def lost_once(*channel):
        with suppress(FileExistsError):
            died.touch(exist_ok=False)
            os.kill(os.getpid(), signal.SIGKILL)
        serve(*channel)

    monkeypatch.setattr(slot, "serve", lost_once)  # slots are forked from here
    with a_pool(tmp_path / "course", jobs=1) as pool:
        assert pool.isolation
        assert {"a": "passed", "b": "failed"} == heard(pool, an_order("a"), an_order("b", WRONG))
    assert died.exists()


def test_where_every_slot_is_lost_while_it_greets_that_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(slot, "serve", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    with (
        a_pool(tmp_path) as pool,
        pytest.raises(WorkerError, match="a judge could not be started: the other end is gone"),
    ):
        _ = pool.isolation


def test_what_nobody_foresaw_is_told_and_nobody_waits_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(Pool, "_answer", lambda *_: b"no hello")
    with a_pool(tmp_path, jobs=1) as pool:
        with pytest.raises(msgspec.DecodeError):
            _ = pool.isolation
        with pytest.raises(msgspec.DecodeError):
            pool.submit(an_order("a")).result(60)


def test_slots_that_greet_are_ended_at_once_as_well(tmp_path, monkeypatch):
    monkeypatch.setattr(slot, "serve", lambda *_: signal.pause())
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), a_pool(tmp_path) as pool:
        while len(pids := pool.pids()) < 2:
            time.sleep(0.01)
        raise KeyboardInterrupt

    assert GREETING_S / 10 > time.monotonic() - began
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_who_waits_for_a_nursery_that_is_not_ready_waits_no_longer_than_it_is_wanted(tmp_path, monkeypatch):
    reading, writing = os.pipe()
    monkeypatch.setattr(slot, "ready", lambda _: os.read(reading, 1))
    nursery = Nursery(tmp_path, None)
    asked = threading.Event()
    with ThreadPoolExecutor() as others:
        waiting = others.submit(lambda: asked.set() or nursery.open())
        asked.wait()
        nursery.shut(unready=False)
        with pytest.raises(frames.Closed, match="no more judges are wanted"):
            waiting.result(30)
    os.write(writing, b"x")
    nursery.close()
    for descriptor in (reading, writing):
        os.close(descriptor)


def test_a_nursery_that_nobody_has_had_a_judge_from_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(slot, "ready", lambda _: signal.pause())
    with pytest.raises(KeyboardInterrupt), a_pool(tmp_path) as pool:
        nursery = pool.nursery_pid
        raise KeyboardInterrupt

    with pytest.raises(ProcessLookupError):
        os.kill(nursery, 0)


def test_where_nothing_can_be_forked_signals_are_heard_as_before(tmp_path, monkeypatch):
    def fails():
        raise BlockingIOError

    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    monkeypatch.setattr(os, "fork", fails)

    with pytest.raises(BlockingIOError):
        Nursery(tmp_path, None)
    assert before == signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_process_with_thousands_of_descriptors_has_judges(tmp_path):
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    if before[1] not in (resource.RLIM_INFINITY,) and before[1] < 4096:
        pytest.skip("no process may have so many here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, before[1]))
    many = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
    try:
        with a_pool(tmp_path, jobs=1) as pool:
            assert {"a": "passed"} == heard(pool, an_order("a"))
    finally:
        for descriptor in many:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_where_nothing_can_be_forked_slots_are_started_as_programs(tmp_path, monkeypatch):
    monkeypatch.setattr(tiers, "forks", lambda: False)
    with a_pool(tmp_path, jobs=1) as pool:
        assert {"a": "passed", "b": "failed"} == heard(pool, an_order("a"), an_order("b", WRONG))


def test_no_module_of_a_slot_is_found_in_the_working_folder(tmp_path, monkeypatch):
    """There lie students' programs, called as they like."""
    there = tmp_path / "there"
    there.mkdir()
    (there / "queue.py").write_text("raise SystemExit('this is a program of somebody')")
    monkeypatch.chdir(there)
    monkeypatch.setattr(tiers, "forks", lambda: False)
    with a_pool(tmp_path, jobs=1) as pool:
        assert {"a": "passed"} == heard(pool, an_order("a"))


@pytest.mark.parametrize(("patience_s", "why"), [(0.1, "no answer within 0.1 s"), (60.0, "the other end is gone")])
def test_who_says_nothing_is_ended_also_where_nobody_can_be_asked(patience_s, why):
    """As on Windows."""
    program = "import time; time.sleep(600)" if patience_s < 1 else ""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True) as child:
        channel = Channel(child.stdout.fileno(), -1, child.pid)
        with pytest.raises(frames.Closed, match=why):
            received(channel, patience_s)
        child.wait()


def test_a_slot_that_is_killed_from_outside_is_replaced_also_when_the_nursery_is_gone(tmp_path):
    with a_pool(tmp_path, jobs=1) as pool:
        heard(pool, an_order("a"))
        (pid,) = pool.pids()
        os.killpg(pid, signal.SIGKILL)

        assert {"b": "passed"} == heard(pool, an_order("b"))
        assert [pid] != pool.pids()

        os.kill(pool.nursery_pid, signal.SIGKILL)
        os.killpg(pool.pids()[0], signal.SIGKILL)

        assert {"c": "passed"} == heard(pool, an_order("c"))


@pytest.fixture(scope="module")
def harmful(tmp_path_factory):
    """One judge, with a suite that does harm."""
    with a_pool(tmp_path_factory.mktemp("harmful"), HARMFUL, jobs=1) as pool:
        yield pool


def test_an_order_whose_judge_dies_once_is_heard_by_another(harmful, tmp_path):
    assert {"a": "passed"} == heard(harmful, an_order("a", f"# kill it once {tmp_path / 'died'}"))


def test_a_suite_that_leaves_the_process_is_no_end(harmful):
    assert {"a": "broken", "b": "passed"} == heard(harmful, an_order("a", "# leave"), an_order("b"))


def test_a_judge_is_forked_afresh_before_its_suite_grows_old(harmful):
    assert GENERATION < 60
    found = heard(harmful, *(an_order(str(number)) for number in range(GENERATION + 15)))

    assert {"passed"} == set(found.values())


def test_a_tier_that_cannot_be_had_is_told_before_anything_is_judged(tmp_path):
    with a_pool(tmp_path, isolation="no-such-tier") as pool, pytest.raises(UsageError, match="no-such-tier"):
        _ = pool.isolation


def test_what_waits_can_be_taken_back(tmp_path):
    with a_pool(tmp_path, HARMFUL, jobs=1, patience_s=2.0) as pool:
        _ = pool.isolation
        first = pool.submit(an_order("a", "# hang"))
        while not first.running():
            time.sleep(0.01)
        second = pool.submit(an_order("b"))
        pool.stop()

        assert second.cancelled()
        assert "no answer" in first.result(60).reason


def zygotes_of(pool):
    """The warm interpreters that a pool's nursery has started."""
    return [pid for pid in system.children(pool.nursery_pid) if b"zygote" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def killed(pid):
    """Kill a process, and wait until it is dead: before that it may still be asked for something."""
    its_end = os.pidfd_open(pid)
    os.kill(pid, signal.SIGKILL)
    assert select.select([its_end], [], [], 30)[0]
    os.close(its_end)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells who has started whom")
def test_all_judges_have_their_workers_from_one_warm_interpreter(tmp_path):
    with a_pool(tmp_path, jobs=2) as pool:
        heard(pool, an_order("a"), an_order("b"))
        (zygote,) = zygotes_of(pool)

        assert [[], []] == [
            [pid for pid in system.children(slot) if b"zygote" in Path(f"/proc/{pid}/cmdline").read_bytes()]
            for slot in pool.pids()
        ]

    with pytest.raises(ProcessLookupError):
        os.kill(zygote, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells who has started whom")
def test_judges_whose_warm_interpreter_was_killed_start_another(tmp_path):
    with a_pool(tmp_path, jobs=2) as pool:
        heard(pool, an_order("a"), an_order("b"))
        for zygote in zygotes_of(pool):
            killed(zygote)

        assert {"c": "passed", "d": "failed"} == heard(pool, an_order("c"), an_order("d", WRONG))


def test_judges_of_different_tiers_are_never_mixed(tmp_path, monkeypatch):
    with a_pool(tmp_path, jobs=1) as pool:
        heard(pool, an_order("a"))
        told = pool._hello.result()
        monkeypatch.setattr(pool, "_hello", _known(msgspec.structs.replace(told, isolation="another")))
        os.killpg(pool.pids()[0], signal.SIGKILL)
        answer = pool.submit(an_order("b")).result(60)

    assert "isolation changed from another to" in answer.reason
    assert WorkerError.exit_code == 3


def _known(hello):
    from concurrent.futures import Future

    future = Future()
    future.set_result(hello)
    return future
