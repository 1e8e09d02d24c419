"""Reports made by hand: what a page is tested with, without judging anything."""

from datetime import UTC, datetime

from grader.report import (
    CheckResult,
    EndingRecord,
    Environment,
    ExplorationRecord,
    Explored,
    Location,
    Outcome,
    Report,
    Step,
    SubmissionRef,
    SuiteRef,
    Witness,
)

NOW = datetime(2030, 1, 10, tzinfo=UTC)

HINT = "Read and write the value while holding one Lock that both threads share."


def a_check(title="One call of increase() adds exactly one.", *, outcome="passed", points=None, worth=2.0, **more):
    """A check that passed, unless something else is said."""
    outcome = Outcome(outcome)
    earned = {Outcome.PASSED: worth, Outcome.BROKEN: None}.get(outcome, 0.0)
    return CheckResult(
        id=more.pop("id", "test_" + "_".join(title.lower().split()[:4])),
        title=title,
        outcome=outcome,
        points=earned if points is None else points,
        max_points=worth,
        **more,
    )


def a_report(*checks, exercise="add-lock", entry="add_lock.py", outcome="judged", **more):
    """A report whose points are the sums of its checks'."""
    withheld = outcome == "withheld"
    return Report(
        course="Concurrency",
        exercise=exercise,
        submission=SubmissionRef(digest="d" * 64, entry=entry),
        suite=SuiteRef(digest="5" * 64),
        outcome=outcome,
        reason=more.pop("reason", None),
        points=None if withheld else sum(check.points or 0.0 for check in checks),
        max_points=sum(check.max_points for check in checks if not check.bonus),
        checks=tuple(checks),
        environment=Environment(python="3.11.7", platform="Linux", isolation="process", cpus=4),
        seed=more.pop("seed", 7),
        duration_s=more.pop("duration_s", 0.25),
        **more,
    )


def at(line, *, file="add_lock.py", cell=None):
    """A place in a submission."""
    return Location(file=file, line=line, cell=cell)


def a_step(actor, line, source, action, target, value=None, **more):
    """One step of a witness."""
    return Step(
        actor=actor, file=more.pop("file", "add_lock.py"), line=line, source=source, action=action,
        target=target, value=value, **more,
    )  # fmt: skip


def a_race(*, cell=None):
    """Two threads read 0 before either writes 1."""
    read = ("local_copy = database_value", "reads", "database_value", "0")
    write = ("database_value = local_copy", "writes", "database_value", "1")
    return Witness(
        token="A7K2-9QXM-04",
        steps=(
            a_step("Thread-1 (increase)", 12, *read, cell=cell),
            a_step("Thread-2 (increase)", 12, *read, cell=cell),
            a_step("Thread-1 (increase)", 15, *write, cell=cell),
            a_step("Thread-2 (increase)", 15, *write, cell=cell, decisive=True, note="overwrites Thread-1's 1"),
        ),
    )


def a_deadlock():
    """Two threads take two locks in opposite orders."""
    return Witness(
        token="D3AD-10CK-77",
        steps=(
            a_step("Thread-1", 8, "lock_a.acquire()", "acquires", "lock_a", holds=("lock_a",)),
            a_step("Thread-2", 15, "lock_b.acquire()", "acquires", "lock_b", holds=("lock_b",)),
            a_step(
                "Thread-1", 9, "lock_b.acquire()", "waits for", "lock_b", holds=("lock_a",),
                decisive=True, note="Thread-2 holds it",
            ),
            a_step(
                "Thread-2", 16, "lock_a.acquire()", "waits for", "lock_a", holds=("lock_b",),
                decisive=True, note="Thread-1 holds it",
            ),
        ),
    )  # fmt: skip


def a_lost_update(witness=None, **more):
    """The check of the design's page that fails, with its witness."""
    return a_check(
        "No update is lost, in whatever order two threads run.",
        outcome="failed",
        worth=5.0,
        id="test_no_update_is_lost",
        rationale="database_value ended as 1, expected 2. Found in the 2nd order tried.",
        hint=HINT,
        witness=a_race() if witness is None else witness,
        explored=Explored(schedules=2, proved="A failing order was found.", controlled=True),
        **more,
    )


def an_exploration(*endings, **more):
    """What `grade explore` found."""
    return ExplorationRecord(
        file="add_lock.py",
        start_method="spawn",
        atomicity="language",
        exhaustive=more.pop("exhaustive", True),
        proved=more.pop("proved", "Every order of the 4 shared steps was covered."),
        controlled=more.pop("controlled", True),
        schedules=sum(ending.schedules for ending in endings),
        endings=tuple(endings),
        faults=more.pop("faults", ()),
        usual_start_method=more.pop("usual_start_method", None),
        in_any_order=more.pop("in_any_order", False),
        slip=more.pop("slip", None),
        notices=more.pop("notices", ()),
    )


def an_ending(
    stdout="", *, kind="finished", exit_code=0, detail="", schedules=1, witness=None, repeated=True, stderr=""
):
    """One way in which a program ended."""
    return EndingRecord(
        kind=kind,
        stdout=stdout,
        exit_code=exit_code,
        detail=detail,
        schedules=schedules,
        witness=witness,
        repeated=repeated,
        stderr=stderr,
    )
