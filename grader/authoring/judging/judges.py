"""Our side of several judges: each is a process that a thread of ours talks to.

Processes, because a suite is somebody's code: it may exit, hang or fill the memory, and what it does must cost one
answer and not the whole proof. They have a session of their own, so that Ctrl-C reaches only us, and we end them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Self

import msgspec

from grader.authoring.judging.docket import Docket, Setting
from grader.authoring.judging.order import Heard, Order
from grader.sandbox.starting.groups import APART, ended_after

Told = Callable[[Order, Heard], None]
LAST_WORDS = 400
LOOK_S = 0.2
PARTING_S = 10.0
PATIENCE_S = 900.0
"""The net below all limits: a judge that says nothing for so long hangs in its suite, and is ended."""


class Judges:
    """Judges for one course, started when they are needed and warm from then on. A context manager."""

    def __init__(self, exercises: Path, jobs: int, *, patience_s: float = PATIENCE_S) -> None:
        self._seats = [_Seat(exercises, patience_s) for _ in range(max(1, jobs))]

    def hear(self, orders: Sequence[Order], told: Told | None = None) -> list[Heard]:
        """Have every order judged; `told` hears of each as it is done. The answers, in the order of the orders."""
        docket, done = Docket(orders), SimpleQueue[tuple[int, Heard]]()
        threads = [
            threading.Thread(target=seat.work, args=(docket, orders, done), daemon=True)
            for seat, _ in zip(self._seats, orders, strict=False)
        ]
        for thread in threads:
            thread.start()
        heard: dict[int, Heard] = {}
        while len(heard) < len(orders):
            try:
                number, answer = done.get(timeout=LOOK_S)
            except Empty:
                continue  # on Windows, Ctrl-C is heard between two looks alone
            heard[number] = answer
            if told is not None:
                told(orders[number], answer)
        for thread in threads:
            thread.join()
        return [heard[number] for number in range(len(orders))]

    def close(self, *, at_once: bool = False) -> None:
        """Let every judge go; `at_once`: whatever it is at."""
        for seat in self._seats:
            seat.close(at_once=at_once)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, raised: object, *_: object) -> None:
        self.close(at_once=raised is not None)


@dataclass(frozen=True, slots=True)
class _Judge:
    """A judge's process, and the file of what it writes to stderr, which is read when it has died."""

    process: subprocess.Popen[bytes]
    words: IO[bytes]

    def end(self, *, at_once: bool) -> None:
        """See it gone; `at_once`: whatever it is at."""
        if at_once:
            self.process.kill()
        try:
            self.process.communicate(timeout=PARTING_S)  # its stdin is closed: it ends, and its workers before it
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
        self.words.close()

    def last_words(self) -> str:
        """The end of what it has said."""
        self.words.seek(0)
        return self.words.read()[-LAST_WORDS:].decode("utf-8", "replace").strip()


class _Seat:
    """One judge's place: a dead judge is followed by another.

    Who works here and who closes the seat are two threads, and both may end the judge: the one that took it does.
    """

    def __init__(self, exercises: Path, patience_s: float) -> None:
        self._exercises, self._patience_s = exercises, patience_s
        self._judge: _Judge | None = None
        self._lock = threading.Lock()
        self._closed = False

    def work(self, docket: Docket, orders: Sequence[Order], done: SimpleQueue[tuple[int, Heard]]) -> None:
        """Take orders until there are none."""
        setting: Setting | None = None
        while (number := docket.next(setting)) is not None:
            setting = orders[number].setting
            try:
                heard = self._ask(orders[number])
            except Exception as error:  # whatever it is: who waits for an answer must get one
                heard = Heard(failure=f"{type(error).__name__}: {error}")
            done.put((number, heard))

    def close(self, *, at_once: bool) -> None:
        """Let the judge go; none follows."""
        self._closed = True
        if judge := self._taken():
            judge.end(at_once=at_once)

    def _taken(self) -> _Judge | None:
        """The judge, for whoever asks first: it is theirs to end."""
        with self._lock:
            judge, self._judge = self._judge, None
        return judge

    def _ask(self, order: Order) -> Heard:
        judge = self._seated()
        process = judge.process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(msgspec.json.encode(order) + b"\n")
            process.stdin.flush()
        except OSError:  # a broken pipe; on Windows it may be called an invalid argument
            return self._died(process)
        with ended_after(self._patience_s, process.pid) as late:  # not waited for yet, so the number is its own
            answer = process.stdout.readline()
        if late.is_set():
            self._let_go()
            return Heard(failure=f"the suite did not come to an end within {self._patience_s:g} s")
        return msgspec.json.decode(answer, type=Heard) if answer else self._died(process)

    def _seated(self) -> _Judge:
        """The judge that is here, or a new one. Not where nobody would end it any more."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the judges have been let go")
            if self._judge is None:
                self._judge = _started(self._exercises)
            return self._judge

    def _let_go(self) -> str:
        """End a judge that has died, unless somebody does; what it said last."""
        if (judge := self._taken()) is None:
            return ""
        said = judge.last_words()
        judge.end(at_once=True)
        return said

    def _died(self, process: subprocess.Popen[bytes]) -> Heard:
        """Say how the judge ended; the next order starts another."""
        code = process.wait()
        said = self._let_go()
        ended = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
        return Heard(failure=f"the judge ended while it judged this ({ended})" + (f": {said}" if said else ""))


def _started(exercises: Path) -> _Judge:
    # -P: what lies in the working folder is nobody's module. The judge's own session: Ctrl-C is ours to hear.
    command = [sys.executable, "-P", "-X", "utf8", "-m", "grader.authoring.judging.desk", str(exercises)]
    words = tempfile.TemporaryFile()  # noqa: SIM115 - `end` does it
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=words, start_new_session=True, creationflags=APART
    )
    return _Judge(process, words)
