"""The program's code in the middle of a library's act: nobody sees the half of it, and what is not tried is said."""

import pytest

from tests.support.programs import explored, outputs, timed

HEAP = """
    import queue, threading, time
    lock, note = threading.Lock(), []
    class Job:
        def __init__(self, rank):
            self.rank = rank
        def __lt__(self, other):
            {aside}
            return self.rank < other.rank
    jobs = queue.PriorityQueue()
    jobs.put(Job(5))
    def add(rank):
        jobs.put(Job(rank))
    def hold():
        with lock:
            jobs.put(Job(9))
    threads = [threading.Thread(target=add, args=(rank,), daemon={daemon}) for rank in (3, 1)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print("ranks", [jobs.get().rank for _ in range(3)])
"""


def heap(aside, daemon=False):
    return HEAP.replace("{aside}", aside).replace("{daemon}", str(daemon))


@pytest.mark.parametrize("daemon", [False, True])
@pytest.mark.parametrize("aside", ["time.sleep(1)", "print('compares')", "lock.acquire(); lock.release()"])
def test_a_heap_is_never_seen_half_in_order(aside, daemon):
    """Others have their turns in the middle of a comparison; whoever wants the queue waits for its lock."""
    found = explored(heap(aside, daemon))

    assert {"finished"} == {one.ending.kind for one in found.endings}
    assert all("ranks [1, 3, 5]\n" in text for text in outputs(found))
    assert (True, True) == (found.controlled, found.exhaustive)


def test_sleeping_there_takes_its_time():
    assert 2 <= timed(heap("time.sleep(1)")).virtual_duration


def test_who_waits_there_holds_the_lock_of_the_queue():
    """One compares with the queue's lock in hand and wants the program's; the other does it the other way round."""
    found = explored("""
        import queue, threading
        lock = threading.Lock()
        class Job:
            def __lt__(self, other):
                with lock:
                    return True
        jobs = queue.PriorityQueue()
        jobs.put(Job())
        thread = threading.Thread(target=jobs.put, args=(Job(),))
        thread.start()
        with lock:
            jobs.empty()
        thread.join()
    """)

    assert {"finished", "deadlock"} == {one.ending.kind for one in found.endings}
    assert found.exhaustive


@pytest.mark.parametrize(
    ("act", "said"),
    [("jobs.put(Job(1), timeout=1)", "refused\n2\n"), ("jobs.get(timeout=1)", "1\n")],
    ids=["Full", "got"],
)
def test_who_will_not_wait_any_longer_waits_for_the_lock_of_the_queue(act, said):
    """Its time is over while somebody compares: what it finds then counts."""
    found = timed(f"""
        import queue, threading, time
        class Job:
            def __init__(self, rank):
                self.rank = rank
            def __lt__(self, other):
                time.sleep(5)
                return self.rank < other.rank
        jobs = queue.PriorityQueue(2)
        jobs.put(Job(1))
        thread = threading.Thread(target=jobs.put, args=(Job(2),))
        thread.start()
        time.sleep(0.5)
        try:
            {act}
        except queue.Full:
            print("refused")
        thread.join()
        print(jobs.qsize())
    """)

    assert said == found.stdout
    assert 5 <= found.virtual_duration


OWN_SIZE = """
    import queue, threading
    lock = threading.Lock()
    class Mine(queue.Queue):
        def _qsize(self):
            with lock:
                return len(self.queue)
    jobs = Mine()
    def look():
        with lock:
            {aside}
    thread = threading.Thread(target=look)
    thread.start()
    {act}
    thread.join()
"""


def test_a_queue_that_says_its_size_itself_is_beyond_control():
    found = explored(OWN_SIZE.format(aside="pass", act="pass"))

    assert not found.controlled
    assert "a queue of which the program itself says how long it is" in found.proved


def test_what_is_done_where_no_turn_passes_is_said():
    found = explored(
        OWN_SIZE.format(aside="pass", act="thread.join(); jobs.qsize(); threading.Thread(target=jobs.qsize).start()")
    )

    assert any("code that the library calls in the middle of its own" in escape.what for escape in found.escapes)


def test_a_wait_there_is_nothing_that_can_be_judged():
    """In the middle of an act no turn can pass."""
    found = explored(OWN_SIZE.format(aside="jobs.qsize()", act="pass"))

    assert "engine_fault" in {one.ending.kind for one in found.endings}
    assert any("a wait in code that the library calls" in one.ending.detail for one in found.endings)
    assert not found.controlled


def test_the_lock_of_a_queue_is_there_and_beyond_control():
    """Who waits by it until all is done (`join` knows no timeout) is woken when it is."""
    found = explored("""
        import queue, threading
        jobs = queue.Queue()
        def work():
            jobs.get()
            jobs.task_done()
        threading.Thread(target=work).start()
        jobs.put(1)
        with jobs.all_tasks_done:
            while jobs.unfinished_tasks:
                jobs.all_tasks_done.wait(100)
        print("done", jobs.mutex is not None, jobs.not_empty is jobs.not_full)
    """)

    assert {"done True False\n"} == outputs(found)
    assert "the lock inside a queue" in found.proved


CARDS = """
    import threading
    class Card:
        def __init__(self, text):
            self.text = text
        def __str__(self):
            {answer}
    def texts():
        for card in cards:
            {handed}
    lock, cards, shown = threading.Lock(), [Card("old")], []
    def change():
        cards[0].text = "changed"
        cards.append(Card("new"))
    def show():
        shown.append(" then ".join({shown}))
    threads = [threading.Thread(target=act) for act in (change, show)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(*shown)
"""
ANSWERS = [
    "return str(self.text)",
    "with lock: return str(self.text)",
    "try: return self.text + self.missing\n            except AttributeError: return self.text",
]


def cards(shown, answer="return str(self.text)", handed="yield str(card)"):
    return CARDS.replace("{answer}", answer).replace("{shown}", shown).replace("{handed}", handed)


@pytest.mark.parametrize(
    "text",
    [cards("map(str, cards)", answer) for answer in ANSWERS]
    + [cards("map(lambda card: str(card.text), cards)"), cards("[str(card) for card in cards]"), cards("texts()")],
)
def test_where_a_function_ends_that_was_called_back_the_turn_may_pass(text):
    """The last step in there is over before the library looks for what comes next."""
    found = explored(text)

    assert {"old\n", "changed\n", "changed then new\n", "old then new\n"} == set(outputs(found))
    assert found.exhaustive


def test_where_a_generator_ends_the_turn_may_pass():
    """Its last step is over before the library goes on to what comes after it."""
    found = explored("""
        import itertools, threading
        value, rest, shown = [1], [], []
        def first():
            yield "first"
            shown.append(value[0])
        def change():
            value[0] = 2
            rest.append("rest")
        def show():
            shown.append(",".join(itertools.chain(first(), rest)))
        threads = [threading.Thread(target=act) for act in (change, show)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(*shown)
    """)

    assert {"1 first\n", "2 first\n", "1 first,rest\n", "2 first,rest\n"} == set(outputs(found))
    assert found.exhaustive


def test_who_ends_alone_makes_no_step():
    """A function that nobody called back out of sight ends with its last step."""
    found = explored("""
        import threading
        value = []
        def add():
            value.append(1)
        threads = [threading.Thread(target=add) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(value)
    """)

    assert (True, 7) == (found.exhaustive, found.schedules)
