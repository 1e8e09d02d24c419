"""What is handed out as a zip is the same for the same files, and can be read and run where it is unpacked."""

import io
import zipfile

from grader.zipped import zipped

FILES = [("run", b"#!/bin/sh\n"), ("notes/a.txt", b"a" * 999)]


def test_the_same_files_make_the_same_zip():
    assert zipped(FILES, programs={"run"}) == zipped(FILES, programs={"run"})
    assert zipped(FILES) != zipped(FILES[:1])


def test_files_come_back_with_permissions():
    """Without any, `unzip` makes a file that nobody may read."""
    with zipfile.ZipFile(io.BytesIO(zipped(FILES, programs={"run"}, level=1))) as archive:
        found = [(one.filename, archive.read(one), one.external_attr >> 16) for one in archive.infolist()]

    assert [(*FILES[0], 0o100755), (*FILES[1], 0o100644)] == found
