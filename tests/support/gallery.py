"""Every kind of page that people meet, made by hand: what the pages' tests look at, and a gallery for the eye.

`python -m tests.support.gallery FOLDER` writes all of them as files.
"""

import sys
from functools import cache
from pathlib import Path

from grader.feedback import exploration_html
from grader.feedback.html import Sheet, page
from grader.report import Explored, Visibility, Witness
from tests.support.reports import (
    a_check,
    a_deadlock,
    a_lost_update,
    a_race,
    a_report,
    a_step,
    an_ending,
    an_exploration,
    at,
)

PROGRAM = '''"""Two threads add one to a shared value."""
import time
from threading import Lock, Thread

database_value = 0


def increase():
    global database_value
    lock = Lock()  # a new one in each call
    with lock:
        local_copy = database_value
        local_copy += 1
        time.sleep(0.1)
        database_value = local_copy


if __name__ == "__main__":
    threads = [Thread(target=increase) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"end value {database_value}")
'''

HOSTILE = "</td></table></style><script>alert(1)</script><img src=//evil onerror=x>\x1b[2J\u202e{{ 7*7 }}`\u2028&lt;"
RIGHT_TO_LEFT = "سارة بنت محمد العبد الله"

SYNTAX_ERROR = "SyntaxError: '(' was never closed"


def lines_of(text, *, file="add_lock.py", cell=None):
    """A program as a page takes it."""
    return {(file, cell, number): line for number, line in enumerate(text.splitlines(), 1)}


def philosophers(count):
    """So many philosophers, each holding the left fork and waiting for the right one, and a main thread for them all."""
    names = [f"Thread-{n + 1} (dine)" for n in range(count)]
    take = [
        a_step(name, 13, "with left:", "acquires", f"forks[{n}]", holds=(f"forks[{n}]",))
        for n, name in enumerate(names)
    ]
    wait = [
        a_step(
            name, 14, "    with right:", "waits for", f"forks[{(n + 1) % count}]", holds=(f"forks[{n}]",),
            decisive=True, note=f"{names[(n + 1) % count]} holds it",
        )
        for n, name in enumerate(names)
    ]  # fmt: skip
    starts = [a_step("MainThread", 20, "t.start()", "starts", name) for name in names]
    ends = a_step("MainThread", 22, "t.join()", "waits for the end of", names[0], decisive=True, note="waits for ever")
    return Witness(token="PH1L-0505-77", steps=(*starts, *take, ends, *wait))


def a_long_race(rounds=40):
    """A loop in two processes that goes well for a while, loses an update, and goes well again."""
    one, two = "Process-1", "Process-2"
    steps = []
    for number in range(rounds):
        read = ("number.value += 1", "reads", "number.value", str(number))
        write = ("number.value += 1", "writes", "number.value", str(number + 1))
        steps += [a_step(one, 11, "with lock:", "acquires", "lock"), a_step(one, 12, *read, holds=("lock",))]
        if number == rounds // 2:
            steps += [a_step(two, 11, "with lock:", "acquires", "lock"), a_step(two, 12, *read, holds=("lock",))]
        steps.append(a_step(one, 12, *write, holds=("lock",)))
        if number == rounds // 2:
            note = f"overwrites {one}'s {number + 1}"
            steps += [
                a_step(two, 12, *write, holds=("lock",), decisive=True, note=note),
                a_step(two, 11, "with lock:", "releases", "lock"),
            ]
        steps.append(a_step(one, 11, "with lock:", "releases", "lock"))
    return Witness(token="L0NG-" * 70, steps=tuple(steps))


def many_checks(count):
    """A suite of many checks with every kind of outcome."""
    kinds = [
        {"outcome": "passed"},
        {"outcome": "failed", "rationale": "Expected 3, but got 2.", "location": at(12)},
        {"outcome": "skipped", "rationale": "Skipped until this is right: “Check 2.”"},
        {"outcome": "timed_out", "rationale": "It was still running after 200,000 steps.", "location": at(14)},
        {"outcome": "crashed"},
        {"outcome": "failed", "points": 1.0, "rationale": "2 of 4 values are right."},
    ]
    return [a_check(f"Check {n + 1}.", id=f"test_{n}", **kinds[n % len(kinds)]) for n in range(count)]


def pages():
    """The name of each page, with the sheets on it."""
    plain = lines_of(PROGRAM)
    name_error = a_check(
        "Every process is started and joined.", outcome="failed", location=at(12), hint="Look at the `name`.",
        rationale="NameError: name 'Processes' is not defined. Did you mean: 'processes'?",
    )  # fmt: skip
    loose = Explored(schedules=3, proved="Not fully controlled, line 4 uses ctypes.", controlled=False)
    deadlock = a_check(
        "Nobody waits for ever.", outcome="failed", rationale="Deadlock: nobody can go on. Found in the 3rd order tried.",
        witness=a_deadlock(), location=at(9), hint="Let everybody take the two locks in the same order.",
    )  # fmt: skip
    dining = a_check(
        "Nobody starves.",
        outcome="failed",
        rationale="Deadlock: nobody can go on.\nFive wait.",
        witness=philosophers(5),
    )
    three = a_check(
        "Three dine.", outcome="failed", rationale="Deadlock: nobody can go on.\nThree wait.", witness=philosophers(3)
    )
    cells = lines_of("import time\nx = 1", file="work.ipynb", cell=1) | lines_of(PROGRAM, file="work.ipynb", cell=3)
    notebook = a_report(
        a_check("It runs.", outcome="failed", rationale="TypeError: 'int' object is not callable",
                location=at(12, file="work.ipynb", cell=3)),
        a_lost_update(in_cell(a_race(cell=3))),
        entry="work.ipynb", notices=("cell 2, line 1: %matplotlib was left out",),
    )  # fmt: skip
    evil = a_check(
        HOSTILE, id=HOSTILE, outcome="failed", rationale=HOSTILE, hint=HOSTILE, location=at(1, file=HOSTILE),
        detail=HOSTILE, witness=hostile_witness(),
    )  # fmt: skip
    review = {"outcome": "withheld", "reason": "Held for review.", "fault": "review"}
    long = lines_of("\n".join(f"def f{n}():  # {'x' * (n % 90)}\n    return {n}" for n in range(150)))
    return {
        "full marks": [Sheet(a_report(a_check(), a_check("It ends.", worth=3.0)), plain)],
        "race": [Sheet(a_report(a_check(), a_lost_update(location=at(14)), author="ada"), plain, name="Ada Lovelace")],
        "deadlock": [Sheet(a_report(deadlock, a_check("It ends.", outcome="failed", rationale=deadlock.rationale)), plain)],
        "philosophers": [Sheet(a_report(dining, three), plain)],
        "long story": [Sheet(a_report(a_lost_update(a_long_race())), plain)],
        "name error": [Sheet(a_report(name_error, a_check(outcome="failed", rationale=name_error.rationale, location=at(12)),
                                      a_check(explored=loose)), plain, remarks=("2 days late: 2 points are taken off.",))],
        "notebook": [Sheet(notebook, cells)],
        "fifty checks": [Sheet(a_report(*many_checks(50)), plain)],
        "long program": [Sheet(a_report(a_check(outcome="failed", rationale="No.", location=at(210))), long)],
        "withheld": [Sheet(a_report(a_check(), a_check("It ends.", outcome="broken", rationale="The check itself failed."),
                                    outcome="withheld", reason="This could not be graded, and that is not your fault."), plain)],
        "held for review": [Sheet(a_report(**review, review=("frame 7 has no seal",)), plain)],
        "syntax error": [Sheet(a_report(a_check(outcome="failed", rationale=SYNTAX_ERROR, location=at(2))),
                               lines_of("import time\nprint('a'\nx = '''"))],
        "right to left": [Sheet(a_report(a_lost_update(location=at(2)), author="student-17", entry="עבודה.py"),
                                lines_of("# שלום עולם\nprint('مرحبا')  # סוף"), name=RIGHT_TO_LEFT)],
        "hostile": [Sheet(a_report(evil, exercise=HOSTILE, entry=HOSTILE, author=HOSTILE, notices=(HOSTILE,),
                                   review=(HOSTILE,), outcome="withheld", reason=HOSTILE),
                          {(HOSTILE, None, 1): HOSTILE}, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,))],
        "empty": [Sheet(a_report(), {})],
        "nothing printed": [Sheet(a_report(a_check(outcome="failed", rationale="The program printed nothing.")), lines_of(""))],
        "hidden": [Sheet(a_report(a_check(visibility=Visibility.HIDDEN)), plain)],
        "three exercises": [Sheet(a_report(a_check(), exercise="fix-typo"), plain), Sheet(a_report(deadlock), plain),
                            Sheet(a_report(exercise="guard-main", outcome="withheld", reason="Not your fault."), {})],
    }  # fmt: skip


def in_cell(witness):
    """The same steps, in the notebook's file."""
    return Witness(
        token=witness.token,
        steps=tuple(a_step(s.actor, s.line, s.source, s.action, s.target, s.value, file="work.ipynb", cell=s.cell,
                           decisive=s.decisive, note=s.note) for s in witness.steps),
    )  # fmt: skip


def hostile_witness():
    """Steps whose every text is hostile."""
    return Witness(
        token="T0K3-N",
        steps=(
            a_step(HOSTILE, 1, HOSTILE, "acquires", HOSTILE, file=HOSTILE, holds=(HOSTILE,)),
            a_step(
                "B", 1, HOSTILE, "waits for", HOSTILE, HOSTILE, file=HOSTILE, decisive=True, note=f"{HOSTILE} holds it"
            ),
        ),
    )


def an_exploration_of_many_endings():
    """More endings than are told, with what is long, hostile and stuck among them."""
    finished = [an_ending(f"end value {n}\n{HOSTILE}\n", witness=a_race(), schedules=n) for n in range(1, 12)]
    stuck = an_ending("x" * 300, kind="deadlock", exit_code=None, detail="Deadlock.", witness=a_deadlock())
    failed = an_ending(kind="exception", exit_code=1, detail=f"E: {HOSTILE}", witness=a_long_race())
    return an_exploration(*finished, stuck, failed)


@cache
def written():
    """The name of each page, with its HTML."""
    explored = exploration_html.page(an_exploration_of_many_endings(), file=HOSTILE)
    checked = {name: page(sheets, heading="Processes and threads") for name, sheets in pages().items()}
    return {**checked, "exploration": explored}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for title, text in written().items():
        (folder / f"{title.replace(' ', '-')}.html").write_text(text, encoding="utf-8")
