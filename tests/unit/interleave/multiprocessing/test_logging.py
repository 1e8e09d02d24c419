"""Each process has loggers of its own, as a real run of the same program shows."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import textwrap

import pytest

from tests.support.programs import explored, outputs

METHODS = multiprocessing.get_all_start_methods()
OWN = """
    import logging, multiprocessing, sys
    log = logging.getLogger("app")
    log.setLevel(logging.ERROR)
    handler = logging.StreamHandler(sys.stdout)
    log.addHandler(handler)
    def state():
        kept = sorted(logging.root.manager.loggerDict)
        same = log is logging.getLogger("app"), log.handlers[0] is handler, log.parent is logging.getLogger()
        return kept, same, log.level, len(log.handlers), logging.getLevelName(25), len(logging.getLogger().handlers)
    def worker(number):
        before = state()
        logging.addLevelName(25, f"NOTE {number}")
        logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(message)s")
        log.setLevel(number + 1)
        log.handlers[0].setFormatter(logging.Formatter("%(processName)s: %(message)s"))
        log.log(25, "of %s", number)
        print(number, before, state())
    if __name__ == "__main__":
        multiprocessing.set_start_method("{method}")
        logging.getLogger("app.deeper.still").propagate = False
        workers = [multiprocessing.Process(target=worker, args=(number,)) for number in range(2)]
        for one in workers:
            one.start()
            one.join()
        print(state())
        log.error("done")
"""
TO_A_QUEUE = """
    import logging, logging.handlers, multiprocessing
    def worker(records):
        root = logging.getLogger()
        root.addHandler(logging.handlers.QueueHandler(records))
        root.setLevel(logging.DEBUG)
        logging.getLogger("work").info("hello")
    if __name__ == "__main__":
        multiprocessing.set_start_method("{method}")
        records = multiprocessing.Queue()
        workers = [multiprocessing.Process(target=worker, args=(records,)) for _ in range(2)]
        for one in workers: one.start()
        for one in workers: one.join()
        print([records.get().getMessage() for _ in range(2)], len(logging.getLogger().handlers))
"""
OF_THE_PACKAGE = """
    import multiprocessing
    def worker():
        log = multiprocessing.get_logger()
        print(log.name, log.level, log.propagate, len(log.handlers), log.handlers[0].formatter._fmt)
        log.warning("of a worker")
    if __name__ == "__main__":
        multiprocessing.set_start_method("{method}")
        multiprocessing.log_to_stderr(30)
        one = multiprocessing.Process(target=worker)
        one.start()
        one.join()
        print(len(multiprocessing.get_logger().handlers))
"""


def really(text, folder):
    file = folder / "program.py"
    file.write_text(textwrap.dedent(text).lstrip())
    return subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("method", METHODS)
def test_what_one_process_configures_is_its_own(method, tmp_path):
    text = OWN.replace("{method}", method)
    found = explored(text)

    assert {really(text, tmp_path)} == outputs(found)
    assert found.controlled


@pytest.mark.parametrize("method", METHODS)
def test_each_worker_may_send_its_records_into_a_queue(method):
    found = explored(TO_A_QUEUE.replace("{method}", method))

    assert {"['hello', 'hello'] 0\n"} == outputs(found)
    assert found.exhaustive


def test_nobody_holds_a_handlers_lock_in_a_forked_child():
    """As in life, where `logging` makes these locks anew after a fork."""
    found = explored("""
        import logging, multiprocessing, sys, threading
        held = threading.Event()
        class Slow(logging.StreamHandler):
            def emit(self, record):
                held.set()
                super().emit(record)
        logging.getLogger().addHandler(Slow(sys.stdout))
        def child():
            logging.error("child")
        if __name__ == "__main__":
            multiprocessing.set_start_method("fork")
            thread = threading.Thread(target=logging.error, args=("thread",))
            thread.start()
            held.wait()
            one = multiprocessing.Process(target=child)
            one.start()
            one.join()
            thread.join()
        """)

    assert {"finished"} == {one.ending.kind for one in found.endings}


@pytest.mark.parametrize("method", METHODS)
def test_the_packages_logger_is_handed_down(method, tmp_path):
    text = OF_THE_PACKAGE.replace("{method}", method)
    found = explored(text)

    assert {really(text, tmp_path)} == outputs(found)
    assert found.exhaustive


@pytest.mark.parametrize(
    "change", ["logging.getLogger().setLevel(1)", "logging.getLogger().level = 1", "multiprocessing.log_to_stderr()"]
)
def test_who_configures_while_another_thread_of_the_process_may_log_is_beyond_control(change):
    text = """
        import logging, multiprocessing, threading
        def note():
            logging.error("noted")
        def worker():
            threading.Thread(target=note).start()
            {change}
        if __name__ == "__main__":
            one = multiprocessing.Process(target=worker)
            one.start()
            one.join()
        """
    alone = text.replace(
        "threading.Thread(target=note).start()", "t = threading.Thread(target=note); t.start(); t.join()"
    )

    assert not explored(text.replace("{change}", change)).controlled
    assert explored(alone.replace("{change}", change)).controlled
