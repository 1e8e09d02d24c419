"""All conversations of one check: each `load`, `run` and `explore` has workers of its own.

A request that needs its worker only once (`Once`) is put in two steps, asked and heard (`Pending`). So where somebody waits,
two of them are at work side by side. What the check is told does not depend on who was done first: the first is heard first,
and if it has no answer the second is not heard at all, as if it had not been asked yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial

from grader.course.model import Limits
from grader.errors import TamperingError, WorkerError
from grader.intake import Submission
from grader.interleave.ending import Escape
from grader.sandbox import reading
from grader.sandbox.answers import Answers, Question, canonical
from grader.sandbox.claims import Claim, TimedOut
from grader.sandbox.conversation import Answer, Conversation, Request
from grader.sandbox.starting.launch import Beside, Launcher


def whatever_it_is(_: Answer) -> None:
    """Of most answers nothing is asked."""


@dataclass(frozen=True, slots=True)
class Once:
    """A request to a fresh worker that is not needed afterwards."""

    request: Request
    cpu_s: float
    stacks: int = 0
    may_sleep: bool = False
    must: Callable[[Answer], None] = whatever_it_is
    """Raises what an answer comes to that is as good as none; the worker is not asked to part then."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A worker that is at the only thing it is asked."""

    conversation: Conversation
    hear: Callable[[], Answer]
    must: Callable[[Answer], None]

    def answer(self) -> Answer:
        """Wait for the answer, and let the worker go."""
        answer = self.hear()
        self.must(answer)
        self.conversation.part()
        self.close()
        return answer

    def close(self) -> None:
        """Let the worker go, whether it was heard or not."""
        self.conversation.close()


class Conversations:
    """The workers of one check. What another check has asked in the same way is not asked again (`answers`)."""

    def __init__(self, launcher: Launcher, submission: Submission, limits: Limits, answers: Answers) -> None:
        self._launcher, self._submission, self._limits = launcher, submission, limits
        self._answers = answers
        self._asked: Counter[Question] = Counter()
        self._scenes: Counter[tuple[str, str]] = Counter()
        """Scenarios for which a worker was wanted."""
        self._open: list[Conversation] = []
        self._endless: list[TimedOut] = []
        """What did not come to an end, in this check or when another asked the same."""

    @property
    def trouble(self) -> BaseException | None:
        """What ended a worker of this check before its time, or what the suite may not ask, though it may have caught it."""
        over = (*(conversation.over for conversation in self._open), *self._endless)
        ended = next((why for why in over if isinstance(why, (Claim, WorkerError, TamperingError))), None)
        return ended or next((one.aside or one.refused for one in self._open if one.aside or one.refused), None)

    @property
    def escapes(self) -> list[Escape]:
        """What could not be simulated."""
        return [escape for conversation in self._open for escape in conversation.escapes]

    @property
    def clock(self) -> float | None:
        """Seconds that have passed for the program loaded last; None where there is none, or its time is real."""
        return next((one.clock for one in reversed(self._open) if one.clock is not None), None)

    def printed(self, name: str) -> str:
        """The output of the loaded programs since the last look."""
        text = "".join(getattr(conversation, name) for conversation in self._open)
        for conversation in self._open:
            setattr(conversation, name, "")
        return text

    def begin(self, cpu_s: float, *, stacks: int = 0, beside: Beside | None = None) -> Conversation:
        """A new worker, which will be asked for a scenario (`beside`)."""
        if self._submission.problem is not None:
            raise reading.unreadable(self._submission.problem, self._submission)
        # So a check that loads the program for each of many inputs has one worker at a time.
        for one in self._open:
            if one.is_out_of_hand:
                one.close()
        conversation = Conversation(
            self._launcher, self._submission, self._limits, cpu_s=cpu_s, stacks=stacks, beside=beside
        )
        self._open.append(conversation)
        return conversation

    def answer(self, asked: Once) -> Answer:
        """The answer to one request."""
        return self._told(self._question(asked), partial(self._ask, asked))

    def answers(self, first: Once, second: Once) -> tuple[Answer, Answer]:
        """The answers to two requests; where somebody waits, two workers are at them side by side."""
        one, other = self._question(first), self._question(second)
        if not self._side_by_side or self._answers.knows(one) or self._answers.knows(other):
            return self._told(one, partial(self._ask, first)), self._told(other, partial(self._ask, second))
        with closing(self._put(first)) as asked, self._beside(second) as hear:
            return self._told(one, asked.answer), self._told(other, hear)

    def forget(self, why: BaseException) -> None:
        """This is no trouble of the check's."""
        self._open = [conversation for conversation in self._open if conversation.over is not why]
        self._endless = [endless for endless in self._endless if endless is not why]

    def close(self) -> None:
        """Let every worker of this check go, and what its calls changed of the suite's be as it was."""
        for conversation in reversed(self._open):
            conversation.shared.put_back()
        for conversation in self._open:
            conversation.close()

    @property
    def _side_by_side(self) -> bool:
        return self._launcher.hurried and self._launcher.side_by_side()

    def _question(self, asked: Once) -> Question:
        """What is asked, and how often this check has asked it before."""
        how = (asked.cpu_s, asked.stacks, asked.may_sleep)
        question = Question(self._submission.digest, self._launcher, how, canonical(asked.request))
        turn = self._asked[question]
        self._asked[question] += 1
        return replace(question, turn=turn)

    def _told(self, question: Question, ask: Callable[[], Answer]) -> Answer:
        """The answer, asked for where no check had it before."""
        try:
            return self._answers.to(question, ask)
        except TimedOut as endless:
            self._endless.append(endless)
            raise

    def _scene(self, request: Request) -> Beside | None:
        """What of the suite's a program is to be rewritten with for this request before it has a worker. Where a search and its lots
        have each a mould of their own, what was asked for once is done as soon in the worker."""
        target = request.get("target", {})
        if target.get("kind") != "scenario":
            return None
        scene = target["name"], target["source"]
        self._scenes[scene] += 1
        again = self._scenes[scene] > 2 or not self._side_by_side
        return dict(zip(("name", "source"), scene, strict=True)) if again else None

    def _ask(self, asked: Once) -> Answer:
        with closing(self._put(asked)) as pending:
            return pending.answer()

    def _put(self, asked: Once) -> Pending:
        """Have a fresh worker be at this request."""
        conversation = self.begin(asked.cpu_s, stacks=asked.stacks, beside=self._scene(asked.request))
        hear = conversation.put(asked.request, own_s=4 * asked.cpu_s + 20, may_sleep=asked.may_sleep)
        return Pending(conversation, hear, asked.must)

    @contextmanager
    def _beside(self, asked: Once) -> Iterator[Callable[[], Answer]]:
        """Have a fresh worker be at this one as well; what to call for its answer. Where this machine has no room for two, it
        is asked only then."""
        try:
            pending = self._put(asked)
        except WorkerError as crowded:
            self.forget(crowded)
            pending = None
        if pending is None:
            yield partial(self._ask, asked)
            return
        with closing(pending):
            yield pending.answer
