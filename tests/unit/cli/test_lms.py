"""`grade package`, `grade lms run`, `grade lms validate`: what is asked for, what is said."""

import json
import signal
from textwrap import dedent

import pytest

from grader.cli import lms
from grader.cli.lms import PackageRequest, RunRequest
from grader.errors import UsageError
from tests.support.platforms import GOOD, a_course, unpacked
from tests.unit.cli.test_console import a_console


@pytest.fixture(autouse=True)
def handlers():
    """A run leaves the signals that end it ignored; the tests go on."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_package_is_written_and_said_what_it_is(tmp_path):
    a_course(tmp_path)
    console, out, err = a_console(terminal=False)

    assert 0 == lms.package(PackageRequest("gradescope", "double", tmp_path / "a.zip", here=tmp_path), console)

    assert f"{tmp_path / 'a.zip'}: double for gradescope, 3 checks, 10 points\n" == out.getvalue()
    assert "" == err.getvalue()
    assert (tmp_path / "a.zip").read_bytes().startswith(b"PK")


def test_what_is_not_there_is_said(tmp_path):
    a_course(tmp_path)
    console, _, _ = a_console(terminal=False)

    with pytest.raises(UsageError, match="there is no platform 'gradescop'"):
        lms.package(PackageRequest("gradescop", "double", tmp_path / "a.zip", here=tmp_path), console)
    with pytest.raises(UsageError, match="there is no exercise 'doble' in "):
        lms.package(PackageRequest("gradescope", "doble", tmp_path / "a.zip", here=tmp_path), console)


def test_a_run_answers_and_ends_well(tmp_path):
    home = tmp_path / "autograder"
    unpacked("gradescope", a_course(tmp_path / "course"), home / "source")
    (home / "submission").mkdir()
    (home / "submission" / "double.py").write_text(dedent(GOOD))
    console, out, err = a_console(terminal=False)

    request = RunRequest("gradescope", home / "source", tmp_path, isolation="process", time_limit_s=30)
    assert 0 == lms.run(request, console)

    assert 10.0 == json.loads((home / "results" / "results.json").read_bytes())["score"]
    assert "" == out.getvalue()
    assert "isolation process" in err.getvalue()


def test_a_package_for_another_platform_is_refused(tmp_path):
    unpacked("gradescope", a_course(tmp_path / "course"), tmp_path / "package")
    console, _, _ = a_console(terminal=False)

    with pytest.raises(UsageError, match="was made for gradescope"):
        lms.run(RunRequest("prairielearn", tmp_path / "package", tmp_path), console)


def test_a_file_is_looked_at(tmp_path):
    (tmp_path / "good.json").write_text('{"score": 3}')
    (tmp_path / "bad.json").write_text('{"score": "3"}')
    console, out, _ = a_console(terminal=False)

    assert 0 == lms.validate("gradescope", tmp_path / "good.json", console)
    assert 1 == lms.validate("gradescope", tmp_path / "bad.json", console)

    assert [
        f"{tmp_path / 'good.json'}: gradescope would take it.",
        f"{tmp_path / 'bad.json'}: score: '3' is not of type 'number'",
    ] == out.getvalue().splitlines()
