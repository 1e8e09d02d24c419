"""Who looks at how Python works sees what CPython shows, of the program's own; and nothing of ours, however one looks."""

import subprocess
import sys
from textwrap import dedent, indent

import pytest

from tests.sandbox.conftest import NAME

LOOKS = {
    "a profile": (
        "import cProfile, io, pstats\n"
        "profile = cProfile.Profile()\n"
        "profile.runcall(busy, 3)\n"
        "stats = pstats.Stats(profile, stream=io.StringIO()).stats\n"
        "return sorted((name, calls[0], calls[1], len(calls[4])) for (_, _, name), calls in stats.items() if 'disable' not in name)"
    ),
    "a profile as a context": (
        "import cProfile\nwith cProfile.Profile() as profile:\n    busy(2)\n"
        "return sorted(str(getattr(one.code, 'co_name', one.code)) for one in profile.getstats() if callable(busy) and 'disable' not in str(one.code) and getattr(one.code, 'co_name', '') != '__exit__')"
    ),
    "a profile in Python": (
        "import profile\none = profile.Profile()\none.runcall(busy, 2)\none.create_stats()\n"
        "return sorted((name, calls[0]) for (_, _, name), calls in one.stats.items() if name in ('busy', 'part'))"
    ),
    "counted lines": (
        "import trace\none = trace.Trace(count=1, trace=0)\none.runfunc(busy, 2)\n"
        "return sorted((line, count) for (file, line), count in one.results().counts.items() if file == __file__)"
    ),
    "a tracer of one's own": (
        "import sys\nseen = []\ndef tracer(frame, event, told):\n"
        "    seen.append((frame.f_code.co_name, event, frame.f_lineno))\n    return tracer\n"
        "sys.settrace(tracer)\nbusy(1)\nsys.settrace(None)\nreturn seen, sys.gettrace()"
    ),
    "a tracer that is asked for": (
        "import sys\ndef tracer(frame, event, told): pass\nsys.settrace(tracer)\nfound = sys.gettrace() is tracer\n"
        "sys.settrace(None)\nsys.setprofile(tracer)\nfound = found, sys.getprofile() is tracer\nsys.setprofile(None)\nreturn found"
    ),
    "a tracer that fails": (
        "import sys\ndef tracer(frame, event, told): raise ValueError(event)\nsys.settrace(tracer)\n"
        "try: busy(1)\nexcept ValueError as error: return str(error), sys.gettrace()"
    ),
    "a profiler of one's own": (
        "import sys\nseen = []\ndef profiler(frame, event, told):\n"
        "    if event in ('call', 'return'): seen.append((frame.f_code.co_name, event))\n"
        "sys.setprofile(profiler)\nbusy(1)\nsys.setprofile(None)\nreturn seen"
    ),
    "threads, traced": (
        "import threading\nseen = []\ndef tracer(frame, event, told):\n"
        "    if frame.f_code.co_name in ('busy', 'part'): seen.append(frame.f_code.co_name)\n"
        "threading.settrace(tracer)\nthread = threading.Thread(target=busy, args=(2,))\nthread.start(); thread.join()\n"
        "threading.settrace(None)\nreturn seen"
    ),
    "many threads, traced": (
        "import threading\nseen = set()\ndef tracer(frame, event, told):\n    seen.add(frame.f_code.co_name)\n"
        "threading.setprofile(tracer)\nthreads = [threading.Thread(target=busy, args=(2,)) for _ in range(20)]\n"
        "[thread.start() for thread in threads], [thread.join() for thread in threads]\n"
        "threading.setprofile(None)\nreturn sorted(seen & {'busy', 'part'})"
    ),
    "a debugger": (
        "import bdb\nlines = []\nclass Debugger(bdb.Bdb):\n"
        "    def user_line(self, frame): lines.append(frame.f_lineno); self.set_step()\n"
        "Debugger().runcall(busy, 1)\nreturn lines"
    ),
    "what all threads do": (
        "import sys, threading\ninside, done = threading.Event(), threading.Event()\n"
        "def wait():\n    inside.set()\n    done.wait()\n"
        "thread = threading.Thread(target=wait)\nthread.start()\ninside.wait()\nfound = sys._current_frames()\ndone.set()\nthread.join()\n"
        "def names(frame):\n    while frame is not None:\n        yield frame.f_code.co_name\n        frame = frame.f_back\n"
        "return len(found), 'wait' in names(found[thread.ident]), found[threading.get_ident()].f_code.co_name"
    ),
    "what all threads catch": (
        "import sys, threading\ntry: 1 / 0\nexcept ZeroDivisionError as error:\n"
        "    found = sys._current_exceptions()[threading.get_ident()]\n    return found is error or found[1] is error"
    ),
    "where everybody is": (
        "import faulthandler, tempfile\nwith tempfile.TemporaryFile('w+') as file:\n"
        "    faulthandler.dump_traceback(file)\n    file.seek(0)\n    return file.read().splitlines()[1].rpartition('/')[2]"
    ),
    "faults are told": (
        "import faulthandler\nfaulthandler.enable()\nbefore = faulthandler.is_enabled()\nfaulthandler.disable()\n"
        "return before, faulthandler.is_enabled()"
    ),
}
"""What a curious student does, or one who looks for a mistake, a leak, or what takes so long."""
BUSY = """
def part(number):
    return number + 1


def busy(times):
    for number in range(times):
        part(number)
    return sorted([2, 1])
"""


@pytest.mark.parametrize("look", LOOKS)
def test_who_looks_sees_what_cpython_shows(submit, tmp_path, look):
    """Asked by a suite, and in a run; and nobody is suspected."""
    text = f"{BUSY}\n\ndef go():\n{indent(LOOKS[look], '    ')}\n\n\nif __name__ == '__main__':\n    print(go())\n"
    (tmp_path / NAME).write_text(text)
    shown = subprocess.run([sys.executable, NAME], cwd=tmp_path, capture_output=True, text=True, check=True)
    submission = submit(text)

    run = submission.run()
    assert (shown.stdout, shown.stderr.replace(f"{tmp_path}/", "")) == (run.stdout, run.stderr)
    assert shown.stdout == f"{submission.load().go()}\n"
    assert submission.trouble is None


EVERYWHERE = """
import gc, os, sys, threading
os.system('')
seen, ours, asked = set(), set(), []

def is_ours(thing):
    kind = thing if isinstance(thing, type) else type(thing)
    return kind.__module__.split('.')[0] in ('grader', 'vault', 'greenlet') or 'grader' in getattr(thing, '__file__', '')

def look(frame, event, told):
    seen.add(frame.f_code.co_filename)
    while frame is not None:
        for space in (frame.f_locals, frame.f_globals):
            ours.update(name for name, value in list(space.items()) if is_ours(value))
        frame = frame.f_back
    if is_ours(told) or is_ours(getattr(told, '__self__', None)):
        ours.add(f'told at {event}')
    return look

def value():
    return {'a': [1, (2, 3)]}

class Odd:
    def __getattr__(self, name):
        raise AttributeError(name)
    def __iter__(self):
        yield 1
"""


@pytest.mark.parametrize("how", ["settrace", "setprofile"])
def test_who_traces_is_shown_no_frame_of_ours_between_two_questions(submit, how):
    """It stays set while the worker answers, reads, and calls the next."""
    submission = submit(
        f"{EVERYWHERE}\ndef go():\n    sys.{how}(look)\n\ndef end():\n    sys.{how}(None)\n    return sorted(seen), sorted(ours)\n"
    )
    program = submission.load()

    program.go()
    assert {"a": [1, (2, 3)]} == program.value()
    assert [1] == list(program.Odd())
    with pytest.raises(AttributeError):
        _ = program.absent
    seen, ours = program.end()

    assert [] == ours
    assert any(name.endswith(NAME) for name in seen)
    assert not [name for name in seen if "grader/" in name]
    assert submission.trouble is None


@pytest.mark.parametrize("way", ["copy.deepcopy(gc.get_objects, memo)", "weakref.WeakMethod(gc.get_objects)"])
def test_nothing_that_could_be_changed_answers_for_the_collector(submit, way):
    """The functions are the interpreter's own: no library finds an object of ours that they are bound to."""
    text = f"""
        import copy, gc, weakref
        def go():
            memo = {{}}
            try:
                {way}
            except TypeError:
                pass
            return sorted({{type(one).__name__ for one in memo.values()}}), type(gc.get_objects).__name__
        """
    found, kind = submit(dedent(text)).load().go()
    assert "builtin_function_or_method" == kind
    assert set() == set(found) - {"list", "builtin_function_or_method", "module"}


def test_a_class_that_says_of_itself_what_is_no_text_is_traced_as_others_are(submit):
    """It ended the tracer with an error in our own lines."""
    text = """
        import sys
        class Odd(list):
            __module__ = 3
        def look():
            seen = []
            sys.setprofile(lambda frame, event, argument: seen.append(event))
            Odd([1]).append(2)
            sys.setprofile(None)
            return "c_call" in seen and Odd in list.__subclasses__()
        """
    assert submit(text).load().look()
