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
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Self

import msgspec

from grader.authoring.judging.docket import Docket, Setting
from grader.authoring.judging.order import Heard, Order
from grader.sandbox.groups import end_group

Told = Callable[[Order, Heard], None]
LAST_WORDS = 400
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
            number, answer = done.get()
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


class _Seat:
    """One judge's place: a dead judge is followed by another."""

    def __init__(self, exercises: Path, patience_s: float) -> None:
        self._exercises, self._patience_s = exercises, patience_s
        self._process: subprocess.Popen[bytes] | None = None
        self._words: IO[bytes] | None = None
        """What the judge writes to stderr: read when it has died."""
        self._closed = False

    def work(self, docket: Docket, orders: Sequence[Order], done: SimpleQueue[tuple[int, Heard]]) -> None:
        """Take orders until there are none."""
        setting: Setting | None = None
        while not self._closed and (number := docket.next(setting)) is not None:
            setting = orders[number].setting
            try:
                heard = self._ask(orders[number])
            except Exception as error:  # whatever it is: who waits for an answer must get one
                heard = Heard(failure=f"{type(error).__name__}: {error}")
            done.put((number, heard))

    def close(self, *, at_once: bool) -> None:
        """Let the judge go; none follows."""
        self._closed = True
        self._end(at_once=at_once)

    def _end(self, *, at_once: bool = True) -> None:
        process, self._process = self._process, None
        if process is not None:
            if at_once:
                process.kill()
            try:
                process.communicate(timeout=PARTING_S)  # its stdin is closed: it ends, and its workers before it
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
        if self._words is not None:
            self._words.close()
            self._words = None

    def _ask(self, order: Order) -> Heard:
        if self._process is None:
            self._words = tempfile.TemporaryFile()  # noqa: SIM115 - `close` does it
            self._process = _started(self._exercises, self._words)
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(msgspec.json.encode(order) + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            return self._died(process)
        late = threading.Event()
        net = threading.Timer(self._patience_s, _stop, [process, late])
        net.start()
        answer = process.stdout.readline()
        net.cancel()
        if late.is_set():
            self._end()
            return Heard(failure=f"the suite did not come to an end within {self._patience_s:g} s")
        return msgspec.json.decode(answer, type=Heard) if answer else self._died(process)

    def _died(self, process: subprocess.Popen[bytes]) -> Heard:
        """Say how the judge ended; the next order starts another."""
        code = process.wait()
        said = ""
        if self._words is not None:
            self._words.seek(0)
            said = self._words.read()[-LAST_WORDS:].decode("utf-8", "replace").strip()
        self._end()
        ended = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
        return Heard(failure=f"the judge ended while it judged this ({ended})" + (f": {said}" if said else ""))


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    """End a judge with whatever its suite has started: it leads a group of its own, and is not waited for yet."""
    late.set()
    end_group(process.pid)


def _started(exercises: Path, words: IO[bytes]) -> subprocess.Popen[bytes]:
    # -P: what lies in the working folder is nobody's module. The judge's own session: Ctrl-C is ours to hear.
    command = [sys.executable, "-P", "-X", "utf8", "-m", "grader.authoring.judging.desk", str(exercises)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=words, start_new_session=True
    )
