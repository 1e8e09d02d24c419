"""Files of a program live in memory while it is explored, and on the disk once it really ran."""

from pathlib import Path

import pytest

from grader.interleave.explore import explore
from grader.interleave.models.files import disk
from grader.interleave.models.files.opened import line_ends
from grader.interleave.program import Program, Script, Search
from grader.interleave.timed import run_timed
from tests.support.brute_force import random_schedules
from tests.support.programs import explored, outputs, program

COUNTER = """
    import threading
    lock = threading.Lock()
    with open("count.txt", "w") as f: f.write("0")
    def add():
        {guard}
            with open("count.txt") as f: n = int(f.read())
            with open("count.txt", "w") as f: f.write(str(n + 1))
    ts = [threading.Thread(target=add) for _ in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
    print(open("count.txt").read())
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_counter_in_a_file_loses_an_update():
    found = explored(COUNTER.format(guard="if True:"))

    assert {"1\n", "2\n"} <= outputs(found)
    assert found.controlled


def test_with_a_lock_it_is_proved():
    found = explored(COUNTER.format(guard="with lock:"))

    assert {"2\n"} == outputs(found)
    assert found.exhaustive


def test_a_search_leaves_nothing_behind():
    explored(COUNTER.format(guard="with lock:"))

    assert [] == list(Path.cwd().iterdir())


def test_a_single_run_leaves_what_the_program_wrote(tmp_path):
    text = "f = open('a.txt', 'w')\nf.write('left open')\nopen('b.txt', 'w').write('x')\nimport os\nos.replace('b.txt', 'c.txt')\n"
    Path("d.txt").write_text("old")
    ending = run_timed(Program(folder=str(tmp_path), entry="p.py", sources={"p.py": text + "os.remove('d.txt')\n"}))

    assert ("finished", ()) == (ending.kind, ending.escapes)
    assert {"a.txt": "left open", "c.txt": "x"} == {p.name: p.read_text() for p in Path.cwd().iterdir()}


def test_what_is_on_the_disk_can_be_read():
    Path("given.txt").write_bytes(b"one\ntwo\n")

    assert {"['one\\n', 'two\\n'] 8 True\n"} == outputs(
        explored("import os\nprint(list(open('given.txt')), os.path.getsize('given.txt'), os.path.isfile('given.txt'))")
    )


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("open('missing.txt')", "FileNotFoundError"),
        ("open('no/such/folder.txt', 'w')", "FileNotFoundError"),
        ("open('a.txt', 'w'); open('a.txt', 'x')", "FileExistsError"),
        ("open('a.txt', 'q')", "ValueError"),
        ("open('a.txt', 'w').read()", "UnsupportedOperation"),
        ("open('a.txt', 'w').close(); open('a.txt').write('x')", "UnsupportedOperation"),
        ("import os; os.remove('missing.txt')", "FileNotFoundError"),
        ("import os; os.replace('missing.txt', 'a.txt')", "FileNotFoundError"),
        ("import os; os.path.getsize('missing.txt')", "FileNotFoundError"),
    ],
)
def test_what_life_refuses_is_refused(act, said):
    (found,) = explore(Program(folder="", entry="p.py", sources={"p.py": act}), Script()).endings

    assert "exception" == found.ending.kind
    assert said == found.ending.actors[0].trouble.type


def test_positions_and_modes_are_those_of_life():
    text = """
with open("a.txt", "w+") as f:
    f.write("hello world"); f.seek(6); print(f.read(), f.tell())
    f.seek(2); f.truncate(); f.seek(0); print(f.read())
with open("a.txt", "a+") as f:
    f.write("!"); f.seek(0); print(f.read())
with open("a.txt", "r+b", 0) as f:
    f.seek(5); f.write(b"x"); f.seek(-2, 2); print(f.read(), f.readable(), f.writable(), f.seekable())
"""
    (found,) = explored(text).endings

    assert "world 11\nhe\nhe!\nb'\\x00x' True True True\n" == found.ending.stdout


THROUGH_PATHS = """
    import pathlib, tempfile, threading
    lock = threading.Lock()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "count.txt")
        path.write_text("0")
        def add():
            {guard}
                path.write_text(str(int(path.read_text()) + 1))
        ts = [threading.Thread(target=add) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
        print(path.read_text(), path.is_file(), path.parent.is_dir())
    print(path.exists(), path.parent.exists())
"""


def test_paths_and_temporary_folders_are_files_like_others():
    proved = explored(THROUGH_PATHS.format(guard="with lock:"))
    raced = explored(THROUGH_PATHS.format(guard="if True:"))

    assert ({"2 True True\nFalse False\n"}, True, ()) == (outputs(proved), proved.exhaustive, proved.escapes)
    assert {"1 True True\nFalse False\n", "2 True True\nFalse False\n"} <= outputs(raced)
    assert not list(Path.cwd().iterdir())


def test_what_is_temporary_is_each_actors_own_and_goes_when_it_is_closed():
    found = explored("""
        import os, tempfile, threading
        names = []
        def work():
            with tempfile.NamedTemporaryFile("w+", suffix=".txt") as file:
                file.write("x")
                file.seek(0)
                names.append((os.path.basename(file.name), file.read(), os.path.exists(file.name)))
            assert not os.path.exists(file.name)
        ts = [threading.Thread(target=work) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
        with tempfile.TemporaryFile() as file:
            file.write(b"y")
        place = tempfile.mkdtemp(prefix="own")
        open(os.path.join(place, "a"), "x").close()
        try: open(place)
        except IsADirectoryError: print(sorted(names), os.path.isdir(place), os.path.basename(place)[:3])
    """)

    assert {"[('tmp1_1.txt', 'x', True), ('tmp2_1.txt', 'x', True)] True own\n"} == outputs(found)
    assert found.exhaustive


def test_a_single_run_leaves_what_paths_wrote(tmp_path):
    text = "import pathlib\np = pathlib.Path('a.bin')\np.write_bytes(b'12')\npathlib.Path('d.txt').unlink()\n"
    text += "pathlib.Path('d.txt').unlink(missing_ok=True)\nwith p.open('ab') as file: file.write(p.read_bytes())\n"
    Path("d.txt").write_text("old")
    ending = run_timed(Program(folder=str(tmp_path), entry="p.py", sources={"p.py": text}))

    assert ("finished", ()) == (ending.kind, ending.escapes)
    assert {"a.bin": b"1212"} == {path.name: path.read_bytes() for path in Path.cwd().iterdir()}


@pytest.mark.parametrize(
    ("use", "error"),
    [
        ("pathlib.Path('a').write_text(1)", "TypeError: data must be str, not int"),
        ("pathlib.Path('a').read_text()", "FileNotFoundError"),
        ("pathlib.Path('nowhere/a').write_text('')", "FileNotFoundError"),
        ("pathlib.Path('a').unlink()", "FileNotFoundError"),
        ("tempfile.mkdtemp(dir='nowhere')", "FileNotFoundError"),
    ],
)
def test_they_refuse_what_the_real_ones_refuse(use, error):
    found = explored(f"import pathlib, tempfile\n{use}")

    assert error in found.endings[0].ending.detail
    assert found.controlled


@pytest.mark.parametrize(
    ("use", "what"),
    [
        ("pathlib.Path('.').stat()", "pathlib.Path.stat()"),
        ("glob.glob('*', root_dir='.')", "glob.glob()"),
        ("os.stat('.')", "os.stat()"),
        ("shutil.disk_usage('.')", "shutil.disk_usage()"),
        ("codecs.open('a').close()", "codecs.open()"),
        ("io.open('a').close()", "io.open()"),
    ],
)
def test_whoever_looks_at_the_disk_past_what_is_in_memory_is_beyond(use, what, tmp_path):
    """Also where there is nobody else: what it would see is not what was written."""
    text = (
        "import codecs, glob, io, os, pathlib, shutil\n{}\n"
        + f"{use}\nos.getcwd(), os.path.join('a', 'b'), pathlib.Path('a') / 'b'\n"
    )

    def escapes(before):
        ending = run_timed(Program(folder=str(tmp_path), entry="p.py", sources={"p.py": text.format(before)}))
        return [escape.what.replace("._local", "") for escape in ending.escapes]  # as 3.13 calls it

    assert [] == escapes("open('a') if os.path.exists('a') else 0")
    assert [what] == escapes("pathlib.Path('a').write_text('x')")
    assert [what] == escapes("open('a', 'w').close()")


FOLDER = """
    import os, threading
    from pathlib import Path
    {before}
    found = []
    def one(): {one}
    def other():
        try: {other}
        except OSError as error: found.append(type(error).__name__)
    ts = [threading.Thread(target=f) for f in (one, other)]
    for t in ts: t.start()
    for t in ts: t.join()
    print(*found, os.path.isdir("d"), os.path.exists("d/e/a"))
"""


@pytest.mark.parametrize(
    ("before", "one", "other", "printed"),
    [
        ("", "os.mkdir('d')", "open('d/a', 'w').close()", {"True False\n", "FileNotFoundError True False\n"}),
        ("", "Path('d').mkdir(exist_ok=True)", "Path('d').mkdir()", {"True False\n", "FileExistsError True False\n"}),
        ("", "os.makedirs('d/e', exist_ok=True)", "Path('d/e').mkdir(parents=True, exist_ok=True)", {"True False\n"}),
        ("", "os.makedirs('d/e')", "Path('d/e/a').touch()", {"True False\n", "True True\n", "FileNotFoundError True False\n"}),
        ("os.mkdir('d'); Path('d/e').mkdir()", "pass", "Path('d/e/a').write_text('x')", {"True True\n"}),
        ("", "os.mkdir('d')", "found.append(os.path.isdir('d'))", {"True True False\n", "False True False\n"}),
        ("Path('d').write_text('')", "pass", "os.mkdir('d')", {"FileExistsError False False\n"}),
        ("", "pass", "os.mkdir('nowhere/d')", {"FileNotFoundError False False\n"}),
    ],
)  # fmt: skip
def test_folders_are_made_in_memory_and_raced_for(before, one, other, printed):
    found = explored(FOLDER.format(before=before, one=one, other=other))

    assert printed - {"True False\n"} <= outputs(found) <= printed
    assert found.exhaustive
    assert [] == list(Path.cwd().iterdir())


def test_a_single_run_leaves_the_folders_that_the_program_made(tmp_path):
    text = "import os\nfrom pathlib import Path\nos.makedirs('d/e')\nPath('f').mkdir()\nPath('f/a').touch()\nopen('d/e/b', 'w').write('x')\n"
    ending = run_timed(Program(folder=str(tmp_path), entry="p.py", sources={"p.py": text}))

    assert ("finished", ()) == (ending.kind, ending.escapes)
    assert {"d", "d/e", "d/e/b", "f", "f/a"} == {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}


ONE_FILE = """
    import threading
    with open("lines.txt", "wb") as f: f.write(b"1\\n2\\n3\\n")
    lines, lock, out = open("lines.txt", {mode!r}), threading.Lock(), []
    def use():
        {act}
    ts = [threading.Thread(target=use) for _ in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
    lines.close()
    print(sorted(out), open("lines.txt").read().split())
"""


@pytest.mark.parametrize("act", ["lines.write('x\\n'); lines.flush()", "print('x', file=lines, flush=True)"])
def test_two_who_write_through_one_open_file_wait_for_each_other(act):
    found = explored(ONE_FILE.format(mode="w", act=act))

    assert {"[] ['x', 'x']\n"} == outputs(found)
    assert found.exhaustive


def test_what_the_program_does_within_a_call_it_does_without_the_lock_of_the_file():
    """The iterator whose lines are written lets others write between two; and who prints may need what another holds."""
    act = "lines.writelines(letter for letter in threading.current_thread().name[7] * 2)"
    found = explored(ONE_FILE.format(mode="w", act=act))

    assert {"[] ['1122']\n", "[] ['1212']\n", "[] ['1221']\n"} <= outputs(found)

    text = """
    import threading
    lock, log = threading.Lock(), open("log.txt", "w")
    class Account:
        def __str__(self):
            with lock: return "account"
    def one(): print(Account(), file=log)
    def two():
        with lock: print("two", file=log)
    ts = [threading.Thread(target=one), threading.Thread(target=two)]
    for t in ts: t.start()
    for t in ts: t.join()
    log.close()
    print(sorted(open("log.txt").read().split()))
    """
    assert {"['account', 'two']\n"} == outputs(explored(text))
    assert explored(text).exhaustive
    together = text.replace('"w")', '"w", buffering=1)').replace('with lock: print("two"', 'print("two"')
    assert not explored(together).controlled, "it comes back while another is at the disk"


def test_two_who_read_bytes_from_one_open_file_wait_for_each_other():
    found = explored(ONE_FILE.format(mode="rb", act="out.append(lines.readline())"))

    assert {"[b'1\\n', b'2\\n'] ['1', '2', '3']\n"} == outputs(found)
    assert found.exhaustive


def test_two_who_read_lines_of_text_from_one_open_file_are_beyond_control():
    assert explored(ONE_FILE.format(mode="r", act="out.append(lines.readline())")).controlled is False
    assert explored(ONE_FILE.format(mode="r", act="with lock: out.append(lines.readline())")).exhaustive


def test_cpython_lets_others_go_on_while_a_file_is_read():
    found = explored(ONE_FILE.format(mode="r", act="out.append(lines.readline())"), search=Search(atomicity="cpython"))

    assert not found.controlled


def test_a_file_gets_another_name_at_one_stroke():
    """Of two who rename it, one comes too late."""
    renaming = program("""
    import os, threading
    open("a", "w").close()
    def rename(name):
        try: os.rename("a", name)
        except FileNotFoundError: print("late")
    ts = [threading.Thread(target=rename, args=(name,)) for name in "bc"]
    for t in ts: t.start()
    for t in ts: t.join()
    """)
    found = random_schedules(renaming, Script(), count=100).found.values()

    assert {"late\n"} == {ending.stdout for ending in found}


def test_paths_get_other_names_in_memory():
    found = explored("""
    import os, threading
    from pathlib import Path
    Path("a").write_text("text")
    thread = threading.Thread(target=lambda: Path("a").rename("b").replace("c"))
    thread.start()
    thread.join()
    os.replace("c", "c")
    print(Path("c").read_text(), Path("a").exists(), Path("b").exists())
    """)

    assert {"text False False\n"} == outputs(found)
    assert found.exhaustive


def test_that_a_folder_gets_another_name_cannot_be_simulated():
    found = explored("import os\nos.mkdir('a')\nos.rename('a', 'b')\n")

    assert ["engine_fault"] == [one.ending.kind for one in found.endings]


def test_a_file_gets_no_name_in_a_folder_that_is_not_there():
    found = explored(
        "import os\nopen('a', 'w').close()\ntry: os.rename('a', 'b/c')\nexcept FileNotFoundError: print('no')\n"
    )

    assert {"no\n"} == outputs(found)


@pytest.mark.parametrize(
    "asked", ["os.stat(path).st_size", "Path(path).stat().st_size", "next(os.scandir(folder)).stat().st_size"]
)
def test_who_looks_at_the_disk_itself_finds_what_was_written(asked, tmp_path):
    """It is laid out there, and nothing of it is left in the next order."""
    found = explored(f"""
        import os, threading
        from pathlib import Path
        folder = {str(tmp_path / "made")!r}
        path = folder + "/a.txt"
        os.mkdir(folder)
        n = 0
        def work():
            global n
            n += 1
        threads = [threading.Thread(target=work) for _ in range(2)]
        for t in threads: t.start()
        for t in threads: t.join()
        with open(path, "x") as file:
            file.write("12345")
        print({asked}, os.path.exists(path))
        with open(path, "a") as file:
            file.write("6")
        print(open(path).read(), {asked})
    """)

    assert {"5 True\n123456 6\n"} == outputs(found)
    assert 1 < found.schedules
    assert not found.exhaustive


def test_what_was_there_before_is_there_again(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("before")
    program = f"""
        import os
        path = {str(file)!r}
        with open(path, "a") as file:
            file.write(" and after")
        print(os.stat(path).st_size, open(path).read())
    """

    assert {"16 before and after\n"} == outputs(explored(program)) == outputs(explored(program))


def test_what_is_put_on_the_disk_is_followed():
    found = explored(
        "import os\nwith open('a', 'w') as f:\n    print('x', file=f, flush=True)\n    os.fsync(f.fileno())\n    os.fsync(f)"
    )

    assert found.exhaustive
    assert ["finished"] == [one.ending.kind for one in found.endings]


@pytest.mark.parametrize("text", ["print(open('a', 'w').fileno())", "import os\nos.open('a', os.O_CREAT | os.O_EXCL)"])
def test_a_descriptor_of_a_file_in_memory_is_beyond_control(text):
    found = explored(text)

    assert ["engine_fault"] == [one.ending.kind for one in found.endings]
    assert found.escapes


def test_what_a_folder_on_the_disk_holds_is_not_asked(tmp_path, monkeypatch):
    """Windows says that one may not."""

    def refused(*_):
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(disk.builtins, "open", refused)

    assert disk._really(str(tmp_path)) is None


def test_lines_end_as_where_a_class_is_graded():
    found = explored("""
        from pathlib import Path
        with open("a.txt", "w") as file: print("one", file=file)
        with open("b.txt", "a", newline="\\r\\n") as file: print("two", file=file)
        Path("c.txt").write_text("three\\n")
        print(*(open(f"{name}.txt", "rb").read() for name in "abc"))
    """)

    assert {r"b'one\n' b'two\r\n' b'three\n'" + "\n"} == outputs(found)


@pytest.mark.parametrize(
    ("mode", "newline", "system", "asked"),
    [
        ("w", None, "\r\n", "\n"),
        ("xt", None, "\r\n", "\n"),
        ("w", None, "\n", None),
        ("r", None, "\r\n", None),
        ("r+", None, "\r\n", None),
        ("wb", None, "\r\n", None),
        ("w", "", "\r\n", ""),
        (None, None, "\r\n", None),
    ],
)
def test_what_is_read_is_read_as_in_life(mode, newline, system, asked):
    assert asked == line_ends(mode, newline, system)
