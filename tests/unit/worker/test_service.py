"""Whose fault it is that no memory is left."""

import subprocess
import sys
from textwrap import dedent

import pytest

from grader.worker import service

WITHIN = """
    import resource
    from grader.worker import limits
    resource.setrlimit(resource.RLIMIT_AS, ({allowed}, {allowed}))
    kept = []
    try:
        while True:
            kept.append(bytearray({piece}))
    except MemoryError:
        print(limits.is_memory_spent())
    """


@pytest.mark.parametrize(
    ("allowed", "piece", "spent"),
    [(300 << 20, 1 << 20, "True"), (300 << 20, 1 << 40, "False"), (-1, 1 << 60, "False")],
    ids=["it took what it may", "it asks for more than there is", "it may take all"],
)
@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells how much a process has had")
def test_memory_is_spent_where_a_process_has_had_what_it_may(allowed, piece, spent):
    program = dedent(WITHIN.format(allowed=allowed, piece=piece))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert spent == done.stdout.strip()


def test_no_memory_on_the_machine_is_not_the_programs(monkeypatch):
    def hungry(*_):
        raise MemoryError

    monkeypatch.setitem(service.JOBS, "hungry", hungry)
    monkeypatch.setattr(service.limits, "is_memory_spent", lambda: False)
    assert "has this machine any" in service._answer(None, {"job": "hungry"})["fault"]
    monkeypatch.setattr(service.limits, "is_memory_spent", lambda: True)
    assert {"full": True} == service._answer(None, {"job": "hungry"})
