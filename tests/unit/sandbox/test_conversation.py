"""What becomes of answers that are no value."""

import pytest

from grader.course.model import Limits
from grader.intake import Submission
from grader.sandbox import conversation
from grader.sandbox.claims import Crashed
from grader.worker import service

SUBMISSION = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source="", digest="")


class Answering:
    """A worker that answers everything alike."""

    def __init__(self, answer):
        self._answer, self.over = answer, None

    def ask(self, request, **_):
        return lambda: self._answer

    def end(self, reason):
        self.over = reason
        return reason


def test_a_worker_without_memory_for_an_answer_is_the_programs_doing(monkeypatch):
    def job(place, request):
        raise MemoryError

    monkeypatch.setitem(service.JOBS, "load", job)
    monkeypatch.setattr(service.limits, "is_memory_spent", lambda: True)
    answering = Answering(service._answer(None, {"job": "load"}))
    monkeypatch.setattr(conversation, "Exchange", lambda *_, **__: answering)
    talk = conversation.Conversation(None, SUBMISSION, Limits(memory_mb=300), cpu_s=1)

    with pytest.raises(Crashed, match="Your program used more than 300 MB of memory"):
        talk.request({"job": "load"})
    assert isinstance(talk.over, Crashed)
