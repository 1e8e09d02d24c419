"""What somebody is told to try who waits for ever."""

from grader.sandbox.pointers.held_up import for_wait, for_what_never_comes


def test_who_joins_somebody_and_holds_what_that_one_needs_is_told_to_give_it_back():
    waits = (
        "MainThread waits for the end of Thread-1 (f) (line 24)\nThread-1 (f) waits for lock, which {} holds (line 9)"
    )

    assert "Give it back before the join()" in for_wait(waits.format("MainThread"))
    assert for_wait(waits.format("Thread-2 (f)")) is None


def test_who_waits_for_what_is_in_a_queue_is_told_of_task_done():
    assert "task_done() was called once for each" in for_what_never_comes(
        "MainThread waits for the tasks of q (line 11)"
    )
    assert for_what_never_comes("MainThread waits for room in q (line 11)") is None


def test_who_waits_for_what_nobody_sends_is_told_how_one_says_that_no_more_comes():
    assert "Let a last item say" in for_what_never_comes("MainThread waits for an item from q (line 11)")
    assert "closes its own" in for_what_never_comes("MainThread waits to receive from r (line 11)")


def test_who_joins_a_process_before_its_queue_is_empty_is_told_to_read_first():
    waits = "MainThread waits for the end of Process-1 (line 9)\nProcess-1 waits until everything is read from q"

    assert "with get(), before the join()" in for_wait(waits)


def test_who_waits_for_a_notify_that_has_been_is_told_how_waiting_is_done():
    assert "notify() wakes one of those who wait already, notify_all() all" in for_what_never_comes(
        "Thread-1 waits for a notify of cv (line 6)"
    )


def test_a_thread_of_a_pools_that_waits_nowhere_in_the_program_is_not_what_holds_it_up():
    idle = "ThreadPoolExecutor-0_0 waits for an item from a SimpleQueue"

    assert for_what_never_comes(f"MainThread waits for event (line 3)\n{idle}") is None
    assert "from such a callback" in for_what_never_comes(f"{idle}\nMainThread waits for the lock of ex (line 9)")


def test_who_awaits_what_no_task_does_is_told_what_an_await_waits_for():
    detail = "MainThread waits for work in an EventLoop (line 13)\nTask-1 (main) waits (line 10)"

    assert "call_soon_threadsafe() alone wakes a loop" in for_what_never_comes(detail)
