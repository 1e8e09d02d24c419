"""Hooks into `multiprocessing`: children tell of themselves, and fresh interpreters begin as we did."""

from __future__ import annotations

import os
import sys

from grader.worker.really.inside.notes import NAME, Notebook

TYPE_CHECKING = False  # in life `typing` is not there either
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any


class Processes:
    """The hooks of one process."""

    def __init__(self, notes: Notebook, settings: dict[str, Any]) -> None:
        self._notes = notes
        self._settings = settings
        self._bootstrap: CodeType | None = None

    def in_context(self, context: ModuleType) -> None:
        """The start method that this run is about is the default; the program may still set another."""
        method = self._settings["start_method"]
        if method in context._concrete_contexts:
            context._default_context._default_context = context._concrete_contexts[method]

    def in_process(self, process: ModuleType) -> None:
        """A child says when it begins and with which code it ends."""
        bootstrap = process.BaseProcess._bootstrap
        notes = self._notes
        self._bootstrap = bootstrap.__code__

        def noted(self: Any, parent_sentinel: Any = None) -> Any:
            notes.tell("began", name=self.name[:NAME], role="process", parent=os.getppid(), daemon=self.daemon)
            code = bootstrap(self, parent_sentinel)
            notes.tell("ended", code=code)
            notes.tell_last()
            return code

        process.BaseProcess._bootstrap = noted

    def in_traceback(self, traceback: Any) -> None:
        """`BaseProcess._bootstrap` prints what ended the child with `print_exc`, and nothing else tells of it."""
        print_exc = traceback.print_exc

        def noted(*args: Any, **kwargs: Any) -> None:
            exception = sys.exc_info()[1]
            if exception is not None and sys._getframe(1).f_code is self._bootstrap:
                name = sys.modules["multiprocessing.process"].current_process().name[:NAME]
                self._notes.trouble(exception, name, "process")
            print_exc(*args, **kwargs)

        traceback.print_exc = noted

    def in_util(self, util: Any) -> None:
        """Spawned children and the fork server start as `python -c …`: begin there too (POSIX)."""
        spawn = util.spawnv_passfds

        def spawn_prepared(path: Any, args: Any, passfds: Any) -> Any:
            return spawn(path, self._prepared(list(args)), [*passfds, *self._notes.passed_on])

        util.spawnv_passfds = spawn_prepared

    def in_spawn(self, spawn: Any) -> None:
        """The same where children are started through `get_command_line` alone (Windows)."""
        if sys.platform != "win32":
            return
        get_command_line = spawn.get_command_line
        spawn.get_command_line = lambda **kwds: self._prepared(get_command_line(**kwds))

    def in_popen(self, popen: ModuleType) -> None:
        """A parent learns a child's exit code: what a killed child cannot tell itself."""
        name = "wait" if sys.platform == "win32" else "poll"  # by which the other asks
        learn, notes = getattr(popen.Popen, name), self._notes

        def noted(self: Any, *args: Any, **kwargs: Any) -> Any:
            before = self.returncode
            code = learn(self, *args, **kwargs)
            if code is not None and before is None:
                notes.tell("child", child=self.pid, code=code)
            return code

        setattr(popen.Popen, name, noted)

    def _prepared(self, args: list[Any]) -> list[Any]:
        if "-c" in args:
            at = args.index("-c") + 1
            if "resource_tracker" not in str(args[at]):
                args[at] = f"{prologue(self._settings)}; {args[at]}"
        return args


def prologue(settings: dict[str, Any]) -> str:
    """The statements with which a child of a real run begins."""
    return f"{_import_us(settings)}; begin({settings!r})"


def program(settings: dict[str, Any], path: str, arguments: list[str]) -> str:
    """The statements that are the whole run of a program."""
    return f"{_import_us(settings)}; run_main(begin({settings!r}), {path!r}, {arguments!r})"


def _import_us(settings: dict[str, Any]) -> str:
    # By hand: the folder above our package may be closed to us, and an import by path would have to list it.
    return (
        "import sys; grader = sys.modules['grader'] = type(sys)('grader'); "
        f"grader.__path__ = [{settings['root'] + '/grader'!r}]; "
        "from grader.worker.really.inside import begin, run_main"
    )
