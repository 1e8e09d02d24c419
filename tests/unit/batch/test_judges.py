"""Which engine is meant."""

import pytest

from grader.batch.judges import judges
from grader.errors import UsageError


@pytest.mark.parametrize(
    ("engine", "scheduler", "said"),
    [
        ("dask", None, "--engine dask needs the address of a scheduler"),
        ("local", "tcp://x:1", "--scheduler is for --engine dask"),
    ],
)
def test_what_cannot_be_meant(engine, scheduler, said):
    with pytest.raises(UsageError, match=said), judges({}, engine=engine, scheduler=scheduler, jobs=1, isolation=None):
        pass


def test_where_the_library_is_missing_the_command_for_it_is_told(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "grader.batch.cluster", None)
    missing = judges({}, engine="dask", scheduler="tcp://x:1", jobs=1, isolation=None)
    with pytest.raises(UsageError, match="the cluster engine is not installed") as told, missing:
        pass
    assert "coursework-grader[cluster]" in told.value.hint
