"""The layers hold: `lint-imports` is part of the tests, so an editor's test run shows a breach."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_import_contracts_hold():
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout


def test_help_stays_quick():
    """Whatever `grade --help` imports, every command pays: the heavy libraries must not be among it."""
    heavy = {"pytest", "nbformat", "jinja2", "rich", "pydantic", "asyncio", "multiprocessing", "msgspec"}
    code = "import sys; import grader.cli.app; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert set() == heavy & set(done.stdout.split())


def test_the_judge_does_not_import_the_engine():
    """It needs the explorer's data types alone; the rest would cost it more than all that it imports of ours."""
    code = "import sys; import grader.judge.hearing; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert set() == {"greenlet", "grader.interleave.instrument", "grader.interleave.models"} & set(done.stdout.split())


def sources(*folders):
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def offences(pattern, paths):
    found = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(pattern, line.split("#")[0]):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    return found


def ours(*, but=()):
    """Everything of the program, without these parts of it: what is new is looked at unless somebody excepts it."""
    excepted = tuple(f"{ROOT / 'grader' / name}" for name in but)
    return [path for path in sources("grader") if not str(path).startswith(excepted)]


OUR_SIDE = ours(but=("interleave/", "worker/"))


def test_nothing_of_a_student_is_unpickled_or_evaluated_on_our_side():
    assert [] == offences(r"\b(pickle|remade|marshal|shelve)\b|(?<![.\w])(eval|exec)\(", OUR_SIDE)


def test_no_text_of_a_student_is_parsed_on_our_side():
    """It would kill us (`docs/design/decisions/0022-read-in-a-worker.md`). What is excepted reads authors' own files."""
    authors = (
        "authoring/",
        "judge/assertion.py",
        "judge/tripped.py",
        "judge/written.py",
        "batch/rescore.py",
        "sandbox/functions.py",
    )
    parsers = r"\b_?ast\.(parse|literal_eval)\b|\bimport _?ast as\b|\bfrom _?ast import\b[^\n]*\b(parse|literal_eval)\b|(?<![.\w])compile\(|\b(symtable|codeop|compileall|py_compile)\b"

    assert [] == offences(parsers, ours(but=("interleave/", "worker/", *authors)))


def test_nobody_changes_the_working_folder():
    assert [] == offences(r"\bchdir\(", OUR_SIDE)


def test_only_the_command_line_prints_exits_or_reads_the_environment():
    inner = [path for path in OUR_SIDE if "cli" not in path.parts]
    # A worker's environment is made from an allow-list here; nothing is decided by what stands in it.
    allowed = {"grader/sandbox/starting/command.py"}

    assert [] == offences(r"(?<![.\w])print\(|\bsys\.exit\(", inner)
    found = offences(r"\bos\.environ\b|\bos\.getenv\b", inner)
    assert [] == [line for line in found if line.split(":")[0] not in allowed]


def test_no_public_name_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "manager", "base", "misc", "common"}

    assert [] == [str(path) for path in sources("grader") if path.stem in drawers]


def test_the_doors_are_narrow():
    """Each package offers at most eight names at its door."""
    wide = {}
    for door in (ROOT / "grader").rglob("__init__.py"):
        listed = re.search(r"__all__ = \[(.*?)\]", door.read_text(encoding="utf-8"), re.DOTALL)
        names = re.findall(r'"\w+"', listed.group(1)) if listed else []
        if len(names) > 8:
            wide[str(door.relative_to(ROOT))] = len(names)

    assert {} == wide


def test_what_we_commit_names_no_place_of_this_machine():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    places = re.compile(r"/work" + r"/(main|shared)|/tmp/v\d|files\.python" + r"hosted|registry\.npm" + "js")
    found = []
    for name in filter(None, tracked):
        path = ROOT / name
        if path.is_file() and path.stat().st_size < 400_000 and path.suffix not in {".png", ".zip"}:
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [name] if places.search(text) else []

    assert [] == found
