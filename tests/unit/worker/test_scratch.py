"""The scratch folder: nothing is written outside, nothing odd is read, and nothing stays."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.worker import scratch
from tests.support.systems import holds_folders, keeps_modes, needs


def test_a_scratch_folder_has_its_parts(tmp_path):
    assert {"work", "tmp", "told"} == {part.name for part in scratch.make(str(tmp_path)).iterdir()}


@keeps_modes
def test_a_scratch_folder_is_private(tmp_path):
    assert 0o700 == scratch.make(str(tmp_path)).stat().st_mode & 0o777


def test_files_are_laid_out_by_name(tmp_path):
    scratch.fill(tmp_path, {"a b.py": b"1", "data/in.txt": b"2"})

    assert (b"1", b"2") == ((tmp_path / "a b.py").read_bytes(), (tmp_path / "data" / "in.txt").read_bytes())


@pytest.mark.skipif(os.name == "nt", reason="there they lead elsewhere")
def test_letters_that_lead_elsewhere_on_windows_are_letters(tmp_path):
    scratch.fill(tmp_path, {"shot at 10:30.py": b"1", "a\\b": b"2"})

    assert {"shot at 10:30.py", "a\\b"} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", ""])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="is no name of a file in a submission"):
        scratch.fill(tmp_path, {name: b""})


def test_only_regular_files_are_read_and_no_more_than_fits(tmp_path, monkeypatch):
    monkeypatch.setattr(scratch, "FILES_LIMIT", 5)
    (tmp_path / "out.txt").write_bytes(b"123")
    (tmp_path / "long.txt").write_bytes(b"456")

    found = scratch.read(str(tmp_path), ["out.txt", ".", "missing", "long.txt"])

    assert {"out.txt": b"123", "long.txt": b"45"} == found


@needs("os.mkfifo")
def test_no_link_is_followed_and_no_pipe_waited_for(tmp_path):
    (tmp_path / "link").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe")

    assert {} == scratch.read(str(tmp_path), ["link", "pipe"])


def deep(folder: Path, levels: int) -> None:
    """Make folders within folders, each with a file and a link, without a path that is too long where that can be."""
    if os.mkdir not in os.supports_dir_fd:
        for _ in range(levels):
            (folder / "link").symlink_to("/etc")
            (folder / "file").touch()
            folder /= "d"
            folder.mkdir()
        return
    here = os.open(folder, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir("d", dir_fd=here)
        os.symlink("/etc", "link", dir_fd=here)
        os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=here))
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


@pytest.fixture(params=[pytest.param(True, marks=holds_folders), False], ids=["by descriptor", "by path"])
def either_way(request, monkeypatch):
    """With folders held open, and without (as on Windows)."""
    if not request.param:
        monkeypatch.setattr(os, "supports_dir_fd", set())


@pytest.mark.usefixtures("either_way")
def test_a_folder_is_removed_with_all_that_is_in_it(tmp_path):
    folder = scratch.make(str(tmp_path))
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    (folder / "work" / "out").symlink_to(outside)
    (folder / "work" / "many").mkdir()
    for number in range(50):
        (folder / "work" / "many" / f"{number}").touch()
    deep(folder / "work", 30)
    (folder / "tmp" / "locked").mkdir(mode=0)

    scratch.remove(folder)

    assert not folder.exists()
    assert (outside / "kept").exists()


def test_a_junction_is_not_followed(tmp_path, monkeypatch):
    """On Windows it looks like a folder, but for a number among what is told of it."""
    folder = scratch.make(str(tmp_path))
    junction = folder / "work" / "my documents"
    junction.mkdir()
    (junction / "kept").touch()
    (folder / "work" / "gone").touch()
    monkeypatch.setattr(os, "supports_dir_fd", set())
    monkeypatch.setattr(scratch, "PATIENCE_S", 0)
    monkeypatch.setattr(scratch, "leads_elsewhere", lambda entry: entry.name == junction.name)

    scratch.remove(folder)

    assert [junction / "kept"] == [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("told", "leads"), [({"st_reparse_tag": 0xA0000003}, True), ({"st_reparse_tag": 0}, False), ({}, False)]
)
def test_a_junction_is_known_by_its_tag(told, leads):
    entry = SimpleNamespace(stat=lambda *, follow_symlinks: SimpleNamespace(**told))

    assert leads == scratch.leads_elsewhere(entry)


def test_what_is_still_open_goes_when_it_is_closed(tmp_path, monkeypatch):
    """On Windows a file that somebody has open stays, and so does one that may only be read."""
    folder = scratch.make(str(tmp_path))
    (folder / "stdin").touch()
    (folder / "work" / "notes.txt").touch(mode=0o400)
    unlink, looks = os.unlink, []

    def while_open(path):
        looks.append(path)
        if (path.endswith("stdin") and len(looks) < 4) or not Path(path).stat().st_mode & 0o200:
            raise PermissionError(13, "Access is denied")
        unlink(path)

    monkeypatch.setattr(os, "supports_dir_fd", set())
    monkeypatch.setattr(os, "unlink", while_open)
    scratch.remove(folder)

    assert not folder.exists()


@holds_folders
@pytest.mark.slow
def test_depth_does_not_matter(tmp_path):
    folder = scratch.make(str(tmp_path))
    deep(folder / "work", 1500)

    scratch.remove(folder)

    assert not folder.exists()


@holds_folders
def test_what_never_goes_away_ends_at_a_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(scratch, "REMOVALS", 10)
    folder = scratch.make(str(tmp_path))
    for number in range(100):
        (folder / f"{number}").touch()

    scratch.remove(folder)

    assert 80 < len(list(folder.iterdir()))


@holds_folders
def test_a_link_that_takes_a_folder_s_place_is_not_followed(tmp_path):
    """Who may write there can put a link where a folder was just seen."""
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o755)
    (tmp_path / "link").symlink_to(outside)
    inside = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(OSError):
            scratch._let_in("link", dir_fd=inside)
        assert 0o755 == outside.stat().st_mode & 0o777

        scratch._let_in("outside", dir_fd=inside)
        assert 0o700 == outside.stat().st_mode & 0o777
    finally:
        os.close(inside)


@holds_folders
def test_a_link_that_takes_a_folder_s_place_after_it_was_let_in_is_not_followed(tmp_path, monkeypatch):
    """Between two looks at a name somebody else may move."""
    outside, folder = tmp_path / "outside", tmp_path / "grade-0"
    (folder / "inside").mkdir(parents=True)
    outside.mkdir()
    (outside / "kept").write_text("")
    let_in = scratch._let_in

    def swapped(name, *, dir_fd):
        let_in(name, dir_fd=dir_fd)
        (folder / "inside").rmdir()
        (folder / "inside").symlink_to(outside)
        monkeypatch.setattr(scratch, "_let_in", let_in)

    monkeypatch.setattr(scratch, "_let_in", swapped)
    scratch.remove(folder)

    assert (outside / "kept").exists()
    assert not folder.exists()
