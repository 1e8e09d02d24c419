"""The pages of `grade check`, as they look."""

import msgspec
import pytest

from grader.feedback.audience import INSTRUCTOR, readable, student
from grader.feedback.clean import cells
from grader.feedback.ink import Span, Style, line, written
from grader.feedback.terminal import Context, findings, page, summary
from grader.report import Explored, RowResult, Visibility
from tests.support.gallery import a_long_race, many_checks, philosophers
from tests.support.reports import NOW, a_check, a_deadlock, a_lost_update, a_race, a_report, at

NAME_ERROR = "NameError: name 'Processes' is not defined. Did you mean: 'processes'?"


def shown(report, *, width=80, reader=INSTRUCTOR, lines=None, **more):
    style = Style(width=width, colour=more.pop("colour", False), encoding=more.pop("encoding", "utf-8"))
    lines = lines or {}
    context = Context(
        style=style,
        source=lambda place: lines.get((place.cell, place.line), ""),
        **{"file": "add_lock.py", **more},
    )
    return page(readable(report, reader), context)


def the_designs_report(**more):
    return a_report(
        a_check(),
        a_lost_update(),
        a_check("Run as a script, the program ends with the value 2.", worth=3.0),
        **more,
    )


def test_full_marks(snapshot):
    assert snapshot == shown(a_report(a_check(), a_check("It ends.", worth=3.0)))


def test_a_race(snapshot):
    assert snapshot == shown(the_designs_report())


@pytest.mark.parametrize("width", [40, 60, 120, 200])
def test_other_widths(snapshot, width):
    assert snapshot == shown(the_designs_report(), width=width)


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("story", ["a deadlock", "five philosophers", "a long race"])
def test_stories(snapshot, story, width):
    stories = {"a deadlock": a_deadlock(), "five philosophers": philosophers(5), "a long race": a_long_race()}

    assert snapshot == shown(a_report(a_lost_update(stories[story])), width=width)


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_line_is_wider_than_the_screen(width, encoding):
    """Apart from the command to replay a schedule, which stays whole to be copied."""
    stories = a_deadlock(), philosophers(5), philosophers(12), a_long_race(), a_race()
    text = shown(a_report(*many_checks(12), *map(a_lost_update, stories)), width=width, encoding=encoding)
    lines = [line for line in text.splitlines() if "grade replay" not in line]

    assert [] == [line for line in lines if cells(line) > width]


def test_in_colour(snapshot):
    assert snapshot == shown(the_designs_report(), colour=True)


def test_a_screen_without_signs(snapshot):
    assert snapshot == shown(the_designs_report(), encoding="ascii")


def test_a_deadlock(snapshot):
    check = a_check(
        "Two transfers in opposite directions both end.",
        outcome="failed",
        worth=4.0,
        rationale="Deadlock: nobody can go on. Found in the 3rd order tried.\nThread-1 waits for lock_b (line 9).",
        witness=a_deadlock(),
        hint="Let every transfer take the two locks in the same order.",
    )

    assert snapshot == shown(a_report(check))


def test_an_error_quotes_the_line(snapshot):
    check = a_check("Every process is started and joined.", outcome="failed", rationale=NAME_ERROR, location=at(19))

    assert snapshot == shown(a_report(check), lines={(None, 19): "    Processes.append(p)"})


def test_a_notebook_names_cell_and_line(snapshot):
    check = a_check(
        "Every process is started.",
        outcome="failed",
        rationale=NAME_ERROR,
        location=at(3, cell=4, file="my work.ipynb"),
    )
    race = a_lost_update(a_race(cell=4))

    report = a_report(check, race, entry="my work.ipynb", notices=("cell 2, line 1: %matplotlib was left out",))

    assert snapshot == shown(report, lines={(4, 3): "Processes.append(p)"}, file="my work.ipynb")


def test_the_same_mistake_is_told_once():
    same = {"outcome": "failed", "rationale": NAME_ERROR, "location": at(19), "hint": "Look at the name."}
    text = shown(a_report(a_check("One.", **same), a_check("Two.", **same)))

    assert 1 == text.count("Hint:")
    assert "As above: NameError" in text


def test_an_explanation_and_a_story_of_a_given_program(snapshot):
    """Right or wrong, the answer is explained; a schedule of another program than the submission has no command."""
    why = "Both threads may read 0 before either writes 1, and then one addition is lost."
    story = msgspec.structs.replace(a_race(), token="")
    right = a_check("Question 1.", explanation=why)
    wrong = a_check(
        "Question 2.", outcome="failed", rationale="It can also end with 1.", witness=story, explanation=why
    )

    assert snapshot == shown(a_report(right, wrong))


def test_hidden_checks_as_a_student(snapshot):
    report = the_designs_report()
    hidden = msgspec.structs.replace(report.checks[1], visibility=Visibility.AFTER_DUE_DATE)
    report = msgspec.structs.replace(report, checks=(report.checks[0], hidden, report.checks[2]))

    assert snapshot == shown(report, reader=student(due=None, now=NOW))


def broken():
    check = a_check(
        "It ends.",
        outcome="broken",
        rationale="the check itself failed: NameError: name 'prgram' is not defined",
        detail="test_suite.py:12: in test_it_ends\n    assert prgram.x\nNameError: name 'prgram' is not defined",
    )
    return a_report(a_check(), check, outcome="withheld", reason="It ends.: the check itself failed", fault="course")


def test_a_broken_suite_as_an_instructor(snapshot):
    assert snapshot == shown(broken())


def test_a_broken_suite_as_a_student(snapshot):
    assert snapshot == shown(broken(), reader=student(due=None, now=NOW))


def test_a_refused_delivery(snapshot):
    report = a_report(outcome="withheld", reason="my work.ipynb is no notebook: it is empty", fault="delivery")

    assert snapshot == shown(report)


def test_held_for_review(snapshot):
    report = a_report(outcome="withheld", reason="Held for review.", review=("frame 7 has no seal",), fault="review")

    assert snapshot == shown(report)


def test_all_the_other_outcomes(snapshot):
    report = a_report(
        a_check(
            "Ends by itself.",
            outcome="timed_out",
            rationale="It was still running after 200,000 steps.",
            location=at(7),
        ),
        a_check("Survives deep recursion.", outcome="crashed"),
        a_check("Prints the value.", outcome="skipped", rationale="Skipped until this is right: “Ends by itself.”"),
        a_check("Half of it.", outcome="failed", points=1.0, rationale="2 of 4 values are right."),
        a_check("With style.", worth=1.0, bonus=True),
        a_check("You used 2 threads.", worth=0.0, rationale="No points; only so that you know."),
        author="ada",
    )

    assert snapshot == shown(report)


def test_one_check_by_itself():
    """For lists that have headlines of their own, as those of an LMS have."""
    same = {"outcome": "failed", "rationale": NAME_ERROR, "location": at(19)}
    first, second = a_check("One.", **same), a_check("Two.", **same, hint="Look.")
    report = a_report(a_check(), first, second)
    context = Context(Style())

    assert "" == findings(a_check(), report, context)
    assert f"   {NAME_ERROR}\n   line 19\n" == findings(first, report, context)
    assert ["   As above: NameError: name 'Processes' is not defined. Did you mean:", "   'processes'?"] == (
        findings(second, report, context, (first,)).splitlines()
    )


def test_a_deadlock_of_a_plain_run(snapshot):
    stuck = "Deadlock: nobody can go on.\nMainThread waits for the end of Thread-1 (line 30).\nThread-1 waits for room in q (line 8)."

    assert snapshot == shown(
        a_report(a_check("It ends.", outcome="failed", rationale=stuck, location=at(8), hint="Who takes?"))
    )


def test_a_kit(snapshot):
    report = a_report(a_check(), notices=("Only the examples ran; hidden checks remain.",))

    assert snapshot == shown(report)


def test_more_is_said_when_asked(snapshot):
    proved = Explored(schedules=12, proved="No order of the 9 shared steps fails.", controlled=True)
    report = a_report(a_check(explored=proved), a_lost_update(detail="assert end.values['database_value'] == 2"))

    assert snapshot == shown(report, verbose=True)


def test_a_seed_is_named_to_whom_it_is_told():
    report = a_report(a_check(), seed=5)

    assert "seed 5;" in shown(report, verbose=True)
    assert "seed" not in shown(report, reader=student(due=None, now=NOW), verbose=True)


def test_lack_of_control_is_said_without_being_asked():
    loose = Explored(schedules=3, proved="Not fully controlled, line 4: ctypes", controlled=False)

    assert "Not fully controlled, line 4: ctypes (3 orders tried)" in shown(a_report(a_check(explored=loose)))


def test_that_timeouts_were_long_enough_is_said_once_where_a_pass_rests_on_it():
    rests = Explored(schedules=3, proved="All (timeouts fire last).", controlled=True, patient=True)
    other = Explored(schedules=3, proved="All.", controlled=True)
    passed, again, none = a_check("A.", explored=rests), a_check("B.", explored=rests), a_check("C.", explored=other)
    failed = a_check("D.", outcome="failed", rationale="It printed 3.", explored=rests)
    said = "   Timeouts fired only when nobody else could go on; in life they may sooner."

    assert shown(a_report(none, failed, passed, again)).splitlines().count(said) == 1
    assert said not in shown(a_report(none, failed))
    assert said not in shown(a_report(passed), verbose=True)  # there the premise stands with what was proved


def test_it_is_said_beside_what_was_proved_where_that_does_not_say_it():
    rests = Explored(schedules=3, proved="Nothing is proved: 3 were tried.", controlled=True, patient=True)
    loose = msgspec.structs.replace(rests, controlled=False)
    said = "tried) Timeouts fired only when nobody else could go on; in life they may sooner."

    assert said in " ".join(shown(a_report(a_check(explored=rests)), verbose=True).split())
    assert said in " ".join(shown(a_report(a_check(explored=loose))).split())


def test_nothing_of_a_submission_commands_the_terminal():
    evil = "\x1b[2J\x9b1;1H\u202e"
    check = a_check(outcome="failed", rationale=f"printed {evil}", location=at(3), hint=evil, detail=evil)
    text = shown(
        a_report(check, notices=(evil,), author=evil),
        lines={(None, 3): evil},
        file=f"{evil}.py",
        verbose=True,
    )

    assert not set("\x1b\x9b\u202e") & set(text)


def test_several_exercises_end_with_a_table(snapshot):
    reports = [
        a_report(a_check(), exercise="fix-typo"),
        the_designs_report(),
        a_report(exercise="guard-main", outcome="withheld", reason="…"),
    ]

    assert snapshot == summary(reports, Style())


def test_files_far_away_are_told_apart_by_how_their_paths_end():
    table = summary([a_report()] * 2, Style(width=60), names=[f"add-lock  /{'far/' * 20}{name}.py" for name in "ab"])

    assert ["/a.py", "/b.py"] == [line.split()[1][-5:] for line in table.splitlines()[:2]]


ROWS = (
    RowResult(python="3.11", start_method="fork"),
    RowResult(python="3.13t", start_method="fork", lost=("test_one_call_of_increase()",)),
    RowResult(python="3.14", start_method="fork", absent="Python 3.14 is not on this machine"),
)


@pytest.mark.parametrize("width", [40, 80])
def test_a_report_of_several_rows(snapshot, width):
    assert snapshot == shown(a_report(a_check(), rows=ROWS), width=width)


@pytest.mark.parametrize(("outcome", "first"), [("failed", True), ("passed", False)])
def test_where_nothing_passed_a_note_comes_first(outcome, first):
    """It may say that the file is empty, or the answer to something else."""
    text = shown(a_report(a_check("One.", outcome=outcome), notices=("It is empty.",)))

    assert first == (text.index("Note: It is empty.") < text.index("One."))


def test_whoever_forgets_to_clean_a_span_commands_nothing():
    assert "\\x1b[2Jgone\n" == written([line(Span("\x1b[2Jgone", "plain"))], Style())
