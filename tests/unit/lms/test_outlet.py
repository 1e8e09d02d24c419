"""Where results go."""

import pytest

from grader.errors import GraderError
from grader.lms.outlet import Folder, Stream


def test_a_file_is_replaced_whole(tmp_path):
    folder = Folder(tmp_path / "results")

    folder.put({"a.json": b"1"})
    folder.put({"a.json": b"22"})

    assert b"22" == (tmp_path / "results" / "a.json").read_bytes()
    assert ["a.json"] == [path.name for path in (tmp_path / "results").iterdir()]


def test_a_link_is_replaced_and_not_followed(tmp_path):
    (tmp_path / "elsewhere").write_bytes(b"kept")
    (tmp_path / "a.json").symlink_to(tmp_path / "elsewhere")

    Folder(tmp_path).put({"a.json": b"1"})

    assert (b"kept", b"1") == ((tmp_path / "elsewhere").read_bytes(), (tmp_path / "a.json").read_bytes())


def test_what_stands_in_the_way_is_named(tmp_path):
    (tmp_path / "a.json").mkdir()

    with pytest.raises(GraderError, match=r"the results cannot be written to .*: Is a directory"):
        Folder(tmp_path).put({"a.json": b"1"})
    assert ["a.json"] == [path.name for path in tmp_path.iterdir()]


def test_a_stream_hands_over_the_last_version_once():
    handed = []
    stream = Stream(handed.append)

    stream.put({"stdout": b"first"})
    stream.put({"stdout": b"last"})
    assert [] == handed
    stream.close()

    assert [b"last"] == handed
