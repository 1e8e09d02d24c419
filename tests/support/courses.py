"""Small courses on disk, and programs judged by their suites."""

from contextlib import contextmanager
from textwrap import dedent
from types import SimpleNamespace

from grader import intake, judge
from grader.course import load
from grader.intake import Submission
from grader.sandbox.run import Run

SLUG = "add-lock"
ENTRY = "add_lock.py"

RIGHT = """
    from threading import Lock

    database_value = 0
    lock = Lock()

    def increase():
        global database_value
        with lock:
            database_value += 1
    """

SUITE = '''
    from grader.suite import points

    @points(2)
    def test_one_call_adds_one(submission):
        """One call of increase() adds exactly one."""
        program = submission.load()
        program.increase()
        assert program.database_value == 1
    '''


def a_course(root, suite=SUITE, *, examples=None, reference=RIGHT, limits=""):
    """A course of one exercise, `add-lock`. A suite is one file's text, or texts by file name."""
    exercise = root / "exercises" / SLUG
    _write(root / "exercises" / "course.toml", f'title = "Concurrency"\nexercises = ["{SLUG}"]\n')
    _write(exercise / "exercise.toml", f'title = "Add a lock"\nentry = "{ENTRY}"\n{limits}')
    _write(exercise / "README.md", "# Add a lock\n")
    _write(exercise / ENTRY, "database_value = 0\n")
    if reference is not None:
        _write(root / "solutions" / SLUG / "reference" / ENTRY, reference)
    for name, text in _files(suite, "test_add_lock.py").items():
        _write(root / "tests" / "suites" / SLUG / name, text)
    for name, text in _files(examples, "test_examples.py").items():
        _write(exercise / "examples" / name, text)
    return load(root / "exercises")


def a_submission(source=RIGHT, entry=ENTRY):
    """An accepted submission of one file."""
    data = dedent(source).encode()
    return Submission(
        entry=entry,
        module=entry,
        files={entry: data},
        source=dedent(source),
        digest=intake.submission.digest({entry: data}),
    )


def a_run(**told):
    """A run that went well, unless something else is told."""
    well = {"stdout": "", "stderr": "", "exit_code": 0, "signal": None, "timed_out": False, "actors": (), "leaked": ()}
    return Run(duration=0.0, virtual_duration=0.0, **{**well, **told})


class Sandboxes:
    """A sandbox without workers: each check gets a stand-in that `make` builds. Counts what was opened and closed."""

    def __init__(self, make=lambda **_: SimpleNamespace()):
        self._make = make
        self.opened = []
        self.closed = 0

    @contextmanager
    def __call__(self, *, seed, scenarios, given, **row):
        remote = self._make(seed=seed, scenarios=scenarios, **row)
        said = {
            "trouble": None,
            "explored": None,
            "last_run": None,
            "gives_away": False,
            "slip": None,
            "missing": None,
            "is_empty": False,
        }
        for name, nothing in {"runs": (), **said}.items():
            if not hasattr(remote, name):
                setattr(remote, name, nothing)
        self.opened.append(remote)
        try:
            yield remote
        finally:
            self.closed += 1


def evidence_of(root, suite, *, sandbox=None, seed=7, **course):
    """Judge something with this suite, without workers; the evidence."""
    made = a_course(root, suite, **course)
    setting = judge.Setting(made, made.exercise(SLUG))
    return judge.run(setting, judge.Job(a_submission(), sandbox or Sandboxes(), seed=seed))


def checks_in(evidence):
    """What was found about each check, by id."""
    found = [test["metadata"]["grader"] for test in evidence["tests"]]
    return {check["id"]: check for check in found}


def _files(source, name):
    if source is None:
        return {}
    return {name: source} if isinstance(source, str) else source


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")
