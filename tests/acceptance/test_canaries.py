"""Hidden stays hidden: canaries stand wherever something is that no student may know, and a program that steals what it
can prints, returns and raises all of it. In nothing that a student gets is a canary, whatever its form.

What platforms show is searched in `lms/`, with the same thief.
"""

import re
import sys
import zipfile

import pytest

from grader.lms.targets import FORMATS
from tests.support.classes import on_disk
from tests.support.command import grade
from tests.support.courses import SLUG, a_course
from tests.support.notebooks import code, written
from tests.support.thief import THIEF

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a program may read what its user may"),
]
SUITE = '''
    """CANARY in the suite."""
    import sys, warnings
    import pytest
    from grader.suite import award, hint, needs, points

    SECRET = "CANARY expected"
    print("CANARY printed")
    print("CANARY printed", file=sys.stderr)
    warnings.warn("CANARY warned")


    @points(1)
    def test_returns(submission):
        """steal() returns 2."""
        print("CANARY printed in a check", file=sys.stderr)
        here = "CANARY in a frame"
        assert submission.load().steal() == 2, "It does not."


    @points(1)
    def test_raises(submission):
        """escape() says nothing."""
        submission.load().escape()


    @points(1)
    def test_prints(submission):
        """The program prints 2."""
        run = submission.run()
        assert run.stdout == "2", f"It printed {run.stdout!r} and {run.stderr!r}."


    @points(1)
    def test_every_order(submission):
        """Whatever the order, value is 2."""
        found = submission.explore(threads=["steal()", "steal()"], observe=["value"], schedules=20)
        found.always(lambda end: end.values["value"] == 2)


    @points(1)
    @needs("test_CANARY")
    def test_after_another(submission):
        """CANARY: shown with the other."""


    @points(2, visibility="hidden")
    @hint("CANARY hint")
    def test_CANARY(submission):
        """CANARY title."""
        award(0.5, "CANARY reason")
        assert submission.load().steal() == SECRET, "CANARY rationale"


    @points(2, visibility="after_due_date")
    @pytest.mark.parametrize("what", ["CANARY parameter"])
    def test_CANARY_later(submission, what):
        """CANARY: shown later."""
        run = submission.run(args=["CANARY"], stdin="CANARY typed", env={"SET": "CANARY"}, files=["CANARY.txt"])
        assert run.stdout == SECRET, run.stdout
    '''
BREAKS = '''

    @points(1)
    def test_breaks(submission):
        """It breaks."""
        here = "CANARY in a frame"
        raise KeyError("CANARY in an exception")


    @pytest.fixture
    def made():
        raise RuntimeError("CANARY in a fixture")


    @points(1)
    def test_wants_a_fixture(submission, made):
        """It wants a fixture."""
    '''
NEVER = "CANARY"


@pytest.fixture
def course(tmp_path):
    """Where the course lies is nobody's business either."""
    return tmp_path / "CANARY-course"


@pytest.fixture
def here(tmp_path):
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "work.py").write_text(THIEF)
    written(folder / "work.ipynb", code(THIEF))
    return folder


def check(course, here, *more):
    """The command line that shows how to replay names what its user typed; it is theirs to type, so it is left out."""
    link = here / "course"
    link.symlink_to(course)
    done = grade(
        "check", *more, "--exercise", SLUG, "--course", "course", "--as", "student", here=here, SECRET_TOKEN="CANARY"
    )
    assert done.returncode in (1, 3), done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(("suite", "form"), [(SUITE, "-v"), (SUITE + BREAKS, "--json")], ids=["sound", "broken"])
def test_nothing_hidden_is_on_the_terminal_in_the_document_or_on_the_page(course, here, suite, form):
    a_course(course, suite)
    told = check(course, here, "work.py", "work.ipynb", "--html", "page.html", form)
    page = (here / "page.html").read_text(encoding="utf-8")

    for text in (told, page):
        assert "STOLEN" in text, "what the thief says is shown"
        assert [] == found(text)


def test_nothing_hidden_and_nobody_else_is_in_what_a_class_is_handed(course, here):
    """Another's name is a canary, too, and so is what another handed in."""
    a_course(course, SUITE + BREAKS)
    other = "def steal():\n    return 'OTHER-CANARY'\n"
    notebook = (here / "work.ipynb").read_bytes()
    on_disk(here / "in", {"ann.py": THIEF, "bob CANARY/work.py": other, "eve/work.ipynb": notebook})
    done = grade(
        "batch", "in", "--exercise", SLUG, "--course", course, "--out", "out", here=here, SECRET_TOKEN="CANARY"
    )
    assert done.returncode in (0, 3), done.stderr

    for author in ("ann.py", "eve"):
        pages = sorted((here / "out" / "feedback" / author).iterdir())
        assert [".html", ".md"] == sorted(page.suffix for page in pages)
        for page in pages:
            text = page.read_text(encoding="utf-8")
            assert "STOLEN" in text
            assert [] == found(text), page


CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,add-lock (1)
    Points Possible,,,,,10
ann,11,ann,ann,S1,
eve,12,eve,eve,S1,
"""
WORKSHEET = """\
Identifier,Full name,Email address,Grade,Maximum grade,Last modified (grade),Feedback comments
Participant 1,ann,ann,,10.00,-,
Participant 2,eve,eve,,10.00,-,
"""
BLACKBOARD = """\
"Last Name","First Name","Username","Student ID","add-lock [Total Pts: 10 Score] |1"
"ann","ann","ann","1",""
"eve","eve","eve","2",""
"""
EXPORTS = {
    "canvas": (CANVAS, "--column", f"{SLUG}=add-lock (1)"),
    "moodle-worksheet": (WORKSHEET,),
    "moodle-feedback": (WORKSHEET,),
    "moodle-grades": ("",),
    "blackboard": (BLACKBOARD, "--column", f"{SLUG}=add-lock [Total Pts: 10 Score] |1"),
    "csv": ("",),
    "markdown": ("",),
    "junit": ("", "--as", "student"),
}


def test_nothing_hidden_is_in_what_is_exported(course, here):
    """Whether it goes to an LMS, where students read it, or onto an instructor's own page; only of a report for instructors
    a hidden check may be told."""
    assert set(EXPORTS) == set(FORMATS)
    a_course(course, SUITE)
    on_disk(here / "in", {"ann.py": THIEF, "eve/work.ipynb": (here / "work.ipynb").read_bytes()})
    (here / "roster.csv").write_text("author,name\nann,ann\neve,eve\n")
    words = ("--exercise", SLUG, "--course", course, "--out", "out", "--roster", "roster.csv")
    assert grade("batch", "in", *words, here=here, SECRET_TOKEN="CANARY").returncode in (0, 3)

    for name, (given, *more) in EXPORTS.items():
        if given:
            (here / "given").write_text(given, encoding="utf-8")
            more += ["--into", "given"]
        done = grade(
            "export", name, "--from", "out", "--course", course, "-o", f"made.{name}", "--scale", *more, here=here
        )
        assert done.returncode in (0, 3), done.stderr
        for text in texts_of(here / f"made.{name}"):
            assert "ann" in text or "STOLEN" in text or "testcase" in text
            assert [] == found(text), name


def texts_of(path):
    """A document's text, or those of all that it holds."""
    if not zipfile.is_zipfile(path):
        return [path.read_text(encoding="utf-8")]
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name).decode() for name in archive.namelist()]


def found(text):
    """Canaries, each with what stands around it."""
    return [text[max(0, hit.start() - 60) : hit.end() + 20] for hit in re.finditer(NEVER, text)]
