"""Pipes of the system between threads: what would wait for the other end is named, and the program is not blamed."""

import pytest

from tests.support.programs import explored, timed
from tests.support.systems import needs

BETWEEN = """
import os, threading
reader, writer = os.pipe()
def work():
    {work}
thread = threading.Thread(target=work)
thread.start()
{main}
thread.join()
"""
WRITES = "os.write(writer, b'x'); os.close(writer)"
WAITING = {
    "os.read": (WRITES, "print(os.read(reader, 10))", "os.read()"),
    "os.fdopen": (WRITES, "print(os.fdopen(reader).read())", "open()"),
    "open": (WRITES, "print(open(reader).read())", "open()"),
    "os.write": ("os.read(reader, 10)", "while True: os.write(writer, bytes(9999))", "os.write()"),
}


@pytest.mark.parametrize(("work", "main", "name"), WAITING.values(), ids=WAITING)
def test_who_would_wait_for_the_other_end_is_beyond_control(work, main, name):
    found = explored(BETWEEN.format(work=work, main=main))

    assert name in {escape.what for escape in found.escapes}
    assert {"engine_fault"} >= {one.ending.kind for one in found.endings if one.ending.kind != "finished"}


@needs("select.poll")
def test_what_is_there_is_read_and_that_is_said_all_the_same():
    text = "import os\nreader, writer = os.pipe()\nos.write(writer, b'x')\nprint(os.read(reader, 5), os.fdopen(writer, 'w').close())"
    shown = timed(text)

    assert "b'x' None\n" == shown.stdout
    assert {"os.write()", "os.read()", "open()"} == {escape.what for escape in shown.escapes}


def test_what_is_no_descriptor_is_refused_as_by_python():
    text = "import os\ntry: os.fdopen('a')\nexcept TypeError as error: print(error)\n"

    assert "invalid fd type (<class 'str'>, expected integer)\n" == timed(text).stdout
