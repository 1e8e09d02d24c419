"""The programs around the grader: they take its last line if it is a whole result, else what was packed for that case."""

import json
import subprocess
import sys

import pytest

from tests.support.platforms import a_course, unpacked

RESULTS = {
    "autolab": '{"scores":{"points":7}}',
    "xqueue": '{"errors":[],"tests":[],"correct":false,"score":0.7}',
    "coderunner": '{"fraction":0.7}',
}
SAID = {
    "whole": "{result}",
    "nothing": "",
    "cut short": "",
    "died behind a page that holds one": "a page with {result} in it",
    "died behind one": "{result}\nTraceback",
}


def run(target, says, tmp_path, **environ):
    """What the wrapper prints when the grader prints this."""
    unpacked(target, a_course(tmp_path / "course"), tmp_path / "package")
    home = tmp_path / "opt" / "grader" / "bin"
    home.mkdir(parents=True)
    (tmp_path / "said").write_text(says)
    (home / "grade").write_text(f"#!/bin/sh\ncat {tmp_path / 'said'}\n")
    (home / "grade").chmod(0o755)
    (tmp_path / "double.py").write_text("x = 1")
    package = tmp_path / "package"
    match target:
        case "autolab":
            subprocess.run(["tar", "xf", package / "autograde.tar"], cwd=tmp_path, check=True)
            command = ["bash", "autograde/run.sh", "double.py"]
        case "xqueue":
            (tmp_path / "package" / "package").rename(tmp_path / "inner")
            (tmp_path / "package").rename(tmp_path / "outer")
            (tmp_path / "inner").rename(tmp_path / "package")
            command = ["bash", tmp_path / "outer" / "entrypoint.sh", "x", "1"]
        case _:
            (tmp_path / "package.zip").write_bytes((package / "package.zip").read_bytes())
            command = [sys.executable, package / "template.py"]
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environ = {"GRADER_ROOT": str(tmp_path), "GRADER_COMMAND": str(home / "grade"), "PATH": "/usr/bin:/bin",
               "SUBMISSION_CODE": "x = 1", "TMPDIR": str(scratch)} | environ  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True)
    assert "" == done.stderr
    assert [] == list(scratch.iterdir())
    return json.loads(done.stdout.rstrip().splitlines()[-1]), done.stdout


@pytest.mark.parametrize("kind", SAID)
@pytest.mark.parametrize("target", RESULTS)
def test_only_a_whole_last_line_is_taken(target, kind, tmp_path):
    result = RESULTS[target]

    found, out = run(target, SAID[kind].format(result=result) if kind != "cut short" else result[:-2], tmp_path)

    assert (kind == "whole") is (found == json.loads(result))
    assert (kind == "whole") is ("not your fault" not in out)


def test_where_files_can_only_be_read_an_answer_to_xqueue_lies_in_shared_memory(tmp_path):
    """As in a container of xqueue-watcher's Docker backend."""
    shared = tmp_path / "dev" / "shm"
    shared.mkdir(parents=True)

    found, _ = run("xqueue", RESULTS["xqueue"], tmp_path, TMPDIR="/proc")

    assert 0.7 == found["score"]
    assert [] == list(shared.iterdir())
