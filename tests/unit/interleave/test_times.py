"""`time` as the program finds it: what is built in there is no method of a class that keeps it, and goes to other processes."""

import time

import pytest

from tests.support.programs import explored, outputs, timed

KEPT = """
    import time
    class Timer:
        clock = time.perf_counter
        rest = time.sleep
        def run(self):
            start = self.clock()
            self.rest(2)
            return round(self.clock() - start)
    print(Timer().run(), time.sleep)
"""


def test_a_class_that_keeps_a_clock_makes_no_method_of_it():
    assert "2 <built-in function sleep>\n" == timed(KEPT).stdout
    assert {"2 <built-in function sleep>\n"} == outputs(explored(KEPT))


def test_a_process_may_be_given_a_function_of_the_clock():
    found = explored("""
        import multiprocessing, time
        if __name__ == "__main__":
            with multiprocessing.Pool(1) as pool:
                print(pool.map(time.sleep, [3]), pool.map(time.gmtime, [0])[0].tm_year)
    """)

    assert {"[None] 1970\n"} == outputs(found)


NUMBERED = """
    import time
    for clock in (time.CLOCK_REALTIME, time.CLOCK_MONOTONIC, time.CLOCK_THREAD_CPUTIME_ID):
        begin, fine = time.clock_gettime(clock), time.clock_gettime_ns(clock)
        time.sleep(60)
        print(round(time.clock_gettime(clock) - begin), round((time.clock_gettime_ns(clock) - fine) / 1e9))
    print(abs(time.clock_gettime(time.CLOCK_REALTIME) - time.time()) < 1)
    try:
        time.clock_gettime(12345)
    except OSError as error:
        print(error)
"""


@pytest.mark.skipif(not hasattr(time, "clock_gettime"), reason="this system has no clocks with numbers")
def test_clocks_with_numbers_are_virtual_too():
    told = "60 60\n60 60\n0 0\nTrue\n[Errno 22] Invalid argument\n"

    assert told == timed(NUMBERED).stdout
    assert {told} == outputs(explored(NUMBERED))


@pytest.mark.skipif(not hasattr(time, "pthread_getcpuclockid"), reason="this system has no such clocks")
def test_the_clock_of_a_thread_is_asked_for_in_vain():
    """By our numbers of threads the system would have looked anywhere in memory."""
    found = explored("import threading, time; time.pthread_getcpuclockid(threading.get_ident())")

    assert ["time.pthread_getcpuclockid cannot be simulated"] == [end.ending.detail for end in found.endings]


def test_a_scheduler_without_a_clock_of_its_own_waits_on_the_programs():
    found = explored("""
        import sched, threading, time
        events, before = sched.scheduler(), time.monotonic()
        events.enter(3600, 1, print, ("an hour later",))
        thread = threading.Thread(target=events.run)
        thread.start()
        thread.join()
        print(time.monotonic() - before >= 3600)
    """)

    assert {"an hour later\nTrue\n"} == outputs(found)
    assert found.exhaustive


DATES = """
    from calendar import Calendar
    from datetime import date, datetime, timedelta
    from functools import singledispatch
    class Holiday(date):
        pass
    @singledispatch
    def told(what):
        return "something"
    @told.register
    def _(what: date):
        return "a day"
    now, elsewhere = datetime.now(), next(Calendar().itermonthdates(2024, 1))
    print(told(now), told(now.date()), told(date.max), told(date.today() - timedelta(1)), {type(now.date()), type(date.min)} == {date})
    print(issubclass(datetime, date), isinstance(now, date), isinstance(elsewhere, date), issubclass(type(elsewhere), date))
    print(isinstance(date.today(), Holiday), isinstance(elsewhere, Holiday), type(Holiday.today()) is Holiday)
    print(isinstance(Holiday.today(), Holiday), isinstance(date.today(), datetime), now.date() == date.today())
    print(hasattr(date.today(), "__dict__"), type(datetime.max) is datetime, datetime.max - datetime.min)
"""


def test_days_are_of_the_class_that_they_are_of_in_the_library():
    told = (
        "a day a day a day a day True\nTrue True True True\nFalse False True\nTrue False True\n"
        "False True 3652058 days, 23:59:59.999999\n"
    )
    assert told == timed(DATES).stdout
    assert {told} == outputs(explored(DATES))
