# verdict: D
# blame: -
# twin: subclass_result.py
# about: Each of two threads waits for the end of the other.

import threading

threads = {}
both_known = threading.Event()


def wait_for(name):
    both_known.wait()
    threads[name].join()


threads["a"] = threading.Thread(target=wait_for, args=("b",), name="a")
threads["b"] = threading.Thread(target=wait_for, args=("a",), name="b")
threads["a"].start()
threads["b"].start()
both_known.set()
threads["a"].join()
