"""Each platform's stage: where it puts a package and an answer, how it starts the grader, where it reads the result."""

import io
import json
import os
import shutil
import sys
import tarfile
from pathlib import Path
from textwrap import dedent

from grader.lms import validation
from tests.support import reporters
from tests.support.platforms import finished, unpacked, with_our_grade

ORDINARY = 4242 if os.geteuid() == 0 else 0
"""Whom platforms that judge as an ordinary user are played as: from root another one; who is one already is it."""
GRADE = str(Path(sys.executable).with_name("grade"))


class Stage:
    """One platform, played below a folder. `answer` writes what was handed in; `start` runs; `result` reads."""

    user = 0

    def __init__(self, root, start, course):
        self.root, self._start = root / "machine", start
        self.root.mkdir()
        self.made = unpacked(self.target, course, root / "package")
        self.package = root / "package"
        self.lay()
        if self.user:
            for path in (self.root, *self.root.rglob("*")):
                if not path.is_symlink():
                    shutil.chown(path, self.user, self.user)
        with_our_grade(self.root)

    def run(self, source, **options):
        """Hand in, judge; the result, of which the platform's validator approves."""
        self.answer(None if source is None else dedent(source).encode())
        process = self.start(**options)
        self.out, self.err = finished(process)
        self.code = process.returncode
        data = self.result()
        print(self.out, self.err, self.code)  # for whoever reads a failure
        assert [] == validation.problems(self.target, data), data
        return self.read(data)

    def command(self, *words, cwd=None, **environ):
        return self._start(*words, cwd=cwd or self.root, user=self.user, GRADER_ROOT=str(self.root), **environ)

    def result(self):
        return self.out.encode()

    def read(self, data):
        return json.loads(data)

    def shown(self):
        """Everything of the last run that a student can read, as the platform shows it."""
        return self.result().decode()

    def hand_in(self, path, data):
        path.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(data)


class PrairieLearn(Stage):
    target = "prairielearn"

    def lay(self):
        shutil.copytree(self.package / "question" / "tests", self.root / "grade" / "tests")
        (self.root / "grade" / "student").mkdir()

    def answer(self, data):
        self.hand_in(self.root / "grade" / "student" / "double.py", data)

    def start(self):
        return self.command(self.root / "grade" / "tests" / "run.sh")

    def result(self):
        return (self.root / "grade" / "results" / "results.json").read_bytes()

    def points(self, found):
        return found["score"] * 10


RUNNER = {
    "CLASSROOM": "cs",
    "ASSIGNMENT": "double",
    "OWNER": "ann",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://example.org/commit/a1b2c3d",
    "RELEASE_URL": "https://example.org/release/a1b2c3d",
    "GITHUB_ACTIONS": "true",
    "GITHUB_ACTOR": "ann",
}


class Classroom50(Stage):
    target = "classroom50"
    user = ORDINARY

    def lay(self):
        shutil.copytree(self.package, self.root / "bundle")
        (self.root / "checkout" / ".git").mkdir(parents=True)

    def answer(self, data):
        self.hand_in(self.root / "checkout" / "double.py", data)

    def start(self, grade=GRADE):
        return self.command(
            sys.executable,
            self.root / "bundle" / "autograder.py",
            cwd=self.root / "checkout",
            GRADER_COMMAND=grade,
            **RUNNER,
        )

    def result(self):
        return (self.root / "checkout" / "result.json").read_bytes()

    def shown(self):
        """The log of the job and all that it leaves lie in their repository."""
        page = (self.root / "checkout" / "release-body.md").read_text()
        return "\n".join([self.out, self.err, self.result().decode(), page])

    def points(self, found):
        assert self.code == 0
        return found["score"] / self.made.parcel.scale


class GitHub(Stage):
    target = "github"
    user = ORDINARY

    def lay(self):
        shutil.copytree(self.package / "action", self.root / "action")
        (self.root / "checkout").mkdir()
        (self.root / "commands").mkdir()

    def answer(self, data):
        self.hand_in(self.root / "checkout" / "double.py", data)

    def start(self, grade=GRADE):
        commands, action = self.root / "commands", self.root / "action"
        return self.command(
            *("bash", action / "run.sh", action),
            **{
                "cwd": self.root / "checkout",
                "GRADER_COMMAND": grade,
                "RUNNER_TEMP": str(self.root / "commands"),
                **RUNNER,
            },
            GITHUB_OUTPUT=str(commands / "output"),
            GITHUB_STEP_SUMMARY=str(commands / "summary"),
        )

    def result(self):
        return (self.root / "commands" / "output").read_bytes()

    def read(self, data):
        from grader.lms.rules.github import parsed

        return parsed(data)

    def shown(self):
        """The log of the job, its page, and its outputs, which the reporter shows."""
        page = (self.root / "commands" / "summary").read_text()
        return "\n".join([self.out, self.err, json.dumps(self.read(self.result())), page])

    def points(self, found):
        """As the reporter's notice tells GitHub Classroom."""
        return reporters.notice(found)[0]


class CodeRunner(Stage):
    target = "coderunner"
    user = ORDINARY

    def lay(self):
        shutil.copy(self.package / "package.zip", self.root)

    def answer(self, data):
        """Twig fills in the answer as a Python string."""
        text = (data or b"").decode().replace("\\", "\\\\").replace('"', '\\"')
        template = (self.package / "template.py").read_text()
        (self.root / "prog.py").write_text(template.replace("{{ STUDENT_ANSWER | e('py') }}", text))

    def start(self, grade=GRADE):
        return self.command(sys.executable, "prog.py", GRADER_COMMAND=grade)

    def points(self, found):
        assert self.err == ""
        return found["fraction"] * 10

    def shown(self):
        """Rows with `ishidden` and `instructorhtml` are for teachers, which CodeRunner sees to."""
        found = self.read(self.result())
        found.pop("instructorhtml", None)
        found["testresults"] = [row for row in found.get("testresults", []) if row[-1] != 1]
        return json.dumps(found)


class XQueue(Stage):
    target = "xqueue"
    user = ORDINARY

    def lay(self):
        shutil.copytree(self.package / "package", self.root / "package")
        shutil.copy(self.package / "entrypoint.sh", self.root)

    def answer(self, data):
        self._code = (data or b"").decode()

    def start(self):
        return self.command(self.root / "entrypoint.sh", "/graders/grader.py", "42", SUBMISSION_CODE=self._code)

    def points(self, found):
        return found["score"] * 10


class Autolab(Stage):
    target = "autolab"
    user = ORDINARY

    def lay(self):
        shutil.copy(self.package / "autograde-Makefile", self.root / "Makefile")
        shutil.copy(self.package / "autograde.tar", self.root)
        with tarfile.open(fileobj=io.BytesIO((self.package / "autograde.tar").read_bytes())) as archive:
            assert "autograde/run.sh" in archive.getnames()

    def answer(self, data):
        self.hand_in(self.root / "double.py", data)

    def start(self):
        """Autolab's autodriver lets both streams of the job go into the feedback file (`dup2`), as a student reads it."""
        return self.command("sh", "-c", "exec make --no-print-directory 2>&1")

    def read(self, data):
        return json.loads(data.rstrip().splitlines()[-1])

    def points(self, found):
        return found["scores"]["points"]


STAGES = {stage.target: stage for stage in (PrairieLearn, Classroom50, GitHub, CodeRunner, XQueue, Autolab)}
