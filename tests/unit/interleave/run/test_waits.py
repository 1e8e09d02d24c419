"""Who waits for whom is told from one schedule, by what must come before what."""

from pathlib import Path
from textwrap import dedent

import pytest

from grader.interleave.ending import ActorEnd
from grader.interleave.program import Program
from grader.interleave.timed import run_timed

THREADS = """\
    from threading import Thread
    import time
    def work():
        pass
    threads = [Thread(target=work) for _ in range(3)]
"""
ALL_STARTED = "for thread in threads: thread.start()\n"


@pytest.fixture
def others(tmp_path: Path):
    """Runs three threads and what follows; what became of all but the main thread."""

    def run(text: str, before: str = THREADS) -> list[ActorEnd]:
        source = dedent(before) + dedent(text)
        (tmp_path / "program.py").write_text(source)
        program = Program(str(tmp_path), "program.py", {"program.py": source}, start_method="fork")
        ending = run_timed(program)
        assert ending.kind == "finished", ending
        return list(ending.actors[1:])

    return run


def awaited(actors: list[ActorEnd]) -> list[bool | None]:
    return [actor.awaited for actor in actors]


def alongside(actors: list[ActorEnd]) -> list[int | None]:
    return [actor.alongside for actor in actors]


def test_whoever_is_joined_before_the_last_line_is_awaited(others):
    actors = others(ALL_STARTED + "for thread in threads: thread.join()\nprint('end')")

    assert [True, True, True] == awaited(actors)
    assert [0, 1, 2] == alongside(actors)


def test_ending_earlier_by_luck_is_not_being_awaited(others):
    """Only the last is joined; that the others had ended by then is how this schedule happened to go."""
    actors = others(ALL_STARTED + "thread.join()\nprint('end')")

    assert [False, False, True] == awaited(actors)


def test_a_pause_waits_for_nobody(others):
    assert [False, False, False] == awaited(others(ALL_STARTED + "time.sleep(1)\nprint('end')"))


def test_a_line_before_the_joins_waits_for_nobody(others):
    actors = others(ALL_STARTED + "print('end')\nfor thread in threads: thread.join()")

    assert [False, False, False] == awaited(actors)


def test_without_a_line_the_end_of_the_main_block_counts(others):
    assert [True, True, True] == awaited(others(ALL_STARTED + "for thread in threads: thread.join()"))
    assert [False, False, False] == awaited(others(ALL_STARTED))


def test_what_is_registered_for_the_end_comes_after_every_thread_that_is_no_daemon(others):
    at_exit = "import atexit\natexit.register(print, 'end')\n"

    assert [True, True, True] == awaited(others(at_exit + ALL_STARTED))
    assert [False, True, True] == awaited(others(at_exit + "threads[0].daemon = True\n" + ALL_STARTED))
    assert [False, False, False] == awaited(
        others(at_exit.replace("print, 'end'", "int") + ALL_STARTED + "print('end')")
    )


def test_each_joined_before_the_next_is_alone(others):
    actors = others("for thread in threads: thread.start(); thread.join()\nprint('end')")

    assert [0, 0, 0] == alongside(actors)
    assert [True, True, True] == awaited(actors)


def test_a_join_with_a_timeout_that_passes_does_not_count(others):
    slow = THREADS.replace("pass", "time.sleep(5)")
    actors = others(ALL_STARTED + "for thread in threads: thread.join(0.1)\nprint('end')", slow)

    assert [False, False, False] == awaited(actors)


@pytest.mark.parametrize(
    ("then", "awaits"),
    [
        ("", False),
        ("while thread.is_alive(): pass", True),
        ("if thread.is_alive(): raise TimeoutError", True),
        ("thread.join()", True),
    ],
)
@pytest.mark.parametrize("kind", ["threading import Thread", "multiprocessing import Process as Thread"])
def test_who_joins_for_a_while_has_to_ask_what_came_of_it(others, kind, then, awaits):
    """That the timeout was long enough is how this schedule happened to go."""
    text = f"""\
        from {kind}
        def work():
            pass
        if __name__ == "__main__":
            thread = Thread(target=work)
            thread.start()
            thread.join(5)
            {then}
            print('end')
    """
    actors = others(text, before="")

    assert [awaits] == awaited(actors)


def test_asking_until_nobody_is_alive_is_waiting(others):
    text = ALL_STARTED + "while any(t.is_alive() for t in threads): time.sleep(0.1)\nprint('end')"

    assert [True, True, True] == awaited(others(text))


def test_processes_are_awaited_as_threads_are(others):
    processes = THREADS.replace("from threading import Thread", "from multiprocessing import Process as Thread")
    actors = others(ALL_STARTED + "for thread in threads[1:]: thread.join()\nprint('end')", processes)

    assert [False, True, True] == awaited(actors)
    assert [0, 1, 2] == alongside(actors)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Thread(target=work)", "work"),
        ("Thread(target=work())", ""),
        ("Thread()", ""),
        ("Thread(target=partial(work))", "work"),
        ("Thread(target=lambda: None)", "<lambda>"),
        ("Thread(target=Task())", "Task"),
        ("Thread(target=Task().__call__)", "Task.__call__"),
        ("Worker()", "Worker.run"),
    ],
)
def test_what_it_was_given_to_run(others, given, told):
    text = f"""\
    from functools import partial
    class Task:
        def __call__(self): pass
    class Worker(Thread):
        def run(self): pass
    worker = {given}
    worker.start()
    """
    for kind in ("threading import Thread", "multiprocessing import Process as Thread"):
        (actor,) = others(text, THREADS.replace("threading import Thread", kind))

        assert told == actor.target


def test_a_pool_waits_for_the_workers_that_it_ends(others):
    actors = others("with Pool(2) as pool: pool.map(abs, [1, 2])\nprint('end')", "from multiprocessing import Pool\n")

    assert [True, True] == awaited(actors)


@pytest.mark.parametrize(
    ("text", "awaits"),
    [
        ("p.terminate()\nprint('end')", False),
        ("p.terminate()\nprint(p.exitcode)", False),
        ("p.terminate()\np.join()\nprint(p.exitcode)", True),
        ("p.terminate()\nwhile p.is_alive(): time.sleep(0.1)\nprint('end')", True),
    ],
)
def test_a_process_that_was_killed_is_awaited_by_whoever_sees_it_dead(others, text, awaits):
    begin = "from multiprocessing import Process\nimport time\np = Process(target=time.sleep, args=(9,)); p.start()\n"

    assert [awaits] == awaited(others(text, begin))
