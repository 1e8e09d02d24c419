"""The other side of a `grade`, warm once for all commands of a test run: to get warm takes it longer than all else that a short
command does. Each command has one in a process of its own, forked as it would have stood there by itself. Its wall is tried and
put up anew.

`OtherSides` is ours. As a program this takes the place of `main.py` (`other_side.py MAIN zygote FOLDER`): descriptor 0 is a socket,
from which each start comes: the tiers that are wanted, the control socket that is to be its own, and a descriptor to hold for as
long as it lives.
"""

import contextlib
import os
import socket
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location

ROOM = 4096
PROBE, WARM = "grader.worker.walls.probe", "grader.worker.warm"


class OtherSides:
    """Warm for who asks for these words, with any tiers, and this environment; whoever asks for anything else has it really started.

    Made in one process, and of use in those that are forked from it.
    """

    def __init__(self, words, environment):
        self._words, self._environment = words, environment
        place = next(number for number, word in enumerate(words) if word.endswith(".py"))
        self._starts, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            start = [*words[:place], __file__, *words[place:]]
            self._process = subprocess.Popen(start, stdin=theirs, stdout=subprocess.DEVNULL, env=environment)

    def stand_in(self):
        """From now on this process has its other side from there."""
        really = os.posix_spawn

        def posix_spawn(path, words, environment, *, file_actions, setpgroup):
            known = len(self._words)
            if (words[:known], environment) != (self._words, self._environment):
                return really(path, words, environment, file_actions=file_actions, setpgroup=setpgroup)
            (control,) = (one[1] for one in file_actions if one[2] == 0)
            lives, hold = os.pipe()
            socket.send_fds(self._starts, [" ".join(words[known:]).encode()], [control, hold])
            os.close(hold)
            # A child to wait for, which ends when the other side does.
            waiting = [(os.POSIX_SPAWN_DUP2, lives, 0), (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
            child = really("/bin/cat", ["cat"], {}, file_actions=waiting, setpgroup=setpgroup)
            os.close(lives)
            return child

        os.posix_spawn = posix_spawn

    def close(self):
        """End it."""
        self._starts.close()
        self._process.wait()


class Waiting:
    """The vault of our modules, by which who is warm waits for a start before a wall is tried."""

    def __init__(self, vault, starts):
        self._vault, self._starts = vault, starts

    def __getattr__(self, name):
        return getattr(self._vault, name)

    def load(self, name):
        return self if name in (PROBE, WARM) else self._vault.load(name)

    def steps(self):
        """What is left to get warm."""
        return []

    def strongest(self, _, folder, meanwhile):
        meanwhile()
        for step in self._vault.load(WARM).steps():
            step()
        asks = sys._getframe(1).f_locals["control"]
        return self._vault.load(PROBE).strongest(self._wait_for_a_start(asks.fileno()), folder)

    def _wait_for_a_start(self, control):
        """Come back in a process of its own for each, with its tiers; this one ends when nobody can ask any more."""
        with self._starts:
            while True:
                asked, given, _, _ = socket.recv_fds(self._starts, ROOM, 2)
                with contextlib.suppress(ChildProcessError):
                    while os.waitpid(-1, os.WNOHANG)[0]:
                        pass
                if not asked:
                    os._exit(0)
                if os.fork() == 0:
                    break
                for one in given:
                    os.close(one)
        os.setpgid(0, 0)
        os.dup2(given[0], control)
        os.close(given[0])
        return tuple(asked.decode().split())


def _serve(main, *words):
    starts = socket.socket(fileno=os.dup(0))
    spec = spec_from_file_location("main", main)
    other_side = module_from_spec(spec)
    spec.loader.exec_module(other_side)
    vault = other_side._vault
    other_side._vault = lambda: Waiting(vault(), starts)
    other_side.main(*words)


if __name__ == "__main__":
    sys.argv[:] = sys.argv[1:]
    _serve(*sys.argv)
