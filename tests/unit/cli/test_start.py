"""Where the command begins: the page of help, and that commands are imported only when they are asked for."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from grader.cli import app, commands, start


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
