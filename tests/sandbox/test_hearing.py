"""A real run that ends well has said so to its last word: nobody closes our ears and is believed."""

import os
from textwrap import dedent

import pytest

from grader.errors import BeyondError, TamperingError

SILENCED = "the program goes past the connection by which its processes tell what becomes of them"
DEAF = {
    "closed as a socket": "socket.socket(fileno=500).close()",
    "closed behind our back": "posix.close(500)",
    "an empty word": "socket.socket(fileno=os.dup(500)).send(b'')\n    posix.close(500)",
    "something else in its place": "os.dup2(os.open(os.devnull, os.O_WRONLY), 500)",
    "in its place for a while": "mine = os.dup(500)\n    os.dup2(os.open(os.devnull, os.O_WRONLY), 500)",
}
BACK = {"in its place for a while": "os.dup2(mine, 500)"}


def fails_unheard(name: str) -> str:
    """A thread fails where nobody hears it, and the program ends well."""
    return dedent(f"""
    import os, posix, socket, threading
    {DEAF[name]}
    def fail():
        raise ValueError("nobody hears it")
    thread = threading.Thread(target=fail)
    thread.start(); thread.join()
    {BACK.get(name, "")}
    print(42)
    """)


@pytest.mark.parametrize("clock", ["real", "scaled"])
@pytest.mark.parametrize("name", DEAF)
def test_who_closes_our_ears_did_not_end_well(submit, name, clock):
    """It passed, for what went wrong after it was told by nobody."""
    with pytest.raises(BeyondError, match=SILENCED):
        submit(fails_unheard(name)).run(clock=clock)


def test_an_empty_word_is_not_the_end_of_all_words(submit):
    text = """
        import os, socket, threading
        socket.socket(fileno=os.dup(500)).send(b"")
        threading.Thread(target=int, args=("x",)).start()
        """
    run = submit(text).run(clock="scaled")

    assert "Thread-1 (int) ended with ValueError: invalid literal for int() with base 10: 'x'." == run.explain()


def test_a_child_that_ends_well_without_a_word_is_not_believed(submit):
    text = """
        import multiprocessing, os, socket
        def work():
            socket.socket(fileno=500).close()
            os._exit(0)
        if __name__ == "__main__":
            child = multiprocessing.Process(target=work)
            child.start(); child.join()
        """
    with pytest.raises(BeyondError, match=SILENCED):
        submit(text).run(clock="scaled")


@pytest.mark.parametrize(
    ("deed", "code", "signal"),
    [
        ("os._exit(0)", 0, None),
        ("os._exit(3)", 3, None),
        ("posix._exit(0)", 0, None),
        ("posix._exit(3)", 3, None),
        ("sys.exit(4)", 4, None),
        ("atexit.register(os._exit, 5)", 5, None),
        ("os.execv('/bin/sh', ['sh', '-c', 'exit 6'])", 6, None),
        ("os.execlp('sh', 'sh', '-c', 'exit 0')", 0, None),
        ("os.kill(os.getpid(), signal.SIGKILL)", None, 9),
        ("os.abort()", None, 6),
    ],
)
def test_how_a_program_ends_is_told_as_what_it_is(submit, deed, code, signal):
    run = submit(f"import atexit, os, posix, signal, sys\nprint('here', flush=True)\n{deed}\n").run(clock="scaled")

    assert ("here\n", code, signal) == (run.stdout, run.exit_code, run.signal)


def test_a_thread_that_fails_after_the_last_line_is_heard(submit):
    text = """
        import threading, time
        def fail():
            time.sleep(100)
            raise ValueError("late")
        threading.Thread(target=fail).start()
        """
    assert "ValueError: late" in submit(text).run(clock="scaled").explain()


def test_a_program_with_hundreds_of_children_is_heard_to_its_end(submit):
    """Each is told of by its parent, which had room for two hundred notes."""
    text = """
        import multiprocessing, threading
        if __name__ == "__main__":
            context = multiprocessing.get_context("fork")
            for _ in range(250):
                child = context.Process(target=int)
                child.start(); child.join()
            threading.Thread(target=int, args=("x",)).start()
        """
    assert "invalid literal" in submit(text).run(clock="scaled").explain()


TAKES_BACK = """
    import os, shutil, socket, threading
    def fail():
        raise ValueError("it did happen")
    thread = threading.Thread(target=fail)
    thread.start(); thread.join()
    told = os.path.join(os.getcwd(), "..", "told")
    for name in os.listdir(told):
        open(os.path.join(told, name), "w").close()
        os.unlink(os.path.join(told, name))
    for descriptor in range(3, 1024):  # read away what nobody has read yet
        for flags in (os.O_RDONLY, os.O_RDWR):
            try: os.read(os.open(f"/proc/self/fd/{descriptor}", flags | os.O_NONBLOCK), 1 << 20)
            except OSError: pass
        try: socket.socket(fileno=os.dup(descriptor)).recv(1 << 20, socket.MSG_DONTWAIT)
        except OSError: pass
    """


def test_what_was_told_of_a_program_it_does_not_take_back(submit):
    run = submit(TAKES_BACK).run(clock="scaled")

    assert "ValueError: it did happen" in run.explain()
    assert ["exception"] == [actor.status for actor in run.actors if actor.kind == "thread"]


@pytest.mark.parametrize(
    "act",
    ["os.closerange(3, 1024)", "[close(one) for one in range(3, 1024)]"],
    ids=["a range", "one by one"],
)
def test_who_closes_all_that_is_open_closes_nothing_of_ours(submit, act):
    """As programs do that go into the background. In life there would be nothing to close."""
    text = f"""
        import os, threading
        def close(one):
            try: os.close(one)
            except OSError: pass
        {act}
        print(os.open(os.devnull, os.O_RDONLY))
        threading.Thread(target=int, args=("x",)).start()
        """
    run = submit(text).run(clock="scaled")

    assert "3\n" == run.stdout
    assert "invalid literal" in run.explain()


@pytest.mark.parametrize("name", ["closed as a socket", "closed behind our back", "something else in its place"])
def test_who_closes_our_ears_and_goes_on_is_not_waited_for(submit, name):
    """What it does from there on nobody hears; nor was its memory looked at, as long as it was given to leave."""
    began = os.times().elapsed
    with pytest.raises(BeyondError, match=SILENCED):
        submit(fails_unheard(name) + "import signal\nwhile True: signal.pause()\n").run(clock="real")

    assert 10 > os.times().elapsed - began


def test_who_tells_without_an_end_is_not_followed(submit):
    text = "import posix\nwhile True:\n    try: posix.write(500, b'x' * 60_000)\n    except OSError: pass\n"

    with pytest.raises(BeyondError, match=SILENCED):
        submit(text).run(clock="scaled")


def test_who_tells_more_than_is_kept_did_not_end_well(submit):
    text = """
        import posix, threading
        try:
            for _ in range(50_000): posix.write(500, b"x")
        except OSError: pass
        threading.Thread(target=int, args=("x",)).start()
        """
    with pytest.raises(BeyondError, match=SILENCED):
        submit(text).run(clock="scaled")


def test_a_name_of_any_length_fits_into_a_note(submit):
    text = """
        import threading
        threading.Thread(target=int, args=("x",), name="n" * 1_000_000).start()
        """
    assert "nnn ended with ValueError: invalid literal" in submit(text).run(clock="scaled").explain()


FORGES = """
    import multiprocessing, os
    def tell(**what):
        os.write(500, repr({"pid": os.getpid(), **what}).encode())
    if __name__ == "__main__":
        context = multiprocessing.get_context("fork")
        child = context.Process(target=CRASHES)
        child.start()
        TOLD
        child.join()
    """


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("int", "tell(kind='child', child=child.pid, code=-9)"),
        ("os.abort", "child.join(); tell(kind='child', child=child.pid, code=0)"),
        ("int", "tell(pid=child.pid, kind='last', told=0)"),
    ],
    ids=["that a child was killed", "that it ended well", "in its name"],
)
def test_who_makes_up_notes_is_held_for_review(submit, does, told):
    """The machine was blamed for a child that was never killed; and one that crashed ended well."""
    text = FORGES.replace("CRASHES", does).replace("TOLD", told)

    with pytest.raises(TamperingError, match="what the processes of a run tell was forged: a process"):
        submit(text).run(clock="scaled")
