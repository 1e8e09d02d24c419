"""An interpreter that has imported the libraries, and nothing of ours, and becomes a `grade` in a process of its own for each
command: most of what a short command takes is the time in which Python imports what it will not need.

As a program it serves: descriptor 0 is a socket, from which each command comes with the descriptors that are to be its own.
"""

import contextlib
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

LIBRARIES = ("typer", "rich.console", "pytest", "sqlalchemy", "sqlalchemy.dialects.sqlite", "msgspec", "jinja2")
ROOM = 1 << 20
"""Bytes that are read at a time."""


class Warm:
    """Our side: `run` is `subprocess.run` for one script."""

    def __init__(self, script, environment, other_sides):
        self._lock = threading.Lock()
        self._ours, theirs = socket.socketpair()
        start = [sys.executable, __file__, str(script), json.dumps(other_sides)]
        with theirs:
            self._process = subprocess.Popen(start, stdin=theirs, env=environment)

    def run(self, words, *, cwd, env, timeout):
        """Run to the end; texts and exit code."""
        ours, theirs = socket.socketpair()
        (out, out_end), (err, err_end) = os.pipe(), os.pipe()
        given = [theirs.fileno(), os.open(os.devnull, os.O_RDONLY), out_end, err_end]
        asked = json.dumps({"words": words, "folder": str(cwd), "environment": env}).encode() + b"\n"
        with ours, ours.makefile("rb") as answer, os.fdopen(out, "rb") as told, os.fdopen(err, "rb") as said:
            with self._lock:  # one asks at a time
                socket.send_fds(self._ours, [asked], given)
                theirs.close()
                for one in given[1:]:
                    os.close(one)
                pid = int(answer.readline())
            watchdog = threading.Timer(timeout, os.kill, (pid, signal.SIGKILL))
            watchdog.start()
            texts = {}
            readers = [
                threading.Thread(target=lambda name, file: texts.update({name: file.read()}), args=one)
                for one in (("stdout", told), ("stderr", said))
            ]
            for reader in readers:
                reader.start()
            for reader in readers:
                reader.join()
            code = int(answer.readline())
            watchdog.cancel()
        stdout, stderr = (texts[name].decode("utf-8", "backslashreplace") for name in ("stdout", "stderr"))
        return subprocess.CompletedProcess(words, code, stdout, stderr)

    def close(self):
        """End it."""
        self._ours.close()
        self._process.wait()


def _next_command(control, others):
    """The next command, in a process of its own; in this one it ends when nobody can ask any more."""
    while True:
        asked, given, _, _ = socket.recv_fds(control, ROOM, 4)
        while asked and not asked.endswith(b"\n"):
            asked += control.recv(ROOM)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not asked:
            for one in others:
                one.close()
            os._exit(0)
        if os.fork() == 0:
            break
        for one in given:
            os.close(one)
    control.close()
    teller = socket.socket(fileno=given[0])
    if pid := os.fork():
        for one in given[1:]:
            os.close(one)
        teller.sendall(b"%d\n" % pid)
        teller.sendall(b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        os._exit(0)
    teller.close()
    for number, one in enumerate(given[1:]):
        os.dup2(one, number)
        os.close(one)
    return json.loads(asked)


def _become(script, asked):
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.stdin = sys.__stdin__ = os.fdopen(0, encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.path[0], sys.argv = str(Path(script).parent), [script, *asked["words"]]
    text = Path(script).read_text(encoding="utf-8")
    exec(compile(text, script, "exec"), {"__name__": "__main__", "__file__": script})


if __name__ == "__main__":
    with socket.socket(fileno=os.dup(0)) as _control:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for _library in LIBRARIES:
            importlib.import_module(_library)
        _others = [importlib.import_module("other_side").OtherSides(*one) for one in json.loads(sys.argv[2])]
        _asked = _next_command(_control, _others)
    for _one in _others:
        _one.stand_in()
    _become(sys.argv[1], _asked)
