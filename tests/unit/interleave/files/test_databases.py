"""`sqlite3`: whose a connection is, who waits for a lock, and that each run begins anew. Nothing is proved of it."""

import gc
import itertools
import warnings

import pytest

from tests.support.programs import explored, outputs, timed

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True, scope="module")
def _what_programs_leave_open_is_theirs():
    """It is let go here, and not in the test of somebody else, whose warning it would be."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


THREADS = """
import sqlite3, threading
{first}
def work():
    {work}
ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
{last}
"""
ADD = """with lock:
        c = sqlite3.connect(path)
        (n,) = c.execute("select n from t").fetchone()
        c.execute("update t set n = ?", (n + 1,))
        c.commit()
        c.close()"""


@pytest.mark.parametrize(
    "use",
    [
        "con.execute('select 1')",
        "con.cursor()",
        "cur.execute('select 1')",
        "cur.fetchone()",
        "con.commit()",
        "con.close()",
    ],
)
def test_what_another_thread_has_made_cannot_be_used(use):
    first = "con = sqlite3.connect(':memory:')\ncur = con.cursor()"
    found = explored(THREADS.format(first=first, work=use, last=""))

    errors = {one.ending.detail for one in found.endings}
    assert all("SQLite objects created in a thread can only be used in that same thread" in error for error in errors)


@pytest.mark.parametrize("connect", ["check_same_thread=False", "5.0, 0, None, False"])
def test_unless_it_says_that_it_may(connect):
    found = explored(
        THREADS.format(first=f"con = sqlite3.connect(':memory:', {connect})", work="con.execute('select 1')", last="")
    )

    assert {"finished"} == {one.ending.kind for one in found.endings}
    assert "sqlite3" in found.proved


def test_each_run_begins_with_the_file_as_it_was(tmp_path):
    path = tmp_path / "numbers.db"
    first = f"path, lock = {str(path)!r}, threading.Lock()\ncon = sqlite3.connect(path)\ncon.execute('create table t (n)')\n"
    first += "con.execute('insert into t values (0)'); con.commit(); con.close()"
    last = "print(sqlite3.connect(path).execute('select * from t').fetchall())"
    found = explored(THREADS.format(first=first, work=ADD, last=last))

    assert {"[(2,)]\n"} == outputs(found)
    assert found.schedules > 1


def test_what_was_there_is_put_back_before_the_next_run(tmp_path):
    path = tmp_path / "notes.db"
    path.write_bytes(b"")
    found = explored(
        THREADS.format(
            first=f"con = sqlite3.connect({str(path)!r})\ncon.execute('create table t (n)')",
            work="pass",
            last="print('made')",
        )
    )

    assert {"made\n"} == outputs(found)


def test_who_finds_it_locked_waits_in_virtual_time(tmp_path):
    text = f"""
import sqlite3, threading, time
path = {str(tmp_path / "n.db")!r}
con = sqlite3.connect(path)
con.execute("create table if not exists t (n)")
con.commit()
def slow():
    c = sqlite3.connect(path, isolation_level=None)
    c.execute("begin immediate")
    time.sleep({{slow}})
    c.execute("commit")
def quick():
    time.sleep(0.5)
    sqlite3.connect(path).execute("insert into t values (1)")
    print("inserted")
ts = [threading.Thread(target=work) for work in (slow, quick)]
for t in ts: t.start()
for t in ts: t.join()
"""
    assert "inserted\n" == timed(text.format(slow=1)).stdout
    assert "database is locked" in timed(text.format(slow=60)).stderr


def test_other_errors_are_its_own():
    assert "no such table: t" in timed("import sqlite3\nsqlite3.connect(b':memory:').execute('select * from t')").stderr


BANK = """
import os, sqlite3, threading
if os.path.exists("bank.sqlite"): os.remove("bank.sqlite")
first = sqlite3.connect("bank.sqlite", isolation_level=None)
first.execute("create table account (balance int)")
first.execute("insert into account values (100)")
lock = threading.Lock()
def deposit():
    own = sqlite3.connect("bank.sqlite", isolation_level=None)
    {deposit}
    own.close()
ts = [threading.Thread(target=deposit) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
print(first.execute("select balance from account").fetchone()[0])
"""
READ_THEN_WRITE = """[(balance,)] = own.execute("select balance from account").fetchall()
    own.execute("update account set balance = ?", (balance + 10,))"""
IN_ONE_STATEMENT = 'own.execute("update account set balance = balance + 10")'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("deposit", "balances"),
    [
        (READ_THEN_WRITE, {"110", "120"}),
        (IN_ONE_STATEMENT, {"120"}),
        ("with lock:\n     " + READ_THEN_WRITE.replace("\n    ", "\n     "), {"120"}),
    ],
)
def test_what_is_read_and_then_written_may_be_lost(tmp_path, monkeypatch, deposit, balances):
    monkeypatch.chdir(tmp_path)
    found = explored(BANK.format(deposit=deposit))

    assert balances == {text.strip() for text in outputs(found)}
    assert not found.exhaustive


def test_a_story_tells_whose_statement_comes_between(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = explored(BANK.format(deposit=READ_THEN_WRITE)).endings
    [lost] = [one for one in found if one.ending.stdout == "110\n"]

    asking = [step.actor for step in lost.witness.steps if step.action == "asks the database"]
    assert "MainThread" not in asking, "what was done before there were others is no part of it"
    assert 3 == len([one for one, _ in itertools.groupby(asking)])


DATES = """
import sqlite3
from datetime import date, datetime
{first}
db = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES)
db.execute("create table t (day date, at timestamp)")
db.execute("insert into t values (?, ?)", (date(2020, 1, 2), datetime(2020, 1, 2, 3, 4, 5)))
print(db.execute("select * from t").fetchone() == (date(2020, 1, 2), datetime(2020, 1, 2, 3, 4, 5)))
print(*db.execute("select cast(day as text), cast(at as text) from t").fetchone())
"""


@pytest.mark.filterwarnings("ignore:The default:DeprecationWarning")  # from Python 3.12 on
@pytest.mark.parametrize(
    ("first", "kept"),
    [
        ("", "True\n2020-01-02 2020-01-02 03:04:05\n"),
        (
            "sqlite3.register_adapter(datetime, lambda at: at.isoformat(' ', 'milliseconds'))",
            "True\n2020-01-02 2020-01-02 03:04:05.000\n",
        ),
    ],
)
def test_dates_are_kept(first, kept):
    """The module goes by the class of what it is handed: a model's is the library's."""
    assert {kept} == outputs(explored(DATES.format(first=first)))


REMOVED = """
import os, sqlite3
def anew():
    if os.path.exists(path):
        os.remove(path)
    with sqlite3.connect(path) as db:
        db.execute("create table t (n int)")
    db.close()
    return os.path.getsize(path) > 0
print(anew(), anew(), os.path.exists(path))
"""


def test_a_file_that_is_removed_is_gone_for_the_database_too_and_what_it_writes_is_there(tmp_path):
    found = outputs(explored(f"path = {str(tmp_path / 'a.db')!r}" + REMOVED))

    assert {"True True True\n"} == found
