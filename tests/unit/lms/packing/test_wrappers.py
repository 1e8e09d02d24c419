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


def set_up(target, home):
    """The package as its platform has it; the command that judges there."""
    unpacked(target, a_course(home / "course"), home / "package")
    grade = home / "opt" / "grader" / "bin" / "grade"
    grade.parent.mkdir(parents=True)
    grade.write_text(f"#!/bin/sh\ncat {home / 'said'}\n")
    grade.chmod(0o755)
    (home / "double.py").write_text("x = 1")
    (home / "scratch").mkdir()
    package = home / "package"
    match target:
        case "autolab":
            subprocess.run(["tar", "xf", package / "autograde.tar"], cwd=home, check=True)
            return ["bash", "autograde/run.sh", "double.py"]
        case "xqueue":
            package.rename(home / "outer")
            (home / "outer" / "package").rename(package)
            return ["bash", home / "outer" / "entrypoint.sh", "x", "1"]
        case _:
            (home / "package.zip").write_bytes((package / "package.zip").read_bytes())
            return [sys.executable, package / "template.py"]


def run(command, says, home, **environ):
    """What the wrapper prints when the grader prints this."""
    (home / "said").write_text(says)
    environ = {"GRADER_ROOT": str(home), "GRADER_COMMAND": str(home / "opt/grader/bin/grade"), "PATH": "/usr/bin:/bin",
               "SUBMISSION_CODE": "x = 1", "TMPDIR": str(home / "scratch")} | environ  # fmt: skip
    done = subprocess.run(command, cwd=home, env=environ, capture_output=True, text=True, check=True)
    assert "" == done.stderr
    assert [] == list((home / "scratch").iterdir())
    return json.loads(done.stdout.rstrip().splitlines()[-1]), done.stdout


@pytest.mark.parametrize("target", RESULTS)
def test_only_a_whole_last_line_is_taken(target, tmp_path):
    result, command = RESULTS[target], set_up(target, tmp_path)
    for kind, said in SAID.items():
        found, out = run(command, said.format(result=result) if kind != "cut short" else result[:-2], tmp_path)

        assert (kind == "whole") is (found == json.loads(result)), kind
        assert (kind == "whole") is ("not your fault" not in out), kind


def test_where_files_can_only_be_read_an_answer_to_xqueue_lies_in_shared_memory(tmp_path):
    """As in a container of xqueue-watcher's Docker backend."""
    shared = tmp_path / "dev" / "shm"
    shared.mkdir(parents=True)

    found, _ = run(set_up("xqueue", tmp_path), RESULTS["xqueue"], tmp_path, TMPDIR="/proc")

    assert 0.7 == found["score"]
    assert [] == list(shared.iterdir())
