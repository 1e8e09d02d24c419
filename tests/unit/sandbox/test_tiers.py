"""The ladder as our side sees it."""

import sys

import pytest

from grader.batch import pool
from grader.errors import UsageError, WorkerError
from grader.sandbox import open_workers_for_others, tiers
from grader.sandbox.starting.workers import Workers
from grader.sandbox.tiers import examine
from grader.worker.walls import layers, processor


def test_of_every_rung_something_is_said_and_of_nothing_else():
    assert set(layers.LADDER) == set(tiers._SAID)


def test_workers_that_share_folders_are_there_one_at_a_time_where_their_own_user_tells_what_they_left():
    assert ["landlock-uid", "uid"] == [name for name, made in layers.LADDER.items() if made.swept_after]


def test_weak_tiers_are_not_for_the_work_of_others():
    assert ["yes", "yes", "warned", "refused", "refused"] == [tier.others_work for tier in tiers.LADDER]


def test_a_tier_that_does_not_exist():
    with pytest.raises(UsageError, match="there is no isolation tier 'vault'") as unknown:
        tiers.open_launcher("vault")
    assert "There are: namespaces, landlock-uid, landlock, uid, process." == unknown.value.hint


def test_where_nothing_can_be_forked_only_the_last_rung_is_left(monkeypatch):
    monkeypatch.setattr(tiers, "forks", lambda: False)

    assert ("process",) == tuple(tier.name for tier in tiers.possible())
    with pytest.raises(UsageError, match="isolation uid does not exist on this system"):
        tiers.open_launcher("uid")
    launcher = tiers.open_launcher()
    assert "process" == launcher.isolation()
    launcher.close()


@pytest.mark.skipif(not tiers.forks(), reason="needs fork")
@pytest.mark.parametrize(
    ("machine", "most", "this"),
    [("riscv64", sys.maxsize, "riscv64"), ("aarch64", (1 << 31) - 1, "a 32-bit Python on aarch64")],
)
def test_where_the_processor_is_not_known_only_the_last_rung_is_left(monkeypatch, machine, most, this):
    """Nothing that one could switch on would help: that is what is said."""
    monkeypatch.setattr(processor, "machine", lambda: machine)
    monkeypatch.setattr(sys, "maxsize", most)

    assert ("process",) == tuple(tier.name for tier in tiers.possible())
    with pytest.raises(UsageError, match="this system has no walls") as refused:
        open_workers_for_others()
    assert refused.value.hint is not None
    assert refused.value.hint.startswith(f"There are walls for a 64-bit Python on x86_64 and aarch64; this is {this}. ")


def test_who_waits_for_a_greeting_waits_longer_than_all_that_comes_before_it():
    """Of a slow machine it is not said that it has no walls: each trial may take as long as it may."""
    assert len(layers.LADDER) * layers.TRIAL_S < layers.GREETING_S < pool.GREETING_S


@pytest.mark.skipif(not tiers.forks(), reason="needs fork")
def test_a_tier_that_cannot_be_had_is_an_error_and_never_less():
    """Whoever asks, and however often: the other side has said once why."""
    from grader.sandbox.starting import zygote

    launcher = zygote.ZygoteLauncher(["no-such-tier"])
    try:
        for _ in range(2):
            with pytest.raises(
                WorkerError, match=r"^isolation no-such-tier cannot be had here: the other side: KeyError"
            ):
                launcher.isolation()
    finally:
        launcher.close()


@pytest.mark.skipif(not tiers.forks(), reason="needs fork")
def test_a_tier_that_changes_while_grading_is_an_error():
    from grader.sandbox.starting import zygote

    launcher = zygote.ZygoteLauncher(["process"])
    launcher._tier = "namespaces"
    try:
        with pytest.raises(WorkerError, match="isolation changed from namespaces to process while grading"):
            launcher.isolation()
    finally:
        launcher.close()


def test_what_cannot_be_tried_is_said(monkeypatch):
    monkeypatch.setattr(examine, "command", lambda *_: ["/nonexistent/python"])

    found = examine.examined(tiers.LADDER)

    assert {"it could not be tried (FileNotFoundError)"} == set(found.tiers.values())
    assert {} == found.layers


def test_the_last_rung_needs_no_trial():
    assert {"process": "holds"} == examine.examined([tiers.named("process")]).tiers


class Behind:
    """A launcher that says which tier it has."""

    def __init__(self, tier):
        self.tier, self.closed = tier, False

    def isolation(self):
        if self.tier is None:
            raise WorkerError("isolation namespaces cannot be had here: namespaces: not allowed")
        return self.tier

    def close(self):
        self.closed = True


@pytest.mark.parametrize(
    ("tier", "caution"),
    [
        ("namespaces", ""),
        ("landlock-uid", ""),
        ("landlock", "isolation landlock leaves open: names of other processes"),
        ("process", "isolation process leaves open: whatever the user who grades may do"),
    ],
)
def test_who_grades_the_work_of_others_is_cautioned(tier, caution):
    assert Workers(Behind(tier)).caution.startswith(caution)
    assert bool(caution) == bool(Workers(Behind(tier)).caution)


def test_the_work_of_others_asks_only_for_tiers_that_are_enough(monkeypatch):
    asked = []
    monkeypatch.setattr(tiers, "possible", lambda: tiers.LADDER)
    monkeypatch.setattr(tiers, "open_launcher", lambda *names: asked.append(names) or Behind("landlock"))

    with open_workers_for_others() as workers:
        assert "landlock" == workers.isolation
    with open_workers_for_others("uid"):
        pass

    assert [("namespaces", "landlock-uid", "landlock"), ("uid",)] == asked


def test_the_work_of_others_is_refused_without_a_wall_unless_it_is_named(monkeypatch):
    bare = Behind(None)
    monkeypatch.setattr(tiers, "possible", lambda: tiers.LADDER)
    monkeypatch.setattr(tiers, "open_launcher", lambda *_: bare)

    with pytest.raises(UsageError, match=r"not graded without a wall around it: .* namespaces: not allowed") as refused:
        open_workers_for_others()

    assert "--isolation process" in refused.value.hint
    assert bare.closed


def test_the_work_of_others_is_refused_on_a_system_without_walls(monkeypatch):
    monkeypatch.setattr(tiers, "forks", lambda: False)

    with pytest.raises(UsageError, match="this system has no walls") as refused:
        open_workers_for_others()

    assert "WSL 2" in refused.value.hint
    assert "--isolation process" in refused.value.hint
