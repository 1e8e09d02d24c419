"""Where the command begins: the page of help, and that commands are imported only when they are asked for."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from grader.cli import app, commands, conclude, doctor, start


@pytest.mark.parametrize("asked", [["--help"], ["-h"]])
def test_help_is_the_page_of_commands(asked, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["grade", *asked])

    with pytest.raises(SystemExit) as left:
        start.main()

    assert (0, commands.page(), "") == (left.value.code, *capsys.readouterr())


def test_nothing_asked_shows_the_same_page_as_a_mistake(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["grade"])

    with pytest.raises(SystemExit) as left:
        start.main()

    assert (2, commands.page()) == (left.value.code, capsys.readouterr().out)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("~/in", "/home/prof/in"), ("--out=~/grades", "/home/prof/grades"), ("--out=a=~/b", "--out=a=~/b"), ("a=~/b", "a=~/b"),
        ("~", "~"), ("-x", "-x"),
    ],
)  # fmt: skip
def test_what_a_shell_leaves_of_home_is_home(word, meant, monkeypatch):
    monkeypatch.setenv("HOME", "/home/prof")
    monkeypatch.setattr(sys, "argv", ["grade", word])
    monkeypatch.setattr(start, "_run", lambda asked: None)

    start.main()

    assert meant == sys.argv[1].removeprefix("--out=" if meant.startswith("/") else "")


def test_typer_prints_the_same_page():
    assert commands.page() == CliRunner().invoke(app.app, ["--help"]).stdout


def test_the_page_fits_a_terminal():
    assert 80 >= max(map(len, commands.page().splitlines()))


@pytest.mark.parametrize("name", commands.places())
def test_every_command_explains_itself_in_the_words_of_the_table(name):
    """The table's line is the first of the command's own help."""
    line = next(line for _, listed in commands.COMMANDS for found, _, line in listed if found == name)

    shown = CliRunner().invoke(app.app, [name, "--help"])

    assert 0 == shown.exit_code, shown.output
    assert line in " ".join(shown.stdout.split())


def test_a_misspelt_command_is_suggested():
    shown = CliRunner().invoke(app.app, ["chekc"])

    assert 2 == shown.exit_code
    assert "No such command 'chekc'. Did you mean 'check'?" in shown.output


def test_help_imports_no_command_line():
    code = "import sys; sys.argv = ['grade', '-h']; from grader.cli import start\ntry: start.main()\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert {"typer", "pytest", "msgspec", "grader.cli.app"}.isdisjoint(done.stdout.split())


def test_as_a_module_it_does_not_take_a_students_files_for_pythons(tmp_path):
    for name in ("copy", "random", "queue", "json", "threading"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('of a student')\n")
    command = [sys.executable, "-m", "grader", "check", "--help"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)


CLOSED_OUTPUT = b"Standard output is closed, so that no result could be shown: send it to a file.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no shell that closes a descriptor")
@pytest.mark.parametrize(
    ("closed", "code", "out", "err"),
    [
        (">&-", 2, b"", CLOSED_OUTPUT),
        ("<&- >&- 2>&-", 2, b"", b""),
        ("2>&-", 0, b"(0, 1, 2)\n", b""),
        ("<&- 2>&-", 0, b"(0, 1, 2)\n", b""),
        ("", 0, b"(0, 1, 2)\n", b""),
    ],
)
def test_a_closed_standard_stream_is_opened_or_refused(closed, code, out, err):
    """And inherited by what we start, as standard streams are: the other side fails without."""
    opened = "tuple(n for n in range(3) if os.get_inheritable(n))"
    program = f"import os, sys\nfrom grader.cli import start\nstart._run = lambda _: print({opened})\nstart.main()"
    line = f'exec "$0" -c "$1" check {closed}'

    done = subprocess.run(["/bin/sh", "-c", line, sys.executable, program], capture_output=True, check=False)

    assert (code, out, err) == (done.returncode, done.stdout, done.stderr)


def while_a_class_is_made(_):
    """As Python 3.11 tells it."""
    raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()


def while_nothing_is_made(_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("interrupted", [while_nothing_is_made, while_a_class_is_made])
def test_ctrl_c_before_any_command_could_say_so(monkeypatch, capsys, interrupted):
    monkeypatch.setattr(sys, "argv", ["grade", "check"])
    monkeypatch.setattr(start, "_run", interrupted)

    with pytest.raises(SystemExit) as left:
        start.main()

    assert (130, ("", "Interrupted.\n")) == (left.value.code, capsys.readouterr())


def test_what_fails_before_any_command_begins_is_not_hidden(monkeypatch):
    def failing(_):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(sys, "argv", ["grade", "check"])
    monkeypatch.setattr(start, "_run", failing)

    with pytest.raises(RuntimeError, match="a fault of ours"):
        start.main()


def test_what_a_program_is_given_stays_as_it_stands(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["grade", "explore", "a.py", "--", "~/x"])
    monkeypatch.setattr(start, "_run", lambda asked: None)

    start.main()

    assert ["--", "~/x"] == sys.argv[-2:]


@pytest.mark.parametrize(("words", "shown"), [([], False), (["-v"], True), (["--verbose"], True)])
def test_what_fails_while_the_command_line_is_read_is_shown_to_who_asks(monkeypatch, capsys, words, shown):
    def fails(**_):
        raise AttributeError("no such thing")

    monkeypatch.setattr(app, "app", fails)
    monkeypatch.setattr(sys, "argv", ["grade", "doctor", *words])

    with pytest.raises(SystemExit) as left:
        app.main()

    told = capsys.readouterr().err
    assert 3 == left.value.code
    assert "the grader itself failed (AttributeError)" in told
    assert shown == ("AttributeError: no such thing" in told)
    assert shown != ("-v shows where it lies" in told)


@pytest.mark.parametrize("within", ["run", "outcome"])
def test_ctrl_c_is_told_once_before_a_command_has_begun_and_in_it(monkeypatch, capsys, within):
    """typer itself leaves without a word."""

    def begins(*_, **__):
        raise KeyboardInterrupt

    if within == "run":
        monkeypatch.setattr(conclude, "run", begins)
    else:
        monkeypatch.setattr(doctor, "doctor", begins)
    monkeypatch.setattr(sys, "argv", ["grade", "doctor"])

    with pytest.raises(SystemExit) as left:
        app.main()

    assert (130, ("", "Interrupted.\n")) == (left.value.code, capsys.readouterr())
