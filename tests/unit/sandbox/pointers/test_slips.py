"""Slips that nothing raises are seen, and nothing else is."""

import ast

import pytest

from grader.intake import Submission
from grader.sandbox.pointers.slips import Slip, never_named, seen_in


def line_of_a_slip(text: str) -> int | None:
    slip = slip_in(text)
    return None if slip is None else slip.location.line


def slip_in(text: str, read=ast.parse) -> Slip | None:
    text = f"def work():\n    pass\n{text}\n"
    submission = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source=text, digest="")
    return seen_in(submission, lambda: read(text))


@pytest.mark.parametrize(
    "text",
    [
        "thread.join",
        "threads[0].start  # later",
        "self.lock.release",
        "while not stop.is_set: pass",
        "if thread.is_alive and x: pass",
        "t = Thread(target=work())",
        "t = threading.Thread(target=work(1))",
        "t = Process(args=(1,), target = work(1))",
        'if __name__ == "_main_": pass',
        "if __name__ == 'main': pass",
        't = Thread(target="work")',
        "for i in range(3): Thread(target=work, args=(i))",
        "t = Process(target=work, args=('abc'))",
        "def main(): pass",
        "return_ = list(pool.map(work(pages)))",
        "t.deamon = True; t = Thread(target=work)",
        "with threading.Lock(): pass",
        "lock = Lock()",
        "lock = Lock()  # lock",
        "q = queue.Queue(); from queue import Queue; Process(target=work, args=(q,))",
        "from threading import Event; stop = Event(); p = Process(target=work, args=(stop,))",
        "[thread.join for thread in threads]",
        "t = Thread(target=work, args=(1, Lock()))",
    ],
)
def test_a_slip_is_seen(text):
    assert 3 == line_of_a_slip(text)


@pytest.mark.parametrize(
    "body",
    ["with lock: pass", "lock.acquire()\n    lock.release()", "for _ in range(3):\n        with lock, f(): pass"],
)
@pytest.mark.parametrize("kind", ["threading.Lock", "RLock"])
def test_a_lock_that_each_call_has_for_itself_is_seen_where_it_is_made(kind, body):
    slip = slip_in(f"def add():\n    lock = {kind}()\n    {body}")

    assert (slip.location.line, slip.words) == (
        4,
        "Look at line 4: each call of add() makes a lock of its own there, which nobody else ever takes.",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("for t in ts:\n    t.start(); t.join()", "line 4: t.join() waits there, before the next one is started."),
        ("if x:\n    a.start(); a.join()\n    b.start(); b.join()", "line 4: a.join() waits there, before b.start()."),
    ],
)
def test_who_is_waited_for_too_early_is_seen(text, words):
    assert f"Look at {words}" == slip_in(text).words


def test_a_variable_of_the_files_that_a_process_changes_is_said_to_be_its_own():
    slip = slip_in("def add():\n    global n\n    n = n + 1\nn = 0\nProcess(target=add).start()\nprint(n)")

    assert (slip.location.line, slip.words) == (
        4,
        "Look at line 4: each process has its own n, and nobody else sees what add() gives it there.",
    )


def test_of_several_that_are_global_what_the_process_changes_is_named():
    text = "def add():\n    global lock, n\n    with lock:\n        n += 1\nProcess(target=add).start()"

    assert "each process has its own n, and" in slip_in(text).words


FILLS = "def fill(n):\n    for k in range(n):\n        {put}\n    found[n] = 1\nfound = {what}\n{run}"
PUTS = ["found.append(n)", "found[k] = n", "found.update(n)"]
RUNS = [
    "Process(target=fill).start()",
    "with Pool() as pool:\n    pool.map(fill, [1])",
    "ProcessPoolExecutor().submit(fill, 1)",
]


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("put", PUTS)
def test_a_container_of_the_files_that_a_process_fills_is_said_to_be_its_own(put, run):
    slip = slip_in(FILLS.format(put=put, what="[]", run=run))

    assert "Look at line 5: each process has its own found, and nobody else sees what fill() puts there." == slip.words


@pytest.mark.parametrize(
    "text",
    [
        FILLS.format(put="found.append(n)", what="Manager().dict()", run=RUNS[0]),
        FILLS.format(put="found.append(n)", what="[]", run="Thread(target=fill).start()"),
        FILLS.format(put="found.append(n)", what="[]", run="with ThreadPool() as pool:\n    pool.map(fill, [1])"),
        FILLS.format(put="print(found)", what="[]", run=RUNS[0]),
        FILLS.format(put="found = []", what="[]", run=RUNS[0]),
        FILLS.format(put="found.append(n)", what="[]", run=RUNS[0]).replace("fill(n)", "fill(n, found)"),
    ],
)
def test_what_others_may_see_is_no_container_of_a_process_alone(text):
    assert slip_in(text) is None


def test_who_takes_what_join_gives_back_for_the_result_is_told_that_it_is_none():
    assert "line 4: join() gives back None" in slip_in("t = Thread(target=work)\nresult = t.join()").words
    assert slip_in("class Mine(Thread):\n    def join(self): return 1\nresult = Mine().join()") is None


@pytest.mark.parametrize(
    "text", ["{0} = Lock()", "def {0}():\n    lock = Lock()\n    with lock: pass", "Thread(target='{0}')"]
)
def test_a_name_without_end_is_not_told_to_its_end(text):
    words = slip_in(text.format("n" * 10_000)).words

    assert "n" * 60 + "…" in words
    assert len(words) < 250


def test_another_slip_is_told_before_what_processes_do_not_share():
    text = "def add():\n    global n\n    n = 1\np = Process(target=add)\np.run()"

    assert 7 == slip_in(text).location.line


def test_a_variable_of_the_files_that_a_function_gives_no_value_to_is_seen_where_it_is_meant():
    slip = slip_in("stop = False\ndef end():\n    print('over')\n    stop = True")

    assert (slip.location.line, slip.words) == (
        6,
        "Look at line 6: stop is there a variable of end() alone; `global stop` makes it the one of the file.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "thread.join()",
        "asyncio.run(main())",
        "app.run()",
        "import sched\nfrom threading import Thread\ns = sched.scheduler()\ns.run()",
        "from threading import Thread\nwith Server() as server:\n    server.run()\nThread(target=work)",
        "def go(sim):\n    sim.run()\nThread(target=work)",
        "def work():\n    global n\n    n = n + 1\n    q.put(n)\nProcess(target=work)",
        "import server\nfrom threading import Thread\nserver.run()",
        "class Clerk(Thread):\n    def run(self): pass\nClerk().run()\nclerk.run()",
        "wait = thread.join",
        "list(pool.map(work(3), pages))",
        "list(pool.map(worker(), chunksize=3))",
        "site.map(work())",
        "pair = (thread.start,\n    thread.join\n)",
        "# thread.join",
        '"""\nthread.join\nif __name__ == "main":\n"""',
        "while not stop.is_set(): pass",
        "while True: pass  # until thread.is_alive",
        "t = Thread(target=work)",
        "t = Thread(target=made(work))",
        "t = Thread(target=lambda: work(1))",
        "t = run(target=work())",
        "# t = Thread(target=work())",
        'if __name__ == "__main__": pass',
        "if __name__ == '__mp_main__': pass",
        "if __name__ == 'my_module': pass",
        "x.value",
        "def main(): pass\nmain()",
        "class Box:\n    def main(self): pass\n\nmain = Box().main",
        "t = Thread(target=work, args=(i,))",
        "t = Thread(target=work, args=(f(i)))",
        "for pair in pairs: Thread(target=work, args=(pair))",
        "pair = 1, 2\nt = Thread(target=work, args=(pair))",
        "def made():\n    return work\n\nt = Thread(target=made())",
        "t = Thread(target=work)\nt.daemon = True",
        "def add():\n    global n\n    print(n)\nProcess(target=add).start()",
        "from threading import Lock, Thread as T\nlock = Lock()\nwith lock: pass\nT(); Process()",
        "import multiprocessing.dummy as mp, threading\nlock = threading.Lock()\nwith lock: mp.Pool()",
        "from multiprocessing.dummy import Pool\nimport threading\nlock = threading.Lock()\nwith lock: Pool()",
        "import threading\nclass Box:\n    def __init__(self):\n        self.lock = threading.Lock()\nclass Mine(BaseManager): pass\nMine.register('Box', Box)\nProcess()",
        "lock = Lock()\ndef add():\n    with lock: pass",
        "def add():\n    global lock\n    lock = Lock()\n    with lock: pass",
        "def add():\n    lock = Lock()\n    with lock: pass\n    return lock",
        "def add():\n    lock = Lock()\n    def inner():\n        with lock: pass\n    return inner",
        "def add():\n    lock = Lock()\n    t = Thread(target=work, args=(lock,))",
        "def add():\n    self.lock = Lock()\n    with self.lock: pass",
        "def add(lock):\n    lock = Lock()\n    with lock: pass",
        "lock = Lock()\nuse(lock)",
        "def add():\n    global n\n    n = 1\nThread(target=add)",
        "def add():\n    global n\n    n = 1\nThread(target=add)\nProcess(target=add)",
        "def add():\n    n = 1\n    return n\nProcess(target=add)",
        "for t in ts: t.start()\nfor t in ts: t.join()",
        "for t in ts:\n    t.start()\n    t.join(1)",
        "a.start()\nb.start()\na.join()\nb.join()",
        "q.join()\nb.start()\nb.join()",
        "for _ in range(3):\n    a.start(); b.start()\n    a.join(); b.join()",
        "a.start(); b.start()\na.join(); b.join()\nc.start(); c.join()",
        "wait = lambda: t.join()",
        "q = queue.Queue(); Process(target=work); Thread(target=work)",
        "q = queue.Queue(); Thread(target=work, args=(q,))",
        "q = multiprocessing.Queue(); import queue; p = Process(target=work, args=(q,))",
        "from multiprocessing import Queue\nq = Queue(); import queue; p = Process(target=work, args=(q,))",
        "from locks import lock",
        "found = [thread.name for thread in threads]",
        "waits = [thread.join for thread in threads]",
        "stop = False\ndef end():\n    global stop\n    stop = True",
        "stop = False\ndef end(stop):\n    stop = True",
        "stop = False\ndef end():\n    stop = True\n    return stop",
        "stop = False\ndef end():\n    stop = True\n    def inner(): return stop",
        "_ = 1\ndef end():\n    _ = work()",
        "def end():\n    stop = True",
        "stop = False\nclass Box:\n    stop = True\n    def end(self):\n        self.stop = True",
        "with open(Lock()): pass",
        "t.deamon = True",
        "t = Thread(target=work)\nt.diamond = True",
        "t = Thread(target=work)\nt.join()\ngame.demo = True",
        "def add():\n    global n\n    q.put(n)\nProcess(target=add)",
        "t = Thread(target=work)\nt.demon = 3\nprint(t.demon)",
        "t = Thread(target=brought())",
        "done.empty = False\nwhile done.empty: pass",
        "class Box:\n    empty: bool = False\n\nif box.empty: pass",
        "class Box:\n    def empty(self): pass\n\nif box.empty: pass",
    ],
)
def test_what_may_be_meant_is_none(text):
    assert line_of_a_slip(text) is None


def test_the_first_one_is_named():
    assert 4 == line_of_a_slip("x = 1\na.start\nb.start")


def test_lines_are_counted_as_python_counts_them():
    assert 5 == line_of_a_slip('x = "a\x0cb\x85"\n\x0c\nt.join')


@pytest.mark.parametrize(
    "text", [".d" + "mon" * 300_000, "target=" * 150_000, "a\n" * 500_000], ids=["mon", "target", "lines"]
)
def test_a_long_text_is_looked_through_once(text):
    """Each of these would take hours if whatever looks like a beginning were followed to the end."""
    assert slip_in(f"# {text}", read=pytest.fail) is None


def test_who_is_waited_for_too_early_is_seen_among_many():
    text = "".join(f"t{number}.start()\n" for number in range(20_000))

    assert slip_in(f"{text}t0.join()\nlast.start()") is None


def test_a_text_is_read_only_where_there_may_be_one():
    with pytest.raises(pytest.fail.Exception):
        slip_in("thread.join", read=pytest.fail)

    assert slip_in("thread.start()", read=pytest.fail) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("threads[0].start", "threads[0].start is only named there; a call has parentheses, threads[0].start()."),
        (
            "p = Process(target=work); p.run()",
            "p.run() does the work there and then; p.start() has the new thread or process do it.",
        ),
        ("while not stop.is_set: pass", "stop.is_set without parentheses is always true; ask stop.is_set()."),
        (
            "Thread(target=work())",
            "the parentheses call work() at once, and target= gets what it returns; the function is work.",
        ),
        ("Thread(target='work')", "target= wants the function itself, without quotes: target=work."),
        ("for i in range(2): Thread(args=(i))", "(i) is the same as i; a tuple of one has a comma, (i,)."),
        (
            'if __name__ == "_main_": pass',
            'a file that is run is called "__main__", with two underscores on either side.',
        ),
        ("def main(): pass", "main() is only defined there, and nobody calls it."),
        (f"{'a' * 60}.start", "….start is only named there; a call has parentheses, ….start()."),
        (f"{'a.' * 900}start", "….start is only named there; a call has parentheses, ….start()."),
    ],
)
def test_a_slip_is_told_in_a_sentence_that_names_its_line(text, words):
    slip = slip_in(text)

    assert slip is not None and slip.words == f"Look at line 3: {words}"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def increase(): pass", None),
        ("from mine import increase", None),
        ("def increese(): pass", "Your file has no 'increase'. Did you mean: 'increese'?"),
        ("def transfer(): increases()", "Your file has no 'increase'."),
    ],
)
def test_a_function_that_the_text_never_names_is_said_to_be_missing(source, said):
    assert said == never_named(["increase"], source)


@pytest.mark.parametrize(
    ("text", "idle"),
    [('if __name__ == "main": pass', True), ("def main(): pass", True), ("thread.join", False)],
)
def test_a_slip_says_whether_the_main_part_ever_runs(text, idle):
    assert idle is slip_in(text).idle
