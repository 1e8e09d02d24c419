"""The first thing that every Python process of a real run does."""

from __future__ import annotations

import atexit
import builtins
import os
import sys

from grader.worker.really.inside import alarms, clocks, stacks
from grader.worker.really.inside.imports import after_import, put, put_in_system
from grader.worker.really.inside.notes import NAME, Notebook
from grader.worker.really.inside.signals import report_signals

TYPE_CHECKING = False  # in life `typing` is not there either
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any, NoReturn

    from grader.worker.really.inside.imports import Change


def begin(settings: dict[str, Any]) -> Notebook:
    """Prepare this process: notes, clocks, and the hooks that carry both into children."""
    sys.path[:] = [path for path in sys.path if path != settings["root"]] + settings["keep"]
    notes = Notebook(settings["told"], settings["work"], settings["signals"], settings["notes"])
    atexit.register(notes.tell_last)  # the first to be registered is the last to be called, when no thread is left
    notes.spare()
    notes.listen_for_crashes()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=notes.after_fork)
    _count_cpus(settings["cpus"])
    stacks.as_large_everywhere()
    _report_uncaught(notes)
    _report_hard_exit(notes)
    _report_exec(notes)
    report_signals(notes, frozenset(settings["ending"]))
    changes = _changes(notes, settings)
    if settings["scale"] != 1:
        clocks.scale(settings["scale"], settings["began"])
        changes["threading"].append(clocks.in_threading)
        changes["selectors"] = [clocks.in_selectors]
        changes["multiprocessing.synchronize"] = [clocks.in_synchronize]
        changes["signal"] = alarms.in_sleep()
    after_import(changes)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr]
    for name in [name for name in sys.modules if name.partition(".")[0] == "grader"]:
        del sys.modules[name]  # a submission may have files of the same name
    return notes


def run_main(notes: Notebook, path: str, arguments: list[str]) -> None:
    """Run the file as `python FILE` would: as `__main__`, with tracebacks that begin in it."""
    sys.argv[:] = [path, *arguments]
    sys.path.insert(0, os.path.dirname(path))
    main = type(sys)("__main__")
    main.__dict__.update(__file__=path, __builtins__=builtins, __cached__=None, __annotations__={})
    sys.modules["__main__"] = main
    notes.tell("began", name="MainProcess", role="main", parent=os.getppid())
    try:
        code = _compiled(path)
        exec(code, main.__dict__)
    except SystemExit as leaving:
        notes.tell("left", code=_code(leaving.code), frames=notes.frames(leaving))
        raise
    except BaseException as raised:
        raised.__traceback__ = _from(raised.__traceback__, path)
        sys.excepthook(type(raised), raised, raised.__traceback__)
        notes.tell("over", threads=_still_alive())
        sys.exit(130 if isinstance(raised, KeyboardInterrupt) else 1)
    notes.tell("over", threads=_still_alive())


def _compiled(path: str) -> CodeType:
    with open(path, "rb") as file:
        return compile(file.read(), path, "exec", dont_inherit=True)


def _from(trace: Any, path: str) -> Any:
    """The traceback without our own frames at its top."""
    while trace is not None and trace.tb_frame.f_code.co_filename != path:
        trace = trace.tb_next
    return trace


def _code(code: object) -> int:
    return 0 if code is None else code if isinstance(code, int) else 1


def _still_alive() -> list[str]:
    """Names of the threads that the interpreter will wait for."""
    threading = sys.modules.get("threading")
    if threading is None:
        return []
    return [t.name[:NAME] for t in threading.enumerate() if not t.daemon and t is not threading.main_thread()][:50]


def _count_cpus(cpus: int) -> None:
    put(os, "cpu_count", lambda: cpus)
    if hasattr(os, "process_cpu_count"):
        put(os, "process_cpu_count", lambda: cpus)
    if hasattr(os, "sched_getaffinity"):
        put(os, "sched_getaffinity", lambda _pid, /: set(range(cpus)))


def _report_uncaught(notes: Notebook) -> None:
    """Note what ends the main thread of this process."""
    shown = sys.excepthook

    def noted(kind: type[BaseException], value: BaseException, trace: Any) -> None:
        notes.trouble(value, _process_name(), "main")
        shown(kind, value, trace)

    sys.excepthook = noted


def _report_hard_exit(notes: Notebook) -> None:
    """Note the line that ends the process without a word."""
    leave = os._exit

    def noted(status: int) -> NoReturn:
        frames = notes.place()
        if frames:
            notes.tell("left", code=status, frames=frames)
        notes.tell_last()
        leave(status)

    put_in_system("_exit", noted)


def _report_exec(notes: Notebook) -> None:
    """Another program in the place of this one tells nothing: what becomes of it shows in how it ends."""

    def noting(become: Any) -> Any:
        def noted(*args: Any, **named: Any) -> None:
            notes.tell_last()
            try:
                become(*args, **named)
            finally:
                notes.tell("stays")

        return noted

    for name in ("execv", "execve"):
        if hasattr(os, name):
            put_in_system(name, noting(getattr(os, name)))


def _process_name() -> str:
    process = sys.modules.get("multiprocessing.process")
    return process.current_process().name[:NAME] if process is not None else "MainProcess"


def _changes(notes: Notebook, settings: dict[str, Any]) -> dict[str, list[Change]]:
    from grader.worker.really.inside.processes import Processes

    processes = Processes(notes, settings)
    return {
        "threading": [lambda threading: _report_threads(threading, notes)],
        "traceback": [processes.in_traceback],
        "multiprocessing.process": [processes.in_process],
        "multiprocessing.context": [processes.in_context],
        "multiprocessing.util": [processes.in_util],
        "multiprocessing.spawn": [processes.in_spawn],
        "multiprocessing.popen_fork": [processes.in_popen],
        "multiprocessing.popen_forkserver": [processes.in_popen],
        "multiprocessing.popen_spawn_win32": [processes.in_popen],
    }


def _report_threads(threading: Any, notes: Notebook) -> None:
    """Note who is started, and what ends a thread, which then is shown as ever."""
    shown = threading.excepthook
    name = next(name for name in ("_start_joinable_thread", "_start_new_thread") if hasattr(threading, name))
    start = getattr(threading, name)

    def noting(function: Any, *more: Any, **named: Any) -> Any:
        thread = getattr(function, "__self__", None)
        if isinstance(thread, threading.Thread):
            target = getattr(thread, "_target", None)
            called = str(getattr(target, "__qualname__", ""))[:NAME]
            notes.tell_some("thread", name=thread.name[:NAME], daemon=thread.daemon, target=called)
        return start(function, *more, **named)

    setattr(threading, name, noting)

    def noted(args: Any) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            notes.trouble(args.exc_value, args.thread.name[:NAME] if args.thread else "a thread", "thread")
        shown(args)

    threading.excepthook = noted
