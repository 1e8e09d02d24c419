"""Write the JSON Schemas of our documents: `python docs/schemas/make.py`. A test says when they are out of date."""

import json
from pathlib import Path

import msgspec

from grader.authoring.verify.proof import Proofs
from grader.report import ExplorationRecord, Report, Reports

HERE = Path(__file__).parent
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTS = {"report-1": Report, "reports-1": Reports, "exploration-1": ExplorationRecord, "proofs-1": Proofs}

WITHHELD = {
    "if": {"properties": {"outcome": {"const": "withheld"}}},
    "then": {"properties": {"points": {"type": "null"}, "reason": {"type": "string"}}},
    "else": {"properties": {"points": {"type": "number", "minimum": 0}, "reason": {"type": "null"}}},
}
"""`points` is null exactly when a report is withheld, and then there is a reason."""

_KNOWN = {"points": {"type": "number", "minimum": 0}}
BROKEN = {
    "if": {"properties": {"outcome": {"const": "broken"}}},
    "then": {"properties": {"points": {"type": "null"}}},
    "else": {"if": {"properties": {"outcome": {"not": {"const": "skipped"}}}}, "then": {"properties": _KNOWN}},
}
"""Nobody knows what a broken check is worth, nor one that was skipped since it needs that one; of others it is known."""

LATER = {"fault", "faults", "rows", "explanation", "note", "values", "repeated", "stderr", "unseen", "patient",
         "usual_start_method", "in_any_order", "slip", "ExplorationRecord.notices", "Witness.alone"}  # fmt: skip
"""What came to version 1 after its first documents; everything else every document says."""

PLAIN = {"type": "string", "pattern": "^[^\\r\\n\\t]*$"}
POINTS = {"type": "string", "pattern": "^(\\d+(\\.\\d{1,2})?)?$"}
COUNT = {"type": "string", "pattern": "^\\d*$"}
GRADES = {
    "$schema": DIALECT,
    "title": "One row of grades.csv, as `grade batch` writes it, by heading",
    "type": "object",
    "properties": {
        "author": PLAIN,
        "exercise": {"type": "string", "pattern": "^([a-z0-9]+(-[a-z0-9]+)*)?$"},
        "outcome": {"enum": ["judged", "withheld"]},
        "points": POINTS,
        "max_points": POINTS,
        "late": COUNT,
        "reason": PLAIN,
        "attempt": COUNT,
        "submission_digest": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
        "graded_at": {"type": "string"},
    },
    "required": ["author", "exercise", "outcome", "points", "max_points", "late", "reason", "attempt",
                 "submission_digest", "graded_at"],
    "if": {"properties": {"points": {"const": ""}}},
    "then": {"properties": {"reason": {"minLength": 1}}},
    "additionalProperties": False,
}  # fmt: skip


def _all_of(title, properties, **more):
    """A document that says each of these, and nothing else."""
    return {"title": title, "type": "object", "properties": properties, "required": list(properties),
            "additionalProperties": False, **more}  # fmt: skip


TEXT, NUMBER, WHOLE = {"type": "string"}, {"type": "number", "minimum": 0}, {"type": "integer", "minimum": 0}
PERHAPS = {"type": ["string", "null"]}
PERHAPS_NUMBER = {"type": ["number", "null"], "minimum": 0}
ROW = _all_of(
    "What grades.csv says in a row, for programs",
    {
        "author": TEXT,
        "exercise": GRADES["properties"]["exercise"],
        "outcome": {"enum": ["judged", "withheld"]},
        "points": PERHAPS_NUMBER,
        "max_points": NUMBER,
        "late": WHOLE,
        "reason": PERHAPS,
        "attempt": WHOLE,
        "submission_digest": PERHAPS,
        "graded_at": PERHAPS,
    },
    **WITHHELD,
)
BATCH = {"$schema": DIALECT} | _all_of(
    "What `grade batch --json` prints",
    {"schema": {"enum": ["grader.batch/1"]}, "course": TEXT, "out": TEXT, "grades": {"type": "array", "items": ROW}},
)
COLUMNS = ROW["properties"]
COMMENT = _all_of("What a person said to the author", {"text": TEXT, "by": TEXT, "at": TEXT})
OVERRIDE = _all_of(
    "A person's grade",
    {
        "points": NUMBER,
        "reason": TEXT,
        "by": TEXT,
        "at": TEXT,
        "conflict": {"type": "boolean"},
        "max_points": PERHAPS_NUMBER,
        "same_points": {"type": "boolean"},
    },
)
ENTRY = _all_of(
    "What counts now: the columns of grades.csv, and what stands behind them",
    {
        **COLUMNS,
        "course": TEXT,
        "name": TEXT,
        "machine_points": PERHAPS_NUMBER,
        "machine_max_points": NUMBER,
        "override": {"anyOf": [OVERRIDE, {"type": "null"}]},
        "comments": {"type": "array", "items": COMMENT},
    },
    **WITHHELD,
)
BOOK = {"$schema": DIALECT} | _all_of(
    "What `grade book show --json` prints",
    {"schema": {"enum": ["grader.book/1"]}, "entries": {"type": "array", "items": ENTRY}},
)
CHANGE = _all_of(
    "A grade before and after; what is withheld is null",
    {
        "author": TEXT,
        "exercise": COLUMNS["exercise"],
        "before": PERHAPS_NUMBER,
        "after": PERHAPS_NUMBER,
        "max_before": NUMBER,
        "max_after": NUMBER,
        "part_before": PERHAPS_NUMBER,
        "part_after": PERHAPS_NUMBER,
    },
)
AS_BEFORE = _all_of(
    "A grade that is what it was",
    {"author": TEXT, "exercise": COLUMNS["exercise"], "points": PERHAPS_NUMBER},
)
RESCORE = {"$schema": DIALECT} | _all_of(
    "What `grade rescore --json` prints",
    {
        "schema": {"enum": ["grader.rescore/1"]},
        "written": {"type": "boolean"},
        "changes": {"type": "array", "items": CHANGE},
        "same": WHOLE,
        "as_before": {"type": "array", "items": AS_BEFORE},
    },
)
MISTAKE = _all_of(
    "One mistake in a course's files",
    {"path": TEXT, "line": {"type": ["integer", "null"], "minimum": 1}, "message": TEXT, "hint": PERHAPS},
)
ERROR = {"$schema": DIALECT} | _all_of(
    "What `--json` prints where there is no result",
    {
        "schema": {"enum": ["grader.error/1"]},
        "exit_code": {"enum": [2, 3, 130]},
        "message": TEXT,
        "hint": PERHAPS,
        "mistakes": {"type": "array", "items": MISTAKE},
    },
)


def schemas():
    """Each schema by the name of its file."""
    made = {name: _of(type_) for name, type_ in DOCUMENTS.items()}
    return {**made, "grades-csv-1": GRADES, "batch-1": BATCH, "book-1": BOOK, "rescore-1": RESCORE, "error-1": ERROR}


def _of(type_):
    schema = json.loads(msgspec.json.encode(msgspec.json.schema(type_)), object_hook=_null_last)
    for kind, part in schema["$defs"].items():
        if "properties" in part:
            part["required"] = [name for name in part["properties"] if not {name, f"{kind}.{name}"} & LATER]
    for name, rule in (("Report", WITHHELD), ("CheckResult", BROKEN)):
        if name in schema["$defs"]:
            schema["$defs"][name] |= rule
    return {"$schema": DIALECT, **schema}


def _null_last(part):
    """Versions of msgspec differ in where they name it among alternatives."""
    if "anyOf" in part:
        part["anyOf"].sort(key=lambda one: one == {"type": "null"})
    return part


def written(schema):
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, schema in schemas().items():
        (HERE / f"{name}.json").write_text(written(schema), encoding="utf-8")
