"""The reference for instructors says what there is: no word, argument or key is missing, and none is made up."""

import ast
import dataclasses
import inspect
import re
from pathlib import Path

import pytest

from grader import suite
from grader.authoring import expect
from grader.course import document, load
from grader.interleave.ending import ActorEnd
from grader.sandbox.exploration import End, Exploration
from grader.sandbox.remote import RemoteSubmission
from grader.sandbox.run import Run
from grader.sandbox.source import Source

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "instructors" / "reference.md").read_text("utf-8")
INTERNAL = {
    RemoteSubmission: {
        "trouble",
        "escapes",
        "gives_away",
        "replay",
        "close",
        "runs",
        "orders",
        "explored",
        "slip",
        "missing",
        "last_run",
        "is_empty",
    },
    Run: {"early", "escapes", "left_at", "sought", "why_real"},
    Exploration: {"escapes", "cut_off", "cut_short", "computing", "confirm", "kept", "explored", "remark"},
}
"""What the judge asks, and no suite."""


def documented(heading):
    """The names in the first column of the table under a heading."""
    section = REFERENCE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def public(kind):
    """What an object offers: fields, properties, methods, and what is set when it is made."""
    names = [name for name in dir(kind) if not name.startswith("_")]
    if dataclasses.is_dataclass(kind):
        names += [field.name for field in dataclasses.fields(kind)]
    else:
        names += re.findall(r"^ +self\.([a-z]\w*)\b.* = ", inspect.getsource(kind.__init__), re.MULTILINE)
    return set(names) - INTERNAL.get(kind, set())


def parameters(function):
    return [name for name in inspect.signature(function).parameters if name != "self"]


def test_words():
    assert sorted(suite.__all__) == sorted(documented("Words: `from grader.suite import …`"))


def test_fixtures():
    tree = ast.parse((ROOT / "grader" / "judge" / "plugin.py").read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    fixtures = [f.name for f in functions if any("fixture" in ast.unparse(mark) for mark in f.decorator_list)]

    assert sorted(fixtures) == sorted(documented("Fixtures"))


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("`submission`", RemoteSubmission),
        ("A run", Run),
        ("An exploration", Exploration),
        ("An ending", End),
        ("An actor", ActorEnd),
        ("`submission.source`", Source),
    ],
)
def test_what_an_object_offers(heading, kind):
    assert sorted(public(kind)) == sorted(documented(heading))


@pytest.mark.parametrize("name", ["run", "explore"])
def test_arguments(name):
    assert parameters(getattr(RemoteSubmission, name)) == documented(f"Arguments of `submission.{name}`")


@pytest.fixture
def asked(monkeypatch):
    """Every key that the reader of a file asks for, by the path of its table."""
    keys = {}
    close = document.Table.close

    def noting(table, *elsewhere):
        keys.setdefault(table._document.path.name, set()).update(".".join((*table._path, key)) for key in table._asked)
        close(table, *elsewhere)

    monkeypatch.setattr(document.Table, "close", noting)
    return keys


def test_keys_of_a_course(asked, tmp_path):
    home = tmp_path / "exercises"
    (home / "a").mkdir(parents=True)
    (home / "course.toml").write_text('title = "T"\n[late]\nper_day = 1\n')
    (home / "a" / "exercise.toml").write_text('title = "T"\nentry = "a.py"\n')
    (home / "a" / "a.py").write_text("")
    (home / "a" / "README.md").write_text("")
    load(home)

    assert sorted(asked["course.toml"]) == sorted(documented("`exercises/course.toml`"))
    assert sorted(asked["exercise.toml"]) == sorted(documented("`exercises/SLUG/exercise.toml`"))


def test_keys_of_expectations(asked, tmp_path):
    (tmp_path / "expect.toml").write_text('loses = ["a"]\n')
    expect.expectation(tmp_path)
    assert sorted(asked.pop("expect.toml")) == sorted(documented("`solutions/SLUG/flawed/NAME/expect.toml`"))

    (tmp_path / "expect.toml").write_text("[equivalent]\n")
    expect.accepted(tmp_path)
    assert sorted(asked["expect.toml"]) == sorted(documented("`solutions/SLUG/expect.toml`"))
