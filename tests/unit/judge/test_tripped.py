"""A check that falls over what the program gave back: whose fault it is, the references say."""

from dataclasses import replace
from textwrap import dedent
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from grader import judge
from grader.intake import bounds
from grader.intake.bundle import Bundle
from grader.judge import Job, Setting, stream, tripped
from grader.sandbox.pointers.advice import for_error
from tests.support.courses import SLUG, Sandboxes, a_course, a_run, a_submission, checks_in

_HEADER = "import json\nimport pytest\nfrom itertools import islice\n\ndef helper(found):\n    return len(found)\n\ndef test_it(run):\n"


def said_of(tmp_path, text, **told):
    """What is said of a check with these lines, which fall over what a run of the program left."""
    file = tmp_path / "test_it.py"
    file.write_text(_HEADER + "".join(f"    {line}\n" for line in dedent(text).strip().splitlines()), "utf-8")
    space = {"__name__": "test_it", "__file__": str(file)}
    exec(compile(file.read_text("utf-8"), str(file), "exec"), space)
    with pytest.raises(Exception) as raised:
        space["test_it"](a_run(**told))
    return tripped.said(raised.value, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "len(run.signal)",
        "run.signal.group(1)",
        "found = run.signal\nfound[0]",
        "found = run.signal\nfound + 1",
        "run.signal()",
        "for one in run.signal:\n    pass",
        "[one for one in run.signal]",
        "sum(1 for one in run.signal)",
        "first, second = run.stdout.split()",
        "run.stdout.split()[3]",
        "int(run.stdout)",
        "sorted(run.signal)",
        "list(islice(run.signal, 3))",
        "json.loads(run.stdout)",
        "with open(__file__) as file:\n    len(run.signal)",
        "for line in run.stdout.splitlines():\n    int(line)",
        "-run.signal",
        "total = run.exit_code + 1\ntotal.value",
        "node = run.args\nwhile True:\n    node = node.next",
        "(-run.exit_code).value",
        "pytest.raises(run.signal)",
        "with pytest.raises((ValueError, run.signal)):\n    pass",
        "try:\n    1 / 0\nexcept run.signal:\n    pass",
    ],
)
def test_what_a_check_does_with_a_value_of_the_programs(tmp_path, text):
    assert said_of(tmp_path, text, stdout="a") is not None


def test_two_values_that_hold_themselves_cannot_be_compared(tmp_path):
    ring, other = [], []
    ring.append(ring)
    other.append(other)

    said = said_of(tmp_path, "run.args == run.stdin", args=ring, stdin=other)

    assert said is not None
    assert said.startswith("RecursionError: ")


@pytest.mark.parametrize(
    "text",
    [
        "len(None)",
        "found = run.signal\nfound = None\nlen(found)",
        "found = run.signal or None\nlen(found)",
        "helper(run.signal)",
        "node = [1]\nwhile True:\n    node = node[1:]\n    node[0]",
        "{'b': 1}[run.stdout]",
        "[1][run.exit_code + 7]",
        "raise ValueError(run.stdout)",
        "assert run.stdout == 'b'",
        "nobody_knows(run.stdout)",
        "1 / run.exit_code",
        "def first(words):\n    words = words[1:]\n    return words[0]\nfirst([1])",
        "global shared\nshared = run.signal\nlen(shared)",
    ],
)
def test_what_may_be_the_suites_own_fault_stays_so(tmp_path, text):
    assert said_of(tmp_path, text, stdout="a") is None


def test_what_is_quoted_is_short_and_the_same_every_time(tmp_path):
    assert 350 > len(said_of(tmp_path, "float(run.stdout)", stdout="a" * 9_000))
    assert "at 0x>" in said_of(tmp_path, "dict(enumerate(run.stdout))[object()]", stdout="a")


SUITE = '''
    from grader.suite import points

    @points(1)
    def test_words(submission):
        """Three words are printed."""
        run = submission.run()
        assert run.stdout.split()[2] == "c"

    @points(1)
    def test_after(submission):
        """Something is printed."""
        assert submission.run().stdout
    '''


def judged(tmp_path, printed, *references, suite=SUITE):
    """What becomes of a program that prints this, where references print that."""

    def sandbox(text):
        run = a_run(stdout=text)
        return Sandboxes(lambda **_: SimpleNamespace(run=lambda: run, last_run=run))

    course = a_course(tmp_path, suite)
    right = [(a_submission(f"print({text!r})"), sandbox(text)) for text in references]
    setting = judge.Setting(course, course.exercise(SLUG))
    evidence = judge.run(setting, Job(a_submission(), sandbox(printed), seed=7, references=lambda: right))
    return {id.rpartition("::")[2]: check for id, check in checks_in(evidence).items()}


def test_what_a_reference_passes_is_lost(tmp_path):
    found = judged(tmp_path, "a b", "a b c")

    assert "failed" == found["test_words"]["outcome"]
    assert None is found["test_words"]["fault"]
    told = "What your program gives back is not what this check needs. IndexError: list index out of range"
    assert told == found["test_words"]["rationale"]
    assert "[2]" in found["test_words"]["detail"]
    assert "passed" == found["test_after"]["outcome"]


@pytest.mark.parametrize("references", [(), ("a b",), ("a b c", "a b"), ("a b d",)])
def test_what_no_reference_passes_or_not_each_is_withheld(tmp_path, references):
    found = judged(tmp_path, "a b", *references)

    assert ("broken", "course") == (found["test_words"]["outcome"], found["test_words"]["fault"])
    assert "passed" == found["test_after"]["outcome"]


def test_what_a_suite_remembers_of_a_reference_reaches_no_check(tmp_path):
    suite = """
        import pytest
        from grader.suite import points

        seen = []

        @pytest.fixture(scope="module")
        def box():
            return []

        @points(1)
        def test_words(submission, box):
            run = submission.run()
            box.append(1)
            seen.append(run.stdout)
            assert run.stdout.split()[2] == "c"

        @points(1)
        def test_after(box):
            assert box == [1]
            assert seen == ["a b"]
        """
    found = judged(tmp_path, "a b", "a b c", suite=suite)

    assert {"test_words": "failed", "test_after": "passed"} == {id: check["outcome"] for id, check in found.items()}


def test_after_one_that_falls_no_other_reference_is_heard(tmp_path):
    course, asked = a_course(tmp_path, SUITE), []

    def references():
        for text in ("a b", "a b c"):
            asked.append(text)
            run = a_run(stdout=text)
            yield a_submission(), Sandboxes(lambda run=run, **_: SimpleNamespace(run=lambda: run, last_run=run))

    judge.run(judge.Setting(course, course.exercise(SLUG)), Job(*next(references()), seed=7, references=references))

    assert ["a b", "a b"] == asked


def test_a_reference_that_cannot_be_handed_in_proves_nothing_and_ends_nothing(tmp_path):
    exercise = a_course(tmp_path / "other", SUITE).exercise(SLUG)
    right = [Bundle("reference", {"main.py": text}, "main.py") for text in (b"", b"#" * (bounds.SOURCE_BYTES + 1))]

    assert [] == list(judge.references(exercise, Mock(), right))
    assert 1 == len(list(judge.references(exercise, Mock(), right[:1])))


def test_what_was_proved_before_needs_no_reference(tmp_path):
    """An appeal has none."""
    course, run = a_course(tmp_path, SUITE), a_run(stdout="a b")
    sandbox = Sandboxes(lambda **_: SimpleNamespace(run=lambda: run, last_run=run))
    found: list = []
    setting, job = Setting(course, course.exercise(SLUG)), Job(a_submission(), sandbox, 7)
    stream(setting, [job], found.append)
    stream(setting, [replace(job, sound=frozenset({"test_words"}))], found.append)

    assert ["broken", "failed"] == [checks_in(one)["test_words"]["outcome"] for one in found]


def test_what_needs_it_waits_for_the_program(tmp_path):
    suite = SUITE.replace("def test_after", '@needs("test_words")\n    def test_after').replace(
        "points\n", "needs, points\n", 1
    )

    found = judged(tmp_path, "a b", "a b c", suite=suite)

    assert "skipped" == found["test_after"]["outcome"]
    assert None is found["test_after"]["fault"]


def test_what_the_suite_leaves_undone_besides_is_its_fault(tmp_path):
    suite = SUITE.replace(
        "from grader.suite import points",
        """import pytest
    from grader.suite import points

    @pytest.fixture(autouse=True)
    def afterwards(submission):
        yield
        if submission.run().stdout == "a b":  # a reference is rid of both
            raise OSError("no such thing")""",
    )

    found = judged(tmp_path, "a b", "a b c", suite=suite)

    assert "broken" == found["test_words"]["outcome"]


@pytest.mark.parametrize("text", ["len(found) == 7", "a, b = found", "found[0]", "for one in found: pass"])
def test_what_gives_back_nothing_is_told_where_that_comes_from(text):
    with pytest.raises(TypeError) as raised:
        exec(text, {"found": None})

    assert "comes to no `return`" in for_error("TypeError", str(raised.value))
