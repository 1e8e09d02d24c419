"""The judge's side of a batch: hear orders one after another in a session that stays warm.

Runs in a process of its own, which holds nothing but its channel, its workers and the folder of briefs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from grader import intake, judge
from grader.batch import frames
from grader.batch.order import Answer, Brief, Order, limits_of
from grader.course import Course, Exercise, Row
from grader.errors import CourseError, DeliveryError
from grader.intake.accept import submission_of
from grader.intake.beside import handed_out
from grader.intake.bundle import Bundle
from grader.judge.setting import BESIDE
from grader.report import encode
from grader.sandbox import Workers

BRIEF = "brief.json"
SUITE = "suite"

Emit = Callable[[Answer], None]


def lay_out(folder: Path, name: str, brief: Brief) -> None:
    """Put a brief where judges find it."""
    place = folder / name
    for path, data in brief.files.items():
        (place / SUITE / path).parent.mkdir(parents=True, exist_ok=True)
        (place / SUITE / path).write_bytes(data)
    (place / SUITE).mkdir(parents=True, exist_ok=True)
    (place / BRIEF).write_bytes(msgspec.json.encode(msgspec.structs.replace(brief, files={})))


def hear(reading: int, writing: int, folder: Path, workers: Workers, *, most: int) -> bool:
    """Answer up to `most` orders; False when no more will come."""
    orders = Orders(reading, most)
    while (order := orders.peek()) is not None:
        setting, right = setting_of(folder / order.brief, lambda: workers.isolation)
        _in_one_session(
            setting, right, orders, workers, lambda answer: frames.send(writing, msgspec.msgpack.encode(answer))
        )
    return not orders.over


class Orders:
    """Orders as they come; one may be looked at before it is taken."""

    def __init__(self, channel: int, most: int) -> None:
        self._channel, self._left = channel, most
        self._next: Order | None = None
        self.over = False

    def peek(self) -> Order | None:
        """The next order, waited for; None when there is none to be heard here."""
        if self._next is None and self._left and not self.over:
            try:
                self._next = msgspec.msgpack.decode(frames.receive(self._channel), type=Order)
                self._left -= 1
            except frames.Closed:
                self.over = True
        return self._next

    def take(self, brief: str) -> Order | None:
        """The next order if it is under this brief."""
        order = self.peek()
        if order is None or order.brief != brief:
            return None
        self._next = None
        return order


def setting_of(place: Path, isolation: Callable[[], str]) -> tuple[judge.Setting, list[Bundle]]:
    """What a brief says, as the judge wants it, and the right answers."""
    brief = msgspec.json.decode((place / BRIEF).read_bytes(), type=Brief)
    exercise = Exercise(
        slug=brief.exercise,
        title="",
        folder=place / SUITE / BESIDE,  # what it hands out travels with the suite
        entry=brief.entry,
        limits=limits_of(brief.limits),
        rows=tuple(Row(python, start_method) for python, start_method in brief.rows),  # type: ignore[arg-type]
        suite=place / SUITE,
    )
    course = Course(root=place, title=brief.course, exercises={brief.exercise: exercise})
    right = [Bundle("reference", files, entry) for entry, files in brief.references]
    return judge.Setting(course, exercise, isolation=isolation), right


def _in_one_session(
    setting: judge.Setting, right: Sequence[Bundle], orders: Orders, workers: Workers, emit: Emit
) -> None:
    """Hear orders until one comes that is under another brief. Whatever goes wrong is the answer to one order."""
    brief, outside = setting.course.root.name, handed_out(setting.exercise)
    heard: list[Order] = []

    def jobs() -> Iterator[judge.Job]:
        while (order := orders.take(brief)) is not None:
            heard.append(order)
            try:
                submission = _submission(order, outside)
            except DeliveryError as refused:
                heard.pop()
                emit(Answer(key=order.key, kind="refused", reason=refused.reason))
                continue
            sandbox = partial(workers.sandbox, submission, setting.exercise.limits)
            references = partial(judge.references, setting.exercise, workers, right)
            yield judge.Job(submission, sandbox, order.seed, references=references, sound=frozenset(order.sound))

    def answer(evidence: judge.Evidence) -> None:
        emit(Answer(key=heard.pop().key, kind="judged", evidence=encode(evidence)))

    try:
        judge.stream(setting, jobs(), answer)
    except CourseError as error:
        mistakes = tuple((_within(setting, str(m.path)), m.line, m.message, m.hint) for m in error.mistakes)
        _answer_for(heard, emit, Answer(key="", kind="mistaken", mistakes=mistakes))
    except frames.Closed:
        raise
    except Exception as error:
        _answer_for(heard, emit, Answer(key="", kind="failed", reason=f"{type(error).__name__}: {error}"))


def _submission(order: Order, outside: Bundle) -> intake.Submission:
    return submission_of(Bundle(order.label, order.files, order.entry), order.entry, outside)


def _answer_for(heard: list[Order], emit: Emit, answer: Answer) -> None:
    for order in heard:
        emit(msgspec.structs.replace(answer, key=order.key))


def _within(setting: judge.Setting, path: str) -> str:
    """A file of the suite as the instructor knows it."""
    return f"tests/suites/{setting.exercise.slug}{path.removeprefix(str(setting.folder))}"
