"""The JSON Schemas of our documents: up to date, and kept by what we write."""

import json
import runpy
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import replace

from grader.report import Reports, encode
from tests.support.marks import MIXED, withheld
from tests.support.reports import a_check, a_deadlock, a_lost_update, a_report, an_ending, an_exploration, at

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
DATA = Path(__file__).parent / "data"


def errors(name, document):
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(document)]


def test_they_are_those_of_the_structs():
    make = runpy.run_path(str(SCHEMAS / "make.py"))

    for name, schema in make["schemas"]().items():
        said = f"run docs/schemas/make.py: {name} is out of date"
        assert make["written"](schema) == (SCHEMAS / f"{name}.json").read_text(encoding="utf-8"), said


@pytest.mark.parametrize("name", ["report-1", "reports-1", "exploration-1"])
def test_documents_of_every_version_keep_them(name):
    assert [] == errors(name, json.loads((DATA / f"{name}.json").read_bytes()))


UNKNOWN = replace(a_check("S", outcome="skipped", needs=("test_b",)), points=None)
"""It needs a check that is broken."""
REPORTS = [
    MIXED,
    a_report(a_lost_update(), a_check("L", outcome="failed", location=at(3, cell=2))),
    withheld(checks=(a_check("B", outcome="broken"), UNKNOWN), reason="KeyError", fault="course"),
]


def test_what_we_write_keeps_them():
    for report in REPORTS:
        assert [] == errors("report-1", json.loads(encode(report)))
    assert [] == errors("reports-1", json.loads(encode(Reports(reports=tuple(REPORTS)))))
    exploration = an_exploration(an_ending("2"), an_ending(kind="deadlock", exit_code=None, witness=a_deadlock()))
    assert [] == errors("exploration-1", json.loads(encode(exploration)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"points": None}, "None is not of type 'number'"),
        ({"outcome": "withheld"}, "not of type 'null'"),
        ({"outcome": "marked"}, "'marked' is not one of"),
        ({"max_points": "10"}, "'10' is not of type 'number'"),
    ],
)
def test_what_no_report_says_is_noticed(change, words):
    document = {**json.loads(encode(MIXED)), **change}

    assert any(words in error for error in errors("report-1", document))


@pytest.mark.parametrize("outcome", ["passed", "failed", "timed_out", "crashed"])
def test_what_a_judged_check_earned_is_known(outcome):
    unknown = replace(a_check(outcome=outcome), points=None)

    assert ["None is not of type 'number'"] == errors(
        "report-1", json.loads(encode(withheld(checks=(unknown,), reason="?")))
    )


@pytest.mark.parametrize("name", ["schema", "author", "notices", "review", "seed"])
def test_what_no_report_leaves_out_is_noticed(name):
    document = json.loads(encode(MIXED))
    del document[name]

    assert [f"'{name}' is a required property"] == errors("report-1", document)


def test_a_row_of_grades_has_points_or_a_reason():
    row = dict.fromkeys(("late", "attempt", "submission_digest", "graded_at"), "")
    row |= {
        "author": "ann",
        "exercise": "add-lock",
        "outcome": "judged",
        "points": "7.5",
        "max_points": "10",
        "reason": "",
    }

    assert [] == errors("grades-csv-1", row)
    assert errors("grades-csv-1", {**row, "points": ""})
    assert errors("grades-csv-1", {**row, "points": "7.555"})
