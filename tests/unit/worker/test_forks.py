"""What is done around forks is not done around ours."""

import os
import random

import pytest

from grader.worker.forks import Wishes


@pytest.fixture
def registered(monkeypatch):
    """What Python was asked to do around forks."""
    asked = []
    monkeypatch.setattr(os, "register_at_fork", lambda **wish: asked.append(wish), raising=False)
    return asked


def test_what_modules_want_done_around_forks_waits_for_a_program_that_may_fork(registered):
    python = os.register_at_fork
    wishes = Wishes()
    wishes.hold()
    os.register_at_fork(after_in_child=print)

    assert [] == registered

    wishes.release(real=True)
    assert [{"after_in_child": print}] == registered
    assert python is os.register_at_fork


def test_a_simulated_program_does_not_fork_and_finds_the_librarys_function(registered):
    python = os.register_at_fork
    wishes = Wishes()
    wishes.hold()
    os.register_at_fork(after_in_child=print)
    wishes.release(real=False)
    os.register_at_fork(before=repr)

    assert [{"before": repr}] == registered
    assert python is os.register_at_fork


def test_chance_is_that_of_the_process_that_was_forked(registered):
    wishes = Wishes()
    random.seed(1)
    drawn = random.Random(1).random()
    wishes.release(real=True)

    assert drawn != random.random()
