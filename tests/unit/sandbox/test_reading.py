"""What a worker says about a text, as claims and as a tree."""

import ast
import json
import signal
from pathlib import Path

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.errors import WorkerError
from grader.intake import Submission
from grader.sandbox import reading
from grader.sandbox.claims import Unreadable
from grader.sandbox.starting.launch import Fate
from grader.worker import reading as worker
from grader.worker.wire import WireError

SUBMISSION = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source="", digest="")
TEXTS = [
    "",
    "x = 1\n",
    '"""Doc."""\nimport a.b as c\nfrom . import d\n@d\nasync def f(a, /, b: int = 2, *c, d=..., **e) -> None:\n    await a\n',
    "x = [None, True, 1.5, 2j, b'\\xff', '\\ud800', 10**2, 123456789012345678901234567890, f'{x!r:>{y}}']\n",
    "match x:\n    case [1, *_] | {'a': b, **c} if d: pass\n    case A(b, c=d): pass\n",
    "try: pass\nexcept* E as e: pass\nfinally: pass\nlambda: (yield)\nx: int = 1\n",
]


def told(tree):
    return json.loads(json.dumps(tree))


@pytest.mark.parametrize("text", [*TEXTS, Path(ast.__file__).read_text(encoding="utf-8")])
def test_a_tree_arrives_as_it_was(text):
    arrived = reading.tree_in(told(worker.tree(text)))

    assert ast.dump(ast.parse(text), include_attributes=True) == ast.dump(arrived, include_attributes=True)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        [["Pass", [1, 0, 1, 4], {}]],
        [["Module", [None] * 4, {"body": [0]}]],
        [["Module", [None] * 4, {"body": [7]}]],
        [["Module", [None] * 4, {"body": [{"value": ["?"]}]}]],
        [["Module", [None] * 3, {}]],
        [["Module", [None] * 4]],
        [[1, [None] * 4, {}]],
    ],
)
def test_what_is_no_tree_is_forged(broken):
    with pytest.raises(WireError, match=r"^a (syntax tree|value) arrived"):
        reading.tree_in(broken)


@pytest.mark.parametrize("kind", ["TemplateOfTheFuture", "parse", "NodeVisitor"])
def test_a_node_that_this_python_does_not_know_is_no_fault_of_the_program(kind):
    with pytest.raises(WorkerError, match=f"the program's interpreter knows {kind}, and the judge's is too old for it"):
        reading.tree_in([[kind, [None] * 4, {}]])


def test_awaiting_at_the_top_of_a_cell_is_refused_with_advice():
    notebook = Submission("n.ipynb", "n.py", {"n.py": b""}, "", "", cells={"n.py": ()})
    hint = r" \(a notebook may await at the top of a cell, a program needs asyncio.run\(main\(\)\)\)"

    refusals = [
        worker.refusal(text, "n.py") for text in ("await f()", "[x async for x in f()]", "async with f(): pass")
    ]
    for refusal in refusals:
        refusal["line"] = None
        assert refusal["message"] == reading.refused(refusal, SUBMISSION).message
        with pytest.raises(Unreadable, match=hint):
            raise reading.refused(refusal, notebook)


@pytest.mark.parametrize(
    ("fate", "words"),
    [
        (Fate(limit="memory"), "Python needs too much memory to read the code"),
        (Fate(signal=signal.SIGXCPU), "Python takes too long to read the code"),
        (Fate(expired=True), "Python takes too long to read the code"),
        (Fate(signal=signal.SIGSEGV), "Python itself crashes when it reads the code"),
    ],
)
def test_a_text_that_ends_its_reader_is_refused(fate, words):
    assert f"SyntaxError: {words}" == reading.of_a_dead_reader(fate, False, SUBMISSION).rationale


@pytest.mark.parametrize(
    ("fate", "late", "words"),
    [
        (Fate(signal=signal.SIGKILL), True, "the machine was too busy"),
        (Fate(starved=True), False, "the machine was too busy"),
        (Fate(signal=signal.SIGKILL), False, "a worker is gone that read a program"),
        (Fate(exit_code=1, words="MemoryError"), False, "a worker is gone that read a program: MemoryError"),
        (Fate(), False, "a worker is gone that read a program"),
    ],
)
def test_a_reader_that_is_gone_for_no_reason_of_the_text_is_our_fault(fate, late, words):
    with pytest.raises(WorkerError, match=words):
        raise reading.of_a_dead_reader(fate, late, SUBMISSION)


def test_what_another_language_writes_is_told_in_python():
    submission = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source="x = 1\nx++\n", digest="")

    claim = reading.refused({"message": "invalid syntax", "line": 2, "type": "SyntaxError"}, submission)

    assert "`x += 1` adds one" in claim.advice
