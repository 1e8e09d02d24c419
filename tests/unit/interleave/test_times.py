"""`time` as the program finds it: what is built in there is no method of a class that keeps it, and goes to other processes."""

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
