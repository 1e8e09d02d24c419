"""The documents that leave the grader: every struct comes back from JSON, and old documents stay readable."""

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import report
from grader.report import (
    Alone,
    CheckResult,
    EndingRecord,
    Environment,
    ExplorationRecord,
    Explored,
    Location,
    Outcome,
    Report,
    Reports,
    RowResult,
    Step,
    SubmissionRef,
    SuiteRef,
    Unseen,
    Visibility,
    Witness,
    exact,
    written,
)

DATA = Path(__file__).parent / "data"

PLACE = Location(file="add_lock.ipynb", line=3, cell=2)
STEP = Step(
    actor="Thread-1",
    file="add_lock.py",
    line=12,
    cell=2,
    source="local_copy = database_value",
    action="reads",
    target="database_value",
    value="0",
    holds=("lock",),
    decisive=True,
)
ALONE = Alone(observe=("database_value",), args=("3",))
WITNESS = Witness(token="A7K2-33", steps=(STEP, Step(actor="Thread-2", file="add_lock.py", line=15)), alone=ALONE)
EXPLORED = Explored(schedules=12, proved="no failing interleaving exists", controlled=True)
PASSED = CheckResult(id="test_one", title="One — „ünïcode“.", outcome=Outcome.PASSED, points=2.0, max_points=2.0)
FAILED = CheckResult(
    id="test_no_update_is_lost",
    title="No update is lost.",
    outcome=Outcome.FAILED,
    points=0.0,
    max_points=5.0,
    visibility=Visibility.AFTER_DUE_DATE,
    bonus=True,
    rationale="database_value ended as 1, expected 2.",
    hint="Hold one Lock.",
    location=PLACE,
    witness=WITNESS,
    explored=EXPLORED,
    needs=("test_one",),
    duration_s=0.125,
    detail="assert 1 == 2",
)
BROKEN = CheckResult(id="test_b", title="B", outcome=Outcome.BROKEN, points=None, max_points=1.0)
JUDGED = Report(
    course="Concurrency",
    exercise="add-lock",
    submission=SubmissionRef(digest="d" * 64, entry="add_lock.ipynb"),
    suite=SuiteRef(digest="5" * 64),
    outcome="judged",
    reason=None,
    points=2.0,
    max_points=2.0,
    checks=(PASSED, FAILED),
    environment=Environment(python="3.11.7", platform="Linux x86_64", isolation="process", cpus=4),
    seed=7,
    duration_s=0.5,
    author="ada",
    notices=("cell 2: %matplotlib was left out",),
    rows=(
        RowResult(python="3.13", start_method="fork", lost=("test_one",)),
        RowResult(python="3.99", absent="not here"),
    ),
    unseen=Unseen(checks=1, points=3.0),
)
WITHHELD = msgspec.structs.replace(
    JUDGED,
    outcome="withheld",
    reason="Held for review.",
    points=None,
    checks=(BROKEN,),
    review=("frame 3 is forged",),
    author=None,
)
EXPLORATION = ExplorationRecord(
    file="add_lock.py",
    start_method="spawn",
    atomicity="language",
    exhaustive=True,
    proved="every ending is here",
    controlled=True,
    schedules=12,
    endings=(
        EndingRecord(kind="finished", stdout="end value 1\n", exit_code=0, detail="", schedules=5, witness=WITNESS),
        EndingRecord(kind="deadlock", stdout="", exit_code=None, detail="A waits for B", schedules=7, witness=None),
    ),
)


@pytest.mark.parametrize("document", [JUDGED, WITHHELD], ids=["judged", "withheld"])
def test_a_report_comes_back_whole(document):
    assert document == report.decode(report.encode(document))


@pytest.mark.parametrize("document", [Reports(reports=(JUDGED, WITHHELD)), EXPLORATION], ids=["reports", "exploration"])
def test_other_documents_come_back_whole(document):
    assert document == msgspec.json.decode(report.encode(document), type=type(document))


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("visibility", Visibility)
def test_every_word_comes_back(outcome, visibility):
    check = msgspec.structs.replace(PASSED, outcome=outcome, visibility=visibility)
    found = report.decode(report.encode(msgspec.structs.replace(JUDGED, checks=(check,))))

    assert (outcome, visibility) == (found.checks[0].outcome, found.checks[0].visibility)


def test_every_struct_is_tried_here():
    """A struct that is added to the documents is added to these tests."""
    tried = {
        type(part)
        for part in (JUDGED, *JUDGED.checks, *JUDGED.rows, EXPLORATION, *EXPLORATION.endings, PLACE, STEP, WITNESS)
    }
    tried |= {Alone, EXPLORED.__class__, JUDGED.unseen.__class__, Reports, SubmissionRef, SuiteRef, Environment}
    structs = {kind for kind in vars(report).values() if isinstance(kind, type) and issubclass(kind, report.Struct)}

    assert structs - {report.Struct} == tried


@pytest.mark.parametrize(
    ("file", "kind"),
    [("report-1.json", Report), ("reports-1.json", Reports), ("exploration-1.json", ExplorationRecord)],
)
def test_documents_of_version_1_are_read_for_ever(file, kind):
    """These files were written by version 1 and are never written again; add one for each new version."""
    text = (DATA / file).read_bytes()
    found = msgspec.json.decode(text, type=kind)

    assert f"grader.{file.removesuffix('-1.json')}/1" == found.schema
    assert _holds(msgspec.json.decode(report.encode(found)), msgspec.json.decode(text))


def _holds(new, old):
    """Whether `new` says all that `old` says; it may say more."""
    if isinstance(old, dict):
        return all(name in new and _holds(new[name], value) for name, value in old.items())
    if isinstance(old, list):
        return len(new) == len(old) and all(map(_holds, new, old))
    return new == old


def test_a_stored_report_means_what_it_meant():
    found = report.decode((DATA / "report-1.json").read_bytes())

    assert ("add-lock", "judged", 2.0, 7.0) == (found.exercise, found.outcome, found.points, found.max_points)
    race = found.checks[1]
    assert (Outcome.FAILED, Visibility.AFTER_DUE_DATE, 2) == (race.outcome, race.visibility, race.location.cell)
    assert ("overwrites", "Thread-1") == (race.witness.steps[1].action, race.witness.steps[0].actor)


@pytest.mark.parametrize("schema", ["grader.report/2", "grader.report", ""])
def test_a_report_of_the_future_is_refused(schema):
    text = report.encode(JUDGED).replace(b'"grader.report/1"', f'"{schema}"'.encode())

    with pytest.raises(msgspec.ValidationError, match="Invalid enum value"):
        report.decode(text)


def test_the_contract_names_every_key():
    """What a report must have, as other tools read it."""
    keys = set(msgspec.to_builtins(JUDGED))

    assert keys >= {
        *("schema", "course", "exercise", "author", "submission", "suite", "outcome", "reason", "points", "max_points"),
        *("checks", "environment", "review", "seed", "duration_s"),
    }
    assert set(msgspec.to_builtins(FAILED)) >= {
        *("id", "title", "outcome", "points", "max_points", "visibility", "rationale", "hint", "location", "witness"),
        *("explored", "needs", "duration_s"),
    }


@pytest.mark.parametrize(
    ("points", "text"),
    [(10.0, "10"), (2.5, "2.5"), (100, "100"), (0.0, "0"), (0.1 + 0.2, "0.3"), (1234567.89, "1234567.89"),
     (Decimal("2.50"), "2.5"), (Decimal(0), "0"), (Decimal("1E+2"), "100")],
)  # fmt: skip
def test_points_are_written_in_one_way(points, text):
    assert text == written(points)


@given(st.integers(0, 10**9))
def test_hundredths_survive_being_floats(cents):
    assert Decimal(cents) / 100 == exact(float(Decimal(cents) / 100))
