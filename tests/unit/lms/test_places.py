"""Doors: closed to other users while a program runs, and then as they were."""

import pytest

from grader.errors import DeliveryError
from grader.intake.entry import choose_entry
from grader.intake.sources import collect
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


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), "What was handed in is empty"),
        (("a.py", "b.py"), r"What was handed in holds several files that could be the answer: a\.py, b\.py"),
        (("a.txt",), r"What was handed in holds no Python file and no notebook, only: a\.txt"),
    ],
)
def test_nobody_is_told_what_the_platform_calls_its_folder(tmp_path, files, said):
    places = Places(tmp_path / "student")
    places.submission.mkdir()
    for name in files:
        (places.submission / name).write_text(f"# {name}")

    with pytest.raises(DeliveryError, match=said):
        choose_entry(collect(places.delivery), "double.py")
