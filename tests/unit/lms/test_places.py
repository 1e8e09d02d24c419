"""Doors: closed to other users while a program runs, and then as they were."""

import pytest

from grader.lms.places import Places


def mode(path):
    return oct(path.stat().st_mode & 0o777)


@pytest.mark.parametrize("fails", [False, True])
def test_doors_are_closed_for_a_while(tmp_path, fails):
    folder, file = tmp_path / "folder", tmp_path / "file"
    folder.mkdir(mode=0o755)
    file.write_text("")
    file.chmod(0o644)
    places = Places(tmp_path, private=(file, tmp_path / "not there"))

    try:
        with places.doors_closed(folder):
            assert ("0o700", "0o600") == (mode(folder), mode(file))
            if fails:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        assert fails

    assert ("0o755", "0o644") == (mode(folder), mode(file))
