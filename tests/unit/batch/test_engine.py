"""Orders go out as judges are free, answers come back as they are ready."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from grader.batch import engine
from grader.batch.order import Answer


class Judges:
    """Answers in threads of a standard executor."""

    jobs = 2

    def __init__(self, hear=lambda key: Answer(key=key, kind="judged")):
        self._executor, self._hear = ThreadPoolExecutor(2), hear
        self._futures, self._lock = [], Lock()

    def submit(self, order):
        future = self._executor.submit(self._hear, order)
        self._futures.append(future)
        return future

    def stop(self):
        for future in self._futures:
            future.cancel()


def heard(orders, judges, *, stopped=lambda: False):
    found = engine.answers([lambda key=key: key for key in orders], judges, stopped=stopped)
    return [answer.key for answers in found for answer in answers]


def test_every_order_is_answered_once():
    keys = [str(number) for number in range(50)]

    assert sorted(keys) == sorted(heard(keys, Judges()))


def test_nothing_to_do_is_done_at_once():
    assert [] == heard([], Judges())


def test_an_order_is_made_only_when_its_turn_is_near():
    """Memory stays flat: a class is not in it at once."""
    made, answered = [], []

    def order(number):
        made.append(number)
        assert len(made) - len(answered) <= engine.AHEAD * 2
        return str(number)

    orders = [lambda number=number: order(number) for number in range(40)]
    for answers in engine.answers(orders, Judges(), stopped=lambda: False):
        answered.extend(answers)

    assert 40 == len(answered)


class Waiting:
    """Judges that are busy with the first order, and never come to the others."""

    jobs = 2

    def __init__(self):
        self.futures = []

    def submit(self, order):
        future = Future()
        if not self.futures:
            future.set_running_or_notify_cancel()
        self.futures.append((order, future))
        return future

    def stop(self):
        for order, future in self.futures:
            if not future.cancel() and not future.done():
                future.set_result(Answer(key=order, kind="judged"))


def test_once_stopped_what_is_being_heard_is_finished_and_the_rest_is_let_go():
    judges = Waiting()
    stop = iter([False] * (engine.AHEAD * 2 + 1))

    assert ["0"] == heard([str(number) for number in range(20)], judges, stopped=lambda: next(stop, True))
    assert engine.AHEAD * 2 == len(judges.futures)
