"""When `--watch` judges again."""

import os
from pathlib import Path

import pytest

from grader.cli import watch
from grader.cli.targets import Task
from grader.course.model import Exercise
from grader.intake import Delivery


def a_task(path, *, neighbours=False):
    exercise = Exercise(slug="x", title="x", folder=path.parent, entry="x.py")
    return Task(exercise, Delivery(path, neighbours=neighbours), str(path))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "x.py"
    path.write_text("x = 1")
    return path


def changes(path, edit):
    before = watch.traces([a_task(path)])
    edit()
    return before != watch.traces([a_task(path)])


def test_nothing_happened(file):
    assert not changes(file, lambda: None)


def test_other_contents_of_the_same_size_and_time(file):
    then = file.stat()

    def edit():
        file.write_text("x = 2")
        os.utime(file, ns=(then.st_atime_ns, then.st_mtime_ns))

    assert changes(file, edit)


def test_a_touched_file(file):
    assert changes(file, lambda: os.utime(file, ns=(1, 1)))


def test_a_file_that_went_away(file):
    assert changes(file, file.unlink)


def test_a_new_file_in_a_folder(file):
    assert changes(file.parent, lambda: Path(file.parent, "y.py").touch())


def test_a_file_further_below(file):
    module = file.parent / "package" / "inner" / "module.py"
    module.parent.mkdir(parents=True)
    module.touch()

    assert changes(file.parent, lambda: module.write_text("x = 2"))


def test_what_lost_a_file_is_judged_again(file):
    """A module that is gone, or called otherwise, may be what all points were for."""
    tasks = [a_task(file.parent), a_task(file)]
    module = file.parent / "module.py"
    module.touch()
    before = watch.traces(tasks)

    module.unlink()

    assert {tasks[1]: "B"} == watch.unchanged(list(zip(tasks, ["A", "B"], strict=True)), before)


def test_waiting_ends_when_the_file_has_come_to_rest(file, monkeypatch):
    """An editor writes in two goes; only the whole is judged."""
    edits = iter([lambda: None, lambda: file.write_text("x ="), lambda: file.write_text("x = 3"), lambda: None])
    monkeypatch.setattr(watch.time, "sleep", lambda _seconds: next(edits)())
    before = watch.traces([a_task(file)])

    expected = []
    task = a_task(file)

    watch.wait_for_change([task], before, lambda task: expected.append((task, file.read_text())))

    assert "x = 3" == file.read_text()
    assert [(task, "x ="), (task, "x = 3")] == expected


@pytest.mark.parametrize("first", [Path.unlink, lambda file: file.write_text("")])
def test_what_is_empty_for_a_moment_is_given_longer(file, monkeypatch, first):
    rests, edits = [], iter([lambda: first(file), lambda: file.write_text("x = 3"), lambda: None])

    def sleep(seconds):
        rests.append(seconds)
        next(edits)()

    monkeypatch.setattr(watch.time, "sleep", sleep)

    expected = []
    watch.wait_for_change([a_task(file)], watch.traces([a_task(file)]), lambda _: expected.append(file.read_text()))

    assert ["x = 3"] == expected, "it cannot be judged as it stands in between"
    assert [watch.EMPTY_REST_S, watch.REST_S] == rests[1:]


@pytest.mark.parametrize(("looking", "pause"), [(0.0001, 0.01), (0.1, 2.0)])
def test_who_has_much_to_look_at_looks_less_often(looking, pause):
    assert pause == watch.pause(looking)


@pytest.mark.parametrize(("neighbours", "noticed"), [(True, True), (False, False)])
def test_a_file_beside_it_counts_where_it_comes_along(file, neighbours, noticed):
    task = a_task(file, neighbours=neighbours)
    before = watch.traces([task])
    Path(file.parent, "y.py").touch()

    assert noticed == (before != watch.traces([task]))


def test_only_what_changed_is_judged_again(tmp_path):
    tasks = []
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.py").write_text("x = 1")
        tasks.append(a_task(tmp_path / name / "x.py", neighbours=True))
    before = watch.traces(tasks)
    (tmp_path / "b" / "x.py").write_text("x = 2")
    (tmp_path / "c" / "helper.py").touch()

    assert {tasks[0]: "A"} == watch.unchanged(list(zip(tasks, ["A", "B", "C"], strict=True)), before)
