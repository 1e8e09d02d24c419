"""Folders for authors, and the one that holds them."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.batch.places import folders, open_folder


def test_ordinary_names_stay_as_they_are():
    names = ["ada", "Ada Lovelace", "Müller, Jörg", "s-0042_x@uni.example", "李雷", "ben.py"]

    assert {name: name for name in names} == folders(names)


def test_what_a_path_would_misread_is_spelled_out():
    assert {"a/b": "a%2fb", "..": "%2e%2e", "": "%", "50%": "50%25"} == folders(["a/b", "..", "", "50%"])


def test_no_folder_is_called_like_a_device_of_windows():
    """`NUL.txt` is one, too."""
    called = {"con": "con~", "NUL.txt": "NUL~.txt", "aux .a.b": "aux ~.a.b", "COM¹": "COM¹~", "cone": "cone"}

    assert called == folders(called)


def test_names_that_some_disks_do_not_tell_apart_are_told_apart():
    found = folders(["Ada", "ada", "ben"])

    assert "ben" == found["ben"]
    assert 2 == len({found["Ada"].casefold(), found["ada"].casefold()})


@settings(max_examples=50)
@given(st.sets(st.text(max_size=300), max_size=8))
def test_every_author_has_a_folder_that_nobody_else_has(authors):
    found = folders(authors)

    assert len(authors) == len({name.casefold() for name in found.values()})
    for name in found.values():
        assert name not in ("", ".", "..")
        assert not set(name) & set("/\\\0")
        assert len(name.encode("utf-8", "surrogatepass")) < 200


@given(st.sets(st.text(max_size=20), max_size=8))
def test_the_order_in_which_they_come_means_nothing(authors):
    assert folders(sorted(authors)) == folders(sorted(authors, reverse=True))


@pytest.mark.skipif(os.name == "nt", reason="folders are closed in other ways there")
def test_what_holds_names_and_grades_is_closed_to_others_unless_it_is_open_already(tmp_path):
    open_folder(tmp_path / "term" / "out")
    assert 0 == (tmp_path / "term" / "out").stat().st_mode & 0o077

    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    open_folder(tmp_path / "open")
    assert 0o755 == (tmp_path / "open").stat().st_mode & 0o777
