"""Two streams, and what their screens can do."""

import errno
import io
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli.console import Console, standard
from grader.errors import GraderError


class Screen(io.StringIO):
    """A stream that may be a terminal."""

    def __init__(self, *, terminal, encoding="utf-8"):
        super().__init__()
        self._terminal, self._encoding = terminal, encoding

    encoding = property(lambda self: self._encoding)

    def isatty(self):
        return self._terminal


def a_console(*, terminal=True, encoding="utf-8", **environ):
    out, err = Screen(terminal=terminal, encoding=encoding), Screen(terminal=terminal, encoding=encoding)
    return Console(out, err, environ), out, err


@pytest.mark.parametrize(
    ("terminal", "environ", "colour"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(terminal, environ, colour):
    console, _, _ = a_console(terminal=terminal, **environ)

    assert colour == console.style.colour


@pytest.mark.parametrize(("asked", "width"), [("80", 80), ("9", 30), ("500", 100), ("x", 80), ("0", 80)])
def test_pages_are_as_wide_as_the_screen_within_reason(asked, width):
    console, _, _ = a_console(COLUMNS=asked)

    assert width == console.style.width


@pytest.mark.parametrize(("name", "known"), [("UTF-8", "utf-8"), ("utf8", "utf-8"), ("cp1252", "cp1252")])
def test_the_encoding_is_the_streams(name, known):
    console, _, _ = a_console(encoding=name)

    assert known == console.style.encoding


def test_prose_fits_the_screen_of_who_looks_and_is_a_line_for_who_reads_lines():
    long = "  ada: " + "word " * 20 + "end\nnext"
    console, out, err = a_console(COLUMNS="60")
    console.tell(long)
    console.say(long)
    expected = ["  ada: " + " ".join(["word"] * 10), "    " + " ".join(["word"] * 10 + ["end"]), "next"]
    assert expected == out.getvalue().splitlines()
    assert expected == err.getvalue().removeprefix("\r\x1b[K").splitlines()

    console, out, err = a_console(terminal=False, COLUMNS="60")
    console.tell(long)
    assert f"{long}\n" == out.getvalue()


def test_a_path_that_is_wider_than_the_screen_is_not_cut():
    console, out, _ = a_console(COLUMNS="40")
    console.tell("Grades: " + "long/" * 20 + " and more")

    assert 1 == out.getvalue().count("\n")


def test_the_result_and_diagnostics_go_their_ways():
    console, out, err = a_console(terminal=False)
    console.show("page\n")
    console.say("remark \x1b[2J\nsecond")
    console.progress("never seen without a terminal")
    console.wipe()

    assert ("page\n", "remark \\x1b[2J\nsecond\n") == (out.getvalue(), err.getvalue())


def test_a_terminal_that_understands_no_commands_gets_none():
    console, out, err = a_console(TERM="dumb")
    console.progress("judging")
    console.say("done")
    console.wipe()

    assert ("", "done\n") == (out.getvalue(), err.getvalue())


def test_progress_is_one_line_that_goes_away():
    console, _, err = a_console(COLUMNS="30")
    console.progress("judging " + "x" * 50)
    console.say("done")

    assert "\r\x1b[Kjudging " + "x" * 20 + "…\r\x1b[Kdone\n" == err.getvalue()


def test_a_terminal_is_wiped():
    console, out, _ = a_console()
    console.wipe()

    assert "\x1b[H\x1b[2J\x1b[3J" == out.getvalue()


def test_a_document_is_utf8_whatever_the_terminal():
    raw = io.BytesIO()
    console = Console(io.TextIOWrapper(raw, encoding="ascii"), Screen(terminal=False), {})
    console.document('{"a": "é"}'.encode())

    assert '{"a": "é"}\n'.encode() == raw.getvalue()


def test_a_document_without_a_buffer():
    console, out, _ = a_console()
    console.document(b"{}")

    assert "{}\n" == out.getvalue()


def test_a_closed_stream_is_no_terminal():
    console, out, _ = a_console()
    out.close()
    out.isatty = lambda: (_ for _ in ()).throw(ValueError("closed"))

    assert not console.terminal


def test_a_reader_who_has_gone_away_is_no_error():
    program = "from grader.cli.console import standard\nc = standard()\nfor _ in range(9): c.show('x' * 9999)\nprint(7)"
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run([sys.executable, "-c", program], stdout=gone, stderr=subprocess.PIPE, check=False)

    assert (0, b"") == (done.returncode, done.stderr)


def test_the_standard_console_never_fails_to_write(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    standard().show("✓\n")

    assert b"\\u2713\n" == raw.getvalue()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_result_that_cannot_be_written_is_said():
    with Path("/dev/full").open("w") as full, pytest.raises(GraderError, match="cannot be written: No space"):
        Console(full, Screen(terminal=False), {}).show("page\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_diagnostic_that_cannot_be_written_stops_nothing():
    with Path("/dev/full").open("w") as full:
        console = Console(out := Screen(terminal=False), full, {})
        console.say("12 of 100")
        console.show("page\n")

    assert "page\n" == out.getvalue()


def test_streams_that_were_never_open(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    console = standard()
    console.show("page\n")

    assert not console.terminal


def test_each_stream_fits_its_own_screen():
    """`grade batch … > file` on a narrow terminal: what is said there is no wider than that."""
    pty, fcntl, termios = (pytest.importorskip(name) for name in ("pty", "fcntl", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
    with os.fdopen(ours, "rb", buffering=0) as seen, os.fdopen(theirs, "w") as screen:
        console = Console(Screen(terminal=False), screen, {"TERM": "xterm"})
        console.progress("1200 of 10000  88.1/s  100 s left  1000 full, 150 lost, 50 withheld")
        line = seen.read(4096).decode().removeprefix("\r\x1b[K")
        console.say("word " * 12)
        said = seen.read(4096).decode().removeprefix("\r\x1b[K").splitlines()

    assert 39 == len(line)
    assert [" ".join(["word"] * 7), "  " + " ".join(["word"] * 5)] == said


def test_signs_of_ours_are_plain_where_nobody_knows_how_bytes_are_read():
    console, out, err = a_console(terminal=False, encoding="cp1252")
    console.tell("Ada’s – müde …")
    console.say("Still judging …")

    assert ("Ada's - müde ...\n", "Still judging ...\n") == (out.getvalue(), err.getvalue())


def test_a_screen_that_would_show_commands_gets_none(monkeypatch):
    """As a console of Windows before it is asked, on which the next line begins behind the last column already."""
    monkeypatch.setattr("grader.cli.screen.understands_commands", lambda _stream: False)
    monkeypatch.setattr("grader.cli.console.understands_commands", lambda _stream: False)
    monkeypatch.setattr(Screen, "fileno", lambda _self: 1, raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _descriptor: os.terminal_size((60, 20)))
    console, out, err = a_console()
    console.progress("judging")
    console.say("done")
    console.wipe()

    assert (False, False, 59) == (console.live, console.style.colour, console.style.width)
    assert ("", "done\n") == (out.getvalue(), err.getvalue())


@pytest.fixture
def refused(monkeypatch):
    """`refused(number, system)`: what is said of a page that cannot be written, and how."""

    def show(number, system):
        def refuse(*_):
            raise OSError(number, os.strerror(number))

        console, out, _ = a_console(terminal=False)
        monkeypatch.setattr(out, "write", refuse)
        monkeypatch.setattr("grader.cli.console._silence", lambda _stream: None)
        monkeypatch.setattr(sys, "platform", system)
        console.show("page\n")
        return out.getvalue()

    return show


@pytest.mark.parametrize(
    ("number", "system"), [(errno.EPIPE, "linux"), (errno.EPIPE, "win32"), (errno.EINVAL, "win32")]
)
def test_that_nobody_reads_is_no_error_on_any_system(number, system, refused):
    assert "" == refused(number, system)


def test_what_only_windows_says_of_a_pipe_is_an_error_elsewhere(refused):
    with pytest.raises(GraderError, match="the result cannot be written: Invalid argument"):
        refused(errno.EINVAL, "linux")
