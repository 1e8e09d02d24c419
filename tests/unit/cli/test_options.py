"""What is typed means the same in every command."""

import pytest
import typer
from typer.models import TyperPath
from typer.testing import CliRunner

from grader.cli.app import app
from grader.intake.layouts import LAYOUTS

ROOT = typer.main.get_command(app)


def leaves(group=ROOT, name=()):
    """Every command that does something, by what is typed."""
    for word in group.list_commands(None):
        command = group.get_command(None, word)
        if hasattr(command, "list_commands"):
            yield from leaves(command, (*name, word))
        else:
            yield (*name, word), command


COMMANDS = {" ".join(name): command for name, command in leaves()}


def test_there_are_many():
    assert {"check", "verify", "book show", "lms validate", "rescore"} < set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_who_is_told_of_v_can_type_it(name):
    """Any command may meet a fault of the grader, and then says that `-v` shows where it lies."""
    assert ["--verbose", "-v"] in [sorted(option.opts) for option in COMMANDS[name].params]


def test_a_letter_is_short_for_one_word_wherever_there_is_that_word():
    spelt = {}
    for name, command in COMMANDS.items():
        for option in command.params:
            for word in (word for word in option.opts if word.startswith("--")):
                spelt.setdefault(word, {}).setdefault(tuple(sorted(option.opts)), []).append(name)

    assert {} == {word: forms for word, forms in spelt.items() if len(forms) > 1}
    assert {("--out", "-o")} == set(spelt["--out"])


@pytest.mark.parametrize("name", COMMANDS)
def test_no_place_is_an_empty_word(name):
    """An empty path is the working folder, and `"$UNSET"` never means that."""
    assert [] == [option.name for option in COMMANDS[name].params if isinstance(option.type, TyperPath)]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_left_out_is_understood(name):
    """A default goes through the same hands as what is typed."""
    context = typer.Context(COMMANDS[name])

    for option in COMMANDS[name].params:
        default = option.get_default(context)
        if default is not None:
            assert default == option.type_cast_value(context, default), option.name


@pytest.mark.parametrize("name", COMMANDS)
def test_help_tells_what_may_be_said_more_than_once(name):
    options, words = (
        [one for one in COMMANDS[name].params if one.param_type_name == kind] for kind in ("option", "argument")
    )

    assert [] == [one.name for one in options if one.multiple != ("may be repeated" in one.help)]
    assert [] == [one.name for one in words if (one.nargs == -1) != (one.metavar or "").endswith("...")]


@pytest.mark.parametrize("words", [["batch", ""], ["batch", "x", "--out="], ["explore", " "], ["book", "show", "-o", ""],
                                   ["book", "show", "--gradebook", ""], ["check", "--course", ""]])  # fmt: skip
def test_an_unset_variable_is_told(words):
    told = CliRunner().invoke(app, words)

    assert (2, True) == (told.exit_code, "it is empty. Is a variable unset?" in told.output), told.output


def test_help_names_every_layout():
    (said,) = [option.help for option in COMMANDS["batch"].params if "--layout" in option.opts]

    assert all(layout.name in said for layout in LAYOUTS)


@pytest.mark.parametrize("words", [["check"], ["batch", "x"], ["verify"], ["replay", "token", "x.py"]])
def test_a_seed_is_none_that_a_gradebook_cannot_keep(words):
    told = CliRunner().invoke(app, [*words, "--seed", str(2**63)])

    assert (2, True) == (told.exit_code, "more than a gradebook can keep" in told.output), told.output
