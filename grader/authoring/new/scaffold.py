"""A new exercise from nothing: small, whole and proved, to be changed piece by piece until it is another."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from string import Template

from grader.authoring.new.slug import module_of, title_of


def scaffold(slug: str, title: str | None = None) -> Mapping[str, str]:
    """The files of a new exercise, by their paths from the folder that holds `exercises/`."""
    entry = module_of(slug)
    words = {"slug": slug, "title": (title or title_of(slug)).replace('"', "'"), "entry": entry}
    exercise, solutions, suite = f"exercises/{slug}", f"solutions/{slug}", f"tests/suites/{slug}"
    places = {
        f"{exercise}/exercise.toml": "exercise.toml",
        f"{exercise}/README.md": "README.md",
        f"{exercise}/{entry}": "skeleton.txt",
        f"{exercise}/examples/test_examples.py": "examples.txt",
        f"{suite}/test_{entry}": "suite.txt",
        f"{solutions}/reference/{entry}": "reference.txt",
        f"{solutions}/flawed/counts_two/{entry}": "counts_two.txt",
        f"{solutions}/flawed/counts_two/expect.toml": "counts_two.toml",
        f"{solutions}/flawed/new_lock_each_call/{entry}": "new_lock_each_call.txt",
        f"{solutions}/flawed/new_lock_each_call/expect.toml": "new_lock_each_call.toml",
        f"{solutions}/expect.toml": "equivalent.toml",
    }
    return {place: _text(name, words) for place, name in places.items()}


def _text(name: str, words: Mapping[str, str]) -> str:
    text = files("grader.authoring.new").joinpath("template", name).read_text("utf-8")
    return Template(text).substitute(words)
