"""What others wrote to read these formats reads what we write: real consumers, fetched from package registries.

Nothing of them is in our own environment; each runs in one that is made for the test.
"""

import csv
import io
import json
import shutil
import subprocess
import sys
import tarfile
import venv
from decimal import Decimal
from pathlib import Path

import pytest

from grader.feedback.audience import INSTRUCTOR
from grader.lms import gradescope
from grader.lms.export import canvas
from grader.lms.export.filling import Wishes
from grader.lms.export.junit import document
from grader.lms.export.rows import Row
from grader.lms.packing.pack import pack
from tests.support.marks import EVERYTHING, MIXED, an_occasion, withheld
from tests.support.platforms import a_course
from tests.unit.lms.test_every_platform import parcel

pytestmark = pytest.mark.long
PATIENCE_S = 300


def run(*words, cwd, **more):
    done = subprocess.run(
        [*map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=PATIENCE_S, check=False, **more
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


class Environment:
    """An environment with other people's packages."""

    def __init__(self, folder, *packages, python=None):
        if python is None:
            venv.create(folder, with_pip=True)
        else:
            run(python, "-m", "venv", folder, cwd=folder.parent)
        self.folder = folder
        self.python = folder / "bin" / "python"
        run(self.python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages, cwd=folder)

    def says(self, program, *arguments):
        """What a program says there, from JSON."""
        return json.loads(run(self.python, "-c", program, *arguments, cwd=self.folder))


@pytest.fixture(scope="module")
def others(tmp_path_factory):
    folder = tmp_path_factory.mktemp("others") / "venv"
    return Environment(folder, "junitparser", "check-jsonschema", "xmlschema", "finalgrade")


@pytest.fixture(scope="module")
def xml(tmp_path_factory):
    path = tmp_path_factory.mktemp("junit") / "results.xml"
    path.write_bytes(
        document((one, INSTRUCTOR) for one in [MIXED, withheld(reason="the suite failed", fault="course")])
    )
    return path


def test_junitparser_reads_our_xml(others, xml):
    program = (
        "import json, sys; from junitparser import JUnitXml\n"
        "found = JUnitXml.fromfile(sys.argv[1])\n"
        "print(json.dumps([[s.name, s.tests, s.failures, s.errors, [c.name for c in s],"
        " {p.name: p.value for p in s.properties()}] for s in found]))"
    )
    suite, lost = others.says(program, xml)

    assert ["add-lock", 6, 2, 0] == suite[:4]
    assert [check.title for check in MIXED.checks] == suite[4]
    assert ("3.5", "10") == (suite[5]["points"], suite[5]["max_points"])
    assert ["add-lock", 1, 0, 1] == lost[:4]


def test_our_xml_is_valid_by_the_schema_of_jenkins(others, xml, tmp_path):
    """The schema comes with the sources of pytest, which test themselves against it."""
    download = [others.python, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", "pytest", "pytest==8.4.0"]
    run(*download, "--disable-pip-version-check", cwd=tmp_path)
    with tarfile.open(tmp_path / "pytest-8.4.0.tar.gz") as archive:
        schema = archive.extractfile("pytest-8.4.0/testing/example_scripts/junit-10.xsd").read()
    (tmp_path / "junit-10.xsd").write_bytes(schema)
    program = (
        "import json, sys, xmlschema\n"
        "print(json.dumps([str(e) for e in xmlschema.XMLSchema(sys.argv[1]).iter_errors(sys.argv[2])]))"
    )

    assert [] == others.says(program, tmp_path / "junit-10.xsd", xml)


def test_github_takes_the_action_and_the_workflow(others, tmp_path):
    course = a_course(tmp_path)
    members = pack("github", course, course.exercise("double")).members
    for name, schema in (("action/action.yml", "actions"), ("workflow/.github/workflows/classroom.yml", "workflows")):
        path = tmp_path / Path(name).name
        path.write_bytes(members[name].data)
        check = others.folder / "bin" / "check-jsonschema"
        run(check, "--builtin-schema", f"vendor.github-{schema}", path, cwd=tmp_path)
    if shutil.which("npm") is None:
        pytest.skip("npm is not on this machine: GitHub's own parser was not asked")
    _ask_githubs_own_parser(tmp_path)


def _ask_githubs_own_parser(folder):
    (folder / "ask.mjs").write_text(
        "import {parseWorkflow, NoOperationTraceWriter} from '@actions/workflow-parser';\n"
        "import {readFileSync} from 'node:fs';\n"
        "const file = {name: 'w.yml', content: readFileSync(process.argv[2], 'utf8')};\n"
        "const found = parseWorkflow(file, new NoOperationTraceWriter());\n"
        "console.log(JSON.stringify(found.context.errors.getErrors().map(e => e.message)));\n"
    )
    run("npm", "install", "--silent", "--no-fund", "--no-audit", "@actions/workflow-parser", "esbuild", cwd=folder)
    bundling = ("--bundle", "--platform=node", "--outfile=ask.cjs", "--log-level=error")
    run("npx", "esbuild", "ask.mjs", *bundling, cwd=folder)

    assert [] == json.loads(run("node", "ask.cjs", "classroom.yml", cwd=folder))
    (folder / "bad.yml").write_text("on: push\njobs: {a: {runs-on: x, stepz: []}}\n")
    assert [] != json.loads(run("node", "ask.cjs", "bad.yml", cwd=folder))


CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,HW1 (4567),HW2 (89),Current Score,Final Score\r\n"
    "    Points Possible,,,,,10,100,(read only),(read only)\r\n"
    '"Doe, Jane",11,s11,jane,"CS1, A",3.0,,,\r\n'
    '"Zoé, ""Z""",12,s12,zoe,CS1,4,50,,\r\n'
    '"Student, Test",13,,,CS1,,,,\r\n'
)


def test_another_reader_of_canvas_exports_finds_our_grades(others, tmp_path):
    data, _ = canvas.fill(CANVAS.encode(), [Row("jane", "hw1", Decimal("7.5"), Decimal(10))], Wishes())
    (tmp_path / "before.csv").write_text(CANVAS, encoding="utf-8")
    (tmp_path / "after.csv").write_bytes(data)
    program = (
        "import json, sys; from finalgrade.gradebook import Gradebook\n"
        "found = Gradebook.from_canvas(sys.argv[1]).df_perc\n"
        "print(found.to_json())"
    )
    before, after = (others.says(program, tmp_path / name) for name in ("before.csv", "after.csv"))

    def of(found):
        return next(grades for name, grades in found.items() if "hw1" in name)

    assert {0.3: 0.75} == {
        old: new for old, new in zip(of(before).values(), of(after).values(), strict=True) if old != new
    }
    assert [len(line) for line in csv.reader(io.StringIO(CANVAS))] == [
        len(line) for line in csv.reader(io.StringIO(data.decode()))
    ]


def test_a_packer_for_gradescope_reads_our_results_and_metadata(tmp_path):
    """gapper needs Python 3.12; its classes are those with which it reads and writes Gradescope's two files."""
    python = next(
        (found for found in _pythons() if subprocess.run([found, "-c", "import sys; sys.exit(sys.version_info < (3, 12))"],
                                                         check=False, capture_output=True).returncode == 0), None
    )  # fmt: skip
    if python is None:
        pytest.skip("there is no Python 3.12 here, which gapper needs")
    theirs = Environment(tmp_path / "venv", "gapper", python=python)
    for kind, marked in EVERYTHING.items():
        result = gradescope.files(marked, an_occasion(), parcel("gradescope"))["results.json"]
        metadata = {
            **METADATA,
            "previous_submissions": [{"submission_time": T1, "score": 1.0, "results": json.loads(result)}],
        }
        (tmp_path / "metadata.json").write_text(json.dumps(metadata))
        program = (
            "import json, sys; from pathlib import Path\n"
            "from gapper.gradescope.datatypes.gradescope_meta import GradescopeSubmissionMetadata\n"
            "found = GradescopeSubmissionMetadata.from_file(Path(sys.argv[1])).previous_submissions[0].results\n"
            "print(json.dumps([found.score, [t.score for t in found.tests], [t.visibility for t in found.tests]]))"
        )
        score, scores, visibilities = theirs.says(program, tmp_path / "metadata.json")

        assert (json.loads(result)["score"], len(scores)) == (score, len(visibilities)), kind
        assert ("hidden" in visibilities) is (marked.points is None or kind in ("judged", "late")), kind


T1 = "2026-11-01T10:00:00.000000+01:00"
METADATA = {
    "id": 1,
    "created_at": "2026-11-03T10:00:00.000000+01:00",
    "assignment": {
        "due_date": T1, "group_size": None, "group_submission": False, "id": 1, "course_id": 1, "late_due_date": None,
        "release_date": T1, "title": "A", "total_points": "10.0",
    },
    "submission_method": "upload",
    "users": [{"email": "a@example.org", "id": 1, "name": "A"}],
}  # fmt: skip


def _pythons():
    yield sys.executable
    yield from (found for name in ("python3.13", "python3.12") if (found := shutil.which(name)))
    yield from map(str, sorted(Path.home().glob(".pyenv/versions/3.1[2-9]*/bin/python")))
